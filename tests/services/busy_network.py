"""The sample network with interviews, introductions, events and advice of every kind around its people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

from netcrm.clock import Clock
from netcrm.demo.network import build_demo
from netcrm.services.crm import Crm
from tests.stores import empty_store

TODAY = date(2026, 11, 23)
PRIVATE = "not for others"
"""Stands in all that is not shareable."""
_WAYS = (
    ("asked",),
    ("asked", "agreed"),
    ("asked", "agreed", "held", "thanked"),
    ("held",),
    ("asked", "declined"),
    ("to-contact", "asked", "agreed", "held", "thanked", "kept-in-touch"),
    ("asked", "no-answer"),
)


@contextmanager
def busy_network(path: Path) -> Iterator[Crm]:
    """Open such a store, made at `path`; the same each time."""
    with Crm.open(empty_store(path), clock=Clock(TODAY)) as crm:
        build_demo(crm)
        ids = list(crm.search.ids(""))
        with crm._session.act("a busy year"):
            _interviews(crm, ids, Random(7))
            _introductions(crm, ids, Random(8))
            _events(crm, ids, Random(9))
        yield crm


def _insert(crm: Crm, table: str, **row: object) -> int:
    marks = ", ".join("?" * len(row))
    cursor = crm._session.database.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
    )
    return int(cursor.lastrowid or 0)


def _day(chance: Random) -> date:
    return TODAY - timedelta(days=chance.randrange(300))


def _interviews(crm: Crm, ids: list[int], chance: Random) -> None:
    for number in range(40):
        contact_id, on, way = chance.choice(ids), _day(chance), chance.choice(_WAYS)
        interview = _insert(
            crm, "interview", uid=f"busy-interview-{number}", contact_id=contact_id, stage=way[-1], topic="",
            time_zone="", minutes=30, place="", next_step="",
        )  # fmt: skip
        for place, stage in enumerate(way):
            reached_on = min(on + timedelta(days=3 * place), TODAY).isoformat()
            _insert(crm, "interview_step", interview_id=interview, stage=stage, reached_on=reached_on, reason="")
        for place in range(chance.randrange(4)):
            is_shareable = chance.random() < 0.5
            words = chance.choice(["", "Visits go remote"]) if is_shareable else PRIVATE
            _insert(
                crm, "interview_note", interview_id=interview, ordinal=place, topic=chance.choice(["trends", ""]),
                question="What changes?", answer=words, is_shareable=int(is_shareable),
            )  # fmt: skip
        for place in range(chance.randrange(3)):
            is_shareable, is_followed = chance.random() < 0.5, chance.random() < 0.5
            _insert(
                crm, "advice", uid=f"busy-advice-{number}-{place}", contact_id=contact_id, interview_id=interview,
                given_on=on.isoformat(), text="Read ICH E6" if is_shareable else PRIVATE,
                state="followed" if is_followed else "open",
                closed_on=(on + timedelta(days=9)).isoformat() if is_followed else None, outcome=PRIVATE,
                is_shareable=int(is_shareable),
            )  # fmt: skip


def _introductions(crm: Crm, ids: list[int], chance: Random) -> None:
    for number in range(15):
        introducer, to = chance.sample(ids, 2)
        reached = ("asked", "agreed", "made", "met", "thanked")[: chance.randrange(1, 6)]
        on = _day(chance)
        introduction = _insert(
            crm, "introduction", uid=f"busy-introduction-{number}", introducer_id=introducer, to_id=to,
            stage=reached[-1], topic="",
        )  # fmt: skip
        for place, stage in enumerate(reached):
            reached_on = min(on + timedelta(days=place), TODAY).isoformat()
            _insert(
                crm, "introduction_step", introduction_id=introduction, stage=stage, reached_on=reached_on, reason=""
            )


def _events(crm: Crm, ids: list[int], chance: Random) -> None:
    for number in range(6):
        first = _day(chance)
        last = first + timedelta(days=chance.randrange(4))
        event = _insert(
            crm, "event", uid=f"busy-event-{number}", name=f"Forum {number}", folded=f"forum {number}",
            kind="conference", starts_on=first.isoformat(), ends_on=last.isoformat(), time_zone="", place="", link="",
            note="",
        )  # fmt: skip
        for contact_id in chance.sample(ids, 6):
            _insert(
                crm, "event_person", event_id=event, contact_id=contact_id, is_target=1, session="", room="",
                met_on=first.isoformat() if chance.random() < 0.6 else None, line=PRIVATE,
            )  # fmt: skip
