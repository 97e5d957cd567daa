"""launch-variable-in-app: a Streamlit variable is set inside the app, where nothing reads it any more."""

from __future__ import annotations

import ast

from watchlint.facts.streamlit import variables as names
from watchlint.findings import ERROR, Finding, Rule
from watchlint.rules.launch import AN_APP, NAME, files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_AROUND = {"requirements.txt": "streamlit\n", ".gitignore": "__pycache__/\n"}

_ABOUT = ("streamlit", "STREAMLIT_")

RULE = Rule(
    name="launch-variable-in-app",
    hook=NAME,
    severity=ERROR,
    summary="A Streamlit variable is set inside the app, where nothing reads it any more.",
    why="`streamlit run` reads the environment once, before it runs the script. What the script puts into os.environ comes too "
    "late.",
    evidence="A real `streamlit run` of an app that sets STREAMLIT_SERVER_FILE_WATCHER_TYPE: the option stays auto.",
    before={
        **_AROUND,
        ".streamlit/config.toml": "[browser]\ngatherUsageStats = false\n",
        "app.py": 'import os\n\nimport streamlit as st\n\nos.environ["STREAMLIT_SERVER_FILE_WATCHER_TYPE"] = "none"\n'
        'st.write("hello")\n',
    },
    after={
        **_AROUND,
        "app.py": 'import streamlit as st\n\nst.write("hello")\n',
        ".streamlit/config.toml": '[server]\nfileWatcherType = "poll"\n',
    },
    fix="none",
    since="0.1.0",
    source="Streamlit 1.67.0, web/cli.py",
    about=(AN_APP, *_ABOUT),
)

# What starts a server from Python, by its name in the text: variables set there are read by what is started.
_STARTERS = (
    "subprocess",
    "bootstrap",
    "os.system",
    "os.exec",
    "os.spawn",
    "popen",
    "runpy",
    "multiprocessing",
    "stcli",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each variable that a script which imports Streamlit, and starts nothing, writes into os.environ."""
    for path in files.apps_that_set_variables(repository, *_ABOUT):
        yield from _variables(path, repository.read_or_note(path) or b"")


def _variables(path: str, data: bytes) -> Iterator[Finding]:
    from watchlint.facts.python import source as python_source

    try:
        tree = python_source.parse(data)
    except python_source.Unparsable:
        return
    text = data.decode("utf-8", "replace").lower()
    if any(word in text for word in _STARTERS) or _starts_streamlit(tree):
        return
    for node in ast.walk(tree):
        for name, place in _written(node):
            key = names.key_of(name)
            if key is not None and not names.is_sensitive(key) or names.is_mistaken(name):
                yield Finding(
                    RULE,
                    f"{name} is set inside the app: Streamlit has read the environment by then, so it has no effect",
                    path=path,
                    line=place.lineno,
                    column=place.col_offset + 1,
                    end_line=place.end_lineno,
                    end_column=(place.end_col_offset or place.col_offset) + 1,
                    help="Set it before `streamlit run`"
                    + (f", or {key} in .streamlit/config.toml." if key else ", under its right name."),
                    subject=name,
                )


def _starts_streamlit(tree: ast.Module) -> bool:
    """Whether it imports Streamlit's command line, which a launcher calls: `from streamlit.web import cli`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if any(
            f"{module}.".startswith(("streamlit.web.", "streamlit.cli.", "streamlit.config.")) for module in modules
        ):
            return True
    return False


def _written(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """(name, place) of each variable that a statement or call puts into os.environ."""
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Subscript) and _is_environ(target.value):
                yield from _named(target.slice)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        called, of = node.func.attr, node.func.value
        if called == "setdefault" and _is_environ(of) or called == "putenv":
            yield from _named(node.args[0] if node.args else None)
        elif called == "update" and _is_environ(of):
            for given in node.args:
                for key in given.keys if isinstance(given, ast.Dict) else ():
                    yield from _named(key)
            for word in node.keywords:
                if word.arg and word.arg.startswith("STREAMLIT_"):
                    yield word.arg, word.value


def _named(node: ast.expr | None) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("STREAMLIT_"):
        yield node.value, node


def _is_environ(node: ast.expr) -> bool:
    return getattr(node, "attr", getattr(node, "id", "")) == "environ"
