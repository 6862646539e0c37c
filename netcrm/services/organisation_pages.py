"""Organisations: listed, shown on a page with all that is known of them, and edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from netcrm.domain.check_in import lateness, plan_check_in
from netcrm.domain.employers.lead import Lead
from netcrm.domain.organisation import Organisation, OrganisationLine, PlacedPosition
from netcrm.domain.studies.kept_study import KeptStudy, StudyPart
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.listing import ContactRow, contact_rows
from netcrm.services.page_parts import SHOWN, LastTouch, PagePromise, last_touch, open_promises, short_name
from netcrm.services.relations import RelationLine, RelationService
from netcrm.services.session import Session
from netcrm.services.values import Done
from netcrm.store.pages import PageReader


@dataclass(frozen=True, slots=True)
class PersonThere:
    """Somebody who holds a position at an organisation, or held one."""

    row: ContactRow
    position: PlacedPosition
    is_now: bool
    """Whether it goes on, and the person is neither archived nor away."""


class StudyTie(StrEnum):
    """How a study belongs to an organisation."""

    SPONSOR = "sponsor"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class StudyThere:
    """A study of an organisation."""

    study: KeptStudy
    ties: tuple[StudyTie, ...]
    people: tuple[str, ...]
    """Names of those who have a part in it at this organisation now."""


@dataclass(frozen=True, slots=True)
class OrganisationCheckIn:
    """How keeping in touch with an organisation stands."""

    cadence: str
    """`every 2 weeks`."""
    due_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """All that an organisation's page shows."""

    organisation: Organisation
    check_in: OrganisationCheckIn | None
    """Nothing where it has no cadence."""
    people: tuple[PersonThere, ...]
    """Those who are there now, by role, then those who were."""
    more_people: int
    """How many further positions there are."""
    last: LastTouch | None
    """With anyone who is there now."""
    promises: tuple[PagePromise, ...]
    """With those who are there now."""
    studies: tuple[StudyThere, ...]
    relations: tuple[RelationLine, ...]
    """Who monitors or coordinates it."""
    leads: tuple[Lead, ...]
    """Job openings there, the open ones first."""


