"""The note policy holds wherever text comes in, and the guard says what looks like a participant's data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from netcrm.domain.calendar.words import Detail
from netcrm.domain.contact import State
from netcrm.domain.interaction import Channel
from netcrm.domain.interviews.interview import Interview
from netcrm.domain.interviews.sheet import InterviewNote
from netcrm.domain.note_policy import Guard, NotePolicy, Notes, read_policy
from netcrm.domain.report.templates import Template
from netcrm.errors import NetcrmError, NoteHeld, NotFound, QueryProblem, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.events.values import EventDraft
from netcrm.services.exports import ExportKind, ExportOptions
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.notes.policies import Policies
from netcrm.services.reports import ReportFormat, ReportWish
from netcrm.store.note_texts import TEXT_COLUMNS
from netcrm.store.triggers import JOURNALLED
from tests.services.around_people import AROUND
from tests.services.support import added, card, every, person, write

SUBJECT = "Subject 1204-003 missed the visit"
NOT_FREE = {
    "uid", "name", "prefix", "given", "additional", "family", "suffix", "credentials", "nicknames", "folded",
    "sort_key",
    "birthday", "tier", "language", "country", "state", "state_since", "photo", "added_on", "salutation", "role", "tag",
    "value", "key", "label", "street", "city", "region", "postal_code", "city_key", "kind", "site_number", "title",
    "department", "start_on", "end_on", "happened_on", "channel", "direction", "playbook", "definition", "started_on",
    "started_at", "ended_on", "ended_why", "part", "owner", "due_on", "due_at", "snoozed_until", "made_on", "closed_on",
    "repeats", "repeats_from", "first_on", "step", "stage", "happens_on", "happens_at", "time_zone", "place", "topic",
    "reached_on", "scope", "interval", "latest", "set_on", "skipped_on", "was_due_on", "anchor", "until", "rested_on",
    "file", "format", "imported_on", "digest", "left_on", "set_aside_on", "field", "before", "after", "changed_on",
    "said_on", "given_on", "began_on", "agreed_on", "begins_on", "task", "starts_on", "ends_on", "link", "session",
    "meets_at",
    "room", "met_on", "nct", "acronym", "phases", "status", "sponsor", "conditions", "completes_on", "facility", "pmid",
    "pmc", "doi", "journal", "published_on", "affiliation", "measure", "every", "query", "given_up_on", "done_on",
    "skill", "listed_on", "deadline", "found_on", "applied_on", "outcome", "notes", "guard",
}  # fmt: skip
"""Columns of text that hold names, days, slugs and the like, or what another program wrote."""


@pytest.fixture
def ana(crm: Crm) -> int:
    return crm.contacts.add(replace(person("Ana Lima", note="likes tea"), tags=("held",))).contact_ids[0]


def rule(crm: Crm, policy: str, query: str = "tag:held") -> None:
    crm.notes.set_rule(query, read_policy(policy))


def log(crm: Crm, *people: int, words: str) -> None:
    crm.interactions.log(InteractionDraft(people, Channel.CALL, crm.today, summary=words))


def everything(crm: Crm) -> list[object]:
    return [crm._session.database.rows(f"SELECT * FROM {table} ORDER BY id") for table in JOURNALLED]


def edited_note(crm: Crm, ana: int, note: str) -> None:
    crm.contacts.edit(ana, replace(crm.contacts.get(ana).details, note=note))


def promise(crm: Crm, ana: int, title: str) -> None:
    crm.follow_ups.add(FollowUpDraft(ana, title, date(2026, 12, 1)))


WRITERS: list[Callable[[Crm, int, str], object]] = [
    lambda crm, ana, words: log(crm, ana, words=words),
    edited_note,
    lambda crm, ana, words: crm.acts.done(f"c{ana}", channel=Channel.EMAIL, summary=words),
    lambda crm, ana, words: log(crm, added(crm, "Bo Chen"), ana, words=words),
]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    ("policy", "words", "why"),
    [
        ("none", "recruitment", "No notes may be kept about this person"),
        ("topics", "she was tired", "Only topics may be kept about this person"),
        ("full hold", SUBJECT, "From character 1, the text looks like a subject number"),
    ],
)
def test_what_may_not_be_kept_is_held_and_nothing_is_written(
    crm: Crm, ana: int, write: Callable[[Crm, int, str], object], policy: str, words: str, why: str
) -> None:
    crm.cadences.set_many([ana], every("2 weeks"))
    rule(crm, policy)
    if write is WRITERS[-1]:
        bo = added(crm, "Bo Chen")
        write = lambda crm, ana, words: log(crm, bo, ana, words=words)  # noqa: E731
    before = everything(crm)
    with pytest.raises(NoteHeld) as held:
        write(crm, ana, words)
    assert why in str(held.value)
    assert str(held.value).endswith("Nothing was written.")
    assert words not in str(held.value)
    assert everything(crm) == before


@pytest.mark.parametrize(
    ("policy", "words"),
    [("none", ""), ("topics", "recruitment, safety"), ("full", "she was tired"), ("full warn", SUBJECT)],
)
def test_what_may_be_kept_is_kept(crm: Crm, ana: int, policy: str, words: str) -> None:
    rule(crm, policy)
    log(crm, ana, words=words)
    assert crm.contacts.timeline(ana)[0].words == words


def test_a_promise_is_no_note_but_the_guard_reads_it(crm: Crm, ana: int) -> None:
    rule(crm, "none")
    promise(crm, ana, "Send my CV")
    rule(crm, "none hold")
    with pytest.raises(NoteHeld):
        promise(crm, ana, SUBJECT)


def test_what_the_program_says_of_itself_is_left_out_and_not_refused(crm: Crm, ana: int) -> None:
    rule(crm, "none")
    with crm._session.act("something happened"):
        words = crm._session.by_itself("Thanked for the interview.")
        crm._session.database.execute(
            "INSERT INTO interaction (uid, happened_on, channel, direction, summary) VALUES"
            f" ('i', '2026-11-16', 'letter', 'outgoing', '{words}')"
        )
        crm._session.database.execute("INSERT INTO participant (interaction_id, contact_id) VALUES (1, ?)", (ana,))
    assert crm.contacts.timeline(ana)[0].words == ""
    assert not crm._session.own_words


def test_older_text_stays_until_it_is_written_anew(crm: Crm, ana: int) -> None:
    log(crm, ana, words="met for tea")
    rule(crm, "none")
    details = crm.contacts.get(ana).details
    crm.contacts.edit(ana, replace(details, starred=True))
    crm.history.undo()
    crm.history.redo()
    with pytest.raises(NoteHeld):
        crm.contacts.edit(ana, replace(details, note="likes coffee"))
    edited_note(crm, ana, "")
    assert crm.history.undo().sentence
    assert crm.contacts.get(ana).details.note == "likes tea"


KINDS = [ExportKind.VCF, ExportKind.CSV, ExportKind.MD, ExportKind.JSONL, ExportKind.ICS]


@pytest.mark.parametrize("kind", KINDS)
def test_exports_hold_back_older_text(crm: Crm, ana: int, kind: ExportKind) -> None:
    log(crm, ana, words="recruitment, she was tired")
    crm.cadences.set_many([ana], every("2 weeks"))
    options = ExportOptions(query="ana", detail=Detail.FULL)

    def told() -> bytes:
        return b"".join(crm.exports.chunks(kind, options)).replace(b"\r\n ", b"")

    assert b"likes tea" in told() or b"tired" in told()
    rule(crm, "topics")
    assert b"likes tea" not in told()
    assert b"tired" not in told()


def test_the_whole_store_goes_out_whole(crm: Crm, ana: int) -> None:
    rule(crm, "none")
    assert b"likes tea" in b"".join(crm.exports.chunks(ExportKind.JSONL))


def test_archived_people_stand_under_the_rules_too(crm: Crm, ana: int) -> None:
    crm.contacts.set_state([ana], State.ARCHIVED, "")
    rule(crm, "none")
    assert Policies(crm._session).of([ana]) == NotePolicy(Notes.NONE)


def test_of_several_rules_the_strictest_holds(crm: Crm, ana: int) -> None:
    rule(crm, "topics")
    rule(crm, "full hold", "ana")
    assert Policies(crm._session).of([ana]) == NotePolicy(Notes.TOPICS, Guard.HOLD)
    assert [str(one.policy) for one in crm.notes.rules()] == ["topics warn", "full hold"]
    rule(crm, "none", "ana")
    assert Policies(crm._session).of([ana]) == NotePolicy(Notes.NONE)
    crm.notes.remove_rule("ana")
    assert Policies(crm._session).of([ana]) == NotePolicy(Notes.TOPICS)
    crm.history.undo()
    assert Policies(crm._session).of([ana]) == NotePolicy(Notes.NONE)


@pytest.mark.parametrize(
    ("query", "error", "why"),
    [
        ("rol:pi", QueryProblem, "character 1"),
        ("  ", UsageProblem, "For whom?"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(crm: Crm, query: str, error: type[NetcrmError], why: str) -> None:
    with pytest.raises(error, match=why.replace("?", r"\?")):
        rule(crm, "none", query)
    with pytest.raises(NotFound):
        crm.notes.remove_rule(query)


@pytest.fixture
def warned(crm: Crm, ana: int) -> Crm:
    """A store in which three texts look like a participant's data."""
    log(crm, ana, words=SUBJECT)
    promise(crm, ana, "Ask about MRN 00412345")
    edited_note(crm, ana, "DOB 03/12/1956, AB")
    return crm


