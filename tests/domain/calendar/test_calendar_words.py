from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from netcrm.domain.agenda import OrganisationEntry
from netcrm.domain.cadence import EffectiveCadence, parse_cadence
from netcrm.domain.calendar.items import CalendarKind, Repeats, item_text
from netcrm.domain.calendar.words import (
    Detail,
    address_to_reach,
    birthday_item,
    categories,
    check_in_item,
    five_minutes_item,
    follow_up_item,
    interview_item,
    last_words,
    organisation_item,
    whom,
)
from netcrm.domain.check_in import CheckIn
from netcrm.domain.contact import Contact, Details, Email, Link, Phone
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.workdays import Rolled

ANA = Contact(
    id=7,
    uid="3f2a",
    details=Details(
        name=Name("Ana Lima", given="Ana", family="Lima", credentials="MD"),
        roles=(Role.PRINCIPAL_INVESTIGATOR, Role.MENTOR),
        tags=("area/oncology", "phase/2"),
        emails=(Email("ana@home.example"), Email("ana.lima@stmarys.example", "work", preferred=True)),
        phones=(Phone("+351 22 000 0000", "mobile"),),
        links=(Link("https://example.org/ana"),),
        positions=(Position("St Mary's", "Professor", "Cardiology", is_primary=True),),
        note="Likes brevity.\nSon at university.",
    ),
    added_on=date(2026, 1, 2),
)
LAST = Interaction(3, "i3", date(2026, 11, 3), Channel.SITE_VISIT, Direction.BOTH, "asked for\nthe protocol")
PROMISE = FollowUp(4, "77aa", 7, "Send her my CV", date(2026, 11, 27))


def bare(**details: object) -> Contact:
    return replace(ANA, details=replace(Details(Name("Oyelaran")), **details))  # type: ignore[arg-type]


def test_a_check_in_says_whom_why_and_how_to_reach_them() -> None:
    item = check_in_item(
        ANA,
        on=date(2026, 11, 23),
        anchor=date(2026, 11, 3),
        cadence="every 2 weeks, from tier B",
        last_touch=date(2026, 11, 3),
        last=LAST,
    )
    assert item.uid == "checkin-3f2a-20261103@netcrm"
    assert item.kind is CalendarKind.CHECK_IN
    assert item.summary == "Check in with Ana Lima (PI, St Mary's)"
    assert item.description == (
        "Ana Lima, MD: Principal investigator, Mentor, Professor, Cardiology, St Mary's",
        "Why: every 2 weeks, from tier B, last touch 3 Nov 2026",
        "E-mail (work): ana.lima@stmarys.example, mailto:ana.lima@stmarys.example",
        "E-mail: ana@home.example, mailto:ana@home.example",
        "Phone (mobile): +351 22 000 0000, tel:+351220000000",
        "Link: https://example.org/ana",
    )
    assert item.url == "mailto:ana.lima@stmarys.example"
    assert item.categories == ("Principal investigator", "Mentor", "area/oncology", "phase/2")


def test_last_words_and_notes_are_told_in_full_detail_only() -> None:
    brief, full = (
        follow_up_item(ANA, PROMISE, on=PROMISE.due_on, last=LAST, detail=detail)
        for detail in (Detail.BRIEF, Detail.FULL)
    )
    assert full.description[: len(brief.description)] == brief.description
    assert full.description[len(brief.description) :] == (
        "Last: site visit on 3 Nov 2026: asked for the protocol",
        "Note: Likes brevity.",
        "Son at university.",
    )
    assert not any("protocol" in line or "brevity" in line for line in brief.description)


def test_a_long_note_is_cut() -> None:
    item = follow_up_item(bare(note="x" * 1_000_000), PROMISE, on=PROMISE.due_on, detail=Detail.FULL)
    assert len(item.description[-1]) < 2100
    assert item.description[-1].endswith("…")


@pytest.mark.parametrize(
    ("owner", "summary", "why"),
    [
        (Owner.MINE, "Send her my CV – Ana Lima (PI, St Mary's)", "Why: promised for 27 Nov 2026"),
        (Owner.THEIRS, "Promised by Ana Lima (PI, St Mary's): Send her my CV", "Why: promised to you for 27 Nov 2026"),
    ],
)
def test_a_follow_up_says_what_was_promised_and_by_whom(owner: Owner, summary: str, why: str) -> None:
    at = datetime(2026, 11, 27, 9, tzinfo=UTC)
    item = follow_up_item(ANA, replace(PROMISE, owner=owner), on=PROMISE.due_on, at=at)
    assert (item.uid, item.kind, item.at) == ("followup-77aa@netcrm", CalendarKind.FOLLOW_UP, at)
    assert item.summary == summary
    assert item.description[1] == why


def test_somebody_new_is_not_yet_contacted() -> None:
    item = check_in_item(bare(), on=date(2026, 12, 1), anchor=None, cadence="every 3 months", last_touch=None)
    assert item.summary == "Check in with Oyelaran"
    assert item.description == ("Oyelaran", "Why: every 3 months, not yet contacted")
    assert (item.url, item.categories) == ("", ())


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({}, "Oyelaran"),
        ({"roles": (Role.RESEARCH_NURSE,)}, "Oyelaran (RN)"),
        ({"roles": (Role.OTHER,)}, "Oyelaran"),
        ({"positions": (Position("Harbour CRO"),)}, "Oyelaran (Harbour CRO)"),
        ({"positions": (Position("Harbour CRO", end_on="2020"),)}, "Oyelaran"),
    ],
)
def test_a_title_names_the_main_role_and_the_organisation_where_they_are_known(
    details: dict[str, object], words: str
) -> None:
    assert whom(bare(**details)) == words


