// Results as short codes; widgets/play/codes.py says how they are made and reads them.

function checkLetters(text) {
  let total = 7;
  for (const letter of text) total = (total * 31 + letter.charCodeAt(0)) % 46656;
  return total.toString(36).padStart(3, "0");
}

function codeNumber(value) {
  const text = value.toFixed(6).replace(/\.?0+$/, "");
  return (text === "-0" ? "0" : text).replace("-", "m").replace(".", "p");
}

// rounds: [{ choices: [text], score }]
function writeCode(name, seed, rounds) {
  const body = [name, seed, ...rounds.map(({ choices, score }) => `${choices.join(",")}=${codeNumber(score)}`)].join(".");
  return `${body}.${checkLetters(body)}`;
}
