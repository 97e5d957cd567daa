"""Gradio."""

from __future__ import annotations

from watchlint.logs.messages.model import Message

MESSAGES = (
    Message(
        "gradio-demo-name", "Gradio", "configuration",
        rb"Cannot statically find a gradio demo called (?P<detail>\w+)",
        "Gradio reloads the object of this name, and the file has none so called: an edit ends in an error, or shows nothing.",
        (
            "gradio app.py --demo-name main_block  # the name that your code gives to its gr.Blocks() or gr.Interface()",
            "pip install --upgrade 'gradio>=6'  # finds the name by itself",
        ),
        "Gradio 4.12 and 5.0 (cli/commands/reload.py); 6.31 finds the name",
        ("Warning: Cannot statically find a gradio demo called demo. Reload work may fail.",),
        server="gradio",
    ),
)  # fmt: skip
