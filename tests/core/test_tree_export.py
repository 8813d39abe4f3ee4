"""What leaves a tree: the plain structure, symbols for a page, words, Gambit's file, nashpy's matrix."""

import importlib.util
import io
import json
import re
from fractions import Fraction

import numpy as np
import pytest
import sympy

from models import Again, Chance, End, Move, Offer, Parameter, at_least, load
from models.core.expressions import cases
from tests.core import games
from tests.support import pure_equilibria

x, y = sympy.symbols("x y", real=True)

# -- Gambit ----------------------------------------------------------------------------------------------------


class Reader:
    """A small reader of Gambit's .efg format (version 2), written from its description and from nothing of ours."""

    def __init__(self, text):
        self.tokens = re.findall(r'"(?:\\.|[^"\\])*"|[{}]|[^\s{},"]+', text)
        assert [self.take() for _ in range(3)] == ["EFG", "2", "R"]
        self.title, self.players = self.text(), self.block()
        if self.tokens[0].startswith('"'):
            self.take()
        self.root = self.node()
        assert not self.tokens

    def take(self):
        return self.tokens.pop(0)

    def text(self):
        token = self.take()
        assert token[0] == token[-1] == '"', token
        return re.sub(r"\\(.)", r"\1", token[1:-1])

    def block(self, read=None):
        assert self.take() == "{"
        found = []
        while self.tokens[0] != "}":
            found.append((read or self.text)())
        self.take()
        return found

    def number(self):
        return Fraction(self.take())

    def node(self):
        kind, _ = self.take(), self.text()
        if kind == "t":
            outcome, name = int(self.take()), self.text()
            return {"kind": kind, "outcome": outcome, "name": name, "payoffs": self.block(self.number)}
        player = int(self.take()) if kind == "p" else 0
        number = int(self.take())
        known = self.text()
        moves = self.block(
            (lambda: (self.text(), self.number())) if kind == "c" else (lambda: (self.text(), None))
        )
        assert self.take() == "0"  # no outcome at an inner node
        return {"kind": kind, "player": player, "set": (player, number), "name": known, "moves": moves,
                "nodes": [self.node() for _ in moves]}  # fmt: skip

    def payoffs(self, chances, node=None):
        """Expected payoffs under `chances`: information set → probabilities."""
        node = node or self.root
        if node["kind"] == "t":
            return np.array([float(payoff) for payoff in node["payoffs"]])
        weights = [p for _, p in node["moves"]] if node["kind"] == "c" else chances[node["name"]]
        if node["kind"] == "c":
            assert sum(weights) == 1  # exactly, as fractions
        return sum(
            float(w) * self.payoffs(chances, child)
            for w, child in zip(weights, node["nodes"], strict=True)
            if w
        )

    def sets(self, node=None):
        node = node or self.root
        if node["kind"] == "p":
            yield node["set"], node["name"], tuple(label for label, _ in node["moves"])
        for child in node.get("nodes", ()):
            yield from self.sets(child)


BOOK = [("bargaining_range", "U_proposes", {}), ("deterrence", "crisis", {}),
        ("deterrence", "crisis", {"p_R_resolute": 0.37}),
        ("venue", "mediated", {}), ("sanctions", "threat", {}), ("shifting_power", "two_periods", {"horizon": "two"}),
        ("security_guarantees", "land", {}),
        ("private_information", "screening", {"types": "two_type", "phi": 0.31})]  # fmt: skip


def profile(node, found=None):
    """Information set → equilibrium chances, read off the plain structure."""
    found = {} if found is None else found
    if node["kind"] == "move":
        found[node["information_set"]] = [move["probability"] for move in node["moves"]]
    for move in node.get("moves", ()):
        profile(move["node"], found)
    return found


def trees():
    yield games.horse(1, 1, 0, belief=0.25), {}
    yield games.poker(), {}
    yield games.beer_quiche(1, 1, 0, 1, 0.5), {}
    yield games.ultimatum(), {"least": 1 / 3}
    yield from ((load(slug).trees[name], values) for slug, name, values in BOOK)


