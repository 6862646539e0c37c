"""What a contact's page says of a person: the head over it, and the details beside the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Address, Details, State
from netcrm.domain.interviews.interview import Interview
from netcrm.domain.languages import language_name
from netcrm.domain.naming.salutation import salutation
from netcrm.domain.organisation import Position
from netcrm.domain.rhythm import Rhythm
from netcrm.services.contacts import ContactView, SourceLine
from netcrm.services.interviews.words import kept_words
from netcrm.services.provenance import source_place
from netcrm.tui.rhythm_words import bars, rhythm_rows
from netcrm.tui.text import STANDINGS, STATES, ago, day, paragraphs, plain, say_birthday
from netcrm.tui.widgets.hanging import Paragraph

if TYPE_CHECKING:
    from netcrm.services.playbooks.values import RunView

_LABEL_WIDTH = 12
_QUIET = "$foreground-muted"
_HEADING = "bold $text-accent"
_MOST_NOTE = 20_000
_MOST_SOURCES = 20
_NOTHING = Content("")
_LATE = frozenset({Standing.LATE, Standing.OVERDUE})


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the page."""

    who: Content
    """Name, roles and tier, on one line."""
    where: Content = _NOTHING
    """Position and tags, on one line."""
    standing: Content = _NOTHING
    """How it stands, with the next date and why."""
    news: Content = _NOTHING
    """What a newer file says of them; mostly nothing."""


def head_of(view: ContactView, today: date) -> Head:
    """Return who somebody is, where, and how it stands."""
    contact, details = view.contact, view.contact.details
    chips = [plain(f" {role.chip} ", "$text-primary on $primary-muted") for role in details.roles]
    if view.guessed_role:
        chips.append(plain(f" {view.guessed_role.chip}? ", _QUIET))
    if details.tier:
        chips.append(plain(f" tier {details.tier} ", "$text-accent on $accent-muted"))
    star = Content.styled("★ ", "$text-warning") if details.starred else Content("")
    who = Content("  ").join([Content.assemble(star, plain(contact.name, "bold")), *chips])
    position = details.primary_position
    tags = " ".join(f"#{tag}" for tag in details.tags)
    where = "  ".join(filter(None, (_position(position) if position else "no position", tags)))
    news = plain(f"News: {view.news}") if view.news else _NOTHING
    return Head(who, plain(where, _QUIET), _standing(view, today), news)


def _standing(view: ContactView, today: date) -> Content:
    contact, standing = view.contact, view.standing
    if contact.state is not State.ACTIVE:
        since = f" since {day(contact.state_since, today)}" if contact.state_since else ""
        why = f": {contact.state_why}" if contact.state_why else ""
        return plain(f"{STATES[contact.state].capitalize()}{since}{why}", "bold $text-error")
    if standing.standing is Standing.UNSET:
        return plain(standing.why, _QUIET)
    words = STANDINGS[standing.standing].capitalize()
    style = "bold $text-error" if standing.standing in _LATE else "bold $text-success"
    waiting = f" No answer since {day(standing.awaiting_since, today)}." if standing.awaiting_since else ""
    return Content.assemble((words, style), ". ", plain(standing.why), waiting)


def details_of(view: ContactView, rhythm: Rhythm, today: date) -> Iterator[Paragraph]:
    """Yield ways to reach somebody, playbooks that run, cadence and rhythm, positions, note and sources."""
    details = view.contact.details
    yield _heading("Ways to reach")
    yield from _ways(details)
    yield from _interviews(view.interviews, today)
    yield from _runs(view.runs, today)
    yield _heading("Cadence", gap=True)
    yield Paragraph(plain(view.standing.effective_cadence or "none"))
    touched = view.standing.last_touch
    yield _row("last touch", f"{day(touched, today)}, {ago(touched, today)}" if touched else "none yet")
    yield from _rhythm(rhythm)
    yield from _facts(details)
    if details.note.strip():
        yield _heading("Note", gap=True)
        note = details.note.strip()
        yield Paragraph(paragraphs(note[:_MOST_NOTE] + (" …" if len(note) > _MOST_NOTE else "")))
    yield _heading("Where from", gap=True)
    yield from (_source(source, today) for source in view.sources[:_MOST_SOURCES])
    yield _row("added", day(view.contact.added_on, today))
    yield _row("number", str(view.contact.id))


