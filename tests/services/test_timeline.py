"""A timeline tells every act with its reason, so that whoever reads it sees why nothing was asked."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.interval import parse_interval
from netcrm.domain.recurrence import RepeatsFrom
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.timeline import TimelineEntry
from tests.conftest import TODAY
from tests.services.support import added, day

Line = tuple[str, str, str]


def lines(crm: Crm, contact_id: int) -> list[Line]:
    """Return day, title and words of each line, newest first."""
    return [_line(entry) for entry in crm.contacts.timeline(contact_id, 100)]


def _line(entry: TimelineEntry) -> Line:
    return entry.on.isoformat(), entry.title, entry.words


@pytest.fixture
def ana(crm: Crm) -> int:
    """Ana, of St Mary's, who is to be asked every two weeks and was called on 2 November."""
    contact_id = added(crm, "Ana Lima", "2 weeks", organisation="St Mary's")
    crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day("2026-11-02"), summary="the protocol"))
    return contact_id


def at(store_path: Path, on: str) -> Crm:
    """Open the store on another day."""
    return Crm.open(store_path, clock=Clock(day(on)))


def test_every_act_stands_there_with_its_reason(crm: Crm, ana: int, store_path: Path) -> None:
    crm.acts.snooze(f"c{ana}", until=day("2026-11-26"), reason="at a congress")
    crm.pauses.pause([ana], day("2026-11-27"), day("2026-11-29"), "her holiday")
    crm.pauses.pause(None, day("2026-12-01"), day("2026-12-04"), "exams", organisation="St Mary's")
    crm.pauses.pause(None, day("2026-12-07"), day("2026-12-08"), "my leave")
    crm.contacts.set_state([ana], State.ARCHIVED, "moved on")
    assert lines(crm, ana)[:6] == [
        ("2026-12-07", "Everybody paused until 8 Dec", "my leave"),
        ("2026-12-01", "St Mary's paused until 4 Dec", "exams"),
        ("2026-11-27", "Paused until 29 Nov", "her holiday"),
        ("2026-11-23", "Snoozed until 26 Nov", "at a congress"),
        ("2026-11-23", "Archived", "moved on"),
        ("2026-11-02", "Call", "the protocol"),
    ]
    crm.contacts.set_state([ana], State.ACTIVE)
    with at(store_path, "2026-12-10") as later:
        later.acts.skip(f"c{ana}", reason="nothing new")
        later.interactions.log(InteractionDraft((ana,), Channel.EMAIL, day("2026-12-10"), summary="news?"))
        later.acts.drop(f"a{ana}", reason="she will write")
        assert lines(later, ana)[:3] == [
            ("2026-12-10", "Email, outgoing", "news?"),
            ("2026-12-10", "Skipped, was due 26 Nov", "nothing new"),
            ("2026-12-10", "Let the unanswered message rest", "she will write"),
        ]


def test_a_pause_of_everybody_before_somebody_was_there_is_not_told(crm: Crm, store_path: Path) -> None:
    crm.pauses.pause(None, day("2026-11-23"), day("2026-11-24"), "exams")
    early = added(crm, "Bo Chen")
    with at(store_path, "2026-11-25") as later:
        late = added(later, "Dao Nguyen")
        assert lines(later, late) == []
        assert lines(later, early) == [("2026-11-23", "Everybody paused until 24 Nov", "exams")]


def test_a_pause_of_another_place_is_not_told(crm: Crm, ana: int) -> None:
    added(crm, "Bo Chen", organisation="Elm Clinic")
    crm.pauses.pause(None, day("2026-12-01"), day("2026-12-04"), organisation="Elm Clinic")
    assert [title for _, title, _ in lines(crm, ana)] == ["Call"]


def test_promises_tell_how_they_ended_and_how_they_come_back(crm: Crm, ana: int, store_path: Path) -> None:
    def plan(title: str, on: str, **more: object) -> str:
        done = crm.follow_ups.add(FollowUpDraft(ana, title, day(on), **more))  # type: ignore[arg-type]
        assert done.change_set
        return f"f{crm._session.database.scalar('SELECT max(id) FROM follow_up')}"

    sent = plan("send my CV", "2026-11-25")
    plan("the signed form", "2026-11-25", theirs=True)
    gone = plan("ask about the poster", "2026-11-26")
    dues = plan("pay the dues", "2027-01-01", every=parse_interval("1 year"), counts_from=RepeatsFrom.DATE)
    chore = plan("tidy the notes", "2026-11-24", every=parse_interval("2 weeks"), counts_from=RepeatsFrom.COMPLETION)
    crm.acts.snooze(gone, until=day("2026-12-01"))
    with at(store_path, "2026-11-30") as later:
        later.acts.done(sent)
        later.acts.drop(gone, reason="she answered it herself")
        later.acts.skip(chore, reason="nothing to tidy")
        told = lines(later, ana)
        assert ("2026-11-30", "Done, promised for 25 Nov", "send my CV") in told
        assert ("2026-11-23", "They promised for 25 Nov", "the signed form") in told
        assert (
            "2026-11-30",
            "Dropped (she answered it herself), promised for 26 Nov, snoozed until 1 Dec",
            "ask about the poster",
        ) in told
        assert ("2026-11-23", "Promised for 1 Jan 2027, every year from 1 Jan 2027", "pay the dues") in told
        skipped = "Skipped this time (nothing to tidy), promised for 24 Nov, every 2 weeks after it is done"
        assert ("2026-11-30", skipped, "tidy the notes") in told
        assert ("2026-11-30", "Promised for 14 Dec, every 2 weeks after it is done", "tidy the notes") in told
        later.acts.done(dues)
        assert ("2026-11-30", "Promised for 1 Jan 2028, every year from 1 Jan 2027", "pay the dues") in lines(
            later, ana
        )


