"""What a repository depends on. Nothing is read until it is asked for, and nothing parsed that does not name the package."""

from __future__ import annotations

from watchlint.facts.packages.files import project_folder, reader, role
from watchlint.facts.packages.package_names import fold, is_installed, is_plainly_locked, is_plainly_required, normalise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from watchlint.facts.packages.requirement_text import Include, Reading, Requirement
    from watchlint.facts.packages.version_range import VersionRange

_SILENT = ("requirements", "constraints", "hatch")  # they say nothing of the Python to use


class Dependencies:
    """The packages a repository asks for.

    paths  every file the repository owns, relative and with `/`
    read   path -> content, None when there is no such file; it may raise OSError or hooks' own Unreadable
    installing  the contents of the files in which a command line may install more
    """

    def __init__(
        self,
        paths: Iterable[str],
        read: Callable[[str], bytes | None],
        installing: Callable[[], Iterable[bytes]] = tuple,
    ) -> None:
        self._paths, self._read, self._installing = paths, read, installing
        self._contents: dict[str, bytes | None] = {}
        self._folded: dict[str, bytes] = {}
        self._readings: dict[str, Reading] = {}
        self._unreadable: dict[str, str] = {}
        self._missing: list[tuple[str, int | None, str]] = []
        self._found: dict[str, str] | None = None
        self._including: dict[str, None] = {}

    @property
    def files(self) -> dict[str, str]:
        """path -> role of every dependency file, those included from files of any name among them."""
        if self._found is None:
            found = {path: kind for path in self._paths if (kind := role(path))}
            self._found = found
            self._follow(found)
        return self._found

    def requires(self, name: str) -> bool:
        """True when any file declares the package or a lock file pins it. A constraint alone asks for nothing."""
        name = normalise(name)
        for path, kind in self.files.items():
            if kind == "requirements" and is_plainly_required(self._fold(path), name):
                return True
            if kind == "lock" and is_plainly_locked(self._fold(path), name):
                return True
        return any(one.kind != "constraint" for one in self.of(name))

    def installs(self, name: str, extra: str = "") -> bool:
        """True when a command line of an image, a script or a recipe installs the package by its name, with this extra: what
        the files of requirements don't tell."""
        return any(is_installed(data, name, extra) for data in self._installing())

    def of(self, name: str) -> list[Requirement]:
        """Every place that asks for the package, in the order of the paths."""
        name = normalise(name)
        return [one for reading in self._naming(name).values() for one in reading.requirements if one.name == name]

    def declared(self, name: str) -> list[Requirement]:
        """As `of`, but no lock file is read: those are long, and repeat what others declare."""
        name, kinds = normalise(name), self.files
        wanted = name.encode()
        asking = (path for path in kinds if kinds[path] != "lock" and wanted in self._fold(path))
        found = (one for path in asking for one in self._reading(path).requirements)
        return [one for one in found if one.name == name and one.kind == "declared"]

    def pinned(self, name: str) -> str | None:
        """The release in plain numbers that every place asks for with `==`, none of them under a marker; None where it takes
        `version_range` to know. The common case, without the 20 ms that importing `packaging` takes."""
        asked = self.of(name)
        pins = {one.specifier for one in asked}
        if len(pins) != 1 or any(one.url or one.marker for one in asked):
            return None
        pin = pins.pop().replace(" ", "")
        release = pin[2:]
        plain = len(release) < 100 and release.isascii() and all(part.isdigit() for part in release.split("."))
        return release if pin[:2] == "==" and plain else None

    def version_range(self, name: str, python: str | None = None) -> VersionRange:
        """Which versions of the package may be installed; an empty range when nothing asks for it.

        `python`: a version ("3.12") or specifier (">=3.10") to evaluate markers with instead of the project's own.
        """
        from watchlint.facts.packages.environments import version_range
        from watchlint.facts.packages.python_versions import interpreters

        known: dict[str, list[str]] = {}

        def python_of(folder: str) -> list[str]:
            if folder not in known:
                known[folder] = interpreters(
                    _python([_python_specifier(python)]) if python else self._python_range(folder)
                )
            return known[folder]

        name = normalise(name)
        readings = self._naming(name)
        # What includes a file that names the package is an environment too, though it may not name it itself.
        readings |= {path: self._reading(path) for path in self._including}
        return version_range(name, self.files, readings, python_of)

    @property
    def python_range(self) -> VersionRange:
        """The Python versions the project runs on, by requires-python, Poetry, Pipfile, conda, .python-version, runtime.txt.

        What the files nearest to the root say; an empty range when none says anything.
        """
        return _python(self._nearest_pythons)

    @property
    def is_for_python_3(self) -> bool | None:
        """Whether the project runs on no Python 2; None where nothing says what it runs on."""
        texts = self._nearest_pythons
        if not texts:
            return None
        if all(map(_begins_with_3, texts)):  # most do, and reading them takes longer than a hook
            return True
        return self.python_range.within(None, "3") == "excluded"

    @property
    def _nearest_pythons(self) -> list[str]:
        folders = {path.rpartition("/")[0] for path in self.files}
        for folder in sorted(folders, key=lambda folder: (folder.count("/") if folder else -1, folder)):
            found = self._pythons(folder)
            if found:
                return found
        return []

    @property
    def broken(self) -> list[tuple[str, int | None, str]]:
        """As `problems`, of the TOML files read so far: one that does not parse tells nothing at all."""
        return [
            (path, line, message)
            for path, reading in self._readings.items()
            if path.endswith((".toml", "Pipfile"))
            for line, message in reading.problems
        ]

    @property
    def problems(self) -> list[tuple[str, int | None, str]]:
        """(path, line or None, message) for what can't be read, or would stop an installer."""
        for path in self.files:
            self._reading(path)
        found: list[tuple[str, int | None, str]] = [(path, None, message) for path, message in self._unreadable.items()]
        found += [
            (path, line, message) for path, reading in self._readings.items() for line, message in reading.problems
        ]
        return sorted(found + self._missing, key=lambda problem: (problem[0], problem[1] or 0))

    def _content(self, path: str) -> bytes:
        if path not in self._contents:
            try:
                self._contents[path] = self._read(path)
            except Exception as error:  # noqa: BLE001 - whatever the edge says, one file must not hide the others
                self._unreadable[path] = str(getattr(error, "reason", "") or error)
                self._contents[path] = None
        return self._contents[path] or b""

    def _follow(self, files: dict[str, str]) -> None:
        """Adds the files that requirements files include, and marks those only reached through `-c` as constraints."""
        waiting = list(files)
        for path in waiting:  # which grows meanwhile
            for one in self._includes(path, files[path]):
                self._including[path] = None
                if one.path in files:
                    if files[one.path] == "constraints" and one.kind == "declared":
                        files[one.path] = "requirements"
                    continue
                if self._content(one.path) or self._contents[one.path] is not None:
                    files[one.path] = "constraints" if one.kind == "constraint" else "requirements"
                    waiting.append(one.path)
                elif one.path not in self._unreadable:
                    self._missing.append((path, one.line, f"{one.path} does not exist"))

    def _includes(self, path: str, kind: str) -> Sequence[Include]:
        data = self._content(path).replace(b"\0", b"")
        if kind in ("requirements", "constraints"):
            if b"-r" in data or b"-c" in data:
                from watchlint.facts.packages import requirements_files

                return requirements_files.includes(requirements_files.decode(self._content(path)), path)
        elif (kind == "setup.cfg" and b"file:" in data) or (kind == "pyproject" and b"setuptools.dynamic" in data):
            return self._reading(path).includes
        elif kind == "environment" and b"-r " in data:
            return self._reading(path).includes
        return ()

    def _naming(self, name: str) -> dict[str, Reading]:
        """path -> reading of the files in whose bytes the normalised name stands."""
        wanted = name.encode()
        return {path: self._reading(path) for path in self.files if wanted in self._fold(path)}

    def _fold(self, path: str) -> bytes:
        if path not in self._folded:
            self._folded[path] = fold(self._content(path))
        return self._folded[path]

    def _reading(self, path: str) -> Reading:
        if path not in self._readings:
            self._readings[path] = reader(self.files[path])(self._content(path), path)
        return self._readings[path]

    def _python_range(self, folder: str) -> VersionRange:
        return _python(self._pythons(folder))

    def _pythons(self, folder: str) -> list[str]:
        """What the files of a folder say of Python; of the folder above it where they say nothing."""
        while True:
            mine = [path for path in self.files if project_folder(path) == folder and self.files[path] not in _SILENT]
            texts = [text for path in mine if self.files[path] != "lock" for text in self._reading(path).pythons]
            # A lock repeats what its project says, and is long: it is asked last.
            texts = texts or [
                text for path in mine if self.files[path] == "lock" for text in self._reading(path).pythons
            ]
            if texts or not folder:
                return texts
            folder = folder.rpartition("/")[0]


def _python(texts: Iterable[str]) -> VersionRange:
    from watchlint.facts.packages.requirement_text import Requirement
    from watchlint.facts.packages.version_range import VersionRange, alternatives

    asked = [Requirement("python", text) for text in texts]
    return VersionRange("python", alternatives(asked) if asked else ())


def _begins_with_3(text: str) -> bool:
    """Whether a specifier has `>=3`, or a later release in plain numbers."""
    if "|" in text:
        return False
    lowest = (part.strip()[2:].strip() for part in text.split(",") if part.strip().startswith(">="))
    return any(low.replace(".", "").isdigit() and int(low.partition(".")[0] or 0) >= 3 for low in lowest)


def _python_specifier(text: str) -> str:
    """`3.12` and `3.12.1` as specifiers; a specifier as it is."""
    if not text.replace(".", "").isdigit():
        return text
    return f"=={text}" if text.count(".") == 2 else f"=={text}.*"
