"""reloader-watchman-config-missing."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import CONFIG, CONFIGURED, django, judged, wanted
from watchlint.facts.repository.repository import Repository
from watchlint.rules import catalogue
from watchlint.settings import Settings

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("watchman without configuration", django("pywatchman"), [(CONFIG, "warning", "requirements.txt", 2)]),
    ("watchman configured", django("pywatchman", **{".watchmanconfig": CONFIGURED}), []),
    ("watchman configured for nothing", django("pywatchman", **{".watchmanconfig": "{}"}), [(CONFIG, "warning", ".watchmanconfig", None)]),
    ("watchman configured wrongly", django("pywatchman", **{".watchmanconfig": "{"}), [(CONFIG, "warning", ".watchmanconfig", None)]),
    ("watchman configured beside manage.py", {f"back/{path}": text for path, text in django("pywatchman", **{".watchmanconfig": CONFIGURED}).items()}, []),
    ("another server is started", django("pywatchman\nuvicorn", Procfile="web: uvicorn a.asgi:application --reload\n"), [("reloader-polls", "info", "Procfile", 1), (CONFIG, "info", "requirements.txt", 2)]),
    ("another beside runserver", django("pywatchman\nuvicorn", Procfile="web: uvicorn a.asgi:application --reload\nw: python manage.py runserver\n"), [("reloader-polls", "info", "Procfile", 1), (CONFIG, "warning", "requirements.txt", 2)]),
    ("the nearest one counts", {".watchmanconfig": CONFIGURED, **{f"back/{path}": text for path, text in django("pywatchman", **{".watchmanconfig": "{}"}).items()}}, [(CONFIG, "warning", "back/.watchmanconfig", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)


def test_no_watchmanconfig_is_made_where_git_ignores_it(repository, run):
    tree = repository({**django("pywatchman"), ".gitignore": ".watchmanconfig\n"})
    fixed = run("check_reloader", "--fix", cwd=tree)
    assert fixed.code == 0 and "git ignores .watchmanconfig" in fixed.out
    assert not (tree / ".watchmanconfig").exists()


@pytest.mark.parametrize(
    ("config", "said", "can_be_written"),
    [
        (None, ".watchmanconfig is missing, and", True),
        ("{}", ".watchmanconfig has no ignore_dirs, and", True),
        ("[]", ".watchmanconfig is no JSON object, and", False),
        ("{", ".watchmanconfig is no JSON object, and", False),
    ],
)
def test_what_is_said_of_the_file(config, said, can_be_written, folder):
    files = django("pywatchman", **({} if config is None else {".watchmanconfig": config}))
    (one,) = [one for one in findings(folder(files)) if one.rule.name == CONFIG]
    assert one.message.startswith(said) and (one.fix is not None) is can_be_written


def test_every_folder_of_packages_below_the_file_is_left_out(folder):
    files = {f"back/end/{path}": text for path, text in django("pywatchman").items()}
    more = {
        "back/.watchmanconfig": "{}",
        "back/package.json": "{}",
        "back/web/front/package.json": "{}",
        "package.json": "{}",
    }
    (one,) = [one for one in findings(folder({**files, **more})) if one.rule.name == CONFIG]
    assert one.path == "back/.watchmanconfig"
    assert one.help.startswith("Write one with ignore_dirs: node_modules, web/front/node_modules, .venv, ")


def findings(tree):
    hook = catalogue.hook("check-reloader")
    return list(hook.findings(Repository(str(tree)), Settings(), [entry.name for entry in hook.entries]))
