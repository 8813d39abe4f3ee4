"""Game trees that a model states, as pictures that follow the sliders.

Two forms from one data set: from left to right where there is room, and one line a node, indented, on a phone. The
page takes the second below a width that depends on the tree (`usermeta`, see picture.js).
"""

import altair as alt

from models.core.trees import Tree
from widgets.charts import palette
from widgets.charts.look import chart
from widgets.charts.payoffs import quoted
from widgets.charts.players import colour_of, name_of, name_within
from widgets.recipes import DrawnTree, Rows
from widgets.recipes.symbols import symbols
from widgets.words.names import no_such, read_model

COLUMN = 46  # pixels of a column of payoffs in the narrow form
INDENT = 15  # pixels a level there
MOST = 720  # a picture beside its sliders is hardly wider
HALO = dict(stroke=palette.PAPER, strokeWidth=3, strokeJoin="round")  # keeps words readable on lines


def game_tree(
    model, tree=None, *, name="tree", height=None, scale=(1, ""), labels=None, words=None, units=None
):
    """A game tree of a model: chances on branches, the equilibrium thick, payoffs at the ends.

    Parameters
    ----------
    model : Model or str
    tree : str or Tree
        One of the model's trees by its name; left out where the model has one only.
    name : str
        Of its data sets, unique in the figure.
    height : int, optional
        Of the wide form; left out, by the number of ends.
    scale : (factor, unit)
        How payoffs are told: (100, "points").
    labels : mapping
        Player → what it is called.
    words : mapping
        Move, chance, offer → what it is called.
    units : mapping
        Offer → (factor, unit) of its numbers; left out, those of `scale` (of a parameter, 1).

    Returns
    -------
    (recipes, chart)
        For `Figure(data=[*recipes, …], charts=[chart, …])`. Thick branches are taken where the game gets there, the
        play itself is in full ink, dashed lines tie the nodes of an information set, an offer is drawn as a fan with
        its equilibrium offers and one deviation. The table of plotted values says the same in words; at one point
        `model.trees[tree].at().words()` does.

    Raises
    ------
    ValueError, TypeError
        For a tree that the model does not have, or names that the tree does not.

    Examples
    --------
    >>> recipes, drawing = game_tree("bargaining_range", "U_proposes", scale=(100, "points"))
    >>> [recipe.name for recipe in recipes]
    ['tree', 'tree_marks']
    """
    model = read_model(model, "game_tree")
    if tree is None:
        if len(model.trees) != 1:
            raise ValueError(
                f"{model.slug} has {len(model.trees)} trees ({', '.join(model.trees) or 'none'}): name one"
            )
        tree = next(iter(model.trees))
    if isinstance(tree, str):
        if tree not in model.trees:
            raise ValueError(f"{model.slug}: {no_such(tree, 'tree', model.trees)}")
        tree = model.trees[tree]
    if not isinstance(tree, Tree) or tree.model is not model:
        raise TypeError(f"game_tree takes the name of a tree of {model.slug} or such a Tree; got {tree!r}")
    labels, words, units = dict(labels or {}), dict(words or {}), dict(units or {})
    for player in labels:
        if player not in tree.players:
            raise ValueError(f"game_tree: {no_such(player, 'player', tree.players)}")
    layout = _Layout(tree, labels, words)
    factor = {offer: float(units[offer][0]) if offer in units else 1.0 if offer in model.parameters else float(scale[0])
              for offer in layout.told.offers}  # fmt: skip
    unit = f", {scale[1]}" if scale[1] else ""
    heads = {
        "after": "what happened", "who": "who moves then", "says": None, "label": "last move or number",
        "taken": "chance of the move",
        "played": "chance of getting there",
        **{f"pays_{player}": f"payoff of {labels.get(player, name_within(player))}{unit}" for player in tree.players},
        **dict.fromkeys(("x", "y", "x0", "y0", "xm", "ym", "u", "v", "u0", "v0", "root", "end", "mover", "number", "risky")),
    }  # fmt: skip
    rows = DrawnTree(name, tree, layout.places, float(scale[0]), factor, heads)
    marks = Rows(f"{name}_marks", layout.marks, dict.fromkeys(layout.marks[0]))
    narrow = _narrow(rows, marks, layout, tree.players)
    below = 100 * layout.depth + 70 * len(tree.players) + 40  # pixels that the wide form needs
    if below > MOST:
        return [rows, marks], narrow
    wide = _wide(rows, marks, layout, tree.players, height)
    spec = narrow.to_dict()
    slim = {key: value for key, value in spec.items() if key not in ("$schema", "config")}
    wide.usermeta = {"below": below, "narrow": slim}
    return [rows, marks], wide


