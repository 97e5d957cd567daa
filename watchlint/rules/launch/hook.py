"""Do the files that start servers say what their writers meant? Read from the repository; nothing is run."""

from __future__ import annotations

import os
from functools import cached_property, partial

from watchlint.rules.launch import NAME, rules

_HOOK = rules.HOOK

RULES = rules.ALL

# In a repository with more Python than this, it is searched only where a server is asked for.
_FEW = 200
_MANY = 10_000
_CONFIG = ".streamlit/config.toml"


def check(repo, settings):
    """Findings on every launch file the repository owns, and on Python that starts servers. Silent without either."""
    from watchlint.facts.launch import kinds, started

    candidates = kinds.candidates(repo)
    around = Around(repo, settings, candidates)
    for path, kind in candidates.items():
        read = started.source(path, kind, repo.read_or_note(path))
        if read is not None:
            yield from _of_file(read, around)
    paths = _python(repo, around)
    if paths:
        from watchlint.rules.launch import python

        yield from python.findings(repo, paths, around)


def _of_file(source, around):
    """The findings of one launch file; a room is imported where the text has what it is about."""
    from watchlint.rules.launch.problem import findings

    text = source.text
    if any(word in text for word in ("STREAMLIT_", "WATCHFILES_", "PYTHONDONTWRITEBYTECODE")):
        from watchlint.rules.launch import variables

        yield from findings(
            source,
            partial(
                variables.detect,
                read_elsewhere=around.reads,
                watcher_is_set=lambda: around.streamlit_watcher() is not None,
                releases=around.streamlit_releases,
            ),
        )
    if "sysctl" in text or "inotify" in text:
        from watchlint.rules.launch import containers

        yield from findings(source, containers.detect)
    if "STREAMLIT_SERVER_FOLDER" in text or source.kind == "dotenv" or any(word in text for word in server_words()):
        from watchlint.rules.launch import bytecode, reload

        yield from findings(source, partial(reload.detect, around=around))
        yield from findings(source, partial(bytecode.detect, around=around))
    if source.kind == "vscode" and source.path.endswith("/settings.json"):
        from watchlint.rules.launch import editors

        present = editors.environments(around.repo.root, "./" + source.path)
        yield from findings(source, partial(editors.detect, present=present))


def server_words() -> list[str]:
    """One of these stands in every file that starts a dev server."""
    from watchlint.servers import catalogue

    return [word.decode() for word in catalogue.WORDS]


def _python(repo, around) -> list[str]:
    """The Python files that import Streamlit, or what code starts a server by."""
    from watchlint.servers import catalogue

    modules = [name for name in ("streamlit", *catalogue.CALLED) if around.mentions(name)]
    return repo.imports(*modules) if modules else []


