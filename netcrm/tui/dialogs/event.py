"""Dialogs on events: the event itself, whom to meet when and where, whom one met, and the day sheet's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from textual.content import Content

from netcrm.domain.dates import Facing
from netcrm.domain.days import long_day, weekday
from netcrm.domain.events.event import Event, EventKind, hour_words
from netcrm.domain.text import clean_line, fold
from netcrm.errors import UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.events.values import EventDraft, PersonLine, Slot
from netcrm.tui.dialogs.day_fields import past_day_field
from netcrm.tui.dialogs.export import read_target
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import completing
from netcrm.tui.text import plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, FormValues, PeopleField, Suggestion, TextField

_KINDS = (
    Choice(EventKind.CONFERENCE, "c", "Conference"),
    Choice(EventKind.CHAPTER_MEETING, "m", "Chapter meeting"),
    Choice(EventKind.GRAND_ROUNDS, "g", "Grand rounds"),
    Choice(EventKind.WEBINAR, "w", "Webinar"),
    Choice(EventKind.SEMINAR, "s", "Seminar"),
    Choice(EventKind.INVESTIGATOR_MEETING, "i", "Investigator meeting"),
    Choice(EventKind.CAREER_FAIR, "f", "Career fair"),
    Choice(EventKind.OTHER, "o", "Other"),
)


class EventDialog(FormDialog[EventDraft]):
    """Asks what an event is, when and where."""

    GUARDS_TYPING = True

    def __init__(self, crm: Crm, there: Event | None = None) -> None:
        super().__init__(crm, Content.assemble("Change ", plain(there.name)) if there else Content("An event"))
        calendar = self.calendar

        def day(text: str) -> date:
            return calendar.read(text, Facing.FORWARD)

        self.name_of = TextField(
            "name", "Name", clean_line, value=there.name if there else "", hint="SOCRA 2026", required="Give it a name."
        )
        self.kind = ChoiceField("kind", "Kind", _KINDS, there.kind if there else EventKind.CONFERENCE)
        self.first = TextField(
            "first",
            "First day",
            day,
            value=there.starts_on.isoformat() if there else "",
            hint="24 sep · in 3 weeks",
            required="Say its first day: 24 sep, in 3 weeks.",
            echo=calendar.say,
        )
        self.last: TextField[date | None] = TextField(
            "last",
            "Last day",
            lambda text: day(text) if text.strip() else None,
            value=there.ends_on.isoformat() if there and there.ends_on != there.starts_on else "",
            hint="the same day",
            echo=lambda on: calendar.say(on) if on else "",
        )
        self.zone = TextField(
            "zone",
            "Time zone",
            _read_zone,
            value=there.time_zone if there else "",
            hint="yours, or such as America/Chicago",
            suggest=_zones_like,
            echo=lambda zone: f"hours are those of {zone}" if zone else "",
        )
        self.place = TextField(
            "place", "Place", clean_line, value=there.place if there else "", hint="a city, a building"
        )
        self.link = TextField("link", "Link", clean_line, value=there.link if there else "")
        self.words = TextField("note", "Note", str.strip, value=there.note if there else "", lines=2, is_free_text=True)
        self.lay(self.name_of, self.kind, self.first, self.last, self.zone, self.place, self.link, self.words)

    def result(self, values: FormValues) -> EventDraft:
        """Return the event."""
        from netcrm.services.events.drafts import event_of

        draft = EventDraft(
            name=values.of(self.name_of),
            starts_on=values.of(self.first),
            ends_on=values.of(self.last),
            kind=values.of(self.kind),
            time_zone=values.of(self.zone),
            place=values.of(self.place),
            link=values.of(self.link),
            note=values.of(self.words),
        )
        event_of(draft)  # what cannot be is refused here, while it can be mended
        return draft


def _read_zone(text: str) -> str:
    words = clean_line(text)
    if not words:
        return ""
    from netcrm.domain.zones import zone_named

    return str(zone_named(words))


def _zones_like(text: str) -> Sequence[Suggestion]:
    from zoneinfo import available_timezones

    wanted = fold(text)
    if len(wanted) < 2:
        return ()
    found = [
        zone for zone in sorted(available_timezones()) if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))
    ]
    return (
        completing([zone for zone in found if wanted in fold(zone)], text)[:8]
        or [Suggestion(zone, zone) for zone in found if wanted in fold(zone)][:8]
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to meet, when and where; from a query where there is one."""

    ids: tuple[int, ...]
    slot: Slot
    query: str = ""


