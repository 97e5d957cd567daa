"""The starts of servers that take patterns, and patterns as pathlib reads them."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.facts.repository.near import NearRepository
from watchlint.rules.reloader.patterns import options
from watchlint.rules.reloader.patterns.options import matches
from watchlint.servers import catalogue

# (what it shows, files, [(path, line, folder, folders, include, exclude)])
STARTS = [
    ("no reload", {"Procfile": "web: uvicorn a:app --reload-dir a\n"}, []),
    ("another server", {"Procfile": "web: granian a:app --reload\n"}, []),
    ("a test", {"tests/Procfile": "web: uvicorn a:app --reload\n"}, []),
    ("a call that may not reload", {"main.py": "import uvicorn\nuvicorn.run('a:app', reload=debug)\n"}, []),
    ("without options", {"Procfile": "web: uvicorn a:app --reload --reload-delay 2\n"}, [("Procfile", 1, "", [], [], [])]),
    ("folders", {"Procfile": "web: uvicorn a:app --reload --reload-dir a --reload-dir=b\n"}, [("Procfile", 1, "", ["a", "b"], [], [])]),
    ("patterns", {"Procfile": "web: uvicorn a:app --reload --reload-include '*.html' --reload-exclude=t/*\n"}, [("Procfile", 1, "", [], ["*.html"], ["t/*"])]),
    ("an open option", {"Procfile": "web: uvicorn a:app --reload --reload-dir\n"}, [("Procfile", 1, "", [""], [], [])]),
    ("a call", {"main.py": "import uvicorn\nuvicorn.run('a:app', reload=True, reload_includes=['t'])\n"}, [("main.py", 2, None, [], ["t"], [])]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "wanted"), [case[1:] for case in STARTS], ids=[case[0] for case in STARTS])
def test_starts(folder, files, wanted):
    found = options.starts(NearRepository(str(folder({"requirements.txt": "uvicorn\n", **files}))))
    assert [(one.place.path, one.place.line, one.cwd, one.folders, one.include, one.exclude) for one in found] == wanted


# requirements -> (it polls, it keeps the working folder, it says nothing at the limit)
RELEASES = {
    "": (False, False, False),
    "watchfiles": (False, False, False),
    "uvicorn": (True, False, False),
    "uvicorn==0.34.2": (True, False, False),
    "uvicorn[standard]==0.34.2": (False, True, False),
    "uvicorn[standard]==0.34.3": (False, False, False),
    "uvicorn==0.41.0\nwatchfiles": (False, False, True),
    "uvicorn[standard]": (False, False, True),
}


@pytest.mark.parametrize("requirements", RELEASES)
def test_what_a_release_does(folder, requirements):
    repository = NearRepository(str(folder({"requirements.txt": f"{requirements}\n"})))
    (server,) = catalogue.patterned()
    found = (options.polls, options.keeps_working_folder, options.says_nothing)
    assert tuple(one(repository, server) for one in found) == RELEASES[requirements]


FOLDERS = ["a", "b.html", "a/b", "a/b/a", "ab", "a/ab.c"]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["a", "b", "*", "**", "?", "*b", "a*", "*.html", "ab.c", "."]), min_size=1, max_size=3))
def test_matches_is_what_pathlib_finds(made, parts):
    pattern = "/".join(parts)
    if set(parts) == {"."}:
        return
    found = {path.relative_to(made).as_posix() for path in made.glob(pattern) if path.is_dir()} - {"."}
    assert {folder for folder in FOLDERS if matches(pattern, folder)} == found


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("tree")
    for folder in FOLDERS:
        os.makedirs(root / folder, exist_ok=True)
    return root
