"""All messages that are known: those of each module below messages/, found by its place."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from watchlint.logs import messages

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.logs.messages.model import Message

MESSAGES: tuple[Message, ...] = tuple(
    message
    for module in walk_packages(messages.__path__, f"{messages.__name__}.")
    for message in getattr(import_module(module.name), "MESSAGES", ())
)
