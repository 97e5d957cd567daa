"""The values that Streamlit's code compares an option with, read from that code.

Every other option takes any value: Streamlit checks neither types nor ranges of what a file says.
"""

from __future__ import annotations

import ast
import re


def values(members: dict[str, bytes]) -> dict[str, list[str]]:
    """key -> accepted strings, sorted; only the options that this release checks (or, for the watcher, tells apart)."""
    trees = _trees(members)
    found = {
        "client.showErrorDetails": _enumeration(trees, "ShowErrorDetailsConfigOptions"),
        "client.showErrorLinks": _assigned(trees, "_get_show_error_links", "value_to_enum"),
        "client.toolbarMode": _toolbar(members),
        "logger.level": _compared(trees, "set_log_level", "level"),
        "runner.enumCoercion": _tuple(trees, "ALLOWED_ENUM_COERCION_CONFIG_SETTINGS"),
        "server.fileWatcherType": _watchers(trees),
        "server.xsrfCookieSameSite": _compared(trees, "_check_conflicts", "xsrf_cookie_same_site"),
        "theme.base": _assigned(trees, "_populate_theme_msg", "base_map"),
        "theme.font": _assigned(trees, "_populate_theme_msg", "font_map"),
    }
    return {key: sorted(values) for key, values in found.items() if values}


_THEME_SHAPES = {
    "chartCategoricalColors": ["list of str"],
    "chartDivergingColors": ["list of str"],
    "chartSequentialColors": ["list of str"],
    "fontFaces": ["list of table"],
    "headingFontSizes": ["str", "list of str"],
    "headingFontWeights": ["int", "list of int"],
}
_THEME_STRINGS = {"base", "font", "codeFont", "headingFont", "paddingTop", "paddingBottom"}


def shapes(members: dict[str, bytes]) -> dict[str, list[str]]:
    """What a file may hold where that isn't the declared type: name of a theme option, or key of another -> shapes.

    Of the theme, app_session.py treats some options apart, among them those that are lists though declared as strings.
    What they hold is written down above by hand. Raises LookupError when a release treats one apart that is not: look at
    its `_populate_theme_msg` then, and add it.
    """
    trees, found = _trees(members), {}
    for node in (part for function in _functions(trees, "_populate_theme_msg") for part in ast.walk(function)):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "option_name":
            for name in set().union(*map(_strings, node.comparators)) - _THEME_STRINGS:
                found[name] = _THEME_SHAPES[name]
    if _enumeration(trees, "ShowErrorDetailsConfigOptions"):
        found["client.showErrorDetails"] = ["str", "bool"]
    if _functions(trees, "_get_show_error_links"):
        found["client.showErrorLinks"] = ["str", "bool"]
    return found


def _trees(members: dict[str, bytes]) -> dict[str, ast.Module]:
    return {name: ast.parse(text) for name, text in members.items() if "/proto/" not in name}


def _nodes(trees: dict[str, ast.Module], kind: type) -> list:
    return [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, kind)]


def _strings(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def _functions(trees: dict[str, ast.Module], name: str) -> list:
    return [node for node in _nodes(trees, ast.FunctionDef) if node.name == name]


def _enumeration(trees: dict[str, ast.Module], name: str) -> set[str]:
    bodies = [node.body for node in _nodes(trees, ast.ClassDef) if node.name == name]
    return set().union(*(_strings(line.value) for body in bodies for line in body if isinstance(line, ast.Assign)))


def _tuple(trees: dict[str, ast.Module], name: str) -> set[str]:
    for node in _nodes(trees, ast.Assign):
        if isinstance(node.targets[0], ast.Name) and node.targets[0].id.lstrip("_") == name:
            return _strings(node.value)
    return set()


def _assigned(trees: dict[str, ast.Module], function: str, name: str) -> set[str]:
    """The keys of the dictionary that a function gives the local name `name`."""
    for node in (part for found in _functions(trees, function) for part in ast.walk(found)):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id == name:
                return {key.value for key in node.value.keys if isinstance(key, ast.Constant)}
    return set()


def _compared(trees: dict[str, ast.Module], function: str, name: str) -> set[str]:
    """The strings a function compares the local name `name` with, in lower case: these functions fold case."""
    found: set[str] = set()
    for node in (part for found in _functions(trees, function) for part in ast.walk(found)):
        if isinstance(node, ast.Compare):
            if any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node.left)):
                found.update(*(_strings(other) for other in node.comparators))
    return {value.lower() for value in found}


def _watchers(trees: dict[str, ast.Module]) -> set[str]:
    """What the choice of a watcher tells apart. "none" is one of them by its documentation and by app_session."""
    found = set()
    for name in ("get_file_watcher_class", "get_path_watcher_class"):
        found |= _compared(trees, name, "watcher_type")
    return found | {"none"} if found else found


def _toolbar(members: dict[str, bytes]) -> set[str]:
    """Names of the protobuf enumeration ToolbarMode, from the descriptor of NewSession.

    In it an enumeration is its name, then for each value: tag 0x12, length, tag 0x0a, length of the name, name, tag 0x10,
    number (protobuf's encoding, descriptor.proto: EnumDescriptorProto, EnumValueDescriptorProto).
    """
    source = members.get("streamlit/proto/NewSession_pb2.py")
    if source is None:
        return set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, bytes) and b"\x0bToolbarMode\x12" in node.value:
            rest = node.value.partition(b"\x0bToolbarMode")[2]
            names = set()
            while value := re.match(rb"\x12.\n.([A-Z_]+)\x10.", rest, re.DOTALL):
                names.add(value[1].decode().lower())
                rest = rest[value.end() :]
            return names
    return set()
