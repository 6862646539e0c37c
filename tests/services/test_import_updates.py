"""Who is the same, and what a newer export of the same source changes of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from netcrm.domain.contact import Details, Email
from netcrm.domain.naming.name import Name
from netcrm.services.crm import Crm
from netcrm.services.imports.values import OnDuplicate, PlannedCard, Verdict
from tests.services.support import (
    ANA,
    BO,
    added,
    applied,
    brought_in,
    card,
    everybody,
    names,
    planned,
    write,
)


def said(card: PlannedCard) -> tuple[str, ...]:
    """Return whom a card may be the same as, in words."""
    return tuple(str(one) for one in card.perhaps)


class TestANewerExportOfTheSameSource:
    @pytest.fixture
    def store(self, crm: Crm, tmp_path: Path) -> Crm:
        first = card(
            "Ana Lima", "EMAIL;TYPE=WORK:ana@stmarys.test", "TEL:+15550102030", "ORG:St Mary's;Oncology", "TITLE:CRA",
            "NOTE:met in Lisbon", "CATEGORIES:friends", "BDAY:1980-02-03", uid="u-ana",
        )  # fmt: skip
        brought_in(crm, write(tmp_path / "contacts.vcf", first))
        return crm

    def newer(self, crm: Crm, tmp_path: Path, *lines: str, name: str = "Ana Lima") -> Details:
        brought_in(crm, write(tmp_path / "contacts.vcf", card(name, *lines, uid="u-ana")))
        (details,) = everybody(crm).values()
        return details

    def edit(self, crm: Crm, **changed: object) -> None:
        crm.contacts.edit(1, replace(crm.contacts.get(1).details, **changed))  # type: ignore[arg-type]

    def test_updates_what_the_source_changed(self, store: Crm, tmp_path: Path) -> None:
        details = self.newer(
            store, tmp_path, "ORG:Harbour CRO;Oncology", "TITLE:Senior CRA", "NOTE:met in Porto", name="Ana Lima-Sousa"
        )
        assert details.name.family == "Lima-Sousa"
        assert [(p.title, p.organisation, p.is_primary) for p in details.positions] == [
            ("Senior CRA", "Harbour CRO", True)
        ]
        assert details.note == "met in Porto"
        assert details.birthday == "1980-02-03"

    def test_updates_the_label_and_the_department(self, store: Crm, tmp_path: Path) -> None:
        details = self.newer(
            store, tmp_path, "EMAIL;TYPE=HOME,PREF:ana@stmarys.test", "ORG:St Mary's;Trials", "TITLE:CRA"
        )
        assert details.emails == (Email("ana@stmarys.test", "home", preferred=True),)
        assert details.positions[0].department == "Trials"

    def test_adds_to_lists_and_takes_nothing_from_them(self, store: Crm, tmp_path: Path) -> None:
        details = self.newer(store, tmp_path, "EMAIL:ana@home.test", "TEL:+15550109999", "CATEGORIES:asco")
        assert [email.value for email in details.emails] == ["ana@stmarys.test", "ana@home.test"]
        assert [phone.value for phone in details.phones] == ["+15550102030", "+15550109999"]
        assert details.tags == ("asco", "friends")

    def test_keeps_what_the_user_changed(self, store: Crm, tmp_path: Path) -> None:
        there = store.contacts.get(1).details
        self.edit(
            store,
            name=replace(there.name, formatted="Ana Maria Lima"),
            note="likes tea",
            positions=(replace(there.positions[0], title="Monitor"),),
        )
        details = self.newer(store, tmp_path, "ORG:St Mary's;Oncology", "TITLE:CRA", "NOTE:met in Porto")
        assert details.name.formatted == "Ana Maria Lima"
        assert details.note == "likes tea"
        assert [position.title for position in details.positions] == ["Monitor"]

    def test_keeps_away_what_the_user_took_away(self, store: Crm, tmp_path: Path) -> None:
        self.edit(store, note="", birthday="", emails=(), phones=(), tags=(), positions=())
        lines = (
            "EMAIL;TYPE=WORK:ana@stmarys.test", "TEL:+1 555 010 2030", "ORG:St Mary's;Oncology", "TITLE:CRA",
            "NOTE:met in Lisbon", "CATEGORIES:friends,asco", "BDAY:1980-02-03",
        )  # fmt: skip
        details = self.newer(store, tmp_path, *lines)
        assert (details.note, details.birthday, details.emails, details.phones, details.positions) == (
            "", "", (), (), (),
        )  # fmt: skip
        assert details.tags == ("asco",)

    def test_keeps_credentials_away_that_the_user_took_away(self, crm: Crm, tmp_path: Path) -> None:
        brought_in(
            crm,
            write(tmp_path / "c.vcf", card("Ana Lima", "N:Lima;Ana;;Dr.;MD", uid="u").replace("N:Lima;Ana;;;\r\n", "")),
        )
        there = crm.contacts.get(1).details
        assert (there.name.credentials, there.name.prefix) == ("MD", "Dr.")
        self.edit(crm, name=replace(there.name, credentials="", prefix=""))
        brought_in(
            crm,
            write(
                tmp_path / "c.vcf",
                card("Ana Lima", "N:Lima;Ana;;Dr.;MD", "REV:2", uid="u").replace("N:Lima;Ana;;;\r\n", ""),
            ),
        )
        assert (crm.contacts.get(1).details.name.credentials, crm.contacts.get(1).details.name.prefix) == ("", "")

    def test_lets_credentials_of_the_user_stand_beside_a_new_family_name(self, store: Crm, tmp_path: Path) -> None:
        self.edit(store, name=replace(store.contacts.get(1).details.name, credentials="PhD"))
        assert self.newer(store, tmp_path, name="Ana Sousa").name.display == "Ana Sousa, PhD"

    @pytest.mark.parametrize("uid", ["", "u-mama"])
    def test_finds_whom_the_user_gave_another_name(self, crm: Crm, tmp_path: Path, uid: str) -> None:
        brought_in(crm, write(tmp_path / "phone.vcf", card("Mama", "TEL:+49 170 1111111", uid=uid)))
        self.edit(crm, name=Name("Helga Schmidt", given="Helga", family="Schmidt"))
        newer = card("Mama", "TEL:+49 170 1111111", "EMAIL:helga@home.test", uid=uid)
        brought_in(crm, write(tmp_path / "phone.vcf", newer))
        (details,) = everybody(crm).values()
        assert (details.name.display, details.emails[0].value) == ("Helga Schmidt", "helga@home.test")

    def test_fills_what_the_user_left_empty(self, store: Crm, tmp_path: Path) -> None:
        details = self.newer(store, tmp_path, "URL:https://ana.test", "NICKNAME:Annie", "ADR:;;1 High St;Leeds;;;UK")
        assert (details.links[0].value, details.nicknames) == ("https://ana.test", ("Annie",))
        assert details.addresses[0].city == "Leeds"

    def test_leaves_at_most_one_mail_address_preferred(self, store: Crm, tmp_path: Path) -> None:
        there = store.contacts.get(1).details
        self.edit(store, emails=(replace(there.emails[0], preferred=True),))
        details = self.newer(store, tmp_path, "EMAIL;TYPE=PREF:ana@new.test")
        assert [(email.value, email.preferred) for email in details.emails] == [
            ("ana@stmarys.test", True), ("ana@new.test", False),
        ]  # fmt: skip

    def test_is_known_by_the_name_of_its_file_where_cards_have_no_uid(self, crm: Crm, tmp_path: Path) -> None:
        lines = "EMAIL:ana@stmarys.test", "TITLE:CRA"
        brought_in(crm, write(tmp_path / "contacts.vcf", card("Ana Lima", *lines, "TEL:+15550102030")))
        self.edit(crm, phones=())
        newer = card("Ana Lima", "EMAIL:ana@stmarys.test", "TITLE:Senior CRA", "TEL:+15550102030")
        brought_in(crm, write(tmp_path / "contacts (1).vcf", newer))
        details = crm.contacts.get(1).details
        assert ([p.title for p in details.positions], details.phones) == (["Senior CRA"], ())

    def test_of_another_source_only_fills_and_adds(self, store: Crm, tmp_path: Path) -> None:
        other = card("Ana Lima", "EMAIL:ana@stmarys.test", "TITLE:Boss", "NOTE:other words", "NICKNAME:Annie", uid="x")
        assert brought_in(store, write(tmp_path / "other.vcf", other)).updated == 1
        details = store.contacts.get(1).details
        assert (details.note, details.nicknames) == ("met in Lisbon", ("Annie",))
        assert [position.title for position in details.positions] == ["CRA", "Boss"]

    def test_in_utf_16_is_read_again_in_utf_16(self, crm: Crm, tmp_path: Path) -> None:
        path = tmp_path / "contacts.vcf"
        path.write_bytes(card("Zoë Ørsted", "NOTE:før", uid="u").encode("utf-16"))
        brought_in(crm, path)
        path.write_bytes(card("Zoë Ørsted", "NOTE:nå", uid="u").encode("utf-16"))
        brought_in(crm, path)
        assert crm.contacts.get(1).details.note == "nå"


class TestWhoIsTheSame:
    def test_site_contacts_who_share_a_switchboard_stay_two(self, crm: Crm, tmp_path: Path) -> None:
        one, two = card("Ines Okafor", "TEL:+1 555 010 0000"), card("Raj Patel", "TEL:+15550100000")
        plan = planned(crm, write(tmp_path / "site.vcf", one, two))
        assert [said(c) for c in plan.cards] == [(), ("Ines Okafor (in this import): same phone",)]
        assert applied(crm, plan).new == 2
        later = planned(crm, write(tmp_path / "more.vcf", card("Tove Berg", "TEL:+1-555-010-0000")))
        assert said(later.cards[0]) == ("Ines Okafor (1): same phone", "Raj Patel (2): same phone")

    def test_people_who_share_a_mailbox_stay_two(self, crm: Crm, tmp_path: Path) -> None:
        one, two = card("Ines Okafor", "EMAIL:research@site.test"), card("Raj Patel", "EMAIL:Research@Site.test")
        plan = planned(crm, write(tmp_path / "site.vcf", one, two))
        assert said(plan.cards[1]) == ("Ines Okafor (in this import): same e-mail",)
        assert applied(crm, plan).new == 2

    def test_a_shared_mail_address_and_an_initial_are_one(self, crm: Crm, tmp_path: Path) -> None:
        one, two = card("Ines Okafor", "EMAIL:ines@site.test"), card("I. Okafor", "EMAIL:ines@site.test", "TITLE:CRC")
        assert brought_in(crm, write(tmp_path / "site.vcf", one, two)).updated == 1
        assert names(crm) == ["Ines Okafor"]

    def test_the_same_name_alone_is_only_perhaps_the_same(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Li Wei")
        plan = planned(crm, write(tmp_path / "a.vcf", card("Li Wei", "EMAIL:li@a.test")))
        assert (plan.cards[0].verdict, said(plan.cards[0])) == (Verdict.NEW, ("Li Wei (1): same name",))

    def test_one_uid_with_names_that_contradict_stays_two_for_good(self, crm: Crm, tmp_path: Path) -> None:
        ines, raj = card("Ines Okafor", uid="1"), card("Raj Patel", uid="1")
        plan = planned(crm, write(tmp_path / "a.vcf", ines, raj))
        assert said(plan.cards[1]) == ("Ines Okafor (in this import): same UID, another name",)
        applied(crm, plan)
        newer = card("Ines Okafor", "TITLE:CRC", uid="1"), card("Raj Patel", "TITLE:CRA", uid="1")
        assert brought_in(crm, write(tmp_path / "b.vcf", *newer)).updated == 2
        assert {d.name.formatted: d.positions[0].title for d in everybody(crm).values()} == {
            "Ines Okafor": "CRC", "Raj Patel": "CRA",
        }  # fmt: skip

    def test_our_own_uid_is_known_when_it_comes_back(self, crm: Crm, tmp_path: Path) -> None:
        contact_id = added(crm, "Ana Lima")
        uid = crm.contacts.get(contact_id).uid
        report = brought_in(crm, write(tmp_path / "back.vcf", card("Ana Sousa", "EMAIL:ana@new.test", uid=uid)))
        assert (report.new, report.updated) == (0, 1)

    @pytest.mark.parametrize(("first", "then"), [("urn:uuid:abc-1", "abc-1"), ("abc-1", "URN:UUID:abc-1")])
    def test_a_uid_is_the_same_bare_and_as_a_urn(self, crm: Crm, tmp_path: Path, first: str, then: str) -> None:
        brought_in(crm, write(tmp_path / "a.vcf", card("Ana Lima", uid=first)))
        assert brought_in(crm, write(tmp_path / "b.vcf", card("Ana Sousa", "TITLE:PI", uid=then))).updated == 1

    def test_a_phone_written_otherwise_is_the_same_in_the_users_region(self, crm: Crm, tmp_path: Path) -> None:
        crm.settings.set("region", "US")
        added(crm, "Ana Lima", phone="(617) 555-0123")
        plan = planned(crm, write(tmp_path / "a.vcf", card("Ana Lima", "TEL:+1 617 555 0123")))
        assert plan.cards[0].verdict is Verdict.UNCHANGED


class TestOnDuplicate:
    def test_skip_writes_nothing_so_that_the_file_can_still_update(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Ana Lima", email="ana@stmarys.test")
        path = write(tmp_path / "a.vcf", ANA, BO)
        report = brought_in(crm, path, on_duplicate=OnDuplicate.SKIP)
        assert (report.new, report.updated, report.unchanged) == (1, 0, 1)
        assert crm.contacts.get(1).details.positions == ()
        assert brought_in(crm, path, on_duplicate=OnDuplicate.SKIP).change_set is None
        assert brought_in(crm, path).updated == 1
        assert crm.contacts.get(1).organisation == "St Mary's"

    def test_new_makes_a_second_person_and_names_the_first(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Ana Lima", email="ana@stmarys.test")
        plan = planned(crm, write(tmp_path / "a.vcf", ANA), on_duplicate=OnDuplicate.NEW)
        assert said(plan.cards[0]) == ("Ana Lima (1): same person",)
        assert applied(crm, plan).new == 1
        assert names(crm) == ["Ana Lima", "Ana Lima"]


def test_another_entry_of_the_same_person_takes_nothing_away(crm: Crm, tmp_path: Path) -> None:
    """Two files of like names are no newer export of one card where only a phone and an initial agree."""
    full = card("Ana Lima", "TEL;TYPE=CELL:+1 617 555 0100", "ORG:St Mary", "TITLE:CRC")
    short = card("A. Lima", "TEL:+1 617 555 0100", "ORG:Harbour CRO")
    brought_in(crm, write(tmp_path / "phone1.vcf", full))
    brought_in(crm, write(tmp_path / "phone2.vcf", short))
    (details,) = everybody(crm).values()
    assert (details.name.formatted, details.phones[0].label) == ("Ana Lima", "mobile")
    assert details.primary_position is not None
    assert (details.primary_position.organisation, details.primary_position.title) == ("St Mary", "CRC")
