"""Python that sets a server's variables too late, and that starts one which watches everything."""

from __future__ import annotations

import ast

from watchlint.findings import Finding
from watchlint.rules.launch import names, rules

_STARTERS = (
    "subprocess",
    "bootstrap",
    "os.system",
    "os.exec",
    "os.spawn",
    "popen",
    "streamlit.web.cli",
    "streamlit.cli",
    "stcli",
)


def findings(repo, paths: list[str], around):
    """Findings on these Python files."""
    for path in paths:
        data = repo.read_or_note(path) or b""
        name = path.rpartition("/")[2]
        sets = b"STREAMLIT_" in data and b"environ" in data and b"streamlit" in data
        if name.startswith(("test_", "conftest")) or name.endswith("_test.py"):
            continue
        if sets:
            yield from _variables(path, data)
        yield from _reloads(path, data, around)


def _variables(path: str, data: bytes):
    """What a script that imports Streamlit, and starts no other process, writes into os.environ."""
    from watchlint.facts.python import source as python_source

    try:
        tree = python_source.parse(data)
    except python_source.Unparsable:
        return
    text = data.decode("utf-8", "replace").lower()
    if any(word in text for word in _STARTERS) or not _imports(tree, "streamlit"):
        return
    for node in ast.walk(tree):
        for name, place in _written(node):
            key = names.key_of(name)
            if key is not None and not names.is_sensitive(key) or names.is_mistaken(name):
                yield Finding(
                    rules.VARIABLE_IN_APP,
                    f"{name} is set inside the app: Streamlit has read the environment by then, so it has no effect",
                    path=path,
                    line=place.lineno,
                    column=place.col_offset + 1,
                    end_line=place.end_lineno,
                    end_column=place.end_col_offset + 1,
                    help="Set it before `streamlit run`"
                    + (f", or {key} in .streamlit/config.toml." if key else ", under its right name."),
                    subject=name,
                )


def _written(node):
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


def _named(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("STREAMLIT_"):
        yield node.value, node


def _is_environ(node) -> bool:
    return getattr(node, "attr", getattr(node, "id", "")) == "environ"


def _imports(tree, module: str) -> bool:
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        if any(name.partition(".")[0] == module for name in names):
            return True
    return False


def _reloads(path: str, data: bytes, around):
    """Servers that this code starts with reloading on and no folder named."""
    from watchlint.servers import catalogue
    from watchlint.servers.calls import runs

    for run in runs(path, data):
        call = catalogue.named(run.server).call
        if call is None or not run.app or not run.everything or call.folders in run.words:
            continue
        heavy = [name for name in (".git", ".venv", "venv", "node_modules") if around.has_folder(name)]
        line, column, end_line, end_column = run.by
        yield Finding(
            rules.RELOAD_WITHOUT_DIR,
            f"{run.written}(…, {call.reload}=True) watches everything below the working folder"
            + (f", {' and '.join(heavy)} included" if heavy else "")
            + ": no folder is named",
            path=path,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            help=f"Give {call.folders}=[…] with each folder that the app loads code from.",
            subject=f"{call.reload}=True",
        )
