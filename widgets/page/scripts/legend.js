// The legend says only what the picture cannot: areas that carry their names are left out where there is room for names.

class Legend {
  constructor(explorer) {
    this.explorer = explorer;
    this.items = explorer.all(".tt-legend li").filter((item) => item.querySelector(".tt-area"));
  }

  refresh({ data }) {
    if (!this.items.length) return;
    const { picture } = this.explorer;
    const plain = (text) => text.replace(/\s+/g, "");
    const texts = picture.holder.querySelectorAll(".tt_area_names_marks text");
    const inSight = new Set([...texts].map((text) => plain(text.textContent)));
    const names = new Map();
    for (const row of Object.values(data).flat()) if (row.said1 !== undefined) names.set(row.label, plain(row.said1));
    const narrow = picture.width < NARROW;
    for (const item of this.items) {
      const { words } = item.dataset;
      item.hidden = !narrow && names.has(words) && inSight.has(names.get(words));
    }
  }
}
