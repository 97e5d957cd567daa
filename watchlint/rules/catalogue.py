"""Every hook, in the order in which they report."""

from __future__ import annotations

from watchlint.rules.compiled import hook as compiled
from watchlint.rules.gitignore import hook as gitignore
from watchlint.rules.launch import hook as launch
from watchlint.rules.reloader import hook as reloader
from watchlint.rules.streamlit import hook as streamlit
from watchlint.rules.tier import hook as tier

HOOKS = (gitignore.HOOK, compiled.HOOK, streamlit.HOOK, tier.HOOK, reloader.HOOK, launch.HOOK)
