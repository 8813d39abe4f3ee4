// One explorer: the sliders, the picture, the sentence, and what a reader can take away.

const NARROW = 420; // pixels: narrower pictures are drawn less high

class Explorer {
  // `links`: whether the page's address may hold the state of a figure (not that of a notebook).
  constructor(root, { embed, onChange = () => {}, links = true }) {
    Object.assign(this, { root, embed, onChange, links });
    this.spec = JSON.parse(this.find(".tt-spec").textContent);
    this.values = { ...this.spec.start };
    this.views = [];
    this.watching = [];
    this.definitions = new Map(this.spec.definitions.map((d) => [d.name, d]));
    this.parameters = new Map(this.spec.parameters.map((p) => [p.name, p]));
    this.ready = this.start();
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  all(selector) {
    return [...this.root.querySelectorAll(selector)];
  }

  async start() {
    this.program = new Program(this.spec);
    this.stand();
    this.listen();
    if (this.links) this.openLink();
    await this.draw();
    this.refresh();
    this.reserve();
    this.find(".tt-controls").inert = false; // without a script a slider would move nothing
    this.root.setAttribute("data-ready", "");
    this.follow();
  }

  // -- the picture ---------------------------------------------------------------------------------------

  get dark() {
    const theme = document.documentElement.dataset.theme ?? document.body.dataset.jpThemeLight;
    if (theme === "dark" || theme === "false") return true;
    if (theme) return false;
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  // Nothing of this explorer goes on when its cell in a notebook is run again.
  end() {
    this.watching.forEach((watch) => watch.disconnect());
    removeEventListener("hashchange", this.onAddress);
    removeEventListener("resize", this.onResize);
    this.views.forEach((v) => v.end());
  }

  // Draw anew in another theme, and at another width: the place may be hidden at first, or not yet on the page.
  follow() {
    let drawing = Promise.resolve();
    const again = () => (drawing = drawing.then(() => this.draw()).then(() => (this.refresh(), this.reserve())));
    const theme = { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light"] };
    const themes = new MutationObserver(again);
    for (const part of [document.documentElement, document.body]) themes.observe(part, theme);
    const width = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width && Math.abs(contentRect.width - this.width) > 1) again();
    });
    width.observe(this.find(".tt-charts"));
    const sliders = new ResizeObserver(() => this.place()); // “More parameters” unfolds
    sliders.observe(this.find(".tt-controls"));
    this.onResize = () => this.place(); // a window may change its height alone
    addEventListener("resize", this.onResize);
    this.watching = [themes, width, sliders];
  }

  async draw() {
    const holder = this.find(".tt-charts");
    this.width = holder.clientWidth;
    const data = this.program.data(this.program.point(this.lawful ?? this.values));
    const drawn = await Promise.all(
      this.spec.charts.map(async (chart) => {
        const place = document.createElement("div");
        place.className = "tt-chart";
        holder.append(place);
        const text = JSON.stringify(chart);
        const names = Object.keys(data).filter((name) => text.includes(`"${name}"`));
        const spec = JSON.parse(this.dark ? recolour(text, this.spec.dark) : text);
        if (place.clientWidth < NARROW && spec.height >= 260) spec.height *= 0.72; // leave a phone room for sliders
        wrapTitles(spec, place.clientWidth - 60, spec.height ?? 300);
        spec.datasets = Object.fromEntries(names.map((name) => [name, data[name]]));
        const config = this.spec.config[this.dark ? "dark" : "light"];
        const result = await this.embed(place, spec, { actions: false, renderer: "svg", config, tooltip: false });
        place.setAttribute("aria-hidden", "true"); // the picture as a whole is named, in words, by its holder
        return { place, names, view: result.view, end: () => result.finalize() };
      }),
    );
    this.views.forEach((v) => (v.end(), v.place.remove()));
    this.find(".tt-still")?.remove();
    this.views = drawn;
    this.place();
  }

