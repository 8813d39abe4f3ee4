// A figure opened from a link: its state in the fragment of the page's address (see link.js).

// `&closed` at the end opens the figure with its answer hidden: [the rest, whether it stands there].
function splitClosed(fragment) {
  const rest = fragment.replace(/&closed$/, "");
  return [rest, rest !== fragment];
}

// `#present=<figure>`, by its id or its name: [the rest as it would be without, whether it is this figure].
function splitPresent(fragment, spec) {
  const [, name, rest] = /^#present=([^?&]*)(.*)$/s.exec(fragment) ?? [];
  return name === spec.id || name === spec.figure ? [`#${spec.id}${rest}`, true] : [fragment, false];
}

class Address {
  constructor(explorer) {
    this.explorer = explorer;
  }

  listen() {
    if (!this.explorer.links) return;
    this.onAddress = () => this.openLink();
    addEventListener("hashchange", this.onAddress);
  }

  end() {
    removeEventListener("hashchange", this.onAddress);
  }

  openLink() {
    const { spec } = this.explorer;
    const [hash, presented] = splitPresent(location.hash, spec);
    const [fragment, closed] = splitClosed(hash);
    const found = readLink(spec, fragment) ?? ((closed || presented) && fragment === `#${spec.id}` ? { values: spec.start } : null);
    this.closed = Boolean(closed && found);
    this.presented = Boolean(presented && found);
    if (!this.presented) this.explorer.present.hide();
    if (!found) {
      // back from a link: to where the reader had put the sliders before it
      if (this.linked && !location.hash) this.explorer.goTo(this.own ?? this.explorer.spec.start, "");
      this.linked = false;
      return;
    }
    if (!this.linked) this.own = { ...this.explorer.values };
    this.linked = true;
    if (found.values) {
      const misfit = this.explorer.controls.misfit(found.values);
      if (misfit) found.fault = misfit;
    }
    if (found.fault) {
      this.explorer.set(this.explorer.spec.start);
      this.explorer.tell(`This link could not be read: ${found.fault}. The figure stands at its starting point.`);
    } else {
      this.explorer.set(found.values);
      if (!closed) this.explorer.tell("Opened from a link.");
    }
    if (!this.explorer.root.hasAttribute("data-ready")) return;
    if (closed) this.explorer.asking.begin();
    this.show();
  }

  // Bring a linked figure into view, out of a folded solution too; where the link was broken, the words that say so.
  show() {
    for (let part = this.explorer.root; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
      part.removeAttribute("data-waiting");
      if (part.classList.contains("toggle-hidden")) part.querySelector(".toggle-button")?.click();
    }
    if (this.presented) return this.explorer.present.show();
    this.explorer.root.scrollIntoView({ behavior: "instant" });
    const message = this.explorer.find(".tt-message");
    if (message.textContent.startsWith("This link")) message.scrollIntoView({ behavior: "instant", block: "center" });
  }
}
