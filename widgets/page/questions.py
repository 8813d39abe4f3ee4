"""Questions without a picture, as HTML that is complete without a script."""

import json
from types import SimpleNamespace

from markupsafe import Markup

from widgets.asking import draws
from widgets.page import asking
from widgets.page.markup import TEMPLATES
from widgets.page.payload import needed, stated
from widgets.recipes import Program, tabulate


class QuestionSheet:
    """Questions about `model`, checked; each stands at the model's defaults and its own start."""

    def __init__(self, model, asks, name="questions", units=None):
        self.model, self.asks, self.units = model, list(asks), units or {}
        self.id = f"{model.slug}-{name}"
        self.figure = SimpleNamespace(step=lambda p: p.step, units=self.units)
        for ask in self.asks:
            ask.check(model)

    def payload(self) -> dict:
        """Everything that the script needs, as a mapping that JSON can hold."""
        model = self.model
        rules = [
            {"program": Program(model, [condition]).page(), "text": text} for condition, text in model.rules
        ]
        body = {
            "id": self.id,
            "asks": [asking.stated(ask, model, {}, self.units) for ask in self.asks],
            "rules": rules,
            "tables": self._tables(),
            "sentences": {"program": asking.EMPTY, "texts": []},
            "recipes": [],
        }
        return {**stated(self, needed(body)), **body}

    def _tables(self):
        """Outcomes without a closed form, wherever a question can stand."""
        moving = tabulate.inputs(self.model)
        axes = {}
        for ask in self.asks:
            lists = draws.read_draw(self.model, ask.draw)
            values = ask.values(self.model)
            sets = [
                values,
                {**values, **ask.before},
                *({**values, n: v} for n, vs in lists.items() for v in vs),
            ]
            for name in moving:
                p = self.model.parameters[name]
                axes.setdefault(name, set()).update(float(p.read(found[name])) for found in sets)
        return (
            tabulate.table(self.model, {name: sorted(stops) for name, stops in axes.items()})
            if moving
            else []
        )

    def html(self) -> str:
        questions = [self._printed(ask) for ask in self.asks]
        data = json.dumps(self.payload(), ensure_ascii=False, allow_nan=False).replace("</", "<\\/")
        return TEMPLATES.get_template("questions.html").render(
            slug=self.model.slug, id=self.id, questions=questions, payload=Markup(data)
        )

    def _printed(self, ask):
        values, options = ask.values(self.model), ask.options(self.model)
        return {
            "name": ask.key,
            "text": asking.text(ask, self.model, {}, self.units),
            "choices": list(options or ()),
            "answer": ask.shown(ask.answer(self.model, values), self.units),
            "why": ask.reason(self.model, values, self.units),
        }

    def text(self) -> str:
        """The questions, and at the foot the answers, for a page without HTML."""
        found = [self._printed(ask) for ask in self.asks]
        asked = [
            f"{k}. {q['text']}" + "".join(f"\n   - {c}" for c in q["choices"]) for k, q in enumerate(found, 1)
        ]
        answers = " ".join(f"{k}: {q['answer']}. {q['why']}" for k, q in enumerate(found, 1))
        return "\n".join([*asked, f"Answers. {answers}"])
