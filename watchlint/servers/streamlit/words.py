"""The words of `streamlit run`."""

from __future__ import annotations

import shlex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def own_words(words: Sequence[str]) -> list[str]:
    """The words behind `run`."""
    return list(words[words.index("run") + 1 :] if "run" in words else words)


def with_option(words: Sequence[str], option: str, value: str) -> str:
    """The command that starts the app of these words with this value of an option."""
    script = next((word for word in own_words(words) if not word.startswith("-")), "app.py")
    return f"streamlit run {shlex.quote(script)} --{option} {value}"
