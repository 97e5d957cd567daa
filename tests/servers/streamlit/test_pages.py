"""The pages of an app: the pages/ folder, and what st.navigation is given."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.python import source
from watchlint.servers.streamlit.pages import folder_pages, navigation_pages


def test_which_names_of_the_folder_are_pages():
    names = ("b.py", "1_a.py", "__init__.py", ".hidden.py", "notes.md", "data", "x.pyc", "folder.py")
    found = folder_pages({name: name in ("data", "folder.py") for name in names}, "/w/pages")
    assert [os.path.basename(path) for path in found] == ["1_a.py", "b.py", "folder.py"]


HEAD = "import streamlit as st\nfrom pathlib import Path\n"

# code -> (files, the one that is run first, whether all is known)
CODE = {
    # near misses first
    "st.Page('a.py')": ([], None, True),
    "st.navigation": ([], None, True),
    "st.navigation()": ([], None, True),
    "st.navigation([home])": ([], None, True),  # a function
    "st.navigation([lambda: 1, st.Page(home), st.Page()])": ([], None, True),
    "st.navigation([st.Page('https://example.org')])": ([], None, True),
    # hits
    "st.navigation([st.Page('a.py')])": (["a.py"], "a.py", True),
    "st.navigation(pages=['a.py', 'b.py'])": (["a.py", "b.py"], "a.py", True),
    "st.navigation(['a.py', st.Page('b.py', default=True)])": (["a.py", "b.py"], "b.py", True),
    "st.navigation(['a.py', st.Page('b.py', default=False)])": (["a.py", "b.py"], "a.py", True),
    "st.navigation({'x': [st.Page('a.py')], 'y': (st.Page(page='b.py'),)})": (["a.py", "b.py"], "a.py", True),
    "more = ['b.py']\nst.navigation(['a.py', *more])": (["a.py", "b.py"], "a.py", True),
    "st.navigation(['a.py'] + ['b.py'])": (["a.py", "b.py"], "a.py", True),
    "st.navigation({'x': ['a.py']} | {'y': ['b.py']})": (["a.py", "b.py"], "a.py", True),
    "p: list = ['a.py']\nst.navigation(p)": (["a.py"], "a.py", True),
    "st.navigation([Path('sub') / 'a.py'])": (["sub/a.py"], "sub/a.py", True),
    "st.navigation([Path(__file__).parent / 'a.py'])": (["a.py"], "a.py", True),
    # what is not known: every page that is named counts
    "p = ['a.py']\np.append(st.Page('b.py'))\nst.navigation(p)": (["a.py", "b.py"], "a.py", False),
    "p = {}\np['x'] = [st.Page('b.py')]\nst.navigation(p)": (["b.py"], "b.py", False),
    "p = ['a.py']\np += [st.Page('b.py')]\nst.navigation(p)": (["a.py", "b.py"], "a.py", False),
    "p = ['a.py']\np = ['b.py']\nst.navigation(p)": (["b.py"], "b.py", False),
    "st.navigation([x for x in y])\nst.Page('a.py')": (["a.py"], "a.py", False),
    "st.navigation([f'{name}.py'])": ([], None, False),
    "st.navigation(['a.py'])\nst.navigation(['b.py'])": (["a.py", "b.py"], "a.py", False),
    "p = p\nst.navigation(p)": ([], None, True),
}  # fmt: skip


@pytest.mark.parametrize("code", CODE)
def test_what_navigation_is_given(code):
    found = navigation_pages("/w/app.py", {"/w/app.py": source.read((HEAD + code).encode())}, "/w")
    files, first, certain = CODE[code]
    assert [os.path.relpath(path, "/w") for path in found.files] == files
    assert (found.default and os.path.relpath(found.default, "/w"), found.certain) == (first, certain)
    assert bool(found.notes) is not certain
