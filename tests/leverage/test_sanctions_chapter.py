"""Numbers in the prose of chapters/leverage/sanctions.md."""

import numpy as np
import pytest

import models
from tests.passages import assert_passage

model = models.load("sanctions")
solve, preset = model.solve, model.presets
default = {name: p.default for name, p in model.parameters.items()}


def f(value, digits=2):
    return f"{value:.{digits}f}".replace("-", "−")


def at(name):
    """Parameters and outcomes at a preset."""
    values = {**default, **preset[name]}
    return {**values, **solve(**values)}


def matrix():
    ((west, russia),) = model.game().support_enumeration()
    return west[0], russia[0]


def at_default():
    return {**default, **solve()}


def sheet():
    """The activity's points: late concession for the West, for soft Russia, and both sides' failures."""
    d = at_default()
    e, m = d["lag"], d["net_cost"]
    return 100 * (1 - e - e * m), 100 * (e + (1 - e) * d["v_soft"]), 100 * (e + (1 - e) * 1.2), 100 * m


def percent(*names):
    return [f"{100 * solve()[name]:.0f}" for name in names]


PASSAGES = [
    ("The West imposes with {}, soft Russia concedes with {}.", lambda: map(f, matrix())),
    ("The West may impose with any chance from {} to 1", lambda: [f(matrix()[0])]),
    ("(21 January 2022) that is {} against {}: believed.", lambda: map(f, (at("E")["backdown_cost"], at("E")["net_cost"]))),
    ("which is our reading, it is {} against {}: a bluff", lambda: map(f, (at("C")["backdown_cost"], at("C")["net_cost"]))),
    ("gives it an $a$ of {} or more", lambda: [f(at("C")["net_cost"])]),
    ("worth making if Russia is soft with more than {}.", lambda: [f(at("C")["pi_threat"])]),
    ("By then the belief is $\\pi^*$ and no longer $\\pi$: {} and not {}.",
     lambda: map(f, (at("C")["pi_star"], at("C")["p_soft"]))),
    ("On D's numbers the threat stops being worth its cost below a chance of {}.", lambda: [f(at("D")["pi_threat"])]),
    ("a pile of {} cards, {} *soft* and {} *hard*",
     lambda: [{10: "ten", 4: "four", 6: "six"}[round(10 * share)] for share in (1, default["p_soft"], 1 - default["p_soft"])]),
    ("| imposed, Russia gives in late | {} | −{} | −{} |", lambda: [f"{x:.4g}" for x in sheet()[:3]]),
    ("| imposed, Russia holds out | −{} | −100 | −100 |", lambda: [f"{sheet()[3]:.0f}"]),
    ("| Russia concedes at once | 100 | −{} | −120 |", lambda: [f"{100 * default['v_soft']:.0f}"]),
    ("| the West backs down | −{} | 0 | 0 |", lambda: [f"{100 * default['backdown_cost']:.0f}"]),
    ("The threat works in {}% of the rounds. Sanctions are imposed in {}%, and {}% of those work. "
     "The West backs down in {}%.",
     lambda: percent("prob_threat_works", "prob_imposed", "success_if_imposed", "prob_backdown")),
]  # fmt: skip


@pytest.mark.parametrize("template, numbers", PASSAGES)
def test_a_number_in_the_text_is_what_the_model_yields(template, numbers):
    assert_passage("leverage/sanctions", template, *numbers())


def test_the_readings_fall_where_the_text_puts_them():
    """'believed', 'a bluff'"""
    assert at("E")["regime"] == "credible_threat"
    assert at("C")["regime"] == "bluff"
    assert not at("E")["success_if_imposed"]


def test_cheaper_sanctions_pass_through_the_regimes_in_order():
    """The question of the threat map."""
    found = solve(cost=np.linspace(0.7, 0, 71))["regime"].tolist()
    assert list(dict.fromkeys(found)) == ["empty", "bluff", "credible_threat", "contain"]


def test_a_late_concession_makes_the_bluff_a_sliver():
    """'lengthen the lag': at the longest one the bluff is all but gone."""
    cost, p_soft = np.meshgrid(np.linspace(0, 1, 101), np.linspace(0.02, 0.98, 49))
    share = [np.mean(solve(cost=cost, p_soft=p_soft, lag=e)["regime"] == "bluff") for e in (0.3, 0.9)]
    assert 0 < share[1] < 0.1 < share[0]
