"""Numbers of participants in a study: at screening, at enrolment, at randomisation and after."""

from __future__ import annotations

import re

from netcrm.domain.participants.finding import Kind, Rule
from netcrm.domain.participants.shapes import is_counted, is_elsewhere, is_marked, is_padded, is_phone, is_plain
from netcrm.domain.participants.words import CODE, LINK, MARK, MARK_BEFORE, ONE, ONE_STEMS, SEVERAL

_NEAR = 24
"""How many characters before a match are looked at."""
_COUNTED_BY = re.compile(r"\b(?:per|pro|par|por|je|each|every|chaque|cada|jede[rn]?)[\s-]$", re.IGNORECASE)
_RANKED = re.compile(
    r"(?:\b(?:first|last|next|erste[rn]?|letzte[rn]?|premier|dernier|primer|último)|\d)[\s-]$", re.IGNORECASE
)
_THING = re.compile(
    r"\b(?:chat|protocol|protocole|protocolo|study|trial|studie|étude|estudio|grant|site|centre|center|zentrum|room|ext|office"
    r"|contract|invoice|lot|batch|kit|order|ticket|sample|poster|abstract|meeting|zoom|webinar|session|event|conference"
    r"|project|document|doc|device|badge|user|staff|employee|member|membership|investigator|login|course|job|req|case"
    r"|query|call|phone|tel|fax|mobile|no|nr|number|account|booking|flight|train|amendment|version|sop|iso|reference|ref"
    r"|application|vendor|supplier|visit|report)(?:[\s.:#-]{1,2}(?:id|no|nr|number)\b)?[\s.:#]{1,3}$",
    re.IGNORECASE,
)
"""What else has numbers with parts."""
_STUDY_ID = re.compile(r"\b(?:study|trial)\sid[\s:#]{1,3}$", re.IGNORECASE)
_WITH_COLON = re.compile(r":\s{0,2}$")


def _before(match: re.Match[str], count: int = _NEAR) -> str:
    return match.string[max(0, match.start() - count) : match.start()]


def _is_somebody(match: re.Match[str]) -> bool:
    """Return whether the number of the match is nobody's count, hour, day, phone or registry number."""
    return not (
        is_elsewhere(match["code"])
        or is_counted(match.string, match.end("code"))
        or is_phone(match.string, match.start("code"))
        or _COUNTED_BY.search(_before(match))
    )


def _is_named_number(match: re.Match[str]) -> bool:
    code: str = match["code"]
    is_ratio = "/" in code and not is_marked(code)
    return any(sign.isdigit() for sign in code) and not is_ratio and _is_somebody(match)


def _is_bare_number(match: re.Match[str]) -> bool:
    """A participant and a number without a word between: `subject` also is what a letter is about, `pt` also a part."""
    code: str = match["code"]
    noun: str = match["noun"].lower()
    if not _is_somebody(match):
        return False
    if is_marked(code):
        return True
    if not is_plain(code) or _RANKED.search(_before(match)) or _WITH_COLON.search(match["between"]):
        return False
    if noun == "subject" and match.string.startswith(":", match.end()):
        return False
    return noun not in ("pt", "pat", "sujet", "sujeto", "volunteer") or len(code) > 2


def _is_several(match: re.Match[str]) -> bool:
    return is_padded(match["code"]) and _is_somebody(match)


def _is_assigned(match: re.Match[str]) -> bool:
    code: str = match["code"]
    if match["how"] == ":":
        return is_padded(code) and _is_somebody(match)
    return (is_marked(code) or (is_plain(code) and len(code) > 2)) and _is_somebody(match)


def _is_of_somebody(match: re.Match[str]) -> bool:
    return not (is_elsewhere(match["code"]) or _THING.search(_before(match, 40)))


def _is_somebody_in_study(match: re.Match[str]) -> bool:
    """Return as `_is_of_somebody` does; `study ID` is what sites call a participant's number."""
    return _STUDY_ID.search(_before(match)) is not None or _is_of_somebody(match)


_PARTED = r"(?P<code>(?<![\w/+.,-])(?:\d{2,4}-\d{2,4}-\d{3,4}|\d{2,6}-\d{3,5})(?![\w/-]|\.\d))"
_STATUS = (
    r"(?:screen[\s-]?fail\w{0,4}|sf\b|withdr\w{2,6}|dropped out|discontinued|early[\s-]term\w{0,8}|ltfu|lost to follow"
    r"|(?:re-?)?randomi[sz]ed|(?:re-?)?consented|enrol+ed|dosed|unblinded|off[\s-](?:study|treatment)"
    r"|missed(?! calls?)|rescreened|relapsed|progressed|died|was hospitali[sz]ed)"
)
_ACTS = (
    r"(?:(?:re-?)?screened|(?:re-?)?consented|(?:re-?)?randomi[sz]ed|enrol+ed|dosed|unblinded|withdrew"
    r"|(?:sae|susar|ae) (?:for|in|of|on))"
)
_RAND = r"(?:randomi[sz]ation|rando?|randomisierungs?|aleatorización|aleatorizacion)"
_SCREEN = r"(?:screening|screen|scr|sélection|selection|cribado|selección|seleccion)"
_ENROL = r"(?:enrol+ment|inclusion|inclusión|einschluss|allocation)"

_ENDED = ("nrol", "dosed", "unblind", "off", "missed", "creened", "relapsed", "gressed", "died", "hospital")
"""Pieces of how a part in a study goes on or ends."""

