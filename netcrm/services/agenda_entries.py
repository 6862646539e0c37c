"""What the agenda is made from, read from the store for the days at hand."""

from __future__ import annotations

from datetime import date

from netcrm.domain.agenda import AwaitingEntry, CheckInEntry, FollowUpEntry
from netcrm.services.session import Session
from netcrm.store.listing import listed

_NEW_SHOWN = 50
"""How many of those not yet contacted a page lists at most where it lists them whatever their day."""


class AgendaEntries:
    """Reads entries; each person's line is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._pauses = session.facts.pauses()

    def check_ins(self, until: date, cap: int | None, *, all_new: bool) -> list[CheckInEntry]:
        """Return the check-ins due by `until`, and of those not yet contacted as many as may be shown."""
        session = self._session
        ids = session.following_up.due_ids(until)
        places = 1_000_000 if cap is None else max(cap, 1) * ((until - session.today).days + 2)
        new = session.following_up.new_ids(None if all_new else until, _NEW_SHOWN if all_new else places)
        return self.check_ins_of([*ids, *new])

    def check_ins_of(self, ids: list[int]) -> list[CheckInEntry]:
        """Return the check-ins of `ids`, whenever they are due."""
        entries = []
        for line in listed(self._session.database, ids):
            kept = line.kept
            if kept and kept.check_in and kept.effective:
                entries.append(
                    CheckInEntry(
                        contact_id=line.id,
                        uid=line.uid,
                        name=line.name,
                        sort_key=line.sort_key,
                        tier=line.tier,
                        check_in=kept.check_in,
                        effective=kept.effective,
                        pauses=self._pauses.of(line.id),
                        awaiting_since=kept.awaiting_since,
                        added_on=line.added_on,
                    )
                )
        return entries

    def follow_ups(self, until: date) -> list[FollowUpEntry]:
        """Return the open follow-ups of active people that show on `until` or before."""
        follow_ups = self._session.follow_ups.open_until(until)
        lines = {line.id: line for line in listed(self._session.database, sorted({f.contact_id for f in follow_ups}))}
        return [
            FollowUpEntry(
                follow_up=follow_up,
                uid=line.uid,
                name=line.name,
                sort_key=line.sort_key,
                tier=line.tier,
                pauses=self._pauses.of(line.id),
            )
            for follow_up in follow_ups
            if (line := lines.get(follow_up.contact_id))
        ]

    def awaiting(self, today: date) -> list[AwaitingEntry]:
        """Return those about whose answer the agenda asks today."""
        return [
            AwaitingEntry(
                contact_id=line.id,
                uid=line.uid,
                name=line.name,
                sort_key=line.sort_key,
                tier=line.tier,
                since=line.kept.awaiting_since,
                pauses=self._pauses.of(line.id),
            )
            for line in listed(self._session.database, self._session.following_up.asking_ids(today))
            if line.kept and line.kept.awaiting_since
        ]
