"""The head on a page is that of the front matter, whatever was printed when the cell ran."""

from widgets import lesson
from widgets.book import heads

SOURCE = """---
lesson:
  able: [find it, say what makes it]
  before: []
  read: {read}
  teach: 60
  from: [D¶2]
---

# The bargaining range
"""


def test_a_kept_output_is_made_anew(tmp_path, monkeypatch):
    file = tmp_path / "bargaining" / "bargaining_range.md"
    file.parent.mkdir()
    monkeypatch.setattr(lesson, "CHAPTERS", tmp_path)
    file.write_text(SOURCE.format(read=45), "utf-8")
    printed = lesson.lesson_head("bargaining_range")._repr_html_()
    file.write_text(SOURCE.format(read=30), "utf-8")
    context = {"body": f"<h1>A</h1>{printed}<p>B</p>{printed}"}
    heads.renew(None, "", "", context, None)
    assert context["body"].count("30 minutes") == 2 and "45 minutes" not in context["body"]
    assert context["body"].startswith("<h1>A</h1><div") and "</div><p>B</p><div" in context["body"]
