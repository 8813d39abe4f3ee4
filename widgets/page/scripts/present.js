// Present: one figure on the page, large, for a projector. #present=<figure>, with &closed its answer hidden.

class Present {
  constructor(explorer) {
    this.explorer = explorer;
  }

  listen() {
    const { explorer } = this;
    explorer.find("[data-present]")?.addEventListener("click", () => {
      if (explorer.stuck) return;
      location.hash = `present=${writeLink(explorer.spec, explorer.values).slice(1)}`;
    });
    explorer.find("[data-close]").addEventListener("click", () => this.close());
    this.onKey = (event) => {
      if (event.key === "Escape" && !event.target.closest?.(".tt-trace")) this.close();
    };
  }

  end() {
    this.hide();
  }

  show() {
    const { root } = this.explorer;
    if (this.aside) return;
    this.aside = [];
    for (let part = root; part !== document.body; part = part.parentElement) {
      for (const other of part.parentElement.children) {
        if (other === part || other.inert || other.localName === "script") continue;
        other.inert = true;
        this.aside.push(other);
      }
    }
    document.documentElement.classList.add("tt-presenting");
    root.classList.add("tt-presented");
    root.tabIndex = -1;
    root.scrollTop = 0;
    root.focus({ preventScroll: true });
    addEventListener("keydown", this.onKey, true); // before the page's own keys
  }

  hide() {
    if (!this.aside) return;
    this.aside.forEach((other) => (other.inert = false));
    this.aside = null;
    document.documentElement.classList.remove("tt-presenting");
    const { root } = this.explorer;
    root.classList.remove("tt-presented");
    root.removeAttribute("tabindex");
    removeEventListener("keydown", this.onKey, true);
  }

  close() {
    this.hide();
    try {
      history.replaceState(null, "", location.href.replace(/#.*$/, `#${this.explorer.spec.id}`));
    } catch {
      // a frame may not change its address
    }
    this.explorer.root.scrollIntoView({ behavior: "instant" });
    this.explorer.find(".tt-tools > summary").focus(); // the button itself is folded away in it
  }
}
