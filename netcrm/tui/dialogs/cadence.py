"""Set a cadence: of people, or of all in a tier, with a tag, in a role or at an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import work
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from netcrm.domain.cadence import Cadence, CadenceScope, parse_cadence
from netcrm.domain.contact import Tier
from netcrm.domain.roles import Role, parse_role
from netcrm.domain.text import clean_line, fold
from netcrm.errors import NetcrmError, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.values import Effect
from netcrm.tui.dialogs.contact import suggest_roles
from netcrm.tui.dialogs.contact_text import read_tags
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.log import effects_note
from netcrm.tui.dialogs.sources import completing, whom
from netcrm.tui.text import plain
from netcrm.tui.widgets.choice import Choice, ChoiceStrip
from netcrm.tui.widgets.fields import ChoiceField, Field, FormValues, Suggestion, TextField

_PAUSE = 0.15
"""Seconds without a key before the preview is reckoned."""
_OVERWRITE = (Choice(False, "k", "They keep it"), Choice(True, "v", "Overwrite it"))
_USUAL = (
    "1 week",
    "2 weeks",
    "10 business days",
    "1 month",
    "2 months",
    "3 months",
    "6 months",
    "1 year",
    "never",
    "unset",
)


@dataclass(frozen=True, slots=True)
class CadenceChoice:
    """A cadence and whom it is for; None unsets it."""

    scope: CadenceScope
    subject: str
    """As `crm.cadences.set` takes it; empty for several people's own, which `set_many` gives."""
    cadence: Cadence | None
    overwrite: bool = False
    """Whether several people's own cadences are replaced, where they have one."""


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """What a choice would do, or why it cannot be."""

    choice: CadenceChoice
    words: str
    effects: tuple[Effect, ...] = ()


