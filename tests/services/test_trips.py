"""A trip: who is near a place, how they will stand on the first day, and who else is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from netcrm.domain.agenda import Group
from netcrm.domain.cadence import CadenceScope
from netcrm.domain.contact import Address, State, Tier
from netcrm.domain.interaction import Channel
from netcrm.errors import DateProblem, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.trips import Trip
from tests.services.support import day, every, person


def somebody(
    crm: Crm, name: str, *cities: str, organisation: str = "", cadence: str = "", touched: str = "", tier: str = ""
) -> int:
    details = person(name, organisation=organisation)
    details = replace(details, addresses=tuple(Address(city=city) for city in cities))
    contact_id = crm.contacts.add(details).contact_ids[0]
    if cadence:
        crm.cadences.set_many([contact_id], every(cadence))
    if touched:
        crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, day(touched)))
    if tier:
        crm.contacts.set_tier([contact_id], Tier(tier))
    return contact_id


def place_of(crm: Crm, organisation: str, city: str) -> None:
    """Say in which city an organisation is."""
    session = crm._session
    with session.act("city"):
        session.database.execute("UPDATE organisation SET city = ? WHERE name = ?", (city, organisation))


def keys(trip: Trip) -> list[str]:
    return [item.key for item in trip.agenda.items]


def others(trip: Trip) -> list[int]:
    return [row.id for row in trip.others]


class TestWhoIsThere:
    def test_are_those_with_an_address_there_or_without_one_at_an_organisation_there(self, crm: Crm) -> None:
        lives = somebody(crm, "Ana Lima", "Lyon")
        works = somebody(crm, "Bo Chen", organisation="Harbour Lab")
        somebody(crm, "Cem Demir", "Boston", organisation="Harbour Lab")
        both = somebody(crm, "Dana Roth", "Boston", "LYON")
        somebody(crm, "Eli Katz", "Paris")
        place_of(crm, "Harbour Lab", "Lyon")
        assert sorted(others(crm.agenda.near("lyon"))) == [lives, works, both]
        assert sorted(others(crm.agenda.near("  LYo "))) == [lives, works, both]

    def test_are_active_people_alone(self, crm: Crm) -> None:
        ana = somebody(crm, "Ana Lima", "Lyon")
        gone, asked_not_to = somebody(crm, "Bo Chen", "Lyon"), somebody(crm, "Cem Demir", "Lyon")
        crm.contacts.set_state([gone], State.ARCHIVED)
        crm.contacts.set_state([asked_not_to], State.DO_NOT_CONTACT)
        assert others(crm.agenda.near("lyon")) == [ana]

    def test_those_for_whom_nothing_stands_come_by_tier_then_the_longest_silence(self, crm: Crm) -> None:
        never = somebody(crm, "Ana Lima", "Lyon")
        recent = somebody(crm, "Bo Chen", "Lyon", touched="2026-11-01")
        long_ago = somebody(crm, "Cem Demir", "Lyon", touched="2024-11-01")
        low = somebody(crm, "Dana Roth", "Lyon", touched="2020-11-01", tier="D")
        top = somebody(crm, "Eli Katz", "Lyon", touched="2026-11-20", tier="A")
        trip = crm.agenda.near("lyon")
        assert others(trip) == [top, low, long_ago, recent, never]
        assert trip.others[0].last_touch == day("2026-11-20")


class TestTheAgendaThere:
    def test_stands_as_on_the_first_day_and_looks_to_the_last(self, crm: Crm) -> None:
        late = somebody(crm, "Ana Lima", "Lyon", cadence="2 weeks", touched="2026-11-10")
        first = somebody(crm, "Bo Chen", "Lyon", cadence="2 weeks", touched="2026-11-17")
        ahead = somebody(crm, "Cem Demir", "Lyon", cadence="2 weeks", touched="2026-11-19")
        after = somebody(crm, "Dana Roth", "Lyon", cadence="2 weeks", touched="2026-11-20")
        somebody(crm, "Eli Katz", "Paris", cadence="1 week", touched="2026-11-02")
        crm.follow_ups.add(FollowUpDraft(after, "send it", day("2026-12-02")))
        trip = crm.agenda.near("lyon", start=day("2026-12-01"), until=day("2026-12-03"))
        assert [(item.key, item.group, item.days_late, item.why) for item in trip.agenda.items] == [
            (f"c{late}", Group.LATE, 7, "7 days late on every 2 weeks"),
            (f"c{first}", Group.TODAY, 0, "due 1 Dec on every 2 weeks"),
            ("f1", Group.WEEK, 0, "promised on 23 Nov for 2 Dec"),
            (f"c{ahead}", Group.WEEK, 0, "due 3 Dec on every 2 weeks"),
        ]
        assert (trip.start, trip.until, others(trip)) == (day("2026-12-01"), day("2026-12-03"), [])
        assert keys(crm.agenda.near("lyon")) == []
        assert sorted(others(crm.agenda.near("lyon"))) == [late, first, ahead, after]

    def test_asks_about_answers_that_are_due_by_then_and_knows_birthdays(self, crm: Crm) -> None:
        ana, bo = somebody(crm, "Ana Lima", "Lyon"), somebody(crm, "Bo Chen", "Lyon")
        crm.interactions.log(InteractionDraft((ana,), Channel.EMAIL, day("2026-11-20")))
        crm.contacts.edit(bo, replace(crm.contacts.get(bo).details, birthday="--12-10"))
        assert keys(crm.agenda.near("lyon", start=day("2026-11-24"), until=day("2026-12-24"))) == []
        trip = crm.agenda.near("lyon", start=day("2026-12-07"), until=day("2026-12-11"))
        assert [(item.key, item.why) for item in trip.agenda.items] == [
            (f"b{bo}", "birthday on 10 Dec"), (f"a{ana}", "no answer since 20 Nov"),
        ]  # fmt: skip
        assert trip.agenda.items[1].last_words == "email 20 Nov"

    def test_has_the_organisations_there_and_no_cap(self, crm: Crm) -> None:
        crm.settings.set("daily-cap", "1")
        somebody(crm, "Ana Lima", organisation="St Mary's", touched="2026-10-05")
        somebody(crm, "Bo Chen", organisation="Harbour Lab", touched="2026-10-05")
        for name, city in (("St Mary's", "Lyon"), ("Harbour Lab", "Boston")):
            crm.cadences.set(CadenceScope.ORGANISATION, name, every("weekly"))
            place_of(crm, name, city)
        cem = somebody(crm, "Cem Demir", "Lyon", cadence="weekly", touched="2026-10-05")
        trip = crm.agenda.near("lyon")
        assert keys(trip) == [f"c{cem}", "o1"]
        assert trip.agenda.waiting == 0

    def test_an_organisation_alone_makes_a_place_known(self, crm: Crm) -> None:
        ana = somebody(crm, "Ana Lima", organisation="St Mary's")
        place_of(crm, "St Mary's", "Lyon")
        crm.contacts.set_state([ana], State.ARCHIVED)
        assert crm.agenda.near("lyon").others == ()


class TestBadInput:
    def test_an_unknown_place_names_the_near_ones(self, crm: Crm) -> None:
        somebody(crm, "Ana Lima", "Lyon")
        somebody(crm, "Bo Chen", "Boston")
        with pytest.raises(NotFound, match=r"^No place answers to “lyno”\. Near: Lyon\.") as problem:
            crm.agenda.near("lyno")
        assert problem.value.near == ("Lyon",)
        with pytest.raises(NotFound, match="Reykjavik"):
            crm.agenda.near("Reykjavik")

    @pytest.mark.parametrize("place", ["", "  ", "–", "\x1b[1m"])
    def test_no_place_at_all_is_refused(self, crm: Crm, place: str) -> None:
        with pytest.raises(UsageProblem, match="Name a city"):
            crm.agenda.near(place)

    @pytest.mark.parametrize(
        ("start", "until", "sentence"),
        [
            ("2026-12-03", "2026-12-01", "The trip would end on Tue 1 Dec, before it begins on Thu 3 Dec"),
            (None, "2026-11-22", "before it begins on Mon 23 Nov"),
            ("2026-11-22", "2026-12-01", "Sun 22 Nov has passed"),
        ],
    )
    def test_days_that_cannot_be_are_refused(self, crm: Crm, start: str | None, until: str, sentence: str) -> None:
        somebody(crm, "Ana Lima", "Lyon")
        with pytest.raises(DateProblem, match=sentence):
            crm.agenda.near("lyon", start=day(start) if start else None, until=day(until))
