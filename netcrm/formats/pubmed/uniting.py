"""Which authorships are one person's.

In this order: the same ORCID; the same mail address and names that agree; the same family name, given names that are
equal or initials of each other, and an affiliation with a telling word in common, where that fits one person only.
Never are two different ORCIDs united, nor two authors of one paper: somebody who could be either of two stays alone,
for the user to decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import names_agree, names_contradict
from netcrm.domain.studies.affiliation import telling_words
from netcrm.domain.studies.publication import Authorship
from netcrm.domain.text import fold

_CROWD = 64
"""People under one name and word, or one mail address, from which on these tell nobody: keeps the work linear."""
_MOST_NAMES = 12
"""Spellings of one person that are compared with another's."""


@dataclass(slots=True, eq=False)
class _Cluster:
    """Authorships that are one person's, as far as is known."""

    at: list[int]
    papers: set[int]
    orcid: str
    names: dict[Name, None]
    emails: dict[str, None]
    affiliations: dict[str, None]
    into: _Cluster | None = field(default=None)

    def root(self) -> _Cluster:
        """Return the cluster that this one has become part of."""
        root = self
        while root.into is not None:
            root = root.into
        if root is not self:
            self.into = root
        return root

    def fullest(self) -> Name:
        """Return the name with the most letters."""
        return max(self.names, key=_fullness) if len(self.names) > 1 else next(iter(self.names))


_Test = Callable[[_Cluster, _Cluster], bool]


def united(authorships: Sequence[Authorship], papers: Sequence[int]) -> list[list[int]]:
    """Return the places in `authorships` that belong together, in the order of their first.

    Args:
        papers: The number of each authorship's paper.
    """
    clusters = [
        _Cluster(
            [at],
            {paper},
            it.author.orcid,
            {it.author.name: None},
            dict.fromkeys(email.casefold() for email in it.emails),
            dict.fromkeys(it.author.affiliations),
        )
        for at, (it, paper) in enumerate(zip(authorships, papers, strict=True))
    ]
    _by_key(clusters, [(it.orcid,) if it.orcid else () for it in clusters], _are_not_contradicted)
    _by_key(clusters, [tuple(it.emails) for it in clusters], _agree)
    _by_name(_roots(clusters))
    return sorted((sorted(it.at) for it in _roots(clusters)), key=lambda at: at[0])


def _roots(clusters: Iterable[_Cluster]) -> list[_Cluster]:
    return [it for it in clusters if it.into is None]


def _by_key(clusters: Sequence[_Cluster], keys: Sequence[tuple[str, ...]], names_allow: _Test) -> None:
    """Unite clusters that share a key where their names allow it, the fullest names first."""
    holders: defaultdict[str, dict[_Cluster, None]] = defaultdict(dict)
    with_keys = [at for at, own in enumerate(keys) if own]
    for at in sorted(with_keys, key=lambda at: -_fullness(clusters[at].fullest())):
        for key in keys[at]:
            here = clusters[at].root()
            held = holders[key]
            fitting = _fitting(here, held, names_allow)
            if len(fitting) == 1:
                here = _unite(fitting[0], here)
            if len(held) < _CROWD:
                held[here] = None


def _by_name(clusters: list[_Cluster]) -> None:
    """Unite clusters by name and a shared word of their affiliations, those that are known best first."""
    full: defaultdict[tuple[str, str, str], dict[_Cluster, None]] = defaultdict(dict)
    short: defaultdict[tuple[str, str, str], dict[_Cluster, None]] = defaultdict(dict)
    every: defaultdict[tuple[str, str, str], dict[_Cluster, None]] = defaultdict(dict)
    for cluster in sorted(clusters, key=lambda it: (not it.orcid, -_fullness(it.fullest()), it.at[0])):
        name = cluster.fullest()
        family, given = fold(name.family or name.formatted), fold(name.given).replace(" ", "")
        words = sorted({word for text in cluster.affiliations for word in telling_words(text)})
        is_short = len(given) < 2
        held: dict[_Cluster, None] = {}
        is_crowded = False
        for word in words:
            shelves = (
                (every[family, given[:1], word],)
                if is_short
                else (full[family, given[:2], word], short[family, given[:1], word])
            )
            for shelf in shelves:
                is_crowded = is_crowded or len(shelf) >= _CROWD
                held.update(shelf)
        here = cluster
        if not is_crowded and (fitting := _fitting(here, held, _agree)):
            same = [it for it in fitting if any(fold(one.formatted) == fold(name.formatted) for one in it.names)]
            if len(same or fitting) == 1:
                here = _unite((same or fitting)[0], here)
        for word in words:
            shelf = short[family, given[:1], word] if is_short else full[family, given[:2], word]
            for one in (shelf, every[family, given[:1], word]):
                if len(one) < _CROWD:
                    one[here] = None


def _fitting(here: _Cluster, held: Iterable[_Cluster], names_allow: _Test) -> list[_Cluster]:
    """Return those of `held` that can be the same person as `here`, each once."""
    known = dict.fromkeys(other.root() for other in held)
    return [it for it in known if it is not here and _can_unite(it, here) and names_allow(it, here)]


def _can_unite(one: _Cluster, other: _Cluster) -> bool:
    """Return whether nothing forbids it: two ORCIDs, or a paper that both are on."""
    if one.orcid and other.orcid and one.orcid != other.orcid:
        return False
    return one.papers.isdisjoint(other.papers)


def _unite(one: _Cluster, other: _Cluster) -> _Cluster:
    """Return the cluster of both: the larger of the two, grown."""
    large, small = (one, other) if len(one.at) >= len(other.at) else (other, one)
    large.at.extend(small.at)
    large.papers |= small.papers
    large.orcid = large.orcid or small.orcid
    large.names |= small.names
    large.emails |= small.emails
    large.affiliations |= small.affiliations
    small.into = large
    return large


def _agree(one: _Cluster, other: _Cluster) -> bool:
    """Return whether some names of the two agree, and none of the same family name disagree."""
    found = False
    for mine in islice(one.names, _MOST_NAMES):
        for theirs in islice(other.names, _MOST_NAMES):
            agrees = names_agree(mine, theirs)
            if not agrees and fold(mine.family) == fold(theirs.family):
                return False
            found = found or agrees
    return found


def _are_not_contradicted(one: _Cluster, other: _Cluster) -> bool:
    """Return whether some names of the two can be one person's."""
    return any(
        not names_contradict(mine, theirs)
        for mine in islice(one.names, _MOST_NAMES)
        for theirs in islice(other.names, _MOST_NAMES)
    )


def _fullness(name: Name) -> int:
    """Return how much a name says: the letters of the given names, those that are no initials counting more."""
    words = f"{name.given} {name.additional}".split()
    return sum(len(word.strip(".")) for word in words) + 100 * any(len(word.strip(".")) > 1 for word in words)
