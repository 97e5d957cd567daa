"""check-compiled-files: is compiled Python tracked? Its rules are in watchlint/rules/compiled/."""

from __future__ import annotations

from watchlint.cli.check import check_compiled_files as main

if __name__ == "__main__":
    raise SystemExit(main())