def _interviews(interviews: Sequence[Interview], today: date) -> Iterator[Paragraph]:
    """Yield the interviews that are still to come, and those that were held with what came of them."""
    shown = [it for it in interviews if it.stage.is_open or it.stage.is_after_holding]
    if shown:
        yield _heading("Interviews", gap=True)
    for it in shown:
        yield _row(it.stage.words, kept_words(it, today))


def _runs(runs: Sequence[RunView], today: date) -> Iterator[Paragraph]:
    """Yield the playbooks that run or wait to, with the step that comes next."""
    going = [run for run in runs if run.ended_on is None]
    if going:
        yield _heading("Playbooks", gap=True)
    for run in going:
        others = f", with {', '.join(run.with_names)}" if len(run.with_names) > 1 else ""
        since = run.state.value if run.state.value == "queued" else f"since {day(run.started_on, today)}"
        yield Paragraph(plain(f"{run.title}, {since}{others}"))
        if run.next_step:
            yield _row("next", run.next_step)


def _rhythm(rhythm: Rhythm) -> Iterator[Paragraph]:
    if not rhythm.touches:
        return
    yield _heading("Rhythm", gap=True)
    yield Paragraph(bars(rhythm, wide=True))
    yield Paragraph(plain(rhythm.compared(), _QUIET))
    for label, words in rhythm_rows(rhythm):
        yield _row(label, words)


def _ways(details: Details) -> Iterator[Paragraph]:
    ways = [
        *(("mail", email.label, email.value, email.preferred) for email in details.emails),
        *(("phone", phone.label, phone.value, phone.preferred) for phone in details.phones),
        *(("post", address.label, _address(address), False) for address in details.addresses),
        *(("link", link.label, link.value, False) for link in details.links),
    ]
    for kind, label, value, preferred in ways:
        yield _row(", ".join(filter(None, (kind, label))), f"{value} ★" if preferred else value)
    if not ways:
        yield Paragraph(Content.styled("none yet", _QUIET))


def _facts(details: Details) -> Iterator[Paragraph]:
    others = [position for position in details.positions if position is not details.primary_position]
    facts = [
        ("roles" if len(details.roles) > 1 else "role", ", ".join(role.label for role in details.roles)),
        ("tags", ", ".join(details.tags)),
        ("birthday", say_birthday(details.birthday)),
        ("nicknames" if len(details.nicknames) > 1 else "nickname", ", ".join(details.nicknames)),
        ("salutation", salutation(details) if details.salutation or details.first_names else ""),
        ("language", language_name(details.language) if details.language else ""),
        ("country", details.country),
        *(("also", _position(position)) for position in others),
    ]
    told = [_row(label, value) for label, value in facts if value]
    if told:
        yield _heading("About", gap=True)
        yield from told


def _heading(words: str, *, gap: bool = False) -> Paragraph:
    return Paragraph(Content.assemble("\n" if gap else "", (words, _HEADING)))


def _row(label: str, value: str) -> Paragraph:
    name = plain(label)
    space = " " * max(1, _LABEL_WIDTH - name.cell_length)
    return Paragraph(Content.assemble(name.stylize(_QUIET), space, plain(value)), _LABEL_WIDTH)


def _source(source: SourceLine, today: date) -> Paragraph:
    place = source_place(source.file, source.format, source.place, source.uid)
    return _row(source.format, f"{place}, {day(source.imported_on, today)}")


def _position(position: Position) -> str:
    words = ", ".join(filter(None, (position.title, position.department, position.organisation)))
    span = " – ".join(filter(None, (position.start_on, position.end_on)))
    return f"{words} ({span})" if span else words


def _address(address: Address) -> str:
    parts = (address.street, address.city, address.region, address.postal_code, address.country)
    return ", ".join(part for part in parts if part)
