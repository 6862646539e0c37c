"""Studies cut and read out of JSON: what stands in a file, and what is wrong with it. People are invented."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.draft import Problem
from netcrm.domain.studies.study import Study
from netcrm.formats.ctgov.cutting import cut
from netcrm.formats.ctgov.persons import drafts_of, people_of
from netcrm.formats.ctgov.reading import read_studies, sniff


def record(nct: str = "NCT00000001", **modules: object) -> dict[str, object]:
    return {"protocolSection": {"identificationModule": {"nctId": nct}, **modules}}


def read(raw: bytes) -> list[Study | Problem]:
    return list(read_studies(io.BytesIO(raw), "studies.json"))


def numbers(raw: bytes) -> list[str]:
    return [outcome.nct if isinstance(outcome, Study) else outcome.why for outcome in read(raw)]


ONE, TWO = json.dumps(record()), json.dumps(record("NCT00000002"), indent=2)


@pytest.mark.parametrize(
    "text",
    [
        f"[{ONE},{TWO}]",
        f"{ONE}\n{TWO}\n",
        f'{{"studies": [{ONE}, {TWO}], "nextPageToken": "x", "more": [[{{}}]]}}',
        f'{{"totalCount": 2, "nextPageToken": "\\"studies\\":[", "studies" : [{ONE}, {TWO}]}}',
        f'{{"studies": [{ONE}], "nextPageToken": "x"}}\n{{"studies": [{TWO}]}}',
        f'[{{"studies": [{ONE}]}}, {{"studies": [{TWO}]}}]',
        f"\ufeff  {ONE}{TWO}",
    ],
)
def test_studies_are_found_however_they_are_joined(text: str) -> None:
    assert numbers(text.encode()) == ["NCT00000001", "NCT00000002"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no study"),
        (b" " * 50_000_000, "no study"),
        (b'{"studies": [], "totalCount": 0}', "no study"),
        (b"BEGIN:VCARD", "no JSON"),
        (b"]", "no JSON"),
        (b'"protocolSection"', "no JSON"),
        (b"\xff\xfe{\0", "no JSON"),
        (b"[1, 2]", "no study"),
        (b"[" * 50_000_000, "nested too deep"),
        (b'{"protocolSection":' * 400 + b"1" + b"}" * 400, "no NCT number"),
        (b'{"protocolSection": {"a": "', "ends in the middle"),
        (b'{"studies": [', "ends in the middle"),
        (b'{"people": []}', "no protocolSection"),
        (b'{"protocolSection": 3}', "no protocolSection"),
        (b'{"protocolSection": {"a": NaN}}', "no JSON"),
        (b'{"protocolSection": {"a": tru}}', "no JSON"),
        (b'{"FullStudiesResponse": {"FullStudies": []}}', "old form"),
        (b'[{"Study": {"ProtocolSection": {"IdentificationModule": {"NCTId": "NCT00000009"}}}}]', "NCT00000009"),
    ],
)
def test_bad_input_is_one_sentence(raw: bytes, said: str) -> None:
    (outcome,) = read(raw)
    assert said in (outcome.why if isinstance(outcome, Problem) else " ".join(outcome.warnings))


def test_a_bad_study_does_not_cost_its_neighbours() -> None:
    raw = f'{{"studies": [{ONE}, {{"protocolSection": {{"a" 1}}}}, 7, {TWO}]}}'.encode()
    first, bad, junk, last = numbers(raw)
    assert (first, last) == ("NCT00000001", "NCT00000002")
    assert "no JSON" in bad
    assert "no study" in junk


def test_a_study_larger_than_the_limit_is_passed_over() -> None:
    raw = json.dumps([record(a="x" * 5000), record("NCT00000002")]).encode()
    too_large, second = read_studies(io.BytesIO(raw), "f", size_limit=1000)
    assert isinstance(too_large, Problem)
    assert isinstance(second, Study)


@settings(max_examples=60)
@given(st.integers(1, 60), st.text(max_size=12))
def test_chunks_of_any_size_cut_the_same(size: int, odd: str) -> None:
    page = {"a": odd, "studies": [record(b=[odd, {odd: '\\"}'}]), record("NCT00000002")], "z": [odd]}
    raw = json.dumps(page, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
    whole = list(cut(io.BytesIO(raw)))
    assert len(whole) == 2
    assert list(cut(io.BytesIO(raw), chunk_size=size)) == whole


def test_places_count_records_and_lines() -> None:
    found = read(f'{{\n"studies": [\n{ONE},\n{ONE}]}}'.encode())
    assert [(outcome.place.number, outcome.place.line) for outcome in found] == [(1, 3), (2, 4)]


KEYS = st.sampled_from(
    [
        "protocolSection",
        "resultsSection",
        "identificationModule",
        "nctId",
        "statusModule",
        "overallStatus",
        "sponsorCollaboratorsModule",
        "leadSponsor",
        "responsibleParty",
        "investigatorFullName",
        "oldNameTitle",
        "contactsLocationsModule",
        "overallOfficials",
        "centralContacts",
        "locations",
        "contacts",
        "facility",
        "city",
        "country",
        "name",
        "role",
        "phone",
        "phoneExt",
        "email",
        "designModule",
        "phases",
        "conditionsModule",
        "conditions",
        "moreInfoModule",
        "pointOfContact",
        "title",
        "studies",
        "Study",
    ]
)
WORDS = st.text(max_size=30) | st.sampled_from(
    ["Ana Lima, MD", "Lima, Ana", "Dr. Lima", "INDUSTRY", "a@b.org", ",", "()"]
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=5),
    max_leaves=25,
)
MODULE = st.dictionaries(KEYS, ANY_JSON, max_size=4)
CONTACTS = st.lists(st.dictionaries(KEYS, WORDS | ANY_JSON, max_size=5), max_size=3)


@settings(max_examples=150)
@given(ANY_JSON, MODULE, CONTACTS)
def test_no_json_raises_anything(anything: object, module: dict[str, object], contacts: list[object]) -> None:
    inner = {"overallOfficials": contacts, "locations": [{"contacts": contacts, "country": "France"}, anything]}
    whole = [anything, {"protocolSection": {**module, "contactsLocationsModule": inner, "designModule": anything}}]
    outcomes = read(json.dumps(whole).encode())
    assert outcomes
    for outcome in outcomes:
        if isinstance(outcome, Study):
            people = people_of(outcome)
            named = sum(len(person.mentions) for person in people.persons) + len(people.left_out)
            assert named == len(outcome.mentions)
            for draft in drafts_of(outcome):
                (again,) = read(draft.raw)
                assert isinstance(again, Study)
                assert draft.details.name.formatted


@settings(max_examples=100)
@given(st.binary(max_size=80))
def test_no_bytes_raise_anything(raw: bytes) -> None:
    sniff(raw)
    assert read(raw)
    assert read(b'{"studies": [' + raw)


@pytest.mark.parametrize(
    ("head", "is_ours"),
    [
        (ONE, True),
        ('{"studies": []}', True),
        ('\ufeff[ {"protocolSection": {}}]', True),
        ('{"FullStudiesResponse": {}}', True),
        ('{"type": "netcrm", "studies": 1}', False),
        ('{"people": []}', False),
        ("studies", False),
        ("", False),
    ],
)
def test_files_are_known_by_their_beginning(head: str, is_ours: bool) -> None:
    assert sniff(head.encode()) is is_ours
