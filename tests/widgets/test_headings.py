"""Columns of the plotted values have the words of the picture, not the names of fields."""

import models
from tests.widgets import toys
from widgets import Rows, chart, dot, game_tree, payoff_matrix, x_axis
from widgets.words.headings import headings


def shown(charts, data):
    """Data set → heading of each column that is shown."""
    return {
        name: {field: words for field, words in heads.items() if words}
        for name, heads in headings([c.to_dict() for c in charts], data).items()
    }


def test_axes_name_the_fields_drawn_along_them():
    figure = toys.growth_figure(toys.growth())
    heads = shown(figure.charts, figure.data)
    assert heads["path"]["step"] == "step" and heads["path"]["y"] == "share"
    assert heads["curve"] == {"x": "share", "y": "next share", "series": "curve", "label": "region"}
    assert heads["here"]["x"] == "share"  # a layer without titles stands on the axes of its neighbour


def test_bars_say_where_they_begin_and_end():
    bars = Rows("bars", [{"from": 0, "to": 1, "who": "both"}], {"who": "accepted by"})
    drawing = chart(bars).mark_bar().encode(x=x_axis("share", "from"), x2="to:Q") + dot(bars, "from", "to")
    heads = shown([drawing], [bars])["bars"]
    assert (heads["from"], heads["to"], heads["who"]) == ("share, from", "share, to", "accepted by")


def test_what_only_places_a_mark_is_left_out():
    data, drawing = game_tree("bargaining_range", "U_proposes")
    heads = headings([drawing.to_dict()], data)["tree"]
    assert {"x", "y", "x0", "y0", "u", "v"} <= {name for name, words in heads.items() if words is None}
    assert heads["pays_R"] == "payoff of Russia"


def test_a_matrix_names_its_players():
    cells, drawing = payoff_matrix(models.load("security_guarantees"), "attack")
    heads = headings([drawing.to_dict()], [cells])["matrix"]
    assert heads["row"] == "Russia" and heads["column_payoff"] == "payoff of the guarantor"
