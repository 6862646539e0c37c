"""Settings: what each takes, what it refuses, and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Details
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.services.policy import weekend_days
from netcrm.services.settings import SPECS
from tests.conftest import TODAY
from tests.store.walk import faults


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("region", "us", "US"),
        ("region", "FR", "FR"),
        ("region", "de-by", "DE-BY"),
        ("region", "uk", "GB"),
        ("region", "usa", "US"),
        ("region", "", ""),
        ("daily-cap", "8", "8"),
        ("daily-cap", "08", "8"),
        ("daily-cap", "None", "none"),
        ("daily-cap", "1000", "1000"),
        ("roll", "Previous", "previous"),
        ("roll", "none", "none"),
        ("weekend", "fri sat", "fri sat"),
        ("weekend", "Sunday, Friday", "fri sun"),
        ("weekend", "thurs", "thu"),
        ("weekend", "none", "none"),
        ("answer-wait", "1 week", "1 week"),
        ("answer-wait", "5 business days", "5 business days"),
        ("date-order", "DMY", "dmy"),
        ("DATE-ORDER", " mdy ", "mdy"),
        ("name", "  Dr Zoë  McKay ", "Dr Zoë McKay"),
        ("institution", "St Mary's Hospital", "St Mary's Hospital"),
        ("name", "", ""),
    ],
)
def test_a_setting_is_kept_in_one_form(crm: Crm, key: str, typed: str, kept: str) -> None:
    done = crm.settings.set(key, typed)
    assert crm.settings.get(key) == kept
    assert done.sentence == f"{key.casefold()} is {kept or 'not set'}."
    assert crm.settings.set(key, typed).change_set is None


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("region", "Atlantis"),
        ("region", "XX"),
        ("region", "US-XX"),
        ("region", "-BY"),
        ("daily-cap", "0"),
        ("daily-cap", "1001"),
        ("daily-cap", "-3"),
        ("daily-cap", "2.5"),
        ("daily-cap", "²"),
        ("daily-cap", "many"),
        ("daily-cap", ""),
        ("roll", "sideways"),
        ("weekend", ""),
        ("weekend", "sat sat"),
        ("weekend", "mon-fri"),
        ("weekend", "satisfying"),
        ("weekend", "sa su"),
        ("weekend", "sat none"),
        ("weekend", "mon tue wed thu fri sat sun"),
        ("answer-wait", "never"),
        ("answer-wait", "0 days"),
        ("answer-wait", "soon"),
        ("date-order", "ymd"),
        ("days-off", "christmas"),
        ("days-off", "2026-12-31..2026-12-24"),
        ("name", "x" * 201),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_and_nothing_is_kept(crm: Crm, key: str, typed: str) -> None:
    before = crm.settings.get(key)
    if (key, typed) == ("region", "-BY"):
        crm.settings.set(key, typed)  # a part of no country is no region at all
    else:
        with pytest.raises(UsageProblem):
            crm.settings.set(key, typed)
    assert crm.settings.get(key) == before
    assert crm.history.lines() == []


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)
def test_each_setting_has_a_default_that_it_would_take_and_goes_back_to(crm: Crm, spec: object) -> None:
    (found,) = (one for one in SPECS if one is spec)
    assert crm.settings.get(found.key) == found.default
    assert found.read(found.default) == found.default
    assert found.help
    value = {
        "region": "FR", "daily-cap": "9", "roll": "none", "weekend": "fri", "answer-wait": "2 days",
        "days-off": "2026-12-24", "calendar-file": "off", "five-minutes": "8:30",
    }  # fmt: skip
    crm.settings.set(found.key, value.get(found.key, "dmy"))
    assert crm.settings.get(found.key) != found.default
    crm.settings.set(found.key, "default")
    assert crm.settings.get(found.key) == found.default


def test_an_unknown_setting_lists_the_known_ones(crm: Crm) -> None:
    for act in (lambda: crm.settings.get("colour"), lambda: crm.settings.set("colour", "red")):
        with pytest.raises(NotFound, match="daily-cap"):
            act()


def test_lines_tell_every_setting_with_its_value(crm: Crm) -> None:
    crm.settings.set("daily-cap", "7")
    told = {spec.key: value for spec, value in crm.settings.lines()}
    assert told["daily-cap"] == "7"
    assert told["weekend"] == "sat sun"
    assert list(told) == [spec.key for spec in SPECS]


@pytest.mark.parametrize(("value", "first"), [("dmy", True), ("mdy", False), ("ask", None)])
def test_the_order_of_typed_dates(crm: Crm, value: str, first: bool | None) -> None:
    crm.settings.set("date-order", value)
    assert crm.settings.day_first is first


@pytest.mark.parametrize(("text", "days"), [("sat sun", {5, 6}), ("none", set()), ("fri", {4})])
def test_weekends_are_weekdays_counted_from_monday(text: str, days: set[int]) -> None:
    assert weekend_days(text) == days


def _asked_of_ana(crm: Crm, cadence: str, last: date) -> None:
    crm.contacts.add(Details(Name("Ana Lima")))
    crm.cadences.set(CadenceScope.CONTACT, "1", parse_cadence(cadence))
    crm.interactions.log(InteractionDraft((1,), Channel.CALL, last))


def _next(crm: Crm) -> date | None:
    assert faults(crm._session.database) == []
    return crm.contacts.view(1).standing.next_check_in


def test_a_region_brings_its_holidays_and_moves_what_falls_on_them(crm: Crm) -> None:
    _asked_of_ana(crm, "2 weeks", date(2026, 11, 12))
    assert _next(crm) == date(2026, 11, 26)
    crm.settings.set("region", "us")
    assert _next(crm) == date(2026, 11, 27), "Thanksgiving"
    assert "Thanksgiving" in crm.contacts.view(1).standing.why
    crm.history.undo()
    assert _next(crm) == date(2026, 11, 26)
    crm.history.redo()
    assert _next(crm) == date(2026, 11, 27)
    crm.settings.set("region", "fr")
    assert _next(crm) == date(2026, 11, 26)


def test_a_regions_holidays_are_kept_from_two_years_back_to_five_ahead(crm: Crm) -> None:
    crm.settings.set("region", "DE-BY")
    (days,) = crm._session.settings.holidays().values()
    assert {day.year for day in days} == set(range(2024, 2032))
    assert date(2026, 1, 6) in days, "Epiphany is kept in Bavaria"
    assert all(name for name in days.values())


@pytest.mark.parametrize(
    ("key", "value", "moved"),
    [
        ("roll", "previous", "2026-11-20"),
        ("roll", "none", "2026-11-21"),
        ("weekend", "none", "2026-11-21"),
        ("weekend", "fri sat", "2026-11-22"),
        ("daily-cap", "1", "2026-11-23"),
    ],
)
def test_a_setting_moves_the_dates_that_follow_from_it_and_undo_moves_them_back(
    crm: Crm, key: str, value: str, moved: str
) -> None:
    _asked_of_ana(crm, "2 weeks", date(2026, 11, 7))
    assert _next(crm) == date(2026, 11, 23)
    crm.settings.set(key, value)
    assert _next(crm) == date.fromisoformat(moved)
    crm.history.undo()
    assert _next(crm) == date(2026, 11, 23)


def test_the_wait_for_an_answer_is_the_users(crm: Crm) -> None:
    crm.contacts.add(Details(Name("Ana Lima")))
    crm.interactions.log(InteractionDraft((1,), Channel.EMAIL, TODAY - timedelta(days=8)))
    assert not crm._session.following_up.asking_ids(TODAY)
    crm.settings.set("answer-wait", "1 week")
    assert crm._session.following_up.asking_ids(TODAY) == [1]


def test_somebody_added_before_their_countrys_holidays_were_known_follows_them_too(crm: Crm) -> None:
    """Holidays are no act: whoever they concern is made anew when they come in."""
    session = crm._session
    crm.contacts.add(Details(Name("Ana Lima"), country="FR"))
    crm.cadences.set(CadenceScope.CONTACT, "1", parse_cadence("2 weeks"))
    crm.interactions.log(InteractionDraft((1,), Channel.CALL, date(2026, 11, 11) - timedelta(weeks=2)))
    assert _next(crm) == date(2026, 11, 12)
    with session.database.immediate():
        session.settings.keep_holidays("FR", [])
        session.derived.refresh(None, session.policy())
    assert _next(crm) == date(2026, 11, 11)
    crm.contacts.add(Details(Name("Wei Zhang"), country="FR"))
    assert _next(crm) == date(2026, 11, 12)


def test_days_off_of_ones_own_move_dates_and_are_said_with_their_weekdays(crm: Crm) -> None:
    contact_id = crm.contacts.add(Details(Name(formatted="Ana Lima"))).contact_ids[0]
    crm.cadences.set(CadenceScope.CONTACT, str(contact_id), parse_cadence("1 month"))
    crm.interactions.log(InteractionDraft((contact_id,), Channel.CALL, date(2026, 11, 23)))
    done = crm.settings.set("days-off", "2026-12-23..2026-12-24 Christmas Break")
    assert done.sentence == "days-off is Wed 23 Dec 2026 to Thu 24 Dec 2026 (Christmas Break)."
    assert crm.settings.get("days-off") == "2026-12-23..2026-12-24 Christmas Break"
    assert crm.contacts.rows([contact_id])[0].next_check_in == date(2026, 12, 25)
    assert "Christmas Break" in crm.contacts.view(contact_id).standing.why
    assert faults(crm._session.database) == []
    crm.settings.set("days-off", "DEFAULT")
    assert crm.contacts.rows([contact_id])[0].next_check_in == date(2026, 12, 23)
    crm.history.undo()
    assert crm.contacts.rows([contact_id])[0].next_check_in == date(2026, 12, 25)


def test_a_name_called_like_a_mode_stays_a_name(crm: Crm) -> None:
    crm.settings.set("name", "None")
    assert crm.settings.get("name") == "None"
    assert crm.settings.set("name", "Default").sentence == "name is not set."
