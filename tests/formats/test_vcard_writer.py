from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Address, Contact, Details, Email, Link, Phone
from netcrm.domain.draft import Draft
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line, clean_text
from netcrm.formats.content_lines import escaped, folded
from netcrm.formats.vcard.fence import vobject_base
from netcrm.formats.vcard.reader import VcardImporter
from netcrm.formats.vcard.writer import CardVersion, write_card

UID = "4d3b1c9e-0000-4000-8000-000000000007"
ANA = Contact(
    id=7,
    uid=UID,
    details=Details(
        name=Name("Ana Lima", prefix="Dr.", given="Ana", additional="Rosa", family="Lima", credentials="MD, PhD"),
        nicknames=("Aninha", "A, the first"),
        roles=(Role.PRINCIPAL_INVESTIGATOR,),
        tags=("area/oncology", "phase/2"),
        emails=(Email("ana.lima@stmarys.example", "work", preferred=True), Email("ana@home.example", "home")),
        phones=(Phone("+351 22 000 0000", "work mobile"), Phone("+351 21 000 0001", "switchboard; night")),
        addresses=(
            Address("Rua das Flores 1\n2.º esq.", "Porto", "Norte", "4050-262", "Portugal", "work"),
            Address(city="Lisboa"),
        ),
        links=(Link("https://example.org/ana?a=1,2;b", "work"), Link("xmpp:ana@chat.example", "xmpp")),
        positions=(
            Position("St Mary's, Porto", "Professor; chair", "Cardiology", is_primary=True),
            Position("Harbour Trials", "Adviser"),
            Position("Old Place", "Fellow", end_on="2019"),
        ),
        birthday="1980-04-15",
        note="Likes brevity; dislikes calls, mostly.\nC:\\new",
        language="pt",
    ),
    added_on=date(2026, 1, 2),
)
VERSIONS = [CardVersion.V3, CardVersion.V4]


def lines_of(card: bytes) -> list[str]:
    assert card.endswith(b"END:VCARD\r\n")
    return card.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def read_back(card: bytes) -> Draft:
    (draft,) = VcardImporter().read(io.BytesIO(card), "people.vcf")
    assert isinstance(draft, Draft)
    assert draft.warnings == ()
    return draft


def person(**details: Any) -> Contact:
    return replace(ANA, details=replace(Details(Name("Ana Lima", given="Ana", family="Lima")), **details))


def test_a_card_of_version_3_is_what_phones_write() -> None:
    assert lines_of(write_card(ANA, uid=UID, version=CardVersion.V3)) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//netcrm//netcrm//EN",
        f"UID:{UID}",
        "FN:Ana Lima\\, MD\\, PhD",
        "N:Lima;Ana;Rosa;Dr.;MD,PhD",
        "NICKNAME:Aninha,A\\, the first",
        "ORG:St Mary's\\, Porto;Cardiology",
        "TITLE:Professor\\; chair",
        "ORG:Harbour Trials",
        "TITLE:Adviser",
        "EMAIL;TYPE=INTERNET,WORK,PREF:ana.lima@stmarys.example",
        "EMAIL;TYPE=INTERNET,HOME:ana@home.example",
        "TEL;TYPE=WORK,CELL:+351 22 000 0000",
        "item1.TEL:+351 21 000 0001",
        "item1.X-ABLabel:switchboard\\; night",
        "ADR;TYPE=WORK:;;Rua das Flores 1\\n2.º esq.;Porto;Norte;4050-262;Portugal",
        "ADR:;;;Lisboa;;;",
        "URL;TYPE=WORK:https://example.org/ana?a=1,2;b",
        "IMPP:xmpp:ana@chat.example",
        "BDAY:1980-04-15",
        "LANG:pt",
        "CATEGORIES:area/oncology,phase/2",
        "NOTE:Likes brevity\\; dislikes calls\\, mostly.\\nC:\\\\new",
        "X-NETCRM-POSITION:St Mary's\\, Porto|Professor\\; chair|Cardiology|||1",
        "X-NETCRM-POSITION:Harbour Trials|Adviser",
        "X-NETCRM-POSITION:Old Place|Fellow|||2019",
        "X-NETCRM-ROLE:principal-investigator",
        "END:VCARD",
    ]


