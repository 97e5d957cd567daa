"""How watched servers are started: with no folder named, with excludes that save nothing, in `/`, in production."""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.folders.folder_kinds import CACHES, METADATA
from watchlint.facts.launch.assignments import assignments
from watchlint.facts.launch.base.nodes import get, items, pairs
from watchlint.facts.launch.formats import dockerfile
from watchlint.facts.launch.kinds import COMPOSE, CONTAINERS, DOCKERFILE, PROCFILE, SYSTEMD
from watchlint.findings import INFO, WARNING
from watchlint.rules.launch import app_folders, rules, servers
from watchlint.rules.launch.problem import Problem
from watchlint.servers import catalogue
from watchlint.servers.model import values

_HEAVY = frozenset((*METADATA, *CACHES, "node_modules", ".venv", "venv", "env", "site-packages"))
_FOR_DEVELOPMENT = re.compile(r"(?i)dev|local|override|test|debug|example|sample")
_FAR = re.compile(r"[A-Za-z]:[\\/]|//|\\\\|/mnt/[a-z]/|/run/desktop/mnt/host/")
_NETWORK = frozenset(("nfs", "nfs4", "cifs", "smb", "smb3", "sshfs", "9p"))


def detect(source, around):
    """The problems of one file; `around` knows the repository (see `watchlint.rules.launch.hook.Around`)."""
    found = []
    for launch in servers.launches(source, around.repo):
        if not launch.reloads or not launch.certain:
            continue
        at = source.offset(launch.line, launch.column)
        here = (source, launch, at)
        found += [*_without_dir(*here, around), *_excludes(*here, around)]
        if source.kind == DOCKERFILE:
            found += _in_root(*here, around)
        if around.profile == "production":
            found += _in_production(*here, around)
        if source.kind == COMPOSE:
            found += _far_mount(*here)
    return [*found, *_blacklist(source)]


def _without_dir(source, launch, at: int, around):
    known = catalogue.named(launch.server)
    if not known.narrower or "--reload" not in launch.arguments:
        return
    if known.folders(launch) or known.narrower_variable in launch.environment:
        return
    if launch.cwd is None and launch.command.cwd != "/":
        return  # the folder it starts in is not known
    flag = re.compile(r"--reload(?![\w-])").search(source.text, at)
    if flag is None:
        return
    folders, why_not = app_folders.of(source, launch, around.repo)
    words = " ".join(f"{known.narrower} {folder}" for folder in folders)
    outside = launch.command.cwd or ""
    named = launch.cwd or (outside if outside.startswith("/") and launch.cwd is None else "")
    place = f"{named.rstrip('/')}/ and everything below" if named else "everything below the working folder"
    heavy = around.heavy(launch.place)
    named = f", {' and '.join(heavy)} included" if heavy else ""
    yield Problem(
        rules.RELOAD_WITHOUT_DIR,
        f"{servers.title(launch)} watches {place}{named}: no folder is named",
        flag.start(), flag.end(), f"{launch.app} --reload",
        f"Add {words}." if folders else f"Name each folder of your code with {known.narrower}: {why_not}.",
        _with_words(source.text, flag, known.narrower, folders) if folders else (), f"add {words}", safe=False,
    )  # fmt: skip


def _with_words(text: str, flag: re.Match, name: str, values: list[str]):
    """The splice that puts `name value` behind a word for each value, in the form in which the word is written."""
    at, end = flag.span()
    words = [word for value in values for word in (name, value)]
    quote = text[at - 1 : at]
    if quote in ("'", '"') and text[end : end + 1] == quote:
        if not re.match(r"\s*[,\]]", text[end + 1 :]):
            return ()
        return [(end + 1, end + 1, "".join(f", {quote}{word}{quote}" for word in words))]
    start = text.rfind("\n", 0, at) + 1
    dash = re.fullmatch(r"([ \t]*-[ \t]+)", text[start:at])
    if dash and re.match(r"[ \t]*(?:#[^\n]*)?\r?(?:\n|$)", text[end:]):
        newline = "\r\n" if "\r\n" in text else "\n"
        return [(end, end, "".join(f"{newline}{dash[1]}{word}" for word in words))]
    if quote.isspace():
        return [(end, end, "".join(f" {word}" for word in words))]
    return ()


def _excludes(source, launch, at: int, around):
    known = catalogue.named(launch.server)
    for name in known.excluding:
        for given in values(launch.arguments, name):
            for pattern in re.split(r"[;,]", given.strip("'\"")):
                folder = _folder(pattern, launch, around)
                if folder is None or not _is_watched(launch, folder):
                    continue
                end = source.text.find(name, at)
                place = end if end >= 0 else at
                yield Problem(
                    rules.EXCLUDE,
                    f"{name} {pattern} takes no watch away: {folder} is watched, and its events are dropped afterwards",
                    place, place + len(name), f"{name} {pattern}",
                    "Name the folders to watch instead" + (f", with {known.narrower}." if known.narrower else "."),
                    severity=None if folder.rpartition("/")[2] in _HEAVY else INFO,
                )  # fmt: skip


