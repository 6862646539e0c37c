"""What queries find: a table over a small invented network, and standings set against the rules themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import netcrm.store.search as search_module
from netcrm.domain.agenda import FollowUpEntry, build_agenda
from netcrm.domain.check_in import Lateness, Pause, Standing, lateness
from netcrm.domain.contact import Address, Details, Email, Link, Phone, State, Tier
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.policy import Policy
from netcrm.domain.query import parse_query
from netcrm.domain.roles import Role
from netcrm.domain.workdays import Workdays
from netcrm.errors import QueryProblem
from netcrm.services.keys import phone_key_for
from netcrm.store.contacts import ContactRepository, NewContact
from netcrm.store.database import Database, open_database
from netcrm.store.derived import Derived
from netcrm.store.facts import FactReader
from netcrm.store.follow_ups import FollowUpRepository
from netcrm.store.journal import Journal
from netcrm.store.kept_state import KEPT_COLUMNS, kept_state
from netcrm.store.organisations import OrganisationRepository
from netcrm.store.search import Order, Search
from tests.stores import empty_store

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the network, and what the store knows beside the details."""

    details: Details
    added_on: date = date(2026, 1, 5)
    state: State = State.ACTIVE
    cadence: str = ""
    interactions: tuple[tuple[str, str, str, str], ...] = ()
    """Day, channel, direction, words."""


def person(given: str, family: str, organisation: str = "", *, old: str = "", **more: object) -> Details:
    jobs = (Position(organisation, is_primary=True),) if organisation else ()
    return Details(
        name=Name(f"{given} {family}".strip(), given=given, family=family),
        positions=(*jobs, *((Position(old, end_on="2020"),) if old else ())),
        **more,  # type: ignore[arg-type]
    )


NETWORK = {
    "ana": Person(
        person(
            "Ana", "Lima", "St. Mary's Hospital", old="Harbour University",
            nicknames=("Anita",), roles=(Role.PRINCIPAL_INVESTIGATOR, Role.MENTOR), tags=("area/oncology", "vip"),
            emails=(Email("Ana.Lima@stmarys.example"),), phones=(Phone("+1 617 555 0101"),), tier=Tier.A,
            addresses=(Address(city="Boston", country="United States"),), note="Likes biomarker talks, covid-19 work",
            links=(Link("https://linkedin.com/in/ana-lima"),), birthday="--05-02", starred=True,
        ),
        cadence="2 weeks",
        interactions=(("2026-10-01", "call", "both", "Asked about the protocol amendment"),),
    ),
    "łukasz": Person(
        person("Łukasz", "Müller", "Northwind CRO", roles=(Role.RESEARCH_ASSOCIATE,), tags=("area",), tier=Tier.B,
               emails=(Email("lm@northwind.example"),), addresses=(Address(city="Genève", country="Suisse"),)),
        cadence="3 months",
        interactions=(("2026-11-20", "email", "outgoing", "Sent the Boston visit plan"),),
    ),
    "chidi": Person(
        person("Chidi", "O'Brien-Eze", "Harbour University", note="Met Łucja in Kraków",
               tags=("area/oncology/breast", "areal"), country="IE"),
        added_on=date(2026, 11, 10),
        interactions=(("2026-11-02", "reaction", "outgoing", "Liked a post"),),
    ),
    "dao": Person(person("Dao", "Nguyen", phones=(Phone("020 7946 0018"),)), cadence="1 month"),
    "王": Person(person("小明", "王"), cadence="never"),
    "gone": Person(person("Gus", "Archer", "St. Mary's Hospital"), state=State.ARCHIVED),
    "dead": Person(person("Dora", "Dean", roles=(Role.MENTOR,)), state=State.DECEASED),
    "left": Person(person("Lena", "Lefèvre", tags=("vip",)), state=State.LEFT_FIELD),
    "dnc": Person(person("Nia", "Novak"), state=State.DO_NOT_CONTACT),
}  # fmt: skip
KEYS = list(NETWORK)


