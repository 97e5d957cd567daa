"""Pre-commit hooks and a repo linter for repositories whose dev server watches files."""

import sys

__version__ = "0.1.0"

# What follows would be a traceback. This module alone is written so that older Pythons can read it.
if sys.version_info < (3, 10):
    sys.stderr.write(
        "watchlint: needs Python 3.10 or later, and %s is %d.%d: write `language_version: python3.10` (or later) into the "
        "hook's configuration, or install watchlint with a newer Python\n" % ((sys.executable,) + sys.version_info[:2])
    )
    raise SystemExit(2)
