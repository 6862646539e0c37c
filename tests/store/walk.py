"""A random walk through everything that people do to a store, and a picture of the store at each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from netcrm.clock import Clock
from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Address, Details, Email, Link, Phone, State, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.interval import parse_interval
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.domain.roles import Role
from netcrm.errors import NetcrmError
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.policy import read_policy
from netcrm.services.values import Done
from netcrm.store.database import Database, open_database
from netcrm.store.derived import Derived
from netcrm.store.settings import SettingRepository
from netcrm.store.triggers import JOURNALLED
from tests.stores import empty_store

TODAY = date(2026, 11, 23)

Picture = dict[str, list[tuple[Any, ...]]]

_PEOPLE = (
    "Ana Lima",
    "Wei Zhang",
    "Oyelaran Adé",
    "Björk Jónsdóttir",
    "Dr. Priya Raman, MD",
    "Kofi",
    "李 娜",
    "Mele Tui",
)
_SITES = ("St Mary's", "Bay Oncology", "Nordhaus CRO", "ACRP chapter")
_TAGS = ("area/oncology", "area/oncology/lung", "phase/2", "met at dia", "mentor")
_TITLES = ("send my CV", "ask about the protocol", "signed form", "thank you note")
_INTERVALS = ("week", "10 business days", "month", "year")
_CADENCES = ("2 weeks", "10 business days", "3 months", "never", "1 month, latest 2 months", "unset")
_SETTINGS = (
    ("region", "us"), ("region", "de-by"), ("region", "default"), ("daily-cap", "3"), ("daily-cap", "none"),
    ("roll", "previous"), ("roll", "none"), ("roll", "default"), ("weekend", "fri sat"), ("weekend", "none"),
    ("answer-wait", "1 week"), ("date-order", "dmy"), ("days-off", "2026-11-30..2026-12-04 Exam week"),
    ("days-off", "default"), ("name", "Zoë"),
)  # fmt: skip


def picture(database: Database, *more: str) -> Picture:
    """Return every row of every journalled table, of `contact_state`, and of the tables of `more`."""
    tables = (*JOURNALLED, *more)
    found = {table: database.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables}
    found["contact_state"] = database.rows("SELECT * FROM contact_state ORDER BY contact_id")
    return found


def faults(database: Database) -> list[str]:
    """Return what is wrong with a store: derived facts, references, and what stands there twice."""
    derived = Derived(database)
    settings = SettingRepository(database)
    found = [f"stale states: {stale}" for stale in [derived.differences(read_policy(settings))] if stale]
    found += [f"orphan: {row}" for row in database.rows("PRAGMA foreign_key_check")]
    for table, subject in (
        ("cadence", "scope, contact_id, organisation_id, name"),
        ("contact_tag", "contact_id, tag"),
        ("contact_role", "contact_id, role"),
        ("participant", "interaction_id, contact_id"),
    ):
        found += [
            f"twice in {table}: {row}"
            for row in database.rows(f"SELECT {subject}, count(*) FROM {table} GROUP BY {subject} HAVING count(*) > 1")
        ]
    if database.scalar("SELECT change_set FROM journal_current") is not None:
        found.append("an act is still in force")
    return found


@dataclass
class Walker:
    """Somebody who does one thing after another to a store, as the dice fall."""

    path: Path
    dice: Random

    def __post_init__(self) -> None:
        self.files = 0
        empty_store(self.path)
        self.open()

    def open(self) -> None:
        """Open the store (again), with a connection beside the services to look at it."""
        self.crm = Crm.open(self.path, clock=Clock(TODAY))
        self.database = open_database(self.path)

    def close(self) -> None:
        """Close both."""
        self.crm.close()
        self.database.close()

    def reopen(self) -> None:
        """Close the store and open it again."""
        self.close()
        self.open()

    def picture(self) -> Picture:
        """Return what stands in the store now."""
        return picture(self.database)

    def step(self) -> int | None:
        """Do something; return its change set, or nothing where it was refused or changed nothing."""
        deeds: list[Callable[[], Done | int | None]] = [
            self.add, self.add, self.edit, self.edit, self.tag, self.put_in_tier, self.star, self.give_role,
            self.set_state, self.delete, self.log, self.log, self.log, self.edit_interaction, self.delete_interaction,
            self.promise, self.promise, self.edit_promise, self.delete_promise, self.do, self.snooze, self.skip,
            self.drop, self.pause, self.resume, self.set_cadence, self.set_cadence, self.set_many, self.set_setting,
            self.bring_in,
        ]  # fmt: skip
        deed = self.dice.choice(deeds)
        try:
            done = deed()
        except NetcrmError:
            return None
        return done.change_set if isinstance(done, Done) else done

    def walk(self, acts: int) -> list[int]:
        """Take steps until `acts` of them changed the store; return their change sets."""
        made: list[int] = []
        while len(made) < acts:
            change_set = self.step()
            if change_set is not None:
                made.append(change_set)
        return made

    def _ids(self, table: str) -> list[int]:
        return [row[0] for row in self.database.rows(f"SELECT id FROM {table} ORDER BY id")]

    def _one(self, table: str) -> int:
        ids = self._ids(table)
        return self.dice.choice(ids) if ids else 1

    def _people(self) -> list[int]:
        ids = self._ids("contact")
        return self.dice.sample(ids, min(len(ids), self.dice.randint(1, 3)))

    def _past(self) -> date:
        return TODAY - timedelta(days=self.dice.choice([0, 0, 1, 5, 30, 200]))

    def _ahead(self) -> date:
        return TODAY + timedelta(days=self.dice.randint(1, 60))

    def _details(self) -> Details:
        dice = self.dice
        number = dice.randint(1, 40)
        return Details(
            name=read_name(f"{dice.choice(_PEOPLE)} {number}"),
            nicknames=tuple(dice.sample(("Nan", "Bo"), dice.randint(0, 1))),
            roles=tuple(dice.sample(list(Role), dice.randint(0, 2))),
            tags=tuple(dice.sample(_TAGS, dice.randint(0, 2))),
            emails=tuple(Email(f"p{number}.{n}@site.test", "work") for n in range(dice.randint(0, 2))),
            phones=tuple(Phone(f"+1 202 555 {number:04d}") for _ in range(dice.randint(0, 1))),
            addresses=tuple(Address(city="Leeds") for _ in range(dice.randint(0, 1))),
            links=tuple(Link("https://example.test") for _ in range(dice.randint(0, 1))),
            positions=tuple(
                Position(site, "Coordinator", end_on=dice.choice(["", "", "2025"]))
                for site in dice.sample(_SITES, dice.randint(0, 2))
            ),
            note=dice.choice(["", "likes “tea”", '{"a": [1]}', "two\nlines"]),
            tier=dice.choice([None, *Tier]),
            starred=dice.random() < 0.2,
            country=dice.choice(["", "", "FR"]),
        )

    def add(self) -> Done:
        return self.crm.contacts.add(self._details(), allow_known=self.dice.random() < 0.5)

    def edit(self) -> Done:
        contact_id = self._one("contact")
        there = self.crm.contacts.get(contact_id).details
        new = self._details()
        part = self.dice.choice(["name", "tags", "roles", "emails", "phones", "positions", "note", "tier", "country"])
        return self.crm.contacts.edit(contact_id, replace(there, **{part: getattr(new, part)}))

    def tag(self) -> Done:
        add, remove = self.dice.sample(_TAGS, self.dice.randint(0, 2)), self.dice.sample(_TAGS, 1)
        return self.crm.contacts.tag(self._people(), add, remove)

    def put_in_tier(self) -> Done:
        return self.crm.contacts.set_tier(self._people(), self.dice.choice([None, *Tier]))

    def star(self) -> Done:
        return self.crm.contacts.star(self._people(), self.dice.random() < 0.5)

    def give_role(self) -> Done:
        return self.crm.contacts.set_role(self._people(), self.dice.choice(list(Role)))

    def set_state(self) -> Done:
        return self.crm.contacts.set_state(self._people(), self.dice.choice([State.ACTIVE, *State]), "by the dice")

    def delete(self) -> Done | None:
        if self.dice.random() < 0.5:
            return None
        return self.crm.contacts.delete(self._people()[:2])

    def _interaction(self) -> InteractionDraft:
        counts = self.dice.choice([None, None, True, False])
        channel = self.dice.choice(list(Channel))
        return InteractionDraft(tuple(self._people()), channel, self._past(), None, "talked", counts)

    def log(self) -> Done:
        return self.crm.interactions.log(self._interaction())

    def edit_interaction(self) -> Done:
        return self.crm.interactions.edit(self._one("interaction"), self._interaction())

    def delete_interaction(self) -> Done:
        return self.crm.interactions.delete(self._one("interaction"))

    def _promise(self) -> FollowUpDraft:
        due_on = TODAY + timedelta(days=self.dice.randint(-10, 30))
        return FollowUpDraft(
            self._one("contact"),
            self.dice.choice(_TITLES),
            due_on,
            theirs=self.dice.random() < 0.3,
            every=parse_interval(self.dice.choice(_INTERVALS)) if self.dice.random() < 0.5 else None,
            counts_from=self.dice.choice(list(RepeatsFrom)),
        )

    def promise(self) -> Done:
        return self.crm.follow_ups.add(self._promise())

    def edit_promise(self) -> Done:
        return self.crm.follow_ups.edit(self._one("follow_up"), self._promise())

    def delete_promise(self) -> Done:
        return self.crm.follow_ups.delete(self._one("follow_up"))

    def _item(self) -> str:
        letter, table = self.dice.choice(
            [("c", "contact"), ("c", "contact"), ("f", "follow_up"), ("a", "contact"), ("o", "organisation")]
        )
        return f"{letter}{self._one(table)}"

    def _items(self) -> list[str]:
        return [self._item() for _ in range(self.dice.choice([1, 1, 2, 3]))]

    def do(self) -> Done:
        channel = self.dice.choice([None, Channel.CALL, Channel.EMAIL])
        return self.crm.acts.done(*self._items(), channel=channel, on=self._past())

    def snooze(self) -> Done:
        return self.crm.acts.snooze(*self._items(), until=self._ahead(), reason="exam")

    def skip(self) -> Done:
        return self.crm.acts.skip(*self._items(), reason="on leave")

    def drop(self) -> Done:
        return self.crm.acts.drop(*self._items(), reason="no longer needed")

    def pause(self) -> Done:
        start = TODAY + timedelta(days=self.dice.randint(-3, 10))
        end = start + timedelta(days=self.dice.randint(0, 20))
        whom = self.dice.choice(["everybody", "people", "people", "organisation"])
        if whom == "organisation":
            return self.crm.pauses.pause(None, start, end, organisation=self.dice.choice(_SITES))
        return self.crm.pauses.pause(None if whom == "everybody" else self._people(), start, end, "holiday")

    def resume(self) -> Done:
        whom = self.dice.choice(["everybody", "people", "organisation"])
        if whom == "organisation":
            return self.crm.pauses.resume(None, organisation=self.dice.choice(_SITES))
        return self.crm.pauses.resume(None if whom == "everybody" else self._people())

    def set_cadence(self) -> Done:
        scope = self.dice.choice(list(CadenceScope))
        subjects = {
            CadenceScope.CONTACT: str(self._one("contact")),
            CadenceScope.TIER: self.dice.choice(list(Tier)).value,
            CadenceScope.TAG: self.dice.choice((*_TAGS, "area")),
            CadenceScope.ROLE: self.dice.choice(list(Role)).value,
            CadenceScope.ORGANISATION: self.dice.choice(_SITES),
        }
        return self.crm.cadences.set(scope, subjects[scope], parse_cadence(self.dice.choice(_CADENCES)))

    def set_many(self) -> Done:
        return self.crm.cadences.set_many(
            self._people(), parse_cadence(self.dice.choice(_CADENCES)), overwrite=self.dice.random() < 0.5
        )

    def set_setting(self) -> Done:
        return self.crm.settings.set(*self.dice.choice(_SETTINGS))

    def bring_in(self) -> int | None:
        """Import a file of a few cards, some of them of people who are there; sometimes one is unticked."""
        self.files += 1
        path = self.path.with_name(f"cards-{self.dice.randint(1, 3)}.vcf")
        cards = [self._card() for _ in range(self.dice.randint(1, 4))]
        path.write_text("".join(cards), encoding="utf-8", newline="")
        plan = self.crm.imports.plan([path])
        numbers = [card.number for card in plan.cards]
        picked = numbers[1:] if self.dice.random() < 0.2 else None
        return self.crm.imports.apply(plan, picked).change_set

    def _card(self) -> str:
        number = self.dice.randint(1, 40)
        lines = [
            "BEGIN:VCARD", "VERSION:3.0", f"FN:{self.dice.choice(_PEOPLE[:4])} {number}",
            f"EMAIL;TYPE=WORK:p{number}.0@site.test", f"TEL:+1 202 555 {self.dice.randint(1, 40):04d}",
            f"ORG:{self.dice.choice(_SITES)}", f"NOTE:{self.dice.choice(['', 'met in Leeds', 'call back'])}",
            *([f"UID:card-{number}"] if self.dice.random() < 0.5 else []),
            *([f"CATEGORIES:{self.dice.choice(['phase/2', 'mentor'])}"] if self.dice.random() < 0.5 else []),
            "END:VCARD",
        ]  # fmt: skip
        return "".join(f"{line}\r\n" for line in lines)
