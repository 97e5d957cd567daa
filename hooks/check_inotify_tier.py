"""check-inotify-tier: does the chosen inotify tier fit the repository? Its rules are in watchlint/rules/tier/."""

from __future__ import annotations

from watchlint.cli.check import check_inotify_tier as main

if __name__ == "__main__":
    raise SystemExit(main())
