"""Generated people whose every field is full of strange characters, as far as a field of a contact can hold them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from netcrm.domain.contact import Address, Details, Email, Link, Phone, Tier
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import name_from_parts, read_name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.tags import tag_of
from netcrm.domain.text import clean_line, clean_text

_Way = TypeVar("_Way", Email, Phone)
_NASTY = st.sampled_from(
    [
        "\\", "\\n", "\\\\,", ";;", ",", ", ", ":", '"', "^n", "^'", "^^", "=\r\n", "\r", "\n", "\r\n", "\t", "\x85",
        "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "END:VCARD", "\r\nEND:VCARD\r\n", "\nBEGIN:VCARD\n", "=3D=0A",
        "quoted-printable=", "ENCODING=b:", "é" * 80, "語" * 30, "x" * 5000, "a b " * 40, " ", "  ", "\xa0", "\u3000",
        "👩🏽‍⚕️", "🇵🇹", "ß", "e\u0301\u0323", "שלום", "مرحبا بالعالم", "\u202eabc\u202c", "می‌خواهم", "\ufeff", "\x00",
        "\x1b[31m", "ı", "ﬁ", "ﷺ", "𝒜", "\ud83d", "X-NETCRM-TIER:A", "VCARD",
        "BEGIN:VCARD", "Dr. ", "MD", ", PhD", "Jr.", "tel:", "Ext: 5",
    ]
)  # fmt: skip
TEXT = st.lists(st.text(st.characters(), max_size=12) | _NASTY, max_size=4).map("".join)
LINE = TEXT.map(clean_line)
"""One line, perhaps empty."""
SAID = LINE.filter(bool)
PARAGRAPHS = TEXT.map(lambda text: clean_text(text).strip())

_LABELS = st.sampled_from(["", "", "work", "home", "mobile", "work mobile", "home fax", "mobile work", "pager"]) | LINE
_CREDENTIALS = st.sampled_from(["", "", "MD", "MD, PhD", "CCRC", "MPH, MA", "B.Sc. (Hons)", "MD, Esq."]) | LINE
_DATES = st.sampled_from(["", "", "2019", "2019-05", "2019-05-31"])

_NAMES = (
    st.builds(Name, SAID, LINE, LINE, LINE, LINE, LINE, _CREDENTIALS)
    | st.builds(name_from_parts, SAID, LINE, SAID, LINE, SAID, _CREDENTIALS)
    | st.builds(read_name, SAID)
    | st.builds(Name, SAID)
    | st.sampled_from(["Ana Lima", "Dr Bo Chen Jr., MD, PhD", "王小明", "Lima, Ana; Bo", "van der Berg, Jan"]).map(
        read_name
    )
    | st.builds(lambda given, family: Name(f"{given} {family}", given=given, family=family), SAID, SAID)
).filter(lambda name: bool(name.formatted))


_WAY = SAID.filter(lambda text: not set(text) & set("<>") and not text.casefold().startswith("mailto:"))


def _with_one_preferred(drawn: tuple[list[_Way], int]) -> tuple[_Way, ...]:
    ways, preferred = drawn
    return tuple(replace(way, preferred=n == preferred) for n, way in enumerate(ways))


_EMAILS = st.tuples(
    st.lists(st.builds(Email, _WAY, _LABELS), max_size=3, unique_by=lambda email: email.value.casefold()),
    st.integers(0, 5),
).map(_with_one_preferred)
_PHONES = st.tuples(
    st.lists(st.builds(Phone, _WAY, _LABELS), max_size=3, unique_by=lambda phone: phone.value.casefold()),
    st.integers(0, 5),
).map(_with_one_preferred)

_ADDRESSES = st.lists(
    st.builds(Address, PARAGRAPHS, LINE, LINE, LINE, LINE, _LABELS).filter(lambda a: bool(any((*_place(a),)))),
    max_size=2,
    unique_by=lambda a: _place(a),
).map(tuple)

_LINK_VALUES = st.builds(
    "{}{}".format, st.sampled_from(["https://a.test/x,y;z?q=", "xmpp:", "skype:", "XMPP:", "mailto:", ""]), SAID
).map(clean_line)
_LINKS = st.lists(
    st.builds(Link, _LINK_VALUES, _LABELS | st.sampled_from(["xmpp", "skype", "Skype", "linkedin"])),
    max_size=3, unique_by=lambda link: link.value.casefold(),
).map(tuple)  # fmt: skip

_TITLES = LINE | st.just("Senior CRA II")
"""The second tells a role, and yet does not give one to somebody who has none."""
_JOBS = st.lists(
    st.builds(Position, LINE, _TITLES, LINE, _DATES, _DATES, st.booleans()).filter(
        lambda job: bool(job.organisation or job.title or job.department)
    ),
    max_size=3, unique_by=lambda job: (job.organisation, job.title, job.department),
).map(tuple)  # fmt: skip
_PLAIN_JOBS = st.builds(
    lambda organisation, title, department: (Position(organisation, title, department, is_primary=True),),
    SAID, _TITLES, LINE,
)  # fmt: skip
_BIRTHDAYS = (
    st.sampled_from(["", "1980-02-03", "--02-29", "1604-03-01", "0000-01-01", "1980", "1980-04", "---05"])
    | st.dates().map(lambda day: day.isoformat())
    | LINE
)


def _place(address: Address) -> tuple[str, ...]:
    return (address.street, address.city, address.region, address.postal_code, address.country)


def _unique(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts, max_size=3, unique=True).map(tuple)


STRANGE_DETAILS = st.builds(
    Details,
    _NAMES,
    nicknames=_unique(SAID),
    roles=st.lists(st.sampled_from(list(Role)), max_size=2, unique=True).map(tuple),
    tags=_unique(LINE.map(tag_of).filter(bool)),
    emails=_EMAILS,
    phones=_PHONES,
    addresses=_ADDRESSES,
    links=_LINKS,
    positions=_JOBS | _PLAIN_JOBS,
    birthday=_BIRTHDAYS,
    note=PARAGRAPHS,
    tier=st.none() | st.sampled_from(list(Tier)),
    starred=st.booleans(),
    language=st.sampled_from(["", "fr", "zh-Hant"]) | LINE,
    country=st.sampled_from(["", "PT", "JP"]),
    salutation=LINE,
    first_names=st.booleans(),
)
"""A person with something strange in most fields; what a card names once (a way, a tag) stands once."""
