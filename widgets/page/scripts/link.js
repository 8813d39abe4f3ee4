// A figure's state in the fragment of the page's address: #<explorer id>?p=0.4&c_R=0.2

function writeLink(spec, values) {
  const moved = spec.parameters.filter((p) => values[p.name] !== p.default);
  const query = moved.map((p) => `${p.name}=${encodeURIComponent(values[p.name])}`).join("&");
  return `#${spec.id}?${query}`;
}

// [explorer id, query]; the query is undefined where the fragment is no figure's. Some programs encode the “?”.
function splitLink(fragment) {
  const text = fragment.replace(/^#/, "").replace(/^([^?]*?)%3F/i, "$1?");
  const mark = text.indexOf("?");
  return mark < 0 ? [text] : [text.slice(0, mark), text.slice(mark + 1)];
}

// Returns null when the fragment is not about this explorer, else { values } or { fault }.
function readLink(spec, fragment) {
  const [id, query] = splitLink(fragment);
  if (query === undefined || id !== spec.id) return null;
  const seen = new Set();
  // what a link leaves out stands at its default, or where the figure holds it for good
  const values = Object.fromEntries(spec.parameters.map(({ name, default: usual }) =>
    [name, spec.fixed.includes(name) ? spec.start[name] : usual]));
  for (const pair of query.split("&").filter(Boolean)) {
    const [name, text = ""] = pair.split("=").map(safeDecode);
    const parameter = spec.parameters.find((p) => p.name === name);
    if (!parameter) return { fault: `it speaks of “${crop(name)}”, which this model does not have` };
    if (seen.has(name)) return { fault: `it gives ${crop(name)} twice` };
    seen.add(name);
    const { value, fault } = readValue(parameter, text);
    if (fault) return { fault };
    values[name] = value;
  }
  return { values };
}

function safeDecode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readValue(parameter, text) {
  const { name } = parameter;
  if (parameter.choices) {
    if (parameter.choices.includes(text)) return { value: text };
    return { fault: `${name} must be one of ${parameter.choices.join(", ")}, not “${crop(text)}”` };
  }
  const { value, fault } = readNumber(text);
  if (fault) return { fault: `${name} must be a number: ${fault}` };
  const [low, high, lowClosed, highClosed, whole] = parameter.domain;
  const above = low === null || value > low || (lowClosed && value === low);
  const below = high === null || value < high || (highClosed && value === high);
  if (!above || !below || (whole && !Number.isInteger(value))) {
    return { fault: `${name} must lie in ${parameter.says}, not ${crop(text)}` };
  }
  return { value };
}
