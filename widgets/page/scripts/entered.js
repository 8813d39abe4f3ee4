// A class's own numbers: typed, pasted, loaded or read from result codes; drawn beside the theory, kept in this browser only.

// Readers of result codes, by name: (line, columns) → a row (field → number in the model's measure), { fault }, or null where
// the line is no code. Another part of the page may add its own.
const CODE_READERS = { play: readPlayCode };
const MOST_ROWS = 500;

// A result code of a play (see widgets/play/codes.py): the fields score (the mean), rounds, seed, score_1 …, choice_1 ….
function readPlayCode(line, columns) {
  if (!/^\S+\.\d+\.\S+=\S*\.\w{3}$/.test(line)) return null;
  const body = line.slice(0, -4);
  const shown = crop(line);
  if (checkLetters(body) !== line.slice(-3)) return { fault: `“${shown}” was mistyped or is not whole: its last letters do not fit the rest` };
  const [, seed, ...parts] = body.split(".");
  const number = (text) => Number(text.replace("m", "-").replace("p", "."));
  const rounds = parts.map((text) => text.split("=")).map(([left, score]) => ({ choice: left.split(",").find((it) => !it.startsWith("g")), score: number(score) }));
  const found = { seed: Number(seed), rounds: rounds.length, score: rounds.reduce((sum, { score }) => sum + score, 0) / rounds.length };
  rounds.forEach(({ choice = "", score }, i) => {
    found[`score_${i + 1}`] = score;
    found[`choice_${i + 1}`] = choice === "" ? NaN : number(choice.replace(/^n/, ""));
  });
  const missing = columns.find(({ field }) => !Number.isFinite(found[field]));
  if (missing) return { fault: `“${shown}” does not tell ${missing.label}` };
  return Object.fromEntries(columns.map(({ field, unit }) => [field, undisplay(found[field], unit)]));
}

RECIPES.entered = (recipe) => () => recipe.rows;

class EnteredTable {
  constructor(explorer, recipe) {
    Object.assign(this, { explorer, recipe });
    this.key = `entered:${explorer.spec.id}:${recipe.name}`;
    this.first = recipe.rows;
    this.reader = CODE_READERS[recipe.codes];
    this.columns = recipe.columns.map((column) => ({ ...column, unit: recipe.measures?.[column.field] }));
    this.box = explorer.find(`[data-entered="${recipe.name}"]`);
    recipe.rows = this.recalled() ?? this.first;
    this.build();
  }

  // What was kept; nothing where it is no longer what this table holds.
  recalled() {
    try {
      const rows = JSON.parse(recall(this.key));
      const good = Array.isArray(rows) && rows.every((row) => this.columns.every(({ field }) => Number.isFinite(row[field])));
      return good ? rows.slice(0, MOST_ROWS) : null;
    } catch {
      return null;
    }
  }

