from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.formats.linkedin.correspondence import Correspondence, day_of, read_correspondence
from netcrm.formats.linkedin.messages import messages
from tests.formats.linkedin_samples import MESSAGE_TITLES, message, messages_csv

UTC = ZoneInfo("UTC")
ME = "Noor Haddad"
WITHOUT_PROFILES = tuple(title for title in MESSAGE_TITLES if "PROFILE" not in title)
OLD_TITLES = ("From", "To", "Date", "Subject", "Content", "Direction", "Folder")


def correspondence(
    data: bytes, *, connections: Mapping[str, str] | None = None, own_name: str = "", zone: tzinfo = UTC
) -> Correspondence:
    return read_correspondence(
        lambda: io.BytesIO(data), "x.zip", connections=connections or {}, own_name=own_name, zone=zone
    )


def told(
    rows: Iterable[Mapping[str, str]], titles: Sequence[str] = MESSAGE_TITLES, *, own_name: str = "", zone: tzinfo = UTC
) -> dict[str, list[str]]:
    """Return the touches with each person, by the name that they are shown with: `2024-03-05 outgoing`."""
    found = correspondence(messages_csv(rows, titles), own_name=own_name, zone=zone)
    return {
        person.name: [f"{touch.on} {touch.direction.value}" for touch in person.touches()]
        for person in found.people.values()
    }


ANA_AND_BEN = [
    message(ME, "Ana Lima", "2024-03-05 14:22:10 UTC"),
    message("Ana Lima", ME, "2024-03-05 18:00:00 UTC"),
    message("Ana Lima", ME, "2024-03-05 19:00:00 UTC"),
    message(ME, "Ana Lima", "2016-01-02 08:00:00 UTC"),
    message("Ben Ode", ME, "2019-07-01 08:00:00 UTC"),
]
TOUCHES_OF_ANA_AND_BEN = {
    "Ana Lima": ["2016-01-02 outgoing", "2024-03-05 incoming", "2024-03-05 outgoing"],
    "Ben Ode": ["2019-07-01 incoming"],
}


@pytest.mark.parametrize("titles", [MESSAGE_TITLES, MESSAGE_TITLES[:10], WITHOUT_PROFILES, MESSAGE_TITLES[::-1]])
def test_there_is_one_touch_a_day_and_direction_in_every_layout(titles: Sequence[str]) -> None:
    assert told(ANA_AND_BEN, titles) == TOUCHES_OF_ANA_AND_BEN


def test_the_layout_of_2017_is_read() -> None:
    rows = [
        {"From": ME, "To": "Ana Lima", "Date": "12/1/17, 9:14 AM"},
        {"From": ME, "To": "Ben Ode, PhD", "Date": "12/2/17, 9:14 AM"},
        {"From": "Ana Lima", "To": ME, "Date": "1/13/18, 11:05 PM"},
    ]
    assert told(rows, OLD_TITLES) == {
        "Ana Lima": ["2017-12-01 outgoing", "2018-01-13 incoming"],
        "Ben Ode, PhD": ["2017-12-02 outgoing"],
    }


@pytest.mark.parametrize(
    "uncounted",
    [
        message("Ana Lima", ME, "2025-01-01 10:00:00 UTC", folder="SPAM"),
        message(ME, "Ana Lima", "2025-01-01 10:00:00 UTC", draft="Yes"),
        message(ME, "Ana Lima", "2025-01-01 10:00:00 UTC", draft="true"),
        message("Acme Learning", ME, "2025-01-01 10:00:00 UTC", links={"Acme Learning": ""}),
        message("LinkedIn Member", ME, "2025-01-01 10:00:00 UTC", links={"LinkedIn Member": ""}),
        message(ME, "LinkedIn Member", "2025-01-01 10:00:00 UTC", links={"LinkedIn Member": ""}),
        message("Acme", ME, "2025-01-01 10:00:00 UTC", links={"Acme": "https://www.linkedin.com/company/acme"}),
        message(ME, ME, "2025-01-01 10:00:00 UTC"),
    ],
)
def test_spam_drafts_adverts_and_closed_accounts_do_not_count(uncounted: Mapping[str, str]) -> None:
    assert told([*ANA_AND_BEN, uncounted]) == TOUCHES_OF_ANA_AND_BEN


