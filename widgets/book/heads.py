"""The head of a lesson and the list of chapters, made when their page is written.

A cell prints it, and what cells print is kept as long as their code stays the same; the front matter is no code.
"""

import re

_HEAD = re.compile(r'<div class="tt-lesson" data-lesson="(\w+)">.*?</dl></div>', re.DOTALL)
_CONTENTS = re.compile(r'<div class="tt-contents">.*?</dl></div>', re.DOTALL)


def renew(app, pagename, templatename, context, doctree):
    body = context.get("body") or ""
    if "data-lesson=" in body:
        from widgets.lesson import lesson_head  # brings the figures with it: only pages with a head need it

        context["body"] = _HEAD.sub(lambda found: lesson_head(found[1])._repr_html_(), body)
    if 'class="tt-contents"' in body:
        from widgets.contents import contents

        context["body"] = _CONTENTS.sub(lambda _: contents()._repr_html_(), context["body"])


def setup(app):
    app.connect("html-page-context", renew, priority=90)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
