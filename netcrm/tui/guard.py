"""The participant guard as the screens say it, beside the field that is typed in."""

from __future__ import annotations


def participant_warning(text: str) -> str:
    """Return what in a text looks like a study participant's data, and nothing where nothing does."""
    if not text.strip():
        return ""
    from netcrm.domain.participants import findings  # its rules are loaded when the first words are typed

    found = findings(text)
    if not found:
        return ""
    return f"“{text[found[0].start : found[0].end]}” {found[0].why}: netcrm holds no participants"
