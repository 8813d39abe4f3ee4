"""What a lesson must keep: rules from a `Chapter` to a list of faults, each of which says what to do."""

import re

from tests import passages
from tests.chapters.anatomy import ABBR, CELL, CITATION, DECIMAL, LINK, STRONG, as_read

ORDER = (
    "Play", "The question", "The smallest game", "Guess, then look", "One piece more", "By machine",
    "Back to the document", "What the model leaves out", "What you now know", "Exercises", "Seminar activity",
    "Further", "Further reading",
)  # fmt: skip
OPTIONAL = {"Further"}
TWICE = {"One piece more"}
WITHOUT = {"five_proposals": {"The smallest game"}}  # it has none, and says so

BUDGET = {"words": 1800, "formulas": 50, "symbols": 10, "propositions": 2, "explorers": 3}
QUESTION_WORDS = 170  # 150 or so
CITATIONS_BEFORE_THE_GAME = 5
EXERCISES = 5
READINGS = 5
TITLE_WORDS = 7


def order(chapter):
    """Exactly the sections of LESSON.md, in its order."""
    found = [s.kind for s in chapter.sections[1:]]
    may_lack = OPTIONAL | WITHOUT.get(chapter.slug, set())
    faults = [
        f"section {k!r} is none of a lesson's: fold it into one of {', '.join(ORDER)}"
        for k in found
        if k not in ORDER
    ]
    faults += [
        f"section '## {kind}' is missing" for kind in ORDER if kind not in found and kind not in may_lack
    ]
    for kind in ORDER:
        times, allowed = found.count(kind), 2 if kind in TWICE else 1
        if times > allowed:
            faults.append(f"'## {kind}' stands {times} times: {allowed} at most")
    places = [ORDER.index(kind) for kind in found if kind in ORDER]
    if places != sorted(places):
        faults.append(f"sections stand as {found}: bring them into the order {list(ORDER)}")
    return faults


def budget(chapter):
    main = [cell for s in chapter.main for cell in s.cells]
    proved = re.compile(r"\{prf:(?:proposition|theorem|lemma|corollary)\}")
    found = {
        "words": chapter.words, "formulas": len(chapter.formulas), "symbols": len(chapter.symbols),
        "propositions": sum(len(proved.findall(s.main)) for s in chapter.main),
        "explorers": sum(len(re.findall(r"\bexplore\(", cell)) for cell in main),
    }  # fmt: skip
    detail = {"symbols": f": {', '.join(sorted(chapter.symbols))}"}
    return [
        f"the main line has {found[kind]} {kind}{detail.get(kind, '')}; {limit} at most: move what does not fit to "
        "Further, or give it a chapter of its own"
        for kind, limit in BUDGET.items()
        if found[kind] > limit
    ]


def question(chapter):
    faults = []
    for section in chapter["The question"]:
        words = len(section.prose.split())
        if words > QUESTION_WORDS:
            faults.append(
                f"'The question' has {words} words, {QUESTION_WORDS} at most: a claim, and what is against it"
            )
    kinds = [s.kind for s in chapter.sections]
    end = kinds.index("The smallest game") if "The smallest game" in kinds else 3
    cited = [c for s in chapter.sections[:end] for c in CITATION.findall(s.prose)]
    if len(cited) > CITATIONS_BEFORE_THE_GAME:
        faults.append(f"{len(cited)} paragraphs are cited before the smallest game ({', '.join(cited)}): "
                      f"{CITATIONS_BEFORE_THE_GAME} at most, the others below it")  # fmt: skip
    return faults


def head(chapter):
    first = next((cell for s in chapter.sections for cell in s.cells), "")
    if chapter.sections[0].cells and f'lesson_head("{chapter.slug}")' in first:
        return []
    return [f'the first code cell, above Play, ends with: widgets.lesson_head("{chapter.slug}")']


def acts_first(chapter):
    code = "\n".join(cell for s in chapter["Play"] for cell in s.cells)
    if re.search(r"\bplay\(|\bAsk\(", code):
        return []
    return ["Play has a round to play (widgets.play) or, where nobody moves, a guess (widgets.Ask)"]


def asks(chapter):
    """The first figure asks, and is closed until the reader has answered."""
    first = next((cell for s in chapter.sections for cell in s.cells if "Figure(" in cell), "")
    faults = [] if "asks=" in first else ["the first Figure has no question: give it asks=[widgets.Ask(...)]"]
    look = "\n".join(cell for s in chapter["Guess, then look"] for cell in s.cells)
    if "explore(" not in look:
        faults.append("'Guess, then look' holds the first explorer: widgets.explore(...)")
    return faults


def machine(chapter):
    cells = [cell for s in chapter["By machine"] for cell in s.cells]
    if cells and re.search(r"^\s*assert ", cells[-1], re.MULTILINE):
        return []
    return ["'By machine' ends with the assert that derivation and model agree, in its last cell"]


