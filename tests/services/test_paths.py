"""Warm paths from the store are those that a search through everything finds, read from the raw rows a second way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain
from random import Random

import pytest

from netcrm.clock import Clock
from netcrm.demo import build_demo
from netcrm.domain.contact import State, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.paths.neighbourhood import Group
from netcrm.domain.paths.warmth import Tie, TieKind, closeness
from netcrm.services.crm import Crm
from netcrm.store.database import Database
from tests.domain.paths.test_warm_paths import BruteForce, Network
from tests.services.support import added
from tests.stores import empty_store

TODAY = date(2026, 11, 23)
RELATION_TIES = {
    "mentor": TieKind.MENTOR, "supervisor": TieKind.SUPERVISOR, "colleague": TieKind.COLLEAGUE,
    "sub-investigator": TieKind.SUB_INVESTIGATOR, "coordinator": TieKind.COORDINATOR, "monitor": TieKind.MONITOR,
    "friend": TieKind.FRIEND,
}  # fmt: skip
STAGE_TIES = {
    "made": TieKind.INTRODUCTION_MADE, "met": TieKind.INTRODUCTION_MET, "thanked": TieKind.INTRODUCTION_MET,
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crm]:
    """The sample network."""
    with Crm.open(empty_store(tmp_path_factory.mktemp("demo") / "n.db"), clock=Clock(TODAY)) as crm:
        build_demo(crm)
        yield crm


def known_network(database: Database) -> Network:
    """Return all ties and groups of a store from its rows, read without any of the program's own queries."""
    network = Network()
    positions = database.rows("SELECT organisation_id, contact_id, start_on, end_on FROM position")
    for number, first, kind, second, organisation in database.rows(
        "SELECT id, first_id, kind, second_id, organisation_id FROM relation"
    ):
        if kind in RELATION_TIES:
            others = {second} if second else {p[1] for p in positions if p[0] == organisation and p[3] == ""}
            network.ties += [
                Tie(first, other, RELATION_TIES[kind], f"relation:{number}", RELATION_TIES[kind].warmth)
                for other in others - {first}
            ]
    for number, introducer, to, stage in database.rows("SELECT id, introducer_id, to_id, stage FROM introduction"):
        if stage in STAGE_TIES:
            kind = STAGE_TIES[stage]
            network.ties.append(Tie(introducer, to, kind, f"introduction:{number}", kind.warmth))
    groups: dict[tuple[TieKind, str], set[int]] = defaultdict(set)
    for organisation, contact, start, end in positions:
        if organisation is not None:
            groups[TieKind.SAME_ORGANISATION, f"organisation:{organisation}:ever"].add(contact)
            if not end:
                groups[TieKind.COLLEAGUES_NOW, f"organisation:{organisation}:now"].add(contact)
            if start:
                for year in range(int(start[:4]), int(end[:4] or TODAY.year) + 1):
                    groups[TieKind.COLLEAGUES_ONCE, f"organisation:{organisation}:{year}"].add(contact)
    for study, contact, organisation in database.rows("SELECT study_id, contact_id, organisation_id FROM study_person"):
        groups[TieKind.SAME_STUDY, f"study:{study}"].add(contact)
        if organisation:
            groups[TieKind.SAME_STUDY_SITE, f"study:{study}:{organisation}"].add(contact)
    for event, contact in database.rows("SELECT event_id, contact_id FROM event_person WHERE met_on <> ''"):
        groups[TieKind.SAME_EVENT, f"event:{event}"].add(contact)
    authors = dict(database.rows("SELECT id, authors FROM publication"))
    for paper, contact in database.rows("SELECT publication_id, contact_id FROM authorship"):
        groups[TieKind.SAME_PAPER, f"paper:{paper}"].add(contact)
    for (kind, key), members in groups.items():
        size = authors[int(key.split(":")[1])] if kind is TieKind.SAME_PAPER else len(members)
        network.groups[Group(kind, key, size)] = frozenset(members)
    return network


def near(database: Database) -> dict[int, float]:
    """Return how close everybody is, counted from their interactions one by one."""
    touches: dict[int, list[str]] = defaultdict(list)
    for contact, day, channel, counts in database.rows(
        "SELECT contact_id, happened_on, channel, counts FROM participant"
        " JOIN interaction AS i ON i.id = interaction_id"
    ):
        if Channel(channel).is_touch if counts is None else counts:
            touches[contact].append(day)
    tiers = database.rows("SELECT id, tier FROM contact")
    return {
        one: closeness(
            last_touch=date.fromisoformat(max(touches[one])) if touches[one] else None,
            touches=len(touches[one]),
            tier=Tier(tier) if tier else None,
            today=TODAY,
        )
        for one, tier in tiers
        if touches[one] or tier in ("A", "B")
    }


