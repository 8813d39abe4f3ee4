"""A lesson taken apart: its sections, and the words, sentences, formulas and symbols of its main line.

The *main line* is all sections before *Exercises*, without code, sheets for the class and what is folded
(`dropdown`).
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import models
from tests import passages

STRONG = re.compile(r"\b(exactly|always|never|only|every|hardly)\b", re.IGNORECASE)
CITATION = re.compile(r"\b[A-E]¶\d+")
DECIMAL = re.compile(r"(?<![\w.¶])\d[\d,]*\.\d+(?!\w|\.\d)")

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
CELL = re.compile(r"^(`{3,})\{code-cell\}[^\n]*\n(.*?)^\1[^\S\n]*$", re.DOTALL | re.MULTILINE)
_CODE_BLOCK = re.compile(r"^(`{3,})(?:\w[\w-]*)?[^\S\n]*\n.*?^\1[^\S\n]*$", re.DOTALL | re.MULTILINE)
_FOLDED = re.compile(
    r"^(?P<fence>:{3,}|`{3,})\{(?:dropdown|admonition|solution|prf:proof|note)\}[^\n]*\n(?P<options>(?::[^\n]*:[^\n]*\n)*)"
    r".*?^(?P=fence)[^\S\n]*$",
    re.DOTALL | re.MULTILINE,
)
_DIRECTIVE = re.compile(
    r"^(?:`{3,}|:{3,})\{[^\n]*$|^(?:`{3,}|:{3,})[^\S\n]*$|^:[\w-]+:[^\n]*$|^\+\+\+.*$", re.MULTILINE
)
_ROLE = re.compile(r"\{[\w:]+\}`([^`<]*?)\s*(?:<[^>`]*>|\([^)`]*\))?`")
_ENDS = re.compile(r"(?<=[.?!])[”\")]*\s+(?=[A-Z“$\[])|\n\s*\n|\n(?=\s*[-\d|])")
ABBR = re.compile(r"\{abbr\}`[^`]*`")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MATH = re.compile(r"\$\$(.+?)\$\$(?:\s*\([\w-]+\))?|(?<![\\$])\$([^$\n]+?)\$", re.DOTALL)
_EQUATIONS = re.compile(r"\bequations\(\s*\w+\s*,([^)]*)\)")
_STRING = re.compile(r"[\"']([^\"'\n]+)[\"']")
_RELATION = re.compile(
    r"[=<>+*/^]|(?<=.)-|\\(?:le|ge|leq|geq|frac|cdot|times|max|min|sqrt|sum|in|approx|ne|to|ln|log)\b"
)
_WORDS_IN_TEX = re.compile(r"\\(?:text|operatorname|mathrm|textit|label|begin|end)\*?\{[^{}]*\}")
_INDEX = re.compile(r"[_^]\s*(?:\{[^{}]*\}|\\\w+|\w|\*|')")
_GREEK = (
    r"alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|varsigma|tau|"
    r"upsilon|phi|varphi|chi|psi|omega|ell|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega"
)
_LETTER = re.compile(r"\\(" + _GREEK + r")(?![A-Za-z])|\\[A-Za-z]+|([A-Za-z])")


def as_read(text):
    """Markdown without its marks: roles and links as their words."""
    return LINK.sub(r"\1", _ROLE.sub(r"\1", text)).replace("*", "")


@dataclass
class Section:
    heading: str
    text: str  # code cells are taken out
    cells: list[str]

    @property
    def kind(self):
        """Which section of a lesson it is: a subtitle may follow a colon."""
        return self.heading.split(":")[0].strip()

    @cached_property
    def main(self):
        """The text without sheets and folded parts."""
        return _FOLDED.sub(_keep_open, _CODE_BLOCK.sub("", self.text))

    @cached_property
    def prose(self):
        """The main text as it is read, formulas kept."""
        text = _DIRECTIVE.sub("", self.main)
        return as_read(re.sub(r"^#+ .*$", "", text, flags=re.MULTILINE))


def _keep_open(found):
    folded = found["options"] and re.search(r"\b(dropdown|handout|role-card)\b", found["options"])
    return "\n" if folded or re.match(r".{3,}\{dropdown\}", found[0]) else found[0]


@dataclass
class Chapter:
    slug: str
    source: str
    tests: str = ""  # source of its tests, which claim its sentences

    @classmethod
    def read(cls, file: Path):
        return cls(file.stem, file.read_text(encoding="utf-8"), passages.tests_of(file.stem))

    @cached_property
    def title(self):
        found = re.search(r"^# (.+)$", _FRONT.sub("", self.source), re.MULTILINE)
        return found[1].strip() if found else ""

    @cached_property
    def sections(self):
        """All sections in order; the first, without a heading, is what stands above *Play*."""
        cells = []

        def take_out(found):
            cells.append(found[2])
            return f"\x00{len(cells) - 1}\x00"

        text = CELL.sub(take_out, _FRONT.sub("", self.source))
        parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
        found = []
        for heading, body in zip(["", *parts[1::2]], parts[0::2], strict=True):
            own = [cells[int(number)] for number in re.findall("\x00(\\d+)\x00", body)]
            found.append(Section(heading.strip(), re.sub("\x00\\d+\x00", "\n", body), own))
        return found

    def __getitem__(self, kind):
        return [s for s in self.sections if s.kind == kind]

    def played(self, *kinds):
        """What the first cell and those of *Play* (or of `kinds`) define, by name: trees of a play, figures."""
        found = {}
        for cell in (self.sections[0].cells[0], *(c for k in kinds or ("Play",) for s in self[k] for c in s.cells)):
            code = "\n".join(line for line in cell.split("\n") if not line.startswith(":"))
            exec(compile(code, self.slug, "exec"), found)
        return found

    @cached_property
    def main(self):
        """Sections of the main line."""
        kinds = [s.kind for s in self.sections]
        end = kinds.index("Exercises") if "Exercises" in kinds else len(kinds)
        return self.sections[:end]

    @cached_property
    def sentences(self):
        text = "\n\n".join(s.prose for s in self.main)
        return [" ".join(s.split()) for s in _ENDS.split(text) if s.strip()]

    @cached_property
    def formulas(self):
        """Displayed lines, what `equations` prints, and formulas in the text that are more than one symbol."""
        found = []
        for section in self.main:
            for display, inline in _MATH.findall(section.main):
                if display:
                    found += [line for line in re.split(r"\\\\", display) if line.strip()]
                elif _RELATION.search(_INDEX.sub("", inline)):
                    found.append(inline)
            found += self._printed(section)
        return found

    def _printed(self, section):
        if self.slug not in models.catalogue():
            return []
        model = models.load(self.slug)
        names = [
            n for cell in section.cells for call in _EQUATIONS.findall(cell) for n in _STRING.findall(call)
        ]
        return [model.latex(name) for name in names if name in model.definitions]

    @cached_property
    def symbols(self):
        """Letters without their index: $c_R$ and $c_U$ are one symbol, since they are one notion."""
        inline = [found[0] or found[1] for s in self.main for found in _MATH.findall(s.main)]
        tex = " ".join([*inline, *(t for s in self.main for t in self._printed(s))])
        tex = _INDEX.sub(" ", _INDEX.sub(" ", _WORDS_IN_TEX.sub(" ", tex)))
        return {greek or letter for greek, letter in _LETTER.findall(tex) if greek or letter}

    @property
    def words(self):
        text = " ".join(_MATH.sub(" x ", s.prose) for s in self.main)
        return len(re.findall(r"[\w¶’'.,–-]*\w[\w¶’'.,–-]*", text))
