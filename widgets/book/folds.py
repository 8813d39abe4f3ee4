"""Folded boxes, such as solutions, as the `<details>` that every browser knows.

It opens without a script, by keyboard, and where the browser's own search finds a word in it.
"""

import html
import re
from html.parser import HTMLParser

FOLDED = {"dropdown", "toggle"}  # the classes of sphinx-togglebutton, which chapters use
OPEN = "toggle-shown"
# further names of the box, which docutils writes as empty spans, and its title
_TITLE = re.compile(r'\s*((?:<span id="[^"]*"></span>\s*)*)<p class="admonition-title">(.*?)</p>', re.DOTALL)
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
UNTITLED = "Show more"


def fold(body):
    """Write every box of a folded class in `body`, a page's HTML, as `<details>`."""
    edits = []  # (begin, end, what stands there instead)
    for start, begin, end, given in _Boxes(body).found:
        classes = given["class"].split()
        title = _TITLE.match(body, begin) if "admonition" in classes else None
        summary = title[1] + _LINK.sub(r"\1", title[2]) if title else UNTITLED
        # a summary is a button, which may hold no link: the link stands below
        links = " ".join(link[0] for link in _LINK.finditer(title[2])) if title else ""
        below = f'<p class="fold-links">{links}</p>' if links else ""
        kept = " ".join(["fold", *(name for name in classes if name not in FOLDED | {OPEN})])
        named = f' id="{html.escape(given["id"])}"' if given.get("id") else ""
        edits += [
            (start, title.end() if title else begin,
             f'<details class="{kept}"{named}{" open" if OPEN in classes else ""}>'
             f'<summary class="admonition-title">{summary}</summary>'),
            (end, end + len("</div>"), f"{below}</details>"),
        ]  # fmt: skip
    for begin, end, instead in sorted(edits, reverse=True):
        body = body[:begin] + instead + body[end:]
    return body


class _Boxes(HTMLParser):
    """Where boxes of a folded class begin and end; text of scripts and attributes is not taken for tags."""

    def __init__(self, body):
        super().__init__(convert_charrefs=False)
        self._lines = [0]
        for line in body.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._open = []
        self.found = []  # (start of the tag, its end, start of the end tag, attributes)
        self.feed(body)
        self.close()

    def _place(self):
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag, attributes):
        if tag == "div":
            start = self._place()
            self._open.append((start, start + len(self.get_starttag_text()), dict(attributes)))

    def handle_endtag(self, tag):
        if tag == "div" and self._open:
            start, begin, given = self._open.pop()
            if FOLDED & set((given.get("class") or "").split()):
                self.found.append((start, begin, self._place(), given))