def test_the_guard_warns_and_never_blocks(crm: Crm, ana: int) -> None:
    log(crm, ana, words=SUBJECT)
    (warning,) = crm.warnings
    assert warning.startswith("What was logged about Ana Lima, from character 1, looks like a subject number.")
    assert "1204" not in warning
    log(crm, ana, words="fine")
    assert crm.warnings == ()


def test_places_are_listed_without_their_text(warned: Crm, ana: int) -> None:
    places = list(warned.notes.places())
    assert [(place.what, place.people) for place in places] == [
        ("the note", ((ana, "Ana Lima"),)),
        ("what was logged", ((ana, "Ana Lima"),)),
        ("the promise", ((ana, "Ana Lima"),)),
    ]
    assert "1204" not in repr(places)


def test_every_column_of_text_is_read_or_known_to_hold_no_free_words(crm: Crm) -> None:
    read = {(one.table, one.column) for one in TEXT_COLUMNS}
    for table in JOURNALLED:
        for _, column, kind, *_ in crm._session.database.rows(f"PRAGMA table_info({table})"):
            if kind == "TEXT" and (table, column) not in read and table != "setting":
                assert column in NOT_FREE, (table, column)


def test_each_column_is_about_the_people_whom_it_names(crm: Crm, ana: int) -> None:
    """Every query of the list runs, on rows of every table."""
    added(crm, "Bo Chen"), added(crm, "Cem Demir")
    crm.contacts.edit(ana, replace(crm.contacts.get(ana).details, positions=person("x", organisation="Bay").positions))
    promise(crm, ana, "Send my CV")
    from netcrm.domain.interviews.interview import Interview

    crm.interviews.held(Interview(0, "", ana))
    with crm._session.act("around"):
        for statement in AROUND:
            crm._session.database.execute(statement)
    from netcrm.store.note_texts import NoteTexts

    found = {(text.column.table, text.column.column): text.people for text in NoteTexts(crm._session.database).all()}
    assert found["advice", "text"] == (ana,)
    assert found["event_person", "line"] == (ana,)
    assert found["introduction", "topic"] == (1, 2)
    assert found["activity", "before"] == ()


