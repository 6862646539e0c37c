"""What others did to items of the calendar, as proposals, and how each is done in netcrm."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from netcrm.domain.calendar.answers import Answer
from netcrm.domain.calendar.items import CalendarItem, CalendarKind, kind_of, of_check_in, uid_within
from netcrm.domain.calendar.ledger import EntryState
from netcrm.domain.days import full_day
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.proposals import Proposal, ProposalKind
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import UsageProblem
from netcrm.services.acting import Acting, Part, Said, acting_on
from netcrm.services.acts.follow_up import FollowUpActs
from netcrm.services.acts.interview import InterviewActs
from netcrm.services.acts.logging import usual_channel
from netcrm.services.item_keys import ItemKey
from netcrm.services.session import Session
from netcrm.services.sync.values import Proposed

_DELETED = "deleted in the calendar"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a UID of the calendar stands for in the store."""

    key: ItemKey
    """Of the agenda's item."""
    name: str
    """The person's or the organisation's."""
    contact_id: int | None
    contact_uid: str


@dataclass(frozen=True, slots=True)
class AnsweredItem:
    """An item that somebody did something to."""

    sent: CalendarItem
    """As it was written into the file."""
    file: str
    answer: Answer
    is_deleted: bool
    """Whether the file is gone."""
    now: CalendarItem | None
    """As it stands in netcrm now; None where it ended there since."""
    ended: EntryState = EntryState.CANCELLED
    """How it ended there."""


def subjects(session: Session, uids: Collection[str]) -> dict[str, Subject]:
    """Return what UIDs stand for, without those whose contact, organisation or promise is no longer there."""
    owners = {uid: found[0] for uid in uids if (found := of_check_in(uid))}
    owners |= {uid: uid_within(uid) for uid in uids if kind_of(uid) is CalendarKind.BIRTHDAY}
    about: dict[str, Subject] = {}
    contacts = session.contacts.load(session.contacts.ids_by_uid(list(owners.values())))
    former = session.contacts.former_uids(list(contacts))
    by_uid = {uid: contacts[one] for one, uids_of_merged in former.items() for uid in uids_of_merged}
    by_uid |= {contact.uid: contact for contact in contacts.values()}
    organisations = {uid: one for one, uid in session.organisations.ids_by_uid(list(owners.values()))}
    for uid, owner in owners.items():
        letter = "b" if kind_of(uid) is CalendarKind.BIRTHDAY else "c"
        if contact := by_uid.get(owner):
            about[uid] = Subject(ItemKey(letter, contact.id), contact.name, contact.id, contact.uid)
        elif organisation := session.organisations.get(organisations.get(owner, 0)):
            about[uid] = Subject(ItemKey("o", organisation.id), organisation.name, None, "")
    follow_ups = {uid_within(uid): uid for uid in uids if kind_of(uid) is CalendarKind.FOLLOW_UP}
    interviews = {uid_within(uid): uid for uid in uids if kind_of(uid) is CalendarKind.INTERVIEW}
    leads = {uid_within(uid): uid for uid in uids if kind_of(uid) is CalendarKind.LEAD}
    for lead in session.leads.by_uid(leads).values():
        if organisation := session.organisations.get(lead.organisation_id):
            about[leads[lead.uid]] = Subject(ItemKey("l", lead.id), organisation.name, None, "")
    promised = [
        (follow_ups[one.uid], ItemKey("f", one.id), one.contact_id) for one in session.follow_ups.of_uids(follow_ups)
    ]
    agreed = [
        (interviews[one.uid], ItemKey("i", one.id), one.contact_id)
        for one in session.interviews.by_uid(interviews).values()
    ]
    contacts = session.contacts.load(sorted({contact_id for *_, contact_id in (*promised, *agreed)}))
    for uid, key, contact_id in (*promised, *agreed):
        contact = contacts[contact_id]
        about[uid] = Subject(key, contact.name, contact_id, contact.uid)
    return about


