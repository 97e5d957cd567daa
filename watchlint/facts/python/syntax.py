"""The nodes of a syntax tree, and the two functions that most of us need, without what `ast` imports beside them: `enum`, `re`
and `contextlib` take a tenth of what a hook may take in all. The classes are those of `ast`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ast import *  # noqa: F403
else:
    from _ast import *  # noqa: F403
    from _ast import AST, PyCF_ONLY_AST

    def parse(source):
        """As `ast.parse`: the tree of a module. Raises SyntaxError, and ValueError for a NUL."""
        return compile(source, "<unknown>", "exec", PyCF_ONLY_AST)

    def walk(node):
        """As `ast.walk`: a node and all below it, those nearest to it first."""
        found = [node]
        for each in found:
            for field in each._fields:
                value = getattr(each, field, None)
                if isinstance(value, list):
                    found += [item for item in value if isinstance(item, AST)]
                elif isinstance(value, AST):
                    found.append(value)
            yield each
