"""What several dialogs ask about a calendar: what stands in it, as what, and how much it tells."""

from __future__ import annotations

from netcrm.domain.calendar.items import CHOSEN_KINDS, MOST_DAYS, CalendarKind, Form
from netcrm.domain.calendar.words import Detail
from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.services.calendar.wishes import USUAL_KINDS
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, TextField

_FORMS = (Choice(Form.EVENT, "e", "Events, on their day"), Choice(Form.TODO, "t", "Tasks, to tick off"))
_DETAILS = (
    Choice(Detail.BRIEF, "s", "Short: whom, why, how to reach"),
    Choice(Detail.FULL, "f", "Full: last words and notes too"),
)


def kinds_field(kinds: frozenset[CalendarKind]) -> TextField[frozenset[CalendarKind]]:
    """Return the field of what stands in a calendar."""
    return TextField(
        "kinds",
        "Items",
        read_kinds,
        value=say_kinds(kinds),
        hint=", ".join(f"{kind.value}s" for kind in CHOSEN_KINDS),
        selects=True,
        echo=_say_others,
    )


def form_field(form: Form) -> ChoiceField[Form]:
    """Return the field of as what check-ins and follow-ups go out."""
    return ChoiceField("form", "As", _FORMS, form)


def detail_field(detail: Detail) -> ChoiceField[Detail]:
    """Return the field of how much is told."""
    return ChoiceField("detail", "Detail", _DETAILS, detail)


def days_field(days: int) -> TextField[int]:
    """Return the field of how far ahead a calendar looks."""
    return TextField(
        "days", "Days ahead", _read_days, value=str(days), required="Say how many days ahead: 90.", selects=True
    )


def _say_others(kinds: frozenset[CalendarKind]) -> str:
    """Return `there are birthdays too`, since what is left out is nowhere in sight."""
    others = [f"{kind.value}s" for kind in CHOSEN_KINDS if kind not in kinds]
    return f"there are {', '.join(others)} too" if others else ""


def say_kinds(kinds: frozenset[CalendarKind]) -> str:
    """Return `check-ins, follow-ups`."""
    return ", ".join(f"{kind.value}s" for kind in CHOSEN_KINDS if kind in (kinds or USUAL_KINDS))


def read_kinds(text: str) -> frozenset[CalendarKind]:
    """Return the kinds that somebody names, with commas or spaces between; nothing means the usual ones.

    Raises:
        UsageProblem: a word is no kind.
    """
    words = clean_line(text).casefold().replace(",", " ").split()
    if words == ["all"]:
        return frozenset(CHOSEN_KINDS)
    known = {kind.value: kind for kind in CHOSEN_KINDS}
    for word in words:
        if word.removesuffix("s") not in known:
            raise UsageProblem(f"“{word}” is no such thing. There are: {', '.join(f'{name}s' for name in known)}.")
    kinds = frozenset(known[word.removesuffix("s")] for word in words)
    return kinds or USUAL_KINDS


def _read_days(text: str) -> int:
    words = text.strip().removesuffix("days").strip()
    if not words.isdecimal() or len(words) > 4 or not 1 <= int(words) <= MOST_DAYS:
        raise UsageProblem(f"Days ahead are a number from 1 to {MOST_DAYS:,}, such as 90.")
    return int(words)
