"""`python -m watchlint` is `watchlint`."""

from watchlint.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
