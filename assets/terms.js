"use strict";

// A term of the glossary shows its definition where it stands: under the pointer, with the keyboard's focus, or at the
// first tap (the second one follows the link). Escape closes it, and the pointer may move onto it.
(() => {
  const LINGERS = 150; // ms in which the pointer may cross from the term to the box
  const GAP = 6; // px between the term and the box
  const terms = document.querySelectorAll("a[data-term]");
  const box = document.createElement("div");
  box.className = "tt-definition";
  box.id = "tt-definition";
  box.hidden = true;
  box.setAttribute("role", "tooltip");
  document.body.append(box);
  let shown = null;
  let timer = 0;
  let touched = false;

  const hide = () => {
    clearTimeout(timer);
    box.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  };

  const hideSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, LINGERS);
  };

  const place = (term) => {
    // a term may be broken over two lines: the box belongs to the last of them
    const line = [...term.getClientRects()].at(-1);
    const width = document.documentElement.clientWidth;
    box.style.left = box.style.top = "0";
    const left = Math.min(line.left, width - box.offsetWidth - GAP);
    const below = line.bottom + GAP + box.offsetHeight <= innerHeight || line.top < box.offsetHeight + GAP;
    const top = below ? line.bottom + GAP : line.top - GAP - box.offsetHeight;
    box.style.left = `${Math.max(GAP, left) + scrollX}px`;
    box.style.top = `${top + scrollY}px`;
  };

  const show = (term) => {
    clearTimeout(timer);
    if (shown === term) return;
    hide();
    const words = document.createElement("p");
    words.textContent = term.dataset.definition;
    box.replaceChildren(words);
    box.hidden = false;
    shown = term;
    term.setAttribute("aria-describedby", box.id);
    place(term);
  };

  terms.forEach((term) => {
    term.dataset.definition = term.title; // the browser's own box would lie over this one
    term.removeAttribute("title");
    term.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(term); });
    term.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hideSoon(); });
    term.addEventListener("pointerdown", (event) => { touched = event.pointerType !== "mouse" && shown !== term; });
    term.addEventListener("focus", () => show(term));
    term.addEventListener("blur", hide);
    term.addEventListener("click", (event) => {
      if (!touched) return;
      event.preventDefault();
      touched = false;
      show(term);
    });
  });
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", hideSoon);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("pointerdown", (event) => {
    if (shown && !box.contains(event.target) && !shown.contains(event.target)) hide();
  });
  addEventListener("beforeprint", hide);
})();
