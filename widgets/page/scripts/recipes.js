// Recipes: how a data set is read off the model. widgets/recipes follow the same steps with NumPy.
const RECIPES = {
  rows(recipe, run) {
    return (point) => {
      const values = run(point);
      const fill = (cell) => {
        if (!("result" in cell)) return cell.is;
        const value = Number(values[cell.result]);
        return cell.words ? cell.words[value] : finite(value);
      };
      return recipe.rows.map((row) => mapValues(row, fill));
    };
  },

  sweep(recipe, run) {
    return (point) => {
      const moved = { ...point };
      const at = (x) => {
        moved[recipe.over] = x;
        return run(moved);
      };
      if (recipe.split) {
        const last = recipe.series.length;
        const { points, parts } = brokenAt(recipe.values, (x) => Number(at(x)[last]), recipe.whole);
        const columns = points.map(at);
        return recipe.series.flatMap((series, k) =>
          points.map((x, i) => ({ x, series, y: finite(Number(columns[i][k])), part: parts[i] })),
        );
      }
      const columns = recipe.values.map(at);
      return recipe.series.flatMap((series, k) =>
        recipe.values.map((x, i) => ({ x, series, y: finite(Number(columns[i][k])) })),
      );
    };
  },

  regions(recipe, run) {
    return (point) => {
      const moved = { ...point };
      const code = (x, y) => {
        moved[recipe.x] = x;
        moved[recipe.y] = y;
        return run(moved)[0];
      };
      const runs = (x) => {
        const { ys } = recipe;
        const found = [];
        let kind = code(x, ys[0]);
        let from = ys[0];
        for (let j = 1; j < ys.length; j++) {
          const next = code(x, ys[j]);
          if (next === kind) continue;
          let low = ys[j - 1];
          let high = ys[j];
          for (let k = 0; k < recipe.halvings; k++) {
            const middle = (low + high) / 2;
            if (code(x, middle) === kind) low = middle;
            else high = middle;
          }
          found.push([kind, from, high]);
          [kind, from] = [next, high];
        }
        found.push([kind, from, ys[ys.length - 1]]);
        return found;
      };
      const alike = (a, b) => a.length === b.length && a.every((r, i) => r[0] === b[i][0]);
      const rows = [];
      let part = 0;
      let before = null;
      const add = (x, line) =>
        line.forEach(([kind, y0, y1], i) => rows.push({ x, y0, y1, label: recipe.words[kind], part: part + i }));
      recipe.xs.forEach((x, i) => {
        const line = runs(x);
        let left = recipe.xs[i - 1];
        while (before && !alike(line, before)) {
          // close in each change
          let [low, high, here, there] = [left, x, before, line];
          for (let k = 0; k < 6; k++) {
            const middle = (low + high) / 2;
            const tried = runs(middle);
            if (alike(tried, before)) [low, here] = [middle, tried];
            else [high, there] = [middle, tried];
          }
          add((low + high) / 2, here);
          part += before.length;
          add((low + high) / 2, there);
          [before, left] = [there, high];
        }
        add(x, line);
        before = line;
      });
      return rows;
    };
  },

  path(recipe, run) {
    return (start) => {
      const point = { ...start };
      const rows = [];
      for (let step = 0; step <= recipe.steps; step++) {
        const values = run(point).map(Number);
        recipe.series.forEach((series, k) =>
          rows.push({ step, series, y: finite(values[recipe.update.length + k]) }),
        );
        recipe.update.forEach((name, k) => (point[name] = values[k]));
      }
      return rows;
    };
  },
};

const finite = (value) => (Number.isFinite(value) ? value : null);
const mapValues = (object, f) => Object.fromEntries(Object.entries(object).map(([k, v]) => [k, f(v)]));
