// Questions about a model without a picture: each with its form, its verdict and, where it draws, new numbers.

class Questions {
  constructor(root) {
    this.root = root;
    const spec = JSON.parse(root.querySelector(".tt-spec").textContent);
    const program = new Program(spec);
    this.inquiries = spec.asks.map((ask) => new Inquiry(ask, spec, program));
    // with numbers of their own from the first: those of the text have been seen
    for (const inquiry of this.inquiries) if (Object.keys(inquiry.ask.draw).length) inquiry.redraw();
    [...root.querySelectorAll("li[data-ask]")].forEach((item, i) => this.ask(item, this.inquiries[i], `${root.id}-${i + 1}`));
    root.setAttribute("data-ready", "");
  }

  ask(item, inquiry, id, focus = false) {
    const box = item.querySelector(".tt-guess");
    const printed = this.root.querySelector(`[data-answer="${inquiry.ask.name}"]`); // at the foot, on paper only
    printed.textContent = printed.textContent.replace(/^(\d+:).*$/s, (_, number) => `${number} ${inquiry.shown(inquiry.answer())}. ${inquiry.why}`);
    hold(inquiry.ask.name);
    const settle = (guess) => {
      release(inquiry.ask.name);
      item.removeAttribute("data-closed");
      const verdict = verdictLine(inquiry, guess);
      const row = element("div", { className: "tt-buttons" });
      const again = () => this.ask(item, inquiry, id, true);
      if (Object.keys(inquiry.ask.draw).length) row.append(button("New numbers", "data-draw", () => (inquiry.redraw(), again())));
      row.append(button("Ask once more", "data-askme", again));
      const asked = element("p", { className: "tt-question", textContent: `${inquiry.given} ${inquiry.question}`.trim() });
      box.replaceChildren(asked, verdict, row);
      verdict.focus();
    };
    const form = askForm(inquiry, id, { commit: settle, decline: () => settle(undefined) });
    box.replaceChildren(form);
    item.setAttribute("data-closed", "");
    if (focus) form.querySelector("input").focus();
  }
}
