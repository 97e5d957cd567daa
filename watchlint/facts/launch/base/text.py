"""A text that was read out of a file, and the place of each of its characters."""

from __future__ import annotations

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence


class Text(Record):
    """A text that was read out of a file. `places`: where each of its characters stands, and where it ends: one more than
    it has characters. What was filled in for something else (a variable of make) stands where that stands."""

    value: str
    places: Sequence[int]

    def part(self, start: int, stop: int) -> Text:
        return Text(self.value[start:stop], self.places[start : stop + 1])

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Where value[start:stop] stands."""
        return self.places[start], self.places[stop - 1] + 1 if stop > start else self.places[start]


def filled(said: Text, used: re.Pattern[str], known: Mapping[str, str]) -> Text:
    """A text with the values that are known in the place of what uses them. `used`: its first group is the name."""
    values: list[str] = []
    places: list[int] = []
    at = 0
    for found in used.finditer(said.value):
        if found[1] in known:
            values += [said.value[at : found.start()], known[found[1]]]
            places += [*said.places[at : found.start()], *[said.places[found.start()]] * len(known[found[1]])]
            at = found.end()
    return Text("".join([*values, said.value[at:]]), [*places, *said.places[at:]]) if values else said


def text(value: str, at: int) -> Text:
    """A text that stands in the file as it is, from `at` on."""
    return Text(value, range(at, at + len(value) + 1))
