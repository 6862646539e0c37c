"""Which authorships become one person, and who comes first."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.pubmed.support import ANA, BO, found, record, united

LEEDS = "Department of Oncology, University of Leeds, Leeds, UK"
YORK = "Department of Oncology, York Hospital, York, UK"
MAIL = f"{LEEDS}. ana.lima@leeds.example"


@pytest.mark.parametrize(
    ("why", "one", "two", "people"),
    [
        ("the same ORCID, other places", f"Lima, Ana | {LEEDS} | {ANA}", f"Lima, A | {YORK} | {ANA}", 1),
        ("the same ORCID, married", f"Lima, Ana | | {ANA}", f"Costa, Ana | | {ANA}", 1),
        ("the same ORCID under a name that cannot be", f"Lima, Ana | | {ANA}", f"Ito, Bo | | {ANA}", 2),
        ("two ORCIDs", f"Lima, Ana | {LEEDS} | {ANA}", f"Lima, Ana | {LEEDS} | {BO}", 2),
        ("two ORCIDs, one address", f"Lima, Ana | {MAIL} | {ANA}", f"Lima, Ana | {MAIL} | {BO}", 2),
        ("one ORCID, one address", f"Lima, Ana | {MAIL} | {ANA}", f"Lima, Ana M | {MAIL}", 1),
        ("the same address, no other word", "Lima, Ana | ana@x.example", "Lima, A | ANA@x.example", 1),
        ("the same address, other names", "Lima, Ana | lab@x.example", "Costa, Rui | lab@x.example", 2),
        ("the same mailbox and family name", "Lima, Ana | lab@x.example", "Lima, Rui | lab@x.example", 2),
        ("the same name and place", f"Lima, Ana | {LEEDS}", "Lima, Ana | Leeds General Infirmary, UK", 1),
        ("an initial and the same place", f"Lima, Ana | {LEEDS}", f"Lima A | {LEEDS}", 1),
        ("a middle name more", f"Lima, Ana | {LEEDS}", f"Lima, Ana Maria | {LEEDS}", 1),
        ("an accent", f"Müller, José | {LEEDS}", f"Muller, Jose | {LEEDS}", 1),
        ("a hyphen", f"Kim, Bo-Ra | {LEEDS}", f"Kim, Bora | {LEEDS}", 1),
        ("initials that differ", f"Lima, Ana M | {LEEDS}", f"Lima, Ana P | {LEEDS}", 2),
        ("given names that differ", f"Lima, Ana | {LEEDS}", f"Lima, Andrea | {LEEDS}", 2),
        ("the same name elsewhere", f"Lima, Ana | {LEEDS}", f"Lima, Ana | {YORK}", 2),
        ("the same name, no affiliation", f"Lima, Ana | {LEEDS}", "Lima, Ana", 2),
        ("neither has an affiliation", "Lima, Ana", "Lima, Ana", 2),
        ("only words that all have", "Lima, Ana | University Hospital, UK", "Lima, Ana | University Hospital, UK", 2),
        ("one word for a name", f"Selva | {LEEDS}", f"Selva | {LEEDS}", 1),
        ("father and son", f"Lima, Rui Jr | {LEEDS}", f"Lima, Rui Sr | {LEEDS}", 2),
    ],
)
def test_two_authorships_are_one_person_or_two(why: str, one: str, two: str, people: int) -> None:
    for first, second in ((one, two), (two, one)):
        assert len(united([record(1, first), record(2, second)])) == people, why


def test_two_authors_of_one_paper_are_never_one_person() -> None:
    for pair in (("Lima, Ana", "Lima, Ana"), ("Lima, Ana", "Lima, A")):
        assert len(found(record(1, *(f"{name} | {MAIL} | {ANA}" for name in pair)))) == 2


def test_nor_through_a_third_authorship() -> None:
    people = found(
        record(1, f"Wang, Wei | {LEEDS}", f"Wang, Wen | {LEEDS}"),
        record(2, f"Wang W | {LEEDS}"),
    )
    assert sorted((it.name.formatted, it.papers) for it in people) == [("W Wang", 1), ("Wei Wang", 1), ("Wen Wang", 1)]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            [f"Lima, Ana | {LEEDS}", f"Lima, Andrea | {LEEDS}", f"Lima A | {LEEDS}"],
            [("A Lima", 1), ("Ana Lima", 1), ("Andrea Lima", 1)],
        ),
        (
            [f"Lima, Ana | {LEEDS} | {ANA}", f"Lima, Ana | {LEEDS} | {BO}", f"Lima, Ana | {LEEDS}"],
            [("Ana Lima", 1), ("Ana Lima", 1), ("Ana Lima", 1)],
        ),
        (
            ["Lima, Ana | lab@x.example", "Lima, Andrea | lab@x.example", "Lima A | lab@x.example"],
            [("A Lima", 1), ("Ana Lima", 1), ("Andrea Lima", 1)],
        ),
        (
            [f"Lima, Ana M | {LEEDS}", f"Lima, Ana P | {LEEDS}", f"Lima, Ana | {LEEDS}"],
            [("Ana Lima", 1), ("Ana M Lima", 1), ("Ana P Lima", 1)],
        ),
    ],
)
def test_who_could_be_either_of_two_stays_alone(records: list[str], expected: list[tuple[str, int]]) -> None:
    for order in (records, records[::-1]):
        assert united([record(at, it) for at, it in enumerate(order, start=1)]) == expected


def test_evidence_of_each_kind_makes_one_chain() -> None:
    people = found(
        record(1, f"Lima, Ana | {LEEDS} | {ANA}", date="2011"),
        record(2, f"Lima, Ana Maria | {YORK}. ana.lima@york.example | {ANA}", date="2015"),
        record(3, "Lima, A M | ana.lima@york.example", date="2019"),
        record(4, f"Lima, A | {YORK}", date="2020"),
    )
    (ana,) = people
    assert (ana.name.formatted, ana.papers, ana.years) == ("Ana Maria Lima", 4, (2011, 2015, 2019, 2020))
    assert (ana.orcid, ana.emails, ana.affiliation) == (ANA, ("ana.lima@york.example",), YORK)


def test_who_leads_most_papers_comes_first() -> None:
    people = found(
        record(1, f"Lima, Ana | {LEEDS}", f"Kim, Bo | {YORK}", f"Costa, Rui | {LEEDS}"),
        record(2, f"Kim, Bo | {YORK}", f"Ito, Aki | {YORK}", f"Lima, Ana | {LEEDS}"),
        record(3, f"Ode, Ife | {YORK}", f"Ito, Aki | {YORK}", f"Lima, Ana | {LEEDS}"),
        record(4, f"Solo, Han | {LEEDS}"),
    )
    assert [(it.name.family, it.led, it.firsts, it.lasts, it.papers) for it in people] == [
        ("Lima", 3, 1, 2, 3),
        ("Kim", 1, 1, 0, 2),
        ("Costa", 1, 0, 1, 1),
        ("Ode", 1, 1, 0, 1),
        ("Solo", 1, 1, 1, 1),
        ("Ito", 0, 0, 0, 2),
    ]


def test_a_paper_that_comes_twice_counts_once_in_its_fuller_record() -> None:
    people = found(record(1, "Lima, Ana"), record(1, "Lima, Ana", "Kim, Bo"), record(1, "Lima, Ana"))
    assert [(it.name.family, it.papers, it.firsts, it.lasts) for it in people] == [("Kim", 1, 0, 1), ("Lima", 1, 1, 0)]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (["Lima, Ana | Leeds. ana.lima@x.example", "Kim, Bo | Leeds"], {"Lima": ("ana.lima@x.example",)}),
        (["Lima, Ana | Leeds. trials@x.example", "Kim, Bo | Leeds"], {"Lima": ("trials@x.example",)}),
        # One affiliation, printed for everybody: only whom the address names has it.
        (["Lima, Ana | Leeds. a.lima@x.example", "Kim, Bo | Leeds. a.lima@x.example"], {"Lima": ("a.lima@x.example",)}),
        (["Lima, Ana | Leeds. trials@x.example", "Kim, Bo | Leeds. trials@x.example"], {}),
        (["Kim, Bo | L. kim@x.example", "Kim, Soo | L. kim@x.example"], {}),
        # A colleague's address behind a name is neither's.
        (["Lima, Ana | Leeds. hilary.marland@x.example", "Marland, Hilary | Leeds"], {}),
        (["Lima, Ana | Leeds. hmarland@x.example", "Marland, Hilary | Leeds"], {}),
        # Of several, those that name the author are theirs.
        (["Lima, Ana | Leeds. ana.lima@x.example, desk@x.example"], {"Lima": ("ana.lima@x.example",)}),
        (["Lima, Ana | Leeds. one@x.example, two@x.example"], {"Lima": ("one@x.example", "two@x.example")}),
        (["Marlow, Hal J | Irvine. hjm@x.example", "Marlow, Ravi | Irvine. hjm@x.example"],
         {"Marlow": ("hjm@x.example",)}),
    ],
)  # fmt: skip
def test_an_address_is_the_authors_whose_affiliation_holds_it_or_nobodys(
    authors: list[str], expected: dict[str, tuple[str, ...]]
) -> None:
    people = found(record(1, *authors))
    assert {it.name.family: it.emails for it in people if it.emails} == expected


def test_thousands_of_the_same_name_take_linear_time() -> None:
    def seconds(count: int, orcids: bool) -> float:
        text = [
            record(at, f"Wang, Wei{'' if orcids else chr(97 + at % 26) * 2} | {LEEDS} lab@x.example")
            for at in range(count)
        ]
        began = time.process_time()
        found(*text)
        return time.process_time() - began

    for orcids in (True, False):
        assert seconds(1_600, orcids) < 12 * max(seconds(400, orcids), 0.02)


PEOPLE = st.tuples(
    st.sampled_from(
        ["Lima, Ana", "Lima, A", "Lima, Andrea", "Lima, Ana M", "Kim, Bo", "Kim, B", "Costa, Ana", "Selva"]
    ),
    st.sampled_from(["", LEEDS, YORK, MAIL, f"{YORK} lab@x.example"]),
    st.sampled_from(["", "", ANA, BO]),
).map(" | ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PEOPLE, min_size=1, max_size=4), min_size=1, max_size=8))
def test_every_authorship_is_somebodys_and_nobody_has_two_orcids_or_two_places(papers: list[list[str]]) -> None:
    people = found(*(record(at, *authors) for at, authors in enumerate(papers, start=1)))
    assert sum(it.papers for it in people) == sum(map(len, papers))
    for person in people:
        assert len({it.author.orcid for it in person.authorships} - {""}) <= 1
        assert len({it.publication.pmid for it in person.authorships}) == person.papers
    led = [it.led for it in people]
    assert led == sorted(led, reverse=True)