def write(database: Database, people: list[Person]) -> list[int]:
    """Write people inside the act in force."""
    contacts = ContactRepository(database, OrganisationRepository(database))
    ids = contacts.insert(
        [NewContact(f"uid-{n}", one.details, one.added_on) for n, one in enumerate(people)], phone_key_for("GB")
    )
    for contact_id, one in zip(ids, people, strict=True):
        contacts.set_columns([contact_id], state=one.state.value)
        if one.cadence:
            database.execute(
                "INSERT INTO cadence (scope, contact_id, interval, latest, set_on) VALUES ('contact', ?, ?, '', ?)",
                (contact_id, one.cadence, "2026-01-01"),
            )
        for day, channel, direction, words in one.interactions:
            cursor = database.execute(
                "INSERT INTO interaction (uid, happened_on, channel, direction, summary)"
                " VALUES (lower(hex(randomblob(8))), ?, ?, ?, ?)",
                (day, channel, direction, words),
            )
            database.execute(
                "INSERT INTO participant (interaction_id, contact_id) VALUES (?, ?)", (cursor.lastrowid, contact_id)
            )
    return ids


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder: Path = tmp_path_factory.mktemp("search")
    opened = open_database(empty_store(folder / "store.db"))
    with Journal(opened).act("sample", "command", NOW):
        ids = dict(zip(KEYS, write(opened, list(NETWORK.values())), strict=True))
        opened.execute("UPDATE organisation SET city = 'Boston', site_number = 'US-1204' WHERE folded LIKE 'st mary%'")
        opened.execute("UPDATE organisation SET country = 'FR' WHERE folded LIKE 'harbour%'")
        opened.many(
            "INSERT INTO source (contact_id, file, format, place, line, imported_on, uid, digest, change_set)"
            " VALUES (?, ?, 'vcard', 1, 1, '2026-01-05', '', '', ?)",
            [(ids["ana"], "Téléphone 2026.vcf", 7), (ids["dao"], "linkedin.csv", 8)],
        )
        follow_up = (
            "INSERT INTO follow_up (uid, contact_id, title, owner, due_on, state, made_on, reason)"
            " VALUES (?, ?, 'Send my CV', 'mine', ?, ?, '2026-11-01', '')"
        )
        opened.many(
            follow_up,
            [
                ("f1", ids["chidi"], "2026-11-23", "open"),
                ("f2", ids["dao"], "2026-11-20", "done"),
                ("f3", ids["left"], "2026-11-20", "open"),
            ],
        )
        Derived(opened).refresh(None, Policy())
    yield opened
    opened.close()


def found(database: Database, query: str, order: Order = Order.NAME, *, reverse: bool = False) -> list[str]:
    """Return the keys of the people whom a query finds."""
    ids = Search(database).ids(parse_query(query, TODAY), today=TODAY, order=order, reverse=reverse)
    return [KEYS[contact_id - 1] for contact_id in ids]


EVERYBODY = "ana łukasz chidi dao 王 left dnc"

