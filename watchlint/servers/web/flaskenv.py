"""`flask run` where a `.flaskenv` says the rest: FLASK_APP, FLASK_DEBUG.

Source: Flask 3.1.3 (cli.py, load_dotenv: `.flaskenv` and `.env` of the working folder, with python-dotenv).
"""

from __future__ import annotations

import posixpath

from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.start import Launch


def guessed(repository: Repository) -> list[Launch]:
    """The starts that a `.flaskenv` makes debug or reload, where no file says how they are started."""
    from watchlint.facts.launch.formats import dotenv
    from watchlint.facts.launch.kinds import DOTENV, is_test
    from watchlint.facts.launch.started import source
    from watchlint.servers.program import Program
    from watchlint.servers.start import Launch

    found = []
    for path in repository.named(".flaskenv"):
        one = source(path, DOTENV, repository.look(path))
        if one is None or is_test(path):
            continue
        environ = {name: variable.value for name, variable in dotenv.variables(one).items()}
        start = catalogue.named("flask").start(Program("flask", ("run",), "flask", False, environ, 0, False))
        if start is not None and start.reloads:
            folder = posixpath.dirname(path)
            found.append(Launch("flask", start.app, ("run",), folder, environ, path, 1, 1, True, False))
    return found
