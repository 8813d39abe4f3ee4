"""A figure that asks, as its reader meets it: closed, answered, declined, asked again."""

import re

import pytest

from tests.browsing import new_tab
from tests.pages.conftest import READER
from tests.pages.test_barriers import AXE, RULES
from tests.widgets import toys
from tests.widgets.conftest import PAGE
from widgets import Ask, questions
from widgets.page.markup import html
from widgets.page.sheet import Sheet

HIDDEN = (".tt-title", ".tt-charts", ".tt-readout", ".tt-outcomes", ".tt-table", ".tt-tools")
AFTER = '<div class="tt-after" data-after="{0}" id="after-{0}"><p>What follows {0}.</p></div>'


def asks():
    return [
        Ask("x_next", "The share is one half. And next?", start={"x": 0.5, "r": 3}, before={"x": 0.2}, tolerance=0.02,
            unit=(100, "points"), why="It was {before.x_next:.2f} and is {x_next:.2f}.", name="first"),
        Ask("regime", "Which way?", start={"x": 0.5, "r": 1}, why="It is {x_next:.2f}.", name="second"),
    ]  # fmt: skip


def figure(name="path", **changes):
    model = toys.growth()
    return Sheet(model, toys.growth_figure(model, **{"name": name, "asks": asks(), **changes}), {})


@pytest.fixture
def write(assets, request):
    def write(*parts):
        file = assets / f"{request.node.name.partition('[')[0]}.html"
        file.write_text(
            PAGE.format("\n".join(p if isinstance(p, str) else html(p) for p in parts)), encoding="utf-8"
        )
        return file

    return write


@pytest.fixture
def opened(browser, write):
    """Write parts to a page and open it, each time in a browser that remembers nothing."""
    tabs = []

    def opened(*parts, fragment="", **options):
        tabs.append(new_tab(browser, scripts=(READER,), **options))
        tab = tabs[-1].__enter__()
        tab.file = write(*parts)
        tab.open(tab.file, fragment)
        return tab

    yield opened
    for tab in tabs:
        tab.__exit__(None, None, None)


def root_of(tab, id="growth-path"):
    return tab.page.locator(f"[id='{id}']")


