"""The Streamlit model, release by release, without a server."""

from __future__ import annotations

import os

import pytest

from watchlint.servers import plan
from watchlint.servers.streamlit import watching as streamlit

RELEASES = ("1.8.1", "1.12.2", "1.28.2", "1.37.1", "1.45.1", "1.46.1", "1.50.0", "1.53.1", "1.67.0")


def build(root, files):
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            target.mkdir()
        else:
            target.write_text(text)


def planned(root, release="1.67.0", app="app.py", **more):
    """The plan and its roots relative to the repository."""
    made = streamlit.watch_plan(app, streamlit=release, cwd=str(root), **{"home": str(root / "nobody"), **more})
    return made, sorted(os.path.relpath(path, os.path.realpath(root)) for path, _, _ in made.roots)


@pytest.mark.parametrize("release", RELEASES)
def test_the_script_s_folder_and_all_below(release, tmp_path):
    build(tmp_path, {"app.py": "import os\n", "data/a/b/x": "", ".git/objects/00/x": "", "node_modules/y/z": ""})
    made, roots = planned(tmp_path, release)
    assert roots == ["."]
    found = plan.cost(made)
    assert (found.watches, found.instances) == ((1 if release == "1.8.1" else 9), 1)
    assert found.watches == found.watches_after_run
    assert made.certain and not made.notes


@pytest.mark.parametrize(
    ("watcher", "more", "watches"),
    [
        ("auto", {}, 2),
        ("watchdog", {}, 2),
        ("auto", {"wsl": True, "release": "1.58.0"}, 4),
        ("watchdog", {"wsl": True}, 2),
        ("none", {}, 0),
        ("poll", {}, 0),
        ("polling", {}, 0),
        ("None", {}, 0),
        (False, {}, 0),
        ("auto", {"wsl": True}, 0),
        ("auto", {"watchdog": ""}, 0),
        ("watchdog", {"watchdog": ""}, 0),
    ],
)
def test_which_settings_take_watches(watcher, more, watches, tmp_path):
    build(tmp_path, {"app.py": "import lib\n", "lib/__init__.py": ""})
    made, _ = planned(tmp_path, options=streamlit.Options(watcher), writes_bytecode=False, **more)
    found = plan.cost(made)
    assert found.watches == found.watches_after_run == (watches if watches != 4 else 3)
    assert bool(made.notes) == (watches == 0)
    assert found.instances == (0 if watches == 0 else 2 if "release" in more else 1)


@pytest.mark.parametrize(
    ("release", "watchdog", "expected"),
    [
        ("1.67.0", None, (4, 7, 1)),
        ("1.67.0", "7.0.0", (4, 7, 1)),
        ("1.67.0", "6.0.0", (8, 15, 4)),
        ("1.50.0", None, (8, 15, 4)),
        ("1.8.1", "2.1.8", (4, 4, 4)),
    ],
)
def test_one_instance_from_watchdog_7_before_one_a_folder(release, watchdog, expected, tmp_path):
    build(
        tmp_path,
        {
            "app.py": "import p.q.m, r\n",
            "p/__init__.py": "",
            "p/q/__init__.py": "",
            "p/q/m.py": "",
            "r/__init__.py": "",
        },
    )
    made, _ = planned(tmp_path, release, watchdog=watchdog)
    assert plan.cost(made)[:3] == expected


BLACKLIST = [
    ((), ["., lib, other"]),
    (("lib",), ["., lib, other"]),
    (("lib/",), ["., lib, other"]),
    (("./lib",), ["., lib, other"]),
    (("**/lib.py",), ["., lib, other"]),
    (("**/lib",), ["., other"]),
    (("*/lib",), ["., other"]),
    (("{root}/lib",), ["., other"]),
    (("{root}/lib/",), ["., other"]),
    (("*",), ["."]),
    ("{root}", ["."]),
    ("lib", ["., lib, other"]),
]