class CadenceDialog(FormDialog[CadenceChoice]):
    """Asks how often, and for whom; says what holds now and what the change would do."""

    class Previewed(Message):
        """A preview has been reckoned."""

        def __init__(self, reckoned: _Reckoned) -> None:
            super().__init__()
            self.reckoned = reckoned

    def __init__(self, crm: Crm, contact_ids: Sequence[int]) -> None:
        self._ids = tuple(contact_ids)
        super().__init__(crm, Content.assemble("Cadence of ", whom(crm, self._ids)))
        view = crm.contacts.view(self._ids[0])
        details = view.contact.details
        self._now = view.standing.effective_cadence if len(self._ids) == 1 else ""
        self._own = (view.own_cadence or "") if len(self._ids) == 1 else ""
        self._set = {(line.scope, fold(line.subject)): line.interval for line in crm.cadences.lines()}
        self._found_there = self._own
        """The cadence that was put into the field, to tell it from one that the user typed."""
        self._reckoned: _Reckoned | None = None
        self._timer: Timer | None = None
        whose = "This person" if len(self._ids) == 1 else f"These {len(self._ids)}"
        self.scope = ChoiceField(
            "scope",
            "For",
            (
                Choice(CadenceScope.CONTACT, "p", whose),
                Choice(CadenceScope.TIER, "t", "A tier"),
                Choice(CadenceScope.TAG, "g", "A tag"),
                Choice(CadenceScope.ROLE, "r", "A role"),
                Choice(CadenceScope.ORGANISATION, "o", "An organisation"),
            ),
            CadenceScope.CONTACT,
        )
        self.tier = ChoiceField(
            "tier", "Tier", tuple(Choice(tier, tier.value.lower(), tier.value) for tier in Tier), details.tier or Tier.A
        )
        self.overwrite = ChoiceField("overwrite", "Their own", _OVERWRITE, False)
        self._lay_subjects(details.tags, details.roles, view.contact.organisation)
        self.interval = TextField(
            "interval",
            "How often",
            lambda text: parse_cadence(text, set_on=self.calendar.today),
            value=self._own,
            hint="2 weeks · 10 business days · 3 months · never · unset",
            required="Say how often: 2 weeks, 3 months, latest 4 months, never, or unset.",
            echo=lambda cadence: cadence.describe() if cadence else "unset: another level may say how often",
            suggest=_suggest_intervals,
            selects=True,
        )
        many = (self.overwrite,) if len(self._ids) > 1 else ()
        self.lay(self.interval, self.scope, *many, self.tier, self.tag, self.role, self.organisation)

    def _lay_subjects(self, tags: Sequence[str], roles: Sequence[Role], organisation: str) -> None:
        known = self.crm.contacts.tags()
        self.tag = TextField(
            "tag",
            "Tag",
            _read_tag,
            value=tags[0] if tags else "",
            hint="area/oncology",
            required="Name the tag.",
            selects=True,
            suggest=lambda text: completing(known, text),
        )
        self.role = TextField(
            "role",
            "Role",
            _read_role,
            value=roles[0].chip if roles else "",
            hint="pi, crc, cra …",
            required="Name the role: pi, crc, cra …",
            selects=True,
            echo=lambda role: role.label,
            suggest=suggest_roles,
        )
        self.organisation = TextField(
            "organisation",
            "Organisation",
            clean_line,
            value=clean_line(organisation),
            required="Name the organisation.",
            selects=True,
            suggest=lambda text: [
                Suggestion(n, n) for n in self.crm.contacts.organisations(text.strip(), 8) if n != text
            ],
        )

        self._subjects: dict[CadenceScope, Field[object]] = {
            CadenceScope.TIER: self.tier,
            CadenceScope.TAG: self.tag,
            CadenceScope.ROLE: self.role,
            CadenceScope.ORGANISATION: self.organisation,
        }

    def on_mount(self) -> None:
        """Show the fields of the scope."""
        self._show_subject(CadenceScope.CONTACT)
        super().on_mount()

    def edited(self, field: Field[object]) -> None:
        """Show the fields of the scope taken, with the cadence that stands there now."""
        scope = self.values().of(self.scope)
        if field is self.scope:
            self._show_subject(scope)
        values = self.values()
        row = self.text_row(self.interval)
        if field in (self.scope, self.tier) and row.text == self._found_there:
            subject = values.of(self.tier).value if scope is CadenceScope.TIER else self._typed_subject(scope)
            there = self._own if scope is CadenceScope.CONTACT else self._set.get((scope.value, fold(subject)), "")
            self._found_there = there
            row.put(there)

    def _typed_subject(self, scope: CadenceScope) -> str:
        fields = {CadenceScope.TAG: self.tag, CadenceScope.ORGANISATION: self.organisation}
        if scope in fields:
            return self.text_row(fields[scope]).text
        role = parse_role(self.text_row(self.role).text)
        return role.value if role and scope is CadenceScope.ROLE else ""

    def _show_subject(self, scope: CadenceScope) -> None:
        for kind, field in self._subjects.items():
            self.show_field(field, shown=kind is scope)
        if len(self._ids) > 1:
            self.show_field(self.overwrite, shown=scope is CadenceScope.CONTACT)
        if scope in self._subjects and not isinstance(self.focused, ChoiceStrip):
            self.go_to(self._subjects[scope])

    def note(self, values: FormValues) -> Content | None:
        """Say what holds now, and what the change would do as soon as that is reckoned."""
        now = plain(f"Now {self._now}." if self._now else "Now no cadence." if len(self._ids) == 1 else "")
        if self._timer:
            self._timer.stop()
        try:
            choice = self.result(values)
        except NetcrmError:
            return now or None
        if self._reckoned is None or self._reckoned.choice != choice:
            self._timer = self.set_timer(_PAUSE, lambda: self._reckon(choice))
            return now or None
        parts = [now, plain(self._reckoned.words), effects_note(self._reckoned.effects, self.calendar.today)]
        return Content("\n").join(part for part in parts if part)

    @work(thread=True, exclusive=True, group="preview")
    def _reckon(self, choice: CadenceChoice) -> None:
        try:
            with self.crm.connection():
                reckoned = self._preview(choice)
        except NetcrmError as error:
            reckoned = _Reckoned(choice, str(error))
        self.post_message(self.Previewed(reckoned))

    def _preview(self, choice: CadenceChoice) -> _Reckoned:
        from netcrm.services.cadences import describe_preview

        if choice.subject:
            one = self.crm.cadences.preview(choice.scope, choice.subject, choice.cadence)
            return _Reckoned(choice, describe_preview(one), one.effects)
        many = self.crm.cadences.preview_many(self._ids, choice.cadence, overwrite=choice.overwrite)
        return _Reckoned(choice, describe_preview(many), many.effects)

    def on_cadence_dialog_previewed(self, message: Previewed) -> None:
        """Show what was reckoned."""
        message.stop()
        self._reckoned = message.reckoned
        if self.is_open:
            self.say(self.note(self.values()))

    def result(self, values: FormValues) -> CadenceChoice:
        """Return the cadence and whom it is for."""
        scope = values.of(self.scope)
        cadence = values.of(self.interval)
        if scope is CadenceScope.CONTACT and len(self._ids) > 1:
            return CadenceChoice(scope, "", cadence, overwrite=values.of(self.overwrite))
        if scope is CadenceScope.CONTACT:
            return CadenceChoice(scope, str(self._ids[0]), cadence)
        if scope is CadenceScope.TIER:
            return CadenceChoice(scope, values.of(self.tier).value, cadence)
        if scope is CadenceScope.TAG:
            return CadenceChoice(scope, values.of(self.tag), cadence)
        if scope is CadenceScope.ROLE:
            return CadenceChoice(scope, values.of(self.role).value, cadence)
        return CadenceChoice(scope, values.of(self.organisation), cadence)


def _suggest_intervals(text: str) -> list[Suggestion]:
    wanted = clean_line(text).casefold()
    return [Suggestion(one, one) for one in _USUAL if wanted and one.startswith(wanted) and one != wanted]


def _read_tag(text: str) -> str:
    tags = read_tags(text)
    if len(tags) != 1:
        raise UsageProblem("Name one tag: a cadence is for one at a time.")
    return tags[0]


def _read_role(text: str) -> Role:
    role = parse_role(text)
    if role is None:
        raise UsageProblem(f"“{clean_line(text)[:40]}” is no role. Write one such as pi, crc, cra, nurse or kol.")
    return role
