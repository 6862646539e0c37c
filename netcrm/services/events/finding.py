"""Finding events by what people type, and people by what a badge or a roster says of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from netcrm.domain.contact import Contact, Details
from netcrm.domain.events.event import Event, days_words
from netcrm.domain.naming.reading import names_agree
from netcrm.domain.text import clean_line, fold
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.session import Session
from netcrm.store.contacts import email_key

SAME_MAIL, SAME_NAME = "same e-mail", "same name"
"""How somebody was known again."""
_ADVICE = "`netcrm event list` shows them."


def find_event(session: Session, text: str) -> Event:
    """Return the event that an id, a name, or beginnings of the words of a name mean.

    Of several the one that goes on today is meant.

    Raises:
        UsageProblem: nothing was typed.
        NotFound: there is none; near names are listed.
        NeedsDecision: several answer to it.
    """
    wanted = fold(text)
    if not wanted:
        raise UsageProblem(f"Which event? Name it, or its number. {_ADVICE}")
    events = session.events.all()
    found = [event for event in events if str(event.id) == wanted]
    found = found or [event for event in events if fold(event.name) == wanted]
    found = found or [event for event in events if begins(wanted.split(), fold(event.name).split())]
    if len(found) > 1:
        now = [event for event in found if session.today in event.local_days]
        found = now if len(now) == 1 else found
    if len(found) == 1:
        return found[0]
    if not found:
        names = {fold(event.name): event.name for event in events}
        near = [names[name] for name in get_close_matches(wanted, names, 3, 0.5)]
        raise NotFound("event", clean_line(text), near=near or [event.name for event in events[:3]], advice=_ADVICE)
    listed = "; ".join(
        f"{event.id}: {event.name}, {days_words(event.starts_on, event.ends_on, session.today)}" for event in found[:8]
    )
    raise NeedsDecision(f"“{clean_line(text)}” fits {len(found)} events. Name one by its number: {listed}.")


def begins(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each wanted word begins one of the words."""
    return all(any(word.startswith(one) for word in words) for one in wanted)


class KnownAlready:
    """Tells who of the store somebody is, for people who come with a name and perhaps a mail address."""

    def __init__(self, session: Session, people: Iterable[Details]) -> None:
        listed = list(people)
        mails = [email_key(email.value) for details in listed for email in details.emails]
        self._by_mail = session.contacts.ids_by_email(mails)
        self._by_name = session.contacts.ids_by_name({fold(details.name.formatted) for details in listed})
        ids = {contact_id for found in (self._by_mail, self._by_name) for some in found.values() for contact_id in some}
        self._contacts = session.contacts.load(list(ids))

    def find(self, details: Details) -> tuple[int | None, str]:
        """Return who it is, and how that is known: an address with a name that agrees, else a name that one has."""
        for contact in self._holders(details):
            if names_agree(contact.details.name, details.name):
                return contact.id, SAME_MAIL
        named = self._by_name.get(fold(details.name.formatted), ())
        return (named[0], SAME_NAME) if len(named) == 1 else (None, "")

    def has_other_mail(self, contact_id: int | None, details: Details) -> bool:
        """Whether somebody is here with mail addresses of which these details name none."""
        kept = self._contacts.get(contact_id or 0)
        here = {email_key(email.value) for email in kept.details.emails} if kept else set()
        theirs = {email_key(email.value) for email in details.emails}
        return bool(here and theirs) and not here & theirs

    def other_holder(self, details: Details) -> Contact | None:
        """Return somebody of another name who has one of the mail addresses, or nobody."""
        return next(iter(self._holders(details)), None)

    def _holders(self, details: Details) -> list[Contact]:
        ids = [i for email in details.emails for i in self._by_mail.get(email_key(email.value), ())]
        return [self._contacts[i] for i in dict.fromkeys(ids) if i in self._contacts]
