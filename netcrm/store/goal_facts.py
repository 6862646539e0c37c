"""What goals follow, summed by day in SQL: what is read grows with a goal's days, not with what happened on them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from netcrm.domain.goals.goal import Measure
from netcrm.domain.goals.progress import DaySum
from netcrm.domain.interaction import Channel
from netcrm.domain.interviews.funnel import AGREED
from netcrm.domain.interviews.interview import Stage
from netcrm.domain.ties.introduction import IntroductionStage
from netcrm.store.database import Database


def slugs(values: Collection[StrEnum]) -> str:
    """Return the slugs of a closed list as SQL writes them: `('call', 'video')`."""
    return "(" + ", ".join(sorted(f"'{value.value}'" for value in values)) + ")"


COUNTS = f"coalesce(i.counts, i.channel NOT IN {slugs([it for it in Channel if not it.is_touch])})"
"""Whether an interaction `i` counts for keeping in touch."""
_AFTER_HOLDING = slugs([stage for stage in Stage if stage.is_after_holding])
HELD = (
    "SELECT min(s.reached_on) AS day, it.contact_id AS who, it.id AS thing FROM interview_step AS s"
    f" JOIN interview AS it ON it.id = s.interview_id WHERE s.stage IN {_AFTER_HOLDING} GROUP BY it.id"
)
"""The interviews that took place: the day, with whom, which."""
_MADE = slugs([stage for stage in IntroductionStage if stage.is_made])
MADE = (
    "SELECT min(s.reached_on) AS day, it.to_id AS who, it.id AS thing FROM introduction_step AS s"
    f" JOIN introduction AS it ON it.id = s.introduction_id WHERE s.stage IN {_MADE} GROUP BY it.id"
)
"""The introductions that were made: the day, to whom, which."""

_TALKS = slugs([it for it in Channel if it.is_talk])
_PEOPLE_A_DAY = 50
"""So many people's whole history costs about as much as what happened on one day, whatever the size of the store."""
_IN_SPAN = "i.happened_on BETWEEN ?1 AND ?2"
_WITH = "SELECT i.happened_on AS day, p.contact_id AS who, i.id AS thing FROM interaction AS i JOIN participant AS p"
_SELECTS = {
    Measure.PEOPLE: f"{_WITH} ON p.interaction_id = i.id WHERE {_IN_SPAN} AND i.channel IN {_TALKS}"
    f" AND coalesce(i.counts, 1) UNION ALL SELECT * FROM ({HELD})",
    Measure.TOUCHES: f"{_WITH} ON p.interaction_id = i.id WHERE {_IN_SPAN} AND {COUNTS}",
    Measure.INTERVIEWS: HELD,
    Measure.INTRODUCTIONS: MADE,
    Measure.MET: "SELECT met_on AS day, contact_id AS who, id AS thing FROM event_person WHERE met_on IS NOT NULL",
    Measure.ASKED: "SELECT min(s.reached_on) AS day, it.contact_id AS who, it.id AS thing FROM interview_step AS s"
    " JOIN interview AS it ON it.id = s.interview_id WHERE s.stage = 'asked' GROUP BY it.id",
}
"""What happened: the day, who took part, and which thing it was. `?1` and `?2` are the first and the last day."""
_ALL_TOUCHES = (
    f"SELECT i.happened_on AS day, 0 AS who, i.id AS thing FROM interaction AS i WHERE {_IN_SPAN} AND {COUNTS}"
)
"""Where nobody is asked for in particular, nobody need be looked up."""
_SAID_YES = slugs(AGREED)
_REFUSED = slugs([Stage.DECLINED, Stage.NO_ANSWER, Stage.CANCELLED])


def among(column: str, people: Sequence[int], number: int, *, days: int) -> str:
    """Return the condition that holds a column to people, who are parameter `number`, in a query about some days.

    The plus keeps SQLite from looking up all that ever was with each of many people, where a few days are asked for.
    """
    many = "+" if len(people) > _PEOPLE_A_DAY * days else ""
    return f"{many}{column} IN (SELECT value FROM json_each(?{number}))"


class GoalFactReader:
    """Sums what goals count."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def days(
        self, measure: Measure, spans: Sequence[tuple[date, date]], people: Sequence[int] | None
    ) -> tuple[DaySum, ...]:
        """Return what each day of some spans added.

        Args:
            measure: What is counted.
            spans: First and last days, both inside; none lies over another.
            people: Whom it is about; None is everybody.
        """
        if not spans:
            return ()
        select = _ALL_TOUCHES if measure is Measure.TOUCHES and people is None else _SELECTS[measure]
        where = "day BETWEEN ?1 AND ?2"
        first, last = min(one[0] for one in spans), max(one[1] for one in spans)
        parameters: list[object] = [first.isoformat(), last.isoformat()]
        if people is not None:
            where += f" AND {among('who', people, len(parameters) + 1, days=(last - first).days + 1)}"
            parameters.append(json.dumps(list(people)))
        happened = f"SELECT day, who, thing FROM ({select}) WHERE {where}"
        if measure.counts_people:
            sql = (
                "WITH span (number, first, last) AS MATERIALIZED (SELECT key, value ->> 0, value ->> 1"
                f" FROM json_each(?{len(parameters) + 1})) SELECT day, count(*) FROM (SELECT min(day) AS day"
                f" FROM ({happened}) JOIN span ON day BETWEEN first AND last GROUP BY number, who) GROUP BY day"
            )
            parameters.append(json.dumps([[one.isoformat() for one in span] for span in spans]))
        else:
            sql = f"SELECT day, count(DISTINCT thing) FROM ({happened}) GROUP BY day"
        return tuple(DaySum(date.fromisoformat(day), count) for day, count in self._database.rows(sql, parameters))

    def answers(self, asked_up_to: date, people: Collection[int] | None) -> tuple[int, int]:
        """Return how many were asked for an interview, and how many of those said yes.

        Args:
            asked_up_to: Who was asked after this day and has not answered yet does not count.
            people: Whom it is about; None is everybody.
        """
        where, parameters = "", [asked_up_to.isoformat()]
        if people is not None:
            where = "WHERE it.contact_id IN (SELECT value FROM json_each(?2))"
            parameters.append(json.dumps(list(people)))
        found = self._database.row(
            "SELECT count(*), coalesce(sum(agreed), 0) FROM ("
            "SELECT min(CASE WHEN s.stage = 'asked' THEN s.reached_on END) AS asked_on,"
            f" max(s.stage IN {_SAID_YES}) AS agreed, max(s.stage IN {_REFUSED}) AS refused"
            f" FROM interview_step AS s JOIN interview AS it ON it.id = s.interview_id {where} GROUP BY it.id)"
            " WHERE asked_on IS NOT NULL AND (agreed OR refused OR asked_on <= ?1)",
            parameters,
        )
        return (int(found[0]), int(found[1])) if found else (0, 0)
