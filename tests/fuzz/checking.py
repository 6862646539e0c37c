"""What must hold of whatever an importer makes of damaged bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from hashlib import blake2b

from netcrm.domain.contact import Contact, Details
from netcrm.domain.draft import CardKind, Draft, Problem
from netcrm.domain.text import clean_line, clean_text
from netcrm.formats.importer import Importer
from netcrm.formats.vcard.writer import CardVersion, write_card

_OF_SEVERAL_LINES = frozenset({"note", "street"})
"""Fields that may hold line ends."""

_ANY_TABLE = "csv"
"""The importer that guesses what the columns of a table mean from all of its rows: one row alone can say otherwise.
Nor can bytes with NULs, cut out of a damaged file, always tell alone which of the wide encodings they are in, or a row
whose quotes were mended by what stands around it."""


def faults(importer: Importer, data: bytes) -> tuple[int, list[str]]:
    """Read `data` and return how many cards or rows there were, and what is wrong with what came out."""
    outcomes = list(importer.read(io.BytesIO(data), "fuzz"))
    found = [fault for outcome in outcomes for fault in _faults_of(importer, outcome)]
    numbers = [outcome.place.number for outcome in outcomes]
    if numbers != list(range(1, len(numbers) + 1)):
        found.append("the numbers of the outcomes do not follow each other")
    return len(outcomes), found


def _faults_of(importer: Importer, outcome: object) -> Iterator[str]:
    if isinstance(outcome, Problem):
        if not outcome.why.endswith(".") or "\n" in outcome.why or clean_text(outcome.why) != outcome.why:
            yield "a problem does not say why in one clean sentence"
    elif isinstance(outcome, Draft):
        found = list(_faults_of_draft(importer, outcome))
        if not found and importer.name == "vcf" and outcome.kind is CardKind.INDIVIDUAL:
            found = list(_faults_of_cards(importer, outcome))
        yield from found
    else:
        yield f"an outcome is neither draft nor problem but {type(outcome).__name__}"


def _faults_of_draft(importer: Importer, draft: Draft) -> Iterator[str]:
    if not draft.details.name.formatted:
        yield "a draft has no name"
    for path, text in _texts(draft.details, "details"):
        cleaned = clean_text(text) if path.rpartition(".")[2] in _OF_SEVERAL_LINES else clean_line(text)
        if cleaned != text:
            yield f"{path} is not clean"
    if any(clean_line(sentence) != sentence for sentence in draft.warnings):
        yield "a warning is not clean"
    if draft.digest != blake2b(draft.raw, digest_size=16).hexdigest():
        yield "the digest is not that of the bytes"
    again = list(importer.read(io.BytesIO(draft.raw), "fuzz"))
    if importer.name == _ANY_TABLE or b"\0" in draft.raw or (importer.name != "vcf" and draft.warnings):
        return
    if len(again) != 1 or not isinstance(again[0], Draft):
        yield f"the bytes of a draft alone are {len(again)} outcomes or a problem"
    elif replace(again[0], place=draft.place) != draft:
        yield f"the bytes of a draft alone are read otherwise: {_differing(draft, again[0])}"


def _faults_of_cards(importer: Importer, draft: Draft) -> Iterator[str]:
    """Write a card of each version from a draft and read it: what came in goes out and comes in as it was."""
    for version in CardVersion:
        contact = Contact(1, "1", draft.details, date(2026, 11, 23))
        card = write_card(contact, uid=draft.uid, version=version)
        again = list(importer.read(io.BytesIO(card), "fuzz"))
        if len(again) != 1 or not isinstance(again[0], Draft):
            yield f"what is written as vCard {version} is {len(again)} outcomes or a problem"
        elif again[0].details != draft.details or again[0].uid != draft.uid:
            yield f"what is written as vCard {version} is read otherwise: {_parts(draft, again[0]) or 'uid'}"


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Yield every text in a value with the path that leads to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, path)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{path}.{field.name}")


def _differing(one: Draft, other: Draft) -> str:
    names = [field.name for field in fields(Draft) if getattr(one, field.name) != getattr(other, field.name)]
    return ", ".join(filter(None, [*(name for name in names if name not in ("place", "details")), _parts(one, other)]))


def _parts(one: Draft, other: Draft) -> str:
    """Return the names of the details in which two drafts differ."""
    pairs = (
        (field.name, getattr(one.details, field.name), getattr(other.details, field.name)) for field in fields(Details)
    )
    return ", ".join(name for name, left, right in pairs if left != right)
