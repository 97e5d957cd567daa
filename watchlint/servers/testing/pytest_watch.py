"""`ptw`, `pytest-watch`: watchdog on the folders it is given, else on the working one, with all below.

Source: pytest-watch 4.2.0 (watcher.py, _split_recursive), checked against the kernel. --ignore leaves out a folder that
lies directly in the working one: the others are watched each for itself then.
"""

from __future__ import annotations

import os

from watchlint.facts import regular
from watchlint.servers.arguments import parse
from watchlint.servers.model import Absent, Way
from watchlint.servers.plan import Root
from watchlint.servers.watchers.watchdog import OnWatchdog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.servers.model import Launch, Planning, Start
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

_WITH_VALUE = frozenset(
    "--ignore --ext --config --beforerun --afterrun --onpass --onfail --onexit --runner --spool".split()
)

_OWN = frozenset(
    "--ignore --ext --config -c -n --nobeep -w --wait --beforerun --afterrun --onpass --onfail --onexit --pdb --spool -p --poll --".split()
)

_OTHERS = ("pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg")
"""Where pytest looks for its configuration besides pyproject.toml."""

_WATCHERS = frozenset("--now --clear --delay --patterns --ignore-patterns --notify-on-failure".split())
"""The options of pytest-watcher, whose program has the same name (0.6.3, parse.py); this one ends at them."""


class PytestWatch(OnWatchdog):
    name = "pytest-watch"
    title = "ptw"
    programs = ("ptw", "pytest-watch", "pytest_watch")
    packages = comes_with = ("pytest-watch",)
    traced = ("pytest_watch",)
    reload = still = ()
    always = True
    example = "."
    polling = Way("poll: --poll", "every folder is listed again and again: not measured", ("--poll",))
    off = Way("do not watch: start pytest itself")

    def start(self, program: Program) -> Start | None:
        start = super().start(program)
        if program.name != "ptw" or not (start and start.app):
            return start
        # pytest-watcher must be given a folder.
        own = set(_own(program.words))
        return None if own & _WATCHERS or not _OWN & set(program.words) else start

    def app(self, words: Sequence[str]) -> str | None:
        return next(iter(parse(_own(words), _WITH_VALUE)[1]), None)

    def told_to_poll(self, words: Sequence[str]) -> bool:
        options, _ = parse(_own(words), _WITH_VALUE)
        return "--poll" in options or "-p" in options

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        if launch.command and _ends_at(cwd, around.release("pytest")):
            raise Absent(
                "pytest-watch ends at its start: it reads pyproject.toml as an INI file, and that can't be done"
            )
        return super().plan(launch, cwd, environ, around)

    def roots(self, words: Sequence[str], cwd: str) -> list[Root]:
        options, named = parse(_own(words), _WITH_VALUE)
        ignored = options.get("--ignore", ())
        found: list[Root] = []
        for path in named or ["."]:
            folder = os.path.normpath(os.path.join(cwd, path))
            found += _split(folder, ignored, cwd) if ignored else [Root(folder)]
        return found


def _split(folder: str, ignored: Iterable[str], cwd: str) -> list[Root]:
    """A folder without those that are ignored in it: itself alone, and the others with all below. What lies in it is
    looked for in the working folder, so that of another folder nothing may be left out."""
    try:
        names = [name for name in os.listdir(folder) if os.path.isdir(os.path.join(cwd, name))]
    except OSError:
        return []
    out = {os.path.realpath(os.path.join(folder, name)) for name in ignored}
    kept = [name for name in sorted(names) if os.path.realpath(os.path.join(folder, name)) not in out]
    if kept == sorted(names):
        return [Root(folder)]
    return [Root(folder, False), *(Root(os.path.join(folder, name)) for name in kept)]


def _ends_at(cwd: str, pytest: tuple[int, ...] | None) -> bool:
    """Whether it ends where it looks for its own options: it reads the file that pytest takes for its configuration with
    configparser, a pyproject.toml too (config.py, merge_config). pytest takes one without a table of its own, where there
    is nothing else, from 8.1 on; the newest where its release is not known."""
    others = [name for name in _OTHERS if os.path.exists(os.path.join(cwd, name))]
    if set(others) & {"pytest.ini", ".pytest.ini"}:
        return False
    text = regular.text(os.path.join(cwd, "pyproject.toml"))
    if text is None:
        return False
    if "[tool.pytest" not in text and (others or (pytest is not None and pytest < (8, 1))):
        return False
    from configparser import ConfigParser, Error

    try:
        ConfigParser().read_string(text)
    except Error:
        return True
    return False


def _own(words: Sequence[str]) -> Sequence[str]:
    """The words without those for pytest."""
    return words[: list(words).index("--")] if "--" in words else words


SERVER = PytestWatch()
