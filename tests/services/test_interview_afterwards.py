"""Afterwards: advice, referrals, thanks, rating and next step in one act, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from icalendar import Calendar

from netcrm.clock import Clock
from netcrm.domain.interaction import Channel
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.domain.interviews.sheet import AdviceGiven, Afterwards, Referral
from netcrm.domain.roles import Role
from netcrm.domain.ties.advice import AdviceState
from netcrm.domain.ties.introduction import IntroductionStage
from netcrm.errors import DateProblem, NeedsDecision, NetcrmError, NotFound, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from tests.services.interview_world import agreed_on, new_york, promises
from tests.services.support import added, day, undo_and_redo_all

IN_TWO_WEEKS = day("2026-12-07")


@pytest.fixture(autouse=True)
def _world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    with new_york(monkeypatch, tmp_path):
        yield


@pytest.fixture
def ana(crm: Crm) -> int:
    return added(crm, "Ana Lima", organisation="St Mary", email="ana@stmary.test")


def after(crm: Crm, who: int, said: Afterwards) -> str:
    return crm.interviews.afterwards(crm.interviews.current(who, Stage.HELD), said).sentence


def alarms(crm: Crm, words: str) -> tuple[str, list[str]]:
    """Return when the event that says `words` begins and rings, by the user's clock, as another reader sees it."""
    data = b"".join(crm.exports.chunks(ExportKind.ICS, ExportOptions()))
    (event,) = [it for it in Calendar.from_ical(data).walk("VEVENT") if words in str(it["SUMMARY"])]
    begins = event.decoded("DTSTART")
    rings = [begins + alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
    return f"{begins.astimezone():%d %H:%M}", [f"{at.astimezone():%d %H:%M}" for at in rings]


def test_all_that_came_of_it_is_one_act_that_says_what_its_preview_said(crm: Crm, ana: int) -> None:
    bo = added(crm, "Bo Chen", organisation="Harbor Point")
    interview = crm.interviews.get(agreed_on(crm, ana, "2026-11-23", "05:00"))
    said = Afterwards(
        advice=(
            AdviceGiven("read E6(R3)", IN_TWO_WEEKS, is_shareable=True),
            AdviceGiven("join a chapter"),
            AdviceGiven(" "),
        ),
        referrals=(
            Referral("Cem Ok, MD", "cem@ok.test", "Harbor Point", Role.RESEARCH_COORDINATOR),
            Referral("bo chen", "bo@harbor.test", "Elsewhere", stage=IntroductionStage.AGREED),
            Referral("Cem Ok", "CEM@ok.test"),
        ),
        rating=5,
        next_step="send my CV",
        next_step_on=day("2026-11-27"),
    )  # fmt: skip
    assert crm.interviews.plan_afterwards(interview, said).lines == (
        "Held, logged as an informational interview.",
        "Thank Ana Lima by Tue 24 Nov 05:30.",
        "Advice: “read E6(R3)”, report back on Mon 7 Dec.",
        "Advice: “join a chapter”.",
        "Cem Ok: new contact; Ana Lima introduced you: write to them.",
        "Bo Chen: in your network already; Ana Lima introduces you.",
        "Rated 5 of 5.",
        "Next step on Fri 27 Nov: send my CV.",
    )
    done = crm.interviews.afterwards(interview, said)
    cem = done.contact_ids[1]
    assert done.contact_ids == (ana, cem, bo)
    assert "2 pieces of advice, report back Mon 7 Dec. New: Cem Ok" in done.sentence
    assert promises(crm, ana) == [
        ("Thank Ana Lima", day("2026-11-24"), "open"),
        ("send my CV", day("2026-11-27"), "open"),
        ("Ana Lima introduces you to Bo Chen", day("2026-11-30"), "open"),
        ("Report back to Ana Lima: read E6(R3)", IN_TWO_WEEKS, "open"),
    ]
    assert promises(crm, cem) == [("Write to Cem Ok: Ana Lima introduced you", day("2026-11-24"), "open")]
    new, old = crm.contacts.get(cem).details, crm.contacts.get(bo).details
    assert (new.name.display, new.roles, new.emails[0].value) == (
        "Cem Ok, MD", (Role.RESEARCH_COORDINATOR,), "cem@ok.test",
    )  # fmt: skip
    assert (old.positions[0].organisation, old.emails[0].value) == ("Harbor Point", "bo@harbor.test")
    assert [(it.text, it.is_shareable) for it in crm.interviews.sheet(interview.id).advice] == [
        ("read E6(R3)", True), ("join a chapter", False),
    ]  # fmt: skip
    kept = crm.interviews.get(interview.id)
    assert (kept.stage, kept.rating, kept.next_step) == (Stage.HELD, 5, "send my CV")
    assert crm.safety.doctor(mend=False).findings == ()
    undo_and_redo_all(crm)


def test_the_thanks_ring_in_the_evening_and_two_hours_before_their_end(crm: Crm, ana: int) -> None:
    interview = crm.interviews.get(agreed_on(crm, ana, "2026-11-23", "05:00"))
    crm.interviews.afterwards(interview, Afterwards(rating=3))
    assert alarms(crm, "Thank Ana Lima") == ("24 05:30", ["23 20:00", "24 03:30"])


def test_after_a_late_talk_the_same_evening_is_past(crm: Crm, ana: int) -> None:
    with Crm.open(crm.path, clock=Clock(day("2026-11-24"))) as tomorrow:
        talk = tomorrow.interviews.current(ana, Stage.HELD)
        tomorrow.interviews.held(talk, on=day("2026-11-23"), at=time(21))
        assert alarms(tomorrow, "Thank Ana Lima") == ("24 21:30", ["24 19:30"])


def test_ticking_the_thanks_makes_the_interview_thanked_and_undo_takes_both_back(crm: Crm, ana: int) -> None:
    after(crm, ana, Afterwards(held_on=day("2026-11-22")))
    (thanks,) = [it for it in crm._session.follow_ups.of_contact(ana) if it.title == "Thank Ana Lima"]
    done = crm.acts.done(f"f{thanks.id}", channel=Channel.LETTER)
    assert "The interview is thanked for." in done.sentence
    (line,) = crm.interviews.lines()
    assert (line.interview.stage, line.since, line.steps[-1].interaction_id) == (Stage.THANKED, crm.today, 2)
    crm.history.undo()
    assert crm.interviews.get(1).stage is Stage.HELD
    assert promises(crm, ana)[0][2] == "open"
    crm.acts.done(f"f{thanks.id}")
    assert crm.interviews.lines()[0].steps[-1].interaction_id is None
    undo_and_redo_all(crm)


def test_thanks_tick_the_interview_of_their_own_day(crm: Crm, ana: int) -> None:
    crm.interviews.held(Interview(0, "", ana), on=day("2026-11-19"))
    crm.interviews.held(Interview(0, "", ana), on=day("2026-11-20"), thank_you=False)
    thanks = crm._session.follow_ups.of_contact(ana)[0]
    crm.acts.done(f"f{thanks.id}", on=day("2026-11-18"))
    assert [(it.happens_on, it.stage) for it in crm._session.interviews.of_contact(ana)] == [
        (day("2026-11-20"), Stage.HELD), (day("2026-11-19"), Stage.THANKED),
    ]  # fmt: skip


def test_what_is_said_later_adds_to_what_was_said_and_leaves_out_the_plain_report(crm: Crm, ana: int) -> None:
    assert "Held" in after(crm, ana, Afterwards(held_on=day("2026-11-20"), rating=2, next_step="call"))
    assert [title for title, *_ in promises(crm, ana)][-1] == "Report back to Ana Lima on their advice"
    held = crm.interviews.talked_of(ana)
    done = crm.interviews.afterwards(held, Afterwards(advice=(AdviceGiven("rest", IN_TWO_WEEKS),), next_step=""))
    assert done.sentence.startswith("Wrote down what came of the interview with Ana Lima. 1 piece of advice")
    kept = crm.interviews.get(held.id)
    assert (kept.rating, kept.next_step) == (2, "")
    assert ("Report back to Ana Lima on their advice", day("2026-12-04"), "skipped") in promises(crm, ana)
    assert promises(crm, ana)[0] == ("Thank Ana Lima", day("2026-11-21"), "open")


def test_thanks_that_were_given_are_not_asked_for(crm: Crm, ana: int) -> None:
    done = after(crm, ana, Afterwards(thanked=True, referrals=(Referral("Cem Ok"),)))
    assert "Thanked." in done
    assert promises(crm, ana) == []
    assert crm.interviews.get(1).stage is Stage.THANKED
    assert len(crm._session.interactions.of_contact(ana, 9)) == 1


def test_a_referral_is_known_by_name_and_address_and_several_of_a_name_are_asked_about(crm: Crm, ana: int) -> None:
    first = added(crm, "Bo Chen", organisation="Harbor Point", email="bo@harbor.test")
    added(crm, "Bo Chen", organisation="St Mary")
    added(crm, "Eve Roe", email="office@site.test")
    assert f"There already: Bo Chen ({first})" in after(
        crm, ana, Afterwards(referrals=(Referral("Bo Chen", "BO@harbor.test"),))
    )
    held = crm.interviews.talked_of(ana)
    with pytest.raises(NeedsDecision, match=rf"called Bo Chen: say which by id: {first} \(Harbor Point\)"):
        crm.interviews.plan_afterwards(held, Afterwards(referrals=(Referral("Bo Chen", "new@x.test"),)))
    shared = crm.interviews.afterwards(held, Afterwards(referrals=(Referral("Flo Ito", "office@site.test"),)))
    assert "New: Flo Ito" in shared.sentence, "a mailbox that two share makes nobody the same"
    again = crm.interviews.plan_afterwards(held, Afterwards(referrals=(Referral("", contact_id=first),)))
    assert again.lines == ("Bo Chen: in your network already, and introduced by Ana Lima already.",)


@pytest.mark.parametrize(
    ("said", "problem", "words"),
    [
        (Afterwards(held_on=date(2026, 11, 24)), DateProblem, "is after today: nothing is “held”"),
        (Afterwards(held_at=time(23)), DateProblem, "still to come"),
        (Afterwards(rating=6), UsageProblem, "rated 1 to 5"),
        (Afterwards(next_step_on=IN_TWO_WEEKS), UsageProblem, "needs words"),
        (Afterwards(next_step="call", next_step_on=date(2026, 11, 22)), DateProblem, "has passed"),
        (Afterwards(advice=(AdviceGiven("x", date(2026, 11, 22)),)), DateProblem, "has passed"),
        (Afterwards(referrals=(Referral(" ", "x@y.test"),)), UsageProblem, "needs a name"),
        (Afterwards(referrals=(Referral("ana lima"),)), UsageProblem, "Ana Lima cannot introduce you to Ana Lima"),
        (Afterwards(referrals=(Referral("", contact_id=99),)), NotFound, "No contact"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_writes_nothing(
    crm: Crm, ana: int, said: Afterwards, problem: type[NetcrmError], words: str
) -> None:
    talk = crm.interviews.current(ana, Stage.HELD)
    for act in (crm.interviews.plan_afterwards, crm.interviews.afterwards):
        with pytest.raises(problem, match=words):
            act(talk, said)
    assert crm.interviews.lines() == []


def test_a_talk_to_come_is_not_held_and_a_held_one_has_its_day(crm: Crm, ana: int) -> None:
    there = crm.interviews.get(agreed_on(crm, ana, "2026-12-03"))
    with pytest.raises(DateProblem, match="still to come"):
        crm.interviews.afterwards(there, Afterwards(rating=4))
    crm.interviews.afterwards(there, Afterwards(rating=4, held_on=crm.today))
    held = crm.interviews.get(there.id)
    with pytest.raises(UsageProblem, match="held already"):
        crm.interviews.afterwards(held, Afterwards(rating=4, held_on=crm.today))
    with pytest.raises(NothingToDo, match="Nothing came of"):
        crm.interviews.afterwards(held, Afterwards())
    with pytest.raises(DateProblem, match="after today"):
        crm.interviews.held(replace(held, id=0), on=day("2026-12-03"), at=time(9))


def test_advice_is_followed_dropped_and_reported_back_on(crm: Crm, ana: int) -> None:
    def given(text: str) -> int:
        crm.advice.add(ana, text, on=day("2026-11-20"), report_back_on=IN_TWO_WEEKS)
        return max(it.advice.id for it in crm.advice.lines())

    first, second, third = given("read\nE6(R3)"), given("join a chapter"), given("take the exam")
    followed = crm.advice.followed(first, "read it twice", on=day("2026-11-21"))
    assert followed.sentence == ("Followed: “read E6(R3)” (Ana Lima): read it twice. Report back on Mon 7 Dec (f1).")
    crm.advice.followed(second, told=True)
    dropped = crm.advice.dropped(third, "too dear")
    assert dropped.sentence == "Dropped: “take the exam” (Ana Lima): too dear."
    assert sorted(state for _, _, state in promises(crm, ana)) == ["done", "dropped", "open"]
    assert [(it.advice.state, it.report_back_on) for it in crm.advice.of_contact(ana)] == [
        (AdviceState.DROPPED, None), (AdviceState.FOLLOWED, None), (AdviceState.FOLLOWED, IN_TWO_WEEKS),
    ]  # fmt: skip
    assert crm.advice.open() == []
    crm.advice.share(first, True)
    assert crm.advice.get(first).is_shareable
    assert "The promise to report back stays." in crm.advice.delete(first).sentence
    for act, problem in (
        (lambda: crm.advice.followed(second), NothingToDo),
        (lambda: crm.advice.followed(third, on=day("2026-11-19")), DateProblem),
        (lambda: crm.advice.dropped(second, " "), UsageProblem),
        (lambda: crm.advice.add(ana, "\n"), UsageProblem),
        (lambda: crm.advice.get(99), NotFound),
    ):
        with pytest.raises(problem):
            act()
    assert crm.safety.doctor(mend=False).findings == ()
    undo_and_redo_all(crm)
