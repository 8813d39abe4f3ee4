// What a reader can take away: a link, Python, pictures.

class Takeaway {
  constructor(explorer) {
    this.explorer = explorer;
  }

  listen() {
    const { explorer } = this;
    explorer.find("[data-link]")?.addEventListener("click", () => this.copyLink());
    explorer.find("[data-python]").addEventListener("click", () => this.copyPython());
    for (const button of explorer.all("[data-export]")) {
      button.addEventListener("click", () => this.save(button.dataset.export));
    }
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
    const name = `${this.explorer.spec.id}.${kind}`;
    const scale = kind === "png" ? 2 : 1;
    const drawings = await Promise.all(this.explorer.picture.views.map((v) => v.view.toSVG(scale)));
    const { svg, width, height } = stack(drawings, scale, this.caption());
    const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    if (kind === "svg") return download(url, name);
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    download(canvas.toDataURL("image/png"), name);
  }

  // What a picture on its own would lack.
  caption() {
    const colour = (name) => getComputedStyle(this.explorer.root).getPropertyValue(name).trim();
    const legend = this.explorer.all(".tt-legend li").map((item) => {
      const key = item.querySelector(".tt-key");
      const kind = ["line", "dash", "point"].find((name) => key.matches(`.tt-${name}`)) ?? "area";
      return { words: item.textContent.trim(), kind, colour: getComputedStyle(key).getPropertyValue("--show").trim() };
    });
    const said = this.explorer.find(".tt-readout").textContent;
    return { title: this.explorer.spec.title, said, legend, ink: colour("--tt-ink"), paper: colour("--tt-paper") };
  }
}

// One picture of all panels, the title above them, the legend and the sentence below.
function stack(drawings, scale, { title, said, legend, ink, paper }) {
  const sized = drawings.map((svg) => {
    const [, width, height] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg).map(Number);
    return { svg, width, height };
  });
  const width = Math.max(...sized.map((d) => d.width));
  const size = 13 * scale;
  const line = 1.5 * size;
  const parts = [];
  let y = 0;
  const write = (words, x, weight = "normal") => {
    for (const text of wrap(words, (width - x - size) / (0.56 * size))) {
      y += line;
      parts.push(`<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}">${escapeText(text)}</text>`);
    }
  };
  write(title, size, "bold");
  y += size;
  for (const drawn of sized) {
    parts.push(drawn.svg.replace("<svg ", `<svg y="${y}" `));
    y += drawn.height;
  }
  for (const { words, kind, colour } of legend) {
    const middle = y + line - 0.35 * size;
    const dash = kind === "dash" ? ` stroke-dasharray="${0.28 * size} ${0.18 * size}"` : "";
    if (kind === "point") parts.push(`<circle cx="${1.5 * size}" cy="${middle}" r="${0.38 * size}" fill="${colour}"/>`);
    else if (kind === "area") {
      const box = `x="${size}" y="${middle - 0.4 * size}" width="${size}" height="${0.8 * size}"`;
      parts.push(`<rect ${box} fill="${colour}" stroke="${ink}" stroke-opacity=".6" stroke-width="${0.07 * size}"/>`);
    } else {
      const ends = `x1="${size}" x2="${2 * size}" y1="${middle}" y2="${middle}"`;
      parts.push(`<line ${ends} stroke="${colour}" stroke-width="${0.2 * size}"${dash}/>`);
    }
    write(words, 2.6 * size);
  }
  write(said, size);
  const height = y + size;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="${ink}" font-family="sans-serif">` +
    `<rect width="100%" height="100%" fill="${paper}"/>${parts.join("")}</svg>`;
  return { svg, width, height };
}

function escapeText(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

function download(url, name) {
  const anchor = Object.assign(document.createElement("a"), { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}
