"""What a newer card changes of somebody known: it fills, adds, and replaces only what the same source wrote."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.merging import changes_between, merge
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role

ANA = Details(read_name("Ana Lima"))


def merged(current: Details, incoming: Details, former: Details | None = None) -> Details:
    return merge(current, incoming, former, email_key=str.casefold, phone_key=lambda value: value.replace(" ", ""))


def saying(field: str, value: str) -> Details:
    changed: dict[str, Any] = {field: value}
    return replace(ANA, **changed)


def jobs(details: Details) -> list[tuple[str, str, str]]:
    return [(p.organisation, p.title, p.department) for p in details.positions]


@pytest.mark.parametrize("field", ["birthday", "note", "language", "country"])
@pytest.mark.parametrize(
    ("current", "incoming", "former", "result"),
    [
        ("", "new", None, "new"),
        ("typed", "new", None, "typed"),
        ("old", "new", "old", "new"),
        ("typed", "new", "old", "typed"),
        ("old", "", "old", "old"),
        ("", "old", "old", ""),
        ("", "new", "old", "new"),
    ],
)
def test_a_field_follows_its_source_until_the_user_types(
    field: str, current: str, incoming: str, former: str | None, result: str
) -> None:
    before = None if former is None else saying(field, former)
    after = merged(saying(field, current), saying(field, incoming), before)
    assert getattr(after, field) == result


@pytest.mark.parametrize(
    ("current", "incoming", "former", "shown"),
    [
        ("Ana Lima", "Ana Sousa", "Ana Lima", "Ana Sousa"),
        ("Ana Maria Lima", "Ana Sousa", "Ana Lima", "Ana Maria Lima"),
        ("Ana Lima", "Ana Sousa", None, "Ana Lima"),
        ("Ana Lima, PhD", "Ana Sousa", "Ana Lima", "Ana Sousa, PhD"),
        ("Ana Lima", "Ana Lima, MD", None, "Ana Lima, MD"),
        ("Ana Lima", "Ana Lima, MD", "Ana Lima, MD", "Ana Lima"),
        ("Ana Lima, MD", "Ana Lima, MD, PhD", "Ana Lima, MD", "Ana Lima, MD, PhD"),
    ],
)
def test_a_name_follows_its_source_until_the_user_types(
    current: str, incoming: str, former: str | None, shown: str
) -> None:
    before = Details(read_name(former)) if former else None
    assert merged(Details(read_name(current)), Details(read_name(incoming)), before).name.display == shown


def test_a_name_without_parts_gets_them_and_keeps_its_form() -> None:
    after = merged(Details(Name("Lima A")), Details(Name("Ana Lima", given="Ana", family="Lima"))).name
    assert (after.formatted, after.given, after.family) == ("Lima A", "Ana", "Lima")


def test_lists_are_added_to_each_by_its_own_key() -> None:
    current = replace(
        ANA, emails=(Email("Ana@x.test"),), phones=(Phone("+1 555"),), links=(Link("https://ana.test/"),),
        addresses=(Address("1 High St", "Leeds"),), nicknames=("Annie",), tags=("b",), roles=(Role.STUDENT,),
    )  # fmt: skip
    incoming = replace(
        ANA, emails=(Email("ana@X.test"), Email("b@x.test")), phones=(Phone("+1555"),), links=(Link("https://ANA.test"),),
        addresses=(Address("1, High St.", "LEEDS", label="work"),), nicknames=("ANNIE", "Nan"), tags=("a", "b"),
        roles=(Role.STUDENT, Role.RESEARCHER),
    )  # fmt: skip
    after = merged(current, incoming)
    assert [email.value for email in after.emails] == ["Ana@x.test", "b@x.test"]
    assert (after.phones, after.links, after.addresses) == (current.phones, current.links, current.addresses)
    assert (after.nicknames, after.tags, after.roles) == (
        ("Annie", "Nan"), ("a", "b"), (Role.STUDENT, Role.RESEARCHER),
    )  # fmt: skip


def test_a_label_follows_the_source_unless_the_user_changed_it() -> None:
    former = replace(ANA, emails=(Email("a@x", "home"), Email("b@x", "home")))
    current = replace(ANA, emails=(Email("a@x", "home"), Email("b@x", "private")))
    incoming = replace(ANA, emails=(Email("a@x", "work"), Email("b@x", "work")))
    assert merged(current, incoming, former).emails == (Email("a@x", "work"), Email("b@x", "private"))


ST_MARY, HARBOUR = Position("St Mary", "CRA", is_primary=True), Position("Harbour", "CRA")
TRIALS = replace(ST_MARY, department="Trials")


@pytest.mark.parametrize(
    ("current", "incoming", "former", "result"),
    [
        ([], [ST_MARY], None, [("St Mary", "CRA", "")]),
        ([ST_MARY], [Position("ST MARY", "cra", "Oncology")], None, [("St Mary", "CRA", "Oncology")]),
        ([Position("St Mary")], [ST_MARY], None, [("St Mary", "CRA", "")]),
        ([Position("", "CRA")], [ST_MARY], None, [("St Mary", "CRA", "")]),
        ([ST_MARY], [HARBOUR], None, [("St Mary", "CRA", ""), ("Harbour", "CRA", "")]),
        ([ST_MARY], [HARBOUR], [ST_MARY], [("Harbour", "CRA", "")]),
        ([Position("St Mary", "PI")], [HARBOUR], [ST_MARY], [("St Mary", "PI", ""), ("Harbour", "CRA", "")]),
        ([], [ST_MARY], [ST_MARY], []),
        ([], [HARBOUR, ST_MARY], [ST_MARY, HARBOUR], []),
        ([ST_MARY, HARBOUR], [HARBOUR, ST_MARY], [ST_MARY, HARBOUR], [("St Mary", "CRA", ""), ("Harbour", "CRA", "")]),
        (
            [replace(ST_MARY, department="Trials")],
            [replace(ST_MARY, department="Oncology")],
            [replace(ST_MARY, department="Trials")],
            [("St Mary", "CRA", "Oncology")],
        ),
        (
            [replace(ST_MARY, department="typed")],
            [replace(ST_MARY, title="Senior CRA", department="Oncology")],
            [ST_MARY],
            [("St Mary", "Senior CRA", "typed")],
        ),
        ([ST_MARY], [TRIALS], [TRIALS], [("St Mary", "CRA", "")]),
    ],
)  # fmt: skip
def test_positions_follow_their_source_until_the_user_types(
    current: list[Position],
    incoming: list[Position],
    former: list[Position] | None,
    result: list[tuple[str, str, str]],
) -> None:
    before = None if former is None else replace(ANA, positions=tuple(former))
    after = merged(replace(ANA, positions=tuple(current)), replace(ANA, positions=tuple(incoming)), before)
    assert jobs(after) == result


@pytest.mark.parametrize(
    ("current", "incoming", "result"),
    [
        (Position("Lab", "PI"), Position("Lab"), [("Lab", "PI", "")]),
        (Position("Lab", "PI"), Position("LAB", department="B2"), [("Lab", "PI", "B2")]),
        (Position("Lab", "PI", end_on="2020"), Position("Lab"), [("Lab", "PI", ""), ("Lab", "", "")]),
        (Position("Lab", "PI"), Position("", department="B2"), [("Lab", "PI", ""), ("", "", "B2")]),
        (Position("Lab", "PI"), Position("Lab", "Chair"), [("Lab", "PI", ""), ("Lab", "Chair", "")]),
    ],
)
def test_a_house_without_a_title_is_no_second_job_there(
    current: Position, incoming: Position, result: list[tuple[str, str, str]]
) -> None:
    found = merged(replace(ANA, positions=(current,)), replace(ANA, positions=(incoming,)))
    assert jobs(found) == result


def test_the_position_in_place_of_the_primary_one_is_primary() -> None:
    former = replace(ANA, positions=(ST_MARY,))
    assert merged(former, replace(ANA, positions=(HARBOUR,)), former).positions[0].is_primary


def test_what_no_card_can_say_is_left_alone() -> None:
    current = replace(ANA, starred=True)
    assert merged(current, ANA).starred


def test_changes_are_told_field_by_field_in_words() -> None:
    after = replace(ANA, emails=(Email("a@x", "work"),), addresses=(Address("1 High St\nFlat 2", "Leeds"),))
    assert [(change.field, change.before, change.after) for change in changes_between(ANA, after)] == [
        ("e-mails", "", "a@x (work)"),
        ("addresses", "", "1 High St, Flat 2, Leeds"),
    ]
    assert changes_between(after, after) == ()


TEXTS = st.sampled_from(["", "one", "two"])
NAMES = st.builds(
    lambda given, family, credentials: Name(f"{given} {family}", given=given, family=family, credentials=credentials),
    st.sampled_from(["Ana", "A."]), st.sampled_from(["Lima", "Sousa"]), st.sampled_from(["", "MD"]),
)  # fmt: skip
POSITIONS = st.builds(
    Position, st.sampled_from(["", "St Mary", "st mary", "Harbour"]), st.sampled_from(["", "CRA", "PI"]), TEXTS
).filter(lambda p: bool(p.organisation or p.title or p.department))
DETAILS = st.builds(
    Details,
    NAMES,
    nicknames=st.lists(TEXTS.filter(bool), max_size=2, unique=True).map(tuple),
    tags=st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(lambda tags: tuple(sorted(tags))),
    emails=st.lists(
        st.builds(Email, st.sampled_from(["a@x", "b@x"]), TEXTS, st.booleans()), max_size=2, unique_by=lambda e: e.value
    ).map(lambda emails: tuple(replace(e, preferred=e.preferred and not n) for n, e in enumerate(emails))),
    positions=st.lists(POSITIONS, max_size=2, unique_by=lambda p: (p.organisation.casefold(), p.title)).map(tuple),
    birthday=TEXTS,
    note=TEXTS,
)


@settings(max_examples=150)
@given(DETAILS, DETAILS, st.none() | DETAILS)
def test_the_same_card_twice_changes_nothing_more(current: Details, incoming: Details, former: Details | None) -> None:
    once = merged(current, incoming, former)
    assert merged(once, incoming, incoming) == once


@settings(max_examples=150)
@given(DETAILS, DETAILS)
def test_a_card_of_another_source_takes_nothing_away(current: Details, incoming: Details) -> None:
    after = merged(current, incoming)
    assert after.name.formatted == current.name.formatted
    assert {e.value for e in current.emails} <= {e.value for e in after.emails}
    assert {(p.organisation, p.title) for p in current.positions if p.organisation and p.title} <= {
        (p.organisation, p.title) for p in after.positions
    }
    assert set(current.tags) <= set(after.tags)
    assert all(
        getattr(after, name) == getattr(current, name) for name in ("note", "birthday") if getattr(current, name)
    )
    assert sum(email.preferred for email in after.emails) <= 1


@settings(max_examples=150)
@given(DETAILS, DETAILS)
def test_what_the_user_emptied_stays_empty_while_the_source_says_the_same(said: Details, other: Details) -> None:
    bare = Details(other.name)
    assert merged(bare, said, said) == (bare if other.name != said.name else replace(bare, name=said.name))


@settings(max_examples=100)
@given(DETAILS, DETAILS)
def test_what_nobody_touched_follows_the_source(said: Details, says: Details) -> None:
    after = merged(said, says, said)
    assert after.name == (says.name if says.name.credentials else replace(says.name, credentials=said.name.credentials))
    assert after.note == (says.note or said.note)
    assert {e.value for e in says.emails} <= {e.value for e in after.emails}