@pytest.mark.parametrize(("entries", "expected"), BLACKLIST, ids=lambda value: repr(value))
def test_what_the_blacklist_really_does(entries, expected, tmp_path):
    """It keeps modules from being scheduled, by absolute path or by a glob; never a folder from being walked."""
    build(tmp_path, {"app.py": "import lib, other\n", "lib/__init__.py": "", "other/__init__.py": ""})
    if isinstance(entries, str):
        entries = entries.format(root=tmp_path)
    else:
        entries = tuple(entry.format(root=tmp_path) for entry in entries)
    made, roots = planned(tmp_path, "1.50.0", options=streamlit.Options(blacklist=entries))
    assert [", ".join(roots)] == expected
    assert plan.cost(planned(tmp_path, options=streamlit.Options(blacklist=entries))[0]).watches == 3


def test_folders_of_modules_that_are_never_watched(tmp_path):
    names = ["venv", ".hidden", "node_modules", "site-packages", "htmlcov", "env"]
    files = {f"{name}/mod_{number}.py": "" for number, name in enumerate(names)}
    lines = "".join(f"sys.path.append('{tmp_path}/{name}')\nimport mod_{number}\n" for number, name in enumerate(names))
    build(tmp_path, {"app.py": "import sys\n" + lines, **files})
    assert planned(tmp_path, "1.50.0")[1] == [".", "env"]
    assert planned(tmp_path, "1.45.1")[1] == [".", "env", "htmlcov"]


def test_pages(tmp_path):
    build(tmp_path, {"app.py": "", "pages/__init__.py": "", "pages/.x.py": "", "pages/x.txt": ""})
    assert planned(tmp_path)[1] == ["."]
    assert planned(tmp_path, "1.43.2")[1] == [".", "pages"]
    build(tmp_path, {"pages/a.py": "import lib\n", "lib/__init__.py": ""})
    assert planned(tmp_path)[1] == [".", "pages"]
    assert planned(tmp_path, every_page=True)[1] == [".", "lib", "pages"]
    assert planned(tmp_path, "1.8.1")[1] == ["."]


NAVIGATION = {
    "one": ("st.navigation([st.Page('a/x.py'), st.Page('b/y.py')]).run()", [".", "a", "b", "la"], True),
    "texts": ("st.navigation(['a/x.py', 'b/y.py'])", [".", "a", "b", "la"], True),
    "default": ("st.navigation([st.Page('a/x.py'), st.Page('b/y.py', default=True)])", [".", "a", "b", "lb"], True),
    "sections": ("st.navigation({'S': [st.Page('b/y.py')], 'T': [st.Page('a/x.py')]})", [".", "a", "b", "lb"], True),
    "names": (
        "x = st.Page(Path(__file__).parent / 'a' / 'x.py')\npages = [x] + [st.Page(f)]\nst.navigation(pages)",
        [".", "a", "la"],
        True,
    ),
    "keyword": ("st.navigation(pages=[st.Page(page='a/x.py')])", [".", "a", "la"], True),
    "functions": ("def f(): pass\nst.navigation([f, st.Page('a/x.py')])", [".", "a"], True),
    "external": (
        "st.navigation([st.Page('https://x.example', title='x'), st.Page(f), st.Page('a/x.py')])",
        [".", "a"],
        True,
    ),
    "not given": ("st.Page('a/x.py')", ["."], True),
    "grows": (
        "pages = [st.Page('a/x.py')]\nif user:\n    pages.append(st.Page('b/y.py'))\nst.navigation(pages)",
        [".", "a", "b", "la"],
        False,
    ),
    "computed": ("st.navigation([st.Page(f'{name}.py')])", ["."], False),
    "comprehension": ("st.navigation([st.Page(p) for p in found])", ["."], False),
}


@pytest.mark.parametrize("name", NAVIGATION)
def test_navigation(name, tmp_path):
    text, expected, certain = NAVIGATION[name]
    files = {
        "a/x.py": "import la\n",
        "b/y.py": "import lb\n",
        "la/__init__.py": "",
        "lb/__init__.py": "",
        "pages/c.py": "",
    }
    build(tmp_path, {"app.py": "import streamlit as st\nfrom pathlib import Path\n" + text + "\n", **files})
    made, roots = planned(tmp_path)
    if name == "not given":
        expected = [".", "pages"]
    assert roots == expected
    assert made.certain == certain, made.notes


