"""The participant guard: every place in a text that looks like a study participant's data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from netcrm.domain.participants.birth_rules import BIRTH_RULES, INITIALS_RULE
from netcrm.domain.participants.event_rules import EVENT_RULES
from netcrm.domain.participants.finding import Finding, Rule
from netcrm.domain.participants.number_rules import NUMBER_RULES
from netcrm.domain.participants.record_rules import RECORD_RULES


def findings(text: str) -> tuple[Finding, ...]:
    """Return what in `text` looks like participant data, in order and without overlaps.

    Of two that overlap, the one that begins first stays and grows over the other. The time is in proportion to the
    length of the text, whatever stands in it.

    >>> [finding.why for finding in findings("Subject 1204-003 missed the visit.")]
    ['looks like a subject number']
    """
    lowered = text.lower()
    found: list[Finding] = []
    for rules in _RULES if _DIGIT.search(text) else _RULES_FOR_WORDS:
        # Most notes hold no stem of most rules, and searching for a few letters is cheap.
        for stem in rules[0].stems:
            if stem in lowered:
                found.extend(finding for rule in rules for finding in rule.found_in(text))
                break
    return tuple(_apart(found)) if found else ()


def told_of(text: str, what: str) -> str:
    """Return a sentence on what in a text looks like participant data, without the text; nothing where nothing does.

    Args:
        text: The text.
        what: What it is: `The note about Ana Lima`.
    """
    found = findings(text)
    if not found:
        return ""
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return (
        f"{what}, from character {found[0].start + 1:,}, {found[0].why}{more}. netcrm holds no study participants:"
        " take it out if it is one's."
    )


def _by_stems(rules: Iterable[Rule]) -> tuple[tuple[Rule, ...], ...]:
    together: dict[tuple[str, ...], list[Rule]] = {}
    for rule in rules:
        together.setdefault(rule.stems, []).append(rule)
    return tuple(map(tuple, together.values()))


_DIGIT = re.compile(r"\d")
_RULES_FOR_WORDS = _by_stems((*EVENT_RULES, INITIALS_RULE))
_RULES = _by_stems((*NUMBER_RULES, *RECORD_RULES, *BIRTH_RULES, *EVENT_RULES, INITIALS_RULE))
"""Rules that share their stems, together."""


def _apart(found: Iterable[Finding]) -> Iterable[Finding]:
    last: Finding | None = None
    for finding in sorted(found, key=lambda one: (one.start, -one.end)):
        if last is None:
            last = finding
        elif finding.start < last.end:
            last = Finding(last.kind, last.start, max(last.end, finding.end), last.why)
        else:
            yield last
            last = finding
    if last is not None:
        yield last
