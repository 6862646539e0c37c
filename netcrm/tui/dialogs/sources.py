"""What forms ask the services while somebody types."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from netcrm.domain.text import clean_line, fold
from netcrm.services.crm import Crm
from netcrm.services.listing import ContactRow
from netcrm.tui.text import chips, plain
from netcrm.tui.widgets.fields import Calendar, Suggestion
from netcrm.tui.widgets.people import PeopleSource, Person


def calendar_of(crm: Crm) -> Calendar:
    """Return today and the user's order of dates."""
    return Calendar(crm.today, crm.settings.day_first, crm.settings.workdays)


def people_of(crm: Crm) -> PeopleSource:
    """Return where pickers find people."""

    def find(text: str) -> list[Suggestion]:
        return [Suggestion(str(row.id), describe(row)) for row in crm.contacts.suggest(text)]

    def names(ids: Sequence[int]) -> list[Person]:
        return [Person(row.id, row.name) for row in crm.contacts.rows(ids)]

    return PeopleSource(find, names)


def describe(row: ContactRow) -> str:
    """Return who somebody is, on one line: `Ana Lima, MD · PI · St Mary`."""
    return " · ".join(filter(None, (row.name, chips(row.roles, guessed=row.guessed_role), row.organisation)))


def whom(crm: Crm, ids: Sequence[int]) -> Content:
    """Return for a title whom a dialog is about: `Ana Lima`, `Ana Lima and 3 more`."""
    names = [row.name for row in crm.contacts.rows(ids[:1])]
    more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
    return Content.assemble(plain(names[0] if names else "nobody yet"), more)


def completing(options: Sequence[str], text: str, *, separator: str = ",") -> list[Suggestion]:
    """Return what the last part of a list may become: the options that begin with it, or hold a word that does."""
    before, found, part = text.rpartition(separator)
    wanted = fold(part)
    if not wanted:
        return []
    fitting = [option for option in options if f" {fold(option)}".find(f" {wanted}") >= 0]
    fitting.sort(key=lambda option: not fold(option).startswith(wanted))
    start = f"{before}{found} " if found else ""
    return [Suggestion(start + option, option) for option in fitting if option.casefold() != part.strip().casefold()]


def organisations_like(crm: Crm, text: str) -> list[Suggestion]:
    """Return the organisations whose name begins so."""
    wanted = clean_line(text)
    found = crm.contacts.organisations(wanted, limit=8) if wanted else []
    return [Suggestion(name, name) for name in found if name != wanted]
