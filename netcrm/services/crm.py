"""The open store with all its services."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from netcrm.clock import Clock, system_clock
from netcrm.services.session import Session
from netcrm.services.values import Done, Origin
from netcrm.store.database import open_database

if TYPE_CHECKING:
    from netcrm.services.activities import ActivityService
    from netcrm.services.advice import AdviceService
    from netcrm.services.agenda import AgendaService
    from netcrm.services.cadences import CadenceService
    from netcrm.services.calendar.kept_file import KeptFile
    from netcrm.services.calendar.month import CalendarMonths
    from netcrm.services.contacts import ContactService
    from netcrm.services.duplicates import DuplicateService
    from netcrm.services.employers import EmployerService
    from netcrm.services.events.service import EventService
    from netcrm.services.exports import ExportService
    from netcrm.services.follow_ups import FollowUpService
    from netcrm.services.goals import GoalService
    from netcrm.services.history import HistoryService
    from netcrm.services.imports.service import ImportService
    from netcrm.services.insights import InsightService
    from netcrm.services.interactions import InteractionService
    from netcrm.services.interviews.service import InterviewService
    from netcrm.services.introductions.service import IntroductionService
    from netcrm.services.item_acts import ItemActs
    from netcrm.services.leads import LeadService
    from netcrm.services.meetings import MeetingService
    from netcrm.services.mentorships import MentorshipService
    from netcrm.services.merging import MergeService
    from netcrm.services.messages import MessageService
    from netcrm.services.network import Network
    from netcrm.services.notes.service import NoteService
    from netcrm.services.organisation_pages import OrganisationService
    from netcrm.services.paths.service import PathService
    from netcrm.services.pauses import PauseService
    from netcrm.services.playbooks.service import PlaybookService
    from netcrm.services.question_sets import QuestionService
    from netcrm.services.rebuilding import RebuildingService
    from netcrm.services.relations import RelationService
    from netcrm.services.reports import ReportService
    from netcrm.services.safety import SafetyService
    from netcrm.services.search import SearchService
    from netcrm.services.settings import SettingService
    from netcrm.services.sorting import SortingService
    from netcrm.services.studies.service import StudyService
    from netcrm.services.successions import SuccessionService
    from netcrm.services.sync.service import SyncService


class Crm:
    """An open store. Each service is made, and its module loaded, when it is first used."""

    def __init__(self, session: Session, *, after_acts: Callable[[Crm], None] | None = None) -> None:
        self._session = session
        self._after_acts = after_acts

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        origin: Origin = Origin.COMMAND,
        even_damaged: bool = False,
        after_acts: Callable[[Crm], None] | None = None,
    ) -> Crm:
        """Open the store at `path`, making or migrating it where needed.

        Args:
            path: The store's file.
            clock: What tells the day; the machine's own without it.
            origin: Who acts.
            even_damaged: Whether a broken store is opened all the same, to be restored.
            after_acts: Called before the store is closed at the end of a `with`, where something was written.

        Raises:
            StoreProblem: it cannot be used; the sentence says why and what to do.
        """
        session = Session(open_database(path, even_damaged=even_damaged), clock or system_clock(), origin)
        return cls(session, after_acts=after_acts)

    def __enter__(self) -> Crm:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        try:
            if self._after_acts and self.has_acted and not isinstance(error, KeyboardInterrupt):
                self._after_acts(self)
        finally:
            self.close()

    def close(self) -> None:
        """Close this thread's connection to the store."""
        self._session.database.close()

    def connection(self) -> AbstractContextManager[None]:
        """Hold this thread's own connection for a piece of work: what every thread worker does."""
        return self._session.database.connection()

    @property
    def path(self) -> Path:
        """The store's file."""
        return self._session.database.path

    @property
    def today(self) -> date:
        """The user's local date."""
        return self._session.today

    @property
    def is_demo(self) -> bool:
        """Whether the store holds the sample network."""
        return self._session.settings.all().get("demo") == "yes"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What in the texts of the latest act looks like a participant's data, one sentence each."""
        return self._session.warnings

    @property
    def has_acted(self) -> bool:
        """Whether anything was written since it was opened."""
        return self._session.journal.has_written

    def data_version(self) -> int:
        """Return a number that changes whenever another connection has written to the store."""
        return self._session.database.data_version()

    def load_network(self, network: Network, label: str) -> Done:
        """Load a whole network with its history as one act, called `label` in the history."""
        from netcrm.services.network import load_network

        return load_network(self._session, network, label)

    @cached_property
    def contacts(self) -> ContactService:
        """People: added, edited, found, listed."""
        from netcrm.services.contacts import ContactService

        return ContactService(self._session)

    @cached_property
    def interactions(self) -> InteractionService:
        """What happened: logged, edited, deleted."""
        from netcrm.services.interactions import InteractionService

        return InteractionService(self._session)

    @cached_property
    def follow_ups(self) -> FollowUpService:
        """Promises: made, edited, deleted."""
        from netcrm.services.follow_ups import FollowUpService

        return FollowUpService(self._session)

    @cached_property
    def interviews(self) -> InterviewService:
        """Informational interviews: asked for, agreed, held, thanked for."""
        from netcrm.services.interviews.service import InterviewService

        return InterviewService(self._session)

    @cached_property
    def questions(self) -> QuestionService:
        """Questions to prepare interviews with."""
        from netcrm.services.question_sets import QuestionService

        return QuestionService(self._session)

    @cached_property
    def advice(self) -> AdviceService:
        """Advice: followed, dropped, reported back on."""
        from netcrm.services.advice import AdviceService

        return AdviceService(self._session)

    @cached_property
    def introductions(self) -> IntroductionService:
        """Introductions: asked for, made, thanked for."""
        from netcrm.services.introductions.service import IntroductionService

        return IntroductionService(self._session)

    @cached_property
    def relations(self) -> RelationService:
        """What people are to each other, and to sites."""
        from netcrm.services.relations import RelationService

        return RelationService(self._session)

    @cached_property
    def mentorships(self) -> MentorshipService:
        """Mentors, and what was agreed with them."""
        from netcrm.services.mentorships import MentorshipService

        return MentorshipService(self._session)

    @cached_property
    def successions(self) -> SuccessionService:
        """One person taking over from another."""
        from netcrm.services.successions import SuccessionService

        return SuccessionService(self._session)

    @cached_property
    def paths(self) -> PathService:
        """Ways from the user's close contacts to somebody."""
        from netcrm.services.paths.service import PathService

        return PathService(self._session)

    @cached_property
    def events(self) -> EventService:
        """Conferences and meetings: whom to meet, whom one met."""
        from netcrm.services.events.service import EventService

        return EventService(self._session)

    @cached_property
    def studies(self) -> StudyService:
        """Studies and the people on them."""
        from netcrm.services.studies.service import StudyService

        return StudyService(self._session)

    @cached_property
    def organisations(self) -> OrganisationService:
        """Organisations: all that is known of one."""
        from netcrm.services.organisation_pages import OrganisationService

        return OrganisationService(self._session)

    @cached_property
    def employers(self) -> EmployerService:
        """The list of employers, in the order in which to work them."""
        from netcrm.services.employers import EmployerService

        return EmployerService(self._session)

    @cached_property
    def leads(self) -> LeadService:
        """Job openings: found, applied for, over."""
        from netcrm.services.leads import LeadService

        return LeadService(self._session)

    @cached_property
    def goals(self) -> GoalService:
        """Goals, and how far each is."""
        from netcrm.services.goals import GoalService

        return GoalService(self._session)

    @cached_property
    def activities(self) -> ActivityService:
        """What the user did, in numbers."""
        from netcrm.services.activities import ActivityService

        return ActivityService(self._session)

    @cached_property
    def reports(self) -> ReportService:
        """What came of a span of time, on a page."""
        from netcrm.services.reports import ReportService

        return ReportService(self._session)

    @cached_property
    def insights(self) -> InsightService:
        """The network in pictures."""
        from netcrm.services.insights import InsightService

        return InsightService(self._session)

    @cached_property
    def notes(self) -> NoteService:
        """Which notes may be kept about whom, and what looks like a participant's data."""
        from netcrm.services.notes.service import NoteService

        return NoteService(self._session)

    @cached_property
    def agenda(self) -> AgendaService:
        """What is due."""
        from netcrm.services.agenda import AgendaService

        return AgendaService(self._session)

    @cached_property
    def months(self) -> CalendarMonths:
        """What stands on which day."""
        from netcrm.services.calendar.month import CalendarMonths

        return CalendarMonths(self._session)

    @cached_property
    def sorting(self) -> SortingService:
        """The people whom the user has not sorted yet, one by one."""
        from netcrm.services.sorting import SortingService

        return SortingService(self._session)

    @cached_property
    def acts(self) -> ItemActs:
        """Done, snooze, skip and drop, on items of the agenda."""
        from netcrm.services.item_acts import ItemActs

        return ItemActs(self._session)

    @cached_property
    def pauses(self) -> PauseService:
        """Days on which nothing is asked."""
        from netcrm.services.pauses import PauseService

        return PauseService(self._session)

    @cached_property
    def cadences(self) -> CadenceService:
        """How often to be in touch with whom."""
        from netcrm.services.cadences import CadenceService

        return CadenceService(self._session)

    @cached_property
    def messages(self) -> MessageService:
        """Texts to people, from templates."""
        from netcrm.services.messages import MessageService

        return MessageService(self._session)

    @cached_property
    def playbooks(self) -> PlaybookService:
        """Short series of follow-ups, and their runs."""
        from netcrm.services.playbooks.service import PlaybookService

        return PlaybookService(self._session)

    @cached_property
    def search(self) -> SearchService:
        """The query language."""
        from netcrm.services.search import SearchService

        return SearchService(self._session)

    @cached_property
    def imports(self) -> ImportService:
        """Files coming in."""
        from netcrm.services.imports.service import ImportService

        return ImportService(self._session)

    @cached_property
    def meetings(self) -> MeetingService:
        """Past meetings coming in from a calendar."""
        from netcrm.services.meetings import MeetingService

        return MeetingService(self._session)

    @cached_property
    def exports(self) -> ExportService:
        """Files going out."""
        from netcrm.services.exports import ExportService

        return ExportService(self._session)

    @cached_property
    def calendar_file(self) -> KeptFile:
        """The calendar file that is kept up to date."""
        from netcrm.services.calendar.kept_file import KeptFile

        return KeptFile(self._session)

    @cached_property
    def sync(self) -> SyncService:
        """Folders that others write to as well."""
        from netcrm.services.sync.service import SyncService

        return SyncService(self._session)

    @cached_property
    def rebuilding(self) -> RebuildingService:
        """A whole store coming in again from its JSON lines."""
        from netcrm.services.rebuilding import RebuildingService

        return RebuildingService(self._session)

    @cached_property
    def duplicates(self) -> DuplicateService:
        """People who stand there twice."""
        from netcrm.services.duplicates import DuplicateService

        return DuplicateService(self._session)

    @cached_property
    def merging(self) -> MergeService:
        """Two contacts made one."""
        from netcrm.services.merging import MergeService

        return MergeService(self._session)

    @cached_property
    def history(self) -> HistoryService:
        """Undo and redo."""
        from netcrm.services.history import HistoryService

        return HistoryService(self._session)

    @cached_property
    def settings(self) -> SettingService:
        """What the user decides about dates and exports."""
        from netcrm.services.settings import SettingService

        return SettingService(self._session)

    @cached_property
    def safety(self) -> SafetyService:
        """Backups, restoring, and the doctor."""
        from netcrm.services.safety import SafetyService

        return SafetyService(self._session)
