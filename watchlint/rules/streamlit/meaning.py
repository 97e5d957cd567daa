"""What an option's value says, where its type is right: names Streamlit knows, ports, paths."""

from __future__ import annotations

import os

from watchlint.findings import WARNING, Finding
from watchlint.rules.streamlit.rules import VALUE
from watchlint.rules.streamlit.watching import MEANT, replace_value

CHECKED = (
    "logger.messageFormat",
    "server.address",
    "server.port",
    "server.maxCacheDataSize",
    "server.unsafeMetricsUserAttributes",
    "server.trustedUserHeaders",
)

HEADINGS = ("headingFontSizes", "headingFontWeights")
CHARTS = ("chartSequentialColors", "chartDivergingColors")

_FOLDS_CASE = ("client.toolbarMode", "logger.level", "server.xsrfCookieSameSite")
_COMMON = {"warn": "warning", "err": "error", "fatal": "critical", "verbose": "debug"}

# What a value that is none of those accepted does. Measured with 1.12.2, 1.28.2, 1.45.1, 1.50.0 and 1.67.0.
_EFFECTS = {
    "server.fileWatcherType": "the watcher it selects does nothing, without a word",
    "client.toolbarMode": "every session ends with an AttributeError before the page is drawn",
    "logger.level": "Streamlit ends at start",
    "server.xsrfCookieSameSite": "Streamlit ends at start",
    "runner.enumCoercion": "widgets of enumerations raise an error",
    "client.showErrorDetails": "it counts as none of them, and errors are hidden",
    "client.showErrorLinks": "every session ends with a ValueError before the page is drawn",
    "theme.font": "Streamlit warns and takes sans serif",
}


def finding(config, setting, facts, repo, span) -> Finding | None:
    """The finding on a value Streamlit has no meaning for; None where it has one."""
    key, value = setting.key, setting.value
    if key == "server.port":
        return _port(config, setting, span)
    if key == "server.address":
        return _address(config, setting)
    if key.endswith(CHARTS):
        return _chart(config, setting)
    if key in ("theme.base", "theme.font") and not value and not span.between(low="1.44.0"):
        from watchlint.rules.streamlit import effects

        if effects.is_empty(config.get("theme")):
            return None
    if key == "theme.base":
        return _base(config, setting, facts, repo, span)
    if key == "logger.messageFormat":
        from watchlint.rules.streamlit import effects

        if effects.of(key, facts, value, (1, 0, 0)) is None:
            return None
        return _at(config, setting, f'logger.messageFormat = "{value}" is no format: Streamlit ends at start',
                   'Write one with fields, such as "%(asctime)s %(message)s".')  # fmt: skip
    if key.endswith(HEADINGS):
        return _headings(config, setting)
    if key in _OTHER:
        said = _OTHER[key](value)
        return said and _at(config, setting, f"{key}: {said}: Streamlit ends at start", "Write a value that it takes.")
    if isinstance(value, bool) and key in ("client.showErrorDetails", "client.showErrorLinks"):
        return None
    if key == "client.showErrorDetails" and value in ("true", "True", "false", "False"):
        return None
    if (
        not facts.accepted
        or (value.lower() if key in _FOLDS_CASE and isinstance(value, str) else value) in facts.accepted
    ):
        return None
    meant = _meant(key, value, facts.accepted)
    from watchlint.rules.streamlit.values import shown

    return _at(
        config,
        setting,
        f"{key} has no value {shown(value)}: {_EFFECTS.get(key, 'Streamlit does not know it')}",
        f'Write "{meant}".' if meant else f"Write one of {', '.join(facts.accepted)}.",
        replace_value(config.path, setting.path, meant) if meant else None,
    )


def _meant(key: str, value, accepted) -> str | None:
    """The accepted value that another spelling stands for."""
    text = str(value).strip().lower()
    if key == "server.fileWatcherType":
        return MEANT.get(text)
    text = text.replace("-", " ") if key == "theme.font" else text
    folded = {name.lower(): name for name in accepted}
    return folded.get(text) or folded.get(_COMMON.get(text, ""))


def _at(config, setting, message: str, remedy: str, fix=None, severity=None) -> Finding:
    return Finding(
        VALUE,
        message,
        path=config.path,
        help=remedy,
        fix=fix,
        severity=severity,
        subject=setting.key,
        **config.place(setting.path),
    )


def _port(config, setting, span) -> Finding | None:
    """Up to 1.56 Streamlit's server is Tornado, which takes what is left of the number in 16 bits."""
    port = setting.value
    if isinstance(port, float) and not span.between(low="1.57.0"):
        return _at(config, setting, f"server.port = {port} is no whole number: Streamlit ends at start (OSError)",
                   "Write it without a decimal point.")  # fmt: skip
    if not isinstance(port, (int, float)) or 0 <= port <= 65535:
        return None
    does = (
        "Streamlit ends at start (OverflowError)" if span.between(low="1.57.0") else "Streamlit listens on another one"
    )
    return _at(config, setting, f"server.port = {port} is no port: {does}", "Ports go from 1 to 65535.")


