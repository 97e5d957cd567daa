"""The options of one release, as its own config.py declares them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.streamlit_options import accepted

_INSIDE = Path(__file__).with_name("inside.py")


def options(members: dict[str, bytes]) -> dict[str, dict]:
    """key -> facts: what differs from an ordinary visible string without a default, and `type` always.

    config.py is executed, in a process of its own without site-packages: since 1.44 it declares theme options in loops, since
    1.51 hundreds of them, and many defaults are functions; reading its text would be a guess. It lies in a folder named
    site-packages, because global.developmentMode is computed from that.
    """
    here, there = (_run(members, place) for place in "ab")
    checked, shapes = accepted.values(members), accepted.shapes(members)
    found = {}
    for key, facts in here.items():
        kept = {name: value for name, value in facts.items() if value not in (None, False) and name != "default"}
        if facts["default"] != there[key]["default"] and key != "server.port":
            kept["computed"] = True
        elif facts["default"] is not None:
            kept["default"] = facts["default"]
        if key in checked:
            kept["accepted"] = checked[key]
        name = key.rpartition(".")[2] if key.startswith("theme.") else key
        if name in shapes:
            kept["shapes"] = shapes[name]
        elif isinstance(facts["default"], dict):
            kept["shapes"] = ["table"]
        elif isinstance(facts["default"], list) and not facts["multiple"]:
            kept["shapes"] = ["list of str"]
        found[key] = kept
    return found


def _run(members: dict[str, bytes], place: str) -> dict[str, dict]:
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, "site-packages")
        for name, content in members.items():
            if name.count("/") == 1 and not name.endswith("__init__.py"):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        command = [sys.executable, "-I", "-S", "-W", "ignore", str(_INSIDE), str(folder), place]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
