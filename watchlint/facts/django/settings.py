"""The Django projects of a repository: which settings module `manage.py` uses, and what its INSTALLED_APPS hold.

Nothing is imported or run. Three answers are kept apart: known (LISTED, ABSENT), CONDITIONAL (it depends on something the
repository does not decide), and UNKNOWN (the settings are not plain enough).
"""

from __future__ import annotations

from watchlint.computed import pattern
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from watchlint.facts.django.model import Item, ListValue
    from watchlint.facts.repository.repository import Repository

LISTED, ABSENT, CONDITIONAL, UNKNOWN = "listed", "absent", "conditional", "unknown"

VARIABLE = "DJANGO_SETTINGS_MODULE"

# Files in which people say which settings to use when they start a server or the tests.
_SERVER_HINTS = (
    ".env", ".envrc", ".env.example", ".env.dist", ".env.local", ".env.dev", ".env.sample", "Makefile", "justfile",
    "Procfile", "Dockerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml",
)  # fmt: skip
_TEST_HINTS = ("pyproject.toml", "pytest.ini", "setup.cfg", "tox.ini")
_HINT = pattern(rb"DJANGO_SETTINGS_MODULE[ \t]*[=:][ \t]*[\"']?([A-Za-z_][\w.]*)")


class Settings(Record):
    """One settings module. `module`: its dotted name; `path`: its file, None where the repository has none; `apps`: the
    ListValue of INSTALLED_APPS, None where there is no plain one; `imports`: what it imports -> for certain; `source`:
    the file that names the module."""

    module: str
    path: str | None
    apps: ListValue | None
    imports: Mapping[str, bool]
    source: str

    def answer(self, app: str) -> str:
        """Whether Django imports the package `app` when it reads these settings: LISTED, ABSENT, CONDITIONAL, UNKNOWN."""
        found = {item.certain for item in self.items(app)}
        if app in self.imports:
            found.add(self.imports[app])
        if True in found:
            return LISTED
        if found:
            return CONDITIONAL
        return ABSENT if self.apps is not None and self.apps.complete else UNKNOWN

    def items(self, app: str) -> list[Item]:
        """The places in INSTALLED_APPS that name the package, or a class in it."""
        return [item for item in self.apps.items if item.text.value.partition(".")[0] == app] if self.apps else []


class Project(Record):
    """One manage.py. `folder`: where it lies; `default`: the Settings it uses by itself, None where that can't be known;
    `others`: Settings that another file of the repository names for it."""

    manage: str
    folder: str
    default: Settings | None
    others: tuple[Settings, ...]

    def answer(self, app: str) -> str:
        """As `Settings.answer`, for whoever starts this project in any of the ways the repository has."""
        if self.default is None:
            return UNKNOWN
        answers = {settings.answer(app) for settings in (self.default, *self.others)}
        return answers.pop() if len(answers) == 1 else CONDITIONAL


def projects(repo: Repository) -> list[Project]:
    """The Django projects here, one for each manage.py that names a settings module."""
    found = []
    for manage in repo.named("manage.py"):
        data = repo.read_or_note(manage)
        if data and VARIABLE.encode() in data:
            found.append(_project(repo, manage, data))
    return found


def named(repo: Repository, manage: str, module: str) -> Project | None:
    """The project of this manage.py, with the settings of this module where one is named ("": none is); None where nothing
    names its settings."""
    if module:
        folder = manage.rpartition("/")[0]
        return Project(manage, folder, read(repo, folder, module, manage), ())
    return next((project for project in projects(repo) if project.manage == manage), None)


