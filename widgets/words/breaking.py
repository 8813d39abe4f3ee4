"""Names broken into one, two or three lines, for areas that are wide, or only high."""

import itertools

LINES = (1, 2, 3)


def broken(name: str) -> dict[str, object]:
    """``said1`` … ``said3``: `name` in one, two and three lines; ``long1`` … ``long3``: letters of the longest line.

    Where it has fewer words than lines, the last break is repeated.
    """
    words, found = name.split(), {}
    for count in LINES:
        cuts = itertools.combinations(range(1, len(words)), min(count, len(words)) - 1) if words else [()]
        lines = min(([" ".join(words[a:b]) for a, b in _spans(cut, len(words))] for cut in cuts), key=_length)
        found |= {f"said{count}": "\n".join(lines), f"long{count}": _length(lines)}
    return found


def _spans(cuts, end):
    return zip((0, *cuts), (*cuts, end), strict=True)


def _length(lines):
    return max(map(len, lines))
