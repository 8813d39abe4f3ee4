"""Games one plays, in the browser: the same draws and payoffs as in Python, and nothing told before its time."""

from pathlib import Path

import numpy as np
import pytest

import models
import widgets
from tests.browsing import new_tab
from tests.pages.test_barriers import AXE, RULES
from tests.support import close
from tests.widgets.conftest import PAGE, READER
from tests.widgets.playing import PlayOnPage, all_trees, where
from tests.widgets.test_play import cards, endless, made
from widgets import Round
from widgets.page import bundle
from widgets.play.match import Game
from widgets.play.reply import compared, score
from widgets.play.sending import payload

ROBOTS = """([spec, seed, policy]) => robot(spec, seed, policy).map((match) => ({
  payoffs: match.payoffs, score: scoreOf(match), history: match.history.map(({ name, value }) => value ?? name) }))"""
WORTH = """(spec) => { const layout = new Layout(new Game(spec, spec.rounds[0], spec.rounds[0].games[0]?.values));
  return [layout.equilibrium(), layout.best()]; }"""
AVERAGE = """([spec, many]) => { const [round] = spec.rounds; const game = new Game(spec, round); const sums = {};
  const squares = {};
  for (let k = 0; k < many; k++) {
    const match = new Match(game, 5, k);
    while (!match.payoffs) match.take(equilibriumChoice(match));
    for (const [player, x] of Object.entries(match.payoffs)) {
      sums[player] = (sums[player] ?? 0) + x; squares[player] = (squares[player] ?? 0) + x * x;
    } }
  return [sums, squares]; }"""


@pytest.fixture
def game(browser, assets, request):
    """Write a play to a page, open it, and return it as a reader finds it."""
    tabs = []

    def game(play, seed=7, **options) -> PlayOnPage:
        file = assets / f"{request.node.name.partition('[')[0]}-{play.name}.html"
        file.write_text(PAGE.format(play.html()), encoding="utf-8")
        tabs.append(new_tab(browser, scripts=(READER,), **options))
        tab = tabs[-1].__enter__()
        if options.get("java_script_enabled", True):
            tab.open(file, f"#{play.id}=seed:{seed}")
        else:
            tab.page.goto(Path(file).as_uri())
        return PlayOnPage(tab, play.id)

    yield game
    for tab in tabs:
        tab.__exit__(None, None, None)


def roles(slug, name):
    model = models.load(slug)
    for role in model.trees[name].players:
        try:
            yield role, made(model, Round(name, role, where(slug, name), repeat=12, score="mean"))
        except ValueError as fault:
            assert "never moves" in str(fault)


# -- robots ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("slug", "name"), all_trees())
def test_a_robot_plays_the_same_on_the_page_as_in_python(slug, name, scripts):
    tree = models.load(slug).trees[name]
    for role, play in roles(slug, name):
        spec = payload(play)
        for policy in ("random", "equilibrium"):
            here = scripts(ROBOTS, [spec, 7, policy])
            for mine, match in zip(here, widgets.play.robot(play, 7, policy), strict=True):
                names = [event.value if event.label is None else event.name for event in match.history]
                assert [
                    close(a, b) if isinstance(b, float) else a == b
                    for a, b in zip(mine["history"], names, strict=True)
                ]
                assert mine["payoffs"] == pytest.approx(match.payoffs, abs=1e-9), (role, policy)
                assert mine["score"] == pytest.approx(score(match), abs=1e-9)
        assert scripts(WORTH, spec) == pytest.approx(compared(Game(play.readings[0])), abs=1e-9)
    at = tree.at(**where(slug, name)).payoffs()
    sums, squares = scripts(AVERAGE, [spec, 2000])
    for player, total in sums.items():
        mean = total / 2000
        error = np.sqrt(max(0, squares[player] / 2000 - mean**2) / 2000)
        assert abs(mean - at[player]) <= 3 * error + 1e-9


