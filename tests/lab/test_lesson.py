"""The parts of a lesson in JupyterLab: it knows every directive that a chapter uses, and a save keeps the front matter."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.lab.server import copy_of_the_book, open_notebook
from widgets.lesson import read_lesson

CHAPTER = Path("chapters/bargaining/bargaining_range.md")
SOURCE = """---
lesson:
  able: [find what both like better than war, say what makes room]
  before: [venue]
  read: 45
  teach: 60
  from: ["D¶2–4"]
jupytext:
  formats: md:myst
  notebook_metadata_filter: lesson
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# The bargaining range

```{code-cell} ipython3
import widgets

widgets.lesson_head("bargaining_range")
```

Russia wants {abbr}`10 (bargaining_range: 100*x_lo; p=.3, c_R=.2)` points.

:::{div}
:class: after-room
Both **limits** rose by 30.
:::

:::::{admonition} Role cards
:class: handout dropdown
:name: br-cards

Copies: one for each pair.

::::{admonition} Side 1
:class: role-card
War is worth {abbr}`55 (bargaining_range: 100*war_U; p=.3, c_U=.15)` to you.
::::
:::::

```{code-cell} ipython3
:handout: br-cards
:after: room
1 + 1
```
"""


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lesson")
    copy_of_the_book(folder)
    (folder / CHAPTER).write_text(SOURCE, "utf-8")
    with open_notebook(browser, folder, CHAPTER) as found:
        found.run_all()
        yield found, folder / CHAPTER


def test_every_directive_and_role_is_known_and_read(opened):
    notebook, _ = opened
    words = notebook.find(".jp-Notebook")
    for said in ("Russia wants 10 points", "Both limits rose by 30", "Role cards"):
        expect(words).to_contain_text(said)
    expect(words).not_to_contain_text("Unknown")
    notebook.find(".jp-MarkdownCell summary, .jp-MarkdownCell button").filter(
        has_text="Role cards"
    ).first.click()
    expect(words).to_contain_text("War is worth 55 to you")
    assert not notebook.complaints and not notebook.outside


def test_it_shows_its_head_with_a_link_to_the_chapter_before_it(opened):
    notebook, _ = opened
    head = notebook.find(".tt-lesson")
    expect(head).to_contain_text("find what both like better than war; say what makes room.")
    assert head.locator("a").count() == 1


def test_a_save_keeps_what_the_chapter_says_of_itself_and_of_its_cells(opened):
    notebook, file = opened
    before, modified = read_lesson(file), file.stat().st_mtime_ns
    notebook.page.keyboard.press("Control+s")
    for _ in range(100):
        if file.stat().st_mtime_ns != modified:
            break
        notebook.page.wait_for_timeout(100)
    assert file.stat().st_mtime_ns != modified, "JupyterLab did not save"
    assert read_lesson(file) == before
    saved = file.read_text("utf-8")
    assert ":handout: br-cards" in saved and ":after: room" in saved and ":class: after-room" in saved
