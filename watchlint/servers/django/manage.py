"""Whose `manage.py runserver` is: Django's, or Flask's where its commands are made with flask.cli or Flask-Script.

Source: redash 25 (manage.py → redash/cli/__init__.py: `FlaskGroup`, `run_command` as "runserver"), Flask-Script 2.0.6
(`Manager`, whose `Server` is called runserver).
"""

from __future__ import annotations

import ast
import posixpath

from watchlint.servers import catalogue
from watchlint.servers.program import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from watchlint.servers.start import Launch

    Read = Callable[[str], bytes | None]

OTHER = ""
"""A program that is neither's."""


def settled(launch: Launch, read: Read) -> Launch | None:
    """A start of `manage.py runserver` as one of the server that it really is; None where it is none that is known. One
    whose manage.py can't be found stays Django's."""
    if launch.app is None or posixpath.basename(launch.app) != "manage.py" or launch.cwd is None:
        return launch
    whose = server(posixpath.normpath(posixpath.join(launch.cwd, launch.app)), read)
    if whose == OTHER:
        return None
    if whose == "flask":
        words = ("run", *launch.arguments[1:])
        start = catalogue.named("flask").start(Program("flask", words, "flask", False, launch.environment, 0, False))
        reloads = start is not None and start.reloads
        return launch._replace(server="flask", app=None, script=launch.app, reloads=reloads)
    return launch


def server(manage: str, read: Read) -> str:
    """Which server's manage.py this is, by what it and the modules of this project that it names import; Django's where
    that tells nothing."""
    folder = posixpath.dirname(manage)
    own = _imported(read(manage))
    near = [posixpath.join(folder, name.replace(".", "/")) for name in own]
    found = own | {
        name for path in near for file in (f"{path}.py", f"{path}/__init__.py") for name in _imported(read(file))
    }
    tops = {name.partition(".")[0] for name in found}
    if "django" in tops or "configurations" in tops:
        return "django"
    if tops & {"flask", "flask_script"}:
        return "flask"
    return OTHER if tops & {"click", "typer"} else "django"


def _imported(data: bytes | None) -> set[str]:
    """The modules that a file imports, in functions too."""
    if not data or b"import" not in data:
        return set()
    from watchlint.facts.python import source as python_source

    try:
        tree = python_source.parse(data)
    except python_source.Unparsable:
        return set()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found
