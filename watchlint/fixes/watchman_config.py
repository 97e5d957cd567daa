"""`.watchmanconfig`: folders that watchman leaves out of its watch. Bytes in, bytes out."""

from __future__ import annotations

from watchlint.fixes.refused import Refused

NAME = ".watchmanconfig"


def ignore_dirs(data: bytes | None, folders: list[str]) -> bytes:
    """The file with these folders (relative to its own) among its ignore_dirs; other settings stay as they are.

    ignore_dirs keeps watchman from setting any inotify watch there (watchman 4.9, docs/config, and measured); ignore_vcs
    and ignore_files do not. Unchanged where all are in it. Raises Refused for what is no JSON object.
    """
    import json

    if data is None or not data.strip():
        return (json.dumps({"ignore_dirs": folders}, indent=2, ensure_ascii=False) + "\n").encode()
    settings = read(data)
    if settings is None:
        raise Refused(f"{NAME} is no JSON object")
    held = settings.get("ignore_dirs", [])
    if not isinstance(held, list):
        raise Refused(f"{NAME}: ignore_dirs is no list")
    new = [folder for folder in folders if folder not in held]
    if not new:
        return data
    text = data.decode("utf-8")
    there = "ignore_dirs" in settings
    settings["ignore_dirs"] = [*held, *new]
    return (_in_the_array if there else _before_the_end)(text, new, settings)


def read(data: bytes) -> dict[str, object] | None:
    """The settings in a .watchmanconfig, None where they are no JSON object."""
    import json

    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _in_the_array(text: str, new: list[str], expected: dict[str, object]) -> bytes:
    """More items at the end of the array of ignore_dirs, written as its others are, every other character as it is."""
    import json
    import re

    for found in re.finditer(r'"ignore_dirs"\s*:\s*(?=\[(\s*))', text):
        try:
            _, end = json.JSONDecoder().raw_decode(text, found.end())
        except ValueError:  # these words are a part of a text
            continue
        body = text[found.end() : end - 1].rstrip()
        glue = "," + (found[1] if "\n" in found[1] else " ")
        items = ("" if body == "[" else glue) + glue.join(json.dumps(one, ensure_ascii=False) for one in new)
        at = found.end() + len(body)
        changed = text[:at] + items + text[at:]
        if read(changed.encode()) == expected:
            return changed.encode()
    raise Refused(f"{NAME} can't be changed safely")


def _before_the_end(text: str, new: list[str], expected: dict[str, object]) -> bytes:
    """One more key before the last brace, every other character as it is."""
    import json

    end = text.rindex("}")
    body = text[:end].rstrip()
    gap = text[len(body) : end]
    lines = "\n" in text.strip()
    newline = "\r\n" if "\r\n" in text else "\n"
    comma = "" if body.endswith("{") else ","
    lead = f"{newline}  " if lines else ("" if body.endswith("{") else " ")
    changed = f'{body}{comma}{lead}"ignore_dirs": {json.dumps(new, ensure_ascii=False)}{gap}{text[end:]}'
    if read(changed.encode()) != expected:
        raise Refused(f"{NAME} can't be changed safely")
    return changed.encode()
