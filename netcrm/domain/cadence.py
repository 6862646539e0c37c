"""Cadences: how often the user wants to be in touch, where that is said, and which saying decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcrm.domain.contact import Tier
from netcrm.domain.interval import Interval, parse_interval
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem


@dataclass(frozen=True, slots=True)
class Cadence:
    """An interval to be in touch at, or the decision to have none.

    Raises:
        UsageProblem: The latest interval is shorter than the ideal one, or stands beside `never`.
    """

    interval: Interval | None
    """None is the decision `never`; a cadence that is unset is no `Cadence` at all."""
    latest: Interval | None = None
    """Past this interval somebody is overdue."""
    set_on: date | None = None

    def __post_init__(self) -> None:
        if self.latest is None:
            return
        if self.interval is None:
            raise UsageProblem("“never” has no latest interval beside it. Write “never” alone.")
        if self.latest.nominal_days < self.interval.nominal_days:
            raise UsageProblem(
                f"The latest interval ({self.latest}) is shorter than the cadence ({self.interval}). "
                f"Write the longer one last, such as “{self.latest}, latest {self.interval}”."
            )

    def __str__(self) -> str:
        """Return `never`, `2 weeks` or `3 months, latest 4 months`: what `parse_cadence` reads."""
        if self.interval is None:
            return "never"
        return f"{self.interval}, latest {self.latest}" if self.latest else str(self.interval)

    @property
    def is_never(self) -> bool:
        """Whether it is the decision never to check in."""
        return self.interval is None

    def describe(self) -> str:
        """Return how often, in words: `yearly`, `every 2 weeks`, `never`."""
        if self.interval is None:
            return "never"
        return f"{self.interval.often} (latest {self.latest})" if self.latest else self.interval.often


_LATEST = re.compile(r",?\s*\b(?:at the latest|latest)\b\s*:?\s*")
_UNSET = frozenset({"unset", "none", "default"})


def parse_cadence(text: str, *, set_on: date | None = None) -> Cadence | None:
    """Return the cadence that people mean by `2 weeks`, `never` or `3 months, latest 4 months`; None for `unset`.

    Raises:
        UsageProblem: The text is no cadence, or its latest interval is shorter than the other.
    """
    words = clean_line(text).casefold()
    if words in _UNSET:
        return None
    if words == "never":
        return Cadence(None, set_on=set_on)
    ideal, *latest = _LATEST.split(words, maxsplit=1)
    return Cadence(parse_interval(ideal), parse_interval(latest[0]) if latest else None, set_on)


class CadenceScope(StrEnum):
    """To whom a cadence is given."""

    CONTACT = "contact"
    TIER = "tier"
    TAG = "tag"
    ROLE = "role"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class CadenceRule:
    """A cadence for all of a kind; `subject` is the tier's letter, the tag, or the role's slug."""

    scope: CadenceScope
    subject: str
    cadence: Cadence


@dataclass(frozen=True, slots=True)
class EffectiveCadence:
    """The cadence that holds for somebody, and where it comes from."""

    cadence: Cadence
    scope: CadenceScope = CadenceScope.CONTACT
    subject: str = ""

    @property
    def origin(self) -> str:
        """Where it is set: `own`, `tier D`, `tag area/oncology`, `role CRA`."""
        if self.scope is CadenceScope.CONTACT:
            return "own"
        if self.scope is CadenceScope.ROLE:
            return f"role {Role(self.subject).chip}"
        return f"{self.scope} {self.subject}"

    @property
    def every(self) -> str:
        """How often, after a preposition: `every 2 weeks`, `every year, from tier D`."""
        interval = self.cadence.interval
        return self._with_origin(interval.every if interval else "never")

    def describe(self) -> str:
        """Return how often and from where: `every 2 weeks`, `yearly, from tier D`."""
        return self._with_origin(self.cadence.describe())

    def _with_origin(self, words: str) -> str:
        return words if self.scope is CadenceScope.CONTACT else f"{words}, from {self.origin}"


class Rules:
    """All rules of the store, to be asked for one contact after another.

    A rule for a tag covers the branch below it: `area` covers `area/oncology`. Of two rules with one scope and
    subject the last holds.
    """

    __slots__ = ("_by_scope",)

    def __init__(self, rules: Iterable[CadenceRule] = ()) -> None:
        self._by_scope: dict[CadenceScope, dict[str, EffectiveCadence]] = {scope: {} for scope in CadenceScope}
        for rule in rules:
            found = EffectiveCadence(rule.cadence, rule.scope, rule.subject)
            self._by_scope[rule.scope][rule.subject] = found

    def of_tier(self, tier: Tier | None) -> EffectiveCadence | None:
        """Return what is set for a tier."""
        return self._by_scope[CadenceScope.TIER].get(tier) if tier else None

    def of_tags(self, tags: Iterable[str]) -> EffectiveCadence | None:
        """Return the shortest that is set for one of the tags or for a branch that one stands on."""
        known = self._by_scope[CadenceScope.TAG]
        if not known:
            return None
        found = []
        for tag in tags:
            branch = tag
            while branch:
                if branch in known:
                    found.append(known[branch])
                branch = branch.rpartition("/")[0]
        return _shortest(found)

    def of_roles(self, roles: Iterable[Role]) -> EffectiveCadence | None:
        """Return the shortest that is set for one of the roles."""
        known = self._by_scope[CadenceScope.ROLE]
        return _shortest([known[role] for role in roles if role in known]) if known else None

    def of_organisation(self, subject: str) -> EffectiveCadence | None:
        """Return what is set for an organisation, which asks for one check-in with anyone there."""
        return self._by_scope[CadenceScope.ORGANISATION].get(subject)


def effective_cadence(
    own: Cadence | None, *, tier: Tier | None, tags: Iterable[str], roles: Iterable[Role], rules: Rules
) -> EffectiveCadence | None:
    """Return the cadence that holds: the own one, else the tier's, else the tags', else the roles'; None is unset."""
    if own is not None:
        return EffectiveCadence(own)
    return rules.of_tier(tier) or rules.of_tags(tags) or rules.of_roles(roles)


def _shortest(found: list[EffectiveCadence]) -> EffectiveCadence | None:
    """Return the shortest by nominal length; `never` is longer than all, and the subject's name breaks ties."""
    if len(found) < 2:
        return found[0] if found else None
    return min(found, key=_rank)


def _rank(found: EffectiveCadence) -> tuple[float, float, str]:
    interval, latest = found.cadence.interval, found.cadence.latest
    forever = float("inf")
    return (
        interval.nominal_days if interval else forever,
        latest.nominal_days if latest else forever,
        found.subject,
    )