class Around:
    """What the rooms ask about the repository, each answer found once, when it is first wanted."""

    def __init__(self, repo, settings, candidates: dict[str, str]):
        self.repo, self.candidates = repo, candidates
        self.profile = settings.profile
        self._override = settings.streamlit_version
        self._reads: dict[str, bool] = {}

    def mentions(self, name: str) -> bool:
        """Whether the project seems to use a package: it asks for it, or is small enough to look."""
        if self.repo.listing.count <= _MANY and len(self.repo.python_files) <= _FEW:
            return True
        return bool(self.repo.dependencies.of(name))

    def reads(self, name: str) -> bool:
        """Whether the project reads this variable itself: `$NAME` in a launch file, its name in Python code."""
        if name not in self._reads:
            self._reads[name] = self._is_read(name)
        return self._reads[name]

    def _is_read(self, name: str) -> bool:
        import re

        used = re.compile(rb"\$\{?" + name.encode() + rb"\b")
        for path in self.candidates:
            if used.search(self.repo.read_or_note(path) or b""):
                return True
        asked = re.compile(
            rb"(?:getenv|environ(?:\.get|\.pop)?|config|env|Field)\s*[(\[][^)\]\n]*[\"']"
            + name.encode()
            + rb"[\"'](?!\s*\]\s*=[^=])"
        )
        return any(asked.search(data) for _, data in self.repo.searched_python)

    def streamlit_watcher(self) -> str | None:
        """fileWatcherType of the root's config.toml; None where it says nothing."""
        return self._watcher

    @cached_property
    def _watcher(self) -> str | None:
        data = self.repo.read_or_note(_CONFIG)
        if not data or b"fileWatcherType" not in data:
            return None
        from watchlint.facts.toml.reader import TomlSyntaxError, read

        try:
            value = read(data).get("server", {}).get("fileWatcherType")
        except (TomlSyntaxError, AttributeError):
            return None
        return value if isinstance(value, str) else None

    def streamlit_releases(self) -> list[str]:
        """Those of Streamlit that may be installed, oldest first; all of them where nothing asks for it."""
        return self._releases

    @cached_property
    def _releases(self) -> list[str]:
        from watchlint.facts.streamlit.options import catalogue
        from watchlint.facts.streamlit.releases import installable

        if not self._override and not self.repo.dependencies.of("streamlit"):
            return catalogue().releases
        return installable(self.repo.dependencies, self._override)

    def has_streamlit_config(self) -> bool:
        return self.repo.exists(_CONFIG) or any(path.endswith("/" + _CONFIG) for path in self.repo.named("config.toml"))

    def requires(self, package: str) -> bool:
        return self.repo.dependencies.requires(package)

    def has_folder(self, path: str) -> bool:
        return os.path.isdir(self.repo.absolute(path))

    def has_python(self, folder: str) -> bool:
        """Whether the repository owns Python in or below a folder."""
        return any(known == folder or known.startswith(folder + "/") for known in self.repo.folders_with_python)

    def heavy(self, place) -> list[str]:
        """What lies directly in the folder that a server starts in, and costs watches for nothing."""
        from watchlint.facts.launch import resolver

        places = resolver.of(self.repo)
        return [name for name in (".git", ".venv", "venv", "node_modules") if places.holds(place, name)]

    def image_is_known(self, source, service) -> bool:
        """Whether a compose service's image is known to leave PYTHONDONTWRITEBYTECODE alone."""
        from watchlint.facts.launch.base.nodes import get
        from watchlint.facts.launch.base.source import Source
        from watchlint.facts.launch.formats import dockerfile

        build = get(service, "build")
        if build is None:
            image = getattr(get(service, "image"), "value", "")
            return dockerfile.base_is_plain(dockerfile.Stage(None, image, [], None))
        context = build.value if build.id == "scalar" else getattr(get(build, "context"), "value", ".")
        name = getattr(get(build, "dockerfile"), "value", "Dockerfile")
        folder = source.path.rpartition("/")[0]
        path = os.path.normpath(os.path.join(folder, context, name)).replace(os.sep, "/")
        if "$" in path or path.startswith("..") or self.candidates.get(path) != "dockerfile":
            return False
        data = self.repo.read_or_note(path) or b""
        if b"PYTHONDONTWRITEBYTECODE" in data or b"PYTHONPYCACHEPREFIX" in data:
            return False
        stages = dockerfile.stages(Source(path, "dockerfile", data))
        return bool(stages) and dockerfile.base_is_plain(stages[-1])

    def set_in_other_compose(self, source, service: str) -> bool:
        """Whether another compose file in the same folder sets it for a service of this name."""
        from watchlint.facts.launch import started
        from watchlint.facts.launch.base.nodes import get

        folder = source.path.rpartition("/")[0]
        for path, kind in self.candidates.items():
            if kind != "compose" or path == source.path or path.rpartition("/")[0] != folder:
                continue
            data = self.repo.read_or_note(path) or b""
            if b"PYTHONDONTWRITEBYTECODE" in data or b"PYTHONPYCACHEPREFIX" in data:
                other = started.source(path, kind, self.repo.read_or_note(path))
                if other is not None and get(other.tree, "services", service) is not None:
                    return True
        return False


def shared(repo, settings):
    """All findings of this hook, computed once for all of its rules."""
    return repo.shared(NAME, lambda: list(check(repo, settings)))
