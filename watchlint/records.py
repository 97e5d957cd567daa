"""Typed records at a fraction of the price of a named tuple: importing `typing` takes a tenth of what a hook may take in
all, and `collections.namedtuple` compiles a function for each class, most of which no run makes.

A type checker sees `typing.NamedTuple`; at run time a class with annotations becomes a tuple with the same fields, defaults,
methods and docstring. How its fields are taken is compiled when the first one is made.
"""

from __future__ import annotations

from sys import intern

__all__ = ["Record"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as Record
else:
    try:
        from _collections import _tuplegetter as _field
    except ImportError:  # no CPython
        from operator import itemgetter

        def _field(number, doc):
            return property(itemgetter(number), doc=doc)

    class _Kind(type):
        def __new__(kind, name, bases, body):
            if "_is_record" in body:
                return super().__new__(kind, name, bases, body)
            fields = tuple([intern(field) for field in body["__annotations__"] if not field.startswith("__")])
            defaults = {field: body.pop(field) for field in fields if field in body}
            if fields[len(fields) - len(defaults) :] != tuple(defaults):
                raise TypeError(f"{name}: a field without a default follows one that has it")
            for number, field in enumerate(fields):
                body[field] = _field(number, None)
            body = {**_METHODS, **body}
            body.update(_fields=fields, _field_defaults=defaults, __match_args__=fields, __slots__=())
            body.setdefault("__new__", _maker(fields, defaults))
            return type(name, (tuple,), body)

    def _maker(fields, defaults):
        """A `__new__` that puts the one with the fields as its parameters into its own place when it is first called."""

        def __new__(cls, /, *args, **kwargs):
            words = ", ".join(fields)
            made = eval(f"lambda _cls, {words}: _new(_cls, ({words}{',' if fields else ''}))", {"_new": tuple.__new__})
            made.__defaults__ = tuple(defaults.values())
            made.__name__ = "__new__"
            record = next(base for base in cls.__mro__ if base.__dict__.get("_fields") is fields)
            record.__new__ = staticmethod(made)
            return made(cls, *args, **kwargs)

        return __new__

    def _make(cls, iterable):
        made = tuple.__new__(cls, iterable)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace(self, /, **changes):
        made = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise TypeError(f"Got unexpected field names: {list(changes)!r}")
        return made

    def _asdict(self):
        return dict(zip(self._fields, self, strict=True))

    def _repr(self):
        values = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({values})"

    def _arguments(self):
        return tuple(self)

    _METHODS = {
        "_make": classmethod(_make),
        "_replace": _replace,
        "__replace__": _replace,
        "_asdict": _asdict,
        "__getnewargs__": _arguments,
        "__repr__": _repr,
    }

    class Record(metaclass=_Kind):
        _is_record = True
