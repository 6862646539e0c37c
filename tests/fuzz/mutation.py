"""Damaged cards and tables: real ones with something done to them, and ones that only a grammar would write.

All of it follows from a seed, so that a found case can be made again.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable, Sequence
from random import Random

from tests.fuzz.vocabulary import CODECS, LINE_ENDS, NAMES, PARAMETERS, TOKENS, VALUES


def mutated(random: Random, seeds: Sequence[bytes]) -> bytes:
    """Return a case: a seed or a splice of two with up to five things done to it."""
    data = random.choice(seeds)
    if random.random() < 0.9:
        data = _without_long_data(data)
    if random.random() < 0.2:
        data = _spliced(random, data, _without_long_data(random.choice(seeds)))
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5))):
        data = random.choice(_ACTS)(random, data)
    return data


def made_card(random: Random) -> bytes:
    """Return a card put together of properties, parameters and values that may or may not go together."""
    lines = [f"VERSION:{random.choice(('2.1', '3.0', '4.0', ''))}"] * (random.random() < 0.9)
    for _ in range(random.choice((1, 3, 8, 20))):
        head = [random.choice(("", "", "", "item1.", "item2.", "WORK.")) + random.choice(NAMES)]
        head += random.choices(PARAMETERS, k=random.choice((0, 0, 1, 2, 4)))
        lines.append(f"{';'.join(head)}:{random.choice(VALUES)}")
    end = random.choice(("\r\n", "\r\n", "\n", "\r"))
    text = end.join(["BEGIN:VCARD", *lines, *["END:VCARD", ""][: random.choice((2, 2, 2, 0))]])
    data = text.encode()
    return random.choice(_ACTS)(random, data) if random.random() < 0.3 else data


def _without_long_data(data: bytes) -> bytes:
    """Return a card whose photo is cut short: what can go wrong with it does so all the same, and faster."""
    return re.sub(rb"(?:[ \t]?[A-Za-z0-9+/=]{40,}[\r\n]+){4,}", lambda found: found[0][:120] + b"\r\n", data)


def _spliced(random: Random, one: bytes, other: bytes) -> bytes:
    how = random.randrange(4)
    at, on = random.randint(0, len(one)), random.randint(0, len(other))
    if how == 0:
        return one[:at] + other[on:]
    if how == 1:
        return one + other
    if how == 2:
        return one[:at] + other + one[at:]
    return one + b"\r\n" + other[on:] + one[:at]


def _flip(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8))):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _replace_bytes(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.randbytes(random.choice((1, 2, 4, 30))) + data[at + random.choice((0, 1, 4)) :]


def _delete_span(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + data[at + random.choice((1, 2, 10, 100)) :]


def _truncate(random: Random, data: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def _insert_token(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice(TOKENS) + data[at:]


def _insert_token_in_line(random: Random, data: bytes) -> bytes:
    """Put a token where it hurts: at the beginning of a line, before a colon or after one."""
    places = [found.end() for found in re.finditer(rb"\n|:|(?=:)|;", data)]
    at = random.choice(places) if places else 0
    return data[:at] + random.choice(TOKENS) + data[at:]


def _change_lines(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    how = random.randrange(6)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines[at:at] = [lines[at]] * random.choice((1, 2, 50))
    elif how == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 3:
        lines[at] = random.choice((b" ", b"\t", b"  ")) + lines[at]
    elif how == 4 and at:
        lines[at - 1 : at + 1] = [lines[at - 1] + lines[at]]
    else:
        middle = random.randint(0, len(lines[at]))
        lines[at : at + 1] = [lines[at][:middle], random.choice((b"", b" ", b"\t", b"  ")) + lines[at][middle:]]
    return b"\n".join(lines)


def _change_encoding(random: Random, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(random.choice(CODECS), "ignore")


def _change_line_ends(random: Random, data: bytes) -> bytes:
    plain = data.replace(b"\r\n", b"\n")
    if random.random() < 0.5:
        return plain.replace(b"\n", random.choice(LINE_ENDS))
    return b"".join(line + random.choice((b"\n", *LINE_ENDS)) for line in plain.split(b"\n"))


def _quote_a_line(random: Random, data: bytes) -> bytes:
    """Write the value of a line in quoted-printable, with or without soft breaks."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    head, colon, value = lines[at].partition(b":")
    if colon:
        quoted = quopri.encodestring(value.rstrip(b"\r") * random.choice((1, 1, 5)), quotetabs=random.random() < 0.5)
        charset = random.choice((b"", b";CHARSET=UTF-8", b";CHARSET=ISO-8859-1", b";CHARSET=UTF-16"))
        lines[at] = head + b";ENCODING=QUOTED-PRINTABLE" + charset + b":" + quoted
    return b"\n".join(lines)


_ACTS: tuple[Callable[[Random, bytes], bytes], ...] = (
    _flip, _flip, _replace_bytes, _delete_span, _truncate, _insert_token, _insert_token, _insert_token_in_line,
    _insert_token_in_line, _change_lines, _change_lines, _change_encoding, _change_line_ends, _quote_a_line,
)  # fmt: skip


def mutated_table(random: Random, seeds: Sequence[bytes]) -> bytes:
    """Return a table of a few rows with something done to its bytes, cells, rows, delimiter or quotes."""
    data = random.choice(seeds)
    for _ in range(random.choice((1, 1, 2, 3))):
        data = random.choice(_TABLE_ACTS)(random, data)
    return data


def _change_cell(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    cells = lines[at].split(b",")
    cells[random.randrange(len(cells))] = random.choice((*TOKENS, *(value.encode() for value in VALUES)))
    return b"\n".join([*lines[:at], b",".join(cells), *lines[at + 1 :]])


def _change_cells_number(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    cells = lines[at].split(b",")
    cells = cells + cells if random.random() < 0.5 else cells[: random.randint(0, len(cells))]
    return b"\n".join([*lines[:at], b",".join(cells), *lines[at + 1 :]])


def _change_delimiter(random: Random, data: bytes) -> bytes:
    return data.replace(b",", random.choice((b";", b"\t", b"|", b" ,", b", ")))


def _change_quotes(random: Random, data: bytes) -> bytes:
    if random.random() < 0.5:
        return data.replace(b'"', random.choice((b"", b"'", b'""')))
    return data.replace(b",", b'","') if random.random() < 0.5 else data.replace(b",", b',"', 1)


_TABLE_ACTS = (*_ACTS, *[_change_cell] * 6, _change_cells_number, _change_delimiter, _change_quotes)
