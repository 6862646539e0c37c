"""The query language as a service: text in, ids in order out."""

from __future__ import annotations

from array import array
from collections.abc import Collection

from netcrm.domain.query import Query, parse_query
from netcrm.services.session import Session
from netcrm.store.search import Order, Search

__all__ = ["Order", "SearchService"]

_DAY_FIRST = {"dmy": True, "mdy": False}


class SearchService:
    """Finds people by queries."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._search = Search(session.database)

    def ids(self, query: str, *, order: Order = Order.NAME, reverse: bool = False) -> array[int]:
        """Return the ids of the people whom a query finds, in order.

        Raises:
            QueryProblem: the query has a mistake; the error names its position.
        """
        return self._search.ids(self._read(query), today=self._session.today, order=order, reverse=reverse)

    def ever(self, query: str) -> array[int]:
        """Return the ids of the people whom a query finds, the archived and deceased among them: for counting the past.

        Raises:
            QueryProblem: the query has a mistake.
        """
        return self._search.ids(self._read(query), today=self._session.today, with_put_away=True)

    def count(self, query: str) -> int:
        """Return how many people a query finds.

        Raises:
            QueryProblem: the query has a mistake.
        """
        return self._search.count(self._read(query), today=self._session.today)

    def among(self, query: str, ids: Collection[int]) -> set[int]:
        """Return which of some people a query finds, those put away among them.

        Raises:
            QueryProblem: the query has a mistake.
        """
        return self._search.among(self._read(query), ids, today=self._session.today)

    def _read(self, query: str) -> Query:
        order = self._session.settings.all().get("date-order", "")
        return parse_query(query, self._session.today, day_first=_DAY_FIRST.get(order))
