"""The data of the synthesis: every name it uses exists, every range is the one stated, every package runs."""

import re
from dataclasses import replace

import numpy as np
import pytest

import models
from models.core import register
from models.synthesis import _draws, _premises
from models.synthesis._premises import (
    BOXES,
    LINKS,
    PACKAGES,
    READINGS,
    STANCES,
    TESTS,
    THEMES,
    linked,
    pushes,
    with_changes,
)
from models.synthesis.five_proposals import package_table

PARAGRAPHS = {"A": 16, "B": 21, "C": 49, "D": 24, "E": 10}
TRADE = dict(
    penalty=(0, 2),
    complement=(0, 1.5),
    omega=(0, 0.6),
    theta_large=(0, 1.5),
    kappa=(0, 1),
    beta=(0, 2),
    phi=(0, 1),
)
BOX = {  # as the specification prints the ranges
    "deterrence": dict(
        p_R_resolute=(0.02, 0.98), p_W_resolute=(0.02, 0.98), gain=(0, 1), severity=(0, 2),
        status_quo=(0, 0.6), backdown_cost=(0.05, 2), loss_W_irresolute=(0.05, 2),
        value_W_resolute=(0.05, 1),
    ),
    "allied_unity": dict(
        cost=(0.02, 1.5), dispersion=(0, 0.9), cost_share=(0, 0.9), severity=(0.1, 3),
        gain=(0.05, 1.5),
    ),
    "security_guarantees": dict(
        e_sea=(0, 12), e_air=(0, 120), e_land=(0, 50), e_cyber=(0, 20), v=(0, 1),
        lam=(0.01, 0.2), c=(0, 0.8), d=(0.2, 3), k_lo=(0, 0.8), k_gap=(0.3, 2),
    ),
    "attrition": dict(
        value_R=(0.3, 2), value_U=(0.3, 2), cost_R=(0.02, 0.5), cost_U=(0.02, 0.5),
        pressure=(0, 3), support=(0, 0.9), z_R=(0.02, 0.6), z_U=(0.02, 0.6),
    ),
    "sequenced_withdrawal": dict(
        g=(0.05, 3), delta=(0.05, 0.97), mu=(0.1, 1), eps=(0, 0.3), w=(0, 5),
    ),
    "mediation": dict(
        p=(0.1, 0.95), cost_1=(0.02, 0.6), cost_low=(0.01, 0.4), p_resolved=(0.05, 0.95),
        accuracy=(0.55, 1), bias=(-0.5, 2), cost_med=(0.02, 1), cost_gap=(0.05, 0.5),
    ),
    "issue_linkage": dict(
        alpha=(0.05, 0.95), beta=(0.05, 0.95), l1=(0, 1), h1=(0, 1), l2=(0, 1), h2=(0, 1),
        a3=(0, 1), b3=(0, 1),
    ),
    "deferred_sovereignty": dict(
        p=(0.02, 0.98), r_R=(0, 0.99), r_U=(0, 0.99), delta=(0.85, 0.99), years=(0, 40),
        v=(0, 1), face_R=(-0.3, 0.4), face_U=(-0.3, 0.4), q0=(0.05, 0.95),
        log_kappa=(np.log(0.005), 0), enforce=(0, 1),
    ),
    "private_information": dict(
        p_recv=(0, 1), c_prop=(0.01, 0.6), c_lo=(-0.5, 0.5), phi=(0.02, 0.98), deal=(0, 1),
        c_gap=(0.03, 0.8),
    ),
    "shifting_power": dict(
        p1=(0.05, 0.95), p2=(0, 1), g=(0, 0.6), c_R=(0.02, 0.5), c_U=(0.02, 0.5),
        delta=(0.3, 0.95),
    ),
    "sanctions": dict(
        p_soft=(0.02, 0.98), v_soft=(0.05, 0.95), lag=(0.05, 0.9), cost=(0, 1),
        contain=(0, 0.9), backdown_cost=(0, 1),
    ),
    "sanctions_relief": dict(
        cost=(0, 1), contain=(0, 0.9), backdown_cost=(0, 1), comply_cost=(0.05, 1.2), delta=(0.3, 0.98),
        snapback=(0, 1), lapse=(0, 0.5),
    ),
    "arms_control": dict(
        tau_R=(0.02, 0.98), tau_W=(0.02, 0.98), h=(0.05, 0.95), l=(0.05, 2), g=(0.05, 2),
        a=(0.05, 0.95),
    ),
    "secondary_sanctions": TRADE,
    "frozen_asset": TRADE | dict(
        tau=(0, 1), settle_cost=(0.05, 1), settle_value=(0.05, 1.5), asset_bn=(0, 300), stake_bn=(200, 2000),
        chi=(0, 1.5), promise_cost=(0, 1), lapse_prob=(0, 0.9),
    ),
}  # fmt: skip


