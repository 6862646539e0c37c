"""The employers and job openings of the sample network: where its user, a CRA, would work next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netcrm.domain.employers.employer import Employer
from netcrm.domain.employers.lead import Lead, LeadOutcome
from netcrm.services.network import Loaded

_LISTED = -60
"""Days from today on which the list was begun."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """An employer as it is written here."""

    name: str
    motivation: int | None = None
    posting: int | None = None
    advocacy: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Opening:
    """A job opening; its days are counted from today."""

    organisation: str
    title: str
    found: int
    link: str = ""
    deadline: int | None = None
    told_by: str = ""
    applied: int | None = None
    outcome: LeadOutcome = LeadOutcome.OPEN
    closed: int | None = None
    note: str = ""


_EMPLOYERS = (
    _Listed(
        "Norrvik Pharma", 5, note="Monitors become trial managers there within four years. Home office, three sites."
    ),
    _Listed("Bluefern Therapeutics", 5, note="Small and fast; a monitor does the start-up too."),
    _Listed("Five Rivers Oncology Group", 4, posting=1),
    _Listed("Kestrel Ridge Devices", 4),
    _Listed("Tesselon eClinical", 3, note="Only if the travel ever gets too much."),
    _Listed("Lakeshore Clinical Trials", 3, advocacy=False),
    _Listed("Cairnmoor Biologics", 4, posting=2, note="Rosalind speaks well of their clinical operations."),
    _Listed("Clínica Mar Azul", 3, note="A year at a site, and one in Spanish."),
    _Listed("Pelican Central Lab", 1, posting=1),
    _Listed("Juniper Fold Research"),
)
_LEADS = (
    _Opening(
        "Norrvik Pharma", "Associate Clinical Trial Manager, respiratory", -16,
        link="https://careers.norrvik.example/associate-ctm", deadline=9, told_by="Eleanor Marchetti-Boyd",
        note="She says the panel asks for one protocol that went wrong, and what you changed.",
    ),
    _Opening(
        "Bluefern Therapeutics", "In-house Monitor", -12, link="https://bluefern.example/jobs/in-house-monitor",
        deadline=4, told_by="Declan Fogarty",
    ),
    _Opening(
        "Kestrel Ridge Devices", "Field Clinical Specialist II", -31, link="https://kestrelridge.example/open/77",
        deadline=-10, told_by="Mthunzi Ndlovu", applied=-14,
    ),
    _Opening(
        "Tesselon eClinical", "eCOA Project Coordinator", -80, deadline=-60, applied=-66,
        outcome=LeadOutcome.REJECTED, closed=-41, note="Rejected: they took somebody from inside.",
    ),
)  # fmt: skip


def lay_employers(loaded: Loaded) -> None:
    """Write the list of employers, and the job openings at them."""
    session, today = loaded.session, loaded.today
    for listed in _EMPLOYERS:
        session.employers.insert(
            Employer(
                id=0,
                organisation_id=loaded.organisation(listed.name),
                listed_on=today + timedelta(days=_LISTED),
                motivation=listed.motivation,
                posting=listed.posting,
                advocacy=listed.advocacy,
                note=listed.note,
            )
        )
    for number, opening in enumerate(_LEADS, start=1):
        session.leads.insert(
            Lead(
                id=0,
                uid=f"demo-lead-{number}",
                organisation_id=loaded.organisation(opening.organisation),
                title=opening.title,
                found_on=today + timedelta(days=opening.found),
                link=opening.link,
                deadline=None if opening.deadline is None else today + timedelta(days=opening.deadline),
                told_by_id=loaded.ids[opening.told_by] if opening.told_by else None,
                applied_on=None if opening.applied is None else today + timedelta(days=opening.applied),
                outcome=opening.outcome,
                closed_on=None if opening.closed is None else today + timedelta(days=opening.closed),
                note=opening.note,
            )
        )
