"""What others changed of the lists on a card: its part of `netcrm.domain.cards.changes`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from netcrm.domain.cards.edit import Edit, with_field
from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.merging import shown_address, shown_way
from netcrm.domain.text import fold

Keyed = Callable[[str], str]
"""Gives what two addresses or numbers are compared by."""
_Item = TypeVar("_Item")
_Marked = TypeVar("_Marked", Email, Phone)


@dataclass(frozen=True, slots=True)
class _List(Generic[_Item]):
    """A field that is a list: how its items are told apart, and what else of them counts."""

    field: str
    """What one item of it is called."""
    attribute: str
    key: Callable[[_Item], Hashable]
    content: Callable[[_Item], Hashable]
    """What can change while an item stays the same one."""
    taking: Callable[[_Item, _Item], _Item]
    """Returns the item in the store with what the others changed of it."""
    shown: Callable[[_Item], str]
    grows_only: bool = False
    """Whether a list that is empty was dropped by a program that has no field for it."""

    def edits(self, stored: Details, base: Details | None, theirs: Details, ours: Details) -> list[Edit]:
        """Return what the others did to the list."""
        has_base = base is not None
        then = self._by_key(getattr(base, self.attribute)) if base is not None else {}
        they = self._by_key(_as_told(list(then.values()), getattr(theirs, self.attribute), self.key))
        we = self._by_key(getattr(ours, self.attribute))
        kept = self._kept(getattr(stored, self.attribute), getattr(ours, self.attribute))
        if has_base and self.grows_only and not they:
            return []
        changed: list[Edit] = []
        added: list[_Item] = []
        removed: list[_Item] = []
        for key in dict.fromkeys((*then, *they)):
            was, theirs_one, ours_one = then.get(key), they.get(key), we.get(key)
            if self._are_same(theirs_one, was) or self._are_same(theirs_one, ours_one):
                continue
            if theirs_one is not None and ours_one is not None and not has_base:
                continue  # who labelled it, and when, is not known
            if not self._are_same(ours_one, was):
                changed.append(self._edit(was, theirs_one, kept.get(key), self._shown(ours_one)))
            elif was is None and theirs_one is not None:
                added.append(theirs_one)
            elif theirs_one is None and was is not None:
                removed.append(kept.get(key, was))
            else:
                changed.append(self._edit(was, theirs_one, kept.get(key), None))
        if len(added) == len(removed) == 1:
            return [*changed, self._edit(removed[0], added[0], removed[0], None, anew=True)]
        changed += [self._edit(one, None, one, None) for one in removed]
        return [*changed, *(self._edit(None, one, None, None) for one in added)]

    def _edit(
        self, was: _Item | None, they: _Item | None, kept: _Item | None, ours: str | None, *, anew: bool = False
    ) -> Edit:
        """Return the edit that gives an item of the store the others' form.

        Args:
            was: As it was written.
            they: As the others have it; None where they removed it.
            kept: As the store has it; None where it is not there.
            ours: What netcrm holds instead, where both changed it.
            anew: Whether the others put another in its place.
        """
        new = they if they is None or kept is None or anew else self.taking(kept, they)

        def lay(details: Details) -> Details:
            items: tuple[_Item, ...] = getattr(details, self.attribute)
            if kept is not None and kept in items:
                place = items.index(kept)
                items = (*items[:place], *(() if new is None else (new,)), *items[place + 1 :])
            elif new is not None and self.key(new) not in map(self.key, items):
                items = (*items, new)
            return with_field(details, self.attribute, items)

        return Edit(self.field, self._shown(was), self._shown(they), lay, ours)

    def _by_key(self, items: Sequence[_Item]) -> dict[Hashable, _Item]:
        found: dict[Hashable, _Item] = {}
        for item in items:
            found.setdefault(self.key(item), item)
        return found

    def _kept(self, stored: Sequence[_Item], ours: Sequence[_Item]) -> dict[Hashable, _Item]:
        """Return for the keys of our card the items of the store that they stand for.

        A card may say an item in other signs than the store has it; then they are told by their order.
        """
        kept, said = self._by_key(stored), self._by_key(ours)
        others = zip(
            (key for key in said if key not in kept), (kept[key] for key in kept if key not in said), strict=False
        )
        return {**{key: kept[key] for key in said if key in kept}, **dict(others)}

    def _are_same(self, one: _Item | None, other: _Item | None) -> bool:
        if one is None or other is None:
            return one is other
        return self.content(one) == self.content(other)

    def _shown(self, item: _Item | None) -> str:
        return "" if item is None else self.shown(item)


def list_edits(
    stored: Details, base: Details | None, theirs: Details, ours: Details, *, email_key: Keyed, phone_key: Keyed
) -> Iterator[Edit]:
    """Yield what others did to the lists on a card; what the arguments mean, `netcrm.domain.cards.changes` says."""
    for one in _lists(email_key, phone_key):
        yield from one.edits(stored, base, theirs, ours)


def _lists(email_key: Keyed, phone_key: Keyed) -> tuple[_List[Any], ...]:
    def text_of(item: Any) -> str:
        return str(item.label)

    def nothing(_item: Any) -> Hashable:
        return None

    def kept(item: Any, _theirs: Any) -> Any:
        return item

    return (
        _List("nickname", "nicknames", str, nothing, kept, str),
        _List("role", "roles", str, nothing, kept, text_of, grows_only=True),
        _List("tag", "tags", str, nothing, kept, str),
        _List("e-mail", "emails", lambda it: email_key(it.value) or it.value, _mark_and_label, _marked, shown_way),
        _List("phone", "phones", lambda it: phone_key(it.value) or it.value, _mark_and_label, _marked, shown_way),
        _List("address", "addresses", _by_place, lambda it: it, lambda _, theirs: theirs, shown_address),
        _List("link", "links", lambda it: it.value.casefold().rstrip("/"), text_of, _labelled, shown_way),
    )


def _by_place(address: Address) -> Hashable:
    return fold(f"{address.street} {address.city} {address.postal_code}")


def _mark_and_label(way: Email | Phone) -> Hashable:
    return way.label, way.preferred


def _marked(kept: _Marked, theirs: _Marked) -> _Marked:
    return replace(kept, label=theirs.label, preferred=theirs.preferred)


def _labelled(kept: Link, theirs: Link) -> Link:
    return replace(kept, label=theirs.label)


def _as_told(base: Sequence[Any], theirs: Sequence[Any], key: Callable[[Any], Hashable]) -> Sequence[Any]:
    """Return the others' items with what programs drop that have no field for it: labels, the mark."""
    then = {key(item): item for item in base}
    marks = any(getattr(item, "preferred", False) for item in theirs)
    told = []
    for item in theirs:
        was = then.get(key(item))
        if was is not None and isinstance(item, Email | Phone | Link) and was.label and not item.label:
            item = replace(item, label=was.label)
        if isinstance(was, Email | Phone) and isinstance(item, Email | Phone) and was.preferred and not marks:
            item = replace(item, preferred=True)
        told.append(item)
    return told


def marked_once(before: Sequence[_Marked], after: tuple[_Marked, ...]) -> tuple[_Marked, ...]:
    """Return ways of which one at most is the preferred one: the one that became it now."""
    preferred = [way for way in after if way.preferred]
    if len(preferred) < 2:
        return after
    then = {way.value for way in before if way.preferred}
    chosen = next((way for way in preferred if way.value not in then), preferred[0])
    return tuple(way if way is chosen else replace(way, preferred=False) for way in after)
