"""Random events on every control end without an exception, without NaN in words or marks, and in a state one can read."""

import os
from pathlib import Path

from tests.pages import explorers

FUZZ = Path(__file__).with_name("fuzz.js")
SEED = int(os.environ.get("FUZZ_SEED", "20"))
LEAST, EVENTS, MILLISECONDS = 15, 70, 1_500  # for each explorer; the whole book stays within two minutes
END = """async (root) => {
    root.querySelector("[data-reset]").click();
    await reader.settle();
    const picture = root.querySelector(".tt-chart svg")?.getBoundingClientRect();
    const { values, readout } = reader.state(root);
    const broken = root.classList.contains("tt-broken");
    return { values, readout, broken, picture: picture ? picture.width * picture.height : 0 };
}"""


def test_random_events_leave_a_figure_that_can_be_read(html, newcomer):
    found = explorers.in_page(html)
    if not found:
        return
    with newcomer() as tab:
        tab.open(html)
        tab.page.add_script_tag(path=FUZZ)
        for number, (_, id) in enumerate(found):
            root = tab.page.locator(f"[id='{id}']")
            root.evaluate("(root) => reader.unfold(root)")
            root.evaluate("(root) => root.querySelector('[data-show]')?.click()")
            start = root.evaluate(END)
            told = tab.page.evaluate("(given) => fuzz(given)", [id, SEED + number, LEAST, EVENTS, MILLISECONDS])
            assert told["events"] >= LEAST, (id, told)
            assert not told["faults"], (id, SEED + number, told["faults"])
            tab.page.wait_for_timeout(250)
            end = root.evaluate(END)
            assert not tab.complaints, (id, SEED + number, tab.complaints)
            assert end["picture"] > 2_000, (id, SEED + number, end)
            assert not end["broken"], (id, SEED + number, end)
            assert (end["values"], end["readout"]) == (start["values"], start["readout"]), (id, SEED + number)