NUMBER_RULES = (
    Rule(
        Kind.SUBJECT_NUMBER,
        ONE_STEMS,
        rf"(?<!\w){ONE}(?:e?n)?(?:['’]s)?\.?[\s-]{{0,2}}(?:(?:study|trial|screening|identification)[\s-]{{1,2}})?"
        rf"{MARK}(?:\.?\s{{0,2}}{MARK})?{LINK}{CODE}",
        _is_named_number,
    ),
    Rule(
        Kind.SUBJECT_NUMBER,
        ONE_STEMS,
        rf"(?<!\w){MARK_BEFORE}{ONE}{LINK}{CODE}",
        _is_named_number,
    ),
    Rule(
        Kind.SUBJECT_NUMBER,
        ONE_STEMS,
        rf"(?<!\w)(?P<noun>{ONE})(?P<between>\.?\s?:?\s{{0,2}}|-){CODE}",
        _is_bare_number,
    ),
    Rule(
        Kind.SUBJECT_NUMBER,
        ("subjects", "participants", "participantes", "patient", "pts", "volunteers", "probanden", "suje", "paciente"),
        rf"(?<!\w){SEVERAL}\s{{1,2}}(?:{MARK}\.?\s{{0,2}})?{CODE}",
        _is_several,
    ),
    Rule(
        Kind.SUBJECT_NUMBER,
        ("subj", "pat", "pt", "pid", "sid", "sub-"),
        r"(?<![\w-])(?-i:(?:SUBJ|PTID|PID|SID)[-\s#:]{1,2}|(?:PT|PAT|SUB)-)(?P<code>\d{3,8}(?:-\d{2,6})?)(?![\w-])",
    ),
    Rule(
        Kind.SUBJECT_NUMBER,
        ("id ", "id:", "id#"),
        r"(?<!\w)id[\s:#]{1,3}(?P<code>(?<![\w/+.-])\d{2,5}-\d{3}(?![\w/-]|\.\d))",
        _is_of_somebody,
    ),
    Rule(
        Kind.SUBJECT_NUMBER,
        ("fail", "sf", "withdr", "dropped", "discontin", "early", "ltfu", "lost", "andomi", "sente", *_ENDED),
        rf"{_PARTED}(?=[\s,:;(–-]{{1,3}}(?:[a-z]{{1,9}}\s)?{_STATUS})",
        _is_somebody_in_study,
    ),
    Rule(
        Kind.SUBJECT_NUMBER,
        (
            "creened",
            "consented",
            "andomi",
            "nroled",
            "nrolled",
            "dosed",
            "unblinded",
            "withdrew",
            "sae",
            "susar",
            "ae ",
        ),
        rf"(?<!\w){_ACTS}\s{{1,2}}{_PARTED}",
        lambda match: not is_elsewhere(match["code"]),
    ),
    Rule(
        Kind.SCREENING_NUMBER,
        ("screen",),
        rf"(?<!\w){_SCREEN}[\s-]{{0,2}}{MARK}{LINK}{CODE}",
        _is_named_number,
    ),
    Rule(
        Kind.SCREENING_NUMBER,
        ("sélection", "selection", "cribado", "selección", "seleccion", "screening"),
        rf"(?<!\w){MARK_BEFORE}{_SCREEN}{LINK}{CODE}",
        _is_named_number,
    ),
    Rule(
        Kind.SCREENING_NUMBER,
        ("scr",),
        r"(?<![\w-])(?:(?-i:SCR)[-\s#:]{0,2}|screening\s)(?P<code>\d{3,8}(?:-\d{2,6})?)(?![\w-])",
        lambda match: _is_somebody(match) and (match[0].startswith("SCR") or is_padded(match["code"])),
    ),
    Rule(
        Kind.SCREENING_NUMBER,
        ("screened",),
        rf"(?<!\w)(?:re)?screened\s{{0,2}}(?P<how>as|:)\s{{0,2}}(?:{MARK}\.?\s{{0,2}})?{CODE}",
        _is_assigned,
    ),
    Rule(
        Kind.RANDOMISATION_NUMBER,
        ("rand",),
        rf"(?<!\w){_RAND}\.?[\s-]{{0,2}}{MARK}{LINK}{CODE}",
        _is_named_number,
    ),
    Rule(
        Kind.RANDOMISATION_NUMBER,
        ("randomi", "aleatori"),
        rf"(?<!\w){MARK_BEFORE}{_RAND}{LINK}{CODE}",
        _is_named_number,
    ),
    Rule(
        Kind.RANDOMISATION_NUMBER,
        ("randomi", "rnd-", "rand-"),
        rf"(?<!\w)(?:(?:re-?)?randomi[sz]ed\s{{0,2}}(?P<how>as|:)\s{{0,2}}(?:{MARK}\.?\s{{0,2}})?{CODE})",
        _is_assigned,
    ),
    Rule(
        Kind.ENROLMENT_NUMBER,
        ("enrol", "inclusi", "einschluss", "allocation"),
        rf"(?<!\w){_ENROL}[\s-]{{0,2}}{MARK}{LINK}{CODE}",
        _is_named_number,
    ),
    Rule(
        Kind.ENROLMENT_NUMBER,
        ("inclusi", "enrol"),
        rf"(?<!\w){MARK_BEFORE}{_ENROL}{LINK}{CODE}",
        _is_named_number,
    ),
    Rule(
        Kind.ENROLMENT_NUMBER,
        ("enrol", "included", "consented"),
        rf"(?<!\w)(?:enrol+ed|included|consented)\s{{0,2}}(?P<how>as|:)\s{{0,2}}(?:{MARK}\.?\s{{0,2}})?{CODE}",
        _is_assigned,
    ),
)
"""In each, the group `code` is the number itself."""
