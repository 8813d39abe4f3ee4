"""Results as short codes: what was chosen and scored, round by round, for a class's figures. `codes.js` writes them.

    venue-alone.7.0=20.1=25.k3f

A code is the play's name, its seed, one part for each round, and three letters by which a mistyped one is told.
A round is its choices, joined by commas, `=`, and the score in the units of the play. A choice is the place of a move in
its list (0, 1, …), a number with `n` before it, or the game chosen first with `g` before it; a decimal point is `p`, a
minus `m`.
"""

import re
from dataclasses import dataclass

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"m?\d+(p\d+)?$")


@dataclass(frozen=True)
class Result:
    """One reader's play: its name, its seed, and for each round the choices and the score.

    A choice is an int (the place of a move), a float (a number named), or ("game", n).
    """

    name: str
    seed: int
    choices: tuple
    scores: tuple


def check_letters(text: str) -> str:
    total = 7
    for letter in text:
        total = (total * 31 + ord(letter)) % 46656
    return "".join(_LETTERS[total // 36**k % 36] for k in (2, 1, 0))


def write_number(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return ("0" if text in ("-0", "") else text).replace("-", "m").replace(".", "p")


def read_code(code: str) -> Result:
    """Read a result code. ValueError says what is wrong with it."""
    if not isinstance(code, str):
        raise TypeError(f"a code is text; got {code!r}")
    body, _, last = code.strip().rpartition(".")
    parts = body.split(".")
    if len(parts) < 3 or not parts[1].isdigit():
        raise ValueError(f"{code!r} is no result code: it looks like 'name.7.0=20.1=25.k3f'")
    if check_letters(body) != last:
        raise ValueError(f"{code!r} was mistyped or is not whole: its last letters do not fit the rest")
    name, seed, *rounds = parts
    choices, scores = [], []
    for text in rounds:
        left, equals, score = text.partition("=")
        if not equals or not _NUMBER.match(score):
            raise ValueError(f"{code!r}: a round is choices and a score, such as '0,n0p4=72'; got {text!r}")
        choices.append(tuple(_choice(choice, code) for choice in left.split(",") if choice))
        scores.append(_number(score))
    return Result(name, int(seed), tuple(choices), tuple(scores))


def _choice(text, code):
    if text.isdigit():
        return int(text)
    if text[0] == "n" and _NUMBER.match(text[1:]):
        return _number(text[1:])
    if text[0] == "g" and text[1:].isdigit():
        return "game", int(text[1:])
    raise ValueError(f"{code!r}: {text!r} is no choice")


def _number(text):
    return float(text.replace("m", "-").replace("p", "."))
