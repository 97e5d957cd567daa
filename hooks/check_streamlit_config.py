"""Does Streamlit read this project's `config.toml`, and does each option do what it seems to?"""

from __future__ import annotations

from hooks.findings import Hook
from hooks.streamlit_config.rules import HOOK as _HOOK
from hooks.streamlit_config.rules import RULES

__all__ = ["HOOK", "RULES", "check", "main"]


def check(repo, settings):
    """Findings on every `.streamlit/config.toml`, on misplaced ones and on a missing one. Silent without Streamlit."""
    from hooks.streamlit_config import files

    found = files.find(repo)
    if found.configs:
        from hooks.streamlit_config import reading

        yield from reading.findings(repo, settings, found.configs)
    misplaced = list(files.misplaced(repo, found.candidates))
    yield from misplaced
    if not found.configs and not misplaced:
        yield from files.missing(repo, settings)


HOOK = Hook(_HOOK, "Streamlit reads its config.toml, and each option does what it says", RULES, check)


def main(argv=None) -> int:
    """Run this hook alone; see `hooks.cli.command`."""
    from hooks.cli import command

    return command.run([HOOK], argv)


if __name__ == "__main__":
    raise SystemExit(main())
