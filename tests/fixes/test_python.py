"""Token edits in settings files: what stays as it is comes first."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.fixes import Refused
from watchlint.fixes.python import add_app, rename_text

APP = "django_watchfiles"

# (what it shows, before, after)
CASES = [
    ("listed already", 'INSTALLED_APPS = ["django_watchfiles"]\n', None),
    ("listed below", 'A = []\nif DEBUG:\n    INSTALLED_APPS += ["django_watchfiles"]\n', None),
    ("appended already", 'INSTALLED_APPS = []\nINSTALLED_APPS.append("django_watchfiles")\n', None),
    ("inline", 'INSTALLED_APPS = ["a", "b"]\n', 'INSTALLED_APPS = ["a", "b", "django_watchfiles"]\n'),
    ("single quotes", "INSTALLED_APPS = ['a']\n", "INSTALLED_APPS = ['a', 'django_watchfiles']\n"),
    ("inline, trailing comma", 'INSTALLED_APPS = ("a",)\n', 'INSTALLED_APPS = ("a", "django_watchfiles",)\n'),
    ("after Django's own", 'INSTALLED_APPS = ["django.a", "b"]\n', 'INSTALLED_APPS = ["django.a", "django_watchfiles", "b"]\n'),
    ("one per line", 'INSTALLED_APPS = [\n    "django.a",  # why\n    "b",\n]\n', 'INSTALLED_APPS = [\n    "django.a",  # why\n    "django_watchfiles",\n    "b",\n]\n'),
    ("no trailing comma", "INSTALLED_APPS = [\n  'a'  # why\n]\n", "INSTALLED_APPS = [\n  'a',  # why\n  'django_watchfiles'\n]\n"),
    ("a blank before the comma", 'INSTALLED_APPS = [\n    "a" ,\n]\n', 'INSTALLED_APPS = [\n    "a" ,\n    "django_watchfiles",\n]\n'),
    ("a comma on the next line", 'INSTALLED_APPS = [\n    "a"  # why\n    ,\n]\n', 'INSTALLED_APPS = [\n    "a"  # why\n    ,\n    "django_watchfiles",\n]\n'),
    ("tabs", 'INSTALLED_APPS = [\n\t"a",\n]\n', 'INSTALLED_APPS = [\n\t"a",\n\t"django_watchfiles",\n]\n'),
    ("two per line", 'INSTALLED_APPS = [\n  "a", "b",\n]\n', 'INSTALLED_APPS = [\n  "a", "b", "django_watchfiles",\n]\n'),
    ("CRLF", 'INSTALLED_APPS = [\r\n    "a",\r\n]\r\n', 'INSTALLED_APPS = [\r\n    "a",\r\n    "django_watchfiles",\r\n]\r\n'),
    ("no last newline", 'INSTALLED_APPS = ["a"]', 'INSTALLED_APPS = ["a", "django_watchfiles"]'),
    ("closing bracket beside", 'INSTALLED_APPS = ["a",\n                  "b"]\n', 'INSTALLED_APPS = ["a",\n                  "b", "django_watchfiles"]\n'),
    ("after a tuple without brackets", 'INSTALLED_APPS = "a", "b"\n', 'INSTALLED_APPS = "a", "b", "django_watchfiles"\n'),
    ("empty", "X = 'y'\nINSTALLED_APPS = []\n", "X = 'y'\nINSTALLED_APPS = ['django_watchfiles']\n"),
    ("empty tuple", "INSTALLED_APPS = ()\n", 'INSTALLED_APPS = ("django_watchfiles",)\n'),
    ("only starred", "INSTALLED_APPS = [\n    *BASE,\n]\n", 'INSTALLED_APPS = [\n    *BASE,\n    "django_watchfiles",\n]\n'),
    ("annotated", 'INSTALLED_APPS: list[str] = ["a"]\n', 'INSTALLED_APPS: list[str] = ["a", "django_watchfiles"]\n'),
    ("grows", 'from .base import *\nINSTALLED_APPS += ["a"]\n', 'from .base import *\nINSTALLED_APPS += ["a", "django_watchfiles"]\n'),
    ("extended", 'INSTALLED_APPS.extend(["a"])\n', 'INSTALLED_APPS.extend(["a", "django_watchfiles"])\n'),
    ("the last that is bound", 'INSTALLED_APPS = ["a"]\nINSTALLED_APPS = ["b"]\n', 'INSTALLED_APPS = ["a"]\nINSTALLED_APPS = ["b", "django_watchfiles"]\n'),
    ("joined names", 'DJANGO_APPS = ["django.a"]\nTHIRD_PARTY_APPS = ["b"]\nINSTALLED_APPS = DJANGO_APPS + THIRD_PARTY_APPS\n',
     'DJANGO_APPS = ["django.a"]\nTHIRD_PARTY_APPS = ["b", "django_watchfiles"]\nINSTALLED_APPS = DJANGO_APPS + THIRD_PARTY_APPS\n'),
    ("starred names", 'MINE = ["a"]\nINSTALLED_APPS = [*MINE]\n', 'MINE = ["a", "django_watchfiles"]\nINSTALLED_APPS = [*MINE]\n'),
    ("a list of a name", 'MINE = ["a"]\nINSTALLED_APPS = list(MINE)\n', 'MINE = ["a", "django_watchfiles"]\nINSTALLED_APPS = list(MINE)\n'),
    ("a tuple of a list", 'INSTALLED_APPS = tuple(["a"])\n', 'INSTALLED_APPS = tuple(["a", "django_watchfiles"])\n'),
    ("made by nobody knows what", 'MINE = ["a"]\nINSTALLED_APPS = sorted(MINE)\n', 'MINE = ["a"]\nINSTALLED_APPS = sorted(MINE)\n\nINSTALLED_APPS += ["django_watchfiles"]\n'),
    ("adjacent texts", 'INSTALLED_APPS = [\n    "a"\n    "b",\n]\n', 'INSTALLED_APPS = [\n    "a"\n    "b",\n    "django_watchfiles",\n]\n'),
    ("accents", 'INSTALLED_APPS = ["é", "b"]  # ü\n', 'INSTALLED_APPS = ["é", "b", "django_watchfiles"]  # ü\n'),
    ("a comment between", 'INSTALLED_APPS = [\n    "django.a",\n\n    # ours\n    "b",\n]\n', 'INSTALLED_APPS = [\n    "django.a",\n    "django_watchfiles",\n\n    # ours\n    "b",\n]\n'),
    ("no list here", "from .base import *\n", 'from .base import *\n\nINSTALLED_APPS += ["django_watchfiles"]\n'),
    ("no list and no last newline", "from .base import *", 'from .base import *\n\nINSTALLED_APPS += ["django_watchfiles"]\n'),
    ("an empty file", "", 'INSTALLED_APPS += ["django_watchfiles"]\n'),
    ("a list with texts behind one without", 'INSTALLED_APPS = [] + ["a"]\n', 'INSTALLED_APPS = [] + ["a", "django_watchfiles"]\n'),
    ("named in a comment", 'INSTALLED_APPS = ["a"]  # "django_watchfiles"\n', 'INSTALLED_APPS = ["a", "django_watchfiles"]  # "django_watchfiles"\n'),
    ("named in a table", 'LOGGING = {"django_watchfiles": {}}\nINSTALLED_APPS = ["a"]\n', 'LOGGING = {"django_watchfiles": {}}\nINSTALLED_APPS = ["a", "django_watchfiles"]\n'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"), [case[1:] for case in CASES], ids=[case[0].replace(" ", "-") for case in CASES]
)
def test_add_app(before, after, tmp_path):
    changed = add_app(before.encode(), APP)
    assert changed == (before if after is None else after).encode()
    assert add_app(changed, APP) == changed


def test_a_tuple_grows_by_a_tuple():
    assert (
        add_app(b"from .base import *\r\n", APP, "tuple")
        == b'from .base import *\r\n\r\nINSTALLED_APPS += ("django_watchfiles",)\r\n'
    )


def test_encodings_stay():
    assert (
        add_app(b"\xef\xbb\xbfINSTALLED_APPS = ['a']\n", APP)
        == b"\xef\xbb\xbfINSTALLED_APPS = ['a', 'django_watchfiles']\n"
    )
    latin = "# -*- coding: latin-1 -*-\n# é\nINSTALLED_APPS = ['a']\n".encode("latin-1")
    assert add_app(latin, APP) == latin.replace(b"'a'", b"'a', 'django_watchfiles'")


@pytest.mark.parametrize(
    "data",
    [b"INSTALLED_APPS = [", b"\xff\xfe", b"x = 1\0", b"# coding: nonsense\nINSTALLED_APPS = []\n", b"INSTALLED_APPS = ['a']\rX = 1\n",
     b"# \xff\nINSTALLED_APPS = []\n", b"\x0cINSTALLED_APPS = ['a']\n"],
)  # fmt: skip
def test_what_is_refused(data):
    with pytest.raises(Refused):
        add_app(data, APP)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A = ['b']\n", "A = ['b']\n"),
        ("a = = 1  # not Python, and not there\n", "a = = 1  # not Python, and not there\n"),
        (
            "A = ['django-watchfiles-x']  # 'django-watchfiles'\n",
            "A = ['django-watchfiles-x']  # 'django-watchfiles'\n",
        ),
        ("A = ['django-watchfiles']  # é\r\n", "A = ['django_watchfiles']  # é\r\n"),
        ('A = ["django-watchfiles", "django-watchfiles"]', 'A = ["django_watchfiles", "django_watchfiles"]'),
    ],
)
def test_rename_text(before, after):
    assert rename_text(before.encode(), "django-watchfiles", APP) == after.encode()


_COMMENTS = st.sampled_from(["", "  # why", "  # [,'\"", "  # é"])
_ITEM = st.sampled_from(
    ['"a"', "'b.c'", '"django.x"', "*MORE", 'f("x")', '"a" "b"', "r'raw'", '"""long"""', '("c")', "x if y else z"]
)


@st.composite
def _sources(draw):
    """Settings files with lists as people write them, and as nobody does."""
    items = draw(st.lists(_ITEM, max_size=5))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    lined, comma = draw(st.booleans()), draw(st.booleans())
    kind = draw(st.sampled_from(["[]", "()"]))
    if lined:
        indent = draw(st.sampled_from(["    ", "\t", "", "  "]))
        rows = [
            f"{indent}{item}{',' if comma or at + 1 < len(items) else ''}{draw(_COMMENTS)}"
            for at, item in enumerate(items)
        ]
        body = newline + "".join(f"{row}{newline}" for row in rows)
    else:
        body = ", ".join(items) + (draw(st.sampled_from(["", ",", ", "])) if items else "")
    head = draw(
        st.sampled_from(["", "# -*- coding: utf-8 -*-\n", "'''Doc.'''\n", "X = {'INSTALLED_APPS': 1}\n"])
    ).replace("\n", newline)
    target = draw(
        st.sampled_from(["INSTALLED_APPS = ", "INSTALLED_APPS += ", "INSTALLED_APPS: list = ", "Y = INSTALLED_APPS = "])
    )
    tail = draw(st.sampled_from(["", newline, f"{newline}DEBUG = True{newline}", f"  # end{newline}"]))
    return f"{head}{target}{kind[0]}{body}{kind[1]}{tail}".encode()


@given(_sources())
def test_any_list_gets_the_app_and_nothing_else(data):
    try:
        ast.parse(data)
    except SyntaxError:
        return
    try:
        changed = add_app(data, APP)
    except Refused:
        return
    assert add_app(changed, APP) == changed
    assert changed != data
    # What was there is there still, character by character and in order, but for what was put in.
    rest = iter(changed)
    assert all(byte in rest for byte in data)
    assert changed.count(APP.encode()) == 1
    kept = [line for line in changed.splitlines(keepends=True) if APP.encode() not in line]
    before = data.splitlines(keepends=True)
    # One more line at the most, and of the old ones at the most the neighbour gained a comma.
    assert len([line for line in before if line not in kept]) <= 1


def test_what_python_parses_and_its_tokenizer_does_not_take_is_refused_or_kept():
    data = b"INSTALLED_APPS = ['x']\n\\\r\n"
    for change in (lambda: rename_text(data, "x", "y"), lambda: add_app(data, "y")):
        try:
            assert b"'y'" in change()
        except Refused as error:
            assert re.search("tokenizer|not Python", str(error))  # 3.13.0 says the second
