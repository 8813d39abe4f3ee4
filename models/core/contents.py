"""What a model consists of: parameters, definitions, rules, presets, readings, matrix forms and trees."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import sympy
from sympy.logic.boolalg import Boolean, BooleanFunction

from models.core import register
from models.core.definitions import Definition, Matrix, NumericalOutcome
from models.core.names import nearest
from models.core.parameters import Parameter
from models.core.trees import Tree


class Contents:
    """A model as it can be read; `Statement` adds to it, `Solving` computes it, `Presentation` prints it."""

    def __init__(self, slug: str, title: str, parameters: Iterable[Parameter] | None = None, doc: str = ""):
        self.slug, self.title, self.__doc__ = slug, title, doc
        rows = list(register.parameters(slug).values() if parameters is None else parameters)
        if isinstance(parameters, str) or not all(isinstance(row, Parameter) for row in rows):
            raise TypeError(f"{slug}: parameters must be a list of Parameter; got {parameters!r}")
        self._parameters = {row: row for row in rows}
        self._from_register = parameters is None
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

    def symbols(self, *names: str) -> tuple[sympy.Symbol, ...]:
        """SymPy symbols of the parameters named.

        Without names all of them, in the order of the list the model was built with. A model whose parameters
        stand in the register has to name them: a row moved there would bind another symbol.
        """
        if not names and self._from_register:
            raise TypeError(
                f"{self.slug}: name the parameters, as in model.symbols({', '.join(map(repr, self._parameters))}); "
                "the order of the register's rows binds no symbol"
            )
        return tuple(self._find(self._parameters, name).variable for name in names or self._parameters)

    def chosen(self, menu: str, choice: str) -> sympy.Basic:
        """Condition 'the menu parameter or category definition `menu` stands at `choice`'."""
        if menu in self._parameters:
            return self._parameters[menu].chosen(choice)
        definition = self._find(self._definitions, menu)
        if choice not in definition.categories:
            raise ValueError(f"{menu} is never {choice!r}; it is one of {', '.join(definition.categories)}")
        return sympy.Eq(definition.variable, definition.categories.index(choice), evaluate=False)

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

    def _find(self, mapping, name):
        """The entry called `name`; KeyError naming the nearest."""
        if name not in mapping:
            raise KeyError(f"{self.slug} has no {name!r}{nearest(str(name), mapping)}")
        return mapping[name]

    def _matrix(self, name):
        if not self._matrices:
            raise ValueError(f"{self.slug} has no matrix form")
        if name is None:
            return next(iter(self._matrices.values()))
        if name not in self._matrices:
            raise ValueError(f"{self.slug} has no matrix {name!r}; matrices: {', '.join(self._matrices)}")
        return self._matrices[name]

    def _variable(self, name):
        line = self._parameters.get(name) or self._definitions[name]
        return line.variable

    def __repr__(self):
        return f"<Model {self.slug}: {len(self._parameters)} parameters, {len(self.outcomes)} outcomes>"
