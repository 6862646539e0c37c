"""Cards of companies: they become organisations, and nothing that they say is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcrm.formats.vcard.writer import CardVersion
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from netcrm.services.imports.values import Verdict

COMPANY = "\r\n".join(
    [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:company-1",
        "FN:St Mary Trials Unit",
        "ORG:St Mary Trials Unit",
        "TEL;TYPE=WORK:+1 617 555 0100",
        "EMAIL:office@stmary.example",
        "ADR;TYPE=WORK:;;1 Harbour Road;Boston;MA;02110;US",
        "X-SITE-CODE:1204",
        "X-ABShowAs:COMPANY",
        "END:VCARD",
        "",
    ]
)


def bring_in(crm: Crm, folder: Path, text: str = COMPANY) -> Verdict:
    path = folder / "contacts.vcf"
    path.write_bytes(text.encode())
    plan = crm.imports.plan([path])
    crm.imports.apply(plan)
    return plan.cards[0].verdict


def test_what_a_companys_card_says_is_kept_and_found(crm: Crm, tmp_path: Path) -> None:
    assert bring_in(crm, tmp_path) is Verdict.NEW
    (organisation,) = crm._session.organisations.all()
    assert (organisation.name, organisation.city) == ("St Mary Trials Unit", "Boston")
    assert "+1 617 555 0100" in organisation.note
    assert "office@stmary.example" in organisation.note
    assert crm.contacts.count() == 0


def test_the_same_card_again_changes_nothing_and_undo_takes_it_back(crm: Crm, tmp_path: Path) -> None:
    bring_in(crm, tmp_path)
    newest = crm.history.next_undo()
    assert bring_in(crm, tmp_path) is Verdict.UNCHANGED
    assert crm.history.next_undo() == newest
    crm.history.undo()
    assert crm._session.organisations.all() == []
    crm.history.redo()
    assert bring_in(crm, tmp_path) is Verdict.UNCHANGED


def test_an_organisation_that_was_a_name_alone_is_filled(crm: Crm, tmp_path: Path) -> None:
    person = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Lima\r\nN:Lima;Ana;;;\r\nORG:St Mary Trials Unit\r\nEND:VCARD\r\n"
    bring_in(crm, tmp_path, person)
    assert bring_in(crm, tmp_path) is Verdict.UPDATED
    (organisation,) = crm._session.organisations.all()
    assert "0100" in organisation.note


@pytest.mark.parametrize("version", list(CardVersion))
def test_a_companys_card_goes_out_again_and_comes_in_as_a_company(
    crm: Crm, tmp_path: Path, version: CardVersion
) -> None:
    bring_in(crm, tmp_path)
    out = tmp_path / "out.vcf"
    crm.exports.write(ExportKind.VCF, out, ExportOptions(version=version))
    text = out.read_text(encoding="utf-8")
    for said in ("+1 617 555 0100", "office@stmary.example", "X-SITE-CODE:1204", "company-1", "Harbour Road"):
        assert said in text
    with Crm.open(tmp_path / "second.db") as second:
        plan = second.imports.plan([out])
        second.imports.apply(plan)
        assert second.contacts.count() == 0
        assert [one.name for one in second._session.organisations.all()] == ["St Mary Trials Unit"]
