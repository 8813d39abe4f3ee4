"""What is played in chapters/commitment/security_guarantees.md, by its own rules: cards, points and predictions."""

import re

import numpy as np
import pytest

import models
from tests.chapters import anatomy
from tests.passages import CHAPTERS, text_of

SLUG = "security_guarantees"
model = models.load("security_guarantees")
EXAMPLE = {"s_sea": 0, "s_air": 0, "s_cyber": 0, "c": 0.25, "d": 2, "lam": 0.05}
DECK = [25 + 5 * n for n in range(20)]
SENT = range(21)


def example(**values):
    return model.solve(**EXAMPLE | values)


def value(name, **values):
    return float(model.evaluate([model[name]], **values)[0])


def comes_on(sent, stake):
    """Cards on which coming is no dearer than staying away."""
    return [card for card in DECK if card <= stake + 5 * sent]


def attack_pays(sent, stake):
    came = len(comes_on(sent, stake))
    return (came * (75 - 200) + (20 - came) * 75) / 20


def guarantor_pays(sent, stake):
    attacked = attack_pays(sent, stake) > 0
    return sent + attacked * sum(min(card, stake + 5 * sent) for card in DECK) / 20


@pytest.mark.parametrize("stake", [20, 0])
@pytest.mark.parametrize("sent", SENT)
def test_the_cards_are_the_model(sent, stake):
    """Presence becomes a chance by counting cards; whole thousands and the range from 20 to 120 agree with them."""
    found = example(e_land=sent, v=stake / 100)
    assert len(comes_on(sent, stake)) == pytest.approx(20 * found["q_land"])
    assert attack_pays(sent, stake) == pytest.approx(
        100 * value("b_land", **EXAMPLE, e_land=sent, v=stake / 100)
    )
    assert (attack_pays(sent, stake) > 0) == (found["attack_domain"] == "land")


def test_the_computer_plays_its_best_reply_and_the_reader_s_number_has_its_cost():
    """The tree of the first cell: no regret at any number on offer, and worth what the cards say."""
    names = anatomy.Chapter.read(CHAPTERS / f"commitment/{SLUG}.md").played()
    for number in (0, 2, 4, 6, 7, 8, 10, 12):
        values = names["example"] | {"e_land": number}
        assert max(names["sent"].regret(**values).values()) < 1e-9
        assert 100 * names["sent"].at(**values).payoffs()["G"] == pytest.approx(-guarantor_pays(number, 20))


@pytest.mark.parametrize("stake", [20, 0])
def test_nobody_at_the_table_is_indifferent(stake):
    """'There are no ties': neither the attacker, at any number sent, nor the guarantor among numbers to send."""
    assert all(attack_pays(sent, stake) != 0 for sent in SENT)
    pays = sorted(guarantor_pays(sent, stake) for sent in SENT)
    assert pays[1] - pays[0] > 0.5


def test_the_play_and_the_teacher_predict_what_the_rules_give():
    """'Side 2 sends 8 … pays 8', '7 costs 57', 'from 1 to 7 it is worse than nobody'; and the closing words of the play."""
    pays = [guarantor_pays(sent, 20) for sent in SENT]
    assert int(np.argmin(pays)) == 8 and pays[8] == 8
    assert [pays[n] for n in (0, 4)] == pytest.approx([20, 42.5]) and round(pays[7]) == 57
    assert all(pays[n] > pays[0] for n in range(1, 8)) and all(attack_pays(n, 20) > 0 for n in range(8))
    assert (attack_pays(7, 20), attack_pays(8, 20)) == (5, -5)
    assert len(DECK) - len(comes_on(7, 20)) == 13 and len(comes_on(8, 20)) == 8
    for says_so in (
        "The cards 25 to 55 are 7 of 20; on the other 13 it breaks its word.",
        "With 8 thousand you would come on 8 cards of 20.",
        "on average you lose 57; with 4 you lose 42.5, with nobody 20.",
        "8 leaves the attack at −5, 7 at +5",
    ):
        assert says_so in text_of(SLUG).replace('" "', ""), says_so


def test_the_third_round_is_predicted_too():
    """'Side 2 sends nobody, is attacked, stays away and pays 0. With 12 it would be left alone … Up to 11 are attacked.'"""
    pays = [guarantor_pays(sent, 0) for sent in SENT]
    assert int(np.argmin(pays)) == 0 and pays[0] == 0 and not comes_on(0, 0)
    assert attack_pays(11, 0) > 0 > attack_pays(12, 0) and pays[12] == 12


@pytest.mark.parametrize(
    "stake, card, least", [(20, 25, 1), (20, 60, 8), (20, 120, 20), (0, 25, 5), (0, 60, 12), (0, 100, 20)]
)
def test_on_each_card_the_guarantor_comes_from_the_number_that_the_teacher_reads(stake, card, least):
    assert next(sent for sent in SENT if card in comes_on(sent, stake)) == least


def test_on_the_dearest_cards_nobody_comes_in_the_third_round():
    """'and not on 105 or more'"""
    assert max(comes_on(20, 0)) == 100


def test_the_deck_on_the_sheet_is_the_range_of_the_model():
    text = (CHAPTERS / f"commitment/{SLUG}.md").read_text("utf-8")
    found = re.search(r"\{admonition\} The deck\n.*?\n:::::", text, re.DOTALL)
    assert [
        int(n) for row in re.findall(r"^\| (\d[\d |]+)\|$", found[0], re.MULTILINE) for n in row.split("|")
    ] == DECK
    low, high = (100 * model.parameters[name].default for name in ("k_lo", "k_hi"))
    assert (low, high) == (DECK[0] - 5, DECK[-1])


def test_the_solution_of_the_first_exercise():
    """'the cards 25 to 50, six of 20 … 9.5 thousand. With whole thousands, 10.'"""
    assert comes_on(8, 10) == [25, 30, 35, 40, 45, 50]
    assert example(v=0.1)["e_req_land"] == pytest.approx(9.5)
    assert next(sent for sent in SENT if attack_pays(sent, 10) <= 0) == 10
