"""A message as the dialog shows it, and as the user's editor is given it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from netcrm.domain.days import counted
from netcrm.domain.languages import language_name
from netcrm.services.messages import Message
from netcrm.tui.text import paragraphs, plain
from netcrm.tui.widgets.hanging import Paragraph

_INDENT = 9
_GOOD, _MEND = "✓ good  ", "✗ mend  "


def paragraphs_of(message: Message, *, edited: bool) -> Iterator[Paragraph]:
    """Yield to whom it goes, the subject and the text, and below it what should be known."""
    yield _headed("To", message.to or message.profile or "no e-mail address and no profile page is known")
    if message.subject:
        yield _headed("Subject", message.subject)
    notes = f"  ! {counted(len(message.notes), 'note')} below" if message.notes else ""
    yield _headed("In", language_name(message.language) + (", edited by you" if edited else "") + notes)
    yield Paragraph(Content(""))
    yield Paragraph(paragraphs(message.body))
    if message.notes:
        yield Paragraph(Content(""))
    for note in message.notes:
        yield Paragraph(Content.assemble("! ", plain(note)), 2)


def _headed(name: str, value: str) -> Paragraph:
    return Paragraph(Content.assemble((f"{name:<{_INDENT}}", "$text-muted"), plain(value)), _INDENT)


def checks_of(message: Message) -> list[Paragraph]:
    """Return a line for each check of a request: a sign, and the same in words."""
    return [
        Paragraph(
            Content.assemble(
                (_GOOD if check.ok else _MEND, "$text-success" if check.ok else "$text-error"), plain(check.words)
            ),
            len(_GOOD),
        )
        for check in message.checks
    ]
