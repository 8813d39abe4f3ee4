// Pin and compare: the picture of now stays as a pale ghost, and a sentence says what has changed since.

class Pin {
  constructor(explorer) {
    this.explorer = explorer;
    this.values = null;
    this.button = explorer.find("[data-pin]");
    this.line = explorer.find(".tt-since");
  }

  listen() {
    this.button.addEventListener("click", () => (this.values ? this.release() : this.hold()));
  }

  async hold() {
    const { explorer } = this;
    if (explorer.stuck) return;
    this.values = { ...explorer.values };
    this.solved = explorer.solved;
    this.mark();
    this.line.textContent = "Pinned: the pale picture stays as it is now. Move a slider to compare.";
    await ghost(explorer, this.values);
  }

  async release() {
    this.let();
    await ghost(this.explorer, null);
  }

  let() {
    this.values = null;
    clearTimeout(this.resting);
    this.line.textContent = "";
    this.mark();
  }

  mark() {
    this.button.setAttribute("aria-pressed", String(Boolean(this.values)));
    this.button.textContent = this.values ? "Let go of the pin" : "Pin this picture";
  }

  refresh({ solved }) {
    const { explorer } = this;
    if (!this.values) return;
    if (explorer.picture.ghost !== this.values) return this.let(); // a question has taken the ghost
    const moved = explorer.spec.parameters.filter((p) => explorer.values[p.name] !== this.values[p.name]);
    if (!moved.length) return;
    const change = (label, from, to) => `${label} ${from} → ${to}`;
    const sliders = moved.map((p) => change(p.label, this.told(p, this.values[p.name]), this.told(p, explorer.values[p.name])));
    const outcomes = explorer.all(".tt-headline [data-outcome]").map((cell) => {
      const line = explorer.definitions.get(cell.dataset.outcome);
      return change(line.label, showOutcome(line, this.solved[line.name]), showOutcome(line, solved[line.name]));
    });
    this.say(`Since the pin: ${sliders.join("; ")}. ${capital(outcomes.join("; "))}.`);
  }

  // Spoken when the slider rests.
  say(text) {
    this.line.setAttribute("aria-live", "off");
    this.line.textContent = text;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.line.setAttribute("aria-live", "polite");
      this.line.textContent = String(this.line.textContent);
    }, REST);
  }

  end() {
    clearTimeout(this.resting);
  }

  told(parameter, value) {
    return parameter.choices ? parameter.words[parameter.choices.indexOf(value)] : measured(value, parameter.measure);
  }
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