@pytest.mark.parametrize(
    "name", ["LinkedIn Member", "LinkedIn-Mitglied", "Membre de LinkedIn", "Sponsored Conversation"]
)
def test_nobody_is_made_of_adverts_where_no_profiles_are_given(name: str) -> None:
    rows = [*ANA_AND_BEN, message(name, ME, "2025-01-01 10:00:00 UTC")]
    assert told(rows, WITHOUT_PROFILES) == TOUCHES_OF_ANA_AND_BEN


def test_in_a_group_the_sender_wrote_to_the_user_and_the_user_to_everybody() -> None:
    rows = [
        message("Ana Lima", f"{ME}, Ben Ode, Chi Park", "2024-03-05 10:00:00 UTC", conversation="group"),
        message(ME, "Ana Lima, Ben Ode, Chi Park", "2024-03-06 10:00:00 UTC", conversation="group"),
        message(ME, "Dov Levi", "2024-03-07 10:00:00 UTC"),
    ]
    assert told(rows) == {
        "Ana Lima": ["2024-03-05 incoming", "2024-03-06 outgoing"],
        "Ben Ode": ["2024-03-06 outgoing"],
        "Chi Park": ["2024-03-06 outgoing"],
        "Dov Levi": ["2024-03-07 outgoing"],
    }


def test_a_name_with_a_comma_does_not_part_a_person() -> None:
    links = {"Ana Lima": "https://www.linkedin.com/in/ana-lima"}
    row = message(ME, "Ana Lima", "2024-03-05 10:00:00 UTC", links=links) | {"TO": "Ana Lima, MD, PhD, Head of Sites"}
    again = message(ME, "Ben Ode", "2024-03-06 10:00:00 UTC")
    assert set(told([row, again])) == {"Ana Lima, MD, PhD, Head of Sites", "Ben Ode"}


def test_a_row_without_a_profile_belongs_to_the_one_person_of_the_name() -> None:
    bare = message(ME, "Ana Lima", "2024-04-01 10:00:00 UTC", links={"Ana Lima": ""})
    assert told([*ANA_AND_BEN, bare])["Ana Lima"][-1] == "2024-04-01 outgoing"


def test_a_row_without_a_profile_belongs_to_nobody_where_two_have_the_name() -> None:
    other = message("Ana Lima", ME, "2024-04-02 10:00:00 UTC", links={"Ana Lima": "https://linkedin.com/in/ana-lima-2"})
    bare = message(ME, "Ana Lima", "2024-04-01 10:00:00 UTC", links={"Ana Lima": ""})
    found = correspondence(messages_csv([*ANA_AND_BEN, other, bare]))
    days = {str(touch.on) for person in found.people.values() for touch in person.touches()}
    assert "2024-04-02" in days
    assert "2024-04-01" not in days


def test_a_profile_by_number_is_the_one_connection_of_the_name() -> None:
    numbered = {"Ana Lima": "https://www.linkedin.com/in/ACoAAB1234567"}
    rows = [message(ME, "Ana Lima", "2024-03-05 10:00:00 UTC", links=numbered), *ANA_AND_BEN[4:]]
    found = correspondence(messages_csv(rows), connections={"ana lima": "linkedin.com/ana-lima"})
    assert "linkedin.com/ana-lima" in found.people
    apart = correspondence(messages_csv(rows))
    assert "linkedin.com/acoaab1234567" in apart.people


@pytest.mark.parametrize(
    ("rows", "connections", "own_name", "others"),
    [
        pytest.param(ANA_AND_BEN, {}, "", {"Ana Lima", "Ben Ode"}, id="most conversations"),
        pytest.param(ANA_AND_BEN[:1], {"ana lima": "linkedin.com/ana-lima"}, "", {"Ana Lima"}, id="not connected"),
        pytest.param(ANA_AND_BEN[1:3], {}, ME, {"Ana Lima"}, id="own name"),
        pytest.param([*ANA_AND_BEN[:1], *ANA_AND_BEN[3:4], ANA_AND_BEN[1]], {}, "", {"Ana Lima"}, id="most messages"),
    ],
)
def test_the_user_is_found_by_what_only_they_can_be(
    rows: list[dict[str, str]], connections: dict[str, str], own_name: str, others: set[str]
) -> None:
    found = correspondence(messages_csv(rows), connections=connections, own_name=own_name)
    assert {person.name for person in found.people.values()} == others


