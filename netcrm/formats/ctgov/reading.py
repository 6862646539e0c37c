"""Reading studies from the JSON of ClinicalTrials.gov (API version 2, https://clinicaltrials.gov/data-api/api).

A record is read for what netcrm needs of it. Every module of one may be missing, since replies are limited to the
fields that were asked for, and a value of a wrong type is as good as none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, NoReturn

from netcrm.domain.draft import Place, Problem
from netcrm.domain.studies.study import Phase, Study
from netcrm.domain.text import clean_line, fold
from netcrm.formats.ctgov.cutting import SIZE_LIMIT, Fault, Piece, cut
from netcrm.formats.ctgov.mentions import read_mentions, read_sites
from netcrm.formats.ctgov.values import mapping_in, sequence_in, slug_in, text_in

_HEAD = re.compile(
    r'\ufeff?\s*+[{\[](?!\s*+"type").*?(?<!\\)"(?:(?:protocol|results|Protocol)Section|FullStudiesResponse|studies)"\s*+:',
    re.DOTALL,
)
"""How a file of studies begins. What begins with `type` is netcrm's own export."""
_NCT = re.compile(r"NCT\d{8}")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_PHASES = {
    "EARLY_PHASE1": Phase.EARLY_1,
    "PHASE1": Phase.ONE,
    "PHASE2": Phase.TWO,
    "PHASE3": Phase.THREE,
    "PHASE4": Phase.FOUR,
}
_SECTIONS = ("protocolSection", "resultsSection")
_OLD_SECTIONS = ("Study", "ProtocolSection", "FullStudiesResponse")

OLD_FORM = (
    "The record is in the old form of ClinicalTrials.gov, which was given up in 2024; download the study as JSON on its"
    " page there, or from https://clinicaltrials.gov/api/v2/studies/{nct}, and import that."
)
NO_STUDY = "There is no study in the file; download one as JSON from its page on ClinicalTrials.gov."
_WHY = {
    Fault.NOT_JSON: "This is no JSON; download the study as JSON from its page on ClinicalTrials.gov.",
    Fault.NOT_A_STUDY: "The list of studies has something in it that is no study.",
    Fault.TOO_DEEP: "The study is nested too deep to be read.",
    Fault.CUT_OFF: "The file ends in the middle of a study or list; download it again.",
    Fault.TOO_LARGE: f"The study is larger than {SIZE_LIMIT // 1024 // 1024} MB and was not read.",
    Fault.OLD_FORM: OLD_FORM.format(nct="NCT…"),
}


def sniff(head: bytes) -> bool:
    """Return whether a file that begins with `head` holds studies, in today's form or the old one. Never raises."""
    return _HEAD.match(head.decode("utf-8", "replace")) is not None


def read_studies(stream: BinaryIO, file: str, *, size_limit: int = SIZE_LIMIT) -> Iterator[Study | Problem]:
    """Yield a study or a problem for each record of `stream`, in order; at least one of either.

    A bad record does not cost those behind it as long as its brackets are whole. No bytes raise anything but the
    stream's own `OSError`; memory is bounded by the largest study.

    Args:
        file: The name that outcomes carry as their place.
        size_limit: Bytes up to which one study is read.
    """
    number = 0
    for piece in cut(stream, size_limit=size_limit):
        for outcome in _outcomes(piece, file, number):
            number += 1
            yield outcome
    if not number:
        yield Problem(Place(file, 1, 1), NO_STUDY)


def _outcomes(piece: Piece, file: str, before: int) -> Iterator[Study | Problem]:
    """Yield what one piece holds: a study as a rule, and those of a page where pages stand in a list."""
    place = Place(file, before + 1, piece.line)
    if piece.fault:
        yield Problem(place, _WHY[piece.fault], piece.raw)
        return
    try:
        record: object = json.loads(piece.raw, parse_constant=_refuse)
    except RecursionError:
        yield Problem(place, _WHY[Fault.TOO_DEEP], piece.raw)
        return
    except ValueError:
        yield Problem(place, "The study is no JSON that can be read; download it again.", piece.raw)
        return
    pages = sequence_in(record, "studies")
    if not pages or any(section in mapping_in(record) for section in _SECTIONS):
        pages = (record,)
    for number, each in enumerate(pages, start=before + 1):
        yield _study_or_problem(each, Place(file, number, piece.line), piece.raw)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _study_or_problem(record: object, place: Place, raw: bytes) -> Study | Problem:
    content = mapping_in(record)
    if any(isinstance(content.get(section), Mapping) for section in _SECTIONS):
        return study_of(content, place)
    if any(section in content for section in _OLD_SECTIONS):
        identification = mapping_in(record, "Study", "ProtocolSection", "IdentificationModule")
        identification = identification or mapping_in(record, "ProtocolSection", "IdentificationModule")
        nct = text_in(identification, "NCTId")
        return Problem(place, OLD_FORM.format(nct=nct if _NCT.fullmatch(nct) else "NCT…"), raw)
    return Problem(place, "The record has no protocolSection, and is no study of ClinicalTrials.gov.", raw)


def study_of(record: Mapping[str, object], place: Place) -> Study:
    """Return the study of a record that has a section of version 2, whatever else it lacks."""
    protocol = mapping_in(record, "protocolSection")
    identification = mapping_in(protocol, "identificationModule")
    status = mapping_in(protocol, "statusModule")
    lead = mapping_in(protocol, "sponsorCollaboratorsModule", "leadSponsor")
    warnings: list[str] = []
    nct = text_in(identification, "nctId").upper()
    if not _NCT.fullmatch(nct):
        said = f"“{nct[:40]}” is no NCT number" if nct else "The record has no NCT number"
        warnings.append(f"{said}: what is imported cannot name its study.")
        nct = ""
    phases, unknown = _phases(sequence_in(protocol, "designModule", "phases"))
    if unknown:
        warnings.append(f"The phase “{unknown}” is not known.")
    sites = read_sites(protocol)
    return Study(
        place=place,
        nct=nct,
        title=text_in(identification, "briefTitle") or text_in(identification, "officialTitle"),
        acronym=text_in(identification, "acronym"),
        phases=phases,
        status=slug_in(status, "overallStatus"),
        sponsor=text_in(lead, "name"),
        sponsor_is_company=text_in(lead, "class") == "INDUSTRY",
        conditions=_conditions(sequence_in(protocol, "conditionsModule", "conditions")),
        start_on=_date(mapping_in(status, "startDateStruct")),
        completion_on=_date(mapping_in(status, "completionDateStruct")),
        sites=tuple(site for site, _ in sites),
        mentions=read_mentions(record, sites),
        warnings=tuple(warnings),
    )


def _phases(values: Sequence[object]) -> tuple[tuple[Phase, ...], str]:
    """Return the phases, and the first that is not known. `NA` is what a trial without phases has."""
    words = [clean_line(value) for value in values if isinstance(value, str)]
    known = dict.fromkeys(_PHASES[word] for word in words if word in _PHASES)
    return tuple(known), next((word[:40] for word in words if word and word not in _PHASES and word != "NA"), "")


def _conditions(values: Sequence[object]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for value in values:
        if isinstance(value, str) and fold(text := clean_line(value)):
            found.setdefault(fold(text), text)
    return tuple(found.values())


def _date(struct: Mapping[str, object]) -> str:
    text = text_in(struct, "date")
    return text if _DATE.fullmatch(text) else ""
