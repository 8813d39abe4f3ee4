// What follows a guess: parts of the page that wait until the question of their name was answered or declined.

function afters(name) {
  return [...document.querySelectorAll(".tt-after[data-after]")].filter((part) => part.dataset.after === name);
}

function hold(name) {
  for (const part of afters(name)) part.setAttribute("data-waiting", "");
}

function release(name) {
  for (const part of afters(name)) part.removeAttribute("data-waiting");
}

// Once every question has said what waits for it, the rest is shown (see asking.css).
function settleAfters() {
  for (const part of document.querySelectorAll(".tt-after")) part.setAttribute("data-settled", "");
}

// A link into a waiting part shows it: whoever follows a link wants to arrive.
function reveal(target) {
  for (let part = target; part; part = part.parentElement) part.removeAttribute("data-waiting");
}

function revealLinked() {
  const target = document.getElementById(location.hash.slice(1).split(/[?&]/)[0]);
  if (!target?.closest("[data-waiting]")) return;
  reveal(target);
  target.scrollIntoView({ behavior: "instant" });
}
