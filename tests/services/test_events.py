"""Events through the services: lists, rosters, meetings on the spot, what follows them, and taking each back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.contact import Details, Email
from netcrm.domain.follow_up import FollowUpState
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.reading import read_name
from netcrm.errors import DateProblem, NeedsDecision, NetcrmError, NotFound, NothingToDo, Unreadable, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.events.values import EventDraft, Slot, When
from netcrm.services.interactions import InteractionDraft
from netcrm.services.playbooks.values import Clash
from tests.clocks import clock_in
from tests.stores import empty_store

TODAY = date(2026, 9, 25)
"""A Friday, the second day of the event."""
FIRST, LAST = date(2026, 9, 24), date(2026, 9, 26)
SOCRA = EventDraft("SOCRA 2026", FIRST, LAST, time_zone="america/chicago", place="Kansas City")
ANA, BO, CHIDI = 1, 2, 3


def details(name: str, mail: str = "") -> Details:
    return Details(name=read_name(name), emails=(Email(mail),) if mail else ())


@pytest.fixture
def crm(tmp_path: Path) -> Iterator[Crm]:
    """Ana Lima, Bo Chen and Chidi Eze, and SOCRA 2026, for a user in Berlin."""
    with clock_in("Europe/Berlin"), Crm.open(empty_store(tmp_path / "s.db"), clock=Clock(TODAY)) as opened:
        people = [details("Ana Lima", "ana@site.example"), details("Bo Chen", "bo@cro.example"), details("Chidi Eze")]
        opened.contacts.add_all(people)
        opened.events.add(SOCRA)
        yield opened


def roster(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text("\n".join(rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("draft", "error", "words"),
    [
        (EventDraft("ACRP", LAST, FIRST), DateProblem, "before it begins"),
        (EventDraft(" ", FIRST), UsageProblem, "needs a name"),
        (EventDraft("ACRP", FIRST, time_zone="Mars/Olympus"), NotFound, "No time zone answers to “Mars/Olympus”"),
        (EventDraft("socra  2026", LAST), NeedsDecision, "is there already"),
    ],
)
def test_an_event_that_cannot_be_is_refused_in_a_sentence(
    crm: Crm, draft: EventDraft, error: type[NetcrmError], words: str
) -> None:
    with pytest.raises(error, match=words):
        crm.events.add(draft)


def test_an_event_is_found_by_beginnings_and_the_one_that_goes_on_comes_first(crm: Crm) -> None:
    crm.events.add(EventDraft("SOCRA 2025", FIRST - timedelta(days=365)))
    crm.events.add(EventDraft("Winter rounds", TODAY + timedelta(days=90)))
    assert crm.events.resolve("soc").name == "SOCRA 2026"
    assert [(it.event.name, it.when) for it in crm.events.lines()] == [
        ("SOCRA 2026", When.NOW),
        ("Winter rounds", When.AHEAD),
        ("SOCRA 2025", When.OVER),
    ]
    near = crm.events.now()
    assert near is not None
    assert near.event.name == "SOCRA 2026"
    with pytest.raises(NotFound, match="Near: SOCRA 2026"):
        crm.events.resolve("SOKRA 2026")


def test_targets_stand_by_their_hours_on_the_clock_there_and_the_sheet_says_both_clocks(crm: Crm) -> None:
    crm.interactions.log(InteractionDraft((ANA,), Channel.EMAIL, FIRST, summary="Sent the *draft*"))
    crm.events.want(1, [BO], Slot(room="Hall B"))
    crm.events.want(1, [ANA], Slot("eConsent", crm.events.slot(1, "sat 09:15"), "204"))
    crm.events.want(1, [CHIDI], Slot("Stand", crm.events.slot(1, "day 2, 4 pm-5 pm")))
    assert [it.row.name for it in crm.events.page(1).people] == ["Chidi Eze", "Ana Lima", "Bo Chen"]
    text = crm.events.sheet_words(1, [LAST])
    for words in (
        "Sat 26 Sep",
        "09:15  [ ] Ana Lima  · 204  (16:15 yours)",
        "Last: email 24 Sep: Sent the *draft*",
        "Bo Chen",
    ):
        assert words in text
    assert "Chidi" not in text
    assert r"Sent the \*draft\*" in crm.events.sheet_words(1, as_markdown=True)
    with pytest.raises(NothingToDo, match="on the list of SOCRA 2026 already"):
        crm.events.want(1, [BO], Slot(room="Hall B"))
    with pytest.raises(DateProblem, match=r"“mon 9:15” is no hour of SOCRA 2026"):
        crm.events.slot(1, "mon 9:15")


def test_a_changed_zone_keeps_the_hours_of_the_programme_and_a_day_of_meeting_stays_inside(crm: Crm) -> None:
    crm.events.want(1, [ANA], Slot(at=crm.events.slot(1, "sat 09:15")))
    crm.events.met(1, BO)
    crm.events.edit(1, EventDraft("SOCRA 2026", FIRST, LAST, time_zone="America/Denver"))
    at = next(it.person.meets_at for it in crm.events.page(1).people if it.row.id == ANA)
    assert at is not None
    assert f"{at:%a %H:%M %Z}" == "Sat 09:15 MDT"
    with pytest.raises(DateProblem, match="none of its days"):
        crm.events.edit(1, EventDraft("SOCRA 2026", FIRST - timedelta(days=9), FIRST - timedelta(days=8)))


def test_who_is_met_is_logged_with_the_line_and_undone_in_one_act(crm: Crm) -> None:
    crm.events.want(1, [ANA])
    done = crm.events.met(1, ANA, "send our checklist")
    assert done.sentence.startswith("Met Ana Lima at SOCRA 2026: send our checklist. 1 met so far.")
    entry = crm.contacts.timeline(ANA)[0]
    assert (entry.on, entry.words) == (TODAY, "SOCRA 2026: send our checklist")
    crm.events.met(1, ANA, "and a pilot")
    crm.events.write_line(1, ANA, "send the checklist in May")
    assert crm.contacts.timeline(ANA)[0].words == "SOCRA 2026: send the checklist in May"
    assert len(crm.contacts.timeline(ANA)) == 1
    crm.events.met(1, ANA, "coffee", on=FIRST)
    assert crm.events.page(1).people[0].person.line == "send the checklist in May; coffee"
    for _ in range(4):
        crm.history.undo()
    line = crm.events.page(1).people[0]
    assert not line.is_met
    assert crm.contacts.timeline(ANA) == []
    with pytest.raises(DateProblem, match="after today"):
        crm.events.met(1, ANA, on=TODAY + timedelta(days=1))


def test_somebody_unknown_becomes_a_contact_tagged_with_the_event(crm: Crm) -> None:
    done = crm.events.met_new(1, details("Nia Okafor, RN", "nia@river.example"), "opens in May")
    assert crm.contacts.get(done.contact_ids[0]).details.tags == ("event/socra-2026",)
    again = crm.events.met_new(1, details("N. Okafor", "NIA@river.example"), "moves to Reno")
    assert again.contact_ids == done.contact_ids
    with pytest.raises(NeedsDecision, match="belongs to Ana Lima"):
        crm.events.met_new(1, details("Zed Quill", "ana@site.example"))
    assert list(crm.search.ids('met:"socra 2026"')) == list(done.contact_ids)
    crm.history.undo()
    crm.history.undo()
    assert crm.contacts.count() == 3


def test_a_roster_puts_known_and_new_people_on_the_list_in_one_act(crm: Crm, tmp_path: Path) -> None:
    path = roster(
        tmp_path,
        "Name;Email;Affiliation;Talk;Date;Start time;Room",
        "Lima, Ana;ANA@site.example;St Mary's;eConsent;26/09/2026;09:15-10:00;204",
        "Nia Okafor;nia@river.example;Riverbend;Poster 12;09/25/2026;9:15 am;Hall B",
        "Bo Chen;;;Stand 4;;whenever;",
        "Nia Okafor;nia@river.example;;Panel;26 Sep;;",
        ";x@y.example;;;;;",
    )
    plan = crm.events.plan_roster(1, path)
    assert [(it.number, it.contact_id, it.why) for it in plan.lines] == [
        (1, ANA, "same e-mail"),
        (2, None, ""),
        (3, BO, "same name"),
    ]
    assert plan.problems == ("Row 5: The row has no name.",)
    assert "“whenever” is no hour of SOCRA 2026" in plan.lines[2].warnings[0]
    assert plan.lines[2].session == "Stand 4, whenever"
    done = crm.events.want_roster(plan, {1, 2})
    assert done.sentence == "You want to meet Ana Lima and Nia Okafor at SOCRA 2026: 1 new here, 2 with an hour."
    people = crm.events.page(1).people
    assert [(it.row.name, f"{it.person.meets_at:%d %H:%M}", it.person.room) for it in people] == [
        ("Nia Okafor", "25 09:15", "Hall B"),
        ("Ana Lima", "26 09:15", "204"),
    ]
    assert people[0].person.session == "Poster 12; Panel, 26 Sep"
    assert crm.search.ids("target:socra tag:event").tolist() == [people[0].row.id]
    with pytest.raises(NothingToDo, match="stands on the list"):
        crm.events.want_roster(crm.events.plan_roster(1, path), {1, 2})
    crm.history.undo()
    assert (crm.contacts.count(), crm.events.page(1).people) == (3, ())


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-09-26 09:15", "26 09:15"),
        ("sat 9:15-10:00", "26 09:15"),
        ("day 3, 4 pm to 5 pm", "26 16:00"),
        ("Thursday 14:30", "24 14:30"),
        ("09/26/2026 2:05 pm – 3", "26 14:05"),
        ("9:15", ""),
        ("day 9 09:00", ""),
        ("sat", ""),
    ],
)
def test_hours_are_read_as_programmes_write_them(crm: Crm, text: str, at: str) -> None:
    if at:
        assert f"{crm.events.slot(1, text):%d %H:%M}" == at
    else:
        with pytest.raises(DateProblem, match="is no hour of SOCRA 2026"):
            crm.events.slot(1, text)


def test_a_place_in_the_programme_is_filled_in_and_cleared(crm: Crm) -> None:
    crm.events.want(1, [ANA], Slot("eConsent", crm.events.slot(1, "sat 9:15"), "204"))
    crm.events.want(1, [ANA], Slot(room="118"))
    crm.events.want(1, [ANA], Slot(session="", no_hour=True))
    person = crm.events.page(1).people[0].person
    assert (person.session, person.meets_at, person.room) == ("", None, "118")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("Email,Room", "ana@site.example,4", "bo@cro.example,5"), "has no column of names"),
        (("Name,Room",), "names nobody"),
        ((" ",), "is empty"),
    ],
)
def test_a_roster_without_names_is_refused(crm: Crm, tmp_path: Path, rows: tuple[str, ...], words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        crm.events.plan_roster(1, roster(tmp_path, *rows))


def test_after_the_event_everybody_met_is_followed_up_by_one_act_and_nobody_twice(crm: Crm) -> None:
    with pytest.raises(NothingToDo, match="Nobody is marked as met"):
        crm.events.plan_after(1)
    crm.events.met(1, ANA)
    crm.events.met(1, BO)
    crm.playbooks.start("reconnect", [BO])
    plan = crm.events.plan_after(1)
    assert (plan.on, {it.contact_id for it in plan.preview.people}) == (LAST, {ANA, BO})
    with pytest.raises(NeedsDecision, match="Reconnect"):
        crm.events.after(1)
    crm.events.after(1, clash=Clash.BOTH)
    assert [it.due_on for it in crm.contacts.view(ANA).follow_ups if it.state is FollowUpState.OPEN] == [
        LAST + timedelta(days=2)
    ]
    with pytest.raises(NothingToDo, match="followed up already"):
        crm.events.after(1, clash=Clash.BOTH)
    crm.events.met(1, CHIDI)
    assert crm.events.plan_after(1).done_already == 2
    crm.history.undo()
    crm.history.undo()
    assert crm.contacts.view(ANA).follow_ups == ()


def test_an_event_that_is_deleted_leaves_its_people_and_what_was_logged(crm: Crm) -> None:
    crm.events.met(1, ANA, "hello")
    crm.events.delete(1)
    assert crm.events.lines() == []
    assert crm.contacts.timeline(ANA)[0].words == "SOCRA 2026: hello"
    assert list(crm.search.ids("met:any")) == []


def test_the_month_names_the_event_on_its_days(crm: Crm) -> None:
    days = {day.on for day in crm.months.month(2026, 9).days if day.events == ("SOCRA 2026",)}
    assert days == {FIRST, TODAY, LAST}
