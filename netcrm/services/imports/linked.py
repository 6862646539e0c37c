"""The studies and papers that people are known with, and what a draft adds to them: what is news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from netcrm.domain.contact import Details
from netcrm.domain.draft import Draft
from netcrm.domain.merging import Change
from netcrm.domain.naming.name import Name
from netcrm.domain.studies.publication import Authorship, identifiers
from netcrm.domain.text import fold
from netcrm.services.session import Session

if TYPE_CHECKING:
    from netcrm.domain.studies.study import InStudy, Study, StudyPerson

TRIAL, SITE, PART, PAPER, PAPERS = "trial", "site", "part in a study", "paper", "further papers"
"""The fields of these changes."""
LIKE_NAME = "a name like it"
"""Why an author may be somebody whose name is written differently: `A M Lima`, `Ana Lima`."""
_MOST_PAPERS = 3
"""New papers that are told one by one."""
_LONGEST_TITLE = 100


class Linked:
    """What people are linked with, by reference as the matcher has it; what drafts add is known from then on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._studies: defaultdict[int, dict[str, set[str]]] = defaultdict(dict)
        """Of each person the NCT numbers, with parts and folded sites."""
        self._papers: defaultdict[int, set[str]] = defaultdict(set)
        self._newest: dict[int, str] = {}
        """When the newest known paper of a person came out."""

    def know(self, ids: Collection[int]) -> None:
        """Learn what the store says of some people."""
        session = self._session
        parts = session.studies.parts_of_contact(ids)
        studies = {it.id: it for it in session.studies.load({p.study_id for some in parts.values() for p in some})}
        houses = {p.organisation_id for some in parts.values() for p in some if p.organisation_id is not None}
        names = {it.id: it.name for it in session.organisations.load(houses)}
        for contact_id, some in parts.items():
            for part in some:
                held = self._studies[contact_id].setdefault(studies[part.study_id].nct, set())
                held |= {part.part.value, fold(names.get(part.organisation_id or 0, ""))}
        for contact_id, papers in session.publications.of_contacts(ids).items():
            self._papers[contact_id] = {key for paper, _ in papers for key in paper.keys}
            self._newest[contact_id] = max(paper.published_on for paper, _ in papers)

    def incoming(self, ref: int, draft: Draft, known: Details) -> Details:
        """Return what a draft says of somebody without what is worse than what is known.

        Papers and studies print names in any length: only a longer one is taken. The affiliation of papers that are
        all older than the newest known one is of before.
        """
        said = draft.details
        if not draft.papers and not draft.studies:
            return said
        if _length(said.name) <= _length(known.name):
            said = replace(said, name=replace(known.name, credentials=said.name.credentials))
        if draft.papers and max(it.publication.date for it in draft.papers) < self._newest.get(ref, ""):
            said = replace(said, positions=(), addresses=(), country="")
        return said

    def add(self, ref: int, draft: Draft) -> list[Change]:
        """Return what a draft adds to somebody, and know it."""
        changes = [change for entry in draft.studies for change in self._of_study(ref, entry)]
        fresh = [it for it in draft.papers if self._papers[ref].isdisjoint(keys_of(it))]
        self._papers[ref].update(key for it in draft.papers for key in keys_of(it))
        dates = (it.publication.date for it in draft.papers)
        self._newest[ref] = max((self._newest.get(ref, ""), *dates))
        changes += [Change(PAPER, "", paper_words(it)) for it in fresh[:_MOST_PAPERS]]
        if more := len(fresh) - _MOST_PAPERS:
            changes += [Change(PAPERS, "", f"{more:,} more")] if more > 0 else []
        return changes

    def _of_study(self, ref: int, entry: InStudy) -> Iterator[Change]:
        study, person = entry.study, entry.person
        if not study.nct:
            return
        held = self._studies[ref].get(study.nct)
        said = {part.value for part in person.parts} | {fold(site) for site in facilities(person)}
        self._studies[ref][study.nct] = said | (held or set())
        if held is None:
            yield Change(TRIAL, "", trial_words(entry))
            return
        for site in facilities(person):
            if fold(site) not in held:
                yield Change(SITE, "", f"{site}, in {study_name(study)}")
        parts = [part.words for part in person.parts if part.value not in held]
        if parts:
            yield Change(PART, "", f"{', '.join(parts)} in {study_name(study)}")


def _length(name: Name) -> int:
    return len(fold(f"{name.given} {name.additional} {name.family}" if name.family else name.formatted))


def keys_of(authorship: Authorship) -> tuple[str, ...]:
    """Return what a paper is known by, its title where it has no number."""
    paper = authorship.publication
    return identifiers(paper.pmid, paper.pmc, paper.doi, paper.title)


def facilities(person: StudyPerson) -> Sequence[str]:
    """Return the names of the sites that somebody stands at, of those that are houses of theirs."""
    houses = {fold(house) for house in person.organisations}
    return list(
        dict.fromkeys(site.facility for site in person.sites if site.facility and fold(site.facility) in houses)
    )


def study_name(study: Study) -> str:
    """Return `NCT01234567 (BREEZE-2)`, or what there is of it."""
    if study.nct and study.acronym:
        return f"{study.nct} ({study.acronym})"
    return study.nct or study.acronym or clipped(study.title) or "a study without a number"


def trial_words(entry: InStudy) -> str:
    """Return `NCT01234567 (BREEZE-2), Breath in …: principal investigator, site contact`."""
    title = clipped(entry.study.title)
    title = f", {title}" if title not in ("", study_name(entry.study)) else ""
    parts = ", ".join(part.words for part in entry.person.parts)
    return f"{study_name(entry.study)}{title}: {parts}"


def paper_words(authorship: Authorship) -> str:
    """Return `“Breath counts”, Journal of Air, 2026 (first author)`."""
    paper, author = authorship.publication, authorship.author
    leads = "first and last" if author.is_first and author.is_last else "first" if author.is_first else "last"
    said = [f"“{clipped(paper.title)}”"] if paper.title else []
    said += [text for text in (paper.journal, paper.date[:4]) if text]
    return f"{', '.join(said) or paper.doi or paper.pmid}{f' ({leads} author)' if author.leads else ''}"


def clipped(title: str) -> str:
    """Return a title, cut where it is long, without the full stop at its end."""
    plain = title.rstrip(".")
    return plain if len(plain) <= _LONGEST_TITLE else f"{plain[: _LONGEST_TITLE - 1].rstrip()}…"
