"""Terms of a query (`role:pi`, `last:>90d`) as conditions of SQL, one function a field."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from netcrm.domain.check_in import Standing
from netcrm.domain.contact import State
from netcrm.domain.countries import country_forms
from netcrm.domain.query import Field, Term
from netcrm.domain.query_terms import CadenceState, DueWindow, Mark, Piece, Presence, RoleState
from netcrm.domain.text import fold
from netcrm.store.database import Database
from netcrm.store.search_standing import StandingTerms, span, state_members
from netcrm.store.search_words import (
    AFTER_ALL,
    Condition,
    Found,
    Members,
    email_members,
    match_all_words,
    match_text,
    negated,
    phone_members,
    united,
)

STATE_MARKS: Mapping[Mark, State] = {
    Mark.ACTIVE: State.ACTIVE,
    Mark.ARCHIVED: State.ARCHIVED,
    Mark.DO_NOT_CONTACT: State.DO_NOT_CONTACT,
    Mark.LEFT_FIELD: State.LEFT_FIELD,
    Mark.DECEASED: State.DECEASED,
}
_STANDING_MARKS = {Mark.NEW: Standing.NEW, Mark.PAUSED: Standing.PAUSED, Mark.SNOOZED: Standing.SNOOZED}

_WORKS_AT = "SELECT contact_id FROM position WHERE end_on = '' AND organisation_id IN"
_PIECES = {
    Piece.EMAIL: "SELECT contact_id FROM email",
    Piece.PHONE: "SELECT contact_id FROM phone",
    Piece.ADDRESS: "SELECT contact_id FROM address",
    Piece.LINK: "SELECT contact_id FROM link",
    Piece.ROLE: "SELECT contact_id FROM contact_role",
    Piece.TAG: "SELECT contact_id FROM contact_tag",
    Piece.ORGANISATION: "SELECT contact_id FROM position WHERE end_on = '' AND organisation_id IS NOT NULL",
    Piece.TIER: "SELECT id FROM contact WHERE tier IS NOT NULL",
}


_GUESSED = """
    SELECT p.contact_id FROM position AS p
    WHERE p.title IN (SELECT value FROM json_each(?)) AND p.end_on = ''
        AND p.id = (SELECT id FROM position WHERE contact_id = p.contact_id AND end_on = ''
                    ORDER BY is_primary DESC, ordinal LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM contact_role WHERE contact_id = p.contact_id)
