"""The scripts of the explorers, bundled: once for the built book, once for Jupyter."""

from functools import lru_cache
from pathlib import Path

import vl_convert

_FOLDER = Path(__file__).parent
_SOURCES = [  # one concern a file; what runs at once comes last
    "program.js",
    "recipes.js",
    "areas.js",
    "wording.js",
    "drawn.js",
    "typing.js",
    "memory.js",
    "link.js",
    "picture.js",
    "ghost.js",
    "legend.js",
    "print.js",
    "readout.js",
    "controls.js",
    "touch.js",
    "plotted.js",
    "saving.js",
    "takeaway.js",
    "address.js",
    "after.js",
    "inquiry.js",
    "asking.js",
    "questions.js",
    "tasks.js",
    "trace.js",
    "tour.js",
    "steps.js",
    "pin.js",
    "present.js",
    "entered.js",
    "explorer.js",
    "dice.js",
    "match.js",
    "reply.js",
    "codes.js",
    "play.js",
    "tally.js",
    "robot.js",
]

# What each explorer of a notebook carries: it fetches the script that all of them share from one library model, so
# that a saved notebook holds that script once.
LOADER = """
const loaded = (globalThis.termsAndThreats ??= new Map());
function load(code) {
  if (!loaded.has(code)) {
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    loaded.set(code, import(url));
  }
  return loaded.get(code);
}
export default {
  async render(context) {
    const { model } = context;
    const library = await model.widget_manager.get_model(model.get("library").replace("IPY_MODEL_", ""));
    const script = await load(library.get("code"));
    // the picture that stands in where no script runs
    const standing = document.querySelector(`[data-stands-for="${model.get("library")}-${model.get("number")}"]`);
    if (standing) standing.hidden = true;
    return script.default.render(context);
  },
};
"""

_RENDER = """
export default {
  render({ model, el }) {
    el.innerHTML = model.get("html");
    const played = el.querySelector("[data-play]");
    if (played) return renderPlay(played, model, el);
    // keys belong to the control that has the focus: an arrow moves the slider, not the notebook's cells
    el.addEventListener("focusin", ({ target }) => (target.dataset.lmSuppressShortcuts = "true"));
    const questions = el.querySelector("[data-questions]");
    if (questions) return void new Questions(questions);
    let mine = null;
    const explorer = start(el.querySelector("[data-explorer]"), {
      embed: vegaEmbed,
      links: false,
      onChange(values) {
        mine = JSON.stringify(values);
        model.set("values", values);
        model.save_changes();
      },
    });
    const follow = () => {
      const values = model.get("values");
      if (JSON.stringify(values) !== mine) explorer.set(values);
    };
    model.on("change:values", follow);
    explorer.ready.then(() => explorer.set(model.get("values")));
    return () => {
      model.off("change:values", follow);
      explorer.end();
    };
  },
};
"""


def code() -> str:
    """The explorer's own script."""
    return "\n".join(_read(name) for name in (*_SOURCES, "start.js"))


def _read(name):
    return (_FOLDER / ("styles" if name.endswith(".css") else "scripts") / name).read_text(encoding="utf-8")


def css() -> str:
    """The styles of all concerns, the explorer's own first."""
    names = sorted(path.name for path in (_FOLDER / "styles").glob("*.css"))
    return "\n".join(_read(name) for name in sorted(names, key=lambda name: name != "explorer.css"))


@lru_cache
def vega() -> str:
    """Vega, Vega-Lite and vega-embed as a classic script that defines only `window.vegaEmbed`.

    Wrapped in a function: the bundle's top-level names would clash with those of other scripts.
    """
    return f"(function () {{\n{vl_convert.javascript_bundle('window.vegaEmbed = vegaEmbed;')}\n}})();\n"


@lru_cache
def module() -> str:
    """One script module for Jupyter: chart library, explorer, questions, and the `render` that anywidget calls."""
    return vl_convert.javascript_bundle(code() + _RENDER)


def write_assets(folder: Path) -> None:
    """Write what pages with explorers load (`vega.js`, `explorer.js`, `explorer.css`) into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    script = f"(function () {{\n{code()}\nstartPlays();\nstartAll(window.vegaEmbed);\n}})();\n"
    files = {"vega.js": vega(), "explorer.js": script, "explorer.css": css(), "sort.js": _read("sort.js")}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
