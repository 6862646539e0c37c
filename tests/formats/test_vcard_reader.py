"""The reader against what would break it, and what the golden files do not show."""

from __future__ import annotations

import io
import time
import tracemalloc
from io import BufferedReader

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Tier
from netcrm.domain.draft import Draft, Problem
from netcrm.domain.tags import tag_of
from netcrm.formats.vcard.reader import VcardImporter
from tests.formats.importer_contract import Repeated

MEGABYTE = 1_048_576


def read(data: bytes, *, size_limit: int = 16 * MEGABYTE) -> list[Draft | Problem]:
    return list(VcardImporter(size_limit=size_limit).read(io.BytesIO(data), "some.vcf"))


def draft_of(*lines: str) -> Draft:
    data = "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", "")).encode()
    (outcome,) = read(data)
    assert isinstance(outcome, Draft)
    return outcome


@pytest.mark.parametrize("size", [MEGABYTE, 5 * MEGABYTE])
def test_a_long_note_is_kept_whole(size: int) -> None:
    note = "word " * (size // 5) + "end"
    folded = "\r\n ".join(note[at : at + 74] for at in range(0, len(note), 74))
    assert draft_of("FN:Marisol Vega", f"NOTE:{folded}").details.note == note


def test_a_long_quoted_printable_note_is_kept_whole() -> None:
    body = "=C3=A9t=C3=A9 =\r\n" * 50_000
    note = draft_of("FN:Marisol Vega", f"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:{body}end").details.note
    assert note == "été " * 50_000 + "end"


def test_a_card_over_the_limit_is_a_problem_and_the_rest_goes_on() -> None:
    small = b"BEGIN:VCARD\nFN:Small\nEND:VCARD\n"
    large = b"BEGIN:VCARD\nFN:Large\nNOTE:" + b"x" * 60_000 + b"\nEND:VCARD\n"
    outcomes = read(small + large + small, size_limit=50_000)
    assert [isinstance(outcome, Problem) for outcome in outcomes] == [False, True, False]
    assert isinstance(outcomes[1], Problem)
    assert "larger than" in outcomes[1].why


def test_a_thousand_nested_cards_are_a_problem_and_the_rest_goes_on() -> None:
    data = b"BEGIN:VCARD\n" * 1_000 + b"END:VCARD\n" * 1_000 + b"BEGIN:VCARD\nFN:After\nEND:VCARD\n"
    first, second = read(data)
    assert isinstance(first, Problem)
    assert isinstance(second, Draft)


HOSTILE = {
    "parameters without a colon": b"X" + b";A=b" * 30,
    "many of them": (b"X" + b";A=b" * 30 + b"\n") * 5_000,
    "quotes": b'X;A="' * 100_000,
    "backslashes": b"N:" + b"\\" * 300_000,
    "components": b"N:" + b";" * 300_000 + b"x",
    "address": b"ADR:" + b"a;" * 300_000,
    "address with text": b"ADR:;;" + b"street " * 100_000 + b";;;;;" + b"z;" * 100_000,
    "at signs": b"EMAIL:" + b"<@" * 200_000,
    "one address again": b"EMAIL;TYPE=x%d:a@b.example\n" * 30_000,
    "addresses": b"\n".join(b"EMAIL;TYPE=t%d:a@b.example" % number for number in range(30_000)),
    "jobs": b"\n".join(b"ORG:o%d\nTITLE:t%d" % (number, number) for number in range(20_000)),
    "titles": b"ORG:o\n" + b"\n".join(b"TITLE:t%d" % number for number in range(20_000)),
    "names": b"\n".join(b"FN:name %d" % number for number in range(20_000)),
    "nicknames": b"NICKNAME:" + b"a,b," * 100_000,
    "rubbish": b"rubbish\n" * 100_000,
    "base64 lines": b"PHOTO;BASE64:\n" + b"AAAA\n" * 100_000,
    "soft breaks": b"NOTE;QUOTED-PRINTABLE:a=\n" + b"b=\n" * 100_000,
    "the word quoted-printable": b"X:quoted-printable=\n" * 20_000,
    "folds": b"NOTE:a\n" + b" b\n" * 100_000,
    "labels": b"\n".join(b"item%d.X-ABLabel:x" % number for number in range(30_000)),
    "escapes to the terminal": b"FN:" + b"\x1b[" * 100_000,
    "a name of a megabyte": b"FN:" + b"Ana, " * 200_000,
    "a suffix of a megabyte": b"N:Lima;Ana;;;" + b"MD," * 300_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("rest", [b"FN:Somebody\n", b""], ids=["with a name", "without"])
def test_a_hostile_card_takes_bounded_time(body: bytes, rest: bytes) -> None:
    start = time.perf_counter()
    outcomes = read(b"BEGIN:VCARD\n" + rest + body + b"\nEND:VCARD\nBEGIN:VCARD\nFN:After\nEND:VCARD\n")
    assert time.perf_counter() - start < 10
    assert len(outcomes) == 2
    assert isinstance(outcomes[1], Draft)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 10_000, bytes(range(256)) * 40, b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\xfe\xff", b"\n" * 10_000],
)
def test_a_file_without_a_card_yields_nothing(data: bytes) -> None:
    assert read(data) == []


@pytest.mark.parametrize("data", [b"BEGIN:VCARD", b"BEGIN:VCARD\r\n\xc3", "BEGIN:VCARD\r\n".encode("utf-16")])
def test_a_begin_alone_is_an_empty_card(data: bytes) -> None:
    (problem,) = read(data)
    assert isinstance(problem, Problem)
    assert problem.why == "The card is empty, and its END:VCARD is missing."


def test_of_several_preferred_addresses_one_is_preferred() -> None:
    emails = draft_of(
        "FN:A", "EMAIL;PREF=50:x@a.example", "EMAIL;PREF=2:y@a.example", "EMAIL;PREF=2:z@a.example"
    ).details.emails
    assert [email.preferred for email in emails] == [False, True, False]


def test_an_address_given_twice_is_kept_once_with_both_labels() -> None:
    emails = draft_of("FN:A", "EMAIL;HOME:X@a.example", "EMAIL;WORK:x@a.example").details.emails
    assert [(email.value, email.label) for email in emails] == [("X@a.example", "home, work")]


def test_the_addresses_on_labels_serve_where_there_is_no_adr() -> None:
    label = "LABEL;TYPE=HOME:12 Elm Street\\nSpringfield"
    assert [a.street for a in draft_of("FN:A", label).details.addresses] == ["12 Elm Street\nSpringfield"]
    assert [a.street for a in draft_of("FN:A", label, "ADR:;;1 Oak").details.addresses] == ["1 Oak"]


def test_another_spelling_of_the_name_is_a_nickname() -> None:
    draft = draft_of("FN;LANGUAGE=en:Mei Chen", "FN;LANGUAGE=zh:陈梅", "FN:Chen Mei")
    assert draft.details.name.formatted == "Mei Chen"
    assert draft.details.nicknames == ("陈梅",)


def test_of_alternatives_by_altid_the_first_is_taken() -> None:
    lines = ("ORG;ALTID=1;LANGUAGE=en:Institute", "ORG;ALTID=1;LANGUAGE=pt:Instituto", "ORG;ALTID=2:Clinic")
    assert [position.organisation for position in draft_of("FN:A", *lines).details.positions] == ["Institute", "Clinic"]
    assert len(draft_of("FN:A", "EMAIL;ALTID=1:a@a.example", "EMAIL;ALTID=1:b@a.example").details.emails) == 2


def test_links_keep_the_order_of_the_card() -> None:
    lines = ("IMPP:xmpp:ana@a.example", "X-SKYPE:ana.lima", "URL:https://a.example", "item1.URL:https://b.example")
    links = [link.value for link in draft_of("FN:A", *lines).details.links]
    assert links == ["xmpp:ana@a.example", "ana.lima", "https://a.example", "https://b.example"]


@pytest.mark.parametrize(
    ("line", "phones", "links"),
    [
        ("TEL;VALUE=uri:tel:+1-555-0100;ext=5", ["+1-555-0100 ext. 5"], []),
        ("TEL;VALUE=uri:tel:555-0100;phone-context=+1", ["+1-555-0100"], []),
        ("TEL:TEL:%2B15550100", ["+15550100"], []),
        ("TEL:sip:ana@a.example", [], ["sip:ana@a.example"]),
        ("TEL;VALUE=text:Ext:5", ["Ext:5"], []),
        ("TEL;VALUE=TEXT:tel:5", ["tel:5"], []),
        ("TEL:+1 555 0100p22\\,,3", ["+1 555 0100p22,,3"], []),
    ],
)
def test_a_number_may_be_a_uri_and_a_text_never_is(line: str, phones: list[str], links: list[str]) -> None:
    details = draft_of("FN:A", line).details
    assert [phone.value for phone in details.phones] == phones
    assert [link.value for link in details.links] == links


@pytest.mark.parametrize("name", ["\\;", ",", "\\, \\;"])
def test_a_name_of_nothing_but_commas_is_kept_as_it_is(name: str) -> None:
    assert draft_of(f"FN:{name}").details.name.formatted == name.replace("\\", "")


@pytest.mark.parametrize("parts", [";;;;MD", ',;,;;;""""', ";;;Dr;"])
def test_parts_that_make_no_name_are_kept_as_they_are(parts: str) -> None:
    assert draft_of(f"N:{parts}").details.name.formatted == parts.strip(";,")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-be"])
def test_a_card_of_a_wide_file_can_be_read_again_from_its_own_bytes(codec: str) -> None:
    data = "\ufeff\r\n  begin : vcard\r\nfn:Zoë\r\n  end:vcard\r\n".encode(codec)
    (draft,) = read(data)
    assert isinstance(draft, Draft)
    (again,) = read(draft.raw)
    assert isinstance(again, Draft)
    assert again.details == draft.details


def test_what_only_netcrm_knows_is_read_from_its_own_lines() -> None:
    assert draft_of("FN:Ana Lima", "X-NETCRM-TIER:A").details.tier is Tier.A
    assert draft_of("FN:Meridian IRB", "KIND:org", "X-NETCRM-TIER:A").details.tier is None


def test_a_card_whose_begin_is_written_twice_is_read() -> None:
    body = b"BEGIN:VCARD\r\nVERSION:3.0\r\nBEGIN:VCARD\r\nFN:Ana Lima\r\nTEL:1\r\nEND:VCARD\r\nEND:VCARD\r\n"
    (draft,) = read(body)
    assert isinstance(draft, Draft)
    assert (draft.details.name.formatted, draft.details.phones[0].value) == ("Ana Lima", "1")


def test_an_agent_is_not_taken_for_the_person() -> None:
    (problem,) = read(b"BEGIN:VCARD\nVERSION:2.1\nAGENT:\nBEGIN:VCARD\nFN:Rui\nEND:VCARD\nEND:VCARD\n")
    assert isinstance(problem, Problem)


def test_a_photo_of_twenty_megabytes_is_a_problem_and_the_rest_goes_on() -> None:
    small = b"BEGIN:VCARD\r\nFN:Small\r\nEND:VCARD\r\n"
    photo = b"\r\n ".join([b"A" * 74] * (20 * MEGABYTE * 4 // 3 // 74))
    outcomes = read(small + b"BEGIN:VCARD\r\nFN:Large\r\nPHOTO;ENCODING=b:" + photo + b"\r\nEND:VCARD\r\n" + small)
    assert [isinstance(outcome, Problem) for outcome in outcomes] == [False, True, False]
    assert isinstance(outcomes[1], Problem)
    assert outcomes[1].why == "The card is larger than 16 MB; export it again without photos."


def test_a_file_of_two_hundred_megabytes_takes_the_memory_of_a_card() -> None:
    photo = b"\r\n ".join([b"A" * 74] * (MEGABYTE // 76))
    card = b"BEGIN:VCARD\r\nFN:Ana Lima\r\nPHOTO;ENCODING=b:" + photo + b"\r\nEND:VCARD\r\n"
    stream = Repeated(card, 200)
    tracemalloc.start()
    try:
        count = sum(isinstance(outcome, Draft) for outcome in VcardImporter().read(BufferedReader(stream), "some.vcf"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 200
    assert stream.taken > 199 * MEGABYTE
    assert peak < 20 * MEGABYTE


def test_notes_are_joined() -> None:
    assert draft_of("FN:A", "NOTE:one", "NOTE:two", "NOTE:one").details.note == "one\n\ntwo"


def test_roles_are_not_guessed() -> None:
    assert draft_of("FN:A", "TITLE:Senior CRA").details.roles == ()


@pytest.mark.parametrize(
    ("category", "tag"),
    [
        ("Oncology", "oncology"),
        ("Area/Oncology", "area/oncology"),
        (" Phase  2 ", "phase-2"),
        ("R&D / É", "r-d/e"),
        ("///", ""),
        ("治験", "治験"),
    ],
)
def test_a_category_becomes_a_tag(category: str, tag: str) -> None:
    assert tag_of(category) == tag


NAMES = st.sampled_from(["FN", "N", "ORG", "TITLE", "EMAIL", "TEL", "ADR", "BDAY", "PHOTO", "NICKNAME", "URL", "KIND"])
PARAMETERS = st.sampled_from(["", ";HOME", ';TYPE="a,b"', ";ENCODING=b", ";QUOTED-PRINTABLE", ";PREF=1", ";CHARSET=x"])
LINES = st.tuples(NAMES, PARAMETERS, st.text(max_size=30)).map(lambda parts: "{}{}:{}".format(*parts))


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_any_values_make_one_outcome_of_clean_text(lines: list[str]) -> None:
    body = "\r\n".join(line.replace("\r", "").replace("\n", "") for line in lines)
    (outcome,) = read(f"BEGIN:VCARD\r\n{body}\r\nEND:VCARD\r\n".encode())
    if isinstance(outcome, Draft):
        assert outcome.details.name.formatted
        shown = repr(outcome.details) + repr(outcome.warnings)
        assert not any(control in shown for control in ("\\x1b", "\\x00", "\\u202e", "\\x9b"))
