"""What a repository's own code imports."""

from __future__ import annotations

import pytest

from watchlint.facts.repository import code as module
from watchlint.facts.repository.repository import Repository


def opened(tree) -> Repository:
    return Repository(str(tree))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import streamlit\n", True),
        ("import os, streamlit as st\n", True),
        ("    from streamlit.web import cli\n", True),
        ("\ufeffimport streamlit\n", True),
        ("x = 'import streamlit'\n", False),
        ("# import streamlit\n", False),
        ("import streamlit_x\n", False),
        ("from . import streamlit\n", False),
        ("from .streamlit import x\n", False),
        ("", False),
    ],
)
def test_imports(repository, text, found):
    assert opened(repository({"m.py": text})).imports("streamlit") == (["m.py"] if found else [])


def test_imports_look_nearest_the_root_first_and_stop(repository, monkeypatch):
    monkeypatch.setattr(module, "MAX_SEARCHED", 2)
    repo = opened(repository({"a/b/c.py": "import x\n", "a/d.py": "import x\n", "e.py": "import x\n"}))
    assert repo.imports("x") == ["e.py", "a/d.py"]


def test_what_cannot_be_read_is_passed_over(repository):
    repo = opened(repository({"a.py/b": "", "c.py": "import x\n", "d.py": ""}))
    assert module.nearest(["a.py", "absent.py", "c.py", "d.py"], repo.read) == [("c.py", b"import x\n")]
