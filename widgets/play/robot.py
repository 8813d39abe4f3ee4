"""A reader who is none: plays rounds to the end, the same in Python as on the page for the same seed."""

from widgets.play import reply
from widgets.play.match import Game, Match

POLICIES = {"random": reply.random_choice, "equilibrium": reply.equilibrium_choice}


def robot(made, seed=0, policy="random") -> list[Match]:
    """Play all rounds of `made` (what `widgets.play` returned, or a `Play`) by a policy; one finished match a round.

    `policy` is "random" (any move, any number of the steps), "equilibrium", or a function from a `Match` to a label
    or a number. Draws and choices come from the round's own dice. A game chosen first is drawn likewise.
    """
    choose = POLICIES.get(policy, policy)
    if not callable(choose):
        raise ValueError(f"policy is one of {', '.join(POLICIES)} or a function; got {policy!r}")
    made = getattr(made, "_play", made)
    games, found = {}, []
    for number, reading in enumerate(made.readings):
        chosen = {}
        if reading.games:
            chosen = reading.games[(seed + number) % len(reading.games)][1]
        key = id(reading), tuple(chosen.items())
        if key not in games:
            games[key] = Game(reading, chosen)
        match = Match.begin(games[key], seed, number)
        while match.payoffs is None:
            match.take(choose(match))
        found.append(match)
    return found