def test_each_line_is_found_once_by_kind_and_id_and_pages_join_to_the_whole(crm: Crm, ana: int) -> None:
    bea = added(crm, "Bea Okafor", "2 weeks")
    for number in range(30):
        on = TODAY - timedelta(days=number // 3)
        crm.interactions.log(InteractionDraft((ana, bea), Channel.CALL, on, summary=f"{number}"))
        crm.follow_ups.add(FollowUpDraft(ana, f"{number}", on))
    crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, TODAY))
    crm.acts.drop(f"a{ana}", reason="no matter")
    crm.pauses.pause([ana], TODAY, TODAY)
    whole = crm.contacts.timeline(ana, 1000)
    assert len({(entry.kind, entry.id) for entry in whole}) == len(whole) == 64
    assert all(before.on >= after.on for before, after in pairwise(whole))
    pages = [entry for offset in range(0, 70, 7) for entry in crm.contacts.timeline(ana, 7, offset)]
    assert pages == whole


def test_a_page_of_a_long_timeline_reads_no_more_than_the_page(crm: Crm, ana: int) -> None:
    with crm._session.act("log a lot"):
        crm._session.interactions.insert_many(
            Interaction(0, "", TODAY - timedelta(days=number), Channel.CALL, Direction.BOTH, f"{number}", (ana,))
            for number in range(3000)
        )
    read: list[int] = []
    load = crm._session.interactions.load

    def counted_load(ids: list[int]) -> list[Interaction]:
        read.append(len(ids))
        return load(ids)

    crm._session.interactions.load = counted_load  # type: ignore[method-assign, assignment]
    assert [entry.words for entry in crm.contacts.timeline(ana, 3, 2000)] == ["1999", "2000", "2001"]
    assert read == [3]


def test_the_rhythm_counts_touches_alone_and_heeds_the_flag_that_overrides_the_channel(crm: Crm, ana: int) -> None:
    bea = added(crm, "Bea Okafor")
    for on, channel, counts in (
        ("2026-09-01", Channel.EMAIL, None),
        ("2026-09-29", Channel.MEETING, None),
        ("2026-10-05", Channel.REACTION, None),
        ("2026-10-06", Channel.NOTE, True),
        ("2026-11-10", Channel.CALL, False),
    ):
        crm.interactions.log(InteractionDraft((ana, bea), channel, day(on), counts=counts))
    crm.acts.skip(f"c{ana}")
    found = crm.contacts.rhythm(ana)
    assert (found.touches, found.last_on) == (4, day("2026-11-02"))
    assert found.describe() == (
        "About every 4 weeks; the longest silence was 28 days, 1 Sep to 29 Sep 2026; now 21 days."
    )
    assert found.last_on == crm.contacts.view(ana).standing.last_touch
    assert crm.contacts.rhythm(bea).touches == 3
    assert crm.contacts.rhythm(999).describe() == "No touch yet."


def test_the_why_of_a_page_names_whose_pause_it_is_and_why_it_was_snoozed(crm: Crm, ana: int) -> None:
    def why() -> str:
        return crm.contacts.view(ana).standing.why

    crm.acts.snooze(f"c{ana}", until=day("2026-11-26"), reason="at a congress")
    assert "snoozed from 16 Nov (at a congress): Thu 26 Nov." in why()
    crm.pauses.pause(None, day("2026-11-20"), day("2026-11-24"), "audit", organisation="St Mary's")
    assert why().endswith("; St Mary's is paused until 24 Nov (audit), first day back Wed 25 Nov.")
    crm.pauses.resume(None, organisation="St Mary's")
    crm.acts.skip(f"c{ana}", reason="nothing new")
    assert why() == "Every 2 weeks, counted from the skip on 23 Nov (nothing new): Mon 7 Dec."
    crm.contacts.set_state([ana], State.DO_NOT_CONTACT, "asked me not to")
    assert why() == "No check-ins: not to be contacted since 23 Nov (asked me not to)."


def test_the_standing_of_a_page_is_that_of_the_lists_under_every_pause(crm: Crm, ana: int) -> None:
    """A pause from before somebody was added counts for how late they are, wherever it is looked at."""
    crm.pauses.pause(None, day("2026-11-17"), day("2026-11-19"))
    crm.pauses.pause([ana], day("2026-11-19"), day("2026-11-20"))
    standing = crm.contacts.view(ana).standing
    row = crm.contacts.rows([ana])[0]
    assert (standing.standing, standing.days_late) == (row.standing, row.days_late)
    assert standing.days_late == 3


def test_a_playbook_stands_there_from_its_start_to_its_end_and_holds_the_check_ins(
    crm: Crm, ana: int, store_path: Path
) -> None:
    crm.playbooks.start("outreach", [ana])
    view = crm.contacts.view(ana)
    title = view.runs[0].title
    assert view.standing.why.endswith(f"; held while the playbook “{title}” runs.")
    assert ("2026-11-23", f"{title} started", "") in lines(crm, ana)
    assert any(said.endswith(f", {title}") for _, said, _ in lines(crm, ana) if said.startswith("Promised"))
    with at(store_path, "2026-11-25") as later:
        later.playbooks.stop([ana], "she is on leave")
        told = lines(later, ana)
        assert told[0][:2] == ("2026-11-25", f"{title} ended")
        assert "she is on leave" in told[0][2]
        assert "held" not in later.contacts.view(ana).standing.why
        later.history.undo()
        assert later.contacts.view(ana).standing.why.endswith(f"held while the playbook “{title}” runs.")
