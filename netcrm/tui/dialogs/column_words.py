"""What the columns of a table are taken for, in words, and what is odd about a mapping: no widget is known here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from netcrm.domain.columns import Column, ColumnMapping, Target
from netcrm.domain.text import clean_line, fold

TARGETS: dict[Target, str] = {
    Target.IGNORE: "ignored",
    Target.NAME: "name",
    Target.GIVEN: "given name",
    Target.ADDITIONAL: "additional name",
    Target.FAMILY: "family name",
    Target.PREFIX: "prefix (Dr.)",
    Target.SUFFIX: "suffix (Jr.)",
    Target.CREDENTIALS: "credentials (MD, CCRC)",
    Target.NICKNAME: "nickname",
    Target.ORGANISATION: "organisation",
    Target.TITLE: "title",
    Target.DEPARTMENT: "department",
    Target.ROLE: "role",
    Target.EMAIL: "e-mail",
    Target.PHONE: "phone",
    Target.LINK: "link",
    Target.ADDRESS: "address",
    Target.STREET: "street",
    Target.CITY: "city",
    Target.REGION: "region",
    Target.POSTAL_CODE: "postal code",
    Target.COUNTRY: "country",
    Target.BIRTHDAY: "birthday",
    Target.NOTE: "note",
    Target.TAGS: "tags",
    Target.TIER: "tier",
    Target.LANGUAGE: "language",
    Target.CONNECTED_ON: "connected on",
    Target.LAST_CONTACT: "last in touch",
    Target.EMAIL_LABEL: "label of an e-mail",
    Target.PHONE_LABEL: "label of a phone",
    Target.LINK_LABEL: "label of a link",
    Target.ADDRESS_LABEL: "label of an address",
    Target.UID: "number in the source",
}
"""The targets in the order in which they are offered, in words."""

_PLACE = (Target.ADDRESS, Target.STREET, Target.CITY, Target.REGION, Target.POSTAL_CODE, Target.COUNTRY)
_USUAL_LABELS: dict[Target, tuple[str, ...]] = {
    Target.EMAIL: ("work", "home"),
    Target.PHONE: ("mobile", "work", "home", "fax"),
    Target.LINK: ("linkedin", "orcid"),
    **dict.fromkeys(_PLACE, ("work", "home")),
}
"""The targets that have labels, and the labels that are offered."""
_NUMBERED = frozenset(
    {
        Target.EMAIL, Target.PHONE, Target.LINK, Target.ADDRESS,
        Target.EMAIL_LABEL, Target.PHONE_LABEL, Target.LINK_LABEL, Target.ADDRESS_LABEL,
    }
)  # fmt: skip
"""Targets whose second column is another one of its kind, and gets the next number."""
_JOINED = frozenset(
    {
        Target.IGNORE, Target.NOTE, Target.TAGS, Target.STREET, Target.NICKNAME, Target.CREDENTIALS, Target.ROLE,
    }
)  # fmt: skip
"""Targets whose columns all count; of two columns for anything else, only the first does."""
_NAMES = frozenset({Target.NAME, Target.GIVEN, Target.FAMILY, Target.NICKNAME})
_LABELLED_BY = {
    Target.EMAIL_LABEL: (Target.EMAIL,),
    Target.PHONE_LABEL: (Target.PHONE,),
    Target.LINK_LABEL: (Target.LINK,),
    Target.ADDRESS_LABEL: _PLACE,
}
_TITLE_LENGTH = 40
_MOST_NAMED = 3
_LABEL_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a column may be taken for."""

    target: Target
    label: str = ""

    @property
    def words(self) -> str:
        """What it is called: `e-mail · work`."""
        return say_column(Column(self.target, self.label))


def say_column(column: Column) -> str:
    """Return what a column is taken for: `e-mail · work`, `street · home 2`."""
    number = f" {column.number}" if column.number > 1 else ""
    label = f" · {column.label}" if column.label else ""
    return f"{TARGETS[column.target]}{label}{number}"


def offers(text: str) -> list[Offer]:
    """Return what fits the words typed; what stands after a slash is a label of one's own: `mail/assistant`."""
    words, _, label = text.partition("/")
    label = clean_line(label)[:_LABEL_LENGTH]
    found: list[Offer] = []
    for target, name in TARGETS.items():
        labels = _USUAL_LABELS.get(target)
        if label and labels is None:
            continue
        for own in (label,) if label else ("", *(labels or ())):
            spoken = fold(f"{name} {target} {own}").split()
            if all(any(it.startswith(word) for it in spoken) for word in fold(words).split()):
                found.append(Offer(target, own))
    return found


def step(column: Column, by: int) -> Offer:
    """Return the next target in order, with the label kept where it has one."""
    order = list(TARGETS)
    target = order[(order.index(column.target) + by) % len(order)]
    return Offer(target, column.label if target in _USUAL_LABELS else "")


def taken(mapping: ColumnMapping, index: int, offer: Offer) -> ColumnMapping:
    """Return the mapping with one column taken for something, numbered apart from others of the same."""
    others = {column for place, column in enumerate(mapping.columns) if place != index}
    number = 1
    if offer.target in _NUMBERED:
        while Column(offer.target, offer.label, number) in others:
            number += 1
    columns = list(mapping.columns)
    columns[index] = Column(offer.target, offer.label, number)
    return ColumnMapping(tuple(columns))


def oddities(titles: Sequence[str], mapping: ColumnMapping) -> list[str]:
    """Return a sentence for each thing that is odd about a mapping."""
    columns: dict[Target, list[int]] = defaultdict(list)
    alike: dict[Column, list[int]] = defaultdict(list)
    for index, column in enumerate(mapping.columns):
        columns[column.target].append(index)
        if column.target not in _JOINED:
            alike[column].append(index)
    found = []
    if not _NAMES & columns.keys():
        found.append("No column is taken for a name: each row is called after what else it holds.")
    for column, indices in alike.items():
        if len(indices) > 1:
            named = _named(titles, indices)
            found.append(f"{len(indices)} columns are taken for the {say_column(column)}: {named}. The first counts.")
    for target, labelled in _LABELLED_BY.items():
        numbers = {mapping.columns[index].number for other in labelled for index in columns[other]}
        lonely = [index for index in columns[target] if mapping.columns[index].number not in numbers]
        if lonely:
            found.append(f"There is nothing that {_named(titles, lonely)} would be the {TARGETS[target]} for.")
    return found


def _named(titles: Sequence[str], indices: Sequence[int]) -> str:
    names = [f"“{clean_line(titles[index])[:_TITLE_LENGTH]}”" for index in indices[:_MOST_NAMED]]
    return " and ".join([*names, "others"] if len(indices) > _MOST_NAMED else names)
