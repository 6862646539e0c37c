"""Goals as people say them: `talk with five CRAs by 15 December`, `three touches a week with site staff`.

What the words hold, in any order: a number; what is counted; a last day (`by`, `until`, `before` a date) or a span
(`a week`, `per month`, `weekly`), or both; a first day (`from`, `starting` a date); with whom: roles or a group of
them (`CRAs`, `PIs and coordinators`, `site staff`), or a filter in the query language, which is what follows the first
`field:` or the word `matching`. All after `matching` is the filter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from netcrm.domain.date_forms import NUMBER_WORDS, Span
from netcrm.domain.date_reading import Asked, Facing, read_words
from netcrm.domain.days import long_day
from netcrm.domain.goals.goal import Goal, Measure
from netcrm.domain.goals.people import people_query
from netcrm.domain.query import parse_query
from netcrm.domain.text import clean_line
from netcrm.errors import DateProblem, QueryProblem, UsageProblem

_LONGEST = 1000
_LONGEST_DATE = 8
"""Words in a date: `the last working day of next month` has seven."""
_EXAMPLES = "Write it like “talk with five CRAs by 15 December” or “three touches a week with site staff”."
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_QUERY_TOKEN = re.compile(r"-?\(*-?[^\W\d_]+:(?!//).*|-?\(+.*|-[^\W\d].*", re.DOTALL)
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*")
_SPANS = {span.value: span for span in (Span.DAY, Span.WEEK, Span.MONTH, Span.QUARTER, Span.YEAR)}
_ADVERBS = {"daily": Span.DAY, "weekly": Span.WEEK, "monthly": Span.MONTH, "quarterly": Span.QUARTER,
            "yearly": Span.YEAR}  # fmt: skip
_MEASURES: tuple[tuple[Measure, frozenset[str]], ...] = (
    (Measure.ASKED, frozenset({"ask", "asking", "asks"})),
    (Measure.INTRODUCTIONS, frozenset({"introduction", "introductions", "introduced", "intro", "intros"})),
    (Measure.MET, frozenset({"event", "events", "conference", "conferences", "congress", "congresses"})),
    (Measure.INTERVIEWS, frozenset({"interview", "interviews"})),
    (Measure.TOUCHES, frozenset({"touch", "touches"})),
    (
        Measure.PEOPLE,
        frozenset(
            {"talk", "talks", "speak", "chat", "chats", "coffee", "coffees", "meet", "conversation", "conversations"}
        ),
    ),
)
"""The words that say what is counted; where several are written the first measure here is meant."""
_MEASURE_WORDS = frozenset().union(*(words for _, words in _MEASURES))


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The word as it is compared: without case, and without the comma or full stop after it."""
        return self.text.casefold().rstrip(",;.")


def parse_goal(words: str, asked: Asked, query: str = "") -> Goal:
    """Return the goal that somebody means by `words`.

    Args:
        words: As typed, with or without a filter.
        asked: The day, the order of dates and the working days that it is read against; it always looks ahead.
        query: A filter given apart from the words, which holds beside one in them.

    Raises:
        QueryProblem: The filter has a mistake; its position counts in `words`, or in `query`.
        UsageProblem: The words are no goal.
    """
    text = clean_line(words[: _LONGEST + 1])
    if len(words) > _LONGEST or not text:
        raise UsageProblem(f"{'These words are too long for' if text else 'Nothing here is'} a goal. {_EXAMPLES}")
    reader = _Reader(text, replace(asked, facing=Facing.FORWARD))
    reader.read()
    _checked(query, asked, query, 0)
    filters = [part for part in (reader.filter(), clean_line(query)) if part]
    return Goal(
        measure=reader.measure(),
        number=reader.number(),
        begins_on=reader.begins_on(),
        ends_on=reader.ends_on,
        every=reader.every,
        query=filters[0] if len(filters) == 1 else " ".join(f"({part})" for part in filters),
    )


