"""A trip: whom to see in a place, and why, as the agenda will stand on the first day there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcrm.domain.agenda import build_agenda
from netcrm.domain.agenda_values import Agenda
from netcrm.domain.days import long_day
from netcrm.domain.query import Field, Operator, Term
from netcrm.domain.text import clean_line, fold
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.agenda_beside import with_words_beside
from netcrm.services.agenda_entries import AgendaEntries
from netcrm.services.listing import ContactRow, contact_rows
from netcrm.services.session import Session
from netcrm.store.places import PlaceReader
from netcrm.store.search import Search

_MOST_NEAR = 4
_NEAR_ENOUGH = 70
"""Out of 100, by rapidfuzz's weighted ratio."""


@dataclass(frozen=True, slots=True)
class Trip:
    """The people of a place on certain days."""

    place: str
    start: date
    until: date
    agenda: Agenda
    """What stands there on `start` and up to `until`; lateness is counted on `start`, and no cap holds back."""
    others: tuple[ContactRow, ...]
    """Active people there for whom nothing stands: by tier, then the longest silence, the never contacted last."""


def plan_trip(session: Session, place: str, start: date | None, until: date | None) -> Trip:
    """Return whom to see in a place from `start` (today) until `until` (`start`).

    In a place are the people with an address there, and of those without a city of their own whoever works at an
    organisation there. A place is named as by `city:` in a query: its beginning will do.

    Raises:
        NotFound: nobody and nothing is known there; the sentence lists near places.
        DateProblem: `start` has passed, or `until` lies before it.
    """
    place, today = clean_line(place), session.today
    first = start or today
    last = until or first
    _refuse_days(first, last, today)
    if not fold(place):
        raise UsageProblem("Near what? Name a city: due --near lyon.")
    reader = PlaceReader(session.database)
    found = list(Search(session.database).ids(Term(Field.CITY, Operator.IS, place), today=today))
    elsewhere = reader.living_elsewhere(found, place)
    there = set(reader.active([contact_id for contact_id in found if contact_id not in elsewhere]))
    organisations = reader.organisations(place)
    if not there and not organisations:
        raise NotFound("place", place, near=_near(reader, place), advice="Nobody is known to be there.")
    agenda = _agenda(session, there, organisations, first, last)
    standing = {item.contact_id for item in agenda.items}
    others = contact_rows(session, sorted(there - standing))
    return Trip(place, first, last, agenda, tuple(sorted(others, key=_by_tier_then_silence)))


def _refuse_days(first: date, last: date, today: date) -> None:
    if first < today:
        raise DateProblem(f"{long_day(first, today)} has passed. Leave --from out to see who is there from today on.")
    if last < first:
        raise DateProblem(
            f"The trip would end on {long_day(last, today)}, before it begins on {long_day(first, today)}."
            " Name a later last day."
        )


def _agenda(session: Session, there: set[int], organisations: set[int], first: date, last: date) -> Agenda:
    policy, entries = session.policy(), AgendaEntries(session, only=there)
    agenda = build_agenda(
        entries.check_ins(last, None, all_new=False),
        entries.follow_ups(last),
        entries.awaiting(first),
        entries.organisations(policy, organisations),
        entries.occasions(first, last),
        interviews=entries.interviews(last),
        today=first,
        until=last,
        workdays=policy.workdays,
        daily_cap=None,
        wait=policy.wait,
        all_new=False,
        read_on=session.today,
    )
    return with_words_beside(session, agenda)


def _by_tier_then_silence(row: ContactRow) -> tuple[str, date, str, int]:
    return row.tier or "~", row.last_touch or date.max, row.name.casefold(), row.id


def _near(reader: PlaceReader, place: str) -> list[str]:
    """Return the known cities that somebody may have meant, nearest first."""
    from rapidfuzz import fuzz, process  # needed where something went wrong only

    cities = reader.cities()
    ranked = process.extract(
        fold(place),
        [fold(city) for city in cities],
        scorer=fuzz.WRatio,
        limit=_MOST_NEAR * 4,
        score_cutoff=_NEAR_ENOUGH,
    )
    return list(dict.fromkeys(cities[index] for _, _, index in ranked))[:_MOST_NEAR]
