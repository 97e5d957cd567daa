"""Which files are Streamlit's configuration: those it reads, and those that may be meant as one."""

from __future__ import annotations

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository

FOLDER, NAME = ".streamlit", "config.toml"
PATH = f"{FOLDER}/{NAME}"

# Names that people give the file. Names are compared by their bytes; on Windows and macOS some of them work.
_NAMES = (
    "Config.toml", "CONFIG.toml", "config.TOML", "CONFIG.TOML", "config.toml.txt", "config.txt", "config.tml", "config.tom",
    "config", "configs.toml", "confg.toml", "conifg.toml", "config.toml.toml", "config.ini", "streamlit.toml",
)  # fmt: skip
_FOLDERS = frozenset((
    "streamlit", "_streamlit", "steamlit", "stramlit", "streamlt", "streamlti", "stremlit", "strealmit", "streamit",
    "streamlit_config", "streamlit-config", "streamlits", "streamllit",
))  # fmt: skip


class Found(Record):
    """`configs`: the paths that Streamlit reads; `candidates`: (path, where it would be read) of those it does not."""

    configs: list[str]
    candidates: list[tuple[str, str]]


def find(repository: Repository) -> Found:
    """The configuration files a repository owns, and the files that may have been meant as one."""
    return repository.shared("streamlit files", lambda: _find(repository))


def uses_streamlit(repository: Repository) -> bool:
    """Whether the project imports Streamlit, in more than its tests; or requires it, where no code is there to tell."""
    from watchlint.facts.repository.code import MAX_SEARCHED

    importing = repository.imports("streamlit")
    if importing:
        from watchlint.facts.launch.kinds import is_test

        return not all(map(is_test, importing))
    unread = not repository.python_files or len(repository.python_files) > MAX_SEARCHED
    return unread and repository.dependencies.requires("streamlit")


def _find(repository: Repository) -> Found:
    configs, candidates = [], []
    for path in repository.named(NAME, *_NAMES):
        folders, _, name = path.rpartition("/")
        above, _, folder = folders.rpartition("/")
        if folder == FOLDER and name == NAME:
            configs.append(path)
        elif folder == FOLDER or (name in (NAME, "Config.toml") and folder.lower().lstrip(".") in _FOLDERS):
            candidates.append((path, f"{above}/{PATH}" if above else PATH))
    return Found(sorted(configs), sorted(candidates))
