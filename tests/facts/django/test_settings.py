"""INSTALLED_APPS read from text: known, conditional and unknown are three answers."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.facts.django import settings as django_settings
from watchlint.facts.django.settings import ABSENT, CONDITIONAL, LISTED, UNKNOWN
from watchlint.facts.django.values import Reader
from watchlint.facts.repository.repository import Repository

MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "{}")\n'

# (what it shows, settings.py, whether it has "dw")
CASES = [
    ("a list", 'INSTALLED_APPS = ["a", "dw"]', LISTED),
    ("a tuple", 'INSTALLED_APPS = "a", "dw"', LISTED),
    ("a class of it", 'INSTALLED_APPS = ["dw.apps.Config"]', LISTED),
    ("another name", 'INSTALLED_APPS = ["dwx", "x.dw"]', ABSENT),
    ("commented out", 'INSTALLED_APPS = ["a",\n  # "dw",\n]', ABSENT),
    ("elsewhere", 'OTHER = ["dw"]\nINSTALLED_APPS = ["a"]\nLOGGING = {"dw": {}}', ABSENT),
    ("empty", "INSTALLED_APPS = []", ABSENT),
    ("annotated", 'INSTALLED_APPS: list[str] = ["dw"]', LISTED),
    ("never bound", "DEBUG = True", UNKNOWN),
    ("bound to a call", "INSTALLED_APPS = load()", UNKNOWN),
    ("grows", 'INSTALLED_APPS = []\nINSTALLED_APPS += ["dw"]', LISTED),
    ("grows by a tuple", 'INSTALLED_APPS = []\nINSTALLED_APPS += ("dw",)', LISTED),
    ("grows by the unknown", 'INSTALLED_APPS = ["a"]\nINSTALLED_APPS += more()', UNKNOWN),
    ("has it and the unknown", 'INSTALLED_APPS = ["dw"]\nINSTALLED_APPS += more()', LISTED),
    ("bound anew", 'INSTALLED_APPS = ["dw"]\nINSTALLED_APPS = ["a"]', ABSENT),
    ("append", 'INSTALLED_APPS = []\nINSTALLED_APPS.append("dw")', LISTED),
    ("insert", 'INSTALLED_APPS = []\nINSTALLED_APPS.insert(0, "dw")', LISTED),
    ("extend", 'INSTALLED_APPS = []\nINSTALLED_APPS.extend(["dw"])', LISTED),
    ("remove", 'INSTALLED_APPS = ["dw"]\nINSTALLED_APPS.remove("dw")', ABSENT),
    ("remove another", 'INSTALLED_APPS = ["dw", "a"]\nINSTALLED_APPS.remove("a")', LISTED),
    ("pop", 'INSTALLED_APPS = ["dw", "a"]\nINSTALLED_APPS.pop()', CONDITIONAL),
    ("del", 'INSTALLED_APPS = ["dw", "a"]\ndel INSTALLED_APPS[0]', CONDITIONAL),
    ("into a slice", 'INSTALLED_APPS = ["a"]\nINSTALLED_APPS[0:0] = ["dw"]', LISTED),
    ("an unknown method", 'INSTALLED_APPS = ["a"]\nINSTALLED_APPS.merge(["dw"])', UNKNOWN),
    ("starred", 'BASE = ["a"]\nINSTALLED_APPS = [*BASE, "dw"]', LISTED),
    ("starred unknown", 'INSTALLED_APPS = [*base(), "a"]', UNKNOWN),
    ("sum", 'A = ["a"]\nB = ("dw",)\nINSTALLED_APPS = A + list(B)', LISTED),
    ("sum with the unknown", 'A = ["a"]\nINSTALLED_APPS = A + B', UNKNOWN),
    ("text in two parts", 'P = "d"\nINSTALLED_APPS = [P + "w"]', LISTED),
    ("adjacent texts", 'INSTALLED_APPS = ["d" "w"]', LISTED),
    ("a missing comma", 'INSTALLED_APPS = ["a" "dw"]', ABSENT),
    ("unique", 'A = ["dw"]\nINSTALLED_APPS = list(dict.fromkeys(A + ["a"]))', LISTED),
    ("an alias", 'A = []\nINSTALLED_APPS = A\nA.append("dw")', LISTED),
    ("no alias", 'A = []\nINSTALLED_APPS = list(A)\nA.append("dw")', ABSENT),
    ("a tuple is no alias", 'A = ()\nINSTALLED_APPS = A\nA += ("dw",)', ABSENT),
    ("if true", 'DEBUG = True\nINSTALLED_APPS = []\nif DEBUG:\n    INSTALLED_APPS += ["dw"]', LISTED),
    ("if false", 'DEBUG = False\nINSTALLED_APPS = []\nif DEBUG:\n    INSTALLED_APPS += ["dw"]', ABSENT),
    ("if not", 'DEBUG = False\nINSTALLED_APPS = []\nif not DEBUG:\n    INSTALLED_APPS += ["dw"]', LISTED),
    ("if unknown", 'INSTALLED_APPS = []\nif env("X"):\n    INSTALLED_APPS += ["dw"]', CONDITIONAL),
    ("in both branches", 'if env("X"):\n    INSTALLED_APPS = ["dw"]\nelse:\n    INSTALLED_APPS = ["dw", "a"]', LISTED),
    ("in no branch", 'if env("X"):\n    INSTALLED_APPS = ["b"]\nelse:\n    INSTALLED_APPS = ["a"]', ABSENT),
    ("unless it raises", 'INSTALLED_APPS = ["dw"]\nif env("X"):\n    INSTALLED_APPS = []\n    raise ValueError', LISTED),
    ("and", 'D = True\nINSTALLED_APPS = []\nif D and env("X"):\n    INSTALLED_APPS += ["dw"]', CONDITIONAL),
    ("and false", 'D = False\nINSTALLED_APPS = []\nif D and env("X"):\n    INSTALLED_APPS += ["dw"]', ABSENT),
    ("or true", 'D = True\nINSTALLED_APPS = []\nif D or env("X"):\n    INSTALLED_APPS += ["dw"]', LISTED),
    ("equal", 'E = "dev"\nINSTALLED_APPS = []\nif E == "dev":\n    INSTALLED_APPS += ["dw"]', LISTED),
    ("unless listed", 'INSTALLED_APPS = ["a"]\nif "dw" not in INSTALLED_APPS:\n    INSTALLED_APPS += ["dw"]', LISTED),
    ("one line if", 'D = False\nINSTALLED_APPS = ["a"] + (["dw"] if D else [])', ABSENT),
    ("one line if unknown", 'INSTALLED_APPS = ["a"] + (["dw"] if env("X") else [])', CONDITIONAL),
    ("tests only", 'import sys\nINSTALLED_APPS = []\nif "test" in sys.argv:\n    INSTALLED_APPS += ["dw"]', ABSENT),
    ("pytest only", 'import sys\nINSTALLED_APPS = []\nif "pytest" in sys.modules:\n    INSTALLED_APPS += ["dw"]', CONDITIONAL),
    ("typing only", 'INSTALLED_APPS = []\nif TYPE_CHECKING:\n    INSTALLED_APPS += ["dw"]', ABSENT),
    ("try what may fail", 'INSTALLED_APPS = []\ntry:\n    import x\n    INSTALLED_APPS += ["dw"]\nexcept ImportError:\n    pass', CONDITIONAL),
    ("try what can't", 'INSTALLED_APPS = []\ntry:\n    INSTALLED_APPS += ["dw"]\nfinally:\n    pass', LISTED),
    ("try a file that is not there", 'INSTALLED_APPS = ["a"]\ntry:\n    from .local import *\nexcept ImportError:\n    pass', UNKNOWN),
    ("a foreign star", 'INSTALLED_APPS = ["a"]\nfrom vendor.settings import *', UNKNOWN),
    ("a foreign star before", 'from vendor.settings import *\nINSTALLED_APPS = ["a"]', UNKNOWN),
    ("the library's star", 'from os.path import *\nINSTALLED_APPS = ["a"]', ABSENT),
    ("include", 'from split_settings.tools import include\nINSTALLED_APPS = ["a"]\ninclude("x.py")', UNKNOWN),
    ("locals", 'INSTALLED_APPS = ["a"]\nheroku.settings(locals())', UNKNOWN),
    ("globals", 'INSTALLED_APPS = ["a"]\nglobals()["INSTALLED_APPS"] = x()', UNKNOWN),
    ("globals updated", 'INSTALLED_APPS = ["a"]\nglobals().update(x)', UNKNOWN),
    ("handed to a function", 'INSTALLED_APPS = ["a"]\nconfigure(INSTALLED_APPS)', UNKNOWN),
    ("printed", 'INSTALLED_APPS = ["a"]\nprint(INSTALLED_APPS)', ABSENT),
    ("changed in a function", 'INSTALLED_APPS = ["a"]\ndef f():\n    INSTALLED_APPS.append("dw")\nf()', UNKNOWN),
    ("a loop", 'INSTALLED_APPS = []\nfor a in ["a", "dw"]:\n    INSTALLED_APPS.append(a)', LISTED),
    ("a loop over the unknown", 'INSTALLED_APPS = []\nfor a in apps():\n    INSTALLED_APPS.append(a)', UNKNOWN),
    ("filtered", 'A = ["dw", "a"]\nINSTALLED_APPS = [x for x in A if x != "dw"]', ABSENT),
    ("filtered by the unknown", 'A = ["dw", "a"]\nINSTALLED_APPS = [x for x in A if f(x)]', CONDITIONAL),
    ("in a class", 'class Dev(Configuration):\n    INSTALLED_APPS = ["dw"]', UNKNOWN),
    ("match", 'INSTALLED_APPS = []\nmatch env("X"):\n    case "a":\n        INSTALLED_APPS += ["dw"]', CONDITIONAL),
    ("with", 'INSTALLED_APPS = []\nwith open("x") as f:\n    INSTALLED_APPS += ["dw"]', LISTED),
    ("imported", 'import dw\nINSTALLED_APPS = ["a"]', LISTED),
    ("imported perhaps", 'INSTALLED_APPS = ["a"]\nif env("X"):\n    import dw', CONDITIONAL),
    ("no Python", "INSTALLED_APPS = [", UNKNOWN),
    ("a template", '{% if x %}\nINSTALLED_APPS = ["a"]', UNKNOWN),
    ("nothing", "", UNKNOWN),
    ("unpacked", 'INSTALLED_APPS, X = ["a"], 1', UNKNOWN),
    ("both names", 'A = INSTALLED_APPS = ["dw"]', LISTED),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[case[0].replace(" ", "-") for case in CASES]
)
def test_one_file(text, expected, tmp_path):
    (tmp_path / "manage.py").write_text(MANAGE.format("settings"))
    (tmp_path / "settings.py").write_text(text)
    (project,) = django_settings.projects(Repository(str(tmp_path)))
    assert project.answer("dw") == expected


# (what it shows, files, the answer)
PACKAGES = [
    ("relative", {"s/base.py": 'INSTALLED_APPS = ["a"]', "s/dev.py": 'from .base import *\nINSTALLED_APPS += ["dw"]'}, LISTED),
    ("absolute", {"s/base.py": 'INSTALLED_APPS = ["dw"]', "s/dev.py": "from s.base import *"}, LISTED),
    ("the package itself", {"s/__init__.py": 'INSTALLED_APPS = ["dw"]', "s/dev.py": "from . import *"}, LISTED),
    ("by name", {"s/base.py": 'INSTALLED_APPS = ["dw"]', "s/dev.py": "from .base import INSTALLED_APPS as B\nINSTALLED_APPS = B + ['a']"}, LISTED),
    ("by module", {"s/base.py": 'INSTALLED_APPS = ["dw"]', "s/dev.py": "from . import base\nINSTALLED_APPS = [*base.INSTALLED_APPS]"}, LISTED),
    ("as module", {"s/base.py": 'APPS = ["dw"]', "s/dev.py": "import s.base as b\nINSTALLED_APPS = b.APPS"}, LISTED),
    ("private is not taken", {"s/base.py": '_APPS = ["dw"]\nINSTALLED_APPS = []', "s/dev.py": "from .base import *\nINSTALLED_APPS += _APPS"}, UNKNOWN),
    ("__all__", {"s/base.py": '__all__ = ["INSTALLED_APPS"]\nINSTALLED_APPS = ["dw"]', "s/dev.py": "from .base import *"}, LISTED),
    ("not in __all__", {"s/base.py": '__all__ = ["X"]\nINSTALLED_APPS = ["dw"]', "s/dev.py": "from .base import *\nINSTALLED_APPS = ['a']"}, ABSENT),
    ("a circle", {"s/base.py": 'from .dev import *\nINSTALLED_APPS = ["dw"]', "s/dev.py": "from .base import *"}, LISTED),
    ("three files", {"s/a.py": 'INSTALLED_APPS = ["a"]', "s/base.py": "from .a import *", "s/dev.py": 'from .base import *\nINSTALLED_APPS += ["dw"]'}, LISTED),
    ("try local that is there", {"s/local.py": "X = 1", "s/dev.py": 'INSTALLED_APPS = ["a"]\ntry:\n    from .local import *\nexcept ImportError:\n    pass'}, ABSENT),
    ("debug from base", {"s/base.py": "DEBUG = True\nINSTALLED_APPS = []", "s/dev.py": 'from .base import *\nif DEBUG:\n    INSTALLED_APPS += ["dw"]'}, LISTED),
    ("a base that is no Python", {"s/base.py": "INSTALLED_APPS = [", "s/dev.py": 'from .base import *\nINSTALLED_APPS += ["a"]'}, UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "expected"), [case[1:] for case in PACKAGES], ids=[case[0].replace(" ", "-") for case in PACKAGES]
)
def test_a_package_of_settings(files, expected, tmp_path):
    for name, text in {"manage.py": MANAGE.format("s.dev"), "s/__init__.py": "", **files}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (project,) = django_settings.projects(Repository(str(tmp_path)))
    assert project.answer("dw") == expected


TWO = {"base.py": 'INSTALLED_APPS = ["a"]', "dev.py": 'from base import *\nINSTALLED_APPS += ["dw"]'}


# (what it shows, files, module of the default, answer)
CHOICES = [
    ("setdefault", {"manage.py": MANAGE.format("base")}, "base", ABSENT),
    ("assigned", {"manage.py": 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "dev"'}, "dev", LISTED),
    ("worked out", {"manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", f())'}, None, UNKNOWN),
    ("one of two", {"manage.py": MANAGE.format("base") + "if x:\n    " + MANAGE.format("dev").splitlines()[1]}, "base", CONDITIONAL),
    ("another in compose", {"manage.py": MANAGE.format("base"), "compose.yml": "environment:\n  DJANGO_SETTINGS_MODULE: dev\n"}, "base", CONDITIONAL),
    ("the same in .env", {"manage.py": MANAGE.format("dev"), ".env": "DJANGO_SETTINGS_MODULE=dev\n"}, "dev", LISTED),
    ("one that is not here", {"manage.py": MANAGE.format("base"), ".env": "DJANGO_SETTINGS_MODULE=elsewhere\n"}, "base", ABSENT),
    ("wsgi only", {"manage.py": "# DJANGO_SETTINGS_MODULE comes from outside", "wsgi.py": MANAGE.format("dev")}, "dev", LISTED),
    ("pytest only", {"manage.py": "# DJANGO_SETTINGS_MODULE", "pytest.ini": "[pytest]\nDJANGO_SETTINGS_MODULE = dev\n"}, "dev", LISTED),
    ("nothing", {"manage.py": "# DJANGO_SETTINGS_MODULE"}, None, UNKNOWN),
    ("no Python", {"manage.py": "DJANGO_SETTINGS_MODULE ="}, None, UNKNOWN),
    ("a module that is not here", {"manage.py": MANAGE.format("gone")}, "gone", UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "module", "expected"), [case[1:] for case in CHOICES], ids=[case[0].replace(" ", "-") for case in CHOICES]
)
def test_which_settings(files, module, expected, tmp_path):
    for name, text in {**TWO, **files}.items():
        (tmp_path / name).write_text(text)
    (project,) = django_settings.projects(Repository(str(tmp_path)))
    assert (project.default.module if project.default else None) == module
    assert project.answer("dw") == expected


def test_no_project_without_a_settings_module(tmp_path):
    (tmp_path / "manage.py").write_text("print(1)")
    assert django_settings.projects(Repository(str(tmp_path))) == []


def test_a_place_is_told(tmp_path):
    (tmp_path / "manage.py").write_text(MANAGE.format("settings"))
    (tmp_path / "settings.py").write_text('# é\nINSTALLED_APPS = [\n    "a", "dw",\n]\n')
    (project,) = django_settings.projects(Repository(str(tmp_path)))
    (item,) = project.default.items("dw")
    assert (item.text.path, item.text.line, item.text.column) == ("settings.py", 3, 10)


# Random settings are run for real: what we call certain must then be so.
_APPS = st.sampled_from(["a", "b", "c", "dw"])
_LISTS = st.lists(_APPS, max_size=3).map(repr)
_SIMPLE = st.one_of(
    st.builds("INSTALLED_APPS += {}".format, _LISTS),
    st.builds("INSTALLED_APPS.append({!r})".format, _APPS),
    st.builds("INSTALLED_APPS.insert(0, {!r})".format, _APPS),
    st.builds("INSTALLED_APPS = [*INSTALLED_APPS, {!r}]".format, _APPS),
    st.builds("INSTALLED_APPS = OTHER + {}".format, _LISTS),
    st.builds("OTHER = INSTALLED_APPS".format),
    st.builds("OTHER += {}".format, _LISTS),
    st.builds("INSTALLED_APPS = [x for x in INSTALLED_APPS if x != {!r}]".format, _APPS),
    st.builds("INSTALLED_APPS = [x for x in INSTALLED_APPS if x not in OTHER]".format),
    st.builds("INSTALLED_APPS = INSTALLED_APPS[1:]".format),
    st.builds("INSTALLED_APPS = list(INSTALLED_APPS)".format),
    st.just("INSTALLED_APPS.clear()"),
    st.just("INSTALLED_APPS and INSTALLED_APPS.pop()"),
)


def _indented(head: str, body: list[str], other: list[str]) -> str:
    return (
        f"{head}:\n"
        + "".join(f"    {line}\n" for line in body)
        + "else:\n"
        + "".join(f"    {line}\n" for line in other)
    )


_BODY = st.lists(_SIMPLE, min_size=1, max_size=3)
_TESTS = st.sampled_from(
    ["unknown()", "True", "False", "DEBUG", '"dw" in INSTALLED_APPS', '"dw" not in OTHER', "not unknown()"]
)
_STATEMENT = st.one_of(_SIMPLE, st.builds(_indented, _TESTS.map("if {}".format), _BODY, _BODY))


@given(st.lists(_STATEMENT, max_size=6), _LISTS, st.booleans(), st.booleans())
def test_what_is_certain_is_so_in_real_python(statements, start, debug, outcome):
    text = "\n".join([f"DEBUG = {debug}", f"INSTALLED_APPS = {start}", 'OTHER = ["a"]', *statements])
    ast.parse(text)
    real: dict = {"unknown": lambda: outcome}
    exec(text, real)  # noqa: S102
    names = Reader(lambda *_: None, lambda _: text.encode()).module("settings.py")
    read = names["INSTALLED_APPS"]
    if read is None:
        assert "[1:]" in text
        return
    for item in read.items:
        if item.certain:
            assert item.text.value in real["INSTALLED_APPS"]
    if read.complete:
        assert set(real["INSTALLED_APPS"]) <= {item.text.value for item in read.items}


def test_settings_that_take_too_long_are_said(repository):
    loops = "".join(f"{' ' * depth}for x{depth} in L:\n" for depth in range(4)) + "    INSTALLED_APPS.append(x3)\n"
    manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's')\n"
    repo = Repository(
        str(repository({"manage.py": manage, "s.py": "L = [" + "'a', " * 300 + "]\nINSTALLED_APPS = []\n" + loops}))
    )
    assert django_settings.projects(repo)[0].default.answer("a") == "unknown"
    assert repo.problems == [
        ("s.py", None, "takes more than 1,000,000 steps to work out: its INSTALLED_APPS are not known", True)
    ]
