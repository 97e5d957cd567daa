"""What the imports of a settings module bring into it."""

from __future__ import annotations

import sys

from watchlint.facts.django.expressions import Expressions
from watchlint.facts.django.model import UNKNOWN, ListValue, ModuleValue
from watchlint.facts.python import syntax as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from watchlint.facts.django.model import Names


class Imports(Expressions):
    """The import statements. A subclass sets what they work with."""

    find: Callable[
        [str, int, str], str | None
    ]  # (module, level, importing file) -> its path, None where it is not ours
    imports: dict[str, bool]  # top-level name of what is imported -> for certain
    doubt: int  # above 0: what runs now may not run

    def _Import(self, node: ast.Import, names: Names) -> None:
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

    def _ImportFrom(self, node: ast.ImportFrom, names: Names) -> None:
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

    def _star(self, node: ast.ImportFrom, found: Names | None, names: Names) -> None:
        if found is None:
            top = (node.module or "").partition(".")[0]
            if node.level or (top not in sys.stdlib_module_names and top != "django"):
                taint(names)
            return
        exported = found.get("__all__")
        chosen = {item.text.value for item in exported.items} if isinstance(exported, ListValue) else None
        self.spend(len(found))
        for name, value in found.items():
            if name in chosen if chosen is not None else not name.startswith("_"):
                names[name] = value
        if "*" in found:
            taint(names)

    def is_sure(self, module: str, level: int) -> bool:
        top = module.partition(".")[0]
        if not level and (top in sys.stdlib_module_names or top == "django"):
            return True
        return self.find(module, level, self.running[-1]) is not None


def taint(names: Names) -> None:
    """Anything may have been bound here."""
    for value in names.values():
        if isinstance(value, ListValue):
            value.complete = False
    names["*"] = UNKNOWN
