"""Configuration files for Streamlit to read: written by hand, and generated from the option catalogue with a fixed seed."""

from __future__ import annotations

import random

from watchlint.facts.streamlit.options import catalogue

_DUMP = """
# Below are all the sections and options you can have in
~/.streamlit/config.toml.

[global]

# By default, Streamlit displays a warning when a user sets both a widget.
# Default: false
# disableWidgetStateDuplicationWarning = false

[server]

# The value below was set in /x/.streamlit/config.toml
port = 8502
"""

HAND = [
    # the whole file
    "", "\n", "# nothing", "[server]\n", "[server]", "\ufeff", "\ufeff[server]\nrunOnSave = true\n", "\ufeff# x\n[server]\nport = 8502\n",
    b"[server]\nport = 8502 # caf\xe9\n", "[server]\nport = 8502\n".encode("utf-16"), "[server]\nport = 8502\n".encode("utf-16-le"),
    b"\xff\xfe\x00", "[server]\r\nport = 8502\r\n", "[server]\rport = 8502\r", "[server]\nport = 8502\x00\n", _DUMP,
    # syntax
    "[server]\nport = $PORT\n", "[server]\nport = ${PORT}\nheadless = true\n", "[server]\nheadless = True\n", "[server]\nheadless = FALSE # x\n",
    "[theme]\nprimaryColor = #FF4B4B\n", "[theme]\nbase = dark\n", "[server]\nfileWatcherType = none\n", "[server]\naddress = “0.0.0.0”\n",
    "[server]\nheadless: true\n", "[server]\nport: 8502\nheadless: True\n", "// x\n[server]\nport = 8502\n", "; x\n[server]\nport = 8502\n",
    "[server]\nport = 8502\n[server]\nheadless = true\n", "[server]\nport = 8502\n\n[theme]\nbase = \"dark\"\n\n# more\n[server]\nheadless = true\n\n[ui]\nhideTopBar = true\n",
    "[server]\nport = 8502\nport = 8502\n", "[server]\nport = 8502\nport = 8503\n", "[server]\nsslCertFile = \"C:\\path\\a\"\n", "[server]\nport = \n",
    "[server\nport = 1\n", "[server]\nport 1\n", "hello\n", "= 1\n", "[server]\nport = 1 2\n", "[server]\naddress = \"x\n", "[]\nx = 1\n",
    "[server]\nrunOnSave = yes\n", "[server]\nheadless = true[theme]\nbase = \"dark\"\n", "[theme]\nheadingFont = font = \"x\"\n",
    "[server]\nheadless = true,\n", "[server]\nheadless = true;\n", "[server]\nclé = 1\n", "[server]\n,port = 1\n", "[server]\na b = 1\n",
    "[server]\nfolderWatchList = [\"a\",,\"b\"]\n", "[server]\nport = 08501\n", "[server]\nport = 0x2135\n", "[server]\nport=0x2135\n", "[server]\nport =0b1\n", "[theme]\nheadingFontSizes = []\n", "[theme]\nheadingFontWeights = []\n", "[theme]\nfont = []\n", "[theme]\nfont = [1]\n", "[theme]\nbase = [1]\n", "[theme]\nbase = 5\n", "[theme]\ncodeFont = 5\n", "[server]\naddress = \"x\x01\"\n", "[server]\nmaxUploadSize = 1_000\n",
    "[server]\nfolderWatchBlacklist = [\"/a\", 1]\n", "[theme]\nheadingFontWeights = [600, \"x\"]\n", "[theme]\nchartCategoricalColors = [[1], [\"a\"]]\n",
    # what ends it
    "port = 8502\n", "port = 8502\n[server]\nheadless = true\n", "server.port = 8502\n", "theme = \"dark\"\n", "headless = true\nport = 8502\n",
    "[[server]]\nport = 8502\n", "[[server]]\nport = 8502\n[[server]]\nheadless = true\n", "server = []\n", "server = {port = 8502}\n", "x = 1\n[y]\nz = 2\n",
    "[global]\ndevelopmentMode = true\n", "[global]\ndevelopmentMode = true\n[server]\nport = 8502\n", "[global]\ndevelopmentMode = true\n[browser]\nserverPort = 8502\n",
    "[global]\ndevelopmentMode = false\n[server]\nport = 8502\n",
    "[theme.sidebar.light]\nprimaryColor = \"#fff\"\n", "[theme.light.dark]\nprimaryColor = \"#fff\"\n", "[theme.light.sidebar]\nprimaryColor = \"#fff\"\n",
    "[theme.sidebar]\nprimaryColor = \"#fff\"\nbase = \"dark\"\n", "[theme.light]\nprimaryColor = \"#fff\"\n[theme.dark]\nfont = \"serif\"\n",
    "[theme]\nsidebar = \"x\"\n", "[theme]\nlight = true\n", "[theme]\nbase = \"#ffffff\"\n", "[theme]\nbase = \"Dark\"\n", "[theme]\nbase = \"darkk\"\n", "[theme]\nbase = \"\"\n",
    "[theme]\nfont = \"Serif\"\n", "[theme]\nfont = \"Comic\"\n", "[theme]\nfont = \"sans-serif\"\n", "[theme]\nprimaryColor = 5\n", "[theme]\nbaseFontSize = \"16px\"\n", "[theme]\nbaseFontSize = 16.5\n",
    "[theme]\nbaseRadius = 8\n", "[theme]\nshowWidgetBorder = \"true\"\n", "[theme]\nshowWidgetBorder = 1\n", "[theme]\npaddingTop = 0\n", "[theme]\nlinkUnderline = \"no\"\n",
    "[theme]\nheadingFontSizes = \"3rem\"\n", "[theme]\nheadingFontSizes = [\"3rem\", \"2rem\"]\n", "[theme]\nheadingFontWeights = 600\n", "[theme]\nheadingFontWeights = \"600\"\n",
    "[theme]\nchartCategoricalColors = [\"#fff\", \"#000\"]\n", "[theme]\nchartCategoricalColors = \"#fff\"\n", "[[theme.fontFaces]]\nfamily = \"Inter\"\nurl = \"app/static/x.ttf\"\n",
    "[theme]\nfontFaces = \"Inter\"\n", "[theme]\nfontFaces = [\"Inter\"]\n", "[themes.sidebar]\nx = 1\n", "[server.sidebar]\nport = 1\n",
    "[logger]\nlevel = \"nope\"\n", "[logger]\nlevel = \"WARNING\"\n", "[logger]\nlevel = \"warn\"\n", "[logger]\nlevel = 10\n", "[logger]\nlevel = \"\"\n", "[logger]\nlevel = false\n", "[logger.level]\nx = 1\n", "[logger]\nlevel = \"critical\"\n",
    "[server]\nxsrfCookieSameSite = \"nope\"\n", "[server]\nxsrfCookieSameSite = \"Lax\"\n", "[server]\nxsrfCookieSameSite = \"none\"\n", "[server]\nxsrfCookieSameSite = 5\n", "[server]\nxsrfCookieSameSite = \"none\"\nenableXsrfProtection = false\n",
    "[server]\nmaxCacheDataSize = \"nope\"\n", "[server]\nmaxCacheDataSize = \"500mb\"\n", "[server]\nmaxCacheDataSize = \"0\"\n", "[server]\nmaxCacheDataSize = \"0mb\"\n", "[server]\nmaxCacheDataSize = 500\n", "[server]\nmaxCacheDataSize = \"1.5 GiB\"\n", "[server]\nmaxCacheDataSize = \"\"\n", "[server]\nmaxCacheDataSize = \"500\"\n",
    "[server]\nunsafeMetricsUserAttributes = [\"type\"]\n", "[server]\nunsafeMetricsUserAttributes = [\"a-b\"]\n", "[server]\nunsafeMetricsUserAttributes = [\"plan\"]\n", "[server]\nunsafeMetricsUserAttributes = [1]\n", "[server]\nunsafeMetricsUserAttributes = \"plan\"\n",
    "[server.trustedUserHeaders]\nX-User = \"name\"\n", "[server.trustedUserHeaders]\nA = \"n\"\nB = \"n\"\n", "[server]\ntrustedUserHeaders = \"nope\"\n", "[server]\ntrustedUserHeaders = '{\"a\": \"b\"}'\n", "[server]\ntrustedUserHeaders = '[1]'\n", "[server]\ntrustedUserHeaders = [\"a\"]\n", "[server]\ntrustedUserHeaders = 5\n",
    # the watcher
    *(f"[server]\nfileWatcherType = {value}\n" for value in ('"auto"', '"watchdog"', '"poll"', '"none"', '"None"', '"polling"', '"inotify"', "false", "true", '"Auto"', '""', '"foo"', "0", "[]", "5")),
    "[server.fileWatcherType]\nauto = true\n", "[server.fileWatcherType]\n", "[server.fileWatcherType]\npoll = true\nauto = false\n", "[server.runOnSave]\nx = true\n",
    "[server.fileWatcher]\nwatcherType = \"none\"\nexcludePatterns = [\"**/__pycache__/*\", \"data/**\"]\n", "[server.fileWatcher]\nserverAddress = \"x\"\n", "[server.fileWatcher]\nrunOnSave = true\n", "[server]\nfileWatcher = \"none\"\n",
    "[server]\nfileWatcher = {watcherType = \"poll\"}\nport = 8502\n", "[server]\nwatcherType = \"poll\"\n", "[server]\nexcludePatterns = [\"*.pyc\"]\n", "[server]\nwatchFileSystem = false\n", "[server]\nignorePatterns = \"data/*\"\nfolderWatchBlacklist = [\"/x\"]\n",
    *(f"[server]\nfolderWatchBlacklist = {value}\n" for value in ("[]", "['']", '["data"]', '["**/data", "*.pyc"]', '["/abs"]', '["*"]', '"data"', '"/data"', "5", "[1]", '[""]', "[\n  \"data\", # x\n]")),
    *(f"[server]\nfolderWatchList = {value}\n" for value in ("[]", '["lib"]', '"/x"', '"lib"', "[1]", "true")),
    *(f"[server]\nrunOnSave = {value}\n" for value in ("true", "false", '"false"', '"true"', "1", "0", "2", '"no"', "[]", '""')),
    *(f"[server]\nallowRunOnSave = {value}\n" for value in ("true", '"false"', "1.5")),
    *(f"[browser]\ngatherUsageStats = {value}\n" for value in ("false", '"false"', "0")),
    *(f"[ui]\nhideTopBar = {value}\n" for value in ("true", '"true"', "{}")),
    *(f"[client]\ntoolbarMode = {value}\n" for value in ('"minimal"', '"Minimal"', '"nope"', "false", "5", '""')),
    *(f"[client]\nshowErrorDetails = {value}\n" for value in ("true", "false", '"full"', '"none"', '"false"', '"nope"', "1")),
    *(f"[client]\nshowErrorLinks = {value}\n" for value in ("true", '"auto"', '"false"', '"nope"')),
    *(f"[client]\ndisableDataExport = {value}\n" for value in ("true", '"true"')),
    *(f"[client]\nshowSidebarNavigation = {value}\n" for value in ("true", '"false"')),
    *(f"[runner]\nenumCoercion = {value}\n" for value in ('"nameOnly"', '"nameonly"', '"nope"')),
    *(f"[server]\nport = {value}\n" for value in ("8502", '"8502"', '"$PORT"', '"env:PORT"', "true", "8502.0", "70000", '"abc"', '"${PORT:-8501}"')),
    *(f"[server]\nmaxUploadSize = {value}\n" for value in ("200", '"200"', '"big"', "0.5")),
    "[global]\nmaxCachedMessageAge = \"2\"\n", "[global]\nmaxCachedMessageAge = 2.5\n", "[global]\nminCachedMessageSize = 5\n",
    "[server]\nenableCORS = false\n", "[server]\nenableCORS = false\nenableXsrfProtection = false\n", "[server]\nenableCORS = \"false\"\n", "[server]\nenableXsrfProtection = \"false\"\nenableCORS = false\n",
    "[server]\nsslCertFile = \"a\"\n", "[server]\nsslCertFile = \"a\"\nsslKeyFile = \"b\"\n", "[server]\nenableStaticServing = true\n", "[browser]\nserverAddress = \"0.0.0.0\"\nserverPort = 80\n",
    "[server]\ncookieSecret = \"x\"\n", "[server]\nbaseUrlPath = 5\n", "[secrets]\nfiles = [\"a.toml\"]\n", "[secrets]\nfiles = \"a.toml\"\n", "[server]\ncorsAllowedOrigins = \"https://x\"\n",
    # removed, deprecated, too new
    "[client]\ncaching = true\ndisplayEnabled = true\n", "[runner]\ninstallTracer = false\nfixMatplotlib = true\n", "[global]\nlogLevel = \"debug\"\n", "[global]\nlogLevel = \"debug\"\n[logger]\nlevel = \"info\"\n",
    "[deprecation]\nshowPyplotGlobalUse = false\nshowfileUploaderEncoding = false\nshowImageFormat = true\n", "[ui]\nhideSidebarNav = true\n", "[mapbox]\ntoken = \"x\"\n", "[s3]\nbucket = \"x\"\nkeyPrefix = \"\"\n", "[server]\nliveSave = false\n",
    "[global]\ndisableWatchdogWarning = true\ndataFrameSerialization = \"arrow\"\nsharingMode = \"off\"\nmetrics = true\n", "[server]\nuseStarlette = true\nenableArrowTruncation = true\n", "[theme]\nshowBorderAroundInputs = true\n", "[server]\nfolderWatchList = [\"lib\"]\nenableAgentApi = true\n",
    # unknown
    "[Server]\nport = 8502\n", "[server]\nrunonsave = true\nrun_on_save = true\n", "[SERVER]\nRUN_ON_SAVE = true\n", "[theme]\nenableCORS = false\n", "[theme]\nenableStaticServing = true\n", "[browser]\nport = 8502\n", "[server]\nheadles = true\n", "[server]\nhost = \"x\"\n",
    "[general]\nemail = \"x@y\"\n", "[streamlit]\nwide = true\n", "[colors]\nprimaryColor = \"#fff\"\n", "[server]\nprimaryColor = \"#fff\"\n", "[client]\nlevel = \"info\"\n", "[\"server\"]\n\"port\" = 8502\n", "[server]\n\"a.b\" = 1\n", "[a.b.c]\nd = 1\n", "[server]\n\"\" = 1\n",
    "[theme]\n\"sidebar.primaryColor\" = \"#fff\"\n", "[server]\nport = 2020-01-01\n", "[server]\naddress = 1\n", "[_test]\ntomlTest = \"x\"\n", "[theme.sidebar]\ncolor = \"x\"\n", "[server]\nport = \"env:NOSUCH\"\n", "[logger]\nmessageFormat = \"x\"\n", "[logger]\nmessageFormat = \"%(asctime)s\"\n", "[logger]\nmessageFormat = 5\n",
]  # fmt: skip

