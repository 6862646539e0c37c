"""Done, snooze, skip and drop, on one agenda item or on many at once: one act, one undo, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from netcrm.domain.check_in import plain_snooze
from netcrm.domain.days import counted, long_day
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.text import clean_line
from netcrm.errors import UsageProblem
from netcrm.services.acting import Acting, ItemPreview, Part, Said, acting_on
from netcrm.services.item_keys import read_item
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.services.words import about_playbooks, next_check_in, what_happened, who

if TYPE_CHECKING:
    from netcrm.domain.date_forms import Span


@dataclass(frozen=True, slots=True)
class ManyPreview:
    """What each act on several items would do; the dates are those of the items that have one."""

    count: int
    names: tuple[str, ...]
    """What the items are, as sentences name them."""
    can_skip: int
    """How many of them can be skipped."""
    first_if_done: date | None
    last_if_done: date | None
    first_if_skipped: date | None
    last_if_skipped: date | None
    next_if_snoozed: date
    """Where a plain snooze leads to: a week ahead, on a working day."""
    asking: int = 0
    """How many are steps of a playbook that ask first whether somebody answered."""


class ItemActs:
    """Acts on items. All items of an act are checked before anything is written; one that refuses refuses all."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def preview(self, key: str) -> ItemPreview:
        """Return what each act on an item would do."""
        return self._items([key])[0].preview()

    def preview_many(self, keys: Sequence[str]) -> ManyPreview:
        """Return what each act on several items would do."""
        items = self._items(keys)
        previews = [item.preview() for item in items]
        if_done = [preview.next_if_done for preview in previews if preview.next_if_done]
        if_skipped = [it.next_if_skipped for it in previews if it.can_skip and it.next_if_skipped]
        session = self._session
        return ManyPreview(
            count=len(items),
            names=tuple(item.title for item in items),
            can_skip=sum(preview.can_skip for preview in previews),
            first_if_done=min(if_done, default=None),
            last_if_done=max(if_done, default=None),
            first_if_skipped=min(if_skipped, default=None),
            last_if_skipped=max(if_skipped, default=None),
            next_if_snoozed=plain_snooze(session.today, session.policy().workdays),
            asking=sum(bool(preview.asks) for preview in previews),
        )

    def snooze_day(self, count: int, span: Span) -> date:
        """Return where a snooze of `count` spans leads: that day, or the first working day after it."""
        from netcrm.domain.dates import shift  # most acts name no day

        session = self._session
        return session.policy().workdays.next_workday(shift(session.today, count, span))

    def done(self, *keys: str, channel: Channel | None = None, summary: str = "", on: date | None = None) -> Done:
        """Do items: log the contact that a check-in asked for, tick a follow-up, note that an answer came.

        Each person gets an interaction of their own. Without a day it is today, of an agreed interview its own day.

        Raises:
            NotFound: there is no such item.
            NothingToDo: a follow-up is closed already.
            DateProblem: `on` is after today.
            UsageProblem: the channel is no contact, or an item cannot be done so.
        """
        parts = [item.plan_done(channel, summary, on) for item in self._items(keys)]
        return write_parts(self._session, parts, verb="done", otherwise=Said("Done:"))

    def snooze(self, *keys: str, until: date, reason: str = "") -> Done:
        """Put items off to a day after today, from where lateness counts.

        Raises:
            NotFound: there is no such item.
            DateProblem: `until` is not after today.
            UsageProblem: an item cannot be snoozed.
        """
        parts = [item.plan_snooze(until, clean_line(reason)) for item in self._items(keys)]
        return write_parts(self._session, parts, verb="snooze", otherwise=Said("Snoozed"))

    def skip(self, *keys: str, reason: str = "") -> Done:
        """Leave items out this time: a cadence counts from today, a follow-up that repeats moves to its next date.

        Raises:
            NotFound: there is no such item.
            UsageProblem: an item cannot be skipped.
        """
        parts = [item.plan_skip(clean_line(reason)) for item in self._items(keys)]
        return write_parts(self._session, parts, verb="skip", otherwise=Said("Skipped", " this time."))

    def drop(self, *keys: str, reason: str) -> Done:
        """Drop follow-ups for a reason, or let unanswered messages rest.

        Raises:
            NotFound: there is no such item.
            UsageProblem: an item cannot be dropped, or a follow-up without a reason.
        """
        parts = [item.plan_drop(clean_line(reason)) for item in self._items(keys)]
        return write_parts(self._session, parts, verb="drop", otherwise=Said("Dropped"))

    def _items(self, keys: Sequence[str]) -> list[Acting]:
        """Return the items that the keys name, each once."""
        if not keys:
            raise UsageProblem("Name an item such as c7 or f7. `netcrm due` lists them.")
        named = dict.fromkeys(read_item(key) for key in keys)
        return [acting_on(self._session, key.letter, key.id) for key in named]


