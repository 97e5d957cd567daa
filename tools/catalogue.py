"""Everything made from declarations: of rules and servers the indexes, manifest, pages, table and settings schema;
of the messages of logs docs/errors.md.

`python -m tools.catalogue` writes them; `--check` writes nothing and exits 1 where one is stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from watchlint.cli import clean_caches
from watchlint.servers.model import Server
from watchlint.settings import KEYS

ROOT = Path(__file__).resolve().parent.parent

# What a check may run at: never commit-msg, whose file is no part of the repository.
STAGES = "[pre-commit, pre-merge-commit, pre-push, manual]"

MANIFEST_HEAD = "# Made by tools/catalogue.py from the hooks' own declarations.\n"
ENTRY = """\
- id: {id}
  name: {id}
  description: {description}
  entry: {entry}
  language: python
  always_run: true
  pass_filenames: false
  require_serial: true
  stages: {stages}
  minimum_pre_commit_version: "3.2.0"
"""


def hooks():
    """The hooks by the index that is on disk now."""
    from watchlint.rules.catalogue import HOOKS

    return HOOKS


def folders() -> list[str]:
    """The folders of watchlint/rules that are hooks, in the order of their ORDER."""
    found = [path.parent.name for path in (ROOT / "watchlint" / "rules").glob("*/__init__.py")]
    return sorted(found, key=lambda name: (import_module(f"watchlint.rules.{name}").ORDER, name))


def modules(folder: str) -> Iterator[str]:
    """The modules of a hook's folder that declare a rule, as dotted names below it."""
    base = ROOT / "watchlint" / "rules" / folder
    for path in sorted(base.rglob("*.py")):
        if path.name != "__init__.py" and "\nRULE = " in path.read_text(encoding="utf-8"):
            yield ".".join(path.relative_to(base).with_suffix("").parts)


def index() -> str:
    """watchlint/rules/index.py: what must be known of each rule before its module is imported."""
    lines = [
        '"""Every hook and its rules, found by their place. Made by tools/catalogue.py: `python -m tools.catalogue`."""',
        "",
        "from __future__ import annotations",
        "",
        "# fmt: off",
        "# hook, its summary, its folder, its rules: name, severity, fix, module, what it is about",
        "HOOKS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str, tuple[str, ...]], ...]], ...] = (",
    ]
    for folder in folders():
        room = import_module(f"watchlint.rules.{folder}")
        lines += [
            "    (",
            f"        {_quoted(room.NAME)},",
            f"        {_quoted(room.SUMMARY)},",
            f"        {_quoted(folder)},",
            "        (",
        ]
        rows = []
        for module in modules(folder):
            rule = import_module(f"watchlint.rules.{folder}.{module}").RULE
            rows.append((rule.name, rule.severity, rule.fix, module, rule.about))
        lines += [f"            ({', '.join(map(_literal, row))})," for row in sorted(rows)]
        lines += ["        ),", "    ),"]
    return "\n".join([*lines, ")", ""])


def servers() -> Iterator[str]:
    """The modules below watchlint/servers that declare a server, as dotted names."""
    base = ROOT / "watchlint" / "servers"
    for path in sorted(base.glob("*/**/*.py")):
        if "\nSERVER = " in path.read_text(encoding="utf-8"):
            yield ".".join(path.relative_to(base).with_suffix("").parts)


