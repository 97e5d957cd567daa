"""Every module of this repository that a server's app brings in: what it imports, and what a framework imports for it because
a text names it (Django's INSTALLED_APPS, MIDDLEWARE, ROOT_URLCONF, `include("shop.urls")`). Nothing is imported or run.

Rather too many than too few: each dotted text that leads to a module here counts. Where a name is made up as the app runs,
the answer is that it can't be known.
"""

from __future__ import annotations

import keyword
import os
import re

from watchlint.facts import regular
from watchlint.facts.django import settings as django_settings
from watchlint.facts.python import imports as python_imports
from watchlint.facts.python import module_paths
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from watchlint.facts.repository.repository import Repository


class AppModules(Record):
    """What an app brings in; `doubt`: why there may be more, "" where there are no others."""

    modules: tuple[python_imports.Module, ...]
    doubt: str


# A text that may name a module, or an object in one, also as "module:object".
_DOTTED = re.compile(rb"[\"']([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)(?=[\"':])")
_FILES = (
    ".py",
    ".html",
    ".txt",
    ".json",
    ".md",
    ".yml",
    ".yaml",
    ".toml",
    ".css",
    ".js",
    ".csv",
    ".db",
    ".log",
    ".env",
)

# What imports a module whose name, or file, the source does not tell.
_MADE_UP = re.compile(
    rb"(?<!def )\b(?:(?:import_module|__import__|import_string|pydoc\.locate)\s*\((?!\s*(?:\)|[\"'][\w.:]*[\"']\s*[,)]))"
    rb"|(?:spec_from_file_location|SourceFileLoader|run_path|run_module|walk_packages|iter_modules)\s*\("
    rb"|(?<!\.)(?:exec\s*\()|fileConfig\s*\()"
)
_STARTS_DJANGO = re.compile(rb"\b(?:get_[aw]sgi_application|django\.setup)\b")

# What no server loads of an app.
_ASIDE = ("tests", "test", "migrations", "management", "conftest")


def load(
    repo: Repository,
    module: str,
    cwd: str,
    search: Sequence[str],
    environment: dict[str, str] | None = None,
    ends: Callable[[python_imports.Module], str] | None = None,
) -> AppModules:
    """What `import module` brings in, with these folders of the repository on the search path (relative paths, the first is
    where it starts); `cwd` makes relative edits of sys.path absolute. `environment`: the variables that the launch sets. `ends`
    gives of a module why there is no use in looking further, or "": a large project is read up to there, or to the first
    doubt."""
    absolute = [os.path.normpath(os.path.join(repo.root, folder)) for folder in search]
    fallback = [path for path in (os.path.join(repo.root, "src"), repo.root) if path not in absolute]
    inside = repo.root + os.sep

    def heard(one: python_imports.Module | str) -> None:
        why = one.removeprefix(inside) if isinstance(one, str) else ends(one) if ends else ""
        if why:
            raise _Undecided(why)

    try:
        names = _Names(repo, module, absolute, fallback, environment or {})
        found = python_imports.local_imports(
            names.scripts(), absolute, cwd=os.path.join(repo.root, cwd), fallback=fallback, read=names.read, heard=heard
        )  # fmt: skip
    except _Undecided as undecided:
        return AppModules((), str(undecided))
    doubt = _elsewhere(repo, found.absent)
    if not doubt and not found.modules:
        doubt = f"{module} is not found"
    return AppModules(found.modules, doubt)


class _Undecided(Exception):
    """What else is loaded can't be known, and why."""


def _elsewhere(repo: Repository, absent: Sequence[str]) -> str:
    """Why a module that was not found may be one of this repository all the same: it has one of that name, in a folder that
    is no package and so may be on the search path, and no requirement is called so."""
    for name in absent:
        for path in [*repo.suffixed(f"/{name}/__init__.py"), *repo.suffixed(f"/{name}.py")]:
            above = path.removesuffix("/__init__.py").rpartition("/")[0]
            if not repo.exists(f"{above}/__init__.py") and not repo.dependencies.requires(name):
                return f"whether {name} is {path} is not known"
    return ""


