// The picture at other values as a pale ghost over the present one: what held until now, or what a reader pinned.

// Draw the picture at `values` (all parameters) as a ghost, or none where they are null.
async function ghost(explorer, values) {
  explorer.picture.ghost = values;
  await explorer.picture.draw();
  explorer.redrawn();
}

const GHOST = "__before";
const FILLED = ["area", "bar", "rect"];

// A chart with its ghost, and the data sets that the ghost draws; data sets that never change have none.
function haunt(spec, explorer, values) {
  const changing = explorer.spec.recipes.filter((recipe) => recipe.program.results.length).map((recipe) => recipe.name);
  const data = explorer.program.data(explorer.program.point(values));
  const found = withGhost(spec, new Set(changing));
  for (const name of changing) if (JSON.stringify(found).includes(`"${name}${GHOST}"`)) found.datasets[name + GHOST] = data[name];
  return found;
}

function withGhost(spec, changing) {
  for (const kind of ["hconcat", "vconcat", "concat"]) {
    if (spec[kind]) return { ...spec, [kind]: spec[kind].map((part) => withGhost(part, changing)) };
  }
  if (spec.spec) return { ...spec, spec: withGhost(spec.spec, changing) };
  const pale = fade(spec, changing, spec.data?.name);
  if (!pale) return spec;
  if (spec.layer) return { ...spec, layer: [...spec.layer, pale] };
  const { mark, encoding, data, transform, params, ...rest } = spec;
  return { ...rest, layer: [dropEmpty({ mark, encoding, data, transform, params }), pale] };
}

// The same marks, pale: lines and points fade, areas and bars keep a dashed edge only, words would cross those of now.
function fade(part, changing, inherited) {
  const name = part.data?.name ?? inherited;
  const own = name && changing.has(name) ? { data: { name: name + GHOST } } : {};
  const { transform, encoding } = part;
  if (part.layer) {
    const layer = part.layer.map((inner) => fade(inner, changing, name)).filter(Boolean);
    return layer.length ? dropEmpty({ ...own, transform, encoding, layer }) : null;
  }
  const type = part.mark?.type ?? part.mark;
  if (!own.data || type === "text") return null;
  const { opacity, fillOpacity, ...channels } = encoding ?? {};
  const edge = { fillOpacity: 0, stroke: "#808080", strokeWidth: 1.5, strokeDash: [4, 3], strokeOpacity: 0.9, opacity: 1 };
  const look = FILLED.includes(type) ? edge : { opacity: 0.4 };
  return dropEmpty({ ...own, transform, mark: { ...(part.mark.type ? part.mark : { type }), ...look }, encoding: channels });
}

function dropEmpty(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
