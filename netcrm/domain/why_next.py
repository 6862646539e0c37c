"""Why somebody's next check-in is when it is, or why there is none: one sentence for each way it can stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from netcrm.domain.cadence import EffectiveCadence
from netcrm.domain.check_in import CheckIn, Lateness, Pause, day_out_of_pauses
from netcrm.domain.contact import State
from netcrm.domain.days import WEEKDAYS, counted, long_day, short_day
from netcrm.domain.workdays import Workdays

_STATES = {
    State.ARCHIVED: "archived",
    State.DO_NOT_CONTACT: "not to be contacted",
    State.LEFT_FIELD: "left the field",
    State.DECEASED: "deceased",
}
_LONGEST_REASON = 48
_ANY_PAUSE = "a pause"
"""What a day that a pause without a reason moved gives as its reason."""


@dataclass(frozen=True, slots=True)
class PauseOf:
    """A pause that holds for somebody, and who was paused."""

    pause: Pause
    whose: str = ""
    """`everybody`, an organisation's name, or nothing for a pause of the person alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyFacts:
    """All that the sentence is made from."""

    today: date
    state: State = State.ACTIVE
    state_since: date | None = None
    state_why: str = ""
    added_on: date
    effective: EffectiveCadence | None
    check_in: CheckIn | None
    last_touch: date | None
    late: Lateness
    pauses: tuple[PauseOf, ...] = ()
    workdays: Workdays
    held: str = ""
    """The title of the playbook whose run holds the check-ins."""
    snooze_reason: str = ""
    skip_reason: str = ""


def why_next(facts: WhyFacts) -> str:
    """Return why the next date is what it is, in one sentence."""
    if facts.state is not State.ACTIVE:
        since = f" since {short_day(facts.state_since, facts.today)}" if facts.state_since else ""
        return f"No check-ins: {_STATES[facts.state]}{since}{_because(facts.state_why)}."
    if facts.effective is None:
        return f"No cadence is set, so nothing asks for a check-in{_held(facts)}."
    if facts.check_in is None:
        return f"No check-ins, by decision: {facts.effective.describe()}{_held(facts)}."
    every = facts.effective.every
    parts = [every[0].upper() + every[1:], f"counted from {_start(facts, facts.check_in)}"]
    parts += _moves(facts, facts.check_in)
    return f"{', '.join(parts)}: {_day(facts, facts.check_in)}{_silent(facts, facts.check_in)}."


def _start(facts: WhyFacts, check_in: CheckIn) -> str:
    """Return what the interval counts from."""
    day = short_day(check_in.start, facts.today)
    if check_in.anchor is None:
        since = "added" if check_in.start == facts.added_on else "the cadence was set"
        return f"{day}, when {'they were ' if since == 'added' else ''}{since}, as there was no contact yet"
    if check_in.anchor == facts.last_touch:
        return f"the last touch on {day}"
    return f"the skip on {day}{_because(facts.skip_reason)}"


def _moves(facts: WhyFacts, check_in: CheckIn) -> Iterator[str]:
    """Yield what moved the day from where the interval led."""
    rolled, today = check_in.rolled, facts.today
    if check_in.snoozed_until:
        until = ""
        if check_in.snoozed_until != check_in.due_on:
            until = f" to {short_day(check_in.snoozed_until, today)}"
        yield f"snoozed from {short_day(check_in.unrolled, today)}{until}{_because(facts.snooze_reason)}"
    if rolled.moved_from is None:
        return
    start = short_day(rolled.moved_from, today)
    mover = _mover(facts, check_in, rolled.moved_from)
    if mover is None:
        why = f", a {rolled.why}" if rolled.why in WEEKDAYS else _because(rolled.why)
        yield f"moved from {start}{why}"
        return
    whose = f" of {mover.whose}" if mover.whose else ""
    until = short_day(mover.pause.end_on, today)
    yield f"moved from {start} by the pause{whose} until {until}{_because(mover.pause.reason)}"


def _mover(facts: WhyFacts, check_in: CheckIn, moved_from: date) -> PauseOf | None:
    """Return the last of the pauses that moved a day, or nothing where a weekend or holiday alone did."""
    why = check_in.rolled.why
    between = [it for it in facts.pauses if it.pause.start_on <= check_in.due_on and it.pause.end_on >= moved_from]
    if why != _ANY_PAUSE and why not in [it.pause.reason for it in between]:
        return None
    return max(between, key=lambda it: it.pause.end_on, default=None)


def _day(facts: WhyFacts, check_in: CheckIn) -> str:
    """Return the day, and how late that is."""
    words, late, today = long_day(check_in.due_on, facts.today), facts.late.days_late, facts.today
    if check_in.due_on == today:
        return f"today, {words}"
    if not late:
        return words
    words += f", {counted(late, 'day')} late"
    latest = facts.effective.cadence.latest if facts.effective else None
    if latest and check_in.latest_on and today > check_in.latest_on:
        words += f", past the latest of {latest} since {short_day(check_in.latest_on, today)}"
    return words


def _silent(facts: WhyFacts, check_in: CheckIn) -> str:
    """Return why nothing is asked today, whatever the day; a pause that was named already is not named again."""
    now = [it for it in facts.pauses if facts.today in it.pause]
    if not now:
        return _held(facts)
    last = max(now, key=lambda it: it.pause.end_on)
    back = day_out_of_pauses(facts.today, [it.pause for it in facts.pauses], facts.workdays)
    moved_from = check_in.rolled.moved_from
    if moved_from is not None and _mover(facts, check_in, moved_from) == last and back == check_in.due_on:
        return f", the first day back{_held(facts)}"
    whose = f"{last.whose} is paused" if last.whose else "paused"
    words = f"; {whose} until {short_day(last.pause.end_on, facts.today)}{_because(last.pause.reason)}"
    return f"{words}, first day back {long_day(back, facts.today)}{_held(facts)}"


def _held(facts: WhyFacts) -> str:
    return f"; held while the playbook “{facts.held}” runs" if facts.held else ""


def _because(reason: str) -> str:
    """Return a reason in brackets; the timeline has the whole of a long one."""
    words = reason if len(reason) <= _LONGEST_REASON else reason[: _LONGEST_REASON - 1].rstrip() + "…"
    return f" ({words})" if words else ""
