"""Stating a model: definitions in the order of the derivation, each checked where it is made."""

import functools
from collections.abc import Callable, Iterable
from typing import Self

import sympy
from sympy.logic.boolalg import Boolean

from models.core import printers
from models.core.definitions import Definition, Matrix, NumericalOutcome
from models.core.expressions import SLACK
from models.core.names import check_each_once, check_name, nearest
from models.core.parameters import Parameter
from models.core.solving import Solving
from models.core.trees import Tree


class Statement(Solving):
    """The part of a model that is written; presets are solved for when they are stated."""

    def let(self, name: str, expression, symbol: str = "", label: str = "") -> sympy.Symbol:
        """A step of the derivation that is no outcome. Returns its symbol, for use in later lines."""
        return self._define(name, expression, symbol=symbol, label=label, public=False)

    def outcome(self, name: str, expression, symbol="", label="", unit="", integer=False) -> sympy.Symbol:
        """An outcome: a number, or yes/no where `expression` is a condition. Returns its symbol."""
        return self._define(name, expression, symbol=symbol, label=label, unit=unit, integer=integer)

    def category(self, name, cases, otherwise, symbol="", label="", labels=None, values=None, public=True):
        """An outcome in words: the first of `cases` (value, condition) that holds, else `otherwise`.

        `labels` maps values to what a reader sees; `values` fixes the allowed values and their order.
        """
        named = [value for value, _ in cases] + [otherwise]
        values = tuple(values or dict.fromkeys(named))
        if not set(named) <= set(values):
            raise ValueError(f"{name}: {set(named) - set(values)} not among the allowed values {values}")
        pairs = [(values.index(v), self._condition(condition, f"{name} = {v!r}")) for v, condition in cases]
        code = (
            sympy.Piecewise(*pairs, (values.index(otherwise), True), evaluate=False)
            if pairs
            else sympy.S.Zero
        )
        if unknown := sorted(set(labels or {}) - set(values)):
            raise ValueError(
                f"{self.slug}: labels of {name} speak of {', '.join(unknown)}; values: {', '.join(values)}"
            )
        labels = {value: (labels or {}).get(value, value.replace("_", " ")) for value in values}
        check_each_once(f"{self.slug}: values of {name}", values)
        check_each_once(f"{self.slug}: labels of {name}", labels.values())
        line = Definition(name, code, "category", public, symbol, label or name, "", values, labels)
        return self._add(line).variable

    def numerical(self, names: Iterable[str], function: Callable, inputs: Iterable[str], method: str,
                  tolerance: float, integer=(), public=True, labels=None) -> tuple[sympy.Symbol, ...]:  # fmt: skip
        """Outcomes without a closed form.

        `function` takes `inputs` (parameters or earlier definitions) as keyword float arrays of one common
        shape, and returns one array of that shape for each of `names` (menus arrive as indices).
        """
        if isinstance(names, str) or isinstance(inputs, str):
            raise TypeError(f"{self.slug}: names and inputs of a numerical outcome are lists, even of one")
        names, inputs = tuple(names), tuple(inputs)
        if not names or not inputs:
            raise ValueError(f"{self.slug}: a numerical outcome needs a name, and one input or more")
        check_each_once(f"{self.slug}: names of numerical outcomes", names)
        if unknown := sorted((set(integer) | set(labels or {})) - set(names)):
            raise ValueError(
                f"{self.slug}: no numerical outcome {', '.join(unknown)} here; names: {', '.join(names)}"
            )
        # one function may serve two statements: each is computed on its own inputs
        function = functools.partial(function)
        for name in inputs:
            if name not in self._parameters and name not in self._definitions:
                raise ValueError(f"{names[0]}: input {name!r} is not defined above it")
        for column, name in enumerate(names):
            self._check_new(name)
            outcome = NumericalOutcome(name, function, method, tolerance, inputs, column)
            kind = "integer" if name in integer else "number"
            label = (labels or {}).get(name, name)
            self._add(Definition(name, sympy.S.NaN, kind, public, label=label, numerical=outcome))
        return tuple(self._definitions[name].variable for name in names)

    def require(self, condition, text: str) -> None:
        """A domain rule that joins parameters; `text` says it in words and names the parameters."""
        self._check_own()
        self._rules.append((self._condition(condition, f"the rule {text!r}"), text))

    def preset(self, name: str, reading: str, **values) -> None:
        """A named point. `reading` says in words whose reading of the parameters this is."""
        self._check_own()
        if name in self._presets:
            raise ValueError(f"{self.slug}: preset {name!r} is stated twice")
        try:
            _, shape = self._read(values)
        except ValueError as fault:
            raise ValueError(f"{self.slug}: preset {name!r}: {fault}") from None
        if shape:
            raise ValueError(f"{self.slug}: preset {name!r} is one point: give numbers, not arrays")
        self._presets[name], self._readings[name] = dict(values), reading

    def matrix(self, name, rows, columns, row_payoffs, column_payoffs, row_player, column_player,
               parameters=(), requires=()) -> None:  # fmt: skip
        """A matrix form. The first one stated is what `game` returns unless another is named."""
        self._check_own()
        if name in self._matrices:
            raise ValueError(f"{self.slug}: matrix {name!r} is stated twice")
        where = f"{self.slug}: matrix {name!r}"
        rows, columns, parameters = tuple(rows), tuple(columns), tuple(parameters)
        if not rows or not columns:
            raise ValueError(f"{where} needs a row and a column")
        for kind, words in (("rows", rows), ("columns", columns), ("players", (row_player, column_player))):
            if not all(isinstance(word, str) and word.strip() for word in words):
                raise ValueError(f"{where}: {kind} {words!r} must be words")
            check_each_once(f"{where}, {kind}", words)
        self._check_extra(where, parameters)
        extra = [p.variable for p in parameters]
        row_payoffs, column_payoffs = (
            self._payoffs(f"matrix {name!r}, {player}'s payoffs", table, rows, columns, extra)
            for player, table in ((row_player, row_payoffs), (column_player, column_payoffs))
        )
        for condition, text in requires:
            self._condition(condition, f"matrix {name!r}, which requires {text!r}", extra)
        self._matrices[name] = Matrix(
            name,
            rows,
            columns,
            row_payoffs,
            column_payoffs,
            row_player,
            column_player,
            parameters,
            tuple(requires),
        )

    def _check_extra(self, where, parameters):
        if not all(isinstance(p, Parameter) for p in parameters):
            raise TypeError(f"{where}: parameters must be a list of Parameter; got {parameters!r}")
        check_each_once(f"{where}, parameters", [p.name for p in parameters])
        for p in parameters:
            if p in self._parameters or p in self._definitions:
                raise ValueError(
                    f"{where}: the model has {p.name!r} already; use model[{p.name!r}] in the payoffs"
                )

    def _payoffs(self, where, table, rows, columns, extra):
        """One player's payoffs as a matrix of expressions in what the model and `extra` define."""
        try:
            cells = [list(row) for row in (table.tolist() if hasattr(table, "tolist") else table)]
        except TypeError:
            raise ValueError(f"{self.slug}: {where} must be a list of rows; got {table!r}") from None
        widths = {len(row) for row in cells}
        if len(cells) != len(rows) or widths != {len(columns)}:
            shape = (len(cells), widths.pop() if len(widths) == 1 else f"{min(widths)} to {max(widths)}")
            raise ValueError(
                f"{self.slug}: {where}: it names {len(rows)} rows and {len(columns)} columns, "
                f"and its payoffs have the shape {shape}"
            )
        for i, row in enumerate(cells):
            for j, payoff in enumerate(row):
                here = f"{where}, cell ({rows[i]}, {columns[j]})"
                if isinstance(payoff, (tuple, list, dict, set, sympy.Tuple)):
                    raise ValueError(
                        f"{self.slug}: {here} holds {payoff!r}; give one player's payoff, a number or an expression: "
                        "row_payoffs and column_payoffs are two tables"
                    )
                row[j] = self._expression(payoff, here)
                if self.is_condition(row[j]):
                    raise ValueError(f"{self.slug}: {here} holds a condition; a payoff is a number")
                self._check_symbols(row[j], here, extra)
        return sympy.Matrix(cells)

    def _expression(self, given, where):
        """`given` as one SymPy expression or condition."""
        if not isinstance(given, sympy.Basic):
            given = sympy.sympify(given)
        if not isinstance(given, (sympy.Expr, Boolean)) or given.is_Matrix:
            raise ValueError(f"{self.slug}: {where} needs one number, expression or condition; got {given!r}")
        return given

    def tree(self, name, root, requires=(), values=None, results=None, doc="") -> Tree:
        """A game in extensive form and the equilibrium claimed for it; see `models.core.trees`."""
        self._check_own()
        if name in self._trees:
            raise ValueError(f"{self.slug}: tree {name!r} is stated twice")
        self._trees[name] = Tree(self, name, root, requires, values, results, doc)
        return self._trees[name]

    def share(self) -> Self:
        """Let nobody add to this model any more: the book's are shared by all who load them."""
        self._shared = True
        return self

    def _check_own(self):
        if self._shared:
            raise ValueError(
                f"{self.slug} is a model of the book, shared by all who load it: build your own with models.Model(...)"
            )

    def _condition(self, condition, where, extra=()):
        """`condition` if it is one in what is defined so far; else an error that says what to write."""
        if isinstance(condition, bool) or condition in (sympy.true, sympy.false):
            raise ValueError(
                f"{self.slug}: the condition of {where} is {condition} at every point; Python's == compares symbols, so "
                "write sympy.Eq(a, b), or model.chosen(menu, choice) for a menu"
            )
        if not self.is_condition(condition):
            raise ValueError(
                f"{self.slug}: {where} needs a condition, such as models.greater(a, b); got {condition!r}"
            )
        self._check_symbols(condition, where, extra)
        return condition

    def _check_symbols(self, expression, where, extra=()):
        known = {
            SLACK,
            *extra,
            *(p.variable for p in self._parameters.values()),
            *(d.variable for d in self._definitions.values()),
        }
        for symbol in sorted(expression.free_symbols - known, key=str):
            if symbol.name in self._parameters or symbol.name in self._definitions:
                raise ValueError(
                    f"{self.slug}: {where} uses another symbol called {symbol}; take the model's own, "
                    f"model[{symbol.name!r}]"
                )
            names = [*self._parameters, *self._definitions, *map(str, extra)]
            raise ValueError(
                f"{self.slug}: {where} uses {symbol}, not defined above it{nearest(symbol.name, names)} "
                f"(defined: {', '.join(names)})"
            )
        if missing := printers.not_computed(expression):
            raise ValueError(
                f"{self.slug}: {where} uses {', '.join(missing)}, which cannot be computed at arrays of points; "
                f"write it in other functions, or state it through model.numerical"
            )

    def _define(self, name, expression, *, symbol="", label="", unit="", integer=False, public=True):
        expression = self._expression(expression, name)
        truth = self.is_condition(expression)
        kind = "truth" if truth else "integer" if integer else "number"
        return self._add(Definition(name, expression, kind, public, symbol, label or name, unit)).variable

    def _check_new(self, name):
        self._check_own()
        try:
            check_name(name)
        except ValueError as fault:
            raise ValueError(f"{self.slug}: {fault}") from None
        if name in self._parameters or name in self._definitions or name == SLACK.name:
            raise ValueError(f"{self.slug}: {name!r} is defined twice")

    def _add(self, line: Definition) -> Definition:
        self._check_new(line.name)
        self._check_symbols(line.expression, line.name)
        for other in (*self._parameters.values(), *self._definitions.values()):
            if line.symbol and line.symbol == other.symbol:
                raise ValueError(f"{self.slug}: {line.name} and {other.name} are both written {line.symbol}")
        self._definitions[line.name] = line
        return line
