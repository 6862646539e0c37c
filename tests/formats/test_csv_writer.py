from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Address, Contact, Details, Email, Link, Phone, State, Tier
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_text
from netcrm.formats.csv.own import COLUMNS
from netcrm.formats.csv.writing import neutralised
from netcrm.formats.csv_writer import write_csv
from netcrm.formats.exported_contact import ExportedContact

ANA = Contact(
    id=7,
    uid="3f2a",
    details=Details(
        name=Name("Ana Lima", prefix="Dr.", given="Ana", family="Lima", credentials="MD"),
        nicknames=("Aninha",),
        roles=(Role.PRINCIPAL_INVESTIGATOR, Role.MENTOR),
        tags=("area/oncology", "phase/2"),
        emails=(Email("ana@stmarys.example", "work"), Email("ana@home.example")),
        phones=(Phone("+351 22 000 0000"), Phone("(02) 5550-0100")),
        addresses=(Address("Rua das Flores 1\n2.º esq.", "Porto", "Norte", "4050-262", "Portugal"),),
        links=(Link("https://example.org/ana"),),
        positions=(Position('St Mary\'s, "Porto"', "Professor", "Cardiology", is_primary=True),),
        birthday="--04-15",
        note="One line,\nanother; both.",
        tier=Tier.A,
    ),
    added_on=date(2026, 1, 2),
)
PERSON = ExportedContact(ANA, "2 weeks", date(2026, 11, 3), date(2026, 11, 17))


def rows_of(*people: ExportedContact) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(write_csv(people)).decode(), newline="")))


def test_a_person_is_a_row_with_lists_joined_as_google_joins_them() -> None:
    (row,) = rows_of(PERSON)
    assert tuple(row) == COLUMNS
    filled = {title: cell for title, cell in row.items() if cell or title in COLUMNS[:26]}
    assert filled == {
        "Name": "Ana Lima, MD",
        "Prefix": "Dr.",
        "Given name": "Ana",
        "Additional names": "",
        "Family name": "Lima",
        "Suffix": "",
        "Credentials": "MD",
        "Nicknames": "Aninha",
        "Organisation": 'St Mary\'s, "Porto"',
        "Title": "Professor",
        "Department": "Cardiology",
        "Roles": "Principal investigator ::: Mentor",
        "Tags": "area/oncology ::: phase/2",
        "Tier": "A",
        "State": "active",
        "E-mails": "ana@stmarys.example ::: ana@home.example",
        "Phones": "+351 22 000 0000 ::: (02) 5550-0100",
        "Addresses": "Rua das Flores 1, 2.º esq., 4050-262 Porto, Norte, Portugal",
        "Links": "https://example.org/ana",
        "Birthday": "'--04-15",
        "Cadence": "2 weeks",
        "Last touch": "2026-11-03",
        "Next check-in": "2026-11-17",
        "Note": "One line,\nanother; both.",
        "Added on": "2026-01-02",
        "UID": "3f2a",
        "E-mail labels": "work ::: ",
        "Address streets": "Rua das Flores 1\n2.º esq.",
        "Address cities": "Porto",
        "Address regions": "Norte",
        "Address postal codes": "4050-262",
        "Address countries": "Portugal",
    }


def test_what_is_unknown_is_an_empty_cell() -> None:
    bare = replace(ANA, details=Details(Name("Oyelaran")), state=State.ARCHIVED)
    (row,) = rows_of(ExportedContact(bare))
    assert {column: cell for column, cell in row.items() if cell} == {
        "Name": "Oyelaran",
        "State": "archived",
        "Added on": "2026-01-02",
        "UID": "3f2a",
    }


def test_nobody_gives_the_header_alone() -> None:
    assert b"".join(write_csv([])).decode().split("\r\n") == [",".join(COLUMNS), ""]


@pytest.mark.parametrize(("is_asked", "beginning"), [(False, b"Name,"), (True, b"\xef\xbb\xbfName,")])
def test_the_byte_order_mark_is_written_where_it_is_asked_for(is_asked: bool, beginning: bytes) -> None:
    assert b"".join(write_csv([PERSON], byte_order_mark=is_asked)).startswith(beginning)


@pytest.mark.parametrize(
    "cell",
    [
        "=HYPERLINK(1)", "+1+cmd", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "+", "+1 x5", "+1|2", "＝1", "+１",
        "+1 555 ::: =1", "+1 555 ::: A1", "-1 ::: +1 555", "'=1", "''+x",
    ],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_compute_is_made_text(cell: str) -> None:
    assert neutralised(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    ["", "Ana", "a=b", "1-2", "+351 22 000 0000", "+1 (555) 010-0100", "+44 20/7946.0000 ::: 0800 1111", " --05-03"],
)
def test_a_cell_that_no_spreadsheet_would_compute_stays(cell: str) -> None:
    assert neutralised(cell) == cell


@given(st.lists(st.tuples(st.text(st.characters()), st.text(st.characters())), max_size=4))
@settings(max_examples=100)
def test_no_text_breaks_out_of_its_cell(texts: list[tuple[str, str]]) -> None:
    people = [
        ExportedContact(replace(ANA, details=Details(Name(name), note=note, nicknames=(note, name))))
        for name, note in texts
    ]
    rows = rows_of(*people)
    assert len(rows) == len(people)
    for row, (name, note) in zip(rows, texts, strict=True):
        assert None not in row
        assert row["Note"] in (clean_text(note), "'" + clean_text(note))
        assert row["Name"] in (clean_text(name), "'" + clean_text(name))
        assert row["Note"].lstrip()[:1] not in ("=", "@", "-")
