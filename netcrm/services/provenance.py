"""Where people came from, in words."""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.services.session import Session
from netcrm.store.agenda_facts import AgendaFacts

_CARDS = "vcf"


def came_from(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return `lyon.vcf, card 12` for those of `ids` who came from a file: the first one, where several name them."""
    return {
        contact_id: f"{_name(source.file)}, {'card' if source.format == _CARDS else 'row'} {source.place}"
        for contact_id, source in AgendaFacts(session.database).first_sources(ids).items()
    }


def _name(file: str) -> str:
    """Return a file's name without its folders, of whatever system they are."""
    return file.replace("\\", "/").rstrip("/").rpartition("/")[2]