def write_parts(session: Session, parts: Sequence[Part], *, verb: str, otherwise: Said) -> Done:
    """Write the parts of items in one act.

    Args:
        session: Where they are written.
        parts: Planned, and so checked; at least one.
        verb: How history names the act on several items.
        otherwise: The frame of the sentence where the parts do not say the same.
    """
    ids = tuple(dict.fromkeys(part.contact_id for part in parts if part.contact_id is not None))
    moved = [part.contact_id for part in parts if part.moves_check_in and part.contact_id is not None]
    interactions = _one_each(parts)
    titles = [part.title for part in parts]
    before = session.next_dates(list(dict.fromkeys(moved)))
    with session.act(parts[0].label if len(parts) == 1 else f"{verb} {who(titles)}") as act:
        written = {key: session.interactions.insert(interaction) for key, interaction in interactions.items()}
        for part in parts:
            if part.interaction and part.logged_as:
                part.logged_as(written[_one(part.interaction)])
        more = [part.write() for part in parts]
    effects = session.effects(before, session.next_dates(list(before)))
    said = parts[0].said if len({part.said for part in parts}) == 1 else otherwise
    sentence = said.around(who(titles), len(parts))
    if interactions and not said.tells_log:
        sentence += _logged(list(interactions.values()))
    sentence += more[0] if len(parts) == 1 else _coming_back(parts, session.today)
    sentence += about_playbooks(session)
    return Done(act.kept, sentence + next_check_in(effects, session.today), ids, effects)


_One = tuple[tuple[int, ...], Direction, date, str]


def _one(interaction: Interaction) -> _One:
    """Return what interactions of one act have in common that are one: the people, the direction and the day.

    One that has a uid was told by somebody, and stands for itself.
    """
    return interaction.participants, interaction.direction, interaction.happened_on, interaction.uid


def _one_each(parts: Sequence[Part]) -> dict[_One, Interaction]:
    """Return the interactions with those joined that are one; the first words stay.

    What an item will name as its own stands for the others.
    """
    kept: dict[_One, Interaction] = {}
    for part in sorted(parts, key=lambda part: part.logged_as is None):
        if part.interaction:
            there = kept.setdefault(_one(part.interaction), part.interaction)
            if not there.summary:
                kept[_one(there)] = replace(there, summary=part.interaction.summary)
    return kept


def _logged(interactions: Sequence[Interaction]) -> str:
    if len(interactions) == 1:
        return f" Logged {what_happened(interactions[0].channel)}."
    return f" Logged {counted(len(interactions), 'interaction')}."


def _coming_back(parts: Sequence[Part], today: date) -> str:
    """Return ` 2 come back, the first Mon 7 Dec.` about follow-ups that repeat."""
    days = [part.comes_back for part in parts if part.comes_back]
    if not days:
        return ""
    if len(days) == 1:
        return f" 1 comes back, {long_day(days[0], today)}."
    return f" {len(days)} come back, the first {long_day(min(days), today)}."
