from __future__ import annotations

import subprocess
import sys

import pytest

from netcrm.errors import Unreadable
from netcrm.formats import importer_for, importers

CARD = b"BEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD\r\n"


def test_names_of_importers_are_unique() -> None:
    names = [importer.name for importer in importers()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "head", "explicit"),
    [
        ("contacts.vcf", CARD, ""),
        ("contacts.txt", CARD, ""),
        ("contacts", b"\xff\xfe" + CARD.decode().encode("utf-16-le"), ""),
        ("contacts.VCF", b"no card at all", ""),
        ("contacts.txt", b"no card at all", "vcf"),
        ("contacts.txt", b"no card at all", ".VCF"),
        ("contacts.txt", b"", "vCard"),
    ],
)
def test_a_vcard_is_known_by_choice_content_or_name(name: str, head: bytes, explicit: str) -> None:
    assert importer_for(name, head, explicit=explicit).name == "vcf"


@pytest.mark.parametrize(
    ("name", "head", "explicit", "words"),
    [
        ("contacts.vcf", b"", "", "contacts.vcf is empty"),
        ("thesis.pdf", b"%PDF-1.7", "", "thesis.pdf"),
        ("thesis.txt", b"A thesis, at last.", "", "thesis.txt"),
        ("contacts.vcf", CARD, "docx", "“docx”"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(name: str, head: bytes, explicit: str, words: str) -> None:
    with pytest.raises(Unreadable, match=r"^[^\n]+[.]$") as caught:
        importer_for(name, head, explicit=explicit)
    assert words in str(caught.value)
    assert caught.value.exit_code == 4


def test_the_registry_loads_no_format_and_the_reader_no_vobject() -> None:
    code = (
        "import sys, netcrm.formats as f; assert not any('vcard' in m for m in sys.modules); f.importers();"
        "assert 'netcrm.formats.vcard.reader' in sys.modules;"
        "assert not {'vobject', 'icalendar', 'nameparser', 'textual', 'peewee'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
