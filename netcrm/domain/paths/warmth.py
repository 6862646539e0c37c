"""How warm a tie between two people is, and how close somebody is to the user: the weights of the warm paths.

A warmth lies between 0 and 1 and is read as the chance that a request is passed on, and kindly: so warmths along a
path multiply, and their negative logarithms, the costs, add up. Costs are whole thousandths, so that sums are exact
and the order of paths is the same on every machine.

- **Ties of two people** carry a base warmth by kind. An introduction that led to a meeting and a mentor stand first,
  since both have already lent their name; a relation that is only work stands below them.
- **Ties by something shared** (an organisation, a study, an event, a paper) weaken with the number who share it, by
  1 / log of that number, as rare features weigh more in Adamic and Adar, "Friends and neighbors on the Web" (Social
  Networks 25, 2003): two authors of a paper of two know each other, two of two hundred need never have met.
- **Closeness to the user** grows with how recent and how many the touches are. Days since the last word were the best
  single sign of a strong tie in Gilbert and Karahalios, "Predicting tie strength with social media" (CHI 2009). What
  remains with the years does not go to nothing: old ties wake up well (Levin, Walter and Murnighan, "Dormant ties",
  Organization Science 22, 2011). The tier says how much of it remains, since it is what the user thinks of them.

The base warmths and the half-life are judgements, not measurements: what counts is their order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp, log

from netcrm.domain.contact import Tier


class TieKind(StrEnum):
    """Why two people know each other."""

    INTRODUCTION_MET = "introduction-met"
    """The first introduced the user to the second, and they met."""
    INTRODUCTION_MADE = "introduction-made"
    """The first introduced the user to the second; no meeting came of it yet."""
    MENTOR = "mentor"
    FRIEND = "friend"
    SUPERVISOR = "supervisor"
    SUB_INVESTIGATOR = "sub-investigator"
    COORDINATOR = "coordinator"
    COLLEAGUE = "colleague"
    MONITOR = "monitor"
    SAME_STUDY_SITE = "same-study-site"
    """On the same study at the same site."""
    SAME_STUDY = "same-study"
    """On the same study, at whatever site."""
    COLLEAGUES_NOW = "colleagues-now"
    """Both are at the organisation today."""
    COLLEAGUES_ONCE = "colleagues-once"
    """Both were at the organisation in the same span of time."""
    SAME_ORGANISATION = "same-organisation"
    """Both are or were at the organisation, perhaps at different times."""
    SAME_EVENT = "same-event"
    """Both were met at the same event."""
    SAME_PAPER = "same-paper"
    """Authors of the same paper."""

    @property
    def is_shared(self) -> bool:
        """Whether it comes of something that any number of people share."""
        return self in _SHARED

    @property
    def warmth(self) -> float:
        """How warm it is: for what is shared, where two people share it."""
        return _WARMTHS[self]


_WARMTHS = {
    TieKind.INTRODUCTION_MET: 0.9,
    TieKind.MENTOR: 0.85,
    TieKind.FRIEND: 0.85,
    TieKind.INTRODUCTION_MADE: 0.8,
    TieKind.SUPERVISOR: 0.75,
    TieKind.SUB_INVESTIGATOR: 0.75,
    TieKind.COORDINATOR: 0.75,
    TieKind.COLLEAGUE: 0.7,
    TieKind.MONITOR: 0.6,
    TieKind.SAME_STUDY_SITE: 0.8,
    TieKind.SAME_PAPER: 0.8,
    TieKind.COLLEAGUES_NOW: 0.7,
    TieKind.COLLEAGUES_ONCE: 0.55,
    TieKind.SAME_STUDY: 0.5,
    TieKind.SAME_EVENT: 0.3,
    TieKind.SAME_ORGANISATION: 0.2,
}
_SHARED = frozenset(
    {
        TieKind.SAME_STUDY_SITE, TieKind.SAME_STUDY, TieKind.COLLEAGUES_NOW, TieKind.COLLEAGUES_ONCE,
        TieKind.SAME_ORGANISATION, TieKind.SAME_EVENT, TieKind.SAME_PAPER,
    }
)  # fmt: skip

COST_SCALE = 1000
"""Costs are thousandths of the natural logarithm."""
COLDEST = 0.002
"""Below this warmth a path is of no use to anybody: it is not looked for."""
_CLOSEST = 0.95
_HALF_LIFE_DAYS = 180
_EACH_TOUCH_LEAVES = 0.6
_REMAINS = {Tier.A: 0.5, Tier.B: 0.35, Tier.C: 0.25, Tier.D: 0.15, None: 0.15}
_WORDS = ((0.6, "very warm"), (0.35, "warm"), (0.15, "lukewarm"), (0.05, "cool"))


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two people know each other; it leads both ways."""

    first: int
    """A contact id. Of a directed kind it is who introduced, is mentor, supervises, assists, coordinates, monitors."""
    second: int
    kind: TieKind
    evidence_key: str
    """Names what shows it to whoever made the tie: `introduction:12`."""
    warmth: float


def shared_warmth(kind: TieKind, size: int) -> float:
    """Return how warm a tie by something is that `size` people share: of two the whole, of more by 1 / log."""
    return kind.warmth * log(2) / log(max(size, 2))


def cost(warmth: float) -> int:
    """Return what a tie of that warmth costs, in thousandths; at least 1, so that a longer path is never free.

    Raises:
        ValueError: The warmth is not above 0 and at most 1.
    """
    if not 0 < warmth <= 1:
        raise ValueError(f"a warmth lies above 0 and is at most 1: {warmth}")
    return max(1, round(-log(warmth) * COST_SCALE))


def closeness(*, last_touch: date | None, touches: int, tier: Tier | None, today: date) -> float:
    """Return how close somebody is to the user, from 0 (a name on a list) to 0.95.

    Args:
        last_touch: The local date of the newest touch.
        touches: How many touches there were at all.
        tier: Their tier.
        today: The user's local date.
    """
    remains = _REMAINS[tier]
    if last_touch is None or touches < 1:
        return remains / 2 if tier else 0.0
    recent = exp(-log(2) * max((today - last_touch).days, 0) / _HALF_LIFE_DAYS)
    often = 1 - exp(log(_EACH_TOUCH_LEAVES) * touches)
    return remains + (_CLOSEST - remains) * recent * often


def warmth_words(warmth: float) -> str:
    """Return a warmth as people say it: `very warm`, `warm`, `lukewarm`, `cool` or `cold`."""
    return next((words for least, words in _WORDS if warmth >= least), "cold")
