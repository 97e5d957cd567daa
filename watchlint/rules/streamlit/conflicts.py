"""Options that contradict each other."""

from __future__ import annotations

from watchlint.findings import WARNING, Finding
from watchlint.rules.streamlit.rules import CONFLICT


def findings(config, repo, span):
    """Findings on pairs of options within one file."""
    server, browser = _table(config, "server"), _table(config, "browser")
    if not server.get("enableCORS", True) and server.get("enableXsrfProtection", True):
        yield _cors(config, span)
    if bool(server.get("sslCertFile")) != bool(server.get("sslKeyFile")) and span.between(low="1.20.0"):
        given = "sslCertFile" if server.get("sslCertFile") else "sslKeyFile"
        other = "sslKeyFile" if given == "sslCertFile" else "sslCertFile"
        yield _at(config, ("server", given), f"server.{given} is set without server.{other}: Streamlit ends at start",
                  f"Set {other} too, or neither.")  # fmt: skip
    if config.get("global", "developmentMode"):
        if (
            server.get("enableXsrfProtection", True)
            and span.between(high="1.62.0") == span.releases
            and server.get("enableCORS", True)
        ):
            yield _at(config, ("global", "developmentMode"),
                      "global.developmentMode contradicts server.enableXsrfProtection, which is on: Streamlit warns",
                      "Remove global.developmentMode: it is for those who work on Streamlit itself.", WARNING)  # fmt: skip
        for section, table, name in (("server", server, "port"), ("browser", browser, "serverPort")):
            if name in table:
                yield _at(config, (section, name),
                          f"{section}.{name} is set while global.developmentMode is true: Streamlit ends at start",
                          "Remove global.developmentMode: it is for those who work on Streamlit itself.")  # fmt: skip
    if browser.get("serverAddress") in ("0.0.0.0", "::"):
        yield _at(config, ("browser", "serverAddress"),
                  f'browser.serverAddress = "{browser["serverAddress"]}" binds nothing: it is the address shown to people, '
                  "and no browser can open this one",
                  "Remove it. The address to listen on is server.address, by default every one.", WARNING)  # fmt: skip
    same_site = server.get("xsrfCookieSameSite")
    if isinstance(same_site, str) and same_site.lower() == "none" and span.between(low="1.59.0"):
        yield from _same_site(config, server)
    if server.get("enableStaticServing") is True and not _has_static(repo) and span.between(low="1.18.0"):
        yield _at(config, ("server", "enableStaticServing"),
                  "server.enableStaticServing is on, and there is no folder `static` beside any script: Streamlit warns",
                  "Add `static/` beside the app, or remove the line.", WARNING)  # fmt: skip


def _cors(config, span) -> Finding:
    from watchlint.rules.streamlit.span import number

    if number(span.newest) >= (1, 62, 0):
        said = (
            "enableCORS = false lets every page of the web connect to the app; enableXsrfProtection does not stop that"
        )
        remedy = "Set enableCORS = true and name the origins you trust in corsAllowedOrigins."
    else:
        said = (
            "enableCORS = false contradicts enableXsrfProtection, which is on: Streamlit warns and says that it overrides "
            "enableCORS to true"
        )
        remedy = "Remove enableCORS = false; or, where another site must embed the app, say enableXsrfProtection = false too."
    return _at(config, ("server", "enableCORS"), said, remedy)


def _same_site(config, server):
    path = ("server", "xsrfCookieSameSite")
    if not server.get("enableXsrfProtection", True):
        yield _at(config, path, 'xsrfCookieSameSite = "none" has no effect while enableXsrfProtection is off: Streamlit warns',
                  "Remove one of the two.", WARNING)  # fmt: skip
    elif not server.get("sslCertFile"):
        yield _at(config, path, 'xsrfCookieSameSite = "none" needs HTTPS: browsers drop the cookie otherwise, and Streamlit warns',
                  "Serve the app over TLS: by a proxy, or with sslCertFile and sslKeyFile.", WARNING)  # fmt: skip


def _has_static(repo) -> bool:
    return any(path.startswith("static/") or "/static/" in path for path in repo.files)


def _table(config, name: str) -> dict:
    found = config.get(name)
    return found if isinstance(found, dict) else {}


def _at(config, path: tuple[str, ...], message: str, remedy: str, severity=None) -> Finding:
    subject = ".".join(path)
    return Finding(
        CONFLICT, message, path=config.path, help=remedy, severity=severity, subject=subject, **config.place(path)
    )