  // -- from the sliders to the picture -------------------------------------------------------------------

  set(changes) {
    for (const [name, value] of Object.entries(changes)) {
      const control = this.control(name);
      if (!control) {
        this.values[name] = value;
        continue;
      }
      const parameter = this.parameters.get(name);
      if (parameter.choices) control.value = value;
      else this.slide(control, value);
      this.values[name] = parameter.choices ? control.value : Number(control.value); // what it shows is what counts
      const box = this.find(`input[data-for="${name}"]`);
      if (box) box.value = control.value;
    }
    this.hold();
    this.refresh();
    this.onChange({ ...this.values });
  }

  // A figure may start between two stops, where HTML alone cannot put a slider.
  stand() {
    for (const { name, choices } of this.spec.parameters) {
      const control = this.control(name);
      if (control && !choices && Number(control.value) !== this.values[name]) this.slide(control, this.values[name]);
    }
  }

  // A typed or linked number may stand between two stops, unless the page knows the outcomes at the stops only.
  slide(control, value) {
    control.step = this.parameters.get(control.name).step;
    control.value = value;
    if (Number(control.value) === Number(value) || this.tabulated(control.name)) return;
    control.step = "any";
    control.value = value;
  }

  tabulated(name) {
    return this.spec.tables.some((table) => table.axes.some((axis) => axis.name === name));
  }

  // A reader who takes hold of a slider that stands between two stops moves it from the nearest.
  toStop({ target, key = "Arrow" }) {
    if (target.type !== "range" || target.step !== "any" || !/^(Arrow|Page|Home|End)/.test(key)) return;
    target.step = this.parameters.get(target.name).step;
    this.set({ [target.name]: target.value });
  }

  control(name) {
    return this.find(`.tt-control [name="${name}"]`);
  }

