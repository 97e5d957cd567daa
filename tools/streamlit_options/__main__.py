"""The command: reads every release since 0.84.0, writes the catalogue, says what changed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tools.streamlit_options import history, reading, releases

CATALOGUE = Path(__file__).resolve().parents[2] / "watchlint" / "facts" / "streamlit" / "declared.py"


def main(argv: list[str] | None = None) -> int:
    """0 when the file is as it should be (or was written), 1 with --check when it is not."""
    parser = argparse.ArgumentParser(prog="python -m tools.streamlit_options", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the file would change")
    parser.add_argument("--output", type=Path, default=CATALOGUE, help="the file to write")
    parser.add_argument("--cache", type=Path, default=_cache(), help="where downloaded releases are kept (%(default)s)")
    arguments = parser.parse_args(argv)

    options = {}
    for version in releases.published():
        options[version] = reading.options(releases.members(version, arguments.cache))
        print(f"{version}: {len(options[version])} options", file=sys.stderr)
    new = history.fold(options)
    if history.unfold(new) != options:
        raise AssertionError("the file would not say what was read")
    old = {"releases": [], "options": []}
    if arguments.output.exists():
        old = history.data(arguments.output.read_text(encoding="utf-8"))
    changes = history.changes(old, new)
    print("\n".join(changes) or "nothing changed")
    if arguments.check:
        return 1 if changes else 0
    arguments.output.write_text(history.text(new), encoding="utf-8", newline="\n")
    return 0


def _cache() -> Path:
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "watchlint" / "streamlit"


if __name__ == "__main__":
    sys.exit(main())
