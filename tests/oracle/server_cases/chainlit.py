"""Chainlit, with an app that does nothing."""

from __future__ import annotations

CASE = {
    "packages": ["chainlit==2.12.0"],
    "files": {"app.py": "import chainlit\n\n\n@chainlit.on_message\nasync def say(message):\n    pass\n"},
    "command": "-m chainlit run --port {port} -h -w app.py".split(),
    "ready": "Your app is available",
}
