"""Our cards in three readers of the JavaScript world: ical.js, vcard4 and vcf.

They run only where node is there and somebody typed `npm install --prefix tests/interop`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from netcrm.domain.contact import Contact
from netcrm.formats.vcard.writer import CardVersion
from tests.interop.card_samples import ANA, MING, NOOR, card_of

HERE = Path(__file__).parent
NODE = shutil.which("node")

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(NODE is None, reason="node is not installed"),
    pytest.mark.skipif(
        not (HERE / "node_modules").is_dir(), reason="the readers are not installed: npm install --prefix tests/interop"
    ),
]


def read(path: Path) -> dict[str, Any]:
    assert NODE is not None
    command = [NODE, str(HERE / "read_cards.mjs"), str(path)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


@pytest.mark.parametrize("version", list(CardVersion))
@pytest.mark.parametrize("contact", [ANA, MING, NOOR], ids=lambda contact: contact.name)
def test_they_find_what_was_written(tmp_path: Path, contact: Contact, version: CardVersion) -> None:
    path = tmp_path / "card.vcf"
    path.write_bytes(card_of(contact, version))
    found = read(path)
    details = contact.details
    mails, phones = ([way.value for way in ways] for ways in (details.emails, details.phones))
    assert (found["vcf"]["email"], found["vcf"]["tel"], found["vcf"]["uid"]) == (mails, phones, [contact.uid])
    job = details.primary_position
    for reader in ("ical", "vcard4") if version is CardVersion.V4 else ("ical",):
        card = found[reader]
        assert card["fn"] == [[contact.name]]
        assert card["email"] == [[mail] for mail in mails]
        assert card["tel"] == [[phone] for phone in phones]
        assert card["uid"] == [[contact.uid]]
        assert card["title"] == ([[job.title]] if job else [])
        assert card["org"] == ([[job.organisation, job.department]] if job else [])
        if "\\" not in details.note:  # vcard4 takes the n after an escaped backslash for a line end
            assert card["note"] == ([[details.note]] if details.note else [])
