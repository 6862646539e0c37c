"""Reads the sample network's files into values. Days in them count from the day on which the network is made."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import time
from importlib.resources import files
from typing import Any

from netcrm.domain.cadence import CadenceScope
from netcrm.domain.contact import State, Tier
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.interviews.interview import DEFAULT_MINUTES, Stage
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import join_name
from netcrm.domain.organisation import Organisation, OrganisationKind
from netcrm.domain.roles import Role, RoleGroup
from netcrm.domain.text import fold

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One interaction of an exchange."""

    days: int
    """After the exchange's first step."""
    channel: Channel
    direction: Direction
    words: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """Something that several people took part in, named by their family names."""

    on: int
    step: Step
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenHistory:
    """What may have happened with people, by the group of their main role."""

    first: dict[RoleGroup, tuple[Step, ...]]
    exchanges: dict[RoleGroup, tuple[tuple[Step, ...], ...]]
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """A cadence of a tier, tag, role or organisation."""

    scope: CadenceScope
    subject: str
    cadence: str


@dataclass(frozen=True, slots=True)
class WrittenFollowUp:
    """A promise of or to somebody."""

    title: str
    due: int
    made: int
    hour: time | None
    is_theirs: bool
    snoozed: int | None
    closed: int | None
    reason: str
    """Why it was dropped; a closed one without a reason is done."""
    every: str
    """How it comes back, for a recurring one."""
    is_from_completion: bool
    playbook: str
    """The playbook that laid it down: those of one person and one playbook are one run, begun with the first."""
    step: str
    is_skipped: bool


@dataclass(frozen=True, slots=True)
class WrittenInterview:
    """An informational interview with somebody."""

    topic: str
    steps: tuple[tuple[Stage, int | None], ...]
    """The stages that it went through, each with its day; without one it is that of the last contact."""
    on: int | None
    """The day on which it happens."""
    hour: time | None
    zone: str
    minutes: int
    place: str


@dataclass(frozen=True, slots=True)
class WrittenJob:
    """A job that somebody had until a file said otherwise."""

    organisation: str
    title: str
    on: int
    """When that file was imported."""


@dataclass(frozen=True, slots=True)
class WrittenSource:
    """A card or row that somebody came from."""

    file: str
    place: int
    on: int


@dataclass(frozen=True, slots=True)
class WrittenPerson:
    """Somebody of the sample network."""

    name: Name
    nicknames: tuple[str, ...]
    roles: tuple[Role, ...]
    organisation: str
    title: str
    department: str
    city: str
    country: str
    email: str
    phone: str
    tier: Tier | None
    is_starred: bool
    tags: tuple[str, ...]
    language: str
    birthday: str
    birthday_in: int | None
    """Days from the day of the network to a birthday of which the year is not known."""
    joined: tuple[int, int] | None
    """How many years they will have been in their job, in how many days."""
    note: str
    added: int
    cadence: str
    due: int | None
    """When the next check-in falls; the last contact follows from it."""
    last: int | None
    """When the last contact was, where `due` does not say it; without either there was none."""
    last_step: Step | None
    talks: int
    """How many exchanges lie between the first contact and the last."""
    is_skipped: bool
    """Whether the cadence counts from a skip, one interval after the last contact."""
    snoozed: int | None
    snoozed_on: int
    rested: int | None
    pause: tuple[int, int] | None
    pause_reason: str
    state: State
    state_on: int
    state_why: str
    was: WrittenJob | None
    sources: tuple[WrittenSource, ...]
    follow_ups: tuple[WrittenFollowUp, ...]
    interviews: tuple[WrittenInterview, ...]


