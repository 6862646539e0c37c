"""A user who does, day after day, what users do: each act goes to the program and is written down raw.

Nothing is read back from the store but whether an act changed anything; ids are counted along.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Details, State, Tier
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.interval import parse_interval
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.domain.roles import Role
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.values import Done
from tests.journeys import naive_acts as raw
from tests.journeys.naive_agenda import Line
from tests.journeys.naive_world import NO_TOUCH, WRITTEN, World

SITES = 20
TAGS = ("area/oncology", "area/cardiology", "phase/2", "met/socra")
ROLES = (Role.PRINCIPAL_INVESTIGATOR, Role.RESEARCH_COORDINATOR, Role.STUDENT)
CADENCES = (
    "1 week", "2 weeks", "10 business days", "1 month", "30 days", "3 months, latest 4 months", "6 months", "1 year",
    "2 months, latest 10 weeks", "never", "",
)  # fmt: skip
NEW_YORK = ZoneInfo("America/New_York")


class User:
    """Works on a store, and keeps the raw acts in force."""

    def __init__(self, crm: Crm, seed: int) -> None:
        self.crm = crm
        self.chance = Random(seed)
        self.acts: list[list[raw.RawAct]] = []
        self.undone: list[list[raw.RawAct]] = []
        self._world: World | None = None
        self.last_id = dict.fromkeys(("contact", "talk", "promise"), 0)

    @property
    def today(self) -> date:
        return self.crm.today

    @property
    def world(self) -> World:
        """What the user knows, to choose what to do by."""
        if self._world is None:
            self._world = World.after(act for acts in self.acts for act in acts)
        return self._world

    def new_id(self, of: str) -> int:
        self.last_id[of] += 1
        return self.last_id[of]

    def noted(self, done: Done, *acts: raw.RawAct) -> None:
        """Write down what an act was, if it changed anything."""
        if done.change_set is not None:
            for act in acts:
                self.world.take(act)
            self.acts.append(list(acts))
            self.undone.clear()

    # People

    def details(self, number: int) -> Details:
        family = "".join(chr(97 + number // 26**place % 26) for place in (2, 1, 0)).capitalize()
        return Details(
            read_name(f"Robin {family}sen"),
            roles=(self.chance.choice(ROLES),) if self.chance.random() < 0.5 else (),
            tags=(self.chance.choice(TAGS),) if self.chance.random() < 0.5 else (),
            positions=(Position(f"Site {(number - 1) % SITES + 1:02}", is_primary=True),),
            country="FR" if number % 10 == 0 else "",
        )

    def adds_somebody(self) -> int:
        number = self.new_id("contact")
        known = self.details(number)
        self.noted(
            self.crm.contacts.add(known),
            raw.Added(
                id=number,
                on=self.today,
                family=known.name.family,
                organisation=(number - 1) % SITES + 1,
                country=known.country,
                tags=known.tags,
                roles=tuple(role.value for role in known.roles),
            ),
        )
        return number

    def people(self) -> list[int]:
        return list(self.world.people)

    def somebody(self) -> int:
        return self.chance.choice(self.people())

    def changes_tier(self) -> None:
        who, tier = self.somebody(), self.chance.choice(["A", "B", "C", "D", ""])
        self.noted(self.crm.contacts.set_tier([who], Tier(tier) if tier else None), raw.Tiered(who, tier))

    def tags_somebody(self) -> None:
        who, tag = self.somebody(), self.chance.choice(TAGS)
        self.noted(self.crm.contacts.tag([who], [tag]), raw.Tagged(who, tag))

    def archives_or_brings_back(self) -> None:
        away = [person.id for person in self.world.people.values() if not person.is_active]
        who = self.chance.choice(away) if away and self.chance.random() < 0.6 else self.somebody()
        back = who in away
        self.noted(
            self.crm.contacts.set_state([who], State.ACTIVE if back else State.ARCHIVED), raw.Archived(who, back)
        )

    def hears_of_a_new_job(self) -> None:
        who, site = self.somebody(), self.chance.randint(1, SITES)
        known = self.crm.contacts.get(who).details
        left = (replace(job, end_on=self.today.isoformat(), is_primary=False) for job in known.positions)
        positions = (Position(f"Site {site:02}", is_primary=True), *left)
        self.noted(self.crm.contacts.edit(who, replace(known, positions=positions)), raw.Moved(who, site))

    def sets_cadence(self) -> None:
        scope = self.chance.choice(["contact"] * 6 + ["tier", "tag", "role", "organisation"])
        words = self.chance.choice(CADENCES)
        subject = {
            "contact": str(self.somebody()),
            "tier": self.chance.choice("ABCD"),
            "tag": self.chance.choice([*TAGS, "area", "phase"]),
            "role": self.chance.choice(ROLES).value,
            "organisation": str(self.chance.randint(1, SITES)),
        }[scope]
        self.gives_cadence(scope, subject, words)

    def gives_cadence(self, scope: str, subject: str, words: str) -> None:
        self.noted(
            self.crm.cadences.set(CadenceScope(scope), subject, parse_cadence(words or "unset")),
            raw.CadenceSet(scope, subject, words, self.today),
        )

    # What happens

    def talks(
        self, people: Sequence[int], channel: Channel, on: date, direction: Direction | None = None
    ) -> None:  # fmt: skip
        counts = self.chance.choice([None] * 9 + [channel in NO_TOUCH])
        draft = InteractionDraft(tuple(people), channel, on, direction, counts=counts)
        self.noted(self.crm.interactions.log(draft), self.talk(people, channel, on, direction, counts))

    def talk(
        self, people: Sequence[int], channel: Channel, on: date, direction: Direction | None, counts: bool | None = None
    ) -> raw.Talked:
        usual = Direction.OUTGOING if channel in WRITTEN + NO_TOUCH else Direction.BOTH
        return raw.Talked(self.new_id("talk"), on, channel, direction or usual, tuple(people), counts)

    def logs(self) -> None:
        people = self.chance.sample(self.people(), self.chance.choice([1, 1, 1, 2, 4]))
        self.talks(people, self.chance.choice(list(Channel)), self.today)

    def logs_afterwards(self) -> None:
        self.talks(
            [self.somebody()],
            self.chance.choice(list(Channel)),
            self.today - timedelta(days=self.chance.randrange(1, 60)),
            self.chance.choice([None, *Direction]),
        )

    def gets_an_answer(self) -> None:
        waiting = [person.id for person in self.world.people.values() if self.world.awaiting_since(person)]
        if waiting:
            self.talks([self.chance.choice(waiting)], Channel.EMAIL, self.today, Direction.INCOMING)

    def deletes_an_interaction(self) -> None:
        known = {talk for talks in self.world.talks.values() for talk in talks}
        if known:
            gone = self.chance.choice(sorted(known)[-8:])
            self.noted(self.crm.interactions.delete(gone), raw.Forgotten(gone))

    # Promises

    def promises(self) -> None:
        who, due_on = self.somebody(), self.today + timedelta(days=self.chance.randrange(-2, 30))
        at = datetime(due_on.year, due_on.month, due_on.day, self.chance.randrange(8, 18), tzinfo=NEW_YORK)
        due_at = at if self.chance.random() < 0.2 else None
        theirs = self.chance.random() < 0.3
        every = self.chance.choice(["", "", "", "2 weeks", "1 month", "1 year", "10 business days"])
        after_done = bool(every) and self.chance.random() < 0.5
        draft = FollowUpDraft(
            who,
            "send it",
            due_on,
            due_at,
            theirs,
            parse_interval(every) if every else None,
            RepeatsFrom.COMPLETION if after_done else RepeatsFrom.DATE,
        )
        self.noted(
            self.crm.follow_ups.add(draft),
            raw.Promised(self.new_id("promise"), who, due_on, due_at, theirs, every, after_done),
        )

    # Acts on the morning's lines

    def handles(self, line: Line) -> None:
        """Do something about a line of the agenda, as fits its kind."""
        kind, roll = line.key[0], self.chance.random()
        if roll < 0.2:
            if kind != "a":
                self.snoozes(line.key)
        elif kind == "f":
            self.closes(line.key, "skipped" if roll < 0.35 else "dropped" if roll < 0.45 else "done")
        elif kind == "a":
            self.settles(line.key)
        elif roll < 0.4 or kind == "o":
            self.skips(line.key)
        else:
            self.checks_in(line.key)

    def snoozes(self, *keys: str) -> None:
        until = self.today + timedelta(days=self.chance.randrange(1, 20))
        acts = [raw.PutOff(int(key[1:]), until) if key[0] == "f" else raw.Snoozed(key, until) for key in keys]
        self.noted(self.crm.acts.snooze(*keys, until=until), *acts)

    def skips(self, *keys: str) -> None:
        keys = tuple(key for key in keys if (self.world.anchor(key) or date.min) < self.today)
        if keys:
            self.noted(self.crm.acts.skip(*keys), *(raw.Skipped(key, self.today) for key in keys))

    def checks_in(self, *keys: str) -> None:
        channel = self.chance.choice([Channel.EMAIL, Channel.EMAIL, Channel.CALL, Channel.LETTER])
        acts = [self.talk([int(key[1:])], channel, self.today, None) for key in keys]
        self.noted(self.crm.acts.done(*keys, channel=channel), *acts)

    def closes(self, key: str, how: str) -> None:
        number = int(key[1:])
        promise = self.world.promises[number]
        if how == "dropped":
            self.noted(self.crm.acts.drop(key, reason="no need"), raw.Closed(number, self.today, how))
            return
        if how == "skipped" and not promise.every:
            return
        channel = self.chance.choice([None, Channel.EMAIL]) if how == "done" else None
        direction = Direction.INCOMING if promise.theirs else Direction.OUTGOING
        talks = [self.talk([promise.contact], channel, self.today, direction)] if channel else []
        next_id = self.new_id("promise") if promise.every else 0
        done = self.crm.acts.skip(key) if how == "skipped" else self.crm.acts.done(key, channel=channel)
        self.noted(done, raw.Closed(number, self.today, how, next_id), *talks)

    def closes_ahead(self) -> None:
        """Do, skip or drop a promise, often before its day."""
        if self.world.promises:
            number = self.chance.choice(sorted(self.world.promises))
            self.closes(f"f{number}", self.chance.choice(["done", "skipped", "dropped"]))

    def settles(self, key: str) -> None:
        who = int(key[1:])
        if self.chance.random() < 0.5:
            self.noted(self.crm.acts.drop(key, reason="let it rest"), raw.Rested(who, self.today))
        else:
            talk = self.talk([who], Channel.EMAIL, self.today, Direction.INCOMING)
            self.noted(self.crm.acts.done(key, channel=Channel.EMAIL), talk)

    def acts_on_many(self, lines: Sequence[Line]) -> None:
        """Act on several check-ins at once."""
        keys = [line.key for line in lines if line.key[0] == "c"][: self.chance.randrange(2, 6)]
        if keys:
            self.chance.choice([self.snoozes, self.skips, self.checks_in])(*keys)

    # Pauses

    def pauses(self, subject: raw.Subject, days: int) -> None:
        start = self.today + timedelta(days=self.chance.randrange(3))
        end = start + timedelta(days=days - 1)
        ids = [int(subject[1:])] if subject.startswith("c") else () if subject else None
        site = f"Site {int(subject[1:]):02}" if subject.startswith("o") else ""
        self.noted(self.crm.pauses.pause(ids, start, end, organisation=site), raw.Paused(subject, start, end))

    def pauses_a_person(self) -> None:
        self.pauses(f"c{self.somebody()}", self.chance.randrange(1, 30))

    def pauses_a_site(self) -> None:
        self.pauses(f"o{self.chance.randint(1, SITES)}", self.chance.randrange(1, 30))

    def resumes(self) -> None:
        there = [pause.subject for pause in self.world.pauses if pause.end >= self.today and pause.subject[:1] == "c"]
        if there:
            subject = self.chance.choice(there)
            self.noted(self.crm.pauses.resume([int(subject[1:])]), raw.Resumed(subject, self.today))

    def decides(self, key: str, value: str) -> None:
        setting = {"cap": "daily-cap", "roll": "roll"}[key]
        self.noted(self.crm.settings.set(setting, value), raw.Decided(key, value))

    # Second thoughts

    def undoes(self) -> None:
        for _ in range(min(self.chance.randrange(1, 5), len(self.acts))):
            self.crm.history.undo()
            self.undone.append(self.acts.pop())
        self._world = None

    def redoes(self) -> None:
        for _ in range(self.chance.randrange(len(self.undone) + 1)):
            self.crm.history.redo()
            self.acts.append(self.undone.pop())
        self._world = None

    def has_a_day(self, lines: Sequence[Line]) -> None:
        """Do about half of what a morning asks for, and a few things besides; now and then take some back."""
        for line in lines:
            now = line.group in ("late", "today", "awaiting", "theirs") and not line.waits and line.due_on <= self.today
            if now and self.chance.random() < 0.35 and self.is_open(line.key):
                self.handles(line)
        if self.chance.random() < 0.05:
            self.acts_on_many([it for it in lines if it.group in ("late", "new") and self.is_open(it.key)])
        often: list[tuple[Callable[[], object], float]] = [
            (self.logs, 0.6), (self.logs_afterwards, 0.3), (self.gets_an_answer, 0.4), (self.promises, 0.4),
            (self.closes_ahead, 0.1),
            (self.sets_cadence, 0.12), (self.changes_tier, 0.1), (self.tags_somebody, 0.05),
            (self.archives_or_brings_back, 0.05), (self.deletes_an_interaction, 0.08), (self.hears_of_a_new_job, 0.03),
            (self.pauses_a_person, 0.05), (self.pauses_a_site, 0.03), (self.resumes, 0.04), (self.adds_somebody, 0.03),
            (self.undoes, 0.1), (self.redoes, 0.2),
        ]  # fmt: skip
        for act, how_often in often:
            if self.chance.random() < how_often:
                act()

    def is_open(self, key: str) -> bool:
        """Whether a line of the morning still stands after what was done since."""
        world = self.world
        if key[0] == "f":
            return int(key[1:]) in world.promises
        if key[0] == "a":
            return world.awaiting_since(world.people[int(key[1:])]) is not None
        return True
