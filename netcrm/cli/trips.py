"""How a trip is printed: whom to see in a place, and who else is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netcrm.cli.agenda_items import item_object, print_items
from netcrm.cli.output import chips, full_day, heading, is_narrow, iso, print_json, table, talk
from netcrm.domain.agenda_values import Group
from netcrm.domain.days import long_day, short_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netcrm.services.crm import Crm
    from netcrm.services.listing import ContactRow
    from netcrm.services.trips import Trip


def print_trip(crm: Crm, trip: Trip, *, as_json: bool) -> None:
    """Print a trip."""
    if as_json:
        print_json(
            {
                "place": trip.place,
                "from": iso(trip.start),
                "until": iso(trip.until),
                "items": [item_object(item) for item in trip.agenda.items],
                "also_there": [
                    {
                        "id": row.id,
                        "uid": row.uid,
                        "name": row.name,
                        "organisation": row.organisation,
                        "city": row.city,
                        "tier": row.tier.value if row.tier else None,
                        "standing": row.standing.value,
                        "last_touch": iso(row.last_touch),
                        "next_check_in": iso(row.next_check_in),
                    }
                    for row in trip.others
                ],
            }
        )
        return
    until = "" if trip.start == trip.until else f", looking ahead to {full_day(trip.until)}"
    talk(f"Near {trip.place}, as it stands on {full_day(trip.start)}{until}.")
    print_items(crm, trip.agenda.items, _headings(trip, crm.today), today=crm.today)
    if trip.others:
        heading("Also there")
        table([_line(row, crm.today) for row in trip.others])


def _headings(trip: Trip, today: date) -> dict[Group, str]:
    is_today = trip.start == today
    return {
        Group.LATE: "Late" if is_today else "Late by then",
        Group.TODAY: "Today" if is_today else long_day(trip.start, today),
        Group.WEEK: "In the days after",
        Group.LATER: "Later",
        Group.OCCASION: "Birthdays and anniversaries",
        Group.AWAITING: "Awaiting an answer",
        Group.THEIRS: "Waiting for theirs",
        Group.NEW: "Not yet contacted",
    }


def _line(row: ContactRow, today: date) -> Sequence[str]:
    chip = chips(row.roles, row.guessed_role, most=1)
    tier = f"tier {row.tier.value}" if row.tier else ""
    last = f"last {short_day(row.last_touch, today)}" if row.last_touch else "never in touch"
    following = f"next {short_day(row.next_check_in, today)}" if row.next_check_in else ""
    return str(row.id), row.name, chip, "" if is_narrow() else row.organisation, tier, last, following
