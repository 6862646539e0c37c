"""The lines of a pasted mail signature that say something of its sender.

Greetings, quoted mail, notices of confidentiality and adverts of telephones are passed over; what is left is cut at the
signs that people put between things on one line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from netcrm.domain.text import clean_line, clean_text, fold

_LONGEST = 60_000
"""Characters that are read: a signature is short, and what is pasted may be a whole mailbox."""
_LONGEST_LINE = 400
_MOST_LINES = 1500
_TAG = re.compile(
    r"</?(?:div|br|p|span|a|b|i|u|strong|em|table|tbody|tr|td|th|font|img|ul|ol|li|h[1-6]|html|head|body|meta|style|hr"
    r"|o:p|small|center|address)(?=[\s>/])[^<>]{0,500}>",
    re.IGNORECASE,
)
_BREAKING_TAG = re.compile(r"</?(?:br|p|div|tr|li|h[1-6]|hr)(?=[\s>/])[^<>]{0,500}>", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:with |my )?(?:(?:very )?best|kind(?:est)?|warm(?:est)?|many) (?:regards|wishes|thanks)|best|regards|thanks"
    r"|thank you|thx|cheers|respectfully|cordially|yours|(?:yours )?(?:sincerely|faithfully|truly)"
    r"|mit (?:freundlichen|besten|herzlichen) grussen|(?:viele|beste|liebe|schone|herzliche|freundliche) grusse|mfg|lg"
    r"|(?:bien )?cordialement|bien a vous|salutations distinguees|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?"
    r"|atentamente|(?:cordiali|distinti) saluti|atenciosamente|abracos|com os melhores cumprimentos"
    r"|(?:med )?(?:vanlig halsning|vennlig hilsen|venlig hilsen)|(?:met )?vriendelijke groeten?)"
    r"(?: (?:and|in advance|med|und|et|from|again)\b.*| (?:med|mit|kind|best) .*)?"
)
_GREETING = re.compile(r"(?:hi|hello|dear|hallo|liebe[r]?|guten tag|bonjour|hola|estimad[oa]|ciao)(?: \w+){0,4}")
_ADVERT = re.compile(
    r"(?:sent|envoye|enviado|gesendet|inviato|verzonden) (?:from|de|depuis|desde|mit|von|da|vanaf) .*"
    r"|(?:von|mit) meinem .* gesendet|get outlook for .*|(?:please )?(?:consider|think of) the environment.*"
    r"|please consider .*|follow (?:us|me) .*|(?:my )?pronouns? .*|(?:skype|twitter|teams|zoom|wechat|whatsapp) .*"
    r"|(?:book|schedule) (?:a|time|some) .*"
)
_NOTICE = re.compile(
    r"(?:confidential(?:ity)?|disclaimer|privileged|privacy notice|legal notice|important notice|vertraulich"
    r"|aviso (?:legal|de confidencialidad)|avis de confidentialite)\b.*"
    r"|th(?:is|e (?:information|contents?)) (?:e ?mail|message|communication|transmission|contained|in this|of this).*"
    r"|(?:diese|ce|este|questo) (?:e ?mail|message|mensaje|messaggio|correo).*"
)
_REPLY = re.compile(
    r"(?:on|am|le|el|il) .{4,120} (?:wrote|schrieb.*|a ecrit|escribio|ha scritto)|original message|forwarded message"
    r"|ursprungliche nachricht|message d origine"
)
_HEADER = re.compile(
    r"(?:to|cc|bcc|subject|date|sent|an|betreff|gesendet|datum|objet|envoye|asunto|para|reply-to)\s*:.*", re.I
)
_FROM = re.compile(r"(?:from|von|de|da)\s*:\s*(.+)", re.IGNORECASE)
_DELIMITER = re.compile(r"--\s*")
_SEPARATOR = re.compile(r"\s*[|•·▪■◆¦]\s*|\t+|\s{3,}|\s+//\s+|\s+[–—]\s+")
_PRONOUNS = re.compile(
    r"\s*[(\[]?\b(?:she|he|they|ze|elle|il|ella|él|sie|er)\s*[/|,]\s*(?:her|him|his|them|their|hers|they|elle|ihr)"
    r"(?:\s*[/|,]\s*\w{2,8})?\b[)\]]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line that stands for itself, and the number of the line in what was pasted, counted from 1."""

    text: str
    line: int


def segments(text: str) -> list[Segment]:
    """Return the pieces of a pasted signature, in order; what the header of a mail says of its sender comes first."""
    lines = list(_lines(text))
    senders = [Segment(found[1], line.line) for line in lines if (found := _FROM.fullmatch(line.text))]
    body = [line for line in _signature(lines) if not _FROM.fullmatch(line.text)]
    return [piece for line in (*senders[:1], *body) for piece in _cut(line)]


def _lines(text: str) -> Iterator[Segment]:
    """Yield what stands in each line, tags of web pages taken out; a line may have several within it."""
    written = clean_text(text[:_LONGEST]).split("\n")
    for number, line in enumerate(written[:_MOST_LINES], start=1):
        shown = line[:_LONGEST_LINE]
        if "<" in shown:
            shown = _TAG.sub(" ", _BREAKING_TAG.sub("\n", shown))
        if "&" in shown:
            shown = html.unescape(shown)
        for part in shown.split("\n"):
            yield Segment(part.replace("\xa0", " ").strip(" *_\u200b"), number)


def _signature(lines: list[Segment]) -> list[Segment]:
    """Return the lines of the signature itself: behind the last delimiter, else behind the last closing words."""
    last = max((at for at, line in enumerate(lines) if _says_something(line.text)), default=0)
    start = 0
    for at, line in enumerate(lines[:last]):
        if _DELIMITER.fullmatch(line.text) or _CLOSING.fullmatch(fold(line.text)):
            start = at + 1
    kept: list[Segment] = []
    for line in lines[start:]:
        key = fold(line.text)
        if _NOTICE.fullmatch(key) or (_REPLY.fullmatch(key) and kept):
            break
        if _says_something(line.text):
            kept.append(line)
    return kept


def _says_something(line: str) -> bool:
    """Whether a line can say something of the sender."""
    key = fold(line)
    if not key or line.startswith(">") or _HEADER.fullmatch(line):
        return False
    return not any(pattern.fullmatch(key) for pattern in (_CLOSING, _GREETING, _ADVERT, _NOTICE, _REPLY))


def _cut(line: Segment) -> Iterator[Segment]:
    for piece in _SEPARATOR.split(_PRONOUNS.sub(" ", line.text)):
        text = clean_line(piece).strip(" ,;|")
        if fold(text):
            yield Segment(text, line.line)
