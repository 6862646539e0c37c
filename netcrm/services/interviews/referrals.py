"""Referrals: whom an interview led to. Somebody who is there already is found; the others become contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.contact import Contact, Details, Email
from netcrm.domain.interviews.sheet import Referral
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.text import clean_line, fold
from netcrm.domain.ties.introduction import IntroductionStage, IntroductionTask, refuse_oneself
from netcrm.errors import NeedsDecision, NothingToDo, UsageProblem
from netcrm.services.acting import Part
from netcrm.services.cleaning import cleaned
from netcrm.services.detail_changes import write_details
from netcrm.services.introductions.parts import plan_introduction
from netcrm.services.known_people import known_contact
from netcrm.services.session import Session
from netcrm.store.contacts import NewContact, email_key
from netcrm.store.finding import PeopleFinder


@dataclass(frozen=True, slots=True)
class KnownReferral:
    """A referral with what is known of the person."""

    referral: Referral
    name: str
    there: Contact | None
    """Who it is, where they are a contact already."""
    details: Details
    """What is kept about them from now on."""
    is_introduced: bool = False
    """Whether the introduction stands there already, so that none is written."""


def known_referrals(
    session: Session, referrals: Sequence[Referral], introducer: Contact, on: date, topic: str
) -> tuple[KnownReferral, ...]:
    """Return who the referrals are, each person once.

    Somebody is there already whose mail address and name are the same, or whose whole name is.

    Raises:
        NeedsDecision: Several people of that name are there.
        NotFound: There is no contact of that id.
        UsageProblem: A referral has no name, or is to the introducer.
        DateProblem: The introduction would come before what is known of it.
    """
    found: dict[object, KnownReferral] = {}
    for referral in referrals:
        known = _known(session, referral)
        if known.there is not None:
            refuse_oneself(introducer.id, known.there.id, name=introducer.details.name.formatted)
            known = replace(known, is_introduced=_is_introduced(session, introducer.id, known, on, topic))
        key = known.there.id if known.there else (fold(known.name), email_key(referral.email))
        found.setdefault(key, known)
    return tuple(found.values())


def _is_introduced(session: Session, introducer_id: int, known: KnownReferral, on: date, topic: str) -> bool:
    assert known.there is not None
    try:
        plan_introduction(session, introducer_id, known.there.id, known.referral.stage, on, topic=topic)
    except NothingToDo:
        return True
    return False


def _known(session: Session, referral: Referral) -> KnownReferral:
    name, email = clean_line(referral.name), clean_line(referral.email)
    there = _there(session, referral.contact_id, name, email)
    if there is None and not name:
        raise UsageProblem("A referral needs a name: whom were you told to talk with?")
    details = there.details if there else Details(read_name(name))
    if email and email_key(email) not in {email_key(one.value) for one in details.emails}:
        details = replace(details, emails=(*details.emails, Email(email)))
    if referral.role and not details.roles:
        details = replace(details, roles=(referral.role,))
    organisation = clean_line(referral.organisation)
    if organisation and details.primary_position is None:
        job = Position(organisation, is_primary=True)
        details = replace(details, positions=(job, *details.positions))
    details = cleaned(details)
    return KnownReferral(referral, details.name.formatted, there, details)


def _there(session: Session, contact_id: int | None, name: str, email: str) -> Contact | None:
    if contact_id is not None:
        return known_contact(session, contact_id)
    named = session.contacts.load(PeopleFinder(session.database).with_name(name) if name else ())
    if email:
        key = email_key(email)
        mailed = [c for c in named.values() if key in {email_key(one.value) for one in c.details.emails}]
        if len(mailed) == 1:
            return mailed[0]
    if len(named) > 1:
        listed = ", ".join(f"{c.id} ({c.organisation or 'no organisation'})" for c in named.values())
        raise NeedsDecision(f"Several people are called {name}: say which by id: {listed}.")
    return next(iter(named.values()), None)


def write_referral(
    session: Session, known: KnownReferral, introducer_id: int, on: date, *, topic: str, is_thanked: bool
) -> tuple[int, str]:
    """Write a referral inside an act in force: the contact and the introduction; return their id and what is said.

    Args:
        session: The open store.
        known: Who it is.
        introducer_id: Who named them.
        on: The day of the interview.
        topic: What it was about.
        is_thanked: Whether thanks to the introducer stand in the agenda already, or were given: the introduction then
            asks for none of its own.
    """
    from uuid import uuid4

    if known.there is None:
        new = NewContact(str(uuid4()), known.details, session.today)
        contact_id = session.contacts.insert([new], session.phone_key())[0]
    else:
        contact_id = known.there.id
        if known.details != known.there.details:
            write_details(session, known.there, known.details)
    if known.is_introduced:
        return contact_id, ""
    stage = known.referral.stage
    without = frozenset({IntroductionTask.THANK_FOR_IT}) if is_thanked else frozenset[IntroductionTask]()
    part: Part = plan_introduction(session, introducer_id, contact_id, stage, on, topic=topic, without=without)
    # Written without its interaction: the interview that is logged is what happened.
    return contact_id, part.write()


def referral_words(known: KnownReferral, introducer: str) -> str:
    """Return `new contact, introduced by Ana Lima: you may write to them`."""
    who = "new contact" if known.there is None else "in your network already"
    if known.is_introduced:
        return f"{who}, and introduced by {introducer} already"
    may = "introduces you" if known.referral.stage is IntroductionStage.AGREED else "introduced you: write to them"
    return f"{who}; {introducer} {may}"
