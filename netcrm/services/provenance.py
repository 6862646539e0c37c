"""Where people came from, what became of their fields since, and which of it is news: in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.days import full_day, short_day
from netcrm.services.session import Session
from netcrm.store.agenda_facts import AgendaFacts

RECORD = "record"
"""What a study or a paper is called where it cannot be read."""
_ENTRIES = {"vcf": "card", "ctgov": "person", "pubmed": "person"}


def entry_kind(format_name: str) -> str:
    """Return what an entry of a file is called: a `card` in an address book of cards, a `row` in a table."""
    return _ENTRIES.get(format_name, "row")


def unread_entry(format_name: str, number: int) -> str:
    """Return `card 12`; of files that are read by records, in which several people stand, `record 12`."""
    return f"{RECORD} {number}" if entry_kind(format_name) == "person" else entry(format_name, number)


def entry(format_name: str, number: int, uid: str = "") -> str:
    """Return `card 12` or `row 12`; for what a study's record says, the study's number, with which its UID begins."""
    if format_name == "ctgov" and uid:
        return uid.partition(":")[0]
    return f"{entry_kind(format_name)} {number}"


def short_entry(format_name: str, number: int, uid: str = "") -> str:
    """Return `vcf 12`, or the number of a study behind its format: `ctgov NCT01234567`."""
    is_study = format_name == "ctgov" and uid
    return f"{format_name} {entry(format_name, number, uid) if is_study else number}"


def source_place(file: str, format_name: str, number: int, uid: str = "") -> str:
    """Return `lyon.vcf, card 12`, whatever system's folders the file was in."""
    return f"{_name(file)}, {entry(format_name, number, uid)}"


_NEWS = {
    "trial": ("new trial", "new trials"),
    "site": ("new site", "new sites"),
    "paper": ("new paper", "new papers"),
}
"""What is news by coming to be known, in words."""


@dataclass(frozen=True, slots=True)
class FieldChangeLine:
    """One field of somebody before and after, when it changed, and what said so."""

    field: str
    before: str
    after: str
    changed_on: date
    file: str
    """The file that said so; empty where the user did."""

    @property
    def sentence(self) -> str:
        """`title was “CRC” until the import of 3 Mar 2026 (contacts.csv)`."""
        day = full_day(self.changed_on)
        how = f"the import of {day} ({_name(self.file)})" if self.file else f"you changed it on {day}"
        if self.before:
            return f"{self.field} was “{self.before}” until {how}"
        if self.field in _NEWS:
            return f"{self.field} {self.after} came with {how}"
        return f"{self.field} came with {how}" if self.file else f"{self.field} was empty until {how}"


def field_changes(session: Session, contact_id: int) -> tuple[FieldChangeLine, ...]:
    """Return what became of somebody's fields, newest first."""
    return tuple(
        FieldChangeLine(change.field, change.before, change.after, change.changed_on, change.file)
        for change in session.field_changes.of_contact(contact_id)
    )


def news_of(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return the news of those of `ids` of whom there is some: `now at Harbour CRO (was Lyon Site), since 3 Mar`."""
    told = {}
    for contact_id, changes in session.field_changes.news(ids).items():
        newest = {change.field: change for change in reversed(changes)}
        employer, title = newest.get("employer"), newest.get("title")
        words = [f"now {title.after} (was {title.before})"] if title else []
        words += [f"now at {employer.after} (was {employer.before})"] if employer else []
        for field, (one, several) in _NEWS.items():
            told_so = [change.after for change in changes if change.field == field]
            words += [f"{one} {told_so[0]}"] if len(told_so) == 1 else []
            words += [f"{len(told_so)} {several}, such as {told_so[0]}"] if len(told_so) > 1 else []
        told[contact_id] = f"{', '.join(words)}, since {short_day(changes[0].changed_on, session.today)}"
    return told


def came_from(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return `lyon.vcf, card 12` for those of `ids` who came from a file: the first one, where several name them."""
    return {
        contact_id: source_place(source.file, source.format, source.place)
        for contact_id, source in AgendaFacts(session.database).first_sources(ids).items()
    }


def _name(file: str) -> str:
    """Return a file's name without its folders, of whatever system they are."""
    return file.replace("\\", "/").rstrip("/").rpartition("/")[2]
