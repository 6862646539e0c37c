"""Whatever cards come in: the preview says what then happens, and all of it can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcrm.clock import Clock
from netcrm.domain.contact import Details
from netcrm.services.crm import Crm
from netcrm.services.imports.values import Verdict
from tests.services.support import (
    PIXEL,
    applied,
    brought_in,
    card,
    planned,
    undo_and_redo_all,
    whole_store,
    write,
)
from tests.stores import empty_store

GIVEN = st.sampled_from(["Ana", "A.", "Bo", "Ines", "Raj"])
FAMILY = st.sampled_from(["Lima", "Chen", "Okafor"])
LINES = st.lists(
    st.sampled_from([
        "EMAIL:research@site.test", "EMAIL;TYPE=HOME:ana@home.test", "TEL:+15550100000", "TEL;TYPE=WORK:+15550100001",
        "TITLE:CRA", "TITLE:Senior CRA", "ORG:St Mary's", "ORG:ST MARY'S;Trials", "ORG:Harbour;Oncology",
        "NOTE:one", "NOTE:two",
        "CATEGORIES:zeta,alpha", "CATEGORIES:asco", "BDAY:1980-01-02", "NICKNAME:Annie", "URL:https://a.test",
        f"PHOTO;ENCODING=b:{PIXEL}", "ADR:;;1 High St;Leeds;;;UK",
    ]),
    max_size=5,
    unique=True,
)  # fmt: skip
CARDS = st.lists(
    st.builds(
        lambda given, family, lines, uid: card(f"{given} {family}", *lines, uid=uid),
        GIVEN, FAMILY, LINES, st.sampled_from(["", "", "1", "2", "3"]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def shown(crm: Crm, contact_id: int) -> Details:
    """Return somebody's details without what the preview does not tell."""
    details = crm.contacts.get(contact_id).details
    return replace(details, positions=tuple(replace(p, organisation_id=None) for p in details.positions))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=CARDS, second=CARDS, ticks=st.integers(0, 2**12))
def test_the_preview_says_what_then_happens(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str], ticks: int
) -> None:
    folder = tmp_path_factory.mktemp("import")
    with Crm.open(empty_store(folder / "own" / "n.db"), clock=Clock(date(2026, 11, 23))) as crm:
        brought_in(crm, write(folder / "contacts.vcf", *first))
        state = whole_store(crm)
        path = write(folder / "contacts.vcf", *second)
        plan = planned(crm, path)
        assert whole_store(crm) == state
        before = {card.contact_id: shown(crm, card.contact_id) for card in plan.cards if card.contact_id}
        expected = dict(before)
        for read in plan.read:
            if read.contact_id and read.details:
                expected[read.contact_id] = replace(
                    read.details, positions=tuple(replace(p, organisation_id=None) for p in read.details.positions)
                )
        report = brought_in(crm, path)
        assert {contact_id: shown(crm, contact_id) for contact_id in expected} == expected
        assert (report.change_set is None) == (whole_store(crm) == state)
        assert brought_in(crm, path).change_set is None
        if report.change_set is not None:
            crm.history.undo()
            assert whole_store(crm) == state
        picked = {card.number for card in plan.cards if ticks >> card.number & 1}
        again = applied(crm, planned(crm, path), picked)
        unticked = sum(c.verdict in (Verdict.NEW, Verdict.UPDATED) and c.number not in picked for c in plan.cards)
        assert again.left >= unticked
        undo_and_redo_all(crm)
