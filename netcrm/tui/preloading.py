"""Loads what is not shown yet while nobody waits, so that the first dialog opens at once."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

_LATER = (
    "netcrm.tui.dialogs",
    "netcrm.tui.screens.contact",
    "netcrm.tui.screens.people",
    "netcrm.tui.screens.calendar",
    "netcrm.tui.screens.interviews",
    "netcrm.tui.dialogs.interview",
    "netcrm.tui.dialogs.afterwards",
    "netcrm.tui.screens.note_sheet",
    "netcrm.tui.screens.insights",
    "netcrm.tui.palette",
    "netcrm.tui.screens.help",
    "netcrm.tui.screens.sorting",
    "netcrm.tui.screens.duplicates",
)
"""What the keys pressed first need, likeliest first; together a fifth of a second and more."""


def preload() -> Thread:
    """Load these modules in a thread of their own, off the event loop; return it.

    A key that comes meanwhile waits for the module it needs, as it would have without.
    """
    thread = Thread(target=_load, name="preload", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    for name in _LATER:
        import_module(name)
