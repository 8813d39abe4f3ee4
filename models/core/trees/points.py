"""A tree at a point: every probability and payoff a number, every offer a grid."""

import bisect

import numpy as np

from models.core.trees.nodes import Again, Chance, End, Move
from models.core.trees.thresholds import NEAR, jumps, tidy

TOLERANCE = 1e-9


class Spot:
    """One node of a tree at a point. Children stand in `nodes`, the chance of each in `chances`."""

    __slots__ = ("again", "belief", "chances", "information_set", "kind", "labels", "name", "nodes", "payoffs",
                 "place", "player", "result", "step", "values", "variable")  # fmt: skip

    def __init__(self, kind, place):
        self.kind, self.place = kind, place
        self.labels, self.chances, self.nodes, self.values = (), (), (), None
        self.player = self.information_set = self.belief = self.payoffs = self.again = self.variable = None
        self.name = self.result = ""
        self.step = None

    def walk(self):
        """This spot and all below it, depth first."""
        waiting = [self]
        while waiting:
            spot = waiting.pop()
            yield spot
            waiting.extend(reversed(spot.nodes))


def figure(value) -> str:
    """A number as labels print it: all its digits, since two numbers of a grid may lie close together."""
    return repr(float(value)).removesuffix(".0")


def evaluate(model, title, block, point, shape, only=None):
    """Values of the expressions of `block`: scope → list of arrays of `shape`; and scope → point.

    `only` lists (scope, slot) of those wanted; the others stay None.
    """
    points, found = {}, {}
    for scope in block.scopes:
        here = point if scope.parent is None else points[scope.parent]
        if scope.let:
            here = enter(model, title, here, scope.let)
        points[scope] = here
        slots = (
            range(len(scope.expressions)) if only is None else sorted({s for at, s in only if at is scope})
        )
        found[scope] = [None] * len(scope.expressions)
        if slots:
            values = model.values_at(here, [scope.expressions[slot] for slot in slots])
            for slot, value in zip(slots, values, strict=True):
                found[scope][slot] = np.broadcast_to(np.asarray(value, dtype=float), shape)
    return found, points


def enter(model, title, point, let):
    """`point` with the values of `let`, each expression taken at the values outside."""
    values = model.values_at(point, [expression for _, expression in let])
    return stand(model, title, point, {parameter: v for (parameter, _), v in zip(let, values, strict=True)})


def stand(model, title, point, values):
    """`point` with parameters at `values`; ValueError where that lies outside the domain or breaks a rule."""
    inner = {name: value for name, value in point.items() if name not in model.definitions}
    for parameter, value in values.items():
        value = np.asarray(value, dtype=float)
        if parameter.choices:
            inside = np.isin(value, range(len(parameter.choices)))
        else:
            inside = parameter.domain.contains(value)
        if not np.all(inside):
            wrong = value[~inside].flat[0] if value.ndim else value
            allowed = parameter.domain or ", ".join(parameter.choices)
            raise ValueError(
                f"{title}: {parameter.name} stands at {float(wrong)!r} in a branch, outside {allowed}"
            )
        inner[parameter.name] = value
    for condition, text in model.rules:
        touched = {symbol.name for symbol in condition.free_symbols} & {
            parameter.name for parameter in values
        }
        if touched and not np.all(model.values_at(inner, [condition])[0]):
            raise ValueError(f"{title}: in a branch, {text} does not hold")
    return inner


def pick(point, index):
    """One of the points of `point`, whose arrays have one dimension or none."""
    return {name: (value[index] if np.ndim(value) else value) for name, value in point.items()}


