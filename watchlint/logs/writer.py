"""Which servers a part of a log names: by the files its tracebacks name and the words it greets with."""

from __future__ import annotations

import re

_PACKAGES = {
    b"aiohttp_devtools": "aiohttp-devtools",
    b"bentoml": "bentoml",
    b"chainlit": "chainlit",
    b"django_watchfiles": "django",
    b"fasthtml": "fasthtml",
    b"granian": "granian",
    b"gunicorn": "gunicorn",
    b"hupper": "hupper",
    b"litestar": "litestar",
    b"nicegui": "nicegui",
    b"panel": "panel",
    b"pytest_watch": "pytest-watch",
    b"reflex": "reflex",
    b"robyn": "robyn",
    b"shiny": "shiny",
    b"sphinx_autobuild": "sphinx-autobuild",
    b"streamlit": "streamlit",
    b"uvicorn": "uvicorn",
    b"werkzeug": "flask",
}
_WORDS = {
    b"You can now view your Streamlit app": "streamlit",
    b"Uvicorn running on": "uvicorn",
    b"Started reloader process": "uvicorn",
    b"NiceGUI ready to go": "nicegui",
    b"[nodemon]": "nodemon",
    b"file watcher error: ": "vite",
    b"VITE v": "vite",
    b"Watchpack": "webpack",
    b"webpack-dev-server": "webpack",
    b" * Serving Flask app": "flask",
}
_NAMED = re.compile(
    rb"(?:site|dist)-packages[/\\]+(" + b"|".join(_PACKAGES) + rb")[/\\]"
    rb"|[/\\]bin[/\\](streamlit|uvicorn|chainlit|gunicorn|watchmedo)\b"
    rb"|(" + b"|".join(map(re.escape, _WORDS)) + rb")"
)


def named(text: bytes) -> list[str]:
    """The servers that a part of a log names, each once, the last one last."""
    found: dict[str, None] = {}
    for match in _NAMED.finditer(text):
        package, program, words = match.groups()
        name = _PACKAGES[package] if package else program.decode() if program else _WORDS[words]
        found.pop(name, None)
        found[name] = None
    return list(found)
