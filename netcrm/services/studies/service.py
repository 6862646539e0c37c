"""Studies: added, changed, deleted, and who has which part in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from netcrm.domain.days import month_words
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy, StudyPart
from netcrm.domain.studies.reading import part_of_role
from netcrm.domain.studies.study import Part
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import DateProblem, NeedsDecision, NotFound, NothingToDo, UsageProblem
from netcrm.services.known_people import known_contact, known_name
from netcrm.services.page_parts import SHOWN
from netcrm.services.session import Session
from netcrm.services.studies.values import StudyLine, StudyPage
from netcrm.services.values import Done


class StudyService:
    """Acts on studies, and what is shown of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def named(self, text: str) -> KeptStudy:
        """Return the study that an id, an NCT number, an acronym or words of a title mean.

        Raises:
            UsageProblem: Nothing is named. NotFound: There is none. NeedsDecision: Several fit.
        """
        from netcrm.services.studies.naming import study_named

        return study_named(self._session, text)

    def get(self, study_id: int) -> KeptStudy:
        """Return a study, or raise `NotFound`."""
        found = self._session.studies.get(study_id)
        if found is None:
            raise NotFound("study", str(study_id), advice="“netcrm study list” lists them.")
        return found

    def sites(self, study_id: int) -> tuple[KeptSite, ...]:
        """Return the sites of a study, in their order."""
        return tuple(self._session.studies.sites([study_id]).get(study_id, ()))

    def lines(self, words: str = "", *, limit: int | None = None) -> tuple[StudyLine, ...]:
        """Return the studies that words mean, all without any, by acronym and title."""
        studies = self._session.studies
        found = (studies.find(words) if words.strip() else studies.all())[:limit]
        ids = [study.id for study in found]
        parts, sites = studies.parts_of_studies(ids), studies.sites(ids)
        return tuple(
            StudyLine(
                study,
                len({part.contact_id for part in parts.get(study.id, ()) if part.is_current}),
                len(sites.get(study.id, ())),
            )
            for study in found
        )

    def page(self, study_id: int, most: int = SHOWN) -> StudyPage:
        """Return all that a study's page shows, with at most so many people, promises and sites each.

        Raises:
            NotFound: There is no such study.
        """
        from netcrm.services.studies.pages import study_page

        return study_page(self._session, self.get(study_id), most)

    def add(self, study: KeptStudy, sites: Sequence[KeptSite] = ()) -> Done:
        """Write down a study. Its sponsor and the facilities of its sites are organisations, made where they are new.

        Raises:
            UsageProblem: It has neither title nor acronym nor number, or ends before it begins.
            NeedsDecision: There is one of that number already.
        """
        study = self._checked(study)
        session = self._session
        with session.act(f"add the study {study.short_name}") as act:
            study_id = session.studies.insert(self._with_sponsor(study), self._placed(sites))
        return Done(act.kept, f"Added the study {study.full_name} (study {study_id}).")

    def edit(self, study_id: int, study: KeptStudy, sites: Sequence[KeptSite] | None = None) -> Done:
        """Write a study anew; without `sites` they stay. The people on it stay.

        Raises:
            NotFound: There is no such study. Else as `add`.
        """
        before = self.get(study_id)
        study = self._checked(replace(study, id=study_id, uid=before.uid))
        session = self._session
        there = self.sites(study_id)
        with session.act(f"edit the study {before.short_name}") as act:
            if study.sponsor != before.sponsor:
                study = self._with_sponsor(study)
            session.studies.replace(study, there if sites is None else self._placed(sites, there))
        sentence = f"Changed the study {study.full_name}." if act.kept else f"Nothing changed for {study.full_name}."
        return Done(act.kept, sentence)

    def delete(self, study_id: int) -> Done:
        """Delete a study with its sites and the parts in it; the people stay."""
        study = self.get(study_id)
        parts = self._session.studies.parts_of_studies([study_id]).get(study_id, [])
        with self._session.act(f"delete the study {study.short_name}") as act:
            self._session.studies.delete(study_id)
        people = len({part.contact_id for part in parts})
        stays = f" {people} {'person' if people == 1 else 'people'} of it stay." if people else ""
        return Done(act.kept, f"Deleted the study {study.full_name}.{stays}")

    def put_person(
        self,
        study_id: int,
        contact_id: int,
        part: Part | None = None,
        *,
        organisation: str | None = None,
        began_on: str = "",
    ) -> Done:
        """Say that somebody is on a study.

        Args:
            study_id: Which study.
            contact_id: Who.
            part: What they are on it; without one what their main role goes with.
            organisation: At which site, made where it is new; without one where they work, if that is a site of it.
            began_on: Since when: a day, a month or a year in ISO form.

        Raises:
            NotFound: There is no such study or contact.
            NothingToDo: They have that part there already.
        """
        study, name = self.get(study_id), known_name(self._session, contact_id)
        session = self._session
        with session.act(f"put {name} on {study.short_name}") as act:
            place = self._place(study_id, contact_id, organisation)
            part = part or self._usual_part(contact_id, at_site=place is not None)
            session.studies.add_part(StudyPart(0, study_id, contact_id, part, place, began_on))
        at = session.organisations.get(place) if place is not None else None
        what = "" if part is Part.OTHER else f"{part.words} "
        words = f"{what}on {study.full_name}" + (f", at {at.name}" if at else "")
        if act.kept is None:
            raise NothingToDo(f"{name} is {words} already.")
        since = f" since {month_words(began_on[:7])}" if began_on else ""
        return Done(act.kept, f"{name} is {words}{since}.", (contact_id,))

    def end_person(self, study_id: int, contact_id: int, part: Part | None = None, *, on: str = "") -> Done:
        """Say that somebody's part in a study ended, without a day today; without a part all that they have.

        Raises:
            NotFound: There is no such study or contact.
            NothingToDo: They have no such part now.
            DateProblem: It ended after today, or before it began.
        """
        study, name = self.get(study_id), known_name(self._session, contact_id)
        session = self._session
        on = on or session.today.isoformat()
        if on > session.today.isoformat():
            raise DateProblem(f"{on} is still to come. End the part on {study.short_name} when the day is there.")
        there = [it for it in self._parts(study_id, contact_id, part) if it.is_current]
        if not there:
            raise NothingToDo(f"{name} has no {'such ' if part else ''}part in {study.full_name} now.")
        for it in there:
            if it.began_on[: len(on)] > on:
                raise DateProblem(f"{name} began as {it.part.words} in {it.began_on}, which is after {on}.")
        with session.act(f"end the part of {name} in {study.short_name}") as act:
            for it in there:
                session.studies.end_part(it.id, on)
        was = " and ".join(dict.fromkeys(it.part.words for it in there))
        return Done(act.kept, f"{name} was {was} on {study.full_name} until {on}.", (contact_id,))

    def remove_person(self, study_id: int, contact_id: int, part: Part | None = None) -> Done:
        """Take somebody off a study as if they had never been on it; without a part all that they have.

        Raises:
            NotFound: There is no such study or contact. NothingToDo: They have no such part.
        """
        study, name = self.get(study_id), known_name(self._session, contact_id)
        there = self._parts(study_id, contact_id, part)
        if not there:
            raise NothingToDo(f"{name} has no {'such ' if part else ''}part in {study.full_name}.")
        with self._session.act(f"take {name} off {study.short_name}") as act:
            for it in there:
                self._session.studies.delete_part(it.id)
        return Done(act.kept, f"Took {name} off {study.full_name}.", (contact_id,))

    def _usual_part(self, contact_id: int, *, at_site: bool) -> Part:
        """Return the part that somebody's roles go with, the main one first, else `other`."""
        roles = known_contact(self._session, contact_id).details.roles
        part = next((part for role in roles if (part := part_of_role(role))), Part.OTHER)
        return Part.SITE_INVESTIGATOR if at_site and part is Part.PRINCIPAL_INVESTIGATOR else part

    def _parts(self, study_id: int, contact_id: int, part: Part | None) -> list[StudyPart]:
        parts = self._session.studies.parts_of_contact([contact_id]).get(contact_id, [])
        return [it for it in parts if it.study_id == study_id and part in (None, it.part)]

    def _checked(self, study: KeptStudy) -> KeptStudy:
        study = replace(
            study,
            title=clean_line(study.title),
            acronym=clean_line(study.acronym),
            sponsor=clean_line(study.sponsor),
            conditions=tuple(dict.fromkeys(filter(None, map(clean_line, study.conditions)))),
            note=clean_text(study.note).strip(),
        )
        if not study.short_name:
            raise UsageProblem("A study needs a title, an acronym or an NCT number.")
        begins, ends = study.starts_on, study.completes_on
        if begins and ends and ends < begins[: len(ends)]:
            raise DateProblem(f"The study would end in {ends}, before it begins in {begins}.")
        there = self._session.studies.by_nct([study.nct]).get(study.nct)
        if there is not None and there.id != study.id:
            raise NeedsDecision(f"{study.nct} is there already: {there.full_name} (study {there.id}). Edit that one.")
        return study

    def _with_sponsor(self, study: KeptStudy) -> KeptStudy:
        """Return the study with its sponsor's organisation, inside an act."""
        return replace(study, sponsor_id=self._session.organisations.id_of(study.sponsor) if study.sponsor else None)

    def _placed(self, sites: Sequence[KeptSite], there: Sequence[KeptSite] = ()) -> list[KeptSite]:
        """Return sites with the organisations of their facilities, inside an act; those that are there stay as is."""
        id_of = self._session.organisations.id_of
        return [
            replace(site, organisation_id=id_of(site.facility))
            if site.facility and site.organisation_id is None and site not in there
            else site
            for site in sites
        ]

    def _place(self, study_id: int, contact_id: int, organisation: str | None) -> int | None:
        session = self._session
        if organisation is not None:
            name = clean_line(organisation)
            return session.organisations.id_of(name) if name else None
        sites = {site.organisation_id for site in self.sites(study_id)} - {None}
        jobs = session.contacts.load([contact_id])[contact_id].details.positions
        return next((job.organisation_id for job in jobs if job.is_current and job.organisation_id in sites), None)