"""
"""Those without a role whose title, as listings show it, is one of some."""


class Terms:
    """Makes the conditions of terms for one store and one day."""

    def __init__(self, database: Database, today: date) -> None:
        self._database = database
        self._standing = StandingTerms(database, today)
        self._makers: Mapping[Field, Callable[[Term], Found]] = {
            Field.ROLE: self._role,
            Field.ORG: self._organisation,
            Field.SITE: self._site,
            Field.TAG: self._tag,
            Field.TIER: self._tier,
            Field.CITY: self._city,
            Field.COUNTRY: self._country,
            Field.DUE: self._due,
            Field.LAST: self._last,
            Field.CADENCE: self._cadence,
            Field.AWAITING: self._awaiting,
            Field.SOURCE: self._source,
            Field.IMPORT: self._import,
            Field.IS: self._mark,
            Field.HAS: self._piece,
            Field.ADDED: self._added,
            Field.NAME: lambda term: self._in_contact(term, "folded nicknames"),
            Field.EMAIL: lambda term: email_members(_text(term)),
            Field.PHONE: lambda term: phone_members(_text(term)),
            Field.NOTE: lambda term: self._in_contact(term, "note"),
            Field.STANDING: self._stands,
            Field.STAGE: lambda term: _keyed("interview", "stage = ?", str(term.value)),
            Field.STUDY: self._study,
            Field.MET: lambda term: self._at_event(term, "met_on IS NOT NULL"),
            Field.TARGET: lambda term: self._at_event(term, "is_target <> 0"),
            Field.ID: lambda term: Condition("c.id = ?", (term.value,)),
        }

    def condition(self, term: Term) -> Found:
        """Return the people whom a term finds."""
        return self._makers[term.field](term)

    def _role(self, term: Term) -> Found:
        if term.value is RoleState.UNSET:
            return negated(Members(_PIECES[Piece.ROLE]))
        if term.value is RoleState.GUESSED:
            return self._guessed_role()
        return _keyed("contact_role", "role = ?", str(term.value))

    def _guessed_role(self) -> Found:
        """Return who has no role but a title that says one; few titles are many people's."""
        from netcrm.domain.titles import guess_role

        titles = self._column("SELECT DISTINCT title FROM position WHERE end_on = '' AND title <> ''")
        return Members(_GUESSED, (_json(title for title in titles if guess_role(title)),))

    def _tag(self, term: Term) -> Found:
        branch = f"{term.value}/"
        return _keyed("contact_tag", "(tag = ? OR tag >= ? AND tag < ?)", term.value, branch, branch + AFTER_ALL)

    def _tier(self, term: Term) -> Found:
        if term.value is None:
            return negated(Members(_PIECES[Piece.TIER]))
        tier = str(term.value)
        return Members("SELECT id FROM contact WHERE tier = ?", (tier,), Condition("c.tier IS ?", (tier,)))

    def _organisation(self, term: Term) -> Found:
        return Members(
            f"{_WORKS_AT} (SELECT rowid FROM organisation_search WHERE organisation_search MATCH ?)",
            (match_all_words(_text(term), "folded"),),
        )

    def _site(self, term: Term) -> Found:
        return Members(f"{_WORKS_AT} (SELECT id FROM organisation WHERE site_number = ? COLLATE NOCASE)", (term.value,))

    def _city(self, term: Term) -> Found:
        city = fold(_text(term))
        own = Members(
            "SELECT contact_id FROM address WHERE city_key <> '' AND city_key >= ? AND city_key < ?",
            (city, city + AFTER_ALL),
        )
        theirs = Members(
            f"{_WORKS_AT} (SELECT rowid FROM organisation_search WHERE organisation_search MATCH ?)",
            (f"city : {match_text(_text(term), first=True)}",),
        )
        return united([own, theirs])

    def _country(self, term: Term) -> Found:
        forms = country_forms(_text(term))

        def written(table: str) -> str:
            """Return the ways in which the country is written in a table, as JSON."""
            known = self._column(f"SELECT DISTINCT country FROM {table} WHERE country <> ''")
            return _json(country for country in known if fold(country) in forms)

        listed = "(SELECT value FROM json_each(?))"
        return united(
            [
                Members(f"SELECT id FROM contact WHERE country <> '' AND country IN {listed}", (written("contact"),)),
                Members(f"SELECT contact_id FROM address WHERE country IN {listed}", (written("address"),)),
                Members(
                    f"{_WORKS_AT} (SELECT id FROM organisation WHERE country IN {listed})", (written("organisation"),)
                ),
            ]
        )

    def _due(self, term: Term) -> Found:
        assert isinstance(term.value, DueWindow | date)
        return self._standing.due(term.operator, term.value)

    def _last(self, term: Term) -> Found:
        return _dated("last_touch", term)

    def _awaiting(self, term: Term) -> Found:
        return _dated("awaiting_since", term)

    def _added(self, term: Term) -> Found:
        assert isinstance(term.value, date)
        days = span(term.operator, term.value)
        bounds = (days.first, days.last)
        return Members(
            "SELECT id FROM contact WHERE added_on BETWEEN ? AND ?",
            bounds,
            Condition("c.added_on BETWEEN ? AND ?", bounds),
        )

    def _cadence(self, term: Term) -> Found:
        if term.value is CadenceState.UNSET:
            return negated(state_members("s.interval <> ''"))
        if term.value is CadenceState.SET:
            return state_members("s.interval NOT IN ('', 'never')")
        return state_members("s.interval = ?", str(term.value))

    def _source(self, term: Term) -> Found:
        words = fold(_text(term)).split()
        study = "CASE format WHEN 'ctgov' THEN ' ' || substr(uid, 1, 11) ELSE '' END"
        named = f"file || ' ' || format || {study}"
        known = self._column(f"SELECT DISTINCT {named} FROM source")
        fitting = _json(name for name in known if all(word in fold(name) for word in words))
        return Members(f"SELECT contact_id FROM source WHERE {named} IN (SELECT value FROM json_each(?))", (fitting,))

    def _import(self, term: Term) -> Found:
        return Members("SELECT contact_id FROM source WHERE change_set = ?", (term.value,))

    def _mark(self, term: Term) -> Found:
        mark = Mark(str(term.value))
        if mark in _STANDING_MARKS:
            return self._standing.standing(_STANDING_MARKS[mark])
        if mark is Mark.UNTOUCHED:
            return negated(state_members("s.last_touch IS NOT NULL"))
        if mark is Mark.STARRED:
            return Members("SELECT id FROM contact WHERE starred <> 0")
        state = STATE_MARKS[mark]
        if state is State.ACTIVE:
            return Condition("c.state = 'active'")
        return Members("SELECT id FROM contact WHERE state <> 'active' AND state = ?", (state.value,))

    def _piece(self, term: Term) -> Found:
        piece = Piece(str(term.value))
        if piece is Piece.CADENCE:
            return state_members("s.interval NOT IN ('', 'never')")
        if piece in _PIECES:
            return Members(_PIECES[piece])
        return Condition("c.note <> ''" if piece is Piece.NOTE else "c.birthday <> ''")

    def _at_event(self, term: Term, condition: str) -> Found:
        """Return the people of the events whose names have these words, or of all events."""
        words = fold(_text(term)).split()
        if words == [Presence.ANY]:
            return _keyed("event_person", condition)
        fitting = [
            row[0]
            for row in self._database.rows("SELECT id, folded FROM event")
            if all(f" {word}" in f" {row[1]}" for word in words)
        ]
        return _keyed(
            "event_person", f"event_id IN (SELECT value FROM json_each(?)) AND {condition}", json.dumps(fitting)
        )

    def _stands(self, term: Term) -> Found:
        return self._standing.standing(Standing(str(term.value)))

    def _study(self, term: Term) -> Found:
        from netcrm.store.studies import StudyRepository  # few queries ask for one

        ids = [study.id for study in StudyRepository(self._database).find(_text(term))]
        return _keyed("study_person", "ended_on = '' AND study_id IN (SELECT value FROM json_each(?))", json.dumps(ids))

    def _in_contact(self, term: Term, columns: str) -> Found:
        return Members(
            "SELECT rowid FROM contact_search WHERE contact_search MATCH ?", (match_all_words(_text(term), columns),)
        )

    def _column(self, sql: str) -> list[str]:
        return [row[0] for row in self._database.rows(sql)]


def _text(term: Term) -> str:
    return str(term.value)


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values))


def _keyed(table: str, where: str, *parameters: object) -> Members:
    """Return the people who have a row in a table of their parts."""
    return Members(
        f"SELECT contact_id FROM {table} WHERE {where}",
        parameters,
        Condition(f"EXISTS (SELECT 1 FROM {table} WHERE contact_id = c.id AND {where})", parameters),
    )


def _dated(column: str, term: Term) -> Found:
    """Return the people whose kept date is so."""
    if term.value is Presence.NEVER:
        return negated(state_members(f"s.{column} IS NOT NULL"))
    if not isinstance(term.value, date):
        return state_members(f"s.{column} IS NOT NULL")
    days = span(term.operator, term.value)
    return state_members(f"s.{column} BETWEEN ? AND ?", days.first, days.last)
