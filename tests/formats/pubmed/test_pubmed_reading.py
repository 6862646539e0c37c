from __future__ import annotations

import io
import time
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netcrm.domain.draft import Problem
from netcrm.domain.studies.publication import Publication
from netcrm.formats.pubmed.authors import candidates
from netcrm.formats.pubmed.lines import records
from netcrm.formats.pubmed.people import name_of, orcid_in, short_form
from netcrm.formats.pubmed.reading import read_date, read_publications, sniff
from tests.formats.pubmed.support import ANA, only, outcomes, publications

WHOLE = f"""
PMID- 101
OWN - NLM
DP  - 2021 Mar 4
TI  - A trial of one thing
      against another.
LID - 10.9999/ABC.1 [doi]
FAU - Lima, Ana Maria
AU  - Lima AM
AUID- ORCID: https://orcid.org/{ANA}
AD  - Department of Oncology, University of Leeds, Leeds, UK.
      ana.lima@leeds.example.
AD  - Leeds General Infirmary, Leeds, UK.
FAU - Kim, Bo
AU  - Kim B
CN  - The One Thing Group
FAU - O'Neil, John A Jr
AU  - O'Neil JA Jr
AD  - Northport Hospital, Boston, MA, USA.
FIR - Costa, Rui
IR  - Costa R
IRAD- Hospital Alba, Lisbon, Portugal.
PT  - Clinical Trial, Phase III
TA  - J Trials
JT  - Journal of trials
MH  - Humans
OT  - *randomised
"""


def test_a_whole_record_is_read() -> None:
    paper = only(WHOLE)
    assert (paper.pmid, paper.doi, paper.date, paper.journal) == (
        "101", "10.9999/abc.1", "2021-03-04", "Journal of trials",
    )  # fmt: skip
    assert paper.title == "A trial of one thing against another."
    assert (paper.types, paper.mesh, paper.keywords) == (("Clinical Trial, Phase III",), ("Humans",), ("randomised",))
    assert [(it.name.formatted, it.place, it.is_first, it.is_last) for it in paper.authors] == [
        ("Ana Maria Lima", 1, True, False),
        ("Bo Kim", 2, False, False),
        ("John A O'Neil Jr", 3, False, True),
    ]
    ana, bo, _ = paper.authors
    assert (ana.orcid, ana.emails) == (ANA, ("ana.lima@leeds.example",))
    assert ana.affiliations == (
        "Department of Oncology, University of Leeds, Leeds, UK. ana.lima@leeds.example.",
        "Leeds General Infirmary, Leeds, UK.",
    )
    assert (bo.affiliations, bo.emails) == ((), ())
    assert paper.groups == ("The One Thing Group",)
    assert [(it.name.formatted, it.is_first, it.affiliations) for it in paper.investigators] == [
        ("Rui Costa", False, ("Hospital Alba, Lisbon, Portugal.",))
    ]
    assert paper.warnings == ()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_change_nothing(ends: str, mark: bytes) -> None:
    (paper,) = publications(mark + WHOLE.lstrip().replace("\n", ends).encode())
    expected = only(WHOLE.lstrip())
    assert paper == expected


@pytest.mark.parametrize("codec", ["utf-8", "latin-1", "cp1252"])
def test_accents_are_read_in_each_encoding(codec: str) -> None:
    (paper,) = publications("PMID- 1\nFAU - Müller, José\n".encode(codec))
    assert paper.authors[0].name.formatted == "José Müller"


