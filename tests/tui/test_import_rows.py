"""What a preview shows and decides, without a screen: kinds of lines, search, ticks and decisions."""

from __future__ import annotations

import pytest

from netcrm.domain.merging import Change
from netcrm.services.imports.values import Answer, Decision, ImportProblem, ImportReport, Perhaps, Verdict
from netcrm.tui.dialogs.import_report import beside_sentence, report_sentence
from netcrm.tui.dialogs.import_rows import ADD, SKIP, ImportChoice, Kind, Picks, PreviewRows, decisions_for
from netcrm.tui.dialogs.import_words import clipped, describe
from tests.tui.import_plans import MOVED, Plan, card, plan

UPDATE_7, UPDATE_9 = Decision(Answer.UPDATE, 7), Decision(Answer.UPDATE, 9)


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (Kind.ALL, [0, 1, 2, 3, 4]),
        (Kind.NEW, [0]),
        (Kind.UPDATED, [1]),
        (Kind.UNCHANGED, [2]),
        (Kind.LEFT, [3]),
        (Kind.PROBLEM, [4]),
        (Kind.PERHAPS, [0]),
        (Kind.WARNINGS, [0]),
        (Kind.MOVED, [1]),
        (Kind.VANISHED, [5]),
    ],
)
def test_each_kind_has_its_lines(kind: Kind, lines: list[int]) -> None:
    assert list(PreviewRows(plan()).of(kind)) == lines


@pytest.mark.parametrize(
    ("kind", "text", "lines"),
    [
        (Kind.ALL, "pizza", [3]),
        (Kind.ALL, "NAXOS dao", [3]),
        (Kind.ALL, "mary", [0, 1, 2]),
        (Kind.UPDATED, "mary", [1]),
        (Kind.ALL, " no end", [4]),
        (Kind.VANISHED, "site", [5]),
        (Kind.ALL, "nobody here", []),
        (Kind.NEW, " ", [0]),
    ],
)
def test_a_text_is_looked_for_in_names_and_organisations(kind: Kind, text: str, lines: list[int]) -> None:
    assert list(PreviewRows(plan()).found(kind, text)) == lines


def test_kinds_without_lines_are_not_offered() -> None:
    assert PreviewRows(Plan((card(1, Verdict.NEW),))).kinds == [Kind.ALL, Kind.NEW]


def test_what_the_plan_ticked_is_the_choice_and_nothing_else_can_be_ticked() -> None:
    picks = Picks(PreviewRows(plan()))
    assert picks.choice(congratulate=False) == ImportChoice(frozenset({1, 2}))
    assert not picks.is_changed
    picks.tick(range(6), ticked=True)
    assert picks.choice(congratulate=True) == ImportChoice(frozenset({1, 2, 4}), {}, True)
    assert picks.is_changed


def test_dated_interactions_are_counted_of_what_is_ticked() -> None:
    picks = Picks(PreviewRows(plan()))
    assert picks.touches == 4
    picks.toggle(1)
    assert picks.touches == 0


def test_a_decision_goes_round_from_new_over_each_person_to_skip() -> None:
    picks = Picks(PreviewRows(plan()))
    seen = []
    for _ in range(4):
        assert picks.decide_next(0)
        seen.append((picks.decision(0), 1 in picks.choice(congratulate=False).picked))
    assert seen == [(UPDATE_7, True), (UPDATE_9, True), (SKIP, False), (ADD, True)]


def test_a_skipped_card_that_is_ticked_again_comes_in_as_new_and_an_unticked_one_keeps_its_decision() -> None:
    picks = Picks(PreviewRows(plan()))
    for _ in range(3):
        picks.decide_next(0)
    assert picks.choice(congratulate=False) == ImportChoice(frozenset({2}), {1: SKIP})
    picks.toggle(0)
    assert picks.choice(congratulate=False) == ImportChoice(frozenset({1, 2}))
    picks.decide_next(0)
    picks.toggle(0)
    assert picks.choice(congratulate=False) == ImportChoice(frozenset({2}))
    picks.toggle(0)
    assert picks.choice(congratulate=False) == ImportChoice(frozenset({1, 2}), {1: UPDATE_7})