class _Layout:
    """Where each node stands, in both forms; depth first, as `DrawnTree` walks."""

    def __init__(self, tree, labels, words):
        self.told, self.labels, self.words = symbols(tree), labels, words
        self.places, self.marks, self.sets = [], [], {}
        self.leaves, self.depth = 0, 0
        self._place(self.told.root, None, ("", False, False), 0, "", ())
        for spots in self.sets.values():
            for one, other in zip(spots, spots[1:], strict=False):
                left = min(one["u"], other["u"])
                self._mark("tie", x=one["x"], y=one["y"], x2=other["x"], y2=other["y"], u=left, v=one["v"], u2=left,
                           v2=other["v"])  # fmt: skip
                for node in (one, other):
                    if node["u"] > left:
                        self._mark("step", u=left, v=node["v"], u2=node["u"], v2=node["v"])
        self.rows = len(self.places)
        for k, player in enumerate(tree.players):
            called = labels.get(player, name_of(player))
            self._mark("head", words=called.removeprefix("The ").removeprefix("the "), column=k)

    def _mark(self, kind, **fields):
        blank = dict(x=0.0, y=0.0, x2=0.0, y2=0.0, u=0, v=0.0, u2=0, v2=0.0, words="", column=0)
        self.marks.append({"kind": kind, **blank, **fields})

    def word(self, text):
        return self.words.get(text, text)

    def _place(self, node, parent, branch, depth, after, seen):
        says, number, risky = branch
        self.depth = max(self.depth, depth)
        kind, mover = node["kind"], node.get("player")
        chance = "" if node.get("key", "").startswith("chance ") else self.word(node.get("key", ""))
        who = self.labels.get(mover, name_of(mover)) if mover else "" if kind == "end" else chance or "chance"
        row = {
            "after": after, "says": says, "number": number, "risky": risky, "root": parent is None, "end": kind == "end",
            "who": who, "mover": mover or "",
            "x": float(depth), "u": depth, "v": -float(len(self.places)),
        }  # fmt: skip
        self.places.append(row)
        children = self._children(node)
        if not children:
            row["y"] = -self.leaves - 0.5
            self.leaves += 1
        else:
            if mover:
                key = (node["information_set"], *(s for s in seen if mover not in s[2]))
                self.sets.setdefault(str(key), []).append(row)
            ys, way = [], f"{after}, " if after else ""
            for k, (inner, text, is_number, is_risky) in enumerate(children):
                told = seen
                if is_number:
                    told = (*seen, (node["variable"], k, tuple(node["hidden"])))
                step = f"{who}: {text or self.word(node.get('variable', ''))}"
                shown = f"{self.word(node['variable'])} = " if is_number else text
                ys.append(
                    self._place(inner, row, (shown, is_number, is_risky), depth + 1, way + step, told)["y"]
                )
            row["y"] = (ys[0] + ys[-1]) / 2
            if kind == "offer":
                numbers = [y for y, child in zip(ys, children, strict=True) if child[2]]
                for edge in (max(numbers) + 0.4, min(numbers) - 0.4):
                    self._mark("fan", x=row["x"], y=row["y"], x2=row["x"] + 1, y2=edge)
        row["parent"] = parent
        if parent is None:
            self._finish()
        return row

    def _children(self, node):
        """(node, words, whether a number, whether its chance is always told)."""
        risky = node["kind"] == "chance"
        found = [(move["node"], self.word(move["label"]), False, risky) for move in node.get("moves", ())]
        if node["kind"] == "offer":
            found = [(node["node"], "", True, False) for _ in range(len(node["plays"]) + 1)]
            if node["none"]:
                found.append((node["none"]["node"], self.word(node["none"]["label"]), False, False))
        return found

    def _finish(self):
        for row in self.places:
            parent = row.pop("parent", None) or row
            rise = row["y"] - parent["y"]
            along = (
                0.66 if rise > 0 else 0.44 if rise < 0 else 0.55
            )  # where the label ends, starts, or stands
            row |= {"x0": parent["x"], "y0": parent["y"], "u0": parent["u"], "v0": parent["v"],
                    "xm": parent["x"] + along, "ym": parent["y"] + along * rise}  # fmt: skip


