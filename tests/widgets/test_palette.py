"""The colours can be read on what they stand on, and told apart, by colour-blind readers too."""

from itertools import combinations

import numpy as np
import pytest

from widgets.charts import palette

PLAYERS = (palette.RUSSIA, palette.UKRAINE, palette.WEST, palette.ACCENT)
TEXT = (*PLAYERS, palette.INK, palette.MUTED)
THEMES = {"light": lambda colour: colour, "dark": palette.DARK.__getitem__}
# Machado, Oliveira and Fernandes (2009), severity 1: linear RGB as seen without one kind of cone.
SIGHT = {
    "all cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}  # fmt: skip
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
APART = 10  # CIE 1976 colour difference; about 2 is just noticeable side by side


def linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """Contrast ratio of WCAG 2."""
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    x, y, z = np.cbrt(TO_XYZ @ np.clip(rgb, 0, 1) / TO_XYZ.sum(axis=1))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_paper_and_in_framed_cells(theme):
    shown = THEMES[theme]
    for colour in TEXT:
        for ground in (palette.PAPER, palette.FRAMED):
            assert contrast(shown(colour), shown(ground)) >= 4.5, (colour, ground)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colours", [palette.LINES, palette.REGIONS], ids=["lines", "regions"])
@pytest.mark.parametrize("sight", SIGHT)
def test_colours_that_stand_side_by_side_can_be_told_apart(theme, colours, sight):
    seen = {colour: lab(SIGHT[sight] @ linear(THEMES[theme](colour))) for colour in colours}
    for one, other in combinations(colours, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= APART, (one, other)
