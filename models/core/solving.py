"""Solving a model: its definitions compiled to NumPy, at points that are checked."""

from collections.abc import Iterable, Mapping

import numpy as np
import sympy

from models.core import printers
from models.core.contents import Contents
from models.core.expressions import SLACK
from models.core.names import nearest


class Solving(Contents):
    """The part of a model that computes."""

    def solve(self, **values) -> dict:
        """Outcomes at one point, or at many.

        Parameters
        ----------
        **values : float, str or array
            Parameters; left-out ones take their defaults. Arrays broadcast against one another.

        Returns
        -------
        dict
            Outcome → float, int, bool or str; arrays of the broadcast shape if any value is an array.

        Raises
        ------
        TypeError
            Unknown parameter; the message names the nearest valid one.
        ValueError
            A value outside its domain, NaN or infinite, a broken joint rule, shapes that do not broadcast.
        """
        point, shape = self._read(values)
        results = self.compute(point, [name for name, line in self._definitions.items() if line.public])
        return {name: self._present(self._definitions[name], array, shape) for name, array in results.items()}

    def game(self, matrix: str | None = None, **values):
        """The matrix form as a `nashpy.Game` (row player's payoffs first), at scalar parameter values.

        `matrix` names one of `matrices` (default: the first). Raises as `solve` does, and ValueError
        where the model has no matrix form or the form does not exist at this point.
        """
        import nashpy

        form = self._matrix(matrix)
        own = {p.name: p for p in form.parameters}
        local = {name: values.pop(name) for name in list(values) if name in own}
        point, shape = self._read(values)
        if shape:
            raise ValueError("a game is built at one point: give numbers, not arrays")
        given = {name: p.read(local.get(name, p.default)) for name, p in own.items()}
        if any(value.ndim for value in given.values()):
            raise ValueError("a game is built at one point: give numbers, not arrays")
        point |= given
        for condition, text in form.requires:
            if not self._evaluate(point, [condition])[0]:
                raise ValueError(f"{form.name}: {text}")
        entries = self._evaluate(point, [*form.row_payoffs, *form.column_payoffs])
        tables = np.array([float(entry) for entry in entries]).reshape(2, *form.row_payoffs.shape)
        return nashpy.Game(*tables)

    def compute(self, point: Mapping[str, np.ndarray], names: Iterable[str]) -> dict[str, np.ndarray]:
        """Definitions `names` as raw arrays (categories as indices) at an unchecked point.

        For figures and sweeps, which may run up to the edge of a domain; `solve` is the checked way in.
        Definitions given in `point` are taken as they stand.
        """
        names = tuple(names)
        key = names, frozenset(point).difference(self._parameters)
        if key not in self._plans:
            self._plans[key] = self._plan(*key)
        known = {name: np.asarray(value, dtype=float) for name, value in point.items()}
        with np.errstate(all="ignore"):
            for run in self._plans[key]:
                run(known)
        return {name: np.asarray(known[name]) for name in names}

    def _plan(self, names, given):
        """Alternate compiled chains of SymPy definitions with calls of numerical functions."""
        plan, steps = [], []

        def flush():
            if steps:
                plan.append(self._chain_step(list(steps)))
                steps.clear()

        done = set()
        for line in self.chain(names, given):
            numerical = line.numerical
            if numerical is None:
                steps.append((line.variable, line.expression))
            elif numerical.function not in done:
                flush()
                done.add(numerical.function)
                plan.append(self._numerical_step(numerical.function))
        flush()
        return plan

    def _chain_step(self, steps):
        own = [variable for variable, _ in steps]
        inputs = sorted(
            {s.name for _, e in steps for s in e.free_symbols} - {v.name for v in own} - {SLACK.name}
        )
        symbols = [self._variable(name) for name in inputs]
        function = printers.numpy_function(symbols, steps, own)

        def run(known):
            results = function(*(known[name] for name in inputs))
            known.update(zip((v.name for v in own), results, strict=True))

        return run

    def _numerical_step(self, function):
        lines = [d for d in self._definitions.values() if d.numerical]
        group = [d.numerical for d in lines if d.numerical.function is function]

        def run(known):
            inputs = np.broadcast_arrays(*(np.asarray(known[name], dtype=float) for name in group[0].inputs))
            if not inputs[0].size:  # no points, no call
                known.update({outcome.name: inputs[0] for outcome in group})
                return
            results = function(**dict(zip(group[0].inputs, inputs, strict=True)))
            if not isinstance(results, (list, tuple)) or len(results) != len(group):
                raise TypeError(
                    f"{self.slug}: the function of {', '.join(o.name for o in group)} must return a list of {len(group)} "
                    f"array(s), one for each name; got {type(results).__name__} {results!r:.80}"
                )
            for outcome in group:
                found = np.asarray(results[outcome.column], dtype=float)
                if found.shape != inputs[0].shape:
                    raise ValueError(
                        f"{self.slug}: {outcome.name} must have the shape {inputs[0].shape} of its inputs; got {found.shape}"
                    )
                known[outcome.name] = found

        return run

    def _known(self, values) -> dict:
        for name in values:
            if name not in self._parameters:
                raise TypeError(
                    f"{self.slug} has no parameter {name!r}{nearest(name, self._parameters)} "
                    f"(parameters: {', '.join(self._parameters)})"
                )
        return dict(values)

    def _read(self, values):
        values = self._known(values)
        point = {name: p.read(values.get(name, p.default)) for name, p in self._parameters.items()}
        try:
            shape = np.broadcast_shapes(*(array.shape for array in point.values()))
        except ValueError:
            shapes = ", ".join(f"{name} {point[name].shape}" for name in values)
            raise ValueError(f"the shapes of the arrays do not broadcast: {shapes}") from None
        for condition, text in self._rules:
            holds = np.broadcast_to(self._evaluate(point, [condition])[0], shape)
            if not holds.all():
                names = sorted({s.name for s in condition.free_symbols} - {SLACK.name}, key=list(point).index)
                first = np.argmin(holds.ravel())
                got = ", ".join(
                    f"{name}={np.broadcast_to(point[name], shape).ravel()[first]:g}" for name in names
                )
                raise ValueError(f"{text}; got {got}")
        return point, shape

    def values_at(self, point: Mapping[str, np.ndarray], expressions: Iterable) -> list[np.ndarray]:
        """SymPy `expressions` in parameters and definitions at an unchecked point (see `compute`)."""
        return self._evaluate(point, [sympy.sympify(e) for e in expressions])

    def _evaluate(self, point, expressions):
        """Arbitrary expressions in parameters and definitions, at a point already read."""
        key = tuple(expressions)
        if key not in self._functions:
            symbols = sorted({s.name for e in expressions for s in e.free_symbols} - {SLACK.name})
            slots = [sympy.Dummy() for _ in expressions]
            variables = [_free(expressions, name) for name in symbols]
            function = printers.numpy_function(variables, list(zip(slots, expressions, strict=True)), slots)
            self._functions[key] = (symbols, function)
        symbols, function = self._functions[key]
        derived = self.compute(point, [name for name in symbols if name in self._definitions])
        with np.errstate(all="ignore"):
            return function(*(derived[name] if name in derived else point[name] for name in symbols))

    def evaluate(self, expressions: Iterable, **values) -> list:
        """SymPy `expressions` in this model's parameters and definitions, checked as in `solve`."""
        point, shape = self._read(values)
        results = self._evaluate(point, [sympy.sympify(e) for e in expressions])
        return [np.broadcast_to(result, shape) if shape else np.asarray(result)[()] for result in results]

    @staticmethod
    def _present(line, array, shape):
        array = np.broadcast_to(array, shape)
        if line.kind == "category":
            array = np.array(line.categories, dtype=object)[array.astype(int)]
            return array if shape else str(array)
        if line.kind == "truth":
            return array.astype(bool) if shape else bool(array)
        array = array.astype(float) + 0.0  # no value is printed as minus zero
        if shape:
            return array
        return int(array) if line.kind == "integer" and np.isfinite(array) else float(array)


def _free(expressions, name):
    return next(s for e in expressions for s in e.free_symbols if s.name == name)
