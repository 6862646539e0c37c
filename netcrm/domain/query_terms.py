"""The fields of the query language, the values that they take, and how a value is read.

Ages are resolved to days when they are read: `last:>90d` is a last touch *before* the day 90 days ago, and so
stands in the term as `LT` that day.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from netcrm.domain.check_in import Standing
from netcrm.domain.contact import Tier
from netcrm.domain.date_forms import Span
from netcrm.domain.dates import Facing, parse_date, shift
from netcrm.domain.interval import Interval, Unit, parse_interval
from netcrm.domain.interviews.interview import Stage
from netcrm.domain.roles import Role, parse_role
from netcrm.domain.tags import tag_of
from netcrm.domain.text import clean_line, fold
from netcrm.errors import UsageProblem


class Field(StrEnum):
    """What a term asks about; the value is the word before the colon."""

    ROLE = "role"
    ORG = "org"
    SITE = "site"
    TAG = "tag"
    TIER = "tier"
    CITY = "city"
    COUNTRY = "country"
    DUE = "due"
    LAST = "last"
    CADENCE = "cadence"
    AWAITING = "awaiting"
    SOURCE = "source"
    IMPORT = "import"
    IS = "is"
    HAS = "has"
    ADDED = "added"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    NOTE = "note"
    STANDING = "standing"
    STAGE = "stage"
    MET = "met"
    TARGET = "target"
    STUDY = "study"
    ID = "id"


class Operator(StrEnum):
    """How the value is compared; the value is the sign after the colon, none for `IS`."""

    IS = ""
    LT = "<"
    GT = ">"
    LE = "<="
    GE = ">="


class DueWindow(StrEnum):
    """Words for when the next check-in or open follow-up is due."""

    TODAY = "today"
    """On today's date."""
    LATE = "late"
    """Before today."""
    WEEK = "week"
    """Today or on one of the six days after it."""
    OVERDUE = "overdue"
    """Standing overdue."""


class Presence(StrEnum):
    """Whether there is any such date at all (`last`, `awaiting`)."""

    ANY = "any"
    NEVER = "never"


class CadenceState(StrEnum):
    """Words for the effective cadence."""

    SET = "set"
    """It gives an interval."""
    NEVER = "never"
    UNSET = "unset"


class RoleState(StrEnum):
    """Words for people without a role."""

    UNSET = "unset"
    GUESSED = "guessed"
    """The title of the job says one."""


class Mark(StrEnum):
    """What `is:` can ask."""

    UNTOUCHED = "untouched"
    """No interaction that counts as a touch."""
    STARRED = "starred"
    ACTIVE = "active"
    ARCHIVED = "archived"
    DO_NOT_CONTACT = "do-not-contact"
    LEFT_FIELD = "left-field"
    DECEASED = "deceased"
    NEW = "new"
    """Standing new."""
    PAUSED = "paused"
    SNOOZED = "snoozed"


