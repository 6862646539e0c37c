"""Two contacts made one: the plan that shows field by field what becomes of them, and the act that does just that.

The kept contact keeps its id and UID. All that names the other moves to it: interactions, follow-ups, playbooks,
sources, skips, snoozes, rests and pauses. The other's UIDs stay known as former ones, so that later imports and
calendars find the one who is left. Playbooks that run with both go on, both of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.contact import Details
from netcrm.domain.days import counted
from netcrm.domain.merging import changes_between
from netcrm.domain.uniting import CAN_BE_BOTH, FIELDS, Choice, United, shown, stronger_state, united
from netcrm.errors import NeedsDecision, UsageProblem
from netcrm.services.known_people import known_contacts
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import about_playbooks, listed, next_check_in, who
from netcrm.store.contacts import email_key
from netcrm.store.field_changes import FieldChange
from netcrm.store.uniting import Belongings, UnitingRepository

_OF_THE_CONTACT = ("state", "photo", "cadence")
"""Fields that are no details, behind these."""
ALL_FIELDS = (*FIELDS, *_OF_THE_CONTACT)


@dataclass(frozen=True, slots=True)
class MergeField:
    """One field of both contacts as text, and what it becomes."""

    field: str
    kept: str
    other: str
    result: str
    choice: Choice
    """Whose value it takes."""
    can_be_both: bool

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.kept != self.other


@dataclass(frozen=True, slots=True)
class Moving:
    """How many things of a kind move to the kept contact."""

    what: str
    """`interaction`, `follow-up`, `source`, `playbook`."""
    count: int


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging two contacts would do."""

    keep_id: int
    other_id: int
    keep_name: str
    other_name: str
    fields: tuple[MergeField, ...]
    moves: tuple[Moving, ...]
    choices: tuple[tuple[str, Choice], ...]
    """What was chosen otherwise than usual."""
    details: Details
    """What the kept contact will be."""
    state_of: Choice
    photo: str | None
    added_on: date
    take_cadence: bool


