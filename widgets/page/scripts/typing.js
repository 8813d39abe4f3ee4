// Numbers as people type them: 0.4 and 0,4, 50% and 50 %, 1/3, 1 500 and 1,500.5, −2 and 2e-3. Never a guess: what can be read
// in two ways is refused, and so is what is no number. Fields and links read through here.

const PLAIN = /^\d+(\.\d*)?$|^\.\d+$/;
const GROUPED = /^[1-9]\d{0,2}([ \u00a0\u2009\u202f'’]\d{3})+$/; // 1 500

// { value } or { fault }: what was wrong, as a clause
function readNumber(text) {
  const shown = crop(text.trim());
  const found = /^([+\-−]?)\s*(.*?)\s*(%?)$/s.exec(text.trim());
  const [, sign, body, percent] = found;
  if (!body) return { fault: "nothing stands there" };
  const fraction = /^(.+?)\s*\/\s*(.+)$/.exec(body);
  const parts = (fraction ? fraction.slice(1) : [body]).map(readPlain);
  const fault = parts.find((part) => part.fault)?.fault;
  if (fault) return { fault: fault === "none" ? `“${shown}” is no number` : fault };
  const size = fraction ? parts[0].value / parts[1].value : parts[0].value;
  const value = (sign && sign !== "+" ? -1 : 1) * (percent ? size / 100 : size);
  return Number.isFinite(value) ? { value } : { fault: `“${shown}” is no finite number` };
}

// A number as a reader types it into a field counted in `unit`; { value } in the model's own measure, or { fault }.
function readIn(text, unit) {
  let typed = text.trim();
  if (unit?.[1] && typed.endsWith(unit[1])) typed = typed.slice(0, -unit[1].length).trim();
  if (unit?.[0] === 100 && typed.endsWith("%")) typed = typed.slice(0, -1); // 50 % of a share counted in points is 50
  const found = readNumber(typed);
  return found.fault ? found : { value: undisplay(found.value, unit) };
}

function readPlain(text) {
  const [, digits, power = ""] = /^(.*?)(e[+\-−]?\d+)?$/is.exec(text);
  const plain = withPoint(digits);
  if (plain.fault) return plain;
  return { value: Number(plain.text + power.replace("−", "-")) };
}

// `text` with a point before the decimals and nothing between the thousands
function withPoint(text) {
  if (PLAIN.test(text)) return { text };
  if (GROUPED.test(text)) return { text: text.replace(/\D/g, "") };
  const commas = text.split(",").length - 1;
  const points = text.split(".").length - 1;
  if (commas === 1 && points === 0 && /^\d*,\d+$/.test(text)) {
    if (/^[1-9]\d{0,2},\d{3}$/.test(text)) {
      const [whole, rest] = text.split(",");
      return { fault: `“${crop(text)}” can be read as ${whole}.${rest} or as ${whole}${rest}: write one of these` };
    }
    return { text: text.replace(",", ".") };
  }
  if (/^[1-9]\d{0,2}(,\d{3})+\.\d*$/.test(text) || /^[1-9]\d{0,2}(,\d{3}){2,}$/.test(text)) return { text: text.replaceAll(",", "") };
  if (/^[1-9]\d{0,2}(\.\d{3})+,\d*$/.test(text) || /^[1-9]\d{0,2}(\.\d{3}){2,}$/.test(text)) {
    return { text: text.replaceAll(".", "").replace(",", ".") };
  }
  return { fault: "none" };
}

// What is quoted in a message stays short, whatever was typed or linked.
function crop(text) {
  return text.length > 30 ? `${text.slice(0, 27)}…` : text;
}
