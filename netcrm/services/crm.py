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
    from netcrm.services.agenda import AgendaService
    from netcrm.services.cadences import CadenceService
    from netcrm.services.calendar.kept_file import KeptFile
    from netcrm.services.calendar.month import CalendarMonths
    from netcrm.services.contacts import ContactService
    from netcrm.services.duplicates import DuplicateService
    from netcrm.services.exports import ExportService
    from netcrm.services.follow_ups import FollowUpService
    from netcrm.services.history import HistoryService
    from netcrm.services.imports.service import ImportService
    from netcrm.services.interactions import InteractionService
    from netcrm.services.interviews.service import InterviewService
    from netcrm.services.item_acts import ItemActs
    from netcrm.services.meetings import MeetingService
    from netcrm.services.merging import MergeService
    from netcrm.services.messages import MessageService
    from netcrm.services.network import Network
    from netcrm.services.pauses import PauseService
    from netcrm.services.playbooks.service import PlaybookService
    from netcrm.services.rebuilding import RebuildingService
    from netcrm.services.safety import SafetyService
    from netcrm.services.search import SearchService
    from netcrm.services.settings import SettingService
    from netcrm.services.sorting import SortingService
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