def best_ways(crm: Crm, targets: list[int], most: int = 5) -> list[tuple[str, ...]]:
    """Return the names on the best ways, by brute force over the raw rows."""
    database = crm._session.database
    blocked = [row[0] for row in database.rows("SELECT id FROM contact WHERE state NOT IN ('active', 'left-field')")]
    everybody = [row[0] for row in database.rows("SELECT id FROM contact ORDER BY id")]
    found = BruteForce(known_network(database), near(database), blocked).best(targets, everybody, most)
    names = dict(database.rows("SELECT id, name FROM contact"))
    return [tuple(names[one] for one in way) for _, way in found]


def test_ways_in_the_sample_network_are_those_of_a_search_through_everything(demo: Crm) -> None:
    people = [
        row[0] for row in demo._session.database.rows("SELECT id FROM contact WHERE state = 'active' ORDER BY id")
    ]
    longer = 0
    for target in Random(3).sample(people, 12):
        answer = [path.people for path in demo.paths.to_contact(target).paths]
        assert answer == best_ways(demo, [target]), target
        longer += sum(len(way) > 1 for way in answer)
    assert longer


def test_ways_to_an_organisation_lead_to_somebody_who_is_there_today(demo: Crm) -> None:
    rows = demo._session.database.rows(
        "SELECT organisation_id, group_concat(contact_id) FROM position WHERE end_on = '' AND organisation_id > 0"
        " GROUP BY organisation_id ORDER BY count(*) DESC LIMIT 3"
    )
    for organisation, there in rows:
        answer = demo.paths.to_organisation(organisation)
        assert [path.people for path in answer.paths] == best_ways(demo, [int(one) for one in there.split(",")])


NAMES = ["Ana Lima", "Bo Chen", "Cem Demir", "Dia Rao", "Eva Novak", "Finn Berg"]


@pytest.fixture
def few(crm: Crm) -> Crm:
    """Six people of whom the user knows the first, in touch last week."""
    ids = [added(crm, name) for name in NAMES]

    with crm._session.act("what ties them"):
        database = crm._session.database
        database.execute(
            "INSERT INTO interaction (uid, happened_on, channel, direction, summary) VALUES"
            " ('i', '2026-11-16', 'call', 'both', '')"
        )
        database.execute("INSERT INTO participant (interaction_id, contact_id) VALUES (1, ?)", (ids[0],))
    return crm


def lay(crm: Crm, *statements: str) -> None:
    with crm._session.act("ties"):
        for statement in statements:
            crm._session.database.execute(statement)


def relation(first: int, kind: str, second: int) -> str:
    return (
        "INSERT INTO relation (uid, first_id, kind, second_id, organisation_id, note)"
        f" VALUES ('{first}{kind}{second}', {first}, '{kind}', {second}, NULL, '')"
    )


def position(contact: int, organisation: int, start: str = "", end: str = "") -> str:
    return (
        "INSERT INTO position (contact_id, organisation_id, ordinal, title, department, start_on, end_on, is_primary)"
        f" VALUES ({contact}, {organisation}, 0, '', '', '{start}', '{end}', 0)"
    )


def organisation(name: str) -> str:
    return (
        "INSERT INTO organisation (uid, name, folded, kind, site_number, city, country, note)"
        f" VALUES ('{name}', '{name}', '{name.casefold()}', NULL, '', '', '', '')"
    )


