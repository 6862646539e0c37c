from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.formats.refusals import archive_refusal, refusal


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, "an old Excel, Word or Outlook document"),
        (b"!BDN\0\0\0\0", "an Outlook data file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        (b"GIF89a", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture or film"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a picture"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">', "a picture"),
        (b"<!DOCTYPE html><html><body>Sign in", "a web page"),
        (b"\xef\xbb\xbf\r\n <HTML lang=en>", "a web page"),
        ("\ufeff<html>".encode("utf-16-le"), "a web page"),
        (b'<?xml version="1.0"?>\n<people/>', "an XML file"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "a calendar"),
        (b'{"type": "netcrm", "format": 1, "whole": true}', "netcrm's own export in JSON lines"),
        (b'{"people": []}', "a JSON file"),
        (b'[\n  {"name": "Ana"}\n]', "a JSON file"),
        (b"[]", "a JSON file"),
        (b"dn: cn=Ana Lima,mail=ana@site.example\nobjectclass: top\n", "an LDIF file"),
        (b"{\\rtf1\\ansi", "a text document with formatting"),
        (b"SQLite format 3\0", "a database"),
        (b"\x1f\x8b\x08\0", "a packed file"),
        (b"people.csv" + b"\0" * 247 + b"ustar\x0000", "a packed file"),
    ],
)
def test_a_wrong_file_is_named_in_one_sentence_that_says_what_to_do(head: bytes, kind: str) -> None:
    said = refusal(head, "people.csv")
    assert said is not None
    assert said.startswith(f"people.csv is {kind}; ")
    assert said.endswith(".")
    assert said.count(". ") == 0


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"First Name,Last Name\nAna,Lima\n",
        b"BEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD\r\n",
        b"name\n<b>Ana</b>\n",
        b"[Ana] Lima,ana@site.example\n",
        b"PK,KP\n1,2\n",
        b"\0\0\0\0",
        "姓名,电话\n".encode("gb18030"),
    ],
)
def test_what_may_be_a_table_or_a_card_is_not_refused(head: bytes) -> None:
    assert refusal(head, "people.csv") is None


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (
            ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"],
            "x.zip is an Excel workbook; save it as CSV there, and import that.",
        ),
        (
            ["mimetype", "content.xml", "META-INF/manifest.xml"],
            "x.zip is an OpenDocument file; save it as CSV there, and import that.",
        ),
        (
            ["Index/Document.iwa", "preview.jpg"],
            "x.zip is a Numbers, Pages or Keynote document; export it as CSV there, and import that.",
        ),
        (["all/", "all/Friends.VCF"], "x.zip is a ZIP archive; unpack it, and import Friends.VCF from it."),
        (
            ["Takeout/a.csv", "Takeout/b.csv", "read.me", "__MACOSX/._a.csv"],
            "x.zip is a ZIP archive; unpack it, and import a.csv or b.csv from it.",
        ),
        (
            [f"{number}.vcf" for number in range(2_000)],
            "x.zip is a ZIP archive; unpack it, and import 0.vcf, 1.vcf, 2.vcf or 1,997 more from it.",
        ),
        (
            ["a.jpg", "b.jpg", "c.jpg", "d.jpg"],
            "x.zip is a ZIP archive of a.jpg, b.jpg, c.jpg and 1 more, which netcrm cannot read; choose a vCard or CSV"
            " file, or the archive that LinkedIn sends.",
        ),
        ([], "x.zip is an empty ZIP archive; export it again from where it came."),
        (["photos/"], "x.zip is an empty ZIP archive; export it again from where it came."),
        (["\x1b[31mred\x07.csv"], "x.zip is a ZIP archive; unpack it, and import red.csv from it."),
    ],
)
def test_an_archive_that_linkedin_did_not_send_is_told_by_what_is_in_it(names: list[str], sentence: str) -> None:
    assert archive_refusal(names, "x.zip") == sentence


@given(st.binary(max_size=600), st.lists(st.text(max_size=60), max_size=6))
@settings(max_examples=200, deadline=None)
def test_no_bytes_and_no_names_raise(head: bytes, names: list[str]) -> None:
    assert refusal(head, "x") is None or str(refusal(head, "x")).startswith("x is ")
    assert "\x1b" not in archive_refusal(names, "x")
