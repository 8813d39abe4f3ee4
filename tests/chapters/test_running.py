"""Chapters run from top to bottom in a clean kernel, without an error, and describe their pictures."""

import nbformat
import pytest

from tests.chapters import running
from widgets.book import made_of
from widgets.book.chapters import Outputs

PICTURES = ("image/png", "image/svg+xml", "image/jpeg")


def test_there_are_chapters():
    assert sum(map(running.is_notebook, running.FILES)) > 1


def test_runs_to_the_end(chapter, outputs):
    for number, cell in enumerate(outputs(chapter), start=1):
        allowed = "raises-exception" in cell.metadata.get("tags", ())
        for output in cell.outputs:
            assert output.output_type != "error" or allowed, f"cell {number}: {output.get('evalue')}"
            assert output.get("name") != "stderr", f"cell {number} warns: {output.get('text')}"


def test_every_picture_made_by_code_is_described_in_a_sentence(chapter, outputs):
    """A figure that also comes as HTML says there what it shows (`Figure.alt`)."""
    for number, cell in enumerate(outputs(chapter), start=1):
        alone = [output["data"] for output in cell.outputs if "data" in output and "text/html" not in output["data"]]
        if any(kind in data for data in alone for kind in PICTURES):
            said = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(said.split()) >= 4 and said[0].isupper() and said[-1] == ".", (
                f"cell {number}: {said!r}"
            )


@pytest.mark.parametrize("word", ["cdn.", "https://", "http://"])
def test_no_output_calls_another_host(chapter, outputs, word):
    """A link that a reader may follow is fine; a script, a style or a picture from elsewhere is not."""
    for number, cell in enumerate(outputs(chapter), start=1):
        for output in cell.outputs:
            html = str(output.get("data", {}).get("text/html", ""))
            assert f'src="{word}' not in html and f'url: "{word}' not in html, f"cell {number}"
            assert "jsdelivr" not in html and "unpkg" not in html, f"cell {number}"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A chapter whose outputs a build has kept."""
    chapter = tmp_path / "a.md"
    header = (running.ROOT / "chapters/start/venue.md").read_text("utf-8").split("\n---\n")[0]
    chapter.write_text(f"{header}\n---\n\n# A\n\n```{{code-cell}} ipython3\n1 + 1\n```\n", "utf-8")
    notebook = running.read(chapter)
    notebook.cells[-1].outputs = [nbformat.v4.new_output("stream", text="two")]
    monkeypatch.setattr(running, "ROOT", tmp_path)
    Outputs(str(tmp_path / "_build" / ".jupyter_cache")).keep(notebook, chapter, 1.0, ["models/__init__.py"])
    return chapter


def test_outputs_of_a_build_serve_as_a_run(kept):
    assert running._from_the_build(kept).cells[-1].outputs[0].text == "two"


def test_outputs_made_by_other_code_or_of_other_cells_do_not(kept, monkeypatch):
    with monkeypatch.context() as changed:
        changed.setattr(made_of, "digest", lambda *_: "another")
        assert running._from_the_build(kept) is None
    kept.write_text(kept.read_text("utf-8").replace("1 + 1", "1 + 2"), "utf-8")
    assert running._from_the_build(kept) is None


def test_without_a_build_there_are_none(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "ROOT", tmp_path)
    assert running._from_the_build(next(iter(running.FILES))) is None