@pytest.mark.parametrize(
    "tree, values", list(trees()), ids=lambda value: value.name if hasattr(value, "name") else ""
)
def test_a_gambit_file_read_back_is_the_same_game(tree, values):
    here = tree.at(**values)
    file = Reader(here.efg())
    plain = here.to_dict()
    assert file.players == plain["players"]
    paid = dict(zip(file.players, file.payoffs(profile(plain["root"])), strict=True))
    assert paid == pytest.approx(here.payoffs(), abs=1e-9)
    numbers = {}
    for key, name, labels in file.sets():
        assert numbers.setdefault(key, (name, labels)) == (
            name,
            labels,
        )  # one number, one set, one list of moves
    assert len({name for name, _ in numbers.values()}) == len(numbers) == len(plain["beliefs"])


@pytest.mark.parametrize("tree, values", [(games.horse(1, 1, 0, belief=0.25), {}), (games.poker(), {}),
                                          (games.beer_quiche(1, 1, 0, 1, 0.5), {}), (load("deterrence").trees["crisis"], {})],
                         ids=["horse", "poker", "beer", "crisis"])  # fmt: skip
def test_gambit_itself_reads_the_file_and_confirms_the_profile(tree, values):
    if importlib.util.find_spec("pygambit") is None:  # no requirement of the book; `Reader` above reads the file too
        return
    gambit = importlib.import_module("pygambit")

    here = tree.at(**values)
    game = gambit.read_efg(io.StringIO(here.efg()))
    chosen = game.mixed_behavior_profile(rational=False)
    chances = profile(here.to_dict()["root"])
    for infoset in game.infosets:
        for action, chance in zip(infoset.actions, chances[infoset.label], strict=True):
            chosen[action] = chance
    assert chosen.max_regret() <= 1e-9


def test_rounded_chances_are_put_right_in_the_file():
    third = games.toy().tree("t", Chance([(name, 1 / 3, End({"A": 1e-7})) for name in "abc"]))
    file = Reader(third.efg())
    assert sum(p for _, p in file.root["moves"]) == 1
    assert file.payoffs({}) == pytest.approx([1e-7], rel=1e-12)


def test_quotes_in_names_survive():
    tree = games.toy().tree('the "red" card\\', Move("A", 'say "no"', [('"no"', 1, End({"A": 1}))]))
    file = Reader(tree.efg())
    assert file.title.endswith('the "red" card\\') and file.root["moves"] == [('"no"', None)]


# -- strategic form --------------------------------------------------------------------------------------------


def test_the_matrix_of_the_venues_is_the_models_own():
    model = load("venue")
    for values in ({}, *model.presets.values()):
        ours, stated = model.trees["venues"].game(**values), model.game(**values)
        assert np.allclose(ours.payoff_matrices, stated.payoff_matrices)


def test_the_matrix_of_the_threat_holds_the_models_own_against_a_threat():
    model = load("sanctions")
    here = model.trees["threat"].at()
    rows, columns = here.strategies()["W"], here.strategies()["R"]
    threats = [
        "the West: threaten; the threat is resisted: impose",
        "the West: threaten; the threat is resisted: back down",
    ]
    answers = [next(c for c in columns if c.startswith("a soft Russia is threatened: concede")),
               "a soft Russia is threatened: resist; a soft Russia under sanctions: concede late"]  # fmt: skip
    picked = np.ix_([rows.index(t) for t in threats], [columns.index(a) for a in answers])
    assert np.allclose(here.game().payoff_matrices[0][picked], model.game("threat").payoff_matrices[0])


def test_pure_equilibria_of_a_reduced_form():
    game = games.beer_quiche(1, 1, 0, 1, 0.5).at()
    found = {(game.strategies()["A"][i], game.strategies()["B"][j]) for i, j in pure_equilibria(game.game())}
    watch = "after beer: {}; after quiche: {}".format
    assert found == {("weak: beer; strong: beer", watch("leave", "duel")),
                     ("weak: quiche; strong: quiche", watch("duel", "leave"))}  # fmt: skip


