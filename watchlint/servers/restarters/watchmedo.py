"""`watchmedo`: watchdog's own command. Patterns (-p, -i) choose events, never folders.

Source: watchdog 6.0.0 and 7.1.0 (watchmedo.py), checked against the kernel.
"""

from __future__ import annotations

import os
import shlex

from watchlint.facts.launch.kinds import is_test
from watchlint.servers import imported
from watchlint.servers import plan as plans
from watchlint.servers.arguments import parse
from watchlint.servers.model import FILTERS, Believed, Doubt, Fault, Planning, Server, Start, Way, positional
from watchlint.servers.plan import Root
from watchlint.servers.watchers import watchdog, watchdog_patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

_WITH_VALUE = frozenset(
    "-d --directory --directories -p --pattern --patterns -i --ignore-pattern --ignore-patterns --interval --signal"
    " --kill-after --debounce-interval --timeout -c --command --python-path --append-to-file".split()
)
_SHELL_COMMAND, _LOG = "shell-command", "log"


def plan(
    arguments: Sequence[str],
    *,
    cwd: str,
    version: tuple[int, ...] | None = None,
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `watchmedo ARGUMENTS` (auto-restart, shell-command, log) started in `cwd`: the folders of -d (for
    shell-command and log: the words after the name), the current one where there are none; with -R all below."""
    options, _ = parse(arguments, _WITH_VALUE)
    if "--debug-force-polling" in options:
        return plans.nothing("watchmedo", "watchmedo is told to poll: no watch is set")
    return watchdog.plan("watchmedo", roots(arguments, cwd), version, compiles=compiles)


def roots(arguments: Sequence[str], cwd: str) -> list[Root]:
    """The folders it looks at, by inotify or by polling."""
    options, words = parse(arguments, _WITH_VALUE)
    folders = [path for name in _FOLDERS for path in options.get(name, ())]
    if words[:1] in ([_SHELL_COMMAND], [_LOG]):
        folders = words[1:]
    recursive = "-R" in options or "--recursive" in options
    return [Root(path, recursive) for path in dict.fromkeys(os.path.join(cwd, path) for path in folders or ["."])]


def patterns(arguments: Sequence[str]) -> list[str]:
    """The patterns given to it, in one option or several words; none where it is to tell of every file."""
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    found = ""
    for at, word in enumerate(own):
        name, equals, value = word.partition("=")
        if name in ("-p", "--pattern", "--patterns"):
            found = value if equals else "".join(own[at + 1 : at + 2])
        elif word.startswith("-p") and len(word) > 2:
            found = word[2:]
    return found.split(";") if found else []


def with_whole_paths(arguments: Sequence[str]) -> list[str]:
    """The same words, with `**/` before the patterns that watchdog 7 would compare with a whole path in vain."""
    given = ";".join(patterns(arguments))
    wanted = ";".join(one if one.startswith(("/", "**/")) else f"**/{one}" for one in patterns(arguments))
    return [wanted if word == given else word.replace(f"={given}", f"={wanted}") for word in arguments]


def _without_folders(arguments: Sequence[str]) -> list[str]:
    """The same words without the folders that they name, up to the command that is started."""
    own = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    left, place = [], 0
    while place < len(own):
        name, equals, _ = own[place].partition("=")
        if name not in _FOLDERS:
            left.append(own[place])
        place += 1 if name not in _FOLDERS or equals else 2
    return [*left, *arguments[len(own) :]]


_FOLDERS = ("-d", "--directory", "--directories")


class Watchmedo(Server):
    name = "watchmedo"
    programs = ("watchmedo", "watchdog.watchmedo")
    words = ("watchmedo",)
    packages = comes_with = ("watchdog",)
    traced = ("watchmedo",)
    library = "watchdog"
    first_watches = loops = patterned = True
    polling = Way(
        "poll: --debug-force-polling",
        # 0.88 s of CPU in 12 s, on 3,599 folders
        "every folder is listed again and again: 7 % of a core at 3,600 folders with few files",
        ("--debug-force-polling",),
    )
    believed = (Believed("ignore-patterns", "--ignore-patterns, --patterns", FILTERS),)
    around = "watchmedo auto-restart -d . -p '*.py;**/*.py' -R -- {command}  # pip install watchdog"
    excluding = ("--ignore-patterns", "--ignore-pattern", "-i")

    def start(self, program: Program) -> Start | None:
        watching = positional(program.words) in ("auto-restart", _SHELL_COMMAND, "tricks", "tricks-from", _LOG)
        return Start(None, program.words, True) if watching else None

    def typed(self, app: str | None) -> Start:
        return Start(app, ("auto-restart", "-R", "--", "python", app or "main.py"), True)

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        words = list(launch.arguments)
        program = words[words.index("--") + 1 :] if "--" in words else [w for w in words if w.endswith(".py")][:1]
        compiles, files, unsure = imported.of_restarted(" ".join(program), cwd, environ, around)
        if (
            program and os.path.basename(program[0]) == "celery"
        ):  # what its app finds by itself, no import names: every package
            where = os.path.relpath(cwd, around.repo.root).removeprefix(".")
            here = (path for path in imported.packages(around.repo, where) if not is_test(f"{path}/x"))
            files = [os.path.realpath(os.path.join(path, "__init__.py")) for path in here]
        release = around.release("watchdog")
        found = plan(words, cwd=cwd, version=release, compiles=compiles)
        found = found._replace(certain=found.certain and not unsure, notes=(*found.notes, *unsure))
        return Planning(found, files, release if found.roots else ())

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        words = running.words
        if words[:1] in (["tricks-from"], ["tricks"]):  # the folder of each file of tricks, with all below
            files = [word for word in words[1:] if word.endswith((".yaml", ".yml"))]
            options = [word for word in words if word == "--debug-force-polling"]
            folders = [["-d", os.path.dirname(os.path.join(beside.cwd, file))] for file in files]
            words = ["auto-restart", "-R", *options, *(word for pair in folders for word in pair)]
        return plan(words, cwd=beside.cwd, version=beside.release("watchdog"))

    def watches(self, launch: Launch) -> bool:
        return launch.reloads and "--debug-force-polling" not in launch.arguments

    def folders(self, launch: Launch) -> list[str]:
        return [root.path for root in roots(launch.arguments, "") if root.path != "."]

    def narrowed(self, words: tuple[str, ...], folders: list[str]) -> tuple[list[str], tuple[str, ...]]:
        more = [word for folder in folders for word in ("-d", folder)]
        return more, (words[0], *more, *_without_folders(words[1:]))

    def lost(self, words: Sequence[str], files: Sequence[str], cwd: str) -> tuple[str, str] | None:
        given = patterns(words)
        for root in roots(words, cwd=""):
            found = watchdog_patterns.lost(files, given, [root.path], root.recursive, cwd)
            if found:
                return found
        return None

    def doubts(self, launch: Launch, repository: Repository) -> Iterator[Doubt]:
        given, release = patterns(launch.arguments), repository.dependencies.version_range("watchdog")
        plain = [one for one in given if "/" not in one]
        if given and release.within(None, "7") == "certain":
            folders = [root.path for root in roots(launch.arguments, cwd="")]
            missed = watchdog_patterns.not_yet(repository.files, given, folders, True, launch.cwd or "")
            if missed:
                pattern, file = missed
                said = f"watchdog before 7 takes the pattern {pattern} for files one folder deep: an edit of {file} is not heard"
                wanted = f"{pattern.removeprefix('**/')};{pattern}"
                yield Doubt("pattern-too-narrow", said, f"--patterns '{wanted}'  # instead")
        elif plain and release.within("7", None) == "certain":
            said = (
                f"watchdog 7 compares the pattern {plain[0]} with the whole path: files in folders below are not heard"
            )
            yield Doubt("pattern-too-narrow", said, f"--patterns '**/{plain[0]}'  # instead")

    def unmatched(self, running: Running) -> list[str]:
        from watchlint.facts.repository import near

        given = patterns(running.words) if running.cwd else []
        for root in roots(running.words, cwd="") if given else ():
            below = near.files(os.path.join(running.cwd, root.path))
            if not os.path.isabs(root.path):
                below = [os.path.normpath(os.path.join(root.path, path)) for path in below]
            found = watchdog_patterns.lost(below, given, [root.path], root.recursive)
            if found:
                return list(found)
        return []

    def to_poll(self, words: Sequence[str], python: str) -> str:
        return shlex.join(["watchmedo", *words[:1], "--debug-force-polling", *words[1:]])

    def faults(self, seen: Mapping[str, Any], watchdog: tuple[int, ...]) -> Iterator[Fault]:
        if watchdog >= (7,) and seen["unmatched"]:
            pattern, file = seen["unmatched"]
            message = f"{{name}} hears no edit of {file}: watchdog {seen['watchdog']} compares the pattern {pattern} with the whole path."
            yield Fault(
                "watchdog-never-fires",
                "error",
                message,
                shlex.join(["watchmedo", *with_whole_paths(seen["words"])]),
                deaf=True,
            )


SERVER = Watchmedo()
