"""The colours of the book, once: Okabe and Ito's palette, which colour-blind readers can tell apart.

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
REGIONS = ("#7fb8dc", "#f0a868", "#7fcab0", "#d6a3c6", "#e8d873", "#b9bec5", "#9a9be0", "#c7a17f")
LINES = (UKRAINE, RUSSIA, WEST, ACCENT, "#7a6a00", "#4f5bb5")

DARK = {
    RUSSIA: "#f0904f",
    UKRAINE: "#5cb3e6",
    WEST: "#3fc79f",
    ACCENT: "#d99ac8",
    "#7a6a00": "#d8c84a",
    "#4f5bb5": "#9aa4f0",
    INK: "#e6e9ec",
    MUTED: "#a5adb5",
    GRID: "#3a4149",
    PAPER: "#171b20",
    "#7fb8dc": "#1f5f8a",
    "#f0a868": "#8f4b12",
    "#7fcab0": "#146650",
    "#d6a3c6": "#6f3a62",
    "#e8d873": "#6e6210",
    "#b9bec5": "#4d555e",
    "#9a9be0": "#41429a",
    "#c7a17f": "#6b4c2f",
}
