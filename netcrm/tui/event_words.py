"""What the screens say of events: where one lies, who is on its list, and what was said with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from netcrm.domain.days import counted, long_day, weekday
from netcrm.domain.events.event import Event, days_words, hour_words, own_hour
from netcrm.services.events.values import EventLine, EventPage, PersonLine, When
from netcrm.tui.text import ago, chips, plain
from netcrm.tui.widgets.hanging import Paragraph

QUIET = "$foreground-muted"
_HEAD = "bold $text-accent"
_MOST = 12


def when_words(it: EventLine, today: date) -> str:
    """Return `now`, `in 3 weeks`, `2 months ago`."""
    if it.when is When.NOW:
        return "now"
    return ago(it.event.starts_on if it.when is When.AHEAD else it.event.ends_on, today)


def count_words(it: EventLine) -> str:
    """Return how many people one wants to meet, or met where it is over: `5 targets`, `8 met`."""
    if it.met and (it.when is not When.AHEAD or not it.targets):
        return f"{it.met} met"
    return counted(it.targets, "target") if it.targets else ""


def hour_of(it: PersonLine, event: Event, today: date) -> str:
    """Return when somebody can be met, or the day on which they were: `Thu 14:30`, `met Thu 24 Sep`."""
    if it.person.met_on:
        return f"met {long_day(it.person.met_on, today)}"
    at = it.person.meets_at
    if at is None:
        return ""
    return f"{at:%H:%M}" if event.starts_on == event.ends_on else f"{weekday(at)} {at:%H:%M}"


def own_hour_of(it: PersonLine) -> str:
    """Return the hour on the user's clock, where it is another: `21:30`."""
    at = it.person.meets_at
    return own_hour(at) if at and not it.is_met and at.astimezone().utcoffset() != at.utcoffset() else ""


def who_words(it: PersonLine) -> str:
    """Return `PI · Harbor Point`."""
    return " · ".join(filter(None, (chips(it.row.roles, 2, it.row.guessed_role), it.row.organisation)))


def head_of(it: EventLine, today: date) -> Content:
    """Return an event on one line: name, days, place, zone."""
    event = it.event
    zone = f"hours in {event.time_zone}" if event.time_zone else ""
    facts = (
        event.kind.words,
        days_words(event.starts_on, event.ends_on, today),
        when_words(it, today),
        event.place,
        zone,
    )
    rest = "  ·  ".join(filter(None, facts))
    return Content.assemble(plain(event.name, _HEAD), "  ", plain(rest, QUIET))


def page_paragraphs(page: EventPage, today: date) -> Iterator[Paragraph]:
    """Yield an event with those on its list, for the pane beside the list of events."""
    event = page.event
    yield Paragraph(plain(event.name, "bold"))
    yield Paragraph(plain(f"{event.kind.words} · {days_words(event.starts_on, event.ends_on, today)}"))
    for fact in (event.place, f"hours in {event.time_zone}" if event.time_zone else "", event.link):
        if fact:
            yield Paragraph(plain(fact, QUIET))
    if event.note:
        yield Paragraph(plain(event.note), 2)
    waiting = [it for it in page.people if not it.is_met]
    met = [it for it in page.people if it.is_met]
    for title, people in ((f"To meet · {len(waiting)}", waiting), (f"Met · {len(met)}", met)):
        if not people:
            continue
        yield Paragraph(Content(""))
        yield Paragraph(plain(title, _HEAD))
        for it in people[:_MOST]:
            yield Paragraph(_person(it, today), 2)
        if len(people) > _MOST:
            yield Paragraph(plain(f"and {len(people) - _MOST} more", QUIET))
    if not page.people:
        yield Paragraph(Content(""))
        yield Paragraph(plain("Nobody is on its list yet.", QUIET))


def _person(it: PersonLine, today: date) -> Content:
    at = it.person.meets_at
    when = f"{long_day(at.date(), today)} {hour_words(at)}" if at and not it.is_met else ""
    rest = it.person.line if it.is_met else "  ".join(filter(None, (when, it.person.room)))
    return Content.assemble(plain(it.row.name, "bold"), plain(f"  {rest}" if rest else "", QUIET))


def person_line(it: PersonLine) -> str:
    """Return what stands under the cursor about somebody: what they speak at, what was said last, what is open."""
    if it.is_met:
        return it.person.line
    return "  ·  ".join(filter(None, (it.person.session, it.last_words, *(f"open: {one}" for one in it.promises[:1]))))
