"""The papers of the sample network: what its investigators and opinion leaders wrote, some of it together."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.date_forms import Span
from netcrm.domain.dates import shift
from netcrm.domain.studies.kept_publication import KeptAuthorship, KeptPublication
from netcrm.services.network import Loaded


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper; its months count from today."""

    months: int
    title: str
    journal: str
    authors: int
    by: tuple[tuple[str, int], ...]
    """Who of the network wrote it, and their place among the authors."""


_CARVALHO, _BARZANI, _YUSUPOV = "Inês Carvalho", "Dr Rashid Barzani", "Farhad Yusupov"
_DELACOURT, _BEAUREGARD, _AMARAL = "Pr Étienne Delacourt-Mbaye", "Prof. Augustin Beauregard", "Kenji Amaral"
_NWACHUKWU, _DESHMUKH, _TAKAHASHI = "Prof. Adaeze Nwachukwu", "Anjali Deshmukh", "高橋美咲"
_NI_DHALAIGH, _OBI, _LYNCH = "Dr Siobhán Ní Dhálaigh", "Chukwuemeka Obi", "Saoirse Lynch-Tanaka"
_FERRANDIZ, _OTIENO, _SALIMOV = "Ana Lucía Ferrándiz", "Grace Otieno-Lindholm", "Ибрагим Салимов"
_ONCOLOGY, _LUNG, _HEART, _BLOOD = (
    "Quayside Journal of Oncology",
    "Annals of Invented Respirology",
    "Harbour Heart Reports",
    "Thrombosis Letters of Galway",
)
_PAPERS = (
    _Paper(
        -3,
        "Brelumab after chemoradiotherapy in stage III lung cancer: two-year results of LANTERN-1.",
        _ONCOLOGY,
        14,
        ((_CARVALHO, 1), (_YUSUPOV, 9), (_BARZANI, 14)),
    ),
    _Paper(
        -14,
        "Consent in oncology trials: what patients remember.",
        _ONCOLOGY,
        5,
        ((_CARVALHO, 5), ("Josephine Lavoie", 2)),
    ),
    _Paper(
        -31, "Borrowing historical controls in small lung cancer trials.", _ONCOLOGY, 3, ((_YUSUPOV, 1), (_BARZANI, 3))
    ),
    _Paper(
        -6,
        "Inhaled maintenance once a week: a dose-finding study in severe asthma.",
        _LUNG,
        11,
        ((_DELACOURT, 1), (_FERRANDIZ, 4), (_AMARAL, 6), (_BEAUREGARD, 11)),
    ),
    _Paper(-26, "Home spirometry by telephone: who sends what, and when.", _LUNG, 6, ((_AMARAL, 1), (_DELACOURT, 6))),
    _Paper(-120, "Forty years of asthma registries in one town.", _LUNG, 2, ((_BEAUREGARD, 1), (_DELACOURT, 2))),
    _Paper(
        -9,
        "A wireless pressure sensor in heart failure: the GRANITE pilot.",
        _HEART,
        12,
        ((_NWACHUKWU, 1), (_DESHMUKH, 3), (_TAKAHASHI, 5), (_SALIMOV, 8)),
    ),
    _Paper(-20, "Remote haemodynamics in rural clinics.", _HEART, 7, ((_DESHMUKH, 1), (_NWACHUKWU, 7))),
    _Paper(-44, "Readmission after heart failure: a survey of nine hospitals.", _HEART, 9, ((_NWACHUKWU, 9),)),
    _Paper(
        -11,
        "Half-dose anticoagulation after pulmonary embolism: rationale of TIDEWAY.",
        _BLOOD,
        8,
        ((_NI_DHALAIGH, 1), (_OBI, 2), (_OTIENO, 7), (_LYNCH, 8)),
    ),
    _Paper(-29, "Counting platelets at the bedside.", _BLOOD, 4, ((_OBI, 1), (_LYNCH, 4))),
)


def lay_papers(loaded: Loaded) -> None:
    """Write the papers of the sample network and who wrote them."""
    publications = loaded.session.publications
    for number, paper in enumerate(_PAPERS, start=1):
        kept = KeptPublication(
            0,
            f"demo-paper-{number}",
            pmid=str(90_000_100 + number),
            doi=f"10.99999/demo.{number}",
            title=paper.title,
            journal=paper.journal,
            published_on=f"{shift(loaded.today, paper.months, Span.MONTH):%Y-%m}",
            authors=paper.authors,
        )
        publication_id = publications.insert(kept)
        for name, place in paper.by:
            publications.add_authorship(
                KeptAuthorship(publication_id, loaded.ids[name], place, place == 1, place == paper.authors)
            )
