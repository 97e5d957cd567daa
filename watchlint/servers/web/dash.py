"""`python app.py` with Dash's `app.run(debug=True)`: Werkzeug's reloader.

Source: dash 4.4.1 (dash.py, run), checked against the kernel with watchdog 6.0.0 and without.
"""

from __future__ import annotations

from watchlint.servers.model import Call, Doubt
from watchlint.servers.watchers import werkzeug

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository


class Dash(werkzeug.InCode):
    name = "dash"
    title = "Dash's app.run(debug=True)"
    calls = (Call(("dash.Dash.run", "dash.Dash.run_server"), ("use_reloader", "debug"), ()),)
    imports = comes_with = ("dash",)

    def unheard(self, repository: Repository) -> Iterator[tuple[str, int, Doubt]]:
        """dev_tools_hot_reload makes the page ask again; what starts the server again is Werkzeug's reloader alone (dash.py, run)."""
        from watchlint.facts.launch.kinds import is_test

        said = (
            "Dash runs without debug=True: dev_tools_hot_reload shows edits of assets, and no edit of Python is noticed"
        )
        for path in repository.imports("dash"):
            line = 0 if is_test(path) else _hot_without_reloader(repository.look(path) or b"")
            if line:
                yield (
                    path,
                    line,
                    Doubt("started-without-reload", said, "app.run(debug=True)  # or use_reloader=True beside it"),
                )


def _hot_without_reloader(data: bytes) -> int:
    """The line of an `app.run(dev_tools_hot_reload=True)` that starts no reloader; 0 where there is none."""
    if b"dev_tools_hot_reload" not in data:
        return 0
    import ast

    from watchlint.facts.python import source

    try:
        tree = source.parse(data)
    except source.Unparsable:
        return 0
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("run", "run_server")
        ):
            told = {word.arg: getattr(word.value, "value", None) for word in node.keywords if word.arg}
            off = all(told.get(name, False) is False for name in ("debug", "use_reloader"))
            if told.get("dev_tools_hot_reload") is True and off and all(word.arg for word in node.keywords):
                return node.lineno
    return 0


SERVER = Dash()
