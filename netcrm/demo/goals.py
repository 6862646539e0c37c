"""The goals of the sample network, and what its user did in numbers; days are counted from today."""

from __future__ import annotations

from datetime import timedelta

from netcrm.demo.history import workday
from netcrm.domain.date_forms import Span
from netcrm.domain.goals.goal import Goal, KeptGoal, Measure
from netcrm.domain.goals.people import people_query
from netcrm.domain.report.activity_log import Activity
from netcrm.services.network import Loaded

_MADE = -75
_ACTIVITIES = (
    (-2, 3, "ran", "monitoring visits", "monitoring"),
    (-9, 46, "checked", "consent forms", "informed consent"),
    (-13, 2, "trained", "coordinators", "teaching"),
    (-23, 4, "ran", "monitoring visits", "monitoring"),
    (-31, 61, "closed", "data queries", "data review"),
    (-44, 38, "checked", "consent forms", "informed consent"),
    (-52, 2, "opened", "sites", "study start-up"),
    (-66, 3, "ran", "monitoring visits", "monitoring"),
    (-80, 74, "closed", "data queries", "data review"),
    (-101, 5, "wrote", "visit reports", ""),
)
"""The day, how many, the words before the number and after it, the skill."""


def lay_goals(loaded: Loaded) -> None:
    """Write the goals and the log of activities."""
    today, session = loaded.today, loaded.session
    made_on = workday(today + timedelta(days=_MADE))
    site_staff, investigators = people_query(["site", "staff"]), people_query(["pis"])
    goals = (
        Goal(Measure.TOUCHES, 3, made_on, every=Span.WEEK, query=site_staff),
        Goal(Measure.PEOPLE, 15, made_on, today + timedelta(days=60), query=investigators),
        Goal(Measure.INTERVIEWS, 1, made_on, every=Span.MONTH),
        Goal(Measure.PEOPLE, 4, made_on, today + timedelta(days=17), query="role:kol"),
    )
    for number, goal in enumerate(goals, 1):
        session.goals.insert(KeptGoal(0, f"demo-goal-{number}", goal, made_on))
    for number, (day, count, before, after, skill) in enumerate(_ACTIVITIES, 1):
        done_on = workday(today + timedelta(days=day))
        session.activities.insert(Activity(done_on, count, before, after, skill), f"demo-activity-{number}")
