"""What the agenda is made from, read from the store for the days at hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from netcrm.domain.agenda import (
    AwaitingEntry,
    CheckInEntry,
    FollowUpEntry,
    InterviewEntry,
    ItemKind,
    LeadEntry,
    OccasionEntry,
    OrganisationEntry,
)
from netcrm.domain.occasions import (
    anniversary_among,
    anniversary_words,
    birthday_among,
    days_of_occasions,
    month_days,
)
from netcrm.domain.policy import Policy
from netcrm.services.playbooks.steps import StepWords, step_words
from netcrm.services.provenance import came_from
from netcrm.services.session import Session
from netcrm.store.listing import StandingLine, standing_lines
from netcrm.store.occasions import OccasionReader

_NEW_SHOWN = 50
"""How many of those not yet contacted a page lists at most where it lists them whatever their day."""

_TYPED = StepWords()


class AgendaEntries:
    """Reads entries.

    Args:
        session: The open store.
        only: The people to whom all is held; None is everybody.
    """

    def __init__(self, session: Session, only: Collection[int] | None = None) -> None:
        self._session = session
        self._only = only
        self._pauses = session.facts.pauses()

    def check_ins(self, until: date, cap: int | None, *, all_new: bool) -> list[CheckInEntry]:
        """Return the check-ins due by `until`, and of those not yet contacted as many as may be shown."""
        session = self._session
        if self._only is not None:
            return [entry for entry in self.check_ins_of(list(self._only)) if entry.check_in.due_on <= until]
        ids = session.following_up.due_ids(until)
        new = self.newcomers(until, cap) if not all_new else session.following_up.new_ids(None, _NEW_SHOWN)
        return self.check_ins_of([*ids, *new])

    def newcomers(self, until: date, cap: int | None) -> list[int]:
        """Return those not yet contacted whom the cap may let stand on `until` or before, in the agenda's order."""
        places = 1_000_000 if cap is None else max(cap, 1) * ((until - self._session.today).days + 2)
        return self._session.following_up.new_ids(until, places)

    def check_ins_of(self, ids: list[int]) -> list[CheckInEntry]:
        """Return the check-ins of `ids`, whenever they are due; a check-in that a playbook's run holds is none."""
        lines = standing_lines(self._session.database, ids)
        new = [line.id for line in lines if line.kept and line.kept.check_in and line.kept.check_in.is_new]
        sources = came_from(self._session, new) if new else {}
        entries = []
        for line in lines:
            kept = line.kept
            if kept and kept.check_in and kept.effective and not kept.held_by:
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
                        came_from=sources.get(line.id, ""),
                        last_touch=kept.last_touch,
                    )
                )
        return entries

    def follow_ups(self, until: date) -> list[FollowUpEntry]:
        """Return the open follow-ups of active people that show on `until` or before."""
        follow_ups = [f for f in self._session.follow_ups.open_until(until) if self._holds(f.contact_id)]
        lines = self._lines({follow_up.contact_id for follow_up in follow_ups})
        steps = step_words(self._session, follow_ups)
        entries = []
        for follow_up in follow_ups:
            line, words = lines.get(follow_up.contact_id), steps.get(follow_up.id, _TYPED)
            if line:
                entries.append(
                    FollowUpEntry(
                        follow_up=follow_up,
                        uid=line.uid,
                        name=line.name,
                        sort_key=line.sort_key,
                        tier=line.tier,
                        pauses=self._pauses.of(line.id),
                        playbook=words.playbook,
                        condition=words.condition,
                        asks=words.asks,
                    )
                )
        return entries

    def interviews(self, until: date) -> list[InterviewEntry]:
        """Return the agreed interviews with active people on `until` or before."""
        agreed = [it for it in self._session.interviews.open_between(None, until) if self._holds(it.contact_id)]
        lines = self._lines({it.contact_id for it in agreed}) if agreed else {}
        return [
            InterviewEntry(it, line.uid, line.name, line.sort_key, line.tier, self._pauses.of(line.id))
            for it in agreed
            if (line := lines.get(it.contact_id))
        ]

    def leads(self, until: date) -> list[LeadEntry]:
        """Return the job openings whose deadline stands on `until` or before; none where all is held to people."""
        session = self._session
        leads = session.leads.open_until(until) if self._only is None else []
        organisations = {it.id: it for it in session.organisations.load({lead.organisation_id for lead in leads})}
        tellers = self._lines({lead.told_by_id for lead in leads if lead.told_by_id}) if leads else {}
        entries = []
        for lead in leads:
            it, teller = organisations[lead.organisation_id], tellers.get(lead.told_by_id or 0)
            entries.append(LeadEntry(lead, it.uid, it.name, it.name.casefold(), teller.name if teller else ""))
        return entries

    def awaiting(self, today: date) -> list[AwaitingEntry]:
        """Return those about whose answer the agenda asks today."""
        ids = [i for i in self._session.following_up.asking_ids(today) if self._holds(i)]
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
            for line in standing_lines(self._session.database, ids)
            if line.kept and line.kept.awaiting_since
        ]

    def organisations(self, policy: Policy, only: Collection[int] | None = None) -> list[OrganisationEntry]:
        """Return the check-ins of organisations, of all or of `only` some."""
        nobody = only is not None and not only
        if nobody or not self._session.cadences.has_organisation_cadences():
            return []
        from netcrm.services.organisation_items import organisation_entries

        found = organisation_entries(self._session, policy)
        return found if only is None else [entry for entry in found if entry.organisation_id in only]

    def occasions(self, today: date, until: date) -> list[OccasionEntry]:
        """Return the birthdays and work anniversaries that are seen on `today`, of active people."""
        return self.occasions_on(days_of_occasions(today, until))

    def occasions_on(self, days: list[date]) -> list[OccasionEntry]:
        """Return the birthdays and work anniversaries of some days, of active people."""
        found = self.occasion_days(days)
        lines = self._lines({contact_id for contact_id, _ in found if self._holds(contact_id)}) if found else {}
        return [
            OccasionEntry(
                kind, line.id, line.uid, line.name, line.sort_key, line.tier, on, words, self._pauses.of(line.id)
            )
            for (contact_id, kind), (on, words) in found.items()
            if (line := lines.get(contact_id))
        ]

    def occasion_days(self, days: list[date]) -> dict[tuple[int, ItemKind], tuple[date, str]]:
        """Return on which of some days each active person has a birthday or a work anniversary, and its words."""
        reader, wanted = OccasionReader(self._session.database), month_days(days)
        found: dict[tuple[int, ItemKind], tuple[date, list[str]]] = {}
        for birthday in reader.birthdays(wanted) if wanted else ():
            if on := birthday_among(birthday.birthday, days):
                found[birthday.contact_id, ItemKind.BIRTHDAY] = on, ["birthday"]
        for job in reader.jobs(wanted) if wanted else ():
            on = anniversary_among(job.start_on, days)
            words = anniversary_words(job.start_on, on, job.organisation, job.title) if on else ""
            if not on or not words:
                continue
            first, known = found.setdefault((job.contact_id, ItemKind.ANNIVERSARY), (on, []))
            if on == first:
                known.append(words)
            elif on < first:
                found[job.contact_id, ItemKind.ANNIVERSARY] = on, [words]
        return {key: (on, " and ".join(words)) for key, (on, words) in found.items()}

    def _holds(self, contact_id: int) -> bool:
        return self._only is None or contact_id in self._only

    def _lines(self, ids: Collection[int]) -> dict[int, StandingLine]:
        return {line.id: line for line in standing_lines(self._session.database, sorted(ids))}
