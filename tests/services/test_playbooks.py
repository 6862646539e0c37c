"""Whom a playbook is started with and when, two on one person, and the playbooks that there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from netcrm.domain.contact import State, Tier
from netcrm.domain.playbooks.run import RunState
from netcrm.domain.roles import Role
from netcrm.errors import NeedsDecision, NotFound, NothingToDo, UsageProblem
from netcrm.services.playbooks.values import Clash
from tests.services.playbook_world import ALL, World

# Whom it is started with


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.DO_NOT_CONTACT, "is marked do not contact"),
        (State.LEFT_FIELD, "is marked as having left the field"),
        (State.DECEASED, "is marked as deceased"),
        (State.ARCHIVED, "is archived"),
    ],
)
def test_nobody_is_written_to_who_must_not_be(world: World, ana: int, state: State, words: str) -> None:
    ben = world.add("Ben Cole")
    world.crm.contacts.set_state([ana], state)
    with pytest.raises(UsageProblem, match=f"Ana Lima {words}, so 3B7 outreach is not started with them"):
        world.crm.playbooks.start("outreach", [ana])
    preview = world.crm.playbooks.preview("outreach", [ana, ben])
    assert [(it.contact_id, it.why) for it in preview.refused] == [(ana, words)]
    assert [person.contact_id for person in preview.people] == [ben]
    done = world.crm.playbooks.start("outreach", [ana, ben])
    assert done.sentence.endswith(f"Left out: Ana Lima ({words}).")
    assert world.crm.playbooks.runs(ana) == []


def test_who_answered_after_the_day_of_the_start_is_left_out(world: World, ana: int) -> None:
    world.log(ana, on="2026-11-20")
    with pytest.raises(UsageProblem, match="Ana Lima answered on 20 Nov already"):
        world.crm.playbooks.start("outreach", [ana], on=date(2026, 11, 18))
    world.crm.playbooks.start("mentor", [ana], on=date(2026, 11, 18))


def test_the_second_person_is_the_best_other_one_there(world: World, ana: int) -> None:
    names = {
        world.add("Zoe Abe", "St Mary's"): "none",
        world.add("Yan Bo", "St Mary's", role=Role.RESEARCH_NURSE): "nurse",
        world.add("Xia Cho", "St Mary's", tier=Tier.B): "tier b",
        world.add("Wei Dao", "St Mary's", tier=Tier.B, role=Role.PRINCIPAL_INVESTIGATOR): "tier b, PI",
        world.add("Uma Fox", "St Mary's", tier=Tier.A, role=Role.OTHER): "tier a",
    }
    world.add("Una Elsewhere", "Another Place", tier=Tier.A)
    gone = []
    while (person := world.crm.playbooks.preview("outreach", [ana]).people[0]).second_id is not None:
        gone.append(names[person.second_id])
        world.crm.contacts.set_state([person.second_id], State.DO_NOT_CONTACT)
    assert gone == ["tier a", "tier b, PI", "tier b", "nurse", "none"]


def test_people_started_with_together_are_not_each_others_second(world: World, ana: int, ben: int) -> None:
    cem = world.add("Cem Oz", "St Mary's")
    people = world.crm.playbooks.preview("outreach", [ana, ben]).people
    assert [person.second_id for person in people] == [cem, None]


def test_the_second_person_can_be_named(world: World, ana: int, ben: int) -> None:
    cem = world.add("Cem Oz", "Lyon Sud")
    world.crm.playbooks.start("outreach", [ana], second=cem)
    world.done("first")
    assert world.steps()[0] == "2026-11-26 Cem Oz: Write to Cem Oz at Lyon Sud, beside Ana Lima"


def test_a_second_person_who_cannot_be_is_refused(world: World, ana: int, ben: int) -> None:
    cem = world.add("Cem Oz")
    world.crm.contacts.set_state([cem], State.DO_NOT_CONTACT)
    for name, ids, second, words in (
        ("outreach", [ana], cem, "Cem Oz is marked do not contact and cannot be the second person"),
        ("outreach", [ana], ana, "cannot be the second person beside themselves"),
        ("house", [ana], ben, "Inside the house has no step for a second person"),
        ("outreach", [ana, ben], cem, "named for one person at a time"),
    ):
        with pytest.raises(UsageProblem, match=words):
            world.crm.playbooks.preview(name, ids, second=second)


def test_a_batch_begins_with_so_many_people_each_working_day(world: World) -> None:
    people = [world.add(f"Person No{number}") for number in range(7)]
    preview = world.crm.playbooks.preview("house", people, on=date(2026, 11, 26), per_day=3)
    days = [person.starts_on.isoformat() for person in preview.people]
    assert days == ["2026-11-26"] * 3 + ["2026-11-27"] * 3 + ["2026-11-30"]
    done = world.crm.playbooks.start("house", people, on=date(2026, 11, 26), per_day=3)
    assert done.sentence == "Started Inside the house with 7 people, 3 a day until Mon 30 Nov."
    assert [step[:10] for step in world.steps()] == days
    world.crm.history.undo()
    assert world.steps() == []


def test_a_batch_that_is_to_begin_on_a_day_off_begins_on_the_next_working_day(world: World, ana: int, ben: int) -> None:
    preview = world.crm.playbooks.preview("house", [ana, ben], on=date(2026, 11, 28), per_day=1)
    assert [person.starts_on.isoformat() for person in preview.people] == ["2026-11-30", "2026-12-01"]


@pytest.mark.parametrize("name", ALL)
def test_the_days_of_the_preview_are_those_that_come(world: World, ana: int, ben: int, name: str) -> None:
    """A preview and its act use the same function: a step that is done on its day lays the next where it was shown."""
    shown = world.crm.playbooks.preview(name, [ana], on=date(2026, 11, 30)).people[0].steps
    world.crm.playbooks.start(name, [ana], on=date(2026, 11, 30))
    seen: list[tuple[date, str]] = []
    while world.steps():
        first = world.steps()[0]
        seen.append((date.fromisoformat(first[:10]), first.split(": ", 1)[1]))
        world.on(first[:10])
        step = next(it for it in world.session.follow_ups.all() if it.title == seen[-1][1])
        world.crm.acts.done(f"f{step.id}")
    assert sorted(seen) == sorted((step.on, step.title) for step in shown if step.on)


@pytest.mark.parametrize(
    ("name", "ids", "per_day", "error"),
    [
        ("outrech", [1], None, NotFound),
        ("outreach", [99], None, NotFound),
        ("outreach", [], None, UsageProblem),
        ("outreach", [1], 0, UsageProblem),
        ("outreach", [1], -3, UsageProblem),
    ],
)
def test_what_cannot_be_started_changes_nothing(
    world: World, ana: int, name: str, ids: list[int], per_day: int | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        world.crm.playbooks.start(name, ids, per_day=per_day)
    assert world.crm.playbooks.runs(ana) == []


def test_nothing_that_runs_cannot_be_stopped(world: World, ana: int) -> None:
    with pytest.raises(NothingToDo, match="No playbook runs with Ana Lima"):
        world.crm.playbooks.stop([ana])
    world.crm.playbooks.start("house", [ana])
    with pytest.raises(NothingToDo, match="mentor does not run with Ana Lima"):
        world.crm.playbooks.stop([ana], playbook="mentor")
    with pytest.raises(NotFound):
        world.crm.playbooks.stop([99])


# Two playbooks on one person


def test_a_second_playbook_on_somebody_asks_what_becomes_of_the_first(world: World, ana: int) -> None:
    world.crm.playbooks.start("reconnect", [ana])
    world.on("2026-11-25")
    with pytest.raises(NeedsDecision) as problem:
        world.crm.playbooks.start("mentor", [ana])
    assert str(problem.value) == (
        "Reconnect runs with Ana Lima (since 23 Nov, next: Write Ana Lima a note that asks for nothing, Mon 23 Nov)."
        " Say what becomes of it when New mentor starts: replace it, queue the new one behind it, or run both (--clash"
        " replace, queue or both)."
    )
    assert [(it.playbook, it.since) for it in world.crm.playbooks.clashes([ana])] == [("reconnect", date(2026, 11, 23))]


def test_a_playbook_can_replace_the_one_that_runs(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    done = world.crm.playbooks.start("reconnect", [ana], clash=Clash.REPLACE)
    assert done.sentence.endswith("It replaces 3B7 outreach.")
    runs = world.crm.playbooks.runs(ana)
    assert [(run.playbook, run.state, run.ended_why) for run in runs] == [
        ("reconnect", RunState.OPEN, ""),
        ("outreach", RunState.ENDED, "replaced by Reconnect"),
    ]
    assert world.closed() == ["replaced by Reconnect"]
    assert world.held(ana) == "reconnect"
    world.crm.history.undo()
    assert [run.playbook for run in world.crm.playbooks.runs(ana)] == ["outreach"]
    assert world.steps() == ["2026-11-23 Ana Lima: Write to Ana Lima"]


def test_a_playbook_can_wait_for_the_one_that_runs(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    done = world.crm.playbooks.start("mentor", [ana], clash=Clash.QUEUE)
    assert done.sentence == "Queued New mentor with Ana Lima: it starts when 3B7 outreach ends."
    assert [run.state for run in world.crm.playbooks.runs(ana)] == [RunState.OPEN, RunState.QUEUED]
    assert world.held(ana) == "outreach"
    world.on("2026-12-02")
    sentence = world.log(ana)
    assert "3B7 outreach ended: answered by Ana Lima on 2 Dec." in sentence
    assert "Next in New mentor: Thank Ana Lima for agreeing to be your mentor, Thu 3 Dec." in sentence
    run = world.run(ana)
    assert (run.playbook, run.state, run.started_on) == ("mentor", RunState.OPEN, date(2026, 12, 2))
    world.crm.history.undo()
    assert [run.state for run in world.crm.playbooks.runs(ana)] == [RunState.OPEN, RunState.QUEUED]


def test_a_queued_playbook_keeps_a_later_day_of_its_own(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.crm.playbooks.start("leaving", [ana], on=date(2027, 1, 29), clash=Clash.QUEUE)
    world.on("2026-12-02")
    world.crm.playbooks.stop([ana], playbook="outreach")
    assert [step[:10] for step in world.steps()] == ["2027-01-19", "2027-01-21", "2027-01-27"]


def test_queued_playbooks_begin_one_after_the_other(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.crm.playbooks.start("mentor", [ana], clash=Clash.QUEUE)
    world.crm.playbooks.start("conference", [ana], clash=Clash.QUEUE)
    for _ in range(2):
        world.crm.playbooks.stop([ana], playbook=world.run(ana).playbook)
    states = {run.playbook: run.state for run in world.crm.playbooks.runs(ana)}
    assert states == {"outreach": RunState.ENDED, "mentor": RunState.ENDED, "conference": RunState.OPEN}


def test_a_queued_playbook_never_begins_with_somebody_who_is_gone(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.crm.playbooks.start("mentor", [ana], clash=Clash.QUEUE)
    world.crm.contacts.set_state([ana], State.DO_NOT_CONTACT)
    assert [run.ended_why for run in world.crm.playbooks.runs(ana)] == ["Ana Lima is marked do not contact"] * 2
    assert world.steps() == []


def test_both_playbooks_can_run(world: World, ana: int) -> None:
    world.crm.playbooks.start("house", [ana])
    world.crm.playbooks.start("mentor", [ana], clash=Clash.BOTH)
    assert [run.state for run in world.crm.playbooks.runs(ana)] == [RunState.OPEN, RunState.OPEN]
    world.log(ana)
    states = {run.playbook: run.state for run in world.crm.playbooks.runs(ana)}
    assert states == {"house": RunState.ENDED, "mentor": RunState.OPEN}
    assert world.held(ana) == "mentor"


def test_in_a_batch_only_those_who_are_busy_wait(world: World, ana: int) -> None:
    cem = world.add("Cem Oz")
    world.crm.playbooks.start("house", [ana])
    done = world.crm.playbooks.start("mentor", [ana, cem], clash=Clash.QUEUE)
    assert done.sentence == "Started New mentor with 2 people. 1 of them wait for another playbook to end."
    assert world.run(cem).state is RunState.OPEN


# The library


def test_the_seven_are_there_and_name_only_what_there_is(world: World) -> None:
    lines = world.crm.playbooks.lines()
    assert [line.name for line in lines] == list(ALL)
    assert [line.problem for line in lines] == [""] * 7
    assert not any(line.is_own for line in lines)
    assert all(line.summary and line.steps for line in lines)


def test_a_playbook_of_the_users_own_takes_the_place_of_a_shipped_one(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "playbooks"
    folder.mkdir(parents=True)
    text = 'title = "My house"\nsummary = "S"\n[[step]]\nid = "a"\nafter = "1 day"\ntitle = "A {name}"\n'
    (folder / "house.toml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (folder / "odd.toml").write_text(text + 'message = "no-such"\n', encoding="utf-8")
    (folder / "broken.toml").write_text(text + "colour = 1\n", encoding="utf-8")
    (folder / "latin.toml").write_bytes('title = "caf\xe9"\n'.encode("latin-1"))
    (folder / "inside.toml").write_text('inside = "nowhere"\n' + text, encoding="utf-8")
    (folder / "large.toml").write_text("#" * 200_000, encoding="utf-8")
    (folder / "folder.toml").mkdir()
    lines = {line.name: line for line in world.crm.playbooks.lines()}
    assert (lines["house"].title, lines["house"].is_own) == ("My house", True)
    assert world.crm.playbooks.get("my HOUSE").name == "house"
    assert lines["house"].steps[0].title == "A the person"
    assert f"{folder / 'broken.toml'}, line 7, “colour”: this key is not known" in lines["broken"].problem
    assert "odd.toml, line 7, “message”: there is no message template “no-such”. Known:" in lines["odd"].problem
    assert "inside.toml, line 1, “inside”: there is no playbook “nowhere”." in lines["inside"].problem
    assert "latin.toml, line 1: this is no UTF-8 text." in lines["latin"].problem
    assert "large.toml is too large" in lines["large"].problem
    assert "folder.toml cannot be read" in lines["folder"].problem


def test_an_unknown_playbook_names_those_that_are_known(world: World) -> None:
    with pytest.raises(NotFound, match="No playbook answers to “outrech”"):
        world.crm.playbooks.get("outrech")