class OrganisationService:
    """Acts on organisations themselves, and what is shown of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def named(self, text: str) -> Organisation:
        """Return the organisation that an id, a name or its beginning mean.

        Raises:
            UsageProblem: Nothing is named. NotFound: There is none. NeedsDecision: Several fit.
        """
        from netcrm.services.organisations import organisation_named

        name = clean_line(text)
        if not name:
            raise UsageProblem("Which organisation? Name it by its name, or by its number.")
        return organisation_named(self._session, name)

    def get(self, organisation_id: int) -> Organisation:
        """Return an organisation, or raise `NotFound`."""
        found = self._session.organisations.get(organisation_id)
        if found is None:
            raise NotFound("organisation", str(organisation_id), advice="“netcrm organisation list” lists them.")
        return found

    def lines(self, words: str = "", limit: int = 1_000_000) -> list[OrganisationLine]:
        """Return the organisations whose names have these words, or words that begin so; all without any; by name."""
        return PageReader(self._session.database).organisations(words, limit)

    def of_contact(self, contact_id: int) -> Organisation | None:
        """Return where somebody works, or worked last, by the first position; None where none is known."""
        found = self._session.contacts.load([contact_id]).get(contact_id)
        if found is None:
            return None
        primary = found.details.primary_position
        jobs = ([primary] if primary else []) + list(found.details.positions)
        wanted = next((job.organisation_id for job in jobs if job.organisation_id is not None), None)
        return self._session.organisations.get(wanted) if wanted is not None else None

    def page(self, organisation_id: int, most: int = SHOWN) -> OrganisationPage:
        """Return all that an organisation's page shows, with at most so many people and promises.

        Raises:
            NotFound: There is no such organisation.
        """
        session = self._session
        organisation = self.get(organisation_id)
        reader = PageReader(session.database)
        positions = reader.positions_at(organisation_id)
        active = reader.active({it.contact_id for it in positions})
        now = {it.contact_id for it in positions if not it.end_on and it.contact_id in active}
        shown = positions[:most]
        rows = {row.id: row for row in contact_rows(session, sorted({it.contact_id for it in shown}))}
        return OrganisationPage(
            organisation=organisation,
            check_in=self._check_in(organisation_id),
            people=tuple(
                PersonThere(rows[it.contact_id], it, not it.end_on and it.contact_id in active) for it in shown
            ),
            more_people=len(positions) - len(shown),
            last=last_touch(session, now),
            promises=open_promises(session, now, most),
            studies=self._studies(organisation_id),
            relations=RelationService(session).of_organisation(organisation_id),
            leads=self._leads(organisation_id),
        )

    def edit(self, organisation: Organisation) -> Done:
        """Write name, kind, site number, place and note of an organisation.

        Raises:
            UsageProblem: It has no name.
            NeedsDecision: Another one has that name.
        """
        session = self._session
        before = self.get(organisation.id)
        new = Organisation(
            id=before.id,
            uid=before.uid,
            name=clean_line(organisation.name),
            kind=organisation.kind,
            site_number=clean_line(organisation.site_number),
            city=clean_line(organisation.city),
            country=clean_line(organisation.country),
            note=clean_text(organisation.note).strip(),
        )
        if not new.name:
            raise UsageProblem("An organisation needs a name.")
        there = session.organisations.find(new.name)
        if there is not None and there != new.id and new.name != before.name:
            raise NeedsDecision(f"“{new.name}” is there already (organisation {there}). Two cannot have one name.")
        with session.act(f"edit {before.name}") as act:
            session.organisations.replace(new)
        return Done(act.kept, f"Changed {new.name}." if act.kept else f"Nothing changed for {new.name}.")

    def _check_in(self, organisation_id: int) -> OrganisationCheckIn | None:
        from netcrm.services.organisation_items import organisation_facts

        facts = organisation_facts(self._session, organisation_id)
        if facts is None or facts.effective is None:
            return None
        check_in = plan_check_in(facts, self._session.policy().workdays)
        interval = facts.effective.cadence.interval
        return OrganisationCheckIn(
            interval.every if interval else "never",
            check_in.due_on if check_in else None,
            lateness(check_in, facts.pauses, self._session.today).days_late,
        )

    def _studies(self, organisation_id: int) -> tuple[StudyThere, ...]:
        """Return the studies that it sponsors or that run there: those where one knows somebody first."""
        studies = self._session.studies
        sponsored = {study.id: study for study in studies.sponsored_by(organisation_id)}
        at_site = {study.id: study for study, _ in studies.at_site(organisation_id)}
        parts = [part for part in studies.parts_at(organisation_id) if part.is_current]
        elsewhere = {study.id: study for study in studies.load({part.study_id for part in parts})}
        names = self._names(parts)
        found = [
            StudyThere(
                study,
                tuple(
                    tie
                    for tie, ids in ((StudyTie.SPONSOR, sponsored), (StudyTie.SITE, at_site | elsewhere))
                    if study.id in ids
                ),
                tuple(dict.fromkeys(names[part.contact_id] for part in parts if part.study_id == study.id)),
            )
            for study in (sponsored | at_site | elsewhere).values()
        ]
        found.sort(key=lambda it: (not it.people, it.study.short_name.casefold()))
        return tuple(found)

    def _names(self, parts: Sequence[StudyPart]) -> dict[int, str]:
        contacts = self._session.contacts.load(sorted({part.contact_id for part in parts}))
        return {contact_id: short_name(contact.details.name) for contact_id, contact in contacts.items()}

    def _leads(self, organisation_id: int) -> tuple[Lead, ...]:
        leads = self._session.leads.of_organisations([organisation_id]).get(organisation_id, [])
        return tuple(sorted(leads, key=lambda lead: (lead.closed_on is not None, lead.deadline or date.max, lead.id)))