class _Reader:
    """Takes the words apart: spans of time first, then the filter, then what is left in front of it."""

    def __init__(self, text: str, asked: Asked) -> None:
        self.text = text
        self.asked = asked
        self.ends_on: date | None = None
        self.every: Span | None = None
        self._begins: tuple[str, date] | None = None
        self._head: list[_Token] = []
        self._query = ""
        self._query_start = 0
        self._number: _Token | None = None

    def read(self) -> None:
        """Sort the words into spans of time, the filter, the number and the rest."""
        tokens = [_Token(found[0], found.start()) for found in _TOKEN.finditer(self.text)]
        query_tokens: list[_Token] = []
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.word == "matching":
                self._query_start = token.end + 1
                self._query = self.text[self._query_start :]
                if query_tokens:
                    raise QueryProblem(
                        self.text, token.start, "a filter stands before “matching” already. Leave it out."
                    )
                if not self._query:
                    raise QueryProblem(self.text, token.start, "a filter is to stand after “matching”. Write one.")
                break
            if taken := self._span(tokens, place):
                place += taken
                continue
            if query_tokens or _QUERY_TOKEN.fullmatch(token.text):
                query_tokens.append(token)
            else:
                self._head.append(token)
            place += 1
        if query_tokens:
            self._query_start = query_tokens[0].start
            letters = [" "] * (query_tokens[-1].end - self._query_start)
            for token in query_tokens:
                at = token.start - self._query_start
                letters[at : at + len(token.text)] = token.text
            self._query = "".join(letters)
        if self.every is None and self.ends_on is None:
            raise UsageProblem(
                "A goal needs a last day or a span. Add “by 15 December”, “a week” or “a month” to the words."
            )
        self._take_number()

    def _span(self, tokens: Sequence[_Token], place: int) -> int:
        """Return how many tokens from `place` on say when, having kept what they say; 0 for none."""
        word = tokens[place].word
        following = tokens[place + 1].word if place + 1 < len(tokens) else ""
        if word in _ADVERBS:
            self._repeat(_ADVERBS[word])
            return 1
        if word in ("a", "an", "each", "every", "per") and following in _SPANS:
            self._repeat(_SPANS[following])
            return 2
        if word in ("by", "until", "till", "before"):
            day, taken = self._date(tokens, place + 1)
            if day is None:
                said = " ".join(token.text for token in tokens[place : place + 4])
                raise DateProblem(
                    f"“{_clipped(said)}” names no day. Write it like “by 15 December” or “by 2026-12-15”."
                )
            if self.ends_on:
                raise UsageProblem("These words name two last days. Leave one of them out.")
            self.ends_on = day - timedelta(days=1) if word == "before" and day > date.min else day
            if self.ends_on < self.asked.today:
                shown = long_day(self.ends_on, self.asked.today)
                raise DateProblem(f"{shown} is before today, so the goal would be over. Choose today or a later day.")
            return taken + 1
        if word in ("from", "starting", "since"):
            day, taken = self._date(tokens, place + 1)
            if day is None:
                return 0
            if self._begins:
                raise UsageProblem("These words name two first days. Leave one of them out.")
            self._begins = " ".join(token.word for token in tokens[place + 1 : place + 1 + taken]), day
            return taken + 1
        return 0

    def _repeat(self, span: Span) -> None:
        if self.every:
            raise UsageProblem(f"These words say “a {self.every}” and “a {span}”. Leave one of them out.")
        self.every = span

    def _date(self, tokens: Sequence[_Token], place: int) -> tuple[date | None, int]:
        """Return the day that the longest run of tokens from `place` on names, and how many they are."""
        for count in range(min(_LONGEST_DATE, len(tokens) - place), 0, -1):
            words = " ".join(token.word for token in tokens[place : place + count])
            day = read_words(words, self.asked) or read_words(words.removeprefix("the "), self.asked)
            if day:
                return day, count
        return None, 0

    def begins_on(self) -> date:
        """Return the first day: today where none is written; one without a year lies before the last day."""
        if self._begins is None:
            return self.asked.today
        words, day = self._begins
        if self.ends_on and day > self.ends_on:
            return read_words(words.removeprefix("the "), replace(self.asked, facing=Facing.BACKWARD)) or day
        return day

    def _take_number(self) -> None:
        spelled = [token for token in self._head if token.word in NUMBER_WORDS or _NUMBER.fullmatch(token.word)]
        found = [token for token in spelled if token.word not in ("a", "an")] or spelled
        if not found:
            raise UsageProblem(f"A goal needs a number: how many are wanted. {_EXAMPLES}")
        if len(found) > 1 and found[0].word not in ("a", "an"):
            raise UsageProblem(f"“{found[0].text}” and “{found[1].text}” are two numbers. Name the one that is wanted.")
        self._number = found[0]
        self._head.remove(found[0])

    def number(self) -> int:
        """Return how many are wanted."""
        word = self._number.word if self._number else ""
        if word in NUMBER_WORDS:
            return NUMBER_WORDS[word]
        plain = word.replace(",", "")
        if not re.fullmatch(r"\+?[0-9]{1,9}", plain):
            raise UsageProblem(
                f"“{_clipped(word)}” is nothing that can be counted up to. Write a whole number, 1 or more."
            )
        return int(plain)

    def measure(self) -> Measure:
        """Return what is counted."""
        words = {token.word for token in self._head}
        if {"in", "touch"} <= words:
            return Measure.TOUCHES
        return next((measure for measure, known in _MEASURES if words & known), Measure.PEOPLE)

    def filter(self) -> str:
        """Return the filter: what the words say about people, and the query in them.

        Raises:
            QueryProblem: The query has a mistake.
            UsageProblem: The words name people whom netcrm does not know by role, or say nothing that is counted.
        """
        said = people_query(
            token.word + ("," if token.text.endswith(",") else "")
            for token in self._head
            if token.word not in _MEASURE_WORDS
        )
        asks_something = bool({token.word for token in self._head} & (_MEASURE_WORDS | {"people", "persons", "person"}))
        if not said and not asks_something:
            raise UsageProblem(f"These words do not say what is counted. {_EXAMPLES}")
        _checked(self._query, self.asked, self.text, self._query_start)
        query = clean_line(self._query)
        return f"{said} ({query})" if said and query else said or query


def _checked(query: str, asked: Asked, whole: str, start: int) -> None:
    """Raise `QueryProblem` where a query that begins at `start` of the `whole` text has a mistake."""
    try:
        parse_query(query, asked.today, day_first=asked.day_first)
    except QueryProblem as problem:
        raise QueryProblem(whole, start + problem.position, problem.reason) from None


def _clipped(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"
