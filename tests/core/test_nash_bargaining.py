"""Nash bargaining on packages of many issues: the barter of 1950, units, names, bad lists."""

import numpy as np
import pytest

from models.core.nash_bargaining import linked_n
from tests.support import assert_outcomes, close


def barter(box=1):
    """Book, whip, ball, bat and box are Bill's, pen, toy, knife and hat are Jack's; Bill is R."""
    bills = [1] * 5 + [0] * 4
    return linked_n([2, 2, 2, 2, 4, 10, 4, 6, 2], [4, 2, 1, 2, box, 1, 1, 2, 2], bills, bills)


def test_reproduces_the_barter_of_nash():
    """Nash (1950): Bill hands over book, whip, ball and bat; Jack pen, toy and knife; gains 12 and 5."""
    found = barter()
    assert found["shares"] == [0, 0, 0, 0, 1, 1, 1, 1, 0]
    assert_outcomes(found, deal=True, u_R=24, u_W=11)


@pytest.mark.parametrize("value, kept", [(5 / 3, 1.0), (1.8, None), (2.6, None), (8 / 3, 0.0)])
def test_the_box_changes_hands_between_five_and_eight_thirds(value, kept):
    """Exercise 3: in part above 5/3; entirely from 8/3, where Bill keeps the ball."""
    share = barter(box=value)["shares"][4]
    assert close(share, kept) if kept is not None else 0 < share < 1
    assert close(barter(box=3)["shares"][2], 1.0) and barter(box=3)["shares"][4] == 0


def test_the_seminar_game_ends_as_predicted():
    found = linked_n([60, 20, 40], [25, 45, 10], [0.5, 0.6, 0], [0.2, 0.4, 0])
    assert_outcomes(found, u_R=56.6, u_W=63.1, tolerance=1e-3)
    assert np.allclose(found["shares"], [0.28, 0, 1], atol=0.005)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7])
def test_units_and_names_of_issues_and_players_do_not_matter(n):
    """Sanity limits, through `linked_n`."""
    random = np.random.default_rng(n)
    for _ in range(10):
        a, b, l, h = random.random((4, n))  # noqa: E741
        base = linked_n(a, b, l, h)
        scaled = linked_n(1000 * a, b / 7, l, h)
        assert_outcomes(scaled, deal=base["deal"], u_R=1000 * base["u_R"], u_W=base["u_W"] / 7)
        assert np.allclose(scaled["shares"], base["shares"], equal_nan=True)
        order = random.permutation(n)
        assert_outcomes(linked_n(a[order], b[order], l[order], h[order]), u_R=base["u_R"], u_W=base["u_W"])
        assert_outcomes(linked_n(b, a, 1 - h, 1 - l), deal=base["deal"], u_R=base["u_W"], u_W=base["u_R"])


BAD = [dict(l=[0.5]), dict(a=[-1, 1]), dict(h=[0.5, 1.1]), dict(b=[np.nan, 1]), dict(a="x"),
       dict(a=[0, 0], b=[0, 0]), dict(a=[], b=[], l=[], h=[])]  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_linked_n_refuses_bad_lists(bad):
    with pytest.raises(ValueError, match="|".join(bad)):
        linked_n(**dict(a=[1, 2], b=[2, 1], l=[0.5, 0.5], h=[0.5, 0.5]) | bad)


@pytest.mark.parametrize("n", [1, 2, 4, 8])
def test_each_issue_goes_to_the_side_whose_relative_gain_is_larger(n):
    """A line touches the frontier at the solution; without a deal, one passes below the threats."""
    random = np.random.default_rng(n)
    for _ in range(25):
        a, b, l = random.random((3, n))  # noqa: E741
        h = np.clip(l + random.uniform(-0.3, 0.5, n), 0, 1)
        a, b = np.where(random.random(n) < 0.2, 0, a), np.where(random.random(n) < 0.2, 0, b)
        if not (a + b).any():
            continue
        found, d = linked_n(a, b, l, h), np.array([a @ l, b @ (1 - h)])
        if not found[
            "deal"
        ]:  # some weighing of the two sides leaves even the best split below the status quo
            weights = np.linspace(0, 1, 2001)
            best = [np.maximum(t * a, (1 - t) * b).sum() - t * d[0] - (1 - t) * d[1] for t in weights]
            assert min(best) < 1e-3
            continue
        u, v = found["u_R"] - d[0], found["u_W"] - d[1]
        assert min(u, v) > -1e-12
        pull, s = a * v - b * u, np.array(found["shares"])
        assert np.maximum(pull * (1 - s), -pull * s).max() < 1e-10
        assert all(s[(a == 0)] == 0)
