"""The words every hook speaks: a rule, a finding, a fix and the edits it is made of.

Records and one small class: importing `dataclasses` costs more than a whole check.
"""

from __future__ import annotations

from watchlint import __version__
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ERROR = "error"
WARNING = "warning"
INFO = "info"

DOCS = f"https://watchlint.github.io/watchlint/{__version__}/"
"""The documentation of this release: what it says is what this release does."""


class Rule(Record):
    """One thing a hook checks, declared once, as data, in the module that detects and fixes it.

    `severity` is error, warning or info; `fix` is safe, unsafe or none; `evidence` is where it was seen and with which
    numbers; `source` says where the rule or its numbers come from. `before` and `after` are small repositories
    (path -> content), which a test runs: before raises this rule, after raises nothing. Pages, manifest, index and
    `watchlint rule` are made from these fields. `about` are words without one of which the rule has nothing to look at:
    its hook's folder says where they are looked for; none where that is not known beforehand. `page` is where the rule of
    another package is explained.
    """

    name: str
    severity: str
    summary: str
    why: str
    evidence: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    fix: str
    since: str
    source: str
    hook: str
    about: tuple[str, ...] = ()
    page: str = ""

    @property
    def url(self) -> str:
        """The address of the page that explains this rule."""
        return self.page or f"{DOCS}rules/{self.name}.html"

    def __hash__(self) -> int:
        """By its name: the trees are no keys."""
        return hash(self.name)


class Edit(Record):
    """Change one file: `change` takes its bytes (None: no such file) and returns the new ones.

    Fixes to one file are folded one after another, so a change finds its place again in whatever
    it is given, and returns it unchanged when there is nothing left to do.
    """

    path: str
    change: Callable[[bytes | None], bytes | None]


class Untrack(Record):
    """Take paths out of git's index; the files stay on disk."""

    paths: tuple[str, ...]


class Rename(Record):
    """Move a file inside the repository; never onto one that exists."""

    old: str
    new: str


class _Fix(Record):
    description: str
    edits: tuple[Edit | Untrack | Rename, ...]
    safe: bool


class Fix(_Fix):
    """What settles a finding. `safe` is false where it changes what is installed or how code runs."""

    __slots__ = ()

    def __new__(cls, description: str, edits: Iterable[Edit | Untrack | Rename], safe: bool = True) -> Fix:
        return super().__new__(cls, description, tuple(edits), safe)


class Finding:
    """One place where a rule is broken. Lines and columns count from 1; None where there is none.

    `message` says what is wrong, `help` why and the one thing to do. `subject` tells findings of
    one rule in one file apart when lines move (default: the message).
    """

    __slots__ = (
        "rule", "message", "path", "line", "column", "end_line", "end_column",
        "help", "fix", "severity", "subject", "applied", "root",
    )  # fmt: skip

    def __init__(
        self,
        rule: Rule,
        message: str,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        end_line: int | None = None,
        end_column: int | None = None,
        help: str = "",
        fix: Fix | None = None,
        severity: str | None = None,
        subject: str | None = None,
    ) -> None:
        self.rule = rule
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
        self.help = help
        self.fix = fix
        self.severity = severity or rule.severity
        self.subject = subject if subject is not None else message
        self.applied = False
        self.root: str | None = None

    @property
    def key(self) -> tuple[str, str | None, str]:
        """What stays the same about a finding while lines above it come and go."""
        return (self.rule.name, self.path, self.subject)

    def __repr__(self) -> str:
        return f"<{self.rule.name} {self.path}:{self.line} {self.message!r}>"
