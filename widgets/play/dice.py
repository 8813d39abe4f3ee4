"""Draws that come out the same in Python and on a page: the same seed, the same game."""

_MASK = 0xFFFFFFFF


def dice(seed: int):
    """Numbers from 0 to below 1, without end: mulberry32, of T. Ettinger (2017), public domain.

    32 bits of state are plenty for a classroom's draws and identical, bit for bit, in `dice.js`.
    """
    state = int(seed) & _MASK
    while True:
        state = (state + 0x6D2B79F5) & _MASK
        mixed = ((state ^ state >> 15) * (state | 1)) & _MASK
        mixed ^= (mixed + ((mixed ^ mixed >> 7) * (mixed | 61))) & _MASK
        yield (mixed ^ mixed >> 14) / 2**32


def round_seed(seed: int, number: int) -> int:
    """The seed of round `number` (from 0): what was drawn in one round does not depend on moves in another."""
    return (int(seed) + 0x9E3779B9 * number) & _MASK


def pick(chances, drawn: float) -> int:
    """Index of the one of `chances` into which `drawn` falls; one that is 0 is never taken."""
    total, last = 0.0, 0
    for index, chance in enumerate(chances):
        if chance <= 0:
            continue
        total, last = total + chance, index
        if drawn < total:
            return index
    return last
