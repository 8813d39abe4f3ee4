// The picture: panels drawn by Vega-Lite from finished data, in the page's theme and at the place's width.

const NARROW = 420; // pixels: narrower pictures are drawn less high

class Picture {
  constructor(explorer) {
    this.explorer = explorer;
    this.holder = explorer.find(".tt-charts");
    this.views = [];
    this.watching = [];
  }

  get dark() {
    const theme = document.documentElement.dataset.theme ?? document.body.dataset.jpThemeLight;
    if (theme === "dark" || theme === "false") return true;
    if (theme) return false;
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  // Nothing goes on when the cell of a notebook is run again.
  end() {
    this.watching.forEach((watch) => watch.disconnect());
    removeEventListener("resize", this.onResize);
    this.views.forEach((v) => v.end());
  }

  // Draw anew in another theme, and at another width: the place may be hidden at first, or not yet on the page.
  follow() {
    let drawing = Promise.resolve();
    // what is measured is changed in the next frame: within an observer it would be measured once more at once
    const later = (act) => requestAnimationFrame(act);
    const again = () => {
      if (this.explorer.asking.closed) return void (this.width = 0); // drawn when it is shown again
      drawing = drawing.then(() => this.draw()).then(() => this.explorer.redrawn());
    };
    const theme = { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light"] };
    const themes = new MutationObserver(again);
    for (const part of [document.documentElement, document.body]) themes.observe(part, theme);
    const width = new ResizeObserver(([{ contentRect }]) => {
      if (contentRect.width && Math.abs(contentRect.width - this.width) > 1) later(again);
    });
    width.observe(this.holder);
    const sliders = new ResizeObserver(() => later(() => this.place())); // “More parameters” unfolds
    sliders.observe(this.explorer.find(".tt-controls"));
    this.onResize = () => this.place(); // a window may change its height alone
    addEventListener("resize", this.onResize);
    this.watching = [themes, width, sliders];
  }

  async draw() {
    const { spec: sheet, program, embed } = this.explorer;
    this.width = this.holder.clientWidth;
    const data = program.data(program.point(this.explorer.lawful ?? this.explorer.values));
    const drawn = await Promise.all(
      sheet.charts.map(async (chart) => {
        const place = document.createElement("div");
        place.className = "tt-chart";
        this.holder.append(place);
        const slim = chart.usermeta && place.clientWidth < chart.usermeta.below; // some pictures have a form for a phone
        const text = JSON.stringify(slim ? chart.usermeta.narrow : chart);
        const names = Object.keys(data).filter((name) => text.includes(`"${name}"`));
        const spec = JSON.parse(this.dark ? recolour(text, sheet.dark) : text);
        if (!slim && place.clientWidth < NARROW && spec.height >= 260) spec.height *= 0.72; // leave a phone room for sliders
        wrapTitles(spec, place.clientWidth - 60, spec.height ?? 300);
        spec.datasets = Object.fromEntries(names.map((name) => [name, copied(data[name])]));
        const drawn = this.ghost ? haunt(spec, this.explorer, this.ghost) : spec;
        const config = sheet.config[this.dark ? "dark" : "light"];
        const result = await embed(place, drawn, { actions: false, renderer: "svg", config, tooltip: false });
        place.setAttribute("aria-hidden", "true"); // the picture as a whole is named, in words, by its holder
        return { place, names, last: { ...data }, view: result.view, end: () => result.finalize() };
      }),
    );
    this.views.forEach((v) => (v.end(), v.place.remove()));
    this.explorer.find(".tt-still")?.remove();
    this.views = drawn;
    this.place();
  }

  refresh({ data }) {
    for (const { view, names, last } of this.views) {
      const changed = names.filter((name) => last[name] !== data[name]);
      for (const name of changed) view.data(name, copied(data[name]));
      if (changed.length) view.run();
      Object.assign(last, data);
    }
  }

  // Whether the picture may stay in sight: beside the sliders if it fits the window, above them if it leaves them room.
  // The sentence below it may if there is room for both.
  place() {
    const { root } = this.explorer;
    const tall = this.holder.offsetHeight;
    if (!tall) return; // hidden just now: the guess places it
    const column = this.explorer.find(".tt-controls");
    const beside = this.holder.getBoundingClientRect().right <= column.getBoundingClientRect().left;
    const top = parseFloat(getComputedStyle(this.explorer.find(".tt-show")).top) || 0; // under the header
    const room = beside ? innerHeight - top : innerHeight / 2;
    const stick = tall < room;
    root.classList.toggle("tt-stick", stick);
    root.classList.toggle("tt-stick-words", tall + this.explorer.find(".tt-readout").offsetHeight < room);
    root.style.setProperty("--tt-stuck", `${tall}px`);
    root.style.setProperty("--tt-tall", `${column.offsetHeight}px`);
    this.frame(column, beside && stick ? tall : 0, innerHeight - top);
  }

  // A slider that gets the focus brings the whole picture beside it into sight, if the window has `room` for both.
  frame(column, tall, room) {
    const start = column.getBoundingClientRect().top;
    for (const control of column.querySelectorAll(".tt-control :is(input, select)")) {
      const { top, bottom } = control.getBoundingClientRect();
      const [above, below] = [top - start, Math.max(0, tall - (bottom - start))];
      const both = tall && Math.max(tall, bottom - start) <= room;
      control.style.scrollMarginBlock = both ? `${above}px ${below}px` : "";
    }
  }
}

// Vega writes what it derives onto the rows it gets.
const copied = (rows) => rows.map((row) => ({ ...row }));

function recolour(text, dark) {
  return text.replace(/#[0-9a-f]{6}/g, (colour) => dark[colour] ?? colour);
}

// Axis titles do not wrap by themselves: break them at words where the axis is too short (a phone).
function wrapTitles(part, width, height) {
  for (const [channel, room] of [["x", width], ["y", height]]) {
    const axis = part.encoding?.[channel];
    if (typeof axis?.title !== "string") continue;
    const lines = wrap(axis.title, Math.max(12, Math.floor(room / 6.6)));
    if (lines.length > 1) axis.title = lines;
  }
  part.layer?.forEach((inner) => wrapTitles(inner, width, height));
}

// `text` in lines of at most `most` letters, where its words allow.
function wrap(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}