@pytest.mark.parametrize(
    ("sent", "zone", "day"),
    [
        ("2024-03-05 14:22:10 UTC", "Europe/Berlin", "2024-03-05"),
        ("2024-03-05 23:30:00 UTC", "Europe/Berlin", "2024-03-06"),
        ("2024-07-05 22:30:00 UTC", "Europe/Berlin", "2024-07-06"),
        ("2024-03-05 03:00:00 UTC", "America/Los_Angeles", "2024-03-04"),
        ("2024-03-05 11:00:00 UTC", "Pacific/Auckland", "2024-03-06"),
        ("2024-03-05T23:30:00Z", "Europe/Berlin", "2024-03-06"),
        ("2024-03-05 23:30 UTC", "Europe/Berlin", "2024-03-06"),
        ("2024-03-05", "Pacific/Auckland", "2024-03-05"),
        ("1/2/19, 3:14 PM", "Pacific/Auckland", "2019-01-02"),
        ("March 5, 2024 at 2:22 PM", "UTC", "2024-03-05"),
        ("9999-12-31 23:59:59 UTC", "Pacific/Auckland", "9999-12-31"),
    ],
)
def test_a_day_is_the_users_own(sent: str, zone: str, day: str) -> None:
    assert day_of(sent, ZoneInfo(zone)) == date.fromisoformat(day)


@pytest.mark.parametrize("sent", ["", "soon", "2024-13-05 10:00:00 UTC", "2024", "March 2024"])
def test_a_message_without_a_day_is_counted_as_such(sent: str) -> None:
    found = correspondence(messages_csv([*ANA_AND_BEN, message(ME, "Ana Lima", sent)]))
    assert (found.undated, found.first_undated) == (1, 12)


def test_nine_years_of_messages_are_a_touch_a_day_and_direction() -> None:
    days = [date.fromordinal(date(2016, 1, 1).toordinal() + 3 * number) for number in range(1_100)]
    rows = [
        message(*pair, f"{day} {hour:02}:00:00 UTC")
        for day in days
        for hour, pair in ((9, (ME, "Ana Lima")), (10, ("Ana Lima", ME)), (11, (ME, "Ana Lima")))
    ]
    found = told([*rows, message(ME, "Ben Ode", "2020-01-01 10:00:00 UTC")])
    assert len(found["Ana Lima"]) == 2_200
    assert found["Ana Lima"][-1] == f"{days[-1]} outgoing"


def test_a_touch_has_one_uid_whenever_and_in_whatever_layout_it_is_read() -> None:
    once = correspondence(messages_csv(ANA_AND_BEN))
    later = correspondence(messages_csv([message(ME, "Chi Park", "2025-01-01 10:00:00 UTC"), *reversed(ANA_AND_BEN)]))
    key = "linkedin.com/ana-lima"
    assert once.people[key].touches() == later.people[key].touches()
    assert len({touch.uid for person in once.people.values() for touch in person.touches()}) == 4


@pytest.mark.parametrize("data", [b"", b"First Name,Last Name\nAna,Lima\n", b"\xff\xfe\0", b'"From\n'])
def test_a_table_of_something_else_has_no_messages(data: bytes) -> None:
    found = correspondence(data)
    assert not found.is_readable
    assert not found.people


def test_an_export_without_a_message_is_read() -> None:
    found = correspondence(messages_csv([]))
    assert found.is_readable
    assert not found.people


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_tables_do_not_raise(data: st.DataObject) -> None:
    whole = messages_csv(ANA_AND_BEN)
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 60))
    damaged = whole[:start] + data.draw(st.binary(max_size=40)) + whole[start + length :]
    for person in correspondence(damaged).people.values():
        assert person.touches()


def test_a_cell_of_millions_of_characters_costs_its_own_row_at_most() -> None:
    row = message("Ana Lima", ME, "2024-03-06 10:00:00 UTC") | {"CONTENT": "x" * 3_000_000}
    counted = messages(io.BytesIO(messages_csv([row, *ANA_AND_BEN])))
    assert counted is not None
    assert len(list(counted)) >= len(ANA_AND_BEN)
