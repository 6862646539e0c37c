"""What others do in the folders that netcrm syncs with: a phone and an address book, played by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from shutil import rmtree

from netcrm.domain.calendar.items import Form
from netcrm.services.crm import Crm
from netcrm.services.sync.values import SyncRequest

_NEW_CARD = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:noor-1\r\nN:Haddad;Noor;;;\r\nFN:Noor Haddad\r\n"
    b"ORG:Lakeshore Clinical Trials\r\nEND:VCARD\r\n"
)


def work_of_others(crm: Crm, home: Path) -> None:
    """Write the folders, then do in them what others do; of one item netcrm knows better meanwhile."""
    calendar, cards = home / "calendar", home / "contacts"
    for folder in (calendar, cards):
        rmtree(folder, ignore_errors=True)  # another picture was taken here
    crm.sync.run(SyncRequest(folder=calendar, cards=cards, form=Form.TODO))
    ticked = b"STATUS:COMPLETED\r\nCOMPLETED:20261122T100000Z"
    _change(_file(calendar, "Check in with Dr Rashid Barzani"), rb"STATUS:NEEDS-ACTION", ticked)
    _change(_file(calendar, "Hand in the site metrics"), rb"(DUE;VALUE=DATE):\d+", rb"\1:20261202")
    _change(_file(calendar, "Write the lead monitor plan"), rb"(DUE;VALUE=DATE):\d+", rb"\1:20261204")
    _file(calendar, "Find the two documents").unlink()
    _change(_file(cards, "FN:Ingrid Haugland"), rb"END:VCARD", b"TEL;TYPE=CELL:+1 617 555 0177\r\nEND:VCARD")
    _file(cards, "FN:Leroy Castleberry").unlink()
    (cards / "noor.vcf").write_bytes(_NEW_CARD)
    (calendar / "note.ics").touch()
    coming = crm.agenda.build(until=date(2026, 12, 31)).items
    plan = next(item for item in coming if "lead monitor plan" in item.title)
    crm.acts.snooze(plan.key, until=date(2026, 11, 30))


def _file(folder: Path, words: str) -> Path:
    """Return the file in which some words stand, however its lines are folded."""
    return next(path for path in sorted(folder.iterdir()) if words.encode() in path.read_bytes().replace(b"\r\n ", b""))


def _change(path: Path, pattern: bytes, replacement: bytes) -> None:
    path.write_bytes(re.sub(pattern, replacement, path.read_bytes(), count=1))
