"""What is around a person: relations, introductions, mentorship and advice, studies, papers and events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcrm.domain.days import counted, month_words, short_day
from netcrm.domain.studies.kept_publication import KeptAuthorship, KeptPublication
from netcrm.domain.studies.kept_study import StudyPart
from netcrm.domain.studies.study import Part
from netcrm.domain.ties.advice import AdviceState
from netcrm.domain.ties.introduction import Introduction
from netcrm.services.session import Session
from netcrm.services.words import listed

_MOST_NAMED = 2
"""How many studies and events the summary names."""


class AroundKind(StrEnum):
    """What a line is about; the value is the key of JSON."""

    RELATION = "relations"
    INTRODUCTION = "introductions"
    MENTORSHIP = "mentorships"
    ADVICE = "advice"
    STUDY = "studies"
    EVENT = "events"
    PAPER = "papers"

    @property
    def heading(self) -> str:
        """The words over such lines."""
        return "Mentorship" if self is AroundKind.MENTORSHIP else self.value.capitalize()


@dataclass(frozen=True, slots=True)
class AroundLine:
    """One thing that ties a person to others."""

    kind: AroundKind
    id: int
    """Of the relation, introduction, mentorship, piece of advice, study, event or paper."""
    slug: str
    """The kind of relation, the stage, the part, whether they were met; for JSON."""
    label: str
    """What it is, in a few words: `monitored by them`, `introduced by`, `coordinator`, `first author`."""
    name: str
    """The other person's, the organisation's, the study's, the event's; the title of a paper, the words of advice."""
    words: str
    """What else there is to say of it."""
    contact_id: int | None = None
    """The other person."""
    organisation_id: int | None = None
    is_over: bool = False
    """Whether it has ended."""


@dataclass(frozen=True, slots=True)
class Around:
    """All that is around a person."""

    lines: tuple[AroundLine, ...]
    """By kind, in the order of `AroundKind`."""

    def of(self, kind: AroundKind) -> tuple[AroundLine, ...]:
        """Return the lines of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)

    @property
    def summary(self) -> str:
        """It in one line: `introduced by Bo Chen · mentor of Cem Demir · LANTERN-2 · 3 papers`; nothing for nothing."""
        return " · ".join(self._said())

    def _said(self) -> Iterator[str]:
        introduced = [it.name for it in self.of(AroundKind.INTRODUCTION) if it.label == _INTRODUCED]
        if introduced:
            yield f"introduced by {listed(introduced)}"
        yield from (it.label for it in self.of(AroundKind.MENTORSHIP) if not it.is_over)
        relations = self.of(AroundKind.RELATION)
        if relations:
            yield counted(len(relations), "relation")
        for kind in (AroundKind.STUDY, AroundKind.EVENT):
            names = list(dict.fromkeys(it.name for it in self.of(kind)))
            more = f" +{len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else ""
            if names:
                yield ", ".join(names[:_MOST_NAMED]) + more
        papers = self.of(AroundKind.PAPER)
        if papers:
            yield counted(len(papers), "paper")


_INTRODUCED = "introduced by"


def around(session: Session, contact_id: int) -> Around:
    """Return what is around somebody."""
    makers = (_relations, _introductions, _mentorship, _advice, _studies, _events, _papers)
    return Around(tuple(line for make in makers for line in make(session, contact_id)))


def _relations(session: Session, contact_id: int) -> Iterator[AroundLine]:
    from netcrm.services.relations import RelationService

    for it in RelationService(session).of_contact(contact_id):
        words = ", ".join(filter(None, (it.organisation if it.contact_id is not None else "", it.note)))
        yield AroundLine(
            AroundKind.RELATION,
            it.id,
            it.kind.inverse.value,
            it.label,
            it.name,
            words,
            it.contact_id,
            it.organisation_id,
        )


def _introductions(session: Session, contact_id: int) -> Iterator[AroundLine]:
    found = session.introductions.of_contact(contact_id)
    steps = session.introductions.steps([it.id for it in found])
    contacts = session.contacts.load(sorted({i for it in found for i in it.people}))
    names = {i: contact.details.name.formatted for i, contact in contacts.items()}
    for it in found:
        label, other = _role_in(it, contact_id, names)
        since = steps[it.id][-1].reached_on if steps.get(it.id) else None
        stage = it.stage.value + (f" {short_day(since, session.today)}" if since else "")
        yield AroundLine(
            AroundKind.INTRODUCTION,
            it.id,
            it.stage.value,
            label,
            names[other],
            ", ".join(filter(None, (stage, it.topic))),
            other,
            is_over=not it.stage.is_open,
        )


