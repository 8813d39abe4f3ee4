// Make it so: a condition to bring about, from a start, with some of the sliders. The model says whether it is done.

class Tasks {
  constructor(explorer) {
    this.explorer = explorer;
    this.running = null;
  }

  listen() {
    const { explorer } = this;
    this.tasks = explorer.all("[data-task]").map((box) => {
      const task = explorer.spec.tasks.find(({ name }) => name === box.dataset.task);
      const button = box.querySelector("[data-start]");
      const made = { ...task, box, button, holds: compile(explorer.spec, task.program), key: `task:${explorer.spec.id}/${task.name}` };
      button.addEventListener("click", () => (this.running === made ? this.leave("Stopped.") : this.begin(made)));
      this.mark(made, recall(made.key) === "done");
      if (recall(made.key) === "done") this.say(made, "Done before.");
      return made;
    });
    this.eraser = explorer.find("[data-forget]");
    this.eraser?.addEventListener("click", () => this.forgetAll());
    this.offerToForget();
  }

  begin(task) {
    if (this.running) this.leave("Stopped.");
    this.explorer.goTo(task.start, "");
    this.running = task;
    this.mark(task, false);
    task.button.textContent = "Stop";
    this.lock((name) => !task.only.includes(name));
    const { parameters, controls } = this.explorer;
    const free = task.only.map((name) => `“${parameters.get(name).label}”`);
    const locked = [...parameters.keys()].some((name) => controls.control(name) && !task.only.includes(name));
    this.say(task, locked ? `Under way. You may move ${free.join(", ")}; the rest is locked.` : "Under way.");
    for (const name of task.only) {
      const folded = controls.control(name)?.closest("details");
      if (folded) folded.open = true;
    }
  }

  refresh({ point }) {
    const task = this.running;
    if (!task) return;
    const free = [...task.only, ...(this.explorer.spec.ties?.names ?? [])]; // what is tied follows
    const moved = Object.keys(task.start).some((name) => !free.includes(name) && this.explorer.values[name] !== task.start[name]);
    if (moved) return this.leave("Stopped: something moved that this task holds.");
    if (!task.holds(point).every(Boolean)) return;
    this.end(task);
    this.mark(task, true);
    keep(task.key, "done");
    this.say(task, "Done.");
    this.offerToForget();
  }

  leave(words) {
    const task = this.running;
    this.end(task);
    this.mark(task, recall(task.key) === "done");
    this.say(task, words);
  }

  end(task) {
    if (!task) return; // the explorer itself ends
    this.running = null;
    this.lock(() => false);
  }

  mark(task, done) {
    task.box.dataset.done = String(done);
    task.button.textContent = done ? "Start again" : "Start";
  }

  say(task, words) {
    task.box.querySelector(".tt-state").textContent = words;
  }

  lock(isLocked) {
    for (const control of this.explorer.all(".tt-control :is([name], [data-for])")) {
      control.disabled = isLocked(control.name || control.dataset.for);
    }
  }

  forgetAll() {
    if (this.running) this.leave("");
    for (const task of this.tasks) {
      forget(task.key);
      this.mark(task, false);
      this.say(task, "");
    }
    this.offerToForget();
    this.explorer.tell("What was done here is forgotten.");
    this.tasks[0].button.focus(); // the button that had the focus is gone
  }

  offerToForget() {
    if (this.eraser) this.eraser.hidden = !this.tasks.some((task) => task.box.dataset.done === "true");
  }
}
