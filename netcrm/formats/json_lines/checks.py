"""Where the keys of a line must fit each other; `Unfit` says where they do not."""

from __future__ import annotations

from netcrm.domain.cadence import Cadence, CadenceScope
from netcrm.domain.calendar.ledger import CARDS_BOOK, INBOX_BOOK, WRITING_BOOK
from netcrm.domain.contact import Tier
from netcrm.domain.goals.goal import MOST_WANTED
from netcrm.domain.interval import parse_interval
from netcrm.domain.roles import Role
from netcrm.errors import NetcrmError
from netcrm.formats.json_lines import values as v
from netcrm.formats.json_lines.shapes import Object
from netcrm.formats.json_lines.values import Unfit


def _subjects(line: Object) -> int:
    return (line["contact"] is not None) + (line["organisation"] is not None)


def one_subject(line: Object) -> None:
    """Hold a line to one contact or one organisation."""
    if _subjects(line) != 1:
        raise Unfit("it is about one contact or one organisation")


def pause(line: Object) -> None:
    """Hold a pause to one subject or everybody, and to days in their order."""
    if _subjects(line) > 1:
        raise Unfit("it is about a contact, an organisation or everybody")
    if str(line["start_on"]) > str(line["end_on"]):
        raise Unfit("it ends before it begins")


def calendar_entry(line: Object) -> None:
    """Hold what a calendar was told to an item; of cards and of the lines of an inbox other things are remembered."""
    book = str(line["book"]).removeprefix(WRITING_BOOK)
    if not book.startswith((CARDS_BOOK, INBOX_BOOK)):
        v.calendar_item(line["item"])


def cadence(line: Object) -> None:
    """Hold a cadence to the one subject of its scope, and to intervals that fit each other."""
    scope, name = line["scope"], line["name"]
    named = {CadenceScope.CONTACT.value: "contact", CadenceScope.ORGANISATION.value: "organisation"}.get(
        str(scope), "name"
    )
    if [key for key in ("contact", "organisation", "name") if line[key] is not None] != [named]:
        raise Unfit(f"a cadence of a {scope} names its {named} alone")
    if (scope == CadenceScope.ROLE and name not in set(Role)) or (scope == CadenceScope.TIER and name not in set(Tier)):
        raise Unfit(f"“{name}” is no {scope}")
    latest = parse_interval(str(line["latest"])) if line["latest"] else None
    try:
        Cadence(None if line["interval"] == "never" else parse_interval(str(line["interval"])), latest)
    except NetcrmError as error:
        raise Unfit(str(error)) from None


def interval_or_never(value: object) -> str:
    """Return an interval, or `never`."""
    return "never" if value == "never" else v.interval(value)


def interval_or_nothing(value: object) -> str:
    """Return an interval, or an empty text."""
    return "" if value == "" else v.interval(value)


def follow_up(line: Object) -> None:
    """Hold a follow-up to all or nothing of what makes it come back."""
    if len({line[key] is None for key in ("every", "counts_from", "first_on", "occurrence")}) > 1:
        raise Unfit("“every”, “counts_from”, “first_on” and “occurrence” stand together or not at all")


def interview(line: Object) -> None:
    """Hold an interview to an hour only where it has a day."""
    if line["happens_at"] is not None and line["happens_on"] is None:
        raise Unfit("“happens_at” stands beside “happens_on” only")


def not_same(line: Object) -> None:
    """Hold a pair to its order."""
    first, second = line["first"], line["second"]
    if not (isinstance(first, int) and isinstance(second, int) and first < second):
        raise Unfit("“first” is the lower id of the two")


def definition(value: object) -> str:
    """Return a playbook as TOML that can be read."""
    from netcrm.formats.playbook_file import read_playbook

    found = v.text(value)
    try:
        read_playbook(found, "playbook", "definition")
    except NetcrmError as error:
        raise Unfit(f"is no playbook: {error}") from None
    return found


def relation(line: Object) -> None:
    """Hold a relation to one other side, which is not the first itself."""
    if (line["second"] is None) is (line["organisation"] is None) or line["first"] == line["second"]:
        raise Unfit("it ties a contact to one other contact or to one organisation")


def event(line: Object) -> None:
    """Hold an event to days in their order."""
    if str(line["starts_on"]) > str(line["ends_on"]):
        raise Unfit("it ends before it begins")


def goal(line: Object) -> None:
    """Hold a goal to a number that can be wanted, and to an end after its beginning or a span."""
    if line["number"] not in range(1, MOST_WANTED + 1) or not (line["every"] or line["ends_on"]):
        raise Unfit("a goal has a number, and an end or a span")
    if line["ends_on"] is not None and str(line["ends_on"]) < str(line["begins_on"]):
        raise Unfit("it ends before it begins")
