"""Files brought in without a plan: in portions, with what a plan and its own ticks would have written."""

from __future__ import annotations

import io
import os
import random
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from netcrm.clock import Clock
from netcrm.errors import NeedsDecision, Unreadable, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.imports import portions, tally
from netcrm.services.imports.values import ImportOptions, ImportReport, OnDuplicate
from tests.services.support import ANA, BO, PIXEL, applied, card, is_empty, planned, whole_store, write
from tests.services.test_import_corpus import CORPUS

_OURS = frozenset({"uid", "change_set", "id", "contact_id", "organisation_id", "interaction_id"})
"""Columns that depend on the order of writing, or are made anew each time."""


def content(crm: Crm) -> dict[str, list[tuple[object, ...]]]:
    """Return what a store holds, whatever the ids: the rows of each table without them, in order."""
    database = crm._session.database
    found = {}
    for table in ("contact", "organisation", "email", "phone", "link", "position", "contact_tag", "source", "left_out"):
        names = [row[1] for row in database.rows(f"PRAGMA table_info({table})") if row[1] not in _OURS]
        found[table] = sorted(database.rows(f"SELECT {', '.join(names)} FROM {table}"), key=repr)
    return found


def numbers(report: ImportReport) -> tuple[int, ...]:
    return report.cards, report.new, report.updated, report.unchanged, report.left, len(report.problems)


def some_cards(seed: int) -> list[str]:
    """Return cards of few people, again and again: the same, changed, under a UID or none, with what they share."""
    dice = random.Random(seed)
    cards = []
    for _ in range(40):
        person = dice.randrange(12)
        lines = [f"EMAIL:p{person}@site.test"] if dice.random() < 0.7 else []
        lines += [f"TEL:+1 555 01 {person // 3:04}"] if dice.random() < 0.5 else []
        lines += [f"ORG:{dice.choice(['St Mary', 'ST MARY', 'Harbour CRO'])}"] if dice.random() < 0.6 else []
        lines += [f"TITLE:{dice.choice(['CRC', 'CRA', 'PI'])}"] if dice.random() < 0.5 else []
        lines += [f"PHOTO;ENCODING=b;TYPE=PNG:{PIXEL}"] if dice.random() < 0.2 else []
        lines += [f"CATEGORIES:{dice.choice(['a', 'b', 'c'])}"] if dice.random() < 0.3 else []
        uid = f"u{person}" if dice.random() < 0.6 else ""
        cards.append(card(f"Name{person // 2} Family{person}", *lines, uid=uid))
    members = "".join(f"MEMBER:urn:uuid:u{n}\r\n" for n in range(0, 12, 3))
    group = f"BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:Study team\r\n{members}END:VCARD\r\n"
    cards.insert(dice.randrange(len(cards)), group)
    cards.insert(dice.randrange(len(cards)), "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n")
    return cards


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("portion", [1, 7])
def test_portions_lead_to_the_store_that_a_plan_leads_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, portion: int
) -> None:
    path = write(tmp_path / "a.vcf", *some_cards(seed))
    options = ImportOptions(on_duplicate=list(OnDuplicate)[seed % 3])
    with (
        Crm.open(tmp_path / "plan" / "n.db", clock=Clock(date(2026, 11, 23))) as by_plan,
        Crm.open(tmp_path / "portions" / "n.db", clock=Clock(date(2026, 11, 23))) as by_portions,
    ):
        said = by_plan.imports.apply(by_plan.imports.plan([path], options))
        monkeypatch.setattr(portions, "PORTION", portion)
        done = by_portions.imports.bring_in([path], options)
        assert content(by_portions) == content(by_plan)
        assert sum(numbers(done)[1:]) == done.cards == said.cards
        assert len(done.problems) == len(said.problems)
        before = whole_store(by_portions)
        again = by_portions.imports.bring_in([path], ImportOptions())
        assert (again.new, again.left, again.cards) == (0, 0, done.cards)
        if options.on_duplicate is OnDuplicate.UPDATE:
            assert (again.change_set, whole_store(by_portions)) == (None, before)
            by_portions.history.undo()
            assert is_empty(by_portions)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder shared/corpora/vcard is not beside the project")
def test_the_corpus_in_portions_is_the_corpus_as_planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(CORPUS.rglob("*.vcf"))
    with (
        Crm.open(tmp_path / "plan" / "n.db", clock=Clock(date(2026, 11, 23))) as by_plan,
        Crm.open(tmp_path / "portions" / "n.db", clock=Clock(date(2026, 11, 23))) as by_portions,
    ):
        said = applied(by_plan, planned(by_plan, *files))
        monkeypatch.setattr(portions, "PORTION", 3)
        done = by_portions.imports.bring_in(files)
        assert (done.cards, len(done.problems)) == (said.cards, len(said.problems))
        assert content(by_portions) == content(by_plan)
        assert by_portions.safety.doctor(mend=False).findings == ()


