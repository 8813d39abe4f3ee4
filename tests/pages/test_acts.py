"""What a reader does with a figure beside moving its sliders: pin it, walk through it, show it to a room."""

import pytest


def test_a_pin_says_what_has_changed_since(explorer):
    start, *others = explorer.lawful_points(6, seed=12)
    explorer.visit([start])
    explorer.press("[data-pin]")
    before = explorer.state()["outcomes"]
    headline = explorer.run(
        "(root) => [...root.querySelectorAll('.tt-headline [data-outcome]')].map((o) => o.dataset.outcome)"
    )
    for point in others:
        explorer.visit([point])
        told, after = explorer.root.locator(".tt-since").inner_text(), explorer.state()["outcomes"]
        for outcome in headline:
            line = explorer.model.definitions[outcome]
            shown = explorer.root.locator(f"[data-outcome='{outcome}']").first.inner_text()
            assert f"→ {shown}" in told and line.label[1:] in told, f"{outcome}: {told}"
            if before[outcome] == after[outcome]:
                assert f"{shown} → {shown}" in told
    explorer.press("[data-pin]")
    assert explorer.root.locator(".tt-since").inner_text() == ""


def test_a_tour_stands_at_each_of_its_steps(explorer):
    figure = explorer.sheet.figure
    explorer.page.emulate_media(reduced_motion="reduce")
    for number, stop in enumerate(figure.tour, start=1):
        explorer.press(f"[data-tour] [data-step='{number}']")
        standing = explorer.complete(explorer.state()["values"])
        places = figure.checked(explorer.model, {**explorer.sheet.start, **stop.values})
        for name, value in places.items():
            assert (
                standing[name] == pytest.approx(value)
                if not isinstance(value, str)
                else standing[name] == value
            )
        assert explorer.root.locator(".tt-said").inner_text()
    explorer.page.emulate_media(reduced_motion="no-preference")


# A tour's glide, in frames handed out by the test: one frame, then what the reader does, then all frames that are left.
OVERTAKEN = """(root, act) => {
  const { requestAnimationFrame: ask, cancelAnimationFrame: cancel } = window;
  const frames = new Map();
  let last = 0;
  window.requestAnimationFrame = (frame) => (frames.set(++last, frame), last);
  window.cancelAnimationFrame = (id) => frames.delete(id);
  const next = (later) => {
    const [[id, frame]] = frames;
    frames.delete(id);
    frame(performance.now() + later);
  };
  const values = () => JSON.stringify(root.explorer.values);
  try {
    [...root.querySelectorAll("[data-tour] [data-step]")].filter(({ dataset }) => Number(dataset.step)).at(-1).click();
    if (!frames.size) return "still"; // this step moves menus only
    next(50);
    const before = values();
    ({
      reset: () => root.querySelector("[data-reset]").click(),
      preset: () => root.querySelector("[data-preset]").click(),
      task: () => root.querySelector("[data-start]").click(),
      type() {
        const field = [...root.querySelectorAll(".tt-controls input[data-for]")].find((it) => !it.disabled);
        field.value = root.querySelector(`.tt-control [name="${field.dataset.for}"]`).max;
        for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
      },
      link() {
        history.replaceState(null, "", `#${root.id}?`);
        dispatchEvent(new Event("hashchange"));
      },
    })[act]();
    const taken = values();
    while (frames.size) next(10_000);
    return values() === taken ? "taken" : `${before} was taken to ${taken}, which became ${values()}`;
  } finally {
    Object.assign(window, { requestAnimationFrame: ask, cancelAnimationFrame: cancel });
    history.replaceState(null, "", location.pathname);
  }
}"""
ACTS = {"reset": "[data-reset]", "preset": "[data-preset]", "task": "[data-start]", "type": "[data-for]", "link": "*"}


def test_a_reader_takes_over_from_a_gliding_tour(explorer):
    if not explorer.sheet.figure.tour:
        return
    for act, needed in ACTS.items():
        if explorer.root.locator(needed).count():
            explorer.visit([explorer.sheet.start])
            told = explorer.root.evaluate(OVERTAKEN, act)
            assert told in ("taken", "still"), f"{act}: {told}"


PROJECTORS = ((1024, 768), (800, 600))


def test_a_figure_fits_a_projector(explorer, anew):
    """Opened by a link in the first size; shown again from the page in the second."""
    (width, height), *others = PROJECTORS
    with anew(viewport={"width": width, "height": height}) as tab:
        tab.open(explorer.html, f"#present={explorer.id}")
        assert_fits(tab.page, explorer.id, width, height)
        for width, height in others:
            tab.page.set_viewport_size({"width": width, "height": height})
            tab.page.evaluate("(id) => { location.hash = `present=${id}`; }", explorer.id)
            assert_fits(tab.page, explorer.id, width, height)


def assert_fits(page, id, width, height):
    """The figure `id` is shown alone, fits, and goes back into the page by Escape."""
    root = page.locator(f"[id='{id}'].tt-presented")
    root.wait_for()
    page.wait_for_timeout(300)
    assert root.bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
    assert root.evaluate("(root) => root.scrollWidth <= root.clientWidth + 1"), (
        "it is wider than the screen"
    )
    picture = root.locator(".tt-charts").bounding_box()
    assert picture["y"] < height / 2 and root.locator(".tt-title").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".tt-presented").count() == 0
