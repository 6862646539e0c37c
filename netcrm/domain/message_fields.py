"""What a message says of the person it goes to, and of the one who writes it: plain texts by the names of fields."""

from __future__ import annotations

from datetime import date

from netcrm.domain.contact import Contact
from netcrm.domain.interaction import Channel, Interaction
from netcrm.domain.languages import ENGLISH, written_day
from netcrm.domain.naming.salutation import family_name, first_name, salutation
from netcrm.domain.text import clean_line, clean_text

ASKED = {
    "connection": "Who introduced you or what you share, as a sentence: Maria Ortiz suggested that I write to you.",
    "news": "What is new, as a sentence or two: Our trial has enrolled its last participant.",
    "topic": "What it is about, as it stands in “to hear about …”: site start-up",
}
"""The fields that only the user can fill in, with a hint for each; any may stay empty."""
_SENTENCES = frozenset({"connection", "news"})

_CHANNELS = {
    "en": {
        Channel.EMAIL: "email", Channel.CALL: "call", Channel.VIDEO: "video call", Channel.MEETING: "meeting",
        Channel.COFFEE: "coffee", Channel.INTERVIEW: "conversation", Channel.CONFERENCE: "conference",
        Channel.SITE_VISIT: "site visit", Channel.MESSAGE: "message", Channel.LETTER: "letter",
        Channel.INTRODUCTION: "introduction",
    },
    "de": {
        Channel.EMAIL: "E-Mail", Channel.CALL: "Telefonat", Channel.VIDEO: "Videogespräch", Channel.MEETING: "Treffen",
        Channel.COFFEE: "Kaffee", Channel.INTERVIEW: "Gespräch", Channel.CONFERENCE: "Tagung",
        Channel.SITE_VISIT: "Besuch am Zentrum", Channel.MESSAGE: "Nachricht", Channel.LETTER: "Brief",
        Channel.INTRODUCTION: "Vorstellung",
    },
    "fr": {
        Channel.EMAIL: "courriel", Channel.CALL: "appel", Channel.VIDEO: "visioconférence", Channel.MEETING: "réunion",
        Channel.COFFEE: "café", Channel.INTERVIEW: "entretien", Channel.CONFERENCE: "congrès",
        Channel.SITE_VISIT: "visite du centre", Channel.MESSAGE: "message", Channel.LETTER: "lettre",
        Channel.INTRODUCTION: "mise en relation",
    },
    "es": {
        Channel.EMAIL: "correo", Channel.CALL: "llamada", Channel.VIDEO: "videollamada", Channel.MEETING: "reunión",
        Channel.COFFEE: "café", Channel.INTERVIEW: "conversación", Channel.CONFERENCE: "congreso",
        Channel.SITE_VISIT: "visita al centro", Channel.MESSAGE: "mensaje", Channel.LETTER: "carta",
        Channel.INTRODUCTION: "presentación",
    },
}  # fmt: skip


def fields_of(
    contact: Contact, last: Interaction | None, *, language: str, today: date, me: str, institution: str
) -> dict[str, str]:
    """Return the fields that netcrm fills in, in `language`; what is not known is empty.

    `last` is the latest touch. Its words are the user's own notes, and no shipped text quotes them.
    """
    details = contact.details
    position = details.primary_position
    channels = _CHANNELS.get(language, _CHANNELS[ENGLISH])
    return {
        "name": clean_line(details.name.formatted),
        "first_name": clean_line(first_name(details)),
        "last_name": clean_line(family_name(details.name)),
        "salutation": clean_line(salutation(details, language)),
        "organisation": clean_line(contact.organisation),
        "title": clean_line(position.title) if position else "",
        "role": details.roles[0].label if details.roles else "",
        "city": clean_line(details.addresses[0].city) if details.addresses else "",
        "last_channel": channels.get(last.channel, "") if last else "",
        "last_date": written_day(last.happened_on, today, language) if last else "",
        "last_words": clean_line(last.summary) if last else "",
        "me": clean_line(me),
        "my_institution": clean_line(institution),
        "today": written_day(today, today, language),
    }


def filled_in(field: str, text: str) -> str:
    """Return what the user wrote for a field as it goes into a message: `connection` and `news` as whole sentences."""
    if field not in _SENTENCES:
        return clean_line(text)
    words = "\n".join(line.strip() for line in clean_text(text).strip().split("\n"))
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words.endswith((".", "!", "?", "…", "。", "”", "»")) else ".")
