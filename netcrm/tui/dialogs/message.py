"""Write to somebody from a template: look it over, copy it, open it elsewhere, edit it, and log it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from netcrm.domain.interaction import Channel
from netcrm.domain.languages import language_name
from netcrm.domain.message_text import as_text, from_text
from netcrm.domain.text import clean_text
from netcrm.errors import NetcrmError, NothingToDo, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.messages import ASKED, Message, TemplateLine
from netcrm.tui import outside
from netcrm.tui.dialogs.message_words import checks_of, paragraphs_of
from netcrm.tui.dialogs.panes import PaneDialog, Reading
from netcrm.tui.dialogs.sources import whom
from netcrm.tui.text import plain
from netcrm.tui.widgets.fields import TextField
from netcrm.tui.widgets.hanging import Hanging, Paragraph

USUAL = "check-in"
"""The template to begin with where nothing names another one."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that the user has sent by other means, to be logged; without a channel the service knows which."""

    message: Message
    channel: Channel | None = None


_Filled = tuple[str, str, tuple[tuple[str, str], ...]]
"""Template, language and fields of a text."""


class MessageDialog(PaneDialog[SentMessage]):
    """Shows a template filled in; what was done with it is logged by one key, and not before.

    Raises:
        UsageProblem: The person is not to be contacted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "Copy"),
        Binding("ctrl+y", "copy", "Copy", priority=True),
        Binding("s", "copy_subject", "Copy the subject"),
        Binding("m", "mail", "Open in the mail program"),
        Binding("p", "profile", "Open the profile page"),
        Binding("e", "edit", "Edit"),
        Binding("g", "language", "Another language"),
        Binding("l", "log", "Log"),
    ]

    def __init__(self, crm: Crm, contact_id: int, template: str = USUAL) -> None:
        super().__init__(crm, Content.assemble("Message to ", whom(crm, (contact_id,))))
        self._contact_id = contact_id
        self._templates: list[TemplateLine] = crm.messages.templates()
        names = [line.name for line in self._templates if not line.problem]
        self._first = template if template in names else USUAL if USUAL in names else next(iter(names), "")
        self._language = ""
        self._message: Message | None = crm.messages.write(contact_id, self._first)
        self._filled: _Filled = (self._first, "", ())
        self._own: dict[_Filled, Message] = {}
        """Texts that the user edited, by what they were made from: another choice and back shows them again."""
        self._sent: SentMessage | None = None
        self._has_asked = False
        self.asked = tuple(
            TextField(name, name.capitalize(), clean_text, hint=hint, lines=3, enter_saves=True, is_free_text=True)
            for name, hint in ASKED.items()
        )
        self.lay(*self.asked)

    # What is chosen

    def on_mount(self) -> None:
        """Begin with the template that was asked for."""
        self.options.add_options([Option(_option(line), id=line.name) for line in self._templates])
        self.options.highlighted = next((i for i, it in enumerate(self._templates) if it.name == self._first), None)
        super().on_mount()

    @property
    def _line(self) -> TemplateLine:
        return self._templates[self.options.highlighted or 0]

    def changed(self) -> None:
        """Fill the template in anew; a text that was edited by hand stays with what it was made from."""
        for field in self.asked:
            self.show_field(field, shown=field.id in self._line.asks)
        self._sent, self._has_asked = None, False
        self.say()
        self._write(self._line)
        self.focus_moved()

    def _write(self, line: TemplateLine) -> None:
        values = self.values()
        fields = {field.id: values.of(field).strip() for field in self.asked if field.id in line.asks}
        language = self._language if self._language in line.languages else ""
        self._filled = (line.name, language, tuple(fields.items()))
        self._message = self._own.get(self._filled)
        try:
            if line.problem:
                raise UsageProblem(line.problem)
            if self._message is None:
                self._message = self.crm.messages.write(self._contact_id, line.name, language=language, fields=fields)
        except NetcrmError as problem:
            self.read_out([Paragraph(Content.assemble("✗ ", plain(str(problem))), 2)])
        else:
            self._show(self._message)

    def _show(self, message: Message) -> None:
        self.read_out(paragraphs_of(message, edited=self._filled in self._own), checks_of(message))

    def focus_moved(self) -> None:
        """Show the keys that mean something where the cursor is."""
        if self.is_typing:
            self.show_keys(("enter", "next"), ("ctrl+y", "copy"), ("tab", "to the text, for more keys"))
            return
        message, line = self._message, self._line
        keys = [("c", "copy")]
        keys += [("m", "mail")] if message and message.mailto else []
        keys += [("p", "page")] if message and message.profile else []
        keys += [("e", "edit")]
        keys += [("s", "subject")] if message and message.subject else []
        keys += [("g", language_name(self._next_language()))] if len(line.languages) > 1 else []
        self.show_keys(*keys, ("l", "log"), ("esc", "leave"))

    def _next_language(self) -> str:
        """Return the language after the one shown, of those that the template is there in."""
        languages = self._line.languages
        now = self._message.language if self._message else ""
        return languages[(languages.index(now) + 1) % len(languages)] if now in languages else languages[0]

    def action_language(self) -> None:
        """Write it in the next language."""
        if len(self._line.languages) > 1:
            self._language = self._next_language()
            self.changed()

    def entered(self) -> None:
        """Go to the next field, and after the last one to the text."""
        targets = [row.target for row in self._shown_rows()]
        at = next((index for index, target in enumerate(targets) if target.has_focus), -1)
        (targets[at + 1] if at + 1 < len(targets) else self.query_one(Reading)).focus()

    # What is done with the text

    def action_copy(self) -> None:
        """Copy the text."""
        self._do(self._copy)

    def action_copy_subject(self) -> None:
        """Copy the subject."""
        self._do(self._copy_subject)

    def action_mail(self) -> None:
        """Open the message in the mail program."""
        self._do(self._mail)

    def action_profile(self) -> None:
        """Copy the text, and open the page where it is to be pasted."""
        self._do(self._profile)

    def action_edit(self) -> None:
        """Edit subject and text in the user's editor."""
        self._do(self._edit)

    @work(exclusive=True, group="outside")
    async def _do(self, what: Callable[[Message], Awaitable[None]]) -> None:
        """Do something with the text, and say what came of it; afterwards the letters act."""
        try:
            if self._message is None:
                raise NothingToDo("There is no text yet. Choose a template that can be used.")
            await what(self._message)
        except NetcrmError as problem:
            self.refuse(problem)
        if self.is_open:
            self.query_one(Reading).focus()

    def _may_be_logged(self, message: Message, words: str, channel: Channel | None = None) -> None:
        self._sent = SentMessage(message, channel)
        self.say(f"{words} l logs it as sent; esc leaves it unlogged.")

    async def _copy(self, message: Message) -> None:
        await outside.copy(self.app, message.body)
        self._may_be_logged(message, "The text is copied.")

    async def _copy_subject(self, message: Message) -> None:
        if not message.subject:
            raise NothingToDo("This message has no subject.")
        await outside.copy(self.app, message.subject)
        self.say("The subject is copied.")

    async def _mail(self, message: Message) -> None:
        if not message.mailto:
            raise NothingToDo(f"No e-mail address of {message.whom} is known. c copies the text.")
        await outside.open_address(message.mailto)
        self._may_be_logged(message, "Handed to your mail program.", Channel.EMAIL)

    async def _profile(self, message: Message) -> None:
        if not message.profile:
            raise NothingToDo(f"No profile page of {message.whom} is known. c copies the text.")
        await outside.copy(self.app, message.body)
        await outside.open_address(message.profile)
        self._may_be_logged(message, "The text is copied, and the page is opening.", Channel.MESSAGE)

    async def _edit(self, message: Message) -> None:
        subject, body = from_text(outside.edit(self.app, as_text(message.subject, message.body)), message.subject)
        edited = self.crm.messages.edited(message, subject, body)
        self._own[self._filled] = self._message = edited
        self._show(edited)
        self._may_be_logged(edited, "Edited.")

    def action_log(self) -> None:
        """Give the message back to be logged, once something was done with it."""
        if self._sent is None:
            self.refuse(NothingToDo("Copy it, open it or edit it first; then l logs it as sent."))
        else:
            self.dismiss(self._sent)

    def action_cancel(self) -> None:
        """Leave without logging; ask again where what was written would be lost."""
        typed = any(row.is_changed for row in self._shown_rows()) or bool(self._own)
        if typed and self._sent is None and not self._has_asked:
            self._has_asked = True
            self.say("Escape again throws away what you wrote; c copies it.", is_problem=True)
            return
        self.dismiss(None)


def _option(line: TemplateLine) -> Hanging:
    own = " (yours)" if line.is_own else ""
    return Hanging([Paragraph(Content.assemble("✗ " if line.problem else "", plain(line.title), own), 2)])


def step_template(crm: Crm, key: str | None) -> str:
    """Return the template that the playbook step behind an item of the agenda names, else nothing."""
    return crm.playbooks.message_of(int(key[1:])) if key is not None and key.startswith("f") else ""
