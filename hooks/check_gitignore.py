"""check-gitignore: would git ignore the bytecode that Python writes? Its rules are in watchlint/rules/gitignore/."""

from __future__ import annotations

from watchlint.cli.check import check_gitignore as main

if __name__ == "__main__":
    raise SystemExit(main())
