"""check-reloader: does the dev server reload, and with the reloader you expect? Its rules are in watchlint/rules/reloader/."""

from __future__ import annotations

from watchlint.cli.check import check_reloader as main

if __name__ == "__main__":
    raise SystemExit(main())
