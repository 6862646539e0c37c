"""The inbox: a text file that a phone can write to, one line for each time one was in touch with somebody.

    call ana yesterday: sent synopsis
    - [ ] coffee with Ana Lima on 3 Nov: talked about start-up
    email from ben@harbour.test today: got the form

A line is a way of being in touch, whom, perhaps when, and after a colon (or a dash between spaces) what it was about.
Bullets, boxes to tick and numbers before it are passed over, and so are empty lines and those that begin with `#`.
Nothing here knows who anybody is: a line gives the words between the way and the colon, and the ways in which a date
may be cut off their end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize
from uuid import NAMESPACE_URL, uuid5

from netcrm.domain.date_reading import Asked, read_words
from netcrm.domain.interaction import Channel, Direction, parse_channel
from netcrm.domain.text import clean_line

_LONGEST = 2000
"""Characters of a line: room for a few sentences; a longer one is no note but a pasted text."""
_LONGEST_DATE = 10
"""Words of a date: `the last working day of the month at 3 pm` has ten."""
_MOST_PEOPLE = 20

_BEFORE_LINE = re.compile(
    r"\A(?:[-*+\u2022\u2023\u00b7\u2013\u2014]\s+|[0-9]{1,4}[.)]\s+)?"
    r"(?:\[[ xX\u2713\u2714-]?\]\s*|[\u2610-\u2612\u2713\u2714]\s*)?"
)
"""A bullet or a number, and a box that is ticked or not."""
_END_OF_NAMES = re.compile(
    r"(?<![0-9])[:\uff1a](?!//)"
    r"|[:\uff1a](?![0-9]{2}(?![0-9]))"  # the colon of 15:30 ends nothing
    r"|\s[-\u2013\u2014]+\s"
)
_BETWEEN_PEOPLE = re.compile(r"\s*(?:[,;&+]|\band\b)\s*(?:\band\b\s*)?", re.IGNORECASE)
_HOUR = re.compile(r"(?:\s|\A)(?:at |@ ?)?(?:[0-9]{1,2}[:h][0-9]{2}(?: ?[ap]\.?m\.?)?|[0-9]{1,2} ?[ap]\.?m\.?|noon)\Z")
_AROUND = " \t,;.!\"'\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
"""What phones and people put around a name and means nothing there."""

_FILLERS = frozenset({"i", "we", "had", "have", "a", "an", "the", "just"})
_INCOMING = frozenset({"from", "by"})
_CONNECTORS = frozenset({"with", "w/", "to", *_INCOMING})
_FURTHER = {
    **dict.fromkeys(("phoned", "rang", "spoke", "talked", "phone call", "phonecall"), Channel.CALL),
    **dict.fromkeys(("emailed", "mailed", "wrote", "reply", "answer", "heard", "from", "to"), Channel.EMAIL),
    **dict.fromkeys(("text", "texted", "sms", "whatsapp", "signal", "dm", "messaged", "text message"), Channel.MESSAGE),
    **dict.fromkeys(("linkedin message", "whatsapp message", "chatted"), Channel.MESSAGE),
    **dict.fromkeys(("lunch", "dinner", "breakfast", "saw", "meet"), Channel.MEETING),
    **dict.fromkeys(("video call", "zoom call", "teams call", "skype", "facetime", "webex"), Channel.VIDEO),
    **dict.fromkeys(("tea", "drinks"), Channel.COFFEE),
    **dict.fromkeys(("visited",), Channel.SITE_VISIT),
    **dict.fromkeys(("card", "postcard"), Channel.LETTER),
    **dict.fromkeys(("noted",), Channel.NOTE),
}
"""What people write beside the words of `parse_channel`. `from ana` and `to ana` are mail: what else would be named."""
_MOST_CHANNEL_WORDS = 3
"""Words of a way of being in touch: `thank you note`."""


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A line that says how one was in touch, and with whom."""

    number: int
    """Counted from 1."""
    uid: str
    """The same for the same words wherever they stand and whenever they are read, and another for each time that they
    stand there."""
    channel: Channel
    direction: Direction
    words: str
    """Whom, and perhaps when."""
    summary: str
    has_mark: bool
    """Whether a colon or a dash ended the words."""


@dataclass(frozen=True, slots=True)
class InboxProblem:
    """A line that says neither, and why, in one sentence."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the words of a line."""

    who: str
    on: date


