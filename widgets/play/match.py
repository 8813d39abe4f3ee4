"""One match: a round walked from its root to an end, one decision at a time. `match.js` is its twin on the page."""

from dataclasses import dataclass, field

import numpy as np

from widgets.play.dice import dice, pick, round_seed

TINY = 1e-9


@dataclass(frozen=True)
class Scope:
    """Where the model stands at a node: `point`, and the values there of the tree's expressions and of the round's."""

    point: dict
    values: list
    extras: list


@dataclass(frozen=True)
class Option:
    """One thing that can be done: a `label`, or a number `value`; `chance` by the strategy met."""

    label: str | None
    value: float | None
    chance: float
    node: dict
    variable: str | None = None

    @property
    def name(self):
        return self.label if self.label is not None else self.value


class Game:
    """A round at the game chosen first (`chosen` is {} where there is none to choose)."""

    def __init__(self, reading, chosen=None):
        self.reading, self.round, self.told = reading, reading.round, reading.symbols
        self.chosen = dict(chosen or {})
        blank = dict.fromkeys(self.told.offers, np.asarray(np.nan))
        self.first = self.scope({**blank, **reading.point(self.chosen)})
        self._below = {}

    def scope(self, point) -> Scope:
        model, told = self.reading.model, self.told
        expressions = [*told.expressions, *self.reading.extras]
        values = [float(value) for value in model.values_at(point, expressions)]
        return Scope(point, values[: len(told.expressions)], values[len(told.expressions) :])

    def moved(self, scope, values) -> Scope:
        """`scope` with some of its parameters or offers at `values`."""
        key = id(scope), tuple(values.items())
        if key not in self._below:
            point = {**scope.point, **{name: np.asarray(value) for name, value in values.items()}}
            self._below[key] = scope, self.scope(point)  # the outer one is kept: its id is the key
        return self._below[key][1]

    def enter(self, node, scope) -> Scope:
        if "let" not in node or node.get("again"):
            return scope
        return self.moved(scope, {name: scope.values[k] for name, k in node["let"].items()})

    def options(self, node, scope) -> list[Option]:
        """What can be done at a chance or a move, with the chances that are met there; of an offer what is played."""
        values, without = scope.values, self.round.without
        script = self.reading.against.get(node.get("information_set"))
        if node["kind"] == "offer":
            named = [(values[p["value"]], values[p["chance"]]) for p in node["plays"]]
            none = node["none"]
            if script is not None:
                named = [(scope.extras[v], scope.extras[c]) for label, v, c in script if label is None]
            found = [Option(None, v, c, node["node"], node["variable"]) for v, c in named if c > TINY]
            if none and none["label"] not in without:
                chance = values[none["probability"]]
                if script is not None:
                    chance = sum(scope.extras[c] for label, _, c in script if label == none["label"])
                found.append(Option(none["label"], None, chance, none["node"]))
            return found
        moves = [move for move in node["moves"] if node["kind"] == "chance" or move["label"] not in without]
        chances = {move["label"]: values[move["probability"]] for move in moves}
        if node["kind"] == "chance" and node["key"] in self.round.given:
            chances = {label: float(label == self.round.given[node["key"]]) for label in chances}
        elif script is not None:
            chances = dict.fromkeys(chances, 0.0) | {label: scope.extras[c] for label, _, c in script}
        return [Option(move["label"], None, chances[move["label"]], move["node"]) for move in moves]

    def below(self, option, scope) -> Scope:
        return scope if option.value is None else self.moved(scope, {option.variable: option.value})

    @staticmethod
    def set_key(node, offers):
        """The information set at which `node`'s player is: as stated, and the numbers seen."""
        seen = [f"{name}={value!r}" for name, value, hidden in offers if node["player"] not in hidden]
        return " | ".join([node["information_set"], *seen])

    def span(self, node, scope):
        """(low, high, step) of an offer."""
        return tuple(scope.values[node[what]] for what in ("low", "high", "step"))

    def check(self):
        """ValueError where strategies met are none: chances below 0 or that do not add up to 1, moves left out."""
        waiting = [(self.told.root, self.first)]
        while waiting:
            node, scope = waiting.pop()
            scope = self.enter(node, scope)
            if node["kind"] == "end":
                continue
            options = self.options(node, scope)
            where = node.get("information_set") or node["key"]
            if not options:
                raise ValueError(f"`without` leaves no move at {where!r}")
            mine = node.get("player") == self.round.role
            total = sum(option.chance for option in options)
            low = min(option.chance for option in options)
            if not mine and (abs(total - 1) > 1e-6 or low < -TINY):
                listed = ", ".join(f"{option.name} {option.chance:.4g}" for option in options)
                raise ValueError(f"the chances at {where!r} must be 0 or more and add up to 1; got {listed}")
            if mine and len(options) < 1:
                raise ValueError(f"nothing is left to do at {where!r}")
            if node["kind"] == "offer":
                low, high, _ = self.span(node, scope)
                options = [o for o in options if o.value is None]
                for value in (low, high):
                    options.append(Option(None, value, 0, node["node"], node["variable"]))
            waiting += [(option.node, self.below(option, scope)) for option in options]


