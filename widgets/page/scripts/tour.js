// A tour: next, back, arrow keys; the sliders glide to each step, and a sentence says what is to be seen there.

const GLIDE = 600; // milliseconds

class Tour {
  constructor(explorer) {
    this.explorer = explorer;
    this.at = -1;
    this.box = explorer.find("[data-tour]");
  }

  listen() {
    if (!this.box) return;
    const steps = this.explorer.spec.tour;
    const words = [...this.box.querySelectorAll("ol > li")].map((item) => item.textContent);
    this.box.classList.add("tt-moves");
    this.buttons = [...this.box.querySelectorAll("[data-step]")];
    const go = (to) => {
      if (to < 0 || to >= steps.length) return;
      this.at = to;
      this.box.querySelector(".tt-said").textContent = words[to];
      this.mark(steps.length);
      this.glide(steps[to]);
    };
    for (const button of this.buttons) {
      const { step } = button.dataset;
      button.addEventListener("click", () => go({ back: this.at - 1, next: this.at + 1 }[step] ?? Number(step) - 1));
    }
    this.box.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(this.at + way);
    });
    this.explorer.find(".tt-controls").addEventListener("input", () => this.halt()); // a reader who types takes over
    this.mark(steps.length);
  }

  end() {
    this.halt();
  }

  mark(count) {
    for (const button of this.buttons) {
      const { step } = button.dataset;
      if (step === "back") button.setAttribute("aria-disabled", String(this.at <= 0));
      else if (step === "next") button.setAttribute("aria-disabled", String(this.at === count - 1));
      else if (Number(step) === this.at + 1) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
  }

  halt() {
    cancelAnimationFrame(this.frame);
  }

  // Move the sliders to `values`, through the stops between where motion is welcome.
  glide(values) {
    const { explorer } = this;
    this.halt();
    explorer.forget();
    const from = { ...explorer.values };
    const ways = explorer.spec.parameters.filter((p) => !p.choices && explorer.controls.control(p.name) && from[p.name] !== values[p.name]);
    if (!ways.length || matchMedia("(prefers-reduced-motion: reduce)").matches) return explorer.set(values, this);
    const began = performance.now();
    const move = (now) => {
      const share = Math.min(1, Math.max(0, (now - began) / GLIDE));
      if (share === 1) return explorer.set(values, this);
      const between = ({ name, low, step }) => low + Math.round((from[name] + share * (values[name] - from[name]) - low) / step) * step;
      explorer.set(Object.fromEntries(ways.map((p) => [p.name, between(p)])), this);
      this.frame = requestAnimationFrame(move);
    };
    this.frame = requestAnimationFrame(move);
  }
}
