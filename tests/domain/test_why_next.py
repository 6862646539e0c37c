"""Why the next date is what it is: a sentence for every way in which somebody can stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from netcrm.domain.cadence import CadenceScope, EffectiveCadence, parse_cadence
from netcrm.domain.check_in import CheckInFacts, Pause, Snooze, lateness, plan_check_in
from netcrm.domain.contact import State
from netcrm.domain.why_next import PauseOf, WhyFacts, why_next
from netcrm.domain.workdays import RollRule, Workdays

TODAY = "2026-11-23"
"""A Monday."""
THANKSGIVING = {date(2026, 11, 26): "Thanksgiving in the US", date(2026, 11, 27): ""}


def day(text: str) -> date:
    return date.fromisoformat(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """How somebody stands, in words and ISO dates."""

    every: str = "2 weeks"
    scope: CadenceScope = CadenceScope.CONTACT
    subject: str = ""
    set_on: str = "2026-01-05"
    added: str = "2026-01-05"
    touch: str = ""
    skip: str = ""
    skip_reason: str = ""
    snoozed: str = ""
    snooze_reason: str = ""
    pauses: tuple[tuple[str, str, str, str], ...] = ()
    held: str = ""
    state: State = State.ACTIVE
    since: str = ""
    because: str = ""
    roll: RollRule = RollRule.NEXT
    today: str = TODAY

    def why(self) -> str:
        cadence = parse_cadence(self.every, set_on=day(self.set_on))
        effective = EffectiveCadence(cadence, self.scope, self.subject) if cadence else None
        pauses = tuple(PauseOf(Pause(day(start), day(end), why), whose) for start, end, why, whose in self.pauses)
        workdays = Workdays(THANKSGIVING, roll=self.roll)
        facts = CheckInFacts(
            day(self.added),
            effective,
            last_touch=day(self.touch) if self.touch else None,
            last_skip=day(self.skip) if self.skip else None,
            pauses=tuple(it.pause for it in pauses),
        )
        if self.snoozed:
            facts = CheckInFacts(
                facts.added_on, effective, facts.last_touch, facts.last_skip,
                (Snooze(facts.anchor, day(self.snoozed)),), facts.pauses,
            )  # fmt: skip
        check_in = plan_check_in(facts, workdays) if self.state is State.ACTIVE else None
        return why_next(
            WhyFacts(
                today=day(self.today),
                state=self.state,
                state_since=day(self.since) if self.since else None,
                state_why=self.because,
                added_on=facts.added_on,
                effective=effective,
                check_in=check_in,
                last_touch=facts.last_touch,
                late=lateness(
                    check_in, facts.pauses, day(self.today), is_never=bool(cadence and cadence.is_never),
                    held=bool(self.held),
                ),
                pauses=pauses,
                workdays=workdays,
                held=self.held,
                snooze_reason=self.snooze_reason,
                skip_reason=self.skip_reason,
            )
        )  # fmt: skip


SENTENCES: tuple[tuple[Stands, str], ...] = (
    (Stands(touch="2026-11-12"), "Every 2 weeks, counted from the last touch on 12 Nov, moved from 26 Nov (Thanksgiving"
     " in the US): Mon 30 Nov."),
    (Stands(touch="2026-11-10"), "Every 2 weeks, counted from the last touch on 10 Nov: Tue 24 Nov."),
    (Stands(touch="2026-11-09"), "Every 2 weeks, counted from the last touch on 9 Nov: today, Mon 23 Nov."),
    (Stands(touch="2026-11-06"), "Every 2 weeks, counted from the last touch on 6 Nov: Fri 20 Nov, 3 days late."),
    (Stands(touch="2025-11-06"), "Every 2 weeks, counted from the last touch on 6 Nov 2025: Thu 20 Nov 2025,"
     " 368 days late."),
    (Stands(scope=CadenceScope.TIER, subject="B", touch="2026-11-10"),
     "Every 2 weeks, from tier B, counted from the last touch on 10 Nov: Tue 24 Nov."),
    (Stands(scope=CadenceScope.TAG, subject="area/oncology", touch="2026-11-10"),
     "Every 2 weeks, from tag area/oncology, counted from the last touch on 10 Nov: Tue 24 Nov."),
    (Stands(scope=CadenceScope.ROLE, subject="principal-investigator", touch="2026-11-10"),
     "Every 2 weeks, from role PI, counted from the last touch on 10 Nov: Tue 24 Nov."),
    (Stands(every="10 business days", touch="2026-11-10"), "Every 10 business days, counted from the last touch on"
     " 10 Nov: Tue 24 Nov."),
    (Stands(every="11 business days", touch="2026-11-11"),
     "Every 11 business days, counted from the last touch on 11 Nov: Mon 30 Nov."),
    (Stands(every="1 month", touch="2026-10-31"),
     "Every month, counted from the last touch on 31 Oct: Mon 30 Nov."),
    (Stands(every="1 day", touch="2026-11-20"),
     "Every day, counted from the last touch on 20 Nov, moved from 21 Nov, a Saturday: today, Mon 23 Nov."),
    (Stands(every="13 days", touch="2026-11-14"),
     "Every 13 days, counted from the last touch on 14 Nov, moved from 27 Nov (a holiday): Mon 30 Nov."),
    (Stands(every="5 days", touch="2026-11-24", today="2026-11-24", roll=RollRule.PREVIOUS),
     "Every 5 days, counted from the last touch on 24 Nov, moved from 29 Nov, a Sunday: Wed 25 Nov."),
    (Stands(every="5 days", touch="2026-11-24", today="2026-11-24", roll=RollRule.NONE),
     "Every 5 days, counted from the last touch on 24 Nov: Sun 29 Nov."),
    (Stands(every="never"), "No check-ins, by decision: never."),
    (Stands(every="never", scope=CadenceScope.TIER, subject="D"), "No check-ins, by decision: never, from tier D."),
    (Stands(every="unset"), "No cadence is set, so nothing asks for a check-in."),
    (Stands(), "Every 2 weeks, counted from 5 Jan, when they were added, as there was no contact yet: Mon 19 Jan."),
    (Stands(set_on="2026-11-18"), "Every 2 weeks, counted from 18 Nov, when the cadence was set, as there was no"
     " contact yet: Wed 2 Dec."),
    (Stands(touch="2026-11-02", skip="2026-11-16"), "Every 2 weeks, counted from the skip on 16 Nov: Mon 30 Nov."),
    (Stands(skip="2026-11-16", skip_reason="on leave"),
     "Every 2 weeks, counted from the skip on 16 Nov (on leave): Mon 30 Nov."),
    (Stands(touch="2026-11-16", skip="2026-11-02", skip_reason="on leave"),
     "Every 2 weeks, counted from the last touch on 16 Nov: Mon 30 Nov."),
    (Stands(touch="2026-11-02", snoozed="2026-11-25"),
     "Every 2 weeks, counted from the last touch on 2 Nov, snoozed from 16 Nov: Wed 25 Nov."),
    (Stands(touch="2026-11-02", snoozed="2026-11-25", snooze_reason="at a congress"),
     "Every 2 weeks, counted from the last touch on 2 Nov, snoozed from 16 Nov (at a congress): Wed 25 Nov."),
    (Stands(touch="2026-11-02", snoozed="2026-11-18"),
     "Every 2 weeks, counted from the last touch on 2 Nov, snoozed from 16 Nov: Wed 18 Nov, 5 days late."),
    (Stands(snoozed="2026-12-01"), "Every 2 weeks, counted from 5 Jan, when they were added, as there was no contact"
     " yet, snoozed from 19 Jan: Tue 1 Dec."),
    (Stands(touch="2026-11-10", pauses=(("2026-11-23", "2026-12-04", "", ""),)),
     "Every 2 weeks, counted from the last touch on 10 Nov, moved from 24 Nov by the pause until 4 Dec: Mon 7 Dec,"
     " the first day back."),
    (Stands(touch="2026-11-10", pauses=(("2026-11-24", "2026-12-04", "exams", ""),)),
     "Every 2 weeks, counted from the last touch on 10 Nov, moved from 24 Nov by the pause until 4 Dec (exams):"
     " Mon 7 Dec."),
    (Stands(touch="2026-11-10", pauses=(("2026-11-23", "2026-12-04", "exams", "everybody"),)),
     "Every 2 weeks, counted from the last touch on 10 Nov, moved from 24 Nov by the pause of everybody until 4 Dec"
     " (exams): Mon 7 Dec, the first day back."),
    (Stands(touch="2026-11-10", pauses=(("2026-11-20", "2026-11-24", "audit", "St Mary's"),)),
     "Every 2 weeks, counted from the last touch on 10 Nov, moved from 24 Nov by the pause of St Mary's until 24 Nov"
     " (audit): Wed 25 Nov, the first day back."),
    (Stands(every="1 month", touch="2026-11-10", pauses=(("2026-11-20", "2026-11-24", "audit", ""),)),
     "Every month, counted from the last touch on 10 Nov: Thu 10 Dec; paused until 24 Nov (audit), first day back"
     " Wed 25 Nov."),
    (Stands(touch="2026-10-12", pauses=(("2026-11-02", "2026-11-24", "", ""),)),
     "Every 2 weeks, counted from the last touch on 12 Oct: Mon 26 Oct, 6 days late; paused until 24 Nov, first day"
     " back Wed 25 Nov."),
    (Stands(touch="2026-11-10", pauses=(("2026-11-24", "2026-11-25", "trip", ""), ("2026-11-30", "2026-12-04", "exams",
     "everybody"))), "Every 2 weeks, counted from the last touch on 10 Nov, moved from 24 Nov by the pause of everybody"
     " until 4 Dec (exams): Mon 7 Dec."),
    (Stands(touch="2026-11-02", snoozed="2026-11-25", pauses=(("2026-11-25", "2026-12-04", "", ""),)),
     "Every 2 weeks, counted from the last touch on 2 Nov, snoozed from 16 Nov to 25 Nov, moved from 25 Nov by the"
     " pause until 4 Dec: Mon 7 Dec."),
    (Stands(touch="2026-11-14", pauses=(("2026-11-29", "2026-11-29", "away", ""),)),
     "Every 2 weeks, counted from the last touch on 14 Nov, moved from 28 Nov, a Saturday: Mon 30 Nov."),
    (Stands(touch="2026-11-10", held="3B7 outreach"), "Every 2 weeks, counted from the last touch on 10 Nov: Tue 24"
     " Nov; held while the playbook “3B7 outreach” runs."),
    (Stands(every="unset", held="Reconnect"),
     "No cadence is set, so nothing asks for a check-in; held while the playbook “Reconnect” runs."),
    (Stands(every="3 months, latest 4 months", touch="2026-07-07"),
     "Every 3 months, counted from the last touch on 7 Jul: Wed 7 Oct, 47 days late, past the latest of 4 months since"
     " 9 Nov."),
    (Stands(every="3 months, latest 4 months", touch="2026-08-10"),
     "Every 3 months, counted from the last touch on 10 Aug: Tue 10 Nov, 13 days late."),
    (Stands(touch="2026-11-10", state=State.ARCHIVED, since="2026-11-03"), "No check-ins: archived since 3 Nov."),
    (Stands(state=State.ARCHIVED, since="2025-11-03", because="moved on"),
     "No check-ins: archived since 3 Nov 2025 (moved on)."),
    (Stands(state=State.DO_NOT_CONTACT, since="2026-11-03", because="asked me not to"),
     "No check-ins: not to be contacted since 3 Nov (asked me not to)."),
    (Stands(state=State.LEFT_FIELD), "No check-ins: left the field."),
    (Stands(state=State.DECEASED, since="2026-11-03"), "No check-ins: deceased since 3 Nov."),
)  # fmt: skip


@pytest.mark.parametrize(("stands", "sentence"), SENTENCES)
def test_why_the_next_date_is_what_it_is_in_one_sentence(stands: Stands, sentence: str) -> None:
    assert stands.why() == sentence


def test_a_long_reason_is_cut_in_the_sentence() -> None:
    why = Stands(skip="2026-11-16", skip_reason="she is " + "away " * 40).why()
    assert why == (
        "Every 2 weeks, counted from the skip on 16 Nov (she is away away away away away away away away…): Mon 30 Nov."
    )