def test_a_reduced_strategy_leaves_out_what_one_prevents_oneself():
    tree = games.in_then_a()
    with pytest.raises(ValueError, match="has 1 players"):
        tree.game()
    later = Move("A", "later", [("a", 1, End({"A": 2, "B": 0})), ("b", 0, End({"A": 0, "B": 0}))])
    other = games.toy().tree("t", Move("A", "first", [
        ("out", 1, End({"A": 1, "B": 0})),
        ("in", 0, Move("B", "B", [("l", 1, later),
                                  ("r", 0, End({"A": 0, "B": -1}))])),
    ]))  # fmt: skip
    assert other.at().strategies()["A"] == ["first: out", "first: in; later: a", "first: in; later: b"]
    assert other.game().payoff_matrices[0].tolist() == [[1, 1], [2, 0], [0, 0]]


def test_three_players_and_long_menus_have_no_matrix():
    with pytest.raises(ValueError, match="3 players"):
        games.horse(1, 1, 0, belief=0.25).game()
    with pytest.raises(ValueError, match="too many for a matrix"):
        games.ultimatum().game()


# -- the plain structure, words, symbols -----------------------------------------------------------------------


def test_the_structure_is_plain_and_beliefs_follow_the_nodes_depth_first():
    plain = games.poker().at().to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["players"] == ["Fred", "Rose"] and plain["root"]["name"] == "card"
    assert plain["beliefs"] == {
        "red": [1],
        "after a raise": [pytest.approx(3 / 4), pytest.approx(1 / 4)],
        "black": [1],
    }
    raised = plain["root"]["moves"][1]["node"]
    assert raised["kind"] == "move" and [m["label"] for m in raised["moves"]] == ["raise", "fold"]
    assert raised["moves"][1]["node"] == {"kind": "end", "payoffs": {"Fred": -1, "Rose": 1}}


def test_let_is_the_same_model_at_other_values_and_is_taken_at_the_values_outside():
    model = games.toy(
        *(
            Parameter(name, value, low=0, high=10, step=0.5, domain="[0, inf)")
            for name, value in (("a", 1), ("b", 2))
        )
    )
    a, b = model.symbols()
    total = model.outcome("total", 10 * a + b)
    inner = End({"A": total}, let={"a": a + b, "b": a})  # both at the values outside: a = 3, b = 1
    tree = model.tree("t", Chance([("same", 0.5, End({"A": total})), ("other", 0.5, inner)]))
    pays = [move["node"]["payoffs"]["A"] for move in tree.at().to_dict()["root"]["moves"]]
    assert pays == [12, 31]
    twice = model.tree(
        "u", Chance([("one", 1, Chance([("two", 1, End({"A": total}), {"a": a + 1})]), {"a": 2 * a})])
    )
    assert twice.at().payoffs() == {"A": 32}  # a = 1 → 2 → 3
    assert model.solve()["total"] == 12


def test_an_offer_of_a_parameter_puts_the_model_there():
    model = games.toy(("p", 0.5), ("c", 0.2))
    p, c = model.symbols()
    worth = model.outcome("worth", cases((1 - p, at_least(p, c)), otherwise=0))
    tree = model.tree("t", Offer("A", "A", "p", 0, 1, 0.1, [(c, 1)],
                                 Move("B", "B", [("yes", at_least(p, c), End({"A": worth, "B": p})),
                                                 ("no", None, End({"A": worth, "B": c}))])))  # fmt: skip
    assert tree.regret(c=0.33) == {"A": pytest.approx(0, abs=1e-9), "B": pytest.approx(0, abs=1e-9)}
    assert tree.at(c=0.33, p=0.9).payoffs() == {"A": pytest.approx(0.67), "B": pytest.approx(0.33)}
    assert tree.page()["root"]["parameter"] is True


def test_the_move_none_and_two_offers_unseen_by_each_other():
    model = games.toy(("least", 0.3))
    (least,) = model.symbols()
    demand = Offer("B", "B demands", y, 0, 1, 0.25, [(0.5, 1)], End({
        "A": cases((x, x + y <= 1 + 1e-9), otherwise=0), "B": cases((y, x + y <= 1 + 1e-9), otherwise=0)}))  # fmt: skip
    tree = model.tree("demands", Offer("A", "A demands", x, 0, 1, 0.25, [(0.5, 1)], demand, hidden=["B"],
                                       none=("leave", None, End({"A": least, "B": 0}))))  # fmt: skip
    assert tree.regret() == {"A": 0, "B": 0}
    assert tree.regret(least=0.8) == {"A": pytest.approx(0.3), "B": 0}
    plain = tree.at().to_dict()
    assert len(plain["beliefs"]["B demands"]) == 5  # one node for each of A's demands, none told apart
    assert plain["root"]["moves"][-1]["label"] == "leave" and "value" not in plain["root"]["moves"][-1]


