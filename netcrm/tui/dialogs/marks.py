"""Mark people: tags and tier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from netcrm.domain.contact import Tier
from netcrm.services.crm import Crm
from netcrm.tui.dialogs.contact import TIERS
from netcrm.tui.dialogs.contact_text import read_tags, say_tags
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import completing, whom
from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import ChoiceField, FieldProblem, FormValues, TextField

_MOST_READ = 100
"""Of how many people the tags are read, to say which there are."""


@dataclass(frozen=True, slots=True)
class TagChoice:
    """Which tags to add, and which to take off."""

    add: tuple[str, ...]
    remove: tuple[str, ...]


class TagDialog(FormDialog[TagChoice]):
    """Asks which tags to add to people and which to take off."""

    def __init__(self, crm: Crm, contact_ids: Sequence[int]) -> None:
        super().__init__(crm, Content.assemble("Tags of ", whom(crm, contact_ids)))
        known = crm.contacts.tags()
        there = [crm.contacts.get(contact_id).details.tags for contact_id in contact_ids[:_MOST_READ]]
        self._there = dict(sorted(Counter(tag for tags in there for tag in tags).items()))
        self._people = len(contact_ids)
        self.adding = TextField(
            "add",
            "Add",
            read_tags,
            hint="such as area/oncology, phase/2",
            echo=say_tags,
            suggest=lambda text: completing(known, text),
        )
        self.removing = TextField(
            "remove",
            "Take off",
            read_tags,
            hint="one that they have",
            echo=say_tags,
            suggest=lambda text: completing(list(self._there), text),
        )
        self.lay(self.adding, self.removing)

    def note(self, values: FormValues) -> Content | None:
        """Say which tags these people have now."""
        del values
        if not self._there:
            return Content("No tags yet.")
        one = self._people == 1
        return Content(" · ").join(
            plain(tag if one else f"{tag} ({count} of {self._people})") for tag, count in self._there.items()
        )

    def result(self, values: FormValues) -> TagChoice:
        """Return the tags to add and to take off."""
        add, remove = values.of(self.adding), values.of(self.removing)
        if not add and not remove:
            raise FieldProblem(self.adding.id, "Name a tag to add, or one to take off.")
        if self._people <= _MOST_READ:
            for tag in remove:
                if tag not in self._there:
                    has = ", ".join(self._there) or "none at all"
                    raise FieldProblem(self.removing.id, f"“{tag}” is not among their tags ({has}).")
        return TagChoice(add, remove)


@dataclass(frozen=True, slots=True)
class TierChoice:
    """The tier to give; None takes it away."""

    tier: Tier | None


class TierDialog(FormDialog[TierChoice]):
    """Asks how much people matter: one letter, then enter."""

    def __init__(self, crm: Crm, contact_ids: Sequence[int]) -> None:
        super().__init__(crm, Content.assemble("Tier of ", whom(crm, contact_ids)))
        rows = crm.contacts.rows(contact_ids[:1])
        self.tier = ChoiceField("tier", "Tier", TIERS, rows[0].tier if rows else None)
        self.lay(self.tier)

    def result(self, values: FormValues) -> TierChoice:
        """Return the tier."""
        return TierChoice(values.of(self.tier))