def test_scripts_and_endless_games_and_games_chosen_first_are_the_same_on_the_page(scripts):
    script = {"B, high": {"take": "luck", "leave": None}, "B, low": "leave"}
    for play in (
        made(cards(), Round("offer", "A", against=script, says="So.", repeat=20)),
        made(
            cards(),
            Round("offer", "B", against={"A offers": {0.2: 0.5, "high": None}}, says="So.", repeat=20),
        ),
        made(cards(), Round("offer", "A", choose="high", given={"card": "low"}, repeat=20)),
        made(endless(), Round("game", "A", repeat=20)),
    ):
        for seed in (1, 2):
            here = scripts(ROBOTS, [payload(play), seed, "random"])
            there = widgets.play.robot(play, seed)
            assert [m["payoffs"] for m in here] == [pytest.approx(m.payoffs, abs=1e-9) for m in there]


def test_dice_are_the_same_on_the_page(scripts):
    stream = widgets.play.dice(4_000_000_000)
    assert scripts("() => { const next = dice(4000000000); return Array.from({length: 50}, next); }") == [
        next(stream) for _ in range(50)
    ]


# -- what a reader finds -----------------------------------------------------------------------------------------

SIDES = {"A": "Side 1", "B": "Side 2"}
POINTS = dict(labels=SIDES, scale=(100, "points"))


def test_a_game_of_one_has_no_equilibrium_to_tell_of(game):
    """Against a plan that is part of the rules there is a best choice, and nobody else who chooses."""
    model = models.Model("alone", "Alone", [models.Parameter("high", 0.4, low=0, high=1)])
    tree = models.Tree(
        model,
        "alone",
        models.Move(
            "A", "A", [("go", 1, models.End({"A": model["high"]})), ("stay", 0, models.End({"A": 0}))]
        ),
    )
    found = game(made(model, Round(tree, "A", labels={"A": "Side 1"}, scale=(100, "points")), tally="move"))
    found.move("go")
    assert "The best choices bring 40 points on average." in found.text
    assert "In equilibrium" not in found.text


def test_a_round_is_played_to_its_end_and_told(game):
    after = [("leave", "Refused."), "You kept {score}."]
    play = made(cards(), Round("offer", "A", **POINTS, before="Side 2 holds a card.", after=after), tally="move",
                closing=[(95, "Lucky."), "As it goes."])  # fmt: skip
    found = game(play)
    assert "Side 2 holds a card." in found.text and "from 0 to 100 points" in found.text
    found.name("10,0")
    assert found.payoffs.keys() == {"A", "B"}
    match = widgets.play.robot(play, 7, lambda match: 0.1)[0]
    assert found.payoffs == pytest.approx(match.payoffs)
    assert f"Card: {match.history[0].label} (you could not see this)" in found.text
    assert ("Refused." if match.result != "deal" else "You kept 90 points.") in found.text
    assert "In equilibrium this role has 63 points on average" in found.text
    assert "As it goes." in found.text
    table = found.stage.locator("tbody tr").all_inner_texts()
    assert [row.split("\t") for row in table] == [["10 points (best)", "63 points", "1"]]


def test_nothing_is_told_before_its_time(game):
    play = made(cards(), Round("offer", "A", **POINTS, repeat=2, words={"high": "a king", "low": "a two"}))
    found = game(play)
    for _ in range(2):
        for secret in ("a king", "a two", "high", "low"):
            assert secret not in found.shown()
        found.name("40")
        assert "a king" in found.text or "a two" in found.text
        if found.stage.locator("[data-next]").count():
            found.next()


def test_the_other_side_sees_its_card_and_the_offer(game):
    found = game(made(cards(), Round("offer", "B", given={"card": "high"}, **POINTS)))
    assert "Card: high" in found.text and "Side 1: 10 points" in found.text
    found.move("leave")
    assert "without knowing “Card: high”" in found.text


