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
  if (Number.isNaN(value)) return showNumber(value); // what has no value has no unit either
  const text = showNumber(display(value, unit));
  if (unit?.[1] === "%") return `${text}\u202f%`;
  const words = text === "1" ? unit?.[1].replace(/s$/, "") : unit?.[1]; // 1 point
  return words ? `${text} ${words}` : text;
}

// A number that sentences say in a unit: the number alone, with its sign where that is %.
class Measured extends Number {
  constructor(value, unit) {
    super(value);
    this.unit = unit;
  }

  said(form = "") {
    if (form.endsWith("%") || Number.isNaN(Number(this))) return showNumber(Number(this), form);
    return showNumber(display(Number(this), this.unit), form) + (this.unit[1] === "%" ? "\u202f%" : "");
  }
}

// A number as a field holds it: every digit that was typed, and none that binary arithmetic added.
function inField(value, unit) {
  return unit ? String(Number(display(value, unit).toPrecision(12))) : String(value);
}

function fillSentence(template, words) {
  return template.replace(/\{((?:before\.)?\w+)(?::([^}]*))?\}/g, (_, name, form) => {
    const value = words[name];
    if (value instanceof Measured) return value.said(form);
    return typeof value === "string" ? value : showNumber(Number(value), form ?? "");
  });
}

function showOutcome(definition, value) {
  if (definition.kind === "category") return definition.words[definition.values.indexOf(value)];
  if (definition.kind === "truth") return value ? "yes" : "no";
  return measured(value, definition.measure);
}
