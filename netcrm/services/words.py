"""Small pieces of the sentences in which services answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from netcrm.domain.days import counted, long_day, short_day
from netcrm.domain.interaction import Channel
from netcrm.services.values import Effect

if TYPE_CHECKING:
    from netcrm.domain.roles import Role
    from netcrm.services.session import Session

_WHAT_HAPPENED = {
    Channel.EMAIL: "an email",
    Channel.CALL: "a call",
    Channel.VIDEO: "a video call",
    Channel.MEETING: "a meeting",
    Channel.COFFEE: "a coffee",
    Channel.INTERVIEW: "an informational interview",
    Channel.CONFERENCE: "a conference talk",
    Channel.SITE_VISIT: "a site visit",
    Channel.MESSAGE: "a message",
    Channel.LETTER: "a letter",
    Channel.INTRODUCTION: "an introduction",
    Channel.REACTION: "a reaction",
    Channel.NO_SHOW: "a no-show",
    Channel.NOTE: "a note",
}


def what_happened(channel: Channel) -> str:
    """Return `a call`, `an email`."""
    return _WHAT_HAPPENED[channel]


def roles_taken(names: Sequence[str], roles: Sequence[Role], asked: int) -> str:
    """Return `Ana Lima: Clinical research coordinator, by the title.`, or how many got which role by their titles."""
    if len(roles) == 1:
        sentence = f"{names[0]}: {roles[0].label}, by the title."
    else:
        counts = Counter(role.chip for role in roles).most_common()
        words = ", ".join(f"{count:,} {chip}" for chip, count in counts)
        sentence = f"{len(roles):,} people have the role of their title: {words}."
    others = asked - len(roles)
    return f"{sentence} {others:,} had no guess." if others else sentence


def who(names: Sequence[str]) -> str:
    """Return `Ana Lima`, `Ana Lima and Bo Chen`, or `Ana Lima and 4 others`."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} others"


def listed(things: Iterable[str]) -> str:
    """Return `A`, `A and B`, or `A, B and C`; what stands twice is named once."""
    *others, last = dict.fromkeys(things)
    return f"{', '.join(others)} and {last}" if others else last


def next_check_in(effects: Sequence[Effect], today: date) -> str:
    """Return ` Next check-in Tue 2 Jun, was 3 Mar.` for one person, how many dates moved for several.

    A day gone by is none to come: ` Check-in due since Wed 11 Nov.`
    """
    if len(effects) != 1:
        moved = sum(effect.before != effect.after for effect in effects)
        return f" {counted(moved, 'next check-in')} moved." if moved else ""
    effect = effects[0]
    if effect.after is None:
        return ""
    words = " Next check-in" if effect.after >= today else " Check-in due since"
    words += f" {long_day(effect.after, today)}"
    if effect.why:
        words += f" ({effect.why})"
    if effect.before and effect.before != effect.after:
        words += f", was {short_day(effect.before, today)}"
    return f"{words}."


def about_playbooks(session: Session) -> str:
    """Return what the latest act meant for the playbooks that run: ` Next in 3B7 outreach: …`, mostly nothing."""
    if not session.moved_runs:
        return ""
    from netcrm.services.playbooks.words import next_step_words

    return next_step_words(session)
