"""A page without JavaScript, on paper, or for a reader who wants no motion."""

from tests.pages.explorers import in_page


def test_shows_the_figure_and_its_numbers_without_javascript(html, anew):
    with anew(java_script_enabled=False) as tab:
        tab.page.goto(html.as_uri())
        assert tab.page.locator("main h1:visible").count() == 1
        for _, id in in_page(html):
            root = tab.page.locator(f"[id='{id}']")
            assert root.locator(".tt-still svg").first.is_visible(), id
            assert root.locator(".tt-still svg").first.bounding_box()["width"] > 200, id
            assert root.locator(".tt-still svg :is(path, text, rect)").count() > 5, id
            assert len(root.locator(".tt-readout").inner_text()) > 20, id
            assert all(text.strip() for text in root.locator(".tt-headline dd").all_inner_texts()), id
            assert not root.locator("button:visible").count(), f"{id} offers buttons that do nothing"
        assert not tab.outside


def test_moves_nothing_by_itself_for_a_reader_who_wants_no_motion(html, anew):
    with anew(reduced_motion="reduce") as tab:
        tab.open(html)
        running = tab.page.evaluate(
            "document.getAnimations().filter((a) => a.playState === 'running').length"
        )
        assert running == 0
        for _, id in in_page(html):
            changed = tab.page.evaluate(
                """async (id) => {
                    const root = document.getElementById(id);
                    const before = reader.seen(root);
                    const { name, high, low, choices } = reader.controls(root)[0];
                    for (const place of choices ?? [low, high]) {
                        reader.move(root, name, place);
                        await reader.settle();
                        if (reader.seen(root) !== before) return true;
                    }
                    return false;
                }""",
                id,
            )
            assert changed, id
        assert not tab.complaints


def test_prints_the_picture_and_leaves_the_buttons_out(html, anew):
    with anew() as tab:
        tab.open(html)
        tab.page.emulate_media(media="print")
        for _, id in in_page(html):
            root = tab.page.locator(f"[id='{id}']")
            root.evaluate("(root) => reader.unfold(root)")
            assert root.locator(".tt-chart svg").first.is_visible(), id
            assert not root.locator(".tt-tools button:visible").count(), id
