"""Question sets as TOML files, read strictly: whatever is wrong is one sentence that names file, line and key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from netcrm.domain.interviews.question_set import Question, QuestionSet, Topic
from netcrm.domain.roles import Role, parse_role
from netcrm.domain.text import clean_line, fold
from netcrm.errors import Unreadable
from netcrm.formats.toml_lines import Path, line_of, read_document

LONGEST_QUESTION = 300
"""Characters: what can be asked in one breath."""
_KEYS = ("title", "summary", "roles", "questions")
_PIECE = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|\#[^\n]*|.', re.DOTALL)


class QuestionProblem(Unreadable):
    """A question set that cannot be used: the sentence names file, line and key."""


def read_question_set(text: str, name: str, file: str, *, is_own: bool = False) -> QuestionSet:
    """Return the question set that a file holds.

    Args:
        text: What stands in the file.
        name: What the set is called: the name of the file without `.toml`.
        file: The file as errors name it.
        is_own: Whether the user wrote it.

    Raises:
        QuestionProblem: It is no TOML, or no question set.
    """
    document = read_document(text, file, QuestionProblem, what="question set")
    return _Reader(text, file).question_set(document, name, is_own=is_own)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values of one file, and says where one is wrong."""

    text: str
    file: str

    def refuse(self, path: Path, what: str) -> NoReturn:
        """Raise the problem of a key, or of one entry of a list where the path ends in its number."""
        key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        named = f", “{key}”" if key else ""
        raise QuestionProblem(f"{self.file}, line {self._line(path)}{named}: {what}")

    def question_set(self, document: Mapping[str, Any], name: str, *, is_own: bool) -> QuestionSet:
        self._only(document, _KEYS, ())
        title, summary = self._words(document, "title"), self._words(document, "summary")
        tables = document.get("questions", {})
        if not isinstance(tables, dict):
            self.refuse(("questions",), "questions stand by topic, under a line [questions].")
        self._only(tables, tuple(Topic), ("questions",))
        seen: dict[str, str] = {}
        questions = tuple(
            Question(topic, text) for topic in Topic if topic in tables for text in self._questions(tables, topic, seen)
        )
        if not questions:
            known = ", ".join(Topic)
            self.refuse((), f"“{title}” has no question. Write some under a line [questions], by topic: {known}.")
        return QuestionSet(name, title, summary, questions, self._roles(document), is_own)

    def _questions(self, tables: Mapping[str, Any], topic: Topic, seen: dict[str, str]) -> list[str]:
        path: Path = ("questions", topic.value)
        found = []
        for number, entry in enumerate(self._texts(tables[topic], path, "questions")):
            words = clean_line(entry)
            if not words:
                self.refuse((*path, number), "this question has no words.")
            if len(words) > LONGEST_QUESTION:
                self.refuse(
                    (*path, number),
                    f"this question has {len(words)} letters. Ask it in {LONGEST_QUESTION}, or as two.",
                )
            if before := seen.get(fold(words)):
                self.refuse((*path, number), f"“{_clipped(words)}” stands under “{before}” already. Leave one out.")
            seen[fold(words)] = topic.value
            found.append(words)
        return found

    def _roles(self, document: Mapping[str, Any]) -> tuple[Role, ...]:
        found: dict[Role, None] = {}
        for number, entry in enumerate(self._texts(document.get("roles", []), ("roles",), "roles")):
            role = parse_role(entry)
            if role is None:
                self.refuse(
                    ("roles", number),
                    f"“{_clipped(clean_line(entry))}” is no role. Write one like “pi”, “crc” or “research nurse”.",
                )
            found[role] = None
        return tuple(found)

    def _only(self, table: Mapping[str, Any], known: tuple[str, ...], path: Path) -> None:
        for key in table:
            if key not in known:
                self.refuse((*path, key), f"this key is not known here. Known: {', '.join(known)}.")

    def _words(self, document: Mapping[str, Any], key: str) -> str:
        if key not in document:
            self.refuse((), f"the key “{key}” is missing.")
        if not isinstance(document[key], str):
            self.refuse((key,), "this is a text and stands in quotation marks.")
        words = clean_line(document[key])
        if not words:
            self.refuse((key,), "this needs some words.")
        return words

    def _texts(self, value: object, path: Path, what: str) -> list[str]:
        if not isinstance(value, list):
            self.refuse(path, f'this is a list of {what}, such as ["…", "…"].')
        for number, entry in enumerate(value):
            if not isinstance(entry, str):
                self.refuse((*path, number), "each entry is a text and stands in quotation marks.")
        return value

    def _line(self, path: Path) -> int:
        """Return the line of a key, or of the entry of its list that the path ends in."""
        if not path or not isinstance(path[-1], int):
            return line_of(self.text, path)
        line = line_of(self.text, path[:-1])
        start = sum(len(one) + 1 for one in self.text.split("\n")[: line - 1])
        opening = self.text.index("[", self.text.index("=", start))
        return line + self.text.count("\n", start, _entry_start(self.text, opening + 1, path[-1]))


def _entry_start(text: str, position: int, number: int) -> int:
    """Return where the entry with a number begins in the list whose bracket opens before a position."""
    depth = 0
    while position < len(text):
        piece = _PIECE.match(text, position)
        sign = piece[0] if piece else ""
        if not number and not sign.isspace() and not sign.startswith("#"):
            break
        depth += (sign in ("[", "{")) - (sign in ("]", "}"))
        number -= sign == "," and not depth
        position += len(sign)
    return position


def _clipped(words: str) -> str:
    return words if len(words) <= 60 else words[:59] + "…"