def test_one_decision_is_taken_for_all_that_are_shown_each_for_its_own_person() -> None:
    others = (Perhaps("Bo", "same phone", 11),)
    nobody = (Perhaps("Cy", "same phone", None),)
    rows = PreviewRows(
        Plan(
            (
                *plan().cards,
                card(5, Verdict.NEW, perhaps=others),
                card(6, Verdict.NEW, perhaps=nobody),
                card(7, Verdict.NEW, perhaps=others),
            )
        )
    )
    picks = Picks(rows)
    picks.decide_next(0)
    picks.decide_next(0)
    assert picks.decide_alike(0, [0, 1, 4, 5]) == 2
    assert picks.choice(congratulate=False).decisions == {1: UPDATE_9, 5: Decision(Answer.UPDATE, 11)}
    assert picks.decide_alike(1, [0, 1, 4, 5]) == 0


def test_only_a_card_that_is_perhaps_somebody_can_be_decided() -> None:
    rows = PreviewRows(plan())
    assert [bool(decisions_for(rows[index])) for index in range(6)] == [True, False, False, False, False, False]
    updated = card(1, Verdict.UPDATED, perhaps=(Perhaps("Bo", "same phone", 11),))
    assert decisions_for(updated) == ()
    assert "Perhaps the same as Bo (11): same phone" in described(updated)


def described(row: object, decision: Decision | None = None) -> str:
    return "\n".join(part.content.plain for part in describe(row, decision))  # type: ignore[arg-type]


def test_a_card_says_all_that_is_known_of_it() -> None:
    rows = PreviewRows(plan())
    assert described(rows[0], UPDATE_9).splitlines() == [
        "Ana Lima",
        "St Mary's · CRC? is guessed from the title",
        "new · contacts.vcf, card 1, line 10",
        "? Perhaps the same as Ani (in this import): same name",
        "? Perhaps somebody who is there; d decides, D for all shown",
        "  add as somebody new",
        "  update Ana Lima (7): same phone",
        "▸ update A. Lima (9): same name",
        "  skip",
        "! The birthday is odd.",
    ]
    assert described(rows[1]).splitlines()[2:] == [
        "updated · contacts.vcf, card 2, line 20",
        "moved: Sponsor A → CRO B, Senior CRA",
        "With 4 dated interactions, without their text",
        "title: CRA → Senior CRA",
        "phones: +1 617 555 0100",
    ]
    parts = Change("name parts", "Dr. / Ana /  / Lima / ", " / A. /  / Lima / ")
    assert described(card(1, Verdict.UPDATED, changes=(parts,))).splitlines()[-2:] == [
        "prefix: Dr. → nothing",
        "given name: Ana → A.",
    ]
    assert "Nothing in it is new." in described(rows[2])
    assert "You left this out before" in described(rows[3])
    assert described(rows[4]).splitlines()[:2] == ["contacts.vcf, card 5, line 90", "✗ It has no end."]
    assert described(rows[5]).splitlines()[:2] == ["Eva Gone", "Site X"]


def test_a_long_value_is_cut_and_says_so() -> None:
    assert clipped("x" * 1_000_000, 5) == "xxxxx … and 999,995 characters more"
    assert len(described(card(1, Verdict.NEW, "n" * 5_000_000, organisation="o" * 5_000_000))) < 3000


def test_a_report_says_its_numbers() -> None:
    problem = ImportProblem("contacts.vcf", "card 9", 100, "It has no end.")
    report = ImportReport(1009, 1003, 1, 2, 2, (problem,), 4, touches=1, moved=(MOVED,), vanished=plan().vanished * 2)
    assert report_sentence(report) == (
        "1,009 cards: 1,003 new, 1 updated, 2 unchanged, 2 left out, 1 that could not be read."
    )
    assert beside_sentence(report) == (
        "1 dated interaction came in. 1 person changed employer. 2 people of the export before are not in this one."
    )
    assert report_sentence(ImportReport(0, 0, 0, 0, 0, (), None)) == "0 cards: nothing in them."
