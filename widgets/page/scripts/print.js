// On paper a picture is light, whatever the screen is. A redraw would come too late: its colours are changed at once.

class Print {
  constructor(explorer) {
    this.explorer = explorer;
  }

  listen() {
    this.before = () => this.paint(true);
    this.after = () => this.paint(false);
    addEventListener("beforeprint", this.before);
    addEventListener("afterprint", this.after);
  }

  end() {
    removeEventListener("beforeprint", this.before);
    removeEventListener("afterprint", this.after);
  }

  paint(light) {
    const { spec, picture } = this.explorer;
    if (light ? !picture.dark : !this.changed) return;
    this.changed = light;
    const pairs = Object.entries(spec.dark);
    const partner = new Map(light ? pairs.map(([day, night]) => [night, day]) : pairs);
    for (const mark of picture.holder.querySelectorAll("svg *")) {
      for (const name of ["fill", "stroke"]) {
        const colour = partner.get(mark.getAttribute(name)?.toLowerCase());
        if (colour) mark.setAttribute(name, colour);
      }
    }
  }
}
