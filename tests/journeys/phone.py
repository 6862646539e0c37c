"""The address book of a phone for the journeys: four cards, two at one site who share its switchboard."""

from __future__ import annotations

from pathlib import Path

_CARDS = """BEGIN:VCARD
VERSION:3.0
UID:phone-1
N:Lima;Ana;;;MD
FN:Ana Lima
ORG:St Mary's;Oncology
TITLE:Principal Investigator
EMAIL;TYPE=WORK:ana@stmarys.test
TEL;TYPE=WORK:+1 555 010 0000
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:phone-2
N:Chen;Bo;;;
FN:Bo Chen
ORG:St Mary's
TEL;TYPE=WORK:+1 555 010 0000
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Okafor;=49=C3=B1es
TEL;CELL:0155510200
END:VCARD
BEGIN:VCARD
VERSION:4.0
UID:phone-4
END:VCARD
"""


def address_book(folder: Path) -> Path:
    """Write the phone's export: three people, and a card that says nothing."""
    path = folder / "contacts.vcf"
    path.write_bytes(_CARDS.replace("\n", "\r\n").encode())
    return path
