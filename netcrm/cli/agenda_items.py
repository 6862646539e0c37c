"""How items of the agenda are printed: as JSON, and in lines under the headings of their groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from netcrm.cli.output import Json, chips, heading, is_narrow, iso, table
from netcrm.domain.agenda_values import AgendaItem, Group, ItemKind
from netcrm.domain.days import short_day

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.listing import ContactRow

_WITHOUT_DAY = (Group.TODAY, Group.AWAITING, Group.NEW)
"""Groups whose items stand there today, whatever their day."""

_WITH_TITLE = (ItemKind.FOLLOW_UP, ItemKind.INTERVIEW, ItemKind.LEAD)
"""Kinds whose titles say more than their kind."""


def item_object(item: AgendaItem) -> Json:
    """Return an item as JSON has it."""
    person = {"id": item.contact_id, "uid": item.uid, "name": item.name}
    return {
        "item": item.key,
        "kind": item.kind.value,
        "group": item.group.value,
        "contact": None if item.organisation_id else person,
        "organisation": {**person, "id": item.organisation_id} if item.organisation_id else None,
        "due": iso(item.due_on),
        "due_at": item.due_at.isoformat() if item.due_at else None,
        "standing": item.standing.value if item.standing else None,
        "days_late": item.days_late,
        "title": item.title,
        "why": item.why,
        "tier": item.tier.value if item.tier else None,
        "waits": item.waits,
        "folded": list(item.folded),
        "last_words": item.last_words,
        "next_step": item.next_step,
        "news": item.news,
        "asks": item.asks,
        "playbook": item.playbook,
    }


def print_items(crm: Crm, items: Sequence[AgendaItem], headings: Mapping[Group, str], *, today: date) -> None:
    """Print items under the headings of their groups; `today` is the day whose items show no date."""
    rows = {row.id: row for row in crm.contacts.rows([i.contact_id for i in items if i.contact_id is not None])}
    for group, title in headings.items():
        there = [item for item in items if item.group is group]
        if there:
            heading(title)
            table(
                [_line(item, rows.get(item.contact_id or 0), today) for item in there],
                wrap=True,
                beneath=[_beneath(item) for item in there],
            )


def _line(item: AgendaItem, row: ContactRow | None, today: date) -> Sequence[str]:
    chip = chips(row.roles, row.guessed_role, most=1) if row else ""
    organisation = row.organisation if row and not is_narrow() else ""
    words = f"{item.title}: {item.why}" if item.kind in _WITH_TITLE else item.why
    if item.due_at:
        words = f"{item.due_at.astimezone():%H:%M} {words}"
    day = "" if item.group in _WITHOUT_DAY else short_day(item.due_on, today)
    return item.key, day, item.name, chip, organisation, words


def _beneath(item: AgendaItem) -> str:
    """Return what a person needs before writing: the question to be asked, the last words, the next step."""
    following = f"next: {item.next_step}" if item.next_step else ""
    return " · ".join(words for words in (item.asks, item.last_words, following) if words)
