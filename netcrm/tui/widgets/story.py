"""What was promised and what happened with one person, in one list: open promises over the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from netcrm.domain.follow_up import FollowUp, FollowUpState, Owner
from netcrm.domain.text import clean_text
from netcrm.services.timeline import TimelineEntry, TimelineKind
from netcrm.tui.text import ago, day, paragraphs, plain
from netcrm.tui.widgets.hanging import Hanging, Paragraph

if TYPE_CHECKING:
    from netcrm.services.playbooks.values import RunView

_SIGNS = {
    TimelineKind.INTERACTION: "●",
    TimelineKind.FOLLOW_UP: "☐",
    TimelineKind.SKIP: "»",
    TimelineKind.SNOOZE: "z",
    TimelineKind.REST: "~",
    TimelineKind.PAUSE: "‖",
    TimelineKind.PLAYBOOK_STARTED: "▸",
    TimelineKind.PLAYBOOK_ENDED: "▪",
    TimelineKind.STATE: "◇",
}
_CLOSED = {FollowUpState.DONE: "✓", FollowUpState.SKIPPED: "»", FollowUpState.DROPPED: "×"}
"""How a promise ended; an open one keeps the sign of its kind."""
_NO_TOUCH = "○"
_MOST_WORDS = 2000
_INDENT = 2
_MORE = "more"
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class StoryLine:
    """What a line stands for; `is_open` for a promise that is still to be kept."""

    kind: TimelineKind
    id: int
    is_open: bool = False

    @property
    def key(self) -> str:
        """The option's id."""
        return f"{self.kind}-{self.id}" + ("-open" if self.is_open else "")


class Story(OptionList):
    """Promises and timeline, newest first; enter opens a line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
    ]

    class Opened(Message):
        """Enter was pressed on a line, or on the one that stands for older lines."""

        def __init__(self, *, wants_more: bool) -> None:
            super().__init__()
            self.wants_more = wants_more

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self._story: dict[str, StoryLine] = {}
        self.log_key = "l"
        """The key that logs, to tell it where nothing is logged yet."""

    @property
    def line(self) -> StoryLine | None:
        """The line under the cursor."""
        option = self.highlighted_option
        return self._story.get(option.id or "") if option else None

    @property
    def open_promise(self) -> str | None:
        """The item key of the open promise under the cursor."""
        return f"f{self.line.id}" if self.line and self.line.is_open else None

    def show(
        self,
        follow_ups: Sequence[FollowUp],
        timeline: Sequence[TimelineEntry],
        today: date,
        *,
        has_more: bool,
        runs: Sequence[RunView] = (),
    ) -> None:
        """Show these lines; the cursor stays on its line, else near where it was."""
        stay, near = self.highlighted_option.id if self.highlighted_option else None, self.highlighted
        promises = [it for it in follow_ups if it.state is FollowUpState.OPEN]
        still_open = {it.id for it in promises}
        entries = [it for it in timeline if it.kind is not TimelineKind.FOLLOW_UP or it.id not in still_open]
        self._story = {}
        self.clear_options()
        titles = {run.run_id: run.title for run in runs}
        self.add_options(
            [*self._promises(promises, titles, today), *self._timeline(entries, today, gap=bool(promises))]
        )
        if has_more:
            self.add_option(Option(Content.styled("… older ones", "$foreground-muted"), id=_MORE))
        keys = [option.id for option in self.options]
        newest = StoryLine(entries[0].kind, entries[0].id).key if entries else _NOTHING
        if stay is not None and stay in keys:
            self.highlighted = keys.index(stay)
        elif near is None:
            self.highlighted = keys.index(newest)
        else:
            near = min(near, len(keys) - 1)
            self.highlighted = near + 1 if self.options[near].disabled else near

    def _promises(self, promises: Sequence[FollowUp], titles: Mapping[int, str], today: date) -> Iterator[Option]:
        if promises:
            yield _heading("Promised")
        for promise in promises:
            line = StoryLine(TimelineKind.FOLLOW_UP, promise.id, is_open=True)
            self._story[line.key] = line
            hour = f" {promise.due_at.astimezone():%H:%M}" if promise.due_at else ""
            late = "$text-error" if promise.shows_on < today else "$foreground-muted"
            when = f"{day(promise.due_on, today)}{hour}, {ago(promise.due_on, today)}"
            whose = "theirs: " if promise.owner is Owner.THEIRS else ""
            snoozed = f" (snoozed to {day(promise.snoozed_until, today)})" if promise.snoozed_until else ""
            more = [promise.recurrence.describe_from(today)] if promise.recurrence else []
            more += [titles.get(promise.run_id, "")] if promise.run_id else []
            words = Content.assemble(
                "☐ ", plain(whose + promise.title), "  ", (when + snoozed, late),
                plain("".join(f", {each}" for each in more if each), "$foreground-muted"),
            )  # fmt: skip
            yield Option(Hanging([Paragraph(words, _INDENT)]), id=line.key)

    def _timeline(self, entries: Sequence[TimelineEntry], today: date, *, gap: bool) -> Iterator[Option]:
        yield _heading("What happened", gap=gap)
        if not entries:
            words = f"Nothing is logged yet: {self.log_key} logs a call, an e-mail, a meeting …"
            yield Option(Content.styled(words, "$foreground-muted"), id=_NOTHING)
        for entry in entries:
            line = StoryLine(entry.kind, entry.id)
            self._story[line.key] = line
            yield Option(_entry(entry, today), id=line.key)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Open the line."""
        message.stop()
        if message.option.id == _MORE or message.option.id in self._story:
            self.post_message(self.Opened(wants_more=message.option.id == _MORE))


def _heading(words: str, *, gap: bool = False) -> Option:
    return Option(Content.assemble("\n" if gap else "", (words, "bold $text-accent")), disabled=True)


def _entry(entry: TimelineEntry, today: date) -> Hanging:
    """Return sign, title and day of an entry, with its words under them."""
    sign = _CLOSED.get(entry.state, _SIGNS[entry.kind]) if entry.state else _SIGNS[entry.kind]
    if entry.kind is TimelineKind.INTERACTION and not entry.counts:
        sign = _NO_TOUCH
    when = (f"  {day(entry.on, today)}, {ago(entry.on, today)}", "$foreground-muted")
    first = Paragraph(Content.assemble(f"{sign} ", plain(entry.title, "bold"), when), _INDENT)
    words = clean_text(entry.words).strip()
    if not words:
        return Hanging([first])
    cut = words[:_MOST_WORDS] + (" …" if len(words) > _MOST_WORDS else "")
    lines = paragraphs(cut).split("\n", allow_blank=True)
    return Hanging([first, *(Paragraph(line.pad_left(_INDENT), _INDENT) for line in lines)])
