"""A launch file: which it is, its text, and where in it things stand.

A text is decoded so that encoding it again gives the same bytes, and its newlines stay as they are: an offset in the
text is a place in the file, and a fix is a few splices of it.
"""

from __future__ import annotations

from functools import cached_property

DOCKERFILE, COMPOSE, DEVCONTAINER, DOTENV, PROCFILE, MAKEFILE = (
    "dockerfile", "compose", "devcontainer", "dotenv", "procfile", "makefile",
)  # fmt: skip
SHELL, SYSTEMD, WORKFLOW, VSCODE, TASKS = "shell", "systemd", "workflow", "vscode", "tasks"

CONTAINERS = (DOCKERFILE, COMPOSE, DEVCONTAINER)
IN_YAML = (COMPOSE, DEVCONTAINER, WORKFLOW, VSCODE)

# What one search of the listing finds; the kind is told from the whole path afterwards.
_ENDINGS = (
    "Dockerfile", "Containerfile", ".dockerfile", ".containerfile", ".Dockerfile", ".yml", ".yaml", "devcontainer.json",
    ".env", "Procfile", "akefile", ".mk", "justfile", ".sh", ".bash", ".zsh", ".service", "pyproject.toml", "Pipfile",
    "package.json", "/settings.json", "/tasks.json", "/launch.json",
)  # fmt: skip
_STARTS = (
    "Dockerfile.", "Dockerfile-", "dockerfile.", "dockerfile-", "Containerfile.", "containerfile.", "Procfile.", "Makefile.",
    ".env.",
)  # fmt: skip
_LARGEST = 1024 * 1024  # nobody writes a launch file of this size by hand


def kind_of(path: str) -> str | None:
    """What a file of this path is, from its name and folder; None for one that starts nothing."""
    folder, _, name = path.rpartition("/")
    low, above = name.lower(), folder.rpartition("/")[2]
    if low in ("dockerfile", "containerfile") or low.startswith(("dockerfile.", "dockerfile-", "containerfile.")):
        return None if low.endswith((".dockerignore", ".md", ".py", ".j2")) else DOCKERFILE
    if low.endswith((".dockerfile", ".containerfile")):
        return DOCKERFILE
    if low.endswith((".yml", ".yaml")):
        if folder == ".github/workflows" or folder.endswith("/.github/workflows"):
            return WORKFLOW
        return COMPOSE if "compose" in low else None
    if low in ("devcontainer.json", ".devcontainer.json"):
        return DEVCONTAINER
    if low == ".env" or low.startswith((".env.", "env.")) or low.endswith(".env"):
        return None if low.endswith((".py", ".ts", ".js", ".md", ".enc", ".d.ts")) else DOTENV
    if low.endswith((".py", ".md", ".rst", ".txt")):
        return None
    if low == "procfile" or low.startswith("procfile."):
        return PROCFILE
    if low in ("makefile", "gnumakefile", "justfile") or low.endswith(".mk") or low.startswith("makefile."):
        return MAKEFILE
    if low.endswith((".sh", ".bash", ".zsh")):
        return SHELL
    if low.endswith(".service"):
        return SYSTEMD
    if above == ".vscode" and low in ("settings.json", "tasks.json", "launch.json"):
        return VSCODE
    if low in ("pyproject.toml", "pipfile", "package.json"):
        return TASKS
    if above in ("bin", "scripts") and "." not in name:
        return SHELL
    return None


def candidates(repo) -> dict[str, str]:
    """Path -> kind of every launch file the repository owns, sorted by path."""
    found = {}
    paths = set(repo.suffixed(*_ENDINGS))
    paths.update(_with_variants(repo))
    for path in sorted(paths):
        kind = kind_of(path)
        if kind is not None:
            found[path] = kind
    for path in _without_extension(repo):
        if path not in found and _is_shell(repo, path):
            found[path] = SHELL
    return dict(sorted(found.items()))


def _with_variants(repo):
    """`Dockerfile.dev`, `.env.local`: found by how the name starts."""
    for text in repo.listing.texts:
        for start in _STARTS:
            yield from _starting(text, start)