  // Parameters without a control that stand away from their defaults: the page tells the whole point.
  hold() {
    const held = this.spec.parameters.filter((p) => !this.control(p.name) && this.values[p.name] !== p.default);
    const inputs = held.map((p) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: p.name, value: this.values[p.name] });
      return input;
    });
    const words = held.map((p) => {
      const value = this.values[p.name];
      return `${p.label} = ${p.choices ? p.words[p.choices.indexOf(value)] : showNumber(value)}`;
    });
    const line = document.createElement("p");
    line.textContent = `Held here without a slider: ${words.join("; ")}.`;
    this.find(".tt-held").replaceChildren(...inputs, ...(held.length ? [line] : []));
  }

  refresh() {
    const point = this.program.point(this.values);
    const broken = this.program.brokenRule(point);
    this.root.classList.toggle("tt-broken", Boolean(broken));
    if (broken) return this.say(`Not possible: ${broken}.`), this.blank();
    this.lawful = { ...this.values };
    const solved = this.program.solve(point);
    this.solved = solved;
    this.say(fillSentence(this.program.sentence(point), this.words(point, solved)));
    for (const cell of this.cells) {
      const { outcome } = cell.dataset;
      cell.dataset.value = String(solved[outcome]);
      cell.textContent = showOutcome(this.definitions.get(outcome), solved[outcome]);
    }
    this.markLegend(solved);
    this.data = this.program.data(point);
    for (const { view, names } of this.views) {
      names.forEach((name) => view.data(name, this.data[name]));
      view.run();
    }
    if (this.find(".tt-table").open) this.fillTable();
  }

  get cells() {
    this._cells ??= this.all("[data-outcome]");
    return this._cells;
  }

  words(point, solved) {
    const words = { ...point };
    for (const p of this.spec.parameters) if (p.choices) words[p.name] = p.words[point[p.name]];
    for (const d of this.spec.definitions) {
      words[d.name] = ["category", "truth"].includes(d.kind) ? showOutcome(d, solved[d.name]) : solved[d.name];
    }
    return words;
  }

  say(text) {
    const readout = this.find(".tt-readout");
    if (readout.textContent !== text) readout.textContent = text;
  }

  // Whether the picture may stay in sight: not where header and picture would leave no room for the sliders.
  place() {
    const tall = this.find(".tt-charts").offsetHeight;
    if (!tall) return; // hidden just now: predict() places it
    this.root.classList.toggle("tt-stick", tall < innerHeight / 2);
    this.root.style.setProperty("--tt-stuck", `${tall}px`);
    this.root.style.setProperty("--tt-tall", `${this.find(".tt-controls").offsetHeight}px`);
  }

  // Room for the longest sentence of this figure, so that the sliders below do not jump while one of them moves.
  reserve() {
    const readout = this.find(".tt-readout");
    if (!readout.offsetWidth || !this.solved) return;
    const twin = readout.cloneNode();
    twin.removeAttribute("aria-live");
    twin.setAttribute("aria-hidden", "true");
    twin.style.cssText = `position: absolute; visibility: hidden; min-height: 0; width: ${readout.offsetWidth}px`;
    readout.after(twin);
    const words = this.words(this.program.point(this.lawful), this.solved);
    const tall = this.spec.sentences.texts.map((text) => ((twin.textContent = fillSentence(text, words)), twin.offsetHeight));
    twin.remove();
    readout.style.minHeight = `${Math.max(...tall)}px`;
  }

  blank() {
    for (const cell of this.cells) {
      cell.dataset.value = "";
      cell.textContent = "–";
    }
  }

  markLegend(solved) {
    const key = this.definitions.get(this.spec.key);
    const now = key?.kind === "category" ? showOutcome(key, solved[this.spec.key]) : null;
    for (const item of this.all(".tt-legend li")) item.classList.toggle("tt-now", item.dataset.words === now);
  }

  fillTable() {
    const box = this.find(".tt-table .tt-scroll");
    box.replaceChildren(
      ...this.spec.recipes.map((recipe) => table(recipe, this.data[recipe.name])).filter(Boolean),
    );
  }

  // -- controls ------------------------------------------------------------------------------------------

  listen() {
    const form = this.find(".tt-controls");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => {
      if (!target.name) return;
      this.forget();
      this.set({ [target.name]: target.value });
    });
    for (const hold of ["pointerdown", "keydown"]) form.addEventListener(hold, (event) => this.toStop(event));
    form.addEventListener("change", ({ target }) => {
      if (target.dataset.for) this.typed(target);
    });
    this.find("[data-reset]").addEventListener("click", () => this.goTo(this.spec.start, "The starting point."));
    for (const button of this.all("[data-preset]")) {
      const preset = this.spec.presets[button.dataset.preset];
      button.addEventListener("click", () => this.goTo({ ...this.base(), ...preset.values }, `${preset.reading}.`));
    }
    this.find("[data-link]")?.addEventListener("click", () => this.copyLink());
    this.find("[data-python]").addEventListener("click", () => this.copyPython());
    for (const button of this.all("[data-export]")) {
      button.addEventListener("click", () => this.save(button.dataset.export));
    }
    this.find("[data-predict]").addEventListener("click", () => this.predict());
    this.find(".tt-table").addEventListener("toggle", () => this.find(".tt-table").open && this.fillTable());
    this.onAddress = () => this.openLink();
    if (this.links) addEventListener("hashchange", this.onAddress);
  }

  typed(box) {
    const parameter = this.parameters.get(box.dataset.for);
    const value = Number(box.value);
    this.forget();
    if (box.value.trim() === "" || !Number.isFinite(value)) {
      this.tell(`${parameter.label} needs a number from ${parameter.low} to ${parameter.high}.`);
      box.value = this.values[parameter.name];
    } else {
      if (value < parameter.low || value > parameter.high) {
        this.tell(`${parameter.label} goes from ${parameter.low} to ${parameter.high} here.`);
      }
      this.set({ [parameter.name]: value });
      if (value >= parameter.low && value <= parameter.high && this.values[parameter.name] !== value) {
        this.tell(`${parameter.label} moves in steps here: ${showNumber(this.values[parameter.name])} is the nearest.`);
      }
    }
  }

  // What a preset starts from: defaults, except that a parameter without a slider stays where the figure holds it.
  base() {
    const { parameters, start } = this.spec;
    return Object.fromEntries(parameters.map((p) => [p.name, this.control(p.name) ? p.default : start[p.name]]));
  }

  goTo(values, reading) {
    this.forget();
    this.set(values);
    this.find(".tt-reading").textContent = reading;
  }

  // What was said or handed out about other values is no longer true of these.
  forget() {
    this.find(".tt-reading").textContent = "";
    this.find(".tt-code").hidden = true;
    if (!this.lasting) this.tell("");
  }

  // A lasting message, such as what a reader guessed, stays while sliders move.
  tell(text, lasting = false) {
    this.lasting = lasting;
    this.find(".tt-message").textContent = text;
  }

  // -- take away -----------------------------------------------------------------------------------------

  openLink() {
    const found = readLink(this.spec, location.hash);
    if (!found) {
      if (this.linked && !location.hash) this.goTo(this.spec.start, "");
      this.linked = false;
      return;
    }
    this.linked = true;
    if (found.values) {
      const misfit = this.misfit(found.values);
      if (misfit) found.fault = misfit;
    }
    if (found.fault) {
      this.set(this.spec.start);
      this.tell(`This link could not be read: ${found.fault}. The figure stands at its starting point.`);
    } else {
      this.set(found.values);
      this.tell("Opened from a link.");
    }
    if (this.root.hasAttribute("data-ready")) this.show();
  }

  // Bring a linked figure into view, out of a folded solution too; where the link was broken, the words that say so.
  show() {
    for (let part = this.root; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
      if (part.classList.contains("toggle-hidden")) part.querySelector(".toggle-button")?.click();
    }
    this.root.scrollIntoView({ behavior: "instant" });
    const message = this.find(".tt-message");
    if (message.textContent.startsWith("This link")) message.scrollIntoView({ behavior: "instant", block: "center" });
  }

  // A value that this figure's slider cannot show would be rounded in silence.
  misfit(values) {
    for (const p of this.spec.parameters) {
      const value = values[p.name];
      if (this.spec.fixed.includes(p.name) && value !== this.spec.start[p.name]) {
        return `${p.name} stands at ${this.spec.start[p.name]} in this figure, not at ${value}`;
      }
      if (p.choices || !this.control(p.name)) continue;
      if (value < p.low || value > p.high) return `${p.name} goes from ${p.low} to ${p.high} here, not ${value}`;
      const stops = (value - p.low) / p.step;
      if (this.tabulated(p.name) && Math.abs(stops - Math.round(stops)) > 1e-6) {
        return `${p.name} moves in steps of ${p.step} here, not to ${value}`;
      }
    }
    return this.program.brokenRule(this.program.point(values));
  }

  // Nothing can be taken away or guessed where the model says nothing.
  get stuck() {
    const broken = this.root.classList.contains("tt-broken");
    if (broken) this.tell("These values are not possible together: move a slider first.");
    return broken;
  }

  copyLink() {
    if (this.stuck) return;
    const link = location.href.replace(/#.*$/, "") + writeLink(this.spec, this.values);
    try {
      history.replaceState(null, "", link);
    } catch {
      // a page inside a notebook may not change its address; the link is shown all the same
    }
    this.hand(link, "Link copied: it reopens this figure at these values.");
  }

  copyPython() {
    if (this.stuck) return;
    const moved = this.spec.parameters.filter((p) => this.values[p.name] !== p.default);
    const given = moved.map((p) => `${p.name}=${JSON.stringify(this.values[p.name])}`).join(", ");
    const solve = this.spec.known ? `models.load("${this.spec.slug}").solve(${given})` : `model.solve(${given})`;
    this.hand(this.spec.known ? `import models\n\n${solve}` : solve, "Python copied: it gives the numbers of this figure.");
  }

  async hand(text, done) {
    const code = this.find(".tt-code");
    code.hidden = false;
    code.textContent = text;
    try {
      await navigator.clipboard.writeText(text);
      this.tell(done);
    } catch {
      getSelection().selectAllChildren(code);
      this.tell("Copy the selected text.");
    }
  }

  async save(kind) {
    const name = `${this.spec.id}.${kind}`;
    const scale = kind === "png" ? 2 : 1;
    const drawings = await Promise.all(this.views.map((v) => v.view.toSVG(scale)));
    const { svg, width, height } = stack(drawings, scale, this.caption());
    const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    if (kind === "svg") return download(url, name);
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    download(canvas.toDataURL("image/png"), name);
  }

  // What a picture on its own would lack.
  caption() {
    const colour = (name) => getComputedStyle(this.root).getPropertyValue(name).trim();
    const legend = this.all(".tt-legend li").map((item) => {
      const key = item.querySelector(".tt-key");
      const kind = ["line", "dash", "point"].find((name) => key.matches(`.tt-${name}`)) ?? "area";
      return { words: item.textContent.trim(), kind, colour: getComputedStyle(key).getPropertyValue("--show").trim() };
    });
    const said = this.find(".tt-readout").textContent;
    return { title: this.spec.title, said, legend, ink: colour("--tt-ink"), paper: colour("--tt-paper") };
  }

  // -- predict first -------------------------------------------------------------------------------------

  predict() {
    const button = this.find("[data-predict]");
    const hiding = button.getAttribute("aria-pressed") !== "true";
    if (hiding && this.stuck) return;
    button.setAttribute("aria-pressed", String(hiding));
    this.root.classList.toggle("tt-hiding", hiding);
    const box = this.find(".tt-guess");
    box.hidden = !hiding;
    if (!hiding) return this.place(), box.replaceChildren();
    const definition = this.definitions.get(this.spec.predict ?? this.spec.key);
    const form = guessForm(this.spec, definition, (guess) => {
      if (this.stuck) return;
      const value = this.solved[definition.name];
      const near = Math.max(0.05, 0.05 * Math.abs(value));
      const close = definition.kind === "number" && Number.isFinite(value) && Math.abs(guess - value) <= near;
      const right = close || guess === value;
      this.predict();
      this.tell("");
      const verdict = document.createElement("p");
      Object.assign(verdict, { className: "tt-verdict", tabIndex: -1 });
      verdict.textContent =
        `You said: ${showOutcome(definition, guess)}. The model says: ${showOutcome(definition, value)}. ` +
        (right ? "Well predicted." : "Which slider would make your answer right?");
      box.replaceChildren(verdict); // where the question stood, above the picture
      box.hidden = false;
      verdict.focus();
    });
    box.replaceChildren(form);
    this.tell("The picture is hidden: set the sliders, then commit to an answer.", true);
    form.querySelector("input").focus();
  }
}

