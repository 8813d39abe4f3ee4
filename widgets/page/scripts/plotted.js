// The plotted values as a table, for those who do not see the picture.

class Plotted {
  constructor(explorer) {
    this.explorer = explorer;
    this.box = explorer.find(".tt-table");
  }

  listen() {
    this.box.addEventListener("toggle", () => this.fill());
  }

  refresh() {
    this.fill();
  }

  fill() {
    const { spec, data } = this.explorer;
    if (!this.box.open || !data) return;
    const tables = spec.recipes.map((recipe) => table(recipe, data[recipe.name])).filter(Boolean);
    this.box.querySelector(".tt-scroll").replaceChildren(...tables);
  }
}

const CAPTIONS = {
  regions: "Areas", sweep: "Curves", path: "Path", rows: "Marks", bands: "Areas", zones: "Areas", tree: "Moves and ends", places: "Names",
};

// The plotted values, thinned to a length that can be read or heard.
function table(recipe, rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((c) => recipe.heads[c] !== null);
  if (!columns.length) return null;
  const groups = Object.values(Object.groupBy?.(rows, (r) => r.series ?? r.part ?? "") ?? { all: rows }).map((group) => {
    const even = group.filter((row) => recipe.xs?.includes(row.x)); // in a map, not where edges close in
    return even.length ? even : group;
  });
  const every = Math.ceil(Math.max(...groups.map((g) => g.length)) / 12);
  const shown = groups.flatMap((g) => g.filter((_, i) => i % every === 0 || i === g.length - 1));
  const element = document.createElement("table");
  const caption = element.createCaption();
  const name = CAPTIONS[recipe.kind] ?? recipe.title;
  caption.textContent = shown.length < rows.length ? `${name}: ${shown.length} of ${rows.length} points` : name;
  const head = element.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = recipe.heads[column] ?? column.replaceAll("_", " ");
    head.append(cell);
  }
  const body = element.createTBody();
  for (const row of shown) {
    const line = body.insertRow();
    for (const column of columns) {
      const value = row[column];
      line.insertCell().textContent = typeof value === "number" ? measured(value, recipe.measures?.[column]) : (value ?? "–");
    }
  }
  return element;
}
