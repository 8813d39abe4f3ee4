"""Small models and figures such as a student might write."""

import numpy as np
from sympy import Piecewise

from models import Model, Parameter, at_least
from widgets import Figure, Path, Rows, Sweep, dot, lines, x_axis, y_axis


def growth() -> Model:
    """A share that grows by its own logistic law, with a menu that damps it."""
    model = Model(
        "growth",
        "Logistic growth",
        [
            Parameter("x", 0.2, low=0, high=1, step=0.05, label="share"),
            Parameter("r", 2.0, low=0, high=4, step=0.25, label="rate"),
            Parameter("brake", "off", choices=("off", "on"), label="brake"),
        ],
    )
    x, r, _ = model.symbols(*model.parameters)
    braked = model.chosen("brake", "on")

    factor = model.let("factor", Piecewise((0.5, braked), (1, True)))
    following = model.outcome("x_next", factor * r * x * (1 - x), label="next share")
    model.outcome("grows", at_least(following, x), label="it grows")
    model.category("regime", [("up", at_least(following, x))], otherwise="down")
    model.require(x + r <= 4.5, "x and r must not add up to more than 4.5")
    model.preset("A_fast", "A textbook value", x=0.5, r=3.5)
    return model


def growth_figure(model, **changes) -> Figure:
    """Its path over twelve steps and the map of one step."""
    path = Path("path", 12, {"x": "x_next"}, {"share": model["x"], "next share": "x_next"})
    curve = Sweep("curve", "x", {"next share": "x_next"})
    here = Rows("here", [{"x": model["x"], "y": model["x_next"], "regime": model["regime"], "note": "here"}])
    given = {
        "name": "path",
        "title": "The share over time",
        "sliders": ["x", "r", "brake"],
        "charts": [
            lines(path, x_axis("step", "step"), y_axis("share")),
            lines(curve, x_axis("share"), y_axis("next share")) + dot(here),
        ],
        "data": [path, curve, here],
        "readout": {
            "up": "From {x:.2f} it rises to {x_next:.2f}.",
            "down": "From {x:.2f} it falls to {x_next:.2f}.",
        },
        "alt": "A line of shares over twelve steps, and the curve of one step.",
    }
    return Figure(**{**given, **changes})


def counted() -> Model:
    """A whole number, an open domain, and a category with more values than a map has colours."""
    model = Model(
        "counted",
        "Counted",
        [
            Parameter("n", 3, low=1, high=9, integer=True),
            Parameter("p", 0.5, low=0, high=1),
            Parameter("q", 0.5, low=0.1, high=2, step=0.1, domain="(0, inf)"),
        ],
    )
    n, p, q = model.symbols("n", "p", "q")
    share = model.outcome("share", p**n)
    model.category(
        "regime", [(f"band_{k}", at_least(share, k / 10)) for k in range(9, 0, -1)], otherwise="band_0"
    )
    model.category("side", [("above", at_least(p, q))], otherwise="below")
    return model


def rooted() -> Model:
    """A model with an outcome that has no closed form: the root of x = cos(k x)."""
    model = Model(
        "rooted",
        "A root",
        [Parameter("k", 1.0, low=0.5, high=2, step=0.1), Parameter("scale", 1.0, low=0.5, high=3, step=0.5)],
    )
    _, scale = model.symbols()

    def root(k):
        low, high = np.zeros_like(k), np.ones_like(k)
        for _ in range(60):
            middle = (low + high) / 2
            above = middle > np.cos(k * middle)
            low, high = np.where(above, low, middle), np.where(above, middle, high)
        return [(low + high) / 2]

    (fixed,) = model.numerical(["fixed"], root, ["k"], method="bisection, 60 halvings", tolerance=1e-12)
    model.outcome("scaled", scale * fixed)
    model.category("regime", [("high", at_least(scale * fixed, 1))], otherwise="low")
    return model
