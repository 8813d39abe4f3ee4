// Numbers and sentences, written as widgets/wording.py writes them.

function showNumber(value, form = "") {
  if (Number.isNaN(value)) return "none";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const [, digits, kind] = /^(?:\.(\d))?([f%]?)$/.exec(form);
  let text;
  if (kind === "%") text = `${(100 * value).toFixed(digits ?? 0)}\u202f%`;
  else if (kind === "f" || digits) text = value.toFixed(digits ?? 2);
  else text = String(Number(value.toPrecision(4)));
  return text.replace(/^-(?=[0.]*(\D*)$)/, "").replaceAll("-", "−");
}

// A number in the unit [factor, words] that a reader sees, and back into the model's own measure.
const display = (value, unit) => (unit ? value * unit[0] : value);
const undisplay = (shown, unit) => (unit ? shown / unit[0] : shown);

function measured(value, unit) {
  const shown = showNumber(display(value, unit));
  return [shown, shown === "1" ? unit?.[1].replace(/s$/, "") : unit?.[1]].filter(Boolean).join(" "); // 1 point
}

function fillSentence(template, words) {
  return template.replace(/\{((?:before\.)?\w+)(?::([^}]*))?\}/g, (_, name, form) => {
    const value = words[name];
    return typeof value === "string" ? value : showNumber(Number(value), form ?? "");
  });
}

function showOutcome(definition, value) {
  if (definition.kind === "category") return definition.words[definition.values.indexOf(value)];
  if (definition.kind === "truth") return value ? "yes" : "no";
  return showNumber(value);
}
