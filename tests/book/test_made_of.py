"""A change re-runs the chapters that it can reach, and no others."""

import pytest

from widgets.book import made_of

REGISTER = "one:\n  a:\n    value: 1\ntwo:\n  b:\n    value: 2\n"
CORE = ["models/__init__.py", "models/core/model.py", "widgets/__init__.py", "widgets/charts/chart.py"]
LOADED = {"one": [*CORE, "models/part/one.py"], "two": [*CORE, "models/other/two.py", "models/part/one.py"]}


@pytest.fixture
def project(tmp_path):
    files = {
        "models/register.yml": REGISTER, "models/other/premises.yml": "x", "widgets/page/explorer.js": "x",
        "widgets/lab/a.json": "x", "requirements.lock": "x",
        **{name: "x" for names in LOADED.values() for name in names},
        "models/part/unloaded.py": "x", "widgets/book/pages.py": "x", "widgets/bench/bench.py": "x",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    made_of.forget_what_was_read()
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "reached"),
    [
        ("models/part/one.py", {"one", "two"}),
        ("models/other/two.py", {"two"}),
        ("models/other/premises.yml", {"two"}),
        ("models/core/model.py", {"one", "two"}),
        ("widgets/charts/chart.py", {"one", "two"}),
        ("widgets/page/explorer.js", {"one", "two"}),
        ("requirements.lock", {"one", "two"}),
        ("models/part/unloaded.py", set()),
        ("widgets/book/pages.py", set()),
        ("widgets/bench/bench.py", set()),
        ("widgets/lab/a.json", set()),
    ],
)
def test_a_changed_file_reaches_the_chapters_that_loaded_it(project, changed, reached):
    before = {chapter: made_of.digest(files, project) for chapter, files in LOADED.items()}
    (project / changed).write_text("y")
    made_of.forget_what_was_read()
    assert {c for c, files in LOADED.items() if made_of.digest(files, project) != before[c]} == reached


@pytest.mark.parametrize(
    ("register", "reached"),
    [
        (REGISTER.replace("value: 2", "value: 3"), {"two"}),
        (REGISTER.replace("value: 1", "value: 3"), {"one", "two"}),
        (REGISTER + "three:\n  c:\n    value: 1\n", {"one", "two"}),
    ],
    ids=["entry-of-two", "entry-of-one", "new-model"],
)
def test_of_the_register_the_entries_of_the_loaded_models_count(project, register, reached):
    before = {chapter: made_of.digest(files, project) for chapter, files in LOADED.items()}
    (project / "models/register.yml").write_text(register)
    made_of.forget_what_was_read()
    assert {c for c, files in LOADED.items() if made_of.digest(files, project) != before[c]} == reached


def test_the_kernel_says_what_it_loaded(project):
    answer = f"{project}/models/part/one.py\n/elsewhere/models/x.py\n{project}/widgets/__init__.py\n"
    assert made_of.loaded(answer, project) == ["models/part/one.py", "widgets/__init__.py"]
