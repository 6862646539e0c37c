"""Public holidays: computed once for a country or region, and kept in the store for the years at hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.services.session import Session

_YEARS_BACK = 2
_YEARS_AHEAD = 5
_PLACES = {"US": "the US", "GB": "the UK", "NL": "the Netherlands", "AE": "the Emirates", "PH": "the Philippines"}


def read_region(text: str) -> str:
    """Return a country or region as the store keys it (`US`, `DE-BY`), or raise `UsageProblem`."""
    country, _, part = text.upper().partition("-")
    if not country:
        return ""
    import holidays

    known = holidays.list_supported_countries()
    if country not in known:
        raise UsageProblem(f"No holidays are known for “{text}”. Name a country by its two letters, such as US or FR.")
    country = str(holidays.country_holidays(country).country)  # UK and GBR are GB
    if part and part not in known[country]:
        parts = ", ".join(known[country]) or "none"
        raise UsageProblem(f"{country} has no region “{part}”. Known: {parts}.")
    return f"{country}-{part}" if part else country


def know_holidays(session: Session, region: str) -> None:
    """Keep the holidays of a country or region, unless the store has them for the years at hand.

    A country that nothing is known about has none. Holidays are not journalled: they are facts, not acts.
    """
    years = range(session.today.year - _YEARS_BACK, session.today.year + _YEARS_AHEAD + 1)
    if not region or session.settings.has_holidays(region, years[-1]):
        return
    found = _computed(region, years)
    if found:
        with session.database.immediate():
            session.settings.keep_holidays(region, found)
            session.derived.refresh(_whose(session, region), session.policy())


def _whose(session: Session, region: str) -> list[int] | None:
    """Return the ids of the people whose dates these holidays move; `None` is everybody's."""
    return None if session.settings.all().get("region") == region else session.contacts.ids_by_country(region)


def _computed(region: str, years: Iterable[int]) -> list[tuple[date, str]]:
    """Return day and name of each holiday, `Thanksgiving Day in the US`."""
    import holidays

    country, _, part = region.partition("-")
    if country not in holidays.list_supported_countries():
        return []
    found = holidays.country_holidays(country, subdiv=part or None, years=list(years), language="en_US")
    place = _PLACES.get(country, country)
    return sorted((day, f"{clean_line(name)} in {place}") for day, name in found.items())
