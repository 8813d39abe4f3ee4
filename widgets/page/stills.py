"""The pictures of an explorer where no script runs: drawn at build time, and for print."""

import json

import vl_convert

from widgets.charts import look, palette

STILL_WIDTH = 640


def _filled(sheet, spec, values):
    rows = sheet.rows(values)
    names = {name for name in rows if json.dumps(name) in json.dumps(spec)}
    config = {**look.config(), "background": palette.PAPER}
    return {**spec, "width": STILL_WIDTH, "datasets": {n: rows[n] for n in names}, "config": config}


def still(sheet) -> str:
    """The figure at its starting point as SVG, one drawing after another."""
    drawn = [
        vl_convert.vegalite_to_svg(json.dumps(_filled(sheet, spec, sheet.start))) for spec in sheet.specs()
    ]
    return "".join(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1) for svg in drawn)


def png(sheet, values) -> bytes:
    """The first panel at `values` as PNG, for print."""
    return vl_convert.vegalite_to_png(json.dumps(_filled(sheet, sheet.specs()[0], values)), scale=1)