@dataclass(frozen=True, slots=True)
class WrittenNetwork:
    """All that the files hold."""

    rules: tuple[WrittenRule, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[WrittenPerson, ...]
    history: WrittenHistory


def read_network() -> WrittenNetwork:
    """Return the sample network as it is written."""
    tables = _load("people.toml")
    domains = {table["name"]: table["domain"] for table in tables["organisations"]}
    organisations = {table["name"]: _organisation(table) for table in tables["organisations"]}
    return WrittenNetwork(
        rules=tuple(
            WrittenRule(CadenceScope(table["scope"]), table["subject"], table["cadence"]) for table in tables["rules"]
        ),
        organisations=tuple(organisations.values()),
        people=tuple(_person(table, organisations[table["at"]], domains[table["at"]]) for table in tables["people"]),
        history=_history(_load("history.toml")),
    )


def _load(name: str) -> Table:
    return tomllib.loads(files("netcrm.demo").joinpath(name).read_text("utf-8"))


def _organisation(table: Table) -> Organisation:
    return Organisation(
        id=0,
        uid="",
        name=table["name"],
        kind=OrganisationKind(table["kind"]),
        site_number=table.get("site_number", ""),
        city=table["city"],
        country=table["country"],
    )


def _history(tables: Table) -> WrittenHistory:
    exchanges: dict[RoleGroup, tuple[tuple[Step, ...], ...]] = {}
    for table in tables["exchanges"]:
        group = RoleGroup(table["group"])
        steps = tuple(_step(*step) for step in table["steps"])
        exchanges[group] = (*exchanges.get(group, ()), steps)
    return WrittenHistory(
        first={RoleGroup(group): tuple(_step(0, *step) for step in steps) for group, steps in tables["first"].items()},
        exchanges=exchanges,
        meetings=tuple(
            Meeting(table["on"], _step(0, table["channel"], "", table["words"]), tuple(table["who"]))
            for table in tables["meetings"]
        ),
    )


def _step(days: int, channel: str, direction: str, words: str) -> Step:
    how = Channel(channel)
    return Step(days, how, Direction(direction) if direction else how.usual_direction, words)


def _person(table: Table, organisation: Organisation, domain: str) -> WrittenPerson:
    given, family, prefix = table["given"], table["family"], table.get("prefix", "")
    name = Name(
        join_name(prefix, given, family=family), prefix, given, family=family, credentials=table.get("credentials", "")
    )
    pause = table.get("pause")
    return WrittenPerson(
        name=name,
        nicknames=tuple(table.get("nicknames", ())),
        roles=tuple(Role(role) for role in table["roles"]),
        organisation=organisation.name,
        title=table["title"],
        department=table.get("department", ""),
        city=organisation.city,
        country=organisation.country,
        email=table.get("email") or f"{_mail_word(given)}.{_mail_word(family)}@{domain}",
        phone=table.get("phone", ""),
        tier=Tier(table["tier"]) if "tier" in table else None,
        is_starred=table.get("starred", False),
        tags=tuple(table.get("tags", ())),
        language=table.get("language", ""),
        birthday=table.get("birthday", ""),
        birthday_in=table.get("birthday_in"),
        joined=(table["joined"][0], table["joined"][1]) if "joined" in table else None,
        note=table.get("note", ""),
        added=table["added"],
        cadence=table.get("cadence", ""),
        due=table.get("due"),
        last=table.get("last"),
        last_step=_step(0, table["channel"], table.get("direction", ""), table["words"]) if "words" in table else None,
        talks=table.get("talks", 0),
        is_skipped=table.get("skipped", False),
        snoozed=table.get("snoozed"),
        snoozed_on=table.get("snoozed_on", 0),
        rested=table.get("rested"),
        pause=(pause[0], pause[1]) if pause else None,
        pause_reason=table.get("pause_reason", ""),
        state=State(table.get("state", State.ACTIVE)),
        state_on=table.get("state_on", 0),
        state_why=table.get("state_why", ""),
        was=WrittenJob(table["was"]["at"], table["was"]["title"], table["was"]["on"]) if "was" in table else None,
        sources=tuple(WrittenSource(*source) for source in table.get("sources", ())),
        follow_ups=tuple(_follow_up(follow_up) for follow_up in table.get("follow_ups", ())),
        interviews=tuple(_interview(interview) for interview in table.get("interviews", ())),
    )


def _mail_word(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


def _follow_up(table: Table) -> WrittenFollowUp:
    return WrittenFollowUp(
        title=table["title"],
        due=table["due"],
        made=table["made"],
        hour=time.fromisoformat(table["hour"]) if "hour" in table else None,
        is_theirs=table.get("theirs", False),
        snoozed=table.get("snoozed"),
        closed=table.get("closed"),
        reason=table.get("reason", ""),
        every=table.get("every", ""),
        is_from_completion=table.get("from_completion", False),
        playbook=table.get("playbook", ""),
        step=table.get("step", ""),
        is_skipped=table.get("skipped", False),
    )


def _interview(table: Table) -> WrittenInterview:
    return WrittenInterview(
        topic=table["topic"],
        steps=tuple((Stage(stage), days[0] if days else None) for stage, *days in table["steps"]),
        on=table.get("on"),
        hour=time.fromisoformat(table["hour"]) if "hour" in table else None,
        zone=table.get("zone", ""),
        minutes=table.get("minutes", DEFAULT_MINUTES),
        place=table.get("place", ""),
    )