class CalendarAnswers:
    """Makes proposals of answers.

    Args:
        session: The open store.
        unwanted: Called inside the act with the UID of what the user does not want in the calendar any longer.
    """

    def __init__(self, session: Session, unwanted: Callable[[str], None]) -> None:
        self._session = session
        self._unwanted = unwanted

    def proposals(self, item: AnsweredItem, subject: Subject) -> list[Proposed]:
        """Return what is proposed; nothing where netcrm has it already.

        Raises:
            UsageProblem: what was done cannot be done in netcrm; the sentence says why.
        """
        answer = item.answer
        if item.is_deleted or answer.is_dropped:
            words = "\n".join(filter(None, (answer.title, answer.words)))
            return self._dropped(item, subject) + self._words(item, subject, words)
        if answer.is_done and item.sent.kind is not CalendarKind.BIRTHDAY:
            return self._done(item, subject)
        found = self._moved(item, subject) if answer.moved_to else []
        if answer.title:
            found += self._renamed(item, subject)
        return found + self._words(item, subject, answer.words)

    def _done(self, item: AnsweredItem, subject: Subject) -> list[Proposed]:
        session, answer = self._session, item.answer
        words = "\n".join(filter(None, (answer.title, answer.words)))
        if item.now is None and item.ended is EntryState.COMPLETED:
            return self._words(item, subject, words)
        on = min(answer.done_on or item.sent.on, session.today)
        what = f"log a touch with {subject.name} on {full_day(on)}"
        if item.sent.kind is CalendarKind.FOLLOW_UP:
            what = f"tick off “{self._title_of(subject)}” and {what}"
        if item.sent.kind is CalendarKind.INTERVIEW:
            what = f"the interview with {subject.name} was held on {full_day(on)}"
        if item.sent.kind is CalendarKind.LEAD:
            what = f"applied for {self._what_of(item, subject)}, or accepted the offer, on {full_day(on)}"
        if self._was_put_off(item) and item.now:
            what += f", though it was put off to {full_day(item.now.on)} here"
        said = f": {clean_line(words)}" if words else ""

        def plan() -> Part:
            acting = self._acting(subject)
            if item.now is None and subject.contact_id is not None:
                acting = acting_on(session, "c", subject.contact_id)
            channel = None
            if isinstance(acting, FollowUpActs) and subject.contact_id is not None:
                channel = usual_channel(session, subject.contact_id)
            return acting.plan_done(channel, words, on)

        return [self._proposed(ProposalKind.TOUCH, f"{what}{said}", item, subject, plan)]

    def _moved(self, item: AnsweredItem, subject: Subject) -> list[Proposed]:
        session, to, at = self._session, item.answer.moved_to, item.answer.moved_at
        if to is None or (item.now and (item.now.on, item.now.at) == (to, at)):
            return []
        if item.now is None and to <= session.today:
            return []
        what = self._what_of(item, subject)
        if item.sent.kind in (CalendarKind.BIRTHDAY, CalendarKind.FIVE_MINUTES):
            raise UsageProblem(f"{what} was moved in the calendar, but stands on its own day every year.")
        has_hour = at is not None and item.sent.kind not in (CalendarKind.CHECK_IN, CalendarKind.LEAD)
        if to < session.today or (to == session.today and not has_hour):
            raise UsageProblem(
                f"{what} was moved to {_moment(to, at)} in the calendar: it can be moved to a day after today."
            )

        def plan() -> Part:
            acting = self._acting(subject)
            if isinstance(acting, FollowUpActs | InterviewActs):
                return acting.plan_move(to, at)
            return acting.plan_snooze(to, "moved in the calendar")

        moved = f"move {what} to {_moment(to, at)}"
        if item.now is None:
            ours = "done" if item.ended is EntryState.COMPLETED else "no longer there"
        elif self._was_put_off(item):
            ours = _moment(item.now.on, item.now.at)
        else:
            return [self._proposed(ProposalKind.SNOOZE, moved, item, subject, plan)]
        words = f"{what}: moved to {_moment(to, at)} in the calendar, {ours} here"
        return [self._proposed(ProposalKind.CONFLICT, words, item, subject, plan, ours, _moment(to, at))]

    def _dropped(self, item: AnsweredItem, subject: Subject) -> list[Proposed]:
        what = self._what_of(item, subject)
        if item.now is None:
            return []
        kind = item.sent.kind
        if kind is CalendarKind.BIRTHDAY:
            uid = item.sent.uid

            def unwanted() -> Part:
                def write() -> str:
                    self._unwanted(uid)
                    return ""

                return Part(what, subject.contact_id, f"leave out {what}", Said("Left out of the calendar:"), write)

            return [self._proposed(ProposalKind.DROP, f"leave {what} out of the calendar", item, subject, unwanted)]

        def plan() -> Part:
            acting = self._acting(subject)
            return acting.plan_skip(_DELETED) if kind is CalendarKind.CHECK_IN else acting.plan_drop(_DELETED)

        act = f"skip {what} this time" if kind is CalendarKind.CHECK_IN else f"drop {what}"
        if not self._was_put_off(item):
            return [self._proposed(ProposalKind.DROP, act, item, subject, plan)]
        ours = _moment(item.now.on, item.now.at)
        words = f"{act}: deleted in the calendar, moved to {ours} here"
        return [self._proposed(ProposalKind.CONFLICT, words, item, subject, plan, ours, "deleted")]

    def _renamed(self, item: AnsweredItem, subject: Subject) -> list[Proposed]:
        """Return the proposal to give a promise its new title; of other items the words are kept as a note."""
        title, session = item.answer.title, self._session
        before, dash, whom = item.sent.summary.rpartition(" – ")
        if item.sent.kind is not CalendarKind.FOLLOW_UP or not dash or item.now is None:
            return self._words(item, subject, title)
        new = clean_line(title.removesuffix(f" – {whom}"))
        ours = clean_line(item.now.summary.removesuffix(f" – {whom}"))
        if not new or new == ours:
            return []

        def plan() -> Part:
            self._acting(subject)  # it refuses what went away meanwhile

            def write() -> str:
                # Read again: another part of the same act may have moved it.
                current = session.follow_ups.get(subject.key.id)
                if current:
                    session.follow_ups.replace(replace(current, title=new))
                return ""

            return Part(f"“{new}”", subject.contact_id, f"rename a promise to “{new}”", Said("Renamed to"), write)

        words = f"rename “{before}” to “{new}” ({subject.name})"
        if ours != before:
            return [self._proposed(ProposalKind.CONFLICT, words, item, subject, plan, ours, new)]
        return [self._proposed(ProposalKind.UPDATE, words, item, subject, plan)]

    def _words(self, item: AnsweredItem, subject: Subject, words: str) -> list[Proposed]:
        """Return the proposal to keep what somebody wrote beside an item as a note on the person."""
        session, contact_id, kept = self._session, subject.contact_id, clean_text(words).strip()
        if not kept:
            return []
        # A note is known by its words, so that one that was kept is not asked about beside what was left open.
        uid = str(uuid5(NAMESPACE_URL, f"{item.sent.uid} {subject.contact_uid} {kept}"))
        if session.interactions.known_uids([uid]):
            return []
        if contact_id is None:
            raise UsageProblem(
                f"Somebody wrote “{clean_line(kept)}” beside {item.sent.summary}: keep it with `netcrm log WHO note`."
            )

        def plan() -> Part:
            def write() -> str:
                note = Interaction(0, uid, session.today, Channel.NOTE, Direction.OUTGOING, kept, (contact_id,))
                session.interactions.insert(note)
                return ""

            return Part(subject.name, contact_id, f"note on {subject.name}", Said("Kept a note on"), write)

        what = f"keep a note on {subject.name}: {clean_line(kept)}"
        return [self._proposed(ProposalKind.UPDATE, what, item, subject, plan)]

    def _acting(self, subject: Subject) -> Acting:
        return acting_on(self._session, subject.key.letter, subject.key.id)

    def _title_of(self, subject: Subject) -> str:
        follow_up = self._session.follow_ups.get(subject.key.id)
        return follow_up.title if follow_up else ""

    def _what_of(self, item: AnsweredItem, subject: Subject) -> str:
        """Return what an item is, as sentences name it: `“send CV” (Ana Lima)`."""
        kind = item.sent.kind
        if kind is CalendarKind.FOLLOW_UP:
            return f"“{self._title_of(subject)}” ({subject.name})"
        if kind is CalendarKind.LEAD:
            return acting_on(self._session, "l", subject.key.id).title
        if kind is CalendarKind.CHECK_IN:
            return f"the check-in with {subject.name}"
        return f"the interview with {subject.name}" if kind is CalendarKind.INTERVIEW else f"{subject.name}’s birthday"

    @staticmethod
    def _was_put_off(item: AnsweredItem) -> bool:
        """Whether the user moved the item in netcrm too, which lateness and the cap alone do not."""
        return item.now is not None and item.now.due != item.sent.due

    @staticmethod
    def _proposed(
        kind: ProposalKind,
        what: str,
        item: AnsweredItem,
        subject: Subject,
        plan: Callable[[], Part],
        ours: str = "",
        theirs: str = "",
    ) -> Proposed:
        proposal = Proposal(
            kind, what, item.file, subject.contact_id, subject.contact_uid, subject.name, ours=ours, theirs=theirs
        )
        return Proposed(proposal, plan)


def _moment(day: date, at: datetime | None) -> str:
    return f"{full_day(day)} {at.astimezone():%H:%M}" if at else full_day(day)
