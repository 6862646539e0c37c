"""The calendar file that is kept up to date: what the settings take, and when and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Details
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.errors import StoreProblem, UsageProblem
from netcrm.services.calendar.five_minutes import read_five_minutes
from netcrm.services.calendar.kept_file import Wish, read_calendar_file, wish_of
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.services.target_files import Holder, holder_of
from tests.stores import empty_store

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.fixture
def crm(tmp_path: Path) -> Iterator[Crm]:
    with Crm.open(empty_store(tmp_path / "store" / "netcrm.db"), clock=Clock(TODAY)) as crm:
        yield crm


@pytest.fixture
def ana(crm: Crm) -> int:
    """Ana Lima, who is to be asked every month."""
    contact_id = crm.contacts.add(Details(name=Name("Ana Lima", given="Ana", family="Lima"))).contact_ids[0]
    crm.cadences.set(CadenceScope.CONTACT, str(contact_id), parse_cadence("1 month"))
    crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, TODAY - timedelta(days=20)))
    return contact_id


@pytest.mark.parametrize(
    ("text", "kept"),
    [("8:30", "08:30"), ("08:30", "08:30"), ("8.30am", "08:30"), ("3pm", "15:00"), ("12:15 am", "00:15"),
     ("off", "off"), ("OFF", "off"), ("noon", "12:00"), ("25:00", None), ("tomorrow", None), ("fri 8:30", None),
     ("8", None)],
)  # fmt: skip
def test_five_minutes_are_an_hour_or_off(text: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(UsageProblem, match="an hour such as 08:30"):
            read_five_minutes(text)
    else:
        assert read_five_minutes(text) == kept


def test_a_path_is_kept_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_calendar_file("~/netcrm.ics") == str(tmp_path / "netcrm.ics")
    monkeypatch.chdir(tmp_path)
    assert read_calendar_file("Own Calendar.ics") == str(tmp_path / "Own Calendar.ics")
    assert read_calendar_file("Off") == "off"


@pytest.mark.parametrize(
    ("content", "holder"),
    [(b"", Holder.NOBODY), (b"dear diary\n", Holder.UNKNOWN),
     (b"BEGIN:VCALENDAR\r\nPRODID:-//Example//Phone//EN\r\n", Holder.OTHER_PROGRAM),
     (b"begin:vcard\r\n", Holder.OTHER_PROGRAM),
     (b"BEGIN:VCALENDAR\r\nPRODID:-//netcrm//netcrm//EN\r\n", Holder.NETCRM)],
)  # fmt: skip
def test_a_file_is_told_by_its_head(tmp_path: Path, content: bytes, holder: Holder) -> None:
    path = tmp_path / "x.ics"
    assert holder_of(path) is Holder.NOBODY
    path.write_bytes(content)
    assert holder_of(path) is holder


def test_what_netcrm_did_not_write_is_never_taken(crm: Crm, tmp_path: Path) -> None:
    foreign = tmp_path / "phone.ics"
    foreign.write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//Example//Phone//EN\r\n")
    diary = tmp_path / "diary.txt"
    diary.write_text("dear diary")
    refused = {
        foreign: "netcrm did not write it",
        diary: "netcrm did not write it",
        crm.path: "netcrm did not write it",
        crm.path.with_name("netcrm.db-wal"): "the store itself|netcrm did not write it",
        crm.path.with_name("netcrm.db-journal"): "the store itself",
        tmp_path: "is a folder",
        tmp_path / "gone" / "x.ics": "There is no folder",
    }
    for path, why in refused.items():
        with pytest.raises(UsageProblem, match=why):
            crm.settings.set("calendar-file", str(path))
        with pytest.raises(UsageProblem, match=why):
            crm.calendar_file.keep(path)
    assert crm.calendar_file.settings().wish is Wish.NOT_ASKED
    assert crm.calendar_file.refresh() is None


def test_a_kept_file_is_written_at_once_and_follows_what_is_done(crm: Crm, ana: int, tmp_path: Path) -> None:
    path = tmp_path / "netcrm.ics"
    done = crm.calendar_file.keep(path, time(8, 30))
    assert done.sentence.startswith(f"The calendar file {path} is kept up to date.")
    first = path.read_bytes()
    assert b"Ana Lima" in first
    assert b"five minutes" in first
    crm.contacts.set_state((ana,), crm.contacts.get(ana).state.ARCHIVED)
    written = crm.calendar_file.refresh()
    assert written is not None
    assert written.path == path
    assert b"STATUS:CANCELLED" in path.read_bytes()
    crm.history.undo(done.change_set)
    before = path.read_bytes()
    assert crm.calendar_file.refresh() is None
    assert path.read_bytes() == before, "what is not kept any more stays as it was"


def test_what_could_not_have_changed_is_the_same_file(crm: Crm, ana: int, tmp_path: Path) -> None:
    path = tmp_path / "netcrm.ics"
    crm.calendar_file.keep(path)
    crm.calendar_file.refresh()
    before = path.read_bytes()
    crm.calendar_file.refresh()
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(crm: Crm, ana: int, tmp_path: Path) -> None:
    folder = tmp_path / "cloud"
    folder.mkdir()
    path = folder / "netcrm.ics"
    crm.calendar_file.keep(path)

    def refused(why: str) -> None:
        with pytest.raises(StoreProblem) as problem:
            crm.calendar_file.refresh()
        assert str(problem.value).startswith(f"The calendar file {path} could not be rewritten: {why}")

    path.write_text("dear diary")
    refused("something that netcrm did not write is in its place")
    path.unlink()
    path.mkdir()
    refused("a folder is in its place")
    path.rmdir()
    folder.rmdir()
    refused(f"there is no folder {folder}")
    assert crm.contacts.count() == 1


def test_a_file_that_could_not_be_written_is_not_kept(crm: Crm, ana: int, tmp_path: Path) -> None:
    folder = tmp_path / "readonly"
    folder.mkdir()
    (folder / "netcrm.ics").write_bytes(b"")
    target = folder / "netcrm.ics"
    target.unlink()
    target.symlink_to(tmp_path / "nowhere" / "netcrm.ics")
    with pytest.raises(StoreProblem, match="could not be rewritten"):
        crm.calendar_file.keep(target)
    assert crm.calendar_file.settings().wish is Wish.NOT_ASKED


def test_one_is_asked_where_a_calendar_would_hold_something(crm: Crm) -> None:
    assert not crm.calendar_file.is_to_be_asked()


def test_one_is_asked_until_one_has_answered(crm: Crm, ana: int) -> None:
    assert crm.calendar_file.is_to_be_asked()
    crm.calendar_file.put_off()
    assert not crm.calendar_file.is_to_be_asked()
    newest = crm.history.lines()[0].id
    crm.calendar_file.decline()
    assert not crm.calendar_file.is_to_be_asked()
    assert crm.calendar_file.settings().wish is Wish.OFF
    assert crm.history.lines()[0].id == newest, "an answer is nothing to undo"


@pytest.mark.parametrize(
    ("kept", "asked", "wish"),
    [
        ("", "", Wish.NOT_ASKED),
        ("off", "", Wish.OFF),
        ("", "never", Wish.OFF),
        ("", "2026-11-24", Wish.LATER),
        ("", "2026-11-23", Wish.NOT_ASKED),
        ("/home/ana/netcrm.ics", "never", Wish.KEPT),
    ],
)
def test_later_is_over_on_its_day(kept: str, asked: str, wish: Wish) -> None:
    assert wish_of(kept, asked, TODAY) is wish


def test_the_sample_network_is_never_asked_about(crm: Crm, ana: int) -> None:
    with crm._session.act("sample"):
        crm._session.settings.set("demo", "yes")
    assert not crm.calendar_file.is_to_be_asked()


def test_what_follows_acts_is_called_only_where_something_was_written(tmp_path: Path) -> None:
    called: list[Path] = []

    def after(crm: Crm) -> None:
        assert crm.contacts.count() == 1, "the store is still open"
        called.append(crm.path)

    store = empty_store(tmp_path / "store" / "netcrm.db")
    with Crm.open(store, clock=Clock(TODAY), after_acts=after) as crm:
        crm.contacts.count()
    assert not called
    with Crm.open(store, clock=Clock(TODAY), after_acts=after) as crm:
        crm.contacts.add(Details(name=Name("Ana Lima")))
    assert called == [store]
