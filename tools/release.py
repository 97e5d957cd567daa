"""Whether a tag may be released: `python -m tools.release v0.1.0` exits 0, or 1 with a line for each reason it may not."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from watchlint import __version__

ROOT = Path(__file__).resolve().parent.parent


def wrong(tag: str, root: Path = ROOT) -> list[str]:
    """What is wrong with a release of this tag: the version, the changelog, the `rev` that pages tell people to pin."""
    said = []
    version = tag.removeprefix("v")
    if tag != f"v{version}" or version != __version__:
        said.append(f"{tag}: watchlint/__init__.py says {__version__}")
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## {re.escape(version)} \(\d{{4}}-\d\d-\d\d\)$", changes, re.M):
        said.append(f"CHANGELOG.md: no heading `## {version} (year-month-day)`")
    for path in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        for pinned in re.findall(r"^\s*rev: (v\S+)", path.read_text(encoding="utf-8"), re.M):
            if pinned != tag:
                said.append(f"{path.relative_to(root)}: rev: {pinned}, not {tag}")
    return said


def main(argv: list[str]) -> int:
    """Print what is wrong."""
    said = wrong(argv[0] if argv else "")
    print("\n".join(said) or f"{argv[0]} may be released")
    return 1 if said else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