def test_what_a_round_hides_is_told_after_the_last(game):
    found = game(made(cards(), Round("offer", "A", **POINTS, repeat=2, hide=["B", "card"])))
    found.name("40")
    assert found.payoffs.keys() == {"A"}
    assert "Card:" not in found.shown() and "high" not in found.shown()
    found.next()
    found.name("40")
    assert (
        "What was kept back:" in found.text and "Round 2: Card:" in found.text and "Side 2 has" in found.text
    )


def test_bad_numbers_are_refused_in_words_and_nothing_is_lost(game):
    found = game(made(cards(), Round("offer", "A", **POINTS)))
    for text, words in (
        ("", "nothing stands there"),
        ("much", "“much” is no number"),
        ("101", "101 lies outside"),
    ):
        found.name(text)
        assert words in found.root.locator(".tt-message").inner_text()
        assert found.stage.locator("[data-number]").input_value() == text
    found.name("1/2")
    assert "You: 0.5 points" in found.text


def test_the_opponent_is_described_and_the_game_chosen(game):
    script = {"B, high": {"take": 1, "leave": 0}, "B, low": {"take": 1, "leave": 0}}
    found = game(made(cards(), Round("offer", "A", against=script, says="Side 2 takes anything.", choose="high",
                                     units={"high": (100, "points")}, **POINTS), tally="move"))  # fmt: skip
    assert "Side 2 takes anything." in found.text
    found.name("45")
    assert "in steps of 10" in found.root.locator(".tt-message").inner_text()
    found.name("70")
    found.name("0")
    assert found.payoffs == {"A": 1, "B": 0}
    # a script is no part of an equilibrium: what is said of one here is what the reader's part of it brings
    assert "In equilibrium this role has" not in found.text
    assert "Against the opponent you met, the equilibrium's moves bring 90 points on average, the best reply 100" in found.text


def test_games_in_words_are_buttons(game):
    found = game(
        made(cards(), Round("offer", "B", choose={"dear": {"high": 0.9}, "cheap": {"high": 0.2}}, **POINTS))
    )
    found.move("cheap")
    assert "What you know" in found.text
    found.move("take")
    assert "In equilibrium of the games you chose, this role has" in found.text


def test_an_endless_game_says_that_it_starts_over(game):
    found = game(made(endless(), Round("game", "A", {"stay": 0.99})))
    found.move("stay")
    assert "started over once" in found.text
    found.move("stop")
    assert "The game starts over." in found.text and found.payoffs == {"A": 1}


def test_two_at_one_screen_pass_it_on_and_see_only_their_own(game):
    found = game(
        made(cards(), Round("offer", "A", **POINTS, words={"high": "a king", "low": "a two"}), two=True)
    )
    found.root.locator("[data-two]").click()
    found.name("40")
    assert "Pass the screen to Side 2." in found.text
    assert "40" not in found.text and "a king" not in found.shown() and "a two" not in found.shown()
    found.stage.locator("[data-pass=B]").click()
    assert "Side 1: 40 points" in found.text and ("a king" in found.text or "a two" in found.text)
    found.move("leave")
    assert found.payoffs["A"] == 0 and "In all: Side 1 has 0 points" in found.text


def test_a_seed_in_the_link_gives_the_same_draws(game):
    play = made(cards(), Round("offer", "A", **POINTS, repeat=3))
    told = []
    for seed in (7, 7, 8):
        found = game(play, seed=seed)
        assert found.attribute("data-seed") == str(seed)
        texts = []
        for number in range(3):
            assert found.attribute("data-round") == str(number + 1)
            found.name("40")
            texts.append(found.stage.locator(".tt-history").inner_text())
            if number < 2:
                found.next()
        told.append(texts)
    assert told[0] == told[1] != told[2]


