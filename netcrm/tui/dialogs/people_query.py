"""The field of dialogs in which people are named by a search, with how many that finds."""

from __future__ import annotations

from netcrm.domain.text import clean_line
from netcrm.services.crm import Crm
from netcrm.tui.widgets.fields import TextField


def people_query_field(crm: Crm, label: str, *, hint: str, value: str = "") -> TextField[tuple[str, int]]:
    """Return the field of a search: the search, and how many people it finds."""

    def read(text: str) -> tuple[str, int]:
        query = clean_line(text)
        return query, crm.search.count(query) if query else 0

    return TextField("query", label, read, value=value, hint=hint, echo=_said)


def _said(found: tuple[str, int]) -> str:
    return "1 person" if found[1] == 1 else f"{found[1]:,} people"
