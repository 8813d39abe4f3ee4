"""What the page gets of questions: those of a figure, and those that stand without a picture."""

from widgets.asking import draws
from widgets.asking.ask import Ask
from widgets.recipes import Program
from widgets.words import wording

EMPTY = {"lines": [], "results": []}


def part(sheet) -> dict:
    """For the payload of an explorer: its questions, or the one that every figure can ask on demand."""
    figure, model = sheet.figure, sheet.model
    asks = [stated(ask, model, sheet.start, units_of(figure), figure.step) for ask in figure.asks]
    plain = figure.predict or figure.key
    line = model.definitions[plain]
    # its tolerance is not stated: the page takes 5 % of the answer
    ask = Ask(plain, f"With the sliders as they stand: {line.label}?", why=" ")
    return {
        "figure": figure.name,
        "asks": asks,
        "plainAsk": stated(ask, model, sheet.start, units_of(figure)),
    }


def units_of(figure):
    return figure.units or None


def stated(ask, model, base, units=None, step=lambda p: p.step) -> dict:
    """One question for the page: programs, sentences and numbers, as JSON can hold them."""
    options, reasons = ask.options(model), ask.reasons(model)
    texts = [ask.question, ask.given, *(text for _, text in reasons)]
    spoken = {name.removeprefix(wording.BEFORE) for text in texts for name in wording.fields(text)}
    measure = ask.measure(units)
    return {
        "name": ask.key,
        "question": ask.question,
        "given": ask.given,
        "allowance": ask.allowance(model, units) if ask.slack(model) is not None else "",
        "program": ask.program(model).page(),
        "choices": None if options is None else list(options),
        "tolerance": ask.slack(model),
        "unit": list(measure) if measure else None,
        "why": {
            "program": Program(model, [condition for condition, _ in reasons]).page(),
            "texts": [text for _, text in reasons],
        },
        "start": ask.values(model, base),
        "before": dict(ask.before),
        "draw": draws.read_draw(model, ask.draw, step),
        # all that a sentence may speak of is sent along
        "spoken": EMPTY | {"lines": [d.name for d in model.chain(spoken & set(model.definitions))]},
    }  # fmt: skip


def printed(sheet) -> list[str]:
    """The questions of a figure in words, where no script asks them."""
    figure, model = sheet.figure, sheet.model
    return [text(ask, model, sheet.start, units_of(figure)) for ask in figure.asks]


def text(ask, model, base, units=None) -> str:
    words = ask.words(model, ask.values(model, base), units)
    parts = (wording.fill(ask.given, words), wording.fill(ask.question, words), ask.allowance(model, units))
    return " ".join(filter(None, parts))