def faults(links=LINKS, tests=TESTS, packages=PACKAGES, boxes=BOXES):
    """Names that do not exist where the data look for them."""
    for link in links:
        slug, _, name = link.partition(".")
        if slug not in boxes or name not in boxes[slug].own:
            yield link
    for test in tests.values():
        outcomes = models.load(test.model).outcomes
        if test.outcome not in outcomes or not set(test.among) <= set(
            models.load(test.model).categories(test.outcome)
        ):
            yield test.name
        if test.model not in boxes or not set(test.asserted) | set(test.denied) <= set(READINGS):
            yield test.name
    for row in packages:
        model = models.load(row["model"])
        if row["reading"] not in READINGS or row["preset"] not in (None, *model.presets):
            yield row["preset"]
        for name, value in row["gives"].items():
            if name not in model.outcomes or not (isinstance(value, bool) or value in model.categories(name)):
                yield name
    for slug, box in boxes.items():
        known = models.load(slug).parameters
        for name in [*(set(box.own) - set(box.labels)), *box.derived, *box.fixed, *box.through]:
            if name not in known:
                yield f"{slug}.{name}"
        for source, outcome in (link.split(".") for link in box.through.values()):
            if source not in box.upstream or outcome not in models.load(source).outcomes:
                yield f"{source}.{outcome}"


def test_every_name_exists():
    assert list(faults()) == []


@pytest.mark.parametrize("wrong", [
    dict(links=["deterrence.p_R_resolut"]),
    dict(links=["deferred_sovereignty.c_R"]),  # made from r_R, not drawn
    dict(tests={"x": type(TESTS["unity"])("x", "", "deterrence", "prob_chalenge", {}, {})}),
    dict(tests={"x": type(TESTS["unity"])("x", "", "attrition", "regime", {}, {}, among=("R_gives_up",))}),
    dict(packages=[{"reading": "A", "model": "attrition", "preset": "AA", "gives": {}}]),
    dict(packages=[{"reading": "A", "model": "attrition", "preset": "A", "gives": {"regime": "peace"}}]),
    dict(boxes=BOXES | {"frozen_asset": replace(BOXES["frozen_asset"], through={"revenue": "secondary_sanctions.revenu"})}),
    dict(boxes=BOXES | {"attrition": type(BOXES["attrition"])("attrition", {"cost_RR": (0, 1)})}),
])  # fmt: skip
def test_a_misspelt_name_is_a_fault(wrong):
    with pytest.raises((AssertionError, KeyError)):
        assert list(faults(**wrong)) == []


def test_ranges_are_those_of_the_specification():
    assert set(BOXES) == set(BOX)
    # beside the models of the claims, those that a theme moves and no claim asks
    assert set(BOXES) - {test.model for test in TESTS.values()} == {"sanctions", "secondary_sanctions"}
    for slug, expected in BOX.items():
        assert set(BOXES[slug].ranges) == set(expected), slug
        for name, ends in expected.items():
            assert BOXES[slug].ranges[name] == pytest.approx(ends, abs=1e-12), f"{slug}.{name}"


def test_pressure_on_trade_reaches_the_asset_through_the_trading_blocs():
    """`revenue` of the asset is what `secondary_sanctions` returns at the same draw, and nothing of its own."""
    box, blocs = BOXES["frozen_asset"], models.load("secondary_sanctions")
    drawn = _draws.draw(box, [(0,) * len(linked("frozen_asset"))], _draws.Settings(1 / 3, 256, 1))
    trade = {name: drawn[name][0] for name in TRADE}
    assert np.array_equal(box.point(drawn)["revenue"][0], blocs.solve(**trade)["target_revenue"])
    assert set(linked("frozen_asset")) == {"penalty", "tau", "settle_cost"}
    assert [box.owner(name) for name in ("penalty", "tau")] == ["secondary_sanctions", "frozen_asset"]
    clash = replace(box, own={"penalty": (0, 1)})
    with pytest.raises(ValueError, match="share a name"):
        list(clash.ranges)


