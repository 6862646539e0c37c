"""One entry of the agenda as the item that it makes, for the day that the agenda is made for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.agenda_values import (
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
)
from netcrm.domain.awaiting import awaiting_asks_on
from netcrm.domain.check_in import Pause, Standing, day_out_of_pauses, days_outside_pauses, lateness
from netcrm.domain.days import counted
from netcrm.domain.follow_up import Owner
from netcrm.domain.interval import Interval
from netcrm.domain.reasons import (
    check_in_reason,
    follow_up_reason,
    interview_reason,
    lead_reason,
    lead_title,
    moved,
    no_answer,
    occasion,
    organisation_reason,
)
from netcrm.domain.workdays import Rolled, Workdays

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Page:
    """The days that an agenda is made for; turns entries into items, or None for what does not stand there."""

    today: date
    until: date
    workdays: Workdays
    read_on: date
    """The day on which its words are read."""

    def check_in(self, entry: CheckInEntry) -> AgendaItem | None:
        """Return the check-in of a contact; of somebody new whatever its day."""
        late = lateness(entry.check_in, entry.pauses, self.today)
        day = self._back(entry.check_in.due_on, entry.pauses)
        is_new = late.standing is Standing.NEW
        if day > self.until and not is_new:
            return None
        return AgendaItem(
            key=f"c{entry.contact_id}",
            kind=ItemKind.CHECK_IN,
            group=Group.NEW if is_new else self._group(day),
            contact_id=entry.contact_id,
            name=entry.name,
            due_on=day,
            due_at=None,
            standing=late.standing,
            days_late=late.days_late,
            ratio=late.ratio,
            title="Get in touch" if is_new else "Check in",
            why=check_in_reason(entry, late, day, self.read_on),
            tier=entry.tier,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=entry.effective.describe(),
        )

    def organisation(self, entry: OrganisationEntry) -> AgendaItem | None:
        """Return the check-in of an organisation."""
        late = lateness(entry.check_in, entry.pauses, self.today)
        day = self._back(entry.check_in.due_on, entry.pauses)
        if late.standing is Standing.NEW:  # never late, and not to be lost among the people not yet contacted
            day = max(day, self.today)
        if day > self.until:
            return None
        return AgendaItem(
            key=f"o{entry.organisation_id}",
            kind=ItemKind.ORGANISATION,
            group=self._group(day),
            contact_id=None,
            name=entry.name,
            due_on=day,
            due_at=None,
            standing=late.standing,
            days_late=late.days_late,
            ratio=late.ratio,
            title="Check in",
            why=organisation_reason(entry, late, day, self.read_on),
            tier=None,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=entry.effective.describe(),
            last_words=entry.last_said,
            organisation_id=entry.organisation_id,
        )

    def follow_up(self, entry: FollowUpEntry) -> AgendaItem | None:
        """Return a promise, or the step of a playbook."""
        it = entry.follow_up
        day = self._back(it.shows_on, entry.pauses)
        if day > self.until:
            return None
        days_late = days_outside_pauses(day, self.today, entry.pauses)
        if any(self.today in pause for pause in entry.pauses):
            standing = Standing.PAUSED
        elif day > self.today:
            standing = Standing.SNOOZED if it.snoozed_until else Standing.FRESH
        else:
            standing = Standing.LATE if days_late else Standing.DUE
        basis = follow_up_reason(entry, self.read_on)
        why = f"{basis}, {counted(days_late, 'day')} late" if days_late else basis
        if day != it.shows_on:
            why += moved(Rolled(day, it.shows_on, "a pause"), self.read_on)
        return AgendaItem(
            key=f"f{it.id}",
            kind=ItemKind.FOLLOW_UP,
            group=Group.THEIRS if it.owner is Owner.THEIRS else self._group(day),
            contact_id=it.contact_id,
            name=entry.name,
            due_on=day,
            due_at=it.due_at if day == it.due_on else None,
            standing=standing,
            days_late=days_late,
            ratio=0.0,
            title=it.title,
            why=why,
            tier=entry.tier,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=basis,
            asks=entry.asks,
            playbook=entry.playbook,
        )

    def interview(self, entry: InterviewEntry) -> AgendaItem | None:
        """Return an agreed interview: no pause hides one with an hour, and one gone by asks whether it was held."""
        it = entry.interview
        if it.happens_on is None:
            return None
        day = it.happens_on if it.happens_at else self._back(it.happens_on, entry.pauses)
        if day > self.until:
            return None
        days_late = max((self.today - day).days, 0)
        basis = interview_reason(it, self.read_on, is_past=False)
        why = interview_reason(it, self.read_on, is_past=True) if days_late else basis
        if day != it.happens_on:
            why += moved(Rolled(day, it.happens_on, "a pause"), self.read_on)
        return AgendaItem(
            key=f"i{it.id}",
            kind=ItemKind.INTERVIEW,
            group=self._group(day),
            contact_id=it.contact_id,
            name=entry.name,
            due_on=day,
            due_at=it.happens_at,
            standing=None,
            days_late=days_late,
            ratio=0.0,
            title=f"Interview: {it.topic}" if it.topic else "Informational interview",
            why=why,
            tier=entry.tier,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=basis,
            asks="Was it held?" if days_late else "",
        )

    def lead(self, entry: LeadEntry) -> AgendaItem | None:
        """Return the deadline of a job opening: no pause moves it, and a snooze before it ends on it at last."""
        it = entry.lead
        if it.shows_on is None:
            return None
        days_late = it.days_late(self.today)
        day = it.shows_on if days_late else max(it.shows_on, self.today)
        if day > self.until:
            return None
        basis = lead_reason(entry, self.read_on)
        return AgendaItem(
            key=f"l{it.id}",
            kind=ItemKind.LEAD,
            group=self._group(day),
            contact_id=None,
            name=entry.name,
            due_on=day,
            due_at=None,
            standing=Standing.LATE if days_late else Standing.DUE if day <= self.today else Standing.FRESH,
            days_late=days_late,
            ratio=0.0,
            title=lead_title(it),
            why=f"{basis}, {counted(days_late, 'day')} late" if days_late else basis,
            tier=None,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=basis,
            organisation_id=it.organisation_id,
        )

    def question(self, entry: AwaitingEntry, wait: Interval) -> AgendaItem | None:
        """Return the question whether an answer came, from the day on which it is asked."""
        asks_on = awaiting_asks_on(entry.since, self.workdays, wait)
        if asks_on > self.today or any(self.today in pause for pause in entry.pauses):
            return None
        words = no_answer(entry.since, self.read_on)
        return AgendaItem(
            key=f"a{entry.contact_id}",
            kind=ItemKind.AWAITING,
            group=Group.AWAITING,
            contact_id=entry.contact_id,
            name=entry.name,
            due_on=asks_on,
            due_at=None,
            standing=None,
            days_late=0,
            ratio=0.0,
            title="Answered, nudge, or let it rest?",
            why=words,
            tier=entry.tier,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=words,
        )

    def occasion(self, entry: OccasionEntry) -> AgendaItem | None:
        """Return a birthday or a work anniversary: only from today on, and in no pause."""
        if not self.today <= entry.on <= self.until or any(entry.on in pause for pause in entry.pauses):
            return None
        is_birthday = entry.kind is ItemKind.BIRTHDAY
        return AgendaItem(
            key=f"{'b' if is_birthday else 'w'}{entry.contact_id}",
            kind=entry.kind,
            group=Group.OCCASION,
            contact_id=entry.contact_id,
            name=entry.name,
            due_on=entry.on,
            due_at=None,
            standing=None,
            days_late=0,
            ratio=0.0,
            title="Birthday" if is_birthday else "Work anniversary",
            why=occasion(entry, self.read_on),
            tier=entry.tier,
            sort_key=entry.sort_key,
            uid=entry.uid,
            basis=entry.words,
        )

    def _back(self, day: date, pauses: tuple[Pause, ...]) -> date:
        return shown_on(day, pauses, self.workdays, self.today)

    def _group(self, day: date) -> Group:
        if day <= self.today:
            return Group.TODAY if day == self.today else Group.LATE
        return Group.WEEK if day - self.today <= WEEK else Group.LATER


def shown_on(day: date, pauses: tuple[Pause, ...], workdays: Workdays, today: date) -> date:
    """Return the day on which something shows: what lies in a pause, or is hidden by today's, comes back after it."""
    if any(today in pause for pause in pauses):
        day = max(day, today)
    return day_out_of_pauses(day, pauses, workdays)
