"""suppression-unused: a comment, a setting or a line of the baseline ignores what is not found any more."""

from __future__ import annotations

from fnmatch import fnmatchcase

from watchlint.findings import WARNING, Finding, Fix, Rule, baseline, selection
from watchlint.findings.suppression import Comment, comments, names_it, split
from watchlint.rules.suppressions import NAME, removing
from watchlint.settings import OWN, PYPROJECT, Glob

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="suppression-unused",
    hook=NAME,
    severity=WARNING,
    summary="A comment, a setting or a line of the baseline ignores what is not found any more.",
    why="It hides the next finding of its kind, which nobody has looked at, and a reader takes the fault for being there still. "
    "Only a rule that judges what a clone holds is asked about here: what hangs on this machine, its environments and untracked "
    "folders, is found in one place and not in another. A baseline is judged where one repository is checked.",
    evidence="With `ignore.gitignore-missing` left behind, a repository whose .gitignore is deleted again exits 0 and prints "
    "«0 errors, 0 warnings, 1 suppressed».",
    before={
        ".gitignore": "__pycache__/\n*.pyc\n",
        "shop.py": "NAME = 1\n",
        ".watchlint.toml": '[ignore]\ngitignore-missing = "the file comes with the next template"\n',
    },
    after={".gitignore": "__pycache__/\n*.pyc\n", "shop.py": "NAME = 1\n", ".watchlint.toml": ""},
    fix="safe",
    since="0.1.0",
    source="docs/contract.md, Configuration",
)

BY_MACHINE = (
    "inotify-*", "reloader-*", "gitignore-untracked", "launch-dockerignore-missing", "launch-editor-watches-venv",
    "launch-exclude-saves-nothing", "launch-mount-without-polling", "launch-reload-without-dir",
)  # fmt: skip
"""Rules that look at what is installed here, at untracked files or at folders that git ignores."""


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding for each comment and each setting of which no part hides anything, or only a part does; one for the
    baseline."""
    if settings.is_narrowed:  # the files that rules left out would have read count, too
        _of_rules(["*"], repository, settings)
    read = {path: found for path, data in repository.were_read() if (found := _real(path, data))}
    known = [row for row in _known(settings.baseline, repository) if row["rule"] != RULE.name]
    named = {name for found in read.values() for comment in found for name in comment.names}
    named.update(settings.ignore, *(names for _, names in settings.per_path_ignore), (row["rule"] for row in known))
    findings = _of_rules(named, repository, settings)
    for path, found in read.items():
        yield from _of_comments(path, found, findings)
    if settings.source in (OWN, PYPROJECT):
        yield from _of_settings(repository, settings, findings)
    if settings.baseline:
        ignored = [(glob, _expanded(names)) for glob, names in settings.per_path_ignore]
        seen = baseline.fingerprints(split(findings, repository, settings, ignored)[0], repository)
        gone = [
            row for row in known if row["fingerprint"] not in seen.values() and not _hangs_on_machine([row["rule"]])
        ]
        yield from _of_baseline(settings.baseline, gone, repository)


def _real(path: str, data: bytes) -> list[Comment]:
    """The suppressing comments of a file, without what stands in a text or is quoted in another comment."""
    return [one for one in comments(data) if removing.is_comment(path, data, one)]


def _known(given: str | None, repository: Repository) -> list[dict[str, str]]:
    """What the baseline says; of one inside the repository as a plan may have changed it."""
    if given is None:
        return []
    path = baseline.place(given, repository.root)
    data = repository.look(path) if path else None
    return baseline.rows(given) if data is None else baseline.rows_in(data, given)


def _of_rules(names: Collection[str], repository: Repository, settings: Settings) -> list[Finding]:
    """What the rules of these names find, whatever hides it."""
    from watchlint.rules.catalogue import HOOKS

    wanted = _expanded(names)
    return [f for hook in HOOKS if hook.name != NAME for f in hook.findings(repository, settings, wanted)]


def _expanded(names: Iterable[str]) -> set[str]:
    from watchlint.rules.catalogue import HOOKS

    found: set[str] = set()
    for name in names:
        try:
            found |= selection.expand([name], HOOKS)
        except selection.UnknownRule:
            continue
    return found - {RULE.name}


def _hangs_on_machine(names: Iterable[str]) -> bool:
    return any(fnmatchcase(rule, glob) for rule in _expanded(names) for glob in BY_MACHINE)


def _of_comments(path: str, found: list[Comment], findings: list[Finding]) -> Iterator[Finding]:
    for comment in found:
        here = [f for f in findings if f.path == path and comment.stands_at(f.line)]
        unused = [n for n in comment.names if not any(names_it(n, f) for f in here) and not _hangs_on_machine([n])]
        if not unused or RULE.name in comment.names:
            continue
        where = f"line {comment.line}" + (" or the next" if comment.alone else "")
        rest = len(unused) < len(comment.names)
        yield Finding(
            RULE,
            f"this comment ignores {' and '.join(unused)}, and {where} has nothing of the kind",
            path=path,
            line=comment.line,
            column=comment.column,
            help="Take the name out of the brackets." if rest else "Remove the comment.",
            fix=removing.comment(path, comment, unused),
            subject=f"{','.join(comment.names)}:{comment.line}",
        )


def _of_settings(repository: Repository, settings: Settings, findings: list[Finding]) -> Iterator[Finding]:
    path = settings.source or OWN
    table = ("tool", "watchlint") if path == PYPROJECT else ()
    for name in settings.own.get("ignore", ()):
        if not _hangs_on_machine([name]) and not any(name in (f.rule.name, f.rule.hook) for f in findings):
            key = (*table, "ignore", name)
            said = f"ignore.{name} hides nothing: no file here breaks the rule"
            yield _in_settings(repository, path, key, said, removing.key(path, key, name))
    for glob, names in settings.own.get("per-path-ignore", {}).items():
        covered = [f for f in findings if f.path and Glob(glob, "").covers(f.path)]
        unused = [n for n in names if not _hangs_on_machine([n]) and not any(names_it(n, f) for f in covered)]
        if unused:
            key = (*table, "per-path-ignore", glob)
            kept = [name for name in names if name not in unused]
            said = f"per-path-ignore of {glob!r} hides nothing of {' and '.join(unused)}"
            yield _in_settings(repository, path, key, said, removing.items(path, key, kept))


def _in_settings(repository: Repository, path: str, key: tuple[str, ...], said: str, fix: Fix) -> Finding:
    from watchlint.facts.toml.document import Document

    entry = Document((repository.read_or_note(path) or b"").decode("utf-8", "replace")).find(key)
    line, column = (entry.span.line, entry.span.column) if entry else (None, None)
    return Finding(RULE, said, path=path, line=line, column=column, help="Remove it.", fix=fix, subject=".".join(key))


def _of_baseline(given: str, gone: list[dict[str, str]], repository: Repository) -> Iterator[Finding]:
    if not gone:
        return
    path = baseline.place(given, repository.root)
    few = "; ".join(f"{row['rule']} in {row.get('path') or 'the repository'}" for row in gone[:3])
    more = f" and {len(gone) - 3} more" if len(gone) > 3 else ""
    yield Finding(
        RULE,
        f"{path or given} knows findings that are gone: {few}{more}",
        path=path,
        help="Run with --write-baseline to write it anew.",
        fix=removing.rows(path, {row["fingerprint"] for row in gone}) if path else None,
        subject="baseline",
    )