def _address(config, setting) -> Finding | None:
    """A name or a number to listen on, or a socket's path (web/server/server.py). Measured with 1.12.2, 1.28.2, 1.51.0 and
    1.67.0: a port, a scheme, a path or brackets beside it end Streamlit with socket.gaierror."""
    import re

    value = setting.value
    if not isinstance(value, str) or value.startswith("unix://") or not re.search(r"/|^\[|^[^:]*:\d+$", value):
        return None
    found = re.fullmatch(r"(?:https?://)?(\[[^\]]*\]|[^/:\[\]]+)(?::(\d+))?/?", value)
    remedy = "Write the name or the number of the address alone; the port is server.port."
    if found:
        remedy = f'Write address = "{found[1].strip("[]")}"' + (f" and port = {found[2]}." if found[2] else ".")
    return _at(config, setting, f'server.address = "{value}" is no address alone: Streamlit ends at start (socket.gaierror)',
               remedy)  # fmt: skip


def _chart(config, setting) -> Finding | None:
    """Ten colours or none count (runtime/app_session.py, _populate_theme_msg, of 1.47.0, 1.54.0 and 1.67.0)."""
    value = setting.value
    if isinstance(value, str):
        import json

        try:
            value = json.loads(value)
        except ValueError:
            value = None
    if not isinstance(value, list):
        return _at(config, setting, f"{setting.key} is no list: Streamlit fails to parse it and takes its own colors",
                   'Write a list of ten, such as ["#e4f5ff", ...].')  # fmt: skip
    if len(value) == 10:
        return None
    count = f"{len(value)} color{'s' * (len(value) != 1)}"
    return _at(config, setting, f"{setting.key} has {count} where ten belong: Streamlit logs an error and takes its own",
               "Give ten, from the lightest to the darkest, or remove the line." if "Seq" in setting.key
               else "Give ten, from one end over the middle to the other, or remove the line.")  # fmt: skip


def _base(config, setting, facts, repo, span) -> Finding | None:
    """Since 1.51 theme.base may name a theme file or a URL, and what is neither ends Streamlit at start
    (config_util.py, process_theme_inheritance); before, another name than light and dark counts as light."""
    value = setting.value
    if value in facts.accepted:
        return None
    meant = _meant("theme.base", value, facts.accepted)
    fix = replace_value(config.path, setting.path, meant) if meant else None
    fatal = span.between(low="1.51.0")
    if not fatal:
        said = f'theme.base has no value "{value}": Streamlit warns and takes light'
        return _at(config, setting, said, f'Write "{meant}".' if meant else "Write light or dark.", fix, WARNING)
    if value.startswith(("http://", "https://")):
        return None
    name = value.removeprefix("./")
    if value.startswith(("/", "~")) or value[1:3] == ":\\" or name.startswith("../"):
        return None  # outside the repository: not ours to see
    paths = (name, f"{config.path.rpartition('.streamlit/')[0]}{name}")
    if name and not meant and any(map(repo.exists, paths)):
        if not any(os.path.isdir(repo.absolute(path)) for path in paths):
            return None
        error = "StreamlitInvalidThemeError"
    else:
        error = "FileNotFoundError" if name else "StreamlitInvalidThemeError"
    note = span.note(fatal)
    return _at(
        config,
        setting,
        f'theme.base = "{value}" is neither light nor dark, and there is no such theme file: Streamlit ends at start '
        f"({error}){note}",
        f'Write "{meant}".' if meant else "Write light or dark, or the path of a theme file; a colour is primaryColor.",
        fix,
        span.severity(VALUE, fatal),
    )


def _headings(config, setting) -> Finding | None:
    """One value, or one to six for the headings h1 to h6 (runtime/app_session.py, _populate_theme_msg, since 1.47)."""
    value = setting.value
    if isinstance(value, str) and not value.strip().lower().endswith(("px", "rem")):
        from watchlint.rules.streamlit.effects import of_theme_list

        bad = of_theme_list(setting.path[-1], value) is not None
    else:
        bad = isinstance(value, list) and not 1 <= len(value) <= 6
    if not bad:
        return None
    return _at(
        config,
        setting,
        f"{setting.key} has not one to six values: every session ends with an error before the page is drawn",
        "Give one value for all headings, or a list of one to six for h1 to h6.",
    )


def _cache_size(value) -> str | None:
    """A number with a unit, or "0" (byte_util.py, config_max_cache_data_size_to_bytes)."""
    import re

    if value in ("0", 0):
        return None
    found = re.fullmatch(r"(\d+(?:\.\d*)?|\.\d+) ?(?:[kmgt]i?)?b", value, re.IGNORECASE)
    return None if found and float(found[1]) else f'"{value}" is no size such as "500mb"'


def _attributes(value) -> str | None:
    import re

    for name in value:
        if name == "type" or not re.match(r"[a-zA-Z_][a-zA-Z0-9_]*$", name):
            return f'"{name}" can\'t be the name of a label'
    return None


def _headers(value) -> str | None:
    """A table from header to user attribute, each attribute once; or the same as JSON (config.py)."""
    if isinstance(value, str):
        import json

        try:
            value = json.loads(value)
        except ValueError:
            return "it is no JSON"
        if not isinstance(value, dict) or not all(isinstance(its, str) for its in value.values()):
            return "it is no JSON object of texts"
    names = [str(its) for its in value.values()]
    twice = sorted({name for name in names if names.count(name) > 1})
    return f"{', '.join(twice)} is mapped more than once" if twice else None


_OTHER = {
    "server.maxCacheDataSize": _cache_size,
    "server.unsafeMetricsUserAttributes": _attributes,
    "server.trustedUserHeaders": _headers,
}
