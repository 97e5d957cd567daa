"""Runs inside an environment with Streamlit: what it makes of each configuration file it is given.

`python streamlit_reads.py FOLDER [MODULE...] < paths` prints one JSON object: path -> error, messages, values, effective
(what is not the default), watcher, sessions, passed_over (of these modules those that no edit of is looked at). One
process reads them all: between two files the configuration is parsed anew, as Streamlit does when a file changes.
FOLDER becomes the working folder; its `.streamlit/config.toml` is the place each file is copied to.
"""

import json
import logging
import os
import shutil
import sys

folder = sys.argv[1]
os.makedirs(os.path.join(folder, ".streamlit"), exist_ok=True)
os.makedirs(os.path.join(folder, "home"), exist_ok=True)
os.environ["HOME"] = os.environ["USERPROFILE"] = os.path.join(folder, "home")
os.environ.pop("PORT", None)
os.chdir(folder)
TARGET = os.path.join(folder, ".streamlit", "config.toml")

records = []
make_record = logging.getLogRecordFactory()


def remember(*arguments, **named):
    record = make_record(*arguments, **named)
    records.append(record.getMessage())
    return record


logging.setLogRecordFactory(remember)
sys.stderr = open(os.devnull, "w")

import streamlit  # noqa: E402
from streamlit import config  # noqa: E402

try:
    from streamlit.runtime import app_session
except ImportError:
    try:
        from streamlit import app_session
    except ImportError:
        from streamlit import report_session as app_session  # its name up to 1.2
try:
    from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig, Initialize
except ImportError:
    from streamlit.proto.NewReport_pb2 import Config, CustomThemeConfig, Initialize  # its name up to 1.2
try:
    from streamlit.watcher.path_watcher import get_default_path_watcher_class as watcher_class
except ImportError:
    from streamlit.watcher.file_watcher import get_default_file_watcher_class as watcher_class  # its name up to 1.8

try:
    from streamlit.watcher.folder_black_list import FolderBlackList
except ImportError:
    from streamlit.folder_black_list import FolderBlackList  # its place in old releases

MODULES = sys.argv[2:]

config_message = getattr(app_session, "_populate_config_msg", None)
theme_message = getattr(app_session, "_populate_theme_msg", None)


def differing(key, option):
    """{key: value} of an option that has not its default; one that is computed from another may raise."""
    try:
        value, default = option.value, option.default_val
        if option.type is bool:
            value, default = bool(value), bool(default)
        return {} if str(value) == str(default) else {key: str(value)}
    except Exception as error:
        return {key: type(error).__name__}


def read(path):
    found = {
        "error": None,
        "messages": [],
        "values": {},
        "effective": {},
        "watcher": None,
        "sessions": [],
        "passed_over": [],
    }
    shutil.copyfile(path, TARGET)
    streamlit.logger.set_log_level("INFO")
    config._config_options = None
    del records[:]
    try:
        options = config.get_config_options(force_reparse=True)
    except BaseException as error:
        found["error"] = type(error).__name__
        found["said"] = str(error)[:300]
        found["messages"] = records[:]
        return found
    found["messages"] = records[:]
    for key, option in options.items():
        if option.where_defined not in (option.DEFAULT_DEFINITION, "<streamlit>") and option.where_defined:
            found["values"][key] = repr(option.value)
        found["effective"].update(differing(key, option))
    del records[:]
    sections = sorted({option.section for option in options.values() if option.section.startswith("theme")})
    tries = [(config_message, Config, ())]
    tries += [(theme_message, CustomThemeConfig, (section,) if len(sections) > 1 else ()) for section in sections]
    for fill, message, arguments in tries:
        if fill is not None and message is not None:
            try:
                fill(message(), *arguments)
            except Exception as error:
                found["sessions"].append(f"{type(error).__name__}: {str(error)[:200]}")
    found["warned"] = records[:]
    if Initialize is not None:
        try:
            start = Initialize()
            status = start.session_status if hasattr(start, "session_status") else start.session_state
            status.run_on_save = config.get_option("server.runOnSave")
        except Exception as error:
            found["sessions"].append(f"{type(error).__name__}: {str(error)[:200]}")
    try:
        found["watcher"] = watcher_class().__name__.replace("NoOpFileWatcher", "NoOpPathWatcher")
    except Exception as error:
        found["watcher"] = type(error).__name__
    if MODULES:
        try:
            passed_over = FolderBlackList(config.get_option("server.folderWatchBlacklist"))
            found["passed_over"] = [path for path in MODULES if passed_over.is_blacklisted(path)]
        except Exception as error:
            found["passed_over"] = [type(error).__name__]
    return found


result = {}
for line in sys.stdin.read().splitlines():
    result[line] = read(line)
print(json.dumps(result))
