from __future__ import annotations

import csv
import io
from hashlib import blake2b
from typing import ClassVar

from netcrm.domain.draft import Draft
from netcrm.formats.csv.layouts import Layout
from netcrm.formats.csv.own import COLUMNS
from netcrm.formats.csv.reader import CsvImporter
from netcrm.formats.importer import Importer
from tests.formats.csv_samples import samples_of
from tests.formats.importer_contract import ImporterContract, Sample

OWN = (
    ",".join(COLUMNS) + "\r\nAna Lima,,Ana,,Lima,,,,,,,,,,active,ana@lima.example" + "," * (len(COLUMNS) - 16) + "\r\n"
).encode()


class TableContract(ImporterContract):
    """What every importer of tables owes: the contract of all, and a row kept with its titles."""

    titles: ClassVar[tuple[str, ...]]
    name_title: ClassVar[str] = ""
    family_title: ClassVar[str] = ""
    given_title: ClassVar[str] = ""
    note_title: ClassVar[str]

    def head(self) -> bytes:
        return self._line(self.titles)

    def good(self, name: str, *, filler: int = 0) -> bytes:
        given, family = name.split()
        cells = dict.fromkeys(self.titles, "")
        if self.name_title:
            cells[self.name_title] = name
        else:
            cells[self.given_title], cells[self.family_title] = given, family
        cells[self.note_title] = "x" * filler
        return self._line(list(cells.values()))

    def bad(self) -> bytes:
        return b" " + b'""' + b"," * (len(self.titles) - 2) + b"=1\r\n"

    def _line(self, cells: tuple[str, ...] | list[str]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerow(cells)
        return text.getvalue().encode()

    def test_a_draft_keeps_the_very_bytes_and_their_digest(self) -> None:
        for sample in self.samples.values():
            for outcome in self.read(sample.data):
                if isinstance(outcome, Draft):
                    titles, cells = csv.reader(io.StringIO(outcome.raw.decode(), newline=""))
                    assert titles
                    assert len(cells) >= len(titles)
                    assert outcome.digest == blake2b(outcome.raw, digest_size=16).hexdigest()


class TestLinkedIn(TableContract):
    importer: ClassVar[Importer] = CsvImporter(Layout.LINKEDIN)
    samples: ClassVar[dict[str, Sample]] = samples_of(Layout.LINKEDIN)
    titles = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    given_title, family_title, note_title = "First Name", "Last Name", "Position"

    def bad(self) -> bytes:
        return b",,,,,,03 Nov 2019\r\n"


class TestGoogle(TableContract):
    importer: ClassVar[Importer] = CsvImporter(Layout.GOOGLE)
    samples: ClassVar[dict[str, Sample]] = samples_of(Layout.GOOGLE)
    titles = ("First Name", "Last Name", "File As", "Labels", "Notes", "E-mail 1 - Label", "E-mail 1 - Value")
    given_title, family_title, note_title = "First Name", "Last Name", "Notes"

    def bad(self) -> bytes:
        return b",,,* myContacts,,,\r\n"


class TestOutlook(TableContract):
    importer: ClassVar[Importer] = CsvImporter(Layout.OUTLOOK)
    samples: ClassVar[dict[str, Sample]] = samples_of(Layout.OUTLOOK)
    titles = ("First Name", "Last Name", "Company", "Business Phone", "Business Street", "E-mail Address", "Notes")
    given_title, family_title, note_title = "First Name", "Last Name", "Notes"

    def bad(self) -> bytes:
        return b",,,,,,only a note\r\n"


class TestThunderbird(TableContract):
    importer: ClassVar[Importer] = CsvImporter(Layout.THUNDERBIRD)
    samples: ClassVar[dict[str, Sample]] = samples_of(Layout.THUNDERBIRD)
    titles = ("First Name", "Last Name", "Display Name", "Primary Email", "Secondary Email", "Notes")
    given_title, family_title, note_title = "First Name", "Last Name", "Notes"

    def bad(self) -> bytes:
        return b",,,,,only a note\r\n"


class TestOwn(TableContract):
    importer: ClassVar[Importer] = CsvImporter(Layout.NETCRM)
    samples: ClassVar[dict[str, Sample]] = {"own": Sample(OWN, 1, 1)}
    titles = COLUMNS
    name_title, note_title = "Name", "Note"

    def bad(self) -> bytes:
        return b",,,,,,,,,,,,,,active\r\n"


class TestAnyOther(TableContract):
    importer: ClassVar[Importer] = CsvImporter(Layout.OTHER)
    samples: ClassVar[dict[str, Sample]] = samples_of(Layout.OTHER)
    titles = ("Full name", "Mail", "Comments", "Shoe size")
    name_title, note_title = "Full name", "Comments"

    def bad(self) -> bytes:
        return b",,,38\r\n"