CASES = [
    # Words
    ("", EVERYBODY),
    ("lima", "ana"),
    ("LIM", "ana"),
    ("anit", "ana"),
    ("biomarker", "ana"),
    ("mary", "ana"),
    ("harb", "ana chidi"),  # a past job is found by words too
    ("protocol", "ana"),
    ("proto", "ana"),
    ("boston", "ana łukasz"),
    ("lima boston", "ana"),
    ("lima northwind", ""),
    ("ab", ""),  # two letters begin no word of an interaction
    ('"the"', "ana łukasz"),
    ('"protocol amend"', ""),
    ('"protocol amendment"', "ana"),
    ("lukasz", "łukasz"),
    ("Łukasz", "łukasz"),
    ("muller", "łukasz"),
    ("MÜLLER", "łukasz"),
    ("Łucja", "chidi"),
    ("krakow", "chidi"),
    ("o'brien", "chidi"),
    ("obrien", ""),
    ("brien-eze", "chidi"),
    ("covid-19", "ana"),
    ("王", "王"),
    ("小", "王"),
    ("ana.lima@", "ana"),
    ("@stmarys.example", "ana"),
    ("lm@northwind.example", "łukasz"),
    ("6175550101", "ana"),
    ("+1617", "ana"),
    ("02079460018", "dao"),
    ("0101", ""),  # four digits are the beginning of a number alone
    ("archer", ""),
    ("mary is:archived", "gone"),
    # Terms
    ("role:pi", "ana"),
    ("role:mentor", "ana"),
    ("role:mentor is:deceased", "dead"),
    ("org:mary", "ana"),
    ('org:"mary hosp"', "ana"),
    ("org:harbour", "chidi"),  # a term asks where somebody works now
    ("site:us-1204", "ana"),
    ("tag:area", "ana łukasz chidi"),
    ("tag:area/oncology", "ana chidi"),
    ("tag:VIP", "ana left"),
    ("tier:a", "ana"),
    ("tier:none", "chidi dao 王 left dnc"),
    ("city:bost", "ana"),
    ("city:geneve", "łukasz"),
    ("city:mary", ""),
    ("country:us", "ana"),
    ("country:USA", "ana"),
    ("country:schweiz", "łukasz"),
    ("country:fr", "chidi"),
    ("country:ireland", "chidi"),
    ("due:late", "ana"),
    ("due:today", "chidi"),
    ("due:week", "chidi"),
    ("due:overdue", "ana"),
    ("due:<=2026-11-23", "ana chidi"),
    ("due:>2026-11-23", "łukasz"),
    ("due:2026-11-23", "chidi"),
    ("last:>30d", "ana"),
    ("last:<30d", "łukasz"),
    ("last:2026-10-01", "ana"),
    ("last:never", "chidi dao 王 left dnc"),
    ("last:any", "ana łukasz"),
    ("is:untouched", "chidi dao 王 left dnc"),
    ("awaiting:any", "łukasz"),
    ("awaiting:>7d", ""),
    ("awaiting:<7d", "łukasz"),
    ("cadence:unset", "chidi left dnc"),
    ("cadence:set", "ana łukasz dao"),
    ("cadence:never", "王"),
    ("cadence:2w", "ana"),
    ("cadence:quarterly", "łukasz"),
    ("source:telephone", "ana"),
    ("source:linkedin", "dao"),
    ("import:7", "ana"),
    ("is:starred", "ana"),
    ("is:active", "ana łukasz chidi dao 王"),
    ("is:archived", "gone"),
    ("is:deceased", "dead"),
    ("is:left-field", "left"),
    ("is:do-not-contact", "dnc"),
    ("is:new", "dao"),
    ("is:paused", ""),
    ("is:archived OR lima", "ana gone"),
    ("-is:archived mary", "ana"),
    ("has:email", "ana łukasz"),
    ("has:phone", "ana dao"),
    ("has:address", "ana łukasz"),
    ("has:note", "ana chidi"),
    ("has:birthday", "ana"),
    ("has:link", "ana"),
    ("has:organisation", "ana łukasz chidi"),
    ("has:role", "ana łukasz"),
    ("has:tier", "ana łukasz"),
    ("has:tag", "ana łukasz chidi left"),
    ("has:cadence", "ana łukasz dao"),
    ("-has:email", "chidi dao 王 left dnc"),
    ("added:<30d", "chidi"),
    ("added:<2026-02-01", "ana łukasz dao 王 left dnc"),
    ("name:anita", "ana"),
    ("name:biomarker", ""),
    ('name:"ana lim"', "ana"),
    ("note:biomarker", "ana"),
    ("note:łucja", "chidi"),
    ("note:lima", ""),
    ("email:example", "ana łukasz"),
    ("phone:555", "ana"),
    ('phone:"020 7946"', "dao"),
    ("phone:none", ""),
    ("standing:overdue", "ana"),
    ("standing:fresh", "łukasz 王"),
    ("standing:unset", "chidi left dnc"),
    ("standing:new", "dao"),
    ("id:1", "ana"),
    ("id:6", "gone"),  # who names an id asks for that person
    # Together
    ("role:pi tag:area", "ana"),
    ("tag:area -tier:a", "łukasz chidi"),
    ("-tag:area", "dao 王 left dnc"),
    ("(role:pi OR role:cra) boston", "ana łukasz"),
    ("lima OR (tag:area -harbour)", "ana łukasz"),
    ("-(lima OR muller)", "chidi dao 王 left dnc"),
]


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_a_query_finds_those_it_describes(database: Database, query: str, expected: str) -> None:
    assert sorted(found(database, query)) == sorted(expected.split())