@pytest.mark.parametrize(
    ("lines", "names", "warning"),
    [
        ("AU  - Lima AM", ["A M Lima"], ""),
        ("AU  - de la Cruz J Jr", ["J de la Cruz Jr"], ""),
        ("FAU - Lima, Ana", ["Ana Lima"], ""),
        ("FAU - Lima, Ana\nFAU - Kim, Bo\nAU  - Lima A\nAU  - Kim B", ["Ana Lima", "Bo Kim"], ""),
        ("AU  - Lima A\nAU  - Kim B\nFAU - Lima, Ana\nFAU - Kim, Bo", ["Ana Lima", "Bo Kim"], ""),
        ("AU  - Lima A\nFAU - Lima, Ana", ["Ana Lima"], ""),
        ("FAU - Müller, Hans\nAU  - Mueller H", ["Hans Müller"], ""),
        ("FAU - Lima, Ana\nAU  - Selva", ["Ana Lima", "Selva"], ""),
        ("FAU - Lima, Ana\nAU  - Kim B\nAU  - Lima A", ["Ana Lima", "B Kim"], ""),
        ("FAU - Ana Lima\nAU  - Lima A", ["Ana Lima"], "Line 2: the author “Ana Lima” has no comma"),
        ("FAU - Selva\nAU  - Selva", ["Selva"], "Line 2: the author “Selva” has no comma after the family name."),
        ("FAU -\nAU  - Lima A", ["A Lima"], "Line 2: the FAU line has no name, and is left out."),
        ("FAU - Lima, Ana\nAU  -", ["Ana Lima"], ""),
        ("FAU - ,\nFAU - Kim, Bo", ["Bo Kim"], "Line 2: the FAU line has no name, and is left out."),
        ("AU  - Lima A\nAU  - et al.", ["A Lima"], ""),
        ("FAU - Lima, Ana\nAU  - Lima A\nE", ["Ana Lima"], "Line 4, “E”, is cut or has no tag, and is left out."),
        ("FAU - Lima, Ana\nER  - ", ["Ana Lima"], "Line 3: ER ends a record of RIS and is left out here."),
        ("AUID- ORCID: 0000-0002-1825-0098\nFAU - Lima, Ana", ["Ana Lima"], "is no valid ORCID"),
        (f"AUID- ORCID: {ANA}\nFAU - Lima, Ana", ["Ana Lima"], "follows no name"),
        ("DP  - some day\nFAU - Lima, Ana", ["Ana Lima"], "The date “some day” was not understood."),
        ("XYZ - something\nFAU - Lima, Ana", ["Ana Lima"], "the tag XYZ is not one of PubMed's"),
    ],
)
def test_odd_lines_cost_nobody(lines: str, names: list[str], warning: str) -> None:
    paper = only(f"PMID- 1\n{lines}\n")
    assert [it.name.formatted for it in paper.authors] == names
    assert len(paper.warnings) == bool(warning)
    assert warning in "".join(paper.warnings)


def test_on_a_list_that_was_cut_short_nobody_is_last() -> None:
    paper = only("PMID- 1\nAU  - Lima A\nAU  - Kim B\nAU  - et al.\n")
    assert [(it.is_first, it.is_last) for it in paper.authors] == [(True, False), (False, False)]


def test_a_sole_author_is_first_and_last() -> None:
    (author,) = only("PMID- 1\nFAU - Lima, Ana\n").authors
    assert author.is_first
    assert author.is_last


def test_the_affiliation_before_all_names_is_the_first_authors() -> None:
    """PubMed's files of before 2014 have it there."""
    paper = only("PMID- 1\nAD  - University of Leeds. ana@leeds.example\nFAU - Lima, Ana\nFAU - Kim, Bo\n")
    assert [it.emails for it in paper.authors] == [("ana@leeds.example",), ()]
    assert paper.warnings == ()


@pytest.mark.parametrize(
    "lines",
    [
        "AD  - Leeds a@x.example\nAD  - York b@x.example\nFAU - Lima, Ana",
        "FAU - Lima, Ana\nCN  - A group\nAD  - Leeds a@x.example",
        "FAU - Lima, Ana\nFED - Kim, Bo\nAD  - Leeds a@x.example",
        "FAU - Lima, Ana\nIRAD- Leeds a@x.example",
        "FAU - Lima, Ana\nFAU -\nAD  - Leeds a@x.example",
        "FAU - Lima, Ana\nAU  - et al\nAD  - Leeds a@x.example",
        "AD  - Leeds a@x.example",
    ],
)
def test_an_affiliation_of_nobody_goes_to_nobody_and_is_told(lines: str) -> None:
    paper = only(f"PMID- 1\n{lines}\n")
    assert all(not it.affiliations and not it.emails for it in paper.authors)
    assert any("the affiliation" in it for it in paper.warnings)


