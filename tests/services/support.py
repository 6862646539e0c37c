"""What the tests of the services share: cards made of words, people made of a name, and a store read whole."""

from __future__ import annotations

import base64
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

from netcrm.domain.cadence import Cadence, parse_cadence
from netcrm.domain.contact import Details, Email, Phone
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.services.crm import Crm
from netcrm.services.imports.service import ImportPlan
from netcrm.services.imports.values import ImportOptions, ImportReport, OnDuplicate, Verdict
from netcrm.store.triggers import JOURNALLED

Tables = dict[str, list[tuple[Any, ...]]]


def day(text: str) -> date:
    return date.fromisoformat(text)


def every(text: str) -> Cadence:
    """Return the cadence that `text` says."""
    cadence = parse_cadence(text)
    assert cadence is not None
    return cadence


def person(
    name: str, *, email: str = "", phone: str = "", organisation: str = "", tags: tuple[str, ...] = (), note: str = ""
) -> Details:
    return Details(
        read_name(name),
        emails=(Email(email),) if email else (),
        phones=(Phone(phone),) if phone else (),
        positions=(Position(organisation, is_primary=True),) if organisation else (),
        tags=tags,
        note=note,
    )


def added(crm: Crm, name: str, cadence: str = "", **known: Any) -> int:
    """Add somebody, with a cadence of their own where one is given, and return the id."""
    contact_id = crm.contacts.add(person(name, **known)).contact_ids[0]
    if cadence:
        crm.cadences.set_many([contact_id], every(cadence))
    return contact_id


def card(name: str, *lines: str, uid: str = "") -> str:
    """Return a vCard 3.0 of somebody called `Given Family`, with further content lines."""
    given, _, family = name.partition(" ")
    head = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:{family};{given};;;"]
    return "\r\n".join([*head, *([f"UID:{uid}"] if uid else []), *lines, "END:VCARD", ""])


ANA = card(
    "Ana Lima", "EMAIL;TYPE=WORK:ana@stmarys.test", "TEL;TYPE=CELL:+1 555 010 2030", "ORG:St Mary's", uid="u-ana"
)
BO = card("Bo Chen", "EMAIL:bo@harbour.test", uid="u-bo")
PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"pixel").decode()
"""The bytes of a small picture, as cards carry them."""


def write(path: Path, *cards: str) -> Path:
    path.write_bytes("".join(cards).encode())
    return path


def planned(crm: Crm, *paths: Path, on_duplicate: OnDuplicate = OnDuplicate.UPDATE) -> ImportPlan:
    return crm.imports.plan(paths, ImportOptions(on_duplicate=on_duplicate))


def applied(crm: Crm, plan: ImportPlan, picked: Collection[int] | None = None) -> ImportReport:
    """Apply a plan; every card must be accounted for, and the derived facts must follow."""
    report = crm.imports.apply(plan, picked)
    assert report.cards == len(plan.cards) + len(plan.problems)
    assert report.new + report.updated + report.unchanged + report.left + len(report.problems) == report.cards
    assert crm.safety.doctor(mend=False).findings == ()
    return report


def brought_in(crm: Crm, *paths: Path, on_duplicate: OnDuplicate = OnDuplicate.UPDATE) -> ImportReport:
    """Import files as a preview with all its ticks says; the preview must say what then happens."""
    plan = planned(crm, *paths, on_duplicate=on_duplicate)
    ticked = [card for card in plan.cards if card.ticked]
    report = applied(crm, plan)
    if len(ticked) == len(plan.cards):
        verdicts = [card.verdict for card in plan.cards]
        assert (report.new, report.updated, report.unchanged, report.left) == (
            verdicts.count(Verdict.NEW), verdicts.count(Verdict.UPDATED), verdicts.count(Verdict.UNCHANGED), 0,
        )  # fmt: skip
    return report


def details_of(crm: Crm, name: str) -> Details:
    """Return the details of the only person called so, credentials left out."""
    found = [contact for contact in everybody(crm).values() if contact.name.formatted == name]
    assert len(found) == 1, f"{len(found)} people are called {name}"
    return found[0]


def everybody(crm: Crm) -> dict[int, Details]:
    ids = crm._session.contacts.all_ids()
    return {contact_id: contact.details for contact_id, contact in crm._session.contacts.load(ids).items()}


def names(crm: Crm) -> list[str]:
    return sorted(details.name.formatted for details in everybody(crm).values())


def whole_store(crm: Crm) -> Tables:
    """Return every row of every table that the journal or the derived facts answer for, ordered by id."""
    database = crm._session.database
    tables = {table: database.rows(f"SELECT * FROM {table} ORDER BY id") for table in JOURNALLED}
    tables["contact_state"] = database.rows("SELECT * FROM contact_state ORDER BY contact_id")
    return tables


def is_empty(crm: Crm) -> bool:
    return not any(whole_store(crm).values())


def undo_and_redo_all(crm: Crm) -> None:
    """Take every act back to an empty store, and bring all of them back: each table must be as it was."""
    before = whole_store(crm)
    acts = 0
    while crm.history.next_undo():
        crm.history.undo()
        acts += 1
    assert is_empty(crm)
    for _ in range(acts):
        crm.history.redo()
    assert whole_store(crm) == before
