"""The seven playbooks, each walked to each of its ends."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel
from netcrm.domain.playbooks.run import RunState
from netcrm.errors import UsageProblem
from tests.services.playbook_world import ALL, World

# 3B7 outreach


def test_outreach_without_an_answer_goes_to_a_second_person_then_once_more_to_the_first(
    world: World, ana: int, ben: int
) -> None:
    done = world.crm.playbooks.start("outreach", [ana])
    assert done.sentence == (
        "Started 3B7 outreach with Ana Lima: Write to Ana Lima, Mon 23 Nov. The second person is Ben Cole."
    )
    assert world.steps() == ["2026-11-23 Ana Lima: Write to Ana Lima"]
    sentence = world.done("first", Channel.EMAIL)
    assert sentence.endswith("Next in 3B7 outreach: Write to Ben Cole at St Mary's, beside Ana Lima, Thu 26 Nov.")
    assert world.steps() == [
        "2026-11-26 Ben Cole: Write to Ben Cole at St Mary's, beside Ana Lima",
        "2026-12-02 Ana Lima: Write Ana Lima one more note",
    ]
    assert world.run(ana).asks == "Did Ana Lima answer?"
    world.on("2026-11-26")
    world.done("second", Channel.EMAIL)
    world.on("2026-12-02")
    assert world.done("again", Channel.EMAIL).endswith("3B7 outreach is finished.")
    run = world.run(ana)
    assert (run.state, run.ended_on, run.ended_why) == (RunState.ENDED, date(2026, 12, 2), "finished")
    assert (world.held(ana), world.held(ben)) == ("", "")


@pytest.mark.parametrize(("who", "name"), [(0, "Ana Lima"), (1, "Ben Cole")])
def test_outreach_ends_when_anyone_in_the_run_answers(world: World, ana: int, ben: int, who: int, name: str) -> None:
    world.crm.playbooks.start("outreach", [ana])
    world.done("first", Channel.EMAIL)
    world.on("2026-12-03")
    sentence = world.log((ana, ben)[who])
    assert f"3B7 outreach ended: answered by {name} on 3 Dec." in sentence
    assert world.steps() == []
    assert world.closed() == [f"answered by {name} on 3 Dec"] * 2
    assert world.run(ana).ended_why == f"answered by {name} on 3 Dec"


def test_outreach_without_a_second_person_goes_by(world: World, ana: int) -> None:
    assert world.crm.playbooks.start("outreach", [ana]).sentence.endswith("Write to Ana Lima, Mon 23 Nov.")
    world.done("first", Channel.EMAIL)
    assert world.steps()[0] == "2026-11-26 Ana Lima: Go by St Mary's to see Ana Lima"
    # Who goes by and finds her has an answer.
    world.on("2026-11-26")
    world.done("second", Channel.MEETING)
    assert world.run(ana).ended_why == "answered by Ana Lima on 26 Nov"


def test_outreach_counts_business_days_around_the_holidays_of_the_user(world: World, ana: int) -> None:
    world.crm.settings.set("region", "US")
    world.crm.playbooks.start("outreach", [ana])
    world.done("first")
    assert [step[:10] for step in world.steps()] == ["2026-11-27", "2026-12-03"]


def test_outreach_counts_around_the_holidays_of_the_one_it_is_for(world: World, ana: int) -> None:
    world.on("2026-12-28")
    chloe = world.add("Chloe Petit", "Lyon Sud", country="FR")
    world.crm.playbooks.start("outreach", [chloe])
    world.done("first")
    assert [step[:10] for step in world.steps()] == ["2026-12-31", "2027-01-07"]


def test_outreach_is_proposed_as_inside_the_house_at_ones_own_institution(world: World, ana: int, ben: int) -> None:
    cem = world.add("Cem Oz", "Elsewhere")
    with world.session.act("set institution"):
        world.session.settings.set("institution", "St. Mary's")
    people = world.crm.playbooks.preview("outreach", [ana, cem]).people
    assert [person.inside for person in people] == ["house", ""]


# Inside the house


def test_inside_the_house_nudges_once_after_five_business_days(world: World, ana: int, ben: int) -> None:
    world.crm.playbooks.start("house", [ana])
    world.done("first", Channel.EMAIL)
    assert world.steps() == ["2026-11-30 Ana Lima: Nudge Ana Lima"]
    assert world.held(ben) == ""
    world.on("2026-11-30")
    world.done("nudge", Channel.EMAIL)
    assert world.run(ana).ended_why == "finished"


def test_inside_the_house_ends_with_an_answer(world: World, ana: int) -> None:
    world.crm.playbooks.start("house", [ana])
    world.done("first", Channel.EMAIL)
    world.on("2026-11-25")
    world.log(ana)
    assert (world.run(ana).ended_why, world.steps()) == ("answered by Ana Lima on 25 Nov", [])


# Thank-you


def test_thanks_are_due_24_hours_after_the_end_of_the_interview(world: World, ana: int) -> None:
    world.on("2026-11-20")  # a Friday
    ended = datetime(2026, 11, 20, 15, 30).astimezone()
    world.crm.playbooks.start("thank-you", [ana], at=ended)
    found = world.session.follow_ups.all()
    assert found[0].due_at == datetime(2026, 11, 21, 15, 30).astimezone()
    assert world.steps() == [
        "2026-11-21 Ana Lima: Thank Ana Lima",
        "2026-12-04 Ana Lima: Report back to Ana Lima on their advice",
    ]


def test_thanks_are_due_the_next_calendar_day_where_no_hour_is_known_and_do_not_roll(world: World, ana: int) -> None:
    world.on("2026-11-20")
    world.crm.playbooks.start("thank-you", [ana])
    assert world.steps()[0] == "2026-11-21 Ana Lima: Thank Ana Lima"


def test_a_thank_you_that_is_answered_still_leads_to_the_report(world: World, ana: int) -> None:
    world.crm.playbooks.start("thank-you", [ana])
    world.on("2026-11-24")
    world.done("thanks", Channel.EMAIL)
    world.log(ana)
    assert world.steps() == ["2026-12-07 Ana Lima: Report back to Ana Lima on their advice"]
    world.on("2026-12-07")
    world.done("report", Channel.EMAIL)
    assert world.run(ana).ended_why == "finished"


# Conference


def test_a_conference_is_written_about_within_two_days_and_two_weeks_later(world: World, ana: int) -> None:
    world.crm.playbooks.start("conference", [ana], on=date(2026, 11, 20))
    assert world.steps() == ["2026-11-23 Ana Lima: Write to Ana Lima about what you talked of"]
    world.done("note", Channel.EMAIL)
    assert world.steps() == ["2026-12-07 Ana Lima: Write to Ana Lima again, with something of use to them"]
    world.on("2026-12-08")
    world.done("again", Channel.EMAIL)
    assert world.run(ana).ended_why == "finished"


# New mentor


def test_a_new_mentor_is_thanked_and_written_to_monthly_for_a_quarter(world: World, ana: int) -> None:
    world.on("2026-11-30")
    world.crm.playbooks.start("mentor", [ana])
    assert world.steps() == ["2026-12-01 Ana Lima: Thank Ana Lima for agreeing to be your mentor"]
    days = []
    for step, day in (
        ("thanks", "2026-12-01"),
        ("first-month", "2027-01-01"),
        ("second-month", "2027-02-01"),
        ("third-month", "2027-03-01"),
    ):
        world.on(day)
        world.done(step)
        days += [line[:10] for line in world.steps()]
    assert days == ["2027-01-01", "2027-02-01", "2027-03-01"]
    assert world.run(ana).ended_why == "finished"


# Reconnect


def test_reconnecting_rests_six_months_after_ten_business_days_of_silence(world: World, ana: int) -> None:
    world.crm.playbooks.start("reconnect", [ana])
    world.done("note", Channel.EMAIL)
    assert world.steps() == ["2026-12-07 Ana Lima: No word from Ana Lima: let it rest for six months"]
    world.on("2026-12-07")
    world.done("rest")
    assert world.steps() == ["2027-06-07 Ana Lima: Write Ana Lima another note that asks for nothing"]
    assert world.held(ana) == "reconnect"
    world.on("2027-06-07")
    world.done("again", Channel.EMAIL)
    assert world.steps() == ["2027-06-21 Ana Lima: No word from Ana Lima: leave it at that"]
    world.on("2027-06-21")
    world.done("leave")
    assert world.run(ana).ended_why == "finished"


def test_an_answer_to_the_reconnecting_note_proposes_a_call_the_day_after(world: World, ana: int) -> None:
    world.crm.playbooks.start("reconnect", [ana])
    world.done("note", Channel.EMAIL)
    world.on("2026-12-01")
    sentence = world.log(ana)
    assert "Next in Reconnect: Propose a call to Ana Lima, Wed 2 Dec." in sentence
    assert world.steps() == ["2026-12-02 Ana Lima: Propose a call to Ana Lima"]
    assert world.closed() == ["Ana Lima answered on 1 Dec"]
    world.on("2026-12-02")
    world.done("call", Channel.EMAIL)
    assert world.run(ana).ended_why == "finished"


def test_an_answer_on_the_very_day_of_the_start_is_known_later_too(world: World, ana: int) -> None:
    world.crm.playbooks.start("reconnect", [ana])
    world.log(ana)
    world.on("2026-11-24")
    world.done("note", Channel.EMAIL)
    assert world.steps() == ["2026-11-24 Ana Lima: Propose a call to Ana Lima"]


def test_reconnecting_ends_when_they_meet(world: World, ana: int) -> None:
    world.crm.playbooks.start("reconnect", [ana])
    world.done("note", Channel.EMAIL)
    world.on("2026-12-01")
    world.log(ana, Channel.COFFEE, None)
    assert (world.run(ana).ended_why, world.steps()) == ("met Ana Lima on 1 Dec", [])


# Leaving


def test_leaving_counts_back_from_the_last_day_and_asks_two_people_for_a_recommendation(world: World, ana: int) -> None:
    people = [ana, world.add("Ben Cole"), world.add("Cem Oz")]
    done = world.crm.playbooks.start("leaving", people, on=date(2026, 12, 18))
    assert done.sentence == "Started Leaving with 3 people."
    assert [step for step in world.steps() if "Ana" in step] == [
        "2026-12-08 Ana Lima: Thank Ana Lima for the time together",
        "2026-12-10 Ana Lima: Ask Ana Lima for a recommendation",
        "2026-12-16 Ana Lima: Give Ana Lima the address that you can be reached at from now on",
    ]
    assert sum("recommendation" in step for step in world.steps()) == 2
    assert not [step for step in world.steps() if "Cem" in step and "recommendation" in step]


def test_leaving_ends_in_a_cadence_for_those_who_have_none_of_their_own(world: World, ana: int) -> None:
    from netcrm.domain.cadence import CadenceScope, parse_cadence

    ben = world.add("Ben Cole")
    world.crm.cadences.set(CadenceScope.CONTACT, str(ben), parse_cadence("1 month"))
    world.crm.playbooks.start("leaving", [ana, ben], on=date(2026, 12, 18))
    world.on("2026-12-16")
    keys = [f"f{it.id}" for it in world.session.follow_ups.all()]
    assert world.crm.acts.done(*keys).sentence.endswith("Leaving is finished. Leaving is finished.")
    assert [str(world.session.cadences.own_cadence(one)) for one in (ana, ben)] == ["3 months", "1 month"]


def test_leaving_late_asks_for_what_has_passed_today(world: World, ana: int) -> None:
    world.on("2026-12-11")
    world.crm.playbooks.start("leaving", [ana], on=date(2026, 12, 18))
    assert [step[:10] for step in world.steps()] == ["2026-12-11", "2026-12-11", "2026-12-16"]


def test_leaving_needs_the_day_that_it_counts_back_from(world: World, ana: int) -> None:
    with pytest.raises(UsageProblem, match="Leaving counts back from a day"):
        world.crm.playbooks.start("leaving", [ana])


# Ends that all of them share


@pytest.mark.parametrize("name", ALL)
def test_every_playbook_ends_when_it_is_stopped(world: World, ana: int, ben: int, name: str) -> None:
    world.crm.playbooks.start(name, [ana], on=date(2026, 11, 30))
    title = world.crm.playbooks.get(name).title
    done = world.crm.playbooks.stop([ana], "another time")
    assert done.sentence == f"Stopped {title} with Ana Lima: another time."
    assert (world.run(ana).ended_why, world.steps()) == ("stopped: another time", [])
    assert set(world.closed()) == {"stopped: another time"}
    world.crm.history.undo()
    assert world.run(ana).state is RunState.OPEN
    assert world.steps()


_GONE = {
    State.DO_NOT_CONTACT: "Ana Lima is marked do not contact",
    State.ARCHIVED: "Ana Lima is archived",
    State.LEFT_FIELD: "Ana Lima is marked as having left the field",
    State.DECEASED: "Ana Lima is marked as deceased",
}


@pytest.mark.parametrize(("name", "state"), [*zip(ALL, [*_GONE, *_GONE], strict=False)])
def test_every_playbook_ends_with_somebody_who_is_not_to_be_written_to(
    world: World, ana: int, name: str, state: State
) -> None:
    why = _GONE[state]
    world.crm.playbooks.start(name, [ana], on=date(2026, 11, 30))
    sentence = world.crm.contacts.set_state([ana], state).sentence
    assert sentence.endswith(f"ended: {why}.")
    assert (world.run(ana).ended_why, world.steps()) == (why, [])
    world.crm.history.undo()
    assert world.run(ana).state is RunState.OPEN


@pytest.mark.parametrize("name", ALL)
def test_one_undo_takes_a_start_back(world: World, ana: int, ben: int, name: str) -> None:
    world.crm.playbooks.start(name, [ana], on=date(2026, 11, 30))
    world.crm.history.undo()
    assert (world.crm.playbooks.runs(ana), world.steps(), world.held(ana)) == ([], [], "")
    world.crm.history.redo()
    assert world.run(ana).state is RunState.OPEN
    assert world.held(ana) == name