def foot(chapter):
    code = "\n".join(cell for s in chapter["What you now know"] for cell in s.cells)
    if len(re.findall(r"\bAsk\(", code)) == 3:
        return []
    return ["'What you now know' asks three questions that answer back: three widgets.Ask(...)"]


def exercises(chapter):
    found = sum(len(re.findall(r"\{exercise(?:-start)?\}", s.text)) for s in chapter["Exercises"])
    if found == EXERCISES:
        return []
    return [f"{found} exercises: {EXERCISES} are wanted (plug in, derive, vary, code, discuss)"]


def activity(chapter):
    text = "\n".join(s.text for s in chapter["Seminar activity"])
    faults = []
    sheets = re.findall(
        r"^:{3,}\{admonition\} [^\n]+\n:class: ([^\n]*\bhandout\b[^\n]*)$", text, re.MULTILINE
    )
    if not any("teacher" in classes for classes in sheets):
        faults.append(
            "'Seminar activity' has the teacher's sheet: {admonition} with :class: handout teacher dropdown"
        )
    if not any("teacher" not in classes for classes in sheets):
        faults.append(
            "'Seminar activity' has a sheet for the class: {admonition} with :class: handout dropdown"
        )
    return faults


def further(chapter):
    faults = []
    for section in chapter["Further"]:
        if section.prose.strip() and len(section.prose.split()) > 40:
            faults.append(
                "'Further' is folded: put its text into {dropdown} Title (40 words may stand outside)"
            )
    for section in chapter["Further reading"]:
        entries = re.findall(r"^- .+(?:\n(?!- |\n).+)*", section.text, re.MULTILINE)
        if not 1 <= len(entries) <= READINGS:
            faults.append(
                f"'Further reading' lists one to {READINGS} entries, each after '- '; it has {len(entries)}"
            )
        faults += [f"'Further reading' says why in a sentence, with {{cite:t}}: {e!r}" for e in entries
                   if "{cite" not in e or len(e.split()) < 6]  # fmt: skip
    return faults


def titles(chapter):
    headings = [chapter.title, *re.findall(r"^##+ (.+)$", CELL.sub("", chapter.source), re.MULTILINE)]
    faults = [
        f"heading {h!r} is plain: no exclamation, no quotation" for h in headings if re.search(r"[!“”\"…]", h)
    ]
    if len(chapter.title.split()) > TITLE_WORDS:
        faults.append(
            f"the title {chapter.title!r} names the question or the mechanism in {TITLE_WORDS} words or fewer"
        )
    return faults


def strong_words(chapter):
    """A sentence that says exactly, always, never, only, every or hardly is backed by a test that names it."""
    claimed = [" ".join(as_read(claim).split()) for claim in passages.claims(chapter.tests, chapter.slug)]
    claimed = [claim for claim in claimed if STRONG.search(claim)]
    return [
        f"no test backs {sentence!r}: name it in tests/<part>/test_{chapter.slug}_chapter.py with "
        f'@says("{chapter.slug}", "…") on the test that shows it, list it with harmless(…), or say less'
        for sentence in chapter.sentences
        if STRONG.search(sentence) and not any(c in sentence or sentence in c for c in claimed)
    ]


def numbers(chapter, printed=""):
    """A number with decimals comes from the model: by {abbr}, from a cell's output, or by a test that names it."""
    text = " ".join(" ".join(s.main.split()) for s in chapter.main)
    text = ABBR.sub(" ", LINK.sub(r"\1", text))
    named = [
        re.escape(claim) for claim in passages.claims(chapter.tests, chapter.slug) if DECIMAL.search(claim)
    ]
    named += [_as_pattern(template) for template in passages.templates(chapter.tests)]
    for pattern in named:
        text = re.sub(pattern, " ", text)
    shown = set(DECIMAL.findall(printed))
    return [
        f"{found[0]} in '…{text[max(0, found.start() - 50) : found.end() + 20]}…' is checked by nothing: write "
        f"{{abbr}}`{found[0]} ({chapter.slug}: outcome; parameter=value)`, or name the passage in its tests (assert_passage)"
        for found in DECIMAL.finditer(text)
        if found[0] not in shown
    ]


def _as_pattern(template):
    """A passage of `assert_passage` as it may stand in the text: numbers where it has braces."""
    parts = re.split(r"(\{\{|\}\}|\{\})", template)
    return "".join(
        {"{{": r"\{", "}}": r"\}", "{}": r"[-−\d.,]*\d"}.get(part, re.escape(part)) for part in parts
    )


RULES = (
    order,
    budget,
    question,
    head,
    acts_first,
    asks,
    machine,
    foot,
    exercises,
    activity,
    further,
    titles,
    strong_words,
)
