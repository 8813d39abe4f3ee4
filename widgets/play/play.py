"""`play`: a game to be played, on a page without a kernel, in Jupyter, and on paper."""

import json
import os
import re

from markupsafe import Markup

from models.core.model import Model
from widgets.page import PAGE
from widgets.play import reading, rules, sending
from widgets.play.rounds import Round
from widgets.words.names import read_model

TALLIES = ("average", "move", "path", None)


class Play:
    """A play as it was stated and read: `readings` are its rounds one by one, `stated` each kind once."""

    def __init__(self, model, rounds, name, title, tally, closing, two):
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
            raise ValueError(
                f"play: name is small letters, digits, - and _, as it stands in a link; got {name!r}"
            )
        rounds = [rounds] if isinstance(rounds, Round) else list(rounds)
        if not rounds or not all(isinstance(entry, Round) for entry in rounds):
            raise TypeError("play: rounds is a list of widgets.Round, at least one")
        if tally not in TALLIES:
            raise ValueError(f"play: tally is one of {', '.join(map(repr, TALLIES))}; got {tally!r}")
        self.model, self.name, self.id = model, name, f"play-{name}"
        self.title, self.tally, self.two = title or "Play it", tally, bool(two)
        self.closing = sending.read_closing(closing)
        known = {}
        self.stated = [reading.read(model, entry, known) for entry in rounds]
        self.readings = [each for each in self.stated for _ in range(each.round.repeat)]
        if two and len({each.tree.players for each in self.stated}) > 1:
            raise ValueError("play: two at one screen need the same players in every round")

    def html(self) -> str:
        from widgets.page.markup import TEMPLATES

        data = json.dumps(sending.payload(self), ensure_ascii=False, allow_nan=False).replace("</", "<\\/")
        return TEMPLATES.get_template("play.html").render(
            play=self, rules=rules.rules(self), payload=Markup(data)
        )

    def words(self) -> str:
        """The rules as plain text, for print."""
        return rules.in_words(self)


class PagePlay:
    """A play on a page without a kernel (and its rules in print)."""

    def __init__(self, made):
        self._play = made

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self._play.html(), "text/plain": self._play.words()}


def play(model: Model | str, rounds, *, name="game", title="", tally="average", closing="", two=False):
    """Play a game of a model: against the computer, or two at one screen.

    Parameters
    ----------
    model : Model or str
    rounds : list of Round
        What is played, in order.
    name : str
        By which a link and a result code know it: `#play-<name>=seed:7` gives the same draws again.
    title : str
        A line above it.
    tally : "average", "move", "path" or None
        What is told after the last round: the reader's average beside what the equilibrium and the best reply bring;
        with "move" also what each first choice is worth; with "path" how often each way was gone; None: nothing.
    closing : str, or list of (least average, sentence)
        The last word; of several the first whose average, in the round's units, was reached. The last may be a
        sentence alone.
    two : bool
        Offer *two at one screen*: every player is a reader, and the screen is passed on.

    Returns
    -------
    PagePlay or JupyterPlay
        In Jupyter a widget whose `results` holds the code of the last play (`widgets.play.read_code`), on a page
        the same without a kernel; in print the rules.

    Raises
    ------
    TypeError, ValueError
        Where a round names what its tree does not have, or cannot be meant; the message says what is allowed.

    Examples
    --------
    Two places, five rounds without a signal (lesson `venue`):

    >>> alone = Round("venues", "R", dict(b_R=.25, b_U=.25, j_R=-.5, j_U=-.5), without=["Jerusalem"], repeat=4,
    ...               labels={"R": "Side 1", "U": "Side 2"}, words={"Belarus": "my place", "Poland": "their place"},
    ...               scale=(100, "points"))
    >>> game = play("venue", [alone], name="alone", tally="move")
    """
    model = read_model(model, "play")
    made = Play(model, rounds, name, title, tally, closing, two)
    if os.environ.get(PAGE):
        return PagePlay(made)
    from widgets.jupyter.play import JupyterPlay

    return JupyterPlay(made)
