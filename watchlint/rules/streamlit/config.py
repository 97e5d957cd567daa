"""One `config.toml`, as Streamlit takes it apart."""

from __future__ import annotations

from collections import namedtuple
from functools import cached_property

from watchlint.facts.toml import reader as toml_reader

Setting = namedtuple("Setting", "key path value")
"""One option that Streamlit would set: its key ("server.port"), where it stands, its value."""

Crash = namedtuple("Crash", "path value error")
"""What ends Streamlit while it takes the file apart: where, what stands there, the exception's name."""

_PARTS = ("sidebar", "light", "dark")
_NESTED = {("theme", part) for part in _PARTS} | {("theme.light", "sidebar"), ("theme.dark", "sidebar")}


class Config:
    """`path`, `data` (bytes), `values` (None where it can't be read), `error` (why not: a TomlSyntaxError, or None).

    A byte order mark is no error here: `has_bom` says so.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path, self.data = path, data
        self.has_bom = data.startswith(toml_reader.BOM)
        self.error = self.values = None
        if b"\r" in data:
            # Streamlit opens the file as text: a lone carriage return is a newline to it.
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._unified = data
        self._shifted = False
        try:
            self.values = toml_reader.read(data, allow_bom=True)
        except toml_reader.TomlSyntaxError as error:
            self.error = error

    @cached_property
    def document(self):
        from watchlint.facts.toml.document import Document

        return Document(self.text)

    @property
    def text(self) -> str:
        """Without the byte order mark, each newline a plain one."""
        return self._unified.removeprefix(toml_reader.BOM).decode("utf-8", "replace")

    def take(self, text: str) -> None:
        """Go on with another text: what a more lenient parser, or a fix, makes of the file. Places are told where the lines
        are the same."""
        self._shifted = text.count("\n") != self.text.count("\n")
        self._unified = text.encode("utf-8")
        self.values = toml_reader.read(self._unified)

    @property
    def is_of_another_toml(self) -> bool:
        """Whether it may hold what the parser of Streamlit before 1.66 refuses: numbers like 0x1f, lists of several types."""
        return any(start in self.data for start in (b"0x", b"0o", b"0b", b"= [", b"=[", b"=\t["))

    def place(self, path: tuple[str, ...]) -> dict[str, int | None]:
        """Where a key or table is written, as a Finding's keywords."""
        if self._shifted:
            return {}
        entry = self.document.find(path) or next(iter(self.document.under(path)), None)
        if entry is None:
            return {}
        span = entry.key
        return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}

    def get(self, *path: str):
        """The value at a path; None where there is none."""
        here = self.values
        for name in path:
            if not isinstance(here, dict) or name not in here:
                return None
            here = here[name]
        return here


def taken_apart(values: dict, release: tuple[int, ...]) -> tuple[list[Setting], list[Crash]]:
    """What a release sets, in its order, and what would end it; it ends at the first, the others come after.

    Tables below a section are values, but for those of the theme: [theme.sidebar] since 1.44 and below any section
    until 1.50, [theme.light], [theme.dark] and their sidebars since 1.51 (config.py, _update_config_with_toml, of
    1.12.2, 1.28.2, 1.45.1 and 1.67.0).
    """
    settings: list[Setting] = []
    crashes: list[Crash] = []

    def section(path: tuple[str, ...], options) -> None:
        if not isinstance(options, dict):
            crashes.append(Crash(path, options, "AttributeError"))
            return
        for name, value in options.items():
            inner = (*path, name)
            if release >= (1, 51, 0) and path[0].startswith("theme") and name in _PARTS:
                if not _valid_theme_section(inner):
                    crashes.append(Crash(inner, value, "StreamlitInvalidThemeSectionError"))
                    continue
                section(inner, value)
            elif (1, 44, 0) <= release < (1, 51, 0) and name == "sidebar":
                section(inner, value)
            else:
                settings.append(Setting(".".join(inner), inner, value))

    for name, options in values.items():
        section((name,), options)
    return settings, crashes


def _valid_theme_section(path: tuple[str, ...]) -> bool:
    parts = ".".join(path).split(".")
    return len(parts) == 2 or (len(parts) == 3 and parts[1] in ("light", "dark") and parts[2] == "sidebar")
