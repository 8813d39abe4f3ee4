"""The scripts stand in one scope: a name that two of them give would silently be the later one's."""

import re
from collections import Counter

from tests.browsing import new_tab
from tests.widgets import toys
from widgets import Ask, questions
from widgets.page import bundle

TOP = re.compile(r"^(?:async )?(?:function|class|const|let) +(\w+)", re.MULTILINE)
# Jupyter's part: it fetches the module and has it render into the cell's output.
RENDER = """async ([code, html]) => {
  const module = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  document.body.innerHTML = "<div id=cell></div>";
  module.default.render({ model: { get: () => html, on() {}, off() {} }, el: document.getElementById("cell") });
}"""


def test_no_two_scripts_give_one_name():
    names = Counter(TOP.findall(bundle.code()))
    assert not [name for name, count in names.items() if count > 1]


def test_questions_answer_in_a_notebook(browser, as_notebook):
    ask = Ask("x_next", "From {x}?", tolerance=0.01, why="It is {x_next:.2f}.")
    made = questions(toys.growth(), [ask])
    with new_tab(browser) as tab:
        tab.page.evaluate(RENDER, [bundle.module(), made.html])
        tab.page.locator("[data-guess] input").fill("0,32")
        tab.page.keyboard.press("Enter")
        verdict = tab.page.locator("[data-verdict]")
        assert verdict.get_attribute("data-right") == "true" and "It is 0.32." in verdict.inner_text()
        assert not tab.complaints
