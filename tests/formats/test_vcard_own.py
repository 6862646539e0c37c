"""What only netcrm knows: when a line of ours is written, and what it is worth when somebody else changed the card."""

from __future__ import annotations

from dataclasses import replace

import pytest

from netcrm.domain.contact import Details, Tier
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import name_from_parts, read_name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.formats.vcard.own import own_lines, shown_positions, with_own

ANA = Name("Ana Lima", given="Ana", family="Lima")
CRA, PI = Position("Harbour", "CRA", is_primary=True), Position("St Mary's", "PI")
FELLOW = Position("Old Place", "Fellow", end_on="2019")


def lines(details: Details) -> list[str]:
    name = details.name
    parts = (name.family, name.given, name.additional, name.prefix, name.suffix, name.credentials)
    return list(own_lines(details, has_parts=any(parts), private=True))


def read(details: Details, *written: str, formatted: str = "Ana Lima") -> Details:
    own = [(head, value) for head, _, value in (line.partition(":") for line in written)]
    return with_own(details, own, formatted)


@pytest.mark.parametrize(
    "name",
    [
        ANA,
        replace(ANA, credentials="MD, PhD, CCRC"),
        Name("Dr. Ana Rosa Lima", "Dr.", "Ana", "Rosa", "Lima"),
        Name("Iñes García", given="Iñes", family="García", credentials="MD"),
        Name("van der Berg, Jan", given="Jan", family="van der Berg"),
        read_name("Dr Bo Chen Jr., MD"),
        read_name("Oyelaran"),
        name_from_parts("", family="王", given="小明"),
        Name("王小明"),
    ],
    ids=lambda name: name.display,
)
def test_a_name_that_fn_and_n_say_needs_no_line(name: Name) -> None:
    assert lines(Details(name)) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (Name("Oyelaran"), "X-NETCRM-NAME:Oyelaran"),
        (replace(ANA, credentials="Esq."), "X-NETCRM-NAME:Ana Lima||Ana||Lima||Esq."),
        (Name(";"), "X-NETCRM-NAME:\\;"),
        (Name("Ona|~"), "X-NETCRM-NAME:Ona~1~0"),
    ],
)
def test_a_name_that_would_be_read_otherwise_has_one(name: Name, line: str) -> None:
    assert lines(Details(name)) == [line]
    assert read(Details(Name("")), line, formatted=name.display).name == name


def test_somebody_called_like_their_employer_keeps_the_name() -> None:
    assert lines(Details(ANA, positions=(Position("Ana Lima", is_primary=True),)))[0].startswith("X-NETCRM-NAME:")


def test_parts_of_a_name_that_was_changed_elsewhere_are_not_taken() -> None:
    changed = Details(read_name("Ana Costa"))
    assert read(changed, "X-NETCRM-NAME:Ana Lima||Ana||Lima", formatted="Ana Costa") == changed


@pytest.mark.parametrize(
    ("positions", "number"),
    [
        ((), 0),
        ((CRA,), 0),
        ((CRA, PI), 0),
        ((Position("Harbour", department="Trials", is_primary=True),), 0),
        ((Position("Harbour"),), 1),
        ((FELLOW,), 1),
        ((replace(CRA, start_on="2020-05"),), 1),
        ((CRA, FELLOW), 2),
        ((CRA, Position("St Mary's")), 2),
        ((PI, CRA), 2),
    ],
)
def test_positions_have_lines_where_org_and_title_do_not_say_them(positions: tuple[Position, ...], number: int) -> None:
    written = lines(Details(ANA, positions=positions))
    assert len(written) == number
    said = tuple(
        replace(position, start_on="", end_on="", is_primary=not n)
        for n, position in enumerate(shown_positions(positions))
    )
    assert read(Details(ANA, positions=said), *written).positions == positions


def test_a_job_that_was_changed_elsewhere_rules_and_past_ones_stay() -> None:
    written = lines(Details(ANA, positions=(CRA, PI, FELLOW)))
    new = Position("Elsewhere", "Head", is_primary=True)
    assert read(Details(ANA, positions=(new,)), *written).positions == (new, FELLOW)


def test_all_that_only_netcrm_knows_is_written_and_read() -> None:
    details = Details(
        ANA, roles=(Role.MENTOR, Role.CLINICIAN), tier=Tier.B, starred=True, country="PT",
        salutation="Dear Ana; and all", first_names=True,
    )  # fmt: skip
    written = lines(details)
    assert written == [
        "X-NETCRM-ROLE:mentor|clinician",
        "X-NETCRM-TIER:B",
        "X-NETCRM-STARRED:1",
        "X-NETCRM-SALUTATION:Dear Ana\\; and all",
        "X-NETCRM-FIRST-NAMES:1",
        "X-NETCRM-COUNTRY:PT",
    ]
    assert read(Details(ANA), *written) == details


@pytest.mark.parametrize(
    "line",
    [
        "X-NETCRM-ROLE:emperor||",
        "X-NETCRM-TIER:AA",
        "X-NETCRM-STARRED:yes",
        "X-NETCRM-COUNTRY:Portugal",
        "X-NETCRM-POSITION:|||2019",
        "X-NETCRM-NAME:",
        "X-NETCRM-NAME:||||||||||",
        "X-NETCRM-UNHEARD-OF:1",
    ],
)
def test_what_cannot_be_understood_is_passed_over(line: str) -> None:
    assert read(Details(ANA), line, formatted="") == Details(ANA)


def test_a_date_that_is_none_is_left_out_of_its_position() -> None:
    details = Details(ANA, positions=(CRA,))
    assert read(details, "X-NETCRM-POSITION:Harbour|CRA||long ago||1").positions == (CRA,)
