"""Whether a configuration can be put where Streamlit reads it: asked before one is written or moved."""

from __future__ import annotations

import os
import posixpath
import re

from watchlint.rules.streamlit.files.candidates import FOLDER, PATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch

_BUILDS = (
    "Dockerfile", "Containerfile", "Makefile", "makefile", "GNUmakefile", "Justfile", "justfile", "Procfile", "Earthfile",
    "Tiltfile", "Vagrantfile", "docker-compose", "compose.",
)  # fmt: skip
_BUILD_ENDS = (
    ".sh", ".bash", ".zsh", ".fish", ".dockerfile", ".yml", ".yaml", ".bat", ".cmd", ".ps1", ".nix", ".mk", ".json", ".toml",
    ".tf", ".hcl", ".service", ".conf", ".cfg", ".ini", ".env", ".py",
)  # fmt: skip
_COPYING = rb"(?:\b(?:COPY|ADD|cp|mv|ln|rsync|install)\b|--from-file)[^\n]*"


def is_ignored(repository: Repository, path: str) -> bool:
    """Whether git would ignore a file made here: then nobody else gets it, and a check in CI never sees it."""
    ignored: bool = repository.verdicts([path])[path].ignored
    return ignored


def is_root_read(repository: Repository) -> bool:
    """Whether `.streamlit/config.toml` at the root is one that Streamlit reads, as far as the repository shows.

    Streamlit reads the working folder's and, since 1.46, the script's. What files start it decides, else where the scripts
    lie: those in folders may be started from there.
    """
    from watchlint.servers.launches import launches

    started = [launch for launch in launches(repository) if launch.server == "streamlit"]
    if started:
        return any(_starts_at_root(repository, launch) for launch in started)
    scripts = [path for path in repository.imports("streamlit") if not _is_test(path)]
    return not scripts or any("/" not in path for path in scripts)


def _starts_at_root(repository: Repository, launch: Launch) -> bool:
    if (
        launch.place is None
        or launch.cwd != ""
        or not launch.app
        or not repository.exists(posixpath.normpath(launch.app))
    ):
        return False
    from watchlint.facts.launch.places import resolver

    return resolver.of(repository).brings(launch.place, PATH) is True


def _is_test(path: str) -> bool:
    return posixpath.basename(path).startswith("test_") or "tests" in path.split("/")[:-1]


def is_in_use(repository: Repository, path: str) -> bool:
    """Whether something leads Streamlit to a file that does not lie where it looks: a link, a copy into an image, a mount,
    or code that names it."""
    return _is_linked(repository, path) or _is_named(repository, path)


def _is_linked(repository: Repository, path: str) -> bool:
    its = os.path.realpath(repository.absolute(path))
    ours = (its, os.path.dirname(its))
    links = [link for link in repository.files if FOLDER in link.split("/")]
    return any(os.path.realpath(repository.absolute(link)) in ours for link in links if link != path)


def _is_named(repository: Repository, path: str) -> bool:
    folders, _, name = path.rpartition("/")
    folder = re.escape(folders.rpartition("/")[2].encode())
    start = rb"(?<![\w.-])"
    patterns = [start + folder + rb"[/\\]+" + re.escape(name.encode()) + rb"(?![\w.-])"]
    if folder != re.escape(FOLDER.encode()):
        patterns.append(_COPYING + start + folder + rb"/")
        patterns.append(start + folder + rb"/?[\s:\"',][^\n]*\.streamlit(?![\w.-])")
    naming = re.compile(b"|".join(patterns))
    for build in repository.files:
        if build == path or not (build.rpartition("/")[2].startswith(_BUILDS) or build.endswith(_BUILD_ENDS)):
            continue
        data = repository.look(build)
        if data and naming.search(data):
            return True
    return False
