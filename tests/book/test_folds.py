"""Folded boxes of a page are `<details>`, with everything they held."""

import pytest

from widgets.book.folds import fold

TITLE = '<p class="admonition-title">Solution to<a class="reference" href="#ex"> Exercise 5</a></p>'


def test_a_solution_becomes_details_under_its_own_name():
    folded = fold(
        f'<p>Before.</p>\n<div class="solution dropdown admonition" id="answer">\n\n{TITLE}\n<p>42</p>\n</div>\nAfter.'
    )
    assert folded == (
        '<p>Before.</p>\n<details class="fold solution admonition" id="answer">'
        '<summary class="admonition-title">Solution to Exercise 5</summary>\n<p>42</p>\n'
        '<p class="fold-links"><a class="reference" href="#ex"> Exercise 5</a></p></details>\nAfter.'
    )  # fmt: skip


def test_boxes_within_boxes_and_scripts_keep_their_bounds():
    folded = fold(
        '<div class="dropdown admonition"><p class="admonition-title">Out</p><div><script>x = "</div>"</script></div>'
        '<div class="admonition toggle toggle-shown"><p class="admonition-title">In</p>é</div></div><div>rest</div>'
    )
    assert folded == (
        '<details class="fold admonition"><summary class="admonition-title">Out</summary>'
        '<div><script>x = "</div>"</script></div>'
        '<details class="fold admonition" open><summary class="admonition-title">In</summary>é</details>'
        "</details><div>rest</div>"
    )  # fmt: skip


def test_further_names_of_a_box_are_kept():
    folded = fold(f'<div class="dropdown admonition" id="a"><span id="b"></span>\n{TITLE}</div>')
    assert 'id="a"' in folded and '<summary class="admonition-title"><span id="b"></span>\nSolution' in folded


@pytest.mark.parametrize(
    "box", ['<div class="toggle docutils container"><p>x</p></div>', '<div class="dropdown">x</div>']
)
def test_a_box_without_a_title_says_that_there_is_more(box):
    assert '<summary class="admonition-title">Show more</summary>' in fold(box)


@pytest.mark.parametrize(
    "text", ["", "<p>no box</p>", '<div class="note admonition">x</div>', 'A "toggle" & a <b>drop</b>']
)
def test_everything_else_stays_as_it_is(text):
    assert fold(text) == text
