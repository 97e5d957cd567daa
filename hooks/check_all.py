"""check-all: every hook over one set of facts, one report. The same as `watchlint check`."""

from __future__ import annotations

from watchlint.cli.check import main

if __name__ == "__main__":
    raise SystemExit(main())
