"""uvicorn's reload options: the rules speak exactly where the real uvicorn reloads otherwise than its options say.

Two files are saved, the one in question first; the other is heard in any case. uvicorn's log names the files that it heard,
those of one moment in one line: what the first line does not name was not heard.
"""

from __future__ import annotations

import shlex
import subprocess

import pytest
from environments import environment
from reloading import first_noticed, watches
from running import free_port, running

pytestmark = pytest.mark.oracle

INCLUDE, DIR, FILTER = (
    "reloader-include-replaces-folder",
    "reloader-dir-not-alone",
    "reloader-filter-without-watchfiles",
)
NEWEST = "0.54.0"
WATCHFILES = ["watchfiles==1.3.0"]
APP = """
async def app(scope, receive, send):
    while scope["type"] == "lifespan":
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
"""
FILES = {"main.py": APP, "templates/page.html": "first\n", "templates/tags.py": "", "web/views.py": ""}
DEEPER = {**FILES, "templates/mail/tags.py": ""}
FLAT = {"main.py": APP, ".git/hooks/certain.py": ""}

MAIN, PAGE, TAGS, VIEWS = "main.py", "templates/page.html", "templates/tags.py", "web/views.py"

# (what it shows, uvicorn, what is beside it, options, files, the file in question, the other, whether it is heard, the rule)
CASES = [
    ("no option", NEWEST, WATCHFILES, "", FILES, MAIN, VIEWS, True, None),
    ("include a folder", NEWEST, WATCHFILES, "--reload-include templates", FILES, MAIN, TAGS, False, INCLUDE),
    ("include a folder, 0.34.3", "0.34.3", WATCHFILES, "--reload-include templates", FILES, MAIN, TAGS, False, INCLUDE),
    ("include a folder, 0.34.2", "0.34.2", WATCHFILES, "--reload-include templates", FILES, MAIN, TAGS, True, None),
    ("include what matches a folder", NEWEST, WATCHFILES, "--reload-include 'temp*'", FILES, MAIN, TAGS, False, INCLUDE),
    ("include all names", NEWEST, WATCHFILES, "--reload-include '*'", FILES, MAIN, TAGS, False, INCLUDE),
    ("include all names, flat, beside git", NEWEST, WATCHFILES, "--reload-include '*'", FLAT, MAIN, ".git/hooks/certain.py", False, INCLUDE),
    ("include hidden names, beside git", NEWEST, WATCHFILES, "--reload-include '.*'", FLAT, MAIN, ".git/hooks/certain.py", True, None),
    ("include all below a folder, with a folder", NEWEST, WATCHFILES, "--reload-include 'templates/*'", DEEPER, MAIN, "templates/mail/tags.py", False, INCLUDE),
    ("include all below a folder", NEWEST, WATCHFILES, "--reload-include 'templates/*'", FILES, MAIN, VIEWS, True, None),
    ("include all folders", NEWEST, WATCHFILES, "--reload-include '**'", FILES, MAIN, VIEWS, True, None),
    ("include files", NEWEST, WATCHFILES, "--reload-include '*.html'", FILES, MAIN, VIEWS, True, None),
    ("include files, one of them", NEWEST, WATCHFILES, "--reload-include '*.html'", FILES, PAGE, VIEWS, True, None),
    ("include files of a folder", NEWEST, WATCHFILES, "--reload-include 'templates/*.html'", FILES, MAIN, VIEWS, True, None),
    ("include a folder beside this one", NEWEST, WATCHFILES, "--reload-dir . --reload-include templates", FILES, MAIN, VIEWS, True, None),
    ("exclude", NEWEST, WATCHFILES, "--reload-exclude 'web/*'", FILES, VIEWS, MAIN, False, None),
    ("one folder, 0.34.2", "0.34.2", WATCHFILES, "--reload-dir web", FILES, MAIN, VIEWS, True, DIR),
    ("one folder, 0.34.3", "0.34.3", WATCHFILES, "--reload-dir web", FILES, MAIN, VIEWS, False, None),
    ("this folder, 0.34.2", "0.34.2", WATCHFILES, "--reload-dir .", FILES, MAIN, VIEWS, True, None),
    ("one folder, 0.34.2, polling", "0.34.2", [], "--reload-dir web", FILES, MAIN, VIEWS, False, None),
    ("include files, polling", NEWEST, [], "--reload-include '*.html'", FILES, PAGE, MAIN, False, FILTER),
    ("exclude, polling", NEWEST, [], "--reload-exclude 'web/*'", FILES, VIEWS, MAIN, True, FILTER),
    ("include a folder, polling", NEWEST, [], "--reload-include templates", FILES, MAIN, TAGS, False, INCLUDE),
    ("include a folder, 0.34.2, polling", "0.34.2", [], "--reload-include templates", FILES, MAIN, TAGS, False, INCLUDE),
    ("no option, polling", NEWEST, [], "", FILES, MAIN, VIEWS, True, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("release", "beside", "options", "files", "edited", "other", "heard", "rule"),
    [case[1:] for case in CASES],
    ids=[case[0].replace(" ", "-") for case in CASES],
)
def test_the_rules_speak_where_uvicorn_does_otherwise(
    release, beside, options, files, edited, other, heard, rule, tmp_path, found
):
    folder = tmp_path / "project"
    lines = [f"uvicorn=={release}", *beside]
    more = {"requirements.txt": "\n".join([*lines, ""]), "Procfile": f"web: uvicorn main:app --reload {options}\n"}
    if files is FLAT:
        subprocess.run(["git", "init", "-q", folder], check=True)
    for name, text in {**files, **more}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    rules = {name for name, _, _ in found("check_reloader", folder)} & {INCLUDE, DIR, FILTER}
    assert rules == ({rule} if rule else set())

    python = environment("uvicorn-reload", lines, python="3.12")
    command = [python, "-m", "uvicorn", "main:app", "--reload", "--port", str(free_port()), *shlex.split(options)]
    both = [folder / edited, folder / other]
    with running(command, folder, tmp_path / "log", env={"PYTHONDONTWRITEBYTECODE": "1"}) as server:
        server.waits_for(lambda: "Application startup complete" in server.said())
        if beside:
            watches(server, both[1].parent)
        # A poll names the first change that it meets.
        saved = both[:1] if heard and not beside else both
        first = first_noticed(server, r"detected changes in (.+)\. Reloading", saved, polls=not beside)
        assert (both[0].name in first) is heard, server.said()
        assert ("have no effect unless watchfiles is installed" in server.said()) is ("clude" in options and not beside)
