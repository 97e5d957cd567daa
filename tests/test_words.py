"""One word an idea: words that docs/glossary.md retired stay out of what a user reads."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

# What is retired -> the word instead. Names of options and of other programs' files are no prose: they stand in backquotes.
RETIRED = {
    r"\b[Mm]end(s|ed|ing)?\b": "fix",
    r"\b[Cc]ure(s|d)?\b": "fix",
    r"\bSay [`A-Z{]": "Set",
    r"\breloader you believe\b": "the reloader you expect",
    r"\blive in\b": "works well with",
    r"\b[Tt]old from the names\b": "decided from the names",
    r"\bviolations?\b": "finding",
    r"\b1 errors\b": "1 error",
}


def texts() -> list[tuple[str, str]]:
    """(place, text) of every page, and of every text in the code: messages, help, docstrings."""
    pages = [PROJECT / "README.md", PROJECT / "CHANGELOG.md", *PROJECT.glob("docs/**/*.md")]
    found = [(path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")) for path in pages]
    for path in sorted([*PROJECT.glob("watchlint/**/*.py"), *PROJECT.glob("hooks/*.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        found.append((path.relative_to(PROJECT).as_posix(), "\n".join(said)))
    return [(place, text) for place, text in found if place != "docs/glossary.md"]


@pytest.mark.parametrize("pattern", RETIRED)
def test_retired_words_stay_out(pattern):
    prose = [(place, re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)) for place, text in texts()]
    assert [(place, found.group()) for place, text in prose if (found := re.search(pattern, text))] == [], RETIRED[
        pattern
    ]


def test_a_retired_word_is_seen():
    assert any(re.search(pattern, "mends it in place") for pattern in RETIRED)
