"""What a settings module binds, worked out from its text: nothing is imported or run.

Only what INSTALLED_APPS is made of is followed: texts, lists and tuples of texts, truth values, other modules of the
repository. Of a list it is known which texts it has for certain, which it may have, and whether there may be more.
"""

from __future__ import annotations

from watchlint.facts.django.expressions import called, mutated
from watchlint.facts.django.model import UNKNOWN, ListValue, copied, copied_list, merged
from watchlint.facts.django.setting_imports import Imports, taint
from watchlint.facts.python import source as python_source
from watchlint.facts.python import syntax as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from watchlint.facts.django.model import Names

_DEPTH = 30  # modules importing modules; a chain this long is a mistake
_UNROLLED = 300  # rounds of a `for` over a known list
_HARMLESS = frozenset(("len", "print", "repr", "str", "bool", "isinstance", "getLogger", "setdefault"))
_MUTATES_ALL = frozenset(("locals", "globals", "vars"))
_LOADERS = frozenset(("include", "optional", "exec", "execfile", "setattr"))  # split_settings, and Python's own


class Reader(Imports):
    """Reads settings modules. `find(module, level, path)` gives the path of the module that a file imports, None where
    it is not the repository's; `read(path)` its bytes or None."""

    def __init__(self, find: Callable[[str, int, str], str | None], read: Callable[[str], bytes | None]) -> None:
        self.find, self.read = find, read
        self.imports: dict[str, bool] = {}  # top-level name of what is imported -> for certain
        self.doubt = 0  # above 0: what runs now may not run
        self.running: list[str] = []
        self.trees: dict[str, ast.Module | None] = {}
        self.mutated: dict[tuple[int, int], dict[str, bool]] = {}  # by the first of the statements, and their number
        self.read_before: dict[tuple[str, bool], Names | None] = {}

    def module(self, path: str) -> Names | None:
        """The names a module binds, None where it can't be read as Python. Raises TooLong."""
        if path in self.running or len(self.running) > _DEPTH:
            return {}
        key = path, self.doubt > 0
        if key not in self.read_before:
            self.read_before[key] = self._run_module(path)
        names = self.read_before[key]
        if names is None:
            return None
        self.spend(len(names))
        return copied(names)

    def _run_module(self, path: str) -> Names | None:
        if path not in self.trees:
            data = self.read(path)
            try:
                self.trees[path] = None if data is None else python_source.parse(data)
            except python_source.Unparsable:
                self.trees[path] = None
        tree = self.trees[path]
        if tree is None:
            return None
        self.running.append(path)
        names: Names = {}
        try:
            self.run(tree.body, names)
        except RecursionError:
            return None
        finally:
            self.running.pop()
        return names

    # statements

    def run(self, body: list[ast.stmt], names: Names) -> bool:
        """Runs statements; False where they end by raising."""
        for node in body:
            self.spend(10)
            handler: Callable[[ast.stmt, Names], bool | None] | None = getattr(self, f"_{type(node).__name__}", None)
            if isinstance(node, ast.Raise) or (handler and handler(node, names) is False):
                return False
        return True

    def _Assign(self, node: ast.Assign, names: Names) -> None:
        value = self.value(node.value, names)
        self._doubt([node], names)
        for target in node.targets:
            self._bind(target, value, names)

    def _AnnAssign(self, node: ast.AnnAssign, names: Names) -> None:
        if node.value is not None:
            self._bind(node.target, self.value(node.value, names), names)

    def _bind(self, target: ast.expr, value: object, names: Names) -> None:
        if isinstance(target, ast.Name):
            names[target.id] = value
        elif isinstance(target, (ast.Tuple, ast.List)):
            for part in target.elts:
                self._bind(part, UNKNOWN, names)
        elif isinstance(target, ast.Subscript):
            held = self.value(target.value, names)
            if isinstance(held, ListValue):
                if isinstance(target.slice, ast.Slice) and isinstance(value, ListValue):
                    held.extend(value)
                held.complete = False
            elif isinstance(target.value, ast.Call):  # globals()["INSTALLED_APPS"] = …
                taint(names)

    def _AugAssign(self, node: ast.AugAssign, names: Names) -> None:
        held = self.value(node.target, names)
        added = self.value(node.value, names)
        if isinstance(held, ListValue):
            if held.kind == "tuple":
                self.spend(len(held.items))
                held = copied_list(held)
                self._bind(node.target, held, names)
            held.extend(added if isinstance(node.op, ast.Add) else UNKNOWN)
        else:
            self._bind(node.target, copied_list(added) if isinstance(added, ListValue) else UNKNOWN, names)
            found = names.get(node.target.id) if isinstance(node.target, ast.Name) else None
            if isinstance(found, ListValue):
                found.complete = False

    def _Expr(self, node: ast.Expr, names: Names) -> None:
        if isinstance(node.value, ast.Call):
            self._call(node.value, names)
        else:
            self._doubt([node], names)

    def _call(self, call: ast.Call, names: Names) -> None:
        """What a call that stands alone does to the lists we follow."""
        name = called(call)
        if isinstance(call.func, ast.Attribute):
            held = self.value(call.func.value, names)
            if isinstance(held, ListValue):
                held.change(name, [self.value(argument, names) for argument in call.args])
                return
        if name in _LOADERS:
            taint(names)
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
            if isinstance(argument, ast.Call) and called(argument) in _MUTATES_ALL:
                taint(names)
            held = self.value(argument, names) if isinstance(argument, ast.Name) else None
            if isinstance(held, ListValue) and name not in _HARMLESS:
                held.complete = False
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
            if called(call.func.value) in _MUTATES_ALL:  # globals().update(…)
                taint(names)

    def _If(self, node: ast.If, names: Names) -> bool:
        known = self.truth(node.test, names)
        if known is not None:
            return self.run(node.body if known else node.orelse, names)
        return self._either([node.body, node.orelse], names)

    def _either(self, bodies: list[list[ast.stmt]], names: Names) -> bool:
        """Runs one of these, it is not known which."""
        before = dict(names)
        self.doubt += 1
        alive = []
        for body in bodies:
            self.spend(sum(1 + len(held.items) if isinstance(held, ListValue) else 1 for held in before.values()))
            fork = copied(before)
            if self.run(body, fork):
                alive.append(fork)
        self.doubt -= 1
        if not alive:
            return False
        result = alive[0]
        for other in alive[1:]:
            result = merged(result, other)
        names.clear()
        names.update(result)
        return True

    def _For(self, node: ast.For, names: Names) -> None:
        over = self.value(node.iter, names)
        if isinstance(over, ListValue) and over.complete and isinstance(node.target, ast.Name):
            for item in list(over.items)[:_UNROLLED]:
                names[node.target.id] = item.text
                if item.certain:
                    self.run(node.body, names)
                else:
                    self._either([node.body, []], names)
        else:
            self._either([node.body, []], names)
            self._doubt(node.body, names)

    def _While(self, node: ast.While, names: Names) -> None:
        self._either([node.body, []], names)
        self._doubt(node.body, names)

    def _With(self, node: ast.With, names: Names) -> bool:
        return self.run(node.body, names)

    def _Match(self, node: ast.Match, names: Names) -> bool:
        return self._either([*(case.body for case in node.cases), []], names)

    def _Try(self, node: ast.Try, names: Names) -> bool:
        if self._may_fail(node.body, names):
            alive = self._either([[*node.body, *node.orelse], *(handler.body for handler in node.handlers)], names)
        else:
            alive = self.run([*node.body, *node.orelse], names)
        return self.run(node.finalbody, names) and alive

    _TryStar = _Try

    def _may_fail(self, body: list[ast.stmt], names: Names) -> bool:
        """Whether something here can raise: an import of what is not the repository's, a call, a look-up."""
        for node in body:
            for part in ast.walk(node):
                self.spend(1)
                if isinstance(part, ast.Import):
                    if any(not self.is_sure(alias.name, 0) for alias in part.names):
                        return True
                elif isinstance(part, ast.ImportFrom):
                    if not self.is_sure(part.module or "", part.level):
                        return True
                elif isinstance(part, ast.Call):
                    called_on = part.func.value if isinstance(part.func, ast.Attribute) else part.func
                    if not isinstance(self.value(called_on, names), ListValue):
                        return True
                elif isinstance(part, ast.Subscript):
                    return True
        return False

    def _FunctionDef(self, node: ast.FunctionDef, names: Names) -> None:
        names[node.name] = UNKNOWN
        # A function may be called by anyone: what it changes is not known.
        self._doubt(node.body, names)

    _AsyncFunctionDef = _FunctionDef

    def _ClassDef(self, node: ast.ClassDef, names: Names) -> None:
        names[node.name] = UNKNOWN

    def _Delete(self, node: ast.Delete, names: Names) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                names.pop(target.id, None)
            elif isinstance(target, ast.Subscript) and isinstance(held := self.value(target.value, names), ListValue):
                held.change("pop", [])

    def _doubt(self, body: Sequence[ast.stmt], names: Names) -> None:
        """These statements run when and as often as they like: what they may add or take is not known."""
        key = id(body[0]), len(body)
        if key not in self.mutated:
            self.mutated[key] = mutated(body)
        for name, shrinks in self.mutated[key].items():
            held = names.get(name)
            if isinstance(held, ListValue):
                held.complete = False
                if shrinks:
                    held.items[:] = [item._replace(certain=False) for item in held.items]
