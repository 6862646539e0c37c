"""Tables that we write, read back: nothing of a person's details is lost, whatever characters they hold."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Address, Contact, Details, Email, Link, Phone, State, Tier
from netcrm.domain.draft import Draft
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.tags import tag_of
from netcrm.domain.text import clean_line, clean_text
from netcrm.formats.csv.layouts import Layout
from netcrm.formats.csv.reader import CsvImporter
from netcrm.formats.csv.writing import as_it_was, joined, marked, neutralised, split_list, unmarked
from netcrm.formats.csv_writer import write_csv, write_google_csv
from netcrm.formats.exported_contact import ExportedContact

LINES = st.one_of(
    st.text(max_size=12),
    st.text("ab:\\ '=+-@*,;\"\t\n\u3000é王\u200d", max_size=14),
    st.sampled_from(["=1+1", "'=1", "''-x", "+351 22 000", "a ::: b", "\\:::", "* a", "\\* a", "::: ", "-", "'", '"']),
).map(clean_line)
TEXTS = LINES.filter(bool)
NOTES = st.one_of(LINES, st.text(max_size=40)).map(lambda text: clean_text(text).strip())


Way = TypeVar("Way", Email, Phone)


def lists(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=3, unique=True).map(tuple)


def lists_of_ways(ways: st.SearchStrategy[Way]) -> st.SearchStrategy[tuple[Way, ...]]:
    def with_one_preferred(found: list[Way]) -> tuple[Way, ...]:
        return tuple(replace(way, preferred=way.preferred and place == 0) for place, way in enumerate(found))

    return st.lists(ways, max_size=3).map(with_one_preferred)


NAMES = st.builds(Name, TEXTS, LINES, LINES, LINES, LINES, LINES, LINES)
PEOPLE = st.builds(
    Details,
    name=NAMES,
    nicknames=lists(TEXTS),
    roles=lists(st.sampled_from(Role)),
    tags=lists(TEXTS.map(tag_of).filter(bool)),
    emails=lists_of_ways(st.builds(Email, TEXTS, LINES, st.booleans())),
    phones=lists_of_ways(st.builds(Phone, TEXTS, LINES, st.booleans())),
    addresses=lists(st.builds(Address, NOTES, LINES, LINES, LINES, TEXTS, LINES)),
    links=lists(st.builds(Link, TEXTS, LINES)),
    positions=lists(st.builds(Position, LINES, LINES, TEXTS, LINES, LINES, st.booleans())),
    birthday=LINES,
    note=NOTES,
    tier=st.none() | st.sampled_from(Tier),
    starred=st.booleans(),
    language=LINES,
    country=LINES,
    salutation=LINES,
    first_names=st.booleans(),
)


def person_of(details: Details) -> ExportedContact:
    return ExportedContact(Contact(7, "3f2a", details, date(2026, 1, 2)), None, date(2025, 3, 4), None)


def read_back(data: bytes, layout: Layout = Layout.NETCRM) -> Draft:
    importer = CsvImporter(layout)
    assert importer.sniff(data[:65_536])
    (draft,) = importer.read(io.BytesIO(data), "people.csv")
    assert isinstance(draft, Draft)
    return draft


@given(PEOPLE)
@example(Details(Name("Ana, MD", credentials="MD"), nicknames=("a ::: b", "c")))
@example(Details(Name("=1", credentials="x"), emails=(Email("a@b", "* home"), Email("c@d", "", preferred=True))))
@settings(max_examples=150, deadline=None)
def test_our_own_table_gives_the_same_person_and_the_same_bytes(details: Details) -> None:
    first = b"".join(write_csv([person_of(details)]))
    draft = read_back(first)
    assert draft.details == details
    assert (draft.uid, draft.last_contact) == ("3f2a", date(2025, 3, 4))
    assert draft.warnings == ()
    assert b"".join(write_csv([person_of(draft.details)])) == first


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_makes_no_difference(mark: bytes) -> None:
    details = Details(Name("Zoë Öz", given="Zoë", family="Öz"))
    assert read_back(mark + b"".join(write_csv([person_of(details)]))).details == details


def test_what_a_spreadsheet_changed_in_the_plain_columns_is_taken() -> None:
    position = Position("Old Clinic", "Nurse", "Ward 1", "2019", "", is_primary=True)
    details = Details(Name("Ana Lima"), positions=(position,), addresses=(Address("Street 1", "Porto"),))
    titles, cells = csv.reader(io.StringIO(b"".join(write_csv([person_of(details)])).decode(), newline=""))
    row = dict(zip(titles, cells, strict=True))
    row["Organisation"], row["Addresses"] = "New Clinic", "Other street 2, Lisbon"
    out = io.StringIO(newline="")
    csv.writer(out).writerows([row.keys(), row.values()])
    read = read_back(out.getvalue().encode()).details
    assert read.positions == (replace(position, organisation="New Clinic"),)
    assert read.addresses == (Address("Other street 2, Lisbon"),)


def test_what_a_table_cannot_say_of_a_person_is_told() -> None:
    contact = Contact(7, "3f2a", Details(Name("Ana Lima")), date(2026, 1, 2), State.ARCHIVED)
    draft = read_back(b"".join(write_csv([ExportedContact(contact, "2 weeks")])))
    assert len(draft.warnings) == 1
    assert "2 weeks" in draft.warnings[0]
    assert "archived" in draft.warnings[0]


@given(st.lists(LINES, max_size=5).filter(lambda values: values != [""]))
@settings(max_examples=200, deadline=None)
def test_a_list_comes_out_of_its_cell_as_it_went_in(values: list[str]) -> None:
    assert split_list(joined(values)) == values


@given(LINES, st.booleans())
@settings(max_examples=200, deadline=None)
def test_marks_and_apostrophes_come_off_again(text: str, is_preferred: bool) -> None:
    assert unmarked(marked(text, is_preferred=is_preferred)) == (text, is_preferred)
    assert as_it_was(neutralised(text)) == text


ANA = Details(
    name=Name("Dr. Ana Lima Jr.", "Dr.", "Ana", "Maria", "Lima", "Jr.", "MD, PhD"),
    nicknames=("Aninha", "A. L."),
    tags=("area/oncology", "phase-2"),
    emails=(Email("ana@stmarys.example", "work", preferred=True), Email("ana@home.example", "my own")),
    phones=(Phone("+351 22 000 0000", "work fax"), Phone("(02) 5550-0100", "mobile")),
    addresses=(Address("Rua das Flores 1\n2.º esq.", "Porto", "Norte", "4050-262", "Portugal", "home"),),
    links=(Link("https://example.org/ana", "profile"),),
    positions=(Position("St Mary's", "Professor", "Cardiology", is_primary=True),),
    birthday="--04-15",
    note="One line,\nanother.",
    starred=True,
)


def test_googles_layout_is_read_back_by_googles_importer() -> None:
    people = [person_of(ANA), person_of(Details(Name("Madonna"), emails=(Email("m@m.example"),)))]
    data = b"".join(write_google_csv(lambda: people))
    ana, madonna = CsvImporter(Layout.GOOGLE).read(io.BytesIO(data), "google.csv")
    assert isinstance(ana, Draft)
    assert isinstance(madonna, Draft)
    assert replace(ana.details, name=ANA.name, nicknames=ANA.nicknames) == replace(
        ANA, tags=("area/oncology", "phase-2")
    )
    assert ana.details.name.display == "Dr. Ana Maria Lima Jr., MD, PhD"
    assert set(ana.details.nicknames) == {"Aninha", "A. L."}
    assert madonna.details == Details(Name("Madonna", given="Madonna"), emails=(Email("m@m.example"),))


def test_google_gets_what_it_has_no_column_for_as_fields_of_its_own() -> None:
    further = Position("Harbour Site", "PI", "", "2015", "2019")
    person = person_of(
        replace(ANA, roles=(Role.MENTOR,), tier=Tier.A, language="pt", positions=(*ANA.positions, further))
    )
    (row,) = csv.DictReader(io.StringIO(b"".join(write_google_csv(lambda: [person])).decode(), newline=""))
    fields = {row[f"Custom Field {n} - Label"]: row[f"Custom Field {n} - Value"] for n in range(1, 5)}
    assert fields == {"Position": "PI, Harbour Site (2015–2019)", "Role": "Mentor", "Tier": "A", "Language": "pt"}
    assert row["Labels"] == "area/oncology ::: phase-2 ::: * myContacts ::: * starred"


def test_no_formula_goes_to_google() -> None:
    person = person_of(Details(Name("=cmd|'/c calc'!A1"), note="@SUM(A1)", nicknames=("-1",)))
    (row,) = csv.DictReader(io.StringIO(b"".join(write_google_csv(lambda: [person])).decode(), newline=""))
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())
