from __future__ import annotations

from typing import ClassVar

from netcrm.formats.importer import Importer
from netcrm.formats.vcard.reader import VcardImporter
from tests.formats.importer_contract import ImporterContract, Sample
from tests.formats.vcard_samples import vcard_samples


class TestVcardImporter(ImporterContract):
    importer: ClassVar[Importer] = VcardImporter()
    samples: ClassVar[dict[str, Sample]] = vcard_samples()

    def good(self, name: str, *, filler: int = 0) -> bytes:
        note = "NOTE:" + "x" * filler + "\r\n" if filler else ""
        return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\n{note}END:VCARD\r\n".encode()

    def bad(self) -> bytes:
        return b"BEGIN:VCARD\r\nVERSION:3.0\r\nX;A=b;A=b\r\nEND:VCARD\r\n"
