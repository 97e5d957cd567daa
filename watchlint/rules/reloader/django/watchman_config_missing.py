"""reloader-watchman-config-missing: runserver would use Watchman, and nothing tells Watchman what to leave out."""

from __future__ import annotations

from watchlint.facts.django import reloader as django_reloader
from watchlint.facts.django.settings import ABSENT
from watchlint.findings import INFO, WARNING, Edit, Finding, Fix, Rule
from watchlint.rules.reloader import DJANGO, NAME, asked
from watchlint.rules.reloader.asked import EXCLUDED
from watchlint.rules.reloader.django.projects import APP, both_wanted, projects, wants_watchfiles
from watchlint.rules.reloader.starts import launches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_AROUND = {
    "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    "settings.py": 'INSTALLED_APPS = ["django.contrib.admin"]\n',
    "requirements.txt": "Django>=5.2\npywatchman>=2\n",
    ".gitignore": "__pycache__/\n*.pyc\n",
}

_WRITTEN = """\
{
  "ignore_dirs": [
    ".venv",
    "venv",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".tox",
    ".nox"
  ]
}
"""

RULE = Rule(
    name="reloader-watchman-config-missing",
    hook=NAME,
    severity=WARNING,
    summary="pywatchman is required, and nothing tells Watchman what to leave out.",
    why="The watchman service watches the whole project, node_modules and all, and goes on after runserver has ended. "
    "`ignore_dirs` in .watchmanconfig is one of the few exclusions anywhere that do save inotify watches. A note where the files here "
    "start another server, and never runserver.",
    evidence="An empty project with its .venv inside: 2,474 watches, with ignore_dirs 2, and it reloads all the same (watchman 4.9.0).",
    before=_AROUND,
    after={**_AROUND, ".watchmanconfig": _WRITTEN},
    fix="safe",
    since="0.1.0",
    source="watchman's documentation, config: ignore_dirs; django/utils/autoreload.py, WatchmanReloader",
    about=DJANGO,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for the project whose runserver would use a pywatchman that works."""
    if not repository.dependencies.requires("pywatchman") or both_wanted(repository):
        return
    found = repository.dependencies.version_range("pywatchman")
    if not found or asked.within(found, None, "2")[0] != EXCLUDED:
        return
    here = projects(repository)
    if any(project.answer(APP) == ABSENT or not wants_watchfiles(repository) for project in here):
        yield from _of(repository, here[0].manage.rpartition("/")[0])


def _of(repository: Repository, folder: str) -> Iterator[Finding]:
    from watchlint.fixes import watchman_config

    name = _nearest(repository, folder)
    data = repository.read_or_note(name)
    read = watchman_config.read(data) if data else {}
    if read is not None and "ignore_dirs" in read:
        return
    folders = _left_out(repository, name.rpartition("/")[0])
    said = "has no ignore_dirs" if read is not None and data else "is no JSON object" if data else "is missing"
    fix = Fix(f"write ignore_dirs to {name}", [Edit(name, lambda old: watchman_config.ignore_dirs(old, folders))])
    # A file that is not there is no place to point at: then it is the requirement.
    place = None if data else asked.requirements(repository, "pywatchman")[0]
    yield Finding(
        RULE,
        f"{name} {said}, and runserver would use WatchmanReloader if {django_reloader.SERVICE}: the service then watches "
        "every folder here",
        path=place.path if place else name,
        line=place.line if place else None,
        column=place.column if place else None,
        help=f"Write one with ignore_dirs: {', '.join(folders)}.",
        fix=fix if read is not None else None,
        severity=INFO if _starts_others(repository) else None,
        subject="watchmanconfig",
    )


def _starts_others(repository: Repository) -> bool:
    """Whether the files here start dev servers, and none of them asks Watchman: an ASGI server serves this project."""
    servers = {launch.server for launch in launches(repository) if launch.reloads}
    return bool(servers) and "django" not in servers


def _nearest(repository: Repository, folder: str) -> str:
    """The .watchmanconfig that counts for a project: the service takes for its root the nearest folder above that has one, or
    has .git (watchman 4.9, watch-project)."""
    from watchlint.fixes.watchman_config import NAME as CONFIG

    while folder and not repository.exists(f"{folder}/{CONFIG}"):
        folder = folder.rpartition("/")[0]
    return f"{folder}/{CONFIG}" if folder else CONFIG


def _left_out(repository: Repository, root: str) -> list[str]:
    """Folders below `root` in which no one edits: those of packages for each package.json, virtual environments, the caches of tools.

    With .venv among them runserver still reloads, and the project takes 2 watches in place of 2,474 (Django 5.2.19,
    watchman 4.9.0).
    """
    start = f"{root}/" if root else ""
    found = [path for path in repository.named("package.json") if path.startswith(start)]
    packages = [path[len(start) :].rpartition("/")[0] for path in found][:20]
    modules = [f"{folder}/node_modules".lstrip("/") for folder in packages]
    return [*sorted(modules), ".venv", "venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox", ".nox"]
