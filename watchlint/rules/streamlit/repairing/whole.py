"""The fixes of a file that Streamlit can't read at all."""

from __future__ import annotations

from watchlint.findings import Edit, Fix
from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.rules.streamlit.files.config import Config, Crash, Reread
    from watchlint.rules.streamlit.files.releases import Releases

IGNORING = "1.45.0"
"""The first release that goes on without a file it can't parse; those before end with the parser's error."""


def without_bom(path: str, safe: bool) -> Fix:
    """The fix that takes a byte order mark away."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml

        return toml.strip_bom(data or b"")

    return Fix("remove the byte order mark", [Edit(path, change)], safe)


def as_utf8(path: str, data: bytes) -> Fix | None:
    """The fix that writes UTF-16 as UTF-8; None where it is no sound UTF-16 or would be no TOML. Safe: with it as it is
    Streamlit does not start."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) or _reencoded(data) is None:
        return None

    def change(data: bytes | None) -> bytes | None:
        written = _reencoded(data or b"")
        return data if written is None else written

    return Fix("write the file as UTF-8", [Edit(path, change)])


def _reencoded(data: bytes) -> bytes | None:
    from watchlint.facts.toml import reader as toml_reader

    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    try:
        text = data.decode("utf-16").encode("utf-8")
        toml_reader.read(text)
    except (UnicodeError, toml_reader.TomlSyntaxError):
        return None
    return text


def repair(config: Config, reread: Reread | None, releases: Releases) -> tuple[Fix | None, str]:
    """(the fix of the syntax where what was meant is certain, what to do)."""
    from watchlint.rules.streamlit.repairing import slips

    repaired = slips.repaired(config.text)
    if repaired is None:
        return None, "Fix this line: nothing else in the file counts until then."
    text, done = repaired
    remedy = f"{done[0][1][:1].upper()}{done[0][1][1:]}." + (f" ({len(done)} places in all)" if len(done) > 1 else "")
    what = "; ".join(f"line {line}: {what}" for line, what in done)
    return Fix(what, [Edit(config.path, _repaired)], _changes_nothing(text, reread, releases)), remedy


def _repaired(data: bytes | None) -> bytes:
    from watchlint.facts.toml import reader as toml_reader
    from watchlint.rules.streamlit.repairing import slips

    data = data or b""
    bom = toml_reader.BOM if data.startswith(toml_reader.BOM) else b""
    repaired = slips.repaired(toml_reader.decode(data, allow_bom=True))
    if repaired is None:
        raise Refused("what was meant is not certain any more")
    return bom + repaired[0].encode("utf-8")


def _changes_nothing(text: str, reread: Reread | None, releases: Releases) -> bool:
    """Whether a repaired file means what every release takes it for now, or no release starts with it as it is.

    What a slip was meant to be can be wrong, and Streamlit goes on without the file: so it is unsafe wherever one release
    ignores it.
    """
    from watchlint.facts.toml import reader as toml_reader
    from watchlint.fixes.toml.source import same
    from watchlint.rules.streamlit.files.older_parser import TOMLLIB

    if reread is None:
        return not releases.between(low=IGNORING)
    if releases.between(low=TOMLLIB):
        return False
    return same(toml_reader.read(text.encode("utf-8")), reread.values)


def single_table(config: Config, crash: Crash) -> Fix | None:
    """The fix that writes one `[[server]]` as `[server]`; None where there is another."""
    written = config.document.under(crash.path)
    headers = [entry for entry in written if entry.path == crash.path and entry.value is None]
    if len(headers) != 1 or len(crash.value) != 1:
        return None

    def change(data: bytes | None) -> bytes:
        from watchlint.facts.toml.document import ARRAY_TABLE
        from watchlint.fixes.toml.draft import Draft

        draft = Draft(data or b"")
        found = [entry for entry in draft.document.entries if entry.kind == ARRAY_TABLE and entry.path == crash.path]
        if not found:
            return draft.bytes
        if len(found) > 1:
            raise Refused(f"line {found[1].key.line}: the table is given more than once")
        span = found[0].key
        header = draft.document.source(span)[1:-1]
        value = draft.lookup(crash.path)[1]
        assert isinstance(value, list)
        return draft.finish([(span.start, span.end, header)], {**draft.values, crash.path[0]: value[0]})

    return Fix(f"write [{'.'.join(crash.path)}]", [Edit(config.path, change)])
