"""Fields of forms as data: what a field is called, what it begins with, and how its text is read.

A field knows no widget. `rows.py` shows fields; a dialog names them and asks a `FormValues` for what they hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Generic, TypeVar, cast

from netcrm.domain.dates import Facing, parse_date, parse_date_and_time
from netcrm.domain.days import long_day
from netcrm.domain.workdays import Workdays
from netcrm.errors import UsageProblem
from netcrm.tui.text import ago
from netcrm.tui.widgets.choice import Choice

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class FieldProblem(UsageProblem):
    """What a field holds cannot be used; the sentence is shown beside it."""

    def __init__(self, field_id: str, sentence: str) -> None:
        self.field_id = field_id
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that a field offers while one types."""

    value: str
    """What is taken: the whole new text of a text field, or an id."""
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Field(Generic[T_co]):
    """One field of a form; the type is that of what it holds."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class TextField(Field[T_co]):
    """A field to type in."""

    read: Callable[[str], T_co]
    """Turns the text into what the field holds; raises NetcrmError with the sentence to show beside it."""
    value: str = ""
    hint: str = ""
    """Shown while the field is empty."""
    required: str = ""
    """The sentence for an empty field that must not be empty; nothing where it may be."""
    echo: Callable[[T_co], str] | None = None
    """Says in words what was understood."""
    lines: int = 1
    """More than one makes it a text of several lines."""
    enter_saves: bool = False
    """Whether enter saves the form in a text of several lines; ctrl+j then begins a new line."""
    selects: bool = False
    """Whether the text is selected when one comes to it, so that typing replaces it."""
    suggest: Callable[[str], Sequence[Suggestion]] | None = None
    is_free_text: bool = False
    """Whether it is free words about people, which the participant guard reads as they are typed."""


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceField(Field[T_co]):
    """A field that holds one of a few things, each taken by its letter."""

    choices: tuple[Choice[T_co], ...]
    value: T_co


@dataclass(frozen=True, slots=True, eq=False)
class PeopleField(Field[tuple[int, ...]]):
    """A field that holds contacts, by id."""

    ids: tuple[int, ...] = ()
    required: str = ""
    hint: str = "type a name to add somebody"


class FormValues:
    """What the fields of a form hold, each with the type of its field."""

    __slots__ = ("_problems", "_values")

    def __init__(self, values: Mapping[str, object], problems: Mapping[str, str]) -> None:
        self._values = values
        self._problems = problems

    def of(self, field: Field[T]) -> T:
        """Return what `field` holds.

        Raises:
            FieldProblem: It holds nothing that can be used.
        """
        if field.id in self._problems:
            raise FieldProblem(field.id, self._problems[field.id])
        return cast(T, self._values[field.id])


@dataclass(frozen=True, slots=True)
class Calendar:
    """What dates are read against: the day, and the user's order in dates such as `3/12`."""

    today: date
    day_first: bool | None = None
    workdays: Workdays = field(default_factory=Workdays)
    """What `3 business days` is counted in."""

    def read(self, text: str, facing: Facing) -> date:
        """Return the day that somebody means.

        Raises:
            DateProblem: The text is no date.
        """
        return parse_date(text, self.today, facing, day_first=self.day_first, workdays=self.workdays)

    def read_moment(self, text: str, facing: Facing) -> tuple[date, time | None]:
        """Return the day that somebody means, and the hour where one is written.

        Raises:
            DateProblem: The text is no date, or no hour.
        """
        return parse_date_and_time(text, self.today, facing, day_first=self.day_first, workdays=self.workdays)

    def say(self, day: date) -> str:
        """Return `Tue 24 Nov, in 2 days`."""
        return f"{long_day(day, self.today)}, {ago(day, self.today)}"

    def say_moment(self, moment: tuple[date, time | None]) -> str:
        """Return `Tue 24 Nov, in 2 days, at 15:00`."""
        day, hour = moment
        return self.say(day) + (f", at {hour:%H:%M}" if hour else "")
