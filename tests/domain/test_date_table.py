"""The table of dates: what follows from which facts, each line worked out on a paper calendar.

Weekdays to read it by: 1 November 2026 is a Sunday, 1 January 2027 a Friday, 1 January 2028 a Saturday. Days are ISO
strings, a span of days is `first..last` with both ends inside, and nothing is an empty string.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from netcrm.domain.agenda import FollowUpEntry, Group, build_agenda
from netcrm.domain.cadence import EffectiveCadence, parse_cadence
from netcrm.domain.check_in import (
    CheckIn,
    CheckInFacts,
    Pause,
    Snooze,
    lateness,
    plan_check_in,
    refuse_empty_skip,
    refuse_snooze_into_past,
    skipped,
    touched,
)
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.follow_up_acts import next_of, passed, ticked
from netcrm.domain.interval import parse_interval
from netcrm.domain.recurrence import Recurrence, RepeatsFrom
from netcrm.domain.spread import spread
from netcrm.domain.workdays import RollRule, Workdays
from netcrm.errors import DateProblem, UsageProblem

D = date.fromisoformat


def holidays(place: str, **days: str) -> dict[date, str]:
    """Return holidays from words such as `Christmas="2026-12-25 2027-12-25"`."""
    return {
        D(day): f"{name.replace('_', ' ')} in {place}" for name, named in days.items() for day in named.split()
    }  # fmt: skip


IN_US = holidays(
    "the US", Thanksgiving="2026-11-26", Christmas="2026-12-25", New_Year="2027-01-01", Independence_Day="2027-07-05"
)
IN_UK = holidays(
    "the UK", Good_Friday="2026-04-03", Easter_Monday="2026-04-06", Christmas="2026-12-25 2027-12-25 2027-12-27",
    Boxing_Day="2026-12-28 2027-12-26 2027-12-28", New_Year="2027-01-01",
)  # fmt: skip
IN_JAPAN = holidays(
    "Japan", Showa_Day="2026-04-29", Constitution_Day="2026-05-03", Greenery_Day="2026-05-04",
    Childrens_Day="2026-05-05 2026-05-06", Respect_Day="2026-09-21", Bridge_Day="2026-09-22", Equinox="2026-09-23",
    Labour_Day="2026-11-23", New_Year="2027-01-01",
)  # fmt: skip
OF_THE_HOUSE = dict.fromkeys(map(D, ("2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31")), "the house is closed")

US, UK, JAPAN = Workdays(IN_US), Workdays(IN_UK), Workdays(IN_JAPAN)
BACK, STAY = RollRule.PREVIOUS, RollRule.NONE
CAIRO = Workdays(weekend=frozenset({4, 5}))
WEDNESDAYS = Workdays(weekend=frozenset({0, 1, 3, 4, 5, 6}))
EVERY_DAY = Workdays(weekend=frozenset())
US_AND_JAPAN = US.with_holidays(IN_JAPAN)
US_AND_HOUSE = US.with_holidays(OF_THE_HOUSE)
OFFICES: Mapping[str, Workdays] = {
    "US": US, "US back": replace(US, roll=BACK), "US stay": replace(US, roll=STAY),
    "UK": UK, "UK back": replace(UK, roll=BACK),
    "Japan": JAPAN, "Japan back": replace(JAPAN, roll=BACK),
    "Cairo": CAIRO, "Cairo back": replace(CAIRO, roll=BACK),
    "Wednesdays": WEDNESDAYS, "every day": EVERY_DAY,
    "US+Japan": US_AND_JAPAN, "US+Japan back": replace(US_AND_JAPAN, roll=BACK),
    "US+house": US_AND_HOUSE, "US+house back": replace(US_AND_HOUSE, roll=BACK),
}  # fmt: skip

CALENDAR = [
    # cadence, anchor, date: no weekend, no holiday
    # Leap days
    ("1 year", "2028-02-29", "2029-02-28"),
    ("12 months", "2028-02-29", "2029-02-28"),
    ("4 years", "2028-02-29", "2032-02-29"),
    ("48 months", "2028-02-29", "2032-02-29"),
    ("1 year", "2027-02-28", "2028-02-28"),
    ("1 month", "2028-02-29", "2028-03-29"),
    ("1 month", "2027-02-28", "2027-03-28"),
    ("1 month", "2028-01-29", "2028-02-29"),
    ("1 month", "2027-01-29", "2027-02-28"),
    ("1 day", "2028-02-28", "2028-02-29"),
    ("1 day", "2027-02-28", "2027-03-01"),
    ("1 week", "2028-02-24", "2028-03-02"),
    ("1 week", "2027-02-24", "2027-03-03"),
    ("365 days", "2027-01-01", "2028-01-01"),
    ("365 days", "2028-01-01", "2028-12-31"),
    ("4 years", "2096-02-29", "2100-02-28"),
    ("8 years", "2096-02-29", "2104-02-29"),
    ("1 month", "2100-01-31", "2100-02-28"),
    ("1 month", "2000-01-31", "2000-02-29"),
    # Month ends: the day of the month is the anchor's, and no month has 30 days by decree
    ("1 month", "2027-01-31", "2027-02-28"),
    ("1 month", "2028-01-31", "2028-02-29"),
    ("1 month", "2027-01-30", "2027-02-28"),
    ("1 month", "2028-01-30", "2028-02-29"),
    ("1 month", "2026-03-31", "2026-04-30"),
    ("1 month", "2026-04-30", "2026-05-30"),
    ("1 month", "2026-07-31", "2026-08-31"),
    ("1 month", "2026-10-31", "2026-11-30"),
    ("1 month", "2026-12-31", "2027-01-31"),
    ("2 months", "2026-12-31", "2027-02-28"),
    ("3 months", "2026-08-31", "2026-11-30"),
    ("quarterly", "2026-11-30", "2027-02-28"),
    ("quarterly", "2027-11-30", "2028-02-29"),
    ("6 months", "2026-08-31", "2027-02-28"),
    ("6 months", "2026-02-28", "2026-08-28"),
    ("11 months", "2028-03-31", "2029-02-28"),
    ("13 months", "2027-01-31", "2028-02-29"),
    ("18 months", "2026-08-31", "2028-02-29"),
    ("30 days", "2027-01-31", "2027-03-02"),
    # Year ends
    ("1 day", "2026-12-31", "2027-01-01"),
    ("2 weeks", "2026-12-20", "2027-01-03"),
    ("1 month", "2026-12-01", "2027-01-01"),
    ("fortnightly", "2026-12-31", "2027-01-14"),
    ("52 weeks", "2026-12-31", "2027-12-30"),
    ("53 weeks", "2026-12-31", "2028-01-06"),
    ("1 year", "2026-12-31", "2027-12-31"),
    # Days on which clocks change (US 8 Mar and 1 Nov, Europe 29 Mar and 25 Oct 2026), and one that Samoa never had
    ("1 day", "2026-03-07", "2026-03-08"),
    ("1 day", "2026-03-08", "2026-03-09"),
    ("1 day", "2026-10-31", "2026-11-01"),
    ("1 day", "2026-11-01", "2026-11-02"),
    ("1 week", "2026-03-29", "2026-04-05"),
    ("1 month", "2026-09-25", "2026-10-25"),
    ("2 weeks", "2026-10-18", "2026-11-01"),
    ("1 day", "2011-12-29", "2011-12-30"),
    # The last days of the calendar
    ("1 day", "9999-12-30", "9999-12-31"),
    ("1 week", "9999-12-28", "9999-12-31"),
    ("1 month", "9999-11-30", "9999-12-30"),
    ("1 month", "9999-12-15", "9999-12-31"),
    ("20 years", "9990-05-05", "9999-12-31"),
    ("3 business days", "9999-12-30", "9999-12-31"),
]

MOVED = [
    # cadence, anchor, office, date, what it was moved for
    # Weekends
    ("2 weeks", "2026-11-14", "US", "2026-11-30", "Saturday"),
    ("1 week", "2026-11-15", "US", "2026-11-23", "Sunday"),
    ("2 weeks", "2026-11-14", "US back", "2026-11-27", "Saturday"),
    ("1 month", "2026-12-31", "US", "2027-02-01", "Sunday"),
    ("1 month", "2026-12-31", "US back", "2027-01-29", "Sunday"),
    ("1 week", "2026-11-15", "US stay", "2026-11-22", ""),
    # One holiday, and one beside a weekend
    ("2 weeks", "2026-11-12", "US", "2026-11-27", "Thanksgiving in the US"),
    ("2 weeks", "2026-11-12", "US back", "2026-11-25", "Thanksgiving in the US"),
    ("2 weeks", "2026-11-12", "US stay", "2026-11-26", ""),
    ("1 month", "2026-11-25", "US", "2026-12-28", "Christmas in the US"),
    ("1 month", "2026-11-26", "US", "2026-12-28", "Saturday"),
    ("1 month", "2026-12-01", "US", "2027-01-04", "New Year in the US"),
    ("1 month", "2026-12-01", "US back", "2026-12-31", "New Year in the US"),
    ("1 month", "2027-06-04", "US", "2027-07-06", "Sunday"),
    ("1 month", "2027-06-04", "US back", "2027-07-02", "Sunday"),
    # Christmas, a weekend and Boxing Day in a row: 25 to 28 December 2026, 25 to 28 December 2027
    ("1 week", "2026-12-18", "UK", "2026-12-29", "Christmas in the UK"),
    ("1 week", "2026-12-18", "UK back", "2026-12-24", "Christmas in the UK"),
    ("1 week", "2026-12-20", "UK", "2026-12-29", "Sunday"),
    ("1 week", "2026-12-20", "UK back", "2026-12-24", "Sunday"),
    ("1 week", "2026-12-21", "UK", "2026-12-29", "Boxing Day in the UK"),
    ("1 week", "2026-12-21", "UK back", "2026-12-24", "Boxing Day in the UK"),
    ("1 year", "2026-12-25", "UK", "2027-12-29", "Christmas in the UK"),
    ("1 year", "2026-12-27", "UK back", "2027-12-24", "Christmas in the UK"),
    # Easter: Good Friday to Easter Monday
    ("1 week", "2026-03-27", "UK", "2026-04-07", "Good Friday in the UK"),
    ("1 week", "2026-03-27", "UK back", "2026-04-02", "Good Friday in the UK"),
    ("1 month", "2026-03-06", "UK", "2026-04-07", "Easter Monday in the UK"),
    # Golden Week (29 April; 2 to 6 May with its Saturday) and Silver Week (19 to 23 September)
    ("1 week", "2026-04-22", "Japan", "2026-04-30", "Showa Day in Japan"),
    ("1 month", "2026-04-03", "Japan", "2026-05-07", "Constitution Day in Japan"),
    ("1 month", "2026-04-03", "Japan back", "2026-05-01", "Constitution Day in Japan"),
    ("1 week", "2026-04-25", "Japan", "2026-05-07", "Saturday"),
    ("1 week", "2026-04-29", "Japan back", "2026-05-01", "Childrens Day in Japan"),
    ("1 month", "2026-08-19", "Japan", "2026-09-24", "Saturday"),
    ("1 month", "2026-08-22", "Japan back", "2026-09-18", "Bridge Day in Japan"),
    # Back would be the anchor or lie before it: then on
    ("1 day", "2026-12-24", "UK back", "2026-12-29", "Christmas in the UK"),
    ("2 days", "2026-12-24", "UK back", "2026-12-29", "Saturday"),
    ("4 days", "2026-12-24", "UK back", "2026-12-29", "Boxing Day in the UK"),
    ("1 day", "2026-12-25", "UK back", "2026-12-29", "Saturday"),
    ("1 day", "2026-12-26", "UK back", "2026-12-29", "Sunday"),
    ("1 day", "2026-05-01", "Japan back", "2026-05-07", "Saturday"),
    ("1 day", "2026-11-25", "US back", "2026-11-27", "Thanksgiving in the US"),
    ("1 day", "2026-11-26", "Cairo back", "2026-11-29", "Friday"),
    ("2 days", "2026-12-23", "UK back", "2026-12-24", "Christmas in the UK"),
    # A weekend of Friday and Saturday, no weekend, a week of Wednesdays
    ("1 week", "2026-11-20", "Cairo", "2026-11-29", "Friday"),
    ("1 week", "2026-11-21", "Cairo", "2026-11-29", "Saturday"),
    ("1 week", "2026-11-22", "Cairo", "2026-11-29", ""),
    ("1 week", "2026-11-21", "Cairo back", "2026-11-26", "Saturday"),
    ("1 week", "2026-11-21", "every day", "2026-11-28", ""),
    ("1 day", "2026-11-25", "Wednesdays", "2026-12-02", "Thursday"),
    ("1 week", "2026-11-25", "Wednesdays", "2026-12-02", ""),
    # The contact's country beside the user's
    ("1 week", "2026-11-16", "US+Japan", "2026-11-24", "Labour Day in Japan"),
    ("1 week", "2026-11-16", "US+Japan back", "2026-11-20", "Labour Day in Japan"),
    ("1 week", "2026-11-19", "US+Japan", "2026-11-27", "Thanksgiving in the US"),
    ("1 week", "2026-12-25", "US+Japan", "2027-01-04", "New Year in the US, New Year in Japan"),
    # Days of the user's own: 28 to 31 December
    ("1 week", "2026-12-18", "US+house", "2027-01-04", "Christmas in the US"),
    ("1 week", "2026-12-21", "US+house", "2027-01-04", "the house is closed"),
    ("1 week", "2026-12-24", "US+house back", "2027-01-04", "the house is closed"),
    ("1 week", "2026-12-23", "US+house back", "2026-12-24", "the house is closed"),
]

BUSINESS_DAYS = [
    # cadence, anchor, office, date
    ("1 business day", "2026-11-23", "US", "2026-11-24"),
    ("1 business day", "2026-11-25", "US", "2026-11-27"),
    ("1 business day", "2026-11-27", "US", "2026-11-30"),
    ("1 business day", "2026-11-28", "US", "2026-11-30"),
    ("3 business days", "2026-11-20", "US", "2026-11-25"),
    ("3 business days", "2026-11-24", "US", "2026-11-30"),
    ("5 business days", "2026-11-23", "US", "2026-12-01"),
    ("10 business days", "2026-11-20", "US", "2026-12-07"),
    ("10 business days", "2026-11-20", "US back", "2026-12-07"),
    ("10 business days", "2026-11-20", "US stay", "2026-12-07"),
    ("1 business day", "2026-12-31", "US", "2027-01-04"),
    ("1 business day", "2026-12-24", "UK", "2026-12-29"),
    ("4 business days", "2026-12-24", "UK", "2027-01-04"),
    ("10 business days", "2026-12-18", "UK", "2027-01-06"),
    ("1 business day", "2026-05-01", "Japan", "2026-05-07"),
    ("3 business days", "2026-04-27", "Japan", "2026-05-01"),
    ("10 business days", "2026-04-24", "Japan", "2026-05-14"),
    ("2 business days", "2026-09-18", "Japan", "2026-09-25"),
    ("5 business days", "2026-11-22", "Cairo", "2026-11-29"),
    ("5 business days", "2026-11-26", "Cairo", "2026-12-03"),
    ("5 business days", "2026-11-27", "every day", "2026-12-02"),
    ("2 business days", "2026-11-25", "Wednesdays", "2026-12-09"),
    ("2 business days", "2026-11-20", "US+Japan", "2026-11-25"),
    ("3 business days", "2026-12-23", "US+house", "2027-01-05"),
    ("2 business days", "2028-02-28", "US", "2028-03-01"),
]

CHAINS = [
    # cadence, first touch, office, and each next date where every one is done on its day
    ("1 month", "2026-01-31", "every day", "2026-02-28 2026-03-28 2026-04-28 2026-05-28"),
    ("1 month", "2026-01-15", "every day", "2026-02-15 2026-03-15 2026-04-15 2026-05-15"),
    ("1 month", "2026-01-31", "US", "2026-03-02 2026-04-02 2026-05-04 2026-06-04 2026-07-06"),
    ("1 month", "2026-01-31", "US back", "2026-02-27 2026-03-27 2026-04-27 2026-05-27 2026-06-26"),
    ("2 weeks", "2026-11-12", "US", "2026-11-27 2026-12-11 2026-12-28 2027-01-11"),
    ("1 year", "2028-02-29", "every day", "2029-02-28 2030-02-28 2031-02-28 2032-02-28"),
    ("5 business days", "2026-12-17", "UK", "2026-12-24 2027-01-05 2027-01-12"),
    ("never", "2026-01-31", "US", ""),
]

STANDINGS = [
    # cadence, touch, pauses, today: date, days late, standing; in the US
    # Late after the date, overdue past half an interval
    ("1 day", "2026-11-02", "", "2026-11-03", "2026-11-03", 0, "due"),
    ("1 day", "2026-11-02", "", "2026-11-04", "2026-11-03", 1, "overdue"),
    ("2 days", "2026-11-02", "", "2026-11-05", "2026-11-04", 1, "late"),
    ("2 days", "2026-11-02", "", "2026-11-06", "2026-11-04", 2, "overdue"),
    ("1 week", "2026-11-02", "", "2026-11-08", "2026-11-09", 0, "fresh"),
    ("1 week", "2026-11-02", "", "2026-11-12", "2026-11-09", 3, "late"),
    ("1 week", "2026-11-02", "", "2026-11-13", "2026-11-09", 4, "overdue"),
    ("1 month", "2027-01-31", "", "2027-03-15", "2027-03-01", 14, "late"),
    ("1 month", "2027-01-31", "", "2027-03-16", "2027-03-01", 15, "overdue"),
    ("1 year", "2025-11-20", "", "2027-05-21", "2026-11-20", 182, "late"),
    ("1 year", "2025-11-20", "", "2027-05-22", "2026-11-20", 183, "overdue"),
    ("10 business days", "2026-11-20", "", "2026-12-15", "2026-12-07", 8, "late"),
    ("10 business days", "2026-11-20", "", "2026-12-16", "2026-12-07", 9, "overdue"),
    ("never", "2020-01-01", "", "2026-11-23", "", 0, "fresh"),
    ("unset", "2020-01-01", "", "2026-11-23", "", 0, "unset"),
    # Across days on which clocks change, and 29 February
    ("1 week", "2026-10-25", "", "2026-11-03", "2026-11-02", 1, "late"),
    ("1 week", "2026-03-01", "", "2026-03-10", "2026-03-09", 1, "late"),
    ("1 month", "2028-01-28", "", "2028-03-01", "2028-02-28", 2, "late"),
    # Past the latest interval; the latest day rolls as the other does
    ("2 months, latest 10 weeks", "2026-09-01", "", "2026-11-10", "2026-11-02", 8, "late"),
    ("2 months, latest 10 weeks", "2026-09-01", "", "2026-11-11", "2026-11-02", 9, "overdue"),
    ("30 days, latest 5 weeks", "2026-10-22", "", "2026-11-27", "2026-11-23", 4, "late"),
    ("30 days, latest 5 weeks", "2026-10-22", "", "2026-11-28", "2026-11-23", 5, "overdue"),
    ("2 weeks, latest 2 weeks", "2026-11-02", "", "2026-11-16", "2026-11-16", 0, "due"),
    ("2 weeks, latest 2 weeks", "2026-11-02", "", "2026-11-17", "2026-11-16", 1, "overdue"),
    ("2 weeks, latest 1 year", "2026-11-02", "", "2026-11-24", "2026-11-16", 8, "overdue"),
    # A pause that the date lies in: both ends are inside
    ("2 weeks", "2026-11-02", "2026-11-16..2026-11-16", "2026-11-16", "2026-11-17", 0, "paused"),
    ("2 weeks", "2026-11-02", "2026-11-16..2026-11-16", "2026-11-17", "2026-11-17", 0, "due"),
    ("2 weeks", "2026-11-02", "2026-11-10..2026-11-15", "2026-11-16", "2026-11-16", 0, "due"),
    ("2 weeks", "2026-11-02", "2026-11-17..2026-11-20", "2026-11-16", "2026-11-16", 0, "due"),
    ("2 weeks", "2026-11-02", "2026-11-10..2026-11-16", "2026-11-18", "2026-11-17", 1, "late"),
    ("2 weeks", "2026-11-02", "2026-11-16..2026-11-20", "2026-11-22", "2026-11-23", 0, "fresh"),
    ("2 weeks", "2026-11-02", "2026-11-09..2026-11-25", "2026-11-27", "2026-11-27", 0, "due"),
    ("1 month", "2026-11-24", "2026-12-21..2027-01-03", "2027-01-04", "2027-01-04", 0, "due"),
    ("1 month", "2028-01-29", "2028-02-29..2028-02-29", "2028-03-01", "2028-03-01", 0, "due"),
    ("10 business days", "2026-11-20", "2026-12-07..2026-12-11", "2026-12-15", "2026-12-14", 1, "late"),
    ("2 weeks", "2026-11-02", "2026-11-01..9999-12-31", "2026-11-22", "9999-12-31", 0, "paused"),
    # The rolled day decides, not the one it was moved from
    ("2 weeks", "2026-11-14", "2026-11-28..2026-11-29", "2026-11-30", "2026-11-30", 0, "due"),
    ("2 weeks", "2026-11-14", "2026-11-30..2026-12-01", "2026-12-02", "2026-12-02", 0, "due"),
    # Pauses that overlap, lie inside one another, meet, or stand there twice
    ("2 weeks", "2026-11-02", "2026-11-14..2026-11-18 2026-11-16..2026-11-24", "2026-11-25", "2026-11-25", 0, "due"),
    ("2 weeks", "2026-11-02", "2026-11-10..2026-11-30 2026-11-15..2026-11-17", "2026-12-03", "2026-12-01", 2, "late"),
    ("2 weeks", "2026-11-02", "2026-11-10..2026-11-18 2026-11-19..2026-11-22", "2026-11-23", "2026-11-23", 0, "due"),
    ("2 weeks", "2026-11-02", "2026-11-19..2026-11-22 2026-11-10..2026-11-18", "2026-11-23", "2026-11-23", 0, "due"),
    ("2 weeks", "2026-11-02", "2026-11-23..2026-11-25 2026-11-20..2026-11-24", "2026-11-27", "2026-11-16", 5, "late"),
    ("2 weeks", "2026-11-02", "2026-11-14..2026-11-20 2026-11-23..2026-11-24", "2026-11-25", "2026-11-25", 0, "due"),
    ("2 weeks", "2026-11-02", "2026-11-16..2026-11-18 2026-11-16..2026-11-18", "2026-11-20", "2026-11-19", 1, "late"),
    # A pause that begins after the date: its days are not late ones
    ("2 weeks", "2026-11-02", "2026-11-17..2026-11-20", "2026-11-18", "2026-11-16", 0, "paused"),
    ("2 weeks", "2026-11-02", "2026-11-17..2026-11-20", "2026-11-21", "2026-11-16", 1, "late"),
    ("2 weeks", "2026-11-02", "2026-11-20..2026-11-24", "2026-11-28", "2026-11-16", 7, "late"),
    ("2 weeks", "2026-11-02", "2026-11-20..2026-11-24", "2026-11-29", "2026-11-16", 8, "overdue"),
    ("2 weeks", "2026-11-02", "2026-11-20..2026-11-24 2026-11-23..2026-11-25", "2026-11-27", "2026-11-16", 5, "late"),
    ("2 weeks", "2026-11-02", "2026-10-01..2026-10-20", "2026-11-17", "2026-11-16", 1, "late"),
    ("30 days, latest 40 days", "2026-11-01", "2026-12-09..2026-12-15", "2026-12-16", "2026-12-01", 8, "late"),
    ("30 days, latest 40 days", "2026-11-01", "2026-12-09..2026-12-15", "2026-12-17", "2026-12-01", 9, "overdue"),
]  # fmt: skip

ACTS = [
    # touch, skip, snoozes (anchor>until), pauses, today: date, days late, standing; every 2 weeks in the US
    # A snooze holds at its anchor alone, and its typed day never rolls
    ("2026-11-02", "", "2026-11-02>2026-11-25", "", "2026-11-24", "2026-11-25", 0, "snoozed"),
    ("2026-11-02", "", "2026-11-02>2026-11-25", "", "2026-11-25", "2026-11-25", 0, "due"),
    ("2026-11-02", "", "2026-11-02>2026-11-25", "", "2026-12-02", "2026-11-25", 7, "late"),
    ("2026-11-02", "", "2026-11-02>2026-11-25", "", "2026-12-03", "2026-11-25", 8, "overdue"),
    ("2026-11-02", "", "2026-11-02>2026-11-26", "", "2026-11-26", "2026-11-26", 0, "due"),
    ("2026-11-02", "", "2026-11-02>2026-11-28", "", "2026-11-28", "2026-11-28", 0, "due"),
    ("2026-11-02", "", "2026-11-02>2028-02-29", "", "2028-02-28", "2028-02-29", 0, "snoozed"),
    ("2026-11-02", "", "2026-11-02>9999-12-31", "", "2026-11-24", "9999-12-31", 0, "snoozed"),
    ("2026-11-02", "", "2026-11-02>2026-11-10", "", "2026-11-09", "2026-11-10", 0, "snoozed"),
    ("2026-11-09", "", "2026-11-02>2026-11-25", "", "2026-11-23", "2026-11-23", 0, "due"),
    ("2026-11-02", "", "2026-11-02>2026-11-25 2026-11-09>2026-12-09", "", "2026-11-24", "2026-11-25", 0, "snoozed"),
    ("2026-11-09", "", "2026-11-02>2026-11-25 2026-11-09>2026-12-09", "", "2026-11-24", "2026-12-09", 0, "snoozed"),
    ("2026-11-02", "", "2026-11-02>2026-11-25 2026-11-02>2026-12-09", "", "2026-11-24", "2026-12-09", 0, "snoozed"),
    ("2026-11-02", "", "2026-10-05>2026-11-25", "", "2026-11-17", "2026-11-16", 1, "late"),
    ("2026-11-02", "", "new>2026-11-25", "", "2026-11-17", "2026-11-16", 1, "late"),
    ("2026-11-02", "", "2026-11-02>2026-11-25", "2026-11-25..2026-11-27", "2026-11-24", "2026-11-30", 0, "snoozed"),
    ("2026-11-02", "", "2026-11-02>2026-11-25", "2026-11-20..2026-11-24", "2026-11-25", "2026-11-25", 0, "due"),
    # A skip moves the anchor, forwards only, and ends a snooze made before it
    ("2026-11-02", "2026-11-20", "", "", "2026-12-04", "2026-12-04", 0, "due"),
    ("2026-11-02", "2026-11-20", "2026-11-02>2026-11-25", "", "2026-11-25", "2026-12-04", 0, "fresh"),
    ("2026-11-02", "2026-11-20", "2026-11-20>2026-12-10", "", "2026-12-04", "2026-12-10", 0, "snoozed"),
    ("2026-11-02", "2026-10-30", "", "", "2026-11-17", "2026-11-16", 1, "late"),
    ("2026-11-02", "2026-11-02", "", "", "2026-11-16", "2026-11-16", 0, "due"),
    ("2026-11-02", "2026-11-12", "", "", "2026-11-26", "2026-11-27", 0, "fresh"),
    ("", "2026-11-13", "", "", "2026-11-28", "2026-11-27", 1, "late"),
    # Never contacted: added on 2 November, never late however long it takes, and snoozed like others
    ("", "", "", "", "2026-11-02", "2026-11-16", 0, "new"),
    ("", "", "", "", "2027-11-02", "2026-11-16", 0, "new"),
    ("", "", "new>2026-11-25", "", "2026-11-24", "2026-11-25", 0, "snoozed"),
    ("", "", "new>2026-11-25", "", "2026-11-25", "2026-11-25", 0, "new"),
    ("", "", "2026-11-02>2026-11-25", "", "2026-11-24", "2026-11-16", 0, "new"),
    ("", "", "", "2026-11-16..2026-11-20", "2026-11-17", "2026-11-23", 0, "paused"),
    ("", "", "", "2026-11-16..2026-11-20", "2026-11-21", "2026-11-23", 0, "new"),
    # From Tokyo to Boston: it was the 24th, now it is the 23rd (or the 22nd) again. Logged, skipped, snoozed there
    ("2026-11-24", "", "", "", "2026-11-23", "2026-12-08", 0, "fresh"),
    ("2026-11-02", "2026-11-24", "", "", "2026-11-23", "2026-12-08", 0, "fresh"),
    ("2026-11-24", "2026-11-24", "2026-11-24>2026-11-25", "", "2026-11-23", "2026-11-25", 0, "snoozed"),
    ("2026-11-02", "", "2026-11-02>2026-11-24", "", "2026-11-22", "2026-11-24", 0, "snoozed"),
    ("2026-11-02", "", "2026-11-02>2026-11-23", "", "2026-11-23", "2026-11-23", 0, "due"),
    ("2026-11-02", "", "2026-11-02>2026-11-23", "", "2026-11-22", "2026-11-23", 0, "snoozed"),
    ("2026-11-09", "", "", "", "2026-11-23", "2026-11-23", 0, "due"),
    ("2026-11-09", "", "", "", "2026-11-22", "2026-11-23", 0, "fresh"),
    ("2026-11-02", "", "", "2026-11-24..2026-11-30", "2026-11-23", "2026-11-16", 7, "late"),
    ("2026-11-02", "", "", "2026-11-17..2026-11-23", "2026-11-23", "2026-11-16", 0, "paused"),
]  # fmt: skip

RECURRING = [
    # every, first day, counted from, which one, done on: the next date; in the US
    # On fixed dates the nth is counted from the first, so that no month's end drifts, and it never rolls
    ("1 month", "2026-01-31", "date", 0, "2026-01-31", "2026-02-28"),
    ("1 month", "2026-01-31", "date", 1, "2026-02-28", "2026-03-31"),
    ("1 month", "2026-01-31", "date", 2, "2026-03-31", "2026-04-30"),
    ("1 month", "2027-12-31", "date", 1, "2028-01-31", "2028-02-29"),
    ("1 year", "2028-02-29", "date", 0, "2028-02-29", "2029-02-28"),
    ("1 year", "2028-02-29", "date", 3, "2031-02-28", "2032-02-29"),
    ("1 year", "2026-12-31", "date", 0, "2026-12-20", "2027-12-31"),
    ("1 year", "2026-12-31", "date", 0, "2027-01-05", "2027-12-31"),
    ("1 month", "2026-08-31", "date", 0, "2026-11-29", "2026-11-30"),
    ("1 month", "2026-08-31", "date", 0, "2026-11-30", "2026-12-31"),
    ("1 week", "2026-11-19", "date", 0, "2026-11-19", "2026-11-26"),
    ("10 business days", "2026-11-20", "date", 0, "2026-11-20", "2026-12-07"),
    # From completion it is one interval after that day, and rolls as every computed date
    ("3 months", "2026-08-31", "completion", 0, "2026-11-30", "2027-03-01"),
    ("1 week", "2026-11-16", "completion", 0, "2026-11-19", "2026-11-27"),
    ("1 month", "2026-11-01", "completion", 0, "2027-01-29", "2027-03-01"),
    ("10 business days", "2026-11-02", "completion", 0, "2026-11-20", "2026-12-07"),
    ("1 month", "2026-12-31", "completion", 0, "2026-12-30", "2027-02-01"),
]

HOURS = [
    # zone, wall time, today: group, days late; the hour stays what the wall says, whatever clocks do
    ("America/New_York", "2026-03-08T09:00", "2026-03-07", "week", 0),
    ("America/New_York", "2026-03-08T02:30", "2026-03-08", "today", 0),  # an hour that was passed over
    ("America/New_York", "2026-11-01T01:30", "2026-11-01", "today", 0),  # one that came twice
    ("America/New_York", "2026-11-01T23:30", "2026-11-02", "late", 1),
    ("America/New_York", "2026-11-02T09:00", "2026-10-30", "week", 0),
    ("Europe/Paris", "2026-10-25T02:30", "2026-10-26", "late", 1),
    ("Europe/Paris", "2026-03-29T08:00", "2026-03-28", "week", 0),
    ("Asia/Tokyo", "2026-11-24T08:00", "2026-11-23", "week", 0),
    ("Asia/Tokyo", "2026-11-24T08:00", "2026-11-24", "today", 0),
    ("Pacific/Apia", "2026-11-24T23:59", "2026-11-24", "today", 0),
]

RETURNING = [
    # zone, hour, every, how and on which day it was closed: the next hour; the wall's clock shows what it showed
    ("America/New_York", "2026-10-28T09:00-04:00", "1 week", "done", "2026-10-28", "2026-11-04T09:00-05:00"),
    ("America/New_York", "2027-03-10T09:00-05:00", "1 week", "done", "2027-03-10", "2027-03-17T09:00-04:00"),
    ("America/New_York", "2027-03-07T02:30-05:00", "1 week", "done", "2027-03-07", "2027-03-14T02:30-05:00"),
    ("America/New_York", "2026-11-24T08:00+09:00", "1 week", "done", "2026-11-24", "2026-12-01T08:00-05:00"),
    ("Europe/Paris", "2026-09-25T18:00+02:00", "1 month", "skipped", "2026-09-25", "2026-10-25T18:00+01:00"),
    ("Europe/Paris", "2026-11-28T18:00+01:00", "1 week after", "skipped", "2026-11-24", "2026-12-07T18:00+01:00"),
    ("Europe/Paris", "2026-11-28T18:00+01:00", "1 week after", "done", "2026-11-24", "2026-12-01T18:00+01:00"),
]

SPREAD = [
    # wanted days, cap, taken today, today: the days they get; in the US
    ("2026-11-01 2026-11-02 2026-11-03", 2, 0, "2026-11-23", "2026-11-23 2026-11-23 2026-11-24"),
    ("2026-11-01 2026-11-02 2026-11-03", 2, 1, "2026-11-24", "2026-11-24 2026-11-25 2026-11-25"),
    ("2026-11-01 2026-11-02 2026-11-03", 1, 1, "2026-11-25", "2026-11-27 2026-11-30 2026-12-01"),
    ("2026-11-01 2026-11-02", 1, 0, "2026-11-28", "2026-11-30 2026-12-01"),
    ("2026-12-24 2026-12-24 2026-12-24", 1, 0, "2026-11-23", "2026-12-24 2026-12-28 2026-12-29"),
    ("2026-11-01 2026-11-02 2026-11-03", 0, 0, "2026-11-23", "2026-11-23 2026-11-23 2026-11-23"),
]

TABLES: Sequence[Sequence[object]] = (
    CALENDAR, MOVED, BUSINESS_DAYS, CHAINS, STANDINGS, ACTS, RECURRING, HOURS, RETURNING, SPREAD,
)  # fmt: skip


def facts(cadence: str, touch: str, skip: str = "", snoozes: str = "", pauses: str = "") -> CheckInFacts:
    """Return the facts about somebody who was added on 2 November 2026."""
    found = parse_cadence(cadence)
    return CheckInFacts(
        added_on=D("2026-11-02"),
        effective=EffectiveCadence(found) if found else None,
        last_touch=D(touch) if touch else None,
        last_skip=D(skip) if skip else None,
        snoozes=tuple(
            Snooze(None if anchor == "new" else D(anchor), D(until))
            for anchor, until in (snooze.split(">") for snooze in snoozes.split())
        ),
        pauses=tuple(Pause(D(span[:10]), D(span[12:])) for span in pauses.split()),
    )


def planned(known: CheckInFacts, office: str) -> CheckIn:
    found = plan_check_in(known, OFFICES[office])
    assert found
    return found


def test_the_table_has_at_least_150_cases_and_none_twice() -> None:
    assert sum(map(len, TABLES)) >= 150
    for table in TABLES:
        assert len(set(table)) == len(table)


@pytest.mark.parametrize(("cadence", "anchor", "expected"), CALENDAR)
def test_an_interval_is_real_calendar_arithmetic(cadence: str, anchor: str, expected: str) -> None:
    found = planned(facts(cadence, anchor), "every day")
    assert (found.unrolled, found.due_on) == (D(expected), D(expected))
    assert found.interval_days == (D(expected) - D(anchor)).days


@pytest.mark.parametrize(("cadence", "anchor", "office", "expected", "why"), MOVED)
def test_a_date_on_a_day_off_moves_by_the_rule(cadence: str, anchor: str, office: str, expected: str, why: str) -> None:
    found = planned(facts(cadence, anchor), office)
    assert (found.due_on, found.rolled.why) == (D(expected), why)
    assert found.rolled.moved_from == (found.unrolled if why else None)


@pytest.mark.parametrize(("cadence", "anchor", "office", "expected"), BUSINESS_DAYS)
def test_business_days_are_counted(cadence: str, anchor: str, office: str, expected: str) -> None:
    found = planned(facts(cadence, anchor), office)
    assert (found.unrolled, found.due_on) == (D(expected), D(expected))


@pytest.mark.parametrize(("cadence", "first", "office", "expected"), CHAINS)
def test_a_chain_of_touches_does_not_drift(cadence: str, first: str, office: str, expected: str) -> None:
    known, days = facts(cadence, first), []
    for _ in expected.split() or [""]:
        if (found := plan_check_in(known, OFFICES[office])) is None:
            break
        days.append(found.due_on.isoformat())
        known = touched(known, found.due_on, found.due_on)
    assert " ".join(days) == expected


@pytest.mark.parametrize(("cadence", "touch", "pauses", "today", "due", "days_late", "standing"), STANDINGS)
def test_a_check_in_is_as_late_as_the_calendar_says(
    cadence: str, touch: str, pauses: str, today: str, due: str, days_late: int, standing: str
) -> None:
    known = facts(cadence, touch, pauses=pauses)
    found = plan_check_in(known, US)
    assert (found.due_on.isoformat() if found else "") == due
    late = lateness(found, known.pauses, D(today), is_never=cadence == "never")
    assert (late.days_late, late.standing.value) == (days_late, standing)
    assert late.ratio == (days_late / found.interval_days if found else 0)


@pytest.mark.parametrize(("touch", "skip", "snoozes", "pauses", "today", "due", "days_late", "standing"), ACTS)
def test_an_act_moves_the_date_and_nothing_else_does(
    touch: str, skip: str, snoozes: str, pauses: str, today: str, due: str, days_late: int, standing: str
) -> None:
    known = facts("2 weeks", touch, skip, snoozes, pauses)
    found = planned(known, "US")
    assert found.due_on == D(due)
    late = lateness(found, known.pauses, D(today))
    assert (late.days_late, late.standing.value) == (days_late, standing)


@pytest.mark.parametrize(("every", "first", "counts_from", "number", "closed", "expected"), RECURRING)
def test_a_follow_up_comes_back(
    every: str, first: str, counts_from: str, number: int, closed: str, expected: str
) -> None:
    there = Recurrence(parse_interval(every), RepeatsFrom(counts_from), D(first), number)
    following = there.following(there.day(US), D(closed), US)
    assert following.day(US) == D(expected)


@pytest.mark.parametrize(("zone", "wall", "today", "group", "days_late"), HOURS)
def test_a_follow_up_with_an_hour_keeps_its_wall_time(
    zone: str, wall: str, today: str, group: str, days_late: int
) -> None:
    moment = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))
    entry = FollowUpEntry(FollowUp(1, "u", 7, "Call", moment.date(), moment), "u", "Ana Lima", "lima ana", None)
    (item,) = build_agenda([], [entry], [], today=D(today), until=None, workdays=US, daily_cap=5).items
    assert (item.group, item.days_late, item.due_on) == (Group(group), days_late, moment.date())
    assert item.due_at
    assert item.due_at.isoformat(timespec="minutes")[:16] == wall


@pytest.mark.parametrize(("zone", "hour", "every", "how", "closed", "expected"), RETURNING)
def test_a_follow_up_that_comes_back_keeps_its_wall_time(
    zone: str, hour: str, every: str, how: str, closed: str, expected: str
) -> None:
    moment = datetime.fromisoformat(hour)
    counts_from = RepeatsFrom.COMPLETION if every.endswith(" after") else RepeatsFrom.DATE
    repeats = Recurrence(parse_interval(every.removesuffix(" after")), counts_from, moment.date())
    there = FollowUp(1, "u", 7, "Call", moment.date(), moment, recurrence=repeats)
    gone = ticked(there, D(closed)) if how == "done" else passed(there, "", D(closed))
    following = next_of(gone, US, lambda wall: wall.replace(tzinfo=ZoneInfo(zone)))
    assert following
    assert following.due_at
    assert following.due_at.isoformat(timespec="minutes") == expected
    assert following.due_on == following.due_at.date()


@pytest.mark.parametrize(("wanted", "cap", "taken", "today", "expected"), SPREAD)
def test_the_cap_spreads_over_working_days(wanted: str, cap: int, taken: int, today: str, expected: str) -> None:
    days = spread(map(D, wanted.split()), cap, US, D(today), taken=taken)
    assert " ".join(day.isoformat() for day in days) == expected


class TestAUserWhoFliesFromTokyoToBoston:
    """In Tokyo it was 24 November; after the flight today is the 23rd again."""

    def test_may_log_again_and_the_later_touch_stays(self) -> None:
        in_tokyo = touched(facts("2 weeks", "2026-11-02"), D("2026-11-24"), D("2026-11-24"))
        assert touched(in_tokyo, D("2026-11-23"), D("2026-11-23")) == in_tokyo
        with pytest.raises(DateProblem, match="after today"):
            touched(in_tokyo, D("2026-11-24"), D("2026-11-23"))

    def test_does_not_take_a_skip_back_by_skipping_again(self) -> None:
        in_tokyo = skipped(facts("2 weeks", "2026-11-02"), D("2026-11-24"))
        assert skipped(in_tokyo, D("2026-11-23")) == in_tokyo
        with pytest.raises(UsageProblem, match="nothing to skip"):
            refuse_empty_skip(in_tokyo, D("2026-11-23"), "Ana Lima")

    def test_may_snooze_until_the_day_that_it_was(self) -> None:
        refuse_snooze_into_past(D("2026-11-24"), D("2026-11-23"))
        with pytest.raises(DateProblem, match="ends after today"):
            refuse_snooze_into_past(D("2026-11-23"), D("2026-11-23"))
