"""The words of `streamlit run`."""

from __future__ import annotations

import shlex

from watchlint.facts.streamlit import in_force
from watchlint.servers.arguments import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

APP = "streamlit_app.py"
"""What is run where no script is named, and its usual name (web/cli.py, main_run)."""


def own_words(words: Sequence[str]) -> list[str]:
    """The words behind `run`."""
    return list(words[words.index("run") + 1 :] if "run" in words else words)


SAME = frozenset(
    ("--server.port", "--server.address", "--server.headless", "--server.runOnSave", "--server.fileWatcherType")
)
"""The options that stay when it is started again: a value of any other one may be a secret."""


def again(words: Sequence[str], but: str = "") -> list[str]:
    """What stands behind `streamlit run` to start the same again, without the option `but`; app.py where no script is named."""
    own = own_words(words)
    same = kept(own, SAME - {but})
    return same if in_force.option_flags(own)[0] else ["app.py", *same]


def with_option(words: Sequence[str], option: str, value: str) -> str:
    """The command that starts the app of these words again, with this value of an option."""
    return shlex.join(["streamlit", "run", *again(words, f"--{option}"), f"--{option}", value])
