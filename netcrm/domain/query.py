"""The query language: text to a tree of words and terms, and back.

Words stand beside each other for *and*, `OR` joins alternatives and binds less, `-` negates a word, a term or a group,
parentheses group, quotes make a phrase or hold a value with spaces (a quote inside is written twice). The tree is
what the store turns into its own query; nothing here knows where people are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from netcrm.domain.query_terms import FIELD_HELP, Field, Operator, Term, near_words, quoted, read_term
from netcrm.domain.text import fold
from netcrm.errors import QueryProblem, UsageProblem

__all__ = ["FIELD_HELP", "And", "Everything", "Field", "Node", "Not", "Operator", "Or", "Query", "Term", "Word",
           "parse_query"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Everything:
    """The empty query, which all contacts answer."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase to look for in names, organisations, notes and interactions, as typed."""

    text: str
    is_phrase: bool = False
    """Written in quotes: its words follow each other, and the last one is whole."""
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return quoted(self.text) if self.is_phrase or not _is_plain_word(self.text) else self.text


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold: two or more, none itself an `And`."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(_grouped(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds: two or more, none itself an `Or`."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(part) if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; never itself a `Not`."""

    part: Node

    def __str__(self) -> str:
        return f"-{_grouped(self.part)}"


Node = And | Or | Not | Word | Term
Query = Node | Everything

_MOST_PARTS = 200
"""Words and terms in a query: far more than anybody types, far fewer than a database refuses."""
_DEEPEST = 50
_FIELD_SHAPE = re.compile(r"([^\W\d_]+):(?!//)")
_OPERATOR = re.compile(r">=|<=|>|<")
_SPACE = re.compile(r"\s+")
_BARE = re.compile(r"[^\s()]+")
_JOINERS = frozenset({"OR", "AND"})


def parse_query(text: str, today: date, *, day_first: bool | None = None) -> Query:
    """Return the tree of a query as typed; `Everything` for one of white space alone.

    `today` is what ages and dates such as `90d` or `last:<fri` count from; `day_first` is the user's order in `3/12`.
    A word without letter or digit (`&`, a dash) is passed over.

    Raises:
        QueryProblem: The query has a mistake; the error names its position.
    """
    tokens = _read_tokens(text, today, day_first)
    if not tokens:
        return Everything()
    node = _Parser(text, tokens).whole()
    if node is None:
        raise QueryProblem(text, tokens[0].position, "there is no letter or digit to look for.")
    return node


class _Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    MINUS = auto()
    EITHER = auto()
    LEAF = auto()
    NOTHING = auto()
    """A word without letter or digit, or the joiner AND."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: _Kind
    position: int
    leaf: Word | Term | None = None


def _read_tokens(text: str, today: date, day_first: bool | None) -> list[_Token]:
    tokens: list[_Token] = []
    leaves = 0
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        token, at = _read_token(text, at, today, day_first)
        tokens.append(token)
        leaves += token.kind is _Kind.LEAF
        if leaves > _MOST_PARTS:
            raise QueryProblem(text, token.position, f"it has more than {_MOST_PARTS} words. Leave some out.")
    return tokens


def _read_token(text: str, at: int, today: date, day_first: bool | None) -> tuple[_Token, int]:
    """Return the token that begins at `at`, and where it ends."""
    sign = text[at]
    if sign == "(" or sign == ")":
        return _Token(_Kind.OPEN if sign == "(" else _Kind.CLOSE, at), at + 1
    if sign == '"':
        words, end = _read_quoted(text, at)
        return (_Token(_Kind.LEAF, at, Word(words, True, at)) if fold(words) else _Token(_Kind.NOTHING, at)), end
    following = text[at + 1 : at + 2]
    if sign == "-" and following and following != ")" and not following.isspace():
        return _Token(_Kind.MINUS, at), at + 1
    if shape := _FIELD_SHAPE.match(text, at):
        return _read_term(text, shape, today, day_first)
    bare = _BARE.match(text, at)
    word = bare[0] if bare else sign
    end = at + len(word)
    if word == "OR":
        return _Token(_Kind.EITHER, at), end
    if word == "AND" or not fold(word):
        return _Token(_Kind.NOTHING, at), end
    return _Token(_Kind.LEAF, at, Word(word, False, at)), end


