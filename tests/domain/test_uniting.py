"""What two contacts become as one."""

from __future__ import annotations

import pytest

from netcrm.domain.contact import Details, Email, State
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import read_name
from netcrm.domain.uniting import FIELDS, Choice, stronger_state, united


def both(kept: Details, other: Details, **choices: Choice) -> Details:
    details, lines = united(kept, other, choices, email_key=str.casefold, phone_key=str)
    assert [line.field for line in lines] == list(FIELDS)
    assert all(getattr(details, line.field) == line.result for line in lines)
    return details


@pytest.mark.parametrize(
    ("kept", "other", "result"),
    [
        ("A. Lima", "Ana Lima", "Ana Lima"),
        ("Ana Lima", "Ana Maria Lima, MD", "Ana Maria Lima, MD"),
        ("Ana Lima, MD", "Ana Maria Lima, PhD", "Ana Maria Lima, PhD, MD"),
        ("Ana Lima", "Ana", "Ana Lima"),
        ("Ana Lima", "Ana Ruiz", "Ana Lima"),
        ("Lima", "Ana Lima", "Ana Lima"),
    ],
)
def test_the_fuller_name_wins_and_loses_no_credentials(kept: str, other: str, result: str) -> None:
    assert both(Details(read_name(kept)), Details(read_name(other))).name.display == result


@pytest.mark.parametrize(
    ("kept", "other", "result"),
    [("one", "two", "one\n\ntwo"), ("one", "", "one"), ("", "two", "two"), ("one two", "two", "one two")],
)
def test_notes_stand_one_below_the_other_and_nothing_twice(kept: str, other: str, result: str) -> None:
    name = Name("Ana Lima")
    assert both(Details(name, note=kept), Details(name, note=other)).note == result


@pytest.mark.parametrize(
    ("kept", "other", "result"),
    [("--03-14", "1980-03-14", "1980-03-14"), ("--03-14", "1980-03-15", "--03-14"), ("", "1980", "1980")],
)
def test_of_two_birthdays_the_one_with_its_year_wins_where_they_agree(kept: str, other: str, result: str) -> None:
    name = Name("Ana Lima")
    assert both(Details(name, birthday=kept), Details(name, birthday=other)).birthday == result


def test_one_mail_address_at_most_is_preferred() -> None:
    name = Name("Ana Lima")
    kept = Details(name, emails=(Email("a@x.test", "work", preferred=True),))
    other = Details(name, emails=(Email("A@x.test"), Email("b@x.test", preferred=True)))
    assert both(kept, other).emails == (Email("a@x.test", "work", preferred=True), Email("b@x.test"))


def test_a_choice_holds_whatever_is_usual() -> None:
    kept, other = Details(Name("Ana Maria Lima"), note="one"), Details(Name("Ana Lima"), note="two")
    found = both(kept, other, name=Choice.OTHER, note=Choice.OTHER, nicknames=Choice.KEPT)
    assert (found.name, found.note) == (other.name, "two")


@pytest.mark.parametrize("state", State)
def test_a_state_is_as_strong_as_itself(state: State) -> None:
    assert stronger_state(state, state) is Choice.KEPT