def test_a_result_code_is_read_back_in_python(game):
    play = made(
        cards(),
        Round("offer", "A", choose={"dear": {"high": 0.9}, "cheap": {"high": 0.2}}, repeat=2, **POINTS),
    )
    found = game(play)
    found.move("cheap")
    found.name("25")
    first = found.payoffs["A"]
    found.next()
    found.move("dear")
    found.name("90")
    result = widgets.play.read_code(found.attribute("data-code"))
    assert (result.name, result.seed) == ("test", 7)
    assert result.choices == ((("game", 1), 0.25), (("game", 0), 0.9))
    assert result.scores == pytest.approx((100 * first, 100 * found.payoffs["A"]))
    assert found.attribute("data-code") in found.text


def test_a_game_is_played_by_keyboard_alone(game):
    found = game(made(cards(), Round("offer", "A", **POINTS, repeat=2)))
    keys = found.page.keyboard
    found.page.locator("summary").focus()
    for number in range(2):
        for _ in range(6):
            if found.page.evaluate("document.activeElement.matches('[data-number]')"):
                break
            keys.press("Tab")
        keys.type("40")
        keys.press("Enter")
        assert found.page.evaluate("document.activeElement.matches('.tt-step')"), "focus goes to the new step"
        if number == 0:
            keys.press("Tab")
            keys.press("Enter")
    assert "Round 2 of 2 is over." in found.text


def test_axe_finds_no_barrier_and_nothing_sticks_out_of_a_phone(game):
    found = game(
        made(cards(), Round("offer", "A", **POINTS, repeat=1), tally="move", two=True),
        viewport={"width": 360, "height": 780},
    )
    found.page.evaluate(AXE.read_text("utf-8"))
    for scheme in ("light", "dark"):
        found.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; "
                            "document.body.style.background = theme === 'dark' ? '#121212' : '#fff'; }", scheme)  # fmt: skip
        barriers = found.page.evaluate(
            "async (rules) => (await axe.run('.tt-play', { runOnly: rules }))"
            ".violations.map((v) => `${v.id}: ${v.nodes[0].html}`)",
            RULES,
        )
        assert not barriers
        assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if scheme == "light":
            found.name("40")


def test_without_a_script_and_on_paper_the_rules_stand(game):
    play = made(cards(), Round("offer", "A", **POINTS))
    bare = game(play, java_script_enabled=False)
    assert bare.root.locator("table").is_visible() and not bare.stage.is_visible()
    found = game(play)
    found.page.emulate_media(media="print")
    found.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert found.root.locator("table").first.is_visible() and not found.stage.is_visible()
    assert "100 − x" in found.root.locator("table").first.inner_text()
    assert not found.tab.complaints


IN_JUPYTER = """async ([code, html]) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const kept = { html, results: [] };
  const set = (name, value) => (kept[name] = value);
  const model = { get: (name) => kept[name], set, save_changes: () => set("saved", true) };
  const el = document.body.appendChild(document.createElement("div"));
  const end = widget.render({ model, el });
  el.querySelector("[data-number]").value = "40";
  el.querySelector("form").requestSubmit();
  end();
  return [kept.results, kept.saved];
}"""


def test_in_jupyter_a_finished_play_is_a_result_of_the_widget(as_notebook, assets, browser):
    shown = widgets.play(cards(), [Round("offer", "A", **POINTS)], name="one")
    assert shown.results == [] and "You are Side 1." in shown._repr_mimebundle_()[0]["text/plain"]
    with new_tab(browser) as tab:
        tab.page.set_content("<main></main>")
        results, saved = tab.page.evaluate(IN_JUPYTER, [bundle.module(), shown.html])
        assert not tab.complaints
    shown.results = results
    assert saved and shown.read()[0].choices == ((0.4,),)


def test_on_a_page_a_play_is_html_and_rules(as_page):
    data = widgets.play(cards(), Round("offer", "A"), name="one")._repr_mimebundle_()
    assert 'data-play="cards"' in data["text/html"] and "You are A." in data["text/plain"]
