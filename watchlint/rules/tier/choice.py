"""Where a repository's tier is written, and the fix that writes another."""

from __future__ import annotations

from watchlint.findings import Edit, Finding, Fix
from watchlint.settings import where_to_write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Rule
    from watchlint.settings import Settings

KEY = "inotify-tier"
_RUNNERS = ".pre-commit-config.yaml"


def on_the_choice(
    rule: Rule, repository: Repository, settings: Settings, message: str, tier: str | None, advice: str = ""
) -> Finding:
    """A finding on the chosen tier, with the fix that sets this one instead. `advice`: what else is to be done, or all
    there is to do where no tier fits (None)."""
    if "inotify_tier" in settings.flags:
        there = f"The tier was given with --tier: change it there to {tier}." if tier else ""
        path = _RUNNERS if repository.exists(_RUNNERS) else None
        return Finding(rule, message, path=path, help=_sentences(there, advice), subject="tier")
    path, table = where_to_write(repository)
    line, column, end = _place(repository, path, table)
    return Finding(
        rule,
        message,
        path=path,
        line=line,
        column=column,
        end_line=line,
        end_column=end,
        help=_sentences(f'Set {KEY} = "{tier}" in {where(path)}.' if tier else "", advice),
        fix=writing(path, table, tier) if tier else None,
        subject="tier",
    )


def where(path: str) -> str:
    """The file, or the table in it, as a reader knows it."""
    return "[tool.watchlint] of pyproject.toml" if path == "pyproject.toml" else path


def writing(path: str, table: tuple[str, ...], tier: str) -> Fix:
    """Sets the tier in this table of the file."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml

        return toml.set_value(data or b"", (*table, KEY), tier)

    return Fix(f'set {KEY} = "{tier}" in {where(path)}', [Edit(path, change)])


def _place(repository: Repository, path: str, table: tuple[str, ...]) -> tuple[int, int, int] | tuple[None, None, None]:
    """Where the key stands: (line, column, end column)."""
    from watchlint.facts.toml.document import Document

    data = repository.read_or_note(path) or b""
    key = Document(data.decode("utf-8", "replace")).find((*table, KEY))
    if key is None:
        return None, None, None
    return key.span.line, key.span.column, key.span.end_column


def _sentences(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