def spoken(tab):
    """The accessibility tree of the page in words."""
    client = tab.page.context.new_cdp_session(tab.page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    return "\n".join(
        str(n.get(part, {}).get("value", ""))
        for n in nodes
        if not n["ignored"]
        for part in ("name", "value", "description")
    )


def test_closed_it_tells_neither_title_nor_picture_nor_sentence_nor_outcomes(opened):
    sheet = figure()
    tab = opened(sheet, AFTER.format("first"), AFTER.format("second"), AFTER.format("path"))
    root = root_of(tab)
    assert root.get_attribute("data-ask") == "first" and root.get_attribute("data-closed") == ""
    for part in HIDDEN:
        assert not root.locator(part).first.is_visible(), part
    told = spoken(tab)
    assert "The share is one half. And next?" in told and "Until now: 48 points." in told
    for secret in (sheet.figure.title, sheet.figure.alt, "0.75", "rises to", "next share"):
        assert secret not in told, secret
    assert not any(tab.page.locator(f"#after-{name}").is_visible() for name in ("first", "second", "path"))
    state = tab.page.evaluate("() => reader.state(document.querySelector('[data-explorer]'))")
    assert (state["values"]["x"], state["values"]["r"]) == ("0.5", "3")
    assert root.locator(".tt-control input").first.is_disabled()
    assert "(Within 2 points counts as right.)" in root.locator("[data-guess]").inner_text()


@pytest.mark.parametrize(
    ("typed", "right", "says"),
    [
        ("75", True, "You said 75 points. The model says 75 points: right."),
        ("74", True, "right, 1 point off"),
        ("75 points", True, ": right."),
        ("75%", True, ": right."),
        ("73,5", True, "right, 1.5 points off"),
        ("60", False, "15 points too low. It was 0.48 and is 0.75."),
        ("90", False, "15 points too high"),
    ],
)
def test_the_verdict_says_how_far_off_and_why(opened, typed, right, says):
    tab = opened(figure())
    root = root_of(tab)
    root.locator("[data-guess] input").fill(typed)
    tab.page.keyboard.press("Enter")
    verdict = root.locator("[data-verdict]")
    assert verdict.get_attribute("data-right") == str(right).lower()
    assert says in verdict.inner_text()
    assert verdict.evaluate("(it) => it === document.activeElement")
    assert root.get_attribute("data-closed") is None
    assert root.locator(".tt-title").is_visible() and root.locator(".tt-charts").is_visible()
    assert not root.locator(".tt-control input").first.is_disabled()
    assert not tab.complaints


@pytest.mark.parametrize("typed", ["", "many", "1/0"])
def test_what_is_no_number_is_refused_and_nothing_is_shown(opened, typed):
    tab = opened(figure())
    root = root_of(tab)
    field = root.locator("[data-guess] input")
    field.fill(typed)
    tab.page.keyboard.press("Enter")
    assert "could not be read" in root.locator("[role=alert]").inner_text()
    assert root.get_attribute("data-closed") == "" and field.input_value() == typed


def test_several_questions_come_one_after_the_other(opened):
    tab = opened(figure(), AFTER.format("first"), AFTER.format("second"), AFTER.format("path"))
    root = root_of(tab)
    shown = lambda: [n for n in ("first", "second", "path") if tab.page.locator(f"#after-{n}").is_visible()]  # noqa: E731
    root.locator("[data-guess] input").fill("10")
    tab.page.keyboard.press("Enter")
    assert shown() == ["first"]
    root.locator("[data-next]").click()
    assert root.get_attribute("data-ask") == "second" and root.get_attribute("data-closed") == ""
    assert root.locator("[data-guess] input").first.evaluate("(it) => it === document.activeElement")
    root.locator("[data-guess] label", has_text="down").click()
    root.locator("[data-guess] button").first.click()
    assert shown() == ["first", "second", "path"]
    assert root.locator("[data-verdict]").get_attribute("data-right") == "true"
    assert not root.locator("[data-next]").count()


def test_declining_shows_all_and_is_remembered_until_the_reader_asks_again(opened):
    tab = opened(figure(), AFTER.format("path"))
    root = root_of(tab)
    root.locator("[data-show]").click()
    assert tab.page.locator("#after-path").is_visible()
    assert root.locator("[data-verdict]").inner_text().startswith("The model says 75 points.")
    assert root.locator("[data-verdict]").get_attribute("data-right") is None
    tab.open(tab.file)
    root = root_of(tab)
    assert root.get_attribute("data-closed") is None and tab.page.locator("#after-path").is_visible()
    assert root.locator("[data-askme]").inner_text() == "Ask me again"
    root.locator("[data-askme]").click()
    assert root.get_attribute("data-closed") == ""
    tab.open(tab.file)
    assert root_of(tab).get_attribute("data-closed") == ""


def test_only_the_first_figure_of_a_page_asks_by_itself(opened):
    tab = opened(figure("one"), figure("two"), AFTER.format("two"))
    assert root_of(tab, "growth-one").get_attribute("data-closed") == ""
    two = root_of(tab, "growth-two")
    assert two.get_attribute("data-closed") is None and two.get_attribute("data-ask") == "first"
    assert two.locator(".tt-title").is_visible() and tab.page.locator("#after-two").is_visible()
    two.locator("[data-askme]").click()
    assert two.get_attribute("data-closed") == "" and not tab.page.locator("#after-two").is_visible()


def test_a_link_shows_its_figure_unless_it_says_closed(opened):
    for fragment, closed in [
        ("#growth-path?x=0.4", None),
        ("#growth-path&closed", ""),
        ("#growth-path?x=0.4&closed", ""),
    ]:
        tab = opened(figure(), fragment=fragment)
        assert root_of(tab).get_attribute("data-closed") == closed, fragment
        assert "could not be read" not in root_of(tab).inner_text()
    tab = opened(figure("one"), figure("two"), fragment="#growth-two&closed")
    assert root_of(tab, "growth-one").get_attribute("data-closed") is None  # one prompt at a time
    assert root_of(tab, "growth-two").get_attribute("data-closed") == ""


def test_a_link_opens_closed_even_for_a_reader_who_declined(opened):
    tab = opened(figure())
    root_of(tab).locator("[data-show]").click()
    tab.page.goto("about:blank")
    tab.open(tab.file, "#growth-path&closed")
    assert root_of(tab).get_attribute("data-closed") == ""


def test_until_now_is_a_ghost_of_the_picture(opened):
    tab = opened(figure())
    root = root_of(tab)
    count = "(root) => root.querySelectorAll('.tt-chart svg path[stroke], .tt-chart svg path[fill]').length"
    root.locator("[data-guess] input").fill("75")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_function(
        "document.querySelector('[data-explorer]').explorer.picture.views.some((v) => v.view.data('path__before'))"
    )
    ghosted = root.evaluate(count)
    rows = root.evaluate("(root) => root.explorer.picture.views[0].view.data('path__before').map((r) => r.y)")
    assert rows[:2] == pytest.approx([0.2, 0.48])
    root.locator(".tt-until", has_text="until now").wait_for()
    root.locator("[data-reset]").click()
    assert not root.locator(".tt-until").count()
    tab.page.wait_for_function("!document.querySelector('[data-explorer]').explorer.picture.ghost")
    tab.page.wait_for_timeout(300)
    assert root.evaluate(count) < ghosted
    assert not tab.complaints


def test_new_numbers_are_asked_anew(opened):
    ask = Ask("x_next", "From {x:.2f}?", draw={"x": (0.05, 0.95, 0.05)}, tolerance=0.01, why="So.")
    tab = opened(figure(asks=[ask]))
    root = root_of(tab)
    root.locator("[data-show]").click()
    for _ in range(3):
        before = root.locator(".tt-control [name=x]").input_value()
        root.locator("[data-draw]").click()
        now = root.locator(".tt-control [name=x]").input_value()
        assert now != before and f"From {float(now):.2f}?" in root.locator("legend").first.inner_text()
        solved = toys.growth().solve(x=float(now))["x_next"]
        root.locator("[data-guess] input").fill(str(solved))
        tab.page.keyboard.press("Enter")
        assert root.locator("[data-verdict]").get_attribute("data-right") == "true"


def test_by_keyboard_alone(opened):
    tab = opened(figure(asks=asks()[1:]))
    root, page = root_of(tab), tab.page
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert root.locator("[data-verdict]").get_attribute("data-right") == "true"


HOST = "http://book.test"  # no host: the tab answers from the disk
FRAME = '<iframe sandbox="allow-scripts" src="/{}" width="900" height="900"></iframe>'


def test_in_a_frame_without_storage_and_without_forms(browser, write):
    """As a learning platform shows it: a sandboxed frame that keeps nothing and submits nothing."""
    file = write(figure())
    with new_tab(browser) as tab:

        def answer(route):
            name = route.request.url.rpartition("/")[2]
            if name == "course":
                route.fulfill(content_type="text/html", body=FRAME.format(file.name))
            else:
                route.fulfill(path=file.with_name(name))

        tab.page.route(f"{HOST}/**", answer)
        tab.page.goto(f"{HOST}/course")
        inside = tab.page.frame_locator("iframe")
        inside.locator("[data-explorer][data-ready]").wait_for()
        assert tab.page.frames[1].evaluate("origin") == "null"
        inside.locator("[data-guess] input").fill("75")
        inside.locator("[data-commit]").click()
        assert inside.locator("[data-verdict][data-right=true]").is_visible()
        inside.locator("[data-askme]").click()
        inside.locator("[data-show]").click()
        assert inside.locator("[data-verdict]").inner_text().startswith("The model says 75 points.")
        assert not [text for text in tab.complaints if text.startswith("error: ") and "Error" in text]


def test_without_a_script_the_figure_is_open_and_what_follows_is_there(opened, browser, write):
    file = write(figure(), AFTER.format("path"))
    with new_tab(browser, java_script_enabled=False) as tab:
        tab.page.goto(file.as_uri())
        for part in (".tt-title", ".tt-charts", ".tt-readout"):
            assert tab.page.locator(part).first.is_visible()
        assert tab.page.locator("#after-path").is_visible()
        assert "And next?" in tab.page.locator(".tt-guess").inner_text()


def test_on_paper_the_figure_is_open(opened):
    tab = opened(figure(), AFTER.format("path"))
    tab.page.emulate_media(media="print")
    for part in (".tt-title", ".tt-charts", "#after-path"):
        assert tab.page.locator(part).first.is_visible(), part
    assert "And next?" in tab.page.locator("legend").first.inner_text()
    assert not tab.page.locator("[data-guess] button").first.is_visible()


def test_questions_without_a_picture(opened, as_page):
    model = toys.growth()
    made = questions(model, [
        Ask("x_next", "From {x:.2f}?", draw={"x": (0.05, 0.95, 0.05)}, tolerance=0.01, why="So: {x_next:.2f}."),
        Ask("regime", "Which way?", why="It is {x_next:.2f}."),
    ])  # fmt: skip
    tab = opened(made._repr_mimebundle_()["text/html"], AFTER.format("regime"))
    root = tab.page.locator("[data-questions=growth]")
    assert root.get_attribute("data-ready") == ""
    first, second = root.locator("li[data-ask]").all()
    assert not tab.page.locator("#after-regime").is_visible()
    x = float(re.search(r"From (0\.\d\d)\?", first.inner_text())[1])
    first.locator("input").fill(str(model.solve(x=x)["x_next"]))
    tab.page.keyboard.press("Enter")
    assert first.locator("[data-verdict]").get_attribute("data-right") == "true"
    first.locator("[data-draw]").click()
    assert f"From {x:.2f}?" not in first.inner_text()
    second.locator("label", has_text="down").click()
    second.locator("button").first.click()
    assert second.locator("[data-verdict]").get_attribute("data-right") == "false"
    assert tab.page.locator("#after-regime").is_visible()
    tab.page.emulate_media(media="print")
    assert "2: up. It is 0.32." in root.locator(".tt-answers").inner_text()
    assert not tab.complaints


def test_the_ghost_of_a_map_keeps_its_edges_upright_ones_too(scripts):
    """Two columns at one x: an edge where they differ, none along the seam of one area."""
    rows = [
        (0, 0, 1, "a"),
        (0.5, 0, 1, "a"),
        (0.5, 0, 0.4, "a"),
        (0.5, 0.4, 1, "b"),
        (1, 0, 0.2, "a"),
        (1, 0.2, 1, "b"),
    ]
    rows = [dict(zip(("x", "y0", "y1", "label"), row, strict=True)) for row in rows]
    assert scripts("(rows) => sides(rows)", rows) == [{"x": 0.5, "y0": 0.4, "y1": 1}]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_while_it_asks_and_once_it_has_answered(opened, as_page, scheme):
    closing = questions(toys.growth(), asks())._repr_mimebundle_()["text/html"]
    tab = opened("<h1>Test</h1>", figure(), figure("two", asks=asks()[1:]), closing, color_scheme=scheme)
    page, root = tab.page, root_of(tab)
    page.evaluate("(scheme) => (document.documentElement.dataset.theme = scheme)", scheme)
    page.add_style_tag(content="html[data-theme=dark] body { background: #111; color: #eee; }")
    page.evaluate(AXE.read_text("utf-8"))
    page.locator("#growth-two [data-askme]").click()
    assert not page.evaluate("(rules) => reader.barriers(rules)", RULES)
    root.locator("[data-guess] input").fill("many")
    page.keyboard.press("Enter")
    page.locator("[data-questions] [data-show]").first.click()
    assert not page.evaluate("(rules) => reader.barriers(rules)", RULES)
    root.locator("[data-show]").click()
    assert not page.evaluate("(rules) => reader.barriers(rules)", RULES)


def test_on_a_phone_nothing_sticks_out(opened, as_page):
    closing = questions(toys.growth(), asks())._repr_mimebundle_()["text/html"]
    tab = opened(figure(), closing, viewport={"width": 320, "height": 640})
    assert tab.page.evaluate("reader.overflow()[0]") <= 0
    root_of(tab).locator("[data-show]").click()
    assert tab.page.evaluate("reader.overflow()[0]") <= 0
