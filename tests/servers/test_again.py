"""The command that starts the same server with reloading."""

from __future__ import annotations

import pytest

from watchlint.servers import catalogue
from watchlint.servers.running import recognise


@pytest.mark.parametrize(
    "line, again",
    [
        ("uvicorn main:app", "uvicorn main:app --reload"),
        ("python -m uvicorn main:app --app-dir src --port 1 --workers 4", "uvicorn main:app --app-dir src --port 1 --reload"),
        ("uvicorn main:app --ssl-keyfile-password hush --header x:hush", "uvicorn main:app --reload"),
        ("uvicorn --factory main:make --proxy-headers", "uvicorn --factory main:make --reload"),
        ("fastapi run main.py --port 1", "fastapi dev main.py --port 1"),
        ("flask --app shop run", "flask --app shop run --debug"),
        ("flask run --port 5001 --no-reload", "flask run --port 5001 --debug"),
        ("python backend/manage.py runserver 8001 --noreload --settings=x", "python backend/manage.py runserver 8001 --settings=x"),
        ("python manage.py runserver_plus --noreload", "python manage.py runserver_plus"),
        ("gunicorn -w 4 -b :8000 app:app", "gunicorn -b :8000 app:app --reload"),
        ("granian --interface asgi main:app", "granian --interface asgi main:app --reload"),
        ("pserve development.ini", "pserve development.ini --reload"),
    ],
)  # fmt: skip
def test_the_same_start_with_reloading(line, again):
    found = recognise(line.split())
    assert not found.reloads
    assert catalogue.named(found.server).to_reload(found.words, found.script) == again
    assert recognise(again.split()).reloads


@pytest.mark.parametrize(
    "words, files, expected",
    [
        (["app:app"], {}, False),
        (["app:app"], {"gunicorn.conf.py": "reload = True"}, True),
        (["app:app"], {"gunicorn.conf.py": "workers = 2"}, False),
        (["-c", "conf/g.py", "app:app"], {"conf/g.py": "reload = DEBUG"}, True),
        (["-c", "python:shop.conf", "app:app"], {}, True),
    ],
)
def test_a_settings_file_of_gunicorn_may_turn_it_on(words, files, expected, tmp_path):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert catalogue.named("gunicorn").may_reload(words, str(tmp_path)) is expected
