"""`watchlint streamlit-schema`: the JSON Schema of config.toml for one release of Streamlit, on standard output.

Editors complete and underline with it: write it to a file and name that file in the first line of config.toml,
`#:schema ./streamlit.schema.json` (Taplo, Even Better TOML).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.facts.streamlit.options import Catalogue, Facts, Option

_JSON_TYPES = {"bool": "boolean", "int": "integer", "float": "number", "str": "string"}

_ANY_CASE = ("client.toolbarMode", "logger.level", "server.xsrfCookieSameSite")
"""Streamlit folds the case of these (accepted values of facts/streamlit_options.py)."""

_FROM_ENVIRONMENT = {"type": "string", "pattern": "^env:"}
"""Streamlit puts the value of that environment variable in place of "env:NAME" (config.py, _maybe_read_env_variable)."""


def main(argv: list[str] | None = None) -> int:
    """Prints the schema and returns 0; 2, with a sentence on stderr, for a version that is none."""
    import argparse
    import json
    import sys

    from watchlint.facts.streamlit.options import catalogue

    parser = argparse.ArgumentParser(
        prog="watchlint streamlit-schema", description="Print the JSON Schema of .streamlit/config.toml."
    )
    parser.add_argument(
        "--streamlit-version", metavar="V", help="the release it describes, such as 1.50.0 (default: the newest known)"
    )
    arguments = parser.parse_args(argv)
    try:
        described = schema(catalogue(), arguments.streamlit_version)
    except ValueError:
        print(
            f"watchlint streamlit-schema: {arguments.streamlit_version!r} is not a version of Streamlit",
            file=sys.stderr,
        )
        return 2
    json.dump(described, sys.stdout, indent=2, ensure_ascii=True)
    sys.stdout.write("\n")
    return 0


def schema(catalogue: Catalogue, version: str | None = None) -> dict[str, Any]:
    """A JSON Schema, draft 2020-12, of the config.toml that a release (the newest if None) reads in full.

    It is stricter than Streamlit, which checks hardly a value and ignores unknown keys with a warning. Only words
    are used that mean the same in every draft from 4 on, since editors lag behind. Raises ValueError for a version that is none.
    """
    release = catalogue.release(version)
    root: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Streamlit {release} configuration (.streamlit/config.toml)",
        "type": "object",
        "additionalProperties": False,
        "properties": {},
    }
    for option in catalogue.options_at(release):
        table = root
        for part in option.section.split("."):
            empty = {"type": "object", "additionalProperties": False, "properties": {}}
            table = table["properties"].setdefault(part, empty)
        table["properties"][option.name] = _value(option, release)
    return root


def _value(option: Option, release: str) -> dict[str, Any]:
    from watchlint.facts.streamlit.options import parse_version

    facts = option.facts
    takes_files = parse_version(release) >= (1, 51)  # theme.base: a theme file's path or URL, config_util.py
    shapes = [_shape(shape, option.key, facts, takes_files) for shape in facts.shapes]
    value = dict(shapes[0] if len(shapes) == 1 else {"anyOf": shapes})
    if facts.default is not None:
        value["default"] = facts.default
    notes = [f"In Streamlit since {option.since}." if option.since != "0.84.0" else ""]
    if facts.expiry:
        value["deprecated"] = True
        notes.append("Deprecated." + (f" Use {facts.replaced_by}." if facts.replaced_by else ""))
    if not facts.visible:
        notes.append("Internal: Streamlit does not list it.")
    notes = [note for note in notes if note]
    if notes:
        value["description"] = " ".join(notes)
    return value


def _shape(shape: str, key: str, facts: Facts, takes_files: bool) -> dict[str, Any]:
    if shape.startswith("list of "):
        return {"type": "array", "items": _shape(shape[len("list of ") :], key, facts, takes_files)}
    if shape == "table":
        return {"type": "object"}
    if shape != "str":
        return {"anyOf": [{"type": _JSON_TYPES[shape]}, _FROM_ENVIRONMENT]}
    if not facts.accepted:
        return {"type": "string"}
    others = {"type": "string"} if key == "theme.base" and takes_files else _FROM_ENVIRONMENT
    values: list[dict[str, Any]] = [{"enum": list(facts.accepted)}, others]
    if key in _ANY_CASE:
        words = ("".join(f"[{letter}{letter.upper()}]" for letter in word) for word in facts.accepted)
        values.append({"type": "string", "pattern": f"^({'|'.join(words)})$"})
    return {"anyOf": values}
