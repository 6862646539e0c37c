"""Notes that come in with files: an import is not refused for one of them, but takes no more of it than may be kept."""

from __future__ import annotations

from collections.abc import Collection

from netcrm.services.notes.policies import Policies
from netcrm.services.session import Session
from netcrm.store.note_texts import NoteTexts


def hold_incoming(session: Session, contact_ids: Collection[int]) -> frozenset[int]:
    """Cut the notes that an import gave people down to what may be kept, inside its act; return whose were cut."""
    policies = Policies(session)
    if not policies.are_there:
        return frozenset()
    from netcrm.domain.note_policy import kept_of

    texts = NoteTexts(session.database)
    written = list(texts.notes_of(contact_ids))
    policies.know({one for text in written for one in text.people})
    held: set[int] = set()
    for text in written:
        kept = kept_of(text.text, policies.of(text.people))
        if kept != text.text:
            texts.put(text, kept)
            held.update(text.people)
    return frozenset(held)
