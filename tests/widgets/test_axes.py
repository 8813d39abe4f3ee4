"""Axes: what stands at their ticks."""

import pytest

from widgets.charts.look import x_axis, y_axis


@pytest.mark.parametrize("axis", [x_axis, y_axis])
def test_an_axis_without_a_format_has_none(axis):
    """An empty format is one: Vega then writes a tick of 10 as 1e+1."""
    assert "format" not in (axis("years", domain=[0, 50]).to_dict().get("axis") or {})
    assert axis("chance", form=".0%").to_dict()["axis"]["format"] == ".0%"
