"""Export, change things, export again: UID, SEQUENCE and STATUS as RFC 5545 and RFC 5546 want them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import NamedTuple

import pytest

from netcrm.domain.calendar.items import CalendarKind, Form
from netcrm.domain.calendar.words import Detail
from netcrm.domain.contact import Details, Phone, State, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.organisation import Position
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from tests.services.support import added, day, every

ALL = frozenset({CalendarKind.CHECK_IN, CalendarKind.FOLLOW_UP, CalendarKind.INTERVIEW, CalendarKind.BIRTHDAY})


class Line(NamedTuple):
    """What a calendar is told of an item."""

    status: str
    sequence: int
    on: str


def exported(crm: Crm, **options: object) -> bytes:
    return b"".join(crm.exports.chunks(ExportKind.ICS, ExportOptions(**options)))  # type: ignore[arg-type]


def lines(data: bytes) -> dict[str, Line]:
    """Return the items by UID, read without any library."""
    found = {}
    for item in re.findall(r"BEGIN:(?:VEVENT|VTODO)(.*?)END:(?:VEVENT|VTODO)", data.decode(), re.DOTALL):
        said = dict(re.findall(r"^(UID|STATUS|SEQUENCE|DTSTART|DUE)[^:]*:(.*)\r$", item, re.MULTILINE))
        found[said["UID"]] = Line(said["STATUS"], int(said["SEQUENCE"]), said.get("DTSTART") or said["DUE"])
    return found


class World:
    """Six people and what is planned with them."""

    def __init__(self, crm: Crm) -> None:
        self.crm = crm
        self.ids = [added(crm, f"{name} Lima", "2 weeks") for name in ("Ana", "Ben", "Cleo", "Dan", "Eve", "Fay")]
        for contact_id in self.ids:
            crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day("2026-11-16")))
        ana = self.ids[0]
        for title in ("sign", "send", "read"):
            crm.follow_ups.add(FollowUpDraft(ana, title, day("2026-12-04")))

    def uid(self, key: str) -> str:
        if key[0] == "f":
            return f"followup-{self.crm.follow_ups.get(int(key[1:])).uid}@netcrm"
        return f"checkin-{self.crm.contacts.get(int(key[1:])).uid}-20261116@netcrm"


def _noted(crm: Crm, contact_id: int, chance: Random) -> Details:
    phone = Phone(f"+1 617 555 01{chance.randint(10, 99)}")
    return replace(crm.contacts.get(contact_id).details, phones=(phone,))


def _rename(crm: Crm) -> None:
    details = crm.contacts.get(3).details
    crm.contacts.edit(3, replace(details, positions=(Position("Harbour CRO", is_primary=True),)))


TABLE: tuple[tuple[str, Callable[[Crm], object], str, tuple[str, int, str], tuple[str, int, str]], ...] = (
    # what is done, to which item: STATUS, SEQUENCE and day of the event, and of the task
    ("nothing", lambda crm: None, "c6", ("CONFIRMED", 0, "20261130"), ("NEEDS-ACTION", 0, "20261130")),
    (
        "snoozed",
        lambda crm: crm.acts.snooze("c1", until=day("2026-12-10")),
        "c1",
        ("CONFIRMED", 1, "20261210"),
        ("NEEDS-ACTION", 1, "20261210"),
    ),
    (
        "touched",
        lambda crm: crm.acts.done("c2", channel=Channel.CALL),
        "c2",
        ("CANCELLED", 1, "20261130"),
        ("COMPLETED", 1, "20261130"),
    ),
    ("another employer", _rename, "c3", ("CONFIRMED", 1, "20261130"), ("NEEDS-ACTION", 1, "20261130")),
    ("skipped", lambda crm: crm.acts.skip("c4"), "c4", ("CANCELLED", 1, "20261130"), ("CANCELLED", 1, "20261130")),
    (
        "archived",
        lambda crm: crm.contacts.set_state([5], State.ARCHIVED),
        "c5",
        ("CANCELLED", 1, "20261130"),
        ("CANCELLED", 1, "20261130"),
    ),
    ("ticked off", lambda crm: crm.acts.done("f1"), "f1", ("CANCELLED", 1, "20261204"), ("COMPLETED", 1, "20261204")),
    (
        "dropped",
        lambda crm: crm.acts.drop("f2", reason="no need"),
        "f2",
        ("CANCELLED", 1, "20261204"),
        ("CANCELLED", 1, "20261204"),
    ),
    (
        "put off",
        lambda crm: crm.acts.snooze("f3", until=day("2026-12-07")),
        "f3",
        ("CONFIRMED", 1, "20261207"),
        ("NEEDS-ACTION", 1, "20261207"),
    ),
)


@pytest.mark.parametrize("form", Form)
def test_each_change_has_its_sequence_and_status(crm: Crm, form: Form) -> None:
    world = World(crm)
    before = lines(exported(crm, form=form))
    uids = {key: world.uid(key) for _, _, key, _, _ in TABLE}
    standing = "CONFIRMED" if form is Form.EVENT else "NEEDS-ACTION"
    assert {(before[uid].status, before[uid].sequence) for uid in uids.values()} == {(standing, 0)}
    for _, act, _, _, _ in TABLE:
        act(crm)
    after = lines(exported(crm, form=form))
    for what, _, key, event, task in TABLE:
        assert (what, *after[uids[key]]) == (what, *(event if form is Form.EVENT else task))
    new = after.keys() - before.keys()
    assert {re.sub(r".*-(\d{8})@netcrm", r"\1", uid) for uid in new} == {"20261123"}, "a touch and a skip begin anew"
    assert {after[uid].sequence for uid in new} == {0}


def test_ten_exports_of_an_unchanged_store_are_the_same_bytes(crm: Crm) -> None:
    World(crm)
    for options in ({}, {"detail": Detail.FULL}, {"form": Form.TODO, "kinds": ALL}):
        found = {exported(crm, **options) for _ in range(5)}
        crm._session.ledger.distrust()
        found |= {exported(crm, **options) for _ in range(5)}
        assert len(found) == 1


def test_what_is_put_together_from_kept_bytes_is_what_would_be_made_anew(crm: Crm) -> None:
    world, chance = World(crm), Random(7)
    acts: list[Callable[[], object]] = [
        lambda: crm.acts.done(f"c{chance.choice(world.ids)}", channel=Channel.EMAIL),
        lambda: crm.acts.snooze(f"c{chance.choice(world.ids)}", until=day(f"2026-12-{chance.randint(1, 30):02}")),
        lambda: crm.follow_ups.add(FollowUpDraft(chance.choice(world.ids), "more", day("2026-12-05"))),
        lambda: crm.settings.set("daily-cap", str(chance.randint(1, 5))),
        lambda: crm.pauses.pause([chance.choice(world.ids)], crm.today, day("2026-12-01")),
        lambda: crm.contacts.edit(one := chance.choice(world.ids), _noted(crm, one, chance)),
        lambda: crm.cadences.set_many(
            [chance.choice(world.ids)], every(f"{chance.randint(1, 4)} weeks"), overwrite=True
        ),
        lambda: crm.contacts.set_tier([chance.choice(world.ids)], chance.choice([*Tier, None])),
        lambda: crm.contacts.tag([chance.choice(world.ids)], add=[f"area/{chance.randint(1, 3)}"]),
        crm.history.undo,
    ]
    for _ in range(60):
        chance.choice(acts)()
        kept = exported(crm)
        assert exported(crm) == kept
        crm._session.ledger.distrust()
        assert exported(crm) == kept


def test_only_what_changed_is_written_for_programs_that_double(crm: Crm) -> None:
    world = World(crm)
    everything = lines(exported(crm, changed_only=True))
    assert everything == lines(exported(crm))
    assert lines(exported(crm, changed_only=True)) == {}
    crm.acts.snooze("c1", until=day("2026-12-10"))
    crm.acts.done("f1")
    changed = lines(exported(crm, changed_only=True))
    assert {uid: line.status for uid, line in changed.items()} == {
        world.uid("c1"): "CONFIRMED",
        world.uid("f1"): "CANCELLED",
    }
    assert lines(exported(crm)).keys() == everything.keys()


def test_files_that_tell_more_and_less_do_not_change_each_other_and_the_later_one_counts(crm: Crm) -> None:
    World(crm)
    brief, full = exported(crm), exported(crm, detail=Detail.FULL)
    assert {line.sequence for line in lines(brief).values()} == {0}
    assert {line.sequence for line in lines(full).values()} == {1}
    assert (exported(crm), exported(crm, detail=Detail.FULL)) == (brief, full)
    crm.acts.snooze("f1", until=day("2026-12-10"))
    moved = [line for line in lines(exported(crm)).values() if line.on == "20261210"]
    assert [line.sequence for line in moved] == [2]


def test_kinds_that_are_not_asked_for_are_neither_sent_nor_cancelled(crm: Crm) -> None:
    World(crm)
    everything = lines(exported(crm))
    some = lines(exported(crm, kinds=frozenset({CalendarKind.FOLLOW_UP})))
    assert all(uid.startswith("followup") for uid in some)
    assert {line.status for line in some.values()} == {"CONFIRMED"}
    assert lines(exported(crm)) == everything
