"""Contacts in the store: written from and read as values of the domain.

One way in for a single contact and for a hundred thousand: rows are made for every table and written by one statement
a table. Keys of e-mails and phones come in already made (`netcrm.services.keys`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from netcrm.domain.contact import Address, Contact, Details, Email, Link, Phone, State, Tier
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.profiles import profile_key
from netcrm.domain.roles import Role
from netcrm.domain.text import fold
from netcrm.store.around import OF_A_CONTACT, forget_contacts, forget_interactions, forget_papers
from netcrm.store.database import Database
from netcrm.store.organisations import OrganisationRepository, organisation_key

PhoneKey = Callable[[str], str]
_MOST_HOLDERS = 30
"""A number or mailbox that more people share tells nobody from another."""
_MOST_NAMESAKES = 12
"""Of people of one name, whom somebody new of that name is compared with."""

_CONTACT = (
    "id", "uid", "name", "prefix", "given", "additional", "family", "suffix", "credentials", "nicknames", "folded",
    "sort_key", "note", "birthday", "tier", "starred", "language", "country", "salutation", "first_names",
    "state", "state_since", "state_why", "photo", "added_on",
)  # fmt: skip
_PARTS: dict[str, tuple[str, ...]] = {
    "contact_role": ("ordinal", "role"),
    "contact_tag": ("tag",),
    "email": ("ordinal", "value", "key", "label", "preferred"),
    "phone": ("ordinal", "value", "key", "label", "preferred"),
    "address": ("ordinal", "street", "city", "region", "postal_code", "country", "label", "city_key"),
    "link": ("ordinal", "value", "label", "key"),
    "position": ("ordinal", "organisation_id", "title", "department", "start_on", "end_on", "is_primary"),
}
_OF_A_CONTACT = (
    *_PARTS,
    *OF_A_CONTACT,
    "participant",
    "follow_up",
    "interview",
    "cadence",
    "skip",
    "snooze",
    "rest",
    "pause",
    "source",
    "set_aside",
    "playbook_member",
    "former_uid",
    "field_change",
)


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact about to be written."""

    uid: str
    details: Details
    added_on: date
    photo: str | None = None


def email_key(value: str) -> str:
    """Return what a mail address is compared by."""
    return value.strip().casefold()


