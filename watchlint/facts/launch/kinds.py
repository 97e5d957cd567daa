"""Which files start things: one table from a path to its kind, and from a kind to its reader."""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from watchlint.facts.repository.repository import Repository

DOCKERFILE, COMPOSE, DEVCONTAINER, DOTENV, PROCFILE, MAKEFILE = (
    "dockerfile", "compose", "devcontainer", "dotenv", "procfile", "makefile",
)  # fmt: skip
SHELL, SYSTEMD, WORKFLOW, VSCODE, TASKS = "shell", "systemd", "workflow", "vscode", "tasks"
JUSTFILE, TASKFILE, PACKAGE, SUPERVISOR, KUBERNETES = "justfile", "taskfile", "package", "supervisor", "kubernetes"

CONTAINERS = (DOCKERFILE, COMPOSE, DEVCONTAINER)

READERS = {
    DOCKERFILE: "dockerfile", COMPOSE: "compose", DEVCONTAINER: "devcontainer", DOTENV: "dotenv", PROCFILE: "procfile",
    MAKEFILE: "makefile", SHELL: "shell", SYSTEMD: "units", SUPERVISOR: "units", WORKFLOW: "workflow", VSCODE: "vscode",
    TASKS: "toml_tasks", JUSTFILE: "justfile", TASKFILE: "taskfile", PACKAGE: "package", KUBERNETES: "kubernetes",
}  # fmt: skip
"""Kind -> the module of `formats` that reads it."""

_NAMES = {
    "dockerfile": DOCKERFILE, "containerfile": DOCKERFILE, "devcontainer.json": DEVCONTAINER, ".devcontainer.json": DEVCONTAINER,
    ".env": DOTENV, "procfile": PROCFILE, "makefile": MAKEFILE, "gnumakefile": MAKEFILE, "justfile": JUSTFILE, ".justfile": JUSTFILE,
    "pyproject.toml": TASKS, "pipfile": TASKS, "mise.toml": TASKS, ".mise.toml": TASKS, "pixi.toml": TASKS, "hatch.toml": TASKS,
    "nixpacks.toml": TASKS, "railway.toml": TASKS, ".replit": TASKS,
    "package.json": PACKAGE, "taskfile.yml": TASKFILE, "taskfile.yaml": TASKFILE, "taskfile.dist.yml": TASKFILE,
    "supervisord.conf": SUPERVISOR, "supervisor.conf": SUPERVISOR,
}  # fmt: skip
_ENDS = (
    ((".dockerfile", ".containerfile"), DOCKERFILE),
    ((".env",), DOTENV),
    ((".mk",), MAKEFILE),
    ((".just",), JUSTFILE),
    ((".sh", ".bash", ".zsh"), SHELL),
    ((".service",), SYSTEMD),
)
_STARTS = (
    (("dockerfile.", "dockerfile-", "containerfile."), DOCKERFILE),
    ((".env.", "env."), DOTENV),
    (("procfile.",), PROCFILE),
    (("makefile.",), MAKEFILE),
)
_NEVER = (".md", ".py", ".rst", ".txt", ".j2", ".dockerignore", ".ts", ".js", ".enc")
_FOLDERS_OF_MANIFESTS = frozenset(("k8s", "kubernetes", "kube", "manifests", "kustomize"))

# What one search of the listing finds; the kind is told from the whole path afterwards.
_ENDINGS = (
    "ockerfile", "ontainerfile", ".yml", ".yaml", "devcontainer.json", ".env", "rocfile", "akefile", ".mk", "ustfile", ".just",
    ".sh", ".bash", ".zsh", ".service", "pyproject.toml", "Pipfile", "mise.toml", "pixi.toml", "hatch.toml", "nixpacks.toml", "railway.toml", ".replit", "package.json",
    ".conf", "/settings.json", "/tasks.json", "/launch.json",
)  # fmt: skip
_VARIANTS = (
    "Dockerfile.", "Dockerfile-", "dockerfile.", "dockerfile-", "Containerfile.", "containerfile.", "Procfile.", "Makefile.",
    "makefile.", ".env.", "env.",
)  # fmt: skip
_IN_VARIANTS = ("ockerfile", "ontainerfile.", "rocfile.", "akefile.", "env.")
_SCRIPTS = ("bin/", "scripts/")
_SCRIPT_NAMES = ("start", "start-reload", "start-dev", "entrypoint", "run", "serve", "dev")
"""What scripts without an ending are called that a container starts (`compose/local/django/start` of cookiecutter-django)."""

_SERVICES = ("local.yml", "production.yml", "dev.yml", "development.yml")
"""What compose files are called that say so by their content alone (`local.yml` of cookiecutter-django before 2024)."""


