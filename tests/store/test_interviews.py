"""Interviews in the store: read as written, found by day, and never in the way of what they name."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.interviews.interview import Interview, InterviewStep, Stage
from netcrm.services.crm import Crm
from netcrm.store.interviews import InterviewRepository
from tests.services.support import added


@pytest.fixture
def interviews(crm: Crm) -> InterviewRepository:
    return crm._session.interviews


def agreed(crm: Crm, contact_id: int, on: str, stage: Stage = Stage.AGREED) -> int:
    with crm._session.act("agree"):
        return crm._session.interviews.insert(
            Interview(0, "", contact_id, stage, happens_on=date.fromisoformat(on) if on else None)
        )


def test_one_is_read_as_it_was_written_in_its_zone(crm: Crm, interviews: InterviewRepository) -> None:
    ana = added(crm, "Ana Lima")
    moment = datetime(2026, 12, 3, 15, tzinfo=ZoneInfo("Europe/Berlin"))
    one = Interview(0, "u-1", ana, Stage.AGREED, "monitoring", moment.date(), moment, "Europe/Berlin", 45, "Room 4")
    with crm._session.act("agree"):
        one_id = interviews.insert(one)
        interviews.add_step(InterviewStep(0, one_id, Stage.ASKED, date(2026, 11, 2)))
        interviews.add_step(InterviewStep(0, one_id, Stage.AGREED, date(2026, 11, 9), None, "moved"))
    found = interviews.get(one_id)
    assert found is not None
    assert (found.happens_at, found.uid, found.place, found.minutes) == (moment, "u-1", "Room 4", 45)
    assert found.happens_at is not None
    assert str(found.happens_at.tzinfo) == "Europe/Berlin"
    assert [(step.stage, step.reason) for step in interviews.steps([one_id])[one_id]] == [
        ("asked", ""),
        ("agreed", "moved"),
    ]
    assert interviews.by_uid(["u-1", "u-2"]) == {"u-1": found}


def test_a_zone_that_this_machine_does_not_know_leaves_the_moment(crm: Crm, interviews: InterviewRepository) -> None:
    ana = added(crm, "Ana Lima")
    moment = datetime(2026, 12, 3, 15, tzinfo=timezone(timedelta(hours=3)))
    with crm._session.act("agree"):
        one_id = interviews.insert(Interview(0, "", ana, Stage.AGREED, "", moment.date(), moment, "Mars/Base"))
    found = interviews.get(one_id)
    assert found is not None
    assert found.happens_at == moment


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, ["2026-11-01", "2026-11-23", "2026-12-03"]),
        ("2026-11-02", None, ["2026-11-23", "2026-12-03"]),
        (None, "2026-11-23", ["2026-11-01", "2026-11-23"]),
        ("2026-11-23", "2026-11-23", ["2026-11-23"]),
        ("2026-12-04", None, []),
    ],
)
def test_the_agreed_ones_of_some_days_are_found(
    crm: Crm, interviews: InterviewRepository, first: str | None, last: str | None, days: list[str]
) -> None:
    ana, gone = added(crm, "Ana Lima"), added(crm, "Gone Away")
    for on in ("2026-12-03", "2026-11-01", "2026-11-23"):
        agreed(crm, ana, on)
    agreed(crm, ana, "2026-11-23", Stage.HELD)
    agreed(crm, ana, "")
    agreed(crm, gone, "2026-11-23")
    crm.contacts.set_state([gone], State.DO_NOT_CONTACT)
    between = [date.fromisoformat(day) if day else None for day in (first, last)]
    found = interviews.open_between(between[0], between[1])
    assert [str(one.happens_on) for one in found] == days


def test_deleting_what_a_step_names_keeps_the_step(crm: Crm, interviews: InterviewRepository) -> None:
    ana = added(crm, "Ana Lima")
    one_id = agreed(crm, ana, "2026-11-20")
    with crm._session.act("hold"):
        logged = crm._session.interactions.insert(
            Interaction(0, "", date(2026, 11, 20), Channel.INTERVIEW, Direction.BOTH, "", (ana,))
        )
        interviews.add_step(InterviewStep(0, one_id, Stage.HELD, date(2026, 11, 20), logged))
    crm.interactions.delete(logged)
    assert [step.interaction_id for step in interviews.steps([one_id])[one_id]] == [None]
    crm.history.undo()
    assert [step.interaction_id for step in interviews.steps([one_id])[one_id]] == [logged]


def test_deleting_somebody_takes_their_interviews_and_undo_brings_them_back(
    crm: Crm, interviews: InterviewRepository
) -> None:
    """The interaction that a step of Ana's names is Bo's alone by now: it goes with Bo, and the step stays."""
    ana, bo = added(crm, "Ana Lima"), added(crm, "Bo Chen")
    of_ana, of_bo = agreed(crm, ana, "2026-11-20"), agreed(crm, bo, "2026-11-21")
    with crm._session.act("hold"):
        logged = crm._session.interactions.insert(
            Interaction(0, "", date(2026, 11, 20), Channel.INTERVIEW, Direction.BOTH, "", (bo,))
        )
        interviews.add_step(InterviewStep(0, of_ana, Stage.HELD, date(2026, 11, 20), logged))
        interviews.add_step(InterviewStep(0, of_bo, Stage.HELD, date(2026, 11, 20), logged))
    crm.contacts.delete([bo])
    assert interviews.of_contact(bo) == []
    assert [step.interaction_id for step in interviews.steps([of_ana, of_bo])[of_ana]] == [None]
    crm.history.undo()
    steps = interviews.steps([of_ana, of_bo])
    assert [steps[one][0].interaction_id for one in (of_ana, of_bo)] == [logged, logged]
    assert crm.safety.doctor(mend=False).findings == ()
