"""Remove what running and testing left in the work tree: nothing tracked, nothing that is not sure."""

from __future__ import annotations

import os

from watchlint.facts.folders.caches import DEFAULT, GROUPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watchlint.facts.folders.caches import Cache
    from watchlint.facts.repository.repository import Repository
    from watchlint.fixes.caches import Counter

NAME = "clean-caches"
SUMMARY = "remove bytecode and tool caches from the work tree"


def main(argv: Sequence[str] | None = None) -> int:
    """Remove caches, or with --dry-run count them. Exit 0; 2 for usage or an unreadable root."""
    from watchlint.cli.command import guarded

    return guarded(lambda: _main(argv))


class Options:
    """The flags, as they are where none is given."""

    def __init__(self) -> None:
        self.roots: list[str] = []
        self.include: list[str] | None = None
        self.dry_run = False
        self.output_format = "text"
        self.quiet = False
        self.verbose = False


_SWITCHES = {
    "--dry-run": "dry_run",
    "-n": "dry_run",
    "--quiet": "quiet",
    "-q": "quiet",
    "--verbose": "verbose",
    "-v": "verbose",
}


def _main(argv: Sequence[str] | None) -> int:
    from watchlint.cli.arguments import no_files
    from watchlint.cli.command import complain
    from watchlint.errors import UsageError
    from watchlint.facts.repository.git import GitError

    options = _parsed(argv)
    groups = _groups(options.include)
    if "PRE_COMMIT" in os.environ:
        from watchlint.facts.repository import runner

        if runner.is_file_checkout():  # the same commit as before: its caches hold
            return 0
    code = 0
    roots: Sequence[str | None] = no_files(options.roots) or [None]
    for root in roots:
        try:
            _clean(root, groups, options)
        except (GitError, UsageError) as error:
            complain(str(error))
            code = 2
    return code


def _parsed(argv: Sequence[str] | None) -> Options:
    from watchlint.cli import arguments

    options = Options()
    if not arguments.switched(options, argv, _SWITCHES):
        from watchlint.cli.parser import Parser

        parser = Parser(prog=NAME, description=SUMMARY.capitalize() + ".", allow_abbrev=False, epilog=_epilog())
        add = parser.add_argument
        add("roots", metavar="ROOT", nargs="*", help="work trees (default: the one around the current folder)")
        add("--include", action="append", metavar="GROUP", help="groups to remove, with commas; or all")
        add("--dry-run", "-n", action="store_true", help="remove nothing, say what would go")
        add("--output-format", choices=("text", "json"), default="text")
        add("--quiet", "-q", action="store_true", help="say nothing unless something could not be removed")
        add("--verbose", "-v", action="store_true", help="name each cache")
        parser.parse_args(argv, options)
    return options


def _groups(given: list[str] | None) -> set[str]:
    from watchlint.errors import UsageError

    if not given:
        return set(DEFAULT)
    names = {name.strip() for part in given for name in part.split(",") if name.strip()}
    unknown = sorted(names - {*GROUPS, "all"})
    if unknown:
        raise UsageError(f"--include {unknown[0]}: no such group; choose from {', '.join(GROUPS)} or all")
    # `all` is all that is remade by itself: what may be an only copy, and environments, must be named.
    everything = set(GROUPS) - {"sourceless", "environments"}
    return (names - {"all"}) | (everything if "all" in names else set())


def _clean(root: str | None, groups: set[str], options: Options) -> None:
    from watchlint.checking.root import open_repository
    from watchlint.facts.folders import caches
    from watchlint.fixes import caches as removal

    repo = open_repository(root)
    tracked = _tracked(repo, groups)
    unwanted = _pointed_at_or_kept(repo, tracked) if "builds" in groups else frozenset()
    counter = removal.Counter()
    found: Iterable[Cache] = caches.find(repo.root, tracked, groups, unwanted)
    named: list[str] = []
    if options.verbose or options.output_format == "json":
        found = list(found)
        named = [path for cache in found for path in _paths(cache)]
    (removal.count if options.dry_run else removal.remove)(repo.root, found, counter)
    _report(counter, named, options)


def _tracked(repo: Repository, groups: set[str]) -> frozenset[str]:
    """The tracked paths that a cache could hold or stand beside; the rest need no asking."""
    if not repo.has_git:
        return frozenset()
    if "tagged" in groups:  # any folder may carry a tag
        return repo.tracked
    from watchlint.facts.folders.caches import may_hold

    return frozenset(path for path in repo.listing.tracked if may_hold(path))


def _pointed_at_or_kept(repo: Repository, tracked: frozenset[str]) -> frozenset[str]:
    """The build folders that stay: not ignored by git, or pointed at by something installed."""
    from watchlint.facts.folders import caches
    from watchlint.facts.packages import installed

    folders = caches.build_folders(repo.root, tracked)
    if not folders:
        return frozenset()
    verdicts = repo.verdicts(folders)
    pointed_at = installed.pointed_at(repo.root)
    return frozenset(
        folder
        for folder in folders
        if not verdicts[folder].ignored or _is_pointed_at(repo.absolute(folder), pointed_at)
    )


def _is_pointed_at(folder: str, pointed_at: set[str]) -> bool:
    real = os.path.realpath(folder)
    parent = os.path.dirname(real)
    # A develop install points at the folder that holds the .egg-info.
    return any(path in (real, parent) or path.startswith(real + os.sep) for path in pointed_at)


def _paths(cache: Cache) -> list[str]:
    base = "/".join(part for part in (cache.folder, cache.name) if part)
    return [base] if cache.name else [f"{base}/{name}".lstrip("/") for name in cache.files or ()]


def _report(counter: Counter, named: list[str], options: Options) -> None:
    import sys

    from watchlint.reports.terminal import printable

    verb = "would remove" if options.dry_run else "removed"
    if options.output_format == "json":
        import json

        text = json.dumps(
            {
                "version": 1,
                "dry_run": options.dry_run,
                "files": counter.files,
                "folders": counter.folders,
                "bytes": counter.bytes,
                "caches": named,
                "kept": [{"path": path, "reason": reason} for path, reason in counter.kept],
            },
            indent=2,
        )
        lines = [text]
    else:
        lines = [printable(path) for path in named]
        lines += [f"{printable(path)}: kept: {reason}" for path, reason in counter.kept]
        if not options.quiet:
            lines.append(
                f"{verb} {counter.files:,} files and {counter.folders:,} folders, {_size(counter.bytes)}; "
                f"{counter.folders:,} folders fewer to watch"
            )
    if lines:
        sys.stdout.flush()
        sys.stdout.buffer.write(("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))
        sys.stdout.buffer.flush()


def _size(number: float) -> str:
    for unit in ("bytes", "KiB", "MiB"):
        if number < 1024 or unit == "MiB":
            return f"{number:,.0f} {unit}" if unit == "bytes" else f"{number:,.1f} {unit}"
        number /= 1024
    raise AssertionError


def _epilog() -> str:
    return "Groups: " + "; ".join(f"{name}: {what}" for name, what in GROUPS.items()) + "."
