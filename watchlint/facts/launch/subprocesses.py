"""Commands that a Python script starts whenever it is run: `subprocess.run(["uvicorn", …])`, `os.system("streamlit run …")`.

Only what is surely started counts: a call at the top of the file, below `if __name__ == "__main__"`, or in a function that is
called from there, and of which every word before the app is a text.
"""

from __future__ import annotations

import ast
import posixpath

from watchlint.facts.launch.base.model import TREE, Command, Where, Word
from watchlint.facts.launch.base.source import Source, is_text
from watchlint.facts.launch.base.text import Text
from watchlint.facts.launch.formats import shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CALLS = frozenset("run call check_call check_output Popen system".split())
_UNKNOWN = "$?"
"""A word that is known when it runs."""


def commands(path: str, data: bytes, folder: str | None) -> list[Command]:
    """What the script at this path starts, itself started in a folder of the repository, or None where that is not known."""
    if not is_text(data) or not (b"subprocess" in data or b"os.system" in data):
        return []
    from watchlint.facts.python import source as python_source

    try:
        tree = python_source.parse(data)
    except python_source.Unparsable:
        return []
    source = Source(path, "python", data)
    named = _named(tree)
    return [one for call in _certain(tree) for one in _of_call(call, source, folder, named)]


def _certain(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that are made whenever the file is run."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    seen: set[str] = set()
    waiting: list[Iterable[ast.stmt]] = [tree.body]
    while waiting:
        for node in waiting.pop(0):
            if isinstance(node, ast.If) and _is_main(node.test):
                waiting.append(node.body)
            elif isinstance(node, ast.Try):
                waiting.append(node.body)
            elif isinstance(node, ast.With):
                waiting.append(node.body)
                for item in node.items:
                    if isinstance(item.context_expr, ast.Call):
                        yield item.context_expr
            elif isinstance(node, ast.Expr | ast.Assign | ast.Return | ast.AnnAssign) and node.value is not None:
                for call in (one for one in ast.walk(node.value) if isinstance(one, ast.Call)):
                    yield call
                    name = call.func.id if isinstance(call.func, ast.Name) else ""
                    if name in functions and name not in seen:
                        seen.add(name)
                        waiting.append(functions[name].body)


def _is_main(test: ast.expr) -> bool:
    return ast.unparse(test) in ("__name__ == '__main__'", "'__main__' == __name__")


def _named(tree: ast.Module) -> dict[str, ast.expr]:
    """Name -> value, of the names that are given one value in the whole file."""
    found: dict[str, ast.expr] = {}
    twice: set[str] = set()
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Name):
                if target.id in found:
                    twice.add(target.id)
                found[target.id] = node.value  # type: ignore[attr-defined]
    return {name: value for name, value in found.items() if name not in twice}


def _of_call(call: ast.Call, source: Source, folder: str | None, named: dict[str, ast.expr]) -> Iterator[Command]:
    dotted = ast.unparse(call.func)
    if dotted.rpartition(".")[2] not in _CALLS or not call.args:
        return
    if not dotted.startswith(("subprocess.", "os.system")) and dotted not in ("Popen", "run", "check_call"):
        return
    given = {one.arg: one.value for one in call.keywords}
    cwd = _folder(given["cwd"], folder, source.path) if "cwd" in given else folder
    at = source.offset(call.lineno, 1)
    where = Where(TREE, source.path)
    said = _meant(call.args[0], named)
    if isinstance(said, ast.List | ast.Tuple):
        words = [_word(one, named) for one in said.elts]
        if words and words[0] != _UNKNOWN:
            yield Command(tuple(Word(one, at, at) for one in words), {}, cwd, where, source)
    elif isinstance(said, ast.Constant) and isinstance(said.value, str):
        if dotted.startswith("os.") or ast.unparse(given.get("shell", ast.Constant(False))) == "True":
            yield from shell.of_text(source, Text(said.value, [at] * (len(said.value) + 1)), cwd, where)


def _meant(node: ast.expr, named: dict[str, ast.expr]) -> ast.expr:
    return named.get(node.id, node) if isinstance(node, ast.Name) else node


def _word(node: ast.expr, named: dict[str, ast.expr]) -> str:
    node = _meant(node, named)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return "python" if ast.unparse(node) == "sys.executable" else _UNKNOWN


_OWN = frozenset(
    ("Path(__file__).parent", "Path(__file__).resolve().parent", "os.path.dirname(__file__)", "os.path.dirname(os.path.abspath(__file__))")
)  # fmt: skip


def _folder(node: ast.expr, folder: str | None, path: str) -> str | None:
    """The folder that a call names to start in; None where that is not known."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and folder is not None:
        found = posixpath.normpath(posixpath.join(folder, node.value))
        return None if found.startswith(("/", "..")) else "" if found == "." else found
    own = ast.unparse(node)
    own = own.removeprefix("str(")[:-1] if own.startswith("str(") else own
    return posixpath.dirname(path) if own in _OWN else None
