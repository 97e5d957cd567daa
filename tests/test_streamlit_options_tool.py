"""The tool that reads Streamlit's releases, on a release made up here. The real ones: tests/oracle."""

from __future__ import annotations

import pytest

from tools.streamlit_options import accepted, reading, releases

CONFIG = b"""
import os
from blinker import Signal
from streamlit import absent_module
from streamlit.proto.Thing_pb2 import Thing

class Option:
    def __init__(self, key, type, value, **more):
        self.section, self.name = key.rsplit(".", 1)
        self.type, self.compute = type, value if callable(value) else lambda: value
        self.visibility, self.scriptable, self.deprecated, self.replaced_by = "visible", False, False, None
        self.__dict__.update(more)

    value = property(lambda self: self.compute())

    def set_value(self, value, where):
        self.compute = lambda: value

OPTIONS = {}
for section in "server", "theme", "theme.dark", "_test":
    OPTIONS[section + ".port"] = Option(section + ".port", int, 8501)
for key, *rest in (
    ("server.headless", bool, lambda: "DISPLAY" not in os.environ),
    ("server.follows", int, lambda: OPTIONS["server.port"].value),
    ("server.folders", str, []),
    ("server.table", str, {}),
    ("server.none", str, None),
    ("theme.fontFaces", str, None),
    ("theme.base", str, None),
):
    OPTIONS[key] = Option(key, *rest)
OPTIONS["server.old"] = Option("server.old", str, "x", deprecated=True, expiration_date="2024-01-20", visibility="hidden")
OPTIONS["server.many"] = Option("server.many", str, [], multiple=True, sensitive=True, scriptable=True)
get_config_options = lambda: OPTIONS
"""

SESSION = b"""
def _populate_theme_msg(msg):
    for option_name in ():
        if option_name not in {"base", "fontFaces"}:
            pass
    base_map = {"light": 1, "dark": 2}
"""


def test_reading_a_release():
    members = {
        "streamlit/config.py": CONFIG,
        "streamlit/runtime/app_session.py": SESSION,
        "streamlit/__init__.py": b"raise 1",
    }
    assert reading.options(members) == {
        "server.port": {"type": "int", "default": 8501},
        "theme.port": {"type": "int", "default": 8501},
        "theme.dark.port": {"type": "int", "default": 8501},
        "server.headless": {"type": "bool", "computed": True},
        "server.follows": {"type": "int", "computed": True},
        "server.folders": {"type": "str", "default": [], "shapes": ["list of str"]},
        "server.table": {"type": "str", "default": {}, "shapes": ["table"]},
        "server.none": {"type": "str"},
        "theme.fontFaces": {"type": "str", "shapes": ["list of table"]},
        "theme.base": {"type": "str", "accepted": ["dark", "light"]},
        "server.old": {"type": "str", "default": "x", "hidden": True, "expiry": "2024-01-20"},
        "server.many": {"type": "str", "default": [], "multiple": True, "sensitive": True, "scriptable": True},
    }


def test_a_theme_option_of_an_unknown_shape_stops_the_tool():
    with pytest.raises(LookupError, match="brandNew"):
        accepted.shapes({"streamlit/runtime/app_session.py": SESSION.replace(b"fontFaces", b"brandNew")})


def test_values_are_read_from_the_comparisons():
    members = {
        "streamlit/logger.py": b"def set_log_level(level):\n  if level == 'ERROR' or level in {'INFO', 10}: pass\n",
        "streamlit/watcher/path_watcher.py": b"def get_path_watcher_class(watcher_type):\n  if watcher_type in {'poll'}: pass\n",
        "streamlit/elements/lib/utils.py": b"_ALLOWED_ENUM_COERCION_CONFIG_SETTINGS = ('off', 'nameOnly')\n",
        "streamlit/proto/NewSession_pb2.py": b"x = b'\\n\\x0bToolbarMode\\x12\\x08\\n\\x04AUTO\\x10\\x00\\x12\\n\\n\\x06VIEWER\\x10\\x02\\x1a'\n",
    }
    assert accepted.values(members) == {
        "logger.level": ["error", "info"],
        "runner.enumCoercion": ["nameOnly", "off"],
        "server.fileWatcherType": ["none", "poll"],
        "client.toolbarMode": ["auto", "viewer"],
    }
    assert accepted.values({}) == {}


def test_releases_are_ordered_by_number(monkeypatch):
    said = "streamlit (1.10.0)\nAvailable versions: 1.10.0, 1.9.2, 1.9.0, 1.9.0rc1, 1.2.3.4, 0.84.0, 0.83.0, 0.8, 0.1\n  INSTALLED: 1.3.0\n"
    monkeypatch.setattr(releases, "_pip", lambda *arguments: said)
    assert releases.published() == ["0.84.0", "1.9.0", "1.9.2", "1.10.0"]
