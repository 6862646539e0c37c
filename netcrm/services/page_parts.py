"""What the pages of a study and of an organisation have in common: the last touch with anyone, and open promises."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from netcrm.domain.follow_up import FollowUp
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.services.session import Session
from netcrm.services.words import who
from netcrm.store.pages import PageReader

SHOWN = 50
"""How many people, promises or sites a page shows at first."""


@dataclass(frozen=True, slots=True)
class LastTouch:
    """The latest touch with any of some people."""

    on: date
    channel: Channel
    contact_ids: tuple[int, ...]
    """Those of it who are on the page, or all who took part where none is."""
    names: str
    """`Lima`, `Lima and Ortiz`."""
    summary: str


@dataclass(frozen=True, slots=True)
class PagePromise:
    """An open follow-up with one of several people."""

    follow_up: FollowUp
    name: str


def short_name(name: Name) -> str:
    """Return the family name, else the whole one."""
    return name.family or name.formatted


def last_touch(session: Session, ids: Collection[int]) -> LastTouch | None:
    """Return the latest touch with any of some people."""
    found = PageReader(session.database).last_touch(ids)
    interaction = session.interactions.get(found[1]) if found else None
    if interaction is None:
        return None
    there = [contact_id for contact_id in interaction.participants if contact_id in set(ids)]
    contacts = session.contacts.load(there)
    names = who([short_name(contact.details.name) for contact in contacts.values()])
    return LastTouch(
        interaction.happened_on, interaction.channel, tuple(contacts), names, " ".join(interaction.summary.split())
    )


def open_promises(session: Session, ids: Collection[int], most: int) -> tuple[PagePromise, ...]:
    """Return the open promises with some people, by the day on which they show; at most `most`."""
    wanted = PageReader(session.database).open_promises(ids, most)
    promises = {promise.id: promise for promise in session.follow_ups.load(wanted)}
    contacts = session.contacts.load(sorted({promise.contact_id for promise in promises.values()}))
    return tuple(PagePromise(promises[key], contacts[promises[key].contact_id].name) for key in wanted)