@pytest.mark.parametrize("query", [query for query, _ in CASES])
def test_how_many_there_are_changes_the_way_but_not_the_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    together = [f"({query or 'id:1'}) lima", f"lima -({query or 'id:1'})", f"tag:area ({query or 'id:1'})"]
    before = [found(database, one) for one in (query, *together)]
    for many in (0, 2):
        monkeypatch.setattr(search_module, "_MANY", many)
        assert [found(database, one) for one in (query, *together)] == before


@pytest.mark.parametrize("query", [q for q, _ in CASES if q and "is:" not in q and "id:" not in q])
def test_what_is_negated_finds_all_the_others(database: Database, query: str) -> None:
    them, others = found(database, query), found(database, f"-({query})")
    assert sorted([*them, *others]) == sorted(EVERYBODY.split())


@pytest.mark.parametrize("query", ["", "lima", "tag:area", "-has:email", "is:archived"])
def test_the_count_is_the_number_of_ids(database: Database, query: str) -> None:
    assert Search(database).count(parse_query(query, TODAY), today=TODAY) == len(found(database, query))


NO_SYNTAX = ["c++", "covid-19", 'a"b', "NEAR(", "*", "^a", "a*b", "-", "OR", "col:x", "' OR 1=1 --", "a\x00b", "™",
             '"ł""x"', "{a", "a + b", "%", "_x", "名*", "é\x00\"", "1e999", "id:999999999999999999"]  # fmt: skip


@pytest.mark.parametrize("typed", NO_SYNTAX)
def test_nothing_typed_is_syntax_of_the_store(database: Database, typed: str) -> None:
    for query in (typed, json.dumps(typed), f"name:{typed}", f"city:{typed}", f"org:{typed}"):
        try:
            tree = parse_query(query, TODAY)
        except QueryProblem:
            continue
        Search(database).count(tree, today=TODAY)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20), st.sampled_from(["", "name:", "note:", "email:", "phone:", "source:", "country:", "tag:"]))
def test_any_text_is_looked_for_or_refused_by_the_parser(database: Database, text: str, field_name: str) -> None:
    try:
        tree = parse_query(field_name + text, TODAY)
    except QueryProblem:
        return
    assert Search(database).count(tree, today=TODAY) <= len(NETWORK)


@pytest.mark.parametrize("joiner", [" ", " OR ", " -", " OR -"])
@pytest.mark.parametrize("part", ["lima", "1234567@x", "due:late", "tag:area", "country:fr", "standing:overdue"])
def test_the_longest_query_is_answered(database: Database, joiner: str, part: str) -> None:
    Search(database).count(parse_query(joiner.join([part] * 200), TODAY), today=TODAY)


@pytest.mark.parametrize(("times", "left_out"), [(1, set()), (23, set()), (24, {"łukasz"})])
def test_the_deepest_query_is_answered(database: Database, times: int, left_out: set[str]) -> None:
    query = "(lima OR -(muller " * times + "dao" + "))" * times
    assert set(found(database, query)) == set(EVERYBODY.split()) - left_out


def test_people_stand_in_the_order_asked_for(database: Database) -> None:
    assert found(database, "") == ["left", "ana", "łukasz", "dao", "dnc", "chidi", "王"]
    assert found(database, "", reverse=True) == ["王", "chidi", "dnc", "dao", "łukasz", "ana", "left"]
    assert found(database, "", Order.ORGANISATION)[:3] == ["chidi", "łukasz", "ana"]
    assert found(database, "", Order.LAST_TOUCH)[:2] == ["łukasz", "ana"]
    assert found(database, "", Order.NEXT_CHECK_IN)[:3] == ["dao", "ana", "łukasz"]
    assert found(database, "", Order.ADDED)[0] == "chidi"
    assert found(database, "", Order.TIER)[:2] == ["ana", "łukasz"]


