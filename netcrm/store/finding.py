"""Finding a person by what somebody typed for a name: the looks-up behind WHO, pickers and the palette.

Nothing here reads more rows than it may need to show: of very many people only some are ranked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from netcrm.domain.naming.reading import read_name
from netcrm.domain.query import Word
from netcrm.domain.text import fold
from netcrm.store.contacts import email_key
from netcrm.store.database import Database
from netcrm.store.search import PUT_AWAY
from netcrm.store.search_words import AFTER_ALL, match_all_words, word_members

_MOST_RANKED = 500
_MOST_NEAR = 2000
_MOST_WORDS = 12
"""Words of a name that are looked at: nobody types more."""

_PUT_AWAY = ", ".join(f"'{state.value}'" for state in PUT_AWAY)
_BY_WORDS = "SELECT rowid FROM contact_search WHERE contact_search MATCH ? LIMIT ?"
_BETWEEN_PIECES = re.compile(r"[/:]+")
_AFTER_PATH = re.compile(r"[?#].*", re.DOTALL)


class PeopleFinder:
    """Finds people by id, mail address, handle or name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def with_email(self, text: str) -> list[int]:
        """Return the people with exactly that mail address."""
        return self._ids("SELECT DISTINCT contact_id FROM email WHERE key = ?", email_key(text))

    def with_handle(self, text: str) -> list[int]:
        """Return the people with a link that is `text` or ends in it: `@ana`, `ana-lima`, a whole address."""
        wanted = _handle(text)
        if not wanted:
            return []
        # SQLite lowers ASCII alone: other letters are compared below, in all links.
        part = wanted[-1] if wanted[-1].isascii() else ""
        rows = self._database.rows("SELECT contact_id, value FROM link WHERE instr(lower(value), ?)", (part,))
        return sorted({contact_id for contact_id, value in rows if _handle(value)[-len(wanted) :] == wanted})

    def with_name(self, text: str) -> list[int]:
        """Return the people of exactly that name, case and accents aside, with or without title and credentials."""
        name = read_name(text)
        written = {fold(text), fold(name.formatted), fold(f"{name.given} {name.additional} {name.family}")} - {""}
        return self._ids(
            "SELECT id FROM contact WHERE folded IN (SELECT value FROM json_each(?))"
            " UNION SELECT id FROM contact WHERE sort_key = ? AND family <> ''",
            json.dumps(sorted(written)),
            name.sort_key if name.family else "",
        )

    def with_words(self, text: str, limit: int) -> list[int]:
        """Return the people who have, in name or nicknames, a word beginning with each of the words of `text`."""
        name = read_name(text)
        forms = (f"{name.given} {name.additional} {name.family} {name.suffix}", text)
        for words in dict.fromkeys(" ".join(_words(form)) for form in forms):
            if words and (found := self._ids(_BY_WORDS, match_all_words(words, "folded nicknames"), limit)):
                return found
        return []

    def ranked(self, ids: Sequence[int]) -> list[int]:
        """Return `ids`, those first who are not put away, have something open, and were in touch of late."""
        return self._ids(
            "SELECT c.id FROM json_each(?) AS given JOIN contact AS c ON c.id = given.value"
            " LEFT JOIN contact_state AS s ON s.contact_id = c.id"
            f" ORDER BY c.state IN ({_PUT_AWAY}), s.due_on IS NULL AND NOT EXISTS"
            "  (SELECT 1 FROM follow_up WHERE contact_id = c.id AND state = 'open'),"
            " s.last_touch IS NULL, s.last_touch DESC, c.sort_key, c.id",
            json.dumps(list(ids)),
        )

    def without_put_away(self, ids: Sequence[int]) -> list[int]:
        """Return those of `ids` who are neither archived nor deceased."""
        return self._ids(
            f"SELECT id FROM contact WHERE id IN (SELECT value FROM json_each(?)) AND state NOT IN ({_PUT_AWAY})",
            json.dumps(list(ids)),
        )

    def names_like(self, text: str) -> list[tuple[str, str]]:
        """Return the name, and the folded name, of people a word of whose name begins about as one of `text`.

        Names that share longer beginnings come first; there are at most 2,000.
        """
        words = _words(text)
        found: dict[int, None] = {}
        for letters in (4, 3, 2):
            starts = {word[:letters] for word in words if len(word) >= min(letters, 2)}
            if starts and len(found) < _MOST_NEAR:
                match = "{folded nicknames} : (" + " OR ".join(f'"{start}"*' for start in sorted(starts)) + ")"
                found |= dict.fromkeys(self._ids(_BY_WORDS, match, _MOST_NEAR))
        given = json.dumps(list(found)[:_MOST_NEAR])
        return [
            (name, folded)
            for name, folded in self._database.rows(
                "SELECT name, folded FROM contact WHERE id IN (SELECT value FROM json_each(?))", (given,)
            )
        ]

    def suggested(self, text: str, limit: int) -> list[int]:
        """Return people for a picker: names that begin with `text` first, then words of names, then organisations.

        Within each of these come those of the latest touch. Of very many only some are ranked: the first by name, and
        those touched last.
        """
        folded = fold(text)
        if not folded:
            return self._lately(limit)
        words = folded.split()[:_MOST_WORDS]
        match = match_all_words(" ".join(words), "folded nicknames")
        found = dict.fromkeys(self._ids(_BY_WORDS, match, _MOST_RANKED))
        if len(found) == _MOST_RANKED:
            found |= dict.fromkeys([*self._begin_with(folded), *self._lately_named(words)])
        shown = self.without_put_away(list(found))
        if len(shown) < limit:
            shown += [one for one in self._by_any_word(text) if one not in found]
        return self._best(shown, folded, limit)

    def _lately(self, limit: int) -> list[int]:
        return self._ids(
            "SELECT c.id FROM contact_state AS s CROSS JOIN contact AS c ON c.id = s.contact_id"
            f" WHERE s.last_touch > '' AND c.state NOT IN ({_PUT_AWAY})"
            " ORDER BY s.last_touch DESC, s.contact_id DESC LIMIT ?",
            limit,
        )

    def _lately_named(self, words: list[str]) -> list[int]:
        """Return, of the people touched last, those who have such words in their name."""
        rows = self._database.rows(
            "SELECT id, folded FROM contact WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(self._lately(_MOST_RANKED)),),
        )
        return [
            contact_id
            for contact_id, folded in rows
            if all(any(part.startswith(word) for part in folded.split()) for word in words)
        ]

    def _begin_with(self, folded: str) -> list[int]:
        return [
            contact_id
            for column in ("folded", "sort_key")
            for contact_id in self._ids(
                f"SELECT id FROM contact WHERE {column} >= ? AND {column} < ? ORDER BY {column} LIMIT ?",
                *(folded, folded + AFTER_ALL, _MOST_RANKED),
            )
        ]

    def _by_any_word(self, text: str) -> list[int]:
        """Return people each word of `text` fits: in a name, an organisation or at the start of a mail address."""
        words = [word for word in text.split() if fold(word)][:_MOST_WORDS]
        members = [word_members(Word(word), everywhere=False) for word in words]
        return self._ids(
            f"SELECT c.id FROM contact AS c WHERE c.state NOT IN ({_PUT_AWAY}) AND "
            + " AND ".join(part.condition().sql for part in members)
            + " LIMIT ?",
            *(parameter for part in members for parameter in part.parameters),
            _MOST_RANKED,
        )

    def _best(self, ids: list[int], folded: str, limit: int) -> list[int]:
        """Return the best of `ids` for a beginning of a name."""
        match = match_all_words(folded, "folded nicknames")
        return self._ids(
            "SELECT c.id FROM json_each(?) AS given JOIN contact AS c ON c.id = given.value"
            " LEFT JOIN contact_state AS s ON s.contact_id = c.id"
            " ORDER BY substr(c.folded, 1, length(?2)) <> ?2,"
            " c.id NOT IN (SELECT rowid FROM contact_search WHERE contact_search MATCH ?3),"
            " s.last_touch IS NULL, s.last_touch DESC, c.sort_key, c.id LIMIT ?4",
            *(json.dumps(ids), folded, match, limit),
        )

    def _ids(self, sql: str, *parameters: object) -> list[int]:
        return [row[0] for row in self._database.rows(sql, parameters)]


def _words(text: str) -> list[str]:
    return fold(text).split()[:_MOST_WORDS]


def _handle(text: str) -> list[str]:
    """Return the pieces of a link or handle that tell it from others: `linkedin.com`, `in`, `ana-lima`."""
    path = _AFTER_PATH.sub("", text.strip().casefold())
    pieces = [piece.lstrip("@") for piece in _BETWEEN_PIECES.split(path)]
    return [piece.removeprefix("www.") for piece in pieces if piece not in {"", "http", "https"}]
