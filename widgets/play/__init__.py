"""Games to be played. Data runs one way: `rounds` (statement) → `reading` (in the model) → `symbols` and `sending` (what
the page gets), `rules` (what paper gets); `match`, `reply` and `dice` walk a round in Python as the page does, for tests
and robots; `codes` are results.

`widgets.play(model, rounds=[…])` is the function of that name; this package is called by it.
"""

import sys
from types import ModuleType

from widgets.play.codes import Result, read_code
from widgets.play.dice import dice
from widgets.play.play import Play, play
from widgets.play.robot import robot
from widgets.play.rounds import Round

__all__ = ["Play", "Result", "Round", "dice", "play", "read_code", "robot"]


class _Callable(ModuleType):
    """So that `widgets.play(…)` plays and `widgets.play.read_code` reads."""

    def __call__(self, *args, **kwargs):
        return play(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
