"""A model: an ordered list of named definitions from which everything else is derived."""

import difflib
import functools
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import numpy as np
import sympy
from sympy.logic.boolalg import Boolean, BooleanFunction

from models.core import printers, register
from models.core.definitions import Definition, Matrix, NumericalOutcome
from models.core.expressions import SLACK
from models.core.parameters import Parameter, check_name
from models.core.trees import Tree


def nearest(name, valid):
    alike = [known for known in valid if known.lower() == name.lower()]
    near = alike or difflib.get_close_matches(name, list(valid), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


class Model:
    """A game stated in SymPy; build it with `let`, `outcome`, `category`, … in the order of the derivation.

    Parameters
    ----------
    slug : str
        Name of the model.
    title : str
        Its name in words.
    parameters : iterable of Parameter, optional
        Left out, those that the register holds for `slug`.
    doc : str
        What the game is, its equilibrium concept and its source; the docstring of the model's module.

    Examples
    --------
    >>> game = Model("toy", "Toy", [Parameter("p", 0.5, low=0, high=1), Parameter("c", 0.1, low=0, high=1)])
    >>> p, c = game.symbols()
    >>> war = game.outcome("war", p - c)
    >>> game.category("regime", [("fight", war > 0)], otherwise="yield").name
    'regime'
    >>> game.solve(p=0.75, c=0.5)
    {'war': 0.25, 'regime': 'fight'}
    """

    def __init__(self, slug: str, title: str, parameters: Iterable[Parameter] | None = None, doc: str = ""):
        self.slug, self.title, self.__doc__ = slug, title, doc
        rows = list(register.parameters(slug).values() if parameters is None else parameters)
        if isinstance(parameters, str) or not all(isinstance(row, Parameter) for row in rows):
            raise TypeError(f"{slug}: parameters must be a list of Parameter; got {parameters!r}")
        self._parameters = {row: row for row in rows}
        if twice := [row for row in self._parameters if rows.count(row) > 1]:
            raise ValueError(f"{slug}: parameter {', '.join(twice)} is given twice")
        self._shared = False
        self._definitions: dict[str, Definition | NumericalOutcome] = {}
        self._rules: list[tuple[sympy.Basic, str]] = []
        self._presets: dict[str, dict] = {}
        self._readings: dict[str, str] = {}
        self._matrices: dict[str, Matrix] = {}
        self._trees: dict[str, Tree] = {}
        self._plans: dict = {}
        self._functions: dict = {}

    # -- stating the model -------------------------------------------------------------------------------

    def symbols(self, *names: str) -> tuple[sympy.Symbol, ...]:
        """SymPy symbols of the parameters named (all, in register order, if none is named)."""
        return tuple(self._find(self._parameters, name).variable for name in names or self._parameters)

    def chosen(self, menu: str, choice: str) -> sympy.Basic:
        """Condition 'the menu parameter or category definition `menu` stands at `choice`'."""
        if menu in self._parameters:
            return self._parameters[menu].chosen(choice)
        definition = self._find(self._definitions, menu)
        if choice not in definition.categories:
            raise ValueError(f"{menu} is never {choice!r}; it is one of {', '.join(definition.categories)}")
        return sympy.Eq(definition.variable, definition.categories.index(choice), evaluate=False)

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
        labels = {value: (labels or {}).get(value, value.replace("_", " ")) for value in values}
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
        form = Matrix(
            name, tuple(rows), tuple(columns), sympy.Matrix(row_payoffs), sympy.Matrix(column_payoffs),
            row_player, column_player, tuple(parameters), tuple(requires),
        )  # fmt: skip
        for payoffs in (form.row_payoffs, form.column_payoffs):
            if payoffs.shape != (len(form.rows), len(form.columns)):
                raise ValueError(
                    f"{self.slug}: matrix {name!r} names {len(form.rows)} rows and {len(form.columns)} columns, "
                    f"and its payoffs have the shape {payoffs.shape}"
                )
        if name in self._matrices:
            raise ValueError(f"{self.slug}: matrix {name!r} is stated twice")
        self._matrices[name] = form

    def tree(self, name, root, requires=(), values=None, results=None, doc="") -> Tree:
        """A game in extensive form and the equilibrium claimed for it; see `models.core.trees`."""
        self._check_own()
        if name in self._trees:
            raise ValueError(f"{self.slug}: tree {name!r} is stated twice")
        self._trees[name] = Tree(self, name, root, requires, values, results, doc)
        return self._trees[name]

    def share(self) -> "Model":
        """Let nobody add to this model any more: the book's are shared by all who load them."""
        self._shared = True
        return self

    def _check_own(self):
        if self._shared:
            raise ValueError(
                f"{self.slug} is a model of the book, shared by all who load it: build your own with models.Model(...)"
            )

    def _condition(self, condition, where):
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
        self._check_symbols(condition, where)
        return condition

    def _check_symbols(self, expression, where):
        known = {SLACK, *self.symbols(), *(d.variable for d in self._definitions.values())}
        for symbol in sorted(expression.free_symbols - known, key=str):
            if symbol.name in self._parameters or symbol.name in self._definitions:
                raise ValueError(
                    f"{self.slug}: {where} uses another symbol called {symbol}; take the model's own, "
                    f"model[{symbol.name!r}]"
                )
            raise ValueError(f"{self.slug}: {where} uses {symbol}, not defined above it")

    def _find(self, mapping, name):
        """The entry called `name`; KeyError naming the nearest."""
        if name not in mapping:
            raise KeyError(f"{self.slug} has no {name!r}{nearest(str(name), mapping)}")
        return mapping[name]

    def _define(self, name, expression, *, symbol="", label="", unit="", integer=False, public=True):
        expression = sympy.sympify(expression)
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
        self._definitions[line.name] = line
        return line

    # -- what the model consists of ----------------------------------------------------------------------

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Name → Parameter, in register order; iterating gives the Parameters, which are their names."""
        return MappingProxyType(self._parameters)

    @property
    def definitions(self) -> Mapping[str, Definition]:
        """Name → Definition, in the order of the derivation, private steps included."""
        return MappingProxyType(self._definitions)

    @property
    def outcomes(self) -> Mapping[str, sympy.Basic | NumericalOutcome]:
        """Outcome → SymPy expression in the parameters and earlier definitions, or a NumericalOutcome.

        A category is an expression for the index of its value in `categories(name)`.
        """
        return MappingProxyType({
            name: line.numerical or line.expression
            for name, line in self._definitions.items() if line.public
        })  # fmt: skip

    def categories(self, name: str) -> tuple[str, ...]:
        """Strings that the category outcome `name` can take."""
        return self._find(self._definitions, name).categories

    @property
    def regimes(self) -> tuple[str, ...]:
        """Strings that the outcome ``regime`` can take; empty if the model has none."""
        return self.categories("regime") if "regime" in self._definitions else ()

    @property
    def rules(self) -> tuple[tuple[sympy.Basic, str], ...]:
        """Domain rules that join parameters: (condition, words)."""
        return tuple(self._rules)

    @property
    def presets(self) -> Mapping[str, Mapping[str, float | str]]:
        """Preset → the values it gives; what it leaves out stands at its default."""
        return MappingProxyType({name: MappingProxyType(values) for name, values in self._presets.items()})

    @property
    def readings(self) -> Mapping[str, str]:
        """Preset → whose reading of the parameters it is, with paragraphs."""
        return MappingProxyType(self._readings)

    @property
    def matrices(self) -> Mapping[str, Matrix]:
        """Name → matrix form."""
        return MappingProxyType(self._matrices)

    @property
    def trees(self) -> Mapping[str, Tree]:
        """Name → game in extensive form."""
        return MappingProxyType(self._trees)

    # -- solving -----------------------------------------------------------------------------------------

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

    def chain(self, names: Iterable[str], given: Iterable[str] = ()) -> list[Definition]:
        """The definitions that `names` rest on, in order, `names` included and those `given` left out."""
        needed, given, lines = set(names), set(given), []
        for line in reversed(self._definitions.values()):
            if line.name in needed and line.name not in given:
                lines.append(line)
                numerical = line.numerical
                needed |= (
                    set(numerical.inputs) if numerical else {s.name for s in line.expression.free_symbols}
                )
        return lines[::-1]

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

    def _variable(self, name):
        line = self._parameters.get(name) or self._definitions[name]
        return line.variable

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

    def is_condition(self, expression) -> bool:
        """Whether `expression` holds or does not: a comparison, a yes/no definition, or cases or logic of such.

        SymPy itself takes any symbol, a number too, for a condition.
        """
        if isinstance(expression, sympy.Piecewise):
            return all(self.is_condition(value) for value, _ in expression.args)
        if isinstance(expression, BooleanFunction):
            return all(self.is_condition(part) for part in expression.args)
        if isinstance(expression, sympy.Symbol):
            return expression.name in self._definitions and self._definitions[expression.name].kind == "truth"
        return isinstance(expression, Boolean)

    def __getitem__(self, name: str) -> sympy.Symbol:
        """SymPy symbol of a parameter or definition, for writing further expressions. KeyError if unknown."""
        if name not in self._parameters and name not in self._definitions:
            known = [*self._parameters, *self._definitions]
            raise KeyError(f"{self.slug} defines no {name!r}{nearest(name, known)}")
        return self._variable(name)

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
        array = array.astype(float)
        if shape:
            return array
        return int(array) if line.kind == "integer" and np.isfinite(array) else float(array)

    def _matrix(self, name):
        if not self._matrices:
            raise ValueError(f"{self.slug} has no matrix form")
        if name is None:
            return next(iter(self._matrices.values()))
        if name not in self._matrices:
            raise ValueError(f"{self.slug} has no matrix {name!r}; matrices: {', '.join(self._matrices)}")
        return self._matrices[name]

    # -- other languages ---------------------------------------------------------------------------------

    @property
    def symbol_names(self) -> dict[sympy.Symbol, str]:
        """SymPy symbol → LaTeX, for parameters and definitions."""
        names = {p.variable: p.symbol for p in self._parameters.values()}
        lines = self._definitions.values()
        return names | {d.variable: d.symbol or rf"\mathrm{{{d.name}}}".replace("_", r"\_") for d in lines}

    @property
    def _menus(self) -> dict[sympy.Symbol, list[str]]:
        """Symbols that are indices → what a reader sees for each index."""
        menus = {
            p.variable: [p.choice_label(c) for c in p.choices] for p in self._parameters.values() if p.choices
        }
        lines = [line for line in self._definitions.values() if line.kind == "category"]
        return menus | {d.variable: [d.category_labels[value] for value in d.categories] for d in lines}

    def words(self, name: str) -> list[str] | None:
        """What a reader sees for each index of a menu or category; None for anything else."""
        return self._menus.get(self._variable(name))

    def latex(self, name: str, align: bool = False) -> str:
        """The definition of `name` as one LaTeX equation, without the slack.

        `align` puts the ``&`` of an aligned column before the sign.
        """
        line = self._find(self._definitions, name)
        sign = r"\iff" if line.kind == "truth" else "="
        return f"{self.symbol_names[line.variable]} {'&' if align else ''}{sign} {self._latex_right(line)}"

    def _latex_right(self, line):
        if line.numerical:
            return rf"\text{{(numerical: {line.numerical.method})}}"
        if line.kind != "category":
            return printers.latex(line.expression, self.symbol_names, self._menus)
        rows = []
        for value, condition in getattr(line.expression, "args", ()):
            words = line.category_labels[line.categories[int(value)]]
            when = printers.latex(condition, self.symbol_names, self._menus)
            when = r"\text{otherwise}" if condition is sympy.true else rf"\text{{if }} {when}"
            rows.append(rf"\text{{{words}}} & {when}")
        body = r" \\ ".join(rows)
        return rf"\begin{{cases}} {body} \end{{cases}}"

    def vega(self, name: str) -> str:
        """The definition of `name` as a Vega expression in parameters and earlier definitions."""
        return printers.vega(self._find(self._definitions, name).expression)

    def closed_form(self, name: str) -> sympy.Basic:
        """`name` with earlier definitions substituted and the slack dropped: an expression in parameters.

        For algebra in a lesson; long chains of cases grow fast, so keep to short ones.
        """
        expression = printers._without_slack(self._find(self._definitions, name).expression)
        for line in reversed(self.chain([name])[:-1]):
            expression = expression.xreplace({line.variable: printers._without_slack(line.expression)})
        return expression

    def __repr__(self):
        return f"<Model {self.slug}: {len(self._parameters)} parameters, {len(self.outcomes)} outcomes>"


def _free(expressions, name):
    return next(s for e in expressions for s in e.free_symbols if s.name == name)
