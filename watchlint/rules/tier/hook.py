"""How many files does this repository own, and does its inotify tier say so?"""

from __future__ import annotations

from watchlint.findings import ERROR, INFO, Edit, Finding, Fix, Rule
from watchlint.rules.tier import NAME
from watchlint.rules.tier import rules as second_floor
from watchlint.servers import catalogue
from watchlint.settings import TIERS, where_to_write

_HOOK = NAME

# Tier → (fewest files, most files or None, the fs.inotify.max_user_watches it stands for).
LIMITS = {
    "small": (0, 999, 65_536),
    "medium": (1_000, 10_000, 262_144),
    "large": (10_001, None, 524_288),
}

# Packages whose presence means a dev server here takes inotify watches. Django alone polls.
WATCHERS = (*catalogue.PACKAGES, "solara", "pytest-watcher", "pytest-watch")
_MODULES = tuple(name.replace("-", "_") for name in WATCHERS)

UNSET = Rule(
    name="inotify-tier-unset",
    hook=_HOOK,
    severity=INFO,
    summary="A dev server watches this repository and no inotify tier is set.",
    why="On Linux a recursive watch costs one inotify watch for each folder, out of a number shared by all your "
    "programs. Current servers hit the limit in silence: part of the tree is not watched. The tier says, where "
    "everybody sees it, which limit this repository needs. A tier is a choice: this is a note, and an error only where "
    "check-inotify-tier was put into a configuration by itself without --tier, which is asking for one.",
    evidence="watchdog 7.0 and uvicorn 0.41 with a limit of 500 on 3,599 folders: 500 watched, no message.",
    before="[tool.watchlint]",
    after='[tool.watchlint]\ninotify-tier = "small"',
    fix="safe",
    since="0.1.0",
    source="inotify(7); measured on Linux 6.18",
)
EXCEEDED = Rule(
    name="inotify-tier-exceeded",
    hook=_HOOK,
    severity=ERROR,
    summary="The repository has outgrown its inotify tier.",
    why="Machines were set up for the smaller tier; with more files come more folders to watch.",
    evidence="frappe/frappe#41147: 53,000 folders to watch under a limit of 65,536, 30,000 got.",
    before='inotify-tier = "small"  # 1,200 files',
    after='inotify-tier = "medium"',
    fix="safe",
    since="0.1.0",
    source="the tiers of this project's documentation",
)
TOO_LARGE = Rule(
    name="inotify-tier-too-large",
    hook=_HOOK,
    severity=INFO,
    summary="A smaller inotify tier would do.",
    why="Not harmful: a limit costs memory only when it is used. But the number then says nothing about the need.",
    evidence="about 1.1 to 1.3 KiB of kernel memory for each watch held; none for one that is only allowed.",
    before='inotify-tier = "large"  # 120 files',
    after='inotify-tier = "small"',
    fix="safe",
    since="0.1.0",
    source="inotify(7); fs/notify/inotify/inotify_user.c",
)

RULES = (UNSET, EXCEEDED, TOO_LARGE, *second_floor.ALL)


def check(repo, settings):
    """The tier against the number of files the repository owns (git-ls-files(1), none deleted), against what the dev
    server will watch, and against what files here set."""
    tier = settings.inotify_tier
    if tier is None:
        if settings.called_alone == _HOOK or has_watching_server(repo):
            yield _unset(repo, settings)
    else:
        fitting = fitting_tier(owned_count(repo, tier))
        if TIERS.index(fitting) > TIERS.index(tier):
            yield _finding(EXCEEDED, repo, settings, fitting, f"more than the {tier} tier is for")
        elif TIERS.index(fitting) < TIERS.index(tier):
            yield _finding(TOO_LARGE, repo, settings, fitting, f"fewer than the {tier} tier is for")
    yield from _second_floor(repo, settings, tier)


def _second_floor(repo, settings, tier: str | None):
    """Warnings of the prediction, and findings on files that set limits; each is loaded where there is a need."""
    from watchlint.rules.tier import names

    if repo.on_disk is repo:  # a plan changes no folder that is watched
        from watchlint.rules.tier import prediction

        yield from prediction.exceeding(repo, settings, tier, LIMITS[tier][2] if tier else None)
    contents = names.contents(repo)
    if contents:
        from watchlint.rules.tier import settings as set_here

        yield from set_here.check(repo, tier, LIMITS, contents)


def fitting_tier(count: int) -> str:
    """The tier for this number of files."""
    return next(tier for tier, (_, most, _) in LIMITS.items() if most is None or count <= most)


