"""The calendar of the screens: how much stands on each day of a month, and what stands on one of them.

What a day holds is what the agenda holds, placed by the rule that places it in calendars elsewhere (`calendar_days`):
what is late stands on today and, beyond the cap, on the working days that follow. A month is only counted, and most of
it by the store: items are made for those people alone of whom several things may fold into one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.agenda import (
    Agenda,
    AgendaItem,
    AwaitingEntry,
    CheckInEntry,
    FollowUpEntry,
    Group,
    InterviewEntry,
    ItemKind,
    LeadEntry,
    OccasionEntry,
    OrganisationEntry,
    build_agenda,
    calendar_days,
)
from netcrm.domain.agenda_page import Page, shown_on
from netcrm.domain.days_off import days_of, parse_days_off
from netcrm.domain.month import Load, LoggedLine, MonthDay, MonthView, Week, check_ins_by_day, weeks_of
from netcrm.domain.policy import Policy
from netcrm.services.agenda_beside import with_words_beside
from netcrm.services.agenda_entries import AgendaEntries
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.store.month import MonthReader

_CAPPED = frozenset({ItemKind.CHECK_IN, ItemKind.ORGANISATION})


@dataclass(frozen=True, slots=True)
class DayView:
    """What stands on a day."""

    on: date
    items: tuple[AgendaItem, ...]
    """The agenda's items that stand there, in its order; none for a day that has passed."""
    logged: tuple[LoggedLine, ...]
    """What happened then, in the order in which it was logged; nothing for a day to come."""


class CalendarMonths:
    """Counts months and reads days."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reader = MonthReader(session.database)

    def month(self, year: int, month: int) -> MonthView:
        """Return a month in whole weeks.

        Raises:
            DateProblem: there is no such month.
        """
        session = self._session
        weeks, policy = weeks_of(year, month), session.policy()
        first, last = weeks[0][0], weeks[-1][-1]
        plan = _Plan(session, policy) if last >= session.today else None
        loads = plan.loads(first, last) if plan else {}
        made = _DayMaker(session, policy, loads, self._reader, first, last)
        return MonthView(
            year,
            month,
            tuple(Week(days[0].isocalendar().week, tuple(made.day(day) for day in days)) for days in weeks),
            policy.daily_cap,
        )

    def day(self, on: date) -> DayView:
        """Return what stands on a day, and what happened on it."""
        session = self._session
        items: Sequence[AgendaItem] = ()
        if on >= session.today:
            agenda = Agenda(tuple(_Plan(session, session.policy()).items_on(on)))
            items = with_words_beside(session, agenda).items
        logged = self._reader.logged_on(on) if on <= session.today else ()
        return DayView(on, tuple(items), tuple(logged))

    def move(self, *keys: str, to: date) -> Done:
        """Move items to another day, in one act.

        Raises:
            UsageProblem: one of them cannot be moved.
            DateProblem: the day is not after today.
            NotFound: there is no such item.
        """
        from netcrm.services.calendar.moving import move

        return move(self._session, keys, to)

    def working_day_beside(self, on: date, *, back: bool) -> date:
        """Return the first working day after a day, or the last one before it."""
        from netcrm.services.calendar.moving import working_day_beside

        return working_day_beside(self._session, on, back=back)


class _DayMaker:
    """Makes the days of a month of what is known of each."""

    def __init__(
        self, session: Session, policy: Policy, loads: dict[date, Load], reader: MonthReader, first: date, last: date
    ) -> None:
        known = session.settings.all()
        self._today, self._policy, self._loads = session.today, policy, loads
        self._holidays = session.settings.holidays().get(known.get("region", ""), {})
        self._days_off = days_of(parse_days_off(known.get("days-off", "")))
        self._pauses = session.facts.pauses().of_everybody
        self._logged = {it.on: it for it in reader.logged(first, min(last, session.today))}
        self._events = session.events.between(first, last)

    def day(self, on: date) -> MonthDay:
        """Return one day."""
        load, logged, cap = self._loads.get(on, Load()), self._logged.get(on), self._policy.daily_cap
        return MonthDay(
            on=on,
            load=load,
            logged=logged.interactions if logged else 0,
            touches=logged.touches if logged else 0,
            holiday=self._holidays.get(on, ""),
            day_off=self._days_off.get(on, ""),
            pause=next((pause.reason for pause in self._pauses if on in pause), None),
            events=tuple(event.name for event in self._events if event.has_day(on)),
            is_weekend=on.weekday() in self._policy.workdays.weekend,
            is_today=on == self._today,
            is_over=cap is not None and load.check_ins > cap,
        )


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands in the agenda beside check-ins of people."""

    follow_ups: list[FollowUpEntry]
    awaiting: list[AwaitingEntry]
    interviews: list[InterviewEntry]
    leads: list[LeadEntry]
    organisations: list[OrganisationEntry]

    @property
    def people(self) -> frozenset[int]:
        """Who they are about."""
        return frozenset(
            {
                *(entry.follow_up.contact_id for entry in self.follow_ups),
                *(entry.contact_id for entry in self.awaiting),
                *(entry.interview.contact_id for entry in self.interviews),
            }
        )