class _Names:
    """Scripts that import what the files read so far name, one after the other until they name nothing new."""

    def __init__(
        self, repo: Repository, module: str, search: list[str], fallback: list[str], environment: dict[str, str]
    ) -> None:
        self.repo, self.search, self.paths = repo, search, [*search, *fallback]
        self.folders = module_paths.Folders()
        self.texts: list[bytes] = []  # of the files read and not yet searched for names
        self.script = ""
        self.done: set[str] = set()
        self.settings: set[str] = set()
        self.named = [module]
        given = environment.get(django_settings.VARIABLE)
        if given:
            self._settings(given)

    def read(self, path: str) -> bytes | None:
        """For python_imports: the script under way, else the file."""
        if path == self._start:
            return self.script.encode()
        data = regular.content(path)
        if data is not None:
            made_up = _MADE_UP.search(data)
            if made_up:
                raise self._undecided(path, data, made_up.start(), "what it imports is made up as it runs")
            if django_settings.VARIABLE.encode() in data or _STARTS_DJANGO.search(data):
                self._django(path, data)
            self.texts.append(data)
        return data

    @property
    def _start(self) -> str:
        return os.path.join(self.search[0], f"watchlint starts here {len(self.done)}.py")

    def scripts(self) -> Iterator[str]:
        while new := [name for name in dict.fromkeys([*self.named, *self._in_texts()]) if name not in self.done]:
            self.done.update(new)
            self.script = "".join(f"import {name}\n" for name in new)
            yield self._start

    def _in_texts(self) -> Iterator[str]:
        texts, self.texts = self.texts, []
        for data in texts:
            for found in _DOTTED.finditer(data):
                name = found[1].decode()
                if not name.endswith(_FILES) and self._is_local(name):
                    yield name

    def _django(self, path: str, data: bytes) -> None:
        named = django_settings.named_by(data)
        at = data.find(django_settings.VARIABLE.encode())
        if None in named:
            raise self._undecided(path, data, at, "its settings module is not known")
        for name in [*named, *django_settings.hinted(self.repo, self._folder)]:
            if name is not None:
                self._settings(name)
        if not self.settings:
            raise self._undecided(path, data, at, "its Django settings are not known")

    @property
    def _folder(self) -> str:
        folder = os.path.relpath(self.search[0], self.repo.root).replace(os.sep, "/")
        return "" if folder == "." else folder

    def _settings(self, module: str) -> None:
        """What Django imports by a settings module: that, those beside it in a package of settings, and its apps."""
        if module in self.settings:
            return
        self.settings.add(module)
        read = django_settings.read(self.repo, self._folder, module, "")
        if read.path is None or read.apps is None or not read.apps.complete:
            raise _Undecided(f"which apps {module} installs is not known")
        package, _, last = module.rpartition(".")
        beside = self._inside(package) if package.rpartition(".")[2] == "settings" else []
        self.named += [module, *beside]
        for item in read.apps.items:
            parts = item.text.value.split(".")
            for count in range(1, len(parts) + 1):
                name = ".".join(parts[:count])
                if _is_name(name) and self._is_local(name):
                    self.named += [name, *self._inside(name)]

    def _inside(self, package: str) -> list[str]:
        """The modules directly in a package, and its template tags."""
        folders = self.paths
        for part in package.split("."):
            found = module_paths.find(part, folders, self.folders)
            if found is None or found.paths is None:
                return []
            folders = list(found.paths)
        names = []
        for folder in folders:
            for name, is_folder in self.folders.names(folder).items():
                stem = name if is_folder else name.removesuffix(".py")
                if stem != name or is_folder and "__init__.py" in self.folders.names(os.path.join(folder, name)):
                    if stem not in _ASIDE and not stem.startswith(("test_", "__")) and stem.isidentifier():
                        names.append(f"{package}.{stem}")
        if f"{package}.templatetags" in names:
            names += self._inside(f"{package}.templatetags")
        return [name for name in names if _is_name(name)]

    def _is_local(self, name: str) -> bool:
        return _is_name(name) and module_paths.find(name.partition(".")[0], self.paths, self.folders) is not None

    def _undecided(self, path: str, data: bytes, at: int, reason: str) -> _Undecided:
        shown = os.path.relpath(path, self.repo.root).replace(os.sep, "/")
        line = data.count(b"\n", 0, max(at, 0)) + 1
        return _Undecided(f"{shown}:{line}: {reason}")


def _is_name(name: str) -> bool:
    return all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split("."))
