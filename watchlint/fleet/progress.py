"""How far an audit is: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

EVERY = 30.0
"""Seconds between two lines where there is no terminal."""


class Progress:
    """`answer` is told each answer; used as a context, the bar is closed at its end."""

    def __init__(self, before: int, total: int, terminal: bool, quiet: bool = False) -> None:
        self.done, self.total, self.failed = before, total, 0
        self._quiet = quiet
        self._said = time.monotonic()
        self._bar: Any = None
        if terminal and not quiet:
            from tqdm import tqdm

            self._bar = tqdm(total=total, initial=before, unit="repository", file=sys.stderr, dynamic_ncols=True)

    def answer(self, answer: dict[str, Any]) -> None:
        """One more is in the result."""
        self.done += 1
        self.failed += answer["status"] == "failed"
        if self._bar is not None:
            self._bar.set_postfix_str(f"{self.failed} failed", refresh=False)
            self._bar.update()
        elif not self._quiet and time.monotonic() - self._said > EVERY:
            self._said = time.monotonic()
            print(f"{self.done:,} of {self.total:,} repositories, {self.failed:,} failed", file=sys.stderr, flush=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
