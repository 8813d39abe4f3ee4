"""One notion, one letter: printed symbols of the register and of every definition, read together."""

import re

import pytest

import models
from models import Model, Parameter

# A shared letter, and words of which its label must have one. What is only a number beside it may differ.
NOTIONS = {
    "p": "chance of (winning|prevailing)|chance that .* wins|winning",
    "c": "cost of (war|a fight|fighting|attacking|intervening|failure|one battle)|flow cost|resisted conflict",
    "k": "cost|loss|damage",
    r"\delta": "discount|patience|weight of (a|the) next",
    "x": "share|holding|division|divide|offer|demand|settlement|plan|grab|stroke",
    "v": "value|payoff|worth|prize|gain|loss",
    "W": "war value|threat is worth|value of fighting",
    r"\mu": "belief|prior|chance that|trust",
    "a": "audience|retreat|backing down|commitment|breaking|unenforced|penalty|threatened|words",
    "g": "guarantee",
    "P": "chance|probability|share of draws|share among",
}
INDEXED = {"c", "k", "v", "W", "P"}  # shared with an index only: alone they are free
# What the table of a chapter adds: letters that mean something else there.
OWN = {
    "secondary_sanctions": {"P": "penalty|leaves|trades"},
    "fait_accompli": {"c": "red line|cost of a fight"},  # the red line lies where a fight costs its worth
}
INDEX = r"'|[_^]\{(?:[^{}]|\{[^{}]*\})*\}|[_^](?:\\[A-Za-z]+|.)"
ACCENT = re.compile(r"\\(bar|hat|tilde|underline|overline|Delta|check)\b\s*")


def letter(symbol):
    """The letter a symbol is built on, without accents and index; and whether it has an index."""
    bare = ACCENT.sub("", symbol).strip()
    bare = re.sub(r"^\{(\\?\w+)\}", r"\1", bare)
    base = re.match(r"\\?[A-Za-z]+", bare)
    if not base or base[0].startswith(("\\text", "\\mathrm")):
        return "", False
    name = base[0] if base[0].startswith("\\") else base[0][0]
    rest = re.sub(INDEX, "", bare := bare[len(name) :])
    if rest and not rest.startswith("("):
        return "", False  # an expression printed in full, such as n q
    return name, bool(re.match(r"['_^]", bare))


def things(model):
    """(name, symbol, label) of every parameter, menus aside, and of every definition that has a symbol."""
    yield from ((str(p), p.symbol, p.label) for p in model.parameters if not p.choices)
    yield from ((n, line.symbol, line.label) for n, line in model.definitions.items() if line.symbol)


def faults(model):
    """What breaks the book's list of letters."""
    seen = {}
    for name, symbol, label in things(model):
        if symbol in seen:
            yield f"{model.slug}: {name} and {seen[symbol]} are both printed {symbol}"
        seen[symbol] = name
        base, indexed = letter(symbol)
        words = OWN.get(model.slug, {}).get(base) or NOTIONS.get(base)
        shared = base in NOTIONS and (indexed or base not in INDEXED or base in OWN.get(model.slug, {}))
        if shared and not re.search(words, label, re.IGNORECASE):
            yield f"{model.slug}: {name} is printed {symbol}, and {base} is shared; its label says {label!r}"
        if re.match(r"(?:[uUVD]|EU)_", symbol) and re.search("payoff|value", label):
            yield f"{model.slug}: {name} is a payoff and printed {symbol}; payoffs are v, the case above"


@pytest.mark.parametrize("slug", models.catalogue())
def test_a_shared_letter_stands_for_one_notion_and_no_two_things_share_a_symbol(slug):
    assert list(faults(models.load(slug))) == []


def one(symbol, label, **fields):
    return Parameter("q", 0.5, low=0, high=1, symbol=symbol, label=label, **fields)


@pytest.mark.parametrize("symbol, label", [
    ("p", "chance that a mediator is right"), (r"\mu", "rate of exchange"), (r"\mu_+", "cost per unit"),
    ("c_R", "cost of joining"), (r"\bar c_R", "largest cost of joining"), (r"\delta", "prior"), ("x_0", "belief"),
    ("v_R", "chance of a violation"), ("W_R", "value of a settlement"), ("a", "size of the first step"),
    ("g", "temptation"), ("k_R", "number of joiners"), ("P_{war}", "penalty"), ("U_R", "Russia's payoff"),
    ("EU_N", "expected payoff"), ("V_W", "value to the West"), ("u_R^{sep}", "payoff"),
])  # fmt: skip
def test_another_notion_under_a_shared_letter_is_a_fault(symbol, label):
    assert len(list(faults(Model("toy", "Toy", [one(symbol, label)])))) == 1


@pytest.mark.parametrize("symbol, label", [
    ("p_1", "chance of winning"), ("k", "joiners needed"), ("v", "anything"), (r"\text{prior}", "x"),
    (r"\Delta v_R", "R's gain"), (r"\hat\mu", "belief from which it yields"), ("P_{war}", "chance of war"),
])  # fmt: skip
def test_the_notion_itself_and_a_free_letter_are_none(symbol, label):
    assert list(faults(Model("toy", "Toy", [one(symbol, label)]))) == []


def test_a_parameter_and_a_definition_printed_alike_are_refused():
    """Register and statement are read together, and so are two rows of the register."""
    model = Model("toy", "Toy", [one("m", "a mean")])
    with pytest.raises(ValueError, match="both written m"):
        model.let("twice", 2 * model["q"], "m", "twice the mean")
    rows = [one("m", "a mean"), Parameter("r", 0.5, low=0, high=1, symbol="m", label="a median")]
    assert list(faults(Model("toy", "Toy", rows))) == ["toy: r and q are both printed m"]
