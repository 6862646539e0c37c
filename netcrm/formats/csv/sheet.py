"""What the cells of one row come to: each column's cell taken for what the column holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.columns import Column, Target
from netcrm.domain.contact import Email, Link, Phone, Tier
from netcrm.domain.languages import read_language
from netcrm.domain.naming.credentials import read_credentials
from netcrm.domain.roles import Role, parse_role
from netcrm.domain.tags import tag_of
from netcrm.domain.text import clean_text, fold
from netcrm.formats.csv.cells import EMPTY, birthday_in, day_in, line_in, mails_in, numbers_in, values_in, words_in
from netcrm.formats.csv.source import surplus_text, surplus_warning
from netcrm.formats.csv.writing import unmarked
from netcrm.formats.vcard.warnings import shorten, warn

NAMES = frozenset({Target.NAME, Target.PREFIX, Target.GIVEN, Target.ADDITIONAL, Target.FAMILY, Target.SUFFIX})
PARTS_OF_ADDRESS = (Target.CITY, Target.REGION, Target.POSTAL_CODE, Target.COUNTRY)
_USUAL_LABELS = frozenset({
    "work", "home", "mobile", "other", "main", "fax", "work fax", "home fax", "other fax", "pager", "work mobile",
    "profile", "blog", "home page", "work pager", "linkedin",
})  # fmt: skip
_EITHER_TITLE = frozenset({"title", "titel", "titre", "titulo"})
"""Titles of columns of what stands before a name, or of jobs: their cells tell which."""
_BEFORE_NAMES = frozenset({
    "dr", "prof", "mr", "mrs", "ms", "mx", "miss", "herr", "frau", "mme", "m", "mlle", "dipl", "ing", "rev", "sir",
    "dame", "med", "rer", "nat", "habil", "dra", "sra", "sr", "dott",
})  # fmt: skip
_LONGEST_PREFIX = 40
_SYSTEM_TAGS = frozenset({"mycontacts", "my-contacts", "starred", "starred-in-android"})


@dataclass(frozen=True, slots=True)
class Use:
    """What one column is used for."""

    at: int
    column: Column
    title: str
    take: Taker
    label_at: int = -1
    """The column that holds the label of this one's values, if there is one."""


class Sheet:
    """What one row said so far."""

    __slots__ = (
        "addresses", "birth_parts", "birthday", "connected_on", "credentials", "day_first", "emails", "fields", "jobs",
        "language", "last_contact", "links", "names", "nicknames", "notes", "other_roles", "phones", "preferred",
        "role_use", "roles", "starred", "tags", "tier", "uid", "warnings",
    )  # fmt: skip

    def __init__(self, day_first: bool | None) -> None:
        self.day_first = day_first
        self.names: dict[Target, str] = {}
        self.nicknames: list[str] = []
        self.credentials: list[str] = []
        self.emails: list[Email] = []
        self.phones: list[Phone] = []
        self.links: list[Link] = []
        self.jobs: dict[int, dict[Target, str]] = {}
        self.addresses: dict[tuple[str, int], dict[Target, list[str]]] = {}
        self.preferred: set[Target] = set()
        self.birthday = ""
        self.birth_parts: dict[str, str] = {}
        self.notes: list[str] = []
        self.fields: list[str] = []
        """Lines of the note that say what a column was called, or a cell that was not understood."""
        self.tags: list[str] = []
        self.roles: list[Role] = []
        self.other_roles: list[str] = []
        """Words of a column of roles that name none: a job's title where it has no other."""
        self.role_use: Use | None = None
        self.starred = False
        self.language = ""
        self.tier: Tier | None = None
        self.uid = ""
        self.connected_on: date | None = None
        self.last_contact: date | None = None
        self.warnings: list[str] = []

    def keep_as_text(self, cell: str, use: Use) -> None:
        """Keep a cell that was not understood in the note, under its title."""
        title = use.title or use.column.target.value
        self.fields.append(f"{title}: {cell}")
        warn(self.warnings, f"{title} “{shorten(cell)}” was not understood and is kept in the note.")

    def keep_surplus(self, cells: Sequence[str]) -> None:
        """Keep the cells past the last title in the note."""
        if text := surplus_text(cells):
            self.fields.append(f"Further cells: {text}")
            self.warnings += surplus_warning(cells)

    def settle_roles(self) -> None:
        """Take words that name no role for the job's title, or keep them as text where it has one."""
        if self.role_use is None:
            return
        job = self.jobs.setdefault(1, {})
        if Target.TITLE not in job:
            job[Target.TITLE] = ", ".join(self.other_roles)
        else:
            self.keep_as_text(", ".join(self.other_roles), self.role_use)

    def label(self, use: Use, cell: str) -> tuple[str, bool]:
        """Return the label of a value and whether it is the preferred one, the first of its kind that says so."""
        if not cell:
            return use.column.label, False
        written, is_preferred = unmarked(cell)
        label = usual_label(line_in(written)) or use.column.label
        if is_preferred and use.column.target not in self.preferred:
            self.preferred.add(use.column.target)
            return label, True
        return label, False


