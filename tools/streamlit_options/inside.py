"""Runs alone, as `python -I -S inside.py FOLDER PLACE`: executes Streamlit's config.py and prints its options as JSON.

FOLDER holds `streamlit/*.py` of one release. Modules that are not there (Streamlit's dependencies, its other packages) are
stood in for by objects that do nothing: config.py only names them. PLACE "b" differs from "a" in what a default may
depend on (another home and working folder, a display, rich installed, another port), so that two runs tell a computed
default from a constant one.
"""

from __future__ import annotations

import enum
import importlib.abc
import importlib.machinery
import json
import os
import sys
import types


class Nothing:
    """Called, subscripted, derived from, decorated with: always itself."""

    def __init__(self, *arguments, **named):
        pass

    def __call__(self, *arguments, **named):
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) and not named else self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()

    def __getitem__(self, item):
        return self

    def __mro_entries__(self, bases):
        return (Nothing,)


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last finder: whatever nobody else finds is an empty module with every name in it."""

    def __init__(self, absent):
        self.absent = absent

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.absent:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__getattr__ = _any_name
        return module

    def exec_module(self, module):
        pass


def _any_name(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return Nothing()


def main(folder: str, place: str) -> None:
    home = os.path.join(folder, place)
    os.makedirs(home)
    os.chdir(home)
    os.environ.clear()
    os.environ.update({"HOME": home, "USERPROFILE": home} | ({"DISPLAY": ":0"} if place == "b" else {}))
    package = types.ModuleType("streamlit")
    package.__path__ = [os.path.join(folder, "streamlit")]
    package.__version__ = "0"
    sys.modules["streamlit"] = package
    sys.meta_path.append(StandIns({"rich"} if place == "a" else ()))
    import streamlit.config as config

    options = config.get_config_options()
    if place == "b":
        options["server.port"].set_value(9999, "elsewhere")
    print(json.dumps({key: _facts(option) for key, option in options.items() if option.section != "_test"}))


def _facts(option) -> dict:
    value = option.value
    return {
        "type": option.type.__name__,
        "default": value.value if isinstance(value, enum.Enum) else value,
        "hidden": option.visibility == "hidden",
        "scriptable": bool(option.scriptable),
        "sensitive": bool(getattr(option, "sensitive", False)),
        "multiple": bool(getattr(option, "multiple", False)),
        "expiry": option.expiration_date if option.deprecated else None,
        "replaced_by": option.replaced_by,
    }


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
