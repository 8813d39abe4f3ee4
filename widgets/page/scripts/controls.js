// Sliders, menus and number fields: what a reader moves, and where they stand.

class Controls {
  constructor(explorer) {
    this.explorer = explorer;
  }

  listen() {
    const { explorer } = this;
    const form = explorer.find(".tt-controls");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => {
      if (!target.name) return;
      explorer.forget();
      explorer.set({ [target.name]: target.value });
    });
    for (const hold of ["pointerdown", "keydown"]) form.addEventListener(hold, (event) => this.toStop(event));
    form.addEventListener("change", ({ target }) => {
      if (target.dataset.for) this.typed(target);
    });
    form.addEventListener("focusin", ({ target }) => requestAnimationFrame(() => this.bring(target)));
    this.onShow = () => this.restore();
    addEventListener("pageshow", this.onShow);
    explorer.find("[data-reset]").addEventListener("click", () => explorer.goTo(explorer.spec.start, "The starting point."));
    for (const button of explorer.all("[data-preset]")) {
      const preset = explorer.spec.presets[button.dataset.preset];
      button.addEventListener("click", () => explorer.goTo({ ...this.base(), ...preset.values }, `${preset.reading}.`));
    }
  }

  // A browser that keeps the page for *Back* puts its fields back without a word: they are set again.
  restore() {
    setTimeout(() => this.explorer.set({ ...this.explorer.values }));
  }

  // A browser scrolls to where a control stands now; in a column that sticks, it stands elsewhere after the scroll.
  bring(control) {
    const header = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    const outside = ({ top, bottom }) => top < Math.min(header, innerHeight - bottom + top) || bottom > innerHeight;
    for (let tries = 0; tries < 3 && document.activeElement === control && outside(control.getBoundingClientRect()); tries++) {
      control.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  }

  end() {
    removeEventListener("pageshow", this.onShow);
  }

  control(name) {
    this.found ??= new Map();
    if (!this.found.has(name)) this.found.set(name, this.explorer.find(`.tt-control [name="${name}"]`));
    return this.found.get(name);
  }

  // Move the control of `name` to `value`, and say where it stands then: what it shows is what counts.
  move(name, value) {
    const control = this.control(name);
    if (!control) return value;
    const { choices } = this.explorer.parameters.get(name);
    if (choices) control.value = value;
    else this.slide(control, value);
    const stands = choices ? control.value : Number(control.value);
    this.fill(name, stands);
    return choices ? control.value : Number(control.value);
  }

  // The number field, and what a screen reader says of the slider: the value with its unit.
  fill(name, value = this.explorer.values[name]) {
    const { choices, unit, measure } = this.explorer.parameters.get(name);
    if (choices) return;
    const box = this.explorer.find(`input[data-for="${name}"]`);
    if (box) box.value = inField(value, measure);
    this.control(name)?.setAttribute("aria-valuetext", measured(value, measure ?? [1, unit]));
  }

  // A figure may start between two stops, where HTML alone cannot put a slider.
  stand() {
    const { spec, values } = this.explorer;
    for (const { name, choices } of spec.parameters) {
      const control = this.control(name);
      if (control && !choices && Number(control.value) !== values[name]) this.slide(control, values[name]);
      this.fill(name);
    }
  }

  // A typed or linked number may stand between two stops, unless the page knows the outcomes at the stops only.
  slide(control, value) {
    control.step = this.explorer.parameters.get(control.name).step;
    control.value = value;
    if (Number(control.value) === Number(value) || this.tabulated(control.name)) return;
    control.step = "any";
    control.value = value;
  }

  tabulated(name) {
    return this.explorer.spec.tables.some((table) => table.axes.some((axis) => axis.name === name));
  }

  // A reader who takes hold of a slider that stands between two stops moves it from the nearest.
  toStop({ target, key = "Arrow" }) {
    if (target.type !== "range" || target.step !== "any" || !/^(Arrow|Page|Home|End)/.test(key)) return;
    target.step = this.explorer.parameters.get(target.name).step;
    this.explorer.set({ [target.name]: target.value });
  }

  // Parameters without a control that stand away from their defaults: the page tells the whole point.
  hold() {
    const { spec, values } = this.explorer;
    const held = spec.parameters.filter((p) => !this.control(p.name) && values[p.name] !== p.default);
    const inputs = held.map((p) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: p.name, value: values[p.name] });
      return input;
    });
    const told = JSON.stringify(held.map((p) => [p.name, values[p.name]]));
    if (told === this.told) return;
    this.told = told;
    const tied = spec.ties?.names ?? [];
    const still = this.heldLine("Held here without a slider", held.filter((p) => !tied.includes(p.name)));
    const along = this.heldLine("Moves along", held.filter((p) => tied.includes(p.name)));
    this.explorer.find(".tt-held").replaceChildren(...inputs, ...still, ...along);
  }

  // In two lines; what would take more is folded (see _held in widgets/page/markup.py).
  heldLine(head, parameters) {
    if (!parameters.length) return [];
    const { spec, values } = this.explorer;
    const words = parameters.map((p) => {
      const value = values[p.name];
      return `${p.label} = ${p.choices ? p.words[p.choices.indexOf(value)] : measured(value, p.measure)}`;
    });
    const text = words.join("; ");
    if (text.length <= spec.heldLetters) return [element("p", { textContent: `${head}: ${text}.` })];
    const open = [...this.explorer.all(".tt-held details")].some((box) => box.open && box.textContent.startsWith(head));
    const fold = element("details", { open });
    fold.append(element("summary", { textContent: `${head} (${parameters.length})` }), element("p", { textContent: `${text}.` }));
    return [fold];
  }

  // What cannot be read or shown is said in words, and the old value stays: nothing is guessed.
  typed(box) {
    const { explorer } = this;
    const { name, label, low, high, integer, measure } = explorer.parameters.get(box.dataset.for);
    const { value, fault } = readIn(box.value, measure);
    const range = `${inField(low, measure)} to ${inField(high, measure)}`;
    explorer.forget();
    const refuse = (words) => {
      this.fill(name);
      explorer.tell(`${words} It stays at ${measured(explorer.values[name], measure)}.`);
    };
    if (fault) return refuse(`${label} needs a number from ${range}: ${fault}.`);
    if (value < low || value > high) return refuse(`${label} goes from ${range} here, not to ${crop(box.value.trim())}.`);
    if (integer && !Number.isInteger(value)) return refuse(`${label} takes whole numbers only, not ${crop(box.value.trim())}.`);
    explorer.set({ [name]: value });
    const stands = explorer.values[name];
    if (stands !== value) explorer.tell(`${label} moves in steps here: ${measured(stands, measure)} is the nearest.`);
  }

  // What a preset starts from: defaults, except that a parameter without a slider stays where the figure holds it.
  base() {
    const { parameters, start } = this.explorer.spec;
    return Object.fromEntries(parameters.map((p) => [p.name, this.control(p.name) ? p.default : start[p.name]]));
  }

  // Why the figure cannot stand at `values`, if it cannot: a slider would round them in silence.
  misfit(values) {
    const { spec } = this.explorer;
    for (const p of spec.parameters) {
      const value = values[p.name];
      if (spec.fixed.includes(p.name) && value !== spec.start[p.name]) {
        return `${p.name} stands at ${spec.start[p.name]} in this figure, not at ${value}`;
      }
      if (p.choices || !this.control(p.name)) continue;
      if (value < p.low || value > p.high) return `${p.name} goes from ${p.low} to ${p.high} here, not ${value}`;
      const stops = (value - p.low) / p.step;
      if (this.tabulated(p.name) && Math.abs(stops - Math.round(stops)) > 1e-6) {
        return `${p.name} moves in steps of ${p.step} here, not to ${value}`;
      }
    }
    return this.explorer.program.brokenRule(this.explorer.program.point(values));
  }
}
