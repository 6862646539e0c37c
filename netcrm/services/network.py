"""A whole network at once: people, organisations and years of history, loaded as one act.

The sample network and the large ones of the measurements come in here, with the days on which things happened; the
other services write what happens today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from netcrm.domain.cadence import Cadence, CadenceRule, CadenceScope
from netcrm.domain.check_in import Pause, Snooze
from netcrm.domain.contact import Details, State
from netcrm.domain.days import counted
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.interaction import Interaction
from netcrm.domain.interviews.interview import Interview, InterviewStep
from netcrm.domain.organisation import Organisation
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.store.contacts import NewContact
from netcrm.store.following_up import Subject


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a network, with what was decided about following up with them."""

    details: Details
    added_on: date
    uid: str = ""
    """An empty one is made."""
    state: State = State.ACTIVE
    state_since: date | None = None
    state_why: str = ""
    cadence: Cadence | None = None
    """Their own, set on its `set_on`."""
    skipped_on: date | None = None
    snooze: Snooze | None = None
    snoozed_on: date | None = None
    """The day on which the snooze was made."""
    rested_on: date | None = None
    """The day from which an unanswered message was let rest."""
    pause: Pause | None = None


@dataclass(frozen=True, slots=True)
class StartedPlaybook:
    """A playbook that runs with somebody; the follow-ups that it laid down name it by its place."""

    playbook: str
    place: int
    """Whom it is with."""
    started_on: date


