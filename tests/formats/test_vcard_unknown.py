"""What netcrm has no field for goes out again as it came in."""

from __future__ import annotations

import io
from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.draft import Draft
from netcrm.formats.vcard.headers import Header
from netcrm.formats.vcard.lines import content_lines, logical_lines
from netcrm.formats.vcard.photos import photo_of
from netcrm.formats.vcard.reader import VcardImporter
from netcrm.formats.vcard.unknown import photo_line, unknown_lines

PIXEL = "R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="


def unknown(*lines: str) -> list[str]:
    card = "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", "FN:Ana Lima", *lines, "END:VCARD", ""))
    return list(unknown_lines(card.encode()))


@pytest.mark.parametrize(
    "line",
    [
        "ANNIVERSARY:20100612",
        "GENDER:F",
        "GEO:geo:48.1,11.5",
        "TZ:Europe/Lisbon",
        "KEY;ENCODING=b:AAAA",
        "SOUND;VALUE=uri:https://a.example/name.ogg",
        "LOGO;TYPE=PNG;ENCODING=b:AAAA",
        "RELATED;PREF=1;TYPE=friend:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        'RELATED;TYPE="spouse,contact";VALUE=text:Jos\u00e9',
        "SORT-STRING:Lima Ana",
        "X-ABRELATEDNAMES;TYPE=pref:Rui",
        "X-EVOLUTION-FILE-AS:Lima\\, Ana",
        'X-CUSTOM;NOTE="a:b",c;PID=1.1,2:x\\ny',
        "X-CARET;P=a^nb^^c:x",
        "PHOTO;VALUE=uri:https://a.example/ana.jpg",
        "PHOTO:https://a.example/ana.jpg",
        "PHOTO;ENCODING=b:%%%",
        "AGENT;VALUE=uri:CID:agent@a.example",
        "AGENT:BEGIN:VCARD\\nFN:Rui\\nEND:VCARD\\n",
    ],
)
def test_a_line_without_a_field_goes_out_as_it_came_in(line: str) -> None:
    assert unknown(line) == [line]


@pytest.mark.parametrize(
    ("lines", "out"),
    [
        (["item1.X-ABDATE:2019-03-01", "item1.X-ABLABEL:_$!<Anniversary>!$_"], None),
        (["X-CUSTOM;HOME;QUOTED-PRINTABLE:a=3Db"], ["X-CUSTOM;TYPE=home:a=b"]),
        (["X-CUSTOM;CHARSET=UTF-8;ENCODING=quoted-printable:Z=C3=A9=0D=0Ab"], ["X-CUSTOM:Z\u00e9\\nb"]),
        (["LOGO;BASE64:AAAA"], ["LOGO;ENCODING=b:AAAA"]),
        (["LOGO:data:image/png;base64,AAAA"], ["LOGO;TYPE=PNG;ENCODING=b:AAAA"]),
        (["my_group.X-A/B:x"], ["my-group.X-A-B:x"]),
        (["N;SORT-AS=Lima:de Lima;Ana;;;"], ["SORT-STRING:Lima"]),
        (["X-NETCRM-TIER:A", "X-NETCRM-ELSE:b"], []),
        (["item1.EMAIL:a@b.example", "item1.X-ABLabel:Lab", "UID:1", "NOTE:x", "IMPP:xmpp:a@b.example"], []),
    ],
    ids=[
        "Apple's dates",
        "bare parameters",
        "quoted-printable",
        "old base64",
        "data URI",
        "odd names",
        "sort-as",
        "own",
        "read",
    ],
)
def test_encodings_and_old_forms_are_resolved(lines: list[str], out: list[str] | None) -> None:
    assert unknown(*lines) == (lines if out is None else out)


def test_of_several_photos_all_but_the_one_that_was_taken_go_out_again() -> None:
    first, second = f"PHOTO;ENCODING=b:{PIXEL}", "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo="
    url = "PHOTO;VALUE=uri:https://a.example/ana.jpg"
    assert unknown(url, first, second) == [url, "PHOTO;TYPE=PNG;ENCODING=b:iVBORw0KGgo="]


def test_further_languages_and_birthdays_go_out_again() -> None:
    assert unknown("LANG;PREF=2:en", "LANG;PREF=1:pt", "LANG:fr") == ["LANG:en", "LANG:fr"]
    assert unknown("BDAY:", "BDAY:19800415", "BDAY;CALSCALE=x:0") == ["BDAY;CALSCALE=x:0"]


def test_a_label_goes_out_again_only_where_the_address_is_known_in_parts() -> None:
    label = "LABEL;TYPE=HOME:12 Elm Street\\nSpringfield"
    assert unknown(label) == []
    assert unknown(label, "ADR:;;;;;;") == []
    assert unknown(label, "ADR:;;12 Elm Street;Springfield;;;") == [label]


def test_a_card_inside_goes_out_again_as_an_agent() -> None:
    inside = ("BEGIN:VCARD", "FN:Rui Costa, MD", "TEL:1", "END:VCARD")
    escaped = r"AGENT:BEGIN:VCARD\nFN:Rui Costa\, MD\nTEL:1\nEND:VCARD"
    assert unknown("AGENT:", *inside, "TEL:2") == [escaped]
    assert unknown("AGENT:BEGIN:VCARD", *inside[1:], "TEL:2") == [escaped]
    assert unknown(escaped) == [escaped]


def test_another_wording_of_a_title_goes_out_again_and_is_not_taken_for_another_job() -> None:
    lines = ("TITLE;ALTID=1;LANGUAGE=en:Head", "TITLE;ALTID=1;LANGUAGE=fr:Chef")
    passed_on = "TITLE;ALTID=1;LANGUAGE=fr;X-NETCRM-ALTERNATIVE=1:Chef"
    assert unknown(*lines) == [passed_on]
    assert unknown("TITLE:Head", passed_on) == [passed_on]
    card = "\r\n".join(("BEGIN:VCARD", "FN:Ana Lima", "TITLE:Head", passed_on, "END:VCARD", ""))
    (draft,) = VcardImporter().read(io.BytesIO(card.encode()), "some.vcf")
    assert isinstance(draft, Draft)
    assert [position.title for position in draft.details.positions] == ["Head"]


TOKENS = st.text(alphabet="ab^ n'=", max_size=6)
QUOTED = st.text(alphabet="ab;:,^ n'=", max_size=6).map(lambda text: f'"{text}"')


@given(
    st.sampled_from(["X-A", "RELATED", "item1.X-B"]),
    st.lists(st.tuples(st.sampled_from(["P", "TYPE", "VALUE", "PREF"]), TOKENS | QUOTED), max_size=3),
    st.text(alphabet="ab\\,;:n ", max_size=10),
)
def test_what_goes_out_is_read_as_the_same(name: str, parameters: list[tuple[str, str]], value: str) -> None:
    def headers(lines: list[str]) -> list[tuple[Header, str]]:
        card = "\n".join(("BEGIN:VCARD", *lines, "END:VCARD"))
        return content_lines(logical_lines(card), [])

    line = name + "".join(f";{key}={text}" for key, text in parameters) + ":" + value
    once = unknown(line)
    assert unknown(*once) == once
    told = [(h.name, h.group, h.types, h.preference, v) for h, v in headers(once)]
    assert told == [(h.name, h.group, h.types, h.preference, v) for h, v in headers([line])]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_photo_is_read_back(version: str) -> None:
    picture = b64decode(PIXEL)
    ((header, value),) = content_lines([photo_line(picture, version)], [])
    assert photo_of((header, value), []) == picture
