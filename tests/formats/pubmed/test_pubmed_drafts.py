from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Address, Details, Email, Link
from netcrm.domain.draft import Draft, Place, Problem
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.formats.pubmed.drafts import draft_of, read_draft, role_guess, source_of
from tests.formats.pubmed.support import ANA, found, only, record

LEEDS = "Department of Oncology, University of Leeds, Leeds, UK. ana.lima@leeds.example, bo.kim@leeds.example"


def _draft(*records: str) -> Draft:
    draft = draft_of(found(*records)[0], "a.nbib", 1)
    assert isinstance(draft, Draft)
    return draft


def test_a_draft_has_what_the_newest_paper_says() -> None:
    draft = _draft(
        record(1, f"Lima, Ana | York Hospital, York, UK. ana@york.example | {ANA}", "Kim, Bo", date="2011"),
        record(2, f"Lima, Ana Maria | {LEEDS} | {ANA}", f"Kim, Bo | {LEEDS}", date="2021"),
    )
    assert draft.details == Details(
        name=Name("Ana Maria Lima", given="Ana Maria", family="Lima"),
        emails=(Email("ana.lima@leeds.example", "work"), Email("ana@york.example", "work")),
        addresses=(Address(city="Leeds", country="GB", label="work"),),
        links=(Link(f"https://orcid.org/{ANA}", "ORCID"),),
        positions=(Position("University of Leeds", department="Department of Oncology", is_primary=True),),
        country="GB",
    )
    assert (draft.uid, draft.only_if_asked, draft.warnings) == (f"https://orcid.org/{ANA}", True, ())
    assert (draft.place.file, draft.place.number) == ("a.nbib", 1)


def test_the_source_holds_nobody_elses_names_and_addresses() -> None:
    people = found(record(1, f"Lima, Ana | {LEEDS}", f"Kim, Bo | {LEEDS}", "Costa, Rui"))
    sources = {it.name.family: source_of(it) for it in people}
    assert [b"ana.lima@" in sources[it] for it in ("Lima", "Kim", "Costa")] == [True, False, False]
    assert [b"bo.kim@" in sources[it] for it in ("Lima", "Kim", "Costa")] == [False, True, False]
    assert [b"Lima" in sources[it] for it in ("Lima", "Kim", "Costa")] == [True, False, False]


def test_the_source_reads_again_as_the_same_person() -> None:
    person = found(
        record(1, "Kim, Bo", f"Lima, Ana Jr | {LEEDS}", "Costa, Rui", date="2011 Mar 2"),
        record(2, "Kim, Bo | York", f"Lima, Ana M | {LEEDS}", date="2012"),
    )[0]
    raw = source_of(person)
    draft = draft_of(person, "a.nbib", 3)
    assert isinstance(draft, Draft)
    assert draft.raw == raw
    assert read_draft(raw, draft.place) == draft


def test_a_source_of_another_kind_is_a_problem() -> None:
    for raw in (b"", b"TY  - JOUR\n", b"PMID- 1\n", b"PMID- 1\n\nloose\n"):
        assert isinstance(read_draft(raw, Place("a", 1, 1)), Problem)


def test_a_leader_of_three_papers_is_guessed_to_be_an_opinion_leader_and_nothing_is_kept() -> None:
    records = [record(at, f"Lima, Ana | {LEEDS} | {ANA}") for at in range(1, 4)]
    assert role_guess(found(*records)[0]) is Role.KEY_OPINION_LEADER
    assert role_guess(found(*records[:2])[0]) is Role.RESEARCHER
    assert _draft(*records).details.roles == ()
    assert _draft(*records).details.tags == ()


def test_the_place_among_the_authors_is_read_back() -> None:
    people = found(record(1, "Lima, Ana", "Kim, Bo", "Costa, Rui"))
    for person in people:
        (author,) = only(source_of(person).decode()).authors
        assert author == replace(person.authorships[0].author, affiliations=())


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=3))
def test_any_person_has_a_draft_that_its_source_gives_again(people: list[tuple[str, str, str]]) -> None:
    lines = "\n".join(f"FAU - {family}, {given}\nAD  - {text} x@y.example" for family, given, text in people)
    for number, person in enumerate(found(f"PMID- 1\n{lines}\n"), start=1):
        draft = draft_of(person, "a", number)
        assert isinstance(draft, Draft)
        assert draft.details.name == person.name
        assert draft.details.emails == tuple(Email(it, "work") for it in person.emails)
        assert read_draft(draft.raw, draft.place) == draft
