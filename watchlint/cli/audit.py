"""`watchlint audit LIST --to FILE`: every check on each of many repositories; `watchlint audit report FILE` shows it."""

from __future__ import annotations

import os
import sys

from watchlint.checking.workers import processors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from watchlint.cli.parser import Parser
    from watchlint.fleet.running import Plan

PROTOCOLS = "https,http,ssh,git,file"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command: 0 where every repository was checked, 1 where some could not be, 2 usage."""
    from watchlint.cli.command import guarded

    given = sys.argv[1:] if argv is None else list(argv)
    if given[:1] == ["report"]:
        return guarded(lambda: _report(given[1:]))
    return guarded(lambda: _audit(given))


def _audit(argv: Sequence[str]) -> int:
    from watchlint.errors import CLEAN, FOUND, UsageError
    from watchlint.fleet import listing, parquet
    from watchlint.fleet.store import Store

    options = _parser().parse_args(argv)
    plan = _plan(options)
    entries = listing.read(options.list)
    try:
        store = Store(parquet.place(options.to))
    except OSError as error:
        raise UsageError(f"--to {options.to}: {error.strerror}") from None
    settled = store.settled(options.again)
    todo = [entry for entry in entries if entry.name not in settled]
    try:
        if todo:
            _run(todo, len(entries), store, plan, options.quiet)
        if options.to.endswith(parquet.ENDING):
            _write_parquet(store, options.to)
        names = {entry.name for entry in entries}
        failed = sum(1 for row in store.repositories() if row.name in names and row.status == "failed")
    finally:
        store.close()
    if not options.quiet:
        print(_last_line(len(entries), len(todo), failed, options.to))
    return FOUND if failed else CLEAN


def _run(todo: Sequence[object], total: int, store: object, plan: Plan, quiet: bool) -> None:
    from watchlint.errors import UsageError
    from watchlint.fleet import running
    from watchlint.fleet.progress import Progress
    from watchlint.reports.terminal import is_terminal

    try:
        with Progress(total - len(todo), total, is_terminal(sys.stderr), quiet) as progress:
            running.run(todo, store, plan, progress.answer)  # type: ignore[arg-type]
    except ModuleNotFoundError as error:
        raise UsageError(f"audit needs {error.name}: pip install 'watchlint[fleet]'") from None


def _write_parquet(store: object, folder: str) -> None:
    from watchlint.errors import UsageError
    from watchlint.fleet import parquet

    try:
        parquet.write(store, folder)  # type: ignore[arg-type]
    except ModuleNotFoundError as error:
        raise UsageError(f"Parquet needs {error.name}: pip install 'watchlint[fleet]'") from None
    except OSError as error:
        raise UsageError(f"--to {folder}: {error.strerror or error}") from None


def _last_line(total: int, examined: int, failed: int, place: str) -> str:
    from watchlint.reports.words import counted

    known = f", {total - examined:,} known from before" if examined < total else ""
    return f"{counted(total, 'repository')}{known}, {failed:,} could not be checked: `watchlint audit report {place}`"


def _plan(options: Namespace) -> Plan:
    from watchlint.errors import UsageError
    from watchlint.fleet.examining import Limits
    from watchlint.fleet.running import Plan

    protocols = ":".join(part.strip() for part in options.protocols.split(",") if part.strip())
    for flag in ("jobs", "ahead", "timeout", "memory", "disk"):
        if getattr(options, flag) <= 0:
            raise UsageError(f"--{flag} {getattr(options, flag)}: it must be more than 0")
    if options.retries < 0:
        raise UsageError(f"--retries {options.retries}: it must not be less than 0")
    work = os.path.abspath(options.work) if options.work else None
    limits = Limits(options.timeout, options.memory << 20, options.disk << 20, protocols, work)
    return Plan(limits, options.scheduler, options.jobs, options.ahead, options.retries + 1)


def _parser() -> Parser:
    from watchlint.cli.parser import Parser

    parser = Parser(
        prog="watchlint audit",
        description="Every check on each of many repositories, into one file. Stopped, it goes on where it was. "
        "`watchlint audit report FILE` shows what is in it.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add(
        "list",
        metavar="LIST",
        help="a file with one address or folder a line, or the clones or repos.json of all-repos",
    )
    add(
        "--to",
        metavar="FILE",
        required=True,
        help="the result: an SQLite file, or a folder with Parquet files if it ends in .parquet",
    )
    add(
        "--scheduler",
        metavar="ADDRESS",
        help="a Dask scheduler that exists, as tcp://host:8786 (default: this machine alone)",
    )
    add(
        "--jobs",
        metavar="N",
        type=int,
        default=processors(),
        help="without --scheduler: repositories at once (default: processors)",
    )
    add(
        "--ahead",
        metavar="K",
        type=int,
        default=2,
        help="tasks in flight for each that the workers run at once (default: 2)",
    )
    add(
        "--retries",
        metavar="N",
        type=int,
        default=3,
        help="how often to try again what may pass by itself (default: 3)",
    )
    add("--again", action="store_true", help="also those that failed before for what does not pass by itself")
    add("--timeout", metavar="SECONDS", type=float, default=300.0, help="for one repository (default: 300)")
    add("--memory", metavar="MB", type=int, default=2048, help="for each process of one repository (default: 2048)")
    add("--disk", metavar="MB", type=int, default=2048, help="for one repository's clone (default: 2048)")
    add("--work", metavar="FOLDER", help="where a worker puts its clones (default: the folder for temporary files)")
    add("--protocols", metavar="NAMES", default=PROTOCOLS, help=f"what git may speak (default: {PROTOCOLS})")
    add("--quiet", "-q", action="store_true", help="no progress, no last line")
    return parser


def _report(argv: Sequence[str]) -> int:
    from watchlint.cli.parser import Parser

    parser = Parser(prog="watchlint audit report", description="What an audit found.", allow_abbrev=False)
    add = parser.add_argument
    add("file", metavar="FILE", help="what `watchlint audit LIST --to FILE` made")
    add("--csv", metavar="FILE", help="write a row a repository and a column a rule")
    add("--html", metavar="FILE", help="write a page that needs no network: sort, filter, look into a repository")
    add(
        "--rows",
        metavar="N",
        type=int,
        default=40,
        help="repositories that the table shows, the worst first; 0: all (default: 40)",
    )
    options = parser.parse_args(argv)
    from watchlint.fleet import campaign, page, parquet, table
    from watchlint.fleet.store import Store

    path = options.file
    store = Store(os.path.join(path, parquet.JOURNAL) if os.path.isdir(path) else path, make=False)
    found = campaign.read(store)
    store.close()
    if options.csv:
        _write("--csv", options.csv, table.csv(found))
    if options.html:
        _write("--html", options.html, page.page(found, os.path.basename(path.rstrip("/"))))
        print(f"{options.html}: open it in a browser; it needs no network")
    if not options.csv and not options.html:
        sys.stdout.write(table.text(found, options.rows))
    return 0


def _write(flag: str, path: str, text: str) -> None:
    from watchlint.errors import UsageError

    try:
        with open(path, "wb") as file:
            file.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise UsageError(f"{flag} {path}: {(error.strerror or 'cannot be written').lower()}") from None
