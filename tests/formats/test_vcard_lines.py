from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.formats.content_lines import split_line
from netcrm.formats.vcard.headers import PLAIN_HEADERS, parse_header
from netcrm.formats.vcard.labels import apple_label, label_of
from netcrm.formats.vcard.lines import content_lines, logical_lines
from netcrm.formats.vcard.values import split_values, unescape


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A:1\r\nB:2", ["A:1", "B:2"]),
        ("A:1\rB:2", ["A:1", "B:2"]),
        ("A:1\r\r\nB:2", ["A:1", "B:2"]),
        ("A:1\r\n 2\r\n\t3", ["A:123"]),
        ("A:1\r\n  2", ["A:1 2"]),
        ("A:1\u2028B:2\x85C:3\x0bD:4", ["A:1\u2028B:2\x85C:3\x0bD:4"]),
        ("  A:1\n  B:2\n   3", ["A:1", "B:23"]),
        ("A;QUOTED-PRINTABLE:1=\n2=\nB:3\nC:4", ["A;QUOTED-PRINTABLE:12B:3", "C:4"]),
        ("A;ENCODING=Quoted-Printable:1= \n 2", ["A;ENCODING=Quoted-Printable:1 2"]),
        ("A;QUOTED-PRINTABLE:1=\nEND:VCARD", ["A;QUOTED-PRINTABLE:1", "END:VCARD"]),
        ("A:says QUOTED-PRINTABLE=\nB:2", ["A:says QUOTED-PRINTABLE=", "B:2"]),
        ("A:1\r\r\r\nB:2\rC:3", ["A:1", "B:2", "C:3"]),
        ("A;QUOTED-PRINTABLE:1\r\n 2\r\nB:=", ["A;QUOTED-PRINTABLE:12", "B:="]),
    ],
)
def test_physical_lines_are_joined_to_logical_ones(text: str, lines: list[str]) -> None:
    assert logical_lines(text) == lines


@pytest.mark.parametrize(
    ("head", "name", "group", "types"),
    [
        ("TEL", "TEL", "", ()),
        ("tel ;type=cell", "TEL", "", ("cell",)),
        ("item1.X-ABLabel", "X-ABLABEL", "item1", ()),
        ("TEL;HOME;VOICE", "TEL", "", ("home", "voice")),
        ('TEL;TYPE="voice,home"', "TEL", "", ("voice", "home")),
        ("TEL;TYPE=HOME,WORK;TYPE=home", "TEL", "", ("home", "work")),
        ('TEL;TYPE="a;b:c"', "TEL", "", ("a;b:c",)),
        ('TEL;TYPE="never closed', "TEL", "", ("never closed",)),
        ("X-messaging/skype-All", "X-MESSAGING/SKYPE-ALL", "", ()),
        ("X_FOO", "X_FOO", "", ()),
    ],
)
def test_a_header_tells_name_group_and_types(head: str, name: str, group: str, types: tuple[str, ...]) -> None:
    header = parse_header(head)
    assert header is not None
    assert (header.name, header.group, header.types) == (name, group, types)


@pytest.mark.parametrize("head", ["", " ", "Call her", "# comment", "é", ";TYPE=x", ".", "a b;c"])
def test_what_no_property_is_called_is_no_header(head: str) -> None:
    assert parse_header(head) is None


@pytest.mark.parametrize(
    ("head", "preference", "encoding", "charset"),
    [
        ("EMAIL;PREF", 1, "", ""),
        ("EMAIL;PREF=1", 1, "", ""),
        ("EMAIL;PREF=37", 37, "", ""),
        ("EMAIL;PREF=²", 1, "", ""),
        ("EMAIL;TYPE=work,pref", 1, "", ""),
        ("PHOTO;ENCODING=b", 0, "BASE64", ""),
        ("PHOTO;BASE64", 0, "BASE64", ""),
        ('N;CHARSET="utf-8";ENCODING=quoted-printable', 0, "QUOTED-PRINTABLE", "utf-8"),
        ("N;ENCODING=8BIT", 0, "", ""),
    ],
)
def test_a_header_tells_preference_and_encoding(head: str, preference: int, encoding: str, charset: str) -> None:
    header = parse_header(head)
    assert header is not None
    assert (header.preference, header.encoding, header.charset) == (preference, encoding, charset)


def test_carets_in_parameters_are_the_escapes_of_rfc_6868() -> None:
    header = parse_header("ADR;LABEL=\"12 Main St^nSpringfield ^'here^' ^^ ^x\"")
    assert header is not None
    assert header.parameters["LABEL"] == '12 Main St\nSpringfield "here" ^ ^x'


