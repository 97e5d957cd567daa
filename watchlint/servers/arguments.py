"""Command line words, taken apart without knowing the whole command."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def parse(words: Sequence[str], with_value: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Options (name with its dashes -> its values, an empty list for a flag) and the other words in order.

    `with_value` are the options that take the next word; `--name=value` needs no listing, and `-xvalue` is taken apart
    where `-x` is listed. What follows `--` is never an option.
    """
    with_value = frozenset(with_value)
    options: dict[str, list[str]] = {}
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            rest.extend(waiting)
        elif word.startswith("--"):
            name, equals, value = word.partition("=")
            values = options.setdefault(name, [])
            if equals:
                values.append(value)
            elif name in with_value:
                values.extend(next(([found] for found in waiting), []))
        elif word.startswith("-") and len(word) > 1:
            name, value = word[:2], word[2:]
            values = options.setdefault(name, [])
            if name in with_value:
                values.extend([value] if value else next(([found] for found in waiting), []))
            else:
                for letter in value:  # -Rv: two flags in one word
                    options.setdefault("-" + letter, [])
        else:
            rest.append(word)
    return options, rest