@dataclass
class Event:
    """What happened: `key|label` or `key|#`, by whom (None: chance), at which information set."""

    key: str
    player: str | None
    where: str
    label: str | None
    value: float | None
    variable: str | None
    knew: tuple = ()

    @property
    def name(self):
        return f"{self.key}|{'#' if self.label is None else self.label}"


@dataclass(frozen=True)
class Last:
    """The reader's last decision: where, what, and how much what follows counts and was got before."""

    key: str
    name: object
    weight: float
    gained: float
    root: Scope


@dataclass
class Match:
    """A match that stops wherever one of `people` decides, and otherwise draws from `dice`."""

    game: Game
    draw: object
    people: tuple
    history: list = field(default_factory=list)
    choices: list = field(default_factory=list)
    payoffs: dict | None = None
    result: str = ""

    @classmethod
    def begin(cls, game, seed, number=0, people=None):
        stream = dice(round_seed(seed, number))
        match = cls(game, lambda: next(stream), tuple(people or (game.round.role,)))
        players = game.reading.tree.players
        match.gained, match.weight = dict.fromkeys(players, 0.0), dict.fromkeys(players, 1.0)
        match.times, match.last, match.root, match.offers = 0, None, game.first, ()
        match._stand(game.told.root, game.first)
        match._run()
        return match

    def _stand(self, node, scope):
        self.node, self.scope = node, self.game.enter(node, scope)

    def options(self):
        return self.game.options(self.node, self.scope)

    def _run(self):
        while self.payoffs is None:
            if self.node["kind"] == "end":
                self._end()
                continue
            options = self.options()
            player = self.node.get("player")
            free = len(options) > 1 or self.node["kind"] == "offer"
            if player in self.people and free:
                return
            self._follow(options[pick([option.chance for option in options], self.draw())])

    def take(self, choice):
        """Do what `choice` names: a label, or a number at an offer."""
        options = self.options()
        if self.node["kind"] == "offer" and not isinstance(choice, str):
            low, high, _ = self.game.span(self.node, self.scope)
            if not low - TINY <= choice <= high + TINY:
                raise ValueError(f"a number from {low:g} to {high:g} can be named; got {choice!r}")
            option = Option(None, float(choice), 0, self.node["node"], self.node["variable"])
        else:
            named = {option.label: option for option in options if option.label is not None}
            if choice not in named:
                raise ValueError(f"{choice!r} is no move here; there are {', '.join(named)}")
            option = named[choice]
        if self.node["player"] == self.game.round.role:
            self.choices.append(option.name)
            key = self.game.set_key(self.node, self.offers)
            self.last = Last(
                key,
                option.name,
                self.weight[self.node["player"]],
                self.gained[self.node["player"]],
                self.root,
            )
        self._follow(option)
        self._run()

    def _follow(self, option):
        node = self.node
        where = node.get("information_set", node["key"])
        self.history.append(Event(node["key"], node.get("player"), where, option.label, option.value, option.variable,
                                  tuple(self.game.told.known.get(where, ()))))  # fmt: skip
        if option.value is not None:
            self.offers = (*self.offers, (option.variable, option.value, node["hidden"]))
        self._stand(option.node, self.game.below(option, self.scope))

    def _end(self):
        node, values = self.node, self.scope.values
        again = node.get("again") and self.times < self.game.round.limit
        pays = node["gained"] if again else node["payoffs"]
        for player in self.gained:
            self.gained[player] += self.weight[player] * values[pays[player]]
        self.result = node.get("result", "")
        if not again:
            self.payoffs = dict(self.gained)
            return
        self.times += 1
        for player in self.weight:
            self.weight[player] *= values[node["weight"][player]]
        let = {name: values[k] for name, k in node["let"].items()}
        self.root = self.game.moved(self.root, let) if let else self.root
        self.history.append(Event("again", None, "again", "again", None, None))
        self.offers = ()
        self._stand(self.game.told.root, self.root)
