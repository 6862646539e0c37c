"""Rate an employer: motivation, posting and advocacy, with what is known of the last two beside them."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from netcrm.domain.employers.employer import MOTIVATION_WORDS, POSTING_WORDS
from netcrm.domain.text import clean_line, clean_text
from netcrm.services.crm import Crm
from netcrm.services.employer_lines import EmployerLine, Rating
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import organisations_like
from netcrm.tui.text import plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, FieldProblem, FormValues, TextField

_MOTIVATIONS: tuple[Choice[int | None], ...] = (
    *(Choice(value, str(value), words) for value, words in enumerate(MOTIVATION_WORDS)),
    Choice(None, "u", "not rated"),
)


@dataclass(frozen=True, slots=True)
class EmployerChoice:
    """What is said of an employer."""

    name: str
    """Of one that is put on the list; else as it is."""
    rating: Rating
    note: str


class EmployerDialog(FormDialog[EmployerChoice]):
    """Asks for the ratings; the note says on which place they put it."""

    def __init__(self, crm: Crm, organisation_id: int | None = None) -> None:
        there = crm.employers.get(organisation_id) if organisation_id is not None else None
        rating = Rating(there.motivation, there.posting, there.advocacy) if there else Rating()
        self._organisation_id = organisation_id
        line = crm.employers.if_ranked(organisation_id, Rating()) if organisation_id is not None else None
        title = Content.assemble("Rank ", plain(line.name)) if line else Content("A new employer")
        super().__init__(crm, title, save_label="Rank" if line else "Put on the list")
        self.name_field = TextField(
            "name",
            "Employer",
            clean_line,
            value=line.name if line else "",
            hint="such as Harbour CRO",
            required="Name the organisation.",
            suggest=lambda text: organisations_like(crm, text),
        )
        self.motivation = ChoiceField("motivation", "Motivation", _MOTIVATIONS, rating.motivation)
        self.posting = ChoiceField("posting", "Posting", _postings(line), rating.posting)
        self.advocacy = ChoiceField("advocacy", "Advocacy", _advocacies(line), rating.advocacy)
        self.note_field = TextField(
            "note",
            "Note",
            lambda text: clean_text(text).strip(),
            value=there.note if there else "",
            hint="what you think of it (or nothing)",
            lines=3,
            enter_saves=True,
            is_free_text=True,
        )
        self.lay(self.name_field, self.motivation, self.posting, self.advocacy, self.note_field)

    def on_mount(self) -> None:
        """Ask for the name of a new one alone."""
        self.show_field(self.name_field, shown=self._organisation_id is None)
        super().on_mount()

    def note(self, values: FormValues) -> Content | None:
        """Say on which place the ratings put it, and what follows from what is known."""
        organisation_id = self._organisation_id
        if organisation_id is None:
            organisation_id = self.crm.employers.organisation_id(values.of(self.name_field))
        if organisation_id is None:
            return None
        line = self.crm.employers.if_ranked(organisation_id, self._rating(values))
        total = self.crm.employers.count() + (self._organisation_id is None)
        rank = line.rank
        advocacy = "yes" if rank.advocacy.value else "no"
        words = f"{line.place} of {total}: posting {rank.posting.value} ({rank.posting.why}), advocacy {advocacy}"
        return plain(f"{words} ({rank.advocacy.why})." if rank.advocacy.is_derived else f"{words}.")

    def _rating(self, values: FormValues) -> Rating:
        return Rating(values.of(self.motivation), values.of(self.posting), values.of(self.advocacy))

    def result(self, values: FormValues) -> EmployerChoice:
        """Return what was chosen."""
        name = ""
        if self._organisation_id is None:
            name = values.of(self.name_field)
            known = self.crm.employers.organisation_id(name)
            if known is not None and self.crm.employers.is_listed(known):
                raise FieldProblem(self.name_field.id, f"{name} is on the list already.")
        return EmployerChoice(name, self._rating(values), values.of(self.note_field))


def _postings(line: EmployerLine | None) -> tuple[Choice[int | None], ...]:
    known = f"what is known: {line.rank.posting.why}" if line else "what is known"
    return (
        Choice(None, "k", known),
        *(Choice(value, str(value), words) for value, words in enumerate(POSTING_WORDS)),
    )


def _advocacies(line: EmployerLine | None) -> tuple[Choice[bool | None], ...]:
    known = f"what is known: {line.rank.advocacy.why}" if line else "what is known"
    return (Choice(None, "k", known), Choice(True, "y", "yes"), Choice(False, "n", "no"))
