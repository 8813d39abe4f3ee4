"""A model in other languages: LaTeX, Vega, words, closed forms."""

from collections.abc import Iterable

import sympy

from models.core import latex, printers
from models.core.contents import Contents


class Presentation(Contents):
    """The part of a model that prints it."""

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
        return f"{self.symbol_names[line.variable]} {'&' if align else ''}{sign} {self.latex_right(name)}"

    def latex_right(self, name: str, symbols=None) -> str:
        """What stands right of the sign in the definition `name`.

        `symbols` maps SymPy symbols to other LaTeX, such as numbers in their places; products then have a dot.
        """
        line = self._find(self._definitions, name)
        if line.numerical:
            return latex.text(f"(numerical: {line.numerical.method})")
        if line.kind != "category":
            return self.in_latex(line.expression, symbols)
        rows = []
        for value, condition in getattr(line.expression, "args", ()):
            words = line.category_labels[line.categories[int(value)]]
            when = self.in_latex(condition, symbols)
            when = r"\text{otherwise}" if condition is sympy.true else rf"\text{{if }} {when}"
            rows.append(f"{latex.text(words)} & {when}")
        body = r" \\ ".join(rows)
        return rf"\begin{{cases}} {body} \end{{cases}}"

    def in_latex(self, expression, symbols=None) -> str:
        """`expression`, in the symbols of this model, as LaTeX; `symbols` as in `latex_right`."""
        names = self.symbol_names | (symbols or {})
        return latex.latex(expression, names, self._menus, dotted=symbols is not None)

    def vega(self, name: str) -> str:
        """The definition of `name` as a Vega expression in parameters and earlier definitions.

        ValueError names what in it the page cannot compute.
        """
        line = self._find(self._definitions, name)
        self.check_on_page([name])
        return printers.vega(line.expression)

    def check_on_page(self, names: Iterable[str]) -> None:
        """ValueError if the page cannot compute one of the definitions `names`; it says which, and the way out."""
        for name in names:
            line = self._definitions[name]
            if not line.numerical and (missing := printers.not_on_page(line.expression)):
                raise printers.NotPrintable(
                    f"{self.slug}: the page cannot compute {name}, which uses {', '.join(missing)}; "
                    f"state {name} through model.numerical, and the page reads it from a table"
                )

    def closed_form(self, name: str) -> sympy.Basic:
        """`name` with earlier definitions substituted and the slack dropped: an expression in parameters.

        For algebra in a lesson; long chains of cases grow fast, so keep to short ones.
        """
        expression = latex.without_slack(self._find(self._definitions, name).expression)
        for line in reversed(self.chain([name])[:-1]):
            expression = expression.xreplace({line.variable: latex.without_slack(line.expression)})
        return expression
