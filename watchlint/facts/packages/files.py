"""The files in which a project says what it asks for: by their names, the project that each is of, and what reads it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from watchlint.facts.packages.requirement_text import Reading

# A path that is a dependency file ends in one of ENDS or has one of WORDS in it, in small letters or capitals: what a large
# listing is searched for before `role` looks at each.
ENDS = (".toml", ".lock", ".cfg", "setup.py", "Pipfile", ".yml", ".yaml", ".python-version", "runtime.txt")
WORDS = ("requirement", "constraints", "reqs", "requires")
_ENDS = (".txt", ".in", ".pip", *ENDS)
_ROLES = {
    "pyproject.toml": "pyproject",
    "Pipfile": "pipfile",
    "hatch.toml": "hatch",
    "setup.cfg": "setup.cfg",
    "setup.py": "setup.py",
    "uv.lock": "lock",
    "poetry.lock": "lock",
    "pdm.lock": "lock",
    "pylock.toml": "lock",
    "Pipfile.lock": "lock",
    ".python-version": "python",
    "runtime.txt": "python",
}
_FOLDERS = ("requirements", "requirement", "reqs", "requires")


def role(path: str) -> str | None:
    """What kind of dependency file a path is, by its name; None where it is none, and for the files of templates."""
    if not path.endswith(_ENDS) or "{{" in path or "{%" in path:
        return None
    folder, _, base = path.rpartition("/")
    if base in _ROLES:
        return _ROLES[base]
    base = base.lower()
    if base.startswith("pylock.") and base.endswith(".toml"):
        return "lock"
    if base.endswith((".yml", ".yaml")):
        return "environment" if base.partition(".")[0].startswith("environment") or "environment." in base else None
    if not base.endswith((".txt", ".in", ".pip", ".lock")):
        return None
    if "constraints" in base:
        return "constraints"
    if "requirements" in base or base in ("reqs.txt", "requires.txt", "dev-reqs.txt"):
        return "requirements"
    parts = folder.lower().split("/")
    if base.endswith((".txt", ".in", ".pip")):
        if any(part in _FOLDERS for part in parts):
            return "requirements"
        if "constraints" in parts:
            return "constraints"
    return None


def project_folder(path: str) -> str:
    """The folder of the project a dependency file belongs to: `app/requirements/base.txt` belongs to `app`."""
    parts = path.split("/")[:-1]
    lowered = [part.lower() for part in parts]
    for at, part in enumerate(lowered):
        if part in (*_FOLDERS, "constraints"):
            return "/".join(parts[:at])
    return "/".join(parts)


def reader(kind: str) -> Callable[[bytes, str], Reading]:
    """What reads the files of a role; it is imported for the first of them."""
    if kind in ("requirements", "constraints"):
        from watchlint.facts.packages import requirements_files

        return requirements_files.read if kind == "requirements" else requirements_files.read_constraints
    if kind in ("pyproject", "pipfile", "hatch"):
        from watchlint.facts.packages import project_tables

        tables = {"pyproject": project_tables.pyproject, "pipfile": project_tables.pipfile}
        return tables.get(kind, project_tables.hatch)
    if kind in ("setup.cfg", "setup.py"):
        from watchlint.facts.packages import setup_files

        return setup_files.cfg if kind == "setup.cfg" else setup_files.script
    if kind == "environment":
        from watchlint.facts.packages import environment_files

        return environment_files.read
    if kind == "lock":
        from watchlint.facts.packages import lock_files

        return lock_files.read
    from watchlint.facts.packages import python_versions

    return python_versions.read
