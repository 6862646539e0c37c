"""Messages: written from templates to one person, looked over, sent by other programs, and logged.

netcrm sends nothing itself. A message is a value: what is written, read and edited changes nothing, and only `log` is
an act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from netcrm.domain.contact import Contact, State
from netcrm.domain.days import full_day
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.languages import ENGLISH, language_name, read_language
from netcrm.domain.message_fields import ASKED, fields_of, filled_in
from netcrm.domain.reaching import mail_address, mailto, profile_page
from netcrm.domain.request_checks import Check, check_request
from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import NotFound, UsageProblem
from netcrm.services.interactions import InteractionDraft, InteractionService
from netcrm.services.known_people import known_contact
from netcrm.services.session import Session
from netcrm.services.values import Done

if TYPE_CHECKING:
    from netcrm.services.message_files import TemplateFile

__all__ = ["ASKED", "Message", "MessageService", "TemplateLine"]

_NOT_WRITTEN_TO = {
    State.DO_NOT_CONTACT: "is not to be contacted",
    State.LEFT_FIELD: "has left the field",
    State.DECEASED: "has died",
}
"""Archived people may be written to: that is how one finds them again."""


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template as a list shows it."""

    name: str
    """`thank-you`"""
    title: str
    """`Thank-you note`"""
    languages: tuple[str, ...]
    """Codes of the languages that it is there in, English first."""
    is_own: bool
    """Whether any text of it is the user's own."""
    is_request: bool
    """Whether it asks for something, so that a message of it has checks."""
    asks: tuple[str, ...] = ()
    """The fields in it that the user fills in, of `netcrm.domain.message_fields.ASKED` and in its order."""
    problem: str = ""
    """What keeps a text of it from being used, as a sentence with file and line."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text to somebody, filled in."""

    contact_id: int
    whom: str
    """The name as shown: `Ana Lima, MD`."""
    template: str
    language: str
    """The code of the language it is in, which need not be the contact's: see `notes`."""
    subject: str
    """One line."""
    body: str
    to: str
    """The address that mail goes to, or nothing."""
    mailto: str
    """The whole as a link for the mail program, or nothing where there is no address."""
    profile: str
    """The page where they can be written to, or nothing."""
    checks: tuple[Check, ...] = ()
    """Of a request; other messages have none."""
    notes: tuple[str, ...] = ()
    """What the user should know: another language than wanted, no name set, an address that cannot be used."""
    named: tuple[str, ...] = ()
    """Words by which the reader would know the connection: for the checks."""
    is_request: bool = False

    @property
    def usual_channel(self) -> Channel:
        """How it is sent where nobody says: by mail; on their page where there is no address but a page."""
        return Channel.MESSAGE if self.profile and not self.to else Channel.EMAIL


