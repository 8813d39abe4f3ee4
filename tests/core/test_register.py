"""A malformed register stops at load and says which entry is wrong, and why."""

import pytest
import yaml

import models
from models.core import register
from models.core.register import RegisterError

GOOD = {
    "symbol": "p", "label": "a chance", "unit": "probability", "value": 0.5, "low": 0, "high": 1, "step": 0.1,
    "domain": "[0, 1]", "basis": "assumed", "note": "none",
}  # fmt: skip
MENU = {
    "symbol": "t",
    "label": "a menu",
    "unit": "none",
    "value": "a",
    "choices": ["a", "b"],
    "basis": "assumed",
    "note": "",
}
STATED = {"basis": "stated", "document": "A", "paragraph": 15, "figure": "20 percent"}


def load(tmp_path, row, model="toy", name="p"):
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}-register.yml"  # a register is read once a path
    path.write_text(yaml.safe_dump({model: {name: row}}))
    return register.read(path)[model][name]


def test_a_good_entry_is_read_whole(tmp_path):
    p = load(tmp_path, GOOD | STATED)
    assert (p.name, p.default, p.low, p.high, p.step) == ("p", 0.5, 0, 1, 0.1)
    assert (p.basis, p.document, p.paragraph, p.figure) == ("stated", "A", 15, "20 percent")
    assert load(tmp_path, MENU).choices == ("a", "b")


FAULTS = [
    ({k: v for k, v in GOOD.items() if k != "unit"}, "lacks unit"),
    ({k: v for k, v in GOOD.items() if k != "domain"}, "lacks domain"),
    (GOOD | {"valeu": 1}, "unknown field valeu"),
    (GOOD | {"value": 2}, "outside the slider's range"),
    (GOOD | {"value": 0.55}, "no step of the slider"),
    (GOOD | {"value": "half"}, "not a finite number"),
    (GOOD | {"value": float("nan")}, "not a finite number"),
    (GOOD | {"value": True}, "not a finite number"),
    (GOOD | {"low": 1, "high": 0}, "not below high"),
    (GOOD | {"domain": "[0, 1["}, "not an interval"),
    (GOOD | {"domain": "[0.2, 1]"}, "outside the domain"),
    (GOOD | {"domain": "[1, 0]"}, "wrong order"),
    (GOOD | {"basis": "guessed"}, "none of stated, derived, assumed"),
    (GOOD | {"basis": "stated"}, "needs document, figure, paragraph"),
    (GOOD | STATED | {"document": "F"}, "document 'F' is none of"),
    (GOOD | STATED | {"paragraph": "15"}, "not a positive whole number"),
    (GOOD | {"figure": "20 percent"}, "an assumed value cites a figure"),
    (MENU | {"value": "c"}, "none of the choices"),
    (GOOD | {"step": None}, "lacks step"),
    (GOOD | {"step": 0}, "step 0 is not a number above 0"),
    (GOOD | {"step": "0.1"}, "step '0.1' is not a number above 0"),
    (GOOD | {"unit": 3}, "unit 3 is no text"),
    (GOOD | {"document": "A"}, "document and paragraph go together"),
    (GOOD | {"document": "A", "paragraph": True}, "paragraph True is not a positive whole number"),
    (MENU | {"choices": [True, "b"]}, "must be a list of words"),
    ("0.5", "expected a mapping of fields"),
]


@pytest.mark.parametrize("row, reason", FAULTS)
def test_a_fault_names_file_entry_and_reason(tmp_path, row, reason):
    with pytest.raises(RegisterError) as caught:
        load(tmp_path, row)
    message = str(caught.value)
    assert reason in message and "toy.p" in message and "register.yml" in message


@pytest.mark.parametrize("text", ["a: [", "- a\n- b\n", "toy: 3\n"])
def test_what_is_no_register_is_refused(tmp_path, text):
    path = tmp_path / "register.yml"
    path.write_text(text)
    with pytest.raises(RegisterError, match="register.yml"):
        register.read(path)


def test_a_key_given_twice_is_refused_with_both_places(tmp_path):
    """YAML alone would take the last one in silence."""
    path = tmp_path / "register.yml"
    path.write_text("toy:\n  p:\n    value: 0.5\n    value: 0.6\n")
    with pytest.raises(RegisterError, match=r"'value' stands here and in line 3 already"):
        register.read(path)


def test_a_name_that_means_something_else_is_refused(tmp_path):
    for name in ("pi", "default", "lambda", "exp"):
        with pytest.raises(RegisterError, match=f"{name!r} means something else"):
            load(tmp_path, GOOD, name=name)


def test_a_model_without_entries_is_refused():
    with pytest.raises(RegisterError, match="no entry for the model 'nothing'"):
        register.parameters("nothing")


def test_an_entry_without_a_module_is_refused(monkeypatch):
    from models.core import books

    monkeypatch.setattr(books.register, "read", lambda: {"no_such_model": {}})
    books._parts.cache_clear()
    try:
        with pytest.raises(RegisterError, match="no_such_model: no module"):
            models.catalogue()
    finally:
        monkeypatch.undo()
        books._parts.cache_clear()
    assert models.catalogue()


def test_every_default_stands_where_its_slider_can_stand():
    for slug in models.catalogue():
        for p in models.load(slug).parameters:
            if not p.choices:
                stops = (p.default - p.low) / p.step
                assert abs(stops - round(stops)) < 1e-6, f"{slug}.{p}"