function recolour(text, dark) {
  return text.replace(/#[0-9a-f]{6}/g, (colour) => dark[colour] ?? colour);
}

// Axis titles do not wrap by themselves: break them at words where the axis is too short (a phone).
function wrapTitles(part, width, height) {
  for (const [channel, room] of [["x", width], ["y", height]]) {
    const axis = part.encoding?.[channel];
    if (typeof axis?.title !== "string") continue;
    const lines = wrap(axis.title, Math.max(12, Math.floor(room / 6.6)));
    if (lines.length > 1) axis.title = lines;
  }
  part.layer?.forEach((inner) => wrapTitles(inner, width, height));
}

// `text` in lines of at most `most` letters, where its words allow.
function wrap(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

function guessForm(spec, definition, commit) {
  const form = document.createElement("form");
  const group = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = `With the sliders as they stand: ${definition.label}?`;
  group.append(legend);
  const choices = { category: definition.values, truth: [true, false] }[definition.kind];
  if (choices) {
    choices.forEach((value, i) => {
      const label = document.createElement("label");
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: `${spec.id}-guess`, value: i, required: true });
      label.append(input, ` ${showOutcome(definition, value)}`);
      group.append(label);
    });
  } else {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "number", step: "any", required: true });
    label.append("Your number ", input);
    group.append(label);
  }
  const button = document.createElement("button");
  button.textContent = "Commit and look";
  form.append(group, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = Number(form.querySelector(choices ? "input:checked" : "input").value);
    commit(choices ? choices[chosen] : chosen);
  });
  return form;
}

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
  const name = { regions: "Areas", sweep: "Curves", path: "Path", rows: "Marks" }[recipe.kind];
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
      line.insertCell().textContent = typeof value === "number" ? showNumber(value) : (value ?? "–");
    }
  }
  return element;
}

