"""check-launch-files: do the files that start servers do what they say? Its rules are in watchlint/rules/launch/."""

from __future__ import annotations

from watchlint.cli.check import check_launch_files as main

if __name__ == "__main__":
    raise SystemExit(main())
