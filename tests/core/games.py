"""Games of the literature, typed in as trees: published equilibria are what the tests compare with."""

import sympy

from models import Again, Chance, End, Model, Move, Offer, Parameter, at_least, greater

HALF, THIRD = sympy.Rational(1, 2), sympy.Rational(1, 3)


def toy(*parameters, slug="toy"):
    """A model with these parameters on [0, 1] (name, default), or Parameter objects."""
    rows = [p if isinstance(p, Parameter) else Parameter(p[0], p[1], low=0, high=1) for p in parameters]
    return Model(slug, slug.capitalize(), rows)


def horse(first, second, third, belief=None):
    """Selten's horse (R. Selten 1975, figure 1): `first`, `second`, `third` are the chances of C, c and L."""
    model = toy()
    pay = lambda *numbers: End(dict(zip("123", numbers, strict=True)))  # noqa: E731
    beliefs = [None, None] if belief is None else [belief, 1 - belief]
    left = Move("3", "3", [("L", third, pay(3, 2, 2)), ("R", None, pay(0, 0, 0))], belief=beliefs[0])
    right = Move("3", "3", [("L", third, pay(4, 4, 0)), ("R", None, pay(0, 0, 1))], belief=beliefs[1])
    two = Move("2", "2", [("c", second, pay(1, 1, 1)), ("d", None, right)])
    return model.tree("horse", Move("1", "1", [("C", first, two), ("D", None, left)]))


def poker(bluff=THIRD, call=1 - THIRD):
    """R. B. Myerson (1991), Game Theory, figure 2.2: a red or black card; Fred raises or folds, Rose meets or passes."""
    model = toy()

    def rose(card):
        win = 2 if card == "red" else -2
        return Move("Rose", "after a raise", [
            ("meet", call, End({"Fred": win, "Rose": -win})),
            ("pass", None, End({"Fred": 1, "Rose": -1})),
        ])  # fmt: skip

    def fred(card, chance):
        stake = 1 if card == "red" else -1
        return Move(
            "Fred",
            card,
            [("raise", chance, rose(card)), ("fold", None, End({"Fred": stake, "Rose": -stake}))],
        )

    return model.tree(
        "poker", Chance([("red", HALF, fred("red", 1)), ("black", HALF, fred("black", bluff))], "card")
    )


def beer_quiche(weak, strong, duel_beer, duel_quiche, belief):
    """I.-K. Cho and D. M. Kreps (1987): breakfasts of the weak (1/10) and the strong (9/10); chances of beer and of
    a duel after each breakfast; `belief`: that the sender is weak after the breakfast that nobody takes."""
    model = toy()

    def watcher(kind, meal):
        liked = (kind == "strong") == (meal == "beer")
        duel, mind = (duel_beer if meal == "beer" else duel_quiche), belief if kind == "weak" else 1 - belief
        return Move("B", f"after {meal}", [
            ("duel", duel, End({"A": int(liked), "B": int(kind == "weak")})),
            ("leave", None, End({"A": 2 + int(liked), "B": int(kind == "strong")})),
        ], belief=mind)  # fmt: skip

    def eater(kind, beer):
        return Move(
            "A", kind, [("beer", beer, watcher(kind, "beer")), ("quiche", None, watcher(kind, "quiche"))]
        )

    tenth = sympy.Rational(1, 10)
    return model.tree(
        "beer", Chance([("weak", tenth, eater("weak", weak)), ("strong", None, eater("strong", strong))])
    )


def ultimatum(strict=False, offer=None, **options):
    """A names what B gets; B takes `least` or more (more than `least`, if `strict`), and has `least` otherwise."""
    model = toy(("least", 0.37))
    (least,) = model.symbols()
    x = sympy.Symbol("x", real=True)
    accepts = greater(x, least) if strict else at_least(x, least)
    answer = Move("B", "answer", [
        ("accept", accepts, End({"A": 1 - x, "B": x}, result="deal")),
        ("refuse", None, End({"A": 0, "B": least}, result="none")),
    ])  # fmt: skip
    plays = [(least if offer is None else offer, 1)]
    return model.tree("ultimatum", Offer("A", "offer", x, 0, 1, 0.1, plays, answer, **options))


def repeated(paid="share"):
    """A offers a share of 1; if B refuses, the same again a day later, worth `delta` as much (B can get nothing else)."""
    model = toy(("delta", 0.9))
    (delta,) = model.symbols()
    v_A, v_B = model.outcome("v_A", 1 - 0 * delta), model.outcome("v_B", 0 * delta)
    x = sympy.Symbol("x", real=True)
    again = Again({"A": delta * v_A, "B": delta * v_B if paid == "share" else delta}, weight=delta)
    answer = Move(
        "B",
        "answer",
        [("accept", at_least(x, delta * v_B), End({"A": 1 - x, "B": x})), ("refuse", None, again)],
    )
    return model.tree(
        "repeated", Offer("A", "offer", x, 0, 1, 0.1, [(0, 1)], answer), values={"A": "v_A", "B": "v_B"}
    )


def in_then_a():
    """A is Out for 1, or In and then a for 2 or b for 0; the profile Out, b: no single change at the root pays."""
    model = toy()
    again = Move("A", "later", [("a", 0, End({"A": 2})), ("b", 1, End({"A": 0}))])
    return model.tree("in", Move("A", "first", [("In", 0, again), ("Out", 1, End({"A": 1}))]))
