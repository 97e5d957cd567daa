"""all-repos set up as docs/fleet.md says, over bare repositories made for it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sysconfig
from pathlib import Path

from tests.fleet import repositories

DOCS = Path(__file__).resolve().parents[2] / "docs" / "fleet.md"
BRANCH = "refs/heads/all-repos_autofix_watchlint"

IGNORES = repositories.GOOD_IGNORE
STAYS = {"gone.pyc": b"x", "a.py": "import b\n", "b.py": "", ".gitignore": "*.log\n"}
"""A safe fix there is, and an error that it leaves: bytecode without its source."""
KINDS = {
    "clean": {**repositories.LIBRARY, ".gitignore": IGNORES},
    "no-ignore": dict(repositories.LIBRARY),
    "misses": {**repositories.LIBRARY, ".gitignore": "*.log\n"},
    "bytecode": {**repositories.LIBRARY, ".gitignore": "*.log\n", "library/__pycache__/one.cpython-312.pyc": b"x", "library/two.pyc": b"x",
                 "library/two.py": ""},
    "stays": STAYS,
}  # fmt: skip
FIXED = ("no-ignore", "misses", "bytecode")


class Campaign:
    """A folder with all-repos.json, and `count` bare repositories by name."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        kinds = list(KINDS.items())
        self.bare: dict[str, Path] = {}
        for number in range(count):
            kind, files = kinds[number % len(kinds)]
            name = f"{kind}-{number:02d}"
            self.bare[name] = repositories.bare(folder / "remotes" / f"{name}.git", {**files, "NUMBER": f"{number}\n"})
        settings = json.loads(re.search(r"```json\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)[1])
        settings_file = folder / "all-repos.json"
        settings_file.write_text(json.dumps(settings))
        settings_file.chmod(0o600)
        listed = {name: str(place) for name, place in self.bare.items()}
        (folder / settings["source_settings"]["filename"]).write_text(json.dumps(listed))
        self.clones = folder / settings["output_dir"]
        self.run("all-repos-clone")

    def run(self, program: str, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """A console script, in the folder."""
        command = [os.path.join(sysconfig.get_path("scripts"), program), *arguments]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=repositories.ENVIRONMENT,
            input=stdin,
            capture_output=True,
            text=True,
            check=True,
        )

    def heads(self) -> dict[str, str]:
        """Repository and reference -> commit, of all the remotes."""
        return {
            f"{name} {line.partition(' ')[2]}": line.partition(" ")[0]
            for name, place in self.bare.items()
            for line in repositories.git(place, "for-each-ref", "--format=%(objectname) %(refname)").splitlines()
        }

    def branches(self) -> list[str]:
        """The repositories that got a branch."""
        return sorted(key.partition(" ")[0] for key in self.heads() if key.endswith(BRANCH))