class _Plan:
    """The agenda from today on, seen by day."""

    def __init__(self, session: Session, policy: Policy) -> None:
        self._session = session
        self._policy = policy
        self._today = session.today
        self._reader = MonthReader(session.database)
        self._entries = AgendaEntries(session)
        self._pauses = session.facts.pauses()
        self._done_today = session.following_up.acted_on(session.today)

    def items_on(self, on: date) -> list[AgendaItem]:
        """Return what stands on a day from today on, in the agenda's order."""
        shown = {day: self._shown(day) for day in self._reader.due(on, ())}
        wanted = [day for day, shows_on in shown.items() if shows_on == on or shows_on <= self._today]
        paused = self._reader.due_ids_among(on, self._pauses.of_contact)
        ids = dict.fromkeys([*self._reader.due_ids_on(wanted), *paused, *self._newcomers(on)])
        occasions = self._entries.occasions_on([self._today, on] if on != self._today else [on])
        check_ins = self._entries.check_ins_of(list(ids))
        items = self._agenda(check_ins, self._beside(on), occasions, on, self._policy.daily_cap)
        days = calendar_days(
            items,
            cap=self._policy.daily_cap,
            workdays=self._policy.workdays,
            today=self._today,
            done_today=self._done_today,
        )
        return [item for item, day in zip(items, days, strict=True) if day == on]

    def loads(self, first: date, until: date) -> dict[date, Load]:
        """Return how much stands on each day from today on up to `until`; occasions of `first` and later."""
        items, tangled = self._tangled(until)
        dated, fresh = Counter[date](), Counter[date]()
        for day, count in self._reader.due(until, tangled).items():
            dated[self._shown(day)] += count
        newcomers = [contact_id for contact_id in self._newcomers(until) if contact_id not in tangled]
        paused = any(self._today in pause for pause in self._pauses.of_everybody)
        for it in self._reader.newcomers(newcomers):
            is_dated = paused or (it.is_snoozed and it.due_on > self._today)  # else their standing is new
            (dated if is_dated else fresh)[self._shown(it.due_on)] += it.count
        for item in items:
            if item.kind in _CAPPED:
                (fresh if item.group is Group.NEW else dated)[item.due_on] += 1
        check_ins = check_ins_by_day(
            dated,
            fresh,
            cap=self._policy.daily_cap,
            workdays=self._policy.workdays,
            today=self._today,
            done_today=self._done_today,
        )
        others = [item for item in items if item.kind not in _CAPPED and not item.kind.is_occasion]
        days = calendar_days(others, cap=None, workdays=self._policy.workdays, today=self._today)
        kinds = Counter((day, item.kind) for item, day in zip(others, days, strict=True))
        occasions = self._occasions(max(first, self._today), until)
        return {
            day: Load(
                check_ins[day],
                kinds[day, ItemKind.FOLLOW_UP],
                kinds[day, ItemKind.INTERVIEW],
                kinds[day, ItemKind.AWAITING],
                occasions[day],
                kinds[day, ItemKind.LEAD],
            )
            for day in _days(max(first, self._today), until)
        }

    def _tangled(self, until: date) -> tuple[Sequence[AgendaItem], frozenset[int]]:
        """Return the items of all of whom there may be more than a check-in, with organisations; and who they are.

        No cap holds any back here: it changes on which day a check-in stands, not what folds into what.
        """
        beside = self._beside(until)
        today_only = self._entries.occasions_on([self._today])
        tangled = beside.people.union((entry.contact_id for entry in today_only), self._pauses.of_contact)
        due = self._reader.due_ids_among(until, tangled)
        new = [contact_id for contact_id in self._newcomers(until) if contact_id in tangled]
        check_ins = self._entries.check_ins_of([*due, *new])
        return self._agenda(check_ins, beside, today_only, until, None), tangled

    def _beside(self, until: date) -> _Beside:
        entries = self._entries
        return _Beside(
            entries.follow_ups(until),
            entries.awaiting(self._today),
            entries.interviews(until),
            entries.leads(until),
            entries.organisations(self._policy),
        )

    def _agenda(
        self,
        check_ins: list[CheckInEntry],
        beside: _Beside,
        occasions: list[OccasionEntry],
        until: date,
        cap: int | None,
    ) -> Sequence[AgendaItem]:
        return build_agenda(
            check_ins,
            beside.follow_ups,
            beside.awaiting,
            beside.organisations,
            occasions,
            interviews=beside.interviews,
            leads=beside.leads,
            today=self._today,
            until=until,
            workdays=self._policy.workdays,
            daily_cap=cap,
            done_today=self._done_today,
            wait=self._policy.wait,
            all_new=False,
        ).items

    def _newcomers(self, until: date) -> list[int]:
        return self._entries.newcomers(until, self._policy.daily_cap)

    def _shown(self, day: date) -> date:
        return shown_on(day, self._pauses.of_everybody, self._policy.workdays, self._today)

    def _occasions(self, first: date, until: date) -> Counter[date]:
        """Return how many birthdays and work anniversaries there are on each day."""
        page = Page(self._today, until, self._policy.workdays, self._today)
        found = self._entries.occasion_days(list(_days(first, until)))
        items = (
            page.occasion(OccasionEntry(kind, contact_id, "", "", "", None, on, words, self._pauses.of(contact_id)))
            for (contact_id, kind), (on, words) in found.items()
        )
        return Counter(item.due_on for item in items if item is not None)


def _days(first: date, until: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((until - first).days + 1))
