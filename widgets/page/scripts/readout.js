// What a figure says: the sentence, the outcomes, the legend.

const REST = 500; // milliseconds without a move: the slider rests

class Readout {
  constructor(explorer) {
    this.explorer = explorer;
    this.box = explorer.find(".tt-readout");
    this.cells = explorer.all("[data-outcome]");
    this.picture = explorer.find(".tt-charts");
    this.alt = explorer.spec.alt;
  }

  refresh({ point, solved }) {
    const { program, definitions } = this.explorer;
    this.say(fillSentence(program.sentence(point), program.words(point, solved)));
    for (const cell of this.cells) {
      const { outcome } = cell.dataset;
      cell.dataset.value = String(solved[outcome]);
      cell.textContent = showOutcome(definitions.get(outcome), solved[outcome]);
    }
    this.markLegend(solved);
  }

  // Where a joint rule is broken there is nothing to show.
  broken(rule) {
    this.say(`Not possible: ${rule}.`);
    for (const cell of this.cells) {
      cell.dataset.value = "";
      cell.textContent = "–";
    }
  }

  say(text) {
    if (this.box.textContent === text) return;
    this.box.textContent = text;
    this.picture.setAttribute("aria-label", `${this.alt} ${text}`);
    if (this.explorer.root.hasAttribute("data-ready")) this.announce();
  }

  // Twenty key presses are one announcement: the sentence is spoken when the slider rests.
  announce() {
    this.box.setAttribute("aria-live", "off");
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.box.setAttribute("aria-live", "polite");
      this.box.textContent = String(this.box.textContent);
    }, REST);
  }

  end() {
    clearTimeout(this.resting);
  }

  // Room for the longest sentence of this figure, so that the sliders below do not jump while one of them moves.
  reserve() {
    const { spec, program, solved, lawful } = this.explorer;
    if (!this.box.offsetWidth || !solved) return;
    const twin = this.box.cloneNode();
    twin.removeAttribute("aria-live");
    twin.setAttribute("aria-hidden", "true");
    twin.style.cssText = `position: absolute; visibility: hidden; min-height: 0; width: ${this.box.offsetWidth}px`;
    this.box.after(twin);
    const words = program.words(program.point(lawful), solved);
    const tall = spec.sentences.texts.map((text) => ((twin.textContent = fillSentence(text, words)), twin.offsetHeight));
    twin.remove();
    this.box.style.minHeight = `${Math.max(...tall)}px`;
  }

  markLegend(solved) {
    const { spec, definitions } = this.explorer;
    const key = definitions.get(spec.key);
    const now = key?.kind === "category" ? showOutcome(key, solved[spec.key]) : null;
    for (const item of this.explorer.all(".tt-legend li")) item.classList.toggle("tt-now", item.dataset.words === now);
  }
}
