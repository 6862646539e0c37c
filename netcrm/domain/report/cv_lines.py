"""A report's numbers as lines for a CV: `Conducted 9 informational interviews with CRAs at 6 sites`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from netcrm.domain.days import counted
from netcrm.domain.report.activity_report import ActivityReport
from netcrm.domain.report.facts import Person
from netcrm.domain.role_names import role_noun
from netcrm.domain.roles import Role
from netcrm.domain.text import fold

_MOST_ROLES = 3


def cv_lines(report: ActivityReport) -> tuple[str, ...]:
    """Return what the report counts as lines for a CV, the weightiest first; nothing for what did not happen."""
    lines = []
    if report.interviews:
        people = [one.person for one in report.interviews]
        held = counted(len(people), "informational interview")
        lines.append(f"Conducted {held}{_with_roles(people)}{_at_places(people)}")
    if report.people:
        people = [line.person for line in report.people]
        lines.append(f"Built working contacts with {counted(len(people), 'professional')}{_at_places(people)}")
    if report.introductions:
        introducers = len({one.introducer.contact_id for one in report.introductions})
        people_met = counted(len({one.person.contact_id for one in report.introductions}), "professional")
        lines.append(f"Was introduced to {people_met} by {counted(introducers, 'colleague')}")
    if report.events:
        met = f", meeting {counted(report.met_at_events, 'professional')} there" if report.met_at_events else ""
        lines.append(f"Attended {counted(len(report.events), 'professional event')}{met}")
    for activity in report.activities:
        words = str(activity)
        lines.append(words[:1].upper() + words[1:])
    return tuple(lines)


def _with_roles(people: Sequence[Person]) -> str:
    """Return ` with principal investigators, coordinators and CRAs`: the commonest roles, each in its number."""
    counts = Counter(one.role for one in {one.contact_id: one for one in people}.values() if one.role)
    counts.pop(Role.OTHER, None)
    if not counts:
        return ""
    ranked = sorted(counts, key=lambda role: (-counts[role], list(Role).index(role)))
    names = [role_noun(role, counts[role]) for role in ranked[:_MOST_ROLES]]
    if len(ranked) > _MOST_ROLES:
        names.append("others")
    return " with " + (" and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0])


def _at_places(people: Sequence[Person]) -> str:
    """Return ` at 6 sites`, or organisations where one of them is no site."""
    places = {fold(one.organisation): one.is_at_site for one in people if fold(one.organisation)}
    return f" at {counted(len(places), 'site' if all(places.values()) else 'organisation')}" if places else ""
