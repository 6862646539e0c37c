"""Message templates: text files with fields, read with care and filled in.

A file begins with `Subject: …`, may go on with `Title: …` (what lists call it) and `Request: yes` (its messages are
checked as requests), and has the text after an empty line. Fields stand in `{{ }}`, alternatives in `{% if %}`: the
words of Jinja2, of which a template may use no more than that and a few filters. It has no loops, variables, calls,
attributes or other files, so that whatever a stranger's template holds, it ends, stays small and reaches nothing; the
sandbox of Jinja2 stands behind that. What goes in is plain text and stays it: a field is a value, never a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from netcrm.domain.text import clean_line, clean_text
from netcrm.errors import UsageProblem

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from jinja2.nodes import Node

FIELDS = (
    "name", "first_name", "last_name", "salutation", "organisation", "title", "role", "city", "last_channel",
    "last_date", "last_words", "connection", "news", "topic", "me", "my_institution", "today",
)  # fmt: skip
"""All that a template may name."""
FILTERS = ("upper", "lower", "capitalize", "title", "trim", "default")
"""`default` gives another text for an empty field; the others take nothing in brackets."""
LONGEST = 20_000
"""Characters of a template, and of what it may make."""
_DEEPEST = 40
"""Levels of nesting; Python's own parser gives up at 100."""
_ALLOWED = frozenset({
    "Template", "Output", "TemplateData", "Name", "Const", "If", "CondExpr", "Compare", "Operand", "And", "Or", "Not",
    "Filter", "Concat",
})  # fmt: skip
"""The kinds of nodes of a parsed template, by their names in `jinja2.nodes`."""
_REFUSED = {
    "For": "may not loop",
    "Call": "may not call anything",
    "Getattr": "may not reach for “.{attr}”",
    "Getitem": "may not reach into a field with [ ]",
    "Assign": "may not set a variable",
    "AssignBlock": "may not set a variable",
    "With": "may not set a variable",
    "Include": "may not bring in another file",
    "Import": "may not bring in another file",
    "FromImport": "may not bring in another file",
    "Extends": "may not bring in another file",
    "Macro": "may not define a macro",
    "Block": "may not define a block",
    "Test": "may not use “is”; “{{% if news %}}” asks whether a field is filled in",
}
_ONLY_TAGS = re.compile(r"[ \t]*(?:\{%(?:(?!%\}).)*%\}[ \t]*)+")
_HEADER = re.compile(r"(?P<key>[A-Za-z]+)[ \t]*:[ \t]*(?P<value>.*)")


class TemplateProblem(UsageProblem):
    """A template that cannot be used; the sentence names the file and, where there is one, the line."""

    def __init__(self, where: str, line: int | None, reason: str) -> None:
        place = f"{where}, line {line}" if line else where
        super().__init__(f"{clean_line(place)}: {clean_line(reason).rstrip('.')}.")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A template filled in."""

    subject: str
    """One line."""
    body: str
    """Lines, with one empty line at most between paragraphs."""


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A template that was read and may be filled in."""

    where: str
    """The file, for people."""
    title: str
    """What lists call it; empty where the file does not say."""
    is_request: bool
    fields: frozenset[str]
    """Those of `FIELDS` that it uses."""
    subject: Template
    body: Template

    def fill(self, values: Mapping[str, str]) -> Rendered:
        """Return the text with `values` in it; fields that are not among them are empty.

        Raises:
            TemplateProblem: more comes out of it than a message may have.
        """
        known = {field: clean_text(values.get(field, "")) for field in FIELDS}
        subject = clean_line(self._made(self.subject, known))
        lines = [line.rstrip() for line in clean_text(self._made(self.body, known)).split("\n")]
        return Rendered(subject, re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())

    def _made(self, template: Template, values: Mapping[str, str]) -> str:
        pieces: list[str] = []
        length = 0
        for piece in template.generate(values):
            length += len(piece)
            if length > LONGEST:
                raise TemplateProblem(self.where, None, f"more than {LONGEST:,} characters come out of it, too many")
            pieces.append(piece)
        return "".join(pieces)


def read_template(text: str, where: str) -> MessageTemplate:
    """Return the template that a file's text holds; `where` names the file in sentences.

    Raises:
        TemplateProblem: it cannot be used.
    """
    if len(text) > LONGEST:
        raise TemplateProblem(where, None, f"a template has at most {LONGEST:,} characters, this one has {len(text):,}")
    lines = clean_text(text).split("\n")
    end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    headers = _read_headers(lines[:end], where)
    body = "\n".join(lines[end + 1 :])
    if not body.strip():
        raise TemplateProblem(where, None, "a text belongs under the subject, after an empty line")
    request = headers.get("request", "no").casefold()
    if request not in ("yes", "no"):
        raise TemplateProblem(where, list(headers).index("request") + 1, f"Request is yes or no, not “{request}”")
    subject_fields, subject = _compiled(headers["subject"], where, 0)
    body_fields, body_template = _compiled(body, where, end + 1)
    return MessageTemplate(
        where=where,
        title=headers.get("title", ""),
        is_request=request == "yes",
        fields=subject_fields | body_fields,
        subject=subject,
        body=body_template,
    )


