"""How people stand today, and what is due when, as conditions of SQL.

They agree with `netcrm.domain.check_in.lateness` for every contact (a property test holds that): whoever is paused
today is neither due nor late, and days in a pause do not make anybody overdue. Whose check-ins the run of a playbook
holds stands as paused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.check_in import Standing, day_out_of_pauses, days_outside_pauses
from netcrm.domain.query import Operator
from netcrm.domain.query_terms import DueWindow
from netcrm.domain.workdays import Workdays
from netcrm.store.database import Database
from netcrm.store.facts import FactReader
from netcrm.store.search_words import AFTER_ALL, Condition, Found, Members, negated, united

_PAUSED = """
    SELECT contact_id FROM pause WHERE contact_id IS NOT NULL AND ? BETWEEN start_on AND end_on
    UNION ALL SELECT p.contact_id FROM pause AS x JOIN position AS p ON p.organisation_id = x.organisation_id
        WHERE p.end_on = '' AND ? BETWEEN x.start_on AND x.end_on
    UNION ALL SELECT id FROM contact WHERE EXISTS (SELECT 1 FROM pause WHERE contact_id IS NULL
        AND organisation_id IS NULL AND ? BETWEEN start_on AND end_on)
    UNION ALL SELECT m.contact_id FROM playbook_run AS r JOIN playbook_member AS m ON m.run_id = r.id
        WHERE r.state <> 'ended' AND r.state = 'open'
"""
_EVERY_DAY_WORKS = Workdays(weekend=frozenset())


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both inside, as the store writes them."""

    first: str
    last: str

    def __contains__(self, day: str) -> bool:
        return self.first <= day <= self.last


def span(operator: Operator, day: date) -> Span:
    """Return the days that compare so with `day`."""
    text = day.isoformat()
    if operator is Operator.LT:
        return Span("", (day - timedelta(days=1)).isoformat() if day > date.min else "")
    if operator is Operator.GT:
        return Span((day + timedelta(days=1)).isoformat() if day < date.max else AFTER_ALL, AFTER_ALL)
    return Span("" if operator is Operator.LE else text, AFTER_ALL if operator is Operator.GE else text)


def state_members(where: str, *parameters: object) -> Members:
    """Return the people whose kept state `s` is so."""
    return Members(
        f"SELECT contact_id FROM contact_state AS s WHERE {where}",
        parameters,
        Condition(f"EXISTS (SELECT 1 FROM contact_state AS s WHERE s.contact_id = c.id AND {where})", parameters),
    )


