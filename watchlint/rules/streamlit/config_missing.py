"""streamlit-config-missing: the project uses Streamlit and has no `.streamlit/config.toml`."""

from __future__ import annotations

from watchlint.findings import INFO, Edit, Finding, Fix, Rule
from watchlint.rules.streamlit.files.candidates import PATH, find, uses_streamlit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-config-missing",
    hook="check-streamlit-config",
    severity=INFO,
    fix="safe",
    since="0.1.0",
    summary="The project uses Streamlit and has no `.streamlit/config.toml`.",
    why="Streamlit works without one. Its watcher then follows the default on every machine: each folder below the app's "
    "takes an inotify watch. The file is where a team says whether that is wanted.",
    evidence='A tree of 1,002 folders takes 1,002 watches by default and none with "poll" or "none" (Streamlit 1.67.0).',
    before={"requirements.txt": "streamlit==1.67.0\n"},
    after={
        "requirements.txt": "streamlit==1.67.0\n",
        ".streamlit/config.toml": '[server]\nfileWatcherType = "auto"\n',
    },
    source="Streamlit 1.67.0, config.py, get_config_files; watches counted on Linux 6.18",
)

_NEW = """\
# How Streamlit runs here; `streamlit config show` lists every option.

[server]
# "auto" takes an inotify watch for each folder below the app, "poll" none; "none" never notices an edit.
fileWatcherType = "{watcher}"
"""


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One note where there is no configuration, not even a misplaced one or one that git ignores, and a file at the root
    would be read."""
    # Streamlit's own repository requires and imports itself.
    if find(repository).configs or repository.exists(PATH) or repository.provides("streamlit"):
        return
    from watchlint.rules.streamlit.files.misplaced import misplaced

    if misplaced(repository) or not uses_streamlit(repository):
        return
    from watchlint.rules.streamlit.files.places import is_ignored, is_root_read

    if is_ignored(repository, PATH) or not is_root_read(repository):
        return
    watcher = "none" if settings.profile == "production" else "auto"
    yield Finding(
        RULE,
        f"this project uses Streamlit and has no {PATH}: nothing says whether its watcher is wanted",
        path=PATH,
        help=f'Create one that sets server.fileWatcherType ("{watcher}" is right for {settings.profile}).',
        fix=_fix(watcher),
        subject="missing",
    )


def _fix(watcher: str) -> Fix:
    def create(data: bytes | None) -> bytes:
        return _NEW.format(watcher=watcher).encode() if data is None else data

    return Fix(f"create {PATH}", [Edit(PATH, create)])