def interaction_uid(line: InboxLine, written_on: date) -> str:
    """Return the uid of the interaction that a line becomes which was first seen as written on a day.

    The same words written again later are another line.
    """
    return str(uuid5(NAMESPACE_URL, f"{line.uid} {written_on}"))


def read_inbox_text(text: str) -> Iterator[InboxLine | InboxProblem]:
    """Yield what each line says; those that say nothing are passed over."""
    seen: Counter[str] = Counter()
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if len(line) > _LONGEST:
            yield InboxProblem(number, f"The line is longer than {_LONGEST:,} letters; write what matters in fewer.")
            continue
        content = _content(line)
        if not content:
            continue
        same = normalize("NFC", content).casefold()
        seen[same] += 1
        yield _read(content, number, str(uuid5(NAMESPACE_URL, f"netcrm inbox {seen[same]} {same}")))


def readings(words: str, asked: Asked) -> Iterator[Reading]:
    """Yield the ways to read the words of a line, the longest date at their end first, and without any date last.

    A line without a date, or with nothing but an hour, is of the day that dates are read against. At least one word is
    left for whom.

    Raises:
        DateProblem: words look like a date that there is not, or that reads both ways.
    """
    pieces = words.split()
    for start in range(max(1, len(pieces) - _LONGEST_DATE), len(pieces)):
        on = _day(" ".join(pieces[start:]), asked)
        who = trimmed(" ".join(pieces[:start]))
        if on is not None and who:
            yield Reading(who, on)
    yield Reading(trimmed(words), asked.today)


def several(who: str) -> list[str]:
    """Return the people that are named with commas, `and`, `&` or `+` between: at most 20 of them."""
    return [part for part in map(trimmed, _BETWEEN_PEOPLE.split(who, _MOST_PEOPLE - 1)) if part]


def trimmed(words: str) -> str:
    """Return words without the quotes and commas around them."""
    return words.strip(_AROUND)


def _content(line: str) -> str:
    """Return what a line says, without what marks it as one of a list; nothing for a comment or a rule."""
    content = clean_line(line)
    if content.startswith("#"):
        return ""
    content = _BEFORE_LINE.sub("", content, count=1).strip()
    return content if any(letter.isalnum() for letter in content) else ""


def _read(content: str, number: int, uid: str) -> InboxLine | InboxProblem:
    end = _END_OF_NAMES.search(content)
    head, summary = (content[: end.start()], content[end.end() :].strip()) if end else (content, "")
    words = head.split()
    while len(words) > 1 and words[0].casefold() in _FILLERS:
        del words[0]
    channel, used = _channel(words)
    if channel is None:
        return InboxProblem(
            number,
            f"“{_clipped(content)}” does not begin with a way of being in touch. Write it like"
            " “call ana yesterday: sent synopsis”.",
        )
    first, rest = words[used - 1].casefold(), words[used:]
    direction = channel.usual_direction
    if rest and rest[0].casefold() in _CONNECTORS:
        first, rest = rest[0].casefold(), rest[1:]
    if first in _INCOMING:
        direction = Direction.INCOMING
    if not trimmed(" ".join(rest)):
        return InboxProblem(number, f"“{_clipped(content)}” names nobody. Write whom after the first word.")
    return InboxLine(number, uid, channel, direction, " ".join(rest), summary, has_mark=end is not None)


def _channel(words: list[str]) -> tuple[Channel | None, int]:
    """Return the way of being in touch that the first words name, and how many words that are."""
    for count in range(min(_MOST_CHANNEL_WORDS, len(words)), 0, -1):
        name = " ".join(words[:count]).casefold()
        channel = _FURTHER.get(name) or parse_channel(name)
        if channel is not None:
            return channel, count
    return None, 0


def _day(words: str, asked: Asked) -> date | None:
    """Return the day that words name as a whole, an hour after it or alone passed over."""
    text = words.replace(",", " ").casefold().rstrip(".!;: ")
    text = " ".join(text.split()).removeprefix("on ")
    found = read_words(text, asked) if text else None
    hour = None if found is not None else _HOUR.search(text)
    if hour is None:
        return found
    before = text[: hour.start()].strip()
    return read_words(before, asked) if before else asked.today


def _clipped(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
