// The steps of a derivation, one at a time. In print and without a script the whole list stands there.

function startSteps() {
  for (const box of document.querySelectorAll("[data-steps]")) {
    const lines = [...box.querySelectorAll("ol > li")];
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    let shown = 1;
    const show = (number) => {
      shown = Math.min(lines.length, Math.max(1, number));
      lines.forEach((line, i) => line.classList.toggle("tt-later", i >= shown));
      count.textContent = `Step ${shown} of ${lines.length}`;
      back.setAttribute("aria-disabled", String(shown === 1));
      next.setAttribute("aria-disabled", String(shown === lines.length));
      letScroll(box);
    };
    const button = (words, step, to) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
      made.dataset.step = step;
      made.addEventListener("click", () => show(to()));
      return made;
    };
    const back = button("Back", "back", () => shown - 1);
    const next = button("Next", "next", () => shown + 1);
    const whole = button("Show all", "all", () => lines.length);
    const bar = document.createElement("div");
    bar.className = "tt-buttons tt-bar";
    bar.append(back, next, whole, count);
    box.append(bar);
    show(1);
  }
}
