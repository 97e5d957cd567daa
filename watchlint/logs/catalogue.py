"""All messages that are known, in the order of their families."""

from __future__ import annotations

from watchlint.logs.messages import editors, native, node, system, watchdog, watchfiles, watchman
from watchlint.logs.messages.servers import (
    chainlit,
    django,
    flask,
    gradio,
    granian,
    gunicorn,
    hupper,
    mkdocs,
    panel,
    sphinx_autobuild,
    streamlit,
    uvicorn,
)

MESSAGES = (
    *streamlit.MESSAGES,
    *watchdog.MESSAGES,
    *watchfiles.MESSAGES,
    *uvicorn.MESSAGES,
    *flask.MESSAGES,
    *django.MESSAGES,
    *hupper.MESSAGES,
    *gunicorn.MESSAGES,
    *granian.MESSAGES,
    *chainlit.MESSAGES,
    *gradio.MESSAGES,
    *panel.MESSAGES,
    *mkdocs.MESSAGES,
    *sphinx_autobuild.MESSAGES,
    *node.MESSAGES,
    *watchman.MESSAGES,
    *editors.MESSAGES,
    *native.MESSAGES,
    *system.MESSAGES,
)