def test_a_card_of_version_4_follows_rfc_6350() -> None:
    lines = lines_of(write_card(ANA, uid=UID, version=CardVersion.V4))
    assert lines[1] == "VERSION:4.0"
    assert {
        f"UID;VALUE=text:{UID}",
        "KIND:individual",
        "LANG:pt",
        "EMAIL;TYPE=work;PREF=1:ana.lima@stmarys.example",
        "TEL;TYPE=work,cell:+351 22 000 0000",
        "BDAY:19800415",
    } <= set(lines)


@pytest.mark.parametrize("version", VERSIONS)
def test_our_own_reader_reads_back_what_was_written(version: CardVersion) -> None:
    draft = read_back(write_card(ANA, uid="urn:uuid:" + UID, version=version))
    assert draft.uid == "urn:uuid:" + UID
    assert draft.details == ANA.details


@pytest.mark.parametrize("version", VERSIONS)
def test_vobject_reads_back_what_was_written(version: CardVersion) -> None:
    card = vobject_base().readOne(write_card(ANA, uid=UID, version=version).decode())
    assert card.fn.value == "Ana Lima, MD, PhD"
    assert (card.n.value.family, card.n.value.given, card.n.value.additional) == ("Lima", "Ana", "Rosa")
    assert card.n.value.suffix == ["MD", "PhD"]
    assert card.org.value == ["St Mary's, Porto", "Cardiology"]
    assert card.title.value == "Professor; chair"
    assert [email.value for email in card.email_list] == ["ana.lima@stmarys.example", "ana@home.example"]
    assert [phone.value for phone in card.tel_list] == ["+351 22 000 0000", "+351 21 000 0001"]
    assert (card.adr.value.street, card.adr.value.code) == ("Rua das Flores 1\n2.º esq.", "4050-262")
    assert card.note.value == ANA.details.note
    assert card.uid.value == UID


@pytest.mark.parametrize(
    ("birthday", "version_3", "version_4"),
    [
        ("1980-04-15", "BDAY:1980-04-15", "BDAY:19800415"),
        ("--02-29", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "BDAY:--0229"),
        ("1980-02-30", "BDAY;VALUE=text:1980-02-30", "BDAY;VALUE=text:1980-02-30"),
        ("circa 1800; May", "BDAY;VALUE=text:circa 1800\\; May", "BDAY;VALUE=text:circa 1800\\; May"),
        ("1980-04", "BDAY;VALUE=text:1980-04", "BDAY;VALUE=text:1980-04"),
    ],
)
def test_birthdays_are_written_so_that_they_are_read_the_same(birthday: str, version_3: str, version_4: str) -> None:
    for version, line in zip(VERSIONS, (version_3, version_4), strict=True):
        card = write_card(person(birthday=birthday), uid=UID, version=version)
        assert line in lines_of(card)
        assert read_back(card).details.birthday == birthday


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "label",
    ["", "work", "home fax", "mobile", "work mobile", "fax work", "main", "Zürich, 2nd floor", "home home", "VIP:1"],
)
def test_every_label_comes_back_as_it_was(label: str, version: CardVersion) -> None:
    contact = person(
        emails=(Email("a@b.example", label),),
        phones=(Phone("+1 555", label),),
        links=(Link("https://x.example", label),),
    )
    details = read_back(write_card(contact, uid=UID, version=version)).details
    assert (details.emails[0].label, details.phones[0].label, details.links[0].label) == (label, label, label)


def test_a_further_job_is_written_only_where_no_title_can_go_to_the_wrong_one() -> None:
    jobs = (Position("Harbour Trials"), Position("St Mary's", "Professor"))
    card = write_card(person(positions=jobs), uid=UID, version=CardVersion.V4)
    assert [line for line in lines_of(card) if line.startswith(("ORG", "TITLE"))] == ["ORG:Harbour Trials"]


def test_somebody_of_whom_only_the_formatted_name_is_known_still_has_the_n_that_3_demands() -> None:
    contact = replace(ANA, details=Details(Name("Oyelaran")))
    assert "N:;;;;" in lines_of(write_card(contact, uid=UID, version=CardVersion.V3))
    assert not any(line.startswith("N:") for line in lines_of(write_card(contact, uid=UID, version=CardVersion.V4)))
    assert read_back(write_card(contact, uid=UID, version=CardVersion.V3)).details.name.formatted == "Oyelaran"


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("X-PHONETIC-LAST-NAME:リマ", True),
        ("PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 100, True),
        ('X-A;P="a:b;c":value', True),
        ("item1.X-THING:1", True),
        ("FN:Somebody Else", False),
        ("END:VCARD", False),
        ("begin:vcard", False),
        ("uid:other", False),
        ("x-netcrm-tier:A", False),
        ("no property", False),
        ("", False),
        (" folded:1", False),
    ],
)
def test_extra_lines_come_out_again_unless_they_would_break_the_card(line: str, is_kept: bool) -> None:
    lines = lines_of(write_card(ANA, uid=UID, version=CardVersion.V3, extra_lines=[line]))
    assert len(lines) == len(lines_of(write_card(ANA, uid=UID, version=CardVersion.V3))) + is_kept
    assert (lines[-2] == line) is is_kept


