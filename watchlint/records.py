"""Typed records at the price of a named tuple: importing `typing` takes a tenth of what a hook may take in all.

A type checker sees `typing.NamedTuple`; at run time a class with annotations becomes a `collections.namedtuple` with the
same fields, defaults, methods and docstring.
"""

from __future__ import annotations

from collections import namedtuple

__all__ = ["Record"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as Record
else:

    class _Kind(type):
        def __new__(kind, name, bases, body):
            if "_is_record" in body:
                return super().__new__(kind, name, bases, body)
            fields = [field for field in body["__annotations__"] if not field.startswith("__")]
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for key, value in body.items():
                if key not in ("__annotations__", "__slots__", "__module__", "__qualname__"):
                    setattr(made, key, value)
            made.__qualname__ = body["__qualname__"]
            return made

    class Record(metaclass=_Kind):
        _is_record = True
