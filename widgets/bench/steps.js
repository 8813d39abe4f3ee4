// Move the sliders of one explorer one stop after another; returns how long each step took, in milliseconds.
// `redraw`: from the input event until the picture is redrawn and laid out. `frame`: until the next animation
// frame after that. Each step starts at the beginning of a frame, as a reader's own do.
async (root, count) => {
  const frame = () => new Promise(requestAnimationFrame);
  const settled = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel(); // a task of its own: all that was promised is done by then
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  const sliders = [...root.querySelectorAll(".tt-control input[type=range]")].filter((it) => !it.closest("details"));
  const each = Math.ceil(count / sliders.length);
  const steps = [];
  root.scrollIntoView();
  for (const slider of sliders) {
    const start = slider.value;
    const [low, high] = [Number(slider.min), Number(slider.max)];
    for (let i = 0; i < each; i++) {
      const before = slider.value;
      slider.value = low + ((high - low) * i) / (each - 1);
      if (slider.value === before) continue;
      await frame();
      const began = performance.now();
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await settled();
      root.getBoundingClientRect();
      const redraw = performance.now() - began;
      await frame();
      if (!root.classList.contains("tt-broken")) steps.push({ redraw, frame: performance.now() - began });
    }
    slider.value = start;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return steps;
}