def test_a_slider_that_a_chapter_widens_does_not_move_the_scorecard(monkeypatch):
    """The boxes are frozen in the data; the register gives defaults and labels only."""
    pushed = tuple(pushes("allied_unity", STANCES["A"]).values())
    before = _draws.shares_of(("unity", (pushed,)), _draws.Settings(1 / 3, 256, 1))
    rows = register.read()
    wide = {name: replace(p, high=p.high + 5 * p.step) for name, p in rows["allied_unity"].items()}
    monkeypatch.setattr(register, "read", lambda *_: rows | {"allied_unity": wide})
    assert register.parameters("allied_unity")["cost"].high > rows["allied_unity"]["cost"].high
    assert _premises._read()[3] == BOXES
    assert _draws.shares_of(("unity", (pushed,)), _draws.Settings(1 / 3, 256, 1)) == before


@pytest.mark.parametrize("row", PACKAGES, ids=lambda row: f"{row['reading']}-{row['model']}-{row['preset']}")
def test_package_runs_to_the_regime_stated(row):
    """Table 'How each package runs through the models'."""
    model = models.load(row["model"])
    solved = model.solve(**model.presets[row["preset"]] if row["preset"] else {})
    assert {name: solved[name] for name in row["gives"]} == row["gives"]


def test_package_table_has_every_document_and_what_the_models_return():
    assert [row["gives"] for row in package_table()] == [row["gives"] for row in PACKAGES]
    assert {row["reading"] for row in PACKAGES} == set(READINGS) and len(PACKAGES) == 35


def test_a_parameter_belongs_to_one_theme():
    links = [link for theme in THEMES.values() for link in theme.links]
    assert len(links) == len(set(links))
    drawn = {f"{BOXES[slug].owner(name)}.{name}" for slug in BOXES for name in linked(slug)}
    assert drawn == set(links)
    assert all(sign in (-1, 1) for theme in THEMES.values() for sign in theme.links.values())


def test_every_side_taken_cites_paragraphs_that_exist():
    sources = [(r, t.sources[r], t.stances[r]) for t in THEMES.values() for r in READINGS]
    sources += [
        (r, s, 1) for test in TESTS.values() for r, s in [*test.asserted.items(), *test.denied.items()]
    ]
    for reading, source, stance in sources:
        assert stance in (-1, 0, 1) and (source or stance == 0)
        assert not source or source[0] == reading[0]
        for number in re.findall(r"[¶–](\d+)", source):
            assert 1 <= int(number) <= PARAGRAPHS[reading[0]], source


def test_menus_of_the_register_are_the_names_of_the_data():
    parameters = models.load("five_proposals").parameters
    assert parameters["test"].choices == tuple(TESTS)
    assert parameters["test"].choice_labels == {name: test.label for name, test in TESTS.items()}
    for name in ("reading_i", "reading_j"):
        assert parameters[name].choices == (*READINGS, "own")
    assert [name for name in parameters if name.startswith("own_")] == [f"own_{theme}" for theme in THEMES]


@pytest.mark.parametrize("change, words", [
    ({"Z": {"aims": 1}}, "reading must be one of"), ({"A": {"aim": 1}}, "theme must be one of"),
    ({"own": {"aims": 2}}, "-1, 0 or 1"), ({"own": {"aims": True}}, "-1, 0 or 1"),
    ({"own": {"aims": 0.5}}, "-1, 0 or 1"),
])  # fmt: skip
def test_a_change_of_codings_is_checked(change, words):
    with pytest.raises(ValueError, match=words):
        with_changes(change)


def test_a_change_of_codings_leaves_the_book_alone():
    assert with_changes({"D": {"aims": 1}})["D"] == {**STANCES["D"], "aims": 1} and STANCES["D"]["aims"] == 0
