"""Interactions: logged, edited and deleted, each with what it does to the next check-ins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.check_in import CheckIn, plan_check_in, touched
from netcrm.domain.contact import State
from netcrm.domain.days import long_day, on_day
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.text import clean_text
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.known_people import known_contacts
from netcrm.services.session import Session
from netcrm.services.values import Done, Effect
from netcrm.services.words import about_playbooks, next_check_in, what_happened, who


@dataclass(frozen=True, slots=True)
class InteractionDraft:
    """An interaction about to be logged or edited."""

    participants: tuple[int, ...]
    channel: Channel
    on: date
    direction: Direction | None = None
    """`None` is the channel's usual one: one writes to somebody, but talks with them."""
    summary: str = ""
    counts: bool | None = None


class InteractionService:
    """Acts on interactions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def preview(self, draft: InteractionDraft) -> tuple[Effect, ...]:
        """Return what logging `draft` would do to each participant's next check-in."""
        session = self._session
        interaction = self._interaction(draft)
        policy = session.policy()
        before: dict[int, CheckIn | None] = {}
        after: dict[int, CheckIn | None] = {}
        known = {facts.contact_id: facts for facts in session.facts.read(list(interaction.participants))}
        for facts in (known[contact_id] for contact_id in interaction.participants if contact_id in known):
            before[facts.contact_id] = session.kept(facts.contact_id).check_in
            new = touched(facts.check_in, draft.on, session.today) if interaction.is_touch else facts.check_in
            active = facts.state is State.ACTIVE
            after[facts.contact_id] = plan_check_in(new, policy.workdays_of(facts.country)) if active else None
        return session.effects(before, after)

    def log(self, draft: InteractionDraft) -> Done:
        """Log an interaction.

        Raises:
            DateProblem: it lies after today.
            UsageProblem: it names nobody.
            NotFound: a participant is unknown.
        """
        session = self._session
        interaction = self._interaction(draft)
        names = self._names(draft)
        ids = list(interaction.participants)
        before = session.next_dates(ids)
        with session.act(f"log {what_happened(draft.channel)} with {who(names)}") as act:
            session.interactions.insert(interaction)
        effects = session.effects(before, session.next_dates(ids))
        when = on_day(draft.on, session.today)
        sentence = f"Logged {what_happened(draft.channel)} with {who(names)}{when}." + about_playbooks(session)
        return Done(act.kept, sentence + next_check_in(effects, session.today), tuple(ids), effects)

    def edit(self, interaction_id: int, draft: InteractionDraft) -> Done:
        """Write an interaction anew."""
        session = self._session
        there = self.get(interaction_id)
        # Who flies west finds what was logged there a day ahead: its words can be mended, its day stays possible.
        latest = max(self._session.today, there.happened_on)
        interaction = replace(self._interaction(draft, latest), id=interaction_id, uid=there.uid)
        names = self._names(draft)
        ids = list(dict.fromkeys([*interaction.participants, *there.participants]))
        before = session.next_dates(ids)
        with session.act(f"edit {what_happened(draft.channel)} with {who(names)}") as act:
            if interaction != there:
                session.interactions.replace(interaction)
        effects = session.effects(before, session.next_dates(ids))
        sentence = f"Changed {what_happened(draft.channel)} with {who(names)}." + about_playbooks(session)
        return Done(act.kept, sentence + next_check_in(effects, session.today), tuple(ids), effects)

    def delete(self, interaction_id: int) -> Done:
        """Delete an interaction; the next check-ins go back to what they were without it."""
        session = self._session
        there = self.get(interaction_id)
        ids = list(there.participants)
        names = [contact.name for contact in session.contacts.load(ids).values()]
        before = session.next_dates(ids)
        with session.act(f"delete {what_happened(there.channel)} with {who(names)}") as act:
            session.interactions.delete(interaction_id)
        effects = session.effects(before, session.next_dates(ids))
        sentence = f"Deleted {what_happened(there.channel)} with {who(names)}."
        return Done(act.kept, sentence + next_check_in(effects, session.today), tuple(ids), effects)

    def get(self, interaction_id: int) -> Interaction:
        """Return an interaction, or raise `NotFound`."""
        found = self._session.interactions.get(interaction_id)
        if found is None:
            raise NotFound("interaction", str(interaction_id), advice="`netcrm show WHO` lists a person's with ids.")
        return found

    def _interaction(self, draft: InteractionDraft, latest: date | None = None) -> Interaction:
        """Return a draft as an interaction; it lies on `latest` (today) or before."""
        today = self._session.today
        if draft.on > (latest or today):
            raise DateProblem(
                f"{long_day(draft.on, today)} is after today: an interaction lies in the past."
                " Plan a follow-up for that day instead."
            )
        if not draft.participants:
            raise UsageProblem("An interaction needs somebody it was with.")
        return Interaction(
            id=0,
            uid="",
            happened_on=draft.on,
            channel=draft.channel,
            direction=draft.direction or draft.channel.usual_direction,
            summary=clean_text(draft.summary).strip(),
            participants=tuple(dict.fromkeys(draft.participants)),
            counts=draft.counts,
        )

    def _names(self, draft: InteractionDraft) -> list[str]:
        return [it.name for it in known_contacts(self._session, *dict.fromkeys(draft.participants))]