@pytest.mark.parametrize(
    ("order", "without"),
    [
        (Order.ORGANISATION, "left dao dnc 王"),
        (Order.LAST_TOUCH, "left dao dnc chidi 王"),
        (Order.TIER, "left dao dnc chidi 王"),
    ],
)
def test_who_has_nothing_to_be_sorted_by_stands_last_in_both_directions(
    database: Database, order: Order, without: str
) -> None:
    last = without.split()
    assert found(database, "", order)[-len(last) :] == last
    assert found(database, "", order, reverse=True)[-len(last) :] == last


# Standings against the rules themselves


@dataclass(frozen=True, slots=True)
class Life:
    """What happened with a made-up contact; days count back from today, or ahead where negative."""

    cadence: str
    latest: bool
    touched: int | None
    skipped: int | None
    snoozed: int | None
    follow_up: int | None
    pauses: tuple[tuple[int, int], ...] = field(default=())


ago = st.integers(0, 120)
pauses = st.lists(st.tuples(st.integers(-20, 60), st.integers(0, 30)), max_size=2).map(tuple)
lives = st.builds(
    Life,
    cadence=st.sampled_from(["", "never", "1 week", "2 weeks", "10 business days", "1 month", "3 months"]),
    latest=st.booleans(),
    touched=st.none() | ago,
    skipped=st.none() | ago,
    snoozed=st.none() | st.integers(-20, 20),
    follow_up=st.none() | st.integers(-20, 20),
    pauses=pauses,
)


class _TakenBackError(Exception):
    """Ends an example; what it wrote is rolled back."""


