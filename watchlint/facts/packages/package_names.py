"""Names of packages. Imports nothing: it stands on the path of every run."""

from __future__ import annotations

_FOLD = bytes.maketrans(b"_.", b"--")


def normalise(name: str) -> str:
    """The name as indexes compare it (PEP 503): lower case, runs of `-`, `_` and `.` become one `-`."""
    name = name.lower().replace("_", "-").replace(".", "-")
    while "--" in name:
        name = name.replace("--", "-")
    return name


def fold(data: bytes) -> bytes:
    """A file's bytes in a form in which a normalised name is found with `in`, however it is spelt; UTF-16 included."""
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    data = data.lower().translate(_FOLD)
    while b"--" in data:
        data = data.replace(b"--", b"-")
    return data


def is_plainly_required(folded: bytes, name: str) -> bool:
    """True where a folded requirements file has a line that asks for the package beyond doubt. False says nothing.

    For those who only need a yes: it costs no regular expression. Templates are in doubt, and continued lines.
    """
    wanted = name.encode()
    if b"{" in folded or b"\\\n" in folded or b"\\\r" in folded:
        return False
    for line in folded.split(b"\n"):
        line = line.strip()
        if line.startswith(wanted):
            rest = line[len(wanted) :].lstrip()
            if not rest or rest[:2] in (b"==", b">=", b"<=", b"!=", b"~="):
                return True
    return False


def is_plainly_locked(folded: bytes, name: str) -> bool:
    """True where a folded lock file in TOML has an entry of the package that is not the project itself. False says nothing.

    Parsing a lock file of a megabyte takes longer than a whole hook may.
    """
    at = folded.find(b'\nname = "' + name.encode() + b'"')
    if at < 0:
        return False
    entry = folded[at : folded.find(b"\n[", at + 1) % (len(folded) + 1)]
    return b"\nversion = " in entry and not any(
        word in entry for word in (b"editable", b"virtual", b"directory", b"path")
    )


INSTALLING = (".sh", ".bash", "akefile", "ustfile", "rocfile", "devcontainer.json", "package.json", "pyproject.toml")
"""How the paths of files end in which a command line may install packages, Dockerfiles and those of compose apart."""

_INSTALLS = (
    rb"\b(?:pip3?|uv|conda|mamba|micromamba|poetry|pdm|pipenv)\b[^\n;&|]*?[\s\"',](?:install|add)[\s\"',]"
    rb"((?:[^\n;&|\\]|\\\r?\n|\\.)*)|\buvx?\b[^\n;&|]*?--(?:with|from)[= ]([^\s;&|]+)"
)


def is_installed(data: bytes, name: str, extra: str = "") -> bool:
    """Whether a line that is no comment installs the package by its name, with this extra if one is given:
    `pip install "uvicorn[standard]"`, `uv run --with watchfiles`."""
    if name.encode() not in data:
        return False
    import re

    after = rb"\[[\w, -]*(?<![\w-])" + re.escape(extra.encode()) + rb"(?![\w-])" if extra else rb"(?![\w./-])"
    wanted = re.compile(rb"(?<![\w./-])" + re.escape(name.encode()) + after)
    for found in re.finditer(_INSTALLS, data):
        line = data.rfind(b"\n", 0, found.start()) + 1
        if not data[line : found.start()].lstrip().startswith(b"#") and wanted.search(found[1] or found[2] or b""):
            return True
    return False
