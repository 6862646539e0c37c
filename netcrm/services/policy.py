"""The settings that change dates, read into the rules' own value."""

from __future__ import annotations

from netcrm.domain.awaiting import DEFAULT_WAIT
from netcrm.domain.days_off import days_of, parse_days_off
from netcrm.domain.interval import parse_interval
from netcrm.domain.policy import DEFAULT_DAILY_CAP, Policy
from netcrm.domain.workdays import RollRule, Workdays
from netcrm.store.settings import SettingRepository

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DEFAULT_WEEKEND = "sat sun"


def read_policy(settings: SettingRepository) -> Policy:
    """Return the policy that the store's settings describe."""
    known = settings.all()
    region = known.get("region", "")
    cap = known.get("daily-cap", str(DEFAULT_DAILY_CAP))
    holidays = settings.holidays()
    workdays = Workdays(
        holidays=holidays.get(region, {}),
        weekend=weekend_days(known.get("weekend", DEFAULT_WEEKEND)),
        roll=RollRule(known.get("roll", RollRule.NEXT)),
    )
    if days_off := known.get("days-off"):
        workdays = workdays.with_holidays(days_of(parse_days_off(days_off)))
    return Policy(
        workdays=workdays,
        abroad={country: workdays.with_holidays(there) for country, there in holidays.items() if country != region},
        daily_cap=None if cap == "none" else int(cap),
        wait=parse_interval(known["answer-wait"]) if "answer-wait" in known else DEFAULT_WAIT,
    )


def weekend_days(text: str) -> frozenset[int]:
    """Return the numbers of the weekdays in `sat sun`, Monday being 0; `none` is no weekend."""
    return frozenset(WEEKDAYS.index(word[:3]) for word in text.split() if word != "none")
