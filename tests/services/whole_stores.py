"""Stores with something of everything in them, and a store read whole, to be set beside another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from netcrm.clock import Clock
from netcrm.demo import build_demo
from netcrm.domain.contact import Link, State
from netcrm.formats.json_lines.tables import LINES
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind
from tests.services.around_people import AROUND
from tests.services.support import PIXEL, card, person, write
from tests.stores import empty_store

TODAY = date(2026, 11, 23)
CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "vcard"

Tables = dict[str, list[tuple[Any, ...]]]


@contextmanager
def store(folder: Path) -> Iterator[Crm]:
    """Open a store in a folder of its own."""
    path = folder / "network.db"
    with Crm.open(path if path.exists() else empty_store(path), clock=Clock(TODAY)) as crm:
        yield crm


def exported(crm: Crm, kind: ExportKind = ExportKind.JSONL) -> bytes:
    return b"".join(crm.exports.chunks(kind))


def whole_tables(crm: Crm) -> Tables:
    """Return every row of the user's, with the ids that somebody may see, and the derived states."""
    database = crm._session.database
    found: Tables = {}
    for line in LINES.values():
        order = "id" if line.has_id else ", ".join(line.columns)
        found[line.table] = database.rows(
            f"SELECT {', '.join(sorted(line.columns))} FROM {line.table} ORDER BY {order}"
        )
        for part in line.parts:
            columns = [part.owner, *sorted(set(part.columns) - {part.owner})]
            found[part.table] = database.rows(
                f"SELECT {', '.join(columns)} FROM {part.table} ORDER BY {part.owner}, {part.ordinal or 'id'}"
            )
    pointed_at = {
        row[0]
        for row in database.rows(
            "SELECT digest FROM source UNION SELECT digest FROM organisation_source UNION SELECT photo FROM contact"
        )
    }
    found["blob"] = [row for row in found["blob"] if row[1] in pointed_at]
    found["contact_state"] = database.rows("SELECT * FROM contact_state ORDER BY contact_id")
    last = [(line.table,) for line in LINES.values() if line.has_id]
    found["last ids"] = [
        row for row in database.rows("SELECT name, seq FROM sqlite_sequence ORDER BY name") if row[:1] in last
    ]
    return found


def filled_by_hand(crm: Crm) -> None:
    """Fill a store with the sample network and with all that it has nothing of."""
    build_demo(crm)
    crm.settings.set("region", "US")
    crm.settings.set("days-off", "2026-12-24..2026-12-31 Christmas break")
    gone = crm.contacts.add(person("Gone Again")).contact_ids
    added = crm.contacts.add(person("Dr. Zoë Strange, MD", email="zoe@x.test", phone="0171 555 010", note="a\tb\n\nc"))
    zoe = added.contact_ids[0]
    links = (Link("https://www.linkedin.com/in/zoe-strange"), Link("https://zoe.test", "page"))
    details = crm.contacts.get(zoe).details
    crm.contacts.edit(zoe, replace(details, links=links, salutation="Dear Zoë", first_names=True, country="FR"))
    crm.contacts.set_state([zoe], State.DO_NOT_CONTACT, "asked so")
    crm.sorting.later(unsorted(crm)[0])
    brought_in_by_hand(crm)
    crm.contacts.delete(gone)
    with crm._session.act("what other acts leave behind"):
        database = crm._session.database
        database.execute("INSERT INTO former_uid (contact_id, uid) VALUES (1, 'merged-b'), (2, 'x'), (1, 'merged-a')")
        database.execute(
            "INSERT INTO field_change (contact_id, field, before, after, changed_on, file, is_news)"
            " VALUES (1, 'title', 'CRC', 'CRA', '2026-03-03', 'phone.vcf', 1),"
            " (1, 'note', '', 'x', '2026-03-04', '', 0)"
        )
        for statement in AROUND:
            database.execute(statement)
        database.execute("INSERT INTO not_same (first_id, second_id, said_on) VALUES (1, 2, '2026-03-03')")
        database.execute(
            "INSERT INTO column_mapping (layout, columns, used_on) VALUES ('a|b', ?, '2026-03-03')",
            (json.dumps([["email", "übrig", 1]]),),
        )
    crm.exports.write(ExportKind.ICS, crm.path.with_name("calendar.ics"))


def unsorted(crm: Crm) -> list[int]:
    return [row[0] for row in crm._session.database.rows("SELECT id FROM contact WHERE tier IS NULL ORDER BY id")]


def brought_in_by_hand(crm: Crm) -> None:
    """Import people with photos and odd bytes, an organisation, and leave one out."""
    path = write(
        crm.path.with_name("phone.vcf"),
        card("Ana Photo", "EMAIL:ana@photo.test", f"PHOTO;ENCODING=b;TYPE=PNG:{PIXEL}", "ORG:Bay Oncology", uid="u-1"),
        card("Bo Photo", f"PHOTO;ENCODING=b;TYPE=PNG:{PIXEL}", "X-TEA:Assam\\, strong", uid="u-2"),
        card("Trials Unit", "KIND:org", "ORG:Trials Unit", "NOTE:third floor", uid="u-3").replace("3.0", "4.0"),
        card("Pizza Shop", "TEL:+1 555 010 9999", uid="u-4"),
    )
    plan = crm.imports.plan([path])
    crm.imports.apply(plan, [one.number for one in plan.cards if one.name != "Pizza Shop"])
    odd = crm.path.with_name("odd.vcf")
    odd.write_bytes(card("Caf\xe9 Owner", "NOTE:na\xefve \x0b", uid="u-5").encode("latin-1"))
    crm.imports.apply(crm.imports.plan([odd]))


def filled_from_the_corpus(crm: Crm) -> None:
    """Import the corpus of other people's cards."""
    crm.imports.apply(crm.imports.plan(sorted(CORPUS.rglob("*.vcf"))))


def seen(crm: Crm) -> list[object]:
    """Return what somebody sees of a store: the agenda, answers to searches, timelines, files."""
    ahead = crm.today + timedelta(days=60)
    questions = ["", "tier:a", "role:pi", "oncology", "due:week", "import:2", "is:starred", "source:phone", "last:>90d"]
    agenda = crm.agenda.build(ahead, all_new=True).items
    return [
        [(it.key, it.group, it.due_on, it.due_at, it.days_late, it.standing, it.waits, it.folded) for it in agenda],
        [list(crm.search.ids(one)) for one in questions],
        [exported(crm, kind) for kind in ExportKind],
        crm.settings.lines(),
        crm.cadences.lines(),
    ]