def usual_label(label: str) -> str:
    """Return a label that many use in small letters, as cards have it; a person's own words stay."""
    small = label.casefold()
    return small if small in _USUAL_LABELS else label


def _take_name(sheet: Sheet, cell: str, use: Use, _label: str) -> None:
    if text := line_in(cell):
        sheet.names.setdefault(use.column.target, text)


def _take_nickname(sheet: Sheet, cell: str, _use: Use, _label: str) -> None:
    sheet.nicknames += values_in(line_in(cell))


def _take_credentials(sheet: Sheet, cell: str, _use: Use, _label: str) -> None:
    others, known = read_credentials(line_in(cell))
    sheet.credentials += [*known, others] if others else known


def _take_email(sheet: Sheet, cell: str, use: Use, label_cell: str) -> None:
    text = line_in(cell)
    mails = mails_in(text)
    if mails is None:
        if text and text.casefold() not in EMPTY:
            sheet.keep_as_text(text, use)
        return
    label, is_preferred = sheet.label(use, label_cell)
    for mail in mails:
        if all(known.value.casefold() != mail.casefold() for known in sheet.emails):
            sheet.emails.append(Email(mail, label, preferred=is_preferred and mail == mails[0]))


def _take_phone(sheet: Sheet, cell: str, use: Use, label_cell: str) -> None:
    text = line_in(cell.replace("\n", ";"))
    numbers = numbers_in(text)
    if numbers is None:
        if text and text.casefold() not in EMPTY:
            sheet.keep_as_text(text, use)
        return
    label, is_preferred = sheet.label(use, label_cell)
    for number in numbers:
        if all(known.value != number for known in sheet.phones):
            sheet.phones.append(Phone(number, label, preferred=is_preferred and number == numbers[0]))


def _take_link(sheet: Sheet, cell: str, use: Use, label_cell: str) -> None:
    label, _ = sheet.label(use, label_cell)
    for value in values_in(line_in(cell)):
        if value and value.casefold() not in EMPTY and all(known.value != value for known in sheet.links):
            sheet.links.append(Link(value, label))


def _take_job(sheet: Sheet, cell: str, use: Use, _label: str) -> None:
    if text := line_in(cell):
        sheet.jobs.setdefault(use.column.number, {}).setdefault(use.column.target, text)


def _take_title(sheet: Sheet, cell: str, use: Use, label: str) -> None:
    """Take a job's title, or what stands before a name, from a column that may hold either."""
    words = fold(cell).split() if len(cell) < _LONGEST_PREFIX else []
    if words and _BEFORE_NAMES.issuperset(words):
        sheet.names.setdefault(Target.PREFIX, line_in(cell))
    else:
        _take_job(sheet, cell, use, label)


def _take_address(sheet: Sheet, cell: str, use: Use, _label: str) -> None:
    text = clean_text(cell).strip()
    if text and use.column.target in PARTS_OF_ADDRESS:
        text = line_in(text)
    if text:
        parts = sheet.addresses.setdefault((use.column.label, use.column.number), {})
        parts.setdefault(use.column.target, []).append(text)