def kind_of(path: str) -> str | None:
    """What a file of this path is, from its name and folder; None for one that starts nothing."""
    folder, _, name = path.rpartition("/")
    low, above = name.lower(), folder.rpartition("/")[2]
    if low in _NAMES:
        return _NAMES[low]
    if low.endswith(_NEVER):
        return None
    if low.endswith((".yml", ".yaml")):
        if f"/{folder}".endswith("/.github/workflows"):
            return WORKFLOW
        return (
            COMPOSE if "compose" in low else None if _FOLDERS_OF_MANIFESTS.isdisjoint(folder.split("/")) else KUBERNETES
        )
    if above == ".vscode" and low in ("settings.json", "tasks.json", "launch.json"):
        return VSCODE
    if above == "supervisor" and low.endswith(".conf"):
        return SUPERVISOR
    for ends, kind in _ENDS:
        if low.endswith(ends):
            return kind
    for starts, kind in _STARTS:
        if low.startswith(starts):
            return kind
    return None


def reader(kind: str) -> ModuleType:
    """The module that reads files of a kind: it has `commands(source)` and `assignments(source)`."""
    from importlib import import_module

    return import_module(f"watchlint.facts.launch.formats.{READERS[kind]}")


def candidates(repository: Repository) -> dict[str, str]:
    """Path -> kind of every launch file the repository owns, sorted by path."""
    return repository.shared("launch files", lambda: _candidates(repository))


def _candidates(repository: Repository) -> dict[str, str]:
    found = {}
    paths = set(repository.suffixed(*_ENDINGS))
    paths.update(repository.listing.searched(variants))
    for path in sorted(paths):
        kind = kind_of(path)
        if kind is not None:
            found[path] = kind
    for path in {*repository.listing.searched(in_folders_of_scripts), *_named(repository, found)}:
        if path not in found and is_shell(repository.look(path) or b""):  # it may be a program, or a link to one
            found[path] = SHELL
    for path in repository.named(*_SCRIPT_NAMES):
        data = repository.look(path) or b""
        if path not in found and (
            is_shell(data) or data.startswith((b"/usr/", b"/bin/", b"/opt/"))
        ):  # `sh start` needs no #!
            found[path] = SHELL
    for path in repository.named(*_SERVICES):
        data = repository.look(path) or b""
        if path not in found and (data.startswith(b"services:") or b"\nservices:" in data):
            found[path] = COMPOSE
    return dict(sorted(found.items()))


def in_folders_of_scripts(text: str) -> Iterator[str]:
    """The paths of a listing's text that are scripts of `bin/` and `scripts/`, which only their first line tells from programs."""
    for folder in _SCRIPTS:
        for path in _starting(text, folder):
            head, _, name = path.rpartition("/")
            if "." not in name and f"/{head}/".endswith(f"/{folder}"):
                yield path


_COPIED = rb"(?im)^[ \t]*(?:COPY|ADD)[ \t]+((?:[^\n\\]|\\\r?\n|\\)*)"
_NAMED_SCRIPT = rb"[\w./-]+"


def _named(repository: Repository, found: dict[str, str]) -> Iterator[str]:
    """Files without an ending that a Dockerfile copies or that lie beside one and are executable: of those alone a script
    is to be expected, and no other file has to be opened."""
    for path, kind in found.items():
        if kind not in (DOCKERFILE, COMPOSE):
            continue
        import re

        data = repository.look(path) or b""
        words = b" ".join(re.findall(_COPIED, data)) if kind == DOCKERFILE else data
        for word in {*re.findall(_NAMED_SCRIPT, words)}:
            text = word.decode("ascii").removeprefix("./").strip("/")
            name = text.rpartition("/")[2]
            if not name or "." in name or text.startswith(".."):
                continue
            for folder in {"", path.rpartition("/")[0]}:
                whole = f"{folder}/{text}" if folder else text
                if _is_file(repository, whole):
                    yield whole


def _is_file(repository: Repository, path: str) -> bool:
    try:
        status = os.lstat(repository.absolute(path))
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(status.st_mode) and repository.listing.owns_all([path])


def variants(text: str) -> Iterator[str]:
    """The paths of a listing's text in which a part starts as a variant's name does, by few searches: one takes its time."""
    for word in _IN_VARIANTS:
        at = text.find(word)
        while at >= 0:
            end = text.find("\0", at)
            if text.startswith(_VARIANTS, max(text.rfind("/", 0, at), text.rfind("\0", 0, at)) + 1):
                yield text[text.rfind("\0", 0, at) + 1 : end]
                at = end
            at = text.find(word, at + 1)


def _starting(text: str, start: str) -> Iterator[str]:
    """The paths of a listing's text in which a part starts so. `str.find` is what makes 200,000 files cheap."""
    at = text.find(start)
    while at >= 0:
        end = text.find("\0", at)
        if at == 0 or text[at - 1] in "/\0":
            yield text[text.rfind("\0", 0, at) + 1 : end]
        at = text.find(start, end)


def is_shell(data: bytes) -> bool:
    """Whether a file's first line leaves it to a shell."""
    if not data.startswith(b"#!"):
        return False
    import io

    from identify import identify

    words = identify.parse_shebang(io.BytesIO(data))
    return bool(words) and "shell" in identify.tags_from_interpreter(words[0])


_OF_TESTS = frozenset(("tests", "test", "__tests__"))


def is_test(path: str) -> bool:
    """Whether a file is of tests, or of somebody else's package: it starts nothing that is developed here."""
    parts = path.split("/")
    return not _OF_TESTS.isdisjoint(parts[:-1]) or "node_modules" in parts or parts[-1].startswith("test_")
