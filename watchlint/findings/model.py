"""The words every hook speaks: a rule, a finding, a fix and the edits it is made of.

Named tuples and one small class: importing `dataclasses` costs more than a whole check.
"""

from __future__ import annotations

from collections import namedtuple

ERROR = "error"
WARNING = "warning"
INFO = "info"

DOCS = "https://github.com/watchlint/watchlint/blob/main/docs/rules/"

_RULE_FIELDS = "name severity summary why evidence before after fix since source hook"


class Rule(namedtuple("Rule", _RULE_FIELDS)):
    """One thing a hook checks, declared once, as data, beside the hook that raises it.

    `severity` is error, warning or info; `fix` is safe, unsafe or none; `source` says where the
    rule or its numbers come from. Pages, manifest and `watchlint rule` are made from these fields.
    """

    __slots__ = ()

    @property
    def url(self) -> str:
        return f"{DOCS}{self.name}.md"


class Hook(namedtuple("Hook", "name summary rules check")):
    """A hook: its console script's name, one line for a list, its rules, its pure check."""

    __slots__ = ()


class Edit(namedtuple("Edit", "path change")):
    """Change one file: `change` takes its bytes (None: no such file) and returns the new ones.

    Fixes to one file are folded one after another, so a change finds its place again in whatever
    it is given, and returns it unchanged when there is nothing left to do.
    """

    __slots__ = ()


class Untrack(namedtuple("Untrack", "paths")):
    """Take paths out of git's index; the files stay on disk."""

    __slots__ = ()


class Rename(namedtuple("Rename", "old new")):
    """Move a file inside the repository; never onto one that exists."""

    __slots__ = ()


class Fix(namedtuple("Fix", "description edits safe")):
    """What mends a finding. `safe` is false where it changes what is installed or how code runs."""

    __slots__ = ()

    def __new__(cls, description, edits, safe=True):
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

    def __init__(self, rule, message, path=None, line=None, column=None, end_line=None,
                 end_column=None, help="", fix=None, severity=None, subject=None):  # fmt: skip
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
        self.root = None

    @property
    def key(self):
        """What stays the same about a finding while lines above it come and go."""
        return (self.rule.name, self.path, self.subject)

    def __repr__(self) -> str:
        return f"<{self.rule.name} {self.path}:{self.line} {self.message!r}>"
