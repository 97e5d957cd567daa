"""How the tests of check-launch-files' rules look at small repositories."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests import spelling
from watchlint.facts.repository.repository import Repository
from watchlint.findings import Finding
from watchlint.fixes import plan
from watchlint.rules import catalogue
from watchlint.settings import Settings

HOOK = catalogue.hook("check-launch-files")

SHOP = {"shop/__init__.py": "", "shop/main.py": "app = None\n", "requirements.txt": "uvicorn[standard]>=0.41\n"}
"""A package that uvicorn serves, with watchfiles."""

HEAVY = {
    ".gitignore": "__pycache__/\n.venv/\n",
    ".venv/untracked-pyvenv.cfg": "version = 3.13.1\n",
    ".venv/lib/120-empty-folders": "",
}
"""A virtual environment of 122 folders."""

IMAGE = "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\n"
STREAMLIT = 'CMD ["streamlit", "run", "app.py"]\n'


def look(repository: Repository, rules: str = "*", **given: object) -> list[Finding]:
    """What the rules of the hook say, or one of them."""
    settings = Settings()
    for name, value in given.items():
        setattr(settings, name, value)
    return list(HOOK.findings(repository, settings, [one.name for one in HOOK.entries if rules in ("*", one.name)]))


def seen(repository: Callable, files: Mapping[str, str], rule: str, **given: object) -> list[tuple[str, str, int]]:
    """(severity, path, line) of one rule's findings in these files."""
    tree = spelling.lay(repository, files)
    return [(one.severity, one.path, one.line) for one in look(Repository(str(tree)), rule, **given)]


def fixed(repository: Callable, files: Mapping[str, str], rule: str, **given: object) -> dict[str, str | None]:
    """What --fix --unsafe-fixes makes of these files for one rule; the rule has no fix left afterwards."""
    tree = spelling.lay(repository, files, name="fixed")
    made = plan.make(Repository(str(tree)), lambda repo: look(repo, rule, **given), lambda finding: True)
    assert not made.refused
    assert not [one for one in look(made.after, rule, **given) if one.fix]
    return {path: data.decode() if data is not None else None for path, data in made.changes.items()}