class MessageService:
    """Writes messages."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def templates(self) -> list[TemplateLine]:
        """Return the templates by name, shipped ones and the user's own.

        Raises:
            Unreadable: the user's folder of templates cannot be looked into.
        """
        from netcrm.services.message_files import template_files

        return [_template_line(name, texts) for name, texts in template_files().items()]

    def names(self) -> frozenset[str]:
        """Return the names of the templates, without reading them."""
        from netcrm.services.message_files import template_files

        return frozenset(template_files())

    def write(
        self, contact_id: int, template: str, *, language: str = "", fields: Mapping[str, str] | None = None
    ) -> Message:
        """Return a template filled in for somebody.

        Without `language` it is the contact's, else English; where the template is not there in that language, it is
        English, and a note says so. `fields` are what the user filled in, and go before what netcrm knows.

        Raises:
            NotFound: the contact or template is unknown.
            UsageProblem: they are not to be contacted, left the field or are deceased; a field or language is none;
                the template has a mistake.
        """
        session = self._session
        contact = known_contact(session, contact_id)
        _refuse_outreach(contact)
        given = _read_fields(fields or {})
        texts = _texts_of(template)
        wanted, notes = _wanted_language(language, contact)
        file = texts.get(wanted) or texts.get(ENGLISH) or next(iter(texts.values()))
        if file.language != wanted:
            other = f"this is the {language_name(file.language)} one"
            notes.append(f"There is no “{file.name}” in {language_name(wanted)}: {other}.")
        read = file.read()
        settings = session.settings.all()
        last = next((each for each in session.interactions.of_contact(contact_id, 50) if each.is_touch), None)
        values = fields_of(
            contact,
            last,
            language=file.language,
            today=session.today,
            me=settings.get("name", ""),
            institution=settings.get("institution", ""),
        )
        values |= given
        if not values["me"] and "me" in read.fields:
            notes.append("Your name is not set, so nothing is signed: netcrm settings name “Your Name”.")
        filled = read.fill(values)
        address = mail_address(contact.details.emails)
        if contact.details.emails and not address:
            notes.append(f"No e-mail of {contact.name} is an address that mail can go to.")
        message = Message(
            contact_id=contact_id,
            whom=contact.name,
            template=file.name,
            language=file.language,
            subject="",
            body="",
            to=address,
            mailto="",
            profile=profile_page(contact.details.links),
            notes=tuple(notes),
            named=tuple(filter(None, (given.get("connection", ""), values["organisation"]))),
            is_request=read.is_request,
        )
        return self.edited(message, filled.subject, filled.body)

    def edited(self, message: Message, subject: str, body: str) -> Message:
        """Return a message with another text, such as the user made of it: its link and checks made anew."""
        line = clean_line(subject)
        text = clean_text(body).strip()
        return replace(
            message,
            subject=line,
            body=text,
            mailto=mailto(message.to, line, text) if message.to else "",
            checks=self.check(text, message) if message.is_request else (),
        )

    def check(self, body: str, message: Message | None = None) -> tuple[Check, ...]:
        """Return the checks of a request's text; with `message` they know its language and the connection."""
        if message is None:
            return check_request(body)
        return check_request(body, language=message.language, named=message.named)

    def log(self, message: Message, channel: Channel | None = None, summary: str = "") -> Done:
        """Log a message as sent today, by its usual channel without another; the subject is the summary."""
        draft = InteractionDraft(
            participants=(message.contact_id,),
            channel=channel or message.usual_channel,
            on=self._session.today,
            direction=Direction.OUTGOING,
            summary=summary or self._session.by_itself(message.subject),
        )
        return InteractionService(self._session).log(draft)


def _refuse_outreach(contact: Contact) -> None:
    words = _NOT_WRITTEN_TO.get(contact.state)
    if words is None:
        return
    since = f" (since {full_day(contact.state_since)})" if contact.state_since else ""
    why = f": {contact.state_why.rstrip('.')}" if contact.state_why else ""
    way_back = " If that is wrong, `netcrm archive WHO --back` makes them active again."
    raise UsageProblem(f"{contact.name} {words}{since}{why}, so no message is written.{way_back}")


def _read_fields(fields: Mapping[str, str]) -> dict[str, str]:
    from netcrm.formats.message_template import FIELDS

    for field in fields:
        if field not in FIELDS:
            raise UsageProblem(f"“{clean_line(field)}” is no field of a message; known: {', '.join(FIELDS)}.")
    return {field: filled_in(field, text) for field, text in fields.items()}


def _texts_of(template: str) -> dict[str, TemplateFile]:
    """Return the files of the template that a name, or the beginning of one, means."""
    from netcrm.services.message_files import template_files

    known = template_files()
    wanted = clean_line(template).casefold().replace(" ", "-")
    exact = [name for name in known if name.casefold().replace(" ", "-") == wanted]
    begun = [name for name in known if wanted and name.casefold().startswith(wanted)]
    if exact or len(begun) == 1:
        return known[(exact or begun)[0]]
    raise NotFound("message template", clean_line(template), advice=f"Known: {', '.join(known)}.")


def _wanted_language(language: str, contact: Contact) -> tuple[str, list[str]]:
    """Return the code of the language to write in, and notes on it."""
    if language:
        code = read_language(language)
        if not code:
            raise UsageProblem(f"“{clean_line(language)}” is no language; use a code such as fr.")
        return code, []
    of_contact = contact.details.language
    code = read_language(of_contact)
    if of_contact and not code:
        return ENGLISH, [f"Their language, “{of_contact}”, is none that netcrm knows: write it as a code such as fr."]
    return code or ENGLISH, []


def _template_line(name: str, texts: Mapping[str, TemplateFile]) -> TemplateLine:
    from netcrm.formats.message_template import TemplateProblem

    title, problem = "", ""
    is_request = False
    fields: set[str] = set()
    for file in texts.values():
        try:
            read = file.read()
        except TemplateProblem as found:
            problem = problem or str(found)
            continue
        title = title or read.title
        is_request |= read.is_request
        fields |= read.fields
    return TemplateLine(
        name=name,
        title=title or name.replace("-", " ").capitalize(),
        languages=tuple(texts),
        is_own=any(file.is_own for file in texts.values()),
        is_request=is_request,
        asks=tuple(field for field in ASKED if field in fields),
        problem=problem,
    )
