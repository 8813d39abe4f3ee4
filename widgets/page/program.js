// The model on the page: definitions printed from SymPy, compiled once, evaluated at a point.
// A definition is a Vega expression, which is JavaScript where Math's functions are in scope.

const MATH = "abs, acos, asin, atan, atan2, ceil, cos, exp, floor, log, max, min, pow, sign, sin, sqrt, tan, tanh, E, PI";

function compile(spec, program) {
  const lines = program.lines.map((name) => {
    const line = spec.definitions.find((d) => d.name === name);
    return `const ${name} = ${line.expr ?? `lookup("${name}", point)`};`;
  });
  const body = [
    `const {${MATH}} = Math;`,
    "return function (point) {",
    `const {${spec.parameters.map((p) => p.name).join(", ")}} = point;`,
    ...lines,
    `return [${program.results.join(", ")}]; };`,
  ].join("\n");
  return new Function("lookup", body)((name, point) => lookup(spec.tables, name, point));
}

// A numerical outcome was computed by Python on the sliders' stops; the page reads the nearest stop.
function lookup(tables, name, point) {
  const table = tables[0];
  let index = 0;
  for (const { name: axis, stops } of table.axes) {
    let near = 0;
    for (let i = 1; i < stops.length; i++) {
      if (Math.abs(stops[i] - point[axis]) < Math.abs(stops[near] - point[axis])) near = i;
    }
    index = index * stops.length + near;
  }
  return Number(String(table.columns[name][index]).replace("inf", "Infinity").replace("nan", "NaN"));
}

// Recipes: how a data set is read off the model. widgets/data.py follows the same steps with NumPy.
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
      const columns = recipe.values.map((x) => {
        moved[recipe.over] = x;
        return run(moved);
      });
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

class Program {
  constructor(spec) {
    this.spec = spec;
    const names = spec.definitions.map((d) => d.name);
    this.everything = compile(spec, { lines: names, results: names });
    this.rules = spec.rules.map((rule) => ({ holds: compile(spec, rule.program), text: rule.text }));
    this.says = compile(spec, spec.sentences.program);
    this.recipes = spec.recipes.map((r) => ({ name: r.name, rows: RECIPES[r.kind](r, compile(spec, r.program)) }));
  }

  // Menus enter the definitions as the index of the choice.
  point(values) {
    return Object.fromEntries(
      this.spec.parameters.map((p) => [p.name, p.choices ? p.choices.indexOf(values[p.name]) : values[p.name]]),
    );
  }

  brokenRule(point) {
    const broken = this.rules.find((rule) => !rule.holds(point)[0]);
    return broken && broken.text;
  }

  // name → the value as Python's solve gives it: number, boolean or string
  solve(point) {
    const raw = this.everything(point);
    return Object.fromEntries(
      this.spec.definitions.map((d, i) => {
        if (d.kind === "category") return [d.name, d.values[raw[i]]];
        return [d.name, d.kind === "truth" ? Boolean(raw[i]) : Number(raw[i])];
      }),
    );
  }

  sentence(point) {
    return this.spec.sentences.texts[this.says(point).findIndex(Boolean)];
  }

  data(point) {
    return Object.fromEntries(this.recipes.map((recipe) => [recipe.name, recipe.rows(point)]));
  }
}
