"""Every file below chapters/ is found, none is named."""

import pytest

from tests.chapters import running


def pytest_generate_tests(metafunc):
    if "chapter" in metafunc.fixturenames:
        names = [f"{file.parent.name}/{file.name}" for file in running.FILES]
        metafunc.parametrize("chapter", running.FILES, ids=names, scope="module")


@pytest.fixture(scope="module")
def text(chapter):
    return chapter.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def outputs(tmp_path_factory):
    """Run a chapter: its code cells with their outputs."""
    folder = tmp_path_factory.mktemp("run")
    return lambda chapter: [c for c in running.executed(chapter, folder).cells if c.cell_type == "code"]
