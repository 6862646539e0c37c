"""The participant guard on phrases that should warn and on ordinary notes, both invented.

The files that begin with `apart` were written before the rules and never looked at while these were made: they say
what may be expected of texts that nobody thought of.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.participants import Finding, Kind, findings

NOTES = Path(__file__).parent / "participant_notes"
DEMO = Path(__file__).parents[2] / "netcrm" / "demo"
CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"


def notes(name: str) -> list[str]:
    return (NOTES / f"{name}.txt").read_text("utf-8").splitlines()


def told(text: str) -> list[tuple[Kind, str]]:
    return [(finding.kind, text[finding.start : finding.end]) for finding in findings(text)]


@pytest.mark.parametrize("phrase", notes("warn"))
def test_participant_data_warns(phrase: str) -> None:
    assert findings(phrase)


@pytest.mark.parametrize("phrase", notes("ordinary"))
def test_an_ordinary_note_does_not_warn(phrase: str) -> None:
    assert told(phrase) == []


def test_the_lists_are_long_enough_and_without_repeats() -> None:
    warn, ordinary = notes("warn"), notes("ordinary")
    assert len(set(warn)) == len(warn) >= 90
    assert len(set(ordinary)) == len(ordinary) >= 300


def test_phrases_that_the_rules_were_not_made_on_are_mostly_found() -> None:
    phrases = notes("apart_warn")
    assert sum(bool(findings(phrase)) for phrase in phrases) >= 0.9 * len(phrases)


def test_ordinary_notes_that_the_rules_were_not_made_on_do_not_warn() -> None:
    assert [told(note) for note in notes("apart_ordinary") if findings(note)] == []


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def test_the_sample_network_does_not_warn() -> None:
    texts = [text for file in DEMO.glob("*.toml") for text in strings(tomllib.loads(file.read_text("utf-8")))]
    assert len(texts) > 1000
    assert [told(text) for text in texts if findings(text)] == []


@pytest.mark.parametrize("folder", ["ctgov", "medline", "vcard", "ics"])
def test_public_records_and_files_of_cards_do_not_warn(folder: str) -> None:
    if not (CORPORA / folder).is_dir():
        pytest.skip("the folder of real files is not there")
    files = [file for file in (CORPORA / folder).rglob("*") if file.is_file()]
    lines = [line for file in files for line in file.read_text("utf-8", "replace").splitlines()]
    assert [told(line) for line in lines if findings(line)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rang about subject 1204-003, late.", [(Kind.SUBJECT_NUMBER, "subject 1204-003")]),
        ("SCR-0045 waits", [(Kind.SCREENING_NUMBER, "SCR-0045")]),
        ("randomised as R-1023", [(Kind.RANDOMISATION_NUMBER, "randomised as R-1023")]),
        ("Einschlussnummer 0042", [(Kind.ENROLMENT_NUMBER, "Einschlussnummer 0042")]),
        ("see MRN 00482913 is missing in it", [(Kind.MEDICAL_RECORD, "MRN 00482913")]),
        ("NHS number 943 476 5919 seen", [(Kind.INSURANCE_NUMBER, "NHS number 943 476 5919")]),
        ("DOB 12/03/1961!", [(Kind.BIRTH_DATE, "DOB 12/03/1961")]),
        ("J.S., 54F, NSCLC", [(Kind.INITIALS, "J.S., 54F")]),
        ("54-year-old man with NSCLC", [(Kind.AGE_AND_DIAGNOSIS, "54-year-old man")]),
        ("the patient died on Thursday", [(Kind.ADVERSE_EVENT, "patient died")]),
        (
            "pt 0012 and MRN 00482913",
            [(Kind.SUBJECT_NUMBER, "pt 0012"), (Kind.MEDICAL_RECORD, "MRN 00482913")],
        ),
    ],
)
def test_a_finding_names_its_kind_and_its_place(text: str, expected: list[tuple[Kind, str]]) -> None:
    assert told(text) == expected


def test_every_kind_says_why_in_a_short_clause() -> None:
    assert all(kind.why.startswith("looks like ") and len(kind.why) < 60 for kind in Kind)
    assert findings("pt 0012") == (Finding(Kind.SUBJECT_NUMBER, 0, 7, "looks like a subject number"),)


PIECES = (
    "a", " ", "1", "-", "A.", "pt ", "patient ", "patient 1", "12-", "0012 ", "1204-003 ", "né ", "AL, ", "SAE ", "if ",
    "SAE in the ", "pt had ", "pt had x x x x ", "MRN A1 ", "NHS no 1 ", "dob ", "12/03/", "patient id ", "1EG4 ",
    "54F, ", "54 yo f ", "é", "İ", "n° de ", "grade 3 a", "SAE (aaaa", "12345678-", "\n", "subject 1204-003 ",
)  # fmt: skip


@given(st.lists(st.sampled_from((*PIECES, *notes("warn")[:20])), max_size=12).map("".join))
@settings(max_examples=200)
def test_findings_stand_in_order_inside_the_text_and_apart(text: str) -> None:
    places = [place for finding in findings(text) for place in (finding.start, finding.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert all(finding.start < finding.end for finding in findings(text))


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_of_any_text_and_no_faster(piece: str) -> None:
    """Eight times the text takes about eight times as long; a text that backtracks takes sixty-four times."""

    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        times = []
        for _ in range(3):
            start = time.process_time()
            findings(text)
            times.append(time.process_time() - start)
        return min(times)

    seconds(1_000)  # the expressions are made
    assert seconds(80_000) < 24 * seconds(10_000) + 0.02
