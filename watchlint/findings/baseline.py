"""Findings known before: told by fingerprint, so that lines may move and the finding stay known."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding

VERSION = 1


class BadBaseline(Exception):
    """A baseline file that can't be used: one line for the user."""


def fingerprints(findings: Iterable[Finding], repo: Repository) -> dict[Finding, str]:
    """finding → fingerprint: 16 hex digits over rule, path and the line's own words.

    Equal findings (the same words twice in a file) are told apart by their order.
    """
    from hashlib import sha256

    seen: dict[tuple[str, str, str], int] = {}
    found: dict[Finding, str] = {}
    for finding in findings:
        words = _line(finding, repo) or finding.subject
        identity = (finding.rule.name, finding.path or "", " ".join(words.split()))
        seen[identity] = order = seen.get(identity, -1) + 1
        text = "\0".join((*identity, str(order)))
        found[finding] = sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return found


def _line(finding: Finding, repo: Repository) -> str:
    if finding.path is None or finding.line is None:
        return ""
    path = finding.path
    lines = repo.shared(("lines", path), lambda: (repo.read_or_note(path) or b"").split(b"\n"))
    return lines[finding.line - 1].decode("utf-8", "replace") if finding.line <= len(lines) else ""


def read(path: str) -> set[str]:
    """The fingerprints a baseline file holds. Raises BadBaseline."""
    return {row["fingerprint"] for row in rows(path)}


def rows(path: str) -> list[dict[str, str]]:
    """What a baseline file says of each finding. Raises BadBaseline."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        raise BadBaseline(f"--baseline {path}: no such file; make one with --write-baseline") from None
    except OSError as error:
        raise BadBaseline(f"--baseline {path}: {error}") from None
    return rows_in(data, path)


def rows_in(data: bytes, path: str) -> list[dict[str, str]]:
    """What the content of a baseline says of each finding: fingerprint, rule, path and message, as text. Raises
    BadBaseline, naming `path`."""
    import json

    try:
        document = json.loads(data)
    except ValueError as error:
        raise BadBaseline(f"--baseline {path}: {error}") from None
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise BadBaseline(f"--baseline {path}: not a baseline of this version; make it anew with --write-baseline")
    found = document.get("findings")
    if not isinstance(found, list):
        raise BadBaseline(f"--baseline {path}: has no list of findings; make it anew with --write-baseline")
    keys = ("fingerprint", "rule", "path", "message")
    return [{k: str(row.get(k) or "") for k in keys} for row in found if isinstance(row, dict) and "fingerprint" in row]


def place(path: str, root: str) -> str | None:
    """The path of a baseline file below `root`, with `/`; None where it lies elsewhere."""
    import os

    below = os.path.relpath(os.path.realpath(path), root).replace(os.sep, "/")
    return None if below == ".." or below.startswith("../") else below


def without(data: bytes, gone: Collection[str]) -> bytes:
    """The content of a baseline file without the findings of these fingerprints."""
    import json

    document = json.loads(data)
    document["findings"] = [row for row in document["findings"] if str(row.get("fingerprint")) not in gone]
    return _content(document)


def write(path: str, prints: Mapping[Finding, str]) -> None:
    """Write a baseline of these findings, in an order that makes small diffs."""
    found = sorted(
        ({"rule": f.rule.name, "path": f.path, "message": f.message, "fingerprint": p} for f, p in prints.items()),
        key=lambda row: (row["path"] or "", row["rule"], row["fingerprint"]),
    )
    with open(path, "wb") as file:
        file.write(_content({"version": VERSION, "findings": found}))


def _content(document: object) -> bytes:
    import json

    return (json.dumps(document, indent=2) + "\n").encode()
