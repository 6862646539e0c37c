"""The folder of the calendar: what is written, what others did there, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.calendar.items import CalendarKind, Form
from netcrm.domain.calendar.words import Detail
from netcrm.domain.interaction import Channel
from netcrm.domain.proposals import Decision, ProposalKind
from netcrm.errors import StoreProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.sync.values import SyncReport, SyncRequest
from tests.conftest import TODAY
from tests.services.support import added, day, every, person
from tests.stores import empty_store

LAST = "2026-11-03"


class Synced:
    """A store with one check-in, one promise and the folder that both stand in."""

    def __init__(self, crm: Crm, folder: Path, form: Form) -> None:
        self.crm = crm
        self.folder = folder
        self.request = SyncRequest(folder=folder, form=form)
        self.ana = added(crm, "Ana Lima", "2 weeks", email="ana@x.test")
        crm.interactions.log(InteractionDraft((self.ana,), Channel.CALL, day(LAST), summary="talked"))
        self.promise = crm.follow_ups.add(FollowUpDraft(self.ana, "Send CV", day("2026-12-03")))
        self.sync()

    def sync(self, *, all_without_conflict: bool = False) -> SyncReport:
        return self.crm.sync.run(self.request, all_without_conflict=all_without_conflict)

    def taken(self, decision: Decision = Decision.TAKE) -> SyncReport:
        """Sync and say the same to everything, conflicts included."""
        look = self.crm.sync.look(self.request)
        return self.crm.sync.run(self.request, {one.key: decision for one in look.proposals})

    def last_touch(self) -> date | None:
        return self.crm._session.kept(self.ana).last_touch

    def file(self, kind: str) -> Path:
        (found,) = self.folder.glob(f"{kind}-*.ics")
        return found

    def edit(self, kind: str, *changes: tuple[str, str]) -> None:
        path = self.file(kind)
        text = path.read_bytes().decode()
        for old, new in changes:
            assert re.search(old, text), (old, text)
            text = re.sub(old, new, text)
        path.write_bytes(text.encode())

    def said(self, kind: str, name: str) -> str:
        found = re.search(rf"^{name}[^:]*:(.*)\r$", self.file(kind).read_bytes().decode(), re.MULTILINE)
        return found[1] if found else ""


@pytest.fixture
def synced(crm: Crm, tmp_path: Path) -> Synced:
    return Synced(crm, tmp_path / "calendar", Form.EVENT)


@pytest.fixture
def tasks(crm: Crm, tmp_path: Path) -> Synced:
    return Synced(crm, tmp_path / "tasks", Form.TODO)


def kinds(report: SyncReport) -> list[str]:
    return [one.kind.value for one in report.proposals]


COMPLETED = ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20261118T120000Z\r\nPERCENT-COMPLETE:100")


class TestWriting:
    def test_one_item_a_file_and_nothing_the_next_time(self, synced: Synced) -> None:
        files = {path: path.read_bytes() for path in synced.folder.iterdir()}
        assert len(files) == 2
        for _ in range(3):
            report = synced.sync()
            assert (report.written, report.removed, report.proposals, report.problems) == (0, 0, (), ())
        assert {path: path.read_bytes() for path in synced.folder.iterdir()} == files

    def test_what_is_done_here_is_said_there_for_ninety_days_and_then_gone(
        self, store_path: Path, tmp_path: Path
    ) -> None:
        with Crm.open(empty_store(store_path), clock=Clock(TODAY)) as crm:
            tasks = Synced(crm, tmp_path / "tasks", Form.TODO)
            crm.acts.done(f"f{1}")
            assert tasks.sync().written == 1
            assert (tasks.said("followup", "STATUS"), tasks.said("followup", "SEQUENCE")) == ("COMPLETED", "1")
            crm.contacts.delete([tasks.ana])
            tasks.sync()
            assert tasks.said("checkin", "STATUS") == "CANCELLED"
        for today, left in (("2027-02-19", 1), ("2027-03-30", 0)):
            with Crm.open(store_path, clock=Clock(date.fromisoformat(today))) as crm:
                crm.sync.run(tasks.request)
                assert len(list(tasks.folder.glob("followup-*"))) == left, today

    def test_other_kinds_and_another_form_replace_the_files(self, synced: Synced) -> None:
        narrow = SyncRequest(synced.folder, kinds=frozenset({CalendarKind.CHECK_IN}), form=Form.TODO)
        report = synced.crm.sync.run(narrow)
        assert (report.written, report.removed) == (1, 1)
        assert b"BEGIN:VTODO" in synced.file("checkin").read_bytes()
        wide = SyncRequest(synced.folder, detail=Detail.FULL)
        assert synced.crm.sync.run(wide).written == 2
        assert b"talked" in synced.file("checkin").read_bytes()
        assert synced.crm.sync.run(SyncRequest(synced.folder)).written == 2
        assert b"talked" not in synced.file("checkin").read_bytes()

    def test_only_whose_details_changed_is_looked_at_anew_and_all_of_it_is_right(self, synced: Synced) -> None:
        ben = added(synced.crm, "Ben Cole", "3 weeks")
        synced.sync()
        synced.crm.contacts.edit(synced.ana, person("Ana Lima", email="new@x.test"))
        synced.crm.cadences.set_many([ben], every("5 weeks"), overwrite=True)
        assert synced.sync().written == 3
        assert b"new@x.test" in synced.file("followup").read_bytes()
        everything = b"".join(sorted(path.read_bytes() for path in synced.folder.glob("checkin-*")))
        assert b"every 5 weeks" in everything
        assert b"new@x.test" in everything
        assert b"ana@x.test" not in everything

    def test_the_folders_are_remembered_with_what_was_chosen(self, tasks: Synced) -> None:
        assert tasks.crm.sync.folders() == (tasks.request,)

    def test_what_others_keep_there_is_left_alone(self, synced: Synced) -> None:
        foreign = synced.folder / "dentist.ics"
        foreign.write_text("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:../../x\nEND:VEVENT\nEND:VCALENDAR\n")
        (synced.folder / "notes.txt").write_text("mine")
        ours = synced.folder / "other.ics"
        ours.write_bytes(synced.file("followup").read_bytes().replace(b"followup-", b"followup-0"))
        before = {path: path.read_bytes() for path in synced.folder.iterdir()}
        synced.crm.acts.snooze(f"c{synced.ana}", until=day("2026-12-01"))
        assert synced.sync().problems == ()
        for path in (foreign, ours, synced.folder / "notes.txt"):
            assert path.read_bytes() == before[path]
        assert not (synced.folder.parent / "x").exists()


class TestWhatOthersDid:
    def test_a_completed_check_in_becomes_a_touch_on_its_day(self, tasks: Synced) -> None:
        tasks.edit("checkin", COMPLETED)
        report = tasks.sync()
        (proposal,) = report.proposals
        assert (proposal.kind, proposal.contact_id, proposal.contact_name) == (
            ProposalKind.TOUCH,
            tasks.ana,
            "Ana Lima",
        )
        assert proposal.what == "log a touch with Ana Lima on 18 Nov 2026"
        assert (report.written, report.change_set) == (0, None)
        before = tasks.last_touch()
        report = tasks.sync(all_without_conflict=True)
        assert report.change_set is not None
        assert tasks.last_touch() == date(2026, 11, 18) != before
        assert len(list(tasks.folder.glob("checkin-*-20261118@*"))) == 1
        assert tasks.sync().proposals == ()
        tasks.crm.history.undo()
        assert tasks.last_touch() == before

    def test_a_completed_promise_is_ticked_off_with_a_touch(self, tasks: Synced) -> None:
        tasks.edit("followup", COMPLETED)
        report = tasks.sync(all_without_conflict=True)
        assert [one.what for one in report.proposals] == [
            "tick off “Send CV” and log a touch with Ana Lima on 18 Nov 2026"
        ]
        assert tasks.crm.follow_ups.get(1).state == "done"
        assert tasks.last_touch() == date(2026, 11, 18)
        assert tasks.said("followup", "STATUS") == "COMPLETED"

    @pytest.mark.parametrize("summary", ["✓ \\1", "\\1 [x]"])
    def test_an_event_ticked_off_by_its_summary_is_done_too(self, synced: Synced, summary: str) -> None:
        synced.edit("followup", (r"SUMMARY:([^\r]*)", f"SUMMARY:{summary}"))
        assert kinds(synced.sync(all_without_conflict=True)) == ["touch"]
        assert synced.crm.follow_ups.get(1).state == "done"
        assert synced.said("followup", "STATUS") == "CANCELLED"

    def test_two_ticked_off_on_two_days_are_two_touches(self, tasks: Synced) -> None:
        tasks.edit("checkin", COMPLETED)
        tasks.edit("followup", (COMPLETED[0], COMPLETED[1].replace("1118", "1119")))
        tasks.sync(all_without_conflict=True)
        days = [one.happened_on for one in tasks.crm._session.interactions.of_contact(tasks.ana, 9)]
        assert days == [date(2026, 11, 19), date(2026, 11, 18), day(LAST)]

    @pytest.mark.parametrize("kind", ["checkin", "followup"])
    def test_a_moved_item_is_put_off(self, synced: Synced, kind: str) -> None:
        synced.edit(kind, (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215"))
        synced.edit(kind, (r"DTEND;VALUE=DATE:\d+", "DTEND;VALUE=DATE:20261216"))
        assert kinds(synced.sync(all_without_conflict=True)) == ["snooze"]
        assert synced.said(kind, "DTSTART") == "20261215"
        assert synced.said(kind, "SEQUENCE") == "1"
        assert synced.sync().proposals == ()

    def test_a_promise_moved_to_an_hour_has_that_hour(self, synced: Synced) -> None:
        synced.edit("followup", (r"DTSTART;VALUE=DATE:\d+", "DTSTART:20261215T140000Z"))
        synced.edit("followup", (r"DTEND;VALUE=DATE:\d+", "DTEND:20261215T143000Z"))
        synced.sync(all_without_conflict=True)
        assert synced.crm.follow_ups.get(1).due_at == datetime(2026, 12, 15, 14, tzinfo=UTC)
        assert synced.said("followup", "DTSTART") == "20261215T140000Z"

    @pytest.mark.parametrize("moved", ["20261101", "20261123"])
    def test_to_today_or_the_past_it_cannot_be_moved_and_stays_as_they_have_it(
        self, synced: Synced, moved: str
    ) -> None:
        synced.edit("followup", (r"DTSTART;VALUE=DATE:\d+", f"DTSTART;VALUE=DATE:{moved}"))
        report = synced.sync(all_without_conflict=True)
        assert (report.proposals, report.written, len(report.problems)) == ((), 0, 1)
        assert "a day after today" in report.problems[0].why

    def test_a_deleted_promise_is_dropped_and_a_deleted_check_in_skipped(self, synced: Synced) -> None:
        for kind in ("checkin", "followup"):
            synced.file(kind).unlink()
        assert sorted(kinds(synced.sync())) == ["drop", "drop"]
        assert list(synced.folder.iterdir()) == []
        synced.sync(all_without_conflict=True)
        assert synced.crm.follow_ups.get(1).state == "dropped"
        assert synced.file("checkin").name.endswith(f"-{TODAY:%Y%m%d}@netcrm.ics")
        assert synced.sync().proposals == ()

    def test_a_deleted_birthday_stays_out_of_the_calendar(self, synced: Synced) -> None:
        from dataclasses import replace

        ana = synced.crm.contacts.get(synced.ana)
        synced.crm.contacts.edit(synced.ana, replace(ana.details, birthday="1980-02-29"))
        wish = SyncRequest(synced.folder, kinds=frozenset({CalendarKind.BIRTHDAY}))
        synced.crm.sync.run(wish)
        assert synced.said("birthday", "RRULE") == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"
        synced.file("birthday").unlink()
        assert kinds(synced.crm.sync.run(wish, all_without_conflict=True)) == ["drop"]
        report = synced.crm.sync.run(wish)
        assert (report.written, report.proposals) == (0, ())

    def test_words_written_beside_an_item_are_kept_as_a_note_and_stay_there(self, synced: Synced) -> None:
        synced.edit("checkin", (r"DESCRIPTION:", r"DESCRIPTION:She asked for the synopsis\\n"))
        report = synced.sync()
        assert [one.what for one in report.proposals] == ["keep a note on Ana Lima: She asked for the synopsis"]
        written = synced.file("checkin").read_bytes()
        before = synced.last_touch()
        synced.sync(all_without_conflict=True)
        timeline = synced.crm.contacts.timeline(synced.ana)
        assert "She asked for the synopsis" in str(timeline)
        assert synced.last_touch() == before
        assert synced.file("checkin").read_bytes() == written
        assert synced.sync().proposals == ()

    def test_a_promise_renamed_and_moved_is_both(self, synced: Synced) -> None:
        synced.edit("followup", ("SUMMARY:Send CV", "SUMMARY:Send the long CV"))
        synced.edit("followup", (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215"))
        assert sorted(kinds(synced.sync(all_without_conflict=True))) == ["snooze", "update"]
        follow_up = synced.crm.follow_ups.get(1)
        assert (follow_up.title, follow_up.snoozed_until) == ("Send the long CV", date(2026, 12, 15))
        assert synced.sync().proposals == ()

    def test_other_alarms_and_other_words_of_programs_are_nobodys_business(self, synced: Synced) -> None:
        synced.edit("checkin", ("TRIGGER:[^\r]*", "TRIGGER:-PT5M"), ("END:VEVENT", "X-COLOUR:red\r\nEND:VEVENT"))
        written = synced.file("checkin").read_bytes()
        for _ in range(2):
            report = synced.sync(all_without_conflict=True)
            assert (report.written, report.proposals, report.change_set) == (0, (), None)
        assert synced.file("checkin").read_bytes() == written

    def test_what_is_written_over_theirs_has_a_higher_sequence(self, synced: Synced) -> None:
        synced.edit("checkin", ("SEQUENCE:0", "SEQUENCE:4"))
        synced.sync()
        synced.edit(
            "followup", ("SEQUENCE:0", "SEQUENCE:7"), (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215")
        )
        synced.crm.acts.snooze(f"c{synced.ana}", until=day("2026-12-10"))
        synced.sync(all_without_conflict=True)
        assert (synced.said("checkin", "SEQUENCE"), synced.said("followup", "SEQUENCE")) == ("5", "8")

    def test_a_file_renamed_by_others_is_still_the_same(self, synced: Synced) -> None:
        synced.file("followup").rename(synced.folder / "followup-abc.ics")
        assert synced.sync().proposals == ()
        synced.crm.acts.snooze("f1", until=day("2026-12-20"))
        synced.sync()
        assert synced.file("followup").name == "followup-abc.ics"
        assert synced.said("followup", "DTSTART") == "20261220"


class TestBothSides:
    def test_moved_here_and_there_both_are_shown_and_nothing_is_lost(self, synced: Synced) -> None:
        synced.edit("followup", (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215"))
        synced.crm.acts.snooze("f1", until=day("2026-12-08"))
        written = synced.file("followup").read_bytes()
        report = synced.sync(all_without_conflict=True)
        (conflict,) = report.proposals
        assert (conflict.kind, conflict.ours, conflict.theirs) == (ProposalKind.CONFLICT, "8 Dec 2026", "15 Dec 2026")
        assert (report.change_set, synced.file("followup").read_bytes()) == (None, written)
        synced.taken()
        assert synced.crm.follow_ups.get(1).snoozed_until == date(2026, 12, 15)
        assert synced.sync().proposals == ()

    def test_a_refused_one_is_put_back(self, synced: Synced) -> None:
        synced.edit("followup", (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215"))
        synced.taken(Decision.REFUSE)
        assert synced.said("followup", "DTSTART") == "20261203"
        assert synced.sync().proposals == ()
        synced.file("followup").unlink()
        synced.taken(Decision.REFUSE)
        assert synced.file("followup").exists()

    def test_the_same_on_both_sides_is_no_question(self, tasks: Synced) -> None:
        tasks.edit("followup", COMPLETED)
        tasks.crm.acts.done("f1")
        tasks.edit("checkin", (r"DUE;VALUE=DATE:\d+", "DUE;VALUE=DATE:20261215"))
        tasks.crm.acts.snooze(f"c{tasks.ana}", until=day("2026-12-15"))
        assert tasks.sync().proposals == ()
        assert tasks.sync().written == 0

    def test_moved_there_and_done_here_asks_before_it_is_opened_again(self, synced: Synced) -> None:
        synced.edit("followup", (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215"))
        synced.crm.acts.done("f1")
        (conflict,) = synced.sync().proposals
        assert (conflict.kind, conflict.ours) == (ProposalKind.CONFLICT, "done")
        synced.taken()
        follow_up = synced.crm.follow_ups.get(1)
        assert (follow_up.state, follow_up.due_on) == ("open", date(2026, 12, 15))

    def test_lateness_alone_is_no_change_of_ours(self, store_path: Path, tmp_path: Path) -> None:
        with Crm.open(empty_store(store_path), clock=Clock(TODAY)) as crm:
            synced = Synced(crm, tmp_path / "calendar", Form.EVENT)
            stood = synced.said("checkin", "DTSTART")
        with Crm.open(store_path, clock=Clock(date(2026, 11, 26))) as crm:
            synced.crm = crm
            synced.edit("checkin", (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215"))
            assert kinds(synced.sync()) == ["snooze"]
            assert stood < "20261126"

    def test_a_proposal_whose_file_changed_meanwhile_is_not_done(self, synced: Synced) -> None:
        synced.edit("followup", (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215"))
        look = synced.crm.sync.look(synced.request)
        synced.edit("followup", (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261216"))
        report = synced.crm.sync.run(synced.request, {one.key: Decision.TAKE for one in look.proposals})
        assert (report.change_set, report.taken) == (None, frozenset())


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _large(path: Path) -> None:
    with path.open("ab") as stream:
        stream.truncate(50_000_000)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def _twice(path: Path) -> None:
    (path.parent / "again.ics").write_bytes(path.read_bytes())


def _link(path: Path) -> None:
    outside = path.parent.parent / "outside.ics"
    path.rename(outside)
    path.symlink_to(outside)


class TestDamage:
    @pytest.mark.parametrize("damage", [_empty, _large, _cut, _twice, _link])
    def test_a_damaged_file_is_a_problem_row_and_all_else_goes_on(
        self, synced: Synced, damage: Callable[[Path], None]
    ) -> None:
        damage(synced.file("followup"))
        before = {path: (path.lstat().st_size, path.lstat().st_mtime_ns) for path in synced.folder.glob("*")}
        synced.crm.acts.snooze(f"c{synced.ana}", until=day("2026-12-01"))
        synced.crm.acts.snooze("f1", until=day("2026-12-20"))
        report = synced.sync(all_without_conflict=True)
        assert report.problems
        assert (report.proposals, report.written) == ((), 1)
        assert synced.said("checkin", "DTSTART") == "20261201"
        for path, seen in before.items():
            if "checkin" not in path.name:
                assert (path.lstat().st_size, path.lstat().st_mtime_ns) == seen

    def test_a_folder_that_vanished_changes_nothing(self, synced: Synced) -> None:
        synced.folder.rename(synced.folder.parent / "elsewhere")
        with pytest.raises(StoreProblem, match="is not there"):
            synced.sync()
        assert not synced.folder.exists()

    def test_a_folder_that_was_emptied_is_not_taken_for_drops(self, synced: Synced) -> None:
        for number in range(8):
            synced.crm.follow_ups.add(FollowUpDraft(synced.ana, f"Promise {number}", day("2026-12-03")))
        assert synced.sync().written == 8
        for path in synced.folder.iterdir():
            path.unlink()
        with pytest.raises(StoreProblem, match="start-anew"):
            synced.sync()
        report = synced.crm.sync.run(SyncRequest(synced.folder, start_anew=True))
        assert (report.written, report.proposals) == (10, ())

    def test_a_missing_folder_is_made_where_its_parent_is(self, crm: Crm, tmp_path: Path) -> None:
        crm.sync.run(SyncRequest(tmp_path / "new"))
        assert (tmp_path / "new").is_dir()
        with pytest.raises(StoreProblem, match="could not be made"):
            crm.sync.run(SyncRequest(tmp_path / "no" / "such"))

    def test_to_look_writes_nothing(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Ana Lima", "2 weeks")
        assert crm.sync.look(SyncRequest(tmp_path / "new")).proposals == ()
        assert not (tmp_path / "new").exists()
        assert crm.sync.folders() == ()


class TestNothingIsLostOrAskedTwice:
    def test_what_was_refused_is_written_over_theirs_with_a_higher_sequence(self, synced: Synced) -> None:
        synced.edit(
            "followup", ("SEQUENCE:0", "SEQUENCE:3"), (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215")
        )
        synced.taken(Decision.REFUSE)
        assert (synced.said("followup", "SEQUENCE"), synced.said("followup", "DTSTART")) == ("4", "20261203")
        assert (synced.sync().written, synced.said("followup", "SEQUENCE")) == (0, "4")

    def test_a_check_in_ticked_off_on_the_day_of_its_last_touch_stands_again(self, tasks: Synced) -> None:
        tasks.crm.interactions.log(InteractionDraft((tasks.ana,), Channel.CALL, TODAY))
        tasks.sync()
        (new,) = tasks.folder.glob(f"checkin-*-{TODAY:%Y%m%d}@*")
        new.write_bytes(new.read_bytes().replace(b"NEEDS-ACTION", b"COMPLETED"))
        assert kinds(tasks.sync(all_without_conflict=True)) == ["touch"]
        assert b"STATUS:NEEDS-ACTION" in new.read_bytes()
        assert (tasks.sync().proposals, tasks.sync().written) == ((), 0)

    def test_words_that_were_kept_are_not_asked_about_beside_what_was_left_open(self, synced: Synced) -> None:
        synced.edit("checkin", (r"DTSTART;VALUE=DATE:\d+", "DTSTART;VALUE=DATE:20261215"))
        synced.edit("checkin", (r"DESCRIPTION:", r"DESCRIPTION:She asked\\n"))
        look = synced.crm.sync.look(synced.request)
        assert kinds(look) == ["snooze", "update"]
        synced.crm.sync.run(synced.request, {look.proposals[1].key: Decision.TAKE})
        assert kinds(synced.sync()) == ["snooze"]

    def test_words_beside_what_was_cancelled_are_kept_too(self, synced: Synced) -> None:
        synced.edit("followup", ("STATUS:CONFIRMED", "STATUS:CANCELLED"), ("DESCRIPTION:", r"DESCRIPTION:He left\\n"))
        assert kinds(synced.sync(all_without_conflict=True)) == ["drop", "update"]
        assert "He left" in str(synced.crm.contacts.timeline(synced.ana))

    def test_words_to_what_is_gone_from_netcrm_are_told_and_left_there(self, synced: Synced) -> None:
        synced.edit("followup", ("DESCRIPTION:", r"DESCRIPTION:He left\\n"))
        synced.crm.follow_ups.delete(1)
        written = synced.file("followup").read_bytes()
        report = synced.sync(all_without_conflict=True)
        assert [one.why for one in report.problems] == [
            "“Send CV – Ana Lima” is gone from netcrm, and somebody wrote “He left” to it: delete the file once you"
            " read it."
        ]
        assert synced.file("followup").read_bytes() == written

    def test_a_check_in_of_somebody_who_was_merged_is_ticked_off_for_who_is_left(self, tasks: Synced) -> None:
        other = added(tasks.crm, "Ana Lyma", "2 weeks")
        tasks.crm.interactions.log(InteractionDraft((other,), Channel.CALL, day("2026-11-02")))
        tasks.sync()
        (file,) = tasks.folder.glob("checkin-*-20261102@*")
        file.write_bytes(file.read_bytes().replace(b"NEEDS-ACTION", b"COMPLETED\r\nCOMPLETED:20261118T120000Z"))
        tasks.crm.merging.merge(tasks.crm.merging.plan(tasks.ana, other))
        (proposal,) = tasks.sync(all_without_conflict=True).proposals
        assert proposal.what == "log a touch with Ana Lima on 18 Nov 2026"
        assert tasks.last_touch() == date(2026, 11, 18)

    def test_a_birthday_cancelled_in_the_calendar_is_asked_about_once(self, synced: Synced) -> None:
        from dataclasses import replace

        ana = synced.crm.contacts.get(synced.ana)
        synced.crm.contacts.edit(synced.ana, replace(ana.details, birthday="1980-02-29"))
        synced.request = SyncRequest(synced.folder, kinds=frozenset({CalendarKind.BIRTHDAY}))
        synced.sync()
        synced.edit("birthday", ("STATUS:CONFIRMED", "STATUS:CANCELLED"))
        assert kinds(synced.sync(all_without_conflict=True)) == ["drop"]
        assert (synced.sync().proposals, synced.sync().written) == ((), 0)

    def test_a_check_in_moved_to_an_hour_of_today_is_no_proposal_that_could_not_be_done(self, synced: Synced) -> None:
        synced.edit("checkin", (r"DTSTART;VALUE=DATE:\d+", f"DTSTART:{TODAY:%Y%m%d}T150000Z"))
        report = synced.sync()
        assert (report.proposals, len(report.problems)) == ((), 1)
