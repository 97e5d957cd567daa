"""JupyterLab, without a browser."""

from __future__ import annotations

CASE = {
    "packages": ["jupyterlab==4.6.6"],
    "files": {"notes.ipynb": '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n'},
    "command": "-m jupyter lab --no-browser --allow-root --ip=127.0.0.1 --port={port}".split(),
    "ready": "Use Control-C to stop this server",
}
