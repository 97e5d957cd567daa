"""What is asked of a run of checks."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Options:
    """The flags of the contract, each by its name, as they are where none is given. A hook's own flags are in `own`."""

    def __init__(self) -> None:
        self.roots: list[str] = []
        self.fix = False
        self.diff = False
        self.unsafe_fixes = False
        self.output_format = ""  # "text", and what the environment asks for
        self.annotate = False
        self.output_file: str | None = None
        self.select: list[str] = []
        self.ignore: list[str] = []
        self.fixable: list[str] = []
        self.notes = False
        self.statistics = False
        self.strict: bool | None = None
        self.exit_zero = False
        self.exit_zero_on_fix = False
        self.baseline: str | None = None
        self.write_baseline = False
        self.add_ignores = False
        self.color = "auto"
        self.quiet = False
        self.verbose = False
        self.config: str | None = None
        self.own: dict[str, Any] = {}
