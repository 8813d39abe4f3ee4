"""Players: what they are called in a picture, and their colours, the same in every figure."""

from widgets.charts import palette

PLAYERS = {"R": "Russia", "U": "Ukraine", "W": "the West", "G": "the guarantor", "M": "the mediator"}


def name_within(player):
    return PLAYERS.get(player, player)


def name_of(player):
    name = " ".join(
        name_within(player).split()
    )  # Vega-Lite copies titles into strings that hold no line break
    return name[:1].upper() + name[1:]


def colour_of(player: str) -> str:
    """The colour of a player, the same in every figure."""
    return {"R": palette.RUSSIA, "U": palette.UKRAINE, "W": palette.WEST, "G": palette.WEST}.get(
        player, palette.ACCENT
    )
