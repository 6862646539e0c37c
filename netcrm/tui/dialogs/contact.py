"""Add somebody, or edit what is kept about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content

from netcrm.domain.contact import Details, Tier
from netcrm.domain.dates import parse_partial_date
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.signatures.guesses import SignatureGuess
from netcrm.domain.text import clean_line, clean_text
from netcrm.domain.titles import guess_role
from netcrm.services.crm import Crm
from netcrm.tui.dialogs import contact_text as texts
from netcrm.tui.dialogs.contact_paste import Filled, PasteDialog, fillings
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import completing, organisations_like, whom
from netcrm.tui.text import say_birthday
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FieldProblem, FormValues, Suggestion, TextField
from netcrm.tui.widgets.rows import TextRow

T = TypeVar("T")

TIERS: tuple[Choice[Tier | None], ...] = (
    Choice(Tier.A, "a", "A"),
    Choice(Tier.B, "b", "B"),
    Choice(Tier.C, "c", "C"),
    Choice(Tier.D, "d", "D"),
    Choice(None, "n", "None"),
)


_FIRST_NAMES = (Choice(False, "n", "No"), Choice(True, "y", "Yes"))


def suggest_roles(text: str) -> list[Suggestion]:
    """Return the roles that the last word may become, by abbreviation or name."""
    labels = {f"{role.chip}  {role.label}": role.chip for role in Role}
    found = completing(list(labels), text)
    return [Suggestion(one.value.removesuffix(one.label) + labels[one.label], one.label) for one in found]


class ContactDialog(FormDialog[Details]):
    """Asks for all that a person is described by; what it does not show stays as it was."""

    GUARDS_TYPING: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g", "paste_signature", "Paste a signature", show=False),
    ]

    def __init__(self, crm: Crm, contact_id: int | None) -> None:
        title = Content("Add a person") if contact_id is None else Content.assemble("Edit ", whom(crm, (contact_id,)))
        super().__init__(crm, title, save_label="Add" if contact_id is None else "Save")
        self._filled: dict[str, Filled] = {}
        """By field, what a pasted signature put in."""
        self._before = Details(Name("")) if contact_id is None else crm.contacts.get(contact_id).details
        self._lay_who()
        self._lay_ways()
        self._lay_more()
        self.lay(
            self.person, self.roles, self.organisation, self.job, self.department, self.emails, self.phones, self.tier,
            self.tags, self.birthday, self.addresses, self.links, self.nicknames, self.first_names, self.language,
            self.letter, self.country, self.note_text,
        )  # fmt: skip

    def _lay_who(self) -> None:
        before, position = self._before, self._before.primary_position or Position()
        self.person = TextField(
            "name",
            "Name",
            self._read_name,
            value=clean_line(before.name.display),
            hint="such as Ana Lima, MD, PhD; ctrl+g reads a mail signature",
            required="A contact needs a name.",
            echo=self._marked("name", texts.say_name),
        )
        self.roles = TextField(
            "roles",
            "Roles",
            texts.read_roles,
            value=texts.show_roles(before.roles),
            hint=texts.role_hint(position.title),
            echo=texts.say_roles,
            suggest=suggest_roles,
        )
        self.organisation = TextField(
            "organisation",
            "Organisation",
            clean_line,
            value=clean_line(position.organisation),
            hint="where they work",
            echo=self._marked("organisation"),
            suggest=lambda text: organisations_like(self.crm, text),
        )
        self.job = TextField(
            "title",
            "Title",
            clean_line,
            value=clean_line(position.title),
            hint="such as Senior CRA II",
            echo=self._marked("title"),
        )
        self.department = TextField(
            "department",
            "Department",
            clean_line,
            value=clean_line(position.department),
            echo=self._marked("department"),
        )
        self.tier = ChoiceField("tier", "Tier", TIERS, before.tier)

    def _lay_ways(self) -> None:
        before = self._before
        tags = self.crm.contacts.tags()
        self.emails = TextField(
            "emails",
            "E-mails",
            lambda text: texts.read_lines(text, before.emails, texts.show_email, texts.read_email),
            value="\n".join(map(texts.show_email, before.emails)),
            hint="one a line: ana@site.example work",
            lines=texts.list_height(len(before.emails)),
            echo=self._marked("emails"),
        )
        self.phones = TextField(
            "phones",
            "Phones",
            lambda text: texts.read_lines(text, before.phones, texts.show_phone, texts.read_phone),
            value="\n".join(map(texts.show_phone, before.phones)),
            hint="one a line: +1 617 555 0100 mobile",
            lines=texts.list_height(len(before.phones)),
            echo=self._marked("phones"),
        )
        self.tags = TextField(
            "tags",
            "Tags",
            self._read_tags,
            value=", ".join(before.tags),
            hint="such as area/oncology, phase/2",
            suggest=lambda text: completing(tags, text),
        )
        self.addresses = TextField(
            "addresses",
            "Addresses",
            lambda text: texts.read_lines(text, before.addresses, texts.show_address, texts.read_address),
            value="\n".join(map(texts.show_address, before.addresses)),
            hint="street; city; region; postal code; country; label, or city: Boston",
            lines=texts.list_height(len(before.addresses)),
            echo=self._marked("addresses"),
        )
        self.links = TextField(
            "links",
            "Links",
            lambda text: texts.read_lines(text, before.links, texts.show_link, texts.read_link),
            value="\n".join(map(texts.show_link, before.links)),
            hint="one a line: https://orcid.org/0000-0001 orcid",
            lines=texts.list_height(len(before.links)),
            echo=self._marked("links"),
        )

    def _lay_more(self) -> None:
        before = self._before
        self.birthday = TextField(
            "birthday",
            "Birthday",
            self._read_birthday,
            value=clean_line(say_birthday(before.birthday)),
            hint="such as 15 apr, or 1980-04-15",
        )
        self.nicknames = TextField(
            "nicknames",
            "Nicknames",
            self._read_nicknames,
            value=clean_line(", ".join(before.nicknames)),
            hint="with commas between",
        )
        self.language = TextField(
            "language",
            "Language",
            clean_line,
            value=clean_line(before.language),
            hint="of letters to them: such as en, fr, pt",
            echo=texts.say_language,
        )
        self.first_names = ChoiceField("first_names", "First names", _FIRST_NAMES, before.first_names)
        self.letter = TextField(
            "salutation",
            "Salutation",
            texts.read_salutation,
            value=texts.read_salutation(before.salutation),
            hint=texts.say_salutation(before),
        )
        self.country = TextField(
            "country",
            "Country",
            self._read_country,
            value=clean_line(before.country),
            hint="two letters: whose holidays count; empty for your own",
        )
        self.note_text = TextField(
            "note", "Note", self._read_note, value=clean_text(before.note), lines=5, is_free_text=True
        )

    def _read_name(self, text: str) -> Name:
        """Return the name as it was where nobody changed it, since its parts say more than its words."""
        before = self._before.name
        return before if clean_line(text) == clean_line(before.display) else read_name(text)

    def _read_tags(self, text: str) -> tuple[str, ...]:
        return self._before.tags if text == ", ".join(self._before.tags) else texts.read_tags(text)

    def _read_birthday(self, text: str) -> str:
        """Return a birthday in normal form; one that came in some form of its own may stay so."""
        words = clean_line(text)
        if not words:
            return ""
        if words in (clean_line(self._before.birthday), clean_line(say_birthday(self._before.birthday))):
            return self._before.birthday
        return parse_partial_date(words, day_first=self.calendar.day_first)

    def _read_nicknames(self, text: str) -> tuple[str, ...]:
        before = self._before.nicknames
        return before if clean_line(text) == clean_line(", ".join(before)) else texts.read_words(text)

    def _read_country(self, text: str) -> str:
        """Return a country by its two letters; what came in otherwise may stay so."""
        before = self._before.country
        return before if clean_line(text) == clean_line(before) else texts.read_country(text)

    def _read_note(self, text: str) -> str:
        return self._before.note if text == clean_text(self._before.note) else text.strip()

    def edited(self, field: Field[object]) -> None:
        """Show in the empty fields of salutation and role how a letter begins now, and what the title says.

        A space typed in the empty field of the roles takes what the title says.
        """
        roles, job = self.text_row(self.roles), self.text_row(self.job).text
        if field is self.job:
            roles.hint(texts.role_hint(job))
        elif field is self.roles and roles.text == " " and (role := guess_role(clean_line(job))):
            roles.put(role.chip)
        if field not in (self.person, self.first_names, self.language, self.nicknames):
            return
        try:
            values = self.values()
            now = replace(
                self._before,
                name=values.of(self.person),
                nicknames=values.of(self.nicknames),
                first_names=values.of(self.first_names),
                language=values.of(self.language),
            )
        except FieldProblem:
            return
        self.text_row(self.letter).hint(texts.say_salutation(now))

    def _marked(self, field_id: str, say: Callable[[T], str] = lambda _: "") -> Callable[[T], str]:
        """Return an echo that says too where a field's text was pasted, as long as it stands as it was read."""

        def echo(value: T) -> str:
            filled = self._filled.get(field_id)
            row = self.query_one(f"#field-{field_id}", TextRow)
            guessed = f"guessed from {filled.where}" if filled and row.text == filled.text else ""
            return " · ".join(filter(None, (guessed, say(value))))

        return echo

    def action_paste_signature(self) -> None:
        """Ask for a mail signature, and fill the empty fields from it."""
        self.app.push_screen(PasteDialog(), self._fill)

    def _fill(self, guess: SignatureGuess | None) -> None:
        """Put what was read into the fields that are empty; each stays to be changed."""
        for field_id, filled in fillings(guess) if guess else ():
            row = self.query_one(f"#field-{field_id}", TextRow)
            if not row.text.strip():
                self._filled[field_id] = filled
                row.put(filled.text)

    def _salutation(self, values: FormValues) -> str:
        """Return the salutation as it was where nobody changed it."""
        typed, before = values.of(self.letter), self._before.salutation
        return before if typed == texts.read_salutation(before) else typed

    def result(self, values: FormValues) -> Details:
        """Return the details, with all that is not shown here as it was."""
        return replace(
            self._before,
            name=values.of(self.person),
            roles=values.of(self.roles),
            positions=self._positions(values),
            tier=values.of(self.tier),
            tags=values.of(self.tags),
            emails=values.of(self.emails),
            phones=values.of(self.phones),
            addresses=values.of(self.addresses),
            links=values.of(self.links),
            birthday=values.of(self.birthday),
            nicknames=values.of(self.nicknames),
            language=values.of(self.language),
            salutation=self._salutation(values),
            first_names=values.of(self.first_names),
            country=values.of(self.country),
            note=values.of(self.note_text),
        )

    def _positions(self, values: FormValues) -> tuple[Position, ...]:
        """Return all positions, with the one shown here changed, added, or taken away when it was emptied."""
        organisation, job = values.of(self.organisation), values.of(self.job)
        department = values.of(self.department)
        before, shown = self._before.positions, self._before.primary_position
        if shown is None:
            new = Position(organisation, job, department, is_primary=True)
            return (new, *before) if organisation or job or department else before
        if not (organisation or job or department):
            return tuple(position for position in before if position is not shown)
        same = organisation == clean_line(shown.organisation)
        changed = replace(
            shown,
            organisation=shown.organisation if same else organisation,
            organisation_id=shown.organisation_id if same else None,
            title=job,
            department=department,
        )
        return tuple(changed if position is shown else position for position in before)
