// A figure that asks: closed until its reader answers or declines. Its questions come one after the other.

const DECLINED = "declined";

class Asking {
  constructor(explorer) {
    this.explorer = explorer;
    this.box = explorer.find(".tt-guess");
    this.declared = explorer.spec.asks.length > 0;
  }

  listen() {
    const { spec, program } = this.explorer;
    if (this.declared) globalThis.termsAndThreatsAsks ??= spec.id; // parts listen in the order of the page
    const asks = this.declared ? spec.asks : [spec.plainAsk];
    this.inquiries = asks.map((ask) => new Inquiry(ask, spec, program));
    // what held until now is no longer of interest to a reader who starts over
    this.explorer.find("[data-reset]").addEventListener("click", () => {
      if (!this.explorer.picture.ghost || this.explorer.pin.values) return; // what a reader pinned stays
      this.box.querySelector(".tt-until")?.remove();
      ghost(this.explorer, null);
    });
  }

  // The first figure of a page that has a question asks it by itself, unless a link shows a figure or the reader declined.
  begin() {
    const { address, links, spec } = this.explorer;
    const first = globalThis.termsAndThreatsAsks === spec.id && !(links && splitClosed(location.hash)[1]);
    if (address.closed || (first && !address.linked && !recall(DECLINED))) this.open(0);
    else this.offer();
  }

  get closed() {
    return this.explorer.root.hasAttribute("data-closed");
  }

  // Nobody was asked yet, or not lately: a button does.
  offer() {
    if (this.declared) this.explorer.root.dataset.ask = this.inquiries[0].ask.name;
    else delete this.explorer.root.dataset.ask;
    const words = recall(DECLINED) ? "Ask me again" : "Ask me";
    const row = element("div", { className: "tt-buttons tt-offer" });
    row.append(button(words, "data-askme", () => (forget(DECLINED), this.open(0, true))));
    this.box.replaceChildren(row);
  }

  open(number, focus = false) {
    const { explorer } = this;
    const inquiry = this.inquiries[number];
    if (!this.declared) {
      if (explorer.stuck) return;
      inquiry.values = { ...explorer.values }; // it asks of the sliders as they stand
    }
    this.number = number;
    this.now = inquiry;
    this.asked = true;
    const { root, spec } = explorer;
    root.dataset.ask = inquiry.ask.name;
    root.setAttribute("data-closed", "");
    root.setAttribute("aria-labelledby", `${spec.id}-asked`);
    for (const ask of this.inquiries.slice(number)) hold(ask.ask.name);
    hold(spec.figure);
    explorer.forget();
    if (explorer.picture.ghost) ghost(explorer, null);
    const form = askForm(inquiry, spec.id, {
      commit: (guess) => this.settle(guess),
      decline: () => this.decline(),
    });
    this.box.replaceChildren(form);
    this.lock(true);
    explorer.set(inquiry.values);
    if (focus) form.querySelector("input").focus();
  }

  // While a question is open the sliders stand where it says.
  lock(locked) {
    for (const group of this.explorer.all(".tt-controls fieldset")) group.disabled = locked;
    this.explorer.find(".tt-presets").hidden = locked;
  }

  // Moved from outside (a notebook's cell): the question no longer speaks of these values.
  refresh() {
    if (!this.now || !this.closed) return;
    const { values } = this.explorer;
    if (Object.keys(values).some((name) => values[name] !== this.now.values[name])) this.shut(), this.offer();
  }

  shut() {
    const { explorer } = this;
    explorer.root.removeAttribute("data-closed");
    explorer.root.setAttribute("aria-labelledby", `${explorer.spec.id}-title`);
    this.lock(false);
    this.now = null;
    explorer.picture.place();
  }

  // Whoever answered is asked by the next figure that has a question, before its picture tells.
  passOn() {
    const roots = [...document.querySelectorAll("[data-explorer]")];
    const after = roots.slice(roots.indexOf(this.explorer.root) + 1).map((root) => root.explorer?.asking);
    const next = after.find((asking) => asking?.declared && !asking.asked);
    if (next && !next.closed) next.open(0);
  }

  decline() {
    keep(DECLINED, "yes");
    this.settle(undefined);
  }

  async settle(guess) {
    const { explorer, now, number } = this;
    this.shut();
    release(now.ask.name);
    const last = guess === undefined || number === this.inquiries.length - 1;
    if (last) for (const name of [...this.inquiries.map((inquiry) => inquiry.ask.name), explorer.spec.figure]) release(name);
    const verdict = verdictLine(now, guess);
    const row = element("div", { className: "tt-buttons tt-offer" });
    const again = guess === undefined ? "Ask me again" : "Ask once more";
    if (!last) row.append(button("Next question", "data-next", () => this.open(number + 1, true)));
    if (Object.keys(now.ask.draw).length) row.append(button("New numbers", "data-draw", () => (now.redraw(), this.open(number, true))));
    row.append(button(again, "data-askme", () => (forget(DECLINED), this.open(0, true))));
    this.box.replaceChildren(verdict, row);
    verdict.focus();
    if (last && guess !== undefined) this.passOn();
    if (!now.before) return;
    await ghost(explorer, now.before);
    const key = element("p", { className: "tt-until", textContent: "Pale or dashed: as it was until now." });
    if (explorer.picture.ghostly && verdict.isConnected) verdict.after(key);
  }
}
