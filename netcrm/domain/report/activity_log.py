"""The log of activities: what the user did, in numbers alone (`assisted in consenting 4 participants`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.date_forms import NUMBER_WORDS
from netcrm.domain.text import clean_line, fold
from netcrm.errors import UsageProblem

LONGEST_ACTIVITY = 200
LONGEST_SKILL = 60
_MOST = 99_999
_EXAMPLE = "Write it like “assisted in consenting 4 participants”."


@dataclass(frozen=True, slots=True)
class Activity:
    """Something done so many times on a day."""

    done_on: date
    count: int
    before: str
    """The words before the number: `assisted in consenting`."""
    after: str
    """The words after it: `participants`."""
    skill: str = ""
    """What it practised: `informed consent`; nothing where none was named."""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.before, f"{self.count:,}", self.after)))


def parse_activity(words: str, done_on: date, today: date, skill: str = "") -> Activity:
    """Return what somebody did, from words with one number in them, and the skill that it practised.

    A second number is refused, since it is more likely a mark of a participant or a study than a count.

    Raises:
        UsageProblem: The words have no number or several, are too long, or the day is after today.
    """
    text = clean_line(words).rstrip(".")
    if len(text) > LONGEST_ACTIVITY:
        raise UsageProblem(f"An activity is one line of at most {LONGEST_ACTIVITY} letters. {_EXAMPLE}")
    if done_on > today:
        raise UsageProblem(f"{done_on} is after today: an activity is logged when it is done. Choose another day.")
    parts = text.split(" ")
    counts = [place for place, word in enumerate(parts) if _count_of(word) is not None]
    if len(counts) != 1 or sum(any(letter.isdigit() for letter in word) for word in parts) > 1:
        several = len(counts) > 1 or any(letter.isdigit() for letter in text)
        what = "one number, a whole one, and no other figures" if several else "a number in it"
        raise UsageProblem(f"An activity has {what}. {_EXAMPLE}")
    place = counts[0]
    count, before, after = _count_of(parts[place]) or 0, " ".join(parts[:place]), " ".join(parts[place + 1 :])
    if not 1 <= count <= _MOST or not fold(before + after) or any(letter.isdigit() for letter in before + after):
        raise UsageProblem(f"An activity says what was done 1 to {_MOST:,} times. {_EXAMPLE}")
    return Activity(done_on, count, before, after, _skill(skill))


@dataclass(frozen=True, slots=True)
class KeptActivity:
    """An activity in the store."""

    id: int
    """0 for one that is not in the store yet."""
    uid: str
    activity: Activity


def activity_sums(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return each kind of activity once with its number in all, the most first; the day is the latest.

    Activities are of a kind where their words and skills are, without regard to case or the plural of the last word.
    """
    found: dict[tuple[str, str, str], list[Activity]] = {}
    for one in activities:
        found.setdefault((fold(one.before), fold(one.after).removesuffix("s"), fold(one.skill)), []).append(one)
    sums = [_sum(same) for same in found.values()]
    return tuple(sorted(sums, key=lambda one: (-one.count, fold(one.before), fold(one.after))))


def _sum(same: Sequence[Activity]) -> Activity:
    """Return activities of one kind as one, in the words of the one with the highest number."""
    most = max(same, key=lambda one: one.count)
    count = sum(one.count for one in same)
    after = most.after
    if most.count == 1 and count > 1 and re.fullmatch(r"[^\W\d_]*[^\W\d_sS]", after):
        after += "s"
    return Activity(max(one.done_on for one in same), count, most.before, after, most.skill)


def _skill(words: str) -> str:
    """Return the name of a skill.

    Raises:
        UsageProblem: It is too long or has figures in it, which are more likely the mark of a participant.
    """
    skill = clean_line(words)
    if len(skill) > LONGEST_SKILL or any(letter.isdigit() for letter in skill):
        raise UsageProblem(
            f"A skill is a few words without figures, at most {LONGEST_SKILL} letters: “informed consent”."
        )
    return skill


def _count_of(word: str) -> int | None:
    """Return the number that a word is, else None; `a` and `an` are no counts."""
    plain = word.casefold().rstrip(",;:")
    if plain in NUMBER_WORDS and plain not in ("a", "an"):
        return NUMBER_WORDS[plain]
    return int(plain.replace(",", "")) if re.fullmatch(r"[0-9]{1,5}|[0-9]{1,3},[0-9]{3}", plain) else None
