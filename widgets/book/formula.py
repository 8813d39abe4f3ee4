"""LaTeX to MathML, for everything that shows a formula: chapters, explorers, tables."""

import re

from math_core import LatexError, LatexToMathML

MACROS = {"E": r"\operatorname{E}"}
# the formula carries its LaTeX: that is what a reader copies
_converter = LatexToMathML(fancy_error=False, annotation=True)

_NUMBERED = re.compile(r"\\(begin|end)\{(equation|align|gather|multline|alignat|flalign)\}")
_SPLIT = re.compile(r"\\(begin|end)\{split\}")
_TEXT_WITH_MATH = re.compile(r"\\text\{([^{}$]*\$[^{}]*)\}")
_THOUSANDS = re.compile(r'<mn>(\d+)</mn><mo rspace="0">,</mo><mn>(\d{3})</mn>')
# the converter draws lines above and below with combining characters, which do not stretch
_LINES = {"\u0332</mo></munder>": "_</mo></munder>", "\u0332</mo></mover>": "\u203e</mo></mover>"}
# the prime of a mathematics font is drawn raised: as a superscript it would be raised twice
_PRIME = re.compile(r"<msup>(<mi>[^<]+</mi>)<mo>([\u2032-\u2034])</mo></msup>")
# a bar, a tilde or a hat over one letter: WebKit draws those that do not stretch far above it
_ACCENTS = {"¯": "\u203e", "˜": "~", "ˆ": "ˆ"}
_ACCENT = re.compile(
    rf'(<mover accent="true"><mi[^>]*>[^<]</mi>)<mo stretchy="false">([{"".join(_ACCENTS)}])</mo>'
)
# an operator that is an index or an exponent, as in π∗: WebKit gives it the room of one between terms
_SCRIPT = re.compile(
    r"<mo>([^<]+)</mo>(?=</msu[bp]>|</msubsup>)|(?<=</mi>)<mo>([^<]+)</mo>(?=<m[ion][^<]*</m[ion]></msubsup>)"
)
_MACRO = re.compile(rf"\\({'|'.join(MACROS)})(?![a-zA-Z])")
_ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)


def to_mathml(tex, display=False):
    """Return the `<math>` element for a LaTeX formula; ValueError names a formula that has none."""
    try:
        markup = _converter.convert_with_local_state(_prepare(tex, display), displaystyle=display)
    except LatexError as error:
        raise ValueError(f"no MathML for the formula {tex.strip()!r}: {error}") from None
    markup = markup.replace("&ApplyFunction;", "\u2061")
    for combining, stretching in _LINES.items():
        markup = markup.replace(combining, stretching)
    markup = _ACCENT.sub(lambda found: f'{found[1]}<mo stretchy="true">{_ACCENTS[found[2]]}</mo>', markup)
    markup = _PRIME.sub(r'<mrow>\1<mo lspace="0" rspace="0">\2</mo></mrow>', markup)
    markup = _SCRIPT.sub(lambda found: f'<mo lspace="0" rspace="0">{found[1] or found[2]}</mo>', markup)
    while _THOUSANDS.search(markup):
        markup = _THOUSANDS.sub(r"<mn>\1,\2</mn>", markup)
    return markup


def _prepare(tex, display):
    """Rewrite the few LaTeX habits that the converter does not know."""
    tex = _MACRO.sub(lambda found: MACROS[found[1]], tex)  # the LaTeX that is copied holds outside this book
    tex = _NUMBERED.sub(r"\\\1{\2*}", tex.strip())  # Sphinx gives the numbers
    tex = _SPLIT.sub(r"\\\1{aligned}", tex)
    tex = _TEXT_WITH_MATH.sub(_open_text, tex)
    if display and r"\\" in _ENVIRONMENT.sub("", tex):
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    return tex


def _open_text(match):
    r"""`\text{if $x$ is}` becomes `\text{if }x\text{ is}`."""
    words = match.group(1).split("$")
    return "".join(rf"\text{{{part}}}" if i % 2 == 0 else part for i, part in enumerate(words) if part)
