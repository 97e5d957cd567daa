"""check-streamlit-config over repositories that a test lays out."""

from __future__ import annotations

from pathlib import Path

from watchlint.facts.repository.repository import Repository
from watchlint.findings import Finding
from watchlint.fixes import plan as planning
from watchlint.rules.catalogue import hook
from watchlint.settings import Settings

HOOK = hook("check-streamlit-config")
NAMES = [entry.name for entry in HOOK.entries]
PATH = ".streamlit/config.toml"


def check(repository: Repository, settings: Settings, rules: list[str] = NAMES) -> list[Finding]:
    """What these rules say, in the order of the lines."""
    found = HOOK.findings(repository, settings, rules)
    return sorted(found, key=lambda finding: (finding.path or "", finding.line or 0, finding.column or 0))


def laid(folder: Path, text: str | bytes, files: dict[str, str]) -> Repository:
    """A repository with this configuration and other files, in memory."""
    data = text if isinstance(text, bytes) else text.encode()
    changes = {PATH: data, **{name: content.encode() for name, content in files.items()}}
    return Repository(str(folder)).overlay(changes)


def findings(
    folder: Path,
    text: str | bytes,
    version: str | None = "1.67.0",
    profile: str = "development",
    files: dict[str, str] | None = None,
) -> list[Finding]:
    """What all rules of the hook say of a configuration."""
    values = {"profile": profile} | ({"streamlit-version": version} if version else {})
    return check(laid(folder, text, files or {}), Settings(values))


def fixed(
    folder: Path,
    text: str | bytes,
    version: str = "1.67.0",
    unsafe: bool = False,
    profile: str = "development",
    files: dict[str, str] | None = None,
) -> str:
    """What `--fix` makes of a configuration."""
    settings = Settings({"streamlit-version": version, "profile": profile})
    made = planning.make(
        laid(folder, text, files or {}),
        lambda planned: check(planned, settings),
        lambda finding: unsafe or finding.fix.safe,
    )
    return made.after.read(PATH).decode()
