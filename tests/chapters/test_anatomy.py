"""The rules for lessons: the template of CONTRIBUTING keeps them all, and each one finds what breaks it."""

import re

import pytest

from tests import passages
from tests.book import sample
from tests.chapters import anatomy, rules, running
from widgets.lesson import read_lesson

SLUG = "bargaining_range"  # the model that the template loads
TEMPLATE = re.search(
    r"^(`{5,})md\n(---\n.*?)^\1$",
    (running.ROOT / "CONTRIBUTING.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)[2]
TESTS = re.search(
    r"^```python\n(from tests.*?)^```$",
    (running.ROOT / "CONTRIBUTING.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)[1]


def chapter(source=TEMPLATE, tests=TESTS):
    return anatomy.Chapter(SLUG, source, tests)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_template_keeps_the_rule(rule):
    assert rule(chapter()) == []


def test_the_template_has_its_numbers_from_the_model():
    assert rules.numbers(chapter()) == []


def test_the_template_is_read_and_built_without_a_warning(tmp_path):
    file = tmp_path / f"{SLUG}.md"
    file.write_text(TEMPLATE, "utf-8")
    assert read_lesson(file).able
    text = TEMPLATE.split("\n---\n", 1)[1]
    text = re.sub(r"\{cite(?::\w+)?\}`(\w+)`", r"\1", text)  # the small book has no bibliography
    other = "# The venue\n"
    glossary = "# Glossary\n\n```{glossary}\nbargaining range\n  What both like better than war.\n```\n"
    page, warnings = sample.build(
        tmp_path / "book",
        {"start": {"venue": other}, "bargaining": {SLUG: text}, "reference": {"glossary": glossary}},
        unnumbered=("reference",),
    )
    assert not warnings, warnings
    html = (page / "chapters" / "bargaining" / f"{SLUG}.html").read_text("utf-8")
    for part in (
        'data-after="room"',
        'class="tt-handout',
        'class="tt-role-card',
        'class="tt-value"',
        "Exercise 2.5",
    ):
        assert part in html, part


WORDS = "One more word follows another here. "
CELL = "```{{code-cell}} ipython3\n{}\n```\n\n"


def below(heading, text):
    """A change of the template: `text` stands first in a section."""
    return lambda source: source.replace(f"## {heading}\n", f"## {heading}\n\n{text}\n", 1)


def instead(old, new):
    return lambda source: source.replace(old, new)


def exchanged(source):
    source = source.replace("## Play\n", "## X\n").replace("## The question\n", "## Play\n")
    return source.replace("## X\n", "## The question\n")


# what is broken: the rule that finds it, how it is broken, and what the rule says
BREAKS = {
    "a section is missing": ("order", instead("## By machine\n", ""), "'## By machine' is missing"),
    "a section of another kind": ("order", instead("## Play\n", "## Explore\n"), "'Explore' is none"),
    "two sections exchanged": ("order", exchanged, "bring them into the order"),
    "a third piece": ("order", instead("## By machine\n", 2 * "## One piece more\n"), "stands 3 times"),
    "words": ("budget", below("Play", 350 * WORDS), "words"),
    "formulas": ("budget", below("Play", 60 * "$p=1$ "), "formulas"),
    "symbols": ("budget", below("Play", "$abdefghijkl$"), "symbols"),
    "propositions": ("budget", below("Play", 3 * "```{prf:proposition} A\nB\n```\n\n"), "propositions"),
    "explorers": ("budget", below("Play", 4 * CELL.format("widgets.explore(m)")), "explorers"),
    "a long question": ("question", below("The question", 40 * WORDS), "words"),
    "citations": ("question", below("Play", "A¶1 A¶2 A¶3 A¶4 A¶5 A¶6"), "paragraphs are cited"),
    "no head": ("head", instead("widgets.lesson_head", "print"), "widgets.lesson_head("),
    "no play": ("acts_first", instead("widgets.play", "print"), "widgets.play"),
    "nothing asked": ("asks", instead("asks=", "notes="), "asks=[widgets.Ask(...)]"),
    "no assert": ("machine", instead("assert ", "print "), "assert"),
    "four questions": ("foot", below("What you now know", CELL.format("Ask(1)")), "three questions"),
    "six exercises": ("exercises", below("Exercises", "```{exercise}\nX\n```\n"), "6 exercises"),
    "no teacher's sheet": ("activity", instead("handout teacher", "handout"), "teacher's sheet"),
    "Further is open": ("further", below("Further", 9 * WORDS), "is folded"),
    "too much to read": (
        "further",
        below("Further reading", 6 * "- {cite:t}`x`: it says why it does.\n"),
        "one to 5",
    ),
    "a loud title": ("titles", instead("## Play\n", "### Bang!\n\n## Play\n"), "'Bang!' is plain"),
    "a strong word": (
        "strong_words",
        below("Play", "Plans never matter.\n"),
        "no test backs 'Plans never matter.'",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_rule_finds_what_breaks_it(name):
    rule, change, words = BREAKS[name]
    broken = change(TEMPLATE)
    assert broken != TEMPLATE
    assert words in "\n".join(getattr(rules, rule)(chapter(broken)))


def test_what_does_not_count_is_left_out():
    plain = chapter()
    more = TEMPLATE.replace(
        "## Play\n",
        f"## Play\n\n:::{{dropdown}} Show the step\n{300 * WORDS}\n$p=1$\n:::\n\n{CELL.format('# ' + 300 * WORDS)}"
        f":::{{admonition}} Sheet\n:class: handout dropdown\n{300 * WORDS}\n:::\n",
    )
    assert chapter(more).words == plain.words and chapter(more).formulas == plain.formulas


def test_a_letter_with_two_indices_is_one_symbol_and_one_letter_is_no_formula():
    text = TEMPLATE.replace("## Play\n", "## Play\n\n$q_R$ $q_{U}$ $\\psi^*$ and $\\text{words}$\n\n", 1)
    assert chapter(text).symbols == chapter().symbols | {"q", "psi"}
    assert chapter(text).formulas == chapter().formulas


@pytest.mark.parametrize("text, tests, free", [
    ("It is 0.37.", "", False), ("It is {abbr}`0.37 (bargaining_range: x_lo)`.", "", True),
    ("It is 0.37.", 'PASSAGES = [("It is {}.", 1)]', True), ("It was 0.37.", 'PASSAGES = [("It is {}.", 1)]', False),
    ("It is 0.37.", f'harmless("{SLUG}", "It is 0.37")', True), ("See Python 3.11.2 and D¶2.", "", True),
])  # fmt: skip
def test_a_number_is_free_where_something_checks_it(text, tests, free):
    assert (rules.numbers(chapter(f"# T\n\n## Play\n\n{text}\n", tests)) == []) == free


def test_a_number_that_a_cell_prints_is_free():
    assert rules.numbers(chapter("# T\n\n## Play\n\nIt is 0.37.\n", ""), "p 0.37") == []


@pytest.mark.parametrize("tests, backed", {
    f'@says("{SLUG}", "Plans never matter.")\ndef test_it(): pass': True,
    f'@says("bargaining/{SLUG}", "never matter")\ndef test_it(): pass': True,
    f'harmless("{SLUG}", "never matter")': True, '@says("venue", "Plans never matter.")\ndef test_it(): pass': False,
    f'@says("{SLUG}", "Plans")\ndef test_it(): pass': False, "": False,
}.items())  # fmt: skip
def test_a_strong_sentence_is_backed_by_a_test_that_names_it(tests, backed):
    text = "# T\n\n## Play\n\nPlans *never* matter. Costs do.\n"
    assert (rules.strong_words(chapter(text, tests)) == []) == backed


def test_a_claim_is_looked_for_in_the_text_when_its_test_runs():
    @passages.says(SLUG, "This sentence stands nowhere.")
    def test():
        raise RuntimeError("ran although the sentence is gone")

    with pytest.raises(AssertionError, match="does not say any more: This sentence stands nowhere"):
        test()