SAYS = ("datum.says + (datum.number ? datum.label : '') + (isValid(datum.taken) && (datum.risky || (datum.taken > .005 && "
        "datum.taken < .995)) && !datum.root ? ' · ' + format(datum.taken, '.0%') : '')")  # fmt: skip
PLAYED = alt.condition("datum.played > 1e-9", alt.value(palette.INK), alt.value(palette.MUTED))
THICK = alt.condition("datum.taken > 1e-9", alt.value(3.2), alt.value(1))


def _wide(rows, marks, layout, players, height):
    column = 0.45 + 0.05 * layout.depth
    x_scale = alt.Scale(domain=[-0.35, layout.depth + 0.12 + column * len(players)], nice=False)
    y_scale = alt.Scale(domain=[-layout.leaves, 0.9], nice=False)
    x = lambda field="x": alt.X(f"{field}:Q", axis=None, scale=x_scale)  # noqa: E731
    y = lambda field="y": alt.Y(f"{field}:Q", axis=None, scale=y_scale)  # noqa: E731
    tall = height or 38 * layout.leaves + 40
    nodes, lines = chart(rows, tall), chart(marks, tall)
    beside = alt.expr("datum.y > datum.y0 ? 'right' : datum.y < datum.y0 ? 'left' : 'center'")
    drawn = [
        _of(lines, "fan").mark_rule(color=palette.MUTED, strokeDash=[1, 3], opacity=0.8).encode(
            x=x(), y=y(), x2="x2:Q", y2="y2:Q"),
        _of(lines, "tie").mark_rule(color=palette.INK, strokeDash=[4, 4], strokeWidth=1.3).encode(
            x=x(), y=y(), x2="x2:Q", y2="y2:Q"),
        nodes.transform_filter("!datum.root").mark_rule().encode(
            x=x("x0"), y=y("y0"), x2="x:Q", y2="y:Q", color=PLAYED, size=THICK),
        nodes.transform_filter("!datum.root").transform_calculate(text=SAYS).mark_text(
            align=beside, dy=-8, fontSize=11.5, **HALO).encode(
            x=x("xm"), y=y("ym"), text="text:N"),
        nodes.transform_filter("!datum.root").transform_calculate(text=SAYS).mark_text(
            align=beside, dy=-8, fontSize=11.5).encode(x=x("xm"), y=y("ym"), text="text:N", color=PLAYED),
        nodes.transform_filter("!datum.end").mark_point(filled=True, size=70, opacity=1).encode(
            x=x(), y=y(), color=_by_mover(players)),
        *(nodes.transform_filter("!datum.end").mark_text(
            align="center", dy=17, fontWeight="bold", fontSize=11.5, **halo).encode(x=x(), y=y(), text="who:N")
          for halo in (HALO, {})),
    ]  # fmt: skip
    for k, player in enumerate(players):
        at = layout.depth + column * (k + 1)
        place = alt.X(datum=at, type="quantitative", axis=None, scale=x_scale)
        drawn += [
            nodes.transform_filter("datum.end").transform_calculate(text=_pay(player)).mark_text(
                align="right", color=colour_of(player)).encode(x=place, y=y(), text="text:N"),
            _of(lines, "head").transform_filter(f"datum.column == {k}").mark_text(
                align="right", color=colour_of(player), fontWeight="bold", fontSize=11.5).encode(
                x=place, y=alt.Y(datum=0.5, type="quantitative", axis=None, scale=y_scale), text="words:N"),
        ]  # fmt: skip
    return alt.layer(*drawn)