@pytest.mark.parametrize(
    ("line", "head", "value"),
    [
        ("FN:Ana", "FN", "Ana"),
        ("URL:https://a.example:80/", "URL", "https://a.example:80/"),
        ('X;P="a:b":c', 'X;P="a:b"', "c"),
        ('X;P="a:b', 'X;P="a', "b"),
        ("no colon", "", "no colon"),
    ],
)
def test_a_line_is_split_at_its_first_colon_outside_quotes(line: str, head: str, value: str) -> None:
    assert split_line(line) == (head, value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"a\,b\;c\:d", "a,b;c:d"),
        (r"a\nb\Nc", "a\nb\nc"),
        (r"C:\\new", r"C:\new"),
        (r"a\qb", r"a\qb"),
        ("a\\", "a\\"),
    ],
)
def test_escapes_are_resolved(value: str, text: str) -> None:
    assert unescape(value) == text


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("", [""]),
        ("a;b", ["a", "b"]),
        (r"a\;b;c", [r"a\;b", "c"]),
        (r"a\\;b", [r"a\\", "b"]),
        ("a;b\\", ["a", "b\\"]),
        (";;", ["", "", ""]),
    ],
)
def test_values_are_split_where_no_backslash_escapes(value: str, parts: list[str]) -> None:
    assert split_values(value, ";") == parts


@given(st.lists(st.text(alphabet="ab\\;,:\n"), min_size=1, max_size=6))
def test_what_was_escaped_and_joined_comes_back(parts: list[str]) -> None:
    escaped = [part.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n") for part in parts]
    assert [unescape(part) for part in split_values(";".join(escaped), ";")] == parts


def test_lines_that_are_no_property_are_told_but_not_without_end() -> None:
    warnings: list[str] = []
    lines = ["BEGIN:VCARD", "FN:Ana", *(f"rubbish {number}" for number in range(1_000)), "END:VCARD"]
    assert len(content_lines(lines, warnings)) == 1
    assert warnings[0] == "A line was not understood: rubbish 0"
    assert len(warnings) == 20


@pytest.mark.parametrize(
    ("lines", "agent"),
    [
        (["AGENT:", "BEGIN:VCARD", "N:In;A,B", "TEL:1", "END:VCARD"], r"BEGIN:VCARD\nN:In\;A\,B\nTEL:1\nEND:VCARD"),
        (["AGENT:BEGIN:VCARD", "FN:In", "", "rubbish", "END:VCARD"], r"BEGIN:VCARD\nFN:In\nrubbish\nEND:VCARD"),
        (["agent : begin:vcard", "FN:In"], r"BEGIN:VCARD\nFN:In\nEND:VCARD"),
        (["BEGIN:VCARD", "FN:In", "END:VCARD"], r"BEGIN:VCARD\nFN:In\nEND:VCARD"),
        (
            ["AGENT:", "BEGIN:VCARD", "AGENT:BEGIN:VCARD", "FN:In", "END:VCARD", "END:VCARD"],
            r"BEGIN:VCARD\nAGENT:BEGIN:VCARD\nFN:In\nEND:VCARD\nEND:VCARD",
        ),
    ],
)
def test_a_card_inside_is_the_value_of_its_agent_and_says_nothing_of_the_outer_one(
    lines: list[str], agent: str
) -> None:
    found = content_lines(["BEGIN:VCARD", "FN:Out", *lines, "END:VCARD"], [])
    assert [(header.name, value) for header, value in found] == [("FN", "Out"), ("AGENT", agent)]


def test_a_text_goes_on_after_cards_that_stand_in_it() -> None:
    lines = ["BEGIN:VCARD", "NOTE:a text about", "BEGIN:VCARD", "END:VCARD", "and so on", "END:VCARD"]
    found = content_lines(lines, [])
    assert [value for header, value in found if header.name == "NOTE"] == ["a text about\nand so on"]


def test_headers_are_not_remembered_without_end() -> None:
    lines = [f"X-{number}:{number}" for number in range(10_000)]
    assert [value for _, value in content_lines(lines, [])] == [str(number) for number in range(10_000)]
    assert len(PLAIN_HEADERS) <= 4096


@pytest.mark.parametrize(
    "line",
    [
        "X" + ";A=b" * 200_000,
        "X" + ';A="b' * 200_000,
        '"' * 500_000 + ":",
        "X:" + "\\" * 500_000,
        "X;TYPE=" + "," * 500_000 + ":",
        "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=" * 500_000,
    ],
    ids=["parameters", "open quotes", "quotes", "backslashes", "commas", "equals"],
)
def test_a_nasty_line_takes_linear_time(line: str) -> None:
    start = time.perf_counter()
    for _, value in content_lines(logical_lines(line + "\n" + line), []):
        split_values(unescape(value), ";")
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("types", "group", "label"),
    [
        ((), "", ""),
        (("voice", "internet", "pref"), "", ""),
        (("cell", "voice", "work"), "", "work mobile"),
        (("fax", "home"), "", "home fax"),
        (("x-satellite",), "", "satellite"),
        (("voice",), "WORK", "work"),
        (("voice",), "item1", ""),
    ],
)
def test_types_make_a_label(types: tuple[str, ...], group: str, label: str) -> None:
    assert label_of(types, group) == label


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("_$!<Home>!$_", "home"),
        ("_$!<HomeFAX>!$_", "home fax"),
        ("Ward phone", "Ward phone"),
        (" Two\nlines ", "Two lines"),
    ],
)
def test_apple_labels_lose_their_frame(value: str, label: str) -> None:
    assert apple_label(value) == label
