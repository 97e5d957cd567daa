"""Components of version 2: what an installed package has built for the browser is watched, folder by folder.

Source: streamlit 1.51.0, 1.67.0 and 2.4.0 (components/v2/manifest_scanner.py: `[[tool.streamlit.component.components]]` in
the pyproject.toml inside the package; component_file_watcher.py, runtime/runtime.py), checked against the kernel.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SINCE = (1, 51)
"""The release that brought them."""


def folders(path: Iterable[str]) -> list[str]:
    """The folders of components in the packages that lie directly in these folders of sys.path."""
    return [found for folder in path for package in _packages(folder) for found in _of_package(package)]


def _packages(folder: str) -> list[str]:
    try:
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if "-" not in name]
    except OSError:
        return []


def _of_package(package: str) -> Iterator[str]:
    try:
        with open(os.path.join(package, "pyproject.toml"), "rb") as file:
            data = file.read()
    except OSError:
        return
    if b"streamlit" not in data:
        return
    from watchlint.facts.toml import plain

    found: object = plain.read(data.decode("utf-8", "replace"))
    for name in ("tool", "streamlit", "component", "components"):
        found = found.get(name) if isinstance(found, dict) else None
    for one in found if isinstance(found, list) else ():
        named = one.get("asset_dir") if isinstance(one, dict) else None
        if isinstance(named, str) and os.path.isdir(os.path.join(package, named)):
            yield os.path.join(package, named)
