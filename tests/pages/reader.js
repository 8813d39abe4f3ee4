// What a reader does with an explorer and sees of it, for the tests: `reader` is there on every page they open.

window.reader = {
  // All that a change of the sliders sets off is done when the next task runs.
  settle() {
    return new Promise((done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    });
  },

  // Open whatever box the explorer is folded into, such as the solution of an exercise.
  unfold(root) {
    for (let box = root.parentElement; box; box = box.parentElement) {
      if (box.matches("details")) box.open = true;
      if (box.matches(".toggle-hidden")) box.querySelector(".toggle-button").click();
    }
  },

  // Sliders and menus, with where they can stand.
  controls(root) {
    return [...root.querySelectorAll("input[type=range][name], select[name]")].map((c) =>
      c.matches("select")
        ? { name: c.name, choices: [...c.options].map((o) => o.value) }
        : { name: c.name, low: Number(c.min), high: Number(c.max), step: Number(c.step) },
    );
  },

  move(root, name, value) {
    const control = root.querySelector(`.tt-control [name="${name}"]`);
    control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  },

  // Everything the page tells: the point in its named inputs, the outcomes, the words.
  state(root) {
    const inputs = [...root.querySelectorAll("input[type=range][name], select[name], input[type=hidden][name]")];
    const words = (selector) => root.querySelector(selector).textContent.trim();
    return {
      values: Object.fromEntries(inputs.map((i) => [i.name, i.value])),
      outcomes: Object.fromEntries(
        [...root.querySelectorAll("[data-outcome]")].map((o) => [o.dataset.outcome, o.dataset.value]),
      ),
      readout: words(".tt-readout"),
      message: words(".tt-message"),
    };
  },

  // The marks of the drawing, in no particular order: what came first depends on the way there.
  drawn(root) {
    const marks = [...root.querySelectorAll(".tt-chart svg :is(path, line, rect, text)")];
    const say = (mark) => [...mark.attributes].map((a) => `${a.name}=${a.value}`).sort().join(" ") + mark.textContent;
    return marks.filter((mark) => mark.getAttribute("d") !== "" && !mark.closest("defs")).map(say).sort();
  },

  // The drawing and the words, but not the controls: what has to change when a control moves.
  seen(root) {
    const told = [...root.querySelectorAll("[data-outcome]")].map((o) => o.dataset.value);
    return [...reader.drawn(root), ...told, root.querySelector(".tt-readout").textContent].join("\n");
  },

  // Faults of the drawing: an impossible number in it, or a panel without any mark.
  faults(root) {
    return [...root.querySelectorAll(".tt-chart svg")].flatMap((svg, i) => {
      const impossible = /NaN|Infinity|undefined|null/.exec(svg.innerHTML);
      const marks = [...svg.querySelectorAll(".role-mark path, .role-mark rect, .role-mark line, .role-mark text")];
      const shown = marks.some((mark) => {
        const { width, height } = mark.getBBox();
        return width > 0 || height > 0;
      });
      return [...(impossible ? [`panel ${i + 1} draws ${impossible[0]}`] : []), ...(shown ? [] : [`panel ${i + 1} is empty`])];
    });
  },

  async visit(id, points) {
    const root = document.getElementById(id);
    const states = [];
    for (const point of points) {
      root.explorer.set(point);
      await reader.settle();
      states.push({ ...reader.state(root), faults: reader.faults(root) });
    }
    return states;
  },

  // Names of controls that change nothing at any position tried, from any of the starting points.
  async idle(id, starts) {
    const root = document.getElementById(id);
    const idle = [];
    for (const control of reader.controls(root)) {
      const at = (share) => control.low + share * (control.high - control.low);
      const places = control.choices ?? [0, 1, 0.5, 0.25, 0.75, 0.1, 0.9].map(at);
      let alive = false;
      for (const start of starts) {
        root.explorer.set(start);
        await reader.settle();
        const before = reader.seen(root);
        for (const place of places) {
          reader.move(root, control.name, place);
          await reader.settle();
          alive ||= reader.seen(root) !== before;
          if (alive) break;
        }
        if (alive) break;
      }
      if (!alive) idle.push(control.name);
    }
    return idle;
  },

  // What stands around each control.
  surroundings(root) {
    return [...root.querySelectorAll(".tt-control")].map((box) => {
      const control = box.querySelector("[name]");
      const field = box.querySelector(`input[data-for="${control.name}"]`);
      const badge = box.querySelector(".tt-badge");
      return {
        name: control.name,
        label: control.labels[0]?.textContent.trim() ?? "",
        symbol: Boolean(box.querySelector("label math")),
        field: Boolean(control.matches("select") || field),
        basis: badge.textContent,
        link: badge.getAttribute("href") ?? "",
      };
    });
  },

  // Type `text` into the number field of a parameter; what the slider and the page say then.
  // A number is meant in the model's measure, and typed in that of the field.
  type(root, name, text) {
    const factor = root.explorer.parameters.get(name).measure?.[0] ?? 1;
    const field = root.querySelector(`input[data-for="${name}"]`);
    field.value = typeof text === "number" ? Number((factor * text).toPrecision(12)) : text;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const slider = root.querySelector(`.tt-control [name="${name}"]`);
    return { ...reader.state(root), slider: Number(slider.value), field: Number((Number(field.value) / factor).toPrecision(12)) };
  },

  // Lengths of the tables of plotted values, and all they say.
  async table(root) {
    const details = root.querySelector(".tt-table");
    details.open = true;
    await new Promise((done) => details.addEventListener("toggle", done, { once: true }));
    const tables = [...details.querySelectorAll("table")];
    const found = [tables.map((t) => t.tBodies[0].rows.length), details.textContent];
    details.open = false;
    return found;
  },

  // Where the keyboard stands: null outside the explorer.
  focused(root) {
    const e = document.activeElement;
    if (!root.contains(e)) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(e);
    const name = e.name || Object.keys(e.dataset)[0] || e.className || e.tagName;
    return { name, menu: e.matches(".tt-tools > summary") && !e.parentElement.open, range: e.type === "range", ring: outlineStyle !== "none" && parseFloat(outlineWidth) > 0 };
  },

  // Names of the controls that are not folded away.
  inSight(root) {
    return [...root.querySelectorAll(".tt-controls > fieldset [name]")].map((c) => c.name);
  },

  // The data sets of the picture, computed at a point given by the values of its parameters.
  data(id, points) {
    const { program } = document.getElementById(id).explorer;
    return points.map((values) => program.data(program.point(values)));
  },

  // -- whole pages ---------------------------------------------------------------------------------------

  // Everything folded is opened; every second explorer asks, the others show their Python.
  openAll() {
    document.querySelectorAll("details").forEach((box) => (box.open = true));
    document.querySelectorAll(".toggle-button").forEach((button) => button.click());
    document.querySelectorAll("[data-explorer]").forEach((root, i) => {
      if (i % 2) return root.querySelector("[data-askme]")?.click();
      root.querySelector("[data-show]")?.click();
      root.querySelector("[data-python]").click();
      root.querySelector("[data-outcome] + [data-trace]")?.click();
      root.querySelector("[data-tour] [data-step=next]")?.click();
      root.querySelector("[data-task] [data-start]")?.click();
    });
    document.querySelector("data.tt-value [data-trace]")?.click();
    document.querySelectorAll("[data-steps] [data-step=all]").forEach((button) => button.click());
  },

  async barriers(rules) {
    const options = { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] };
    const { violations } = await axe.run(document, options);
    return violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.length} nodes, as ${v.nodes[0].html.slice(0, 200)}`);
  },

  // How many pixels the page is wider than the window, and what sticks out of it without a box that scrolls.
  overflow() {
    const wide = document.documentElement.clientWidth;
    const scrolls = (e) => /auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX);
    const kept = (e) => { for (let box = e.parentElement; box.closest("main"); box = box.parentElement) if (scrolls(box)) return true; };
    const drawn = "svg *"; // a mark may lie outside of what is seen of its picture
    const all = [...document.querySelectorAll(".bd-article *, .bd-search-container *")].filter((e) => !e.matches(drawn));
    const out = all.filter((e) => e.getBoundingClientRect().right > wide + 1 && !kept(e));
    return [document.documentElement.scrollWidth - wide, out.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
  },

  // What the page would fetch from another host.
  elsewhere() {
    const loaded = document.querySelectorAll("link:not([rel=canonical]), script[src], img[src], iframe[src]");
    return [...loaded].map((e) => e.src ?? e.href).filter((url) => /^(https?:)?\/\//.test(url));
  },

  // Name and alternative of every picture.
  pictures() {
    const images = [...document.querySelectorAll("img")].map((e) => [e.src.split("/").pop(), e.alt]);
    const drawings = [...document.querySelectorAll("[role=img]")];
    return [...images, ...drawings.map((e) => [e.className || e.id, e.getAttribute("aria-label") ?? ""])];
  },

  headings() {
    const shown = [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")].filter((h) => h.getClientRects().length);
    return shown.map((h) => [Number(h.tagName[1]), h.textContent.trim()]);
  },

  // Text read as prose: no code, no alternative of a formula.
  prose() {
    const copy = document.querySelector("main").cloneNode(true);
    copy.querySelectorAll("pre, code, script, style, annotation, template").forEach((e) => e.remove());
    return copy.textContent;
  },

  // Ids that stand more than once.
  repeated() {
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))];
  },
};
