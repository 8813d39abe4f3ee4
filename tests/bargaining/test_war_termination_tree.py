"""The trees of bargaining while fighting: no plan does better anywhere, and walking them gives the model's numbers."""

import numpy as np
import pytest

import models
from tests.bargaining.test_war_termination import NUMBERS, candidates, play, random_points
from tests.support import at

model = models.load("war_termination")


def check(news, **point):
    tree = model.trees[news]
    assert max(tree.regret(**point, news=news).values()) < 1e-9, point
    walked, claimed = tree.walk(**point, news=news), tree.claimed(**point, news=news)
    for player in ("P", "Q"):
        assert walked["payoffs"][player] == pytest.approx(claimed["payoffs"][player], abs=1e-9), point
    for result, chance in claimed["results"].items():
        assert walked["results"].get(result, 0) == pytest.approx(chance, abs=1e-9), point


@pytest.mark.parametrize("news", ["seen", "hidden"])
def test_nobody_gains_anywhere_and_the_ends_are_as_likely_as_stated(news):
    """At random points, wars that the first battle surely or never decides among them, and at the presets."""
    points = random_points(16, 3)
    for index in range(len(points["mu_0"])):
        check(news, **{name: value for name, value in at(points, index).items() if name in NUMBERS})
    for preset in model.presets.values():
        check(news, **{name: value for name, value in preset.items() if name != "news"})


@pytest.mark.parametrize("news", ["seen", "hidden"])
def test_nobody_gains_where_plans_tie_or_a_belief_is_just_enough(news):
    for base in (
        {},
        dict(decisive=0.5),
        dict(model.presets["B3_first_days"]),
        dict(model.presets["D24_refusal"]),
    ):
        found = model.solve(**base | {"news": news})
        check(news, **base | {"mu_0": found["mu_settle"]})
        check(news, **base | {"mu_0": found["mu_star"]})
    # odds of exactly what a refusal must leave for the high offer after a defeat, and after a victory
    check(news, mu_0=8 / 9, p_hi=0.8, p_lo=0.2, c_P=0.25)
    check(news, mu_0=1 / 3, p_hi=0.8, p_lo=0.2, c_P=0.25)


def test_each_kind_of_news_has_its_tree():
    with pytest.raises(ValueError, match="news"):
        model.trees["seen"].walk(news="hidden")


def test_the_answer_to_any_first_offer_is_that_of_the_search():
    """R4 in the tree: how many of the weak fight, at offers on and off the path, against the rules played out."""
    for point in (dict(mu_0=0.4), dict(mu_0=0.1), dict(mu_0=0.7, decisive=0.4), dict(mu_0=0.2, decisive=0.8)):
        full = {name: model.parameters[name].default for name in NUMBERS} | point
        q = {name: np.array([[float(value)]]) for name, value in full.items()}
        spots = [
            spot for spot in model.trees["seen"].at(**full).to_dict()["root"]["moves"][1]["node"]["moves"]
        ]
        offers = np.array([[spot["value"] for spot in spots]])
        _, phi, _ = play(q, offers, hidden=False)
        for spot, searched, value in zip(spots, phi[0], offers[0], strict=True):
            fights = next(m["probability"] for m in spot["node"]["moves"] if m["label"] == "fight")
            kinks = abs(value - candidates(q)).min()
            if kinks > 1e-6:
                assert fights == pytest.approx(searched, abs=1e-6), (full, value)
