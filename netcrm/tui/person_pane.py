"""The pane beside a list: what one needs before writing to the person under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from netcrm.domain.contact import Details, State
from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.domain.interviews.interview import Interview
from netcrm.domain.rhythm import Rhythm
from netcrm.errors import NotFound
from netcrm.services.contacts import ContactView
from netcrm.services.interviews.words import agreed_words
from netcrm.services.timeline import TimelineEntry, TimelineKind
from netcrm.tui.jobs import background
from netcrm.tui.rhythm_words import bars
from netcrm.tui.text import STANDINGS, STATES, ago, chips, day, paragraphs, plain
from netcrm.tui.widgets.hanging import Paragraph, Paragraphs

if TYPE_CHECKING:
    from netcrm.services.crm import Crm
    from netcrm.services.playbooks.values import RunView
    from netcrm.tui.app import NetcrmApp

_LAST = 5
_OPEN = 6
_WAYS = 3
_WORDS = 160
_NOTE = 1200
_TIMELINE = 20
_INDENT = 2
_TOLD = frozenset({TimelineKind.INTERACTION, TimelineKind.SKIP, TimelineKind.REST})
"""What stands under the last touches: what happened, and what was left out."""


@dataclass(frozen=True, slots=True)
class Person:
    """What the pane shows."""

    view: ContactView
    rhythm: Rhythm
    timeline: tuple[TimelineEntry, ...]


class PersonPane(VerticalScroll, can_focus=False):
    """Shows one person; it reads in the background, and only the last one asked for."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pane--name", "pane--heading", "pane--quiet", "pane--late", "pane--chip"}
    DEFAULT_CSS = """
    PersonPane {
        width: 34%; max-width: 60; height: 1fr; padding: 0 0 0 1; border-left: vkey $panel-lighten-1;
        scrollbar-size: 1 1;
        & > .pane--name { text-style: bold; }
        & > .pane--heading { color: $text-accent; text-style: bold; }
        & > .pane--quiet { color: $text-muted; }
        & > .pane--late { color: $text-error; }
        & > .pane--chip { color: $text-accent; }
    }
    """

    def __init__(self, crm: Crm) -> None:
        super().__init__(id="pane")
        self._crm = crm
        self._shown: int | None = None

    def compose(self) -> ComposeResult:
        """Make the one text of the pane."""
        yield Paragraphs(widget_id="person")

    def show(self, contact_id: int | None) -> None:
        """Show somebody, or nobody; a pane that this width hides reads nothing."""
        if not self.display:
            return
        background(self, "pane", self._read, contact_id)

    async def _read(self, contact_id: int | None) -> None:
        if contact_id is None:
            self._put(None)
            return
        try:
            person = await cast("NetcrmApp", self.app).threads.read(self._person, contact_id)
        except NotFound:
            person = None
        if contact_id != self._shown:
            self.scroll_home(animate=False)
        self._shown = contact_id
        self._put(person)

    def _person(self, contact_id: int) -> Person:
        contacts = self._crm.contacts
        timeline = tuple(contacts.timeline(contact_id, _TIMELINE))
        return Person(contacts.view(contact_id), contacts.rhythm(contact_id), timeline)

    def _put(self, person: Person | None) -> None:
        self.query_one(Paragraphs).show(self._lines(person, self._crm.today) if person else ())

    def _lines(self, person: Person, today: date) -> Iterator[Paragraph]:
        yield from map(Paragraph, self._head(person.view, today))
        yield from self._promises(person.view.follow_ups, today)
        yield from self._interviews(person.view.interviews, today)
        yield from self._runs(person.view.runs)
        yield from self._last(person.timeline, today)
        yield from self._ways(person.view.contact.details)
        yield from self._rhythm(person.rhythm)
        note = person.view.contact.details.note.strip()
        if note:
            yield from self._heading("Note")
            yield Paragraph(paragraphs(note[:_NOTE] + ("…" if len(note) > _NOTE else "")))

    def _heading(self, words: str) -> Iterator[Paragraph]:
        yield Paragraph(Content(""))
        yield Paragraph(Content.styled(words, self.get_visual_style("pane--heading")))

    def _head(self, view: ContactView, today: date) -> Iterator[Content]:
        contact, standing = view.contact, view.standing
        quiet = self.get_visual_style("pane--quiet")
        star = "★ " if contact.details.starred else ""
        yield plain(star + contact.name).stylize(self.get_visual_style("pane--name"))
        position = contact.details.primary_position
        if contact.details.roles or contact.details.tier or view.guessed_role:
            tier = f"  tier {contact.details.tier}" if contact.details.tier else ""
            roles = Content.styled(
                chips(contact.details.roles, guessed=view.guessed_role), self.get_visual_style("pane--chip")
            )
            yield Content.assemble(roles, (tier, quiet))
        if position:
            yield plain(", ".join(filter(None, (position.title, position.organisation))))
        if view.news:
            yield plain(f"News: {view.news}").stylize(self.get_visual_style("pane--chip"))
        if contact.details.tags:
            yield plain(" ".join(f"#{tag}" for tag in contact.details.tags)).stylize(quiet)
        if contact.state is not State.ACTIVE:
            since = f" since {day(contact.state_since, today)}" if contact.state_since else ""
            yield plain(f"{STATES[contact.state]}{since}").stylize(self.get_visual_style("pane--late"))
        words = STANDINGS[standing.standing]
        late = self.get_visual_style("pane--late") if standing.days_late else quiet
        yield Content.assemble((words.capitalize(), late), ". ", plain(standing.why))
        if standing.awaiting_since:
            yield Content(f"No answer since {day(standing.awaiting_since, today)}.")

    def _promises(self, follow_ups: tuple[FollowUp, ...], today: date) -> Iterator[Paragraph]:
        still_open = [it for it in follow_ups if it.state is FollowUpState.OPEN]
        if not still_open:
            return
        yield from self._heading("Open promises")
        for it in still_open[:_OPEN]:
            whose = "they: " if it.owner is Owner.THEIRS else ""
            late = self.get_visual_style("pane--late" if it.shows_on < today else "pane--quiet")
            repeats = f", {it.recurrence.describe_from(today)}" if it.recurrence else ""
            more = plain(repeats).stylize(self.get_visual_style("pane--quiet"))
            words = Content.assemble((f"{day(it.shows_on, today)}  ", late), plain(whose + it.title), more)
            yield Paragraph(words, _INDENT)
        if len(still_open) > _OPEN:
            yield Paragraph(Content(f"and {len(still_open) - _OPEN} more"))

    def _interviews(self, interviews: Sequence[Interview], today: date) -> Iterator[Paragraph]:
        still_open = [it for it in interviews if it.stage.is_open]
        if still_open:
            yield from self._heading("Interview" if len(still_open) == 1 else "Interviews")
        for it in still_open:
            words = ", ".join(filter(None, (it.stage.words, agreed_words(it, today), it.topic)))
            yield Paragraph(plain(words), _INDENT)

    def _runs(self, runs: Sequence[RunView]) -> Iterator[Paragraph]:
        going = [run for run in runs if run.ended_on is None]
        if going:
            yield from self._heading("Playbooks")
        for run in going:
            step = f": {run.next_step}" if run.next_step else ""
            yield Paragraph(plain(f"{run.title}{step}"), _INDENT)

    def _rhythm(self, rhythm: Rhythm) -> Iterator[Paragraph]:
        if rhythm.touches:
            yield from self._heading("Rhythm")
            yield Paragraph(bars(rhythm))
            yield Paragraph(plain(rhythm.describe()))

    def _last(self, timeline: tuple[TimelineEntry, ...], today: date) -> Iterator[Paragraph]:
        entries = [it for it in timeline if it.kind in _TOLD][:_LAST]
        yield from self._heading("Last in touch")
        if not entries:
            yield Paragraph(Content("Nothing is logged yet."))
        for it in entries:
            when = (f"{ago(it.on, today)}  ", self.get_visual_style("pane--quiet"))
            yield Paragraph(Content.assemble(when, plain(it.title)), _INDENT)
            if it.words.strip():
                words = it.words.strip()
                cut = plain(words[:_WORDS] + ("…" if len(words) > _WORDS else ""))
                yield Paragraph(cut.pad_left(_INDENT), _INDENT)

    def _ways(self, details: Details) -> Iterator[Paragraph]:
        ways = [
            *(("mail", it.value) for it in details.emails[:_WAYS]),
            *(("call", it.value) for it in details.phones[:_WAYS]),
            *(("link", it.value) for it in details.links[:_WAYS]),
        ]
        if not ways:
            return
        yield from self._heading("Ways to reach")
        for name, value in ways:
            label = (f"{name}  ", self.get_visual_style("pane--quiet"))
            yield Paragraph(Content.assemble(label, plain(value)), _INDENT)
