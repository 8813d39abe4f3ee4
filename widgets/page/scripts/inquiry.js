// A question about a model (see widgets/asking): where it stands, its answer and reason, its form and its verdict.

class Inquiry {
  constructor(ask, spec, program) {
    Object.assign(this, { ask, program });
    this.run = compile(spec, ask.program);
    this.reasons = compile(spec, ask.why.program);
    this.values = { ...ask.start };
  }

  // A number, or the index of the choice that is true.
  answer(values = this.values) {
    const found = this.run(this.program.point(values));
    return this.ask.choices ? found.findIndex(Boolean) : Number(found[0]);
  }

  shown(answer) {
    return this.ask.choices ? this.ask.choices[answer] : measured(answer, this.ask.unit);
  }

  get before() {
    return Object.keys(this.ask.before).length ? { ...this.values, ...this.ask.before } : null;
  }

  words() {
    const words = this.wordsAt(this.values);
    if (this.before) for (const [name, word] of Object.entries(this.wordsAt(this.before))) words[`before.${name}`] = word;
    return words;
  }

  wordsAt(values) {
    const point = this.program.point(values);
    return { answer: this.shown(this.answer(values)), ...this.program.words(point, this.program.solve(point)) };
  }

  get question() {
    return fillSentence(this.ask.question, this.words());
  }

  get given() {
    return fillSentence(this.ask.given, this.words());
  }

  get why() {
    const texts = this.ask.why.texts;
    return fillSentence(texts[this.reasons(this.program.point(this.values)).findIndex(Boolean)], this.words()).trim();
  }

  // New numbers, but not those that stand there.
  redraw(seed = Math.floor(Math.random() * 2 ** 32)) {
    for (let k = 0; k < 20; k++) {
      const values = drawValues(this.ask, this.program, seed + k);
      if (!values || Object.keys(this.ask.draw).some((name) => values[name] !== this.values[name])) {
        this.values = values ?? this.values;
        return;
      }
    }
  }

  // What is said of a guess, and whether it is right; a reader who declined has none.
  verdict(guess) {
    const { choices, tolerance } = this.ask;
    const answer = this.answer();
    const model = `The model says ${quoted(this.shown(answer), choices)}`;
    const why = this.why;
    if (guess === undefined) return { text: `${model}. ${why}`.trim() };
    const near = tolerance ?? Math.max(0.05, 0.05 * Math.abs(answer));
    const off = guess - answer;
    const right = choices ? guess === answer : Math.abs(off) <= near + 1e-9;
    const said = `You said ${quoted(this.shown(guess), choices)}. ${model}`;
    if (choices) return { right, text: `${said}: ${right ? "right" : "not so"}. ${why}`.trim() };
    const exact = Math.abs(off) < 1e-9 || this.shown(guess) === this.shown(answer);
    const far = `${measured(Math.abs(off), this.ask.unit)} too ${off > 0 ? "high" : "low"}`;
    const judged = exact ? "right" : right ? `right, ${measured(Math.abs(off), this.ask.unit)} off` : Number.isFinite(off) ? far : "not so";
    return { right, text: `${said}: ${judged}. ${why}`.trim() };
  }
}

const quoted = (words, choices) => (choices ? `“${words}”` : words);

// mulberry32, as widgets/asking/draws.py has it
function mulberry32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function drawValues(ask, program, seed) {
  const following = mulberry32(seed);
  for (let k = 0; k < 1000; k++) {
    const drawn = mapValues(ask.draw, (list) => list[Math.floor(following() * list.length)]);
    const values = { ...ask.start, ...drawn };
    if (!program.brokenRule(program.point(values))) return values;
  }
  return null;
}

// The form of a question: a number field or choices, a button to commit and one to decline.
function askForm(inquiry, id, { commit, decline }) {
  const { ask } = inquiry;
  const form = element("form", { noValidate: true, autocomplete: "off" }, { "data-guess": "" });
  const group = element("fieldset");
  const legend = element("legend", { id: `${id}-asked` });
  if (inquiry.given) legend.append(element("span", { className: "tt-given", textContent: `${inquiry.given} ` }));
  legend.append(inquiry.question);
  group.append(legend);
  const fault = element("p", { className: "tt-fault", id: `${id}-fault` }, { role: "alert" });
  if (ask.choices) {
    ask.choices.forEach((words, i) => {
      const label = element("label");
      const mark = element("input", { type: "radio", name: `${id}-guess`, value: i }, { "aria-describedby": fault.id });
      label.append(mark, element("span", { textContent: words }));
      group.append(label);
    });
  } else {
    const label = element("label");
    const field = element("input", { type: "text", inputMode: "decimal" }, { "aria-describedby": fault.id });
    label.append("Your answer ", field, ask.unit ? ` ${ask.unit[1]}` : "");
    group.append(label);
  }
  if (inquiry.before) {
    const until = `Until now: ${inquiry.shown(inquiry.answer(inquiry.before))}.`;
    group.append(element("p", { className: "tt-until", textContent: until }));
  }
  if (ask.allowance) group.append(element("p", { className: "tt-allowance", textContent: ask.allowance }));
  group.append(fault);
  const buttons = element("div", { className: "tt-buttons" });
  const show = element("button", { type: "button", textContent: "Show me at once" }, { "data-show": "" });
  show.addEventListener("click", decline);
  const answer = () => {
    const chosen = form.querySelector(ask.choices ? "input:checked" : "input");
    const found = ask.choices
      ? chosen ? { value: Number(chosen.value) } : { fault: "choose one of the answers" }
      : readIn(chosen.value, ask.unit);
    fault.textContent = found.fault ? `Your answer could not be read: ${found.fault}.` : "";
    const field = chosen ?? form.querySelector("input");
    field.toggleAttribute("aria-invalid", Boolean(found.fault));
    if (found.fault) return field.focus();
    commit(found.value);
  };
  buttons.append(button("Commit and look", "data-commit", answer), show);
  form.append(group, buttons);
  // not by submitting: a sandboxed frame submits nothing
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    answer();
  });
  return form;
}

function verdictLine(inquiry, guess) {
  const { right, text } = inquiry.verdict(guess);
  const line = element("p", { className: "tt-verdict", tabIndex: -1, textContent: text }, { "data-verdict": "" });
  if (right !== undefined) line.dataset.right = String(right);
  return line;
}

function button(words, attribute, press) {
  const made = element("button", { type: "button", textContent: words }, { [attribute]: "" });
  made.addEventListener("click", press);
  return made;
}

function element(tag, properties = {}, attributes = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
