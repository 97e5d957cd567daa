"""The modules of a repository that a server's app brings in."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.django.app_modules import load
from watchlint.facts.repository.repository import Repository


def loaded(tree, module: str = "app") -> tuple[set[str], str]:
    repo = Repository(str(tree))
    found = load(repo, module, "", [""])
    return {os.path.relpath(one.file, repo.root).replace(os.sep, "/") for one in found.modules}, found.doubt


def test_what_it_imports_and_names(repository):
    tree = repository(
        {"app.py": "import a\nx = 'b.views'\n", "a.py": "", "b/__init__.py": "", "b/views.py": "", "c.py": ""}
    )
    assert loaded(tree) == ({"app.py", "a.py", "b/__init__.py", "b/views.py"}, "")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("import importlib\nimportlib.import_module(name)\n", "app.py:2: what it imports is made up as it runs"),
        ("import sys\nsys.path.append(f())\n", "app.py:2: sys.path gets a folder that the source does not tell"),
        ("import os\nos.environ['DJANGO_SETTINGS_MODULE'] = x\n", "app.py:2: its settings module is not known"),
    ],
)
def test_why_there_may_be_more(repository, text, doubt):
    assert loaded(repository({"app.py": text})) == (set(), doubt)


def test_a_module_that_is_not_there(repository):
    assert loaded(repository({"other.py": ""}))[1] == "app is not found"


def test_the_apps_of_django(repository):
    tree = repository({
        "app.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 's')\n",
        "s.py": "INSTALLED_APPS = ['shop']\n",
        "shop/__init__.py": "", "shop/models.py": "", "shop/tests.py": "",
    })  # fmt: skip
    assert loaded(tree) == ({"app.py", "s.py", "shop/__init__.py", "shop/models.py"}, "")


@pytest.mark.parametrize("doubt", ["import sys\nsys.path.append(f())\n", "def (:\n", "from .... import x\n"])
def test_what_is_read_after_the_first_doubt_is_nothing(repository, monkeypatch, doubt):
    from watchlint.facts import regular

    read: list[str] = []
    monkeypatch.setattr(regular, "content", lambda path, real=regular.content: read.append(path) or real(path))
    more = {f"m{number}.py": "" for number in range(20)}
    text = "import doubtful\n" + "".join(f"import {name[:-3]}\n" for name in more)
    assert loaded(repository({"app.py": text, "doubtful.py": doubt, **more}))[1].startswith("doubtful.py:")
    assert {os.path.basename(path) for path in read} == {"app.py", "doubtful.py"}


def test_it_ends_where_the_caller_knows_enough(repository):
    tree = Repository(str(repository({"app.py": "import a\nimport b\n", "a.py": "", "b.py": "def (:\n"})))
    found = load(tree, "app", "", [""], None, lambda module: "enough" if module.name == "a" else "")
    assert found == ((), "enough")
