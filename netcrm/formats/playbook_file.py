"""Playbooks as TOML files, read strictly: whatever is wrong is one sentence that names file, line and key.

The same form keeps the playbook of a run as it was when the run began.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from netcrm.domain.interval import Interval, parse_interval
from netcrm.domain.playbooks.playbook import FIELDS, START, Offset, Part, Playbook, Step, StopRule, When, parse_offset
from netcrm.domain.playbooks.playbook import unknown_fields as fields_not_known
from netcrm.domain.text import clean_line
from netcrm.errors import Unreadable, UsageProblem
from netcrm.formats.playbook_order import refuse_steps_that_never_come
from netcrm.formats.toml_lines import Path, line_of, read_document

_KEYS = ("title", "summary", "stop", "inside", "then_cadence", "step")
_STEP_KEYS = ("id", "after", "since", "when", "to", "title", "otherwise", "message", "only", "rolls")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_Choice = TypeVar("_Choice", bound=StrEnum)


class PlaybookProblem(Unreadable):
    """A playbook that cannot be used: the sentence names file, line and key."""


def problem_at(text: str, file: str, path: Path, what: str) -> PlaybookProblem:
    """Return the problem of a key, with the line on which it stands."""
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    named = f", “{key}”" if key else ""
    return PlaybookProblem(f"{file}, line {line_of(text, path)}{named}: {what}")


def read_playbook(text: str, name: str, file: str) -> Playbook:
    """Return the playbook that a file holds.

    Args:
        text: What stands in the file.
        name: What the playbook is called: the name of the file without `.toml`.
        file: The file as errors name it.

    Raises:
        PlaybookProblem: It is no TOML, or no playbook.
    """
    document = read_document(text, file, PlaybookProblem, what="playbook")
    return _Reader(text, file).playbook(document, name)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values of one file, and says where one is wrong."""

    text: str
    file: str

    def refuse(self, path: Path, what: str) -> NoReturn:
        raise problem_at(self.text, self.file, path, what)

    def playbook(self, document: Mapping[str, Any], name: str) -> Playbook:
        self._only(document, _KEYS, ())
        tables = document.get("step", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self.refuse(("step",), "steps are written as tables, each under a line [[step]].")
        title, summary = self._words(document, "title", ()), self._words(document, "summary", ())
        if not tables:
            self.refuse((), f"“{title}” has no step. Write one under a line [[step]].")
        steps = tuple(self._step(table, ("step", number)) for number, table in enumerate(tables))
        inside = self._slug(document, "inside", (), what="the name of a playbook") if "inside" in document else ""
        if inside == name:
            self.refuse(("inside",), "a playbook cannot propose itself.")
        found = Playbook(
            name=name,
            title=title,
            summary=summary,
            steps=steps,
            stop=self._stop(document),
            inside=inside,
            then_cadence=self._cadence(document),
        )
        refuse_steps_that_never_come(found, self.refuse)
        return found

    def _step(self, table: Mapping[str, Any], path: Path) -> Step:
        self._only(table, _STEP_KEYS, path)
        step_id = self._slug(table, "id", path, what="a name such as “second”")
        if step_id == START:
            self.refuse((*path, "id"), f"“{START}” is the day of the start. Call the step something else.")
        when = self._choice(table, "when", path, When.ALWAYS)
        if when.waits and "since" in table:
            self.refuse((*path, "since"), f"a step that is laid down when {when} counts from that day. Leave this out.")
        to = self._choice(table, "to", path, Part.FIRST)
        if to is Part.SECOND and "otherwise" not in table:
            self.refuse((*path, "to"), "say in “otherwise” what to do where there is no second person.")
        if to is Part.FIRST and "otherwise" in table:
            self.refuse((*path, "otherwise"), 'this is for steps with to = "second". Leave it out.')
        return Step(
            id=step_id,
            title=self._title(table, "title", path),
            after=self._offset(table, path),
            since=self._slug(table, "since", path, what="“start” or the id of a step") if "since" in table else START,
            when=when,
            to=to,
            otherwise=self._title(table, "otherwise", path) if "otherwise" in table else "",
            message=self._slug(table, "message", path, what="the name of a message template")
            if "message" in table
            else "",
            only=self._only_first(table, path),
            rolls=self._flag(table, "rolls", path, default=True),
        )

    def _only(self, table: Mapping[str, Any], known: tuple[str, ...], path: Path) -> None:
        for key in table:
            if key not in known:
                self.refuse((*path, key), f"this key is not known here. Known: {', '.join(known)}.")

    def _text(self, table: Mapping[str, Any], key: str, path: Path) -> str:
        if key not in table:
            self.refuse(path, f"the key “{key}” is missing.")
        value = table[key]
        if not isinstance(value, str):
            self.refuse((*path, key), "this is a text and stands in quotation marks.")
        return value

    def _words(self, table: Mapping[str, Any], key: str, path: Path) -> str:
        words = clean_line(self._text(table, key, path))
        if not words:
            self.refuse((*path, key), "this needs some words.")
        return words

    def _title(self, table: Mapping[str, Any], key: str, path: Path) -> str:
        words = self._words(table, key, path)
        wrong = fields_not_known(words)
        if wrong:
            shown = wrong[0] if wrong[0] in "{}" and wrong[0] else f"{{{wrong[0]}}}"
            known = ", ".join(f"{{{field}}}" for field in FIELDS)
            self.refuse((*path, key), f"{shown} is no field. Use {known}.")
        return words

    def _slug(self, table: Mapping[str, Any], key: str, path: Path, *, what: str) -> str:
        words = self._text(table, key, path)
        if not _SLUG.fullmatch(words):
            self.refuse(
                (*path, key), f"this is {what}, in small letters, digits and dashes; not “{clean_line(words)}”."
            )
        return words

    def _choice(self, table: Mapping[str, Any], key: str, path: Path, default: _Choice) -> _Choice:
        if key not in table:
            return default
        words, kind = self._text(table, key, path), type(default)
        if words not in list(kind):
            self.refuse((*path, key), f"“{clean_line(words)}” is none of {', '.join(kind)}.")
        return kind(words)

    def _offset(self, table: Mapping[str, Any], path: Path) -> Offset:
        words = self._text(table, "after", path)
        try:
            return parse_offset(words)
        except UsageProblem as problem:
            self.refuse((*path, "after"), str(problem))

    def _only_first(self, table: Mapping[str, Any], path: Path) -> int | None:
        value = table.get("only")
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            self.refuse((*path, "only"), "this is how many of the people started together it is for: 1 or more.")
        return value

    def _flag(self, table: Mapping[str, Any], key: str, path: Path, *, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            self.refuse((*path, key), "this is true or false.")
        return value

    def _stop(self, document: Mapping[str, Any]) -> frozenset[StopRule]:
        value = document.get("stop", [])
        if not isinstance(value, list) or not all(isinstance(rule, str) for rule in value):
            self.refuse(("stop",), f'this is a list of what ends a run, such as ["{StopRule.ANSWERED}"].')
        for rule in value:
            if rule not in list(StopRule):
                self.refuse(("stop",), f"“{clean_line(rule)}” is none of {', '.join(StopRule)}.")
        return frozenset(map(StopRule, value))

    def _cadence(self, document: Mapping[str, Any]) -> Interval | None:
        if "then_cadence" not in document:
            return None
        try:
            return parse_interval(self._text(document, "then_cadence", ()))
        except UsageProblem as problem:
            self.refuse(("then_cadence",), str(problem))


def playbook_text(playbook: Playbook, steps: tuple[Step, ...] | None = None) -> str:
    """Return a playbook as the text of a file, with all its steps or with those given."""
    lines = [f"title = {_quoted(playbook.title)}", f"summary = {_quoted(playbook.summary)}"]
    if playbook.stop:
        lines.append(f"stop = [{', '.join(_quoted(rule) for rule in sorted(playbook.stop))}]")
    if playbook.inside:
        lines.append(f"inside = {_quoted(playbook.inside)}")
    if playbook.then_cadence:
        lines.append(f"then_cadence = {_quoted(str(playbook.then_cadence))}")
    for step in playbook.steps if steps is None else steps:
        lines += ["", "[[step]]", f"id = {_quoted(step.id)}", f"after = {_quoted(str(step.after))}"]
        if step.since != START:
            lines.append(f"since = {_quoted(step.since)}")
        if step.when is not When.ALWAYS:
            lines.append(f"when = {_quoted(step.when)}")
        if step.to is not Part.FIRST:
            lines.append(f"to = {_quoted(step.to)}")
        lines.append(f"title = {_quoted(step.title)}")
        if step.otherwise:
            lines.append(f"otherwise = {_quoted(step.otherwise)}")
        if step.message:
            lines.append(f"message = {_quoted(step.message)}")
        if step.only is not None:
            lines.append(f"only = {step.only}")
        if not step.rolls:
            lines.append("rolls = false")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a text as TOML writes it; the escapes of JSON are among those of TOML, and cleaned text has no others."""
    return json.dumps(str(text), ensure_ascii=False)