@pytest.mark.parametrize(
    ("policy", "kept"),
    [
        ("none", ""),
        ("topics", "recruitment"),
        ("full", "recruitment, likes tea"),
        ("full hold", "recruitment, likes tea"),
    ],
)
def test_an_import_takes_no_more_of_a_note_than_may_be_kept(crm: Crm, tmp_path: Path, policy: str, kept: str) -> None:
    rule(crm, policy, "bo")
    path = write(tmp_path / "a.vcf", card("Bo Chen", "NOTE:recruitment\\, likes tea"), card("Cem Demir", "NOTE:chess"))
    report = crm.imports.bring_in([path])
    notes = {contact.name: contact.details.note for contact in map(crm.contacts.get, report.new_ids)}
    assert notes == {"Bo Chen": kept, "Cem Demir": "chess"}
    assert report.held_notes == (kept != "recruitment, likes tea")
    raw = crm._session.database.rows("SELECT data FROM blob")
    assert sum(b"likes tea" in row[0] for row in raw) == (not report.held_notes)
    again = crm.imports.bring_in([path])
    assert (again.unchanged, again.held_notes) == (2, 0)
    crm.history.undo()
    assert crm.contacts.count() == 0


def test_an_update_takes_no_more_of_a_note_than_may_be_kept(crm: Crm, tmp_path: Path) -> None:
    crm.imports.bring_in([write(tmp_path / "a.vcf", card("Bo Chen", uid="u-1"))])
    rule(crm, "none", "bo")
    report = crm.imports.bring_in([write(tmp_path / "b.vcf", card("Bo Chen", "NOTE:likes tea", uid="u-1"))])
    assert report.held_words.startswith("The note of 1 person was left out or cut down")
    assert crm.contacts.get(1).details.note == ""


def test_a_preview_warns_of_a_note_that_looks_like_a_participant_s(crm: Crm, tmp_path: Path) -> None:
    path = write(tmp_path / "a.vcf", card("Bo Chen", f"NOTE:{SUBJECT}"), card("Cem Demir", "NOTE:chess"))
    warnings = [one.warnings for one in crm.imports.plan([path]).cards]
    assert [len(each) for each in warnings] == [1, 0]
    assert warnings[0][0].startswith("The note, from character 1, looks like a subject number.")
    assert crm.imports.bring_in([path]).noted[0].warnings == warnings[0]


def test_a_report_and_a_day_sheet_hold_back_older_text(crm: Crm, ana: int) -> None:
    crm.interviews.held(Interview(0, "", ana))
    crm.interviews.write_notes(1, [InterviewNote(0, 0, None, "", "likes chess", is_shareable=True)])
    crm.advice.add(ana, "read E6(R3)", is_shareable=True)
    event = crm.events.add(EventDraft("Forum", crm.today, crm.today)).change_set
    crm.events.want(1, [ana])
    log(crm, ana, words="she was tired")
    wish = ReportWish(Template.INTERNSHIP, crm.today, crm.today)

    def told() -> str:
        return crm.reports.make(wish).data(ReportFormat.MARKDOWN).decode() + crm.events.sheet_words(1)

    assert event
    assert all(words in told() for words in ("chess", "E6(R3)", "tired"))
    rule(crm, "none")
    assert not any(words in told() for words in ("chess", "E6(R3)", "tired"))
    assert crm.reports.make(wish).report.kept_back == 2