@dataclass(frozen=True, slots=True)
class InterviewOf:
    """An interview with somebody, with the steps that it went through."""

    interview: Interview
    """Its contact is a place."""
    steps: tuple[InterviewStep, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A card or row that somebody came from."""

    place: int
    """Who came."""
    file: str
    format: str
    number: int
    """Card or row, counted from 1."""
    imported_on: date
    uid: str
    text: str
    """As the file has it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A field of somebody that a newer file changed, which is news."""

    place: int
    field: str
    before: str
    after: str
    changed_on: date
    file: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The people of a network that was just loaded, for what is laid around them in the same act."""

    session: Session
    ids: Mapping[str, int]
    """Contact ids by the name that cards show, without credentials."""

    @property
    def today(self) -> date:
        """The user's local date."""
        return self.session.today

    def organisation(self, name: str) -> int:
        """Return the id of the organisation of that name, made where there is none."""
        return self.session.organisations.id_of(name)


Layer = Callable[[Loaded], None]
"""Writes something around the people of a network: studies, events, introductions."""


@dataclass(frozen=True, slots=True)
class Network:
    """People and what belongs to them.

    Participants, follow-ups, interviews, runs, arrivals and turns name people by their place, counted from 0; so do
    follow-ups their runs.
    """

    members: Sequence[Member]
    interactions: Iterable[Interaction] = ()
    """Oldest first; ids are ignored."""
    follow_ups: Iterable[FollowUp] = ()
    organisations: Iterable[Organisation] = ()
    """Those of which more is known than the name that a position has; ids are ignored."""
    rules: Iterable[CadenceRule] = ()
    """Cadences of tiers, tags, roles and organisations; an organisation's subject is its name."""
    settings: Iterable[tuple[str, str]] = ()
    runs: Sequence[StartedPlaybook] = ()
    interviews: Sequence[InterviewOf] = ()
    arrivals: Sequence[Arrival] = ()
    turns: Sequence[Turn] = ()
    layers: Sequence[Layer] = ()
    """What is laid around the people once they stand there, in this order."""


def load_network(session: Session, network: Network, label: str) -> Done:
    """Load a network into the store as one act, called `label` in the history."""
    with session.act(label) as act:
        with act.bulk_load():
            ids = _load_people(session, network)
            session.interactions.insert_many(
                replace(interaction, participants=tuple(ids[place] for place in interaction.participants))
                for interaction in network.interactions
            )
            runs = [_start(session, run, ids[run.place]) for run in network.runs]
            for follow_up in network.follow_ups:
                run_id = None if follow_up.run_id is None else runs[follow_up.run_id]
                session.follow_ups.insert(replace(follow_up, contact_id=ids[follow_up.contact_id], run_id=run_id))
            for it in network.interviews:
                contact_id = ids[it.interview.contact_id]
                interview_id = session.interviews.insert(replace(it.interview, contact_id=contact_id))
                for step in it.steps:
                    session.interviews.add_step(replace(step, interview_id=interview_id))
            for rule in network.rules:
                _set_rule(session, rule)
        _load_arrivals(session, network, ids, act.change_set)
        for member, contact_id in zip(network.members, ids, strict=True):
            _load_following_up(session, member, contact_id)
        for key, value in network.settings:
            session.settings.set(key, value)
        names = (member.details.name.formatted for member in network.members)
        loaded = Loaded(session, dict(zip(names, ids, strict=True)))
        for layer in network.layers:
            layer(loaded)
    return Done(act.kept, f"Loaded {label}: {counted(len(ids), 'contact')}.", tuple(ids))


def _load_people(session: Session, network: Network) -> list[int]:
    for organisation in network.organisations:
        session.organisations.insert(
            organisation.name,
            kind=organisation.kind,
            uid=organisation.uid,
            site_number=organisation.site_number,
            city=organisation.city,
            country=organisation.country,
        )
    new = (NewContact(member.uid or str(uuid4()), member.details, member.added_on) for member in network.members)
    return session.contacts.insert(new, session.phone_key())


def _load_arrivals(session: Session, network: Network, ids: Sequence[int], change_set: int) -> None:
    from hashlib import blake2b

    from netcrm.store.field_changes import FieldChange
    from netcrm.store.sources import Source

    sources, texts = [], []
    for it in network.arrivals:
        data = it.text.encode()
        digest = blake2b(data, digest_size=16).hexdigest()
        texts.append((digest, data))
        contact_id = ids[it.place]
        sources.append(Source(contact_id, it.file, it.format, it.number, 0, it.imported_on, it.uid, digest))
    if sources:
        session.sources.keep_bytes(texts)
        session.sources.insert(sources, change_set)
    if network.turns:
        session.field_changes.insert(
            FieldChange(ids[it.place], it.field, it.before, it.after, it.changed_on, it.file, is_news=True)
            for it in network.turns
        )


def _start(session: Session, run: StartedPlaybook, contact_id: int) -> int:
    from netcrm.domain.playbooks.playbook import Part
    from netcrm.domain.playbooks.run import RunState
    from netcrm.formats.playbook_file import playbook_text
    from netcrm.services.playbooks.library import find_playbook
    from netcrm.store.playbooks import KeptRun

    definition = playbook_text(find_playbook(run.playbook))
    kept = KeptRun(0, run.playbook, definition, run.started_on, None, RunState.OPEN)
    return session.playbooks.insert(kept, [(contact_id, Part.FIRST)])


def _set_rule(session: Session, rule: CadenceRule) -> None:
    subject = rule.subject
    if rule.scope is CadenceScope.ORGANISATION:
        subject = str(session.organisations.id_of(subject))
    session.cadences.set_cadence(rule.scope, subject, rule.cadence, rule.cadence.set_on or session.today)


def _load_following_up(session: Session, member: Member, contact_id: int) -> None:
    following_up, subject = session.following_up, Subject(contact_id=contact_id)
    if member.state is not State.ACTIVE:
        since = (member.state_since or session.today).isoformat()
        session.contacts.set_columns(
            [contact_id], state=member.state.value, state_since=since, state_why=member.state_why
        )
    if member.cadence:
        set_on = member.cadence.set_on or session.today
        session.cadences.set_cadence(CadenceScope.CONTACT, str(contact_id), member.cadence, set_on)
    if member.skipped_on:
        following_up.skip(subject, member.skipped_on, member.skipped_on, "")
    if member.snooze:
        made_on = member.snoozed_on or session.today
        following_up.snooze(subject, member.snooze.anchor, member.snooze.until, made_on, "")
    if member.rested_on:
        following_up.rest(contact_id, member.rested_on, "")
    if member.pause:
        following_up.pause(subject, member.pause.start_on, member.pause.end_on, member.pause.reason)
