"""Every number in sight can be followed back: each line behind it is what the model gives, to the last digits."""

from tests.pages.explorers import parse
from tests.support import close
from widgets.book.numbers import evaluate

TOLERANCE = 1e-9

OPEN_ALL = """async (root) => {
    const found = [];
    for (const button of root.querySelectorAll("[data-outcome] + [data-trace]")) {
        button.click();
        const panel = root.querySelector(`[data-trace-of="${button.dataset.trace}"]`);
        const lines = [...panel.querySelectorAll("[data-line]")];
        found.push({
            outcome: button.dataset.trace,
            lines: lines.map((line) => [line.dataset.line, line.dataset.value, Boolean(line.querySelector("math"))]),
            rows: [...panel.querySelectorAll("[data-parameter]")].map((row) => [
                row.dataset.parameter, row.querySelector("a")?.href ?? "",
            ]),
            empty: [...panel.querySelectorAll("[data-at]")].filter((place) => !place.textContent).length,
        });
        button.click();
    }
    return found;
}"""

NUMBERS = """() => [...document.querySelectorAll("data.tt-value button[data-trace]")].map((button) => {
    button.click();
    const panel = document.querySelector(".tt-of-prose");
    const value = [...panel.querySelectorAll("[data-line]")].at(-1)?.dataset.value ?? "";
    const { model, expression, values } = button.parentElement.dataset;
    button.click();
    return [`${model}: ${expression}` + (values && `; ${values}`), value];
})"""


def test_every_outcome_can_be_followed_back_at_any_point(explorer):
    model = explorer.model
    for point in explorer.lawful_points(3, seed=8):
        explorer.visit([point])
        standing = explorer.complete(explorer.state()["values"])
        read = {name: p.read(standing[name]) for name, p in model.parameters.items()}
        told = explorer.run(OPEN_ALL)
        assert {found["outcome"] for found in told} == set(explorer.state()["outcomes"])
        for found in told:
            names = [line.name for line in model.chain([found["outcome"]])]
            assert [name for name, _, _ in found["lines"]] == names and not found["empty"]
            computed = model.compute(read, names)
            for name, value, has_formula in found["lines"]:
                line = model.definitions[name]
                expected = model._present(line, computed[name], ())
                assert has_formula and close(parse(value, line), expected, TOLERANCE), (
                    f"{name}: {value}, {expected}"
                )
            for name, link in found["rows"]:
                assert link.endswith(f"register.html#{explorer.slug}.{name}"), f"{name} leads to {link!r}"


def test_every_computed_number_of_the_text_can_be_followed_back(html, anew):
    with anew() as tab:
        tab.open(html)
        for source, value in tab.page.evaluate(NUMBERS):
            assert close(float(value), evaluate(source), TOLERANCE), f"{source}: the last line says {value}"
