"""Words of a query as conditions of SQL: full-text expressions that can never be a syntax error, and where to look.

A word is looked for in names, nicknames, notes, organisations and interactions, and the people found are united. Over
interactions, of which there may be a million, no prefix of one or two letters is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.query import Word
from netcrm.domain.text import clean_line, fold

AFTER_ALL = "\U0010ffff"
"""Behind a prefix, what sorts after everything that begins with it."""

_SHORTEST_PREFIX = 3
_FEWEST_DIGITS = 4
_FEWEST_DIGITS_INSIDE = 6
"""Digits that must be given before they are looked for anywhere in a number, not at its beginning alone."""

_BY_CONTACT = "SELECT rowid FROM contact_search WHERE contact_search MATCH ?"
# CROSS JOIN keeps the order of the tables: what the index finds is passed on row by row, never gathered first.
_BY_ORGANISATION = (
    "SELECT p.contact_id FROM organisation_search CROSS JOIN position AS p"
    " ON p.organisation_id = organisation_search.rowid WHERE organisation_search MATCH ?"
)
_BY_INTERACTION = (
    "SELECT p.contact_id FROM interaction_search CROSS JOIN participant AS p"
    " ON p.interaction_id = interaction_search.rowid WHERE interaction_search MATCH ?"
)
# The plus keeps the full-text index from being asked again for every participant.
_OF_INTERACTION = (
    "EXISTS (SELECT 1 FROM participant AS p WHERE p.contact_id = c.id AND +p.interaction_id IN"
    " (SELECT rowid FROM interaction_search WHERE interaction_search MATCH ?))"
)
_BY_KEY_PREFIX = "SELECT contact_id FROM {table} WHERE key >= ? AND key < ?"
_BY_KEY_PART = "SELECT contact_id FROM {table} WHERE instr(key, ?)"


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL over the contact `c`, with its parameters."""

    sql: str
    parameters: tuple[object, ...] = ()
    check: Condition | None = None
    """The same by keyed look-ups, where there is such a way: better when few people are left to ask about."""


@dataclass(frozen=True, slots=True)
class Members:
    """The people whose ids a statement selects."""

    select: str
    parameters: tuple[object, ...] = ()
    check: Condition | None = None
    """As a condition's."""

    def condition(self) -> Condition:
        """Return the condition that a contact is one of these."""
        return Condition(f"c.id IN ({self.select})", self.parameters, self.check)


Found = Members | Condition


def negated(found: Found) -> Condition:
    """Return the condition that does not hold for any of these."""
    condition = found.condition() if isinstance(found, Members) else found
    check = Condition(f"NOT ({found.check.sql})", found.check.parameters) if found.check else None
    return Condition(f"NOT ({condition.sql})", condition.parameters, check)


def united(parts: list[Members]) -> Members:
    """Return the people of all parts together."""
    if len(parts) == 1:
        return parts[0]
    checks = [part.check or part.condition() for part in parts]
    return Members(
        " UNION ALL ".join(part.select for part in parts),
        tuple(p for part in parts for p in part.parameters),
        Condition("(" + " OR ".join(c.sql for c in checks) + ")", tuple(p for c in checks for p in c.parameters)),
    )


def match_text(text: str, *, prefix: bool = True, first: bool = False) -> str:
    """Return the full-text expression for a word, or for words that follow each other.

    With `prefix` the last word is one; `first` asks that nothing stands before them.

    What is looked for is quoted, so that nothing in it is syntax. Letters that the index keeps as they are written in
    notes, though they fold to others (`Łukasz`), are looked for in both forms.
    """
    forms = [fold(text)]
    if not text.isascii():
        forms.append(clean_line(text).replace('"', " "))
    return "(" + " OR ".join(f'{"^" * first}"{form}"{"*" * prefix}' for form in forms) + ")"


def match_all_words(text: str, columns: str) -> str:
    """Return the full-text expression for texts that have, in `columns`, a word beginning with each of `text`."""
    words = " AND ".join(match_text(word) for word in text.split() if fold(word))
    return f"{{{columns}}} : ({words})"


def word_members(word: Word, *, everywhere: bool = True) -> Members:
    """Return the people whom a plain word or phrase finds; not `everywhere` leaves out notes and interactions."""
    match = match_text(word.text, prefix=not word.is_phrase)
    in_contact = match if everywhere else f"{{folded nicknames}} : {match}"
    in_organisation = match if everywhere else f"folded : {match}"
    parts = [Members(_BY_CONTACT, (in_contact,)), Members(_BY_ORGANISATION, (in_organisation,))]
    if everywhere and (asked := _match_in_interactions(word)):
        parts.append(Members(_BY_INTERACTION, (asked,), Condition(_OF_INTERACTION, (asked,))))
    if "@" in word.text:
        parts.append(
            email_members(word.text) if word.text.startswith("@") else _with_key("email", word.text.casefold())
        )
    digits = _digits(word.text)
    if len(digits) >= _FEWEST_DIGITS_INSIDE:
        parts.append(phone_members(digits))
    elif len(digits) >= _FEWEST_DIGITS:
        parts += [_with_key("phone", digits), _with_key("phone", f"+{digits}")]
    return united(parts)


def email_members(part: str) -> Members:
    """Return the people with `part` in a mail address."""
    return Members(_BY_KEY_PART.format(table="email"), (part.strip().casefold(),))


def phone_members(part: str) -> Members:
    """Return the people with the digits of `part` in a phone number, with or without the zeros dialled before it."""
    digits = "".join(sign for sign in part if sign.isdigit())
    short = digits.lstrip("0")
    wanted = short if len(short) >= _FEWEST_DIGITS else digits
    if not wanted:
        return Members("SELECT NULL WHERE 0")
    return Members(_BY_KEY_PART.format(table="phone"), (wanted,))


def _with_key(table: str, prefix: str) -> Members:
    return Members(_BY_KEY_PREFIX.format(table=table), (prefix, prefix + AFTER_ALL))


def _match_in_interactions(word: Word) -> str | None:
    """Return the expression to look for in interactions, or nothing for a word too short for them."""
    if word.is_phrase:
        return match_text(word.text, prefix=False)
    *_, last = words = fold(word.text).split()
    shortest = _SHORTEST_PREFIX if last.isascii() else _SHORTEST_PREFIX - 1
    if len(last) >= shortest:
        return match_text(word.text)
    return match_text(word.text, prefix=False) if any(len(w) >= _SHORTEST_PREFIX for w in words) else None


def _digits(text: str) -> str:
    """Return the digits of what may be a phone number, nothing where there are letters."""
    return "" if any(sign.isalpha() for sign in text) else "".join(sign for sign in text if sign.isdecimal())
