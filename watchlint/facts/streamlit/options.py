"""Streamlit's options in every release from 0.84.0 on, as the releases' own config.py declares them.

Their rows stand in `declared`, which `python -m tools.streamlit_options` makes (tools/streamlit_options/history.py).
A version is a text ("1.46", "1.46.1") or a tuple of ints; versions that are not listed (1.9.1rc1, tomorrow's) have the facts
of the last release before them, those before 0.84.0 the facts of 0.84.0.
"""

from __future__ import annotations

from bisect import bisect_right

from watchlint.computed import cached_property
from watchlint.facts.streamlit.names import env_name, nearest_key
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Said = dict[str, Any] | None
    Timeline = list[tuple[str, Said]]


class Facts(Record):
    """What Streamlit declares of an option.

    type         "str", "int", "float" or "bool"
    multiple     a list of these
    default      None for none, and where `computed` (it depends on the machine or on another option)
    scriptable   st.set_option may set it
    sensitive    not settable by a flag
    expiry       the day ("2024-01-20") after which a deprecated option is refused, None for one that is not deprecated
    replaced_by  a key
    accepted     the strings that Streamlit's code tells apart, () for any; client.toolbarMode, logger.level and
                 server.xsrfCookieSameSite fold case, client.showErrorDetails and client.showErrorLinks take booleans
                 too, theme.base since 1.51 also a file or URL
    shapes       what a file may hold, one or more of the type names, "list of str" and its like, "list of table",
                 "table": several theme options are declared as strings and are lists
    """

    type: str
    multiple: bool
    default: Any
    computed: bool
    visible: bool
    scriptable: bool
    sensitive: bool
    expiry: str | None
    replaced_by: str | None
    accepted: tuple[str, ...]
    shapes: tuple[str, ...]


class Option(Record):
    """An option of a release.

    facts             as of the release asked for
    since             the first release with it ("0.84.0" also stands for earlier)
    until             the first release without it, None while there is one
    deprecated_since  a release or None
    history           (release, its facts) from that release on, None for no such option
    """

    key: str
    section: str
    name: str
    facts: Facts
    since: str
    until: str | None
    deprecated_since: str | None
    history: tuple[tuple[str, Facts | None], ...]


def catalogue() -> Catalogue:
    """The catalogue; made at the first call."""
    global _CATALOGUE
    if _CATALOGUE is None:
        from watchlint.facts.streamlit.declared import DATA

        _CATALOGUE = Catalogue(DATA)
    return _CATALOGUE


_CATALOGUE: Catalogue | None = None


def parse_version(version: str | tuple[int, ...]) -> tuple[int, ...]:
    """Three numbers: "1.46" and "1.46.0rc1" are (1, 46, 0). Raises ValueError for a text without a number in front."""
    if isinstance(version, str):
        parts = []
        for part in version.strip().split("."):
            digits = len(part) - len(part.lstrip("0123456789"))
            parts.append(int(part[:digits]) if digits else None)
            if digits < len(part):
                break
        version = tuple(part for part in parts if part is not None)
        if not version or parts[0] is None:
            raise ValueError("not a version of Streamlit")
    return (tuple(version) + (0, 0))[: max(3, len(version))]


