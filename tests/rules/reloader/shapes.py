"""Small repositories that the tests of check-reloader's rules are made of."""

from __future__ import annotations

from pathlib import Path

BROKEN, ENABLE, INSTALL = (
    "reloader-pywatchman-broken",
    "reloader-watchfiles-not-enabled",
    "reloader-watchfiles-not-installed",
)
CONFLICT, CONFIG, POLLS = "reloader-conflict", "reloader-watchman-config-missing", "reloader-polls"
UNUSED, DEAF, RACE = "reloader-package-unused", "reloader-watchdog-never-fires", "reloader-streamlit-pyc-race"
LOOP, SILENT, ALL = "reloader-watchdog-livelock", "reloader-limit-silent", "reloader-watches-everything"
INCLUDE, DIR, FILTER = (
    "reloader-include-replaces-folder",
    "reloader-dir-not-alone",
    "reloader-filter-without-watchfiles",
)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".git" not in p.parts
    }


MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'

PLAIN = 'INSTALLED_APPS = ["django.contrib.admin"]\n'

LISTED = 'INSTALLED_APPS = ["django.contrib.admin", "django_watchfiles"]\n'

UNSURE = PLAIN + "INSTALLED_APPS += more()\n"

CONFIGURED = '{"ignore_dirs": ["node_modules"]}\n'


def django(asks: str, settings: str = PLAIN, python: str = "3.12", **more: str) -> dict[str, str]:
    return {
        "manage.py": MANAGE,
        "settings.py": settings,
        ".python-version": f"{python}\n",
        "requirements.txt": f"Django>=5.2\n{asks}\n",
        **more,
    }


STARTED = "import flask\nflask.Flask(__name__).run(debug=True)\n"


def flask(asks: str, python: str = "3.12", **more: str) -> dict[str, str]:
    return {
        "app.py": STARTED,
        ".python-version": f"{python}\n",
        "requirements.txt": f"flask\n{asks}\n",
        **more,
    }


def watchmedo(words: str) -> dict[str, str]:
    procfile = f"w: watchmedo auto-restart {words}{'' if ' -- ' in words else ' -- python w.py'}\n"
    asked = {".python-version": "3.12\n", "requirements.txt": "watchdog==7.1.0\n"}
    return {**asked, "Procfile": procfile, "w.py": "", "src/w.py": ""}


PTW = {".python-version": "3.12\n", "requirements.txt": "pytest-watcher\n"}

POETRY = '[[package]]\nname = "{}"\nversion = "{}"\n'


def judged(found, folder: Path, files: dict[str, str]) -> list[tuple[str, str, str, int]]:
    """What check-reloader says of these files, in order: rule, severity, path, line (0 for none)."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    findings = found.findings("check_reloader", folder)
    assert all(finding.help and len(finding.message) < 400 for finding in findings)
    return sorted((f.rule.name, f.severity, f.path, f.line or 0) for f in findings)


def wanted(expected: list[tuple]) -> list[tuple[str, str, str, int]]:
    """The same of a table's rows."""
    return sorted((rule, severity, path, line or 0) for rule, severity, path, line in expected)