// One picture of all panels, the title above them, the legend and the sentence below.
function stack(drawings, scale, { title, said, legend, ink, paper }) {
  const sized = drawings.map((svg) => {
    const [, width, height] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg).map(Number);
    return { svg, width, height };
  });
  const width = Math.max(...sized.map((d) => d.width));
  const size = 13 * scale;
  const line = 1.5 * size;
  const parts = [];
  let y = 0;
  const write = (words, x, weight = "normal") => {
    for (const text of wrap(words, (width - x - size) / (0.56 * size))) {
      y += line;
      parts.push(`<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}">${escapeText(text)}</text>`);
    }
  };
  write(title, size, "bold");
  y += size;
  for (const drawn of sized) {
    parts.push(drawn.svg.replace("<svg ", `<svg y="${y}" `));
    y += drawn.height;
  }
  for (const { words, kind, colour } of legend) {
    const middle = y + line - 0.35 * size;
    const dash = kind === "dash" ? ` stroke-dasharray="${0.28 * size} ${0.18 * size}"` : "";
    if (kind === "point") parts.push(`<circle cx="${1.5 * size}" cy="${middle}" r="${0.38 * size}" fill="${colour}"/>`);
    else if (kind === "area") {
      const box = `x="${size}" y="${middle - 0.4 * size}" width="${size}" height="${0.8 * size}"`;
      parts.push(`<rect ${box} fill="${colour}" stroke="${ink}" stroke-opacity=".6" stroke-width="${0.07 * size}"/>`);
    } else {
      const ends = `x1="${size}" x2="${2 * size}" y1="${middle}" y2="${middle}"`;
      parts.push(`<line ${ends} stroke="${colour}" stroke-width="${0.2 * size}"${dash}/>`);
    }
    write(words, 2.6 * size);
  }
  write(said, size);
  const height = y + size;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="${ink}" font-family="sans-serif">` +
    `<rect width="100%" height="100%" fill="${paper}"/>${parts.join("")}</svg>`;
  return { svg, width, height };
}

function escapeText(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

function download(url, name) {
  const anchor = Object.assign(document.createElement("a"), { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}

function start(root, options) {
  const explorer = new Explorer(root, options);
  explorer.ready.catch((fault) => {
    root.querySelector(".tt-message").textContent = `This figure could not start: ${fault.message}`;
    throw fault;
  });
  return explorer;
}

async function startAll(embed) {
  const roots = [...document.querySelectorAll("[data-explorer]")];
  const explorers = roots.map((root) => (root.explorer = start(root, { embed })));
  await Promise.allSettled(explorers.map((explorer) => explorer.ready));
  // the page folds its solutions only after this script: unfolding one before would be undone
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  const linked = explorers.find((explorer) => explorer.linked);
  if (linked) return linked.show(); // not before all are drawn: each makes the page longer
  const [id, query] = splitLink(location.hash);
  if (query === undefined || !explorers.length) return;
  explorers[0].tell(`This link could not be read: it names the figure “${id}”, which this page does not have.`);
  explorers[0].show();
}
