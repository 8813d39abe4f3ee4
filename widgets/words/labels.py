"""What parameters, and the readings of the documents, are called where a reader sees them."""

import re

# Names in the names of presets, where case is lost.
_NAMES = {
    "nato": "NATO", "kosovo": "Kosovo", "fearon": "Fearon", "minsk": "Minsk", "china": "China", "israel": "Israel",
    "serbia": "Serbia", "20 point": "20-point plan", "28 point": "28-point plan", "1244": "as in Resolution 1244",
}  # fmt: skip
_NAMED = re.compile(rf"\b({'|'.join(_NAMES)})\b")
_FROM_DOCUMENT = re.compile(r"([A-E])(\d+)?(?:_(\d+))?_(.+)")
_PLACE = re.compile(r"([A-E]¶[^:]*):")


def preset_label(name: str, reading: str = "") -> str:
    """``A_with_guarantees`` → 'A: with guarantees', ``B13_19_package`` → 'B¶13–19: package'.

    A name that has no document, or nothing else, takes its paragraphs from `reading`.
    """
    found, place = _FROM_DOCUMENT.fullmatch(name), _PLACE.match(reading)
    if re.fullmatch(r"[A-E]\d*", name) and place:
        return place[1]
    before, words = f"{place[1]}: " if place else "", name
    if found:
        document, first, last, words = found.groups()
        before = document + (f"¶{first}" if first else "") + (f"–{last}" if first and last else "") + ": "
        words = f"{last}_{words}" if last and not first else words
    text = _NAMED.sub(lambda found: _NAMES[found[0]], words.replace("_", " "))
    return before + text if before else text[0].upper() + text[1:]


def unit_of(parameter) -> str:
    """The unit of `parameter` in words; empty where it is a bare number."""
    return "" if parameter.unit in ("none", "–", "-") else parameter.unit