_VALUES = (
    "true", "false", "0", "1", "5", "200", "0.5", '"x"', '"true"', '"5"', '""', "[]", '["x"]', "[1]", '"none"', '"#ffffff"', '"auto"', "{}",
)  # fmt: skip


def generated(count: int, seed: int = 1) -> list[str]:
    """So many files of one to four options each, known and unknown, in the right section or not, of any type."""
    chance = random.Random(seed)
    known = catalogue()
    keys = sorted({key for release in known.releases[::8] for key in known.keys_at(release) if not key.startswith("theme.")} | {
        key for key in known.keys_at() if key.startswith("theme.") and chance.random() < 0.25
    })  # fmt: skip
    return [_file(chance, keys) for _ in range(count)]


def _file(chance: random.Random, keys: list[str]) -> str:
    tables: dict[str, dict[str, str]] = {}
    for key in chance.sample(keys, chance.randint(1, 4)):
        section, _, name = key.rpartition(".")
        slip = chance.random()
        if slip < 0.08:
            section = chance.choice(("server", "client", "theme", "Server", "general"))
        elif slip < 0.14:
            name = chance.choice((name.lower(), name.upper(), name[:-1], name + "s"))
        tables.setdefault(section, {})[name] = chance.choice(_VALUES)
    return "".join(
        f"[{section}]\n" + "".join(f"{name} = {value}\n" for name, value in options.items())
        for section, options in tables.items()
    )
