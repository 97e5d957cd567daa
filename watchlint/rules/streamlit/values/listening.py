"""Where an app listens: values that Streamlit takes to its server as they are."""

from __future__ import annotations

from watchlint.rules.streamlit.files.project import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.rules.streamlit.files.releases import Releases


def problem(key: str, value: Any, releases: Releases) -> Problem | None:
    """What is wrong with server.port or server.address; None where Streamlit can listen there."""
    return _port(value, releases) if key == "server.port" else _address(value)


def _port(port: Any, releases: Releases) -> Problem | None:
    """Up to 1.56 Streamlit's server is Tornado, which takes what is left of the number in 16 bits."""
    if isinstance(port, float) and not releases.between(low="1.57.0"):
        said = f"server.port = {port} is no whole number: Streamlit does not start (OSError)"
        return Problem(said, "Write it without a decimal point.")
    if not isinstance(port, (int, float)) or 0 <= port <= 65535:
        return None
    if releases.between(low="1.57.0"):
        does = "Streamlit does not start (OverflowError)"
    else:
        does = "Streamlit listens on another one"
    return Problem(f"server.port = {port} is no port: {does}", "Write a port from 1 to 65535.")


def _address(value: Any) -> Problem | None:
    """A name or a number to listen on, or a socket's path (web/server/server.py). Measured with 1.12.2, 1.28.2, 1.51.0 and
    1.67.0: a port, a scheme, a path or brackets beside it end Streamlit with socket.gaierror."""
    import re

    if not isinstance(value, str) or value.startswith("unix://") or not re.search(r"/|^\[|^[^:]*:\d+$", value):
        return None
    found = re.fullmatch(r"(?:https?://)?(\[[^\]]*\]|[^/:\[\]]+)(?::(\d+))?/?", value)
    remedy = "Write the name or the number of the address alone; the port is server.port."
    if found:
        remedy = f'Write address = "{found[1].strip("[]")}"' + (f" and port = {found[2]}." if found[2] else ".")
    said = f'server.address = "{value}" is more than an address: Streamlit does not start (socket.gaierror)'
    return Problem(said, remedy)
