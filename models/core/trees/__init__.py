"""Games in extensive form, stated once in a model's own symbols.

>>> import sympy
>>> from models import Chance, End, Model, Move, Offer, Parameter, at_least
>>> model = Model("toy", "Toy", [Parameter("least", 0.3, low=0, high=1)])
>>> (least,) = model.symbols()
>>> x = sympy.Symbol("x", real=True)
>>> answer = Move("B", "B answers", [
...     ("accept", at_least(x, least), End({"A": 1 - x, "B": x}, result="deal")),
...     ("refuse", None, End({"A": 0, "B": least})),
... ])
>>> tree = model.tree("ultimatum", Offer("A", "A offers", x, 0, 1, 0.1, [(least, 1)], answer))
>>> tree.regret()
{'A': 0.0, 'B': 0.0}

Statement
    `nodes`: `Chance`, `Move`, `Offer`, `End`, `Again`. Probabilities are numbers, expressions, conditions (1 where
    they hold), names of outcomes, or None in one branch (what is left to 1). A node's `let={parameter: value}`
    puts the model at other values from there down: the chain of definitions runs again, nothing is substituted. An
    expression in `let` is taken at the values outside it; the payoffs, chances and beliefs of the node itself at the
    values inside. The number of an `Offer` is known below it by its symbol; an offer of a parameter acts as a `let`.
    A strategy is what its expression gives at the values that hold at the node; it must come out the same at all
    nodes of an information set. `belief` is used only where Bayes' rule says nothing.

    `model.tree(name, root, requires=[(condition, words)], values={player: outcome}, results={result: outcome},
    doc="…")`: `requires` is the part of the box on which the tree is claimed; `values` and `results` name what the model calls
    a player's expected payoff and the chance of the ends of one `result`: walking the tree must give the same.

At a point: `tree.at(**values).to_dict()`
    {"players": [name, …],
     "beliefs": {information set: [probability of each of its nodes, depth first]},
     "root": node}
    node = {"kind": "chance", "name", "moves": [{"label", "probability", "node"}]}
         | {"kind": "move", "player", "information_set", "set", "moves": [{"label", "probability", "node"}]}
         | an Offer: the same with "offer" (the variable) and "step"; each move of the grid has its number as "value"
           too, ascending; the move `none` comes last, without "value"
         | {"kind": "end", "payoffs": {player: float}, "result" if named}
         | an Again: the same with "again": True, "gained" and "weight" {player: float}, "let" {parameter: float}
    "set" is the information set as stated. "information_set" adds the offers that its player has seen
    ("answers | x=0.3"), so that nodes with one "information_set" are just those the player cannot tell apart.
    A grid holds low, low + step, …, high, the equilibrium offers, every number at which a reply below changes, and
    the numbers one step on either side of it.

In symbols: `tree.page()`
    {"name", "doc", "players", "requires": [{"condition", "words"}], "values": {player: expression},
     "results": {result: expression}, "root": node, "expressions": [every expression below, each once]}
    node = as above, but every number is a SymPy expression in parameters, definitions and offers above
         ("probability", "payoffs", "belief" where stated), "let": {parameter: expression} where there is one
         (a menu: the index of its choice), and an Offer is one node:
           {"kind": "offer", "player", "information_set", "variable": name, "parameter": bool, "low", "high", "step",
            "plays": [{"value", "chance"}], "thresholds": [expression], "hidden": [players who do not see it],
            "none": {"label", "probability", "node"} or None, "node"}
    To walk it: hold a table of parameter values. At a node with "let", evaluate these expressions with the table
    (for an Again, only when starting over), put the results into a copy of it, and compute the definitions anew
    from the copy; everything else of the node, and all below it, is evaluated there. At an offer of a number, set
    its variable in the same way: among the parameters if "parameter" is true, else as one more symbol. A value in
    "plays" whose chance is 0 may be nan.

Rooms: `nodes` (statement), `places` (reading it in its model), `checks` (what cannot be meant), `points` and
`thresholds` (numbers and grids), `walking` (payoffs, beliefs, gains), `export`, `strategic`, `symbolic`, `tree`.
"""

from models.core.trees.nodes import Again, Chance, End, Move, Offer
from models.core.trees.tree import Tree, TreeAt

__all__ = ["Again", "Chance", "End", "Move", "Offer", "Tree", "TreeAt"]
