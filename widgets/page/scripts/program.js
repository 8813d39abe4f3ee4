// The model on the page: definitions printed from SymPy, compiled once, evaluated at a point.
// A definition is a Vega expression, which is JavaScript where Math's functions are in scope.

const MATH = `abs, acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, ceil, cos, cosh, exp, expm1, floor, hypot, log, log10,
  log1p, log2, max, min, pow, sign, sin, sinh, sqrt, tan, tanh`;

// A program is run at a point; with a `let` it is the same model at other values: first what these are at the point,
// then the whole chain at them.
function compile(spec, program) {
  const run = chain(spec, program);
  if (!program.let) return run;
  const values = chain(spec, program.let);
  return (point) => {
    const moved = values(point);
    return run({ ...point, ...Object.fromEntries(program.let.names.map((name, i) => [name, Number(moved[i])])) });
  };
}

function chain(spec, program) {
  const lines = program.lines.map((name) => {
    const line = spec.definitions.find((d) => d.name === name);
    return `const ${name} = ${line.expr ?? `lookup("${name}", point)`};`;
  });
  const body = [
    `const {${MATH}} = Math;`,
    "return function (point) {",
    `const {${[...spec.parameters.map((p) => p.name), ...(program.free ?? [])].join(", ")}} = point;`,
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

class Program {
  constructor(spec) {
    this.spec = spec;
    const names = spec.definitions.map((d) => d.name);
    this.everything = compile(spec, { lines: names, results: names });
    this.rules = spec.rules.map((rule) => ({ holds: compile(spec, rule.program), text: rule.text }));
    this.ties = spec.ties && compile(spec, spec.ties.program);
    this.says = compile(spec, spec.sentences.program);
    this.recipes = spec.recipes.map((r) => ({ name: r.name, needs: r.needs, rows: RECIPES[r.kind](r, compile(spec, r.program)) }));
  }

  // `values` with what follows other sliders where they put it (see widgets/figures/ties.py).
  tied(values) {
    if (!this.ties) return values;
    const found = this.ties(this.point(values));
    return { ...values, ...Object.fromEntries(this.spec.ties.names.map((name, i) => [name, Number(found[i])])) };
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

  // Every parameter and definition as a number or in words, for sentences.
  words(point, solved) {
    const words = { ...point };
    for (const p of this.spec.parameters) if (p.choices) words[p.name] = p.words[point[p.name]];
    for (const d of this.spec.definitions) {
      words[d.name] = ["category", "truth"].includes(d.kind) ? showOutcome(d, solved[d.name]) : solved[d.name];
    }
    for (const { name, measure } of [...this.spec.parameters, ...this.spec.definitions]) {
      if (measure) words[name] = new Measured(words[name], measure);
    }
    return words;
  }

  sentence(point) {
    return this.spec.sentences.texts[this.says(point).findIndex(Boolean)];
  }

  // The rows of each data set; those of one whose parameters stand where they stood are the same array as before.
  data(point) {
    const data = {};
    for (const recipe of this.recipes) {
      const key = recipe.needs?.map((name) => point[name]).join();
      if (key === undefined || key !== recipe.key) recipe.last = recipe.rows(point, data);
      recipe.key = key;
      data[recipe.name] = recipe.last;
    }
    return data;
  }
}
