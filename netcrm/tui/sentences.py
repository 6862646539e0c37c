"""The services' sentences in the words of the screens: keys where they name commands.

Services speak to both faces, and say what to do next as a command. On the screens the same thing is a key.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_LISTING = re.compile(r" ?`netcrm (?P<command>[a-z]+)[^`]*` (?:lists|shows) [^.(]*\.")
"""A sentence about a command that lists what there is: on the screens one sees it."""
_ASIDE = re.compile(r" \(`netcrm [^`]*` (?:lists|shows) [^()]*\)")
"""The same in brackets."""
_COMMAND = re.compile(r"`netcrm (?P<command>[a-z-]+)(?P<rest>[^`]*)`")
_OPTION = re.compile(r" \(--[a-z-]+[^()]*\)")
_ACTIONS = frozenset(
    {
        "archive", "cadence", "done", "drop", "edit", "interview", "introduction", "log", "mentor", "redo", "skip",
        "snooze", "undo",
    }
)  # fmt: skip
"""Commands that are called like the action that does the same."""
_KEYS = {
    "employer add": "new_employer",
    "employer rank": "edit_employer",
    "follow-up": "follow_up",
    "lead close": "lead_outcome",
    "lead edit": "edit_employer",
    "playbook start": "playbook",
    "relate": "relation",
}
"""Commands that have another name, with the action that does the same."""
_OF_THINGS = frozenset({"due", "search", "show"})


def no_people(key_of: Callable[[str], str]) -> str:
    """Return what a screen of a store without anybody says."""
    return f"No people yet: {key_of('import_files')} imports an address book, {key_of('add')} adds one."


def for_screens(sentence: str, key_of: Callable[[str], str]) -> str:
    """Return a sentence with the keys of actions, as `key_of` gives them, in place of commands.

    A command that the screens have no key for stays: it is the way out.
    """

    def listing(found: re.Match[str]) -> str:
        return " It may be gone meanwhile." if found["command"] in _OF_THINGS else ""

    def command(found: re.Match[str]) -> str:
        for words, action in _KEYS.items():
            if f"{found['command']}{found['rest']} ".startswith(f"{words} "):
                return key_of(action)
        if found["command"] not in _ACTIONS:
            return found[0]
        if found["rest"].endswith("--back"):
            return key_of(found["command"])
        if found["rest"].startswith(" WHO"):
            return f"{key_of('open')} shows them, and {key_of(found['command'])} there keeps it"
        return key_of(found["command"])

    return _OPTION.sub("", _COMMAND.sub(command, _LISTING.sub(listing, _ASIDE.sub("", sentence))))
