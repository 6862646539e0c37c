"""Change what is kept of an organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.content import Content

from netcrm.domain.organisation import Organisation, OrganisationKind, read_kind
from netcrm.domain.text import clean_line, clean_text
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import completing
from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import FormValues, TextField

_KINDS = tuple(kind.words for kind in OrganisationKind)


class OrganisationDialog(FormDialog[Organisation]):
    """Asks for name, kind, site number, place and note."""

    GUARDS_TYPING: ClassVar[bool] = True

    def __init__(self, crm: Crm, organisation_id: int) -> None:
        self._before = before = crm.organisations.get(organisation_id)
        super().__init__(crm, Content.assemble("Edit ", plain(before.name)))
        self.organisation_name = TextField(
            "name", "Name", clean_line, value=before.name, required="An organisation needs a name."
        )
        self.kind = TextField(
            "kind",
            "Kind",
            read_kind,
            value=before.kind.words if before.kind else "",
            hint="hospital, CRO, private site, university …",
            suggest=lambda text: completing(_KINDS, text),
        )
        self.site_number = TextField("site-number", "Site number", clean_line, value=before.site_number)
        self.city = TextField("city", "City", clean_line, value=before.city)
        self.country = TextField("country", "Country", clean_line, value=before.country, hint="best as a code: US")
        self.note_text = TextField("note", "Note", clean_text, value=before.note, lines=3, is_free_text=True)
        self.lay(self.organisation_name, self.kind, self.site_number, self.city, self.country, self.note_text)

    def result(self, values: FormValues) -> Organisation:
        """Return the organisation."""
        return replace(
            self._before,
            name=values.of(self.organisation_name),
            kind=values.of(self.kind),
            site_number=values.of(self.site_number),
            city=values.of(self.city),
            country=values.of(self.country),
            note=values.of(self.note_text),
        )
