// Predict first: the outcome is hidden until the reader commits to a guess.

class Guess {
  constructor(explorer) {
    this.explorer = explorer;
  }

  listen() {
    this.explorer.find("[data-predict]").addEventListener("click", () => this.predict());
  }

  predict() {
    const { explorer } = this;
    const button = explorer.find("[data-predict]");
    const hiding = button.getAttribute("aria-pressed") !== "true";
    if (hiding && explorer.stuck) return;
    button.setAttribute("aria-pressed", String(hiding));
    explorer.root.classList.toggle("tt-hiding", hiding);
    const box = explorer.find(".tt-guess");
    box.hidden = !hiding;
    if (!hiding) return explorer.picture.place(), box.replaceChildren();
    const definition = explorer.definitions.get(explorer.spec.predict ?? explorer.spec.key);
    const form = guessForm(explorer.spec, definition, (guess) => {
      if (explorer.stuck) return;
      const value = explorer.solved[definition.name];
      const near = Math.max(0.05, 0.05 * Math.abs(value));
      const close = definition.kind === "number" && Number.isFinite(value) && Math.abs(guess - value) <= near;
      const right = close || guess === value;
      this.predict();
      explorer.tell("");
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
    explorer.tell("The picture is hidden: set the sliders, then commit to an answer.", true);
    form.querySelector("input").focus();
  }
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
