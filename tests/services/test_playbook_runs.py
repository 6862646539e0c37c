"""What moves, holds and ends a run, and that one undo takes each of it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.playbooks.run import RunState
from netcrm.errors import NotFound
from netcrm.services.interactions import InteractionDraft
from tests.services.playbook_world import World

# What moves a run


def test_one_undo_takes_a_step_and_what_it_laid_down_back(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.done("first", Channel.EMAIL)
    world.crm.history.undo()
    assert world.steps() == ["2026-11-23 Ana Lima: Write to Ana Lima"]


def test_one_undo_takes_an_answer_and_the_end_of_the_run_back(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.done("first", Channel.EMAIL)
    before = world.steps()
    world.log(ana)
    world.crm.history.undo()
    assert (world.steps(), world.run(ana).state) == (before, RunState.OPEN)


def test_skipping_a_step_goes_on_to_what_follows_it(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.crm.acts.skip(world.key("first"), reason="met her in the lift")
    assert len(world.steps()) == 2


def test_dropping_a_step_ends_the_run_with_its_reason(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.done("first")
    sentence = world.crm.acts.drop(world.key("second"), reason="she changed jobs").sentence
    assert sentence.endswith("That ends 3B7 outreach.")
    assert (world.run(ana).ended_why, world.steps()) == ("stopped: she changed jobs", [])


def test_deleting_a_step_ends_the_run(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.crm.follow_ups.delete(int(world.key("first")[1:]))
    assert world.run(ana).ended_why == "stopped: “Write to Ana Lima” was deleted"


def test_a_step_put_off_stays_in_its_run(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.crm.acts.snooze(world.key("first"), until=date(2026, 11, 30))
    assert world.run(ana).next_step == "Write to Ana Lima, Mon 30 Nov"


def test_an_answer_from_before_the_run_is_none(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.log(ana, on="2026-11-20")
    assert world.run(ana).state is RunState.OPEN


def test_what_goes_out_is_no_answer(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.log(ana, direction=Direction.OUTGOING)
    assert world.run(ana).state is RunState.OPEN


def test_a_run_that_is_begun_before_its_day_hears_answers_from_then_on(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana], on=date(2026, 11, 30))
    world.log(ana)
    assert world.run(ana).state is RunState.OPEN
    world.on("2026-11-24")
    world.done("first", Channel.EMAIL)
    world.on("2026-11-25")
    world.log(ana)
    assert world.run(ana).ended_why == "answered by Ana Lima on 25 Nov"


def test_an_interaction_becomes_an_answer_when_it_is_edited_into_one(world: World, ana: int) -> None:
    world.log(ana, direction=Direction.OUTGOING)
    world.crm.playbooks.start("outreach", [ana])
    logged = world.session.interactions.of_contact(ana, 1)[0]
    draft = InteractionDraft((ana,), Channel.EMAIL, world.session.today, Direction.OUTGOING, "other words")
    world.crm.interactions.edit(logged.id, draft)
    assert world.run(ana).state is RunState.OPEN
    world.crm.interactions.edit(logged.id, replace(draft, direction=Direction.INCOMING))
    assert world.run(ana).state is RunState.ENDED


def test_editing_what_came_in_before_the_start_is_no_answer(world: World, ana: int) -> None:
    cem = world.add("Cem Oz")
    world.log(ana)
    world.crm.playbooks.start("outreach", [ana])
    logged = world.session.interactions.of_contact(ana, 1)[0]
    draft = InteractionDraft((ana, cem), Channel.EMAIL, world.session.today, Direction.INCOMING, "other words")
    world.crm.interactions.edit(logged.id, draft)
    assert world.run(ana).state is RunState.OPEN


def test_somebody_who_is_added_to_what_came_in_has_answered(world: World, ana: int) -> None:
    cem = world.add("Cem Oz")
    world.log(cem)
    world.crm.playbooks.start("outreach", [ana])
    logged = world.session.interactions.of_contact(cem, 1)[0]
    draft = InteractionDraft((cem, ana), Channel.EMAIL, world.session.today, Direction.INCOMING)
    world.crm.interactions.edit(logged.id, draft)
    assert world.run(ana).state is RunState.ENDED


def test_answered_logs_what_came_in_and_ends_the_run(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.done("first", Channel.MESSAGE)
    done = world.crm.playbooks.answered(ana, summary="yes, Thursday")
    assert done.sentence == ("Logged a message from Ana Lima. 3B7 outreach ended: answered by Ana Lima on 23 Nov.")
    logged = world.session.interactions.of_contact(ana, 1)[0]
    assert (logged.direction, logged.summary) == (Direction.INCOMING, "yes, Thursday")
    with pytest.raises(NotFound):
        world.crm.playbooks.answered(99)


def test_a_step_done_some_days_ago_counts_from_then(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("outreach", [ana], on=date(2026, 11, 19))
    world.crm.acts.done(world.key("first"), on=date(2026, 11, 19))
    assert [step[:10] for step in world.steps()] == ["2026-11-24", "2026-11-30"]


def test_changing_a_playbook_does_not_change_what_runs(world: World, ana: int, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "playbooks"
    folder.mkdir(parents=True)
    text = 'title = "Mine"\nsummary = "S"\n[[step]]\nid = "a"\nafter = "1 day"\ntitle = "A"\n'
    more = '[[step]]\nid = "b"\nafter = "{}"\nsince = "a"\ntitle = "B"\n'
    (folder / "mine.toml").write_text(text + more.format("1 week"), encoding="utf-8")
    world.crm.playbooks.start("mine", [ana])
    (folder / "mine.toml").write_text(text + more.format("9 weeks"), encoding="utf-8")
    world.done("a")
    assert world.steps() == ["2026-11-30 Ana Lima: B"]
    (folder / "mine.toml").unlink()
    assert world.run(ana).title == "Mine"
    assert world.crm.playbooks.stop([ana], playbook="Mine").sentence == "Stopped Mine with Ana Lima."


# Check-ins are held


def test_while_a_run_is_open_the_check_ins_of_its_people_are_held(world: World, ana: int, ben: int) -> None:
    from netcrm.domain.cadence import CadenceScope, parse_cadence

    for one in (ana, ben):
        world.crm.cadences.set(CadenceScope.CONTACT, str(one), parse_cadence("1 week"))
        world.log(one, direction=Direction.OUTGOING, on="2026-10-01")
    assert [item.key for item in world.crm.agenda.build().items if item.key[0] == "c"] == [f"c{ben}", f"c{ana}"]
    before = world.session.next_dates([ana, ben])
    world.crm.playbooks.start("outreach", [ana])
    assert [item.key for item in world.crm.agenda.build().items if item.key[0] == "c"] == []
    assert {row.standing for row in world.crm.contacts.rows([ana, ben])} == {Standing.PAUSED}
    world.crm.playbooks.stop([ana])
    assert world.session.next_dates([ana, ben]) == before
    assert [item.key for item in world.crm.agenda.build().items if item.key[0] == "c"] == [f"c{ben}", f"c{ana}"]


# People who go


def test_deleting_the_first_person_ends_the_run_and_leaves_no_orphan(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.done("first")
    world.crm.contacts.delete([ana])
    run = world.run(ben)
    assert (run.state, run.ended_why) == (RunState.ENDED, "the person it was started with was deleted")
    assert (world.steps(), world.held(ben)) == ([], "")
    world.crm.history.undo()
    assert len(world.steps()) == 2
    assert world.run(ana).state is RunState.OPEN


def test_deleting_the_second_person_leaves_their_step_to_the_first(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.done("first")
    world.crm.contacts.delete([ben])
    assert world.steps() == [
        "2026-11-26 Ana Lima: Go by St Mary's to see Ana Lima",
        "2026-12-02 Ana Lima: Write Ana Lima one more note",
    ]


def test_archiving_the_second_person_leaves_their_step_to_the_first(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.done("first")
    world.crm.contacts.set_state([ben], State.ARCHIVED)
    assert world.steps()[0] == "2026-11-26 Ana Lima: Go by St Mary's to see Ana Lima"
    assert world.closed() == ["Ben Cole is archived"]
    assert world.run(ana).state is RunState.OPEN


def test_deleting_both_takes_the_run_with_them(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.done("first")
    world.crm.contacts.delete([ana, ben])
    assert world.session.database.scalar("SELECT count(*) FROM playbook_run") == 0
    assert world.session.follow_ups.all() == []
    world.crm.history.undo()
    assert len(world.steps()) == 2


def test_deleting_the_only_person_takes_the_run_along(world: World, ana: int) -> None:
    world.crm.playbooks.start("mentor", [ana])
    assert world.crm.contacts.delete([ana]).sentence == "Deleted Ana Lima."
    assert world.session.database.scalar("SELECT count(*) FROM playbook_run") == 0


def test_acts_that_touch_no_run_ask_the_store_once(world: World, ana: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing runs, an act costs one look at the index of what is going."""
    plan = world.session.database.rows("EXPLAIN QUERY PLAN SELECT 1 FROM playbook_run WHERE state <> 'ended' LIMIT 1")
    assert "playbook_run_going" in plan[0][3]

    def fail(*_: object) -> tuple[int, ...]:
        raise AssertionError

    monkeypatch.setattr("netcrm.services.playbooks.moving.move_runs", fail)
    world.log(ana)


