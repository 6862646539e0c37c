"""What stands left of a content line's colon: property, group, types and other parameters. All in linear time.

A file has a few dozen different headers, so that each is parsed once and remembered with all that its lines need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from netcrm.formats.vcard.labels import LINKS, label_of

_NAME = re.compile(r"[A-Za-z0-9][\w./-]*", re.ASCII)
_CARET = re.compile(r"\^([n^'])")
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_LONG_HEAD = 1000
"""Headers longer than this, in characters, are not remembered."""
_HEADS_LIMIT = 4096
"""How many headers are remembered; a file has a few dozen."""
LINK = "links"
"""What all lines that are links are gathered as."""
OWN = "X-NETCRM-"
"""What netcrm's own lines are gathered as; their names begin with it."""
ALTERNATIVE = "X-NETCRM-ALTERNATIVE"
"""The parameter that marks an alternative which netcrm passes on beside a line of its own."""
_SAID_ONCE = frozenset({"ADR", "BDAY", "NICKNAME", "NOTE", "ORG", "ROLE", "TITLE"})
"""Properties of which one of several alternatives is taken. Other spellings of a name are names too."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands left of a content line's colon."""

    name: str
    """Upper case."""
    group: str = ""
    types: tuple[str, ...] = ()
    """Lower case, from TYPE= and from parameters without a name."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Upper-case name to value, but for TYPE, PREF, ENCODING and CHARSET."""
    encoding: str = ""
    """`QUOTED-PRINTABLE`, `BASE64` or nothing."""
    charset: str = ""
    preference: int = 0
    """1 for the one preferred most, up to 100; 0 where nothing is said."""
    written: str = ""
    """The whole of it as it was written."""
    gathered_as: str = field(init=False)
    """The name under which its line is gathered with others of its kind: that of the property, but for links and for
    netcrm's own lines."""
    alternative: str = field(init=False)
    """What ALTID says: lines of one property that share it say one thing in several ways (RFC 6350, 5.4)."""
    label: str = field(init=False)
    """What people read for the types and the group."""
    is_preferred: bool = field(init=False)

    def __post_init__(self) -> None:
        own_or_named = OWN if self.name.startswith(OWN) else self.name
        object.__setattr__(self, "gathered_as", LINK if self.name in LINKS else own_or_named)
        object.__setattr__(self, "alternative", self.parameters.get("ALTID", "") if self.name in _SAID_ONCE else "")
        object.__setattr__(self, "label", label_of(self.types, self.group))
        object.__setattr__(self, "is_preferred", 0 < self.preference <= 100)

    @property
    def is_plain(self) -> bool:
        """Whether the value of its line is text as it stands, and neither opens nor closes a card."""
        return self.encoding != "QUOTED-PRINTABLE" and self.name not in ("BEGIN", "END", "AGENT")

    def is_alternative_to(self, before: Header) -> bool:
        """Whether its line says in another way what the line `before`, of the same property, has said."""
        return self.alternative != "" and (self.alternative == before.alternative or ALTERNATIVE in self.parameters)


PLAIN_HEADERS: dict[str, Header] = {}
"""Headers by how they are written, whose lines need nothing but to be cut at the first colon."""


def header_of(head: str) -> Header | None:
    """Return the header written in `head`, remembered from the last time, or `None` where no property is called so."""
    return _remembered_header(head) if len(head) <= _LONG_HEAD else parse_header(head)


@lru_cache(maxsize=_HEADS_LIMIT)
def _remembered_header(head: str) -> Header | None:
    header = parse_header(head)
    if header is not None and header.is_plain and head.count('"') % 2 == 0:
        if len(PLAIN_HEADERS) >= _HEADS_LIMIT:
            PLAIN_HEADERS.clear()
        PLAIN_HEADERS[head] = header
    return header


def parse_header(head: str) -> Header | None:
    """Return the header written in `head`, or `None` where no property can be called so."""
    first, *rest = split_outside_quotes(head, ";")
    group, _, name = first.strip().lstrip("\ufeff").rpartition(".")
    if not _NAME.fullmatch(name):
        return None
    types: list[str] = []
    parameters: dict[str, str] = {}
    encoding = charset = ""
    preference = 0
    for parameter in rest:
        key, equals, value = parameter.partition("=")
        key = key.strip().upper()
        if not equals:
            if key in _ENCODINGS:
                encoding = key
            elif key:
                types.append(key.lower())
        elif key == "TYPE":
            types += [t for part in split_outside_quotes(value, ",") for t in _type_values(part)]
        elif key == "ENCODING":
            encoding = _unquote(value).upper()
        elif key == "CHARSET":
            charset = _unquote(value)
        elif key == "PREF":
            number = _unquote(value)
            preference = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1
        else:
            parameters[key] = _unquote(value)
    if "pref" in types and not preference:
        preference = 1
    encoding = {"B": "BASE64", "QUOTED-PRINTABLE": encoding, "BASE64": encoding}.get(encoding, "")
    return Header(name.upper(), group, tuple(dict.fromkeys(types)), parameters, encoding, charset, preference, head)


def parameters_of(head: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the parameters written in `head`, but for those that say how the value is encoded.

    Each has its name in upper case and its values without quotation marks; vCard 2.1's bare ones are types.
    """
    _, *rest = split_outside_quotes(head, ";")
    for parameter in rest:
        key, equals, value = parameter.partition("=")
        key = key.strip().upper()
        if not equals and key and key not in _ENCODINGS:
            yield "TYPE", [key.lower()]
        elif equals and key not in ("ENCODING", "CHARSET"):
            yield key, [_unquote(part).strip() for part in split_outside_quotes(value, ",")]


def _type_values(text: str) -> list[str]:
    """Return the types in one value of TYPE; 4.0 writes lists of them in quotation marks."""
    return [value.strip().lower() for value in _unquote(text).split(",") if value.strip()]


def _unquote(value: str) -> str:
    """Return a parameter's value without quotation marks, and with the escapes of RFC 6868 resolved."""
    value = value.strip().strip('"')
    if "^" in value:
        value = _CARET.sub(lambda match: {"n": "\n", "'": '"'}.get(match[1], "^"), value)
    return value


def split_outside_quotes(text: str, separator: str) -> list[str]:
    """Return the parts of `text` between the separators that stand outside quotation marks."""
    if '"' not in text or text.count('"') % 2:
        return text.split(separator)
    parts = []
    start = 0
    is_quoted = False
    for position, letter in enumerate(text):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter == separator and not is_quoted:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]
