"""What a settings module binds, worked out from its text: nothing is imported or run.

Only what INSTALLED_APPS is made of is followed: texts, lists and tuples of texts, truth values, other modules of the
repository. Of a list it is known which texts it has for certain, which it may have, and whether there may be more.
"""

from __future__ import annotations

import ast
import sys

from hooks.facts import python_source
from hooks.facts.settings_model import UNKNOWN, Const, Item, ListValue, ModuleValue, Text, copied, merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_DEPTH = 30  # modules importing modules; a chain this long is a mistake
_UNROLLED = 300  # rounds of a `for` over a known list
_SAME = frozenset(("list", "tuple", "sorted", "set", "frozenset", "fromkeys", "copy", "deepcopy", "reversed"))
_HARMLESS = frozenset(("len", "print", "repr", "str", "bool", "isinstance", "getLogger", "setdefault"))
_MUTATES_ALL = frozenset(("locals", "globals", "vars"))
_LOADERS = frozenset(("include", "optional", "exec", "execfile", "setattr"))  # split_settings, and Python's own


class Reader:
    """Reads settings modules. `find(module, level, path)` gives the path of the module that a file imports, None where
    it is not the repository's; `read(path)` its bytes or None."""

    def __init__(self, find: Callable[[str, int, str], str | None], read: Callable[[str], bytes | None]) -> None:
        self.find, self.read = find, read
        self.imports: dict[str, bool] = {}  # top-level name of what is imported -> for certain
        self.doubt = 0  # above 0: what runs now may not run
        self.running: list[str] = []
        self.trees: dict[str, ast.Module | None] = {}

    def module(self, path: str) -> dict | None:
        """The names a module binds, None where it can't be read as Python."""
        if path in self.running or len(self.running) > _DEPTH:
            return {}
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
        names: dict = {}
        try:
            self.run(tree.body, names)
        except RecursionError:
            return None
        finally:
            self.running.pop()
        return names

    # statements

    def run(self, body: list[ast.stmt], names: dict) -> bool:
        """Runs statements; False where they end by raising."""
        for node in body:
            handler = getattr(self, f"_{type(node).__name__}", None)
            if isinstance(node, ast.Raise) or (handler and handler(node, names) is False):
                return False
        return True

    def _Assign(self, node: ast.Assign, names: dict) -> None:
        value = self.value(node.value, names)
        for target in node.targets:
            self._bind(target, value, names)

    def _AnnAssign(self, node: ast.AnnAssign, names: dict) -> None:
        if node.value is not None:
            self._bind(node.target, self.value(node.value, names), names)

    def _bind(self, target: ast.expr, value: object, names: dict) -> None:
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
                _taint(names)

    def _AugAssign(self, node: ast.AugAssign, names: dict) -> None:
        held = self.value(node.target, names)
        added = self.value(node.value, names)
        if isinstance(held, ListValue):
            if held.kind == "tuple":
                held = copied(held)
                self._bind(node.target, held, names)
            held.extend(added if isinstance(node.op, ast.Add) else UNKNOWN)
        else:
            self._bind(node.target, copied(added) if isinstance(added, ListValue) else UNKNOWN, names)
            found = names.get(node.target.id) if isinstance(node.target, ast.Name) else None
            if isinstance(found, ListValue):
                found.complete = False

    def _Expr(self, node: ast.Expr, names: dict) -> None:
        call = node.value
        if isinstance(call, ast.Call):
            self._call(call, names)

    def _call(self, call: ast.Call, names: dict) -> None:
        """What a call that stands alone does to the lists we follow."""
        name = _called(call)
        if isinstance(call.func, ast.Attribute):
            held = self.value(call.func.value, names)
            if isinstance(held, ListValue):
                held.change(name, [self.value(argument, names) for argument in call.args])
                return
        if name in _LOADERS:
            _taint(names)
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
            if isinstance(argument, ast.Call) and _called(argument) in _MUTATES_ALL:
                _taint(names)
            held = self.value(argument, names) if isinstance(argument, ast.Name) else None
            if isinstance(held, ListValue) and name not in _HARMLESS:
                held.complete = False
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
            if _called(call.func.value) in _MUTATES_ALL:  # globals().update(…)
                _taint(names)

    def _If(self, node: ast.If, names: dict) -> bool:
        known = self.truth(node.test, names)
        if known is not None:
            return self.run(node.body if known else node.orelse, names)
        return self._either([node.body, node.orelse], names)

    def _either(self, bodies: list[list[ast.stmt]], names: dict) -> bool:
        """Runs one of these, it is not known which."""
        before = dict(names)
        self.doubt += 1
        alive = []
        for body in bodies:
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

    def _For(self, node: ast.For, names: dict) -> None:
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
            for name in _mutated(node.body):
                if isinstance(names.get(name), ListValue):
                    names[name].complete = False

    def _While(self, node: ast.While, names: dict) -> None:
        self._either([node.body, []], names)
        for name in _mutated(node.body):
            if isinstance(names.get(name), ListValue):
                names[name].complete = False

    def _With(self, node: ast.With, names: dict) -> bool:
        return self.run(node.body, names)

    def _Match(self, node: ast.Match, names: dict) -> bool:
        return self._either([*(case.body for case in node.cases), []], names)

    def _Try(self, node: ast.Try, names: dict) -> bool:
        if self._may_fail(node.body, names):
            alive = self._either([[*node.body, *node.orelse], *(handler.body for handler in node.handlers)], names)
        else:
            alive = self.run([*node.body, *node.orelse], names)
        return self.run(node.finalbody, names) and alive

    _TryStar = _Try

    def _may_fail(self, body: list[ast.stmt], names: dict) -> bool:
        """Whether something here can raise: an import of what is not the repository's, a call, a look-up."""
        for node in body:
            for part in ast.walk(node):
                if isinstance(part, ast.Import):
                    if any(not self._is_sure(alias.name, 0) for alias in part.names):
                        return True
                elif isinstance(part, ast.ImportFrom):
                    if not self._is_sure(part.module or "", part.level):
                        return True
                elif isinstance(part, ast.Call):
                    if not isinstance(self.value(getattr(part.func, "value", part.func), names), ListValue):
                        return True
                elif isinstance(part, ast.Subscript):
                    return True
        return False

    def _is_sure(self, module: str, level: int) -> bool:
        top = module.partition(".")[0]
        if not level and (top in sys.stdlib_module_names or top == "django"):
            return True
        return self.find(module, level, self.running[-1]) is not None

    def _FunctionDef(self, node: ast.FunctionDef, names: dict) -> None:
        names[node.name] = UNKNOWN
        # A function may be called by anyone: what it changes is not known.
        for name in _mutated(node.body):
            if isinstance(names.get(name), ListValue):
                names[name].complete = False

    _AsyncFunctionDef = _FunctionDef

    def _ClassDef(self, node: ast.ClassDef, names: dict) -> None:
        names[node.name] = UNKNOWN

    def _Delete(self, node: ast.Delete, names: dict) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                names.pop(target.id, None)
            elif isinstance(target, ast.Subscript) and isinstance(held := self.value(target.value, names), ListValue):
                held.change("pop", [])

    def _Import(self, node: ast.Import, names: dict) -> None:
        for alias in node.names:
            self._imported(alias.name)
            path = self.find(alias.name, 0, self.running[-1])
            if path is not None and alias.asname:
                names[alias.asname] = ModuleValue(path)
            else:
                names[alias.asname or alias.name.partition(".")[0]] = UNKNOWN

    def _imported(self, module: str) -> None:
        top = module.partition(".")[0]
        self.imports[top] = self.imports.get(top, False) or not self.doubt

    def _ImportFrom(self, node: ast.ImportFrom, names: dict) -> None:
        here = self.running[-1]
        if not node.level:
            self._imported(node.module or "")
        path = self.find(node.module or "", node.level, here)
        found = self.module(path) if path is not None else None
        for alias in node.names:
            if alias.name == "*":
                self._star(node, found, names)
                continue
            inner = self.find(f"{node.module or ''}.{alias.name}".lstrip("."), node.level, here)
            name = alias.asname or alias.name
            if found is not None and alias.name in found:
                names[name] = found[alias.name]
            else:
                names[name] = ModuleValue(inner) if inner is not None else UNKNOWN

    def _star(self, node: ast.ImportFrom, found: dict | None, names: dict) -> None:
        if found is None:
            top = (node.module or "").partition(".")[0]
            if node.level or (top not in sys.stdlib_module_names and top != "django"):
                _taint(names)
            return
        exported = found.get("__all__")
        chosen = {item.text.value for item in exported.items} if isinstance(exported, ListValue) else None
        for name, value in found.items():
            if name in chosen if chosen is not None else not name.startswith("_"):
                names[name] = value
        if found.get("*") is UNKNOWN:
            _taint(names)

    # expressions

    def value(self, node: ast.expr, names: dict) -> object:
        """A Text, Const, ListValue or ModuleValue; UNKNOWN for everything else."""
        handler = getattr(self, f"_value_{type(node).__name__}", None)
        if handler is not None:
            return handler(node, names)
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return self._collection(node, names)
        if isinstance(node, (ast.Compare, ast.UnaryOp)):
            known = self.truth(node, names)
            return UNKNOWN if known is None else Const(known)
        if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            return self._comprehension(node, names)
        return UNKNOWN

    def _value_Constant(self, node: ast.Constant, names: dict) -> object:
        if isinstance(node.value, str):
            return Text(node.value, self.running[-1], node.lineno, node.col_offset + 1)
        return Const(node.value)

    def _value_Name(self, node: ast.Name, names: dict) -> object:
        return names.get(node.id, UNKNOWN)

    def _value_Attribute(self, node: ast.Attribute, names: dict) -> object:
        if node.attr == "argv" and getattr(node.value, "id", "") == "sys":
            # Settings are read here for `manage.py runserver`.
            words = [Item(Text(word, "", 0, 0), True) for word in ("manage.py", "runserver")]
            return ListValue("list", words)
        held = self.value(node.value, names)
        if isinstance(held, ModuleValue):
            return (self.module(held.path) or {}).get(node.attr, UNKNOWN)
        return UNKNOWN

    def _collection(self, node: ast.List | ast.Tuple | ast.Set, names: dict) -> ListValue:
        result = ListValue("tuple" if isinstance(node, ast.Tuple) else "list", [])
        for part in node.elts:
            if isinstance(part, ast.Starred):
                result.extend(self.value(part.value, names))
            else:
                result.add(self.value(part, names))
        return result

    def _value_BinOp(self, node: ast.BinOp, names: dict) -> object:
        left, right = self.value(node.left, names), self.value(node.right, names)
        if not isinstance(node.op, ast.Add):
            return UNKNOWN
        if isinstance(left, Text) and isinstance(right, Text):
            return left._replace(value=left.value + right.value)
        if isinstance(left, ListValue) or isinstance(right, ListValue):
            kind = left.kind if isinstance(left, ListValue) else right.kind
            result = ListValue(kind, [])
            result.extend(left)
            result.extend(right)
            return result
        return UNKNOWN

    def _value_IfExp(self, node: ast.IfExp, names: dict) -> object:
        known = self.truth(node.test, names)
        if known is not None:
            return self.value(node.body if known else node.orelse, names)
        both = merged({"": self.value(node.body, names)}, {"": self.value(node.orelse, names)})
        return both.get("", UNKNOWN)

    def _value_BoolOp(self, node: ast.BoolOp, names: dict) -> object:
        known = self.truth(node, names)
        return UNKNOWN if known is None else Const(known)

    def _value_Call(self, node: ast.Call, names: dict) -> object:
        name = _called(node)
        if name in _SAME:
            inner = node.args[0] if node.args else getattr(node.func, "value", None)
            if inner is None:  # list()
                return ListValue("list", [])
            held = self.value(inner, names)
            if isinstance(held, ListValue):
                return ListValue("tuple" if name == "tuple" else "list", list(held.items), held.complete)
        return UNKNOWN

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp, names: dict) -> ListValue:
        only = node.generators[0]
        over = self.value(only.iter, names)
        result = ListValue("list", [])
        if len(node.generators) > 1 or not isinstance(over, ListValue) or not isinstance(only.target, ast.Name):
            result.complete = False
            return result
        result.complete = over.complete
        for item in over.items:
            inner = {**names, only.target.id: item.text}
            answers = [self.truth(test, inner) for test in only.ifs]
            if False not in answers:
                result.add(self.value(node.elt, inner), item.certain and None not in answers)
        return result

    def truth(self, node: ast.expr, names: dict) -> bool | None:
        """Whether an expression is true; None where that can't be known."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.truth(node.operand, names)
            return None if inner is None else not inner
        if isinstance(node, ast.BoolOp):
            answers = [self.truth(part, names) for part in node.values]
            decisive = isinstance(node.op, ast.Or)
            if decisive in answers:
                return decisive
            return None if None in answers else not decisive
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return self._compare(node, names)
        if getattr(node, "id", getattr(node, "attr", "")) == "TYPE_CHECKING":
            return False
        value = self.value(node, names) if not isinstance(node, (ast.Compare, ast.UnaryOp)) else UNKNOWN
        if isinstance(value, (Text, Const)):
            return bool(value.value)
        if isinstance(value, ListValue) and (value.complete or any(item.certain for item in value.items)):
            return bool(value.items) if all(item.certain for item in value.items) else None
        return None

    def _compare(self, node: ast.Compare, names: dict) -> bool | None:
        left, right = self.value(node.left, names), self.value(node.comparators[0], names)
        operator = node.ops[0]
        if isinstance(operator, (ast.In, ast.NotIn)) and isinstance(left, Text) and isinstance(right, ListValue):
            inside = right.has(left.value)
            return None if inside is None else inside == isinstance(operator, ast.In)
        if isinstance(operator, (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)):
            if isinstance(left, (Text, Const)) and isinstance(right, (Text, Const)):
                return (left.value == right.value) == isinstance(operator, (ast.Eq, ast.Is))
        return None


def _called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _taint(names: dict) -> None:
    """Anything may have been bound here."""
    for value in names.values():
        if isinstance(value, ListValue):
            value.complete = False
    names["*"] = UNKNOWN


def _mutated(body: list[ast.stmt]) -> set[str]:
    """Names whose lists these statements may change."""
    found: set[str] = set()
    for node in body:
        for part in ast.walk(node):
            if isinstance(part, ast.Global):
                found.update(part.names)
            elif isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name):
                found.add(part.target.id)
            elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
                if part.func.attr in ("append", "extend", "insert", "remove", "pop", "clear"):
                    found.add(getattr(part.func.value, "id", ""))
    return found