def day(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


def write_lives(database: Database, people: list[Life], everybody: tuple[tuple[int, int], ...]) -> list[int]:
    ids = write(
        database,
        [
            Person(
                person("Kim", f"Example{n}", "Lakeside Clinic" if n % 3 == 0 else ""),
                added_on=TODAY - timedelta(days=40),
                interactions=() if one.touched is None else ((day(one.touched), "call", "both", ""),),
            )
            for n, one in enumerate(people)
        ],
    )
    add_pause = "INSERT INTO pause (contact_id, organisation_id, start_on, end_on, reason) VALUES (?, ?, ?, ?, '')"
    for contact_id, one in zip(ids, people, strict=True):
        if one.cadence:
            latest = "4 months" if one.latest and one.cadence != "never" else ""
            database.execute(
                "INSERT INTO cadence (scope, contact_id, interval, latest, set_on) VALUES ('contact', ?, ?, ?, ?)",
                (contact_id, one.cadence, latest, day(60)),
            )
        if one.skipped is not None:
            database.execute(
                "INSERT INTO skip (contact_id, skipped_on, reason) VALUES (?, ?, '')", (contact_id, day(one.skipped))
            )
        if one.snoozed is not None:
            seen = [ago for ago in (one.touched, one.skipped) if ago is not None]
            database.execute(
                "INSERT INTO snooze (contact_id, anchor, until, made_on) VALUES (?, ?, ?, ?)",
                (contact_id, day(min(seen)) if seen else None, day(one.snoozed), day(30)),
            )
        if one.follow_up is not None:
            database.execute(
                "INSERT INTO follow_up (uid, contact_id, title, owner, due_on, state, made_on, reason)"
                " VALUES (?, ?, 'Call back', 'mine', ?, 'open', ?, '')",
                (f"life-{contact_id}", contact_id, day(one.follow_up), day(60)),
            )
        for start, length in one.pauses:
            database.execute(add_pause, (contact_id, None, day(start), day(start - length)))
    for start, length in everybody[:1]:
        database.execute(add_pause, (None, None, day(start), day(start - length)))
    for start, length in everybody[1:]:
        clinic = database.scalar("SELECT id FROM organisation WHERE name = 'Lakeside Clinic'")
        if clinic:
            database.execute(add_pause, (None, clinic, day(start), day(start - length)))
    Derived(database).refresh(None, Policy())
    return ids


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = open_database(empty_store(tmp_path_factory.mktemp("standing") / "store.db"))
    yield opened
    opened.close()


LATE_BUT_AWAY = Life("2 weeks", latest=False, touched=24, skipped=None, snoozed=None, follow_up=8)
"""Due ten days ago and so overdue, unless some of these days were in a pause."""


@example([LATE_BUT_AWAY, replace(LATE_BUT_AWAY, pauses=((9, 3),))], ())
@example([LATE_BUT_AWAY, replace(LATE_BUT_AWAY, touched=60)], ((9, 3),))
@example([LATE_BUT_AWAY, LATE_BUT_AWAY], ((90, 1), (9, 3)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lives, min_size=1, max_size=8), pauses)
def test_standings_and_due_dates_agree_with_the_rules(
    empty: Database, people: list[Life], everybody: tuple[tuple[int, int], ...]
) -> None:
    with suppress(_TakenBackError), Journal(empty).act("lives", "command", NOW):
        ids = write_lives(empty, people, everybody)
        check_standings(empty, ids)
        raise _TakenBackError


def asked(database: Database, query: str) -> set[int]:
    return set(Search(database).ids(parse_query(query, TODAY), today=TODAY))


def check_standings(database: Database, ids: list[int]) -> None:
    """Hold what SQL answers against `lateness` and the agenda, person by person."""
    all_pauses = FactReader(database).pauses()
    stands: dict[int, Lateness] = {}
    dated: dict[int, date] = {}
    columns = ", ".join(KEPT_COLUMNS)
    for contact_id in ids:
        row = database.row(f"SELECT {columns} FROM contact_state AS s WHERE contact_id = ?", (contact_id,))
        kept = kept_state(row) if row else None
        check_in = kept.check_in if kept else None
        never = bool(kept and kept.effective and kept.effective.cadence.is_never)
        own = all_pauses.of(contact_id)
        stands[contact_id] = lateness(check_in, own, TODAY, is_never=never)
        hidden = stands[contact_id].standing is Standing.PAUSED
        if check_in and not check_in.is_new and not (hidden and check_in.due_on <= TODAY):
            dated[contact_id] = check_in.due_on
    for standing in Standing:
        expected = {contact_id for contact_id, late in stands.items() if late.standing is standing}
        assert asked(database, f"standing:{standing}") == expected
    promised = promises(database, all_pauses.of)
    for query, first, last in [
        ("due:late", date.min, TODAY - timedelta(days=1)),
        ("due:today", TODAY, TODAY),
        ("due:week", TODAY, TODAY + timedelta(days=6)),
        ("due:<=10d", date.min, TODAY + timedelta(days=10)),
    ]:
        assert asked(database, query) == {
            contact_id for days in (dated, promised) for contact_id, on in days.items() if first <= on <= last
        }
    late = {contact_id for contact_id, one in stands.items() if one.standing in (Standing.LATE, Standing.OVERDUE)}
    late_promise = {contact_id for contact_id, on in promised.items() if on < TODAY}
    assert asked(database, "due:late") == late | late_promise


def promises(database: Database, pauses_of: Callable[[int], tuple[Pause, ...]]) -> dict[int, date]:
    """Return the day on which the agenda shows each person's follow-up, all days being working days."""
    entries = [
        FollowUpEntry(one, "uid", "Kim", "kim", None, pauses_of(one.contact_id))
        for one in FollowUpRepository(database).open_until(date(2027, 12, 31))
    ]
    agenda = build_agenda(
        [], entries, [], today=TODAY, until=date(2027, 12, 31), workdays=Workdays(weekend=frozenset()), daily_cap=None
    )
    return {item.contact_id: item.due_on for item in agenda.items if item.contact_id}
