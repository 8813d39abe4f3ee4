"""What a tree cannot mean is refused where it is stated, with what is allowed."""

import pytest
import sympy

from models import Again, Chance, End, Model, Move, Offer, Parameter, Tree, at_least, load
from tests.core.games import beer_quiche, toy

x = sympy.Symbol("x", real=True)
DONE = End({"A": 0, "B": 0})


@pytest.fixture
def model():
    model = toy(("p", 0.5), ("q", 0.25))
    model.category("regime", [("war", at_least(model["p"], 0.6))], otherwise="peace")
    return model


def refused(model, root, message, **options):
    with pytest.raises((ValueError, TypeError), match=message):
        model.tree("t", root, **options)


def coin(first, second, chance=0.5, name=""):
    return Chance([("heads", chance, first), ("tails", None, second)], name)


def move(player="A", known="A", chances=(1, 0), labels=("left", "right"), ends=(DONE, DONE), **options):
    return Move(player, known, list(zip(labels, chances, ends, strict=True)), **options)


def offer(node, plays=((0.5, 1),), player="A", known="offer", variable=x, **options):
    return Offer(player, known, variable, 0, 1, 0.1, list(plays), node, **options)


def test_every_end_pays_every_player(model):
    refused(model, move(ends=(DONE, End({"A": 1}))), "the end at 'right' has no payoff for B")
    refused(model, move(ends=(DONE, End({"B": 1}))), "the end at 'right' has no payoff for A")


@pytest.mark.parametrize("chances", [(0.5, 0.4), ("p", "q"), (1.2, -0.2), ("p", "p")])
def test_chances_add_up_to_one_everywhere(model, chances):
    root = Chance([("heads", chances[0], DONE), ("tails", chances[1], DONE)])
    refused(model, root, r"add up to|no probability")


def test_chances_that_add_up_at_the_default_only_are_refused(model):
    refused(model, coin(DONE, DONE, chance=2 * model["p"]), "no probability")


def test_nodes_of_one_information_set_are_alike(model):
    refused(model, coin(move(), move("B")), "belongs to one player")
    refused(model, coin(move(), move(labels=("left", "up"))), "same moves at both")
    refused(model, coin(move(), move(chances=(0, 1))), "plays the same at both")
    refused(model, coin(move(), offer(DONE, known="A")), "stand a Move and an Offer")
    refused(model, coin(move(belief=1), move()), "belief is stated at .* and none at")


@pytest.mark.parametrize("later", ["A later", "A"])
def test_a_player_who_would_forget_is_refused(model, later):
    refused(model, move(ends=(move(known=later), move(known=later))), "perfect recall")


def test_who_would_forget_what_it_knew_is_refused(model):
    knows = lambda known: move(known=known, ends=(move(known="later"), DONE))  # noqa: E731
    refused(model, coin(knows("heads"), knows("tails")), "perfect recall")


def test_a_strategy_names_no_offer_that_was_not_seen(model):
    answer = Move("B", "B", [("yes", at_least(x, 0.5), DONE), ("no", None, DONE)])
    refused(model, offer(answer, hidden=["B"]), "rests on x, which B does not see")
    assert model.tree("seen", offer(answer)).players == ("A", "B")


def test_a_strategy_names_no_hidden_number_through_a_definition(model):
    doubled = model.outcome("doubled", 2 * model["q"])
    answer = Move("B", "B", [("yes", at_least(doubled, 0.5), DONE), ("no", None, DONE)])
    refused(model, offer(answer, variable="q", hidden=["B"]), "rests on q, which B does not see")


def test_a_strategy_names_no_card_that_was_not_seen(model):
    # the same expression at both nodes, and another value at each
    seen = lambda: Move("A", "A", [("left", "p", DONE), ("right", None, DONE)])  # noqa: E731
    heads, tails = seen(), Move("A", "A", [("left", "p", DONE), ("right", None, DONE)], let={"p": 0.9})
    refused(model, coin(heads, tails), "names what A does not know")
    card = Chance([("heads", 0.5, seen(), {"p": 0.1}), ("tails", 0.5, seen(), {"p": 0.9})])
    refused(model, card, "names what A does not know")


def test_beliefs_after_what_a_player_did_itself_follow_from_its_own_earlier_ones(model):
    def root(belief):
        later = lambda share: move("A", "later", belief=share)  # noqa: E731
        first = lambda share: move("A", "first", chances=(0, 1), ends=(later(share), DONE))  # noqa: E731
        return coin(first(belief), first(1 - belief), chance=0.3)

    refused(model, root(0.5), "contradict its own earlier ones .* 0.3, 0.7")
    assert model.tree("follows", root(0.3)).at().beliefs() == {"first": [0.3, 0.7], "later": [0.3, 0.7]}


def test_beliefs_are_probabilities_and_there_where_nothing_else_follows():
    with pytest.raises(ValueError, match="no probability|no probabilities"):
        beer_quiche(1, 1, 0, 1, belief=1.5)
    model = toy(("p", 0.5))
    sender = lambda kind: move("A", kind, chances=(0, 1), ends=(move("B", "after left"), DONE))  # noqa: E731
    refused(model, coin(sender("weak"), sender("strong")), "state `belief` at its nodes")


