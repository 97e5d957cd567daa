"""What the releases that are asked for do, or may do, to reloading.

Sources: mkdocs 1.6.1 with click 8.2.1, 8.3.0 to 8.3.3 and 8.4.0 (`--livereload` has no default that 8.3 knows);
watchdog 1.0.2, 6.0.0 and 7.1.0 (utils/patterns.py).
"""

from __future__ import annotations

from watchlint.doctor.files.model import Said
from watchlint.facts.launch import kinds
from watchlint.servers import launches as dev_servers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch

LIVERELOAD = ("--livereload", "--no-livereload")


def said(repository: Repository) -> Iterator[Said]:
    """All of it."""
    for launch in dev_servers.launches(repository):
        if kinds.is_test(launch.path or ""):
            continue
        if launch.server == "mkdocs":
            yield from _mkdocs(launch, repository)
        elif launch.server == "watchmedo":
            yield from _patterns(launch, repository)


def _mkdocs(launch: Launch, repository: Repository) -> Iterator[Said]:
    """`mkdocs serve` with a click that forgets what is on by default."""
    if set(LIVERELOAD) & set(launch.arguments):
        return
    click = repository.dependencies.version_range("click")
    if click and click.within("8.3.0", "8.4") == "excluded":
        return
    yield Said(
        "livereload-off",
        launch.path or "",
        launch.line or 1,
        "with click 8.3.0 to 8.3.3 `mkdocs serve` builds once and never again, and nothing here keeps click from being one"
        " of these",
        "mkdocs serve --livereload  # or: pip install --upgrade 'click>=8.4'",
    )


def _patterns(launch: Launch, repository: Repository) -> Iterator[Said]:
    """Patterns of watchmedo that one release of watchdog takes for other files than the next."""
    from watchlint.servers.restarters import watchmedo
    from watchlint.servers.watchers import watchdog_patterns

    given = watchmedo.patterns(launch.arguments)
    release = repository.dependencies.version_range("watchdog")
    if not given or not release:
        return
    plain = [one for one in given if "/" not in one]
    if release.within(None, "7") == "certain":
        folders = [root.path for root in watchmedo.roots(launch.arguments, cwd="")]
        missed = watchdog_patterns.not_yet(repository.files, given, folders, True, launch.cwd or "")
        if not missed:
            return
        pattern, file = missed
        message = (
            f"watchdog before 7 takes the pattern {pattern} for files one folder deep: an edit of {file} is not heard"
        )
        wanted = f"{pattern.removeprefix('**/')};{pattern}"
    elif plain and release.within("7", None) == "certain":
        message = (
            f"watchdog 7 compares the pattern {plain[0]} with the whole path: files in folders below are not heard"
        )
        wanted = f"**/{plain[0]}"
    else:
        return
    yield Said("pattern-too-narrow", launch.path or "", launch.line or 1, message, f"--patterns '{wanted}'  # instead")
