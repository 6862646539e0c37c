"""An introduction: who introduces whom, how far it got and when; a new one, or the next stage of one that is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from textual.content import Content

from netcrm.domain.interaction import Channel
from netcrm.domain.text import clean_line, clean_text
from netcrm.domain.ties.introduction import Introduction, IntroductionStage, may_reach
from netcrm.services.crm import Crm
from netcrm.services.interviews.values import Logging
from netcrm.services.introductions.service import IntroductionLine
from netcrm.services.values import Done
from netcrm.tui.dialogs.day_fields import past_day_field
from netcrm.tui.dialogs.form import FormDialog
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.text import plain
from netcrm.tui.widgets.choice import Choice
from netcrm.tui.widgets.fields import ChoiceField, Field, FieldProblem, FormValues, PeopleField, TextField

STAGES = (
    Choice(IntroductionStage.ASKED, "a", "Asked"),
    Choice(IntroductionStage.AGREED, "g", "Agreed"),
    Choice(IntroductionStage.MADE, "m", "Introduced"),
    Choice(IntroductionStage.MET, "t", "Met"),
    Choice(IntroductionStage.THANKED, "k", "Thanked"),
    Choice(IntroductionStage.DECLINED, "d", "Declined"),
)
_NEXT = {
    IntroductionStage.ASKED: IntroductionStage.AGREED,
    IntroductionStage.AGREED: IntroductionStage.MADE,
    IntroductionStage.MADE: IntroductionStage.MET,
    IntroductionStage.MET: IntroductionStage.THANKED,
    IntroductionStage.DECLINED: IntroductionStage.AGREED,
}
_WAYS = (Choice(True, "t", "They introduce you"), Choice(False, "b", "You are introduced to them"))
_HOW: tuple[Choice[Channel | None], ...] = (
    Choice(None, "u", "As usual"),
    Choice(Channel.EMAIL, "e", "E-mail"),
    Choice(Channel.MESSAGE, "g", "Message"),
    Choice(Channel.CALL, "c", "Call"),
    Choice(Channel.VIDEO, "v", "Video call"),
    Choice(Channel.MEETING, "m", "Meeting"),
    Choice(Channel.COFFEE, "f", "Coffee"),
)
_LOGS = (Choice(True, "y", "Yes"), Choice(False, "n", "No, it is there already"))
_MOST = 9
"""How many introductions of somebody can be chosen: the digits that take them."""


@dataclass(frozen=True, slots=True)
class IntroductionChoice:
    """A stage that an introduction reached, with all that was said about it."""

    introduction: Introduction
    """As it stood; one with the id 0 is new."""
    stage: IntroductionStage
    on: date
    log: Logging
    reason: str = ""


class IntroductionDialog(FormDialog[IntroductionChoice]):
    """Asks which introduction of somebody it is, how far it got and when, and shows what follows from that."""

    def __init__(self, crm: Crm, contact_id: int) -> None:
        super().__init__(crm, Content.assemble("Introductions: ", whom(crm, (contact_id,))))
        self._contact_id = contact_id
        going_on = [
            line
            for line in crm.introductions.of_contact(contact_id)
            if any(may_reach(line.introduction.stage, stage) for stage in IntroductionStage)
        ][:_MOST]
        self._there = {line.introduction.id: line.introduction for line in going_on}
        choices = [Choice(line.introduction.id, str(n), _called(line)) for n, line in enumerate(going_on, 1)]
        first = going_on[0].introduction if going_on else None
        self.which = ChoiceField("which", "Which", (*choices, Choice(0, "n", "A new one")), first.id if first else 0)
        self.way = ChoiceField("way", "Who", _WAYS, value=True)
        self.other = PeopleField("other", "Whom", hint="type a name: whom you want to meet, or who introduces you")
        self.stage = ChoiceField(
            "stage", "How far", STAGES, _NEXT.get(first.stage, IntroductionStage.ASKED) if first else STAGES[0].value
        )
        self.on_day = past_day_field(
            self.calendar,
            "on",
            "When",
            value="today",
            required="Say when: today, yesterday, mon, 3 nov.",
        )
        self.about = TextField("about", "About", clean_line, hint="the registry (or nothing)", is_free_text=True)
        self.how = ChoiceField("how", "How", _HOW, value=None)
        self.words = TextField(
            "words",
            "Words",
            lambda text: clean_text(text).strip(),
            hint="what was said; why, where it is declined",
            is_free_text=True,
        )
        self.logs = ChoiceField("logs", "Log it", _LOGS, value=True)
        self.asked_by = PeopleField("asked-by", "Asked by", hint="who asked for you, where it was not you")
        self.lay(
            self.which, self.way, self.other, self.stage, self.on_day, self.about, self.how, self.words, self.logs,
            self.asked_by,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Ask about the people of a new one only."""
        self._show_people()
        super().on_mount()

    def edited(self, field: Field[object]) -> None:
        """Ask about the people of a new one only, and go to the stage that comes next."""
        if field is not self.which:
            return
        self._show_people()
        there = self._chosen(self.values())
        self.choose(self.stage, _NEXT.get(there.stage, IntroductionStage.ASKED) if there else IntroductionStage.ASKED)
        if self.focused is not self._row(self.which.id).target:
            # The letter went on to the next field before that was shown, or hidden.
            self.go_to(self.stage if there else self.way)

    def _show_people(self) -> None:
        is_new = self._chosen(self.values()) is None
        for field in (self.way, self.other, self.about, self.asked_by):
            self.show_field(field, shown=is_new)

    def note(self, values: FormValues) -> Content | None:
        """Say what is laid down and what is closed."""
        if self._chosen(values) is None and not values.of(self.other):
            return None
        lines = self.crm.introductions.preview(
            self._introduction(values), values.of(self.stage), on=values.of(self.on_day)
        )
        return plain("Then: " + "; ".join(lines) + ".") if lines else None

    def result(self, values: FormValues) -> IntroductionChoice:
        """Return what happened."""
        stage, words = values.of(self.stage), values.of(self.words)
        introduction, on = self._introduction(values), values.of(self.on_day)
        self.crm.introductions.preview(introduction, stage, on=on)
        declines = stage is IntroductionStage.DECLINED
        return IntroductionChoice(
            introduction=introduction,
            stage=stage,
            on=on,
            log=Logging(values.of(self.how), "" if declines else words, values.of(self.logs)),
            reason=words if declines else "",
        )

    def _chosen(self, values: FormValues) -> Introduction | None:
        """Return the introduction that goes on; None for a new one."""
        return self._there.get(values.of(self.which)) if self._there else None

    def _introduction(self, values: FormValues) -> Introduction:
        there = self._chosen(values)
        if there is not None:
            return there
        other, asked_by = values.of(self.other), values.of(self.asked_by)
        if len(other) != 1:
            raise FieldProblem(self.other.id, "Name one person: type a name and choose.")
        if len(asked_by) > 1:
            raise FieldProblem(self.asked_by.id, "Name one person, or nobody.")
        introducer, to = (self._contact_id, other[0]) if values.of(self.way) else (other[0], self._contact_id)
        by = asked_by[0] if asked_by else None
        return Introduction(0, "", introducer, to, topic=values.of(self.about), asked_by_id=by)


def write_introduction(crm: Crm, choice: IntroductionChoice) -> Done:
    """Write what a dialog was told."""
    it = choice.introduction
    if it.id:
        return crm.introductions.reach(it.id, choice.stage, on=choice.on, reason=choice.reason, log=choice.log)
    return crm.introductions.ask(
        it.introducer_id,
        it.to_id,
        stage=choice.stage,
        on=choice.on,
        topic=it.topic,
        asked_by_id=it.asked_by_id,
        reason=choice.reason,
        log=choice.log,
    )


def _called(line: IntroductionLine) -> str:
    return f"{line.introducer} → {line.to} ({line.introduction.stage})"
