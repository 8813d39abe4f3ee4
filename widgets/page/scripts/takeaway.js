// What a reader can take away: a link, Python, pictures.

class Takeaway {
  constructor(explorer) {
    this.explorer = explorer;
  }

  listen() {
    const { explorer } = this;
    explorer.find("[data-link]")?.addEventListener("click", () => this.copyLink());
    explorer.find("[data-python]").addEventListener("click", () => this.copyPython());
    explorer.find("[data-table]").addEventListener("click", () => this.openTable());
    this.menu();
    for (const button of explorer.all("[data-export]")) {
      button.addEventListener("click", () => this.save(button.dataset.export));
    }
  }

  // One menu: arrows walk through it; a choice, Escape and a click elsewhere close it.
  menu() {
    const box = this.explorer.find(".tt-tools");
    const buttons = [...box.querySelectorAll("button")];
    const head = box.querySelector("summary");
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape" && box.open) head.focus(), (box.open = false);
      else if (step) {
        box.open = true;
        const at = buttons.indexOf(document.activeElement);
        buttons[(at + step + buttons.length + (at < 0 && step < 0 ? 1 : 0)) % buttons.length].focus();
      } else return;
      event.preventDefault();
    });
    box.addEventListener("click", ({ target }) => {
      if (target.closest("button")) head.focus({ preventScroll: true }), (box.open = false);
    });
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !box.contains(relatedTarget)) box.open = false;
    });
    this.onElsewhere = ({ target }) => box.contains(target) || (box.open = false);
    document.addEventListener("pointerdown", this.onElsewhere);
  }

  end() {
    document.removeEventListener("pointerdown", this.onElsewhere);
  }

  openTable() {
    const table = this.explorer.find(".tt-table");
    table.open = true;
    table.querySelector("summary").focus();
    table.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  copyLink() {
    if (this.explorer.stuck) return;
    const link = location.href.replace(/#.*$/, "") + writeLink(this.explorer.spec, this.explorer.values);
    try {
      history.replaceState(null, "", link);
    } catch {
      // a page inside a notebook may not change its address; the link is shown all the same
    }
    this.hand(link, "Link copied: it reopens this figure at these values.");
  }

  copyPython() {
    if (this.explorer.stuck) return;
    const moved = this.explorer.spec.parameters.filter((p) => this.explorer.values[p.name] !== p.default);
    const given = moved.map((p) => `${p.name}=${JSON.stringify(this.explorer.values[p.name])}`).join(", ");
    const solve = this.explorer.spec.known ? `models.load("${this.explorer.spec.slug}").solve(${given})` : `model.solve(${given})`;
    this.hand(this.explorer.spec.known ? `import models\n\n${solve}` : solve, "Python copied: it gives the numbers of this figure.");
  }

  async hand(text, done) {
    const code = this.explorer.find(".tt-code");
    code.hidden = false;
    code.textContent = text;
    try {
      await navigator.clipboard.writeText(text);
      this.explorer.tell(done);
    } catch {
      getSelection().selectAllChildren(code);
      this.explorer.tell("Copy the selected text.");
    }
  }

  async save(kind) {
    const { explorer } = this;
    const scale = kind === "png" ? 2 : 1;
    const drawings = await Promise.all(explorer.picture.views.map((v) => v.view.toSVG(scale)));
    const drawn = stack(drawings, scale, this.caption());
    const asSvg = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.svg)}`;
    const noise = kind === "png" && drawsNoise();
    const url = kind === "svg" || noise ? asSvg : await toPng(asSvg, drawn);
    download(url, `${explorer.spec.id}.${noise ? "svg" : kind}`);
    if (noise) {
      explorer.tell("This browser gives pages noise instead of what they draw, to protect you: the picture was saved as SVG instead.");
    }
    if (boxed()) this.show(url);
  }

  // A frame that forbids downloads forbids them in silence: the picture stands here to be copied as well.
  show(url) {
    const picture = Object.assign(new Image(), { src: url, alt: this.explorer.spec.title });
    picture.className = "tt-saved";
    const code = this.explorer.find(".tt-code");
    code.hidden = false;
    code.replaceChildren(picture);
    this.explorer.tell("If no file came, the site that shows this page forbids downloads: copy the picture below.");
  }

  // What a picture on its own would lack.
  caption() {
    const colour = (name) => getComputedStyle(this.explorer.root).getPropertyValue(name).trim();
    const legend = this.explorer.all(".tt-legend li:not([hidden])").map((item) => {
      const key = item.querySelector(".tt-key");
      const kind = ["line", "dash", "point"].find((name) => key.matches(`.tt-${name}`)) ?? "area";
      return { words: item.textContent.trim(), kind, colour: getComputedStyle(key).getPropertyValue("--show").trim() };
    });
    const said = this.explorer.find(".tt-readout").textContent;
    return { title: this.explorer.spec.title, said, legend, ink: colour("--tt-ink"), paper: colour("--tt-paper") };
  }
}
