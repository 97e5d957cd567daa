"""A `push` of all-repos for a git server without pull requests: the branch is pushed, and nothing else is done.

In all-repos.json: `"push": "watchlint.fleet.push_branch", "push_settings": {}`.
"""

from __future__ import annotations

from watchlint.records import Record


class Settings(Record):
    """`remote`: where the branch goes."""

    remote: str = "origin"


def push(settings: Settings, branch_name: str) -> None:
    """Push what is checked out under the branch's name. Raises CalledProcessError."""
    from all_repos import autofix_lib

    autofix_lib.run("git", "push", "--quiet", settings.remote, f"HEAD:refs/heads/{branch_name}")
