"""Projects that uvicorn serves and the files that start it, generated from a seed, for test_launch_fixes.py.

An app answers with what it has loaded of its own folder, with the words it was started with and with the variables that
servers obey. Half of the apps are FastAPI's, half are Django's; each is started by another kind of file than the one before.
"""

from __future__ import annotations

import json
import random
import shlex
from typing import NamedTuple


class Shape(NamedTuple):
    """`files`: path -> text; `form`: which of FORMS starts it; `folder`: the one that it starts in; `code`: the one that
    its modules lie in; `polls`: whether watchfiles is told to poll."""

    files: dict[str, str]
    form: str
    folder: str
    code: str
    polls: bool


TELLS = """import json, os, sys

def told():
    home = os.path.realpath({home!r})
    loaded = [os.path.realpath(getattr(one, "__file__", None) or "") for one in list(sys.modules.values())]
    names = ("PYTHONDONTWRITEBYTECODE", "SHOP_MODE")
    return {{
        "loaded": sorted({{os.path.relpath(path, home) for path in loaded if path.startswith(home + os.sep)}}),
        "words": sys.argv[1:],
        "variables": {{key: os.environ[key] for key in os.environ if key.startswith("WATCHFILES_") or key in names}},
        "writes": not sys.dont_write_bytecode,
    }}
"""

_NAMES = ("core", "shop", "billing", "accounts", "lib", "services", "domain", "orders", "mail", "search")
# How one module takes another, `{package}.{module}`; each line loads it when the file that holds it is imported.
_TAKES = (
    "import {package}.{module}",
    "from {package} import {module}",
    "from {package}.{module} import *",
    "from {package} import (\n    {module},  # noqa\n)",
    "from importlib import import_module\nimport_module('{package}.{module}')",
    "def _wired():\n    import {package}.{module}\n_wired()",
    "try:\n    import {package}.{module}\nexcept ImportError:\n    pass",
    "if True:\n    import {package}.{module} as other",
    "import json, {package}.{module}",
)
_MODULES = ("models", "rules", "db", "tasks", "money")

# (variable, value): right ones, slips that a safe fix renames or rewrites, and slips that it leaves alone.
_VARIABLES = (
    ("PYTHONDONTWRITEBYTECODE", "false"), ("PYTHONDONTWRITEBYTECODE", "0"), ("PYTHONDONTWRITEBYTECODE", "1"),
    ("WATCHFILES_FORCE_POLLING", "0"), ("WATCHFILES_FORCE_POLL", "true"), ("WATCHFILES_POLL_DELAY", "300"),
    ("WATCHFILES_POLLING", "false"), ("WATCHFILES_FORCE_POLLING", "false"), ("SHOP_MODE", "dev"),
)  # fmt: skip
_OPTIONS = (
    "--reload-delay 0.3", "--reload-exclude '*.log'", "--reload-include '*.html'", "--log-level info", "--no-access-log",
    "--host 127.0.0.1", "--env-file .env.app", "--workers 1", "--lifespan off", "--proxy-headers",
)  # fmt: skip


def generated(count: int, seed: int) -> list[Shape]:
    """So many shapes."""
    chance = random.Random(seed)
    return [_shape(chance, number) for number in range(count)]


def _shape(chance: random.Random, number: int) -> Shape:
    is_django = number % 2 == 1
    files, app = _django(chance) if is_django else _fastapi(chance)
    options = chance.sample(_OPTIONS, chance.choice((0, 0, 1, 2)))
    variables = dict(chance.sample(_VARIABLES, chance.choice((0, 1, 1, 2))))
    home = chance.choice(("", "", "", "src", "backend"))
    words = ["uvicorn", app, "--reload", "--port", "{port}"]
    if home == "src":
        words[2:2] = ["--app-dir", "src"]
    files = {(f"{home}/{path}" if home else path): text for path, text in files.items()}
    for option in options:
        words += shlex.split(option)
    if not is_django and chance.random() < 0.2:
        words.insert(2, "--factory")
        words[1] = app.replace(":app", ":make")
    form = list(FORMS)[number % len(FORMS)]
    starts_in = "backend" if home == "backend" else ""
    beside = f"{starts_in}/" if starts_in else ""
    around = {
        "requirements.txt": "uvicorn[standard]>=0.41\nfastapi\nDjango\n",
        ".gitignore": "__pycache__/\n*.pyc\n.venv/\nnode_modules/\n.env.app\n",
        f"{beside}.venv/pyvenv.cfg": "version = 3.13.1\n",
        **{f"{beside}node_modules/p{n}/": "" for n in range(60)},
        **{f"{beside}.venv/lib/p{n}/": "" for n in range(60)},
        f"{beside}.env.app": "SHOP_DEBUG=1\n",
    }
    tells = TELLS.format(home=home if home == "src" else ".")
    files = {path: text.replace("# TELLS\n", tells) for path, text in files.items()}
    polls = variables.get("WATCHFILES_FORCE_POLLING") == "0" or "WATCHFILES_FORCE_POLL" in variables
    return Shape({**around, **files, **FORMS[form](words, variables, starts_in)}, form, starts_in, home, polls)


