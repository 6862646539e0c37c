"""The studies of the sample network: where they run, and who has which part in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from netcrm.domain.date_forms import Span
from netcrm.domain.dates import shift
from netcrm.domain.studies.kept_study import KeptSite, KeptStudy, StudyPart
from netcrm.domain.studies.study import Part
from netcrm.services.network import Loaded

_HARBOR, _BRIGID, _LAKESHORE = "Harbor Point Medical Center", "St Brigid's Hospital", "Lakeshore Clinical Trials"
_AUBIN, _MAR_AZUL, _KITAMORI = "Hôpital Saint-Aubin", "Clínica Mar Azul", "Kitamori University Hospital"
_OPEN, _PLANNED, _CLOSED = "recruiting", "not-yet-recruiting", "active-not-recruiting"


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody on a study; months count from today."""

    name: str
    part: Part
    at: str = ""
    since: int = 0
    until: int = 0
    """0 where it goes on."""


@dataclass(frozen=True, slots=True)
class _Study:
    """A study; months count from today."""

    study: KeptStudy
    sites: tuple[KeptSite, ...]
    people: tuple[_Person, ...]
    starts: int
    completes: int


_STUDIES = (
    _Study(
        KeptStudy(
            0,
            "demo-study-1",
            "NCT90000112",
            "Brelumab After Chemoradiotherapy in Stage III Non-small Cell Lung Cancer",
            "LANTERN-2",
            ("2",),
            _OPEN,
            "Bluefern Therapeutics",
            conditions=("Non-small Cell Lung Cancer", "Stage III Lung Cancer"),
            note="Amendment 3 is with the committee; enrolment goes on meanwhile.",
        ),
        (
            KeptSite(None, _HARBOR, "Providence", "Rhode Island", "United States", _OPEN),
            KeptSite(None, "", "Bristol", "", "United Kingdom", _PLANNED),
        ),
        (
            _Person("Inês Carvalho", Part.PRINCIPAL_INVESTIGATOR, _HARBOR, -20),
            _Person("Marcus Webb-Adeyemi", Part.COORDINATOR, _HARBOR, -20),
            _Person("Delphine Okonkwo-Reyes", Part.NURSE, _HARBOR, -11),
            _Person("Josephine Lavoie", Part.COORDINATOR, _HARBOR, -20, -9),
            _Person("Wei Zhang", Part.TRIAL_MANAGER, "", -18),
            _Person("Clementine Roux-Harding", Part.MEDICAL_WRITER),
            _Person("Farhad Yusupov", Part.STATISTICIAN),
        ),
        -21,
        19,
    ),
    _Study(
        KeptStudy(
            0,
            "demo-study-2",
            "NCT90000245",
            "Half-dose or Full-dose Oral Anticoagulation Beyond Six Months After Pulmonary Embolism",
            "TIDEWAY",
            ("3",),
            _OPEN,
            "Norrvik Pharma",
            conditions=("Pulmonary Embolism",),
        ),
        (
            KeptSite(None, _BRIGID, "Galway", "", "Ireland", _OPEN),
            KeptSite(None, _AUBIN, "Lyon", "", "France", _OPEN),
            KeptSite(None, "", "Uppsala", "", "Sweden", _CLOSED),
        ),
        (
            _Person("Dr Siobhán Ní Dhálaigh", Part.SITE_INVESTIGATOR, _BRIGID, -15),
            _Person("Chukwuemeka Obi", Part.SUB_INVESTIGATOR, _BRIGID, -12),
            _Person("Fionnuala Brophy", Part.NURSE, _BRIGID, -15),
            _Person("Pr Étienne Delacourt-Mbaye", Part.SITE_INVESTIGATOR, _AUBIN, -14),
            _Person("Mireille Astruc", Part.COORDINATOR, _AUBIN, -14),
            _Person("Jean-Baptiste Kouassi", Part.COORDINATOR, _AUBIN, -3),
            _Person("Astrid Lindqvist", Part.TRIAL_MANAGER, "", -16),
            _Person("Grace Otieno-Lindholm", Part.MEDICAL_MONITOR, "", -16),
            _Person("Diego Aranguren", Part.MONITOR, "", -15, -4),
        ),
        -16,
        26,
    ),
    _Study(
        KeptStudy(
            0,
            "demo-study-3",
            "NCT90000387",
            "A Wireless Pressure Sensor to Guide Treatment of Chronic Heart Failure",
            "GRANITE-HF",
            (),
            _CLOSED,
            "Kestrel Ridge Devices",
            conditions=("Heart Failure",),
        ),
        (
            KeptSite(None, _LAKESHORE, "Milwaukee", "Wisconsin", "United States", _CLOSED),
            KeptSite(None, _KITAMORI, "Sapporo", "", "Japan", _CLOSED),
        ),
        (
            _Person("Prof. Adaeze Nwachukwu", Part.STUDY_CHAIR, "", -30),
            _Person("Anjali Deshmukh", Part.SITE_INVESTIGATOR, _LAKESHORE, -28),
            _Person("Tomasz Wilczyński", Part.SITE_CONTACT, _LAKESHORE, -28),
            _Person("高橋美咲", Part.SITE_INVESTIGATOR, _KITAMORI, -25),
            _Person("小林翔太", Part.COORDINATOR, _KITAMORI, -25),
            _Person("Mthunzi Ndlovu", Part.MONITOR, "", -10),
        ),
        -31,
        5,
    ),
    _Study(
        KeptStudy(
            0,
            "demo-study-4",
            "NCT90000451",
            "Once-weekly Inhaled Maintenance Therapy in Severe Asthma",
            "BREEZE-4",
            ("2", "3"),
            _PLANNED,
            "Norrvik Pharma",
            conditions=("Severe Asthma",),
        ),
        (
            KeptSite(None, _MAR_AZUL, "Valencia", "", "Spain", _PLANNED),
            KeptSite(None, _HARBOR, "Providence", "Rhode Island", "United States", _PLANNED),
        ),
        (
            _Person("Ana Lucía Ferrándiz", Part.SITE_INVESTIGATOR, _MAR_AZUL),
            _Person("Wilhelmina Achterberg", Part.SUB_INVESTIGATOR, _MAR_AZUL),
            _Person("Kenji Amaral", Part.SITE_INVESTIGATOR, _HARBOR),
            _Person("Nomvula Dlamini", Part.OTHER),
        ),
        3,
        40,
    ),
)


def lay_studies(loaded: Loaded) -> None:
    """Write the studies of the sample network, with their sites and people."""
    for it in _STUDIES:
        _lay(loaded, it)


def _lay(loaded: Loaded, it: _Study) -> None:
    studies = loaded.session.studies
    study = replace(
        it.study,
        sponsor_id=loaded.organisation(it.study.sponsor),
        starts_on=_month(loaded.today, it.starts),
        completes_on=_month(loaded.today, it.completes),
    )
    sites = [replace(site, organisation_id=_place(loaded, site.facility)) for site in it.sites]
    study_id = studies.insert(study, sites)
    for person in it.people:
        studies.add_part(
            StudyPart(
                0,
                study_id,
                loaded.ids[person.name],
                person.part,
                _place(loaded, person.at),
                _month(loaded.today, person.since) if person.since else "",
                _month(loaded.today, person.until) if person.until else "",
            )
        )


def _place(loaded: Loaded, name: str) -> int | None:
    return loaded.organisation(name) if name else None


def _month(today: date, months: int) -> str:
    return f"{shift(today, months, Span.MONTH):%Y-%m}"
