"""A second reader of cards for tests: small, strict where it can be, and sharing nothing with netcrm's own.

It is written against RFC 6350 (vCard 4.0), RFC 2426 (3.0) and the vCard 2.1 text, and reads FN, N, EMAIL, TEL, ORG,
TITLE, ADR, URL, NICKNAME, NOTE and BDAY. Beyond them it knows only what a file cannot be read without: line ends of
other systems, a card inside a card, and bytes that no charset was declared for.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

READ = ("FN", "N", "EMAIL", "TEL", "ORG", "TITLE", "ADR", "URL", "NICKNAME", "NOTE", "BDAY")

_BEGIN = re.compile(rb"BEGIN\s*:\s*VCARD\s*", re.I)
_END = re.compile(rb"END\s*:\s*VCARD\s*", re.I)
_AGENT = re.compile(rb"(?:\w+\.)?AGENT\b[^:]*:\s*(?P<begin>BEGIN:VCARD)?\s*", re.I)
_ENCODINGS = ("QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT")


class Property(NamedTuple):
    """A property: its value is text, with the escapes of its version still in it."""

    name: str
    parameters: dict[str, list[str]]
    value: str


@dataclass(frozen=True)
class SecondCard:
    """What the second reader finds in one outermost card."""

    version: str
    properties: tuple[Property, ...]

    def texts(self, name: str) -> list[str]:
        """Return the values of a property that is one text, without empty ones."""
        found = (self._unescaped(one.value) for one in self._of(name))
        return [text for text in found if text.strip()]

    def uris(self, name: str) -> list[str]:
        """Return the values of a property that is a URI: it has no escapes but those that 3.0 writers put in."""
        return [text for text in self.texts(name) if text]

    def lists(self, name: str) -> list[str]:
        """Return the values of a property that is a list of texts (RFC 6350, 6.2.3)."""
        parts = (part for one in self._of(name) for part in self._split(one.value, ","))
        return [text for text in map(self._unescaped, parts) if text.strip()]

    def structures(self, name: str) -> list[list[str]]:
        """Return the values of a structured property, each as its components, without those that are all empty."""
        found = ([self._unescaped(part) for part in self._split(one.value, ";")] for one in self._of(name))
        return [parts for parts in found if any(part.strip() for part in parts)]

    def names(self) -> list[list[list[str]]]:
        """Return the values of N: components, each a list of values (RFC 6350, 6.2.2); 2.1 knows no lists."""
        found = []
        for one in self._of("N"):
            parts = self._split(one.value, ";")
            values = [[part] if self.version == "2.1" else self._split(part, ",") for part in parts]
            found.append([[self._unescaped(value).strip() for value in part] for part in values])
        return [parts for parts in found if any(value for part in parts for value in part)]

    @property
    def is_readable(self) -> bool:
        """Whether any of the properties that are read here says something."""
        return any(one.value.strip(" ;,") for name in READ for one in self._of(name))

    def parameters(self, name: str) -> list[dict[str, list[str]]]:
        """Return the parameters of each property of a name."""
        return [one.parameters for one in self._of(name)]

    def _of(self, name: str) -> list[Property]:
        return [one for one in self.properties if one.name == name]

    def _unescaped(self, value: str) -> str:
        if self.version == "2.1":
            return re.sub(r"\\([;\\])", r"\1", value)
        return re.sub(r"\\([\\,;:nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)

    @staticmethod
    def _split(value: str, separator: str) -> list[str]:
        """Return the parts of `value`; a backslash takes the character after it with it."""
        parts = [""]
        letters = iter(value)
        for letter in letters:
            if letter == "\\":
                parts[-1] += letter + next(letters, "")
            elif letter == separator:
                parts.append("")
            else:
                parts[-1] += letter
        return parts


def second_read(data: bytes) -> list[SecondCard]:
    """Return the outermost cards of a file."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    physical = data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return [_card(lines) for lines in _outermost(physical)]


def _outermost(physical: list[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of each outermost card, without those of cards inside it and without its own BEGIN and END."""
    lines: list[bytes] = []
    depth = 0
    for line in physical:
        agent = _AGENT.fullmatch(line) if depth else None
        if _BEGIN.fullmatch(line) or (agent and agent["begin"]):
            depth += 1
            if depth == 1:
                lines = []
        elif _END.fullmatch(line):
            depth -= 1
            if not depth:
                yield lines
        elif depth == 1:
            lines.append(line)
    if depth:
        yield lines


def _card(physical: list[bytes]) -> SecondCard:
    lines = list(_unfolded(physical))
    heads = [line.partition(b":")[0].strip().upper() for line in lines]
    version = next(
        (line.partition(b":")[2].strip() for line, h in zip(lines, heads, strict=True) if h == b"VERSION"), b""
    )
    properties = tuple(one for one in map(_property, lines) if one is not None)
    return SecondCard(version.decode("ascii", "replace"), properties)


def _unfolded(physical: list[bytes]) -> Iterator[bytes]:
    """Yield logical lines: a space or tab continues the line before; a soft break ends in `=` (RFC 2045, 6.7)."""
    held: bytes | None = None
    is_soft = False
    for line in physical:
        if held is not None and is_soft:
            held = held.rstrip(b" \t")[:-1] + line
        elif held is not None and line[:1] in (b" ", b"\t"):
            held += line[1:]
        else:
            if held is not None:
                yield held
            held = line
        is_quoted = b"QUOTED-PRINTABLE" in held.partition(b":")[0].upper()
        is_soft = is_quoted and line.rstrip(b" \t").endswith(b"=")
    if held is not None:
        yield held


def _property(line: bytes) -> Property | None:
    """Return the property of a content line; nothing for a line that is none."""
    found = re.match(rb'(?P<head>[A-Za-z0-9][\w./ -]*(?:;(?:"[^"]*"|[^":])*)?):(?P<value>.*)', line, re.DOTALL)
    if found is None:
        return None
    name, *rest = _semicolons(_text(found["head"], ""))
    parameters: dict[str, list[str]] = {}
    for one in rest:
        key, equals, value = one.partition("=")
        key = key.strip().upper()
        if not equals:  # 2.1 leaves the names of parameters out
            key, value = ("ENCODING" if key in _ENCODINGS else "TYPE"), key
        parameters.setdefault(key, []).extend(part.strip('" ') for part in value.split(","))
    data = found["value"]
    if parameters.get("ENCODING", [""])[0].upper() == "QUOTED-PRINTABLE":
        # An encoded semicolon is none that separates (2.1, section 2.1.3).
        data = quopri.decodestring(re.sub(rb"(?<!\\)=3B", rb"\\;", data, flags=re.I))
    name = name.strip().rpartition(".")[2].upper()
    return Property(name, parameters, _text(data, next(iter(parameters.get("CHARSET", [])), "")))


def _semicolons(head: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|[^;"])+', head)


def _text(data: bytes, charset: str) -> str:
    """Return bytes as text: by the declared charset, else UTF-8 as the RFCs demand, else Windows' western one."""
    for codec in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(codec) if codec else data.decode()
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")
