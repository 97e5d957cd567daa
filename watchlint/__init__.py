"""Pre-commit hooks and a repo linter for repositories whose dev server watches files."""

__version__ = "0.1.0"
