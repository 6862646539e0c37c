"""What stands in and beside the agenda: occasions, last words, next steps, playbooks, and where people came from."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from netcrm.domain.agenda import AgendaItem, Group, ItemKind
from netcrm.domain.cadence import CadenceScope
from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Details, State
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.interaction import Channel
from netcrm.domain.occasions import days_of_occasions, month_days
from netcrm.domain.organisation import Position
from netcrm.errors import UsageProblem
from netcrm.services.calendar.exporting import CalendarExport
from netcrm.services.calendar.wishes import CalendarWish
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.search import Order
from netcrm.store import occasions as occasion_store
from netcrm.store.database import Parameters
from tests.services.support import ANA, BO, added, brought_in, day, every, person, undo_and_redo_all, write

OUTREACH = """
title = "3B7"
summary = "A first mail and two more."
stop = ["answered"]

[[step]]
id = "second"
after = "3 business days"
when = "unanswered"
to = "second"
title = "Write to a second person"
otherwise = "Go by"

[[step]]
id = "again"
after = "7 business days"
when = "unanswered"
title = "One more note to {first}"

[[step]]
id = "news"
after = "2 weeks"
title = "Send {name} news"
"""


def born(crm: Crm, name: str, birthday: str, cadence: str = "") -> int:
    contact_id = crm.contacts.add(replace(person(name), birthday=birthday)).contact_ids[0]
    if cadence:
        crm.cadences.set_many([contact_id], every(cadence))
    return contact_id


def working(crm: Crm, name: str, *positions: Position) -> int:
    return crm.contacts.add(Details(person(name).name, positions=positions)).contact_ids[0]


def items(crm: Crm, until: str = "") -> list[AgendaItem]:
    return list(crm.agenda.build(day(until) if until else None).items)


def keys(crm: Crm, until: str = "") -> list[str]:
    return [item.key for item in items(crm, until)]


def touched(crm: Crm, name: str, cadence: str, on: str, summary: str = "") -> int:
    contact_id = added(crm, name, cadence)
    crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day(on), summary=summary))
    return contact_id


def begin_run(crm: Crm, contact_id: int, state: str = "open") -> int:
    """Write the run of a playbook as it is written when one is started."""
    session = crm._session
    with session.act("start 3B7", kind="by hand"):
        run = session.database.execute(
            "INSERT INTO playbook_run (uid, playbook, definition, started_on, state, ended_why)"
            " VALUES (?, '3b7', ?, '2026-11-18', ?, '')",
            (f"run-{contact_id}", OUTREACH, state),
        ).lastrowid
        session.database.execute(
            "INSERT INTO playbook_member (run_id, contact_id, part) VALUES (?, ?, 'first')", (run, contact_id)
        )
    assert run
    return run


def lay_down(crm: Crm, run: int, contact_id: int, step: str, due: str) -> None:
    session = crm._session
    with session.act("a step", kind="by hand"):
        session.follow_ups.insert(
            FollowUp(0, "", contact_id, f"step {step}", day(due), made_on=day("2026-11-18"), run_id=run, step=step)
        )


class TestOccasions:
    def test_are_seen_for_a_week_ahead_by_active_people_alone(self, crm: Crm) -> None:
        ana, bo = born(crm, "Ana Lima", "1984-11-23"), born(crm, "Bo Chen", "--11-30")
        born(crm, "Cem Demir", "1970-12-01")
        gone = born(crm, "Dana Roth", "--11-24")
        crm.contacts.set_state([gone], State.DO_NOT_CONTACT)
        fay = working(crm, "Fay Okoye", Position("St Mary's", start_on="2021-11-25", is_primary=True))
        working(crm, "Gus Berg", Position("St Mary's", start_on="2021-11-25", end_on="2024"))
        working(crm, "Hal Iyer", Position("St Mary's", start_on="2021-11"))
        assert keys(crm) == [f"b{ana}"]
        assert [(item.key, item.why) for item in items(crm, "2026-12-31")] == [
            (f"b{ana}", "birthday today"),
            (f"w{fay}", "5 years at St Mary's on 25 Nov"),
            (f"b{bo}", "birthday on 30 Nov"),
        ]
        assert {item.group for item in items(crm, "2026-12-31")} == {Group.OCCASION}

    def test_of_one_person_on_one_day_are_told_together_and_the_later_one_waits(self, crm: Crm) -> None:
        ana = working(
            crm,
            "Ana Lima",
            Position("Harbour Lab", title="Adviser", start_on="2024-11-27"),
            Position("St Mary's", start_on="2021-11-25", is_primary=True),
            Position("", title="Editor", start_on="2022-11-25"),
        )
        (item,) = items(crm, "2026-12-31")
        assert (item.key, item.why) == (f"w{ana}", "5 years at St Mary's and 4 years as Editor on 25 Nov")

    def test_tell_no_age_and_fold_into_what_else_stands_that_day(self, crm: Crm) -> None:
        ana = born(crm, "Ana Lima", "1986-11-23", "weekly")
        crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-11-02")))
        (item,) = items(crm)
        assert (item.key, item.folded, item.why) == (
            f"c{ana}",
            (f"b{ana}",),
            "14 days late on every week; birthday today",
        )

    def test_are_hidden_while_somebody_is_paused(self, crm: Crm) -> None:
        ana = born(crm, "Ana Lima", "--11-24")
        crm.pauses.pause([ana], day("2026-11-23"), day("2026-11-24"))
        assert keys(crm, "2026-11-30") == []

    def test_are_done_by_a_word_to_the_person_and_by_nothing_else(self, crm: Crm) -> None:
        ana = born(crm, "Ana Lima", "--11-23")
        refusal = r"^The birthday of Ana Lima cannot be .*\.$"
        with pytest.raises(UsageProblem, match=refusal):
            crm.acts.snooze(f"b{ana}", until=day("2026-11-30"))
        with pytest.raises(UsageProblem, match=refusal):
            crm.acts.skip(f"b{ana}")
        with pytest.raises(UsageProblem, match=refusal):
            crm.acts.drop(f"b{ana}", reason="no")
        crm.acts.done(f"b{ana}", channel=Channel.MESSAGE)
        assert crm.interactions.get(1).participants == (ana,)
        undo_and_redo_all(crm)

    def test_are_found_by_the_indexes_made_for_them(self, crm: Crm) -> None:
        wanted = month_days(days_of_occasions(day("2026-12-28"), day("2027-01-04")))
        assert wanted == [f"12-{n}" for n in range(28, 32)] + [f"01-0{n}" for n in range(1, 5)]
        for sql, index in ((occasion_store._BIRTHDAYS, "contact_birthday"), (occasion_store._JOBS, "position_begun")):
            plan = crm._session.database.rows("EXPLAIN QUERY PLAN " + occasion_store._marks(sql, wanted), wanted)
            assert f"USING INDEX {index} " in plan[0][3]
            assert not any(row[3].startswith("SCAN") for row in plan)


class TestWordsBeside:
    def test_are_what_was_said_last_and_what_else_is_promised(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-03", "asked about\nthe SOP")
        crm.follow_ups.add(FollowUpDraft(ana, "send my CV", day("2026-11-27")))
        crm.follow_ups.add(FollowUpDraft(ana, "signed form", day("2026-11-25"), theirs=True))
        bo = touched(crm, "Bo Chen", "weekly", "2026-11-10")
        late = {item.key: item for item in items(crm)}
        assert (late[f"c{ana}"].last_words, late[f"c{ana}"].next_step) == (
            "call 3 Nov: asked about the SOP", "theirs: signed form, 25 Nov",
        )  # fmt: skip
        assert (late[f"c{bo}"].last_words, late[f"c{bo}"].next_step) == ("call 10 Nov", "")

    def test_name_another_promise_than_the_item_itself(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima")
        crm.follow_ups.add(FollowUpDraft(ana, "send my CV", day("2026-11-23")))
        assert [(item.key, item.next_step, item.last_words) for item in items(crm)] == [("f1", "", "")]
        crm.follow_ups.add(FollowUpDraft(ana, "call her", day("2027-01-12")))
        assert items(crm)[0].next_step == "call her, 12 Jan 2027"
        crm.acts.done("f2")
        assert items(crm)[0].next_step == ""

    def test_of_an_organisation_are_those_with_anyone_there(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", organisation="St Mary's")
        crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-11-02"), summary="the freezer"))
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary's", every("2 weeks"))
        (item,) = items(crm)
        assert (item.key, item.last_words) == ("o1", "call 2 Nov: the freezer")

    @pytest.mark.parametrize("people", [1, 12])
    def test_are_read_in_as_many_queries_for_one_as_for_many(
        self, crm: Crm, monkeypatch: pytest.MonkeyPatch, people: int
    ) -> None:
        for number in range(people):
            contact_id = touched(crm, f"Person Nr{number}", "weekly", "2026-11-03")
            crm.follow_ups.add(FollowUpDraft(contact_id, "send it", day("2026-11-23")))
        asked: list[str] = []
        rows = crm._session.database.rows

        def counted(sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
            asked.append(sql)
            return rows(sql, parameters)

        monkeypatch.setattr(crm._session.database, "rows", counted)
        assert len(items(crm)) == people
        assert len(asked) < 20


def test_somebody_new_says_from_which_card_they_came(crm: Crm, tmp_path: Path) -> None:
    brought_in(crm, write(tmp_path / "lyon.vcf", BO, ANA))
    crm.cadences.set_many([1, 2], every("monthly"))
    typed = added(crm, "Cem Demir", "monthly")
    new = {item.name: item.why for item in crm.agenda.build(all_new=True).items}
    assert new == {
        "Ana Lima": "New: from lyon.vcf, card 2",
        "Bo Chen": "New: from lyon.vcf, card 1",
        "Cem Demir": "New: added 23 Nov",
    }
    assert crm.contacts.rows([typed])[0].standing is Standing.NEW


class TestWhileAPlaybookRuns:
    def test_its_steps_say_what_they_waited_for_and_what_to_ask(self, crm: Crm) -> None:
        ana, bo = added(crm, "Ana Lima"), added(crm, "Bo Chen")
        run = begin_run(crm, ana)
        lay_down(crm, run, bo, "second", "2026-11-23")
        lay_down(crm, run, ana, "again", "2026-11-20")
        lay_down(crm, run, ana, "news", "2026-11-23")
        lay_down(crm, run, ana, "a step that is gone", "2026-11-23")
        found = {item.title: (item.why, item.asks, item.playbook) for item in items(crm)}
        assert found == {
            "step second": ("3B7: no answer for 3 business days", "Did Ana Lima answer?", "3B7"),
            "step again": ("3B7: no answer for 7 business days, 3 days late", "Did Ana Lima answer?", "3B7"),
            "step news": ("3B7: for 23 Nov", "", "3B7"),
            "step a step that is gone": ("3B7: for 23 Nov", "", "3B7"),
        }

    def test_its_peoples_check_ins_are_held_everywhere_and_come_back_after_it(self, crm: Crm) -> None:
        late, due = touched(crm, "Ana Lima", "weekly", "2026-11-02"), touched(crm, "Bo Chen", "weekly", "2026-11-16")
        ahead, new = touched(crm, "Cem Demir", "weekly", "2026-11-19"), added(crm, "Dana Roth", "weekly")
        people = [late, due, ahead, new]
        everything = [f"c{late}", f"c{due}", f"c{ahead}", f"c{new}"]
        calendar = summaries(crm)
        assert keys(crm, "2026-12-31") == everything
        assert len(calendar) == 4
        runs = [begin_run(crm, contact_id) for contact_id in people]
        assert keys(crm, "2026-12-31") == []
        assert crm.agenda.build(all_new=True).items == ()
        assert crm.agenda.count_new() == 0
        for query in ("due:late", "due:today", "due:week", "due:<2027-01-01", "standing:late", "is:new"):
            assert list(crm.search.ids(query)) == [], query
        assert sorted(crm.search.ids("is:paused")) == people
        assert {row.standing for row in crm.contacts.rows(people)} == {Standing.PAUSED}
        assert summaries(crm) == dict.fromkeys(calendar, "cancelled")
        with crm._session.act("end the runs", kind="by hand"):
            for run in runs:
                crm._session.database.execute("UPDATE playbook_run SET state = 'ended' WHERE id = ?", (run,))
        assert keys(crm, "2026-12-31") == everything
        assert sorted(crm.search.ids("due:<2027-01-01", order=Order.NAME)) == people[:3]
        assert summaries(crm) == dict.fromkeys(calendar, "confirmed")

    def test_one_that_only_waits_its_turn_holds_nothing(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-02")
        begin_run(crm, ana, state="queued")
        assert keys(crm) == [f"c{ana}"]
        assert list(crm.search.ids("due:late")) == [ana]


def summaries(crm: Crm) -> dict[str, str]:
    """Export the calendar and return the status of each event by its UID."""
    with CalendarExport(crm._session, CalendarWish(days=60)).prepared() as made:
        states = (re.search(rb"STATUS:([A-Z]+)", body) for _, body in made.bodies)
        return {uid: found[1].decode().lower() for (uid, _), found in zip(made.bodies, states, strict=True) if found}


class TestTheCapCounts:
    def test_what_was_done_or_skipped_today_with_people_and_organisations(self, crm: Crm) -> None:
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-02")
        bo = touched(crm, "Bo Chen", "weekly", "2026-11-02")
        cem = added(crm, "Cem Demir", organisation="St Mary's")
        dana = added(crm, "Dana Roth", organisation="Harbour Lab")
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary's", every("weekly"))
        crm.cadences.set(CadenceScope.ORGANISATION, "Harbour Lab", every("weekly"))

        def done() -> int:
            return crm.agenda.build().done_today

        assert done() == 0
        crm.acts.done(f"c{ana}")
        assert done() == 1
        crm.acts.skip(f"c{bo}")
        assert done() == 2
        crm.interactions.log(InteractionDraft((cem,), Channel.CALL, day("2026-11-23")))
        assert done() == 3, "the organisation's check-in"
        crm.acts.skip("o2")
        assert done() == 4
        crm.interactions.log(InteractionDraft((dana,), Channel.NOTE, day("2026-11-23")))
        crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, day("2026-11-23")))
        assert done() == 4, "a note is no contact, and nobody counts twice"

    def test_somebody_with_a_cadence_at_an_organisation_that_has_one_once(self, crm: Crm) -> None:
        ana = added(crm, "Ana Lima", "weekly", organisation="St Mary's")
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary's", every("weekly"))
        crm.interactions.log(InteractionDraft((ana,), Channel.CALL, day("2026-11-23")))
        assert crm.agenda.build().done_today == 1

    def test_check_ins_of_organisations_take_places_too(self, crm: Crm) -> None:
        crm.settings.set("daily-cap", "1")
        ana = touched(crm, "Ana Lima", "weekly", "2026-11-02")
        cem = added(crm, "Cem Demir", organisation="St Mary's")
        crm.interactions.log(InteractionDraft((cem,), Channel.CALL, day("2026-10-05")))
        crm.cadences.set(CadenceScope.ORGANISATION, "St Mary's", every("weekly"))
        made = crm.agenda.build()
        assert [(item.key, item.kind, item.waits) for item in made.items] == [
            ("o1", ItemKind.ORGANISATION, False), (f"c{ana}", ItemKind.CHECK_IN, True),
        ]  # fmt: skip
