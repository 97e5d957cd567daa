"""Configuration files with the slips that people make, for fixes to be tried on: generated from a seed.

A file is one to three sound sections with comments, in which one to four lines or the whole file go wrong.
"""

from __future__ import annotations

import random

_SOUND = (
    ("server", "headless = true"), ("server", "port = 8765"), ("server", 'address = "127.0.0.1"'), ("server", "runOnSave = true"),
    ("server", 'baseUrlPath = "app"'), ("server", "maxUploadSize = 50"), ("server", 'fileWatcherType = "poll"'),
    ("server", "enableXsrfProtection = true"), ("server", "enableCORS = true"), ("server", 'folderWatchBlacklist = ["/srv/data"]'),
    ("browser", "gatherUsageStats = false"), ("browser", 'serverAddress = "app.example.org"'), ("client", "showErrorDetails = true"),
    ("client", 'toolbarMode = "minimal"'), ("theme", 'base = "dark"'), ("theme", 'primaryColor = "#ff4b4b"'),
    ("theme", 'font = "serif"'), ("logger", 'level = "info"'), ("runner", "fastReruns = true"), ("global", "showWarningOnDirectExecution = false"),
)  # fmt: skip

# A section and a line in it that a rule with a fix speaks of.
_SLIPS = (
    # another name
    ("server", "run_on_save = true"), ("server", "RunOnSave = true"), ("Server", "headless = true"), ("SERVER", "max_upload_size = 9"),
    ("server", "Port = 9000"), ("server", 'Address = "0.0.0.0"'), ("server", "enable_cors = false"), ("server", "enable-xsrf-protection = false"),
    ("server", 'cookie_secret = "abc"'), ("Browser", "gather_usage_stats = false"), ("theme", 'primary_color = "#00ff00"'),
    ("theme", 'PrimaryColor = "#00ff00"'), ("client", 'toolbar_mode = "viewer"'), ("server", 'file_watcher_type = "none"'),
    ("global", "development_mode = true"), ("server", 'BaseUrlPath = "x"'), ("browser", "server_port = 80"),
    # another section
    ("theme", "maxUploadSize = 7"), ("theme", "enableStaticServing = false"), ("client", "port = 9001"), ("client", 'fileWatcherType = "none"'),
    ("browser", "headless = true"), ("server", "gatherUsageStats = false"), ("server", 'primaryColor = "#111111"'), ("browser", "enableCORS = false"),
    ("client", "runOnSave = true"), ("theme.sidebar", 'base = "dark"'), ("theme.dark", "baseFontSize = 15"), ("theme.sidebar", "maxUploadSize = 3"),
    # sections of others
    ("database", "port = 5432"), ("redis", "port = 6379"), ("auth", 'cookie_secret = "x"'), ("llm", 'base = "x"'), ("selenium", "headless = true"),
    ("general", 'email = "a@b.c"'), ("themes", 'base = "dark"'), ("servers", "port = 9002"),
    # another type
    ("server", 'port = "8766"'), ("server", 'headless = "true"'), ("server", 'runOnSave = "false"'), ("server", 'maxUploadSize = "200"'),
    ("server", 'enableXsrfProtection = "false"'), ("server", 'enableCORS = "true"'), ("browser", 'gatherUsageStats = "false"'),
    ("server", 'folderWatchList = "lib"'), ("server", 'folderWatchBlacklist = "data"'), ("server", 'folderWatchBlacklist = "lib"'),
    ("server", 'folderWatchBlacklist = "/data"'), ("theme", 'baseFontSize = "16"'), ("theme", 'showWidgetBorder = "true"'),
    ("server", 'port = "$PORT"'), ("server", 'maxUploadSize = "${SIZE}"'), ("server.fileWatcherType", "poll = true"), ("server.fileWatcherType", "none = true"),
    ("global", 'developmentMode = "false"'), ("browser", 'serverPort = "80"'), ("server", 'websocketPingInterval = "20"'),
    # another value
    ("server", 'fileWatcherType = "polling"'), ("server", 'fileWatcherType = "None"'), ("server", "fileWatcherType = false"),
    ("server", 'fileWatcherType = "Auto"'), ("server", 'fileWatcherType = "off"'), ("server", 'fileWatcherType = "inotify"'),
    ("theme", 'base = "Dark"'), ("theme", 'base = "darkk"'), ("theme", 'font = "Serif"'), ("theme", 'font = "sans-serif"'),
    ("logger", 'level = "warn"'), ("logger", 'level = "verbose"'), ("client", 'toolbarMode = "Viewer"'), ("client", 'toolbarMode = "AUTO"'),
    ("server", 'xsrfCookieSameSite = "Lax"'), ("runner", 'enumCoercion = "nameonly"'),
    # made up
    ("server", 'watcherType = "poll"'), ("server", 'watcherType = "none"'), ("server", 'excludePatterns = ["data/**", "*.pyc"]'),
    ("server", 'excludePatterns = ["lib/**"]'), ("server", 'ignorePatterns = "models"'), ("server", "watchFileSystem = false"),
    ("server", 'fileWatcher = "none"'), ("server", 'fileWatcher = "poll"'), ("server.fileWatcher", 'watcherType = "poll"'),
    ("server.fileWatcher", 'excludePatterns = ["**/__pycache__/*", "data/**"]'), ("server.fileWatcher", "enabled = false"),
    ("server.fileWatcher", "port = 9003"), ("server.fileWatcher", "enableCORS = false"), ("server.fileWatcher", 'type = "watchdog"'),
    ("server", "folderWatchBlacklist = [\n  'data',\n  '',\n]"), ("server", 'folderWatchBlacklist = ["", "data"]'),
    ("server", 'folderWatchBlacklist = ["lib", "**/models"]'), ("server", 'folderWatchBlacklist = ["~/x", "data"]'),
    ("server", 'folderWatchBlacklist = ["./data/", "*.log"]'), ("server", "folderWatchBlacklist = [\n  'app', # ours\n  'data'\n]"),
    # gone, or going
    ("client", "caching = true"), ("client", "displayEnabled = false"), ("runner", "installTracer = false"), ("runner", "fixMatplotlib = true"),
    ("global", 'logLevel = "debug"'), ("global", "disableWatchdogWarning = true"), ("global", 'dataFrameSerialization = "arrow"'),
    ("ui", "hideSidebarNav = true"), ("ui", "hideSidebarNav = false"), ("deprecation", "showPyplotGlobalUse = false"),
    ("deprecation", "showfileUploaderEncoding = false"), ("theme", "showBorderAroundInputs = true"), ("server", "useStarlette = true"),
    ("mapbox", 'token = "x"'), ("server", "enableArrowTruncation = true"),
    # no TOML
    ("server", "headless = True"), ("server", "enableXsrfProtection = False"), ("server", "port: 9004"), ("server", "port = $PORT"),
    ("theme", "primaryColor = #FF4B4B"), ("theme", "base = dark"), ("server", "address = “0.0.0.0”"), ("server", "// off"),
    ("server", "; off"), ("server", "headless = true,"), ("server", 'sslCertFile = "C:\\path"'),
)  # fmt: skip

