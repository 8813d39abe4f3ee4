"""Chapters run from top to bottom in a clean kernel, without an error, and describe their pictures."""

import pytest

from tests.chapters import running

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
    for number, cell in enumerate(outputs(chapter), start=1):
        if any(kind in output.get("data", {}) for output in cell.outputs for kind in PICTURES):
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