def _folder(pattern: str, launch, around) -> str | None:
    """The folder that a pattern leaves out, or None where it is about files."""
    path = re.sub(r"^(?:\./|\*\*?/)+", "", pattern.strip())
    path = re.sub(r"(?:/\*{0,2})+$", "", path)
    if not path or set(path) & set("*?[$"):
        return None
    if path.rpartition("/")[2] in _HEAVY:
        return path
    return path if around.has_folder(posixpath.normpath(posixpath.join(launch.cwd or "", path))) else None


def _is_watched(launch, folder: str) -> bool:
    roots = catalogue.named(launch.server).folders(launch) or ["."]
    return any(root.strip("./") == "" or f"{folder}/".startswith(root.strip("./") + "/") for root in roots)


def _blacklist(source):
    for one in assignments(source):
        if one.name == "STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST" and one.value:
            yield Problem(
                rules.EXCLUDE,
                f"{one.name} takes no watch away: it only leaves modules out that the app imports from there",
                one.at, one.value_end, one.name,
                "Move the app into a folder of its own, or set STREAMLIT_SERVER_FILE_WATCHER_TYPE to poll.", severity=WARNING,
            )  # fmt: skip


def stage_of(source, at: int):
    """The stage in which an offset of a Dockerfile lies, and its instruction there."""
    for stage in dockerfile.stages(source):
        for one in stage.instructions:
            if one.at <= at <= one.end:
                return stage, one
    return None, None


def _in_root(source, launch, at: int, around):
    stage, one = stage_of(source, at)
    known = catalogue.named(launch.server)
    if stage is None or known.needs or re.search(r"\bcd[ \t]", source.text[one.body : at]):
        return
    if launch.server == "streamlit":
        if not servers.watches(launch) or around.streamlit_watcher() not in (None, "auto", "watchdog"):
            return
    folder = next(image.workdir for image in dockerfile.images(source) if image.stage is stage)
    if launch.server == "streamlit":
        app = launch.app or ""
        if "$" in app or app.startswith("http") or (folder is None and not app.startswith("/")):
            return
        folder = posixpath.dirname(posixpath.normpath(posixpath.join(folder or "/", app)))
    elif known.folders(launch):
        return
    if folder == "/":
        yield Problem(
            rules.NO_WORKDIR,
            f"{servers.title(launch)} watches the whole of the image: it starts in `/`",
            at, one.end, f"{launch.server} /",
            "Put the app into a folder of its own and set it with WORKDIR, /app for instance.",
        )  # fmt: skip


def _in_production(source, launch, at: int, around):
    if source.kind not in (*CONTAINERS, PROCFILE, SYSTEMD) or _FOR_DEVELOPMENT.search(source.path):
        return
    if launch.server == "streamlit":
        # where there is a config.toml, check-streamlit-config says it
        if around.has_streamlit_config() or not servers.watches(launch):
            return
        help_ = "Set STREAMLIT_SERVER_FILE_WATCHER_TYPE=none for it."
    else:
        help_ = "Start it without its reloader here; keep that for a file used in development."
    yield Problem(
        rules.WATCHER_ON,
        f"the profile is production, and {servers.title(launch)} watches files here",
        at, at + 1, f"{launch.server} {launch.app}", help_,
    )  # fmt: skip


def _far_mount(source, launch, at: int):
    polls = launch.environment.get("STREAMLIT_SERVER_FILE_WATCHER_TYPE") in ("poll", "none")
    if polls or not servers.watches(launch):
        return
    for name, service in pairs(get(source.tree, "services")):
        if not service.start_mark.index <= at < service.end_mark.index or get(service, "env_file") is not None:
            continue
        for node in items(get(service, "volumes")):
            origin = _origin(source, node)
            if origin:
                yield Problem(
                    rules.MOUNT,
                    f"service {name.value}: {servers.title(launch)} gets no events from {origin}: edits there are not noticed",
                    node.start_mark.index, node.end_mark.index, f"{name.value} {origin}",
                    "Let it poll: STREAMLIT_SERVER_FILE_WATCHER_TYPE=poll." if launch.server == "streamlit"
                    else "Let it poll: WATCHFILES_FORCE_POLLING=true.",
                )  # fmt: skip


def _origin(source, node) -> str | None:
    """Where a volume comes from, where that is Windows or a network; None for any other."""
    text = node.value if node.id == "scalar" else getattr(get(node, "source"), "value", "")
    if not isinstance(text, str) or "$" in text:
        return None
    if _FAR.match(text):
        return text
    volume = get(source.tree, "volumes", text.partition(":")[0])
    kind = getattr(get(volume, "driver_opts", "type"), "value", "")
    driver = getattr(get(volume, "driver"), "value", "")
    if kind in _NETWORK or "sshfs" in str(driver):
        return f"the network volume {text.partition(':')[0]}"
    return None
