from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.contact import Address, Contact, Details, Email, Link, Phone, State, Tier
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.interval import Interval, Unit
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Organisation, OrganisationKind, Position
from netcrm.domain.recurrence import Recurrence, RepeatsFrom
from netcrm.domain.roles import Role
from netcrm.formats.exported_contact import ExportedContact
from netcrm.formats.json_lines import (
    Beside,
    WholeSource,
    contact_line,
    contact_object,
    end_line,
    follow_up_line,
    header_line,
    interaction_line,
    organisation_line,
    raw_line,
)
from netcrm.formats.json_lines.values import content

CONTRACT = [
    "id", "uid", "name", "prefix", "given", "additional", "family", "suffix", "credentials", "nicknames", "state",
    "roles", "organisation", "title", "department", "positions", "tags", "tier", "emails", "phones", "addresses",
    "links", "birthday", "note", "cadence", "salutation", "first_names", "sources",
]  # fmt: skip
"""The keys that others script against."""


@dataclass(frozen=True)
class Source:
    file: str = "phone.vcf"
    format: str = "vcf"
    place: int = 3
    imported_on: date = date(2026, 11, 1)
    uid: str = "urn:x"


ANA = Contact(
    id=7,
    uid="3f2a",
    details=Details(
        name=Name("Ana Lima", "Dr.", "Ana", "Rosa", "Lima", "Jr.", "MD"),
        nicknames=("Aninha",),
        roles=(Role.PRINCIPAL_INVESTIGATOR, Role.MENTOR),
        tags=("area/oncology",),
        emails=(Email("ana@stmarys.example", "work", preferred=True),),
        phones=(Phone("+351 22 000 0000", "mobile"),),
        addresses=(Address("Rua 1", "Porto", "Norte", "4050", "Portugal", "home"),),
        links=(Link("https://example.org", "blog"),),
        positions=(
            Position("Old Place", "Fellow", "", "2015", "2019"),
            Position("St Mary's", "Professor", "Cardiology", is_primary=True),
        ),
        birthday="--04-15",
        note="Zürich\nnext",
        tier=Tier.B,
        starred=True,
        language="pt",
        salutation="Dear Professor Lima",
        first_names=True,
        country="PT",
    ),
    added_on=date(2026, 1, 2),
    state=State.DO_NOT_CONTACT,
    state_since=date(2026, 10, 1),
    state_why="asked so",
)


def test_a_contact_has_the_keys_of_the_contract_in_their_order() -> None:
    assert contact_object(ANA, own_cadence="2 weeks", sources=[Source()]) == {
        "id": 7,
        "uid": "3f2a",
        "name": "Ana Lima, MD",
        "prefix": "Dr.",
        "given": "Ana",
        "additional": "Rosa",
        "family": "Lima",
        "suffix": "Jr.",
        "credentials": "MD",
        "nicknames": ["Aninha"],
        "state": "do-not-contact",
        "roles": ["principal-investigator", "mentor"],
        "organisation": "St Mary's",
        "title": "Professor",
        "department": "Cardiology",
        "positions": [
            {
                "organisation": "Old Place",
                "title": "Fellow",
                "department": "",
                "start_on": "2015",
                "end_on": "2019",
                "primary": False,
            },
            {
                "organisation": "St Mary's",
                "title": "Professor",
                "department": "Cardiology",
                "start_on": "",
                "end_on": "",
                "primary": True,
            },
        ],
        "tags": ["area/oncology"],
        "tier": "B",
        "emails": [{"value": "ana@stmarys.example", "label": "work", "preferred": True}],
        "phones": [{"value": "+351 22 000 0000", "label": "mobile", "preferred": False}],
        "addresses": [
            {
                "street": "Rua 1",
                "city": "Porto",
                "region": "Norte",
                "postal_code": "4050",
                "country": "Portugal",
                "label": "home",
            }
        ],
        "links": [{"value": "https://example.org", "label": "blog"}],
        "birthday": "--04-15",
        "note": "Zürich\nnext",
        "cadence": "2 weeks",
        "salutation": "Dear Professor Lima",
        "first_names": True,
        "sources": [
            {"file": "phone.vcf", "format": "vcf", "place": 3, "imported_on": "2026-11-01", "uid": "urn:x"},
        ],
    }
    assert list(contact_object(ANA, own_cadence=None, sources=())) == CONTRACT


def test_somebody_of_whom_little_is_known_has_all_keys_all_the_same() -> None:
    found = contact_object(Contact(1, "u", Details(Name("Oyelaran")), date(2026, 1, 2)), own_cadence=None, sources=())
    assert list(found) == CONTRACT
    assert (found["tier"], found["cadence"], found["birthday"]) == (None, None, None)
    assert (found["organisation"], found["title"], found["emails"]) == ("", "", [])


def test_the_line_of_a_contact_adds_what_else_the_store_keeps() -> None:
    line = contact_line(ExportedContact(ANA, "never", sources=[Source()]))
    found = json.loads(line)
    assert list(found)[:29] == ["type", *CONTRACT]
    assert found == {
        "type": "contact",
        **contact_object(ANA, own_cadence="never", sources=[Source()]),
        "formatted": "Ana Lima",
        "starred": True,
        "language": "pt",
        "country": "PT",
        "added_on": "2026-01-02",
        "state_since": "2026-10-01",
        "state_why": "asked so",
    }
    assert "Zürich\\nnext".encode() in line