def _read_headers(lines: list[str], where: str) -> dict[str, str]:
    """Return the lines above the text by their keys, in lower case and in their order."""
    headers: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        header = _HEADER.fullmatch(line)
        key = header["key"].casefold() if header else ""
        if number == 1 and (header is None or key != "subject" or not header["value"].strip()):
            raise TemplateProblem(where, 1, "the first line is “Subject: ” and the subject")
        if header is None or key not in ("subject", "title", "request") or key in headers:
            raise TemplateProblem(
                where, number, "an empty line belongs between the subject and the text; only Title: and Request: may"
                " stand before it",
            )  # fmt: skip
        headers[key] = header["value"].strip()
    if not headers:
        raise TemplateProblem(where, 1, "the first line is “Subject: ” and the subject")
    return headers


def _compiled(source: str, where: str, lines_before: int) -> tuple[frozenset[str], Template]:
    """Return a part of a template ready to be filled in, and the fields in it."""
    from jinja2 import TemplateSyntaxError

    environment = _environment()
    try:
        tree = environment.parse("\n".join(map(_keeping_its_end, source.split("\n"))))
        fields = frozenset(_fields(tree, where, lines_before))
        return fields, environment.from_string(tree)
    except TemplateSyntaxError as problem:
        raise TemplateProblem(where, problem.lineno + lines_before, problem.message or "it cannot be read") from None
    except ValueError:  # a number of more digits than Python reads
        raise TemplateProblem(where, lines_before + 1, "it holds a number, which a template has no use for") from None
    except RecursionError:
        raise TemplateProblem(where, lines_before + 1, "it is nested too deeply to be read") from None


def _keeping_its_end(line: str) -> str:
    """Return a line that ends in a tag so that its line end stays, unless it is made of tags alone.

    Jinja2 can take the line end after every tag or after none. People mean: a line of tags is no line of the text.
    """
    text = line.rstrip()
    if not text.endswith("%}") or text[-3:-2] in ("-", "+") or "raw" in text or _ONLY_TAGS.fullmatch(text):
        return line
    return f"{text[:-2]}+%}}"


def _fields(tree: Node, where: str, lines_before: int) -> Iterator[str]:
    """Yield the fields that a parsed template uses, and refuse what it may not use."""
    waiting: list[tuple[Node, int, int]] = [(tree, 0, 1)]
    while waiting:
        node, depth, line_above = waiting.pop()
        line_here = node.lineno or line_above  # operands know no line
        line = line_here + lines_before
        kind = type(node).__name__
        if depth > _DEEPEST:
            raise TemplateProblem(where, line, "it is nested too deeply to be read")
        if kind not in _ALLOWED:
            words = _REFUSED.get(kind, "may use fields, “{{% if %}}” and filters only")
            raise TemplateProblem(where, line, f"a template {words.format(attr=getattr(node, 'attr', ''))}")
        if reason := _misused(node):
            raise TemplateProblem(where, line, reason)
        if kind == "Name":
            yield getattr(node, "name", "")
        waiting += [(child, depth + 1, line_here) for child in reversed(list(node.iter_child_nodes()))]


def _misused(node: Node) -> str:
    """Return what is wrong with the use of a node that a template may have; nothing where it is well.

    All values are texts, and what could fail with texts while a message is written is refused here.
    """
    from jinja2 import nodes

    if isinstance(node, nodes.Name) and node.name not in FIELDS:
        return _unknown_field(node.name)
    if isinstance(node, nodes.Filter):
        if node.name not in FILTERS:
            return f"there is no filter “{node.name}”; known: {', '.join(FILTERS)}"
        wanted = 1 if node.name == "default" else 0
        if node.node is None or len(node.args) != wanted or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return f"the filter “{node.name}” takes {'one text' if wanted else 'nothing'} in brackets"
    if isinstance(node, nodes.Const) and not isinstance(node.value, str):
        return f"“{node.value}” is no text; write it in quotes"
    if isinstance(node, nodes.Operand) and node.op not in ("eq", "ne"):
        return "fields are compared by == and != only"
    if isinstance(node, nodes.CondExpr) and node.expr2 is None:
        return "an “if” inside “{{ }}” needs an “else”"
    return ""


def _unknown_field(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, FIELDS, cutoff=0.5) or FIELDS
    return f"there is no field “{name}”; {'near' if len(near) < len(FIELDS) else 'known'}: {', '.join(near)}"


@cache
def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, cache_size=0
    )
    environment.filters["default"] = lambda value, other: value or other
    return environment
