"""The colours of the book, once. Colour-blind readers can tell them apart: tests/widgets/test_palette.py measures it.

Charts are written with the light colours; in dark mode each is replaced by its partner in `DARK`.
"""

RUSSIA = "#b8500a"
UKRAINE = "#0072b2"
WEST = "#00795a"
ACCENT = "#8f4a7e"
INK = "#1f2328"
MUTED = "#59636e"
GRID = "#d9dee4"
PAPER = "#ffffff"

# Fills of regions, in the order in which categories appear.
REGIONS = ("#78bee2", "#f0a868", "#8ecaa9", "#bb91b7", "#eddc75", "#b9bfc7", "#9398df", "#cfa280")
FRAMED = "#fff8dc"  # cells of a matrix: every player's colour stays readable on it
LINES = (UKRAINE, RUSSIA, WEST, ACCENT, "#8d7d28", "#4457b4")

DARK = {
    RUSSIA: "#f0904f",
    UKRAINE: "#5cb3e6",
    WEST: "#3fc79f",
    ACCENT: "#d99ac8",
    FRAMED: "#3a3410",
    "#8d7d28": "#d8c84a",
    "#4457b4": "#8c9cff",
    INK: "#e6e9ec",
    MUTED: "#a5adb5",
    GRID: "#3a4149",
    PAPER: "#171b20",
    "#78bee2": "#256592",
    "#f0a868": "#753600",
    "#8ecaa9": "#045842",
    "#bb91b7": "#5d2f5c",
    "#eddc75": "#756818",
    "#b9bfc7": "#4e5861",
    "#9398df": "#41429a",
    "#cfa280": "#6e4e30",
}
