// A swipe is not a slide: a finger that begins on a slider and scrolls the page leaves its value where it was.

class Touch {
  constructor(explorer) {
    this.explorer = explorer;
    this.held = null;
  }

  listen() {
    const form = this.explorer.find(".tt-controls");
    form.addEventListener("pointerdown", (event) => this.hold(event), { capture: true });
    // the browser takes the finger over when it scrolls (see `touch-action` of sliders in the style sheet)
    form.addEventListener("pointercancel", () => this.letGo());
    form.addEventListener("pointerup", () => (this.held = null));
  }

  hold({ target, pointerType }) {
    const touched = pointerType === "touch" && target.type === "range";
    this.held = touched ? { [target.name]: this.explorer.values[target.name] } : null;
  }

  letGo() {
    if (this.held) this.explorer.set(this.held);
    this.held = null;
  }
}
