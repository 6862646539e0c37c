"""Job openings: applied for, ended, put off, and what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from netcrm.domain.employers.lead import Lead, LeadOutcome, applied, ended, read_link, read_title, snoozed
from netcrm.errors import DateProblem, NothingToDo, UsageProblem

TODAY = date(2026, 11, 23)
OPEN = Lead(7, "u", 1, "CRA I", date(2026, 11, 16), deadline=date(2026, 12, 4))
APPLIED = replace(OPEN, applied_on=date(2026, 11, 20))


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_applying_takes_it_off_the_agenda_and_may_be_dated_before_it_was_written_down() -> None:
    done = applied(replace(OPEN, snoozed_until=day("2026-11-30")), day("2026-11-02"), TODAY)
    assert (done.applied_on, done.found_on, done.shows_on, done.is_open) == (
        day("2026-11-02"), day("2026-11-02"), None, True,
    )  # fmt: skip


def test_an_offer_comes_back_with_the_day_to_answer_by() -> None:
    offer = ended(APPLIED, LeadOutcome.OFFER, TODAY, TODAY, answer_by=day("2026-11-27"))
    assert (offer.shows_on, offer.closed_on, offer.waits_for_user) == (day("2026-11-27"), None, True)
    assert ended(APPLIED, LeadOutcome.OFFER, TODAY, TODAY).shows_on is None
    accepted = ended(offer, LeadOutcome.ACCEPTED, TODAY, TODAY)
    assert (accepted.shows_on, accepted.closed_on, accepted.answered_on) == (None, TODAY, TODAY)


def test_why_it_ended_is_kept_in_its_note_and_it_can_be_opened_again() -> None:
    over = ended(replace(OPEN, note="a big site"), LeadOutcome.WITHDRAWN, TODAY, TODAY, reason="too far")
    assert over.note == "a big site\nWithdrawn on 23 Nov 2026: too far"
    again = ended(over, LeadOutcome.OPEN, TODAY, TODAY)
    assert (again.closed_on, again.shows_on) == (None, OPEN.deadline)


@pytest.mark.parametrize(
    ("snoozed_until", "today", "late"),
    [
        ("", "2026-11-23", 0),
        ("", "2026-12-04", 0),
        ("", "2026-12-07", 3),
        ("2026-11-24", "2026-12-01", 0),
        ("2026-12-08", "2026-12-07", 0),
        ("2026-12-08", "2026-12-10", 2),
    ],
)
def test_lateness_counts_from_the_deadline_or_the_day_after_it_to_which_it_was_put_off(
    snoozed_until: str, today: str, late: int
) -> None:
    it = replace(OPEN, snoozed_until=day(snoozed_until) if snoozed_until else None)
    assert it.days_late(day(today)) == late


@pytest.mark.parametrize(
    ("until", "today", "words"),
    [
        ("2026-11-23", "2026-11-23", "ends after today"),
        ("2026-12-07", "2026-11-23", "snooze it to a day before that"),
    ],
)
def test_a_deadline_ahead_is_not_put_off_beyond_itself(until: str, today: str, words: str) -> None:
    with pytest.raises(DateProblem, match=words):
        snoozed(OPEN, day(until), day(today))


def test_one_may_be_reminded_before_a_deadline_and_after_one_that_has_come() -> None:
    assert snoozed(OPEN, day("2026-11-30"), TODAY).shows_on == day("2026-11-30")
    assert snoozed(OPEN, day("2026-12-08"), day("2026-12-04")).shows_on == day("2026-12-08")
    assert snoozed(OPEN, day("2026-12-04"), TODAY).snoozed_until is None
    with pytest.raises(NothingToDo, match="does not stand in the agenda"):
        snoozed(APPLIED, day("2026-11-30"), TODAY)


def test_what_cannot_be_is_refused() -> None:
    over = ended(APPLIED, LeadOutcome.REJECTED, TODAY, TODAY)
    for problem, words, act in (
        (DateProblem, "after today", lambda: applied(OPEN, day("2026-11-24"), TODAY)),
        (NothingToDo, "applied for “CRA I” on Fri 20 Nov already", lambda: applied(APPLIED, TODAY, TODAY)),
        (NothingToDo, "over", lambda: applied(over, TODAY, TODAY)),
        (NothingToDo, "“rejected” already", lambda: ended(over, LeadOutcome.REJECTED, TODAY, TODAY)),
        (DateProblem, "before that", lambda: ended(APPLIED, LeadOutcome.OFFER, day("2026-11-19"), TODAY)),
        (DateProblem, "after today", lambda: ended(APPLIED, LeadOutcome.OFFER, day("2026-11-24"), TODAY)),
        (UsageProblem, "Only an offer", lambda: ended(OPEN, LeadOutcome.CLOSED, TODAY, TODAY, answer_by=TODAY)),
        (
            DateProblem, "before the offer was made",
            lambda: ended(APPLIED, LeadOutcome.OFFER, TODAY, TODAY, answer_by=day("2026-11-20")),
        ),
        (UsageProblem, "needs the title", lambda: read_title("  ")),
    ):  # fmt: skip
        with pytest.raises(problem, match=words):
            act()


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("", ""),
        (" https://jobs.example/7?a=b#c ", "https://jobs.example/7?a=b#c"),
        ("jobs.example/7", "https://jobs.example/7"),
        ("http://jobs.example", "http://jobs.example"),
    ],
)
def test_a_link_is_an_address_of_the_web(text: str, link: str) -> None:
    assert read_link(text) == link


@pytest.mark.parametrize(
    "text", ["ask Bo", "javascript:alert(1)", "ftp://x.example/a", "https://", "https://[", "nowhere"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match="no address of the web"):
        read_link(text)