class Piece(StrEnum):
    """What `has:` can ask."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    NOTE = "note"
    BIRTHDAY = "birthday"
    LINK = "link"
    ORGANISATION = "organisation"
    ROLE = "role"
    TIER = "tier"
    TAG = "tag"
    CADENCE = "cadence"


Value = (
    str | int | date | Role | RoleState | Tier | Standing | Interval | DueWindow | Presence | CadenceState | Mark
    | Piece | Stage | None
)  # fmt: skip
"""What a term compares with; None is `tier:none`."""


@dataclasses.dataclass(frozen=True, slots=True)
class Term:
    """A field compared with a value.

    The type of `value` follows from the field: ROLE `Role` or `RoleState`; TIER `Tier` or None; DUE `DueWindow` or
    date; LAST and AWAITING `Presence` or date; ADDED date; CADENCE `CadenceState` or `Interval`; IS `Mark`; HAS
    `Piece`; STANDING `Standing`; STAGE `Stage`; IMPORT and ID int; all others text as typed, on one line (TAG as tags
    are kept). Only dates are compared by another operator than `IS`.
    """

    field: Field
    operator: Operator
    value: Value
    position: int = dataclasses.field(default=0, compare=False)
    """Index of its first character in the query."""

    def __str__(self) -> str:
        """Return the term as it may be typed, which reads back as an equal one."""
        shown = _shown(self.value)
        return f"{self.field}:{self.operator}{shown if _BARE_VALUE.fullmatch(shown) else quoted(shown)}"


FIELD_HELP: Mapping[Field, str] = MappingProxyType(
    {
        Field.ROLE: "role:pi — a role, by its abbreviation, name or slug; unset, or guessed from the title",
        Field.ORG: 'org:"St Mary" — words in the name of an organisation they work at',
        Field.SITE: "site:1204 — a site number of an organisation they work at",
        Field.TAG: "tag:area/oncology — a tag, or any below it",
        Field.TIER: "tier:a — a tier: a, b, c, d or none",
        Field.CITY: "city:boston — a city, their own or their organisation's",
        Field.COUNTRY: "country:fr — a country, their own or their organisation's",
        Field.DUE: "due:week — due today, late, week or overdue, or by a date: due:<2026-12-24, due:<30d",
        Field.LAST: "last:>90d — the last touch longer ago than that; also last:<30d, last:>2026-01-31, last:never",
        Field.CADENCE: "cadence:unset — how often: unset, never, set, or an interval such as cadence:3m",
        Field.AWAITING: "awaiting:>7d — you wrote longer ago than that and have no answer; awaiting:any for all",
        Field.SOURCE: "source:linkedin — words in the name of the file or service they came from",
        Field.IMPORT: "import:7 — brought in by change set 7",
        Field.IS: "is:starred — starred, untouched, new, paused, snoozed, or a state such as is:archived",
        Field.HAS: "has:email — email, phone, address, note, birthday, link, organisation, role, tier, tag or cadence",
        Field.ADDED: "added:<30d — added within that time; also added:>2026-01-31",
        Field.NAME: "name:lima — words in the name alone",
        Field.EMAIL: "email:example.org — part of a mail address",
        Field.PHONE: "phone:617 — part of a phone number",
        Field.NOTE: "note:biomarker — words in the notes alone",
        Field.STANDING: "standing:late — fresh, due, late, overdue, snoozed, paused, new or unset",
        Field.STAGE: "stage:asked — with an interview at that stage: to-contact, asked, agreed, held, thanked …",
        Field.STUDY: "study:NCT01234567 — on a study now, by its NCT number, acronym or words of its title",
        Field.MET: 'met:"SOCRA 2026" — met at an event whose name has these words; met:any at any',
        Field.TARGET: 'target:"SOCRA 2026" — somebody you want to meet, or wanted to, at that event',
        Field.ID: "id:12 — the contact with that number",
    }
)
"""For each field one line, `example — what it finds`; help and README are made from it."""

_DATE_FIELDS = frozenset({Field.DUE, Field.LAST, Field.AWAITING, Field.ADDED})
_BARE_VALUE = re.compile(r'[^\s()"<>][^\s()"]*')
_AGE = re.compile(r"([0-9]{1,6}) ?(d|days?|w|weeks?|m|months?|y|years?)", re.IGNORECASE)
_AGE_SPANS = {"d": Span.DAY, "w": Span.WEEK, "m": Span.MONTH, "y": Span.YEAR}
_FLIPPED = {Operator.LT: Operator.GT, Operator.GT: Operator.LT, Operator.LE: Operator.GE, Operator.GE: Operator.LE}
_UNIT_SIGNS = {Unit.DAY: "d", Unit.BUSINESS_DAY: "bd", Unit.WEEK: "w", Unit.MONTH: "m", Unit.YEAR: "y"}
_MOST_LISTED = 16
_OTHER_WORDS = {
    Field.ROLE: {"none": "unset"},
    Field.LAST: {"none": "never"},
    Field.AWAITING: {"yes": "any", "no": "never", "none": "never"},
    Field.CADENCE: {"none": "unset"},
    Field.HAS: {"org": "organisation", "organization": "organisation", "birthdate": "birthday"},
}


def near_words(word: str, known: Iterable[str]) -> list[str]:
    """Return up to four of the `known` words that somebody may have meant by `word`, likeliest first."""
    from difflib import get_close_matches  # needed where something went wrong only

    known = list(known)
    wanted = word.casefold()
    holding = [k for k in known if len(wanted) > 1 and (wanted in k or (len(k) > 2 and k in wanted))]
    return list(dict.fromkeys([*get_close_matches(wanted, known, 4, 0.6), *holding]))[:4]


def quoted(text: str) -> str:
    """Return `text` in quotes, those inside it doubled."""
    return '"' + text.replace('"', '""') + '"'


def read_term(
    name: Field, operator: Operator, raw: str, position: int, today: date, *, day_first: bool | None = None
) -> Term:
    """Return the term for a field, an operator and a value as typed, quotes taken off.

    Raises:
        UsageProblem: The value is none that the field takes, or the field cannot be compared.
    """
    text = clean_line(raw)
    if not text:
        raise UsageProblem(f"“{name}:” has no value. Write one right after the colon, such as {_example(name)}.")
    if name in _DATE_FIELDS:
        return _date_term(name, operator, text, position, today, day_first)
    if operator is not Operator.IS:
        raise UsageProblem(f"“{name}:” cannot be compared with {operator}. Write it like {_example(name)}.")
    return Term(name, operator, _READERS.get(name, _read_text)(name, text), position)


def _date_term(name: Field, operator: Operator, text: str, position: int, today: date, day_first: bool | None) -> Term:
    """Read the value of a date field: one of its words, an age such as `90d`, or a date."""
    words = {Field.DUE: DueWindow, Field.ADDED: None}.get(name, Presence)
    word = _OTHER_WORDS.get(name, {}).get(text.casefold(), text.casefold())
    if words is not None and word in list(words):
        if operator is Operator.IS:
            return Term(name, operator, words(word), position)
        if word != DueWindow.TODAY:
            raise UsageProblem(f"“{text}” is no date to compare with. Write it like {_example(name)}.")
    age = _AGE.fullmatch(text)
    if age and operator is Operator.IS:
        raise UsageProblem(f"Write {name}:<{text} for less than that, or {name}:>{text} for more.")
    if age:
        count, span = int(age[1]), _AGE_SPANS[age[2][0].casefold()]
        if name is Field.DUE:
            return Term(name, operator, shift(today, count, span), position)
        return Term(name, _FLIPPED[operator], shift(today, -count, span), position)
    facing = Facing.FORWARD if name is Field.DUE else Facing.BACKWARD
    return Term(name, operator, parse_date(text, today, facing, day_first=day_first), position)


def _read_text(name: Field, text: str) -> Value:
    value = tag_of(text) if name is Field.TAG else text
    if not fold(value):
        raise UsageProblem(f"“{text}” has no letter or digit to look for. Write it like {_example(name)}.")
    return value


def _read_number(name: Field, text: str) -> Value:
    if re.fullmatch(r"[0-9]{1,18}", text) is None:
        raise UsageProblem(f"“{text}” is no number. Write it like {_example(name)}.")
    return int(text)


def _read_role(name: Field, text: str) -> Value:
    word = _OTHER_WORDS[name].get(text.casefold(), text.casefold())
    if word in list(RoleState):
        return RoleState(word)
    role = parse_role(text)
    if role is None:
        raise _unknown(f"“{text}” is no role", text, [w for r in Role for w in (r.value, r.chip.casefold())])
    return role


def _read_tier(_name: Field, text: str) -> Value:
    if text.casefold() == "none":
        return None
    if text.upper() not in list(Tier):
        raise UsageProblem(f"“{text}” is no tier. Write a, b, c, d or none.")
    return Tier(text.upper())


def _read_cadence(name: Field, text: str) -> Value:
    word = _OTHER_WORDS[name].get(text.casefold(), text.casefold())
    return CadenceState(word) if word in list(CadenceState) else parse_interval(text)


def _one_of(words: type[Mark] | type[Piece] | type[Standing] | type[Stage]) -> Callable[[Field, str], Value]:
    def read(name: Field, text: str) -> Value:
        word = text.casefold().replace(" ", "-")
        word = _OTHER_WORDS.get(name, {}).get(word, word)
        if word not in list(words):
            raise _unknown(f"“{name}:” does not know “{text}”", text, list(words))
        return words(word)

    return read


_READERS: Mapping[Field, Callable[[Field, str], Value]] = {
    Field.ROLE: _read_role,
    Field.TIER: _read_tier,
    Field.CADENCE: _read_cadence,
    Field.IS: _one_of(Mark),
    Field.HAS: _one_of(Piece),
    Field.STANDING: _one_of(Standing),
    Field.STAGE: _one_of(Stage),
    Field.IMPORT: _read_number,
    Field.ID: _read_number,
}


def _unknown(what: str, text: str, known: list[str]) -> UsageProblem:
    near = near_words(text, known)
    some = known if len(known) <= _MOST_LISTED else [word for word in known if len(word) <= 3]
    return UsageProblem(f"{what}. {'Near' if near else 'Known'}: {', '.join(near or some)}.")


def _example(name: Field) -> str:
    return FIELD_HELP[name].partition(" — ")[0]


def _shown(value: Value) -> str:
    if value is None:
        return "none"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Interval):
        return f"{value.count}{_UNIT_SIGNS[value.unit]}"
    return str(value)
