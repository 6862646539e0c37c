from __future__ import annotations

import io
import random
import time
import tracemalloc
from datetime import date

import pytest

from netcrm.domain.columns import Column, ColumnMapping, Target
from netcrm.domain.draft import CardKind, Draft, Problem
from netcrm.errors import Unreadable
from netcrm.formats import importer_for
from netcrm.formats.csv.layouts import Layout, layout_key, layout_of
from netcrm.formats.csv.reader import CsvImporter, table_view
from tests.formats.csv_samples import COUNTS, FOLDER
from tests.formats.importer_contract import OTHER_FORMATS, Repeated

OTHER = CsvImporter(Layout.OTHER)
MAPPED = ColumnMapping((Column(Target.NAME), Column(Target.EMAIL, "work"), Column(Target.LAST_CONTACT)))


def outcomes_of(text: str | bytes, importer: CsvImporter = OTHER) -> list[Draft | Problem]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(importer.read(io.BytesIO(data), "people.csv"))


def draft_of(text: str, importer: CsvImporter = OTHER) -> Draft:
    (draft,) = outcomes_of(text, importer)
    assert isinstance(draft, Draft)
    return draft


@pytest.mark.parametrize("name", [name for name in COUNTS if name != "names.txt"])
def test_each_table_is_claimed_by_one_importer_alone(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    assert [layout for layout in Layout if CsvImporter(layout).sniff(data)] == [COUNTS[name][0]]


@pytest.mark.parametrize(
    "head",
    [
        *OTHER_FORMATS.values(),
        b"BEGIN:VCARD\r\nN:Lima;Ana;;;\r\nFN:Ana\r\nEND:VCARD\r\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
        b'{"name": "Ana, Lima",\n "email": "ana@lima.example"}\n',
        b'[{"name": "Ana"},\n {"name": "Bo"}]\n',
        b"<table><tr><td>Name,E-mail</td></tr></table>",
        b"Dear Ana,\nthank you, and see you soon,\nBo\n",
        b"a,b,c\n1,2,3\n4,5,6\n",
        b"\x00\x01\x02,\x03\x04\n" * 40,
        b"PMID- 123\nTI  - A study, of sorts\nAU  - Lima A\n",
    ],
)
def test_no_importer_of_tables_claims_what_is_no_table_of_people(head: bytes) -> None:
    assert [layout for layout in Layout if CsvImporter(layout).sniff(head)] == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("messages.csv", "CONVERSATION ID,FROM,TO,DATE,CONTENT,FOLDER\n1,Ana,Bo,2019-01-01,y,INBOX\n", "messages"),
        ("Invitations.csv", "From,To,Sent At,Message,Direction\nAna,Bo,\"1/2/19, 3:04 PM\",,OUTGOING\n", "invitations"),
        ("calendar.csv", "Subject,Start Date,Start Time,End Date\nx,1/1/2020,10:00,1/1/2020\n", "calendar"),
        ("prose.txt", "Dear all, please find the list below.\n", "prose.txt"),
        ("numbers.dat", "1,2,3\n4,5,6\n", "numbers.dat"),
        ("sheet.csv", "\x01\x02\x00" * 99, "sheet.csv"),
    ],
)  # fmt: skip
def test_a_table_of_something_else_is_refused_in_one_sentence(name: str, text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=r"^[^\n]+[.]$") as caught:
        importer_for(name, text.encode())
    assert words in str(caught.value)


def test_a_list_of_names_in_a_text_file_is_a_table_of_one_column() -> None:
    for text in ("Name\nLima, Ana\nBo Chen\n", "ana@lima.example\nbo@chen.example\n", "Ana Lima\nBo Chen\nCy Dee\n"):
        importer = importer_for("people.txt", text.encode())
        assert importer.name == "csv"
        assert all(isinstance(outcome, Draft) for outcome in importer.read(io.BytesIO(text.encode()), "people.txt"))


@pytest.mark.parametrize(
    "text", ["", "\n", "First Name,Last Name,E-mail\n", "First Name,Last Name,E-mail\n\n,,\n , ,\n"]
)
def test_a_table_without_people_yields_nothing(text: str) -> None:
    assert outcomes_of(text) == []


def test_a_row_of_an_organisation_alone_is_one() -> None:
    assert draft_of("Name,Company,Phone\n,Pizza Corner,+44 20 0000 0000\n").kind is CardKind.ORGANISATION
    assert draft_of("Name,Company,Job title\n,St Mary,Study nurse\n").kind is CardKind.INDIVIDUAL


