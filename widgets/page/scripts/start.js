// Explorers come to life when the page is there.

function start(root, options) {
  const explorer = new Explorer(root, options);
  explorer.ready.catch((fault) => {
    root.removeAttribute("data-ask"); // nobody could answer
    root.querySelector(".tt-message").textContent = `This figure cannot move here: ${plainly(fault)}`;
    if (!forbidden(fault)) throw fault;
  });
  return explorer;
}

// A site may forbid scripts to compile anything; then formulas cannot be computed in the page.
function forbidden(fault) {
  return fault instanceof EvalError || /unsafe-eval|Content Security Policy/i.test(fault.message);
}

function plainly(fault) {
  if (!forbidden(fault)) return fault.message;
  return "the site that shows this page does not let it compute. It stands at its starting point; open the page by itself to move it.";
}

async function startAll(embed) {
  startNumbers();
  startSteps();
  const roots = [...document.querySelectorAll("[data-explorer]")];
  const explorers = roots.map((root) => (root.explorer = start(root, { embed })));
  for (const root of document.querySelectorAll("[data-questions]")) root.questions = new Questions(root);
  await Promise.allSettled(explorers.map((explorer) => explorer.ready));
  settleAfters();
  addEventListener("hashchange", revealLinked);
  revealLinked();
  // the page folds its solutions only after this script: unfolding one before would be undone
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  const linked = explorers.find((explorer) => explorer.address.linked);
  if (linked) return linked.address.show(); // not before all are drawn: each makes the page longer
  const [id, query] = splitLink(location.hash.replace(/^#present=([^?&]*).*/s, "#$1?"));
  if (query === undefined || !explorers.length) return;
  explorers[0].tell(`This link could not be read: it names the figure “${crop(id)}”, which this page does not have.`);
  explorers[0].address.show();
}
