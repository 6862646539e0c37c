"""The layouts of tables that we know: how each is recognised by its titles, and what they mean in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from hashlib import blake2b

from netcrm.domain.columns import Column, ColumnMapping, Target
from netcrm.domain.text import fold
from netcrm.formats.csv.mail_programs import OUTLOOK, OUTLOOK_TELLING, THUNDERBIRD, THUNDERBIRD_TELLING
from netcrm.formats.csv.vocabulary import column_called, columns_in


class Layout(StrEnum):
    """Who wrote a table; the value is the slug of its importer."""

    LINKEDIN = "linkedin"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    THUNDERBIRD = "thunderbird"
    NETCRM = "netcrm-csv"
    OTHER = "csv"

    @property
    def label(self) -> str:
        """What people call it; nothing for one that nobody knows."""
        return _LABELS.get(self, "")


_LABELS = {
    Layout.LINKEDIN: "LinkedIn",
    Layout.GOOGLE: "Google",
    Layout.OUTLOOK: "Outlook",
    Layout.THUNDERBIRD: "Thunderbird",
    Layout.NETCRM: "netcrm",
}
IGNORED = Column(Target.IGNORE)

_NETCRM_TELLING = frozenset({"e mails", "phones", "uid", "given name", "family name", "next check in"})
_LINKEDIN_TELLING = frozenset({Target.GIVEN, Target.FAMILY, Target.CONNECTED_ON})
_GOOGLE = re.compile(
    r"(?P<thing>e-?mail|phone|address|organi[sz]ation|website|im|relation|event|custom field|external id|jot"
    r"|user defined field) (?P<number>\d{1,3}) - (?P<part>[a-z. ]+)"
)
_GOOGLE_PARTS = {
    ("email", "value"): Target.EMAIL,
    ("email", "label"): Target.EMAIL_LABEL,
    ("phone", "value"): Target.PHONE,
    ("phone", "label"): Target.PHONE_LABEL,
    ("website", "value"): Target.LINK,
    ("website", "label"): Target.LINK_LABEL,
    ("address", "label"): Target.ADDRESS_LABEL,
    ("address", "formatted"): Target.ADDRESS,
    ("address", "street"): Target.STREET,
    ("address", "po box"): Target.STREET,
    ("address", "extended address"): Target.STREET,
    ("address", "city"): Target.CITY,
    ("address", "region"): Target.REGION,
    ("address", "postal code"): Target.POSTAL_CODE,
    ("address", "country"): Target.COUNTRY,
    ("organization", "name"): Target.ORGANISATION,
    ("organization", "title"): Target.TITLE,
    ("organization", "department"): Target.DEPARTMENT,
    ("organization", "job description"): Target.NOTE,
    ("relation", "value"): Target.NOTE,
    ("event", "value"): Target.NOTE,
    ("custom field", "value"): Target.NOTE,
    ("user defined field", "value"): Target.NOTE,
    ("external id", "value"): Target.NOTE,
    ("jot", "value"): Target.NOTE,
}
_GOOGLE_TITLES = """
name = name
given = given name; first name
additional = additional name; middle name
family = family name; last name
prefix = name prefix
suffix = name suffix
nickname = nickname; short name
organisation = organization name
title = organization title
department = organization department
birthday = birthday
note = notes
note/Maiden name = maiden name
note/Occupation = occupation
note/Hobby = hobby
language = language
tags = group membership; labels
"""
_NETCRM_TITLES = """
name = name
prefix = prefix
given = given name
additional = additional names
family = family name
suffix = suffix
credentials = credentials
nickname = nicknames
organisation = organisation
title = title
department = department
role = roles
tags = tags
tier = tier
email = e mails
phone = phones
address = addresses
link = links
birthday = birthday
last-contact = last touch
note = note
language = language
uid = uid
"""
_FIRST_MESSENGER = 50
"""The number of Google's first messenger among links, so that its label is no web page's."""

_WRONG_KINDS = (
    (frozenset({"from", "to", "date", "content", "folder"}), "messages, not people",
     "import the ZIP that it came in, or Connections.csv"),
    (frozenset({"from", "to", "sent at", "message", "direction"}), "invitations, not people", "import Connections.csv"),
    (frozenset({"subject", "start date", "start time"}), "a calendar, not people", "export the contacts instead"),
    (frozenset({"company name", "title", "started on", "finished on"}), "your own positions, not people",
     "import Connections.csv"),
    (frozenset({"date", "description", "amount"}), "payments, not people", "export the contacts instead"),
)  # fmt: skip
"""Tables that lie beside the right one, by the titles that tell them."""


def layout_of(titles: Sequence[str]) -> Layout:
    """Return the layout that has these column titles."""
    folded = frozenset(map(fold, titles))
    if folded >= _NETCRM_TELLING:
        return Layout.NETCRM
    if _is_google(titles, folded):
        return Layout.GOOGLE
    if folded & THUNDERBIRD_TELLING and _known_share(titles, _thunderbird()) > 0.7:
        return Layout.THUNDERBIRD
    if len(folded & OUTLOOK_TELLING) > 1 and _known_share(titles, _outlook()) > 0.5:
        return Layout.OUTLOOK
    targets = {column.target for title in titles if (column := column_called(title))}
    return Layout.LINKEDIN if targets >= _LINKEDIN_TELLING else Layout.OTHER


def known_mapping(layout: Layout, titles: Sequence[str]) -> ColumnMapping | None:
    """Return what the titles of a layout that we know mean; None where none of them means anything in it."""
    meaning = _MEANINGS.get(layout)
    if meaning is None:
        return None
    columns = tuple(meaning(title) or IGNORED for title in titles)
    if layout is Layout.OUTLOOK:
        columns = _second_french_title(titles, columns)
    return ColumnMapping(columns) if any(column != IGNORED for column in columns) else None


def layout_key(titles: Sequence[str]) -> str:
    """Return what a layout is remembered under: a hash of its folded titles in order."""
    return blake2b("\x1f".join(map(fold, titles)).encode(), digest_size=16).hexdigest()


def wrong_kind(titles: Sequence[str]) -> tuple[str, str] | None:
    """Return what a table holds that is known to hold no people, and what to do instead; None for any other."""
    folded = frozenset(map(fold, titles))
    return next(((what, advice) for telling, what, advice in _WRONG_KINDS if folded >= telling), None)


def _is_google(titles: Sequence[str], folded: frozenset[str]) -> bool:
    if not folded & {"given name", "first name", "name"}:
        return False
    parts = sum(bool(_GOOGLE.fullmatch(title.strip().casefold())) for title in titles)
    return (
        parts > 1 or (folded >= {"given name", "group membership"}) or (folded >= {"first name", "file as", "labels"})
    )


def _known_share(titles: Sequence[str], known: dict[str, Column]) -> float:
    folded = [words for title in titles if (words := fold(title))]
    return sum(words in known for words in folded) / len(folded) if folded else 0.0


def _google_column(title: str) -> Column | None:
    match = _GOOGLE.fullmatch(title.strip().casefold())
    if match is None:
        return _google_titles().get(fold(title))
    thing = match["thing"].replace("-", "").replace("organisation", "organization")
    part = "label" if match["part"] == "type" else match["part"]
    number = int(match["number"])
    if thing == "im":
        target = {"value": Target.LINK, "service": Target.LINK_LABEL}.get(part)
        return Column(target, "", _FIRST_MESSENGER + number) if target else None
    target = _GOOGLE_PARTS.get((thing, part))
    return Column(target, "", number) if target else None


@cache
def _google_titles() -> dict[str, Column]:
    return columns_in(_GOOGLE_TITLES)


@cache
def _outlook() -> dict[str, Column]:
    return columns_in(OUTLOOK)


@cache
def _thunderbird() -> dict[str, Column]:
    return columns_in(THUNDERBIRD)


def _linkedin_column(title: str) -> Column | None:
    column = column_called(title)
    return Column(Target.LINK, "linkedin") if column == Column(Target.LINK) else column


def _second_french_title(titles: Sequence[str], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns of a French Outlook, which calls by one word what stands before a name and what one does."""
    places = [at for at, title in enumerate(titles) if fold(title) == "titre"]
    if len(places) != 2:
        return columns
    changed = list(columns)
    changed[places[0]], changed[places[1]] = Column(Target.PREFIX), Column(Target.TITLE)
    return tuple(changed)


_MEANINGS: dict[Layout, Callable[[str], Column | None]] = {
    Layout.LINKEDIN: _linkedin_column,
    Layout.GOOGLE: _google_column,
    Layout.OUTLOOK: lambda title: _outlook().get(fold(title)),
    Layout.THUNDERBIRD: lambda title: _thunderbird().get(fold(title)),
    Layout.NETCRM: lambda title: columns_in(_NETCRM_TITLES).get(fold(title)),
}
