"""What others did to an item in a calendar: ticked it off, moved it, deleted it, or wrote something to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape

from netcrm.domain.calendar.items import Form


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item as a file of somebody's calendar has it."""

    uid: str
    form: Form
    summary: str
    description: tuple[str, ...]
    """Its lines, without an empty one at the end."""
    on: date | None
    """Of an event the day on which it begins, of a task the day on which it is due: the local date where `at` is."""
    at: datetime | None = None
    """The aware moment, where it has an hour; a time without a zone is the user's local time."""
    place: str = ""
    is_completed: bool = False
    """Whether a task was ticked off: by its STATUS, by COMPLETED or by PERCENT-COMPLETE 100 (RFC 5545, 3.8.1.8)."""
    is_cancelled: bool = False
    completed_on: date | None = None
    """The local date on which it was ticked off, where that is said."""
    sequence: int = 0
    """How often it was changed: programs raise it, and what is written over theirs goes above it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody did to an item since it was written."""

    is_done: bool = False
    """Ticked off: a task completed, or an event whose summary has a tick or says that it is done."""
    done_on: date | None = None
    """When it was ticked off, where that is said."""
    is_dropped: bool = False
    """Cancelled in the calendar."""
    moved_to: date | None = None
    """The day to which it was moved, and in `moved_at` the hour; also where the hour alone was moved."""
    moved_at: datetime | None = None
    title: str = ""
    """Its new summary without a tick, where the words of the summary changed."""
    words: str = ""
    """What was written into its description."""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was done that netcrm asks about."""
        return not (self.is_done or self.is_dropped or self.moved_to or self.title or self.words)


_TICK = r"(?:[✓✔☑✅🗹]\ufe0f?|\[[xX✓✔]\]|\([xX✓✔]\)|(?:done|erledigt|fait|hecho)(?=\s*[:!)–-]|\s*$))"
_TICKED_BEFORE = re.compile(rf"^\s*(?:{_TICK}[\s:!–-]*|[xX]\s+)", re.IGNORECASE)
_TICKED_AFTER = re.compile(rf"[\s:(–-]+{_TICK}[\s!)]*$", re.IGNORECASE)


def answer_to(sent: SeenItem, seen: SeenItem) -> Answer:
    """Return what was done between `sent`, as the item was written, and `seen`, as its file has it now.

    An appointment's or a reminder's alarms, colours and categories are the calendar's own: nothing is asked about
    them. Lines that were taken out of a description are not missed, since netcrm has them.
    """
    ticked, title = _ticked(sent.summary, seen.summary)
    moved = seen.on is not None and (seen.on, seen.at) != (sent.on, sent.at)
    added = _added(sent.description, _plain(seen.description))
    is_done = (seen.is_completed and not sent.is_completed) or ticked
    return Answer(
        is_done=is_done,
        done_on=seen.completed_on if seen.is_completed else None,
        is_dropped=seen.is_cancelled and not sent.is_cancelled and not is_done,
        moved_to=seen.on if moved else None,
        moved_at=seen.at if moved else None,
        title=title,
        words="\n".join(added).strip(),
    )


_TELLING = 12
"""Letters of a piece of a line that is known again: a shorter one may stand there by chance."""
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:a|b|i|u|p|br|ul|ol|li|div|span|html|body|strong|em)\b[^<>]{0,2000}>", re.IGNORECASE)


def _plain(lines: tuple[str, ...]) -> list[str]:
    """Return lines as text where a calendar made HTML of them, as Google's and Outlook's do."""
    text = "\n".join(lines)
    if _TAG.search(text):
        text = unescape(_TAG.sub("", _BREAK.sub("\n", text))).replace("\xa0", " ")
    return [line.rstrip() for line in text.split("\n")]


def _added(sent: tuple[str, ...], seen: list[str]) -> list[str]:
    """Return the lines that somebody wrote: calendars break and join lines as they like, which adds nothing."""
    whole, lines = _squeezed(" ".join(sent)), {_squeezed(line) for line in sent}
    if _squeezed(" ".join(seen)) == whole:
        return []
    found = [(line, _squeezed(line)) for line in seen]
    return [line for line, words in found if words not in lines and not (len(words) >= _TELLING and words in whole)]


def _squeezed(text: str) -> str:
    """Return text without spaces."""
    return "".join(text.split())


def _ticked(sent: str, seen: str) -> tuple[bool, str]:
    """Return whether a summary was ticked off, and its words where they are others than those that were sent."""
    if seen == sent:
        return False, ""
    rest = _TICKED_BEFORE.sub("", seen, count=1)
    if rest == seen:
        rest = _TICKED_AFTER.sub("", seen, count=1)
    ticked = rest != seen and not _TICKED_BEFORE.match(sent)
    words = " ".join((rest if ticked else seen).split())
    return ticked, "" if words == " ".join(sent.split()) else words
