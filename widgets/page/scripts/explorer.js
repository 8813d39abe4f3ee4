// One explorer: the values it stands at, and the parts that show them. Each part is one concern and has its own file.
// A part may have `listen()` (called once), `refresh(state)` (after each change), `broken(rule)` and `end()`.

const PARTS = {
  picture: Picture,
  legend: Legend,
  print: Print,
  readout: Readout,
  controls: Controls,
  touch: Touch,
  plotted: Plotted,
  takeaway: Takeaway,
  address: Address,
  asking: Asking,
  tasks: Tasks,
  trace: Trace,
  tour: Tour,
  pin: Pin,
  present: Present,
  entered: Entered,
};

class Explorer {
  // `links`: whether the page's address may hold the state of a figure (not that of a notebook).
  constructor(root, { embed, onChange = () => {}, links = true }) {
    Object.assign(this, { root, embed, onChange, links });
    this.spec = JSON.parse(this.find(".tt-spec").textContent);
    this.values = { ...this.spec.start };
    this.definitions = new Map(this.spec.definitions.map((d) => [d.name, d]));
    this.parameters = new Map(this.spec.parameters.map((p) => [p.name, p]));
    this.parts = Object.entries(PARTS).map(([name, Part]) => (this[name] = new Part(this)));
    this.ready = this.start();
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  all(selector) {
    return [...this.root.querySelectorAll(selector)];
  }

  async start() {
    this.program = new Program(this.spec);
    this.controls.stand();
    this.parts.forEach((part) => part.listen?.());
    if (this.links) this.address.openLink();
    await this.picture.draw();
    this.redrawn();
    this.find(".tt-controls").inert = false; // without a script a slider would move nothing
    this.asking.begin();
    this.root.setAttribute("data-ready", "");
    this.picture.follow();
  }

  end() {
    this.parts.forEach((part) => part.end?.());
  }

  redrawn() {
    this.refresh();
    this.readout.reserve();
  }

  // Move to `changes` (parameter → value); the rest stays. Whoever else moves takes over from a gliding tour.
  set(changes, by = null) {
    if (by !== this.tour) this.tour.halt();
    for (const [name, value] of Object.entries(changes)) this.values[name] = this.controls.move(name, value);
    this.values = this.program.tied(this.values);
    this.controls.hold();
    this.refresh();
    this.onChange({ ...this.values });
  }

  refresh() {
    const point = this.program.point(this.values);
    const broken = this.program.brokenRule(point);
    this.root.classList.toggle("tt-broken", Boolean(broken));
    if (broken) return this.parts.forEach((part) => part.broken?.(broken));
    this.lawful = { ...this.values };
    this.solved = this.program.solve(point);
    this.data = this.program.data(point);
    this.parts.forEach((part) => part.refresh?.({ point, solved: this.solved, data: this.data }));
  }

  goTo(values, reading) {
    this.forget();
    this.set(values);
    this.find(".tt-reading").textContent = reading;
  }

  // What was said or handed out about other values is no longer true of these.
  forget() {
    this.find(".tt-reading").textContent = "";
    this.find(".tt-code").hidden = true;
    if (!this.lasting) this.tell("");
  }

  // A lasting message, such as what a reader guessed, stays while sliders move.
  tell(text, lasting = false) {
    this.lasting = lasting;
    this.find(".tt-message").textContent = text;
  }

  // Nothing can be taken away or guessed where the model says nothing.
  get stuck() {
    const broken = this.root.classList.contains("tt-broken");
    if (broken) this.tell("These values are not possible together: move a slider first.");
    return broken;
  }
}
