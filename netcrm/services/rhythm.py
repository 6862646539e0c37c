"""The rhythm with a contact, out of the store."""

from __future__ import annotations

from netcrm.domain.rhythm import Rhythm
from netcrm.domain.rhythm import rhythm as reckoned
from netcrm.services.session import Session


def rhythm(session: Session, contact_id: int) -> Rhythm:
    """Return how often there was a touch with somebody."""
    return reckoned(session.interactions.touch_days(contact_id), session.today)
