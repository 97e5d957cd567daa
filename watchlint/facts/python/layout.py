"""Where a Python keeps its standard library and its packages, told by files and folders alone: nothing is started.

Source: CPython 3.11 to 3.14 (Modules/getpath.py, Lib/site.py), Debian's patch of site.py (python3.11 3.11.2-6).
"""

from __future__ import annotations

import os
import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WINDOWS = os.name == "nt"


def sees_system(settings: Mapping[str, str] | None) -> bool:
    """Whether the packages outside of the environment count: where there is no pyvenv.cfg (None), and where it does not
    say otherwise (site.py, venv)."""
    return settings is None or settings.get("include-system-site-packages", "true").lower() == "true"


def environment(executable: str) -> tuple[str, dict[str, str] | None, str]:
    """(prefix, pyvenv.cfg or None, the folder of the Python it was made from) of an interpreter."""
    folder = os.path.dirname(os.path.abspath(executable))
    prefix = folder if WINDOWS and os.path.basename(folder).lower() != "scripts" else os.path.dirname(folder)
    settings = settings_of(os.path.join(prefix, "pyvenv.cfg"))
    return prefix, settings, (settings or {}).get("home") or folder


def release(text: str) -> tuple[int, ...]:
    """The leading numbers of a version: '7.1.0rc1' -> (7, 1, 0); () where there are none."""
    found = re.match(r"(?:\d{1,9}(?:\.|(?!\d)))*", text)
    return tuple(int(number) for number in found[0].split(".") if number) if found else ()


def release_folders(prefix: str, library: str) -> list[str]:
    try:
        names = os.listdir(os.path.join(prefix, library))
    except OSError:
        return []
    found = [name for name in names if re.fullmatch(r"(python|pypy)\d+\.\d+t?", name)]
    return sorted(found, key=lambda name: tuple(map(int, re.findall(r"\d+", name))))


def release_folder(prefix: str, settings: Mapping[str, str], program: str = "") -> tuple[str, tuple[int, ...]]:
    """('python3.12', (3, 12, 1)): the name of the folder in lib, and the version. pyvenv.cfg says which; where there is none
    the name of the program that the links lead to; else the newest folder."""
    version = release(settings.get("version_info") or settings.get("version") or "")
    names = release_folders(prefix, "lib") or release_folders(prefix, "lib64")
    short = ".".join(map(str, version[:2]))
    fitting = (
        [name for name in names if re.sub(r"[a-z]", "", name) == short]
        if short
        else [one for one in names if one == program] or names
    )
    name = fitting[-1] if fitting else f"python{short}"
    return name, version if short else tuple(map(int, re.findall(r"\d+", name)))


def library_of(home: str, name: str) -> tuple[str, str]:
    """(prefix, standard library) of the Python in the folder `home`: the nearest above it (getpath.py, search_up),
    else where the links of its programs lead. ('', '') where there is none."""
    programs = (name, "python3", "python")
    for start in (home, *(os.path.dirname(os.path.realpath(os.path.join(home, program))) for program in programs)):
        folder = start if os.path.isabs(start) else os.sep
        while folder != os.path.dirname(folder):
            below = (("Lib",),) if WINDOWS else (("lib", name), ("lib64", name))
            for path in (os.path.join(folder, *parts) for parts in below):
                if os.path.isfile(os.path.join(path, "os.py")):
                    return folder, path
            folder = os.path.dirname(folder)
    return "", ""


def sites_of(prefix: str, name: str, libraries: Iterable[str], debian: bool, virtual: bool) -> list[str]:
    """Where packages lie below a prefix (site.py, getsitepackages). `libraries`: sys.platlibdir, and lib. `debian`: that
    system's own Python, which has dist-packages, and site-packages only where the environment is a virtual one."""
    if WINDOWS:
        return [prefix, os.path.join(prefix, "Lib", "site-packages")]
    if not debian:
        return [os.path.join(prefix, library, name, "site-packages") for library in libraries]
    return [
        *([os.path.join(prefix, "lib", name, "site-packages")] if virtual else []),
        os.path.join(prefix, "local", "lib", name, "dist-packages"),
        os.path.join(prefix, "lib", "python3", "dist-packages"),
        *(os.path.join(prefix, library, name, "dist-packages") for library in libraries),
    ]


def user_site(name: str) -> str:
    base = os.environ.get("PYTHONUSERBASE")
    if WINDOWS:
        base = base or os.path.join(os.environ.get("APPDATA") or os.path.expanduser("~"), "Python")
        return os.path.join(base, name.title().replace(".", ""), "site-packages")
    return os.path.join(base or os.path.join(os.path.expanduser("~"), ".local"), "lib", name, "site-packages")


def with_sites(standard: Iterable[str], sites: Iterable[str]) -> tuple[str, ...]:
    """sys.path: the standard library, the packages' folders that are there, and what their .pth files name."""
    path = list(standard)
    for folder in sites:
        if os.path.isdir(folder):
            path += [folder, *_named_in_pth(folder)]
    return tuple(dict.fromkeys(path))


def settings_of(path: str) -> dict[str, str] | None:
    """pyvenv.cfg as a table, its keys in small letters; None where there is no such file."""
    if not os.path.isfile(path):
        return None
    pairs = (line.partition("=") for line in content(path).decode("utf-8", "replace").splitlines())
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def content(path: str) -> bytes:
    """The first MiB of a regular file, b'' where there is none."""
    if not os.path.isfile(path):
        return b""
    try:
        with open(path, "rb") as file:
            return file.read(1 << 20)
    except OSError:
        return b""


def _named_in_pth(folder: str) -> list[str]:
    """The folders that .pth files add to sys.path; their `import` lines are not run (site.py, addpackage)."""
    found = []
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".pth") and not name.startswith("."))
    except OSError:
        return []
    for name in names:
        lines = content(os.path.join(folder, name)).decode(sys.getfilesystemencoding(), "surrogateescape").splitlines()
        for line in lines:
            line = line.strip()
            if line and "\0" not in line and not line.startswith(("#", "import ", "import\t")):
                path = os.path.abspath(os.path.join(folder, line))
                if os.path.exists(path):
                    found.append(path)
    return found
