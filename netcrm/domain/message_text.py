"""A message as one text: what an editor is given and a command prints."""

from __future__ import annotations

_SUBJECT = "Subject:"


def as_text(subject: str, body: str) -> str:
    """Return the subject in a line of its own, an empty one, and the body."""
    return f"{_SUBJECT} {subject}\n\n{body}\n"


def from_text(text: str, subject: str) -> tuple[str, str]:
    """Return subject and body of what an editor left; `subject` is the one from before, for where its line is gone."""
    first, _, rest = text.removeprefix("\ufeff").lstrip().partition("\n")
    if first.casefold().startswith(_SUBJECT.casefold()):
        return first[len(_SUBJECT) :].strip(), rest.strip()
    return subject, text.strip()
