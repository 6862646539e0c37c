"""The network in pictures: touches a week, how people stand, roles and organisations, interviews, goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.check_in import Standing
from netcrm.domain.date_forms import Span
from netcrm.domain.goals.goal import span_around
from netcrm.domain.interviews.funnel import Funnel, funnel_of
from netcrm.domain.report.activity_report import Tally, WeekOfTouches
from netcrm.domain.roles import Role
from netcrm.services.goals import GoalLine, GoalService
from netcrm.services.search import SearchService
from netcrm.services.session import Session
from netcrm.store.insights import InsightReader

WEEKS = 16
"""Weeks of touches that are shown, the running one among them."""
_ORGANISATIONS = 12


@dataclass(frozen=True, slots=True)
class Insights:
    """What the Insights screen shows."""

    people: int
    """Active people."""
    weeks: tuple[WeekOfTouches, ...]
    """The latest weeks, the running one last."""
    standings: tuple[tuple[Standing, int], ...]
    """How many active people stand how today; who has no cadence stands last."""
    roles: tuple[tuple[Role | None, int], ...]
    """By main role, the most first; None are those without one."""
    organisations: tuple[Tally, ...]
    """Those with the most people, the most first."""
    funnel: Funnel
    goals: tuple[GoalLine, ...]


_ASKED_FOR = (
    Standing.OVERDUE,
    Standing.LATE,
    Standing.DUE,
    Standing.FRESH,
    Standing.SNOOZED,
    Standing.PAUSED,
    Standing.NEW,
)


class InsightService:
    """Sums the store for the Insights screen."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self) -> Insights:
        """Return what there is to show today."""
        session = self._session
        reader = InsightReader(session.database)
        with session.database.reading():
            people = reader.people()
            return Insights(
                people=people,
                weeks=self._weeks(reader, session.today),
                standings=tuple(self._standings(people)),
                roles=tuple(reader.roles()),
                organisations=tuple(reader.organisations(_ORGANISATIONS)),
                funnel=funnel_of(session.interviews.stages_reached().values()),
                goals=tuple(GoalService(session).lines()),
            )

    def _weeks(self, reader: InsightReader, today: date) -> tuple[WeekOfTouches, ...]:
        this_week = span_around(today, Span.WEEK)[0]
        mondays = [this_week - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
        counts = dict.fromkeys(mondays, 0)
        for day, count in reader.touches(mondays[0], today).items():
            counts[span_around(day, Span.WEEK)[0]] += count
        return tuple(WeekOfTouches(monday, count) for monday, count in counts.items())

    def _standings(self, people: int) -> list[tuple[Standing, int]]:
        """Return how many of so many people stand how: those whom no cadence asks for are the rest."""
        search = SearchService(self._session)
        found = [(it, search.count(f"is:active standing:{it.value}")) for it in _ASKED_FOR]
        found.append((Standing.UNSET, people - sum(count for _, count in found)))
        return [(standing, count) for standing, count in found if count]
