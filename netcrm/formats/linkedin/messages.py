"""LinkedIn's `messages.csv`, read row by row: who wrote to whom and when, and not a word of what they wrote.

Its columns, as exports of the last years have them; older ones lack some, or all addresses of profiles:

    CONVERSATION ID, CONVERSATION TITLE, FROM, SENDER PROFILE URL, TO, RECIPIENT PROFILE URLS, DATE, SUBJECT, CONTENT,
    FOLDER, ATTACHMENTS, IS MESSAGE DRAFT, IS CONVERSATION DRAFT
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO, NamedTuple

from netcrm.domain.naming.credentials import read_credential
from netcrm.domain.profiles import profile_key
from netcrm.domain.text import clean_line, fold

_LONGEST_LINE = 1_000_000
"""Characters that are read at once; a line that is longer goes on in the next piece."""
_LONGEST_CELL = 20_000
"""Characters of a cell that are looked at, the text of a message apart: room for all names of a group."""
_OFTEN = 400
"""Characters of names and addresses up to which they are remembered."""
_LONGEST_PREAMBLE = 20
"""Rows among which the column titles are looked for."""
_MOST_PARTIES = 200
"""Recipients of one message that are looked at."""
_SPAM = frozenset({"spam", "junk", "draft", "drafts"})
_TRUE = frozenset({"yes", "true", "1"})


class Party(NamedTuple):
    """Somebody who wrote a message or got it, as it is written there."""

    profile: str
    """The key of the profile, or nothing."""
    name: str
    link: str


class Message(NamedTuple):
    """One message that counts, without its text."""

    line: int
    conversation: str
    sender: Party
    recipients: tuple[Party, ...]
    sent: str


class _Columns(NamedTuple):
    """Where in a row each thing stands; -1 where the export has it not."""

    conversation: int
    sender: int
    sender_profile: int
    recipients: int
    recipient_profiles: int
    sent: int
    folder: int
    drafts: tuple[int, ...]


def messages(stream: BinaryIO) -> Iterator[Message] | None:
    """Return the messages that count, neither drafts nor spam; None where the columns are not those of messages."""
    rows = rows_of(stream)
    columns = next(filter(None, (_columns(row) for _, row in islice(rows, _LONGEST_PREAMBLE))), None)
    return None if columns is None else _counting(rows, columns)


def _counting(rows: Iterator[tuple[int, list[str]]], columns: _Columns) -> Iterator[Message]:
    last = max(columns.sender, columns.recipients, columns.sent)
    for line, row in rows:
        if len(row) <= last or not _counts(*(_cell(row, place) for place in (columns.folder, *columns.drafts))):
            continue
        senders = _parties(_cell(row, columns.sender), _cell(row, columns.sender_profile))
        if senders:
            recipients = _parties(_cell(row, columns.recipients), _cell(row, columns.recipient_profiles))
            yield Message(line, _cell(row, columns.conversation), senders[0], recipients, row[columns.sent].strip())


def _cell(row: Sequence[str], place: int) -> str:
    return row[place][:_LONGEST_CELL] if 0 <= place < len(row) else ""


@lru_cache(maxsize=256)
def _counts(folder: str, *drafts: str) -> bool:
    return fold(folder) not in _SPAM and all(draft.strip().casefold() not in _TRUE for draft in drafts)


def _columns(row: Sequence[str]) -> _Columns | None:
    """Return where each thing stands in the rows under these titles; None where they are no titles."""
    titles = {fold(title): place for place, title in reversed(list(enumerate(row)))}
    if not titles.keys() >= {"from", "to", "date"}:
        return None
    drafts = (titles[title] for title in ("is message draft", "is conversation draft") if title in titles)
    return _Columns(
        conversation=titles.get("conversation id", titles.get("conversation title", -1)),
        sender=titles["from"],
        sender_profile=titles.get("sender profile url", -1),
        recipients=titles["to"],
        recipient_profiles=titles.get("recipient profile urls", titles.get("recipient profile url", -1)),
        sent=titles["date"],
        folder=titles.get("folder", -1),
        drafts=tuple(drafts),
    )


def rows_of(stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of one of LinkedIn's tables with the line on which each begins."""
    text = TextIOWrapper(stream, "utf-8-sig", "replace", newline="")
    rows = csv.reader(iter(lambda: text.readline(_LONGEST_LINE), ""))
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:  # a cell beyond the module's limit: the rows after it can be read
            continue
        if row:
            yield line, row


def _parties(names: str, links: str) -> tuple[Party, ...]:
    """Return the people whom one cell names and another links, as far as they can be paired."""
    return _often_paired(names, links) if len(names) + len(links) <= _OFTEN else _paired(names, links)


def _paired(names: str, links: str) -> tuple[Party, ...]:
    names = clean_line(names)
    found = [link for link in clean_line(links).replace(",", " ").replace(";", " ").split() if profile_key(link)][
        :_MOST_PARTIES
    ]
    if len(found) == 1:
        return (Party(profile_key(found[0]), names, found[0]),)
    apart = _names(names)
    if len(apart) != len(found):
        if not found:
            return tuple(Party("", name, "") for name in apart)
        apart = [""] * len(found)  # which name belongs to whom cannot be told; other messages say it
    return tuple(Party(profile_key(link), name, link) for name, link in zip(apart, found, strict=True))


_often_paired = lru_cache(maxsize=8192)(_paired)
"""The same for short cells: most messages are between the same few people."""


def _names(text: str) -> list[str]:
    """Return the names in a list with commas; credentials stay with the name before them."""
    names: list[str] = []
    for piece in filter(None, map(str.strip, text.split(",")[:_MOST_PARTIES])):
        if names and all(read_credential(word) for word in piece.split()):
            names[-1] += f", {piece}"
        else:
            names.append(piece)
    return names
