"""Small projects that uvicorn serves, and the folders that hold every module they load."""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    """`launch`: the words after `uvicorn`; `files`: path -> text; `folders`: those to name, none where that can't be decided;
    `why`: a word of the reason why not."""

    launch: str
    files: dict[str, str]
    folders: list[str]
    why: str = ""


APP = """
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"here"})
"""
ASGI = """import os
from django.core.asgi import get_asgi_application
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
application = get_asgi_application()
"""
BASE = """SECRET_KEY = "x"
DEBUG = True
ALLOWED_HOSTS = ["*"]
LOCAL_APPS = ["shop.apps.ShopConfig", "plain"]
INSTALLED_APPS = ["django.contrib.contenttypes", *LOCAL_APPS]
MIDDLEWARE = ["gate.middleware.Gate"]
ROOT_URLCONF = "config.urls"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": ["theming.context.name"]},
}]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
DJANGO = {
    "manage.py": "",
    "config/__init__.py": "",
    "config/asgi.py": ASGI,
    "config/settings/__init__.py": "",
    "config/settings/base.py": BASE,
    "config/settings/local.py": "from .base import *\n",
    "config/urls.py": 'from django.urls import include, path\nurlpatterns = [path("", include("shop.urls"))]\n',
    "shop/__init__.py": "",
    "shop/apps.py": 'from django.apps import AppConfig\nclass ShopConfig(AppConfig):\n    name = "shop"\n'
    "    def ready(self):\n        from . import signals\n",
    "shop/signals.py": "",
    "shop/models.py": "from core import money\n",
    "shop/urls.py": 'from django.urls import path\nfrom shop import views\nurlpatterns = [path("", views.page)]\n',
    "shop/views.py": 'from django.shortcuts import render\ndef page(request):\n    return render(request, "page.html")\n',
    "shop/templates/page.html": "{% load words %}here",
    "shop/templatetags/__init__.py": "",
    "shop/templatetags/words.py": "from django import template\nregister = template.Library()\n",
    "core/__init__.py": "",
    "core/money.py": "import core.rates.daily\n",
    "core/rates/__init__.py": "",
    "core/rates/daily.py": "",
    "gate/middleware.py": "from .rules import allowed\ndef Gate(answer):\n    return answer\nGate.sync_capable = Gate.async_capable = True\n",
    "gate/rules.py": "allowed = 1\n",
    "theming/context.py": "def name(request):\n    return {}\n",
    "plain/__init__.py": "",
    "plain/models.py": "",
    "unused/__init__.py": "",
    "unused/models.py": "",
}  # fmt: skip
DJANGO_LOADS = ["config", "shop", "core", "plain", "gate", "theming"]

SHAPES = {
    "one package": Shape("api.main:app", {"api/main.py": APP, "other/x.py": ""}, ["api"]),
    "a package beside it": Shape("api.main:app", {"api/main.py": "import core.db\n" + APP, "core/db.py": ""}, ["api", "core"]),
    "through a package's own file": Shape(
        "api.main:app", {"api/__init__.py": "from . import wiring\n", "api/wiring.py": "from core import *\n", "core/__init__.py": "import deep.down\n",
                         "deep/down.py": "", "api/main.py": APP}, ["api", "core", "deep"],
    ),
    "a submodule by from": Shape("api.main:app", {"api/main.py": "from core import db\n" + APP, "core/__init__.py": "", "core/db.py": "import far\n", "far/__init__.py": ""}, ["api", "core", "far"]),
    "inside a function": Shape("api.main:app", {"api/main.py": APP + "def later():\n    import core\n", "core/__init__.py": ""}, ["api", "core"]),
    "by a dotted text": Shape(
        "api.main:app",
        {"api/main.py": 'from importlib import import_module\nimport_module("core.db")\n' + APP, "core/db.py": ""}, ["api", "core"],
    ),
    "only for types": Shape("api.main:app", {"api/main.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import core\n" + APP, "core/__init__.py": ""}, ["api"]),
    "app-dir": Shape("main.web:app --app-dir src", {"src/main/web.py": "import core\n" + APP, "src/core/__init__.py": ""}, ["src/main", "src/core"]),
    "Django": Shape("config.asgi:application", DJANGO, DJANGO_LOADS),
    # no folder can be named
    "a module at the root": Shape("main:app", {"main.py": APP}, [], "main.py"),
    "that imports one at the root": Shape("api.main:app", {"api/main.py": "import tool\n" + APP, "tool.py": ""}, [], "tool.py"),
    "a name made up": Shape(
        "api.main:app",
        {"api/main.py": 'import importlib, os\nimportlib.import_module("plug." + os.environ.get("PLUG", "one"))\n' + APP, "plug/one.py": ""},
        [], "api/main.py:2",
    ),
    "a path that is not told": Shape("api.main:app", {"api/main.py": 'import sys, os\nsys.path.append(os.environ.get("MORE", "more"))\nimport tool\n' + APP, "more/tool.py": ""}, [], "sys.path"),
    "installed from elsewhere here": Shape("api.main:app", {"api/main.py": "try:\n    import core\nexcept ImportError:\n    pass\n" + APP, "packages/core/src/core/__init__.py": ""}, [], "whether core is"),
    "another's name inside a package": Shape(
        "api.main:app", {"api/main.py": "try:\n    import openai\nexcept ImportError:\n    pass\n" + APP, "api/__init__.py": "", "api/openai/__init__.py": ""}, ["api"],
    ),
    "a method of such a name": Shape("api.main:app", {"api/main.py": APP + "def later(session, words):\n    session.exec(words)\n"}, ["api"]),
    "text that is run": Shape("api.main:app", {"api/main.py": 'exec("import plug.one")\n' + APP, "plug/one.py": ""}, [], "api/main.py:1"),
    "apps that are not told": Shape(
        "config.asgi:application",
        {**DJANGO, "config/settings/local.py": 'import os\nfrom .base import *\nINSTALLED_APPS += os.environ.get("MORE", "unused").split()\n'}, [], "which apps",
    ),
    "files that are no Python": Shape("api.main:app --reload-include '*.html'", {"api/main.py": APP}, [], "--reload-include"),
}  # fmt: skip