def _without_extension(repo):
    """Scripts of `bin/` and `scripts/`, which only their first line tells from programs."""
    for text in repo.listing.texts:
        for folder in ("bin/", "scripts/"):
            for path in _starting(text, folder):
                head, _, name = path.rpartition("/")
                if "." not in name and f"/{head}/".endswith(f"/{folder}"):
                    yield path


def _starting(text: str, start: str):
    """The paths of a listing's text in which a part starts so. `str.find` is what makes 200,000 files cheap."""
    at = text.find(start)
    while at >= 0:
        end = text.find("\0", at)
        if at == 0 or text[at - 1] in "/\0":
            yield text[text.rfind("\0", 0, at) + 1 : end]
        at = text.find(start, end)


def _is_shell(repo, path: str) -> bool:
    from identify import identify

    data = repo.look(path) or b""  # it may be a program, or a link to one
    if not data.startswith(b"#!"):
        return False
    import io

    words = identify.parse_shebang(io.BytesIO(data))
    return bool(words) and "shell" in identify.tags_from_interpreter(words[0])


def read(repo, path: str, kind: str) -> Source | None:
    """The file as a Source; None where it can't be read, is empty, or is no text."""
    data = repo.read_or_note(path)
    return Source(path, kind, data) if data and is_text(data) else None


def is_text(data: bytes) -> bool:
    return len(data) <= _LARGEST and b"\0" not in data


class Source:
    """A launch file's path, kind and text."""

    def __init__(self, path: str, kind: str, data: bytes):
        self.path, self.kind = path, kind
        self.text = data.decode("utf-8", "surrogateescape")

    def place(self, at: int, end: int | None = None) -> dict[str, int]:
        """Offsets as a finding's line, column, end_line and end_column."""
        line, column = self._place(at)
        end_line, end_column = self._place(at if end is None else end)
        return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}

    def _place(self, at: int) -> tuple[int, int]:
        start = self.text.rfind("\n", 0, at) + 1
        bom = start == 0 and self.text.startswith("\ufeff")
        return self.text.count("\n", 0, at) + 1, max(at - start + 1 - bom, 1)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column that count from 1."""
        at = 0
        for _ in range(line - 1):
            at = self.text.find("\n", at) + 1
        return at + column - 1

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def tree(self):
        """The YAML or JSON document as nodes with their places (offsets are `mark.index`); None where it is none."""
        import yaml

        text = self.text
        if self.path.endswith(".json"):
            from watchlint.facts.launch.files import plain_json

            text = plain_json(text)
        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except (yaml.YAMLError, RecursionError, ValueError):
            return None

    def first(self, node, entry: str) -> list[tuple[int, int, str]]:
        """The splice that puts an entry first into a JSON object, in the layout of what follows it."""
        at = node.start_mark.index + 1
        if not node.value:
            return [(at, at, entry)]
        key = node.value[0][0].start_mark.index
        gap = self.text[at:key]
        if gap.strip():  # a comment stands first
            return [(at, at, (self.newline + "  " if "\n" in gap else " ") + entry + ",")]
        return [(key, key, entry + "," + (gap or " "))]

    @cached_property
    def instructions(self) -> list:
        """A Dockerfile's instructions."""
        from watchlint.facts.launch import images

        return images.instructions(self.text)


def get(node, *keys: str):
    """The node below a mapping, key by key; None where there is none."""
    for key in keys:
        pairs = node.value if getattr(node, "id", "") == "mapping" else ()
        node = next((value for name, value in pairs if getattr(name, "id", "") == "scalar" and name.value == key), None)
    return node


def pairs(node) -> list[tuple]:
    """The (key, value) nodes of a mapping whose keys are texts."""
    if getattr(node, "id", "") != "mapping":
        return []
    return [(key, value) for key, value in node.value if key.id == "scalar"]


def items(node) -> list:
    """The nodes of a sequence."""
    return list(node.value) if getattr(node, "id", "") == "sequence" else []


def inside(node) -> tuple[int, int]:
    """Where a scalar's own text starts and ends, its quotes left out."""
    quoted = node.style in ("'", '"')
    return node.start_mark.index + quoted, node.end_mark.index - quoted