class Catalogue:
    """Every option of every release. Costs about a millisecond; the theme's hundreds of keys are built when asked for."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.releases: list[str] = data["releases"]
        """Every release read, oldest first."""
        self.latest: str = self.releases[-1]
        self._numbers = [parse_version(release) for release in self.releases]
        self._rows: list[tuple[list[str], list[str], Timeline]] = [
            (sections.split(), names.split(), timeline) for sections, names, timeline in data["options"]
        ]
        self._by_name: dict[str, list[tuple[list[str], Timeline]]] = {}
        for sections, names, timeline in self._rows:
            for name in names:
                self._by_name.setdefault(name, []).append((sections, timeline))
        self._keys: dict[str, list[str]] = {}
        self._env: dict[str, dict[str, list[str]]] = {}

    def release(self, version: str | tuple[int, ...] | None = None) -> str:
        """The listed release whose facts hold for a version: itself, or the last before it. None is the newest."""
        if version is None:
            return self.latest
        return self.releases[max(0, bisect_right(self._numbers, parse_version(version)) - 1)]

    def option(self, key: str, version: str | tuple[int, ...] | None = None) -> Option | None:
        """An option of any release; None if none ever had it.

        Its facts are those of `version` (the newest if None), or where that release hasn't the option, of the last
        release before that had it, else of the first that has it.
        """
        section, _, name = key.rpartition(".")
        for sections, timeline in self._by_name.get(name, ()):
            if section in sections:
                return self._option(key, section, name, timeline, version)
        return None

    def has(self, key: str, version: str | tuple[int, ...] | None = None) -> bool:
        """Whether that release (the newest if None) knows the option."""
        section, _, name = key.rpartition(".")
        return any(
            section in sections and self._at(timeline, version) is not None
            for sections, timeline in self._by_name.get(name, ())
        )

    def keys_at(self, version: str | tuple[int, ...] | None = None) -> list[str]:
        """The keys of a release (the newest if None), sorted, those that no help text shows included."""
        release = self.release(version)
        if release not in self._keys:
            self._keys[release] = sorted(
                f"{section}.{name}"
                for sections, names, timeline in self._rows
                if self._at(timeline, release) is not None
                for section in sections
                for name in names
            )
        return self._keys[release]

    def every_key(self) -> list[str]:
        """The keys of all releases together."""
        return [f"{section}.{name}" for sections, names, _ in self._rows for section in sections for name in names]

    @cached_property
    def top_sections(self) -> frozenset[str]:
        """The tables at the top in which any release has an option."""
        return frozenset(key.partition(".")[0] for key in self.every_key())

    def sections_at(self, version: str | tuple[int, ...] | None = None) -> list[str]:
        """The sections of a release that have an option, sorted: "server", "theme", "theme.light.sidebar"."""
        held = (sections for sections, _, timeline in self._rows if self._at(timeline, version) is not None)
        return sorted({section for sections in held for section in sections})

    def elsewhere(self, name: str, version: str | tuple[int, ...] | None = None) -> list[str]:
        """The sections of a release which have an option of exactly this name, shortest first."""
        found = (
            section
            for sections, timeline in self._by_name.get(name, ())
            if self._at(timeline, version) is not None
            for section in sections
        )
        return sorted(found, key=lambda section: (len(section), section))

    def nearest(self, key: str, version: str | tuple[int, ...] | None = None) -> str | None:
        """The key of a release that was most likely meant: another case, snake_case, another section, a typo, the rest of
        the name missing. None when nothing is near, or when the key is right."""
        return nearest_key(key, self.keys_at(version))

    def env_name(self, key: str) -> str:
        """The environment variable that Streamlit reads for a key."""
        return env_name(key)

    def options_at(self, version: str | tuple[int, ...] | None = None) -> list[Option]:
        """The options of a release (the newest if None), in the order of `keys_at`."""
        options = (self.option(key, version) for key in self.keys_at(version))
        return [option for option in options if option is not None]

    def key_of_env(self, name: str, version: str | tuple[int, ...] | None = None) -> str | None:
        """The key that a release reads from an environment variable; None if it reads none."""
        release = self.release(version)
        if release not in self._env:
            self._env[release] = {}
            for key in self.keys_at(release):
                self._env[release].setdefault(_letters(key), []).append(key)
        # Spelling hundreds of names takes longer than a hook may: those of other letters are left out.
        near = self._env[release].get(_letters(name.removeprefix("STREAMLIT_")), ())
        return next((key for key in reversed(near) if env_name(key) == name), None)

    def _at(self, timeline: Timeline, version: str | tuple[int, ...] | None) -> Said:
        if version is None:
            return timeline[-1][1]
        wanted = self._number(self.release(version))
        facts: Said = None
        for release, said in timeline:
            if self._number(release) > wanted:
                break
            facts = said
        return facts

    def _number(self, release: str) -> tuple[int, ...]:
        return self._numbers[self.releases.index(release)]

    def _option(
        self, key: str, section: str, name: str, timeline: Timeline, version: str | tuple[int, ...] | None
    ) -> Option:
        history = tuple((release, None if facts is None else _facts(facts)) for release, facts in timeline)
        wanted = self._number(self.release(version))
        held = [facts for release, facts in history if facts is not None and self._number(release) <= wanted]
        first = next(facts for _, facts in history if facts is not None)
        until = history[-1][0] if history[-1][1] is None else None
        deprecated = next((release for release, facts in history if facts is not None and facts.expiry), None)
        return Option(key, section, name, held[-1] if held else first, history[0][0], until, deprecated, history)


def _letters(name: str) -> str:
    """What a key and its environment variable have in common."""
    return name.replace(".", "").replace("_", "").lower()


def _facts(said: dict[str, Any]) -> Facts:
    get = said.get
    type_, multiple = get("type", "str"), get("multiple", False)
    return Facts(
        type_,
        multiple,
        get("default"),
        get("computed", False),
        not get("hidden", False),
        get("scriptable", False),
        get("sensitive", False),
        get("expiry"),
        get("replaced_by"),
        tuple(get("accepted", ())),
        tuple(get("shapes", [f"list of {type_}" if multiple else type_])),
    )
