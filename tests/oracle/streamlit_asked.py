"""Runs inside an environment that has Streamlit; prints what it knows as JSON. Not a test.

`options`: every option, by importing streamlit.config. `run ...`: the values and where they come from that `streamlit run ...`
would work with, at the moment it would start its server.
"""

from __future__ import annotations

import enum
import json
import sys


def main() -> None:
    if sys.argv[1] == "options":
        from streamlit import config

        print(
            json.dumps(
                {key: facts(option) for key, option in config.get_config_options().items() if option.section != "_test"}
            )
        )
        return
    try:
        from streamlit.web import bootstrap, cli
    except ImportError:  # before 1.12
        from streamlit import bootstrap, cli
    bootstrap.run = lambda *arguments, **named: print("\n" + json.dumps(state(), default=repr))
    sys.argv = ["streamlit", *sys.argv[1:]]
    cli.main()


def facts(option) -> dict:
    return {
        "type": option.type.__name__,
        "default": plain(option.value),
        "hidden": option.visibility == "hidden",
        "scriptable": bool(option.scriptable),
        "sensitive": bool(getattr(option, "sensitive", False)),
        "multiple": bool(getattr(option, "multiple", False)),
        "expiry": option.expiration_date if option.deprecated else None,
        "replaced_by": option.replaced_by,
        "env": getattr(option, "env_var", None),
    }


def state() -> dict:
    from streamlit import config

    found = {}
    for key, option in config.get_config_options().items():
        if option.section != "_test":
            found[key] = [plain(option.value), option.where_defined]
    return found


def plain(value):
    return value.value if isinstance(value, enum.Enum) else value


if __name__ == "__main__":
    main()