class StandingTerms:
    """Makes the conditions of `standing:` and `due:` for one day."""

    def __init__(self, database: Database, today: date) -> None:
        self._database = database
        self._today = today
        self._day = today.isoformat()
        self._paused = Members(_PAUSED, (self._day, self._day, self._day))

    def standing(self, standing: Standing) -> Found:
        """Return the people who stand so today."""
        day = self._day
        match standing:
            case Standing.PAUSED:
                return self._paused
            case Standing.UNSET:
                asked = state_members("(s.due_on IS NOT NULL OR s.interval = 'never')")
                return negated(united([asked, self._paused]))
            case Standing.FRESH:
                return self._unpaused(
                    "(s.interval = 'never' AND s.due_on IS NULL"
                    " OR s.is_new = 0 AND s.due_on > ? AND s.snoozed_until IS NULL)",
                    day,
                )
            case Standing.SNOOZED:
                return self._unpaused("s.snoozed_until IS NOT NULL AND s.due_on > ?", day)
            case Standing.NEW:
                return self._unpaused("s.is_new = 1 AND NOT (s.snoozed_until IS NOT NULL AND s.due_on > ?)", day)
            case Standing.DUE:
                return self._unpaused("s.is_new = 0 AND s.due_on = ?", day)
            case Standing.LATE:
                overdue, parameters = self._overdue()
                return self._unpaused(f"s.is_new = 0 AND s.due_on < ? AND NOT {overdue}", day, *parameters)
            case Standing.OVERDUE:
                overdue, parameters = self._overdue()
                return self._unpaused(f"s.is_new = 0 AND s.due_on < ? AND {overdue}", day, *parameters)

    def due(self, operator: Operator, value: DueWindow | date) -> Found:
        """Return the people with a check-in or an open follow-up in that time.

        Who was never contacted is not late and so not due at any time: `is:new` finds them.
        """
        if value is DueWindow.OVERDUE:
            return self.standing(Standing.OVERDUE)
        days = self._window(value) if isinstance(value, DueWindow) else span(operator, value)
        paused = f"(s.due_on <= ? AND s.contact_id IN ({_PAUSED}))"
        check_ins = state_members(
            f"s.is_new = 0 AND s.held_by = '' AND s.due_on BETWEEN ? AND ? AND NOT {paused}",
            *(days.first, days.last, self._day, self._day, self._day, self._day),
        )
        return united([check_ins, self._follow_ups(days)])

    def _window(self, window: DueWindow) -> Span:
        if window is DueWindow.LATE:
            return span(Operator.LT, self._today)
        week = min(self._today, date.max - timedelta(days=6)) + timedelta(days=6)
        return Span(self._day, self._day if window is DueWindow.TODAY else week.isoformat())

    def _unpaused(self, where: str, *parameters: object) -> Members:
        return state_members(
            f"{where} AND s.contact_id NOT IN ({_PAUSED})", *parameters, self._day, self._day, self._day
        )

    def _overdue(self) -> tuple[str, tuple[object, ...]]:
        """Return what tells the overdue among the late; those with days in a pause are looked at one by one."""
        plain = "(2 * (julianday(?) - julianday(s.due_on)) > s.interval_days OR coalesce(s.latest_on < ?, 0))"
        held = self._late_with_pauses()
        if not held:
            return plain, (self._day, self._day)
        overdue = [contact_id for contact_id, is_overdue in held.items() if is_overdue]
        return (
            "(CASE WHEN s.contact_id IN (SELECT value FROM json_each(?))"
            f" THEN s.contact_id IN (SELECT value FROM json_each(?)) ELSE {plain} END)",
            (json.dumps(list(held)), json.dumps(overdue), self._day, self._day),
        )

    def _late_with_pauses(self) -> dict[int, bool]:
        """Return the late who were paused since they were due, and whether they are overdue nevertheless."""
        pauses = FactReader(self._database).pauses()
        everybody = any(pause.start_on <= self._today for pause in pauses.of_everybody)
        given = json.dumps(list(pauses.of_contact))
        found = {}
        for contact_id, due, interval_days, latest in self._database.rows(
            "SELECT contact_id, due_on, interval_days, latest_on FROM contact_state"
            " WHERE is_new = 0 AND due_on < ? AND (? OR contact_id IN (SELECT value FROM json_each(?)))",
            (self._day, everybody, given),
        ):
            due_on = date.fromisoformat(due)
            days = days_outside_pauses(due_on, self._today, pauses.of(contact_id))
            if days != (self._today - due_on).days:
                found[contact_id] = 2 * days > interval_days or (latest is not None and latest < self._day)
        return found

    def _follow_ups(self, days: Span) -> Members:
        """Return the active people with an open follow-up on these days; what lies in a pause comes back after it.

        The first day back stands for the first working day after the pause, since no holidays are known here.
        """
        day = "coalesce(snoozed_until, due_on)"
        open_ones = "state = 'open' AND contact_id NOT IN (SELECT id FROM contact WHERE state <> 'active')"
        moved = self._moved_follow_ups(f"SELECT id, contact_id, {day} FROM follow_up WHERE {open_ones}")
        return Members(
            f"SELECT contact_id FROM follow_up WHERE {open_ones} AND {day} BETWEEN ? AND ?"
            " AND id NOT IN (SELECT value FROM json_each(?)) UNION ALL SELECT value FROM json_each(?)",
            (
                days.first,
                days.last,
                json.dumps([follow_up_id for follow_up_id, _, _ in moved]),
                json.dumps([contact_id for _, contact_id, back in moved if back in days]),
            ),
        )

    def _moved_follow_ups(self, select: str) -> list[tuple[int, int, str]]:
        """Return the follow-ups that a pause moves or hides today: id, contact and the day they show on."""
        if not self._database.scalar("SELECT 1 FROM pause LIMIT 1"):
            return []
        pauses = FactReader(self._database).pauses()
        moved = []
        for follow_up_id, contact_id, shows in self._database.rows(select):
            day = shows_on = date.fromisoformat(shows)
            own = pauses.of(contact_id)
            if any(self._today in pause for pause in own):
                day = max(day, self._today)
            day = day_out_of_pauses(day, own, _EVERY_DAY_WORKS)
            if day != shows_on:
                moved.append((follow_up_id, contact_id, day.isoformat()))
        return moved
