"""The first page: what it says of the documents, of its tests and of the reader is no more than is so."""

import re

import numpy as np
import yaml

import models
from tests.chapters import running
from tests.passages import text_of
from tests.support import sample
from widgets.contents import contents

TEXT = text_of("start")
START = running.ROOT / "chapters" / "start" / "start.md"


def entry(letter):
    return re.search(rf"\*\*{letter}\*\* ·.*?(?=\*\*[A-E]\*\* ·|Four years)", TEXT)[0]


def test_it_begins_with_a_figure_that_moves():
    source = START.read_text("utf-8")
    assert "widgets.explore(" in source.split("\n## ")[0]


def test_documents_are_summarised_for_what_their_paragraphs_say():
    """C was summarised without what it seeks (C¶12) and what it would recognise (C¶21); E as if it promised."""
    assert all(place in entry("C") for place in ("(C¶12)", "(C¶13)", "(C¶20–21)")) and "Crimea" in entry("C")
    assert "can be averted" not in TEXT and "can prevent an invasion" not in TEXT
    assert "hopes" in entry("E") and "(E¶1)" in entry("E")


def test_it_promises_no_more_than_is_kept():
    for claim in ("School algebra is enough", "school algebra is enough", "every deviation", "Every chapter"):
        assert claim not in TEXT, claim
    assert "two hundred points" in TEXT  # tests/test_all_trees.py: drawn
    tested = (running.ROOT / "tests" / "test_all_trees.py").read_text("utf-8")
    assert "count=200" in tested and "regret" in tested


def test_what_it_says_of_its_figure():
    """'What fighting costs both is what a deal can save', for sides that do not like to gamble."""
    model = models.load("bargaining_range")
    points = sample(model, gamma_R=1, gamma_U=1)
    found = model.solve(**points)
    assert np.allclose(found["war_R"] + found["war_U"], 1 - points["c_R"] - points["c_U"])
    points = {
        **points,
        "gamma_R": np.linspace(0.3, 1, len(points["p"])),
        "gamma_U": np.linspace(1, 0.3, len(points["p"])),
    }
    assert (model.solve(**points)["width"] >= -1e-9).all()


def test_every_chapter_that_stands_is_listed_with_a_link():
    toc = yaml.safe_load((running.ROOT / "_toc.yml").read_text("utf-8"))
    files = [c["file"] for part in toc["parts"] if part["caption"] != "Reference" for c in part["chapters"]]
    html = contents()._repr_html_()
    linked = re.findall(r'href="\.\./([^"]+)\.md"', html)
    assert [f"chapters/{each}" for each in linked] == files
    assert "venue" in html and "minutes" in html


def test_its_own_links_lead_to_chapters():
    for target in re.findall(r"\]\((\S+\.md)\)", START.read_text("utf-8")):
        assert (START.parent / target).resolve().is_file(), target


def test_each_document_has_a_line():
    assert [entry(letter)[2] for letter in "ABCDE"] == list("ABCDE")
