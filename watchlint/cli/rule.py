"""`watchlint rule`: the catalogue of rules, or one rule explained."""

from __future__ import annotations

from watchlint.findings import selection
from watchlint.reports.words import as_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.findings import Rule
    from watchlint.rules.registry import Hook


def main(argv: Sequence[str] | None = None) -> int:
    """Print the catalogue, or the rule named; exit 2 for a name that is none."""
    from watchlint.cli.command import guarded

    return guarded(lambda: _main(argv))


def _main(argv: Sequence[str] | None) -> int:
    import sys

    from watchlint.cli.parser import Parser
    from watchlint.rules.catalogue import HOOKS

    parser = Parser(prog="watchlint rule", description="The catalogue of rules, or one explained.", allow_abbrev=False)
    parser.add_argument("name", nargs="?", metavar="NAME", help="a rule, a hook or a glob")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    options = parser.parse_args(argv)
    rules = [rule for hook in HOOKS for rule in hook.rules]
    if options.name:
        names = selection.expand([options.name], HOOKS)
        rules = [rule for rule in rules if rule.name in names]
    if options.output_format == "json":
        text = _as_json(rules, one=len(rules) == 1 and options.name == rules[0].name)
    elif options.name:
        text = "\n\n".join(explain(rule) for rule in rules)
    else:
        text = table(HOOKS)
    sys.stdout.flush()
    sys.stdout.buffer.write((text + "\n").encode())
    sys.stdout.buffer.flush()
    return 0


def explain(rule: Rule) -> str:
    """One rule in full, for a terminal."""
    parts = [
        f"{rule.name} ({rule.hook}, {rule.severity}, fix: {rule.fix}, since {rule.since})",
        rule.summary,
        rule.why,
        f"Seen: {rule.evidence}",
        "Before:\n" + _indented(as_text(rule.before)),
        "After:\n" + _indented(as_text(rule.after)),
        f"Source: {rule.source}",
        rule.url,
    ]
    return "\n\n".join(parts)


def table(hooks: Sequence[Hook]) -> str:
    """Every rule on a line, by hook."""
    lines = []
    for hook in hooks:
        lines.append(f"{hook.name}: {hook.summary}")
        lines += [f"  {rule.name:38} {rule.severity:8} fix: {rule.fix:7} {rule.summary}" for rule in hook.rules]
    return "\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())


def _as_json(rules: Sequence[Rule], one: bool) -> str:
    import json

    rows = [{**rule._asdict(), "url": rule.url} for rule in rules]
    return json.dumps(rows[0] if one else {"version": 1, "rules": rows}, indent=2, ensure_ascii=False)