def test_a_row_without_a_name_is_called_after_what_it_has() -> None:
    draft = draft_of("Name,E-mail,City\n,ana@lima.example,Porto\n")
    assert draft.details.name.formatted == "ana@lima.example"
    assert draft.warnings == ("The row has no name and is called after its e-mail address.",)


def test_what_is_not_understood_stays_as_text_and_is_told() -> None:
    draft = draft_of("Name,E-mail,Mobile,Last contact,Birthday,Tier\nAna Lima,ask Bo,none yet,some day,in May,first\n")
    assert draft.details.note == "E-mail: ask Bo\nMobile: none yet\nLast contact: some day\nTier: first"
    assert draft.details.birthday == "in May"
    assert len(draft.warnings) == 5


@pytest.mark.parametrize(
    ("cell", "birthday"),
    [
        ("1980-04-15", "1980-04-15"), ("19800415", "1980-04-15"), (" --04-15", "--04-15"),
        ("15.4.1980", "1980-04-15"),
        ("4/15/1980", "1980-04-15"), ("15 April 1980", "1980-04-15"), ("15. April", "--04-15"),
        ("4/5/1980", "4/5/1980"), ("4/5/80", "4/5/80"), ("0/0/00", ""), ("0.0.00", ""),
        ("1980", "1980"), ("29 February", "--02-29"),
    ],
)  # fmt: skip
def test_birthdays_are_read_as_far_as_they_can_be_read_in_one_way(cell: str, birthday: str) -> None:
    assert draft_of(f"Name,Birthday\nAna Lima,{cell}\n").details.birthday == birthday


def test_cells_with_several_values_give_several() -> None:
    text = (
        "Name,E-mail,Phone,Tags,Roles\n"
        '"Ana","a@b.example; c@d.example","+351 22 000 0000; +351 91 000 0000","Oncology; Phase 2, ward","PI, mentor"\n'
    )
    details = draft_of(text).details
    assert [email.value for email in details.emails] == ["a@b.example", "c@d.example"]
    assert [phone.value for phone in details.phones] == ["+351 22 000 0000", "+351 91 000 0000"]
    assert details.tags == ("oncology", "phase-2", "ward")
    assert [role.chip for role in details.roles] == ["PI", "Mentor"]


def test_formulas_and_control_characters_come_in_as_text() -> None:
    draft = draft_of('Name,Note\n"=cmd|\'/c calc\'!A1","a\x1b[31mb\u202ec\0"\n')
    assert draft.details.name.formatted == "=cmd|'/c calc'!A1"
    assert draft.details.note == "abc"


def test_a_cell_of_invisible_characters_is_empty() -> None:
    (problem,) = outcomes_of("Name,Nickname,E-mail,Company\n\0,\u200b,\u202e,\x1b[0m\n")
    assert isinstance(problem, Problem)


def test_a_title_of_invisible_characters_is_none_also_when_the_row_is_read_again() -> None:
    draft = draft_of("Name,E-mail,\u202e\nAna Lima,ana@stmary.test,x\n")
    (again,) = outcomes_of(draft.raw)
    assert isinstance(again, Draft)
    assert (again.digest, again.details.note) == (draft.digest, draft.details.note)


def test_a_mapping_that_the_user_gives_rules() -> None:
    draft = draft_of("A,B,C\nAna Lima,ana@lima.example,spring 2021\n", CsvImporter(Layout.OTHER, mapping=MAPPED))
    assert draft.details.emails[0].label == "work"
    assert draft.last_contact == date(2021, 4, 15)


def test_a_mapping_for_another_number_of_columns_does_not_count() -> None:
    assert draft_of("Name,E-mail\nAna Lima,a@b.example\n", CsvImporter(Layout.OTHER, mapping=MAPPED)).details.emails


def test_what_was_said_of_a_layout_before_is_remembered() -> None:
    text = "A,B,C\nAna Lima,ana@lima.example,2019\nBo Chen,,\n"
    remembered = {layout_key(("A", "B", "C")): MAPPED}
    importer = CsvImporter(Layout.OTHER, remembered=remembered.get)
    (ana, _) = outcomes_of(text, importer)
    assert isinstance(ana, Draft)
    assert ana.last_contact == date(2019, 7, 2)
    view = table_view(io.BytesIO(text.encode()), "people.csv", remembered.get)
    assert view.is_remembered
    assert view.proposed == MAPPED


