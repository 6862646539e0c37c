"""The list of employers in LAMP order: list, advocacy, motivation, posting.

The method is Steve Dalton's (“The 2-Hour Job Search”): rate each employer in a minute, sort by how much one wants to
work there, then by what is posted there, then by whether somebody there would speak for one, and work the first five.
What the user did not rate follows from what is known: from the job openings there, and from how warm the people are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.contact import Tier
from netcrm.domain.employers.lead import Lead
from netcrm.domain.paths.warmth import closeness, warmth_words
from netcrm.domain.text import fold
from netcrm.errors import UsageProblem

TOP = 5
"""How many employers are worked at a time."""
MOST_MOTIVATION = 5
MOST_POSTING = 3
_ADVOCATE = 0.15
"""How close somebody must be to the user to be taken for one who would speak for them: lukewarm."""
_STILL_TELLS = timedelta(days=365)
"""How long an opening that is over tells that there are such jobs."""
_NEAR, _FITTING = 2, 3

MOTIVATION_WORDS = ("do not know them", "would rather not", "perhaps", "gladly", "very gladly", "a dream")
"""What a motivation from 0 to 5 says."""
POSTING_WORDS = ("not looked yet", "nothing posted", "something near", "a fitting opening")
"""What a posting from 0 to 3 says."""


@dataclass(frozen=True, slots=True)
class Employer:
    """An organisation on the list, as the user rated it; what is None follows from what is known of it."""

    id: int
    """0 for one that is not in the store yet."""
    organisation_id: int
    listed_on: date
    motivation: int | None = None
    """How much the user wants to work there, 0 to 5; None is not rated yet."""
    posting: int | None = None
    """What is posted there, 0 to 3."""
    advocacy: bool | None = None
    """Whether somebody there would speak for the user."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Insider:
    """Somebody who works at an employer now."""

    contact_id: int
    name: str
    sort_key: str
    tier: Tier | None
    place: int
    """Of the main role in the list of roles: menus name those first to whom one turns first."""
    last_touch: date | None
    touches: int

    def closeness(self, today: date) -> float:
        """Return how close they are to the user, 0 to 0.95."""
        return closeness(last_touch=self.last_touch, touches=self.touches, tier=self.tier, today=today)


@dataclass(frozen=True, slots=True)
class Rated:
    """One value of a rank: what it is, whether it follows from what is known, and why."""

    value: int
    why: str
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class Rank:
    """What an employer is sorted by."""

    motivation: int | None
    posting: Rated
    advocacy: Rated
    """1 for yes."""
    warmth: float
    """How close the closest person there is: of two with the same ratings the warmer one comes first."""


def best_first(insiders: Iterable[Insider], today: date) -> list[Insider]:
    """Return people of an employer, first the one to write to first: the closest, then by tier, role and name."""
    tiers = list(Tier)

    def order(one: Insider) -> tuple[float, int, int, str, int]:
        tier = tiers.index(one.tier) if one.tier else len(tiers)
        return -round(one.closeness(today), 2), tier, one.place, one.sort_key, one.contact_id

    return sorted(insiders, key=order)


def rank_of(employer: Employer, insiders: Sequence[Insider], leads: Sequence[Lead], today: date) -> Rank:
    """Return what an employer is sorted by.

    Args:
        employer: As the user rated it.
        insiders: Those who work there, the best first.
        leads: Its job openings, those that are over too.
        today: The user's local date.
    """
    warmest = insiders[0] if insiders else None
    warmth = warmest.closeness(today) if warmest else 0.0
    posting, advocacy = derived_posting(leads, today), derived_advocacy(warmest, warmth)
    if employer.posting is not None:
        posting = Rated(employer.posting, POSTING_WORDS[employer.posting])
    if employer.advocacy is not None:
        advocacy = Rated(int(employer.advocacy), "yes" if employer.advocacy else "no")
    return Rank(employer.motivation, posting, advocacy, warmth)


def derived_posting(leads: Sequence[Lead], today: date) -> Rated:
    """Return what is posted somewhere by the job openings that the user keeps."""
    open_ones = sum(lead.is_open and not lead.is_missed(today) for lead in leads)
    if open_ones:
        return Rated(_FITTING, f"{open_ones} open {'lead' if open_ones == 1 else 'leads'}", is_derived=True)
    late = [lead for lead in leads if (lead.closed_on or lead.deadline or lead.found_on) >= today - _STILL_TELLS]
    if late:
        return Rated(_NEAR, "an opening within the year, none now", is_derived=True)
    return Rated(0, POSTING_WORDS[0], is_derived=True)


def derived_advocacy(warmest: Insider | None, warmth: float) -> Rated:
    """Return whether somebody would speak for the user, by how warm the closest one there is."""
    if warmest is None:
        return Rated(0, "nobody known there", is_derived=True)
    return Rated(int(warmth >= _ADVOCATE), f"{warmest.name} is {warmth_words(warmth)}", is_derived=True)


def lamp_order(rank: Rank, name: str, organisation_id: int) -> tuple[int, int, int, float, str, int]:
    """Return the key to sort employers by: motivation, posting, advocacy, then warmth and name; unrated ones last."""
    motivation = -1 if rank.motivation is None else rank.motivation
    return -motivation, -rank.posting.value, -rank.advocacy.value, -round(rank.warmth, 3), fold(name), organisation_id


def refuse_ratings(motivation: int | None, posting: int | None) -> None:
    """Raise `UsageProblem` where a rating is out of its range."""
    for what, value, most in (("Motivation", motivation, MOST_MOTIVATION), ("Posting", posting, MOST_POSTING)):
        if value is not None and not 0 <= value <= most:
            raise UsageProblem(f"{what} is a number from 0 to {most}, not {value}.")
