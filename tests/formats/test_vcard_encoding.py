from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.formats.vcard.encoding import charset_named, codec_of, decode_quoted_printable, fallback_charsets
from netcrm.formats.vcard.lines import card_lines

HEAD = "BEGIN:VCARD\r\nVERSION:3.0\r\n"


@pytest.mark.parametrize(
    ("head", "codec", "mark_length"),
    [
        (b"", "utf-8", 0),
        (HEAD.encode(), "utf-8", 0),
        (b"\xef\xbb\xbf" + HEAD.encode(), "utf-8", 3),
        (b"\xff\xfe" + HEAD.encode("utf-16-le"), "utf-16-le", 2),
        (b"\xfe\xff" + HEAD.encode("utf-16-be"), "utf-16-be", 2),
        (b"\xff\xfe\0\0" + HEAD.encode("utf-32-le"), "utf-32-le", 4),
        (b"\0\0\xfe\xff" + HEAD.encode("utf-32-be"), "utf-32-be", 4),
        (HEAD.encode("utf-16-le"), "utf-16-le", 0),
        (HEAD.encode("utf-16-be"), "utf-16-be", 0),
        (HEAD.lower().encode("utf-16-be"), "utf-16-be", 0),
        (HEAD.encode("utf-32-le"), "utf-32-le", 0),
        (HEAD.encode("utf-32-be"), "utf-32-be", 0),
        (("é\r\n" + HEAD).encode("utf-16-le"), "utf-16-le", 0),
        (" \tbegin : vcard\r\n".encode("utf-16-be"), "utf-16-be", 0),
        (" begin\t:vcard".encode("utf-32-le"), "utf-32-le", 0),
        (b"\0\0" + HEAD.encode(), "utf-8", 0),
    ],
)
def test_the_codec_is_seen_at_the_beginning(head: bytes, codec: str, mark_length: int) -> None:
    assert codec_of(head) == (codec, mark_length)


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("FN:Zoë".encode(), ["FN:Zoë"]),
        (b"FN:Zo\xeb\n", ["FN:Zoë", ""]),
        (b"FN:\x93Zo\xeb\x94", ["FN:“Zoë”"]),
        (b"FN:\x81", ["FN:\x81"]),
        ("FN;CHARSET=KOI8-R:Ольга".encode("koi8-r"), ["FN;CHARSET=KOI8-R:Ольга"]),
        ("VERSION:2.1\nFN;CHARSET=cp1251:Ольга".encode("cp1251"), ["VERSION:2.1", "FN;CHARSET=cp1251:Ольга"]),
        (b"FN;CHARSET=UTF-8:Zo\xeb\n", ["FN;CHARSET=UTF-8:Zoë", ""]),
        (b"FN;CHARSET=no-such:Zo\xeb\n", ["FN;CHARSET=no-such:Zoë", ""]),
        ("FN:Zoë".encode() + b"\nNOTE:caf\xe9\n", ["FN:Zoë", "NOTE:café", ""]),
        (b"NOTE:Zo\xc3\r\n \xab", ["NOTE:Zoë"]),
        ("FN:安藤ロイド".encode()[:-1] + b"\nTEL:1", ["FN:安藤ロイ\ufffd", "TEL:1"]),
        ("NOTE:Łódź, ".encode() + b"\xc5, Zo\xc3\xab", ["NOTE:Łódź, \ufffd, Zoë"]),
        (b"FN:\xe9\xe8 \xc3\xa9", ["FN:éè Ã©"]),
        ("FN:Zoë\nNOTE:Zo".encode() + b"\xc3", ["FN:Zoë", "NOTE:Zo"]),
        ("FN:Ren\x8ee\nX-ABUID:1".encode("latin-1"), ["FN:Renée", "X-ABUID:1"]),
        ("FN:Ren\xe9e\nX-ABUID:1".encode("latin-1"), ["FN:Renée", "X-ABUID:1"]),
    ],
)
def test_a_card_is_decoded_line_by_line_where_it_is_not_utf_8(raw: bytes, lines: list[str]) -> None:
    assert card_lines(raw, "utf-8") == lines


@pytest.mark.parametrize(
    "text",
    [
        "能登 花子",
        "やまだ たろう",
        "山田 太郎",
        "安藤ロイド",
        "佐藤",
        "ソニー",
        "東京都港区 1-2-3",
        "能登 のと ﾉﾄ",
        "「能登」★",
    ],
)
def test_shift_jis_is_known_without_being_declared(text: str) -> None:
    assert card_lines(f"FN:{text}\r\nTEL:1\r\n".encode("cp932"), "utf-8") == [f"FN:{text}", "TEL:1", ""]


@pytest.mark.parametrize(
    "text",
    [
        "Škoda Šaša Žižek",
        "ŽIŽEK",
        "“été” O’Brien – Müller",
        "O’D’Arcy ‘n’",
        "Größe “Œuvre”…",
        "García",
        "ÄÖÜ äöü",
        "créée",
    ],
)
def test_western_text_is_not_taken_for_shift_jis(text: str) -> None:
    assert card_lines(f"FN:{text}\r\n".encode("cp1252"), "utf-8") == [f"FN:{text}", ""]


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Ольга Иванова", "cp1251"),
        ("Ольга Иванова", "koi8-r"),
        ("Ольга Иванова", "cp866"),
        ("黄世勇 北京", "gbk"),
        ("陳大文 台北", "big5"),
        ("최유림 서울", "euc-kr"),
        ("Günther Blümchen Åsa", "mac-roman"),
        ("Günther Blümchen Åsa", "cp437"),
    ],
)
def test_other_undeclared_text_is_not_taken_for_shift_jis(text: str, codec: str) -> None:
    assert fallback_charsets(f"FN:{text}\r\n".encode(codec)) == ("cp1252",)


@pytest.mark.parametrize(
    ("value", "charset", "text"),
    [
        ("In=C3=A9s", "utf-8", "Inés"),
        ("In=C3=A9s", "", "Inés"),
        ("In=E9s", "", "Inés"),
        ("In=E9s", "ISO-8859-1", "Inés"),
        ("In=E9s", "UTF-8", "Inés"),
        ("=94=5C=93=6F", "Shift_JIS", "能登"),
        ("In=c3=a9s", "no-such", "Inés"),
        ("a=0D=0Ab", "", "a\r\nb"),
        ("stray = and =ZZ", "", "stray = and =ZZ"),
        ("a=3Bb;c", "", "a\\;b;c"),
        ("a=5C=3Bb;c", "", "a\\;b;c"),
    ],
)
def test_quoted_printable_is_decoded(value: str, charset: str, text: str) -> None:
    assert decode_quoted_printable(value, charset) == text


@pytest.mark.parametrize(
    "name", ["", "no-such", "hex", "rot13", "zlib", "idna", "punycode", "unicode_escape", "undefined", "é", "a b", "\0"]
)
def test_codecs_that_no_card_means_are_unknown(name: str) -> None:
    assert charset_named(name) == ""


@given(st.binary(max_size=300), st.sampled_from(["utf-8", "utf-16-le", "utf-32-be"]))
def test_any_bytes_decode(raw: bytes, codec: str) -> None:
    assert isinstance(card_lines(raw, codec), list)


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_value_decodes_from_any_charset(value: str, charset: str) -> None:
    assert isinstance(decode_quoted_printable(value, charset), str)
