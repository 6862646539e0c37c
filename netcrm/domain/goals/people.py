"""People as goals name them (`CRAs`, `PIs and coordinators`, `site staff`), as a filter in the query language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from netcrm.domain.roles import Role, RoleGroup, parse_role
from netcrm.errors import UsageProblem

_FILLERS = frozenset(
    (
        "with", "to", "for", "at", "least", "the", "of", "a", "an", "be", "get", "hold", "make", "have", "in",
        "different", "new", "more", "people", "persons", "person", "informational", "contacts", "contact",
        "everybody", "anybody", "anyone", "somebody", "times", "time",
    )
)  # fmt: skip
_GROUP_SUFFIXES = ("staff", "people", "folks", "professionals", "contacts", "roles", "team", "teams")
_GROUPS = {
    "site": RoleGroup.SITE,
    "sponsor": RoleGroup.SPONSOR,
    "cro": RoleGroup.SPONSOR,
    "sponsor and cro": RoleGroup.SPONSOR,
    "data": RoleGroup.DATA,
    "data and writing": RoleGroup.DATA,
    "oversight": RoleGroup.OVERSIGHT,
}


_STAFF = {
    RoleGroup.SITE: "site staff",
    RoleGroup.SPONSOR: "sponsor and CRO staff",
    RoleGroup.DATA: "data and writing staff",
    RoleGroup.OVERSIGHT: "oversight staff",
}


def group_staff(roles: Iterable[Role]) -> str:
    """Return what all roles of a group are called together: `site staff`; nothing where they are no whole group."""
    given = set(roles)
    return next((words for group, words in _STAFF.items() if given == {r for r in Role if r.group is group}), "")


def people_query(said: Iterable[str]) -> str:
    """Return the query that finds the people whom words name; empty where they name everybody.

    Args:
        said: The words in lower case, a comma standing at the end of the one before it.

    Raises:
        UsageProblem: The words name people whom netcrm does not know by role.
    """
    words = list(said)
    if words:
        words[-1] = words[-1].rstrip(",")
    while words and words[0] in _FILLERS:
        del words[0]
    while words and words[-1] in _FILLERS - {"people", "contacts"}:
        del words[-1]
    phrase = " ".join(words)
    if not set(words) - _FILLERS:
        return ""
    roles = _roles_of(phrase)
    if not roles:
        parts = [part.strip() for part in re.split(r", and |,| and | or ", phrase) if part.strip()]
        found = [_roles_of(_without_fillers(part)) for part in parts]
        wrong = next((part for part, named in zip(parts, found, strict=True) if not named), None)
        if wrong is not None or not parts:
            raise UsageProblem(
                f"“{_clipped(wrong or phrase)}” is no role that netcrm knows. Name one (“CRAs”, “site staff”) or"
                " write a filter (role:cra tag:area/oncology) beside talk, touch, interview, introduction, event, ask."
            )
        roles = tuple(dict.fromkeys(role for named in found for role in named))
    terms = [f"role:{_short(role)}" for role in roles]
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def _without_fillers(phrase: str) -> str:
    words = phrase.split()
    while words and words[0] in _FILLERS:
        del words[0]
    return " ".join(words)


def _roles_of(phrase: str) -> tuple[Role, ...]:
    """Return the roles that a phrase names: a role in either number, or all of a group."""
    words = phrase.split()
    stem = " ".join(words[:-1]) if len(words) > 1 and words[-1] in _GROUP_SUFFIXES else ""
    role = _role_of(phrase, phrase.removesuffix("s"), re.sub("ies$", "y", phrase))
    if not role and stem in _GROUPS:
        return tuple(one for one in Role if one.group is _GROUPS[stem])
    role = role or _role_of(stem)
    return (role,) if role else ()


def _role_of(*names: str) -> Role | None:
    """Return the role that the first of some names is of; “other” is the role of nobody in a goal."""
    role = next((role for name in names if name and (role := parse_role(name))), None)
    return None if role is Role.OTHER else role


def _short(role: Role) -> str:
    chip = role.chip.casefold()
    return chip if re.fullmatch(r"[a-z-]+", chip) else role.value


def _clipped(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"
