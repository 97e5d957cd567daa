"""The project's Python: where it is, what its sys.path holds, which packages it has; asked without running any of them.

The interpreter is started with -I -S: no current folder, no PYTHON… variables, no site, so neither sitecustomize nor a
.pth file nor an installed package runs. What `site` would have added is read as data.
"""

from __future__ import annotations

import os
import re
import sys
from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

WINDOWS = os.name == "nt"


class Interpreter(namedtuple("Interpreter", "executable version path")):
    """executable: absolute path, links not resolved. version: (3, 12, 1). path: what sys.path holds beside the script's
    folder and PYTHONPATH: the standard library (entries that do not exist too), site-packages, folders named in .pth."""

    __slots__ = ()

    def release(self, package: str) -> tuple[int, ...] | None:
        """The release of an installed package, from the name of its .dist-info folder; None where it is not there."""
        wanted = normal(package)
        for folder in self.path:
            try:
                names = os.listdir(folder)
            except OSError:
                continue
            for name in names:
                stem, dot, end = name.rpartition(".")
                if end in ("dist-info", "egg-info") and normal(stem.split("-")[0]) == wanted and "-" in stem:
                    return release(stem.split("-")[1])
        return None

    def has(self, package: str) -> bool:
        """Whether a package of this import name can be found on the path."""
        return any(os.path.exists(os.path.join(f, package + end)) for f in self.path for end in ("", ".py"))


def normal(name: str) -> str:
    """A package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def release(text: str) -> tuple[int, ...]:
    """The leading numbers of a version: '7.1.0rc1' -> (7, 1, 0); () where there are none."""
    return tuple(int(number) for number in re.match(r"(?:\d+(?:\.|(?!\d)))*", text)[0].rstrip(".").split(".") if number)


def find(root: str, given: str | None = None, environ: Mapping[str, str] | None = None) -> str | None:
    """The project's interpreter: the one given, else of a virtual environment in the root (.venv and venv first, then
    any folder there with a pyvenv.cfg), else of VIRTUAL_ENV. None where there is none."""
    if given:
        return os.path.abspath(given) if os.path.isfile(given) else None
    try:
        names = sorted(os.listdir(root), key=lambda name: ((name not in (".venv", "venv")), name))
    except OSError:
        names = []
    folders = [os.path.join(root, name) for name in names if os.path.isfile(os.path.join(root, name, "pyvenv.cfg"))]
    active = (os.environ if environ is None else environ).get("VIRTUAL_ENV")
    for folder in [*folders, *([active] if active else [])]:
        found = os.path.join(folder, *(("Scripts", "python.exe") if WINDOWS else ("bin", "python")))
        if os.path.isfile(found):
            return os.path.abspath(found)
    return None


_QUESTION = """
import sys, site
name = b"\\0".join(p.encode("utf-8", "surrogateescape") for p in [
    ".".join(map(str, sys.version_info[:3])), sys.base_prefix, sys.base_exec_prefix,
    site.getusersitepackages(), str(len(sys.path)), *sys.path,
    *site.getsitepackages([sys.argv[1]] if sys.argv[1] else None)])
sys.stdout.buffer.write(name)
"""


def ask(executable: str, timeout: float = 10.0) -> Interpreter | None:
    """What this interpreter's sys.path will hold; None where it does not answer in `timeout` seconds or is no Python 3.

    Nothing of the project, of its packages or of sitecustomize is run. What packages add by code at start (import
    hooks of editable installs, `import` lines in .pth files) is not seen.
    """
    import subprocess

    executable = os.path.abspath(executable)
    prefix = os.path.dirname(os.path.dirname(executable))
    settings = _settings(os.path.join(prefix, "pyvenv.cfg"))
    try:
        answer = subprocess.run(
            [executable, "-I", "-S", "-c", _QUESTION, prefix if settings is not None else ""],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            cwd=os.path.dirname(executable),
            check=True,
        )
        words = [os.fsdecode(word) for word in answer.stdout.split(b"\0")]
        version, base, _, user, number = words[:5]
        standard, sites = words[5 : 5 + int(number)], words[5 + int(number) :]
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    if settings is not None and settings.get("include-system-site-packages") == "true":
        sites += ask_sites(base, version)
    if (settings is None or settings.get("include-system-site-packages") == "true") and os.path.isdir(user):
        sites.append(user)
    path = list(standard)
    for folder in sites:
        if os.path.isdir(folder):
            path += [folder, *_named_in_pth(folder)]
    return Interpreter(executable, release(version), tuple(dict.fromkeys(path)))


def ask_sites(prefix: str, version: str) -> list[str]:
    """Where an interpreter of this prefix and version keeps its packages (site.getsitepackages, and Debian's form)."""
    short = ".".join(version.split(".")[:2])
    return [
        os.path.join(prefix, "local", "lib", f"python{short}", "dist-packages"),
        os.path.join(prefix, "lib", "python3", "dist-packages"),
        os.path.join(prefix, "lib", f"python{short}", "site-packages"),
    ]


def _settings(path: str) -> dict[str, str] | None:
    """pyvenv.cfg as a table of lower-case words; None where there is no such file."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            pairs = (line.partition("=") for line in file.read(65536).splitlines())
            return {key.strip().lower(): value.strip().lower() for key, _, value in pairs}
    except OSError:
        return None


def _named_in_pth(folder: str) -> list[str]:
    """The folders that .pth files add to sys.path; their `import` lines are not run (site.py, addpackage)."""
    found = []
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".pth") and not name.startswith("."))
    except OSError:
        return []
    for name in names:
        try:
            with open(
                os.path.join(folder, name), encoding=sys.getfilesystemencoding(), errors="surrogateescape"
            ) as file:
                lines = file.read(1 << 20).splitlines()
        except OSError:
            continue
        for line in lines:
            line = line.strip()
            if line and "\0" not in line and not line.startswith(("#", "import ", "import\t")):
                path = os.path.abspath(os.path.join(folder, line))
                if os.path.exists(path):
                    found.append(path)
    return found