def test_the_line_of_an_interaction_names_its_participants() -> None:
    call = Interaction(4, "i4", date(2026, 11, 3), Channel.SITE_VISIT, Direction.BOTH, "talked", (7, 9))
    assert json.loads(interaction_line(call)) == {
        "type": "interaction",
        "id": 4,
        "uid": "i4",
        "happened_on": "2026-11-03",
        "channel": "site-visit",
        "direction": "both",
        "summary": "talked",
        "participants": [7, 9],
        "counts": None,
    }
    assert json.loads(interaction_line(replace(call, counts=False)))["counts"] is False


def test_the_line_of_a_follow_up_has_its_dates_and_its_hour() -> None:
    promise = FollowUp(5, "f5", 7, "Send CV", date(2026, 11, 27), datetime(2026, 11, 27, 9, tzinfo=UTC))
    assert json.loads(follow_up_line(promise)) == {
        "type": "follow-up",
        "id": 5,
        "uid": "f5",
        "contact": 7,
        "title": "Send CV",
        "due_on": "2026-11-27",
        "due_at": "2026-11-27T09:00:00+00:00",
        "owner": "mine",
        "state": "open",
        "snoozed_until": None,
        "made_on": None,
        "closed_on": None,
        "reason": "",
        "every": None,
        "counts_from": None,
        "first_on": None,
        "occurrence": None,
        "run": None,
        "step": "",
    }


def test_the_line_of_a_follow_up_says_how_it_comes_back() -> None:
    yearly = Recurrence(Interval(1, Unit.YEAR), RepeatsFrom.DATE, date(2024, 2, 29), 3)
    line = json.loads(follow_up_line(FollowUp(5, "f5", 7, "Dues", date(2027, 2, 28), recurrence=yearly)))
    assert (line["every"], line["counts_from"], line["first_on"], line["occurrence"]) == (
        "1 year", "date", "2024-02-29", 3,
    )  # fmt: skip


def test_the_line_of_an_organisation_has_its_kind() -> None:
    assert json.loads(
        organisation_line(Organisation(2, "o2", "St Mary's", OrganisationKind.HOSPITAL, "1204", "Porto", "PT", "n"))
    ) == {
        "type": "organisation",
        "id": 2,
        "uid": "o2",
        "name": "St Mary's",
        "kind": "hospital",
        "site_number": "1204",
        "city": "Porto",
        "country": "PT",
        "note": "n",
    }


WHOLE_SOURCE = WholeSource("phone.vcf", "vcf", 3, 17, date(2026, 11, 1), "urn:x", "ab12", 7)


def test_in_a_whole_store_the_line_of_a_contact_only_gains_keys() -> None:
    person = ExportedContact(ANA, "never", sources=[Source()])
    beside = Beside([WHOLE_SOURCE], "cd34", ["former"], "2026-11-02")
    alone, whole = json.loads(contact_line(person)), json.loads(contact_line(person, beside))
    assert list(whole)[: len(alone)] == list(alone)
    assert {key: whole[key] for key in whole.keys() - alone.keys()} == {
        "photo": "cd34", "former_uids": ["former"], "set_aside_on": "2026-11-02",
    }  # fmt: skip
    assert whole["sources"] == [{**alone["sources"][0], "line": 17, "digest": "ab12", "change_set": 7}]
    assert whole["positions"] == [{**job, "organisation_id": None} for job in alone["positions"]]
    changed = {"sources", "positions"}
    assert {key: whole[key] for key in alone.keys() - changed} == {key: alone[key] for key in alone.keys() - changed}


def test_in_a_whole_store_the_line_of_an_organisation_has_its_sources() -> None:
    organisation = Organisation(2, "o2", "St Mary's")
    assert json.loads(organisation_line(organisation, [WHOLE_SOURCE])) == {
        **json.loads(organisation_line(organisation)),
        "sources": [
            {
                "file": "phone.vcf", "format": "vcf", "place": 3, "imported_on": "2026-11-01", "uid": "urn:x",
                "line": 17, "digest": "ab12", "change_set": 7,
            }
        ],
    }  # fmt: skip


def test_the_first_and_the_last_line_say_what_the_file_is() -> None:
    assert json.loads(header_line({"contact": 9})) == {
        "type": "netcrm", "format": 1, "whole": True, "last_ids": {"contact": 9},
    }  # fmt: skip
    assert json.loads(end_line(12)) == {"type": "end", "lines": 12}


def test_what_came_in_stands_as_text_where_it_is_one() -> None:
    assert json.loads(raw_line("ab", "FN:Zoë\r\n".encode())) == {
        "type": "raw", "digest": "ab", "content": {"text": "FN:Zoë\r\n"},
    }  # fmt: skip
    assert json.loads(raw_line("ab", b"\xff\x00"))["content"] == {"base64": "/wA="}
    assert json.loads(raw_line("ab", b"a\x00b"))["content"] == {"base64": "YQBi"}


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_come_back(data: bytes) -> None:
    line = raw_line("ab", data)
    assert len(line.decode().splitlines()) == 1
    assert content(json.loads(line)["content"]) == data


@given(st.text(st.characters(exclude_categories=())) | st.sampled_from(["\u2028\u2029\x85\r\n", "\ud83d", "\x1b[0m"]))
def test_any_text_stands_on_one_line_and_comes_back(text: str) -> None:
    line = organisation_line(Organisation(1, "u", text))
    assert len(line.decode().splitlines()) == 1
    assert json.loads(line)["name"] == text
