// What no careful reader does: random events on everything that an explorer offers. Returns what was unreadable on the way.
// mulberry32, so that a seed repeats a run.
window.fuzz = async ([id, seed, least, count, milliseconds]) => {
  let state = seed | 0;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = (list) => list[Math.floor(random() * list.length)];
  const root = document.getElementById(id);
  const all = (selector) => [...root.querySelectorAll(selector)].filter((it) => !it.disabled && !it.closest("[inert]"));
  const fire = (target, type) => target.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  const JUNK = ["", " ", "abc", "0,4", "1,5", "50%", "1/3", "1/0", "1e999", "-1e9", "NaN", "Infinity", "null", "undefined", "0x10", "--1",
    "1,500", "1.2.3", "٣", "<b>1</b>", "{p}", "0".repeat(2000), "1e-300", "−2", "½", "0.1 0.2"];
  const LINKS = ["", "#", `#${id}?`, `#${id}?p=0.3`, `#${id}?p=NaN&p=1`, `#${id}?=&&=`, `#${id}?%E0%A4%A=1`, "#no-such?p=1", `#${id}&closed`,
    `#${id}?p=${"9".repeat(400)}`, "#present=nothing"];
  const started = performance.now();
  const faults = [];
  const did = [];
  const actions = {
    slide() {
      const slider = pick(all(".tt-controls input[type=range]"));
      if (!slider) return;
      const [low, high] = [Number(slider.min), Number(slider.max)];
      slider.value = pick([low, high, low + random() * (high - low), low - 1, high + 1]);
      fire(slider, "input");
      return `${slider.name}=${slider.value}`;
    },
    choose() {
      const menu = pick(all(".tt-controls select"));
      if (!menu) return;
      menu.value = pick([...menu.options]).value;
      fire(menu, "input");
      return `${menu.name}=${menu.value}`;
    },
    type() {
      const field = pick(all(".tt-controls input[data-for]"));
      if (!field) return;
      field.value = pick([...JUNK, String(random()), String(100 * random())]);
      fire(field, "change");
      return `${field.dataset.for} typed ${field.value.slice(0, 20)}`;
    },
    guess() {
      const form = pick(all("[data-guess]"));
      if (!form) return;
      const field = pick([...form.querySelectorAll("input")]);
      if (field.type === "radio") field.checked = true;
      else field.value = pick(JUNK);
      form.requestSubmit();
      return `guess ${field.value.slice(0, 20)}`;
    },
    press() {
      const button = pick(all("button:not([data-export], [data-save-csv], [data-load-csv])"));
      button?.click();
      return button && `press ${Object.keys(button.dataset)[0]} ${button.textContent.trim().slice(0, 30)}`;
    },
    fold() {
      const box = pick(all("details"));
      if (box) box.open = !box.open;
      return "fold";
    },
    link() {
      const link = pick(LINKS);
      history.replaceState(null, "", link || location.pathname);
      dispatchEvent(new Event("hashchange"));
      return `link ${link.slice(0, 30)}`;
    },
    resize() {
      root.style.width = pick(["", "300px", "420px", "640px", "100%"]);
      return `width ${root.style.width}`;
    },
    theme() {
      document.documentElement.dataset.theme = pick(["light", "dark"]);
      return `theme ${document.documentElement.dataset.theme}`;
    },
  };
  const often = ["slide", "slide", "slide", "choose", "type", "type", "press", "press", "guess", "fold", "link", "resize", "theme"];
  const BAD = /\b(NaN|undefined|null|Infinity)\b|\[object/;
  const look = () => {
    for (const place of all(".tt-readout, .tt-message, .tt-guess, [data-outcome], .tt-scroll, .tt-held, .tt-acts, .tt-chart text, [data-trace-of]")) {
      // what a reader typed is quoted back
      const said = place.textContent.replace(/“[^”]*”/g, "").replace(/not to \S+/g, "").replace(/annotation[^<]*/g, "");
      if (BAD.test(said)) return `${place.className || place.tagName}: ${BAD.exec(said)[0]} in ${said.slice(0, 120)}`;
    }
    for (const mark of root.querySelectorAll(".tt-chart svg *")) {
      for (const { name, value } of mark.attributes) if (/NaN|undefined|null/.test(value)) return `${mark.tagName} ${name}=${value.slice(0, 60)}`;
    }
    const slider = all(".tt-controls input[type=range]").find((it) => !Number.isFinite(root.explorer.values[it.name]));
    return slider && `${slider.name} stands at ${root.explorer.values[slider.name]}`;
  };
  // a busy machine has less time, and does the least all the same
  for (let i = 0; i < count && (did.length < least || performance.now() - started < milliseconds); i++) {
    const done = actions[pick(often)]();
    if (done) did.push(done);
    await new Promise((next) => setTimeout(next));
    const fault = look();
    if (fault) {
      faults.push(`${fault} after ${did.slice(-6).join("; ")}`);
      break;
    }
  }
  // and back to where a reader begins
  root.style.width = "";
  history.replaceState(null, "", location.pathname);
  await new Promise((next) => setTimeout(next, 60));
  root.querySelector("[data-show]")?.click();
  for (const button of root.querySelectorAll("[data-stop]")) if (button.offsetParent) button.click();
  return { faults, events: did.length };
};