def _role_in(it: Introduction, contact_id: int, names: dict[int, str]) -> tuple[str, int]:
    """Return what the introduction is for somebody, and the other person."""
    if contact_id == it.to_id:
        return (_INTRODUCED if it.stage.is_made else "may introduce you"), it.introducer_id
    if contact_id == it.introducer_id:
        return ("introduced you to" if it.stage.is_made else "to introduce you to"), it.to_id
    return f"asked {names[it.introducer_id]} for you", it.to_id


def _mentorship(session: Session, contact_id: int) -> Iterator[AroundLine]:
    found = session.mentorships.of_contact(contact_id)
    goals = session.mentorships.goals([it.id for it in found])
    for it in found:
        still_open = sum(goal.closed_on is None for goal in goals.get(it.id, ()))
        until = f" until {short_day(it.ended_on, session.today)}" if it.ended_on else ""
        yield AroundLine(
            AroundKind.MENTORSHIP,
            it.id,
            "ended" if it.ended_on else "open",
            "was your mentor" if it.ended_on else "your mentor",
            f"since {short_day(it.began_on, session.today)}{until}",
            f"{counted(still_open, 'open goal')}" if still_open else "",
            is_over=it.ended_on is not None,
        )


def _advice(session: Session, contact_id: int) -> Iterator[AroundLine]:
    for it in session.advice.of_contacts([contact_id]).get(contact_id, []):
        closed = f"{it.state} {short_day(it.closed_on, session.today)}" if it.closed_on else ""
        words = ": ".join(filter(None, (closed, it.outcome)))
        label = f"on {short_day(it.given_on, session.today)}"
        is_over = it.state is not AdviceState.OPEN
        yield AroundLine(AroundKind.ADVICE, it.id, it.state.value, label, it.text, words, is_over=is_over)


def _studies(session: Session, contact_id: int) -> Iterator[AroundLine]:
    parts = session.studies.parts_of_contact([contact_id]).get(contact_id, [])
    studies = {study.id: study for study in session.studies.load({part.study_id for part in parts})}
    wanted = {part.organisation_id for part in parts if part.organisation_id is not None}
    places = {it.id: it.name for it in session.organisations.load(wanted)}
    for theirs in _by_study(parts):
        part, study = theirs[0], studies[theirs[0].study_id]
        others = listed(it.part.words for it in theirs if it.part is not part.part) if len(theirs) > 1 else ""
        place = next((it.organisation_id for it in theirs if it.organisation_id is not None), None)
        since = f"since {month_words(part.began_on[:7])}" if part.began_on and part.is_current else ""
        until = f"until {month_words(part.ended_on[:7])}" if part.ended_on else ""
        words = (
            f"also {others}" if others else "",
            until or since,
            f"at {places[place]}" if place is not None else "",
            study.nct if study.nct != study.short_name else "",
        )
        yield AroundLine(
            AroundKind.STUDY,
            study.id,
            part.part.value,
            part.part.words,
            study.short_name,
            ", ".join(filter(None, words)),
            organisation_id=place,
            is_over=not part.is_current,
        )


def _by_study(parts: Iterable[StudyPart]) -> list[list[StudyPart]]:
    """Return the parts of each study together, those that go on apart from those that ended; the main one first."""
    order = {part: at for at, part in enumerate(Part)}
    found: dict[tuple[int, bool], list[StudyPart]] = {}
    for part in parts:
        found.setdefault((part.study_id, part.is_current), []).append(part)
    return [sorted(theirs, key=lambda it: order[it.part]) for theirs in found.values()]


def _events(session: Session, contact_id: int) -> Iterator[AroundLine]:
    people = session.events.of_contacts([contact_id]).get(contact_id, [])
    events = session.events.by_ids([it.event_id for it in people])
    for it in sorted(people, key=lambda it: events[it.event_id].starts_on, reverse=True):
        event = events[it.event_id]
        on: date = it.met_on or event.starts_on
        words = [short_day(on, session.today), it.line if it.met_on else it.session]
        is_over = event.ends_on < session.today
        label = "met at" if it.met_on else "not met at" if is_over else "to meet at"
        yield AroundLine(
            AroundKind.EVENT,
            event.id,
            "met" if it.met_on else "target",
            label,
            event.name,
            ", ".join(filter(None, words)),
            is_over=is_over,
        )


def _papers(session: Session, contact_id: int) -> Iterator[AroundLine]:
    for paper, part in session.publications.of_contacts([contact_id]).get(contact_id, []):
        label = _place(paper, part)
        words = ", ".join(filter(None, (paper.journal, paper.year)))
        yield AroundLine(AroundKind.PAPER, paper.id, label.replace(" ", "-"), label, paper.title, words)


def _place(paper: KeptPublication, part: KeptAuthorship) -> str:
    """Return `first author`, `last author`, or `author` where they stand between."""
    if part.is_first and part.is_last:
        return "sole author" if paper.authors == 1 else "first author"
    return "first author" if part.is_first else "last author" if part.is_last else "author"
