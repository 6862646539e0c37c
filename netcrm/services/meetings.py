"""Past meetings of a calendar: listed with those whom netcrm knows, and logged for whoever the user says came."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from netcrm.domain.contact import Contact
from netcrm.domain.days import counted, long_day
from netcrm.domain.interaction import Channel, Interaction
from netcrm.domain.meetings import Attendance, Attendee, Meeting
from netcrm.domain.text import fold
from netcrm.errors import Unreadable, UsageProblem
from netcrm.formats.calendar.events import is_calendar
from netcrm.formats.calendar.meetings import CalendarMeetings, read_meetings
from netcrm.services.imports.values import ImportProblem
from netcrm.services.safety import SafetyService
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import about_playbooks, listed, next_check_in, what_happened, who
from netcrm.store.contacts import email_key
from netcrm.store.finding import PeopleFinder

_HEAD = 1024
"""Bytes that tell a calendar."""
_SERIES_BACK = timedelta(days=731)
"""How far back the days of a series are listed: two years."""
_OWN = "@netcrm"
"""How the UIDs end of what netcrm itself put into a calendar."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody netcrm knows who was asked to a meeting, or who asked."""

    contact_id: int
    uid: str
    name: str
    attendance: Attendance
    was_in_touch: bool
    """Whether a touch of that day is logged already, by hand or otherwise."""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with somebody whom netcrm knows."""

    number: int
    """Counted from 1, the latest meeting first."""
    meeting: Meeting
    people: tuple[Asked, ...]
    is_logged: bool
    """Whether it was logged from a calendar already."""

    @property
    def not_declined(self) -> tuple[int, ...]:
        """Who may have come: all but those who said that they would not."""
        return tuple(it.contact_id for it in self.people if it.attendance is not Attendance.DECLINED)


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """The past meetings of a calendar."""

    file: str
    rows: tuple[MeetingRow, ...]
    problems: tuple[ImportProblem, ...]

    @property
    def open_rows(self) -> tuple[MeetingRow, ...]:
        """Those that are not logged yet."""
        return tuple(row for row in self.rows if not row.is_logged)


Met = Mapping[int, Collection[int]]
"""The contacts who came, by the number of the meeting."""


def is_calendar_file(path: Path) -> bool:
    """Return whether a file is a calendar, by how it begins; one that cannot be read is none."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return is_calendar(stream.read(_HEAD))
    except OSError:
        return False  # whoever imports it says what is wrong with it


