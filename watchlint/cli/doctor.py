"""`watchlint doctor`: why does my dev server not reload? It looks at this machine and changes nothing."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from watchlint.cli.parser import Parser
    from watchlint.doctor.shapes import Problem, Seen
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.rules.registry import Hook
    from watchlint.settings import Glob, Settings


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command; 0 healthy, 1 a problem was found, 2 usage, 3 an error of ours."""
    from watchlint.cli.command import guarded

    return guarded(lambda: _run(argv))


def _run(argv: Sequence[str] | None) -> int:
    options = _parser().parse_args(argv)
    root = _root(options)
    repository, settings = _opened(root)
    if settings and settings.plugins:
        from watchlint import plugins

        plugins.use_servers(settings.plugins)
    from watchlint.doctor.judging import problems
    from watchlint.doctor.judging.problem import INFO
    from watchlint.doctor.pages import page, redaction
    from watchlint.doctor.seeing import gathering
    from watchlint.reports import terminal

    facts = gathering.gather(root, options.python, options.pid, options.log, options.probe)
    if not facts["servers"] and options.pid is None:
        facts["files"] = _files(repository, settings)
    facts["problems"] = problems.judge(facts)
    advice = problems.steps(facts["problems"])
    clean = redaction.redactor()
    if options.json:
        import json

        public = {**facts, "servers": list(map(_public, facts["servers"])), "advice": advice}
        text = json.dumps(redaction.cleaned(public, clean), indent=2, ensure_ascii=False) + "\n"
    else:
        text = clean(page.page(facts, advice))
        if terminal.is_terminal(sys.stdout):
            from watchlint.doctor.pages.wrapping import wrapped

            told = [step for row in (*facts["problems"], *facts.get("files", [])) for step in row["steps"]]
            text = wrapped(text, terminal.width(sys.stdout), list(map(clean, (*advice, *told))))
        text = terminal.several(text)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()
    return 1 if any(problem["severity"] != INFO for problem in facts["problems"]) else 0


def _public(server: Seen) -> dict[str, object]:
    """A server without what may hold secrets: its command line and its variables."""
    return {key: value for key, value in server.items() if key not in ("words", "environ")}


def _opened(root: str) -> tuple[Repository, Settings | None]:
    """The repository, and its settings; None where they can't be read: `watchlint check` says what is wrong with them."""
    from watchlint.facts.repository.git import GitError
    from watchlint.facts.repository.near import NearRepository
    from watchlint.settings import SettingsError, load

    repository = NearRepository(root)
    try:
        return repository, load(repository)
    except (GitError, SettingsError):
        return repository, None


def _files(repository: Repository, settings: Settings | None) -> list[Problem]:
    """What the files of the folder say where no server of it runs: the findings of the checks that are about reloading,
    the gravest first, and what may be; nothing that the settings or a comment answer."""
    from watchlint.doctor.files.said import said
    from watchlint.errors import UsageError
    from watchlint.facts.repository.git import GitError
    from watchlint.findings import INFO, selection, suppression
    from watchlint.findings.selection import UnknownRule
    from watchlint.rules.catalogue import HOOKS
    from watchlint.settings import SettingsError

    found: list[Finding] = []
    closed: list[Glob] = []
    if settings:
        asked = [hook for hook in HOOKS if hook.name in _HOOKS]
        names = {row.name for hook in asked for row in hook.entries}
        try:
            ignored = selection.by_path(settings, _known_hooks(settings))
            closed = [glob for glob, rules in ignored if rules >= names]
            found = [row for hook in asked for row in hook.findings(repository, settings, names - _ELSEWHERE)]
            found, _ = suppression.split(found, repository, settings, ignored)
        except (GitError, UsageError, SettingsError, UnknownRule):
            pass  # `watchlint check` says what is wrong with them
    rows = [_row(finding) for finding in found]
    return (
        [row for row in rows if row["severity"] != INFO]
        + said(repository, closed)
        + [row for row in rows if row["severity"] == INFO]
    )


def _known_hooks(settings: Settings) -> Sequence[Hook]:
    """All hooks, those of plugins too: a setting may name a rule of any."""
    from watchlint.rules.catalogue import HOOKS

    if not settings.plugins:
        return HOOKS
    from watchlint import plugins

    return (*HOOKS, *plugins.hooks(settings.plugins))


_HOOKS = ("check-streamlit-config", "check-reloader", "check-launch-files")
_ELSEWHERE = {
    "streamlit-config-missing", "streamlit-watcher-on", "launch-watcher-on", "launch-dockerignore-missing",
    "launch-editor-watches-venv", "launch-reload-without-dir", "reloader-limit-silent", "reloader-polls",
}  # fmt: skip
"""Rules about other things than an edit that is not noticed; of polling `said` tells, in projects of every size."""


def _row(finding: Finding) -> Problem:
    from watchlint.reports.terminal import printable

    line = f":{finding.line}" if finding.line else ""
    place = f"{finding.path}{line}: " if finding.path else ""
    return {
        "id": finding.rule.name,
        "severity": finding.severity or finding.rule.severity,
        "message": printable(f"{place}{finding.message}"),
        "steps": [finding.help] if finding.help else [],
    }


def _parser() -> Parser:
    from watchlint.cli.parser import Parser

    parser = Parser(
        prog="watchlint doctor",
        description="Why does my dev server not reload? Looks at this machine, changes nothing.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("root", metavar="ROOT", nargs="?", default=".", help="the project's folder (default: the current one)")
    add(
        "--log",
        metavar="FILE",
        action="append",
        default=[],
        help="a log to look through, plain or gzip, - for standard input; may be repeated",
    )
    add(
        "--python",
        metavar="EXE",
        help="the interpreter whose Streamlit and Django are asked (default: the project's environment)",
    )
    add("--pid", metavar="PID", type=int, help="the running server to look at (default: those found in ROOT)")
    add("--probe", action="store_true", help="make a temporary folder in ROOT and see whether an event comes")
    add("--json", action="store_true", help="the same facts as JSON")
    return parser


def _root(options: Namespace) -> str:
    """The folder to look at. Raises UsageError where an argument names nothing."""
    from watchlint.errors import UsageError

    try:
        root: str = os.path.realpath(options.root)
    except OSError as error:
        raise UsageError(f"{options.root}: {error.strerror}") from None
    if not os.path.isdir(root):
        raise UsageError(f"{options.root}: not a folder")
    if options.pid is not None and (
        options.pid <= 0
        or (
            sys.platform.startswith("linux")
            and os.path.isdir("/proc/self")
            and not os.path.isdir(f"/proc/{options.pid}")
        )
    ):
        raise UsageError(f"--pid {options.pid}: no such process")
    if options.python and not os.path.isfile(options.python):
        raise UsageError(f"--python {options.python}: not a file")
    return root


if __name__ == "__main__":
    raise SystemExit(main())
