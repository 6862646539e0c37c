"""Follow-ups to congratulate people on a new job."""

from __future__ import annotations

from collections.abc import Iterable

from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.services.imports.values import Moved
from netcrm.services.session import Session

_WITHIN = 2
"""Business days: late congratulations are none."""


def lay_down_congratulations(session: Session, moved: Iterable[Moved]) -> None:
    """Write the follow-ups inside the act in force."""
    due_on = session.policy().workdays.add_business_days(session.today, _WITHIN)
    for one in moved:
        session.follow_ups.insert(
            FollowUp(
                id=0,
                uid="",
                contact_id=one.contact_id,
                title=f"Congratulate on the new job at {one.after}",
                owner=Owner.MINE,
                due_on=due_on,
                state=FollowUpState.OPEN,
                made_on=session.today,
            )
        )
