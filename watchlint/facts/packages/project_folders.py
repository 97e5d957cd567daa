"""Which project a dependency file belongs to."""

from __future__ import annotations

_FOLDERS = ("requirements", "requirement", "reqs", "requires", "constraints")


def project_folder(path: str) -> str:
    """The folder of the project a dependency file belongs to: `app/requirements/base.txt` belongs to `app`."""
    parts = path.split("/")[:-1]
    lowered = [part.lower() for part in parts]
    for at, part in enumerate(lowered):
        if part in _FOLDERS:
            return "/".join(parts[:at])
    return "/".join(parts)
