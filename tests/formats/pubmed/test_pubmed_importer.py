"""The importer of papers: one draft for each author of a file, the likeliest opinion leaders first."""

from __future__ import annotations

import io
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.draft import Draft, Problem
from netcrm.errors import Unreadable
from netcrm.formats import importer_for
from netcrm.formats.pubmed.importer import PubmedImporter
from tests.formats.importer_contract import Sample, SharedContract
from tests.formats.pubmed.support import ANA, record

HARBOR = "Harbor Point Medical Center, Providence, USA. ana@harbor.example"


def read(text: str, *, size_limit: int = 1_000_000) -> list[Draft | Problem]:
    return list(PubmedImporter(size_limit=size_limit).read(io.BytesIO(text.encode()), "p.nbib"))


def drafts(text: str) -> list[Draft]:
    return [it for it in read(text) if isinstance(it, Draft)]


def test_authors_are_united_and_led_papers_count_first() -> None:
    found = drafts(
        record(1, "Kim, Bo", f"Lima, Ana | {HARBOR}", date="2019")
        + record(2, f"Lima, Ana | {HARBOR} | {ANA}", "Okafor, Chi", "Kim, Bo", date="2024")
    )
    assert [(it.place.number, it.details.name.formatted, len(it.papers)) for it in found] == [
        (1, "Ana Lima", 2),
        (2, "Bo Kim", 1),
        (3, "Bo Kim", 1),
        (4, "Chi Okafor", 1),
    ]
    assert [it.publication.pmid for it in found[0].papers] == ["2", "1"]


def test_what_is_kept_of_somebody_is_read_to_the_same_even_where_their_papers_say_little() -> None:
    (draft,) = drafts(record(1, f"Lima, Ana | {ANA}") + record(2, f"Lima, A | Elsewhere | {ANA}"))
    (again,) = drafts(draft.raw.decode())
    assert (again.digest, again.details, again.uid) == (draft.digest, draft.details, draft.uid)


@pytest.mark.parametrize(
    ("record_text", "warning"),
    [
        ("PMID- 7\nTI  - Breath\nFAU - Lima Ana\nFAU - Kim, Bo\n", "no comma after the family name"),
        ("PMID- 7\nTI  - Breath\nFAU - Lima, Ana\nER  - \n", "ER ends a record of RIS"),
        ("PMID- 7\nTI  - Breath\nFAU - Lima, Ana\nhalf a li\n", "is cut or has no tag"),
        ("PMID- 7\nTI", "is cut or has no tag"),
    ],
)
def test_an_odd_line_costs_nothing_and_is_told_once(record_text: str, warning: str) -> None:
    found = drafts(record_text + "\n" + record(8, "Costa, Rui"))
    told = [sentence for draft in found for sentence in draft.warnings]
    assert len(told) == 1
    assert warning in told[0]
    assert told[0].endswith(".")


def test_a_file_without_authors_or_with_too_many_papers_says_so() -> None:
    (problem,) = read("PMID- 7\nTI  - Breath\n")
    assert isinstance(problem, Problem)
    assert problem.why == "No paper in the file names an author."
    with pytest.raises(Unreadable, match=r"^p.nbib has more than the 0 MB of papers [^\n]+[.]$"):
        read(record(1, "Lima, Ana"), size_limit=20)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"TY  - JOUR\nAU  - Lima, Ana\nER  - \n", "a RIS file"),
        (b"@article{lima2020,\n author={Lima}}", "a BibTeX file"),
    ],
)
def test_files_of_other_bibliographies_are_refused_with_what_to_do(head: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=f"^papers.nbib is {words}; in PubMed choose Save"):
        importer_for("papers.nbib", head)


@pytest.mark.parametrize("explicit", ["", "pubmed", "nbib", ".NBIB"])
def test_a_pubmed_file_is_known_by_content_or_choice(explicit: str) -> None:
    assert importer_for("set.txt", record(1, "Lima, Ana").encode(), explicit=explicit).name == "pubmed"


WHOLE = record(1, f"Lima, Ana | {HARBOR} | {ANA}", "Kim, Bo") + record(2, f"Lima, A | {HARBOR}", "Costa, Rui | Porto")


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.text(max_size=6))
def test_no_damage_raises_and_every_outcome_is_a_person_or_a_sentence(at: int, length: int, text: str) -> None:
    outcomes = read((WHOLE[:at] + text + WHOLE[at + length :]).encode("utf-8", "replace").decode())
    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            assert outcome.why.endswith(".")
        else:
            (again,) = read(outcome.raw.decode())
            assert isinstance(again, Draft)
            assert (again.digest, again.details) == (outcome.digest, outcome.details)


class TestContract(SharedContract):
    importer = PubmedImporter()
    samples: ClassVar = {
        "two papers": Sample(WHOLE.encode(), 3, 3),
        "a loose line": Sample(f"{WHOLE}\nloose\n".encode(), 4, 3),
    }

    def bad(self) -> bytes:
        return b"PMID- 1\nTI  - Breath\n"
