"""Gradio, with an empty page."""

from __future__ import annotations

CASE = {
    "packages": ["gradio==6.31.0"],
    "files": {
        "app.py": "import gradio as gr\n\nwith gr.Blocks() as demo:\n    gr.Markdown('')\n\nif __name__ == '__main__':\n    demo.launch()\n"
    },
    "command": "{bin}/gradio app.py".split(),
    "ready": "Running on local URL",
    "env": {"GRADIO_SERVER_PORT": "{port}", "GRADIO_ANALYTICS_ENABLED": "False"},
}