class Builder:
    """Builds the spots of a tree. `fine=False` takes offers at their ends and equilibrium values only.

    `sides` adds the last number before a jump of a reply where no number of the grid stands for it, so that a best
    reply that comes as near to a threshold as one likes is found.
    """

    def __init__(self, model, title, players, fine=True, sides=False):
        self.model, self.title, self.players = model, title, players
        self.fine, self.sides = fine, sides
        self.grids: dict[str, tuple[np.ndarray, float]] = {}
        self._jumps: dict[tuple, list] = {}

    def fail(self, place, text):
        raise ValueError(f"{self.title}: {place.where}: {text}")

    def many(self, root, block, point, shape):
        """The tree at each point of `point`, arrays of one dimension (or at one point, shape ())."""
        found, points = evaluate(self.model, self.title, block, point, shape or (1,))
        for index in range(shape[0] if shape else 1):
            self.grids, self._jumps = {}, {}
            yield self._block(root, block, found, points, index, ())

    def _block(self, root, block, found, points, index, named):
        offers = {}
        for place in block.places:
            if place.block:
                offers.setdefault(self._key(place, named), []).append(place)
        for key, places in offers.items():
            if key not in self.grids:
                self.grids[key] = self._grid(places, found, points, index)
        return self._spot(root, found, points, index, named)

    def _key(self, place, named):
        player = place.node.player
        seen = [f"{o.variable.name}={figure(v)}" for o, v in named if player not in o.node.hidden]
        return place.node.information_set + (" | " + ", ".join(seen) if seen else "")

    def _spot(self, place, found, points, index, named):
        node, values = place.node, found[place.scope]
        number = lambda key: float(values[place.slots[key]][index])  # noqa: E731
        if isinstance(node, End):
            return self._end(place, number)
        spot = Spot("chance" if isinstance(node, Chance) else "move", place)
        if isinstance(node, Chance):
            spot.name = node.name
        else:
            spot.player, spot.information_set = node.player, self._key(place, named)
            spot.belief = number("belief") if "belief" in place.slots else None
        if isinstance(node, (Chance, Move)):
            spot.labels = tuple(label for label, _, _ in node.moves)
            chances = [number(("chance", k)) for k in range(len(node.moves))]
            spot.chances = self._sure(place, chances, spot.labels)
            spot.nodes = tuple(self._spot(child, found, points, index, named) for child in place.children)
            return spot
        return self._offer(spot, place, found, points, index, named, number)

    def _sure(self, place, chances, labels):
        for chance, label in zip(chances, labels, strict=True):
            if not -TOLERANCE <= chance <= 1 + TOLERANCE:
                self.fail(place, f"the chance of {label!r} is {chance}, which is no probability")
        if abs(sum(chances) - 1) > TOLERANCE:
            listed = " + ".join(figure(chance) for chance in chances)
            self.fail(place, f"the chances of {', '.join(map(repr, labels))} add up to {sum(chances):.12g} "
                             f"({listed}), not to 1")  # fmt: skip
        return tuple(min(1.0, max(0.0, chance)) for chance in chances)

    def _end(self, place, number):
        spot = Spot("end", place)
        spot.result = place.node.result
        spot.payoffs = {player: number(("payoff", player)) for player in self.players}
        for player, payoff in spot.payoffs.items():
            if not np.isfinite(payoff):
                self.fail(place, f"{player}'s payoff is {payoff}, and an end needs a number for every player")
        if isinstance(place.node, Again):
            spot.again = {
                "gained": {player: number(("gained", player)) for player in self.players},
                "weight": {player: number(("weight", player)) for player in self.players},
                "let": {key[1]: number(key) for key in place.slots if key[0] == "let"},
            }
        return spot

    def _offer(self, spot, place, found, points, index, named, number):
        node = place.node
        grid, step = self.grids[spot.information_set]
        spot.variable, spot.values, spot.step = place.variable.name, tuple(map(float, grid)), step
        chances = np.zeros(len(grid))
        for k in range(len(node.plays)):
            if (chance := number(("chance", k))) > TOLERANCE:
                chances[int(np.argmin(np.abs(grid - number(("value", k)))))] += chance
        spot.labels = tuple(map(figure, grid))
        spot.nodes = tuple(self._replies(place, points, index, grid, named))
        if node.none:
            spot.labels = (*spot.labels, node.none[0])
            chances = np.append(chances, number("none"))
            spot.nodes = (*spot.nodes, self._spot(place.children[0], found, points, index, named))
        spot.chances = self._sure(place, chances, spot.labels)
        return spot

    def _before(self, place, point):
        """`point` with the definitions that what follows an offer uses, computed once for all its numbers."""
        if place.variable.name in self.model.parameters:
            return point
        names = [name for name in place.block.names if name in self.model.definitions and name not in point]
        return point | self.model.compute(point, names) if names else point

    def _at_numbers(self, place, point, numbers, only=None):
        """The reply to each of `numbers`, evaluated at once."""
        name = place.variable.name
        if name in self.model.parameters:
            inner = stand(self.model, self.title, point, {self.model.parameters[name]: numbers})
        else:
            inner = point | {name: numbers}
        return evaluate(self.model, self.title, place.block, inner, np.shape(numbers), only)

    def _replies(self, place, points, index, grid, named):
        point = self._before(place, pick(points[place.scope], index))
        found, inner = self._at_numbers(place, point, grid)
        for k, value in enumerate(grid):
            yield self._block(place.reply, place.block, found, inner, k, (*named, (place, float(value))))

    # -- grids ---------------------------------------------------------------------------------------------

    def _grid(self, places, found, points, index):
        """Numbers on offer at `places` of one information set, and the step between regular ones."""
        marks, stated = [], []
        for place in places:
            number = lambda key, p=place: float(found[p.scope][p.slots[key]][index])  # noqa: E731
            low, high, step = number("low"), number("high"), number("step")
            if not (np.isfinite([low, high, step]).all() and low <= high and step > 0):
                self.fail(place, f"numbers from {low} to {high} in steps of {step} cannot be named")
            for k in range(len(place.node.plays)):
                if number(("chance", k)) <= TOLERANCE:
                    continue
                value = number(("value", k))
                if not low - TOLERANCE <= value <= high + TOLERANCE:
                    self.fail(
                        place, f"the equilibrium offer {value} does not lie between {low:g} and {high:g}"
                    )
                marks.append(min(high, max(low, value)))
            keys = [("threshold", k) for k in range(len(place.node.thresholds))]
            stated += [t for t in map(number, keys) if low <= t <= high]
        if not self.fine:
            return merge([marks, [low, high]]), step
        regular = np.round(low + step * np.arange(int((high - low) / step + 1e-9) + 1), 12)
        base = merge([marks, stated, [low, high], regular])
        flips = []
        for place in places:
            wanted = place.block.strategies
            if not wanted:
                continue
            point = self._before(place, pick(points[place.scope], index))

            def replies(numbers, place=place, point=point, wanted=wanted):
                values = self._at_numbers(place, point, numbers, wanted)[0]
                return np.nan_to_num(np.array([values[scope][slot] for scope, slot in wanted]))

            names = place.block.rests_on(self.model) & set(point)
            key = id(place), base.tobytes(), tuple(float(point[name]) for name in sorted(names))
            if key not in self._jumps:
                self._jumps[key] = jumps(replies, base)
            flips += [(below, above, replies) for below, above in self._jumps[key]]
        near = [tidy(above) for _, above, _ in flips] + stated
        around = [round(t + side, 12) for t in near for side in (-step, step) if low <= t + side <= high]
        grid = merge([marks, stated, [low, high], regular, near, around])
        if self.sides:
            ends = [side for below, above, replies in flips for side in (below, above)
                    if not stands_for(grid, side, replies)]  # fmt: skip
            grid = np.array(sorted({*grid, *ends}))
        return grid, step


def stands_for(grid, number, replies):
    """Whether a number of `grid` next to `number` is answered as `number` is."""
    close = grid[np.abs(grid - number) <= NEAR]
    if not len(close):
        return False
    answers = replies(np.append(close, number))
    return bool((np.abs(answers[:, :-1] - answers[:, -1:]).max(axis=0, initial=0) <= 1e-6).any())


def merge(lists):
    """Numbers in order; of two that are nearly equal, the one of the earlier list."""
    kept: list[float] = []
    for numbers in lists:
        for number in numbers:
            k = bisect.bisect(kept, number)
            if not any(abs(other - number) <= NEAR for other in kept[max(0, k - 1) : k + 1]):
                kept.insert(k, float(number))
    return np.array(kept)