def _read_quoted(text: str, at: int) -> tuple[str, int]:
    """Return what stands in the quotes that open at `at`, and where they end."""
    end = at + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            raise QueryProblem(text, at, "this quote is never closed. Put another one after the last word.")
        if text[end + 1 : end + 2] != '"':
            return text[at + 1 : end].replace('""', '"'), end + 1
        end += 2


def _read_term(text: str, shape: re.Match[str], today: date, day_first: bool | None) -> tuple[_Token, int]:
    start, at = shape.start(), shape.end()
    name = shape[1].casefold()
    if name not in list(Field):
        near = near_words(name, Field)
        advice = f"Near: {', '.join(near)}." if near else f"Known fields: {', '.join(Field)}."
        quoted_word = quoted(shape[1] + ":")
        raise QueryProblem(
            text, start, f"“{shape[1]}:” is no field. {advice} Quote it ({quoted_word}) to find the word."
        )
    operator = Operator.IS
    if sign := _OPERATOR.match(text, at):
        operator, at = Operator(sign[0]), sign.end()
    if text[at : at + 1] == '"':
        value, end = _read_quoted(text, at)
    else:
        bare = _BARE.match(text, at)
        value = bare[0] if bare else ""
        end = at + len(value)
    try:
        term = read_term(Field(name), operator, value, start, today, day_first=day_first)
    except UsageProblem as problem:
        raise QueryProblem(text, at if value else start, str(problem)) from None
    return _Token(_Kind.LEAF, start, term), end


class _Parser:
    """Joins tokens to a tree, by recursive descent; a part that says nothing is None."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._next = 0

    def whole(self) -> Node | None:
        node = self._alternatives(0)
        if token := self._peek():
            raise QueryProblem(self._text, token.position, "this parenthesis was never opened. Take it away.")
        return node

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _alternatives(self, depth: int) -> Node | None:
        sides = [self._sequence(depth)]
        while (token := self._peek()) and token.kind is _Kind.EITHER:
            self._next += 1
            sides.append(self._sequence(depth))
            if sides[-2] is None or sides[-1] is None:
                raise QueryProblem(self._text, token.position, "OR needs something to find on both sides.")
        parts = [side for side in sides if side is not None]
        flat = [p for part in parts for p in (part.parts if isinstance(part, Or) else (part,))]
        return Or(tuple(flat)) if len(flat) > 1 else parts[0] if parts else None

    def _sequence(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while (token := self._peek()) and token.kind not in (_Kind.CLOSE, _Kind.EITHER):
            part = self._part(token, depth)
            if part is not None:
                parts.extend(part.parts if isinstance(part, And) else (part,))
        return And(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def _part(self, first: _Token, depth: int) -> Node | None:
        """Return a word, term or group, and what stands before it as negation."""
        negated = False
        token: _Token | None = first
        while token and token.kind is _Kind.MINUS:
            negated = not negated
            self._next += 1
            token = self._peek()
        if token is None or token.kind in (_Kind.CLOSE, _Kind.EITHER):
            raise QueryProblem(self._text, first.position, "“-” needs something after it to leave out.")
        self._next += 1
        part = self._group(token, depth + 1) if token.kind is _Kind.OPEN else token.leaf
        if part is None or not negated:
            return part
        return part.part if isinstance(part, Not) else Not(part)

    def _group(self, opening: _Token, depth: int) -> Node:
        if depth > _DEEPEST:
            raise QueryProblem(self._text, opening.position, f"more than {_DEEPEST} parentheses stand in each other.")
        node = self._alternatives(depth)
        if self._peek() is None:
            raise QueryProblem(self._text, opening.position, "this parenthesis is never closed. Add one at the end.")
        self._next += 1
        if node is None:
            raise QueryProblem(self._text, opening.position, "there is nothing to find in these parentheses.")
        return node


def _grouped(node: Node) -> str:
    return f"({node})" if isinstance(node, And | Or) else str(node)


def _is_plain_word(text: str) -> bool:
    """Whether a word reads back as itself without quotes."""
    return bool(_BARE.fullmatch(text) and text[0] not in '-"' and text not in _JOINERS and not _FIELD_SHAPE.match(text))