def _project(repo: Repository, manage: str, data: bytes) -> Project:
    folder = manage.rpartition("/")[0]
    named = named_by(data)
    if not named:
        named = [
            module
            for path in _beside(repo, folder, "wsgi.py", "asgi.py")
            for module in named_by(repo.read_or_note(path) or b"")
        ]
        named += _hinted(repo, folder, _TEST_HINTS) if not named else []
    modules = list(dict.fromkeys(name for name in named if name is not None))
    if None in named or not modules:
        return Project(manage, folder, None, ())
    first, *rest = modules
    hinted = [module for module in _hinted(repo, folder, _SERVER_HINTS) if module not in modules]
    default = read(repo, folder, first, manage)
    others = [read(repo, folder, module, manage) for module in dict.fromkeys([*rest, *hinted])]
    return Project(manage, folder, default, tuple(one for one in others if one.path is not None))


def named_by(data: bytes) -> list[str | None]:
    """The settings modules a script puts into the variable, None for one that is worked out at run time."""
    from watchlint.facts.python import source as python_source
    from watchlint.facts.python import syntax as ast

    try:
        tree = python_source.parse(data)
    except python_source.Unparsable:
        return []
    found: list[str | None] = []
    for node in ast.walk(tree):
        value = None
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", "") in ("setdefault", "putenv")
            and len(node.args) == 2
        ):
            if getattr(node.args[0], "value", None) == VARIABLE:
                value = node.args[1]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            if getattr(node.targets[0].slice, "value", None) == VARIABLE:
                value = node.value
        if value is not None:
            text = getattr(value, "value", None)
            found.append(text if isinstance(text, str) else None)
    return found


def _beside(repo: Repository, folder: str, *names: str) -> Iterator[str]:
    """Files of these names at most two folders below `folder`."""
    start = f"{folder}/" if folder else ""
    for path in repo.named(*names):
        if path.startswith(start) and path[len(start) :].count("/") <= 2:
            yield path


def hinted(repo: Repository, folder: str) -> list[str]:
    """The settings modules, of those that are here, that files beside a project's folder name for starting a server."""
    return [name for name in _hinted(repo, folder, _SERVER_HINTS) if read(repo, folder, name, "").path is not None]


def _hinted(repo: Repository, folder: str, names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for path in _beside(repo, folder, *names):
        found += [module.decode() for module in _HINT.findall(repo.read_or_note(path) or b"")]
    return list(dict.fromkeys(found))


def read(repo: Repository, folder: str, module: str, source: str) -> Settings:
    """The settings module of this dotted name, for a manage.py in `folder`."""
    from watchlint.facts.django.expressions import STEPS, TooLong
    from watchlint.facts.django.model import ListValue
    from watchlint.facts.django.values import Reader
    from watchlint.facts.repository.repository import Problem

    roots = tuple(dict.fromkeys((folder, f"{folder}/src".lstrip("/"), "", "src")))
    known: dict[tuple[str, tuple[str, ...]], str | None] = {}

    def find(name: str, level: int, importer: str) -> str | None:
        starts = roots
        if level:
            package = importer.split("/")[:-1]
            if level - 1 > len(package):
                return None
            starts = ("/".join(package[: len(package) - level + 1]),)
        if (name, starts) not in known:
            known[name, starts] = look(name, starts)
        return known[name, starts]

    def look(name: str, starts: tuple[str, ...]) -> str | None:
        parts = [part for part in name.split(".") if part]
        for start in starts:
            base = "/".join([part for part in (start,) if part] + parts)
            for path in (f"{base}/__init__.py".lstrip("/"), f"{base}.py"):
                if parts or path.endswith("__init__.py"):
                    if repo.exists(path):
                        return path
        return None

    path = find(module, 0, "")
    if path is None:
        return Settings(module, None, None, {}, source)
    reader = Reader(find, repo.read_or_note)
    try:
        names = reader.module(path) or {}
    except TooLong:
        problem = Problem(path, None, f"takes more than {STEPS:,} steps to work out: its INSTALLED_APPS are not known")
        if problem not in repo.problems:
            repo.problems.append(problem)
        names = {}
    apps = names.get("INSTALLED_APPS")
    if isinstance(apps, ListValue) and names.get("*", 0) is None:
        apps.complete = False
    return Settings(module, path, apps if isinstance(apps, ListValue) else None, reader.imports, source)
