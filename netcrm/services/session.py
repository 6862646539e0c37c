"""What all services share: the store, the clock, who is acting, and the way to act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from netcrm.clock import Clock
from netcrm.domain.check_in import CheckIn, Lateness, Pause, lateness
from netcrm.domain.days import short_day
from netcrm.domain.policy import Policy
from netcrm.services.policy import read_policy
from netcrm.services.values import Effect, Origin
from netcrm.store.database import Database
from netcrm.store.derived import Derived
from netcrm.store.facts import FactReader, Pauses
from netcrm.store.journal import Act, Journal
from netcrm.store.kept_state import KeptState
from netcrm.store.settings import SettingRepository

if TYPE_CHECKING:
    from netcrm.store.activities import ActivityRepository
    from netcrm.store.advice import AdviceRepository
    from netcrm.store.cadences import CadenceRepository
    from netcrm.store.calendar_ledger import CalendarLedger
    from netcrm.store.column_mappings import ColumnMappingRepository
    from netcrm.store.contacts import ContactRepository
    from netcrm.store.employers import EmployerRepository
    from netcrm.store.events import EventRepository
    from netcrm.store.field_changes import FieldChangeRepository
    from netcrm.store.follow_ups import FollowUpRepository
    from netcrm.store.following_up import FollowingUpRepository
    from netcrm.store.goals import GoalRepository
    from netcrm.store.interactions import InteractionRepository
    from netcrm.store.interview_notes import InterviewNoteRepository
    from netcrm.store.interviews import InterviewRepository
    from netcrm.store.introductions import IntroductionRepository
    from netcrm.store.leads import LeadRepository
    from netcrm.store.mentorships import MentorshipRepository
    from netcrm.store.note_rules import NoteRuleRepository
    from netcrm.store.organisations import OrganisationRepository
    from netcrm.store.playbook_events import RunEvents
    from netcrm.store.playbooks import PlaybookRepository
    from netcrm.store.publications import PublicationRepository
    from netcrm.store.relations import RelationRepository
    from netcrm.store.sources import SourceRepository
    from netcrm.store.studies import StudyRepository


class Session:
    """An open store and who works on it. A repository's module is loaded when it is first used."""

    def __init__(self, database: Database, clock: Clock, origin: Origin) -> None:
        self.database = database
        self.clock = clock
        self.origin = origin
        self.journal = Journal(database)
        self.facts = FactReader(database)
        self.derived = Derived(database)
        self.settings = SettingRepository(database)
        self.moved_runs: tuple[int, ...] = ()
        """The runs of playbooks that the latest act moved on, started or ended."""
        self.warnings: tuple[str, ...] = ()
        """What in the texts that the latest act wrote looks like a participant's data, one sentence each."""
        self.own_words: set[str] = set()
        """Texts of the act in force that nobody typed."""

    @cached_property
    def organisations(self) -> OrganisationRepository:
        """Organisations."""
        from netcrm.store.organisations import OrganisationRepository

        return OrganisationRepository(self.database)

    @cached_property
    def contacts(self) -> ContactRepository:
        """People."""
        from netcrm.store.contacts import ContactRepository

        return ContactRepository(self.database, self.organisations)

    @cached_property
    def interactions(self) -> InteractionRepository:
        """What happened."""
        from netcrm.store.interactions import InteractionRepository

        return InteractionRepository(self.database)

    @cached_property
    def follow_ups(self) -> FollowUpRepository:
        """Promises."""
        from netcrm.store.follow_ups import FollowUpRepository

        return FollowUpRepository(self.database)

    @cached_property
    def interviews(self) -> InterviewRepository:
        """Informational interviews."""
        from netcrm.store.interviews import InterviewRepository

        return InterviewRepository(self.database)

    @cached_property
    def interview_notes(self) -> InterviewNoteRepository:
        """Questions prepared for interviews, and what was said."""
        from netcrm.store.interview_notes import InterviewNoteRepository

        return InterviewNoteRepository(self.database)

    @cached_property
    def advice(self) -> AdviceRepository:
        """Advice that people gave."""
        from netcrm.store.advice import AdviceRepository

        return AdviceRepository(self.database)

    @cached_property
    def mentorships(self) -> MentorshipRepository:
        """Mentors, the goals agreed with them, the next meetings."""
        from netcrm.store.mentorships import MentorshipRepository

        return MentorshipRepository(self.database)

    @cached_property
    def relations(self) -> RelationRepository:
        """What people are to each other, and to sites."""
        from netcrm.store.relations import RelationRepository

        return RelationRepository(self.database)

    @cached_property
    def introductions(self) -> IntroductionRepository:
        """Who was asked to introduce the user to whom."""
        from netcrm.store.introductions import IntroductionRepository

        return IntroductionRepository(self.database)

    @cached_property
    def events(self) -> EventRepository:
        """Conferences and meetings, and whom the user meets there."""
        from netcrm.store.events import EventRepository

        return EventRepository(self.database)

    @cached_property
    def studies(self) -> StudyRepository:
        """Studies, their sites and the people on them."""
        from netcrm.store.studies import StudyRepository

        return StudyRepository(self.database)

    @cached_property
    def publications(self) -> PublicationRepository:
        """Papers and who wrote them."""
        from netcrm.store.publications import PublicationRepository

        return PublicationRepository(self.database)

    @cached_property
    def goals(self) -> GoalRepository:
        """What the user wants to reach."""
        from netcrm.store.goals import GoalRepository

        return GoalRepository(self.database)

    @cached_property
    def activities(self) -> ActivityRepository:
        """What the user did, in numbers."""
        from netcrm.store.activities import ActivityRepository

        return ActivityRepository(self.database)

    @cached_property
    def employers(self) -> EmployerRepository:
        """The list of employers."""
        from netcrm.store.employers import EmployerRepository

        return EmployerRepository(self.database)

    @cached_property
    def leads(self) -> LeadRepository:
        """Job openings."""
        from netcrm.store.leads import LeadRepository

        return LeadRepository(self.database)

    @cached_property
    def note_rules(self) -> NoteRuleRepository:
        """Which notes may be kept about whom."""
        from netcrm.store.note_rules import NoteRuleRepository

        return NoteRuleRepository(self.database)

    @cached_property
    def cadences(self) -> CadenceRepository:
        """How often to be in touch."""
        from netcrm.store.cadences import CadenceRepository

        return CadenceRepository(self.database)

    @cached_property
    def following_up(self) -> FollowingUpRepository:
        """What the acts on check-ins leave behind."""
        from netcrm.store.following_up import FollowingUpRepository

        return FollowingUpRepository(self.database)

    @cached_property
    def playbooks(self) -> PlaybookRepository:
        """Runs of playbooks."""
        from netcrm.store.playbooks import PlaybookRepository

        return PlaybookRepository(self.database)

    @cached_property
    def run_events(self) -> RunEvents:
        """What the runs of playbooks follow."""
        from netcrm.store.playbook_events import RunEvents

        return RunEvents(self.database)

    @cached_property
    def sources(self) -> SourceRepository:
        """Where people came from."""
        from netcrm.store.sources import SourceRepository

        return SourceRepository(self.database)

    @cached_property
    def column_mappings(self) -> ColumnMappingRepository:
        """What the columns of tables mean."""
        from netcrm.store.column_mappings import ColumnMappingRepository

        return ColumnMappingRepository(self.database)

    @cached_property
    def field_changes(self) -> FieldChangeRepository:
        """What became of people's fields."""
        from netcrm.store.field_changes import FieldChangeRepository

        return FieldChangeRepository(self.database)

    @cached_property
    def ledger(self) -> CalendarLedger:
        """What calendars elsewhere were told."""
        from netcrm.store.calendar_ledger import CalendarLedger

        return CalendarLedger(self.database)

    @property
    def today(self) -> date:
        """The user's local date."""
        return self.clock.today()

    @contextmanager
    def act(self, label: str, *, kind: str = "act", target: int | None = None) -> Iterator[Act]:
        """Run one act: one transaction, one change set, the derived facts of everybody it names made anew."""
        with self.journal.act(label, self.origin.value, self.clock.now(), kind=kind, target=target) as act:
            yield act
            self.warnings = self._check_texts(act.change_set) if kind == "act" else ()
            self.moved_runs = self._move_runs(act.change_set) if kind == "act" else ()
            self.derived.refresh_after(act.change_set, self.policy)

    def by_itself(self, words: str) -> str:
        """Return words that the program writes of itself: where no notes may be kept they are left out, not refused."""
        self.own_words.add(words)
        return words

    def _check_texts(self, change_set: int) -> tuple[str, ...]:
        """Hold what a note policy does not let be kept, and return warnings of what looks like a participant's data."""
        from netcrm.store.note_texts import NoteTexts

        texts = NoteTexts(self.database)
        try:
            written = texts.written_by(change_set)
            if not written:
                return ()
            from netcrm.services.notes.door import check_texts  # the guard's rules take a moment to load

            return check_texts(self, texts, written)
        finally:
            self.own_words.clear()

    def _move_runs(self, change_set: int) -> tuple[int, ...]:
        """Let the playbooks that are going on follow what the act in force did, inside it, so that one undo takes all
        back. (An undo brings back what there was, runs included: nothing follows from it.)
        """
        if not self.database.scalar("SELECT 1 FROM playbook_run WHERE state <> 'ended' LIMIT 1"):
            return ()
        from netcrm.services.playbooks.moving import move_runs

        return move_runs(self, change_set)

    def policy(self) -> Policy:
        """Return what the settings say about dates."""
        return read_policy(self.settings)

    def phone_key(self) -> Callable[[str], str]:
        """Return the function that makes phone keys in the user's region."""
        from netcrm.services.keys import phone_key_for

        return phone_key_for(self.settings.all().get("region", ""))

    def lateness(self, kept: KeptState | None, contact_id: int, pauses: Pauses) -> Lateness:
        """Return how somebody stands today."""
        return self.lateness_under(kept, pauses.of(contact_id))

    def lateness_under(self, kept: KeptState | None, pauses: Iterable[Pause]) -> Lateness:
        """Return how somebody stands today who is under these pauses."""
        check_in = kept.check_in if kept else None
        never = bool(kept and kept.effective and kept.effective.cadence.is_never)
        held = bool(kept and kept.held_by)
        return lateness(check_in, pauses, self.today, is_never=never, held=held)

    def next_dates(self, ids: Sequence[int]) -> dict[int, CheckIn | None]:
        """Return the kept next check-in of each contact."""
        return {contact_id: state.check_in for contact_id, state in self.kept_states(ids).items()}

    def kept(self, contact_id: int) -> KeptState:
        """Return the kept state of one contact, an empty one where there is nothing yet."""
        return self.kept_states([contact_id])[contact_id]

    def kept_states(self, ids: Sequence[int]) -> dict[int, KeptState]:
        """Return the kept state of each of `ids`, in their order, an empty one where there is nothing yet."""
        found = self.following_up.kept_states(ids)
        return {i: found.get(i) or KeptState(i, None, None, None, None, None) for i in ids}

    def effects(self, before: dict[int, CheckIn | None], after: dict[int, CheckIn | None]) -> tuple[Effect, ...]:
        """Return what an act did to the next check-ins, in the order of `after`."""
        contacts = self.contacts.load(list(after))
        return tuple(
            Effect(
                contact_id=contact_id,
                name=contacts[contact_id].name,
                before=then.due_on if (then := before.get(contact_id)) else None,
                after=now.due_on if now else None,
                why=f"from {short_day(now.rolled.moved_from, self.today)}: {now.rolled.why}"
                if now and now.rolled.moved_from
                else "",
            )
            for contact_id, now in after.items()
            if contact_id in contacts
        )