def test_a_record_without_an_empty_line_before_it_begins_with_its_pmid() -> None:
    assert [it.pmid for it in publications("PMID- 1\nTI  - A\nPMID- 2\nTI  - B\n\n\n\nPMID- 3\n")] == ["1", "2", "3"]


def test_an_empty_line_inside_a_value_does_not_end_the_record() -> None:
    paper = only("PMID- 1\nTI  - A\n\n      and more\nFAU - Lima, Ana\n")
    assert (paper.title, len(paper.authors)) == ("A and more", 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("TY  - JOUR\nAU  - Lima, Ana\nTI  - A\nER  - \n", "a.nbib is a RIS file, whose records begin with TY"),
        ("<?xml version='1.0'?><PubmedArticleSet/>", "a.nbib is an XML file or a web page;"),
        ('{"a": 1}', "a.nbib is a JSON file;"),
        ("@article{lima, author={Lima, Ana}}", "a.nbib is a BibTeX file;"),
        ("%0 Journal Article\n%A Lima, Ana\n", "a.nbib is an EndNote file;"),
        ("PMID,Title,Authors\n1,A,Lima A\n", "a.nbib is a table of PubMed's;"),
        ("PT J\nAU Lima, A\n", "a.nbib is a Web of Science file;"),
        ("1. J Trials. 2020;1:2.\nA trial.\nLima A.\n", "a.nbib has no record of PubMed's;"),
        ("", "a.nbib is empty;"),
        ("\n \n", "a.nbib is empty;"),
    ],
)
def test_other_formats_are_refused_in_one_sentence(text: str, why: str) -> None:
    (problem,) = outcomes(text)
    assert isinstance(problem, Problem)
    assert problem.why.startswith(why)
    assert problem.why.endswith("in PubMed choose Save, then the format PubMed, and import that file.")
    assert not sniff(text.encode())


def test_utf_16_is_refused_in_one_sentence() -> None:
    (problem,) = outcomes("PMID- 1\n".encode("utf-16"))
    assert isinstance(problem, Problem)
    assert problem.why == "a.nbib is written in UTF-16; save it as UTF-8, and import that."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a loose line", "Line 4, “a loose line”, belongs to no record, and is left out."),
        ("FAU - Lima, Ana", "The record that begins in line 4 has no PMID, DOI or title to know it by."),
        ("PMID- none", "The record that begins in line 4 has no PMID, DOI or title to know it by."),
    ],
)
def test_a_bad_record_costs_no_good_one(text: str, why: str) -> None:
    one, bad, two = outcomes(f"PMID- 1\nTI  - A\n\n{text}\n\nPMID- 2\n")
    assert isinstance(one, Publication)
    assert isinstance(two, Publication)
    assert isinstance(bad, Problem)
    assert (bad.why, bad.place.number, bad.place.line) == (why, 2, 4)


