"""Where people came from, what became of their fields, and what of it is news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from netcrm.clock import Clock
from netcrm.domain.interaction import Channel
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.imports.values import Answer, Decision, ImportOptions
from netcrm.services.interactions import InteractionDraft
from tests.services.support import added, card, day, write


def on(tmp_path: Path, text: str) -> Crm:
    """Open the same store on another day."""
    return Crm.open(tmp_path / "n.db", clock=Clock(date.fromisoformat(text)))


def ana(*lines: str) -> str:
    return card("Ana Lima", "EMAIL:ana@stmarys.test", *lines, uid="u-ana")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A folder with a store in which Ana came as a coordinator in March, and as a monitor elsewhere in November."""
    with on(tmp_path, "2026-03-03") as crm:
        crm.imports.bring_in([write(tmp_path / "a.vcf", ana("ORG:St Mary", "TITLE:CRC"))])
    with on(tmp_path, "2026-11-23") as crm:
        crm.imports.bring_in([write(tmp_path / "b.vcf", ana("ORG:Harbour CRO", "TITLE:CRA"))])
    return tmp_path


class TestNews:
    def test_another_employer_and_title_are_news_on_the_contact(self, store: Path) -> None:
        with on(store, "2026-11-24") as crm:
            assert crm.contacts.view(1).news == "now CRA (was CRC), now at Harbour CRO (was St Mary), since 23 Nov"

    def test_they_are_part_of_why_today(self, store: Path) -> None:
        with on(store, "2026-11-24") as crm:
            crm.follow_ups.add(FollowUpDraft(1, "send the CV", day("2026-11-24")))
            (item,) = crm.agenda.build().items
            assert item.why.endswith(f"; news: {item.news}")
            assert "now at Harbour CRO" in item.news

    def test_they_are_old_once_the_two_were_in_touch(self, store: Path) -> None:
        with on(store, "2026-11-24") as crm:
            crm.interactions.log(InteractionDraft((1,), Channel.CALL, day("2026-11-24")))
            assert crm.contacts.view(1).news == ""

    def test_a_first_employer_and_a_users_own_change_are_none(self, crm: Crm, tmp_path: Path) -> None:
        crm.imports.bring_in([write(tmp_path / "a.vcf", ana())])
        crm.imports.bring_in([write(tmp_path / "b.vcf", ana("ORG:St Mary", "TITLE:CRC"))])
        assert crm.contacts.view(1).news == ""


class TestTheHistoryOfFields:
    def test_says_what_was_until_which_import(self, store: Path) -> None:
        with on(store, "2026-11-24") as crm:
            said = [change.sentence for change in crm.contacts.changes(1)]
        assert "title was “CRC” until the import of 23 Nov 2026 (b.vcf)" in said
        assert "employer was “St Mary” until the import of 23 Nov 2026 (b.vcf)" in said

    def test_says_what_the_user_changed(self, crm: Crm) -> None:
        contact_id = added(crm, "Bo Chen", note="met in Lisbon")
        details = crm.contacts.get(contact_id).details
        crm.contacts.edit(contact_id, replace(details, note="", birthday="1980-02-03"))
        assert [change.sentence for change in crm.contacts.changes(contact_id)] == [
            "note was “met in Lisbon” until you changed it on 23 Nov 2026",
            "birthday was empty until you changed it on 23 Nov 2026",
        ]

    def test_goes_with_the_import_that_is_taken_back(self, store: Path) -> None:
        with on(store, "2026-11-24") as crm:
            crm.history.undo()
            assert crm.contacts.changes(1) == ()
            assert crm.contacts.view(1).news == ""

    def test_the_text_of_each_source_is_kept(self, store: Path) -> None:
        with on(store, "2026-11-24") as crm:
            first, second = crm.contacts.raw_sources(1)
        assert "TITLE:CRC" in first
        assert "TITLE:CRA" in second


class TestDecisions:
    def test_a_card_of_somebody_perhaps_known_updates_them_where_the_user_says_so(
        self, crm: Crm, tmp_path: Path
    ) -> None:
        contact_id = added(crm, "Ana Lima")
        plan = crm.imports.plan([write(tmp_path / "a.vcf", ana("TITLE:CRA"))])
        assert [one.contact_id for one in plan.cards[0].perhaps] == [contact_id]
        report = crm.imports.apply(plan, decisions={1: Decision(Answer.UPDATE, contact_id)})
        assert (report.new, report.updated, crm.contacts.count()) == (0, 1, 1)
        assert crm.contacts.get(contact_id).details.emails[0].value == "ana@stmarys.test"

    def test_skip_leaves_the_card_and_remembers_that(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Ana Lima")
        path = write(tmp_path / "a.vcf", ana())
        report = crm.imports.apply(crm.imports.plan([path]), decisions={1: Decision(Answer.SKIP)})
        assert (report.new, report.left, crm.contacts.count()) == (0, 1, 1)
        assert not crm.imports.plan([path]).cards[0].ticked

    def test_add_makes_a_second_person(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Ana Lima", email="ana@stmarys.test")
        plan = crm.imports.plan([write(tmp_path / "a.vcf", ana())])
        assert crm.imports.apply(plan, decisions={1: Decision(Answer.ADD)}).new == 1
        assert crm.contacts.count() == 2


class TestLastContact:
    @pytest.mark.parametrize(
        ("said", "last"), [("2019", "2019-07-02"), ("spring 2021", "2021-04-16"), ("2024-02-29", "2024-02-29")]
    )
    def test_may_be_said_roughly_for_those_who_are_new(self, crm: Crm, tmp_path: Path, said: str, last: str) -> None:
        crm.imports.bring_in([write(tmp_path / "a.vcf", ana())], ImportOptions(last_contact=said))
        found = crm.contacts.view(1).standing.last_touch
        assert found is not None
        assert abs((found - day(last)).days) <= 2

    def test_is_unknown_without_a_word(self, crm: Crm, tmp_path: Path) -> None:
        crm.imports.bring_in([write(tmp_path / "a.vcf", ana())])
        assert crm.contacts.view(1).standing.last_touch is None

    def test_does_not_touch_whom_there_is(self, crm: Crm, tmp_path: Path) -> None:
        added(crm, "Ana Lima", email="ana@stmarys.test")
        crm.imports.bring_in([write(tmp_path / "a.vcf", ana("TITLE:CRA"))], ImportOptions(last_contact="2019"))
        assert crm.contacts.view(1).standing.last_touch is None
