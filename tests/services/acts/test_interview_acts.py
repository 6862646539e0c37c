"""An agreed interview in the agenda, and what its key does."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from netcrm.domain.agenda import Group, ItemKind
from netcrm.domain.interaction import Channel
from netcrm.domain.interviews.interview import Stage
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.acting import Said
from netcrm.services.acts.interview import InterviewActs
from netcrm.services.crm import Crm
from netcrm.services.interviews.appointment import Appointment
from netcrm.services.item_acts import write_parts
from tests.services.support import added, day


@pytest.fixture(autouse=True)
def _shipped_playbooks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config" / "config.toml"))


def agreed(crm: Crm, on: str, at: str = "", cadence: str = "", name: str = "Ana Lima") -> int:
    """Agree on an interview with somebody new and return whose it is."""
    ana = added(crm, name, cadence)
    appointment = Appointment(day(on), time.fromisoformat(at) if at else None, place="Room 4")
    crm.interviews.agree(crm.interviews.current(ana, Stage.AGREED), appointment)
    return ana


def shown(crm: Crm, until: str) -> list[tuple[str, Group, str, str]]:
    return [(it.key, it.group, str(it.due_on), it.why) for it in crm.agenda.build(day(until)).items]


@pytest.mark.parametrize(
    ("on", "at", "group", "why"),
    [
        ("2026-11-20", "", Group.LATE, "was it held on 20 Nov? Room 4"),
        ("2026-11-20", "15:00", Group.LATE, "was it held on 20 Nov? 30 minutes, Room 4"),
        ("2026-11-23", "15:00", Group.TODAY, "30 minutes, Room 4"),
        ("2026-11-27", "", Group.WEEK, "Room 4"),
        ("2026-12-20", "15:00", Group.LATER, "30 minutes, Room 4"),
    ],
)
def test_it_stands_on_its_day_and_once_gone_by_asks_whether_it_was_held(
    crm: Crm, on: str, at: str, group: Group, why: str
) -> None:
    agreed(crm, on, at)
    assert shown(crm, "2026-12-31") == [("i1", group, on, why)]
    assert shown(crm, "2026-11-19") == []


def test_with_an_hour_it_stands_first_and_takes_the_persons_check_in_in(crm: Crm) -> None:
    ana = agreed(crm, "2026-11-23", "15:00", "2 weeks")
    crm.interviews.edit(crm.interviews.get(1), Appointment(), topic="data")
    crm.interviews.held(crm.interviews.current(ana, Stage.HELD), on=day("2026-11-09"), thank_you=False)
    crm.interviews.agree(crm.interviews.current(ana, Stage.AGREED), Appointment(day("2026-11-23"), time(15)))
    other = agreed(crm, "2026-11-23", name="Bo Chen")
    first, second = crm.agenda.build(day("2026-11-23")).items
    assert (first.key, first.folded, first.kind, first.title) == (
        "i2", (f"c{ana}",), ItemKind.INTERVIEW, "Informational interview",
    )  # fmt: skip
    assert (second.key, second.contact_id) == ("i3", other)


@pytest.mark.parametrize(("at", "on"), [("15:00", "2026-11-25"), ("", "2026-11-30")])
def test_a_pause_hides_one_without_an_hour_alone(crm: Crm, at: str, on: str) -> None:
    ana = agreed(crm, "2026-11-25", at)
    crm.pauses.pause([ana], day("2026-11-24"), day("2026-11-29"), "away")
    assert [found[2] for found in shown(crm, "2026-12-31")] == [on]


def test_done_is_held_on_the_day_that_was_agreed(crm: Crm) -> None:
    ana = agreed(crm, "2026-11-20", "15:00", "2 weeks")
    done = crm.acts.done("i1", summary="how she reads a protocol")
    assert done.sentence.startswith(
        "Held the interview with Ana Lima on Fri 20 Nov. Logged an informational interview."
    )
    assert done.effects[0].after == day("2026-12-04")
    (logged,) = crm._session.interactions.of_contact(ana, 5)
    assert (str(logged.happened_on), logged.summary) == ("2026-11-20", "how she reads a protocol")
    crm.history.undo()
    assert crm.interviews.get(1).stage is Stage.AGREED


def test_done_with_a_check_in_of_the_same_day_logs_one_interaction(crm: Crm) -> None:
    ana = agreed(crm, "2026-11-23", "", "2 weeks")
    crm.acts.done(f"c{ana}", "i1", channel=Channel.COFFEE)
    (logged,) = crm._session.interactions.of_contact(ana, 5)
    assert logged.channel is Channel.COFFEE
    assert crm.interviews.lines()[0].steps[-1].interaction_id == logged.id


def test_done_before_its_day_is_asked_about(crm: Crm) -> None:
    agreed(crm, "2026-12-03")
    with pytest.raises(DateProblem, match="still to come"):
        crm.acts.done("i1")
    assert crm.acts.done("i1", on=day("2026-11-23")).sentence.startswith("Held the interview")


def test_snooze_and_skip_are_refused_with_the_way_to_move_it(crm: Crm) -> None:
    agreed(crm, "2026-12-03")
    with pytest.raises(UsageProblem, match="netcrm interview move i1 --on 2026-12-07"):
        crm.acts.snooze("i1", until=day("2026-12-07"))
    with pytest.raises(UsageProblem, match="netcrm drop i1 REASON"):
        crm.acts.skip("i1")


def test_drop_cancels_it_for_a_reason(crm: Crm) -> None:
    agreed(crm, "2026-12-03")
    with pytest.raises(UsageProblem, match="needs a reason"):
        crm.acts.drop("i1", reason=" ")
    assert crm.acts.drop("i1", reason="on leave").sentence == "Cancelled the interview with Ana Lima: on leave."
    assert shown(crm, "2026-12-31") == []


def test_it_is_moved_as_a_part_of_an_act(crm: Crm) -> None:
    """The way back of a calendar writes several parts at once."""
    agreed(crm, "2026-12-03", "15:00")
    part = InterviewActs(crm._session, 1).plan_move(day("2026-12-04"), None)
    assert crm.interviews.get(1).happens_on == day("2026-12-03"), "a plan writes nothing"
    done = write_parts(crm._session, [part], verb="sync", otherwise=Said("Done:"))
    assert done.sentence == "Moved the interview with Ana Lima to Fri 4 Dec 15:00, was Thu 3 Dec 15:00."
    with pytest.raises(DateProblem, match="has passed"):
        InterviewActs(crm._session, 1).plan_move(day("2026-11-20"), None)


def test_its_preview_says_what_done_leads_to(crm: Crm) -> None:
    agreed(crm, "2026-11-23", "", "2 weeks")
    preview = crm.acts.preview("i1")
    assert (preview.title, preview.next_if_done, preview.can_skip) == (
        "Interview with Ana Lima", crm.acts.done("i1").effects[0].after, False,
    )  # fmt: skip


def test_an_unknown_one_is_told(crm: Crm) -> None:
    with pytest.raises(NotFound, match="interview list"):
        crm.acts.done("i9")
