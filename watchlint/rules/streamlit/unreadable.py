"""A file that Streamlit can't read at all: encoding, byte order mark, syntax."""

from __future__ import annotations

from watchlint.findings import Edit, Finding, Fix
from watchlint.fixes.refused import Refused
from watchlint.rules.streamlit.rules import UNREADABLE

IGNORING = (
    "1.45.0"  # the first release that goes on without a file it can't parse; those before end with the parser's error
)


def findings(config, span):
    """The findings on a file with a byte order mark, an error, or both."""
    if config.has_bom:
        yield _at(config, 1, 1, f"the file starts with a byte order mark: {consequence(span)}",
                  "Save it as UTF-8 without BOM.",
                  _fix(config, "remove the byte order mark", _without_bom, _is_harmless(config, span)), "bom")  # fmt: skip
    error = config.error
    if error is None:
        return
    if error.kind == "encoding":
        yield _encoding(config, error)
        return
    from watchlint.rules.streamlit import older_parser, repair

    read = older_parser.as_it_reads(config.text) if span.between(high=older_parser.TOMLLIB) else None
    mended = repair.repaired(config.text)
    remedy = "Mend this line: nothing else in the file counts until then."
    fix = None
    if mended is not None:
        _, done = mended
        remedy = f"{_sentence(done[0][1])}" + (f" ({len(done)} places in all)" if len(done) > 1 else "")
        what = "; ".join(f"line {line}: {what}" for line, what in done)
        fix = _fix(config, what, _repaired, _changes_nothing(mended[0], read, span))
    message = error.message[:1].lower() + error.message[1:]
    if read is None:
        said = f"no valid TOML, {message}: {consequence(span)}"
    else:
        said = f"no valid TOML, {message}: up to 1.65 Streamlit passes over that, since 1.66 it ignores the whole file"
        config.take(read)
    yield _at(config, error.line, error.column, said, remedy, fix, "syntax")


def _is_harmless(config, span) -> bool:
    """Whether the whole file may come to life unasked: the app did not start so far, or the file is harmless."""
    from watchlint.rules.streamlit.guarded import is_harmless

    return not span.between(low=IGNORING) or is_harmless(config.values, span)


def _changes_nothing(mended: str, read: str | None, span) -> bool:
    """Whether a mended file means what every release takes it for now, or no release starts with it as it is.

    What a slip was meant to be can be wrong, and Streamlit goes on without the file: so it is unsafe wherever one release
    ignores it.
    """
    from watchlint.facts.toml import reader as toml_reader
    from watchlint.fixes.toml_source import same
    from watchlint.rules.streamlit import older_parser

    if read is None:
        return not span.between(low=IGNORING)
    if span.between(low=older_parser.TOMLLIB):
        return False
    return same(toml_reader.read(mended.encode("utf-8")), toml_reader.read(read.encode("utf-8")))


def consequence(span) -> str:
    """What Streamlit does with a file its parser refuses, in all the releases that may be installed."""
    ends, ignores = span.between(high=IGNORING), span.between(low=IGNORING)
    if not ends:
        return "Streamlit ignores the whole file, and says so only in its log"
    if not ignores:
        return "Streamlit ends at start"
    return f"Streamlit ignores the whole file; up to {ends[-1]}, which the requirements allow, it ends at start"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _encoding(config, error) -> Finding:
    data, fix = config.data, None
    remedy = "Save the file as UTF-8 (from Latin-1: `iconv -f latin1 -t utf-8`)."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and _reencoded(data) is not None:
        remedy = "Save the file as UTF-8."
        fix = _fix(config, "write the file as UTF-8", lambda data: _reencoded(data) or data)
    message = error.message[:1].lower() + error.message[1:]
    return _at(
        config,
        error.line,
        error.column,
        f"{message}: Streamlit ends at start (UnicodeDecodeError)",
        remedy,
        fix,
        "encoding",
    )


def _reencoded(data: bytes) -> bytes | None:
    """UTF-16 as UTF-8; None where it is no sound UTF-16 or would be no TOML."""
    from watchlint.facts.toml import reader as toml_reader

    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    try:
        text = data.decode("utf-16").encode("utf-8")
        toml_reader.read(text)
    except (UnicodeError, toml_reader.TomlSyntaxError):
        return None
    return text


def _without_bom(data: bytes) -> bytes:
    from watchlint.fixes import toml

    return toml.strip_bom(data)


def _repaired(data: bytes) -> bytes:
    from watchlint.facts.toml import reader as toml_reader
    from watchlint.rules.streamlit import repair

    bom = toml_reader.BOM if data.startswith(toml_reader.BOM) else b""
    mended = repair.repaired(toml_reader.decode(data, allow_bom=True))
    if mended is None:
        raise Refused("the syntax error can't be mended with certainty any more")
    return bom + mended[0].encode("utf-8")


def _fix(config, description: str, change, safe: bool = True) -> Fix:
    return Fix(description, [Edit(config.path, lambda data: change(data or b""))], safe)


def _at(config, line: int, column: int, message: str, remedy: str, fix, subject: str) -> Finding:
    return Finding(
        UNREADABLE, message, path=config.path, line=line, column=column, end_line=line, end_column=column + 1,
        help=remedy, fix=fix, subject=subject,
    )  # fmt: skip
