"""What a server finds around it: the interpreter, its packages and their releases, the variables that count."""

from __future__ import annotations

import os

from watchlint.facts.python import interpreter, layout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from watchlint.facts.python.interpreter import Interpreter
    from watchlint.facts.repository.repository import Repository

    class Settings(Protocol):
        """What is told of the project in its settings."""

        streamlit_version: str | None
        python_version: str | None


_PYTHON = frozenset("HOME PYTHONPATH PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX".split())
"""The variables that Python obeys, whichever server it runs."""


class Surroundings:
    """The facts of one repository on this machine, each found out once. `given`: an interpreter's path, or None.
    `below`: the folder of it that is asked for, whose own environment comes first."""

    def __init__(self, repo: Repository, settings: Settings, given: str | None = None, below: str = "") -> None:
        self.repo, self.settings = repo, settings
        inner = interpreter.find(os.path.join(repo.root, below), given) if below else None
        self.executable = inner or interpreter.find(repo.root, given)
        self._may_start = given is not None
        self._near: Interpreter | None = None
        self._whole: Interpreter | None = None

    def environ(self) -> dict[str, str]:
        """The variables of this shell that Python obeys."""
        return {name: os.environ[name] for name in _PYTHON if name in os.environ}

    def whole(self) -> Interpreter | None:
        """The interpreter with all of its sys.path. Only a given one is started to be asked: one that was found may have
        come with the repository."""
        if self._whole is None and self.executable:
            self._whole = (interpreter.ask if self._may_start else interpreter.read)(self.executable)
        return self._whole

    def near(self) -> Interpreter | None:
        """The interpreter with its packages' folder only, which a virtual environment shows without being started."""
        if self._near is None and self.executable:
            self._near = interpreter.near(self.executable) or self.whole()
        return self._near

    def release(self, package: str) -> tuple[int, ...] | None:
        """The release that is installed; else the one release that the dependency files pin; else None."""
        python = self.near()
        installed = python.release(package) if python else None
        return installed or self._pinned(package)

    def has(self, package: str, module: str | None = None) -> bool | None:
        """Whether a package can be imported; None where no interpreter tells and no file asks for it."""
        python = self.near()
        if python is not None:
            return python.has(module or package)
        return True if self.repo.dependencies.requires(package) else None

    def installed_names(self) -> set[str]:
        """The names that can be imported from the packages' folders."""
        python = self.near()
        found: set[str] = set()
        for folder in python.path if python else ():
            try:
                found.update(name.removesuffix(".py") for name in os.listdir(folder) if "-" not in name)
            except OSError:
                continue
        return found

    def import_roots(self) -> list[str]:
        """The project's own folders that are on sys.path because it is installed in editable mode; without an
        interpreter its src/."""
        from watchlint.facts.packages import installed

        if self.executable is None:
            source = os.path.join(self.repo.root, "src")
            return [source] if os.path.isdir(source) else []
        return sorted(path for path in installed.pointed_at(self.repo.root) if os.path.isdir(path))

    def _pinned(self, package: str) -> tuple[int, ...] | None:
        asked = [one for one in self.repo.dependencies.of(package) if one.specifier]
        pins = {one.specifier.replace(" ", "") for one in asked if one.specifier.replace(" ", "")[:2] == "=="}
        locked = {one.specifier.replace(" ", "") for one in asked if one.kind == "locked"}
        chosen = locked or pins
        if len(chosen) != 1:
            return None
        return layout.release(chosen.pop().lstrip("=")) or None