def test_a_ris_record_among_others_is_told() -> None:
    text = "PMID- 1\n" + "TI  - A\n" * 9_000 + "\nTY  - JOUR\nTI  - A\nER  - \n\nPMID- 2\n"
    _, bad, _ = outcomes(text)
    assert isinstance(bad, Problem)
    assert bad.why.startswith("The record that begins in line 9,003 is one of RIS;")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2016", "2016"), ("2016 Apr", "2016-04"), ("2016 Apr 19", "2016-04-19"), ("1998 Dec-1999 Jan", "1998-12"),
        ("2015 Mar-Apr", "2015-03"), ("2009 Winter", "2009"), ("20160419", "2016-04-19"), ("2013 06 10", "2013-06-10"),
        ("2010   06", "2010-06"), ("2021 Feb 30", "2021-02"), ("2021 13 01", "2021"), ("2020 Feb 29", "2020-02-29"),
        ("2016-04-19", "2016-04-19"), ("1999-2000", "1999"), ("Spring", ""), ("", ""), ("12", ""),
    ],
)  # fmt: skip
def test_a_date_is_read_as_far_as_it_goes(written: str, expected: str) -> None:
    assert read_date(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f"ORCID: {ANA}", ANA), (f"ORCID: http://orcid.org/{ANA}", ANA), ("ORCID: 0000000218250097", ANA),
        ("ORCID: 0000-0002-1825-0098", ""), ("ORCID: 0000-0002-1825", ""), ("ORCID: 00000-0002-1825-0097", ""),
    ],
)  # fmt: skip
def test_an_orcid_is_known_by_its_check_digit(written: str, expected: str) -> None:
    assert orcid_in(written) == expected


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Lima, Ana Maria", "Lima AM"), ("Kim, Bo-Ra", "Kim BR"), ("O'Neil, John A Jr", "O'Neil JA Jr"),
        ("de la Cruz, J", "de la Cruz J"), ("Selva", "Selva"), ("Hall, P 3rd", "Hall P III"),
    ],
)  # fmt: skip
def test_the_short_form_of_a_full_name(full: str, short: str) -> None:
    assert short_form(full) == short
    family, given = name_of("", short).family, name_of("", short).given
    assert name_of(full, "").family == family
    assert name_of(full, "").given[:1] == given[:1]


def test_memory_is_that_of_a_record_and_time_grows_with_the_file() -> None:
    class Long:
        """A file of many records that is never whole in memory."""

        def __init__(self, copies: int) -> None:
            self._left = copies

        def read(self, size: int, /) -> bytes:
            if self._left == 0:
                return b""
            self._left -= 1
            return WHOLE.encode() * 60

    def seconds(copies: int) -> float:
        began = time.process_time()
        assert sum(1 for _ in records(Long(copies))) == copies * 60
        return time.process_time() - began

    tracemalloc.start()
    count = sum(1 for _ in read_publications(Long(20), "a"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_200
    assert peak < 4_000_000
    assert seconds(32) < 20 * max(seconds(8), 0.01)


@pytest.mark.parametrize("filler", ["AD  - x\n", "      x\n", "x\n", "x", "AU  - Kim B\n", "FAU - Kim, Bo\n"])
def test_a_record_without_end_is_refused_or_read_in_bounded_memory(filler: str) -> None:
    text = ("PMID- 1\nFAU - Lima, Ana\nAD  - a\n" + filler * (300_000 // len(filler))).encode()
    found = list(records(io.BytesIO(text), record_limit=100_000))
    assert sum(len(line.value) + 200 for it in found for line in it.lines) <= 100_000
    assert len(list(read_publications(io.BytesIO(text), "a"))) == 1


LINES = st.sampled_from(
    ["PMID- 1", "PMID- 2", "FAU - Lima, Ana", "AU  - Lima A", "FAU - ,", "AD  - Leeds a@x.example", "AUID- ORCID: 1",
     "CN  - G", "FIR - X, Y", "IR  - X Y", "IRAD- z", "TY  - ", "ER  - ", "      more", "", "TI-", "cut",
     "DP  - 2020 Feb 31", "POS - 3 of 2", "POS - 1 of 1", "AU  - et al", "\tx", "FAU - Lima, Jr",
     "FAU - Jr, 3rd", "PMC -1"]
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(LINES, max_size=25).map("\n".join)))
@example("PMID- 1\nFAU - \ud800, \x1b[31mx\n")
def test_no_text_raises(text: str) -> None:
    data = ("PMID- 7\n" + text).encode("utf-8", "surrogatepass")
    for whole in (data, data[8:]):
        sniff(whole)
        read = outcomes(whole)
        candidates(it for it in read if isinstance(it, Publication))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    sniff(data)
    for whole in (data, b"PMID- 7\nFAU - " + data):
        candidates(it for it in outcomes(whole) if isinstance(it, Publication))