def test_config_folders_before_1_54(tmp_path):
    build(
        tmp_path,
        {
            "ui/app.py": "",
            ".streamlit/config.toml": "",
            "ui/.streamlit/config.toml": "",
            "home/.streamlit/config.toml": "",
        },
    )
    given = {"app": "ui/app.py", "home": str(tmp_path / "home")}
    assert planned(tmp_path, "1.45.1", **given)[1] == [".streamlit", "home/.streamlit", "ui"]
    assert planned(tmp_path, "1.53.1", **given)[1] == [".streamlit", "home/.streamlit", "ui", "ui/.streamlit"]
    assert planned(tmp_path, "1.54.0", **given)[1] == ["ui"]


def test_the_watch_list_since_1_46(tmp_path):
    build(tmp_path, {"ui/app.py": "", "data/x": "", "file": ""})
    options = streamlit.Options(watch_list=["data", str(tmp_path / "file"), "none"])
    assert planned(tmp_path, app="ui/app.py", options=options)[1] == ["data", "ui"]
    assert planned(tmp_path, "1.45.1", app="ui/app.py", options=options)[1] == ["ui"]


def test_a_text_instead_of_a_list_is_one_folder_a_character(tmp_path):
    """`folderWatchList = "/data"`: the first character is the whole file system."""
    build(tmp_path, {"app.py": ""})
    made, _ = planned(tmp_path, options=streamlit.Options(watch_list="/data"))
    assert "/" in [root.path for root in made.roots]


def test_pythonpath_widens_what_is_watched(tmp_path):
    build(tmp_path, {"ui/app.py": "import shared\n", "libs/shared/__init__.py": ""})
    assert planned(tmp_path, app="ui/app.py", pythonpath=["libs"])[1] == ["libs/shared", "ui"]
    # Started as a module, the working folder is searched, but not watched.
    build(tmp_path, {"shared/__init__.py": ""})
    assert planned(tmp_path, app="ui/app.py", as_module=True)[1] == ["ui"]


def test_namespace_packages(tmp_path):
    build(tmp_path, {"app.py": "import n.m.x\n", "n/m/x.py": ""})
    assert planned(tmp_path)[1] == [".", "n", "n/m"]
    # Before 1.39 the folder above it: the namespace's own is watched only as some module's.
    assert planned(tmp_path, "1.38.0")[1] == [".", "n", "n/m"]
    build(tmp_path, {"app.py": "import n.m\n", "n/m/__init__.py": ""})
    assert planned(tmp_path, "1.39.0")[1] == [".", "n", "n/m"]
    assert planned(tmp_path, "1.38.0")[1] == [".", "n/m"]


def test_links(tmp_path):
    build(tmp_path, {"real/app.py": "import lib\n", "lib/__init__.py": "", "data/x": ""})
    os.symlink("real/app.py", tmp_path / "app.py")
    assert planned(tmp_path)[1] == ["real"]
    assert planned(tmp_path, "1.46.1")[1] == [".", "lib", "real"]


def test_brackets_in_the_path_are_a_pattern(tmp_path):
    build(tmp_path, {"x[ab]/app.py": "import lib\n", "x[ab]/lib/__init__.py": ""})
    assert planned(tmp_path, app="x[ab]/app.py")[1] == ["x[ab]"]


def test_a_folder_stands_for_its_streamlit_app(tmp_path):
    build(tmp_path, {"ui/streamlit_app.py": "import lib\n", "ui/lib/__init__.py": ""})
    assert planned(tmp_path, app="ui")[1] == ["ui", "ui/lib"]


def test_a_broken_module_is_not_watched_and_said(tmp_path):
    build(tmp_path, {"app.py": "import broken.x\n", "broken/__init__.py": "def (\n", "broken/x.py": ""})
    made, roots = planned(tmp_path)
    assert roots == ["."] and not made.certain
    assert any("broken/__init__.py:1" in note for note in made.notes)


def test_an_unknown_release_is_the_newest_and_not_certain(tmp_path):
    build(tmp_path, {"app.py": ""})
    made, _ = planned(tmp_path, None)
    assert not made.certain and made.instances == 1 and streamlit.NEWEST in made.notes[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.46.1", (1, 46, 1)),
        ("v1.46", (1, 46)),
        ("1.46.0rc1", (1, 46, 0)),
        (" 7.1.0 ", (7, 1, 0)),
        ("nightly", (1, 67, 0)),
    ],
)
def test_releases(text, expected):
    assert streamlit.release(text) == expected