def test_an_unreached_set_below_one_node_is_believed_as_played_there(model):
    second = lambda: move("B", "B", chances=(1, 0))  # noqa: E731
    both = move("A", "A", chances=(0.25, 0.75), ends=(second(), second()))
    assert model.tree("t", coin(both, DONE, chance=0)).at().beliefs()["B"] == [0.25, 0.75]


def test_symbols_are_the_models_own(model):
    refused(model, End({"A": sympy.Symbol("p")}), "another symbol called p")
    refused(model, End({"A": sympy.Symbol("z", real=True)}), "uses z, which is neither")
    refused(model, End({"A": "pp"}), "has no 'pp'|defines no 'pp'")
    refused(model, End({"A": x}), "uses x, which is neither")
    refused(model, End({"A": model["regime"]}), "a word")
    refused(model, End({"A": at_least(model["p"], 0.5)}), "a condition; a number is needed")
    refused(model, End({"A": sympy.I}), "no real number")
    refused(model, End({"A": 1 / (model["p"] - model["p"])}), "no real number")


def test_let_sets_parameters_within_their_domain(model):
    refused(model, End({"A": 1}, let={"regime": 1}), "sets 'regime', which is no parameter")
    refused(model, End({"A": "p"}, let={"p": 1.5}), r"p stands at 1.5 in a branch, outside \[0, 1\]")
    refused(model, End({"A": "p"}, let={"p": 2 * model["p"]}), "p stands at .* outside")
    menu = Model("menu", "Menu", [Parameter("kind", "a", choices=("a", "b"))])
    refused(menu, End({"A": 1}, let={"kind": "c"}), "it is one of 'a', 'b'")
    with pytest.raises(ValueError, match="both have a `let`"):
        Chance([("only", 1, End({"A": 1}, let={"p": 0}), {"p": 1})])


def test_offers_are_numbers_that_can_be_named(model):
    refused(model, offer(DONE, plays=[(1.5, 1)]), "does not lie between 0 and 1")
    refused(model, offer(DONE, plays=[(0.5, 0.5)]), "add up to")
    refused(model, Offer("A", "A", x, 1, 0, 0.1, [(0.5, 1)], DONE), "cannot be named")
    refused(model, offer(DONE, variable="regime"), "what the model computes")
    refused(model, offer(DONE, variable=sympy.Symbol("p")), "another symbol than the parameter")
    refused(model, offer(offer(DONE, known="second")), "offered already above")
    refused(model, offer(DONE, hidden=["C"]), "no player of the tree")
    with pytest.raises(ValueError, match="knows the number it names"):
        offer(DONE, hidden=["A"])
    with pytest.raises(ValueError, match="neither which numbers are played nor"):
        offer(DONE, plays=[])


def test_nodes_are_well_formed():
    with pytest.raises(ValueError, match="two moves called 'left'"):
        move(labels=("left", "left"))
    with pytest.raises(ValueError, match="no moves"):
        Chance([])
    with pytest.raises(TypeError, match="must lead to"):
        Chance([("a", 1, 3)])
    with pytest.raises(TypeError, match="a branch is"):
        Chance([("a", DONE)])
    with pytest.raises(TypeError, match="player"):
        Move("", "set", [("a", 1, DONE)])
    with pytest.raises(ValueError, match="needs a payoff"):
        End({})
    with pytest.raises(ValueError, match="gets no payoff there"):
        Again({"A": 1}, gained={"C": 1})


def test_plays_names_a_category_whose_values_are_the_moves(model):
    choices = [("war", DONE), ("peace", DONE)]
    tree = model.tree("t", Move("A", "A", choices, plays="regime"))
    chances = lambda **values: [m["probability"] for m in tree.at(**values).to_dict()["root"]["moves"]]  # noqa: E731
    assert chances(p=0.7) == [1, 0] and chances(p=0.2) == [0, 1]
    with pytest.raises(ValueError, match="must be the values of regime"):
        model.tree("u", Move("A", "A", [("war", DONE)], plays="regime"))
    with pytest.raises(ValueError, match="no category of the model"):
        model.tree("v", Move("A", "A", choices, plays="p"))


def test_names_and_claims(model):
    model.tree("t", DONE)
    refused(model, DONE, "stated twice")
    with pytest.raises(ValueError, match="'C' is no player"):
        model.tree("u", DONE, values={"C": "p"})
    with pytest.raises(ValueError, match="'deal' is no result"):
        model.tree("u", DONE, results={"deal": "p"})
    with pytest.raises(TypeError, match="the root is"):
        model.tree("u", 3)
    refused(load("venue"), DONE, "build your own")
    assert Tree(load("venue"), "own", DONE).name not in load("venue").trees


def test_a_tree_stands_where_it_is_claimed(model):
    tree = model.tree("t", End({"A": "p"}), requires=[(at_least(model["p"], 0.4), "p must be at least 0.4")])
    assert tree.at(p=0.4).payoffs() == {"A": 0.4}
    for ask in (tree.at, tree.regret, tree.walk, tree.efg):
        with pytest.raises(ValueError, match="does not hold here: p must be at least 0.4"):
            ask(p=0.3)
    with pytest.raises(TypeError, match="no parameter 'pp'"):
        tree.at(pp=1)
    with pytest.raises(ValueError, match="one point"):
        tree.at(p=[0.4, 0.5])
    with pytest.raises(ValueError, match="must hold somewhere"):
        model.tree("never", DONE, requires=[(at_least(model["p"], 2), "never")])
