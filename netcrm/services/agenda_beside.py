"""What stands beside an item: what was said last, what else is promised, and what is new of the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from netcrm.domain.agenda_values import Agenda, AgendaItem
from netcrm.domain.days import short_day
from netcrm.domain.follow_up import Owner
from netcrm.domain.interaction import Channel
from netcrm.services.provenance import news_of
from netcrm.services.session import Session
from netcrm.services.timeline import CHANNEL_LABELS
from netcrm.store.agenda_facts import AgendaFacts, LastWords, OpenPromise


def with_words_beside(session: Session, agenda: Agenda) -> Agenda:
    """Return the agenda with each person's last words and next step, read in one query a table."""
    ids = sorted({item.contact_id for item in agenda.items if item.contact_id is not None})
    if not ids:
        return agenda
    facts = AgendaFacts(session.database)
    said, promises = facts.last_words(ids), facts.open_promises(ids)
    news = news_of(session, ids)
    items = (_beside(item, said, promises, session.today) for item in agenda.items)
    return replace(agenda, items=tuple(_with_news(item, news) for item in items))


def _with_news(item: AgendaItem, news: dict[int, str]) -> AgendaItem:
    told = news.get(item.contact_id or 0)
    return replace(item, news=told, why=f"{item.why}; news: {told}") if told else item


def last_words(channel: Channel, on: date, summary: str, today: date) -> str:
    """Return `email 3 Nov: asked about the SOP`, or `call 3 Nov` where nothing was noted; on one line."""
    how = f"{CHANNEL_LABELS[channel].lower()} {short_day(on, today)}"
    words = " ".join(summary.split())
    return f"{how}: {words}" if words else how


def _beside(
    item: AgendaItem, said: dict[int, LastWords], promises: dict[int, list[OpenPromise]], today: date
) -> AgendaItem:
    if item.contact_id is None:
        return item
    last = said.get(item.contact_id)
    others = (one for one in promises.get(item.contact_id, ()) if f"f{one.id}" != item.key)
    following = next(others, None)
    return replace(
        item,
        last_words=last_words(last.channel, last.on, last.summary, today) if last else "",
        next_step=next_step_words(following, today) if following else "",
    )


def next_step_words(promise: OpenPromise, today: date) -> str:
    """Return `Send her the abstract, 4 Dec`; what they promised is marked as theirs."""
    whose = "theirs: " if promise.owner is Owner.THEIRS else ""
    return f"{whose}{promise.title}, {short_day(promise.shows_on, today)}"