class MeetingService:
    """Lists the past meetings of a calendar, and logs them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(self, path: Path) -> MeetingPlan:
        """Return the past meetings of a calendar with somebody whom netcrm knows by mail address; nothing is written.

        Left out are meetings that were cancelled, and what netcrm itself put into the calendar.

        Raises:
            Unreadable: the file is missing, a folder, no calendar, or no event of it can be read.
        """
        session = self._session
        addresses = _Addresses(session)
        found = self._read(path, addresses)
        now, today = session.clock.now(), session.today
        meetings = [
            meeting
            for meeting in found.meetings
            if not (meeting.is_cancelled or meeting.uid.endswith(_OWN))
            and (meeting.at <= now if meeting.at else meeting.on <= today)
        ]
        meetings.sort(key=lambda it: (it.on, it.at.timetz().isoformat() if it.at else "", it.uid), reverse=True)
        known = session.interactions.known_uids([meeting.interaction_uid for meeting in meetings])
        rows: list[MeetingRow] = []
        for meeting in meetings:
            if people := addresses.asked(meeting):
                rows.append(MeetingRow(len(rows) + 1, meeting, people, meeting.interaction_uid in known))
        problems = tuple(ImportProblem(path.name, f"event {it.number}", it.line, it.why) for it in found.problems)
        return MeetingPlan(path.name, tuple(rows), problems)

    def _read(self, path: Path, addresses: _Addresses) -> CalendarMeetings:
        if path.is_dir():
            raise Unreadable(f"{path} is a folder. Name the calendar file in it.")
        today = self._session.today
        try:
            with path.open("rb") as stream:
                found = read_meetings(
                    stream, first=today - _SERIES_BACK, last=today + timedelta(days=1), wanted=addresses.knows
                )
        except FileNotFoundError:
            raise Unreadable(f"There is no file {path}.") from None
        except OSError as error:
            raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
        if not found.is_calendar:
            raise Unreadable(f"{path.name} is no calendar; export one as an .ics file, and import that.")
        if not found.events:
            raise Unreadable(f"There is no event in {path.name}; export the calendar again.")
        if len(found.problems) == found.events:
            raise Unreadable(f"No event in {path.name} can be read. The first: {found.problems[0].why}")
        return found

    def apply(self, plan: MeetingPlan, met: Met, *, channel: Channel | None = None) -> Done:
        """Log meetings with those who came, in one act; what was logged meanwhile is passed over.

        Args:
            plan: The meetings.
            met: Who came, by the numbers of the meetings.
            channel: How all of them were held, instead of what their events say.

        Raises:
            UsageProblem: there is no meeting of a number, somebody was not asked to it, or is no contact any more.
        """
        session = self._session
        interactions = self._interactions(plan, met, channel)
        if not interactions:
            return Done(None, "Nothing was logged.")
        ids = list(dict.fromkeys(one for it in interactions for one in it.participants))
        there = session.contacts.load(ids)
        if gone := next((one for one in ids if one not in there), None):
            raise UsageProblem(f"Contact {gone} was deleted meanwhile. Import the calendar again.")
        SafetyService(session).before("import")
        before = session.next_dates(ids)
        said = self._said(interactions, [there[one].name for one in ids])
        with session.act(f"log {said} from {plan.file}") as act:
            session.interactions.insert_many(interactions)
        effects = session.effects(before, session.next_dates(ids))
        sentence = f"Logged {said}.{about_playbooks(session)}{next_check_in(effects, session.today)}"
        return Done(act.kept, sentence, tuple(ids), effects)

    def _interactions(self, plan: MeetingPlan, met: Met, channel: Channel | None) -> list[Interaction]:
        """Return what is to be logged, the oldest first."""
        rows = {row.number: row for row in plan.rows}
        chosen = []
        for number, came in sorted(met.items(), reverse=True):
            row = rows.get(number)
            if row is None:
                raise UsageProblem(f"There is no meeting {number} to log. “--dry-run” lists them with their numbers.")
            if not set(came) <= {it.contact_id for it in row.people}:
                raise UsageProblem(f"Somebody was not asked to meeting {number}. Log it with `netcrm log` instead.")
            if came:
                chosen.append((row, tuple(it.contact_id for it in row.people if it.contact_id in came)))
        known = self._session.interactions.known_uids([row.meeting.interaction_uid for row, _ in chosen])
        return [
            _interaction(self._session, row.meeting, people, channel)
            for row, people in chosen
            if row.meeting.interaction_uid not in known
        ]

    def _said(self, interactions: Sequence[Interaction], names: Sequence[str]) -> str:
        """Return `a call with Ana Lima on Tue 3 Nov`, or `3 meetings with Ana Lima and 2 others`."""
        if len(interactions) > 1:
            return f"{counted(len(interactions), 'meeting')} with {who(names)}"
        (only,) = interactions
        return (
            f"{what_happened(only.channel)} with {listed(names)} on {long_day(only.happened_on, self._session.today)}"
        )


def _interaction(session: Session, meeting: Meeting, people: tuple[int, ...], channel: Channel | None) -> Interaction:
    how = channel or meeting.channel
    return Interaction(
        0,
        meeting.interaction_uid,
        meeting.on,
        how,
        how.usual_direction,
        session.by_itself(meeting.summary),  # nobody typed it: a title that may not be kept costs no meeting
        participants=people,
    )


class _Addresses:
    """Finds people by their mail addresses; each is looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._finder = PeopleFinder(session.database)
        self._ids: dict[str, list[int]] = {}
        self._people: dict[int, tuple[Contact, frozenset[date]]] = {}

    def knows(self, email: str) -> bool:
        """Whether anybody has an address."""
        if email not in self._ids:
            key = email_key(email)
            self._ids[email] = self._session.contacts.ids_by_email([key]).get(key, [])
        return bool(self._ids[email])

    def asked(self, meeting: Meeting) -> tuple[Asked, ...]:
        """Return the people of a meeting, each once."""
        found: dict[int, Asked] = {}
        for attendee in meeting.attendees:
            contact_id = self._person(attendee)
            if contact_id is None or (contact_id in found and found[contact_id].attendance):
                continue
            contact, touch_days = self._known(contact_id)
            touched = meeting.on in touch_days
            found[contact_id] = Asked(contact_id, contact.uid, contact.name, attendee.attendance, touched)
        return tuple(found.values())

    def _person(self, attendee: Attendee) -> int | None:
        """Return who has the address; of several the living one, or the one whose name the calendar has."""
        ids = self._ids[attendee.email] if self.knows(attendee.email) else []
        if len(ids) > 1:
            there = self._finder.without_put_away(ids)
            named = set(self._finder.with_name(attendee.name)) if fold(attendee.name) else set()
            ids = [one for one in there if one in named] or there
        return ids[0] if len(ids) == 1 else None

    def _known(self, contact_id: int) -> tuple[Contact, frozenset[date]]:
        """Return somebody, and the days of their touches."""
        if contact_id not in self._people:
            contact = self._session.contacts.load([contact_id])[contact_id]
            days = frozenset(self._session.interactions.touch_days(contact_id))
            self._people[contact_id] = contact, days
        return self._people[contact_id]
