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
    // Firefox gives a box in a line of text a scrollWidth, but nothing can scroll there
    const scrolls = getComputedStyle(box).display !== "inline" && box.scrollWidth > box.clientWidth + 1;
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

  // a formula in a line of text scrolls only where it, with the comma that stands by it, is wider than the line
  const fit = (formula) => {
    const { clientWidth, style } = lineOf(formula);
    const room = clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const wide = formula.classList.contains("wide") ? formula.scrollWidth : formula.getBoundingClientRect().width;
    formula.classList.toggle("wide", wide > room + 0.5);
    update(formula);
  };
  const lineOf = (formula) => {
    let line = formula.parentElement;
    while (getComputedStyle(line).display.startsWith("inline")) line = line.parentElement;
    return { line, clientWidth: line.clientWidth, style: getComputedStyle(line) };
  };
  const formulas = [...document.querySelectorAll("span.math")].filter((span) => span.querySelector("math"));

  const boxes = [...document.querySelectorAll(BOXES)];
  // in the next frame: what an observer changes at once, it would have to look at once more
  const watch = new ResizeObserver((entries) => requestAnimationFrame(() => entries.forEach(({ target }) => update(target))));
  boxes.forEach((box) => watch.observe(box));
  // a reader may set the text wider at any time: then its lines change their size, and the window does not
  const inLine = new Map();
  for (const formula of formulas) {
    const { line } = lineOf(formula);
    inLine.set(line, [...(inLine.get(line) ?? []), formula]);
  }
  const lines = new ResizeObserver((entries) => requestAnimationFrame(() => entries.forEach(({ target }) => inLine.get(target).forEach(fit))));
  for (const line of inLine.keys()) lines.observe(line);
  const refit = () => { boxes.forEach(update); formulas.forEach(fit); };
  document.fonts.ready.then(refit);
  addEventListener("resize", refit);
})();

// What a link or the search leads to is not left in a fold. (The browser's own search opens a fold by itself.)
(() => {
  const unfold = (place) => {
    let opened = false;
    for (let box = place; box; box = box.parentElement) {
      if (box.matches("details:not([open])")) opened = box.open = true;
    }
    return opened;
  };
  const isFolded = (place) => {
    for (let box = place.closest("details:not([open])"); box; box = box.parentElement.closest("details:not([open])")) {
      if (place.closest("summary")?.parentElement !== box) return true;
    }
    return false;
  };

  // Figures make the page longer while they are drawn: a place is shown anew once they stand, unless the reader moved on.
  const show = (place, block = "start") => {
    const look = () => place.scrollIntoView({ behavior: "instant", block });
    look();
    const drawing = () => document.querySelector("[data-explorer]:not([data-ready])");
    if (!drawing()) return;
    const moved = new AbortController();
    for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(kind, () => moved.abort(), { once: true, passive: true, signal: moved.signal });
    }
    const watch = new MutationObserver(() => {
      if (drawing() && !moved.signal.aborted) return;
      watch.disconnect();
      if (moved.signal.aborted) return;
      moved.abort();
      requestAnimationFrame(look);
    });
    watch.observe(document.body, { subtree: true, attributeFilter: ["data-ready"] });
  };

  const follow = () => {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* a name with a bare % is taken as it stands */ }
    const place = name && document.getElementById(name);
    if (place && unfold(place)) show(place);
  };
  addEventListener("hashchange", follow);
  follow();

  // Sphinx has marked the words by now. A word that stands in sight somewhere opens no solution.
  const showHits = () => {
    const hits = [...document.querySelectorAll(".bd-article .highlighted")].filter((hit) => !hit.closest("script, annotation"));
    const word = (hit) => hit.textContent.toLowerCase();
    const inSight = new Set(hits.filter((hit) => !isFolded(hit)).map(word));
    const hidden = hits.filter((hit) => !inSight.has(word(hit)));
    hidden.forEach(unfold);
    if (hidden.length && !location.hash) show(hidden[0], "center");
  };
  addEventListener("load", () => setTimeout(showHits, 50));
})();

// A formula is copied as its LaTeX; letter by letter it would be one sign a line.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed || !event.clipboardData || event.defaultPrevented) return;
  const range = selection.getRangeAt(0).cloneRange();
  const formula = (node) => (node.closest ? node : node.parentElement)?.closest("math");
  const [first, last] = [formula(range.startContainer), formula(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = document.createElement("div");
  copied.append(range.cloneContents());
  copied.querySelectorAll("script, style, button, .headerlink").forEach((part) => part.remove());
  const formulas = [...copied.querySelectorAll("math")].filter((math) => math.querySelector("annotation"));
  if (!formulas.length) return;
  const html = copied.innerHTML;
  const alone = formulas.length === 1 && copied.textContent.trim() === formulas[0].textContent.trim();
  for (const math of formulas) {
    const tex = math.querySelector("annotation").textContent;
    const display = math.getAttribute("display") === "block";
    if (alone || /^\\begin\{(equation|align|gather|multline|flalign)/.test(tex)) math.replaceWith(tex);
    else math.replaceWith(display ? `$$${tex}$$` : `$${tex}$`);
  }
  copied.style.cssText = "position: fixed; left: -200vw; width: 100vw";
  document.body.append(copied); // what is not on the page has no lines
  event.clipboardData.setData("text/plain", copied.innerText.trim());
  event.clipboardData.setData("text/html", html);
  copied.remove();
  event.preventDefault();
});

// A frame may forbid forms, and a browser may keep nothing from page to page.
(() => {
  const keepsNothing = document.documentElement.dataset.keeps === "nothing";
  for (const form of document.querySelectorAll("form.bd-search")) {
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
      event.preventDefault();
      const url = new URL(form.action);
      url.search = new URLSearchParams(new FormData(form));
      url.hash = "";
      location.assign(url);
    });
  }

  // the words looked for reach the page through its address
  const mark = ({ target }) => {
    const link = target.closest("a");
    const words = new URLSearchParams(location.search).get("q");
    if (!link || !words || !(keepsNothing || location.protocol === "file:")) return;
    const url = new URL(link.href);
    url.searchParams.set("highlight", words.toLowerCase());
    link.href = url;
  };
  const results = document.getElementById("search-results");
  for (const kind of ["click", "auxclick"]) results?.addEventListener(kind, mark, { capture: true });

  if (!keepsNothing) return;
  document.querySelector(".theme-switch-button")?.addEventListener("click", () => {
    if (document.querySelector(".book-note")) return;
    const note = Object.assign(document.createElement("p"), { className: "book-note" });
    note.setAttribute("role", "status");
    document.querySelector(".bd-header-article").after(note);
    setTimeout(() => (note.textContent = "Light or dark holds for this page only: your browser keeps nothing for it."));
  });
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
