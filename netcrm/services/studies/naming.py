"""Studies as people name them: by number, acronym or words of the title."""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.domain.studies.kept_study import KeptStudy
from netcrm.domain.text import clean_line, fold
from netcrm.errors import NeedsDecision, NotFound, UsageProblem
from netcrm.services.session import Session

_MOST_NAMED = 5
_LONGEST_ID = 7
"""Digits: an NCT number without its letters has eight."""


def study_named(session: Session, text: str) -> KeptStudy:
    """Return the study that an id, an NCT number, an acronym or words of a title mean.

    Raises:
        UsageProblem: Nothing is named.
        NotFound: There is none; near acronyms stand in the error.
        NeedsDecision: Several fit.
    """
    words = clean_line(text)
    if not words:
        raise UsageProblem("Which study? Name it by its NCT number, its acronym or words of its title.")
    is_id = words.isascii() and words.isdigit() and len(words) <= _LONGEST_ID
    there = session.studies.get(int(words)) if is_id else None
    if there is not None:
        return there
    is_number = words.isascii() and words.isdigit() and len(words) > _LONGEST_ID
    found = session.studies.find(f"NCT{words}" if is_number else words)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"{study.id}: {study.full_name}" for study in found[:_MOST_NAMED])
        more = ", …" if len(found) > _MOST_NAMED else ""
        raise NeedsDecision(f"“{words}” fits {len(found)} studies. Name one by its number: {listed}{more}.")
    near = _near(words, session.studies.all())
    raise NotFound("study", words, near, advice="“netcrm study list” lists them.")


def _near(words: str, studies: Sequence[KeptStudy]) -> list[str]:
    from difflib import get_close_matches  # needed where something went wrong only

    names = {fold(study.short_name): study.short_name for study in studies}
    return [names[key] for key in get_close_matches(fold(words), names, _MOST_NAMED, 0.5)]
