"""Command line words, taken apart without knowing the whole command."""

from __future__ import annotations

import shlex

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


def values(words: Sequence[str], option: str) -> list[str]:
    """The values that words give an option: `--name value` and `--name=value`."""
    found = []
    for at, word in enumerate(words):
        given, equals, value = word.partition("=")
        if given == option:
            found.append(value if equals else words[at + 1] if at + 1 < len(words) else "")
    return found


def apart(word: str, flags: frozenset[str]) -> list[str]:
    """`-dr` as `-d` and `-r`, where both are flags; any other word as it is."""
    letters = [f"-{letter}" for letter in word[1:]] if word[:1] == "-" != word[1:2] else []
    return letters if letters and flags.issuperset(letters) else [word]


def _is_flag(word: str, flags: frozenset[str]) -> bool:
    return set(apart(word, flags)) <= flags | _FLAGS


def kept(words: Sequence[str], options: frozenset[str], flags: frozenset[str] = frozenset()) -> list[str]:
    """These words with no options but these. Of any other option its value goes along, as `positional` reads it: what
    is not known may be a secret."""
    found: list[str] = []
    place = 0
    while place < len(words):
        word, following = words[place], words[place + 1] if place + 1 < len(words) else ""
        name, equals, _ = word.partition("=")
        alone = not word.startswith("-") or equals or _is_flag(word, flags) or following.startswith("-")
        step = 1 if alone else 2
        if not word.startswith("-") or name in options:
            found += words[place : place + step]
        place += step
    return found


def says(text: str | None) -> bool:
    """Whether a flag's variable turns it on, as click reads it (click 8.3, types.py, BoolParamType)."""
    return (text or "").strip().lower() in ("1", "true", "t", "yes", "y", "on")


_FLAGS = frozenset(
    "--reload --debug --no-debug --no-reload --noreload --nothreading --insecure --use-colors --no-use-colors --proxy-headers"
    " --no-proxy-headers --no-access-log --access-log --factory --preload --daemon -D --capture-output --no-sendfile"
    " --with-threads --without-threads --non-recursive --no-server-header --server-header"
    " --headless --no-color --force-color --nostatic --ipv6 -6 --no-date-header --date-header -v --verbose -q --quiet".split()
)


def positional(words: Sequence[str], flags: frozenset[str] = frozenset()) -> str | None:
    """The first word that is no option and no option's value. Of an option written apart from its value all but the
    known flags, and these, take one."""
    place = 0
    while place < len(words):
        word = words[place]
        if word == "--":
            return words[place + 1] if place + 1 < len(words) else None
        if not word.startswith("-"):
            return word
        following = words[place + 1] if place + 1 < len(words) else ""
        takes = "=" not in word and not _is_flag(word, flags) and not following.startswith("-")
        place += 2 if takes else 1
    return None


def pip(python: str) -> str:
    """The command of pip for an interpreter; "" is the one of the shell."""
    return f"{shlex.quote(python or 'python')} -m pip"