def test_who_was_left_before_stays_out_and_so_does_what_leans_on_them(crm: Crm, tmp_path: Path) -> None:
    leans = card("Ana Lima", "EMAIL;TYPE=WORK:ana@stmarys.test", "TITLE:CRA")
    path = write(tmp_path / "a.vcf", ANA, leans, BO)
    plan = planned(crm, path)
    assert crm.imports.apply(plan, {3}).left == 2
    report = crm.imports.bring_in([path])
    assert (report.new, report.left, report.unchanged) == (0, 2, 1)
    assert crm.contacts.count() == 1


def test_a_wish_to_stop_leaves_the_store_as_it_was(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "PORTION", 1)
    path = write(tmp_path / "a.vcf", ANA, BO)
    asked = iter([False, False, True, True])
    with pytest.raises(NeedsDecision, match="nothing was written"):
        crm.imports.bring_in([path], cancelled=lambda: next(asked))
    assert is_empty(crm)
    assert crm.imports.bring_in([path]).new == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "empty"), ("Dear Ana, no card.\n", "not a file that netcrm can read")],
)
def test_a_file_without_cards_is_told(crm: Crm, tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "notes.dat"
    path.write_text(text)
    with pytest.raises(Unreadable, match=why):
        crm.imports.bring_in([path])
    assert is_empty(crm)


def test_where_no_card_can_be_read_the_first_reason_is_told(crm: Crm, tmp_path: Path) -> None:
    path = write(tmp_path / "a.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n")
    with pytest.raises(Unreadable, match=r"a\.vcf, card 1, line 1"):
        crm.imports.bring_in([path])


def test_standard_input_is_read_twice_where_it_must_be(crm: Crm) -> None:
    assert crm.imports.bring_in([Path("-")], stdin=io.BytesIO(ANA.encode())).new == 1
    assert crm.imports.bring_in([Path("-")], stdin=io.BytesIO((ANA + BO).encode())).new == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of Unix")
def test_a_pipe_is_read_as_standard_input_is(crm: Crm, tmp_path: Path) -> None:
    pipe = tmp_path / "contacts.vcf"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(ANA,), daemon=True)
    writer.start()
    assert crm.imports.bring_in([pipe]).new == 1
    writer.join()
    with pytest.raises(UsageProblem, match="save it in a file"):
        crm.imports.read_map([pipe], "Name=name")


@pytest.mark.parametrize("is_planned", [False, True])
def test_a_table_that_came_in_is_read_anew_where_its_columns_are_said(
    crm: Crm, tmp_path: Path, is_planned: bool
) -> None:
    path = write(tmp_path / "guild.csv", "Wer,Post,Amt\nIlse,ilse@harbour.test,CRA\nJuan,juan@stmary.test,PI\n")
    crm.imports.bring_in([path])
    options = ImportOptions(mapping=crm.imports.read_map([path], "Wer=name,Amt=title"))
    for updated in (2, 0):
        if is_planned:
            report = crm.imports.apply(crm.imports.plan([path], options))
        else:
            report = crm.imports.bring_in([path], options)
        assert (report.new, report.updated, report.unchanged) == (0, updated, 2 - updated)
    found = [crm.contacts.get(contact_id).details for contact_id in (1, 2)]
    assert [(one.name.display, one.positions[0].title) for one in found] == [("Ilse", "CRA"), ("Juan", "PI")]
    assert len(crm.contacts.raw_sources(1)) == 1


def test_noise_is_counted_where_it_is_too_much_to_tell(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netcrm.services.imports.portions.MOST_PROBLEMS", 2)
    rows = "".join(f",{number}\n" for number in range(5))
    report = crm.imports.bring_in([write(tmp_path / "noise.csv", f"Name,Notes\n{rows}Ana Lima,\n")])
    assert (report.cards, report.new, len(report.problems), report.unlisted, report.unreadable) == (6, 1, 2, 3, 5)


def test_a_backup_is_taken_only_where_something_may_come_in(crm: Crm, tmp_path: Path) -> None:
    path = write(tmp_path / "a.vcf", ANA)
    folder = crm._session.database.path.parent
    crm.imports.bring_in([path])
    crm.imports.bring_in([path])
    assert not list(folder.rglob("*import*.db"))
    crm.imports.bring_in([write(tmp_path / "b.vcf", BO)])
    assert len(list(folder.rglob("*import*.db"))) == 1


def test_of_very_many_doubts_some_are_told_and_the_others_counted(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tally, "MOST_NOTED", 2)
    report = crm.imports.bring_in([write(tmp_path / "a.vcf", *(card("Li Wei", f"NOTE:{n}") for n in range(5)))])
    assert (report.new, len(report.noted), report.more_noted) == (5, 2, 2)
