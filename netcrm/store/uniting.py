"""Moving what belongs to one contact to another, inside an act: nothing is lost, and nothing stands there twice."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.store.around import unite
from netcrm.store.database import Database

_PLAINLY = (
    "follow_up", "interview", "advice", "mentorship", "skip", "snooze", "rest", "pause", "source", "field_change",
)  # fmt: skip
"""Tables whose rows only change the person they name."""
_ONCE = ("cadence", "set_aside")
"""Tables with one row a person at most: the kept person's own stands."""

_UNLESS_THERE = {
    "participant": "interaction_id",
    "playbook_member": "run_id",
    "former_uid": "uid",
    "event_person": "event_id",
    "authorship": "publication_id",
}
"""Tables that name a person once with each value of a column."""
MOVED = (*_PLAINLY, *_ONCE, *_UNLESS_THERE, "not_same", "relation", "introduction", "lead", "study_person")
"""All tables of which rows move. A test holds that there are no others but those of a contact's details."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """How many rows of others name a contact."""

    interactions: int
    shared_interactions: int
    """Those that the kept person had part in too."""
    follow_ups: int
    runs: int
    sources: int
    cadence: str | None
    """The interval of their own cadence."""
    is_set_aside: bool
    photo: str | None
    around: tuple[tuple[str, int], ...] = ()
    """What else names them, and how often: `interview`, `introduction`."""


_AROUND = (
    ("interview", "SELECT count(*) FROM interview WHERE contact_id = ?1"),
    ("introduction", "SELECT count(*) FROM introduction WHERE ?1 IN (introducer_id, to_id)"),
    ("relation", "SELECT count(*) FROM relation WHERE ?1 IN (first_id, second_id)"),
    ("mentorship", "SELECT count(*) FROM mentorship WHERE contact_id = ?1"),
    ("study part", "SELECT count(*) FROM study_person WHERE contact_id = ?1"),
    ("event", "SELECT count(*) FROM event_person WHERE contact_id = ?1"),
    ("paper", "SELECT count(*) FROM authorship WHERE contact_id = ?1"),
)


class UnitingRepository:
    """Reads what would move, and moves it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def belongings(self, contact_id: int, keep_id: int) -> Belongings:
        """Return what belongs to a contact; `keep_id` is the one it would move to."""
        count = self._count
        return Belongings(
            interactions=count("participant", contact_id),
            shared_interactions=int(
                self._database.scalar(
                    "SELECT count(*) FROM participant AS p WHERE contact_id = ?1 AND ?1 <> ?2 AND EXISTS (SELECT 1"
                    " FROM participant AS o WHERE o.interaction_id = p.interaction_id AND o.contact_id = ?2)",
                    (contact_id, keep_id),
                )
            ),
            follow_ups=count("follow_up", contact_id),
            runs=count("playbook_member", contact_id),
            sources=count("source", contact_id),
            cadence=self._database.scalar("SELECT interval FROM cadence WHERE contact_id = ?", (contact_id,)),
            is_set_aside=count("set_aside", contact_id) > 0,
            photo=self._database.scalar("SELECT photo FROM contact WHERE id = ?", (contact_id,)),
            around=tuple((what, int(self._database.scalar(sql, (contact_id,)))) for what, sql in _AROUND),
        )

    def _count(self, table: str, contact_id: int) -> int:
        return int(self._database.scalar(f"SELECT count(*) FROM {table} WHERE contact_id = ?", (contact_id,)))

    def move(self, other: int, keep: int, *, take_cadence: bool) -> None:
        """Give all that names `other` to `keep`, but for what a contact's details hold.

        Args:
            take_cadence: Whether the other's own cadence stands where both have one.
        """
        database = self._database
        for table in _PLAINLY:
            database.execute(f"UPDATE {table} SET contact_id = ? WHERE contact_id = ?", (keep, other))
        # Where both have a row that stands once a person, the kept one's is written over and never replaced: an undo
        # brings rows back one after the other, and two of one person may not meet on the way.
        if take_cadence:
            database.execute(
                "UPDATE cadence SET (interval, latest, set_on) ="
                " (SELECT o.interval, o.latest, o.set_on FROM cadence AS o WHERE o.contact_id = ?1)"
                " WHERE contact_id = ?2 AND EXISTS (SELECT 1 FROM cadence WHERE contact_id = ?1)",
                (other, keep),
            )
        for table in _ONCE:
            database.execute(
                f"UPDATE {table} SET contact_id = ?1 WHERE contact_id = ?2"
                f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE contact_id = ?1)",
                (keep, other),
            )
        # Of two parts in one run the first holds: it is the person whom the run was started with.
        database.execute(
            "UPDATE playbook_member SET part = 'first' WHERE contact_id = ?1 AND part = 'second' AND run_id IN"
            " (SELECT run_id FROM playbook_member WHERE contact_id = ?2 AND part = 'first')",
            (keep, other),
        )
        unite(database, other, keep)
        for table, column in _UNLESS_THERE.items():
            self._move_unless_there(table, column, other, keep)
        database.execute(
            "INSERT INTO former_uid (contact_id, uid) SELECT ?1, uid FROM contact WHERE id = ?2"
            " AND NOT EXISTS (SELECT 1 FROM former_uid AS f WHERE f.contact_id = ?1 AND f.uid = contact.uid)",
            (keep, other),
        )
        self._move_told(other, keep)

    def _move_unless_there(self, table: str, column: str, other: int, keep: int) -> None:
        """Move rows but for those of which the kept person has one of the same value; these go with the other."""
        self._database.execute(
            f"UPDATE {table} SET contact_id = ?1 WHERE contact_id = ?2"
            f" AND {column} NOT IN (SELECT {column} FROM {table} WHERE contact_id = ?1)",
            (keep, other),
        )

    def _move_told(self, other: int, keep: int) -> None:
        """Who is not the other is not the kept person either. What was said of these two themselves goes."""
        database = self._database
        told = database.rows(
            "SELECT CASE first_id WHEN ?1 THEN second_id ELSE first_id END, said_on FROM not_same"
            " WHERE (first_id = ?1 OR second_id = ?1) AND ?2 NOT IN (first_id, second_id) ORDER BY id",
            (other, keep),
        )
        database.execute("DELETE FROM not_same WHERE first_id = ?1 OR second_id = ?1", (other,))
        database.many(
            "INSERT INTO not_same (first_id, second_id, said_on) SELECT ?1, ?2, ?3"
            " WHERE NOT EXISTS (SELECT 1 FROM not_same WHERE first_id = ?1 AND second_id = ?2)",
            [(min(third, keep), max(third, keep), said_on) for third, said_on in told],
        )
