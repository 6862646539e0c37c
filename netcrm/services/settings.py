"""Settings: what the user decides about dates and exports. Keys and theme of the screens stand in their own file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from netcrm.domain.awaiting import DEFAULT_WAIT
from netcrm.domain.days_off import parse_days_off
from netcrm.domain.interval import parse_interval
from netcrm.domain.policy import DEFAULT_DAILY_CAP
from netcrm.domain.text import clean_line
from netcrm.domain.workdays import RollRule, Workdays
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.calendar.five_minutes import FIVE_MINUTES, OFF, read_five_minutes
from netcrm.services.calendar.kept_file import (
    CALENDAR_FILE,
    read_calendar_file,
    refuse_store,
)
from netcrm.services.holidays import know_holidays, read_region
from netcrm.services.policy import DEFAULT_WEEKEND, WEEKDAYS
from netcrm.services.session import Session
from netcrm.services.values import Done

_LONGEST_TEXT = 200
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """A setting: its key, what it is for, what holds where it is not set, and how a value is read."""

    key: str
    help: str
    default: str
    read: Callable[[str], str]
    """Returns a typed value as it is kept, or raises `UsageProblem`."""
    keeps_case: bool = False
    """Whether a value is a text of the user's, whose capital letters matter."""
    say: Callable[[str], str] = str
    """Returns a kept value as it is said back."""


def _cap(value: str) -> str:
    if value == "none":
        return value
    if not value.isdecimal() or not 1 <= int(value) <= 1000:
        raise UsageProblem(f"The daily cap is a number of check-ins from 1 to 1000, or none; not “{value}”.")
    return str(int(value))


def _one_of(*known: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in known:
            raise UsageProblem(f"“{value}” is not one of {', '.join(known)}.")
        return value

    return read


def _weekend(value: str) -> str:
    days = value.replace(",", " ").split()
    if days == ["none"]:
        return "none"
    numbers = sorted({n for day in days for n, name in enumerate(_DAYS) if len(day) >= 3 and name.startswith(day)})
    if not days or len(numbers) != len(days) or len(numbers) > 6:
        raise UsageProblem(f"The weekend is days such as “sat sun” or none; not “{value}”.")
    return " ".join(WEEKDAYS[number] for number in numbers)


def _interval(value: str) -> str:
    return str(parse_interval(value))


def _days_off(value: str) -> str:
    return "; ".join(map(str, parse_days_off(value)))


def _say_days_off(kept: str) -> str:
    return "; ".join(stretch.describe() for stretch in parse_days_off(kept))


def _text(value: str) -> str:
    if len(value) > _LONGEST_TEXT:
        raise UsageProblem(f"That is {len(value)} letters long; {_LONGEST_TEXT} are the most. Shorten it.")
    return value


SPECS = (
    SettingSpec("region", "whose holidays and phone numbers are yours: US, FR, DE-BY", "", read_region),
    SettingSpec("daily-cap", "the most check-ins a day, or none", str(DEFAULT_DAILY_CAP), _cap),
    SettingSpec("roll", "a check-in on a day off moves to the next working day, the previous one, or stays (none)",
                RollRule.NEXT.value, _one_of(*(rule.value for rule in RollRule))),
    SettingSpec("weekend", "the days off of a week", DEFAULT_WEEKEND, _weekend),
    SettingSpec("days-off", "days off of your own: 2026-12-24..2026-12-31 Christmas break; 2027-05-14 bridge day", "",
                _days_off, keeps_case=True, say=_say_days_off),
    SettingSpec("answer-wait", "how long a message may go unanswered before the agenda asks", str(DEFAULT_WAIT),
                _interval),
    SettingSpec("date-order", "how 3/12 is read: dmy, mdy, or ask", "ask", _one_of("dmy", "mdy", "ask")),
    SettingSpec("name", "your name, as your messages are signed", "", _text, keeps_case=True),
    SettingSpec("institution", "where you work, as your messages say it", "", _text, keeps_case=True),
    SettingSpec(CALENDAR_FILE, "the calendar file that is kept up to date: a path, or off", "", read_calendar_file,
                keeps_case=True),
    SettingSpec(FIVE_MINUTES, "an hour such as 08:30 that it keeps free for netcrm on working days, or off", OFF,
                read_five_minutes),
)  # fmt: skip
_BY_KEY = {spec.key: spec for spec in SPECS}


class SettingService:
    """Reads and sets settings."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> str:
        """Return a setting's value, or what holds where it is not set; an unknown key raises `NotFound`."""
        spec = self._spec(key)
        return self._session.settings.all().get(spec.key, spec.default)

    def set(self, key: str, value: str) -> Done:
        """Set a setting; the dates that follow from it are made anew. `default` forgets it.

        Raises:
            NotFound: the key is unknown.
            UsageProblem: the value cannot be used.
        """
        spec = self._spec(key)
        session = self._session
        wanted = clean_line(value)
        typed = wanted if spec.keeps_case else wanted.casefold()
        new = None if wanted.casefold() == "default" else spec.read(typed)
        if spec.key == CALENDAR_FILE and new and Path(new).is_absolute():
            refuse_store(session, Path(new))
        if spec.key == "region" and new:
            know_holidays(session, new)
        with session.act(f"set {spec.key} to {new or 'its default'}") as act:
            session.settings.set(spec.key, new or None)
            if spec.key == "region":
                session.contacts.renew_phone_keys(session.phone_key())
        return Done(act.kept, f"{spec.key} is {spec.say(self.get(key)) or 'not set'}.")

    def lines(self) -> list[tuple[SettingSpec, str]]:
        """Return every setting with its value."""
        known = self._session.settings.all()
        return [(spec, known.get(spec.key, spec.default)) for spec in SPECS]

    @property
    def day_first(self) -> bool | None:
        """How `3/12` is read; `None` where the user must be asked."""
        return {"dmy": True, "mdy": False}.get(self.get("date-order"))

    @property
    def workdays(self) -> Workdays:
        """The working days of the user, which `3 business days` is counted in."""
        return self._session.policy().workdays

    def _spec(self, key: str) -> SettingSpec:
        spec = _BY_KEY.get(key.casefold())
        if spec is None:
            raise NotFound("setting", key, advice=f"Known: {', '.join(_BY_KEY)}.")
        return spec
