// Recipes of areas with names: widgets/recipes/{changes,bands,places}.py follow the same steps.

// [i, low, high] for each change of `code` between xs[i] and xs[i + 1], closed in by bisection.
function changesAlong(xs, code, whole) {
  const codes = xs.map(code);
  const found = [];
  for (let i = 0; i + 1 < xs.length; i++) {
    if (codes[i] === codes[i + 1]) continue;
    let here = xs[i];
    if (whole) {
      found.push([i, here, xs[i + 1]]);
      continue;
    }
    for (let k = 0; k < 8; k++) {
      const kind = code(here);
      let [low, high] = [here, xs[i + 1]];
      for (let halving = 0; halving < 40; halving++) {
        const middle = (low + high) / 2;
        if (code(middle) === kind) low = middle;
        else high = middle;
      }
      found.push([i, low, high]);
      here = high;
      if (code(high) === codes[i + 1]) break;
    }
  }
  return found;
}

// xs with the two sides of every change between them, and which part of the curve each belongs to.
function brokenAt(xs, code, whole) {
  const cuts = changesAlong(xs, code, whole);
  const points = [];
  const parts = [];
  let part = 0;
  xs.forEach((x, i) => {
    points.push(x);
    parts.push(part);
    for (const [k, low, high] of cuts) {
      if (k !== i) continue;
      if (!whole) points.push(low, high), parts.push(part, part + 1);
      part += 1;
    }
  });
  return { points, parts };
}

RECIPES.bands = (recipe, run) => (point) => {
  const { low, high } = recipe;
  const values = run(point).map(Number);
  const inside = (value) => Math.min(Math.max(value, low), high);
  const rows = [];
  let next = 0;
  for (const { bar, filled, says } of recipe.bars) {
    let before = low;
    says.forEach((name, i) => {
      let [x0, x1] = [before, high];
      if (!filled) [x0, x1] = [inside(values[next++]), inside(values[next++])];
      else if (i < says.length - 1) x1 = Math.max(before, inside(values[next++]));
      else x1 = Math.max(before, high);
      before = x1;
      if (x1 - x0 > 1e-9 * (high - low)) rows.push({ bar, x0, x1, x: (x0 + x1) / 2, ...name });
    });
  }
  return rows;
};

RECIPES.zones = (recipe, run) => (point) => {
  const moved = { ...point };
  const code = (x) => {
    moved[recipe.over] = x;
    return Number(run(moved)[0]);
  };
  const { values } = recipe;
  const cuts = changesAlong(values, code, recipe.whole);
  const edges = [values[0], ...cuts.map(([, low, high]) => (low + high) / 2), values[values.length - 1]];
  const kinds = [values[0], ...cuts.map(([, , high]) => high)].map(code);
  return kinds.map((value, i) => {
    const [x0, x1] = [edges[i], edges[i + 1]];
    return { x0, x1, x: (x0 + x1) / 2, value, ...recipe.says[value] };
  });
};

// The widest place in each area of a map for one, two and three lines of words.
RECIPES.places = (recipe) => (point, data) => {
  const parts = new Map();
  for (const row of data[recipe.of]) parts.set(row.part, [...(parts.get(row.part) ?? []), row]);
  const found = new Map();
  for (const part of parts.values()) {
    const { label } = part[0];
    if (!recipe.says[label]) continue;
    if (!found.has(label)) found.set(label, { room1: 0, room2: 0, room3: 0, x1: null, y1: null, x2: null, y2: null, x3: null, y3: null });
    const best = found.get(label);
    for (const k of [1, 2, 3]) {
      const need = recipe.says[label][`long${k}`] * recipe.letter * recipe.wide;
      const { x, y, room } = widest(part, (k + 0.4) * recipe.line * recipe.tall, need);
      if (room > best[`room${k}`] + 1e-9 * recipe.wide) Object.assign(best, { [`x${k}`]: x, [`y${k}`]: y, [`room${k}`]: room });
    }
  }
  return [...found].map(([label, places]) => ({ label, ...places, ...recipe.says[label] }));
};

// The largest rectangle, tall enough, of those that are as wide as needed; the widest where none is.
function widest(part, tall, need) {
  const found = { x: null, y: null, room: 0 };
  let best = [0, 0];
  part.forEach((left, i) => {
    let [low, high] = [left.y0, left.y1];
    for (let j = i; j < part.length; j++) {
      const right = part[j];
      low = Math.max(low, right.y0);
      high = Math.min(high, right.y1);
      if (high - low < tall) break;
      const room = right.x - left.x;
      const score = [Math.min(room, need), room * (high - low)];
      if (room <= 0 || score[0] < best[0] || (score[0] === best[0] && score[1] <= best[1])) continue;
      best = score;
      Object.assign(found, { room, x: (left.x + right.x) / 2, y: (low + high) / 2 });
    }
  });
  return found;
}
