"""Warm paths: the time and the memory of one question in a large store, beside reading all its ties once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

from netcrm.clock import Clock
from netcrm.services.crm import Crm
from netcrm.store.database import Database
from tests.bench.measure import Row, as_installed, wall

_SEED = 11
_QUESTIONS = 15
_LARGEST = 5000
"""People at the largest organisation."""
_TIES = (
    "SELECT count(*), sum(first_id) FROM relation",
    "SELECT count(*), sum(introducer_id) FROM introduction",
    "SELECT count(*), sum(contact_id) FROM position",
    "SELECT count(*), sum(contact_id) FROM study_person",
    "SELECT count(*), sum(contact_id) FROM event_person",
    "SELECT count(*), sum(contact_id) FROM authorship",
)
_PEAK = """
import sys
from datetime import date
from pathlib import Path
from netcrm.clock import Clock
from netcrm.services.crm import Crm
def kilobytes():
    status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
    return int(status["VmHWM"].split()[0])
with Crm.open(Path(sys.argv[1]), clock=Clock(date.fromisoformat(sys.argv[2]))) as crm:
    crm.contacts.count()
    before = kilobytes()
    getattr(crm.paths, sys.argv[3])(int(sys.argv[4]))
    print(kilobytes() - before)
"""


def paths(store: Path, contacts: int, today: date) -> Iterator[Row]:
    """Lay three ties for each contact of a large store, and yield a row for each kind of question."""
    with Crm.open(store, clock=Clock(today)) as crm:
        ties = _lay_ties(crm, contacts)
        database, random = crm._session.database, Random(_SEED)
        people = [random.randint(1, contacts) for _ in range(_QUESTIONS)]
        large = [random.randint(1, min(_LARGEST, contacts // 4)) for _ in range(_QUESTIONS)]
        beside = median(wall(lambda: [database.rows(query) for query in _TIES]) for _ in range(5))
        organisation = int(database.scalar("SELECT max(id) FROM organisation"))
        for name, ask, ids in (
            ("warm paths to anybody", crm.paths.to_contact, people),
            ("warm paths into the largest", crm.paths.to_contact, large),
            ("warm paths to all of it", crm.paths.to_organisation, [organisation] * 3),
        ):
            taken = [wall(lambda one=one, ask=ask: ask(one)) for one in ids]  # type: ignore[misc]
            found = sum(len(ask(one).paths) for one in ids[:3]) / 3
            peak = _peak(store, today, ask.__name__, ids[0])
            note = f"{ties:,} ties; longest {max(taken):.3f} s, {peak} MB, {found:.1f} ways"
            yield Row(name, contacts, median(taken), "reading all ties", beside, note=note)


def _peak(store: Path, today: date, method: str, one: int) -> int:
    """Return by how many megabytes a process grows over one question."""
    arguments = [sys.executable, "-c", _PEAK, str(store), today.isoformat(), method, str(one)]
    process = subprocess.run(arguments, check=True, capture_output=True, text=True, env=as_installed())
    return int(process.stdout) // 1024


def _lay_ties(crm: Crm, contacts: int) -> int:
    """Tie the people of a store together, and return how many ties and memberships it has then."""
    random, database = Random(_SEED), crm._session.database

    def somebody() -> int:
        return random.randint(1, contacts)

    with crm._session.act("ties") as act, act.bulk_load():
        kinds = ("mentor", "colleague", "friend", "supervisor", "sub-investigator")
        _insert(
            database,
            "relation (uid, first_id, kind, second_id, note)",
            [(f"r{i}", somebody(), random.choice(kinds), somebody(), "") for i in range(contacts // 2)],
        )
        _insert(
            database,
            "introduction (uid, introducer_id, to_id, stage, topic)",
            [
                (f"i{i}", somebody(), somebody(), random.choice(("made", "met", "thanked")), "")
                for i in range(contacts // 10)
            ],
        )
        studies = max(1, contacts // 100)
        columns = (
            "(uid, nct, title, acronym, folded, phases, status, sponsor, conditions, starts_on, completes_on, note)"
        )
        _insert(
            database,
            f"study {columns}",
            [
                (f"s{i}", f"NCT{i:08}", f"Study {i}", "", f"study {i}", "", "", "", "", "", "", "")
                for i in range(studies)
            ],
        )
        _insert(
            database,
            "study_person (study_id, contact_id, part, began_on, ended_on)",
            {(random.randint(1, studies), somebody(), "coordinator", "", "") for _ in range(contacts // 2)},
        )
        events = max(1, contacts // 500)
        day = "2026-05-04"
        _insert(
            database,
            "event (uid, name, folded, kind, starts_on, ends_on, time_zone, place, link, note)",
            [(f"e{i}", f"Event {i}", f"event {i}", "conference", day, day, "", "", "", "") for i in range(events)],
        )
        _insert(
            database,
            "event_person (event_id, contact_id, is_target, session, room, met_on, line)",
            {(random.randint(1, events), somebody(), 0, "", "", day, "") for _ in range(contacts // 3)},
        )
        papers = max(1, contacts // 20)
        _insert(
            database,
            "publication (uid, pmid, pmc, doi, title, journal, published_on, authors)",
            [(f"p{i}", str(i + 1), "", "", f"Paper {i}", "", "2025", random.randint(3, 30)) for i in range(papers)],
        )
        _insert(
            database,
            "authorship (publication_id, contact_id, place, is_first, is_last, affiliation)",
            {(random.randint(1, papers), somebody(), 1, 0, 0, "") for _ in range(contacts // 2)},
        )
        largest = crm._session.organisations.id_of("The Largest")
        _insert(
            database,
            "position (contact_id, organisation_id, ordinal, title, department, start_on, end_on, is_primary)",
            [(one, largest, 1, "", "", "2019", "", 0) for one in range(1, min(_LARGEST, contacts // 4) + 1)],
        )
    return sum(int(database.scalar(query)) for query in _TIES)


def _insert(database: Database, table: str, rows: list[tuple[object, ...]] | set[tuple[object, ...]]) -> None:
    columns = table.count(",") + 1
    database.many(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", sorted(rows, key=repr))
