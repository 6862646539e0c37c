"""The one door through which text enters the store: it holds what may not be kept, and says what looks like a
participant's data.

It stands at the end of every act, so that no dialog, command or import goes round it. What the program wrote itself
beside an act (`Thanked for the interview.`) is left out where it may not be kept; what a person wrote is refused, and
nothing of the act is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.domain.note_policy import NotePolicy, allowed
from netcrm.domain.participants import findings, told_of
from netcrm.errors import NoteHeld
from netcrm.services.notes.policies import Policies
from netcrm.services.session import Session
from netcrm.store.note_texts import KeptText, NoteTexts


def check_texts(session: Session, texts: NoteTexts, written: Sequence[KeptText]) -> tuple[str, ...]:
    """Look at the texts that the act in force wrote, and return a sentence for each that looks like participant data.

    Raises:
        NoteHeld: a note policy does not let one be kept.
    """
    policies = Policies(session)
    if policies.are_there:
        policies.know({one for text in written for one in text.people})
        for text in written:
            _hold(session, texts, text, policies.of(text.people))
    return tuple(told_of(text.text, _where(session, text)) for text in written if findings(text.text))


def _hold(session: Session, texts: NoteTexts, text: KeptText, policy: NotePolicy) -> None:
    held = allowed(text.text, policy if text.column.is_note else NotePolicy(guard=policy.guard))
    if held is None:
        return
    if text.text in session.own_words:
        texts.put(text, "")
        return
    raise NoteHeld(f"{_where(session, text)} is held. {held.sentence} Nothing was written.")


def _where(session: Session, text: KeptText) -> str:
    """Return what the text is and about whom: `The note about Ana Lima`."""
    names = [contact.name for contact in session.contacts.load(text.people).values()]
    about = f" about {' and '.join(names)}" if names else ""
    what = text.column.what
    return f"{what[:1].upper()}{what[1:]}{about}"