class MergeService:
    """Plans merges and does them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = UnitingRepository(session.database)

    def plan(self, keep_id: int, other_id: int, choices: Mapping[str, Choice] | None = None) -> MergePlan:
        """Return what merging the other contact into the kept one would do; nothing is written.

        Args:
            choices: Whose value a field of `ALL_FIELDS` takes, where the usual is not wanted.

        Raises:
            NotFound: there is no such contact.
            UsageProblem: both are one contact, or a choice names no field, or both values where one must do.
        """
        if keep_id == other_id:
            raise UsageProblem("That is one contact. Name two people to merge.")
        wanted = _checked(choices or {})
        session = self._session
        kept, other = known_contacts(session, keep_id, other_id)
        details, lines = united(kept.details, other.details, wanted, email_key=email_key, phone_key=session.phone_key())
        own, theirs = self._store.belongings(keep_id, keep_id), self._store.belongings(other_id, keep_id)
        state_of = wanted.get("state") or stronger_state(kept.state, other.state)
        photo_of = wanted.get("photo") or (Choice.KEPT if own.photo or not theirs.photo else Choice.OTHER)
        cadence_of = wanted.get("cadence") or (
            Choice.KEPT if own.cadence is not None or theirs.cadence is None else Choice.OTHER
        )
        return MergePlan(
            keep_id=keep_id,
            other_id=other_id,
            keep_name=kept.name,
            other_name=other.name,
            fields=(
                *map(_shown_field, lines),
                _chosen("state", kept.state.value, other.state.value, state_of),
                _chosen("photo", "yes" if own.photo else "", "yes" if theirs.photo else "", photo_of),
                _chosen("cadence", own.cadence or "", theirs.cadence or "", cadence_of),
            ),
            moves=_moves(theirs),
            choices=tuple(sorted(wanted.items())),
            details=details,
            state_of=state_of,
            photo=own.photo if photo_of is Choice.KEPT else theirs.photo,
            added_on=min(kept.added_on, other.added_on),
            take_cadence=cadence_of is Choice.OTHER,
        )

    def merge(self, plan: MergePlan) -> Done:
        """Do what a plan says, in one act that one undo takes back.

        Raises:
            NeedsDecision: one of the contacts changed since the plan was made.
            NotFound: one of them is gone.
        """
        session = self._session
        if self.plan(plan.keep_id, plan.other_id, dict(plan.choices)) != plan:
            raise NeedsDecision(
                f"{plan.keep_name} or {plan.other_name} changed meanwhile; nothing was merged. Look at the merge again."
            )
        before = session.next_dates([plan.keep_id])
        with session.act(f"merge {plan.other_name} into {plan.keep_name}") as act:
            self._write(plan)
        effects = session.effects(before, session.next_dates([plan.keep_id]))
        sentence = f"Merged {plan.other_name} ({plan.other_id}) into {plan.keep_name} ({plan.keep_id}){_moved([plan])}."
        sentence += about_playbooks(session) + next_check_in(effects, session.today)
        return Done(act.kept, sentence, (plan.keep_id,), effects)

    def merge_all(self, keep_id: int, others: Sequence[int]) -> Done:
        """Merge several contacts into one, each in turn and all fields as usual, in one act.

        Raises:
            NotFound: there is no such contact; UsageProblem: nobody is named, or the kept one among the others.
        """
        ids = tuple(dict.fromkeys(others))
        if not ids:
            raise UsageProblem("Name the people to merge.")
        for other in ids:
            self.plan(keep_id, other)  # before anything is written
        session = self._session
        before = session.next_dates([keep_id])
        names = [contact.name for contact in session.contacts.load(ids).values()]
        plans = []
        keep_name = session.contacts.load([keep_id])[keep_id].name
        with session.act(f"merge {who(names)} into {keep_name}") as act:
            for other in ids:
                plan = self.plan(keep_id, other)
                self._write(plan)
                plans.append(plan)
        effects = session.effects(before, session.next_dates([keep_id]))
        sentence = f"Merged {who(names)} into {keep_name} ({keep_id}){_moved(plans)}."
        sentence += about_playbooks(session) + next_check_in(effects, session.today)
        return Done(act.kept, sentence, (keep_id,), effects)

    def _write(self, plan: MergePlan) -> None:
        """Write a plan inside the act in force."""
        session = self._session
        contacts = session.contacts
        found = contacts.load([plan.keep_id, plan.other_id])
        kept, other = found[plan.keep_id], found[plan.other_id]
        self._store.move(plan.other_id, plan.keep_id, take_cadence=plan.take_cadence)
        contacts.delete([plan.other_id])
        contacts.replace(plan.keep_id, plan.details, session.phone_key())
        session.field_changes.insert(
            FieldChange(plan.keep_id, change.field, change.before, change.after, session.today, "", is_news=False)
            for change in changes_between(kept.details, plan.details)
        )
        state = kept if plan.state_of is Choice.KEPT else other
        contacts.set_columns(
            [plan.keep_id],
            state=state.state.value,
            state_since=state.state_since.isoformat() if state.state_since else None,
            state_why=state.state_why,
            photo=plan.photo,
            added_on=plan.added_on.isoformat(),
        )


def _checked(choices: Mapping[str, Choice]) -> dict[str, Choice]:
    for field, choice in choices.items():
        if field not in ALL_FIELDS:
            raise UsageProblem(f"“{field}” is no field that two contacts share. Use one of {', '.join(ALL_FIELDS)}.")
        if choice is Choice.BOTH and field not in CAN_BE_BOTH:
            raise UsageProblem(
                f"Of two values only one can be the {field.replace('_', ' ')}: take the kept one's or the other's."
            )
    return dict(choices)


def _shown_field(line: United) -> MergeField:
    return MergeField(
        line.field, shown(line.kept), shown(line.other), shown(line.result), line.choice, line.field in CAN_BE_BOTH
    )


def _chosen(field: str, kept: str, other: str, choice: Choice) -> MergeField:
    return MergeField(field, kept, other, kept if choice is Choice.KEPT else other, choice, can_be_both=False)


def _moves(theirs: Belongings) -> tuple[Moving, ...]:
    counts = (
        ("interaction", theirs.interactions - theirs.shared_interactions),
        ("follow-up", theirs.follow_ups),
        ("playbook", theirs.runs),
        *theirs.around,
        ("source", theirs.sources),
    )
    return tuple(Moving(what, count) for what, count in counts if count)


def _moved(plans: Iterable[MergePlan]) -> str:
    """Return `: 3 interactions and 1 source came along`, or nothing."""
    counts: dict[str, int] = {}
    for plan in plans:
        for moving in plan.moves:
            counts[moving.what] = counts.get(moving.what, 0) + moving.count
    words = [counted(count, what) for what, count in counts.items()]
    return f": {listed(words)} came along" if words else ""