TOLD = [
    ([relation(1, "mentor", 2)], "Ana Lima is the mentor of Bo Chen (very warm)"),
    (
        [organisation("Site"), position(1, 1, "2019", "2023-05"), position(2, 1, "2021-03", "2025")],
        "Ana Lima and Bo Chen were at Site together from 2021 to 2023 (warm)",
    ),
    (
        [organisation("Site"), position(1, 1, "2019"), position(2, 1, "2021-03")],
        "Ana Lima and Bo Chen are both at Site (very warm)",
    ),
    (
        [organisation("Site"), position(1, 1, "2012", "2014"), position(2, 1, "2021")],
        "Ana Lima and Bo Chen have both been at Site, perhaps not together (lukewarm)",
    ),
    (
        [
            "INSERT INTO introduction (uid, introducer_id, to_id, stage, topic) VALUES ('x', 1, 2, 'met', '')",
            "INSERT INTO introduction_step (introduction_id, stage, reached_on, reason)"
            " VALUES (1, 'met', '2026-05-04', '')",
        ],
        "Ana Lima introduced you to Bo Chen in May 2026 (very warm)",
    ),
    (
        [
            "INSERT INTO publication (uid, pmid, pmc, doi, title, journal, published_on, authors)"
            " VALUES ('p', '1', '', '', 'On tea', 'J', '2020-04', 6)",
            "INSERT INTO authorship (publication_id, contact_id, place, is_first, is_last, affiliation)"
            " VALUES (1, 1, 1, 1, 0, ''), (1, 2, 2, 0, 0, '')",
        ],
        "Ana Lima and Bo Chen wrote On tea together in April 2020 (lukewarm)",
    ),
    (
        [
            "INSERT INTO event (uid, name, folded, kind, starts_on, ends_on, time_zone, place, link, note)"
            " VALUES ('e', 'Forum', 'forum', 'conference', '2026-03-01', '2026-03-02', '', '', '', '')",
            "INSERT INTO event_person (event_id, contact_id, is_target, session, room, met_on, line)"
            " VALUES (1, 1, 0, '', '', '2026-03-01', ''), (1, 2, 0, '', '', '2026-03-02', '')",
        ],
        "You met both Ana Lima and Bo Chen at Forum in March 2026 (lukewarm)",
    ),
    (
        [
            "INSERT INTO relation (uid, first_id, kind, organisation_id, note) VALUES ('m', 1, 'monitor', 1, '')",
            position(2, 1),
        ],
        "Ana Lima monitors Bo Chen (very warm)",
    ),
]


@pytest.mark.parametrize(("statements", "told"), TOLD)
def test_each_kind_of_tie_is_found_and_told(few: Crm, statements: list[str], told: str) -> None:
    lay(few, *([organisation("Site")] if "monitor" in statements[0] else []), *statements)
    (path,) = few.paths.to_contact(2).paths
    assert [step.words for step in path.steps] == [told]


def test_nobody_who_is_put_away_or_not_to_be_contacted_stands_on_a_way(few: Crm) -> None:
    lay(few, relation(1, "friend", 2), relation(2, "friend", 3))
    assert [path.people for path in few.paths.to_contact(3).paths] == [("Ana Lima", "Bo Chen", "Cem Demir")]
    few.contacts.set_state([2], State.DO_NOT_CONTACT, "")
    answer = few.paths.to_contact(3)
    assert answer.paths == ()
    assert answer.why_none.startswith("No way to Cem Demir is known: log whom")
    assert few.paths.to_contact(2).why_none == "Bo Chen is marked “do not contact”: no way is looked for."


def test_whoever_is_close_needs_no_way(few: Crm) -> None:
    assert [path.people for path in few.paths.to_contact(1).paths] == [("Ana Lima",)]


@pytest.mark.parametrize("seed", range(6))
def test_random_stores_give_what_a_search_through_everything_gives(crm: Crm, seed: int) -> None:
    random = Random(seed)
    people = [added(crm, f"P{number} Q{number}") for number in range(14)]
    statements = [organisation(f"O{number}") for number in range(3)]
    for _ in range(16):
        start = random.randint(2010, 2020)
        end = random.choice(["", str(start + random.randint(0, 6))])
        statements.append(position(random.choice(people), random.randint(1, 3), random.choice(["", str(start)]), end))
    for first, second in (random.sample(people, 2) for _ in range(6)):
        statements.append(relation(first, random.choice(list(RELATION_TIES)), second))
    statements += [f"UPDATE contact SET tier = '{random.choice('AB')}' WHERE id = {one}" for one in people[:3]]
    lay(crm, *statements)
    for target in people[3:]:
        assert [path.people for path in crm.paths.to_contact(target).paths] == best_ways(crm, [target]), target


def test_positions_of_a_century_ago_or_of_years_to_come_are_no_ties_by_year(few: Crm) -> None:
    lay(few, organisation("Site"), position(1, 1, "1850", "1999"), position(2, 1, "1860", "1990"))
    (path,) = few.paths.to_contact(2).paths
    assert "perhaps not together" in path.steps[0].words
    assert list(chain([path.name], (step.name for step in path.steps))) == ["Ana Lima", "Bo Chen"]
