"""What is played in chapters/deterrence/deterrence.md, by its own rules: the teacher's predictions."""

import pytest

from tests.deterrence.test_deterrence_chapter import at
from tests.passages import says
from tests.support import close


@pytest.mark.parametrize("limit, row", [
    (4, (10, 4, 6, 60, 8)), (6, (10, 6, 4, 40, 12)), (7, (10, 7, 3, 30, 14)), (9, (0, 0, 0, 20, 80)),
])  # fmt: skip
def test_the_teachers_sheet_predicts_every_card_and_round(limit, row):
    """Ten pairs, all Sides 1 resolute: cards up to the limit resist, cards above it give way."""
    challenges, conflicts, concessions, side_1, side_2 = row
    found = at(p_R_resolute=1 - 1e-9, p_W_resolute=limit / 10)
    assert [round(10 * float(found[name]), 6) for name in ("prob_challenge", "prob_conflict", "prob_concession")] == [
        challenges, conflicts, concessions]  # fmt: skip
    assert close(100 * found["value_R"], side_1, 1e-6) and close(100 * found["value_W"], side_2, 1e-6)
    assert found["resist_prob_W_irresolute"] == 0
    if challenges:
        assert conflicts == sum(card <= limit for card in range(1, 11))


@says(
    "deterrence",
    "So nobody can bluff, the threshold of 80 stays where it is, and there are twice as many challenges.",
)
def test_where_the_activity_differs_from_the_text():
    for y in (0.4, 0.6, 0.7, 0.9):
        text, room = at(p_W_resolute=y), at(p_R_resolute=1 - 1e-9, p_W_resolute=y)
        assert close(room["threshold_deter"], text["threshold_deter"])
        assert close(room["prob_challenge"], 2 * text["prob_challenge"], 1e-6)


def test_rows_meet_new_partners():
    pairs = 4
    assert len({(seat, (seat + shift) % pairs) for shift in range(4) for seat in range(pairs)}) == 4 * pairs