class TargetDialog(FormDialog[Wanted]):
    """Asks whom to meet: people by name, or all whom a query finds; and their session, hour and room."""

    GUARDS_TYPING = True

    def __init__(self, crm: Crm, event: Event, there: PersonLine | None = None) -> None:
        whom = plain(there.row.name) if there else Content("Whom do you want to meet")
        super().__init__(crm, Content.assemble(whom, " at ", plain(event.name)))
        self._event = event
        at = there.person.meets_at if there else None
        self.people = PeopleField("people", "Who", (there.row.id,) if there else ())
        self.query_of = TextField("query", "Or a query", clean_line, hint="role:pi tag:area/oncology")
        self.session = TextField(
            "session",
            "Session",
            clean_line,
            value=there.person.session if there else "",
            hint="a talk, a poster, a stand",
        )
        self.at: TextField[datetime | None] = TextField(
            "at",
            "Hour there",
            self._read_at,
            value=f"{at:%Y-%m-%d %H:%M}" if at else "",
            hint=f"{weekday(event.starts_on)} 14:30, by the clock there",
            echo=lambda at: f"{long_day(at.date(), self.calendar.today)} {hour_words(at)}" if at else "",
        )
        self.room = TextField("room", "Room", clean_line, value=there.person.room if there else "")
        fields = (self.session, self.at, self.room)
        self.lay(*(fields if there else (self.people, self.query_of, *fields)))
        self._there = there

    def _read_at(self, text: str) -> datetime | None:
        return self.crm.events.slot(self._event.id, text) if text.strip() else None

    def note(self, values: FormValues) -> Content | None:
        """Say how many a query finds."""
        if self._there or not (query := values.of(self.query_of)):
            return None
        count = len(self.crm.search.ids(query))
        return Content(f"The query finds {'1 person' if count == 1 else f'{count:,} people'}.")

    def result(self, values: FormValues) -> Wanted:
        """Return whom, when and where."""
        talk, at, room = values.of(self.session), values.of(self.at), values.of(self.room)
        if self._there:
            return Wanted((self._there.row.id,), Slot(talk, at, room, no_hour=at is None))
        slot = Slot(talk or None, at, room or None)
        ids, query = values.of(self.people), values.of(self.query_of)
        if query:
            ids = tuple(dict.fromkeys((*ids, *self.crm.search.ids(query))))
        if not ids:
            raise UsageProblem("Say whom you want to meet: a name, or a query that finds somebody.")
        return Wanted(ids, slot, query)


@dataclass(frozen=True, slots=True)
class MetChoice:
    """What was said, and on which day one met."""

    line: str
    on: date


class MetDialog(FormDialog[MetChoice]):
    """Asks for one line about somebody who was met, and the day."""

    def __init__(self, crm: Crm, event: Event, it: PersonLine, on: date) -> None:
        super().__init__(crm, Content.assemble("Met ", plain(it.row.name), " at ", plain(event.name)))
        self.line = TextField(
            "line", "One line", clean_line, value=it.person.line, hint="what you talked of", is_free_text=True
        )
        self.on_day = past_day_field(
            self.calendar,
            "on",
            "When",
            value=(it.person.met_on or on).isoformat(),
            required="Say when: today, yesterday, thu.",
        )
        self.lay(self.line, self.on_day)

    def result(self, values: FormValues) -> MetChoice:
        """Return the line and the day."""
        return MetChoice(values.of(self.line), values.of(self.on_day))


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """Where a day sheet goes, and of which days."""

    path: Path
    days: tuple[date, ...]


class SheetDialog(FormDialog[SheetChoice]):
    """Asks for which days, and for the file."""

    def __init__(self, crm: Crm, event: Event, days: Sequence[date]) -> None:
        super().__init__(crm, Content.assemble("Day sheet of ", plain(event.name)), save_label="Write")
        letters = "123456789"
        choices: list[Choice[tuple[date, ...]]] = [Choice((), "a", "All days")]
        choices += [Choice((on,), letters[at], f"{weekday(on)} {on.day}") for at, on in enumerate(days[: len(letters)])]
        self.days: ChoiceField[tuple[date, ...]] = ChoiceField("days", "Days", tuple(choices), ())
        name = "-".join(fold(event.name).split()) or "event"
        self.path = TextField(
            "path",
            "File",
            read_target,
            value=f"~/{name}.md",
            required="Name the file: one that ends in .md is Markdown, any other plain text.",
            selects=True,
            echo=lambda path: "Markdown" if path.suffix.casefold() == ".md" else "plain text",
        )
        self.lay(self.days, self.path)

    def result(self, values: FormValues) -> SheetChoice:
        """Return days and file."""
        return SheetChoice(values.of(self.path), values.of(self.days))


class RosterDialog(FormDialog[Path]):
    """Asks for the roster's file."""

    def __init__(self, crm: Crm, event: Event) -> None:
        super().__init__(crm, Content.assemble("Roster for ", plain(event.name)), save_label="Look at it")
        self.path = TextField(
            "path",
            "File",
            _read_file,
            hint="a CSV table: name, email, organisation, session, day, time, room",
            required="Name the file.",
        )
        self.lay(self.path)

    def result(self, values: FormValues) -> Path:
        """Return the file."""
        return values.of(self.path)


def _read_file(text: str) -> Path:
    """Return the file that a path names; whether it can be read is seen when it is opened."""
    try:
        path = Path(text.strip().strip("'\"")).expanduser()
        is_folder = path.is_dir()
    except (OSError, ValueError, RuntimeError):
        raise UsageProblem("That is no path of a file. Write it like ~/Downloads/roster.csv.") from None
    if is_folder:
        raise UsageProblem(f"{clean_line(str(path))} is a folder. Name a file in it.")
    return path