  build() {
    const { recipe } = this;
    this.form = element("form", { noValidate: true, autocomplete: "off" }, { "aria-label": recipe.title });
    this.fields = this.columns.map(({ field, label, unit }) => {
      const holder = element("label", { textContent: unit?.[1] ? `${label} (${unit[1]})` : label });
      const input = element("input", { type: "text", inputMode: "decimal" }, { "data-field": field });
      holder.append(input);
      this.form.append(holder);
      return input;
    });
    this.form.append(element("button", { textContent: "Add" }));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.take([this.fields.map((input) => input.value)])) {
        for (const input of this.fields) input.value = "";
        this.fields[0].focus();
      }
    });
    const paste = element("details", { className: "tt-paste" });
    this.pasted = element("textarea", {}, { "aria-label": "Lines to add" });
    const what = recipe.codes ? "Paste result codes, or lines from a spreadsheet" : "Paste lines from a spreadsheet";
    paste.append(element("summary", { textContent: what }), this.pasted, button("Add these lines", "data-add-lines", () => this.addLines()));
    this.fault = element("p", { className: "tt-fault" }, { role: "alert" });
    const file = element("input", { type: "file", accept: ".csv,text/csv,text/plain", hidden: true });
    file.addEventListener("change", async () => {
      if (file.files[0]) this.addText(await file.files[0].text());
      file.value = "";
    });
    const row = element("div", { className: "tt-buttons" });
    row.append(
      button("Save as CSV", "data-save-csv", () => this.save()),
      button("Load CSV", "data-load-csv", () => file.click()),
      button("Remove all", "data-clear", () => this.put([])),
      file,
    );
    this.list = element("div", { className: "tt-scroll", tabIndex: 0 }, { role: "region", "aria-label": recipe.title });
    const note = "These numbers stay in this browser; nothing is sent anywhere.";
    this.box.append(this.form, paste, this.fault, this.list, row, element("p", { className: "tt-kept", textContent: note }));
    this.show();
  }

  addLines() {
    if (this.addText(this.pasted.value)) this.pasted.value = "";
  }

  addText(text) {
    const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    if (!lines.length) return this.refuse("nothing stands there");
    const head = cellsOf(lines[0], this.columns.length).map((cell) => cell.replace(/^"|"$/g, "").toLowerCase());
    const titles = this.columns.flatMap(({ field, label }) => [field.toLowerCase(), label.toLowerCase()]);
    if (head.some((cell) => titles.some((title) => cell === title || cell.startsWith(`${title} (`)))) lines.shift();
    return this.take(lines.map((line) => this.reader?.(line, this.columns) ?? cellsOf(line, this.columns.length)));
  }

  // Add rows, each an array of texts or a row that a reader of codes has read; all or none.
  take(given) {
    const rows = [];
    for (const [i, cells] of given.entries()) {
      const found = Array.isArray(cells) ? this.read(cells) : cells;
      if (found.fault) return this.refuse(given.length > 1 ? `line ${i + 1}: ${found.fault}` : found.fault);
      rows.push(found);
    }
    if (this.recipe.rows.length + rows.length > MOST_ROWS) return this.refuse(`the table holds ${MOST_ROWS} rows at most`);
    this.put([...this.recipe.rows, ...rows]);
    return true;
  }

  read(cells) {
    if (cells.length !== this.columns.length) return { fault: `${this.columns.length} numbers are needed, and ${cells.length} stand there` };
    const row = {};
    for (const [i, { field, label, low, high, unit }] of this.columns.entries()) {
      const { value, fault } = readIn(cells[i], unit);
      if (fault) return { fault: `${label}: ${fault}` };
      if (low !== null && (value < low || value > high)) {
        return { fault: `${label} goes from ${inField(low, unit)} to ${inField(high, unit)}, not to ${crop(cells[i].trim())}` };
      }
      row[field] = value;
    }
    return row;
  }

  refuse(words) {
    this.fault.textContent = `Not added: ${words}.`;
    return false;
  }

  put(rows) {
    this.fault.textContent = "";
    this.recipe.rows = rows;
    if (rows.length || this.first.length) keep(this.key, JSON.stringify(rows));
    else forget(this.key);
    this.show();
    this.explorer.refresh();
  }

  show() {
    const { rows } = this.recipe;
    const table = element("table");
    table.createCaption().textContent = `${rows.length} ${rows.length === 1 ? "row" : "rows"}`;
    const head = table.createTHead().insertRow();
    for (const { label } of this.columns) head.append(element("th", { textContent: label, scope: "col" }));
    head.append(element("td"));
    const body = table.createTBody();
    rows.forEach((row, i) => {
      const line = body.insertRow();
      for (const { field, unit } of this.columns) line.insertCell().textContent = measured(row[field], unit);
      const remove = button("Remove", "data-remove", () => {
        this.put(this.recipe.rows.filter((_, k) => k !== i));
        (this.list.querySelectorAll("[data-remove]")[Math.max(0, i - 1)] ?? this.fields[0]).focus();
      });
      remove.setAttribute("aria-label", `Remove row ${i + 1}`);
      line.insertCell().append(remove);
    });
    this.list.replaceChildren(...(rows.length ? [table] : []));
  }

  save() {
    const cell = (text) => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const head = this.columns.map(({ label, unit }) => cell(unit?.[1] ? `${label} (${unit[1]})` : label));
    const lines = this.recipe.rows.map((row) => this.columns.map(({ field, unit }) => inField(row[field], unit)));
    const text = [head, ...lines].map((line) => line.join(",")).join("\r\n");
    download(`data:text/csv;charset=utf-8,${encodeURIComponent(`${text}\r\n`)}`, `${this.explorer.spec.id}-${this.recipe.name}.csv`);
  }
}

// A line in as many cells as there are columns, by tabs, semicolons, commas or spaces, whichever it holds.
function cellsOf(line, count) {
  if (count === 1) return [line];
  for (const mark of ["\t", ";", ","]) {
    const cells = line.split(mark).map((cell) => cell.trim());
    if (cells.length === count) return cells;
    if (mark !== "," && cells.length > 1) return cells;
  }
  return line.split(/\s+/);
}

class Entered {
  constructor(explorer) {
    this.explorer = explorer;
  }

  listen() {
    const found = this.explorer.spec.recipes.filter(({ kind }) => kind === "entered");
    this.tables = found.map((recipe) => new EnteredTable(this.explorer, recipe));
  }
}