@pytest.mark.parametrize(
    ("details", "address"),
    [
        ({"emails": (Email("no address"), Email("a@b.example"))}, "mailto:a@b.example"),
        ({"emails": (Email("jörg?bcc=x@y.example"),)}, "mailto:j%C3%B6rg%3Fbcc%3Dx@y.example"),
        ({"emails": (Email("a@b.example\r\nX:1"),)}, "mailto:a@b.example%20X%3A1"),
        ({"links": (Link("xmpp:o@example.org"), Link("HTTPS://example.org/ö?q=1"))}, "HTTPS://example.org/%C3%B6?q=1"),
        ({"links": (Link("javascript:alert(1)"), Link("https://two words"))}, ""),
        ({"phones": (Phone("+44 20 7946 0000"),)}, ""),
    ],
)
def test_the_address_opens_a_mail_or_a_page_and_is_a_clean_uri(details: dict[str, object], address: str) -> None:
    assert address_to_reach(bare(**details)) == address


def test_categories_stand_once_and_say_nothing_of_other() -> None:
    assert categories(bare(roles=(Role.OTHER, Role.MENTOR), tags=("Mentor", "area"))) == ("Mentor", "area")


def test_last_words_without_a_summary_say_what_happened() -> None:
    assert last_words(replace(LAST, summary=" ")) == "site visit on 3 Nov 2026"


MEETING = Interview(
    id=4,
    uid="41aa",
    contact_id=7,
    stage=Stage.AGREED,
    topic="site start-up",
    happens_on=date(2026, 12, 3),
    happens_at=datetime(2026, 12, 3, 15, tzinfo=UTC),
    minutes=45,
    place="Room 4",
)


def test_an_interview_says_where_and_how_long() -> None:
    item = interview_item(ANA, MEETING, on=date(2026, 12, 3))
    assert (item.uid, item.kind) == ("interview-41aa@netcrm", CalendarKind.INTERVIEW)
    assert item.summary == "Interview with Ana Lima (PI, St Mary's)"
    assert (item.at, item.minutes, item.place) == (MEETING.happens_at, 45, "Room 4")
    assert item.description[1] == "Why: informational interview about site start-up"


@pytest.mark.parametrize(
    ("birthday", "on"),
    [
        ("1980-05-17", "2026-05-17"),
        ("--05-17", "2026-05-17"),
        ("2000-02-29", "2024-02-29"),
        ("--02-29", "2024-02-29"),
        ("1980-05", None),
        ("1980", None),
        ("", None),
        ("1980-13-41", None),
        ("in spring", None),
    ],
)
def test_a_birthday_comes_back_every_year_and_tells_no_age(birthday: str, on: str | None) -> None:
    item = birthday_item(bare(birthday=birthday))
    if on is None:
        assert item is None
        return
    assert item is not None
    assert (item.on.isoformat(), item.repeats, item.uid) == (on, Repeats.YEARLY, f"birthday-{ANA.uid}@netcrm")
    assert "1980" not in item_text(item)


def test_the_five_minutes_stand_on_working_days_at_the_hour_of_the_wall_clock() -> None:
    item = five_minutes_item(time(8, 30), (0, 1, 2, 3, 4), since=date(2024, 1, 1))
    assert (item.summary, item.repeats, item.weekdays) == ("netcrm, five minutes", Repeats.WEEKLY, (0, 1, 2, 3, 4))
    assert (item.local_time, item.at, item.minutes) == (time(8, 30), None, 5)


def test_a_site_says_why_and_only_in_full_what_was_said() -> None:
    check_in = CheckIn(
        anchor=date(2026, 11, 3), start=date(2026, 11, 3), unrolled=date(2026, 11, 17), due_on=date(2026, 11, 17),
        interval_days=14, latest_on=None, snoozed_until=None, rolled=Rolled(date(2026, 11, 17)),
    )  # fmt: skip
    every = parse_cadence("2 weeks")
    assert every
    entry = OrganisationEntry(
        3, "9f", "St Mary (PI Ortiz)", "st mary", check_in, EffectiveCadence(every), last_said="call: the protocol"
    )
    brief, full = (organisation_item(entry, on=date(2026, 11, 23), detail=detail) for detail in Detail)
    assert brief.uid == "checkin-9f-20261103@netcrm"
    assert brief.summary == "Check in with St Mary (PI Ortiz)"
    assert brief.description == ("Why: every 2 weeks, counted from 3 Nov 2026",)
    assert full.description == (*brief.description, "Last: call: the protocol")
    assert brief.due == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("phone", "uri"),
    [
        ("+1 (617) 555-0101", "tel:+16175550101"),
        ("0351 22 000", "tel:035122000"),
        ("+1 617 555 0101;ext=7", "tel:+16175550101"),
        ("4711", ""),
        ("by pager", ""),
    ],
)
def test_a_number_that_can_be_called_is_told_as_one_can_touch_it(phone: str, uri: str) -> None:
    lines = follow_up_item(bare(phones=(Phone(phone),)), PROMISE, on=PROMISE.due_on).description
    assert lines[-1] == (f"Phone: {phone}, {uri}" if uri else f"Phone: {phone}")
