"""Chapters are plain MyST: no raw HTML, nothing of the machine they were written on, few hosts."""

import re

import pytest

PROJECT_SITES = {
    "docs.sympy.org", "jupyterbook.org", "mystmd.org", "nashpy.readthedocs.io", "numpy.org", "www.sympy.org",
}  # fmt: skip
FENCED = re.compile(r"^(`{3,})\{code-cell\}.*?^\1$|^(`{3,})\w*$.*?^\2$", re.DOTALL | re.MULTILINE)
NOT_PROSE = re.compile(r"`[^`\n]+`|\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
HTML = re.compile(r"<(?:/?[a-zA-Z][\w-]*[\s/>]|!--)")
OF_A_MACHINE = re.compile(
    r"(?<![\w.:/])(?:/(?:home|root|Users|tmp|usr|opt|mnt|var|work|srv)/|[A-Z]:\\|~/)|file:/|localhost|127\.0\.0\.1"
)
LINK_TO_ROOT = re.compile(r"\]\(/|\b(?:src|href)=[\"']/")
HOST = re.compile(r"(https?)://([\w.-]+)")


def prose(text):
    return NOT_PROSE.sub(" ", FENCED.sub(" ", text))


@pytest.mark.parametrize("text, found", {
    "a <b>bold</b> word": True, "<!-- later -->": True, "<br/>": True, "{term}`credible <threat>`": False,
    "$a <b>c$": False, "```{code-cell} ipython3\nprint('<b>')\n```": False, "5 < 6 > 4": False,
}.items())  # fmt: skip
def test_html_in_prose_is_told_from_code_and_formulas(text, found):
    assert bool(HTML.search(prose(text))) == found


def test_has_no_html(text):
    assert not HTML.findall(prose(text))


def test_names_no_place_on_a_machine(text):
    assert not OF_A_MACHINE.findall(text) and not LINK_TO_ROOT.findall(text)


def test_links_only_to_the_sites_of_well_known_projects(text):
    assert {host for _, host in HOST.findall(text)} <= PROJECT_SITES
    assert {scheme for scheme, _ in HOST.findall(text)} <= {"https"}
