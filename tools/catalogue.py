"""Everything made from the rules' declarations: manifest, pages, README table, settings schema.

`python -m tools.catalogue` writes them; `--check` writes nothing and exits 1 where one is stale.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from watchlint.cli import clean_caches
from watchlint.rules.catalogue import HOOKS
from watchlint.settings import KEYS

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- rules: made by tools/catalogue.py -->", "<!-- end of rules -->"

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


def manifest() -> str:
    """`.pre-commit-hooks.yaml`: entries are console scripts, which a repository's own `hooks/` can't shadow."""
    entries = [
        ENTRY.format(id="check-all", entry="check-all", description="every check of watchlint at once", stages=STAGES)
    ]
    entries += [ENTRY.format(id=h.name, entry=h.name, description=h.summary, stages=STAGES) for h in HOOKS]
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
        "none": "None: there is nothing a program could decide for you.",
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
            "```text",
            rule.before,
            "```",
            "",
            "## After",
            "",
            "```text",
            rule.after,
            "```",
            "",
            "## Fix",
            "",
            fix,
            "",
            f"Source: {rule.source}.",
            "",
        ]
    )


def table() -> str:
    """The README's table of rules."""
    lines = ["| rule | severity | fix | what it says |", "| --- | --- | --- | --- |"]
    for hook in HOOKS:
        lines.append(f"| **{hook.name}** | | | {hook.summary} |")
        lines += [
            f"| [{rule.name}](docs/rules/{rule.name}.md) | {rule.severity} | {rule.fix} | {rule.summary} |"
            for rule in hook.rules
        ]
    return "\n".join(lines)


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
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://raw.githubusercontent.com/watchlint/watchlint/main/watchlint/data/watchlint.schema.json",
        "title": "watchlint",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return json.dumps(document, indent=2) + "\n"


def readme(text: str) -> str:
    """The README with today's table between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def made() -> dict[Path, str]:
    """Each made file and what it must hold."""
    files = {
        ROOT / ".pre-commit-hooks.yaml": manifest(),
        ROOT / "watchlint" / "data" / "watchlint.schema.json": schema(),
        ROOT / "README.md": readme((ROOT / "README.md").read_text(encoding="utf-8")),
    }
    for hook in HOOKS:
        for rule in hook.rules:
            files[ROOT / "docs" / "rules" / f"{rule.name}.md"] = page(rule)
    return files


def stale() -> list[str]:
    """The made files that are missing, differ, or should not be there."""
    files = made()
    wrong = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    wrong += [path for path in (ROOT / "docs" / "rules").glob("*.md") if path not in files]
    return sorted(str(path.relative_to(ROOT)) for path in wrong)


def main(argv: list[str]) -> int:
    """Write what is stale, or with --check name it and return 1."""
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
