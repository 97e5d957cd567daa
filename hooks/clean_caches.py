"""clean-caches: remove bytecode and tool caches from the work tree."""

from __future__ import annotations

from watchlint.cli.clean_caches import main

if __name__ == "__main__":
    raise SystemExit(main())