_ABOVE = (
    "maxUploadSize = 5",
    "port = 8501",
    "headless = true",
    'base = "dark"',
    "runOnSave = true",
    "enableCORS = false",
)
_COMMENTS = ("", "", "", " # ours", "  # keep this")


def generated(count: int, seed: int) -> list[bytes]:
    """So many files, each with something to fix in it."""
    chance = random.Random(seed)
    return [_file(chance) for _ in range(count)]


def _file(chance: random.Random) -> bytes:
    tables: dict[str, list[str]] = {}
    lines = [(where, line, False) for where, line in chance.sample(_SOUND, chance.randint(0, 5))]
    lines += [(where, line, True) for where, line in chance.sample(_SLIPS, chance.choice((1, 1, 2, 2, 3)))]
    chance.shuffle(lines)
    for section, line, is_slip in lines:
        name = line.partition("=")[0].strip()
        held = tables.setdefault(section, [])
        if any(other.partition("=")[0].strip().lstrip("# \n") == name for other in held) and not is_slip:
            continue
        comment = chance.choice(_COMMENTS) if "\n" not in line and "#" not in line else ""
        above = f"# about {name}\n" if chance.random() < 0.2 else ""
        held.append(f"{above}{line}{comment}")
    blank = chance.choice(("\n", "\n\n", ""))
    text = blank.join(f"[{section}]\n" + "\n".join(held) + "\n" for section, held in tables.items())
    whole = chance.random()
    if whole < 0.05:
        text = f"{chance.choice(_ABOVE)}\n{text}"
    elif whole < 0.08:
        text = text.replace("[server]", "[[server]]", 1)
    elif whole < 0.11:
        text += f"\n[server]\n{chance.choice(('headless = true', 'port = 8765', 'maxUploadSize = 1'))}\n"
    elif whole < 0.15:
        return b"\xef\xbb\xbf" + text.encode()
    elif whole < 0.17:
        return text.encode("utf-16")
    elif whole < 0.25:
        return text.replace("\n", "\r\n").encode()
    return text.encode()
