"""Roles of many people at once."""

from __future__ import annotations

import json
from collections.abc import Mapping

from netcrm.domain.roles import Role
from netcrm.store.database import Database


def give_first_roles(database: Database, roles: Mapping[int, Role]) -> None:
    """Give people who have no role one as their main role; those who have any keep theirs."""
    database.execute(
        "INSERT INTO contact_role (contact_id, ordinal, role) SELECT c.id, 0, wanted.value ->> 1"
        " FROM json_each(?) AS wanted JOIN contact AS c ON c.id = wanted.value ->> 0"
        " WHERE NOT EXISTS (SELECT 1 FROM contact_role WHERE contact_id = c.id)",
        (json.dumps([[contact_id, role.value] for contact_id, role in roles.items()]),),
    )
