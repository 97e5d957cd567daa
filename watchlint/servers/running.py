"""Dev servers that run now, found by their command lines. Nothing is asked of them; only /proc is read.

Command lines may hold secrets: they are taken apart here, and what is handed on is the server's name and the words the
models need. Of the environment only the variables that servers or Python obey are looked at.
"""

from __future__ import annotations

import os
import re

from watchlint.facts import regular
from watchlint.facts.machine import process_tree
from watchlint.facts.machine.descriptors import inotify_descriptors
from watchlint.servers import catalogue
from watchlint.servers.model import Running
from watchlint.servers.program import Program, is_python, peel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VARIABLES = catalogue.VARIABLES | {"PYTHONPATH", "HOME"}

_FIRST = 8
"""How many words of a command line are looked at before its environment is."""


def recognise(words: Sequence[str], environ: Mapping[str, str] | None = None) -> Running | None:
    """The server that a command line (argv) starts, with its name and words alone; None for any other.
    `environ` decides where a server obeys a variable. What only starts it (`uv run`, `docker exec`) is none."""
    program = peel(words, environ)
    if program is None and words:  # `python -c …`: its variables may tell
        program = Program("", (), "", False, environ or {}, 0, False)
    found = None if program is None or program.outside else catalogue.started(program, processes=True)
    if found is None and program is not None and not program.outside:
        found = catalogue.started(program, beside=True)
    if program is None or found is None:
        return None
    name, start = found
    words = list(start.arguments)
    return Running(name, [], words, program.as_module, "", "", {}, "", True, program.written, start.reloads)


def running(pid: int | None = None, proc: str = "/proc") -> list[Running]:
    """The dev servers that run now, or the one that process belongs to. Processes of one server (a reloader and the
    child it starts) are one. Never raises."""
    try:
        pids = sorted(int(name) for name in os.listdir(proc) if name.isdigit())
    except OSError:
        return []
    found: dict[int, Running] = {}
    leader: dict[int, int] = {}
    looked = {number: one for number in pids if (one := _looked_at(number, number == pid, proc))}
    for number in sorted(looked, key=lambda number: _generation(number, looked)):
        known, parent = looked[number]
        first = leader.get(parent)
        if first is not None and known.server in (found[first].server, *catalogue.named(found[first].server).starts):
            leader[number] = first
            found[first].pids.append(number)
            if known.reloads:
                found[first] = found[first]._replace(reloads=True)
        else:
            leader[number] = number
            found[number] = known
    return [
        server
        for server in found.values()
        if (pid is None and (server.reloads or not _restarted(server.pids[0], found, proc))) or pid in server.pids
    ]


def _generation(pid: int, looked: Mapping[int, tuple[Running, int]]) -> int:
    """How many of these processes stand above one. A number tells nothing of it: they begin anew at /proc/sys/kernel/pid_max."""
    count = 0
    while (pid := looked[pid][1]) in looked and count < len(looked):
        count += 1
    return count


def _looked_at(pid: int, asked_for: bool, proc: str) -> tuple[Running, int] | None:
    """A process that is a dev server, or is asked for, and the process that started it; None for any other."""
    words = _words(f"{proc}/{pid}/cmdline")
    if not words or pid == os.getpid() or not (asked_for or any(map(_may_be_server, words[:_FIRST]))):
        return None
    environ = _environ(f"{proc}/{pid}/environ")
    known = _by_script(words, environ, pid, proc) or recognise(words, environ) or _titled(words, environ, pid, proc)
    if known is None and asked_for:
        known = Running("process", [], [], False, "", "", {}, "", True)
    state, parent = process_tree.state(pid, proc)
    if known is None or not state or state == "Z":
        return None
    known = known._replace(
        pids=[pid],
        cwd=process_tree.link(f"{proc}/{pid}/cwd"),
        python=_python(words, pid, proc),
        environ=environ,
        state=state,
        visible=os.access(f"{proc}/{pid}/fd", os.R_OK | os.X_OK),
    )
    return known, parent


def _by_script(words: Sequence[str], environ: Mapping[str, str], pid: int, proc: str) -> Running | None:
    """The server that the code of its main file starts (`python main.py` with `app.run(…)`), where its words name none.
    The file is read as the process sees it, in a container, too."""
    program = peel(words, environ)
    if program is None or program.outside or catalogue.started(program) is not None:
        return None
    for path in program.files() or _behind_script(program, pid, proc):
        data = _read(path, pid, proc)
        if not data:
            continue
        from watchlint.servers import calls

        found = calls.starts(data, path=path)
        if not found:
            return None
        one = next((one for one in found if one.reloads), found[0])
        reloads = one.reloads
        name, known = one.server, catalogue.named(one.server)
        if one.decided and not known.in_place:  # one that reloads has the process that serves below it
            reloads = bool(process_tree.children(pid, proc))
        reloads = reloads or bool(known.mark) and catalogue.marked(known.mark, environ)
        said = known.said(program.words)
        reloads = reloads if said is None else said
        in_words = said is not None or not (one.call.reload or one.call.always)  # no edit of its code makes it reload
        code, written = ("", "") if in_words else (f"{path}:{one.line}", one.written)
        return Running(
            name, [], list(one.arguments), program.as_module, "", "", {}, "", True, path, reloads, code, written,
            one.decided if known.in_place else "",
        )  # fmt: skip
    return None


