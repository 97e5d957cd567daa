"""The project's Python: where it is, what its sys.path holds, which packages it has.

One that was found is only read (`read`): it may have come with the repository. One that the caller named, or that runs
already, is started and asked (`ask`), with -I -S: no current folder, no PYTHON… variables, no site, so neither
sitecustomize nor a .pth file nor an installed package runs. What `site` would have added is read as data.
"""

from __future__ import annotations

import os
import re

from watchlint.facts.python import layout
from watchlint.facts.python.layout import WINDOWS, release
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Interpreter(Record):
    """executable: absolute path, links not resolved. version: (3, 12, 1). path: what sys.path holds beside the script's
    folder and PYTHONPATH: the standard library (entries that do not exist too), site-packages, folders named in .pth."""

    executable: str
    version: tuple[int, ...]
    path: tuple[str, ...]

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


def find(root: str, given: str | None = None, environ: Mapping[str, str] | None = None) -> str | None:
    """The project's interpreter: the one given, else of an environment in the root (.venv and venv first, then any folder
    there with a pyvenv.cfg, or conda's conda-meta), else of VIRTUAL_ENV. None where there is none."""
    if given:
        return os.path.abspath(given) if os.path.isfile(given) else None
    try:
        names = sorted(os.listdir(root), key=lambda name: ((name not in (".venv", "venv")), name))
    except OSError:
        names = []
    folders = [path for path in (os.path.join(root, name) for name in names) if _is_environment(path)]
    active = (os.environ if environ is None else environ).get("VIRTUAL_ENV")
    for folder in [*folders, *([active] if active else [])]:
        for place in (("Scripts", "python.exe"), ("python.exe",)) if WINDOWS else (("bin", "python"),):
            found = os.path.join(folder, *place)
            if os.path.isfile(found):
                return os.path.abspath(found)
    return None


def _is_environment(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, "pyvenv.cfg")) or os.path.isdir(os.path.join(folder, "conda-meta"))


_QUESTION = """
import sys, site
prefix = sys.argv[1]
if prefix:
    sys.prefix = prefix  # what site would do, and what Debian's getsitepackages looks at
lists = sys.path, site.getsitepackages([prefix] if prefix else None), site.getsitepackages([sys.base_prefix])
words = [".".join(map(str, sys.version_info[:3])), site.getusersitepackages()]
for paths in lists:
    words += [str(len(paths)), *paths]
sys.stdout.buffer.write(b"\\0".join(word.encode("utf-8", "surrogateescape") for word in words))
"""


def ask(executable: str, timeout: float = 10.0) -> Interpreter | None:
    """What this interpreter's sys.path will hold; None where it does not answer in `timeout` seconds or is no Python 3.

    Nothing of the project, of its packages or of sitecustomize is run. What packages add by code at start (import
    hooks of editable installs, `import` lines in .pth files) is not seen.
    """
    import subprocess

    executable = os.path.abspath(executable)
    prefix = os.path.dirname(os.path.dirname(executable))
    settings = layout.settings_of(os.path.join(prefix, "pyvenv.cfg"))
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
        version, user, *words = [os.fsdecode(word) for word in answer.stdout.split(b"\0")]
        lists = []
        while words:
            number = 1 + int(words[0])
            lists.append(words[1:number])
            words = words[number:]
        standard, sites, system = lists
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    if layout.sees_system(settings):
        sites += [user] if os.path.isdir(user) else []
        sites += system
    return Interpreter(executable, release(version), layout.with_sites(standard, sites))


def read(executable: str) -> Interpreter | None:
    """The same, worked out from files alone, with nothing started; None where they do not tell: no standard library is
    found. Read are the environment's pyvenv.cfg, names of folders, and .pth files."""
    prefix, settings, home = layout.environment(executable)
    name, version = layout.release_folder(prefix, settings or {}, os.path.basename(os.path.realpath(executable)))
    base, library = layout.library_of(home, name)
    if not library:
        return None
    zipped = name.replace(".", "") + ".zip"
    if WINDOWS:
        standard = [os.path.join(base, zipped), os.path.join(base, "DLLs"), library, base]
    else:
        standard = [os.path.join(os.path.dirname(library), zipped), library]
        standard += [path for path in (os.path.join(library, "lib-dynload"),) if os.path.isdir(path)]
    libraries = dict.fromkeys((os.path.basename(os.path.dirname(library)), "lib"))
    debian = b"dist-packages" in layout.content(os.path.join(library, "site.py"))
    virtual = settings is not None
    sites = layout.sites_of(prefix, name, libraries, debian, virtual)
    if layout.sees_system(settings):
        user = layout.user_site(name)
        sites += [user] if os.path.isdir(user) else []
        sites += layout.sites_of(base, name, libraries, debian, virtual)
    return Interpreter(os.path.abspath(executable), version, layout.with_sites(standard, sites))


def near(executable: str) -> Interpreter | None:
    """The interpreter with the folder of its environment's packages only; None where others count too."""
    prefix, settings, _ = layout.environment(executable)
    if layout.sees_system(settings):
        return None
    sites = [os.path.join(prefix, "Lib", "site-packages")]
    for library in ("lib", "lib64"):
        sites += [
            os.path.join(prefix, library, name, "site-packages") for name in layout.release_folders(prefix, library)
        ]
    found = {os.path.realpath(path): path for path in reversed(sites) if os.path.isdir(path)}
    return Interpreter(os.path.abspath(executable), (), tuple(reversed(found.values())))
