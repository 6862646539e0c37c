"""A goal as lists and reports say it: `talk with 5 CRAs by Tue 15 Dec`, `3 touches a week with site staff`."""

from __future__ import annotations

import re
from datetime import date

from netcrm.domain.days import counted, short_day
from netcrm.domain.goals.goal import Goal, Measure
from netcrm.domain.goals.people import group_staff
from netcrm.domain.role_names import role_noun
from netcrm.domain.roles import Role, parse_role

_ONE_ROLE = re.compile(r"role:([a-z&-]+)")
_ROLES = re.compile(
    r"(?:(?P<one>role:[a-z&-]+)|\((?P<several>role:[a-z&-]+(?: OR role:[a-z&-]+)+)\))(?: \((?P<rest>.+)\))?"
)
"""The filter that words name people by, and perhaps a filter that was written beside them."""
_TIED = {
    Measure.TOUCHES: ("touch", "with"),
    Measure.INTERVIEWS: ("interview", "with"),
    Measure.INTRODUCTIONS: ("introduction", "to"),
}
"""What is counted, and what ties it to the people."""


def goal_words(goal: Goal, today: date) -> str:
    """Return the goal in words for people; those of `str(goal)` read back as the same goal, these need not."""
    often = f" a {goal.every}" if goal.every else ""
    people, rest = _people(goal.query, goal.number)
    match goal.measure:
        case Measure.PEOPLE:
            words = f"talk with {people}{often}"
        case Measure.MET:
            words = f"meet {people} at events{often}"
        case Measure.ASKED:
            words = f"ask {people} for an interview{often}"
        case Measure.TOUCHES | Measure.INTERVIEWS | Measure.INTRODUCTIONS:
            thing, tie = _TIED[goal.measure]
            things = f"{goal.number} touches" if thing == "touch" and goal.number > 1 else counted(goal.number, thing)
            whom = _whom(_roles(goal.query)[0])
            words = f"{things}{often}{f' {tie} {whom}' if whom else ''}"
    if rest:
        words += f" ({rest})"
    if goal.begins_on > today:
        words += f" from {short_day(goal.begins_on, today)}"
    if goal.ends_on:
        words += f" {'until' if goal.every else 'by'} {short_day(goal.ends_on, today)}"
    return words


def _people(query: str, number: int) -> tuple[str, str]:
    """Return so many of the people whom a filter is about, and what of it words do not say."""
    roles, rest = _roles(query)
    if len(roles) == 1:
        noun = role_noun(roles[0], number)
        return (noun if number == 1 else f"{number} {noun}"), rest
    if roles:
        return f"{number} {'of the ' if number == 1 else ''}{_whom(roles)}", rest
    return ("1 person" if number == 1 else f"{number} people"), rest


def _whom(roles: tuple[Role, ...]) -> str:
    """Return what people of some roles are called: `CRAs`, `site staff`, `coordinators and CRAs`."""
    staff = group_staff(roles)
    if staff or not roles:
        return staff
    names = list(dict.fromkeys(role_noun(role, 2) for role in roles))
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _roles(query: str) -> tuple[tuple[Role, ...], str]:
    """Return the roles that a filter asks for first of all, and the rest of it; all of it where it asks for none."""
    found = _ROLES.fullmatch(query)
    if found is None:
        return (), query
    terms = (found["one"] or found["several"]).split(" OR ")
    roles = [parse_role(one[1]) if (one := _ONE_ROLE.fullmatch(term)) else None for term in terms]
    return (tuple(role for role in roles if role), found["rest"] or "") if all(roles) else ((), query)