def owned_count(repo, tier: str) -> int:
    """Tracked files that are there, and untracked ones that are not ignored."""
    count = repo.listing.count
    # Counting what is deleted reads every file's status (0.2 s of 200,000): only where it can make a
    # difference, which it can't below the medium tier nor, but for 10,000 deleted files, high up in the large one.
    if count < LIMITS["medium"][0] or (tier == "large" and count > 2 * LIMITS["large"][0]):
        return count
    return count - repo.deleted_count


def has_watching_server(repo) -> bool:
    """Whether a dev server that takes inotify watches is required, imported or started here."""
    if any(repo.dependencies.requires(name) for name in WATCHERS):
        return True
    # A watcher's own repository imports itself.
    modules = [name for name in _MODULES if not repo.provides(name)]
    return bool(repo.imports(*modules)) or _starts_watching_server(repo)


def _starts_watching_server(repo) -> bool:
    from watchlint.servers.launches import launches

    # The others poll unless a package above is there.
    found = launches(repo)
    return any(launch.reloads and not catalogue.named(launch.server).needs for launch in found)


def largest_folders(repo, most: int = 5) -> list[tuple[str, int]]:
    """The top folders with the most owned files, most first."""
    counts: dict[str, int] = {}
    for path in repo.files:
        top = path.partition("/")[0] if "/" in path else "."
        counts[top] = counts.get(top, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def _unset(repo, settings) -> Finding:
    path, table = where_to_write(repo)
    count = owned_count(repo, "medium")
    fitting = fitting_tier(count)
    return Finding(
        UNSET,
        f"no inotify tier is set: {fitting} fits {count:,} files, and stands for "
        f"fs.inotify.max_user_watches = {LIMITS[fitting][2]}",
        path=path if repo.exists(path) else None,
        severity=ERROR if settings.called_alone == _HOOK else INFO,
        help=f'Set inotify-tier = "{fitting}" in {_where(path)}: then machines and CI know which limit to give.',
        fix=_fix(path, table, fitting),
        subject="tier",
    )


def _finding(rule, repo, settings, fitting: str, relation: str) -> Finding:
    count = repo.listing.count - repo.deleted_count
    _, most, watches = LIMITS[settings.inotify_tier]
    if rule is EXCEEDED:  # then there is a tier above, so this one has an end
        relation += f" (up to {most:,} files, fs.inotify.max_user_watches = {watches})"
    message = (
        f"{_size(repo, count)}, {relation}: {fitting} fits, which stands for "
        f"fs.inotify.max_user_watches = {LIMITS[fitting][2]}"
    )
    if "inotify_tier" in settings.flags:
        return Finding(
            rule, message, path=".pre-commit-config.yaml" if repo.exists(".pre-commit-config.yaml") else None,
            help=f"The tier was given with --tier: change it there to {fitting}.", subject="tier",
        )  # fmt: skip
    path, table = where_to_write(repo)
    line, column, end = _place(repo, path, table)
    return Finding(
        rule,
        message,
        path=path,
        line=line,
        column=column,
        end_line=line,
        end_column=end,
        help=f'Set inotify-tier = "{fitting}" in {_where(path)}.',
        fix=_fix(path, table, fitting),
        subject="tier",
    )


def _size(repo, count: int) -> str:
    folders = ", ".join(f"{'the root' if name == '.' else name} {number:,}" for name, number in largest_folders(repo))
    return f"{count:,} files here" + (f" (most in {folders})" if folders else "")


def _where(path: str) -> str:
    return "[tool.watchlint] of pyproject.toml" if path == "pyproject.toml" else path


def _place(repo, path: str, table: tuple[str, ...]):
    """Where the key stands: (line, column, end column)."""
    from watchlint.facts.toml.document import Document

    data = repo.read_or_note(path) or b""
    key = Document(data.decode("utf-8", "replace")).find((*table, "inotify-tier"))
    if key is None:
        return None, None, None
    return key.span.line, key.span.column, key.span.end_column


def _fix(path: str, table: tuple[str, ...], tier: str) -> Fix:
    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml

        return toml.set_value(data or b"", (*table, "inotify-tier"), tier)

    return Fix(f'set inotify-tier = "{tier}" in {_where(path)}', [Edit(path, change)])


def shared(repo, settings):
    """All findings of this hook, computed once for all of its rules."""
    return repo.shared(NAME, lambda: list(check(repo, settings)))