def _packages(chance: random.Random, taken: set[str], count: int) -> dict[str, str]:
    """path -> text of packages in which each takes the one behind it, and how the first is taken."""
    names = [name for name in _NAMES if name not in taken]
    chosen = [(name, chance.choice(_MODULES)) for name in chance.sample(names, count)]
    files = {}
    for (package, module), after in zip(chosen, [*chosen[1:], None], strict=True):
        takes = chance.choice(_TAKES).format(package=after[0], module=after[1]) if after else "N = 1"
        where = chance.choice(("module", "module", "own", "beside"))
        files[f"{package}/{module}.py"] = takes if where != "own" else "N = 1"
        if where == "own":
            files[f"{package}/__init__.py"] = takes
        elif where == "beside":
            files[f"{package}/{module}.py"] = "from . import beside\n"
            files[f"{package}/beside.py"] = takes
            files[f"{package}/__init__.py"] = ""
        elif chance.random() < 0.7:
            files[f"{package}/__init__.py"] = ""
    first = chance.choice(_TAKES).format(package=chosen[0][0], module=chosen[0][1])
    return {"": first, **{path: f"{text}\n" for path, text in files.items()}}


def _fastapi(chance: random.Random) -> tuple[dict[str, str], str]:
    files = _packages(chance, set(), chance.randint(1, 4))
    takes = files.pop("")
    package = chance.choice(("api", "app", "web"))
    main = f"from fastapi import APIRouter, FastAPI\n# TELLS\n{takes}\n"
    if chance.random() < 0.5:
        main += "from . import routes\n"
        files[f"{package}/routes.py"] = "from fastapi import APIRouter\nrouter = APIRouter()\n"
        files[f"{package}/__init__.py"] = ""
    if chance.random() < 0.15:
        main += "import settings\n"
        files["settings.py"] = "NAME = 1\n"
    main += (
        "def make():\n    served = FastAPI()\n    served.add_api_route('/', told)\n    return served\n\napp = make()\n"
    )
    return {**files, f"{package}/main.py": main, "unused/__init__.py": "", "unused/far.py": ""}, f"{package}.main:app"


def _django(chance: random.Random) -> tuple[dict[str, str], str]:
    site = chance.choice(("config", "project", "mysite"))
    apps = chance.sample(("pages", "blog", "users", "stock", "gate"), chance.randint(1, 3))
    files = _packages(chance, {*apps, site}, chance.randint(1, 3))
    takes = files.pop("")
    listed = [f"{app}.apps.{app.title()}Config" if chance.random() < 0.4 else app for app in apps]
    middleware, context = chance.random() < 0.5, chance.random() < 0.5
    settings = (
        f"SECRET_KEY = 'x'\nDEBUG = True\nALLOWED_HOSTS = ['*']\nLOCAL_APPS = {listed!r}\n"
        f"INSTALLED_APPS = ['django.contrib.contenttypes', *LOCAL_APPS]\nROOT_URLCONF = '{site}.urls'\n"
        f"MIDDLEWARE = {['hooks_in.middleware.Gate'] if middleware else []!r}\n"
        "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True, 'OPTIONS': "
        f"{{'context_processors': {['theming.context.name'] if context else []!r}}}}}]\n"
    )
    module = f"{site}.settings"
    if chance.random() < 0.5:
        files |= {f"{site}/settings/__init__.py": "", f"{site}/settings/base.py": settings}
        files[f"{site}/settings/local.py"] = "from .base import *\n"
        module = f"{site}.settings.local"
    else:
        files[f"{site}/settings.py"] = settings
    if middleware:
        files["hooks_in/middleware.py"] = (
            "from .rules import allowed\ndef Gate(answer):\n    return answer\nGate.sync_capable = Gate.async_capable = True\n"
        )
        files["hooks_in/rules.py"] = "allowed = 1\n"
    if context:
        files["theming/context.py"] = "def name(request):\n    return {}\n"
    included = "".join(f", path('{app}/', include('{app}.urls'))" for app in apps)
    for app in apps:
        files |= {
            f"{app}/__init__.py": "",
            f"{app}/models.py": takes if app == apps[0] else "",
            f"{app}/urls.py": f"from django.urls import path\nfrom {app} import views\nurlpatterns = [path('', views.page)]\n",
            f"{app}/views.py": "from django.http import HttpResponse\ndef page(request):\n    return HttpResponse('here')\n",
            f"{app}/apps.py": f"from django.apps import AppConfig\nclass {app.title()}Config(AppConfig):\n    name = '{app}'\n"
            "    default_auto_field = 'django.db.models.BigAutoField'\n    def ready(self):\n        from . import signals\n",
            f"{app}/signals.py": "",
        }
    files |= {
        "manage.py": f"import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', '{module}')\n",
        f"{site}/__init__.py": "",
        f"{site}/asgi.py": f"import os\nfrom django.core.asgi import get_asgi_application\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', '{module}')\n"
        "application = get_asgi_application()\n",
        f"{site}/urls.py": "from django.http import JsonResponse\nfrom django.urls import include, path\n# TELLS\n"
        f"urlpatterns = [path('', lambda request: JsonResponse(told())){included}]\n",
        "unused/__init__.py": "",
        "unused/models.py": "",
    }
    return files, f"{site}.asgi:application"


