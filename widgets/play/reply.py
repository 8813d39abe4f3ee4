"""What a round is worth on average: by the equilibrium, by the best reply to the opponent met, by each move.

The round is laid out with every offer of the reader on a grid (its steps, its ends, the equilibrium offers, the
stated thresholds, the numbers named), chance and the others as they are met. The best reply goes backward over the
reader's information sets; with perfect recall each rests on later ones only. `reply.js` is its twin on the page.
"""

from dataclasses import dataclass

from widgets.play.match import TINY

MOST = 400  # numbers of one grid


@dataclass(eq=False)
class Leaf:
    pays: float


@dataclass(eq=False)
class Fork:
    """A node of the layout: for the reader's, `key` is its information set; `options` are (name, chance, child)."""

    key: str | None
    options: list
    first: bool = False
    reach: float = 0.0


class Layout:
    """The round from `root` on for its role. `named` are numbers that the reader named somewhere."""

    def __init__(self, game, named=(), root=None):
        self.game, self.role, self.named = game, game.round.role, sorted(set(named))
        self.sets, self._chosen, self._values = {}, {}, {}
        self.root = self._lay(game.told.root, root or game.first, (), 1.0, True)

    def _lay(self, node, scope, offers, reach, first):
        game = self.game
        scope = game.enter(node, scope)
        if node["kind"] == "end":
            return Leaf(scope.values[node["payoffs"][self.role]])
        mine = node.get("player") == self.role
        fork = Fork(game.set_key(node, offers) if mine else None, [], first and mine, reach)
        if mine:
            self.sets.setdefault(fork.key, []).append(fork)
        options = self._spread(node, scope) if mine and node["kind"] == "offer" else game.options(node, scope)
        for option in options:
            seen = offers
            if option.value is not None:
                seen = (*offers, (option.variable, option.value, node["hidden"]))
            chance = 1.0 if mine else option.chance
            if chance <= TINY:
                continue
            child = self._lay(
                option.node, game.below(option, scope), seen, reach * chance, first and not mine
            )
            fork.options.append((option.name, option.chance, child))
        return fork

    def _spread(self, node, scope):
        """All numbers of the reader's grid, with the chance that the equilibrium names them."""
        from widgets.play.match import Option

        game, values = self.game, scope.values
        low, high, step = game.span(node, scope)
        step = max(step, (high - low) / MOST)
        numbers = [low + k * step for k in range(int((high - low) / step + 1e-9) + 1)] + [high, *self.named]
        numbers += [values[k] for k in node["thresholds"]]
        played = game.options(node, scope)
        kept = {option.value: option.chance for option in played if option.value is not None}
        for number in numbers:
            if low - TINY <= number <= high + TINY and not any(abs(number - k) <= TINY for k in kept):
                kept[number] = 0.0
        found = [Option(None, v, c, node["node"], node["variable"]) for v, c in sorted(kept.items())]
        return found + [option for option in played if option.value is None]

    # -- what it is worth ------------------------------------------------------------------------------------

    def equilibrium(self, fork=None) -> float:
        """The role's average where it, too, plays the equilibrium of this game."""
        fork = fork or self.root
        if isinstance(fork, Leaf):
            return fork.pays
        return sum(chance * self.equilibrium(child) for _, chance, child in fork.options if chance > TINY)

    def best(self) -> float:
        """The most that the role can have on average against the opponent met."""
        return self._value(self.root)

    def _value(self, fork):
        if isinstance(fork, Leaf):
            return fork.pays
        if fork not in self._values:
            if fork.key is None:
                value = sum(chance * self._value(child) for _, chance, child in fork.options)
            else:
                best = self._best(fork.key)
                value = next(self._value(child) for name, _, child in fork.options if name == best)
            self._values[fork] = value
        return self._values[fork]

    def _best(self, key):
        if key not in self._chosen:
            worth = self.worth(key)
            self._chosen[key] = max(worth, key=worth.get)
        return self._chosen[key]

    def worth(self, key) -> dict:
        """What each choice at an information set is worth on average there, going on best."""
        forks = self.sets[key]
        reach = [fork.reach for fork in forks]
        weights = [r / sum(reach) for r in reach] if sum(reach) > 0 else [1 / len(forks)] * len(forks)
        found = {}
        for fork, weight in zip(forks, weights, strict=True):
            for name, _, child in fork.options:
                found[name] = found.get(name, 0.0) + weight * self._value(child)
        return found

    def at(self, key, name) -> float:
        """`worth` of one choice; a number stands for the nearest of the grid."""
        worth = self.worth(key)
        if name in worth:
            return worth[name]
        numbers = [other for other in worth if not isinstance(other, str)]
        return worth[min(numbers, key=lambda number: abs(number - name))]

    def openings(self) -> dict:
        """First information sets → chance of getting there."""
        found = {}
        for key, forks in self.sets.items():
            if forks[0].first:
                found[key] = sum(fork.reach for fork in forks)
        return found


def score(match) -> float:
    """The reader's score of a finished match: as drawn, or (`score="mean"`) what its last choice was worth."""
    game, role = match.game, match.game.round.role
    if game.round.score == "drawn" or match.last is None:
        return match.payoffs[role]
    last = match.last
    named = [choice for choice in match.choices if not isinstance(choice, str)]
    return last.gained + last.weight * Layout(game, named, last.root).at(last.key, last.name)


def compared(game, named=(), games=()) -> tuple[float, float]:
    """(what the equilibrium brings, what the best reply to the opponent met brings); with a game chosen first the
    best is that over all `games`."""
    layout = Layout(game, named)
    return layout.equilibrium(), max([layout.best(), *(Layout(other).best() for other in games)])


def random_choice(match):
    """A choice at random, by the match's own dice: any move, any number of the steps."""
    options = match.options()
    if match.node["kind"] != "offer":
        return options[int(match.draw() * len(options))].label
    low, high, step = match.game.span(match.node, match.scope)
    count = int((high - low) / step + 1e-9) + 1
    none = [option.label for option in options if option.label is not None]
    k = int(match.draw() * (count + len(none)))
    return low + k * step if k < count else none[0]


def equilibrium_choice(match):
    """What the equilibrium does here, drawn by the match's own dice."""
    from widgets.play.dice import pick

    options = match.options()
    return options[pick([option.chance for option in options], match.draw())].name
