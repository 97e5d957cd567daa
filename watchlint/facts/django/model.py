"""The values that `settings_values` works with: what is known of a text, a truth value, a list."""

from __future__ import annotations

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Names = dict[str, object]
    """What a module binds: name -> Text, Const, ModuleValue, ListValue or UNKNOWN."""

UNKNOWN = None

LONGEST, MOST = 10_000, 10_000
"""Characters of a text and items of a list that are followed: settings that double one forty times have no end."""


class Text(Record):
    """A text and where it is written: a path of the repository, line and column from 1 (column in UTF-8 bytes)."""

    value: str
    path: str
    line: int
    column: int


class Const(Record):
    """A number, True, False or None."""

    value: object


class ModuleValue(Record):
    """A module of the repository."""

    path: str


class Item(Record):
    """One text of a list, and whether it is there for certain."""

    text: Text
    certain: bool


class ListValue:
    """A list or tuple of texts. `complete` is False where it may hold more than `items`."""

    __slots__ = ("kind", "items", "complete")

    def __init__(self, kind: str, items: list[Item], complete: bool = True) -> None:
        self.kind, self.items, self.complete = kind, items, complete

    def has(self, text: str) -> bool | None:
        """Whether a text is in the list; None where that can't be known."""
        answers = {item.certain for item in self.items if item.text.value == text}
        if True in answers:
            return True
        return None if answers or not self.complete else False

    def add(self, value: object, certain: bool = True) -> None:
        if isinstance(value, Text) and len(self.items) < MOST:
            self.items.append(Item(value, certain))
        else:
            self.complete = False

    def extend(self, value: object) -> None:
        if isinstance(value, ListValue) and len(self.items) + len(value.items) <= MOST:
            self.items += list(value.items)
            self.complete = self.complete and value.complete
        else:
            self.complete = False

    def change(self, method: str, arguments: Sequence[object]) -> None:
        """What a list's method does to it; a method we do not know leaves nothing certain about what is not listed."""
        if method in ("append", "insert") and arguments:
            self.add(arguments[-1])
        elif method == "extend" and arguments:
            self.extend(arguments[0])
        elif method == "remove" and arguments and isinstance(arguments[0], Text):
            gone = arguments[0].value
            self.items[:] = [item for item in self.items if item.text.value != gone]
        elif method == "clear":
            self.items.clear()
            self.complete = True
        elif method in ("pop", "remove"):
            self.items[:] = [item._replace(certain=False) for item in self.items]
        elif method not in ("sort", "reverse", "index", "count", "copy"):
            self.complete = False


def copied_list(value: ListValue) -> ListValue:
    """A list of the same items."""
    return ListValue(value.kind, list(value.items), value.complete)


def copied(names: Names) -> Names:
    """A copy of the names in which those that shared a list share the copy."""
    known: dict[int, ListValue] = {}
    result: Names = {}
    for name, held in names.items():
        if isinstance(held, ListValue):
            if id(held) not in known:
                known[id(held)] = copied_list(held)
            held = known[id(held)]
        result[name] = held
    return result


def merged(left: Names, right: Names) -> Names:
    """The names as they are where one of two branches ran."""
    result: Names = {}
    known: dict[tuple[int, int], ListValue] = {}
    for name in {**left, **right}:
        one, other = left.get(name, UNKNOWN), right.get(name, UNKNOWN)
        pair = (id(one), id(other))
        if isinstance(one, ListValue) or isinstance(other, ListValue):
            if pair not in known:
                known[pair] = _merged_lists(one, other, name in left and name in right)
            result[name] = known[pair]
        else:
            result[name] = one if _same(one, other) else UNKNOWN
    return result


def _same(one: object, other: object) -> bool:
    if isinstance(one, Text) and isinstance(other, Text):
        return one.value == other.value
    return one == other


def _merged_lists(one: object, other: object, in_both: bool) -> ListValue:
    lists = [value for value in (one, other) if isinstance(value, ListValue)]
    sure = [{item.text.value for item in value.items if item.certain} for value in lists]
    everywhere = sure[0] & sure[1] if len(sure) == 2 else set()
    items: dict[str, Item] = {}
    for value in lists:
        for item in value.items:
            items.setdefault(item.text.value, Item(item.text, item.text.value in everywhere))
    # A name that one branch never binds is bound by the other or not at all.
    complete = all(value.complete for value in lists) and (len(lists) == 2 or not in_both)
    return ListValue(lists[0].kind, list(items.values()), complete)
