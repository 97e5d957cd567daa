"""All releases folded into one small file, and what a new file says that the old one did not.

The file: `releases`, every release read, oldest first; `options`, rows of [sections, names, timeline]: sections and names
are blank-separated and every section of a row has every name of it, with the same history (the theme's hundreds of keys
are a few rows so). A timeline is [[release, facts], ...]: from this release on the facts are these; null means no such
option any more. Facts are what differs from an ordinary visible string without a default:
type ("str" where absent), default, computed, hidden, scriptable, sensitive, multiple, expiry, replaced_by, accepted, shapes.
"""

from __future__ import annotations

import json


def fold(options: dict[str, dict[str, dict]]) -> dict:
    """The file's data from {release: {key: facts}}, releases oldest first."""
    releases = list(options)
    keys = list(dict.fromkeys(key for release in reversed(releases) for key in options[release]))
    timelines = {key: _timeline(key, options) for key in keys}
    sections: dict[tuple[str, str], list[str]] = {}  # (name, timeline) -> sections
    for key, timeline in timelines.items():
        section, _, name = key.rpartition(".")
        sections.setdefault((name, _packed(timeline)), []).append(section)
    rows: dict[tuple[str, str], list[str]] = {}  # (sections, timeline) -> names
    for (name, timeline), held in sections.items():
        rows.setdefault((" ".join(sorted(held)), timeline), []).append(name)
    packed = [[held, " ".join(sorted(names)), json.loads(timeline)] for (held, timeline), names in rows.items()]
    return {"releases": releases, "options": sorted(packed, key=lambda row: row[:2])}


def _timeline(key: str, options: dict[str, dict[str, dict]]) -> list:
    timeline: list = []
    for release, found in options.items():
        facts = found.get(key)
        if facts is not None:
            facts = {name: value for name, value in facts.items() if (name, value) != ("type", "str")}
        if timeline[-1][1] != facts if timeline else facts is not None:
            timeline.append([release, facts])
    return timeline


def unfold(data: dict) -> dict[str, dict[str, dict]]:
    """The reverse of `fold`."""
    found: dict[str, dict[str, dict]] = {release: {} for release in data["releases"]}
    for sections, names, timeline in data["options"]:
        starts = dict(timeline)
        facts = None
        for release in data["releases"]:
            facts = starts[release] if release in starts else facts
            if facts is not None:
                for section in sections.split():
                    for name in names.split():
                        found[release][f"{section}.{name}"] = {"type": "str"} | facts
    return found


HEAD = '''\
"""Streamlit's options in every release from 0.84.0 on. Made by `python -m tools.streamlit_options`.

A module, not a JSON file: the reader of those takes longer to import than a hook may take.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# fmt: off
true, false, null = True, False, None  # the rows are JSON, which Python reads as well
DATA: dict[str, Any] = '''


def text(data: dict) -> str:
    """The module's text: one line a row, so that a change is seen in a diff."""
    rows = ",\n".join(_packed(row) for row in data["options"])
    return f'{HEAD}{{"releases":{_packed(data["releases"])},\n"options":[\n{rows}\n]}}\n'


def data(text: str) -> dict:
    """The reverse of `text`, whatever the lines above the data say."""
    return json.loads(text[text.index("\nDATA") :].partition(" = ")[2])


def changes(old: dict, new: dict) -> list[str]:
    """Sentences, one a change. Empty when both say the same.

    A release that both know may be read differently (the reader learned something): each such difference is said once,
    with the releases it holds for.
    """
    before, after = unfold(old), unfold(new)
    said = [f"{release}: no longer listed" for release in before if release not in after]
    again: dict[str, list[str]] = {}
    previous: dict[str, dict] = {}
    for release, options in after.items():
        if release not in before:
            said.append(f"{release}: new release, {len(options)} options")
            said += [f"{release}: {difference}" for difference in _differences(previous, options)]
        else:
            for difference in _differences(before[release], options):
                again.setdefault(difference, []).append(release)
        previous = options
    return said + [f"{', '.join(releases)} read differently: {difference}" for difference, releases in again.items()]


def _differences(old: dict[str, dict], new: dict[str, dict]) -> list[str]:
    gone = [f"- {key}" for key in old if key not in new]
    come = [f"+ {key} {_packed(new[key])}" for key in new if key not in old]
    other = [f"{key} {_packed(old[key])} -> {_packed(new[key])}" for key in new if old.get(key, new[key]) != new[key]]
    return gone + come + other


def _packed(data) -> str:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)
