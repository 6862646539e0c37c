"""A file read line by line, whatever stands in it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.formats.json_lines import reader as json_lines_reader
from netcrm.formats.json_lines.reader import BadLine, NumberedObject, is_json_lines, read_lines


@pytest.mark.parametrize(
    ("head", "ours"),
    [
        (b'{"type": "netcrm", "format": 1, "whole": true}\n', True),
        (b'\xef\xbb\xbf{"format":1,"type":"netcrm"}', True),
        (b'\r\n {"type": "contact", "id": 1', True),
        (b'{"id": 1}\n{"type": "contact"}', False),
        (b'[{"type": "contact"}]', False),
        (b'BEGIN:VCARD\n{"type"', False),
        (b'name,"type"\n', False),
        (b'{"protocolSection":{"sponsorCollaboratorsModule":{"responsibleParty":{"type":"SPONSOR"}}}}', False),
        (b"", False),
        (b"\xff\xfe{\0", False),
    ],
)
def test_a_file_of_ours_is_known_by_its_head(head: bytes, ours: bool) -> None:
    assert is_json_lines(head) is ours


def read(data: bytes) -> list[NumberedObject | BadLine]:
    return list(read_lines(io.BytesIO(data)))


def test_objects_carry_the_number_of_their_line_and_empty_lines_are_passed_over() -> None:
    assert read(b'\xef\xbb\xbf{"a": 1}\r\n\n  \n{"b": "\\u2028"}') == [
        NumberedObject(1, {"a": 1}), NumberedObject(4, {"b": "\u2028"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"BEGIN:VCARD\n", "it is no JSON"),
        (b'{"a": 1} {"b": 2}\n', "it is no JSON"),
        (b'{"a": NaN}\n', "it is no JSON"),
        (b'{"a": -Infinity}\n', "it is no JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}\n", "it is no JSON"),
        (b'{"a": "x\0y"}\n', "it is no JSON"),
        (b'{"a": "half', "it is no JSON: the file was cut off there. Export the store once more"),
        (b'{"a": "\xc3(" }\n', "it is no UTF-8"),
        ('{"a": 1}\n'.encode("utf-16"), "it is no UTF-8"),
        (b'{"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n", "it is nested too deep"),
        (b"[1, 2]\n", "it holds no object"),
        (b"12\n", "it holds no object"),
    ],
)
def test_a_line_that_is_no_object_is_told_of(line: bytes, why: str) -> None:
    good = b'{"a": 1}\n'
    assert read(good + line)[1] == BadLine(2, why)


def test_a_line_without_an_end_is_read_no_further_than_the_longest_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines_reader, "LONGEST_LINE", 1024 * 1024)
    stream = io.BytesIO(b'{"a": 1}\n{"a": "' + b"x" * 10_000_000)
    assert list(read_lines(stream))[1:] == [BadLine(2, "it is longer than 1 MB")]
    assert stream.tell() < 1_100_000


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_no_bytes_raise_anything(data: bytes) -> None:
    found = read(data)
    assert len(found) <= data.count(b"\n") + 1
    is_json_lines(data)
