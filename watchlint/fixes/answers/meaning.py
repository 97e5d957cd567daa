"""What a file says to the program that reads it, to tell a comment from text that only looks like one."""

from __future__ import annotations

from watchlint.fixes.refused import Refused


def keep(path: str, before: bytes, after: bytes) -> bytes:
    """`after`, which must say to its program what `before` says. Raises Refused where it does not.

    Judged for TOML, YAML and Python, by their own parsers; in other files every comment stands on a line of its own.
    """
    if _meaning(path, before) != _meaning(path, after):
        raise Refused("it would stand inside a text, where it is no comment")
    return after


def _meaning(path: str, data: bytes) -> object:
    try:
        if path.endswith(".toml"):
            from watchlint.facts.toml import reader

            return reader.read(data.removeprefix(b"\xef\xbb\xbf"))
        if path.endswith((".yml", ".yaml")):
            import yaml

            return [yaml.serialize(node) for node in yaml.compose_all(data, yaml.SafeLoader)]
        if path.endswith(".py"):
            import ast

            return ast.dump(ast.parse(data))
    except Exception:  # what can't be read is judged by a rule of its own
        return None
    return None