def test_a_line_end_in_an_extra_line_stays_inside_it() -> None:
    lines = lines_of(write_card(ANA, uid=UID, version=CardVersion.V3, extra_lines=["X-A:1\r\nFN:Other"]))
    assert lines[-2] == "X-A:1\\nFN:Other"


def test_our_groups_keep_clear_of_those_in_extra_lines() -> None:
    extras = ["item4.X-ABDATE:2020-01-01", "item4.X-ABLabel:Joined", "ITEM2.X-B:1", "items.X-C:1"]
    lines = lines_of(write_card(ANA, uid=UID, version=CardVersion.V3, extra_lines=extras))
    assert "item5.X-ABLabel:switchboard\\; night" in lines


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 151, 1000])
@pytest.mark.parametrize("letter", ["a", "é", "語", "😀"])
def test_lines_are_folded_at_75_octets_and_never_inside_a_character(letter: str, length: int) -> None:
    line = "N:" + letter * length
    parts = folded(line).split("\r\n")
    assert max(len(part.encode()) for part in parts) <= 75
    assert all(part.startswith(" ") for part in parts[1:])
    assert "".join(part.removeprefix(" ") for part in parts) == line
    assert len(parts) <= len(line.encode()) // 70 + 1


@pytest.mark.parametrize(
    ("text", "value"),
    [("a,b;c", "a\\,b\\;c"), ("C:\\new", "C:\\\\new"), ("one\r\ntwo\nthree", "one\\ntwo\\nthree"), ("\\;", "\\\\\\;")],
)
def test_text_is_escaped(text: str, value: str) -> None:
    assert escaped(text) == value


_NASTY = st.sampled_from(
    ["\\", "\\n", ";;", ",", ":", '"', "=\r\n", "END:VCARD", "\r\nEND:VCARD\r\n", "quoted-printable=", "é" * 80, "^n"]
)
_TEXT = st.lists(st.text(st.characters(), max_size=30) | _NASTY, max_size=4).map("".join)
_LINE = _TEXT.map(clean_line)
_NOTE = _TEXT.map(lambda text: clean_text(text).strip())
_LOCAL_PART = _LINE.map(lambda text: "".join(letter for letter in text if letter not in "<> "))
_LABEL = st.sampled_from(["", "work", "home", "Büro 2, west"])
_VERSION = st.sampled_from(VERSIONS)


@given(_LINE, _LINE, _LOCAL_PART, _NOTE, _LINE, _LINE, _LABEL, _VERSION)
@settings(max_examples=100, deadline=None)
def test_whatever_stands_in_a_contact_is_one_card_and_is_read_back_as_it_was(
    family: str, given_name: str, local: str, note: str, city: str, organisation: str, label: str, version: CardVersion
) -> None:
    contact = person(
        name=Name("Ana Lima", given=given_name or "Ana", family=family or "Lima"),
        emails=(Email(f"x{local}@b.example", label),),
        addresses=(Address(street=note, city=city or "Porto", label=label),),
        positions=(Position(f"X {organisation}".strip(), "CRA", is_primary=True),),
        note=note,
    )
    card = write_card(contact, uid=UID, version=version)
    assert max(map(len, card.split(b"\r\n"))) <= 75
    assert card.count(b"\n") == card.count(b"\r\n") == card.count(b"\r")
    details = read_back(card).details
    assert (details.name.family, details.name.given) == (contact.details.name.family, contact.details.name.given)
    for field in ("emails", "addresses", "positions", "note"):
        assert getattr(details, field) == getattr(contact.details, field), field


@given(_NOTE, _LINE, _VERSION)
@settings(max_examples=100, deadline=None)
def test_vobject_too_reads_back_any_note_and_name(note: str, name: str, version: CardVersion) -> None:
    contact = person(name=Name(f"X{name}", family=f"X{name}"), note=f"{note}.")
    card = vobject_base().readOne(write_card(contact, uid=UID, version=version).decode())
    assert card.note.value == f"{note}."
    assert card.fn.value == f"X{name}"
