"""`watchlint watches`: how many inotify watches a dev server will take here, which folders cost them, what lowers it."""

from __future__ import annotations

import os
import sys

from watchlint.facts.folders.walk import walk as walk_folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from watchlint.cli.parser import Parser
    from watchlint.facts.repository.near import NearRepository
    from watchlint.watch.predict import Predicted


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command: 0; 1 where --verify finds too few watches left; 2 usage."""
    from watchlint.cli.command import guarded

    return guarded(lambda: _run(argv))


def _run(argv: Sequence[str] | None) -> int:
    options = _parser().parse_args(argv)
    root = _root(options.root, options.python)
    from watchlint import settings
    from watchlint.facts.repository.near import NearRepository
    from watchlint.watch import predict, progress, report

    repo, below = NearRepository(root), ""
    asked = settings.load(repo)
    if asked.plugins:
        from watchlint import plugins

        plugins.use_servers(asked.plugins)
    if options.server is options.app is None:
        repo, below = _around(repo) if options.root is not None else (_here(repo), "")
    walk = predict.remembering(progress.walking(walk_folders, options.json))
    folder = _folder(root, options.app) if options.root is None else ""
    found = predict.predict(repo, settings.load(repo), options.server, options.app, options.python, walk, folder, below)
    facts = report.report(repo.root, found, walk, options.verify)
    if options.html:
        _write_page(options.html, facts, found)
    if options.json:
        _print_json(facts)
    elif options.html:
        print(f"{options.html}: open it in a browser; it needs no network")
    else:
        from watchlint.reports import terminal
        from watchlint.watch import table

        paint = terminal.Painter(terminal.wants_colour(options.color, sys.stdout))
        width = terminal.width(sys.stdout) if terminal.is_terminal(sys.stdout) else None
        table.show(facts, paint, width, options.why)
    return 1 if any(server.get("verify", {}).get("errno") for server in facts["servers"]) else 0


def _parser() -> Parser:
    from watchlint.cli.parser import Parser
    from watchlint.watch.starts import SERVERS

    parser = Parser(
        prog="watchlint watches",
        description="How many inotify watches and instances a dev server will take here, by folder, and what lowers it.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("root", metavar="ROOT", nargs="?", help="the repository (default: the one around the current folder)")
    add(
        "--server",
        metavar="NAME",
        choices=SERVERS,
        help="the server, instead of those that files here start: " + ", ".join(SERVERS),
    )
    add("--app", metavar="FILE", help="the app, instead of the one that files here start: a script, or module:app")
    add(
        "--python",
        metavar="EXE",
        help="the interpreter it runs in (default: that of the project's virtual environment)",
    )
    add(
        "--verify",
        action="store_true",
        help="Linux: set every watch for a moment, and say whether the kernel gives them all",
    )
    add("--why", action="store_true", help="also what is believed to lower the number, and does not")
    add("--html", metavar="FILE", help="write a page with a treemap; needs watchlint[report]")
    add("--json", action="store_true", help="the same as JSON")
    add("--color", choices=("auto", "always", "never"), default="auto")
    return parser


def _root(given: str | None, python: str | None) -> str:
    from watchlint.errors import UsageError
    from watchlint.facts.repository import near

    if given is None:
        return near.top(os.getcwd())
    if not os.path.isdir(given):
        raise UsageError(f"{given}: not a folder")
    if python and not os.path.isfile(python):
        raise UsageError(f"--python {python}: not a file")
    return os.path.realpath(given)


def _around(repo: NearRepository) -> tuple[NearRepository, str]:
    """The repository around a folder, and the folder in it, where files of that repository start a server in the folder
    and none in it does; else the folder itself."""
    from watchlint.facts.repository import near
    from watchlint.watch import starts

    top = near.top(repo.root)
    if top == repo.root or starts.started(repo):
        return repo, ""
    outer, below = near.NearRepository(top), os.path.relpath(repo.root, top).replace(os.sep, "/")
    return (outer, below) if starts.started(outer, below) else (repo, "")


def _here(repo: NearRepository) -> NearRepository:
    """The current folder, where it starts a server by itself and the repository around it starts none."""
    from watchlint.facts.repository import near

    here = os.path.realpath(os.getcwd())
    if here == os.path.realpath(repo.root) or _serves(repo):
        return repo
    inner = near.NearRepository(here)
    return inner if _serves(inner) else repo


def _serves(repo: NearRepository) -> bool:
    """Whether a server is started here, other than what runs beside one."""
    from watchlint.servers.catalogue import BESIDE_NAMES
    from watchlint.watch import starts

    return any(launch.server not in BESIDE_NAMES for launch in starts.starts(repo))


def _folder(root: str, app: str | None) -> str:
    """The current folder, relative to the root, where the app lies that is named there: a script, or a module's file; and
    where no app is named."""
    here = os.path.relpath(os.path.realpath(os.getcwd()), root).replace(os.sep, "/")
    if here == "." or here.startswith(".."):
        return ""
    if app is None:
        return here
    name = app.partition(":")[0]
    paths = (
        [name] if name.endswith(".py") or ":" not in app else [f"{name.replace('.', '/')}.py", name.replace(".", "/")]
    )
    return here if any(os.path.exists(os.path.join(root, here, path)) for path in paths) else ""


def _write_page(path: str, facts: dict[str, Any], found: Predicted) -> None:
    from watchlint.checking import output
    from watchlint.errors import UsageError
    from watchlint.watch import page

    place = output.target("--html", path)
    try:
        text = page.page(facts, found)
    except ImportError:
        raise UsageError("--html needs plotly: pip install 'watchlint[report]'") from None
    try:
        with open(place, "wb") as file:
            file.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise UsageError(f"--html {path}: {(error.strerror or 'cannot be written').lower()}") from None


def _print_json(facts: dict[str, Any]) -> None:
    import json

    sys.stdout.flush()
    # A name that is no UTF-8 becomes \udcff: an escape JSON has.
    sys.stdout.buffer.write(
        (json.dumps(facts, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
    )
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
