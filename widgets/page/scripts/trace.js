// Where does this number come from: the definitions it rests on, one line each, with the numbers of the moment put in.
// Lines and formulas stand once a page for each model, in a template (see widgets/tracing/lines.py).

class Trace {
  constructor(explorer) {
    this.explorer = explorer;
    this.open = null;
  }

  listen() {
    for (const button of this.explorer.all("[data-outcome] + [data-trace]")) {
      button.addEventListener("click", () => this.toggle(button));
    }
  }

  toggle(button) {
    const again = this.open?.button === button;
    this.close();
    if (again) return;
    const name = button.dataset.trace;
    const { label } = this.explorer.definitions.get(name);
    const panel = tracePanel(formulasOf(this.explorer.root, this.explorer.spec.slug), [name], label, () => {
      this.close();
      button.focus();
    });
    panel.dataset.traceOf = name;
    button.closest("dl").after(panel);
    button.setAttribute("aria-expanded", "true");
    this.open = { button, panel };
    this.fill();
    letScroll(panel);
  }

  close() {
    this.open?.panel.remove();
    this.open?.button.setAttribute("aria-expanded", "false");
    this.open = null;
  }

  refresh() {
    if (this.open) this.fill();
  }

  // Where a joint rule is broken there is no number to explain.
  broken() {
    if (this.open) fillTrace(this.open.panel, () => ["", "–"]);
  }

  fill() {
    const { parameters, definitions, solved, values } = this.explorer;
    fillTrace(this.open.panel, (name) => {
      const line = definitions.get(name);
      if (line) return [solved[name], showOutcome({ ...line, measure: null }, solved[name]), line.measure && showOutcome(line, solved[name])];
      const { choices, words } = parameters.get(name);
      return [values[name], choices ? words[choices.indexOf(values[name])] : showNumber(values[name])];
    });
  }
}

// The template of a model's lines: the explorer's own, or that of another explorer of the page.
function formulasOf(root, slug) {
  const template = root?.querySelector("template.tt-formulas") ?? document.querySelector(`template.tt-formulas[data-model="${slug}"]`);
  return template?.content;
}

// A panel with the lines that `names` rest on, in the order of the model, and its parameters; `last` is one more line.
function tracePanel(formulas, names, label, close, last = null) {
  const lines = new Map([...formulas.querySelectorAll("[data-line]")].map((line) => [line.dataset.line, line]));
  const needed = new Set();
  const need = (name) => {
    if (needed.has(name)) return;
    needed.add(name);
    lines.get(name)?.dataset.uses.split(" ").filter(Boolean).forEach(need);
  };
  names.forEach(need);
  const panel = document.createElement("div");
  panel.className = "tt-trace";
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", `Where this comes from: ${label}`);
  const head = document.createElement("p");
  head.className = "tt-head";
  head.textContent = `Where this comes from: ${label}`;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
  button.addEventListener("click", close);
  panel.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  const pick = (kind, attribute) => {
    const list = document.createElement(kind);
    const found = [...formulas.querySelectorAll(`[data-${attribute}]`)].filter((item) => needed.has(item.dataset[attribute]));
    list.append(...found.map((item) => document.importNode(item, true)));
    return list;
  };
  const chain = pick("ol", "line");
  if (last) chain.append(last);
  panel.append(head, chain);
  const given = pick("ul", "parameter");
  if (given.children.length) {
    const words = document.createElement("p");
    words.textContent = "It starts from:";
    panel.append(words, given);
  }
  panel.append(button);
  return panel;
}

// `told(name)` is [value, as a reader sees it, and, where the figure speaks in units, in these]. Formulas hold in the
// model's own measure. A number below 0 stands in brackets within a formula.
function fillTrace(panel, told) {
  for (const place of panel.querySelectorAll("[data-at]")) {
    const [value, words] = told(place.dataset.at);
    place.textContent = place.localName === "mn" && value < 0 ? `(${words})` : words;
  }
  for (const line of panel.querySelectorAll("[data-line]")) {
    const [value, words, measured] = told(line.dataset.line);
    line.dataset.value = String(value);
    line.querySelector(".tt-is output").textContent = measured ? `${words}, that is ${measured}` : words;
  }
}

// A formula wider than its panel can be scrolled by keys too.
function letScroll(panel) {
  for (const formula of panel.querySelectorAll(".tt-formula")) if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
}

// A computed number of the prose opens the same lines at the values that its sentence names.
function startNumbers() {
  for (const number of document.querySelectorAll("data.tt-value[data-at]")) {
    const formulas = formulasOf(null, number.dataset.model);
    if (!formulas || number.closest("h1, h2, h3, h4, summary, a, button, label, [data-explorer]")) continue;
    const told = JSON.parse(number.dataset.at);
    const template = number.nextElementSibling?.matches("template.tt-expression") ? number.nextElementSibling : null;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "tt-from", title: "Where does this number come from?" });
    button.dataset.trace = number.dataset.expression;
    button.setAttribute("aria-expanded", "false");
    button.append(...number.childNodes);
    number.append(button);
    let panel = null;
    const close = () => {
      panel?.remove();
      panel = null;
      button.setAttribute("aria-expanded", "false");
    };
    button.addEventListener("click", () => {
      if (panel) return close();
      const last = template && document.importNode(template.content, true).firstElementChild;
      const names = last ? last.dataset.uses.split(" ") : [number.dataset.expression];
      panel = tracePanel(formulas, names, button.textContent, () => (close(), button.focus()), last);
      panel.classList.add("tt-of-prose");
      panel.dataset.traceOf = number.dataset.expression;
      place(panel, number);
      button.setAttribute("aria-expanded", "true");
      fillTrace(panel, (name) => told[name]);
      letScroll(panel);
    });
  }
}

// After the paragraph, or at the end of the cell or item, that the number stands in.
function place(panel, number) {
  const block = number.closest("p, li, td, th, dd, figcaption, blockquote") ?? number.parentElement;
  if (block.localName === "p") block.after(panel);
  else block.append(panel);
}
