"""Names of Streamlit's options: the environment variable of a key, and the key that a wrong one stands for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def env_name(key: str) -> str:
    """The environment variable of a key: server.enableCORS is STREAMLIT_SERVER_ENABLE_CORS.

    An underscore goes before a capital that small letters follow and before one that follows a small letter or digit (every
    release since 0.84: config_option.py `env_var`, earlier cli.py; string_util.py `to_snake_case`).
    """
    text = key.replace(".", "_")
    starts = set()
    for at, letter in enumerate(text):
        if at and letter.isascii() and letter.isupper():
            before, after = text[at - 1], text[at + 1 : at + 2]
            if "a" <= after <= "z" or before.isascii() and (before.islower() or before.isdigit()):
                starts.add(at)
    return "STREAMLIT_" + "".join("_" + letter if at in starts else letter for at, letter in enumerate(text)).upper()


def nearest_key(key: str, keys: Iterable[str]) -> str | None:
    """The one of `keys` that `key` most likely stands for, None when nothing is near or `key` is one of them.

    In this order: the same but for case, blanks, hyphens and underscores; the same name in another section (the
    shortest); a slip of the pen in the same section; a name in the same section that starts with this one; a slip
    in section and name together.
    """
    rows = _rows(tuple(keys))
    if any(key == row[1] for row in rows):
        return None
    plain = _plain(key)
    section, _, name = plain.rpartition(".")
    same = [(known, _slips(section, its_section)) for _, known, its_section, _, its_name in rows if its_name == name]
    for most in (0, 2, _FAR):
        near = next((known for known, slips in same if slips <= most), None)
        if near is not None:
            return near
    allowed = 1 if len(name) < 6 else 2 if len(name) < 12 else 3
    best = min(((_slips(name, row[4]), row[1]) for row in rows if row[2] == section), default=None)
    if best and best[0] <= allowed:
        return best[1]
    if len(name) >= 4:
        for _, known, its_section, _, its_name in rows:
            if its_section == section and its_name.startswith(name):
                return known
    if len(plain) < 8:
        return None
    sections = {one: _slips(section, one) for one in {row[2] for row in rows if row[2]}}
    close = [row for row in rows if row[2] and sections[row[2]] <= allowed]
    best = min(((sections[row[2]] + _slips(name, row[4]), row[1]) for row in close), default=None)
    return best[1] if best and best[0] <= allowed else None


_FAR = 99
_MOST = 3
"""More slips than these are no slip of the pen."""


_ROWS: dict[tuple[str, ...], list[tuple[int, str, str, str, str]]] = {}


def _rows(keys: tuple[str, ...]) -> list[tuple[int, str, str, str, str]]:
    """(length, key, its section, ".", its name) of each key, the shortest first; section and name as `_plain` writes them."""
    if keys not in _ROWS:
        _ROWS[keys] = sorted((len(known), known, *_plain(known).rpartition(".")) for known in keys)
    return _ROWS[keys]


def _plain(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "").replace(" ", "")


def _slips(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour to make one of the other (optimal string alignment);
    _FAR where it takes more than _MOST."""
    if abs(len(one) - len(other)) > _MOST or len({*one} - {*other}) > _MOST or len({*other} - {*one}) > _MOST:
        return _FAR
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > _MOST and min(before) > _MOST:
            return _FAR
    return row[-1] if row[-1] <= _MOST else _FAR
