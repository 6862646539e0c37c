"""What people write of a study is read: its number, phases, dates, sites, and somebody's part."""

from __future__ import annotations

import pytest

from netcrm.domain.roles import Role
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy
from netcrm.domain.studies.reading import (
    part_of_role,
    phase_words,
    read_month,
    read_nct,
    read_part,
    read_phases,
    read_site,
    read_status,
    show_site,
    site_words,
    span_words,
)
from netcrm.domain.studies.study import Part
from netcrm.errors import DateProblem, UsageProblem


@pytest.mark.parametrize(
    ("text", "nct"),
    [("NCT01234567", "NCT01234567"), ("nct 01234567", "NCT01234567"), (" 01234567 ", "NCT01234567"), ("", "")],
)
def test_a_number_is_read_as_people_write_it(text: str, nct: str) -> None:
    assert read_nct(text) == nct


@pytest.mark.parametrize(
    ("text", "phases", "words"),
    [
        ("2", ("2",), "phase 2"),
        ("II/III", ("2", "3"), "phase 2/3"),
        ("phase 1, 2", ("1", "2"), "phase 1/2"),
        ("Phase 2 and phase 3", ("2", "3"), "phase 2/3"),
        ("Early Phase 1", ("early-1",), "phase early 1"),
        ("3, 3", ("3",), "phase 3"),
        ("", (), ""),
    ],
)
def test_phases_are_read(text: str, phases: tuple[str, ...], words: str) -> None:
    assert read_phases(text) == phases
    assert phase_words(phases) == words
    assert read_phases(words) == phases


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("mar 2026", "2026-03"),
        ("2026", "2026"),
        ("2026-03-14", "2026-03-14"),
        ("14 March 2026", "2026-03-14"),
        ("", ""),
    ],
)
def test_months_are_read(text: str, month: str) -> None:
    assert read_month(text) == month


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("coordinator", Part.COORDINATOR),
        ("Site Contact", Part.SITE_CONTACT),
        ("crc", Part.COORDINATOR),
        ("CRA", Part.MONITOR),
        ("pi", Part.PRINCIPAL_INVESTIGATOR),
        ("sub-i", Part.SUB_INVESTIGATOR),
        ("research nurse", Part.NURSE),
        ("chair", Part.STUDY_CHAIR),
    ],
)
def test_a_part_is_named_by_itself_or_by_the_role_that_goes_with_it(text: str, part: Part) -> None:
    assert read_part(text) is part


def test_every_part_is_read_by_its_own_words() -> None:
    assert [read_part(part.words) for part in Part] == list(Part)


@pytest.mark.parametrize("role", [None, Role.MENTOR, Role.RECRUITER, Role.KEY_OPINION_LEADER])
def test_some_roles_say_nothing_of_a_part(role: Role | None) -> None:
    assert part_of_role(role) is None


@pytest.mark.parametrize(
    ("read", "text", "problem", "told"),
    [
        (read_nct, "NCT123", UsageProblem, "eight digits"),
        (read_phases, "5", UsageProblem, "no phase"),
        (read_month, "14 march", DateProblem, "no year"),
        (read_part, "boss", UsageProblem, "coordinator"),
        (read_site, " ; ", UsageProblem, "St Mary's"),
        (read_site, "a; b; c; d", UsageProblem, "St Mary's"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    read: object, text: str, problem: type[UsageProblem], told: str
) -> None:
    assert callable(read)
    with pytest.raises(problem, match=told):
        read(text)


def test_a_site_is_read_as_it_is_shown() -> None:
    site = read_site("St Mary's Hospital;  Galway ; Ireland")
    assert site == KeptSite(facility="St Mary's Hospital", city="Galway", country="Ireland")
    assert read_site(show_site(site)) == site
    assert site_words(site) == "St Mary's Hospital, Galway, Ireland"
    assert show_site(read_site("; Uppsala")) == "; Uppsala"


@pytest.mark.parametrize(
    ("starts", "completes", "words"),
    [
        ("2026-03-14", "2028", "March 2026 to 2028"),
        ("2026-03", "", "March 2026"),
        ("", "2028-05", "until May 2028"),
        ("", "", ""),
    ],
)
def test_the_span_of_a_study_is_said(starts: str, completes: str, words: str) -> None:
    assert span_words(KeptStudy(0, "", starts_on=starts, completes_on=completes)) == words


def test_a_status_becomes_the_slug_of_the_registry() -> None:
    assert read_status("Active, not recruiting") == "active-not-recruiting"


def test_a_study_is_called_by_its_acronym_then_its_number_then_its_title() -> None:
    named = [
        KeptStudy(0, "", "NCT01234567", "Sleep and tea", "SLEEPT"),
        KeptStudy(0, "", "NCT01234567", "Sleep and tea"),
        KeptStudy(0, "", title="Sleep and tea"),
    ]
    assert [study.short_name for study in named] == ["SLEEPT", "NCT01234567", "Sleep and tea"]
    assert [study.full_name for study in named] == ["SLEEPT (NCT01234567)", "NCT01234567", "Sleep and tea"]
