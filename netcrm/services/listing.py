"""Turns listed contacts into the rows that faces show: what the store knows, set against today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State, Tier
from netcrm.domain.roles import Role
from netcrm.services.session import Session
from netcrm.store.listing import listed


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A line about a person, as tables and listings show it."""

    id: int
    uid: str
    name: str
    roles: tuple[Role, ...]
    organisation: str
    title: str
    tier: Tier | None
    email: str
    phone: str
    city: str
    starred: bool
    state: State
    standing: Standing
    days_late: int
    next_check_in: date | None
    last_touch: date | None
    awaiting_since: date | None
    added_on: date
    held_by: str = ""
    """The playbook whose run holds the check-ins, by its name."""
    guessed_role: Role | None = None
    """What the title says of a role, where somebody has none: shown as a guess, never kept as one."""


def guessed_role(roles: Sequence[Role], title: str) -> Role | None:
    """Return the role that a title speaks of, for somebody who has none."""
    if roles or not title:
        return None
    from netcrm.domain.titles import guess_role

    return guess_role(title)


def contact_rows(session: Session, ids: Sequence[int]) -> list[ContactRow]:
    """Return the rows of `ids`, in their order; unknown ids are left out."""
    pauses = session.facts.pauses()
    rows = []
    for line in listed(session.database, ids):
        late = session.lateness(line.kept, line.id, pauses)
        check_in = line.kept.check_in if line.kept else None
        rows.append(
            ContactRow(
                id=line.id,
                uid=line.uid,
                name=line.name,
                roles=line.roles,
                organisation=line.organisation,
                title=line.title,
                tier=line.tier,
                email=line.email,
                phone=line.phone,
                city=line.city,
                starred=line.starred,
                state=line.state,
                standing=late.standing,
                days_late=late.days_late,
                next_check_in=check_in.due_on if check_in else None,
                last_touch=line.kept.last_touch if line.kept else None,
                awaiting_since=line.kept.awaiting_since if line.kept else None,
                added_on=line.added_on,
                held_by=line.kept.held_by if line.kept else "",
                guessed_role=guessed_role(line.roles, line.title),
            )
        )
    return rows
