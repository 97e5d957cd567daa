"""Small Django projects, each with what it asks for and where it names the reloader, for test_django_reloader.py."""

from __future__ import annotations

from collections import namedtuple

Shape = namedtuple("Shape", "name asks files expected environments", defaults=(({},),))
"""asks: requirements beside Django; files: path -> text over those of BASE; expected: the reloader that is predicted;
environments: variables to run it with, the one under which the prediction's condition holds first, then the other."""

MANAGE = """import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{module}")
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
"""
HEAD = """import os
import sys

SECRET_KEY = "x"
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "site_urls"
STATIC_URL = "static/"
"""
URLS = """from django.http import HttpResponse
from django.urls import path

ANSWER = "first"
urlpatterns = [path("", lambda request: HttpResponse(ANSWER))]
"""
APPS = """INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
]
"""
BASE = {"manage.py": MANAGE.format(module="settings"), "settings.py": HEAD + APPS, "site_urls.py": URLS}

STAT, WATCHFILES, WATCHMAN = "StatReloader", "WatchfilesReloader", "WatchmanReloader"

DJWF = "django-watchfiles==1.4.0"
WATCHMAN_4 = "pywatchman==4.0.0"
WATCHMAN_1 = "pywatchman==1.4.1"
LISTED = HEAD + 'INSTALLED_APPS = ["django.contrib.staticfiles", "django_watchfiles"]\n'


def _settings(text: str) -> dict[str, str]:
    return {"settings.py": HEAD + text}


def _package(module: str, **texts: str) -> dict[str, str]:
    """A settings package: `config/settings/NAME.py` for each text; manage.py uses `module`."""
    files = {f"config/settings/{name}.py": text for name, text in texts.items()}
    return {
        "manage.py": MANAGE.format(module=module),
        "config/__init__.py": "",
        "config/settings/__init__.py": "",
        **files,
    }


DEV = 'from .base import *\n\nINSTALLED_APPS += ["django_watchfiles"]\n'

SHAPES = [
    Shape("plain", [], {}, STAT),
    Shape("listed", [DJWF], {"settings.py": LISTED}, WATCHFILES),
    Shape("required, not listed", [DJWF], {}, STAT),
    Shape("listed, not required", [], {"settings.py": LISTED}, STAT),
    Shape("spelled as the package", [DJWF], _settings('INSTALLED_APPS = ["django-watchfiles"]\n'), STAT),
    Shape("watchfiles in its place", ["watchfiles==1.3.0"], _settings('INSTALLED_APPS = ["watchfiles"]\n'), STAT),
    Shape("both, listed", [DJWF, WATCHMAN_4], {"settings.py": LISTED}, WATCHFILES),
    Shape("both, not listed", [DJWF, WATCHMAN_4], {}, WATCHMAN),
    Shape("watchman 4", [WATCHMAN_4], {}, WATCHMAN),
    Shape("watchman 1", [WATCHMAN_1], {}, STAT),
    Shape("in debug", [DJWF], _settings(APPS + 'if DEBUG:\n    INSTALLED_APPS += ["django_watchfiles"]\n'), WATCHFILES),
    Shape(
        "not in debug",
        [DJWF],
        _settings("DEBUG = False\n" + APPS + 'if DEBUG:\n    INSTALLED_APPS += ["django_watchfiles"]\n'),
        STAT,
    ),
    Shape(
        "by a variable",
        [DJWF],
        _settings(APPS + 'if os.environ.get("DEV"):\n    INSTALLED_APPS.append("django_watchfiles")\n'),
        WATCHFILES,
        ({"DEV": "1"}, {}),
    ),
    Shape(
        "a list from a variable",
        [DJWF],
        _settings(APPS + 'INSTALLED_APPS += os.environ.get("APPS", "").split()\n'),
        WATCHFILES,
        ({"APPS": "django_watchfiles"}, {}),
    ),
    Shape(
        "if it can be imported",
        [DJWF],
        _settings(
            APPS + "try:\n    import django_watchfiles\nexcept ImportError:\n    pass\n"
            'else:\n    INSTALLED_APPS += ["django_watchfiles"]\n'
        ),
        WATCHFILES,
    ),
    Shape("development settings", [DJWF], _package("config.settings.dev", base=HEAD + APPS, dev=DEV), WATCHFILES),
    Shape("base by default", [DJWF], _package("config.settings.base", base=HEAD + APPS, dev=DEV), STAT),
    Shape(
        "base by module",
        [DJWF],
        _package(
            "config.settings.dev",
            base=HEAD + APPS,
            dev='from config.settings import base\nfrom config.settings.base import *\n\nINSTALLED_APPS = [*base.INSTALLED_APPS, "django_watchfiles"]\n',
        ),
        WATCHFILES,
    ),
    Shape("imported only", [DJWF], _settings("import django_watchfiles\n" + APPS), WATCHFILES),
    Shape(
        "lists joined",
        [DJWF],
        _settings(
            'DJANGO_APPS: list[str] = ["django.contrib.staticfiles"]\nOTHERS = ("django_watchfiles",)\n'
            "INSTALLED_APPS = DJANGO_APPS + list(OTHERS)\n"
        ),
        WATCHFILES,
    ),
    Shape(
        "a tuple that grows",
        [DJWF],
        _settings('INSTALLED_APPS = ("django.contrib.staticfiles",)\nINSTALLED_APPS += ("django_watchfiles",)\n'),
        WATCHFILES,
    ),
    Shape(
        "changed in place",
        [DJWF],
        _settings(
            'MORE = []\nINSTALLED_APPS = MORE\nMORE.extend(["django.contrib.staticfiles"])\nMORE.insert(0, "django_watchfiles")\n'
        ),
        WATCHFILES,
    ),
    Shape("taken out again", [DJWF], {"settings.py": LISTED + 'INSTALLED_APPS.remove("django_watchfiles")\n'}, STAT),
    Shape(
        "tenants",
        [DJWF],
        _settings(
            'SHARED = ["django.contrib.staticfiles"]\nTENANT = ["django.contrib.staticfiles", "django_watchfiles"]\n'
            "INSTALLED_APPS = SHARED + [app for app in TENANT if app not in SHARED]\n"
        ),
        WATCHFILES,
    ),
    Shape(
        "not in tests",
        [DJWF],
        _settings(APPS + 'if "test" not in sys.argv:\n    INSTALLED_APPS += ["django_watchfiles"]\n'),
        WATCHFILES,
    ),
    Shape(
        "one of two",
        [DJWF],
        _settings(APPS + 'INSTALLED_APPS += ["django_watchfiles"] if DEBUG else ["django.contrib.auth"]\n'),
        WATCHFILES,
    ),
    Shape(
        "added in a loop",
        [DJWF],
        _settings(APPS + 'for app in ("django_watchfiles", "django.contrib.auth"):\n    INSTALLED_APPS.append(app)\n'),
        WATCHFILES,
    ),
    Shape("split files", [DJWF], {
        "settings.py": "from parts import *\nfrom parts import apps\n\nINSTALLED_APPS = apps.ALL\n",
        "parts/__init__.py": '__all__ = ["SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "ROOT_URLCONF", "STATIC_URL"]\n' + HEAD,
        "parts/apps.py": 'ALL = ["django.contrib.staticfiles", "django_watchfiles"]\n',
    }, WATCHFILES),
]  # fmt: skip
