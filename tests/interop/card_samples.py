"""People whose cards other programs are asked to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from netcrm.domain.contact import Address, Contact, Details, Email, Link, Phone, Tier
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.formats.vcard.writer import CardVersion, write_card

_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""A picture of one pixel."""

ANA = Contact(
    1,
    "4d3b1c9e-0000-4000-8000-000000000001",
    Details(
        Name("Dr. Ána Rosa Lima", "Dr.", "Ána", "Rosa", "Lima", credentials="MD, PhD"),
        nicknames=("Aninha",),
        roles=(Role.PRINCIPAL_INVESTIGATOR, Role.MENTOR),
        tags=("area/oncology", "phase/2"),
        emails=(Email("ana.lima@stmarys.example", "work", preferred=True), Email("ana@home.example", "home")),
        phones=(Phone("+351 22 000 0000", "work mobile"), Phone("+351 21 000 0001", "switchboard; night")),
        addresses=(Address("Rua das Flores 1\n2.º esq.", "Porto", "Norte", "4050-262", "Portugal", "work"),),
        links=(Link("https://example.org/ana", "work"), Link("xmpp:ana@chat.example", "xmpp")),
        positions=(
            Position("St Mary's, Porto", "Professor; chair", "Cardiology", is_primary=True),
            Position("Old Place", "Fellow", end_on="2019"),
        ),
        birthday="1980-04-15",
        note="Likes C:\\brevity; dislikes calls,\nmostly. A second line with “quotes” long enough to be folded.",
        tier=Tier.A,
        language="pt",
    ),
    date(2026, 11, 23),
)
MING = replace(
    ANA,
    id=2,
    uid="4d3b1c9e-0000-4000-8000-000000000002",
    details=Details(
        Name("王小明", given="小明", family="王"),
        emails=(Email("ming@example.org"),),
        birthday="--02-29",
        note=("很高兴 " * 40).strip(),
    ),
)
NOOR = replace(
    ANA,
    id=3,
    uid="urn:uuid:4d3b1c9e-0000-4000-8000-000000000003",
    details=Details(
        Name("نور الهاشمي"), phones=(Phone("0123/456", "mobile"),), links=(Link("https://example.org/نور"),)
    ),
)
PEOPLE = (ANA, MING, NOOR)


def card_of(contact: Contact, version: CardVersion) -> bytes:
    """Return the card of somebody, with a photo and a property that netcrm has no field for."""
    photo = f"PHOTO:data:image/png;base64,{_PNG}" if version is CardVersion.V4 else f"PHOTO;ENCODING=b;TYPE=PNG:{_PNG}"
    return write_card(contact, uid=contact.uid, version=version, extra_lines=[photo, "X-FAVOURITE-TEA:Assam\\, strong"])
