"""What conda's environment.yml asks for, its `pip:` section included."""

from __future__ import annotations

from watchlint.facts.packages import specifier_dialects
from watchlint.facts.packages.package_names import normalise
from watchlint.facts.packages.requirement_text import Include, Reading, Requirement, is_template
from watchlint.facts.packages.requirements_files import decode
from watchlint.facts.packages.requirements_files import read as read_requirements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from yaml import Node


def read(data: bytes, path: str) -> Reading:
    """What an environment file says. conda's own packages have the group "conda", pip's the main group. Never raises."""
    import yaml

    text = decode(data)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        message = getattr(error, "problem", None) or "is no YAML"
        return Reading(problems=[] if is_template(text) else [(mark.line + 1 if mark else None, message)])
    found: list[Requirement] = []
    includes: list[Include] = []
    problems: list[tuple[int | None, str]] = []
    pythons: list[str] = []
    for item in _items(_value(root, "dependencies")):
        section = _value(item, "pip")
        if section is not None:
            for line in _items(section):
                reading = _pip(line, path)
                found += reading.requirements
                includes += reading.includes
                problems += reading.problems
        entry = _package(item, path)
        if entry and entry.name == "python":
            pythons += [entry.specifier] if entry.specifier else []
        elif entry:
            found.append(entry)
    return Reading(found, includes, problems, pythons)


def _value(node: Node | None, key: str) -> Node | None:
    import yaml

    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    return None


def _items(node: Node | None) -> list[Node]:
    import yaml

    return node.value if isinstance(node, yaml.SequenceNode) else []


def _package(node: Node, path: str) -> Requirement | None:
    import yaml

    if not isinstance(node, yaml.ScalarNode) or is_template(node.value):
        return None
    read_as = specifier_dialects.conda(node.value)
    if read_as is None:
        return None
    mark = node.start_mark
    return Requirement(
        normalise(read_as[0]), read_as[1], path=path, line=mark.line + 1, column=mark.column + 1, group="conda",
        source=node.value,
    )  # fmt: skip


def _pip(node: Node, path: str) -> Reading:
    """One line of the `pip:` section: what may stand in a requirements file."""
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        return Reading()
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    reading = read_requirements(node.value.encode(), path)
    return Reading(
        [entry._replace(line=line, column=column) for entry in reading.requirements],
        [Include(one.path, one.kind, line) for one in reading.includes],
        [(line, message) for _, message in reading.problems],
    )
