"""One `config.toml`, as Streamlit takes it apart."""

from __future__ import annotations

from watchlint.computed import cached_property
from watchlint.facts.toml import reader as toml_reader
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.facts.toml.document import Document


class Setting(Record):
    """One option that Streamlit would set: its key ("server.port"), where it stands, its value."""

    key: str
    path: tuple[str, ...]
    value: Any


class Crash(Record):
    """What ends Streamlit while it takes the file apart: where, what stands there, the exception's name."""

    path: tuple[str, ...]
    value: Any
    error: str


LARGEST = 256 * 1024
"""Bytes: all of Streamlit's options with their help texts are 30 KiB."""

_PARTS = ("sidebar", "light", "dark")


class Config:
    """`path`, `data` (bytes), `values` (None where it can't be read), `error` (why not: a TomlSyntaxError, or None).

    A byte order mark is no error here: `has_bom` says so.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path, self.data = path, data
        self.has_bom = data.startswith(toml_reader.BOM)
        self.error: toml_reader.TomlSyntaxError | None = None
        self.values: dict[str, Any] | None = None
        if b"\r" in data:
            # Streamlit opens the file as text: a lone carriage return is a newline to it.
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._unified = data
        if len(data) > LARGEST:
            message = f"is larger than {LARGEST // 1024} KiB, which is no configuration of Streamlit's any more"
            self.error = toml_reader.TomlSyntaxError(message, 1, 1, "limit")
            return
        try:
            self.values = toml_reader.read(data, allow_bom=True)
        except toml_reader.TomlSyntaxError as error:
            self.error = error

    @cached_property
    def document(self) -> Document:
        """Where everything stands in it."""
        from watchlint.facts.toml.document import Document

        return Document(self.text)

    @property
    def text(self) -> str:
        """Without the byte order mark, each newline a plain one."""
        return self._unified.removeprefix(toml_reader.BOM).decode("utf-8", "replace")

    @property
    def is_of_another_toml(self) -> bool:
        """Whether it may hold what the parser of Streamlit before 1.66 refuses: numbers like 0x1f, lists of several types."""
        return any(start in self.data for start in (b"0x", b"0o", b"0b", b"= [", b"=[", b"=\t["))

    def place(self, path: tuple[str, ...]) -> dict[str, Any]:
        """Where a key or table is written, as a Finding's keywords."""
        entry = self.document.find(path) or next(iter(self.document.under(path)), None)
        if entry is None:
            return {}
        span = entry.key
        return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}

    def get(self, *path: str) -> Any:
        """The value at a path; None where there is none."""
        here: Any = self.values
        for name in path:
            if not isinstance(here, dict) or name not in here:
                return None
            here = here[name]
        return here

    def table(self, name: str) -> dict[str, Any]:
        """A section; empty where there is none."""
        found = self.get(name)
        return found if isinstance(found, dict) else {}


class Reread(Config):
    """A file that is no TOML to us, with the text that a more lenient parser, or a repair, makes of it. Places are told
    where the lines are the same."""

    def __init__(self, config: Config, text: str) -> None:
        super().__init__(config.path, text.encode("utf-8"))
        self.data = config.data
        self.has_bom = config.has_bom
        self._has_other_lines = text.count("\n") != config.text.count("\n")

    def place(self, path: tuple[str, ...]) -> dict[str, Any]:
        """As Config's; nothing where the lines are others."""
        return {} if self._has_other_lines else super().place(path)


def taken_apart(values: dict[str, Any], release: tuple[int, ...]) -> tuple[list[Setting], list[Crash]]:
    """What a release sets, in its order, and what would end it; it ends at the first, the others come after.

    Tables below a section are values, but for those of the theme: [theme.sidebar] since 1.44 and below any section
    until 1.50, [theme.light], [theme.dark] and their sidebars since 1.51 (config.py, _update_config_with_toml, of
    1.12.2, 1.28.2, 1.45.1 and 1.67.0).
    """
    settings: list[Setting] = []
    crashes: list[Crash] = []

    def section(path: tuple[str, ...], options: Any) -> None:
        if not isinstance(options, dict):
            crashes.append(Crash(path, options, "AttributeError"))
            return
        for name, value in options.items():
            inner = (*path, name)
            if release >= (1, 51, 0) and path[0].startswith("theme") and name in _PARTS:
                if not _is_theme_section(inner):
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


def has_parts(values: dict[str, Any]) -> bool:
    """Whether it matters which release takes the file apart."""
    return any(isinstance(options, dict) and any(name in _PARTS for name in options) for options in values.values())


def _is_theme_section(path: tuple[str, ...]) -> bool:
    parts = ".".join(path).split(".")
    return len(parts) == 2 or (len(parts) == 3 and parts[1] in ("light", "dark") and parts[2] == "sidebar")