def test_three_players_at_once():
    # two of three are needed; joining costs 0.4: nobody joins alone, two is an equilibrium, three is not
    def root(*joins):
        def player(k, joined):
            if k == 3:
                return End(
                    {name: int(sum(joined) >= 2) - 0.4 * j for name, j in zip("ABC", joined, strict=True)}
                )
            return Move("ABC"[k], "ABC"[k], [("join", joins[k], player(k + 1, (*joined, 1))),
                                             ("wait", None, player(k + 1, (*joined, 0)))])  # fmt: skip

        return games.toy().tree("t", player(0, ()))

    assert max(root(1, 1, 0).regret().values()) == 0
    assert max(root(0, 0, 0).regret().values()) == 0
    assert root(1, 1, 1).regret() == {name: pytest.approx(0.4) for name in "ABC"}


def test_an_endless_game_starts_over():
    assert max(games.repeated().again().values()) == 0
    assert games.repeated("else").again() == {"A": 0, "B": pytest.approx(0.9)}
    assert max(games.repeated().regret(delta=0.7).values()) <= 1e-9
    model = games.toy(("p", 0.25))
    (p,) = model.symbols()
    worth = model.outcome("worth", 1 - p)  # each round ends with chance 1 − p, then p is half as large
    over = Again({"A": worth / 2 + 1 - p / 2}, gained={"A": worth / 2}, let={"p": p / 2})
    tree = model.tree("t", Chance([("over", 0, over), ("end", 1, End({"A": worth}))]))
    assert tree.again() == {"A": 0}


def test_regret_of_arrays_is_that_of_points():
    tree = games.ultimatum(offer=0.5)
    least = np.array([[0.1, 0.3], [0.5, 0.7]])
    together = tree.regret(least=least)
    assert together["A"].shape == (2, 2)
    for index in np.ndindex(2, 2):
        assert together["A"][index] == pytest.approx(tree.regret(least=least[index])["A"], abs=1e-12)


def test_words_tell_moves_chances_and_what_cannot_be_told_apart():
    words = games.poker().at().words()
    assert words.startswith("Chance decides on card:\n- red, with chance 0.5:")
    assert (
        "Rose moves at “after a raise” (one of 2 nodes that Rose cannot tell apart; believed with 0.75):"
        in words
    )
    assert words.count("End:") == 6


def walked(page, node, model, table, extra=None):
    """Expected payoffs by walking the symbols as a page does: a table of values, scopes, no knowledge of trees."""
    extra = extra or {}
    value = lambda e: float(np.asarray(model.values_at(table | extra, [e])[0]))  # noqa: E731
    if "let" in node and not node.get("again"):
        table = table | {name: value(e) for name, e in node["let"].items()}
    if node["kind"] == "end":
        return np.array([value(node["payoffs"][player]) for player in page["players"]])
    total = np.zeros(len(page["players"]))
    if node["kind"] == "offer":
        for play in node["plays"]:
            if (chance := value(play["chance"])) > 0:
                named = {node["variable"]: value(play["value"])}
                inner = (table | named, extra) if node["parameter"] else (table, extra | named)
                total += chance * walked(page, node["node"], model, *inner)
        moves = [node["none"]] if node["none"] else []
    else:
        moves = node["moves"]
    for move in moves:
        if (chance := value(move["probability"])) > 0:
            total += chance * walked(page, move["node"], model, table, extra)
    return total


@pytest.mark.parametrize("slug, name, values", BOOK)
def test_a_page_that_knows_only_the_symbols_walks_to_the_same_payoffs(slug, name, values):
    model = load(slug)
    tree = model.trees[name]
    page = tree.page()
    table = {p.name: float(p.read(values.get(p.name, p.default))) for p in model.parameters.values()}
    found = dict(zip(page["players"], walked(page, page["root"], model, table), strict=True))
    assert found == pytest.approx(tree.at(**values).payoffs(), abs=1e-9)
    assert len(set(page["expressions"])) == len(page["expressions"])
    assert all(isinstance(expression, sympy.Basic) for expression in page["expressions"])
