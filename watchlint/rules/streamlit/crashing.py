"""What ends Streamlit while it takes a well-formed file apart: values where tables belong."""

from __future__ import annotations

from watchlint.findings import Edit, Finding, Fix
from watchlint.rules.streamlit.rules import UNREADABLE


def findings(config, crashes, span):
    """A finding for each such place. Streamlit ends at the first."""
    for crash in crashes:
        name = ".".join(crash.path)
        if crash.error == "StreamlitInvalidThemeSectionError":
            yield _at(config, crash, f"[{name}] is no section of the theme: Streamlit ends at start ({crash.error})",
                      "The sections are theme.sidebar, theme.light, theme.dark, theme.light.sidebar and theme.dark.sidebar.")  # fmt: skip
        elif _is_array_of_tables(crash.value):
            yield _at(config, crash, f"[[{name}]] is a list of tables: Streamlit ends at start (AttributeError)",
                      f"Write [{name}].", _single_table(config, crash))  # fmt: skip
        else:
            yield _scalar(config, crash, span)


def _scalar(config, crash, span) -> Finding:
    from watchlint.facts.streamlit.options import catalogue

    name = ".".join(crash.path)
    kind = type(crash.value).__name__
    said = f"{name} is a value where a table belongs: Streamlit ends at start (AttributeError: '{kind}' object has no attribute 'items')"
    known = catalogue()
    sections = known.elsewhere(crash.path[-1], span.newest) if len(crash.path) == 1 else []
    sections = [section for section in sections if "." not in section]
    if len(sections) == 1:
        return _at(
            config,
            crash,
            said,
            f"Put it below [{sections[0]}].",
            _moving(config, crash.path, (sections[0], *crash.path)),
        )
    if crash.path[-1] in known.sections_at(span.newest):
        return _at(
            config, crash, said, f"[{name}] is a section: write the option's name, and put it below that header."
        )
    return _at(config, crash, said, "Put it below the header of its section, or remove it.")


def _at(config, crash, message: str, remedy: str, fix=None) -> Finding:
    name = ".".join(crash.path)
    return Finding(
        UNREADABLE, message, path=config.path, help=remedy, fix=fix, subject=name, **config.place(crash.path)
    )


def _is_array_of_tables(value) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _moving(config, old: tuple[str, ...], new: tuple[str, ...]) -> Fix:
    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import toml

        return toml.move(data or b"", old, new)

    return Fix(f"move {'.'.join(old)} below [{new[0]}]", [Edit(config.path, change)])


def _single_table(config, crash) -> Fix | None:
    """One `[[server]]` and no other is `[server]`."""
    entries = config.document.under(crash.path)
    headers = [entry for entry in entries if entry.path == crash.path and entry.value is None]
    if len(headers) != 1 or len(crash.value) != 1:
        return None

    def change(data: bytes | None) -> bytes:
        from watchlint.facts.toml.document import ARRAY_TABLE
        from watchlint.fixes.refused import Refused
        from watchlint.fixes.toml_draft import Draft

        draft = Draft(data or b"")
        found = [entry for entry in draft.document.entries if entry.kind == ARRAY_TABLE and entry.path == crash.path]
        if not found:
            return draft.bytes
        if len(found) > 1:
            raise Refused(f"line {found[1].key.line}: the table is given more than once")
        span = found[0].key
        header = draft.document.source(span)[1:-1]
        value = draft.lookup(crash.path)[1]
        return draft.finish([(span.start, span.end, header)], {**draft.values, crash.path[0]: value[0]})

    return Fix(f"write [{'.'.join(crash.path)}]", [Edit(config.path, change)])
