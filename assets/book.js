"use strict";

// A page opened from a folder cannot read the other pages, so the search shows titles alone there.
if (location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS !== "undefined") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}

// A box that scrolls must be reachable by keyboard, and must say what it is. One that does not scroll must not be
// one more stop for the Tab key.
(() => {
  const BOXES = ".formula.scrolls, .pst-scrollable-table-container, .bd-article pre, .bd-article .cell_output";
  const NAMES = [[".formula, .math", "Formula"], [".pst-scrollable-table-container", "Table"], ["pre", "Code"], ["*", "Output"]];

  const update = (box) => {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    if (scrolls === box.hasAttribute("data-scrolls")) return;
    box.toggleAttribute("data-scrolls", scrolls);
    if (scrolls) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", NAMES.find(([selector]) => box.matches(selector))[1] + ", scrolls sideways");
    } else {
      ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
    }
  };

  // a formula in a line of text scrolls only where it is wider than the line
  const fit = (formula) => {
    const line = formula.closest("p, li, dd, td, th, h1, h2, h3, figcaption, section");
    formula.classList.toggle("wide", formula.firstElementChild.getBoundingClientRect().width > line.clientWidth);
    update(formula);
  };
  const formulas = [...document.querySelectorAll("span.math")].filter((span) => span.querySelector("math"));

  const boxes = [...document.querySelectorAll(BOXES)];
  const watch = new ResizeObserver((entries) => entries.forEach(({ target }) => update(target)));
  boxes.forEach((box) => watch.observe(box));
  const refit = () => { boxes.forEach(update); formulas.forEach(fit); };
  document.fonts.ready.then(refit);
  addEventListener("resize", refit);
})();

// Paper is white: a dark page is printed light, and its pictures are drawn light too.
(() => {
  const { dataset } = document.documentElement;
  let theme;
  addEventListener("beforeprint", () => {
    theme = dataset.theme;
    dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    if (theme) dataset.theme = theme;
  });
})();
