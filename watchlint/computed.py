"""`functools.cached_property` at a fraction of the price: importing `functools` takes a tenth of what a hook may take in all."""

from __future__ import annotations

__all__ = ["cached_property"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import cached_property
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
