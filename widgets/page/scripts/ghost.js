// The picture at other values as a pale ghost over the present one: what held until now, or what a reader pinned.

// Draw the picture at `values` (all parameters) as a ghost, or none where they are null.
async function ghost(explorer, values) {
  explorer.picture.ghost = values;
  explorer.picture.ghostly = false; // whether there is something to see of it
  await explorer.picture.draw();
  explorer.redrawn();
}

const GHOST = "__before";
const SIDES = "__before_sides";
// A chart with its ghost, and the data sets that the ghost draws; data sets that never change have none.
function haunt(spec, explorer, values) {
  const changing = new Map(explorer.spec.recipes.filter((r) => r.program.results.length).map((r) => [r.name, r.kind]));
  const data = explorer.program.data(explorer.program.point(values));
  const found = withGhost(spec, changing);
  const text = JSON.stringify(found);
  for (const [name, kind] of changing) {
    if (text.includes(`"${name}${GHOST}"`)) {
      found.datasets[name + GHOST] = copied(data[name]);
      explorer.picture.ghostly ||= JSON.stringify(data[name]) !== JSON.stringify(explorer.data?.[name]);
    }
    if (kind === "regions") found.datasets[name + SIDES] = sides(data[name]);
  }
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

// The same marks, pale: lines and points fade, areas and bars keep a dashed edge, and words would cross those of now.
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
  const look = part.mark.type ? part.mark : { type };
  const { opacity, fillOpacity, ...channels } = encoding ?? {};
  if (type === "area") return dropEmpty({ ...own, transform, layer: edges(look, channels, changing.get(name) === "regions" && name + SIDES) });
  if (type === "bar" || type === "rect") {
    const { stroke, ...plain } = channels;
    return dropEmpty({ ...own, transform, mark: { ...look, ...DASHED, fillOpacity: 0 }, encoding: plain });
  }
  return dropEmpty({ ...own, transform, mark: { ...look, opacity: 0.4 }, encoding: channels });
}

const DASHED = { stroke: "#808080", strokeWidth: 1.5, strokeDash: [4, 3], strokeOpacity: 1, opacity: 1 };

// An area's upper and lower edge as lines, and the upright ones of a map. What coloured its parts still tells them apart.
function edges({ clip }, { x, y, y2, fill, stroke, color, detail }, upright) {
  const fields = [fill, stroke, color, detail].flat().map((channel) => channel?.field).filter(Boolean);
  const parts = [...new Set(fields)].map((field) => ({ field, type: "nominal" }));
  const edge = (end) => ({ mark: { type: "line", clip, ...DASHED }, encoding: dropEmpty({ x, y: end, detail: parts }) });
  const level = y2 ? [edge(y), edge({ ...y, field: y2.field })] : [edge({ stack: "zero", ...y })];
  if (!upright) return level;
  return [...level, { data: { name: upright }, mark: { type: "rule", clip, ...DASHED }, encoding: { x, y, y2 } }];
}

// Where a map changes from one column to the next: at such an x it has two columns, and they differ in these stretches.
function sides(rows) {
  const found = [];
  for (let i = 0; i < rows.length; ) {
    const here = [];
    const { x } = rows[i];
    for (; i < rows.length && rows[i].x === x; i++) here.push(rows[i]);
    const second = here.findIndex((row, k) => k > 0 && row.y0 === here[0].y0);
    if (second < 0) continue;
    for (const a of here.slice(0, second)) {
      for (const b of here.slice(second)) {
        const [y0, y1] = [Math.max(a.y0, b.y0), Math.min(a.y1, b.y1)];
        if (a.label !== b.label && y0 < y1) found.push({ x, y0, y1 });
      }
    }
  }
  return found;
}

function dropEmpty(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
