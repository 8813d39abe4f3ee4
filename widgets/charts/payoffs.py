"""Payoffs in pictures: in digits, or in the words of `widgets.words.wording` where they have no value."""

import json

import numpy as np
import sympy

from widgets.words import wording


def infinite(payoff) -> sympy.Basic:
    """1 or -1 where `payoff` is ∞ or −∞, which no row of data can hold; else 0."""
    payoff = sympy.sympify(payoff)
    ends = [(sign, sympy.Eq(payoff, sign * sympy.oo, evaluate=False)) for sign in (1, -1)]
    return sympy.S.Zero if payoff.is_Rational else sympy.Piecewise(*ends, (0, True), evaluate=False)


def said(payoff: str, sign: str) -> str:
    """Vega expression: the field `payoff` as a reader sees it; the field `sign` says whether it is infinite."""
    payoff, sign = f"datum[{quoted(payoff)}]", f"datum[{quoted(sign)}]"
    more, less, none = (quoted(wording.number(value)) for value in (np.inf, -np.inf, np.nan))
    return (
        f"(isValid({payoff}) ? format({payoff}, '.2f') : {sign} > 0 ? {more} : {sign} < 0 ? {less} : {none})"
    )


def quoted(text: str) -> str:
    """Any text as a string of Vega's expressions."""
    return json.dumps(text)
