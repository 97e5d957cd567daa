"""What is computed when it is first asked for: properties of objects, and patterns.

`functools.cached_property` and `re.compile` at a fraction of the price: importing `functools` takes a tenth of what a hook may
take in all, importing `re` a fifth, and most patterns of a module are never used in a run.
"""

from __future__ import annotations

__all__ = ["cached_property", "pattern"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import cached_property
    from re import compile as pattern
else:

    class cached_property:
        """What a method without arguments gives, computed when first asked for, then kept in the instance."""

        def __init__(self, make):
            self.make = make
            self.__doc__ = make.__doc__

        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            found = instance.__dict__[self.name] = self.make(instance)
            return found

    class pattern:
        """A regular expression, compiled when it is first used. Its flags stand in it, as `(?i)`."""

        def __init__(self, text):
            self.pattern = text

        def __getattr__(self, name):
            import re

            found = self.__dict__[name] = getattr(re.compile(self.pattern), name)
            return found
