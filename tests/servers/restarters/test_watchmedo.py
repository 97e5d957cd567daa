"""watchmedo: the folders that it is told, and the patterns that watchdog 7 takes otherwise."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, planned, roots, starts
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue, imported
from watchlint.servers.launches import launches, typed
from watchlint.servers.model import Running
from watchlint.servers.restarters import watchmedo
from watchlint.settings import Settings
from watchlint.watch import predict

FILES = {"app/a.py": "", "app/x/b.py": "", "web/x": "", "main.py": "import near\n", "near.py": "", "tricks.yaml": ""}
KNOWN = catalogue.named("watchmedo")


@pytest.mark.parametrize(
    ("line", "reloads"),
    [
        ("watchmedo --version", []),
        ("watchmedo generate-tricks-yaml", []),
        ("watchmedo auto-restart -d . -R -- python x.py", [True]),
        ("python -m watchdog.watchmedo auto-restart -R python x.py", [True]),
        ("watchmedo shell-command -R -c 'make' src", [True]),
        ("watchmedo tricks-from tricks.yaml", [True]),
    ],
)
def test_what_starts_it(line, reloads):
    assert [(server, found) for server, _, found in starts(line)] == [("watchmedo", one) for one in reloads]


@pytest.mark.parametrize(
    ("words", "wanted", "below"),
    [
        ("auto-restart -R run", ["."], True),
        ("auto-restart run", ["."], False),
        ("auto-restart -R -d app -d web run", ["app", "web"], True),
        ("auto-restart --recursive --directory=app -i */x/* run", ["app"], True),
        ("shell-command -R app web", ["app", "web"], True),
        ("log", ["."], False),
        ("tricks-from app/tricks.yaml", ["app"], True),
        ("tricks web/tricks.yml words", ["web"], True),
    ],
)
def test_its_folders(folder, tmp_path, words, wanted, below):
    tree = folder(FILES)
    plan = live("watchmedo", words, tree, {"watchdog": "7.1.0"}, tmp_path)
    assert roots(plan, tree) == wanted and {root.recursive for root in plan.roots} == {below}
    assert not any(root.follows_links for root in plan.roots)


@pytest.mark.parametrize(
    ("version", "union", "instances", "certain"),
    [((6, 0, 0), False, None, True), ((7, 0, 0), True, 1, True), (None, True, 1, False)],
)
def test_watchdog_shares_one_instance_from_7(version, union, instances, certain):
    plan = watchmedo.plan(["auto-restart"], cwd="/w", version=version)
    assert (plan.counts_union, plan.instances, plan.certain) == (union, instances, certain)


@pytest.mark.parametrize(
    "words", ["auto-restart --debug-force-polling -R run", "tricks-from --debug-force-polling t.yaml"]
)
def test_told_to_poll_it_takes_no_watch(folder, words):
    assert live("watchmedo", words, folder(FILES)).notes == ("watchmedo is told to poll: no watch is set",)
    assert not KNOWN.watches(typed("watchmedo", None)._replace(arguments=tuple(words.split())))


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("auto-restart -R run", []),
        ("auto-restart -p *.py run", ["*.py"]),
        ("auto-restart -p*.py run", ["*.py"]),
        ("auto-restart --patterns=*.py;*.html run", ["*.py", "*.html"]),
        ("auto-restart --pattern *.py -p *.js run", ["*.js"]),  # the last one counts
        ("auto-restart -R -- run -p *.py", []),  # the program's own
        ("auto-restart -p", []),
    ],
)
def test_its_patterns(words, given):
    assert watchmedo.patterns(words.split()) == given


def test_patterns_are_written_for_whole_paths():
    words = "auto-restart --patterns=*.py;**/*.html -R run".split()
    assert watchmedo.with_whole_paths(words) == "auto-restart --patterns=**/*.py;**/*.html -R run".split()
    assert watchmedo.with_whole_paths(["auto-restart", "-p", "/w/*.py"]) == ["auto-restart", "-p", "/w/*.py"]


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("auto-restart -R run", []),
        ("auto-restart -R -p **/*.py run", []),
        ("auto-restart -R -p *.html run", []),
        ("auto-restart -p *.py run", []),  # of the folder alone, which both releases compare
        ("auto-restart -R -p *.py run", ["*.py", "app/a.py"]),
        ("auto-restart -R -p *.py -d app run", ["*.py", "app/a.py"]),
        ("auto-restart -R -p *.py -d {} run", ["*.py", "a.py"]),
    ],
)
def test_the_files_of_which_watchdog_7_does_not_tell(folder, words, lost):
    tree = folder(FILES)
    given = words.format(tree / "app").split()
    running = Running("watchmedo", [1], given, False, str(tree), "", {}, "S", True)
    assert KNOWN.unmatched(running) == lost
    assert KNOWN.unmatched(running._replace(cwd="")) == []
    assert bool(KNOWN.lost(given, sorted(FILES), "")) is bool(lost)
    seen = {"unmatched": lost, "watchdog": "7.1.0", "words": given}
    assert [one.deaf for one in KNOWN.faults(seen, (7, 1, 0))] == ([True] if lost else [])
    assert list(KNOWN.faults(seen, (6, 0, 0))) == []


@pytest.mark.parametrize(
    ("requirements", "words", "step"),
    [
        ("watchdog==6.0.0\n", "-R -p '*.html'", None),
        ("watchdog<7\n", "-R", None),
        ("watchdog<7\n", "-R -p '*.py'", None),
        ("watchdog<7\n", "-R -p '**/*.py'", "--patterns '*.py;**/*.py'  # instead"),
        ("watchdog>=7\n", "-R -p '**/*.py'", None),
        ("watchdog\n", "-R -p '*.py'", "--patterns '**/*.py'  # instead"),  # the newest is installed
        ("watchdog>=7\n", "-R -p '*.py'", "--patterns '**/*.py'  # instead"),
    ],
)
def test_one_that_files_start_may_hear_less(folder, requirements, words, step):
    files = {**FILES, "requirements.txt": requirements, "run.sh": f"watchmedo auto-restart {words} -- python main.py\n"}
    repository = NearRepository(str(folder(files)))
    (launch,) = launches(repository)
    assert [one.step for one in KNOWN.doubts(launch, repository)] == ([step] if step else [])


@pytest.mark.parametrize(
    ("words", "files", "certain"),
    [
        ("auto-restart -R -- python main.py", ["main.py", "near.py"], True),
        ("auto-restart -R main.py", ["main.py", "near.py"], True),
        ("auto-restart -R -- celery -A proj worker", ["proj/__init__.py"], False),  # its app finds tasks by itself
        ("shell-command -R -c make", [], True),
    ],
)
def test_what_a_file_starts(folder, words, files, certain):
    more = {"proj/__init__.py": "", "tests/__init__.py": "", "requirements.txt": "watchdog==6.0.0\nDjango\n"}
    tree = folder({**FILES, **more})
    found = planned("watchmedo", words, tree)
    assert [os.path.relpath(path, os.path.realpath(str(tree))) for path in found.files] == files
    assert (found.plan.certain, found.watchdog) == (certain, (6, 0, 0))


def test_the_words_that_lower_it():
    words = ("auto-restart", "-d", ".", "-R", "--", "python", "x.py")
    assert KNOWN.narrowed(words, ["app", "web"])[1] == (
        "auto-restart", "-d", "app", "-d", "web", "-R", "--", "python", "x.py",
    )  # fmt: skip
    assert KNOWN.narrowed(("auto-restart", "--directory=.", "-R"), ["app"])[1] == ("auto-restart", "-d", "app", "-R")
    assert KNOWN.folders(typed("watchmedo", None)._replace(arguments=("auto-restart", "-d", "app"))) == ["app"]
    assert KNOWN.folders(typed("watchmedo", None)._replace(arguments=words)) == []
    assert KNOWN.to_poll(words, "").startswith("watchmedo auto-restart --debug-force-polling -d .")


PROJECT = {
    "Procfile": "worker: watchmedo auto-restart -R -p '*.py' -- celery -A shop.celery worker\n",
    "requirements.txt": "django\ncelery\nwatchdog\n",
    "shop/__init__.py": "",
    "shop/celery.py": "from celery import Celery\n\napp = Celery('shop')\n",
    "cart/__init__.py": "",
}
RAN = {"shop/__pycache__/__init__.cpython-313.pyc": "", "shop/__pycache__/celery.cpython-313.pyc": ""}


@pytest.mark.parametrize(
    ("more", "now", "later"),
    [
        ({}, 3, 5),  # the folder, shop, cart; one __pycache__ in each package
        ({"shop/__pycache__/other.cpython-313.pyc": ""}, 4, 5),
        (RAN, 4, 4),  # it has been started: what it did not compile then it does not import
    ],
)
def test_each_package_is_counted_until_it_has_run(folder, monkeypatch, more, now, later):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    (one,) = predict.predict(NearRepository(str(folder({**PROJECT, **more}))), Settings()).servers
    assert (one.cost.watches, one.cost.watches_after_run) == (now, later)
    assert (imported.WORKER in one.planned.plan.notes) == (not more or now < later)