def _titled(words: Sequence[str], environ: Mapping[str, str], pid: int, proc: str) -> Running | None:
    """The server by whose name alone a process of Node.js calls itself."""
    if len(words) != 1 or words[0] not in catalogue.BESIDE_NAMES:
        return None
    if os.path.basename(process_tree.link(f"{proc}/{pid}/exe")) not in _NODE:
        return None
    start = catalogue.named(words[0]).titled(environ, bool(inotify_descriptors(pid, proc)))
    if start is None:
        return None
    return Running(words[0], [], list(start.arguments), False, "", "", {}, "", True, words[0], start.reloads)


_NODE = frozenset(("node", "nodejs", "bun"))


def _behind_script(program: Program, pid: int, proc: str) -> list[str]:
    """The files that may hold the project's own function behind a program that its installation made (`[project.scripts]`)."""
    if "/" not in program.written:
        return []
    found = _OF_SCRIPT.search(_read(program.written, pid, proc)[:_SHORT])
    if found is None or found[2] not in (found[3], found[4]):
        return []
    module = os.fsdecode(found[1]).replace(".", "/")
    return [f"{top}{module}{end}" for top in ("", "src/") for end in (".py", "/__init__.py")]


_OF_SCRIPT = re.compile(
    rb"^from ([\w.]+) import (\w+)$(?:.|\n)*\b(?:sys\.exit\((\w+)\(\)\)|SystemExit\((\w+)\(\)\))", re.M
)
"""What pip (vendored distlib), uv and poetry write into such a program."""

_SHORT = 2000
"""How many bytes such a program has at most: its first line is an interpreter's path."""


def _read(path: str, pid: int, proc: str) -> bytes:
    """A file as a process sees it."""
    return regular.content(f"{proc}/{pid}/root{path}" if os.path.isabs(path) else f"{proc}/{pid}/cwd/{path}") or b""


def _restarted(pid: int, found: Mapping[int, Running], proc: str) -> bool:
    """Whether a process is started again by another one above it, which watches in its place."""
    while (pid := process_tree.state(pid, proc)[1]) > 1:
        if pid in found and found[pid].reloads:
            return True
        if any(os.path.basename(word) in _RESTARTERS for word in _words(f"{proc}/{pid}/cmdline")[:3]):
            return True
    return False


_RESTARTERS = frozenset(("nodemon", "nodemon.js", "entr", "watchexec", "reflex", "air", "chokidar"))
"""Programs that start another one again, beside the servers that are known."""


def _may_be_server(word: str) -> bool:
    """A cheap first look, so that no environment is read for nothing."""
    base = os.path.basename(word)
    return is_python(base) or base in _NODE or any(name in word for name in _NAMES)


_NAMES = tuple(word.decode() for word in (*catalogue.WORDS, *catalogue.WORDS_BESIDE))


def _words(path: str) -> list[str]:
    try:
        with open(path, "rb") as file:
            data = file.read(1 << 17)
    except OSError:
        return []
    return [os.fsdecode(word) for word in data.rstrip(b"\0").split(b"\0")] if data else []


def _environ(path: str) -> dict[str, str]:
    found = {}
    for pair in _words(path):
        name, _, value = pair.partition("=")
        if name in VARIABLES:
            found[name] = value
    return found


def _python(words: Sequence[str], pid: int, proc: str) -> str:
    """The interpreter as it was called, which for a virtual environment is the link in it, not what it points to; a mere
    name is looked up in the PATH of the process. What does not lead to what runs (a process may call itself anything) is
    not believed."""
    first, runs, cwd = words[0], process_tree.link(f"{proc}/{pid}/exe"), process_tree.link(f"{proc}/{pid}/cwd")
    if not os.path.basename(first).startswith(("python", "pypy")):
        return runs
    folders = [""]
    if "/" not in first:
        path = next((pair[5:] for pair in _words(f"{proc}/{pid}/environ") if pair.startswith("PATH=")), "")
        folders = path.split(os.pathsep)
    called = (os.path.normpath(os.path.join(cwd, folder, first)) for folder in folders)
    found = next(filter(os.path.lexists, called), "")  # as the shell that started it did
    return found if found and os.path.realpath(found) == runs else runs
