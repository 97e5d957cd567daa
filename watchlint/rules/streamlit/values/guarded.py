"""Options that change where an app listens, what protects it, or whether an edit is seen: no safe fix brings one to life."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.streamlit.files.project import Project

_LISTENING = ("server.address", "server.port", "server.baseUrlPath", "server.sslCertFile", "server.sslKeyFile")
_SHOWN = ("browser.serverAddress", "browser.serverPort")  # origins that may connect, and the address that is printed
_PROTECTION = (
    "server.enableCORS", "server.enableXsrfProtection", "server.cookieSecret", "server.allowedHosts",
    "server.corsAllowedOrigins", "server.trustedUserHeaders", "server.xsrfCookieSameSite",
)  # fmt: skip
_RELOADING = ("server.folderWatchBlacklist", "server.folderWatchList")


# Where images put an app: a pattern with such a name matches all of it there.
_ROOTS = frozenset(
    ("app", "backend", "code", "home", "opt", "project", "root", "src", "srv", "usr", "work", "workspace")
)


def may_end_reload(repository: Repository, patterns: list[str]) -> bool:
    """Whether an entry of folderWatchBlacklist may match the folder of a module, which then is not reloaded after an edit.

    `**/data` is compared with the absolute path of a module's folder (file_util.py, file_is_in_folder_glob), so that where
    the repository lies counts as well.
    """
    folders = [f"/{folder}/" for folder in repository.folders_with_python]
    folders.append(f"{repository.root}/".replace("\\", "/"))
    for pattern in patterns:
        core = pattern.replace("\\", "/").strip("*/")
        if not core or core in _ROOTS or pattern.startswith("/") or any(f"/{core}/" in folder for folder in folders):
            return True
    return False


def is_guarded(key: str, value: object, profile: str) -> bool:
    """Whether an option that Streamlit ignored until now would move, open, close or quieten the app once it counts.

    A watcher that is off ends hot reload, which is what the profile production asks for.
    """
    if key == "server.fileWatcherType":
        return profile != "production" and value not in ("auto", "watchdog", "poll")
    return key in (*_LISTENING, *_SHOWN, *_PROTECTION, *_RELOADING, "global.developmentMode")


def is_protection(key: str) -> bool:
    """Whether an option says who may reach the app."""
    return key in _PROTECTION


def is_harmless(values: dict[str, Any] | None, project: Project) -> bool:
    """Whether a file that Streamlit did not read may come to life unasked: no option in it moves, opens or quietens the
    app. That the app still starts then, the plan finds out: a fix that brings an error is refused."""
    from watchlint.rules.streamlit.files.config import taken_apart
    from watchlint.rules.streamlit.files.releases import number

    if values is None:
        return False
    settings, _ = taken_apart(values, number(project.releases.newest))
    return not any(is_guarded(setting.key, setting.value, project.profile) for setting in settings)
