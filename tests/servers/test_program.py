"""What a command line really starts, behind whatever stands before it."""

from __future__ import annotations

import pytest

from watchlint.facts.launch import started
from watchlint.servers.launches import of_command
from watchlint.servers.program import peel
from watchlint.servers.running import recognise

# What stands before a program -> (its words as a module, whether another process starts it); None: nothing is started.
BEFORE = {
    "python -c": None,
    "python - ": None,
    "docker compose up": None,
    "": (False, False),
    "python": (False, False),
    "python3.12 -X dev -W error -u": (False, False),
    ".venv/bin/python -m": (True, False),
    "coverage run": (False, False),
    "coverage run --source=x --rcfile y -m": (True, False),
    "python -m coverage run -p -m": (True, False),
    "python -m debugpy --listen 5678 --wait-for-client -m": (True, False),
    "python /x/debugpy/launcher/../../debugpy --connect 127.0.0.1:1 --configure-qt none -m": (True, False),
    "A=1 B=2": (False, False),
    "env A=1": (False, True),
    "exec": (False, True),
    "sudo -u www": (False, True),
    "timeout 5": (False, True),
    "ddtrace-run": (False, True),
    "opentelemetry-instrument": (False, True),
    "newrelic-admin run-program": (False, True),
    "poetry run": (False, True),
    "python /v/bin/poetry run": (False, True),
    "uv run --with x --no-sync": (False, True),
    "uv run -m": (True, True),
    "pdm run": (False, True),
    "hatch run": (False, True),
    "pipenv run python -m": (True, True),
    "honcho run": (False, True),
    "docker compose exec -T web": (False, True),
    "docker run --rm -e A=b image": (False, True),
    "./wait-for-it.sh db:5432 --": (False, True),
}


def in_script(line):
    """What a script of one line starts."""
    commands = started.of_source(started.source("run.sh", "shell", line.encode()))
    return [launch for command in commands for launch in of_command(command)]


@pytest.mark.parametrize("before", BEFORE)
def test_what_stands_before_a_program(before):
    words = [*before.split(), "uvicorn", "main:app", "--reload"]
    program, expected = peel(words), BEFORE[before]
    if expected is None:
        assert program is None
        return
    assert (program.name, program.words) == ("uvicorn", ("main:app", "--reload"))
    assert (program.as_module, program.outside) == expected
    assert (recognise(words) is None) == program.outside
    [launch] = in_script(" ".join(words))
    assert (launch.server, launch.reloads, launch.as_module) == ("uvicorn", True, program.as_module)


# A command of Node.js -> (the program, its words, whether another process starts it)
NODE = {
    "node -e 1": ("node", "-e 1", False),
    "npm run dev": ("npm", "run dev", False),
    "npm install": ("npm", "install", False),
    "node server.js": ("server.js", "", False),
    "node --test": ("node", "--test", False),
    "node node_modules/.bin/vite --port 1": ("vite", "--port 1", False),
    "node --inspect -r x node_modules/.bin/next dev": ("next", "dev", False),
    "node_modules/.bin/jest --watch": ("jest", "--watch", False),
    "npx vite": ("vite", "", True),
    "npx @tailwindcss/cli -i a.css --watch": ("@tailwindcss/cli", "-i a.css --watch", True),
    "npm exec vite": ("vite", "", True),
    "npm exec -- vite dev": ("vite", "dev", True),
    "pnpm exec nodemon x.js": ("nodemon", "x.js", True),
    "pnpm vite": ("vite", "", True),
    "yarn next dev": ("next", "dev", True),
    "yarn run jest --watch": ("jest", "--watch", True),
    "bun run vite": ("vite", "", True),
    "bunx --bun vite": ("vite", "", True),
    "node /usr/bin/yarn vite": ("vite", "", True),
    "cross-env A=1 next dev": ("next", "dev", True),
    "dotenv -e .env -- next dev": ("next", "dev", True),
    "docker compose exec web npx vite": ("vite", "", True),
}


@pytest.mark.parametrize("line", NODE)
def test_what_stands_before_a_program_of_node(line):
    program, expected = peel(line.split()), NODE[line]
    assert (program and (program.name, " ".join(program.words), program.outside)) == expected


OTHERS = {
    "streamlit run app.py": "streamlit",
    "flask --app web run --debug": "flask",
    "panel serve app.py --dev": "panel",
    "marimo edit page.py --watch": "marimo",
    "granian --reload main:app": "granian",
}


