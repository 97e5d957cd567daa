"""What an expression of a settings module comes to, worked out from its text."""

from __future__ import annotations

from watchlint.facts.django.model import LONGEST, UNKNOWN, Const, Item, ListValue, ModuleValue, Text, merged
from watchlint.facts.python import syntax as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from watchlint.facts.django.model import Names

_SAME = frozenset(("list", "tuple", "sorted", "set", "frozenset", "fromkeys", "copy", "deepcopy", "reversed"))


STEPS = 1_000_000
"""Work on one settings module and all it imports, in parts of expressions and names copied: half a second. The largest
settings seen take a hundredth of it."""


class TooLong(Exception):
    """The settings take more than STEPS."""


class Expressions:
    """Values of expressions, given the names bound so far. A subclass says which file is read and what its modules hold."""

    steps = 0
    running: list[str]  # the files that are being read, the innermost last

    def module(self, path: str) -> Names | None:
        """The names a module of the repository binds."""
        raise NotImplementedError

    def spend(self, steps: int) -> None:
        """So much work is to be done. Raises TooLong where it was too much in all."""
        self.steps += steps
        if self.steps > STEPS:
            raise TooLong

    def value(self, node: ast.expr, names: Names) -> object:
        """A Text, Const, ListValue or ModuleValue; UNKNOWN for everything else."""
        self.spend(1)
        handler: Callable[[ast.expr, Names], object] | None = getattr(self, f"_value_{type(node).__name__}", None)
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

    def _value_Constant(self, node: ast.Constant, names: Names) -> object:
        if isinstance(node.value, str):
            return Text(node.value, self.running[-1], node.lineno, node.col_offset + 1)
        return Const(node.value)

    def _value_Name(self, node: ast.Name, names: Names) -> object:
        return names.get(node.id, UNKNOWN)

    def _value_Attribute(self, node: ast.Attribute, names: Names) -> object:
        if node.attr == "argv" and getattr(node.value, "id", "") == "sys":
            # Settings are read here for `manage.py runserver`.
            words = [Item(Text(word, "", 0, 0), True) for word in ("manage.py", "runserver")]
            return ListValue("list", words)
        held = self.value(node.value, names)
        if isinstance(held, ModuleValue):
            return (self.module(held.path) or {}).get(node.attr, UNKNOWN)
        return UNKNOWN

    def _collection(self, node: ast.List | ast.Tuple | ast.Set, names: Names) -> ListValue:
        result = ListValue("tuple" if isinstance(node, ast.Tuple) else "list", [])
        for part in node.elts:
            if isinstance(part, ast.Starred):
                result.extend(self.value(part.value, names))
            else:
                result.add(self.value(part, names))
        return result

    def _value_BinOp(self, node: ast.BinOp, names: Names) -> object:
        left, right = self.value(node.left, names), self.value(node.right, names)
        if not isinstance(node.op, ast.Add):
            return UNKNOWN
        if isinstance(left, Text) and isinstance(right, Text):
            whole = left.value + right.value
            return left._replace(value=whole) if len(whole) <= LONGEST else UNKNOWN
        held = left if isinstance(left, ListValue) else right
        if isinstance(held, ListValue):
            result = ListValue(held.kind, [])
            result.extend(left)
            result.extend(right)
            self.spend(len(result.items))
            return result
        return UNKNOWN

    def _value_IfExp(self, node: ast.IfExp, names: Names) -> object:
        known = self.truth(node.test, names)
        if known is not None:
            return self.value(node.body if known else node.orelse, names)
        both = merged({"": self.value(node.body, names)}, {"": self.value(node.orelse, names)})
        return both.get("", UNKNOWN)

    def _value_BoolOp(self, node: ast.BoolOp, names: Names) -> object:
        known = self.truth(node, names)
        return UNKNOWN if known is None else Const(known)

    def _value_Call(self, node: ast.Call, names: Names) -> object:
        name = called(node)
        if name in _SAME:
            inner = node.args[0] if node.args else getattr(node.func, "value", None)
            if inner is None:  # list()
                return ListValue("list", [])
            held = self.value(inner, names)
            if isinstance(held, ListValue):
                self.spend(len(held.items))
                return ListValue("tuple" if name == "tuple" else "list", list(held.items), held.complete)
        return UNKNOWN

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp, names: Names) -> ListValue:
        only = node.generators[0]
        over = self.value(only.iter, names)
        result = ListValue("list", [])
        if len(node.generators) > 1 or not isinstance(over, ListValue) or not isinstance(only.target, ast.Name):
            result.complete = False
            return result
        result.complete = over.complete
        for item in over.items:
            self.spend(len(names))
            inner = {**names, only.target.id: item.text}
            answers = [self.truth(test, inner) for test in only.ifs]
            if False not in answers:
                result.add(self.value(node.elt, inner), item.certain and None not in answers)
        return result

    def truth(self, node: ast.expr, names: Names) -> bool | None:
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

    def _compare(self, node: ast.Compare, names: Names) -> bool | None:
        left, right = self.value(node.left, names), self.value(node.comparators[0], names)
        operator = node.ops[0]
        if isinstance(operator, (ast.In, ast.NotIn)) and isinstance(left, Text) and isinstance(right, ListValue):
            inside = right.has(left.value)
            return None if inside is None else inside == isinstance(operator, ast.In)
        if isinstance(operator, (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)):
            if isinstance(left, (Text, Const)) and isinstance(right, (Text, Const)):
                return bool(left.value == right.value) == isinstance(operator, (ast.Eq, ast.Is))
        return None


def called(call: ast.Call) -> str:
    """The last name of what is called: `a.b.c()` is c."""
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def mutated(body: Sequence[ast.stmt]) -> dict[str, bool]:
    """Names whose lists these statements may change -> whether they may take something out."""
    found: dict[str, bool] = {}
    for node in body:
        for part in ast.walk(node):
            if isinstance(part, ast.Global):
                found.update(dict.fromkeys(part.names, True))
            elif isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name):
                found.setdefault(part.target.id, False)
            elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
                name, method = getattr(part.func.value, "id", ""), part.func.attr
                if method in ("append", "extend", "insert", "remove", "pop", "clear"):
                    found[name] = found.get(name, False) or method in ("remove", "pop", "clear")
    return found