def _take_birthday(sheet: Sheet, cell: str, use: Use, _label: str) -> None:
    text = line_in(cell)
    if not text or text.casefold() in EMPTY:
        return
    if use.column.label in ("year", "month", "day"):
        sheet.birth_parts[use.column.label] = text
    elif not sheet.birthday:
        sheet.birthday, is_understood = birthday_in(text)
        if not is_understood:
            warn(sheet.warnings, f"The birthday “{shorten(text)}” was not understood and is kept as written.")


def _take_note(sheet: Sheet, cell: str, use: Use, label_cell: str) -> None:
    text = clean_text(cell).strip()
    label = line_in(unmarked(label_cell)[0]) or use.column.label
    if text and text.casefold() not in EMPTY:
        if label or use.label_at >= 0:
            sheet.fields.append(f"{label or use.title}: {text}")
        elif text not in sheet.notes:
            sheet.notes.append(text)


def _take_tags(sheet: Sheet, cell: str, _use: Use, _label: str) -> None:
    text = clean_text(cell)
    for word in values_in(line_in(text)) if ":::" in text or text.startswith("* ") else words_in(text):
        tag = tag_of(word.removeprefix("*"))
        is_of_system = word.startswith("*") and tag in _SYSTEM_TAGS
        sheet.starred = sheet.starred or (is_of_system and tag.startswith("starred"))
        if tag and not is_of_system and tag not in sheet.tags:
            sheet.tags.append(tag)


def _take_role(sheet: Sheet, cell: str, use: Use, _label: str) -> None:
    text = line_in(cell)
    whole = parse_role(text)
    for word in [text] if whole else words_in(text):
        role = parse_role(word)
        if role is None:
            sheet.other_roles.append(word)
            sheet.role_use = use
        elif role not in sheet.roles:
            sheet.roles.append(role)


def _take_language(sheet: Sheet, cell: str, use: Use, _label: str) -> None:
    text = line_in(cell)
    sheet.language = sheet.language or read_language(text)
    if text and not sheet.language:
        sheet.keep_as_text(text, use)


def _take_tier(sheet: Sheet, cell: str, use: Use, _label: str) -> None:
    text = line_in(cell)
    letter = text.upper().removeprefix("TIER").strip()
    if letter in Tier.__members__:
        sheet.tier = sheet.tier or Tier[letter]
    elif text and text.casefold() not in EMPTY:
        sheet.keep_as_text(text, use)


def _take_uid(sheet: Sheet, cell: str, _use: Use, _label: str) -> None:
    sheet.uid = sheet.uid or line_in(cell)


def _take_day(sheet: Sheet, cell: str, use: Use, _label: str) -> None:
    text = line_in(cell)
    if not text or text.casefold() in EMPTY:
        return
    day = day_in(text, day_first=sheet.day_first)
    if day is None:
        sheet.keep_as_text(text, use)
    elif use.column.target is Target.CONNECTED_ON:
        sheet.connected_on = sheet.connected_on or day
    else:
        sheet.last_contact = max(sheet.last_contact or day, day)


Taker = Callable[[Sheet, str, Use, str], None]
"""Takes a cell, and that of its label, for what its column holds."""


def taker(column: Column, title: str) -> Taker | None:
    """Return what takes the cells of a column, nothing where they are ignored or taken with others."""
    if column.target is Target.TITLE and fold(title) in _EITHER_TITLE:
        return _take_title
    return _TAKERS.get(column.target)


_TAKERS: dict[Target, Taker] = {
    **dict.fromkeys(NAMES, _take_name),
    Target.CREDENTIALS: _take_credentials,
    Target.NICKNAME: _take_nickname,
    Target.EMAIL: _take_email,
    Target.PHONE: _take_phone,
    Target.LINK: _take_link,
    **dict.fromkeys((Target.ORGANISATION, Target.TITLE, Target.DEPARTMENT), _take_job),
    **dict.fromkeys((Target.ADDRESS, Target.ADDRESS_LABEL, Target.STREET, *PARTS_OF_ADDRESS), _take_address),
    Target.BIRTHDAY: _take_birthday,
    Target.NOTE: _take_note,
    Target.TAGS: _take_tags,
    Target.ROLE: _take_role,
    Target.LANGUAGE: _take_language,
    Target.UID: _take_uid,
    Target.CONNECTED_ON: _take_day,
    Target.LAST_CONTACT: _take_day,
    Target.TIER: _take_tier,
}