@pytest.mark.parametrize("line", [*OTHERS, "manage.py --settings=x runserver"])
@pytest.mark.parametrize("before", BEFORE)
def test_what_stands_before_other_servers(before, line):
    if line.startswith("manage.py") and ("-m" in before.split() or not before or before.startswith(("A=1", ".venv"))):
        line = f"django {line.partition(' ')[2]}" if "-m" in before.split() else f"./{line}"
    words, expected = [*before.split(), *line.split()], BEFORE[before]
    found = [one.server for one in in_script(" ".join(words))]
    assert found == ([] if expected is None else [OTHERS.get(line, "django")])
    process = recognise(words)
    assert (process and process.server) == (OTHERS.get(line, "django") if expected and not expected[1] else None)


@pytest.mark.parametrize(
    "words", [[], ["A=1"], ["python"], ["python", "-m"], ["sudo"], ["timeout"], ["docker", "exec"], ["coverage"]]
)
def test_words_without_a_program(words):
    assert peel(words) is None or peel(words).name == words[0]


# What is started, with its variables -> whether it reloads. None: no dev server. The variables' meaning is asked of the
# real programs in tests/oracle/test_server_starts.py.
STARTS = {
    "python manage.py runserver": ("django", True),
    "python manage.py --settings=x runserver --noreload": ("django", False),
    "python manage.py runserver_plus": ("runserver_plus", True),
    "python manage.py runserver_plus --noreload": ("runserver_plus", False),
    "fastapi run main.py": ("uvicorn", False),
    "fastapi run --reload main.py": ("uvicorn", True),
    "fastapi dev --no-reload main.py": ("uvicorn", False),
    "UVICORN_RELOAD=true uvicorn main:app": ("uvicorn", True),
    "UVICORN_RELOAD=0 uvicorn main:app": ("uvicorn", False),
    "pserve development.ini": ("hupper", False),
    "pserve --reload development.ini": ("hupper", True),
    "python -m pyramid.scripts.pserve development.ini --reload": ("hupper", True),
    "FLASK_DEBUG=no flask run": ("flask", False),
    "FLASK_DEBUG=False flask run": ("flask", False),
    "FLASK_DEBUG=off flask run": ("flask", False),
    "FLASK_DEBUG=on flask run": ("flask", True),
    "FLASK_DEBUG=1 flask run": ("flask", True),
    "FLASK_DEBUG=1 flask run --no-debug": ("flask", False),
    "FLASK_DEBUG=1 flask run --no-reload": ("flask", False),
    "FLASK_RUN_RELOAD=1 flask run": ("flask", True),
    "GUNICORN_CMD_ARGS=--reload gunicorn app:app": ("gunicorn", True),
    "gunicorn app:app": ("gunicorn", False),
    "watchmedo --version": None,
    "python manage.py migrate": None,
}


@pytest.mark.parametrize("line", STARTS)
def test_files_and_processes_agree(line):
    """A launch file and a running process of the same words are the same start."""
    expected = STARTS[line]
    found = [(one.server, one.reloads) for one in in_script(line)]
    assert found == ([expected] if expected else [])
    words = line.split()
    environ = dict(word.split("=", 1) for word in words if "=" in word and not word.startswith("--"))
    process = recognise([word for word in words if word.partition("=")[0] not in environ], environ)
    assert (process and (process.server, process.reloads)) == expected


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("python app/main.py", ["app/main.py"]),
        ("python -m app.main", ["app/main/__main__.py", "app/main.py"]),
        (".venv/bin/flask run", []),
    ],
)
def test_the_files_that_may_be_the_main_one(command, files):
    program = peel(command.split())
    assert program is not None and program.files() == files


@pytest.mark.parametrize(
    ("words", "name", "given"),
    [
        ("docker-compose run -e FLASK_ENV=development -e FLASK_DEBUG=1 web flask run", "flask", {"FLASK_ENV": "development", "FLASK_DEBUG": "1"}),
        ("docker compose run --rm --env=A=b --env C=d -p 1:1 web flask run", "flask", {"A": "b", "C": "d"}),
        ("docker exec -eA=b -it web flask run", "flask", {"A": "b"}),
        ("docker run -e A --network host image flask run -e X=1", "flask", {}),
        ("A=b docker compose exec web flask run", "flask", {"A": "b"}),
        ("tox exec -e dev -- flask run", "flask", {}),
        ("tox e -- flask run", "flask", {}),
        ("tox -e dev -- flask run", "tox", {}),  # words for its own commands
    ],
)  # fmt: skip
def test_what_a_container_is_given(words, name, given):
    found = peel(words.split())
    assert found is not None and (found.name, dict(found.environment)) == (name, given)