def test_moments_are_kept_in_their_zone(world: World, ana: int) -> None:
    world.crm.playbooks.start("thank-you", [ana], at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    found = world.session.follow_ups.all()[0]
    assert found.due_at is not None
    assert found.due_at.astimezone(UTC) == datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert found.due_on == found.due_at.astimezone().date()


def test_a_run_that_another_version_wrote_stands_in_nobodys_way(world: World, ana: int) -> None:
    world.crm.playbooks.start("outreach", [ana])
    with world.session.act("another version"):
        world.session.database.execute("UPDATE playbook_run SET definition = 'title = 3'")
    assert world.run(ana).title == "outreach"
    world.log(ana)
    assert (world.run(ana).ended_why, world.steps()) == ("its playbook cannot be read by this version of netcrm", [])


def test_a_start_with_many_and_an_answer_among_them_are_quick_enough_to_wait_for(world: World) -> None:
    """Each run is moved by what concerns it alone."""
    people = [world.add(f"Person No{number}", "St Mary's") for number in range(40)]
    world.crm.playbooks.start("house", people, per_day=5)
    statements = 0

    def count(_statement: str) -> None:
        nonlocal statements
        statements += 1

    world.session.database.peewee.connection().set_trace_callback(count)
    world.log(people[0])
    world.session.database.peewee.connection().set_trace_callback(None)
    assert world.run(people[0]).state is RunState.ENDED
    assert statements < 120


def test_a_step_names_the_message_that_its_playbook_named_at_the_start(world: World, ana: int) -> None:
    world.crm.playbooks.start("reconnect", [ana])
    assert world.crm.playbooks.message_of(1) == "reconnect"
    world.done("note")
    assert world.crm.playbooks.message_of(2) == ""
    assert world.crm.playbooks.message_of(99) == ""