# What starts it: each form's files, from its words, its variables and the folder it starts in.


def _inline(words: list[str], variables: dict[str, str], folder: str) -> str:
    before = "".join(f"{name}={value} " for name, value in variables.items())
    return f"{f'cd {folder} && ' if folder else ''}{before}{shlex.join(words)}"


def _script(words: list[str], variables: dict[str, str], folder: str) -> dict[str, str]:
    lines = [f"export {name}={value}" for name, value in variables.items()]
    lines += [f"cd {folder}"] if folder else []
    return {"run.sh": "\n".join(["#!/bin/sh", "set -e", *lines, f"exec {shlex.join(words)}", ""])}


def _makefile(words: list[str], variables: dict[str, str], folder: str) -> dict[str, str]:
    lines = [f"export {name} = {value}" for name, value in variables.items()]
    moved = f"cd {folder} && " if folder else ""
    return {"Makefile": "\n".join([*lines, "run:", f"\t{moved}{shlex.join(words)}", ""])}


def _dockerfile(command: str, variables: dict[str, str], folder: str) -> dict[str, str]:
    lines = [f"ENV {name}={value}" for name, value in variables.items()]
    moved = [f"WORKDIR /app/{folder}"] if folder else []
    lines = ["FROM python:3.13", "WORKDIR /app", *lines, "COPY . .", *moved, f"CMD {command}", ""]
    return {"Dockerfile": "\n".join(lines), ".dockerignore": ".git\n"}


def _compose(words: list[str], variables: dict[str, str], folder: str) -> dict[str, str]:
    lines = ["services:", "  web:", "    image: python:3.13", f"    working_dir: /app{f'/{folder}' if folder else ''}"]
    lines += ["    volumes:", "      - .:/app"]
    lines += (
        ["    environment:", *(f'      {name}: "{value}"' for name, value in variables.items())] if variables else []
    )
    return {"compose.yaml": "\n".join([*lines, "    command:", *(f"      - {json.dumps(word)}" for word in words), ""])}


def _vscode(words: list[str], variables: dict[str, str], folder: str) -> dict[str, str]:
    start = {"name": "web", "type": "debugpy", "request": "launch", "module": words[0], "args": words[1:]}
    start |= {"env": variables, "cwd": f"${{workspaceFolder}}{f'/{folder}' if folder else ''}"}
    return {".vscode/launch.json": json.dumps({"version": "0.2.0", "configurations": [start]}, indent=2) + "\n"}


FORMS = {
    "run.sh": _script,
    "Procfile": lambda words, variables, folder: {"Procfile": f"web: {_inline(words, variables, folder)}\n"},
    "Makefile": _makefile,
    "package.json": lambda words, variables, folder: {
        "package.json": json.dumps({"scripts": {"dev": _inline(words, variables, folder)}}, indent=2) + "\n"
    },
    "Dockerfile": lambda words, variables, folder: _dockerfile(json.dumps(words), variables, folder),
    "Dockerfile by a shell": lambda words, variables, folder: _dockerfile(shlex.join(words), variables, folder),
    "compose.yaml": _compose,
    ".vscode/launch.json": _vscode,
}
