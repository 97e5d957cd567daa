"""What an audit comes to: for each repository and each rule how much there is, and what safe fixes would change."""

from __future__ import annotations

from watchlint.findings import INFO
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.fleet.store import Found, Repository, Store


class Row(Record):
    """One repository: its findings but notes, how many by rule; how many a safe fix settles, in which files; how many stay."""

    repository: Repository
    findings: list[Found]
    rules: dict[str, int]
    fixable: int
    files: int

    @property
    def stay(self) -> int:
        """Findings that no safe fix settles."""
        return len(self.findings) - self.fixable


class Column(Record):
    """One rule: in how many repositories it was broken, how often, how many of these a safe fix settles, the page on it."""

    rule: str
    repositories: int
    findings: int
    fixable: int
    url: str


class Campaign(Record):
    """All of an audit. `rows`: the worst first, then those that could not be checked; `columns`: the most frequent first."""

    rows: list[Row]
    columns: list[Column]

    @property
    def checked(self) -> list[Row]:
        return [row for row in self.rows if row.repository.status == "checked"]

    @property
    def failed(self) -> list[Row]:
        return [row for row in self.rows if row.repository.status == "failed"]

    @property
    def changed(self) -> list[Row]:
        """The repositories in which a campaign of safe fixes would change something."""
        return [row for row in self.rows if row.fixable]

    @property
    def branches(self) -> list[Row]:
        """Those of `changed` that have no error afterwards: `watchlint-all-repos` pushes a branch to no other."""
        return [
            row for row in self.changed if not any(one.severity == "error" and not one.safe for one in row.findings)
        ]


def read(store: Store) -> Campaign:
    """The campaign that a store's rows come to."""
    by_repository: dict[int, list[Found]] = {}
    for one in store.findings():
        if one.severity != INFO:
            by_repository.setdefault(one.repository, []).append(one)
    rows = [_row(repository, by_repository.get(repository.id, [])) for repository in store.repositories()]
    rows.sort(key=_rank)
    return Campaign(rows, _columns(rows))


def _row(repository: Repository, findings: list[Found]) -> Row:
    rules: dict[str, int] = {}
    for one in findings:
        rules[one.rule] = rules.get(one.rule, 0) + 1
    fixable = [one for one in findings if one.safe]
    return Row(repository, findings, rules, len(fixable), len({one.path for one in fixable}))


def _rank(row: Row) -> tuple[bool, int, int, str]:
    of = row.repository
    return of.status == "failed", -(of.errors or 0), -(of.warnings or 0), of.name


def _columns(rows: list[Row]) -> list[Column]:
    counts: dict[str, list[int]] = {}
    urls = {one.rule: one.url or "" for row in rows for one in row.findings}
    for row in rows:
        for rule, number in row.rules.items():
            count = counts.setdefault(rule, [0, 0, 0])
            count[0] += 1
            count[1] += number
            count[2] += sum(1 for one in row.findings if one.rule == rule and one.safe)
    columns = [Column(rule, count[0], count[1], count[2], urls[rule]) for rule, count in counts.items()]
    return sorted(columns, key=lambda column: (-column.repositories, column.rule))