def _narrow(rows, marks, layout, players):
    x_scale = alt.Scale(domain=[0, 20], range=[8, 8 + 20 * INDENT], nice=False)
    y_scale = alt.Scale(domain=[-layout.rows + 0.4, 1.6], nice=False)
    x = lambda field="u": alt.X(f"{field}:Q", axis=None, scale=x_scale)  # noqa: E731
    y = lambda field="v": alt.Y(f"{field}:Q", axis=None, scale=y_scale)  # noqa: E731
    tall = 21 * (layout.rows + 1)
    nodes, lines = chart(rows, tall), chart(marks, tall)
    room = alt.expr(f"width - (datum.end ? {COLUMN * len(players)} : 0) - {INDENT} * datum.u - 18")
    what = f"(datum.root ? '' : {SAYS}) + (datum.end ? '' : (datum.root ? '' : ' → ') + datum.who)"
    drawn = [
        _of(lines, "tie").mark_rule(color=palette.INK, strokeDash=[4, 4], strokeWidth=1.3, xOffset=-5, x2Offset=-5).encode(
            x=x(), y=y(), x2="u2:Q", y2="v2:Q"),
        _of(lines, "step").mark_rule(color=palette.INK, strokeDash=[4, 4], strokeWidth=1.3, xOffset=-5, yOffset=-4,
                                     y2Offset=-4).encode(x=x(), y=y(), x2="u2:Q"),
        nodes.transform_filter("!datum.root").mark_rule().encode(
            x=x("u0"), y=y("v0"), y2="v:Q", color=alt.value(palette.MUTED), size=alt.value(1)),
        nodes.transform_filter("!datum.root").mark_rule().encode(
            x=x("u0"), y=y("v"), x2="u:Q", color=PLAYED, size=THICK),
        nodes.transform_filter("!datum.end").mark_point(filled=True, size=55, opacity=1).encode(
            x=x(), y=y(), color=_by_mover(players)),
        nodes.transform_calculate(text=what).mark_text(align="left", dx=8, fontSize=11.5, limit=room, **HALO).encode(
            x=x(), y=y(), text="text:N"),
        nodes.transform_calculate(text=what).mark_text(align="left", dx=8, fontSize=11.5, limit=room).encode(
            x=x(), y=y(), text="text:N", color=PLAYED),
    ]  # fmt: skip
    for k, player in enumerate(players):
        back = -COLUMN * (len(players) - 1 - k) - 2
        drawn += [
            nodes.transform_filter("datum.end").transform_calculate(text=_pay(player)).mark_text(
                align="right", dx=back, color=colour_of(player), fontSize=11.5).encode(
                x=alt.value("width"), y=y(), text="text:N"),
            _of(lines, "head").transform_filter(f"datum.column == {k}").mark_text(
                align="right", dx=back, color=colour_of(player), fontWeight="bold", fontSize=11, limit=COLUMN - 3).encode(
                x=alt.value("width"), y=alt.Y(datum=1.1, type="quantitative", axis=None, scale=y_scale), text="words:N"),
        ]  # fmt: skip
    return alt.layer(*drawn)


def _by_mover(players):
    """Colour of whoever moves at a node; chance is grey."""
    return alt.Color("mover:N", legend=None, scale=alt.Scale(
        domain=["", *players], range=[palette.MUTED, *map(colour_of, players)]))  # fmt: skip


def _pay(player):
    field = f"datum[{quoted(f'pays_{player}')}]"
    return f"isValid({field}) ? format({field}, '.3~r') : ''"


def _of(lines, kind):
    return lines.transform_filter(f"datum.kind == '{kind}'")
