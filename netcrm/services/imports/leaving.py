"""What an import brings where some of its cards are left: others may have leaned on those."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from netcrm.domain.draft import Draft
from netcrm.services.imports.cards import Card
from netcrm.services.imports.matching import Matcher
from netcrm.services.imports.values import Decision, ImportOptions, Verdict
from netcrm.services.session import Session

MAY_BE_LEFT = frozenset({Verdict.NEW, Verdict.UPDATED, Verdict.LEFT})
"""What a card brings that is not brought in where it is unticked."""


def match_without(
    session: Session,
    options: ImportOptions,
    drafts: Sequence[tuple[Draft, str]],
    left: Collection[int],
    *,
    wanted: Collection[int],
    decisions: Mapping[int, Decision],
    tell: Callable[[], None],
    change_set: int = 0,
) -> tuple[list[Card], list[int]]:
    """Return the cards to write, matched with the store as it is now, and the places in `drafts` of those to leave.

    A card that nobody picked, since there was nothing new in it, may have leaned on one that is left: then it is left
    as well, and those that leaned on it are looked at once more.

    Args:
        session: Whose store.
        options: How to match.
        drafts: All cards, each with its format.
        left: The places of those that the user left.
        wanted: The places of those that the user picked.
        decisions: By place, who a card is.
        tell: Called before each look.
        change_set: The act in force, where earlier portions of the import were written by it.
    """
    out = set(left)
    while True:
        tell()
        places = [place for place in range(len(drafts)) if place not in out]
        said = {n: decisions[place] for n, place in enumerate(places) if place in decisions}
        chosen = Matcher(session, options, picked=True, change_set=change_set).match(
            [drafts[place] for place in places], said
        )
        further = {
            place
            for place, card in zip(places, chosen, strict=True)
            if place not in wanted and card.verdict is not Verdict.UNCHANGED
        }
        if not further:
            return chosen, sorted(out)
        out |= further