def server_index() -> str:
    """watchlint/servers/index.py: what must be known of each server before its module is imported."""
    lines = [
        '"""Every dev server, found by its place. Made by tools/catalogue.py: `python -m tools.catalogue`."""',
        "",
        "from __future__ import annotations",
        "",
        "# fmt: off",
        "TYPE_CHECKING = False",
        "if TYPE_CHECKING:",
        "    from watchlint.servers.declared import Row",
        "",
        "_Words = tuple[str, ...]",
        "",
        "# name, module, programs, words to look for, mark of its processes, variables it obeys, packages that watch, modules that code calls,",
        "# names in a log, words in a log, library whose messages stand in its log",
        "SERVERS: tuple[Row, ...] = (",
    ]
    guessing, patterned, around, blacklists, serving, beside = [], [], [], [], [], []
    for module in servers():
        one = import_module(f"watchlint.servers.{module}").SERVER
        row = f"    {_literal(one.row(module))},"
        if one.beside:
            beside.append(row)
            continue
        lines.append(row)
        if type(one).guessed is not Server.guessed:
            guessing.append(one.name)
        if one.globs:
            patterned.append(one.name)
        if one.around:
            around.append(one.name)
        blacklists += [(variable, one.name) for variable in one.blacklist[1:]]
        serving += one.serving
    lines += [
        ")",
        "",
        "# the same of what runs beside Python's servers: no check looks for it",
        "BESIDE: tuple[Row, ...] = (",
        *beside,
        ")",
        "",
        "# those that find their apps where nothing says how they are started",
        f"GUESSING: _Words = {_literal(tuple(guessing))}",
        "",
        "# those that take patterns which may match folders",
        f"PATTERNED: _Words = {_literal(tuple(patterned))}",
        "",
        "# those that start any other program again",
        f"AROUND: _Words = {_literal(tuple(around))}",
        "",
        "# variables that are taken to keep folders from being watched",
        f"BLACKLISTS: tuple[tuple[str, str], ...] = {_literal(tuple(blacklists))}",
        "",
        "# how variables begin that are set where one serves",
        f"SERVING: _Words = {_literal(tuple(dict.fromkeys(serving)))}",
        "",
    ]
    return "\n".join(lines)


def _literal(value: str | tuple[object, ...]) -> str:
    """As the formatter would write it; a tuple stays on its line."""
    if isinstance(value, str):
        return _quoted(value)
    inner = ", ".join(map(_literal, value))
    return f"({inner},)" if len(value) == 1 else f"({inner})"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def manifest() -> str:
    """`.pre-commit-hooks.yaml`: entries are console scripts, which a repository's own `hooks/` can't shadow."""
    entries = [
        ENTRY.format(id="check-all", entry="check-all", description="every check of watchlint at once", stages=STAGES)
    ]
    by_name = [hook for hook in hooks() if hook.name != "check-all"]
    entries += [ENTRY.format(id=h.name, entry=h.name, description=h.summary, stages=STAGES) for h in by_name]
    # Not a check: it changes no tracked file, so it runs where caches go stale, never in a commit.
    stages = "[post-checkout, post-merge, manual]"
    name = clean_caches.NAME
    entries.append(ENTRY.format(id=name, entry=name, description=clean_caches.SUMMARY, stages=stages))
    return MANIFEST_HEAD + "\n".join(entries)


def page(rule) -> str:
    """One rule's page."""
    fix = {
        "safe": "Safe: `--fix` applies it.",
        "unsafe": "Unsafe: `--fix --unsafe-fixes` applies it; it changes what is installed or how code runs.",
        "none": "No automatic fix.",
    }[rule.fix]
    return "\n".join(
        [
            f"# {rule.name}",
            "",
            rule.summary,
            "",
            f"Hook `{rule.hook}`, severity {rule.severity}, since {rule.since}.",
            "",
            "## Why",
            "",
            rule.why,
            "",
            f"Seen: {rule.evidence}",
            "",
            "## Before",
            "",
            *_tree(rule.before),
            "",
            "## After",
            "",
            *_tree(rule.after),
            "",
            "## Fix",
            "",
            fix,
            "",
            "## Ignore it",
            "",
            *_ignored(rule.name),
            "",
            f"Source: {rule.source}.",
            "",
        ]
    )


def _ignored(name: str) -> Iterator[str]:
    """The ways to answer a finding of a rule."""
    yield from (
        f"For one place, in a file that has comments, on the line or above it: `# watchlint: ignore[{name}] why`.",
        "",
    )
    yield from (
        "For the repository, in pyproject.toml:",
        "",
        "```toml",
        "[tool.watchlint.ignore]",
        f'{name} = "why"',
        "```",
    )


