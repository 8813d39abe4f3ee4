// Move an ipywidgets slider one stop after another; returns how long each step took, in milliseconds: from the
// key until the new picture of the kernel is there.
async (output, count) => {
  const frame = () => new Promise(requestAnimationFrame);
  const newPicture = async (old) => {
    for (const began = performance.now(); performance.now() - began < 10_000; await frame()) {
      const image = output.querySelector("img");
      if (image && image.src !== old && image.complete) return;
    }
    throw new Error("the kernel sent no picture");
  };
  const steps = [];
  for (let i = 0; i < count; i++) {
    const old = output.querySelector("img").src;
    const began = performance.now();
    output
      .querySelector("[role=slider]")
      .dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    await newPicture(old);
    steps.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 100)); // the next step finds an idle kernel: the best case
  }
  return steps;
}