class ContactRepository:
    """Reads and writes contacts with all their parts."""

    def __init__(self, database: Database, organisations: OrganisationRepository) -> None:
        self._database = database
        self._organisations = organisations

    def insert(self, contacts: Iterable[NewContact], phone_key: PhoneKey) -> list[int]:
        """Write new contacts and return their ids, in order."""
        database = self._database
        next_id = int(database.scalar("SELECT seq FROM sqlite_sequence WHERE name = 'contact'") or 0) + 1
        rows: list[tuple[object, ...]] = []
        parts: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        contacts = list(contacts)
        employers = {job.organisation for new in contacts for job in new.details.positions if job.organisation}
        ids = self._organisations.ids_of(sorted(employers))
        organisation_id = cache(lambda name: ids[organisation_key(name)])
        for contact_id, contact in enumerate(contacts, next_id):
            rows.append((contact_id, contact.uid, *_own_columns(contact.details), State.ACTIVE.value, None, "",
                         contact.photo, contact.added_on.isoformat()))  # fmt: skip
            for table, row in _part_rows(contact.details, phone_key, organisation_id):
                parts[table].append((contact_id, *row))
        database.insert_rows("contact", _CONTACT, rows)
        for table, part in parts.items():
            database.insert_rows(table, ("contact_id", *_PARTS[table]), part)
        return list(range(next_id, next_id + len(rows)))

    def replace(self, contact_id: int, details: Details, phone_key: PhoneKey) -> None:
        """Write what changed of a contact's details; rows that stay equal are not touched."""
        database = self._database
        names = _CONTACT[2:20]
        new = _own_columns(details)
        if database.row(f"SELECT {', '.join(names)} FROM contact WHERE id = ?", (contact_id,)) != new:
            database.execute(
                f"UPDATE contact SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?", (*new, contact_id)
            )
        wanted: dict[str, list[tuple[object, ...]]] = {table: [] for table in _PARTS}
        for table, row in _part_rows(details, phone_key, self._organisations.id_of):
            wanted[table].append(row)
        for table, columns in _PARTS.items():
            listed = ", ".join(columns)
            there = database.rows(f"SELECT {listed} FROM {table} WHERE contact_id = ? ORDER BY id", (contact_id,))
            if there != wanted[table]:
                database.execute(f"DELETE FROM {table} WHERE contact_id = ?", (contact_id,))
                database.many(
                    f"INSERT INTO {table} (contact_id, {listed}) VALUES ({_marks(len(columns) + 1)})",
                    [(contact_id, *row) for row in wanted[table]],
                )

    def exists(self, contact_id: int) -> bool:
        """Whether there is such a contact."""
        return bool(self._database.scalar("SELECT 1 FROM contact WHERE id = ?", (contact_id,)))

    def load(self, ids: Sequence[int]) -> dict[int, Contact]:
        """Return the contacts of `ids` by id; unknown ids are left out."""
        given = json.dumps(list(ids))
        parts: dict[str, dict[int, list[tuple[Any, ...]]]] = {}
        for table, names in _PARTS.items():
            grouped: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
            source, listed = table, ", ".join(names)
            if table == "position":
                source = "position LEFT JOIN organisation ON organisation.id = position.organisation_id"
                listed = "organisation.name, title, department, start_on, end_on, is_primary, organisation_id"
            for row in self._database.rows(
                f"SELECT contact_id, {listed} FROM {source} WHERE contact_id IN (SELECT value FROM json_each(?))"
                f" ORDER BY {table}.id",
                (given,),
            ):
                grouped[row[0]].append(row[1:])
            parts[table] = grouped
        return {
            row[0]: _contact(row, {table: grouped[row[0]] for table, grouped in parts.items()})
            for row in self._database.rows(
                f"SELECT {', '.join(_CONTACT)} FROM contact WHERE id IN (SELECT value FROM json_each(?))", (given,)
            )
        }

    def set_columns(self, ids: Sequence[int], **values: object) -> None:
        """Set columns of the table `contact` for many people, leaving alone those that have the values already."""
        names = list(values)
        self._database.execute(
            f"UPDATE contact SET {', '.join(f'{name} = ?' for name in names)}"
            f" WHERE id IN (SELECT value FROM json_each(?)) AND ({' OR '.join(f'{n} IS NOT ?' for n in names)})",
            (*values.values(), json.dumps(list(ids)), *values.values()),
        )

    def add_tags(self, ids: Sequence[int], tags: Sequence[str]) -> None:
        """Give tags to many people; those who have one keep it once."""
        self._database.execute(
            "INSERT INTO contact_tag (contact_id, tag) SELECT c.id, t.value FROM contact AS c, json_each(?) AS t"
            " WHERE c.id IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM contact_tag WHERE contact_id = c.id AND tag = t.value)",
            (json.dumps(list(tags)), json.dumps(list(ids))),
        )

    def remove_tags(self, ids: Sequence[int], tags: Sequence[str]) -> None:
        """Take tags from many people."""
        self._database.execute(
            "DELETE FROM contact_tag WHERE contact_id IN (SELECT value FROM json_each(?))"
            " AND tag IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)), json.dumps(list(tags))),
        )

    def delete(self, ids: Sequence[int]) -> None:
        """Delete people with all that is theirs alone; an interaction goes when its last participant does."""
        given = json.dumps(list(ids))
        database = self._database
        alone = [
            row[0]
            for row in database.rows(
                "SELECT DISTINCT interaction_id FROM participant AS p"
                " WHERE contact_id IN (SELECT value FROM json_each(?1)) AND NOT EXISTS (SELECT 1 FROM participant AS o"
                " WHERE o.interaction_id = p.interaction_id AND o.contact_id NOT IN (SELECT value FROM json_each(?1)))",
                (given,),
            )
        ]
        forget_contacts(database, ids)
        forget_interactions(database, alone)
        for table in _OF_A_CONTACT:
            database.execute(f"DELETE FROM {table} WHERE contact_id IN (SELECT value FROM json_each(?))", (given,))
        database.execute("DELETE FROM interaction WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(alone),))
        # A run goes with the last of its people; what it laid down for somebody else stays as a promise of theirs.
        database.execute(
            "UPDATE follow_up SET run_id = NULL, step = ''"
            " WHERE run_id IS NOT NULL AND run_id NOT IN (SELECT run_id FROM playbook_member)"
        )
        database.execute("DELETE FROM playbook_run WHERE id NOT IN (SELECT run_id FROM playbook_member)")
        database.execute("DELETE FROM contact WHERE id IN (SELECT value FROM json_each(?))", (given,))
        forget_papers(database)

    def count(self) -> int:
        """Return how many contacts there are, archived ones included."""
        return int(self._database.scalar("SELECT count(*) FROM contact"))

    def ids_by_email(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """Return the ids of the people who have each of the mail keys."""
        return self._by_key("email", keys)

    def ids_by_phone(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """Return the ids of the people who have each of the phone keys."""
        return self._by_key("phone", keys)

    def all_ids(self) -> list[int]:
        """Return every id, archived people included, in order."""
        return [row[0] for row in self._database.rows("SELECT id FROM contact ORDER BY id")]

    def ids_by_profile(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """Return the ids of the people who have each of the profile keys."""
        return self._by_key("link", keys)

    def ids_by_uid(self, uids: Sequence[str]) -> list[int]:
        """Return the ids of the people of these UIDs of ours, and of those merged into them, in order."""
        return [
            row[0]
            for row in self._database.rows(
                "SELECT id FROM contact WHERE uid IN (SELECT value FROM json_each(?1))"
                " UNION SELECT contact_id FROM former_uid WHERE uid IN (SELECT value FROM json_each(?1)) ORDER BY 1",
                (json.dumps(list(uids)),),
            )
        ]

    def former_uids(self, ids: Sequence[int]) -> dict[int, list[str]]:
        """Return the UIDs of those who were merged into each of the people of `ids`."""
        found: dict[int, list[str]] = defaultdict(list)
        for contact_id, uid in self._database.rows(
            "SELECT contact_id, uid FROM former_uid WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(list(ids)),),
        ):
            found[contact_id].append(uid)
        return found

    def ids_by_name(self, names: Iterable[str]) -> dict[str, list[int]]:
        """Return the ids of the first people of each folded name: of namesakes without end, some."""
        rows = self._database.rows(
            "SELECT k.value, (SELECT group_concat(id) FROM"
            f" (SELECT id FROM contact WHERE folded = k.value ORDER BY id LIMIT {_MOST_NAMESAKES}))"
            " FROM json_each(?) AS k",
            (json.dumps(sorted({fold(name) for name in names})),),
        )
        return {folded: [int(one) for one in found.split(",")] for folded, found in rows if found}

    def photo_of(self, contact_id: int) -> str | None:
        """Return the hash of a contact's photo, where there is one."""
        found: str | None = self._database.scalar("SELECT photo FROM contact WHERE id = ?", (contact_id,))
        return found

    def ids_by_country(self, country: str) -> list[int]:
        """Return the ids of the people of a country."""
        return [row[0] for row in self._database.rows("SELECT id FROM contact WHERE country = ?", (country,))]

    def renew_phone_keys(self, phone_key: PhoneKey) -> None:
        """Make the keys of all phones anew that depend on the user's region."""
        self._database.many(
            "UPDATE phone SET key = ? WHERE id = ?",
            [
                (new, phone_id)
                for phone_id, value, key in self._database.rows(
                    "SELECT id, value, key FROM phone WHERE value NOT LIKE '+%'"
                )
                if (new := phone_key(value)) != key
            ],
        )

    def give_photo(self, contact_id: int, digest: str) -> None:
        """Give a contact a photo where it has none."""
        self._database.execute("UPDATE contact SET photo = ? WHERE id = ? AND photo IS NULL", (digest, contact_id))

    def _by_key(self, table: str, keys: Iterable[str]) -> dict[str, list[int]]:
        """Return the ids of the people of each key; of a switchboard's or mailbox's many, none."""
        rows = self._database.rows(
            "SELECT k.value, (SELECT group_concat(contact_id) FROM"
            f" (SELECT contact_id FROM {table} WHERE key = k.value LIMIT {_MOST_HOLDERS + 1}))"
            " FROM json_each(?) AS k WHERE k.value <> ''",
            (json.dumps(sorted(set(keys))),),
        )
        found = ((key, [int(one) for one in holders.split(",")]) for key, holders in rows if holders)
        return {key: ids for key, ids in found if len(ids) <= _MOST_HOLDERS}

    def tags(self) -> list[str]:
        """Return every tag in use, sorted."""
        return [row[0] for row in self._database.rows("SELECT DISTINCT tag FROM contact_tag ORDER BY tag")]


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _part_rows(
    details: Details, phone_key: PhoneKey, organisation_id: Callable[[str], int]
) -> Iterator[tuple[str, tuple[object, ...]]]:
    for n, role in enumerate(dict.fromkeys(details.roles)):
        yield "contact_role", (n, role.value)
    for tag in dict.fromkeys(details.tags):
        yield "contact_tag", (tag,)
    for n, email in enumerate(details.emails):
        yield "email", (n, email.value, email_key(email.value), email.label, int(email.preferred))
    for n, phone in enumerate(details.phones):
        yield "phone", (n, phone.value, phone_key(phone.value), phone.label, int(phone.preferred))
    for n, a in enumerate(details.addresses):
        yield "address", (n, a.street, a.city, a.region, a.postal_code, a.country, a.label, fold(a.city))
    for n, link in enumerate(details.links):
        yield "link", (n, link.value, link.label, profile_key(link.value))
    for n, p in enumerate(details.positions):
        organisation = organisation_id(p.organisation) if p.organisation else None
        yield "position", (n, organisation, p.title, p.department, p.start_on, p.end_on, int(p.is_primary))


def _own_columns(details: Details) -> tuple[object, ...]:
    name = details.name
    return (
        name.formatted, name.prefix, name.given, name.additional, name.family, name.suffix, name.credentials,
        "\n".join(details.nicknames), fold(name.formatted), name.sort_key, details.note, details.birthday,
        details.tier.value if details.tier else None, int(details.starred), details.language, details.country,
        details.salutation, int(details.first_names),
    )  # fmt: skip


def _contact(row: tuple[Any, ...], parts: dict[str, list[tuple[Any, ...]]]) -> Contact:
    column = dict(zip(_CONTACT, row, strict=True))
    details = Details(
        name=Name(
            *(column[key] for key in ("name", "prefix", "given", "additional", "family", "suffix", "credentials"))
        ),
        nicknames=tuple(filter(None, column["nicknames"].split("\n"))),
        roles=tuple(Role(role) for _, role in parts["contact_role"]),
        tags=tuple(tag for (tag,) in parts["contact_tag"]),
        emails=tuple(Email(value, label, bool(preferred)) for _, value, _, label, preferred in parts["email"]),
        phones=tuple(Phone(value, label, bool(preferred)) for _, value, _, label, preferred in parts["phone"]),
        addresses=tuple(Address(*address[1:7]) for address in parts["address"]),
        links=tuple(Link(value, label) for _, value, label, _ in parts["link"]),
        positions=tuple(Position(p[0] or "", p[1], p[2], p[3], p[4], bool(p[5]), p[6]) for p in parts["position"]),
        birthday=column["birthday"],
        note=column["note"],
        tier=Tier(column["tier"]) if column["tier"] else None,
        starred=bool(column["starred"]),
        language=column["language"],
        country=column["country"],
        salutation=column["salutation"],
        first_names=bool(column["first_names"]),
    )
    return Contact(
        id=column["id"],
        uid=column["uid"],
        details=details,
        added_on=date.fromisoformat(column["added_on"]),
        state=State(column["state"]),
        state_since=date.fromisoformat(column["state_since"]) if column["state_since"] else None,
        state_why=column["state_why"],
    )