def test_the_view_of_a_table_shows_its_first_rows() -> None:
    data = (FOLDER / "linkedin.csv").read_bytes()
    view = table_view(io.BytesIO(data), "linkedin.csv")
    assert (view.layout_name, len(view.samples), view.is_remembered) == ("LinkedIn", 5, False)
    assert all(len(row) == len(view.titles) == len(view.proposed.columns) for row in view.samples)
    assert table_view(io.BytesIO(b""), "empty.csv").titles == ()


def test_the_same_row_has_one_digest_however_the_file_is_written() -> None:
    text = "Name,City\nZoë Öz,Köln\n"
    written = [
        text.encode(),
        text.replace(",", ";").encode("cp1252"),
        b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    ]
    assert len({outcome.digest for data in written for outcome in outcomes_of(data) if isinstance(outcome, Draft)}) == 1


@pytest.mark.parametrize(
    ("titles", "layout"),
    [
        (("First Name", "Last Name", "Connected On"), Layout.LINKEDIN),
        (("first name", "last name", "e-mail address", "business phone", "business street"), Layout.OUTLOOK),
        (("Name", "Given Name", "Family Name", "E-mail 1 - Type", "E-mail 1 - Value"), Layout.GOOGLE),
        (("First Name", "Last Name", "Email"), Layout.OTHER),
        ((), Layout.OTHER),
    ],
)
def test_layouts_are_told_by_their_titles(titles: tuple[str, ...], layout: Layout) -> None:
    assert layout_of(titles) is layout


def test_a_table_of_ten_thousand_columns_is_read_as_far_as_the_limit_and_says_so() -> None:
    titles = ",".join(["Name", "E-mail", *(f"Answer {n}" for n in range(9_998))])
    rows = "".join(f"Ana Lima,ana{n}@lima.example{',x' * 9_998}\n" for n in range(20))
    start = time.monotonic()
    drafts = outcomes_of(f"{titles}\n{rows}")
    assert time.monotonic() - start < 5
    assert all(isinstance(draft, Draft) and "10,000 columns" in draft.warnings[0] for draft in drafts)
    assert len(drafts) == 20


STRAY_QUOTES = (
    b'Ana,x"y,"z,1\nBo,x"y,"z\n',
    b'Ana,x"y,"z,1\nBo,Chen,b@c.example,Rome\n',
    b'Ana,"Lima,a@b.example,Rome\n',
)


@pytest.mark.parametrize("piece", STRAY_QUOTES)
def test_quotes_that_are_never_closed_take_time_as_the_file_grows(piece: bytes) -> None:
    head = b"First name,Last name,E-mail,City\n"
    seconds = []
    for count in (1_000, 8_000):
        start = time.process_time()
        assert len(outcomes_of(head + piece * count)) > count // 2
        seconds.append(time.process_time() - start)
    assert seconds[1] < 24 * seconds[0] + 0.2


def test_one_open_quote_before_a_large_file_holds_no_more_than_a_row() -> None:
    head = b'First name,Last name,E-mail,City\nAna,"Lima,a@b.example,Rome\n'
    stream = io.BufferedReader(Repeated(b"text without an end\n", 2_000_000, head))
    tracemalloc.start()
    try:
        first = next(iter(OTHER.read(stream, "people.csv")))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(first, Problem)
    assert "quote" in first.why
    assert peak < 120_000_000


def test_mutated_rows_never_raise_and_take_no_time() -> None:
    chance = random.Random(4)
    pieces = [
        b'"',
        b",",
        b";",
        b"\n",
        b"\r",
        b"\0",
        b"\xff",
        b"\xc3",
        b'""',
        b'"\n"',
        b" ::: ",
        b"=1",
        b"\xef\xbb\xbf",
        b"\t",
    ]
    files = [((FOLDER / name).read_bytes(), CsvImporter(layout)) for name, (layout, _, _) in COUNTS.items()]
    for _ in range(600):
        data, importer = chance.choice(files)
        changed = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(changed) + 1)
            changed[at : at + chance.randint(0, 3)] = chance.choice(pieces)
        start = time.monotonic()
        for outcome in importer.read(io.BytesIO(bytes(changed)), "people.csv"):
            if isinstance(outcome, Problem):
                assert outcome.why.endswith(".")
            else:
                assert outcome.details.name.formatted
                assert all(outcome.details.nicknames)
        assert time.monotonic() - start < 2
