"""streamlit-options-conflict: two options that contradict each other, or one that can't do what it is set for."""

from __future__ import annotations

from watchlint.findings import ERROR, WARNING, Finding, Rule
from watchlint.rules.streamlit.judging.judged import judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.streamlit.files.config import Config
    from watchlint.rules.streamlit.files.releases import Releases
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-options-conflict",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="none",
    since="0.1.0",
    summary="Two options contradict each other, or one can't do what it is set for.",
    why="Streamlit warns, changes one of them, or does not start. Which of the two was meant only you can say.",
    evidence='15 of 216 public files set browser.serverAddress to "0.0.0.0", which binds nothing and hides the real address.',
    before={
        "requirements.txt": "streamlit==1.50.0\n",
        ".streamlit/config.toml": "[server]\nenableCORS = false\nenableXsrfProtection = true\n",
    },
    after={
        "requirements.txt": "streamlit==1.50.0\n",
        ".streamlit/config.toml": "[server]\nenableXsrfProtection = true\n",
    },
    source="Streamlit 1.67.0, config.py, _check_conflicts; web/bootstrap.py",
)

_DEVELOPERS = "Remove global.developmentMode: it is for those who work on Streamlit itself."


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """Findings on pairs of options within one file."""
    for each in judged(repository, settings):
        if each.read is not None:
            config, releases = each.read, each.project.releases
            yield from _cors(config, releases)
            yield from _certificate(config, releases)
            yield from _development(config, releases)
            yield from _shown_address(config)
            yield from _same_site(config, releases)
            yield from _static(config, releases, repository)


def _at(config: Config, path: tuple[str, str], message: str, remedy: str, severity: str | None = None) -> Finding:
    place, subject = config.place(path), ".".join(path)
    return Finding(RULE, message, path=config.path, help=remedy, severity=severity, subject=subject, **place)


def _cors(config: Config, releases: Releases) -> Iterator[Finding]:
    server = config.table("server")
    if server.get("enableCORS", True) or not server.get("enableXsrfProtection", True):
        return
    severity = None
    if releases.newest in releases.between(low="1.62.0"):
        severity = WARNING  # it does what it says
        said = (
            "enableCORS = false lets every page of the web connect to the app; enableXsrfProtection does not stop that"
        )
        remedy = "Set enableCORS = true and name the origins you trust in corsAllowedOrigins."
    else:
        said = (
            "enableCORS = false contradicts enableXsrfProtection, which is on: Streamlit warns and says that it overrides "
            "enableCORS to true"
        )
        remedy = "Remove enableCORS = false; or, where another site must embed the app, set enableXsrfProtection = false too."
    yield _at(config, ("server", "enableCORS"), said, remedy, severity)


def _certificate(config: Config, releases: Releases) -> Iterator[Finding]:
    server = config.table("server")
    if bool(server.get("sslCertFile")) != bool(server.get("sslKeyFile")) and releases.between(low="1.20.0"):
        given, other = ("sslCertFile", "sslKeyFile") if server.get("sslCertFile") else ("sslKeyFile", "sslCertFile")
        said = f"server.{given} is set without server.{other}: Streamlit does not start"
        yield _at(config, ("server", given), said, f"Set {other} too, or neither.")


def _development(config: Config, releases: Releases) -> Iterator[Finding]:
    """What global.developmentMode = true does not go with."""
    server = config.table("server")
    if not config.get("global", "developmentMode"):
        return
    is_warned = releases.between(high="1.62.0") == releases.all
    if is_warned and server.get("enableXsrfProtection", True) and server.get("enableCORS", True):
        said = "global.developmentMode contradicts server.enableXsrfProtection, which is on: Streamlit warns"
        yield _at(config, ("global", "developmentMode"), said, _DEVELOPERS, WARNING)
    for section, name in (("server", "port"), ("browser", "serverPort")):
        if name in config.table(section):
            said = f"{section}.{name} is set while global.developmentMode is true: Streamlit does not start"
            yield _at(config, (section, name), said, _DEVELOPERS)


def _shown_address(config: Config) -> Iterator[Finding]:
    address = config.get("browser", "serverAddress")
    if address in ("0.0.0.0", "::"):
        said = (
            f'browser.serverAddress = "{address}" does not change where the app listens: it is the address shown to people, '
            "and no browser can open this one"
        )
        remedy = "Remove it. The address to listen on is server.address, by default every one."
        yield _at(config, ("browser", "serverAddress"), said, remedy, WARNING)


def _same_site(config: Config, releases: Releases) -> Iterator[Finding]:
    server, path = config.table("server"), ("server", "xsrfCookieSameSite")
    value = server.get("xsrfCookieSameSite")
    if not isinstance(value, str) or value.lower() != "none" or not releases.between(low="1.59.0"):
        return
    if not server.get("enableXsrfProtection", True):
        said = 'xsrfCookieSameSite = "none" has no effect while enableXsrfProtection is off: Streamlit warns'
        yield _at(config, path, said, "Remove one of the two.", WARNING)
    elif not server.get("sslCertFile"):
        said = 'xsrfCookieSameSite = "none" needs HTTPS: browsers drop the cookie otherwise, and Streamlit warns'
        remedy = "Serve the app over TLS: by a proxy, or with sslCertFile and sslKeyFile."
        yield _at(config, path, said, remedy, WARNING)


def _static(config: Config, releases: Releases, repository: Repository) -> Iterator[Finding]:
    if config.table("server").get("enableStaticServing") is not True or not releases.between(low="1.18.0"):
        return
    if not any(path.startswith("static/") or "/static/" in path for path in repository.files):
        said = "server.enableStaticServing is on, and there is no folder `static` beside any script: Streamlit warns"
        remedy = "Add `static/` beside the app, or remove the line."
        yield _at(config, ("server", "enableStaticServing"), said, remedy, WARNING)
