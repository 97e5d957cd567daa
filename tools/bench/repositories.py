"""The repositories that are timed: made anew, committed, with nothing to find in them that fails a run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.bench.measure import environment

GITIGNORE = "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"
TIER = '\n[tool.watchlint]\ninotify-tier = "small"\n'

EMPTY = {"README.md": "Nothing yet.\n", "pyproject.toml": '[project]\nname = "nothing"\nversion = "1"\n' + TIER}

SMALL = {
    ".gitignore": GITIGNORE,
    "README.md": "A small application.\n",
    "app.py": "import streamlit as st\n\nst.write('hello')\n",
    "pages/one.py": "import streamlit as st\n\nst.title('one')\n",
    "requirements.txt": "streamlit==1.45.0\n",
    "pyproject.toml": '[project]\nname = "small"\nversion = "1"\n' + TIER,
    ".streamlit/config.toml": '[server]\nfileWatcherType = "auto"\n',
}

STREAMLIT = {
    **SMALL,
    ".dockerignore": ".git\n.venv\n__pycache__\n",
    "Dockerfile": """\
FROM python:3.13-slim
WORKDIR /app
ENV PYTHONDONTWRITEBYTECODE=1
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
EXPOSE 8501
CMD ["streamlit", "run", "app.py"]
""",
    "docker-compose.yml": """\
services:
  web:
    build: .
    ports: ["8501:8501"]
    environment:
      STREAMLIT_SERVER_HEADLESS: "true"
""",
}

DJANGO = {
    ".gitignore": GITIGNORE,
    "manage.py": """\
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
""",
    "shop/__init__.py": "",
    "shop/settings.py": 'DEBUG = True\nINSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "cart"]\n',
    "shop/urls.py": "urlpatterns = []\n",
    "cart/__init__.py": "",
    "cart/models.py": "from django.db import models\n\n\nclass Item(models.Model):\n    name = models.TextField()\n",
    "cart/views.py": "",
    "requirements.txt": "Django==5.2\npsycopg[binary]>=3\n",
    "Procfile": "web: python manage.py runserver 0.0.0.0:8000\n",
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["Django>=5.2"]\n' + TIER,
}


def large(count: int) -> dict[str, str]:
    """So many empty files: two in a hundred are Python, a hundred lie in each folder, as large repositories have it."""
    files = {f"d{n // 1000}/e{n // 100 % 10}/f{n}.{'py' if n % 50 == 0 else 'txt'}": "" for n in range(count)}
    return {**files, ".gitignore": GITIGNORE, ".watchlint.toml": 'inotify-tier = "large"\n'}


def make(root: Path, files: Mapping[str, str]) -> Path:
    """These files, committed in a new repository at `root`."""
    lay(root, files)
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=root, check=True, env=environment(), stdout=subprocess.DEVNULL)
    return root


def lay(root: Path, files: Mapping[str, str]) -> None:
    """These files, and their folders."""
    folders(root, files)
    for path, text in files.items():
        with open(f"{root}/{path}", "w", encoding="utf-8") as file:
            file.write(text)


def folders(root: Path, paths: Iterable[str]) -> None:
    """The folders that these paths lie in."""
    for folder in {os.path.dirname(path) for path in paths}:
        os.makedirs(f"{root}/{folder}", exist_ok=True)
