"""Which files are Streamlit's configuration: those it reads, those it never looks at, and one that is missing."""

from __future__ import annotations

from collections import namedtuple

from watchlint.findings import Edit, Finding, Fix, Rename
from watchlint.rules.streamlit.places import FOLDER, NAME, PATH
from watchlint.rules.streamlit.rules import MISPLACED, MISSING

Found = namedtuple("Found", "configs candidates")
"""`configs`: paths that Streamlit reads; `candidates`: (path, where it would be read)."""

# Names that people give the file. Names are compared by their bytes; on Windows and macOS some of them work.
_NAMES = (
    "Config.toml", "CONFIG.toml", "config.TOML", "CONFIG.TOML", "config.toml.txt", "config.txt", "config.tml", "config.tom",
    "config", "configs.toml", "confg.toml", "conifg.toml", "config.toml.toml", "config.ini", "streamlit.toml",
)  # fmt: skip
_FOLDERS = frozenset((
    "streamlit", "_streamlit", "steamlit", "stramlit", "streamlt", "streamlti", "stremlit", "strealmit", "streamit",
    "streamlit_config", "streamlit-config", "streamlits", "streamllit",
))  # fmt: skip
_SECTIONS = (
    "global",
    "logger",
    "client",
    "runner",
    "server",
    "browser",
    "mapbox",
    "deprecation",
    "theme",
    "ui",
    "magic",
)
_NEW = """\
# How Streamlit runs here; `streamlit config show` lists every option.

[server]
# "auto" takes an inotify watch for each folder below the app, "poll" none; "none" never notices an edit.
fileWatcherType = "{watcher}"
"""


def find(repo) -> Found:
    """The configuration files a repository owns, and the files that may have been meant as one."""
    configs, candidates = [], []
    for path in repo.named(NAME, *_NAMES):
        folders, _, name = path.rpartition("/")
        above, _, folder = folders.rpartition("/")
        place = f"{above}/{PATH}" if above else PATH
        if folder == FOLDER and name == NAME:
            configs.append(path)
        elif folder == FOLDER or (name in (NAME, "Config.toml") and folder.lower().lstrip(".") in _FOLDERS):
            candidates.append((path, place))
    return Found(sorted(configs), sorted(candidates))


def misplaced(repo, settings, candidates):
    """A finding for each file that reads like Streamlit's and is never read."""
    from watchlint.rules.streamlit.places import is_ignored, is_in_use

    for path, place in candidates:
        data = repo.read_or_note(path)
        if data is None or not looks_like_streamlit(data) or is_in_use(repo, path):
            continue
        taken = repo.exists(place)
        fix = None
        if not taken and not is_ignored(repo, place):
            fix = Fix(f"move {path} to {place}", [Rename(path, place)], _is_harmless(path, data, repo, settings))
        yield Finding(
            MISPLACED,
            f"Streamlit never reads {path}: it looks for {place}",
            path=path,
            line=1,
            column=1,
            help=f"{place} is there and is what counts: move over what you still need, then delete this file."
            if taken
            else f"Move it: `git mv {path} {place}`.",
            fix=fix,
            subject="misplaced",
        )


def _is_harmless(path: str, data: bytes, repo, settings) -> bool:
    from watchlint.rules.streamlit.config import Config
    from watchlint.rules.streamlit.guarded import is_harmless
    from watchlint.rules.streamlit.span import Span

    return is_harmless(Config(path, data).values, Span(repo, settings))


def missing(repo, settings):
    """A finding where the project uses Streamlit and there is no configuration, not even one that git ignores."""
    # Streamlit's own repository requires and imports itself.
    if repo.exists(PATH) or repo.provides("streamlit") or not uses_streamlit(repo):
        return
    from watchlint.rules.streamlit.places import is_ignored, is_root_read

    if is_ignored(repo, PATH) or not is_root_read(repo):
        return
    watcher = "none" if settings.profile == "production" else "auto"

    def create(data: bytes | None) -> bytes:
        return _NEW.format(watcher=watcher).encode() if data is None else data

    yield Finding(
        MISSING,
        f"this project uses Streamlit and has no {PATH}: nothing says whether its watcher is wanted",
        path=PATH,
        help=f'Create one that sets server.fileWatcherType ("{watcher}" is right for {settings.profile}).',
        fix=Fix(f"create {PATH}", [Edit(PATH, create)]),
        subject="missing",
    )


def uses_streamlit(repo) -> bool:
    return repo.dependencies.requires("streamlit") or bool(repo.imports("streamlit"))


def looks_like_streamlit(data: bytes) -> bool:
    """Whether a table of Streamlit's holds an option of Streamlit's; a broken file is judged by its lines."""
    from watchlint.facts.streamlit.options import catalogue
    from watchlint.facts.toml.document import Document

    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    known = catalogue()
    paths = [entry.path for entry in Document(text).keys]
    if any(len(path) > 1 and path[0] in _SECTIONS and known.option(".".join(path)) for path in paths):
        return True
    section = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[] ")
        elif section in _SECTIONS and known.option(f"{section}.{line.partition('=')[0].strip()}"):
            return True
    return False