_LANGUAGES = {
    ".toml": "toml",
    ".py": "python",
    ".json": "json",
    ".yml": "yaml",
    ".yaml": "yaml",
    ".sh": "sh",
    ".txt": "text",
}


def _tree(files: dict[str, str]) -> Iterator[str]:
    """A small repository, file by file; an empty one has nothing."""
    if not files:
        yield "An empty folder."
    for number, (path, content) in enumerate(files.items()):
        if number:
            yield ""
        yield f"`{path}`:" if content else f"`{path}` (empty)"
        if content:
            yield from ("", f"```{_LANGUAGES.get(Path(path).suffix, 'text')}", content.rstrip("\n"), "```")


def table() -> str:
    """docs/rules.md: every rule on a line, by hook."""
    lines = [
        "# Rules",
        "",
        "Made from the rules' own declarations; each page says why, and shows before and after.",
        "",
    ]
    lines += ["| rule | severity | fix | what it says |", "| --- | --- | --- | --- |"]
    for hook in hooks():
        lines.append(f"| **{hook.name}** | | | {hook.summary} |")
        lines += [
            f"| [{rule.name}](rules/{rule.name}.md) | {'note' if rule.severity == 'info' else rule.severity} "
            f"| {rule.fix} | {rule.summary} |"
            for rule in hook.rules
        ]
    return "\n".join([*lines, ""])


def schema() -> str:
    """The JSON Schema of `[tool.watchlint]` and `.watchlint.toml`."""
    types = {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        list: {"type": "array", "items": {"type": "string"}},
    }
    properties = {}
    for key, (kind, wanted, closed) in KEYS.items():
        if kind is dict:
            value = types[str] if key == "ignore" else types[list]
            properties[key] = {"type": "object", "additionalProperties": value}
        else:
            properties[key] = dict(types[kind])
        if closed:
            properties[key]["enum"] = list(closed)
        properties[key]["description"] = wanted
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",  # what SchemaStore and validate-pyproject read
        "$id": "https://raw.githubusercontent.com/watchlint/watchlint/main/watchlint/data/watchlint.schema.json",
        "title": "watchlint",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return json.dumps(document, indent=2) + "\n"


def made() -> dict[Path, str]:
    """Each made file and what it must hold."""
    from tools import errors, pages  # built on the index that is on disk now

    files = {
        ROOT / "watchlint" / "rules" / "index.py": index(),
        ROOT / "watchlint" / "servers" / "index.py": server_index(),
        ROOT / ".pre-commit-hooks.yaml": manifest(),
        ROOT / "watchlint" / "data" / "watchlint.schema.json": schema(),
        ROOT / "docs" / "errors.md": errors.page(),
        ROOT / "docs" / "rules.md": table(),
        ROOT / "docs" / "hooks.md": pages.hooks(),
        ROOT / "docs" / "servers.md": pages.server_table(),
    }
    for name, text in pages.server_pages():
        files[ROOT / "docs" / "servers" / f"{name}.md"] = text
    for hook in hooks():
        for rule in hook.rules:
            files[ROOT / "docs" / "rules" / f"{rule.name}.md"] = page(rule)
    return files


def _index_first() -> None:
    """The indexes are written before anything that is made from them: a rule added by its place is in all of it at once."""
    for room, make in (("servers", server_index), ("rules", index)):
        path, text = ROOT / "watchlint" / room / "index.py", make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path.relative_to(ROOT))


def stale() -> list[str]:
    """The made files that are missing, differ, or should not be there."""
    files = made()
    wrong = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    wrong += [
        path for folder in ("rules", "servers") for path in (ROOT / "docs" / folder).glob("*.md") if path not in files
    ]
    return sorted(str(path.relative_to(ROOT)) for path in wrong)


def main(argv: list[str]) -> int:
    """Write what is stale, or with --check name it and return 1."""
    if "--check" not in argv:
        _index_first()
    names = stale()
    if "--check" in argv:
        print("\n".join(f"{name}: stale, run python -m tools.catalogue" for name in names))
        return 1 if names else 0
    files = made()
    for name in names:
        path = ROOT / name
        if path not in files:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8", newline="\n")
        print(name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
