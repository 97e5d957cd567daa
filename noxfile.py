"""What a contributor runs: `nox -l` lists it. Each session uses the environment that nox itself runs in."""

from __future__ import annotations

import sys

import nox

nox.options.sessions = ["lint", "types", "quick"]
nox.options.default_venv_backend = "none"

PYTHON = sys.executable


@nox.session
def lint(session: nox.Session) -> None:
    """Style, dead code, made files, and watchlint on itself."""
    session.run(PYTHON, "-m", "ruff", "check", ".")
    session.run(PYTHON, "-m", "ruff", "format", "--check", ".")
    session.run(PYTHON, "-m", "vulture")
    session.run(PYTHON, "-m", "tools.catalogue", "--check")
    session.run(PYTHON, "-m", "watchlint", "check")


@nox.session
def types(session: nox.Session) -> None:
    """mypy, strict."""
    session.run(PYTHON, "-m", "mypy")


@nox.session
def quick(session: nox.Session) -> None:
    """Every test but those that start real servers."""
    session.run(PYTHON, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile", "-m", "not oracle", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Every test."""
    session.run(PYTHON, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """The lines and branches that the quick tests run, by folder."""
    session.run(PYTHON, "-m", "tools.coverage", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation, into site/; its examples, links and search are tests (tests/pages)."""
    session.run(PYTHON, "-m", "uv", "tool", "run", "zensical", "build", "--strict")


@nox.session
def bench(session: nox.Session) -> None:
    """Start-up times beside other linters, and growth."""
    session.run(PYTHON, "-m", "tools.bench", *session.posargs)
