"""Roles as running text names one or several who have them: `a CRA`, `coordinators`."""

from __future__ import annotations

from netcrm.domain.roles import Role

_NAMES = {
    Role.RESEARCH_COORDINATOR: ("a coordinator", "coordinators"),
    Role.RESEARCH_ASSOCIATE: ("a CRA", "CRAs"),
    Role.LABORATORY: ("laboratory staff", "laboratory staff"),
    Role.STUDY_START_UP: ("study start-up staff", "study start-up staff"),
    Role.DRUG_SAFETY: ("drug safety staff", "drug safety staff"),
    Role.CLINICAL_OPERATIONS_HEAD: ("a head of clinical operations", "heads of clinical operations"),
    Role.CONTRACTS_AND_BUDGETS: ("contracts and budgets staff", "contracts and budgets staff"),
    Role.ETHICS_CONTACT: ("IRB and ethics staff", "IRB and ethics staff"),
    Role.QUALITY_ASSURANCE: ("quality assurance staff", "quality assurance staff"),
}
"""One and several, for roles whose label has no plain plural, or that people name shorter."""


def role_noun(role: Role, count: int) -> str:
    """Return what `count` people of a role are called, one with its article: `a research nurse`, `research nurses`."""
    label = role.label[:1].lower() + role.label[1:]
    plain = f"{'an' if label[0] in 'aeio' else 'a'} {label}", f"{label}s"
    single, plural = _NAMES.get(role, plain)
    return single if count == 1 else plural
