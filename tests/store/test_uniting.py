"""Nothing that names a contact is forgotten when two become one."""

from __future__ import annotations

from netcrm.services.crm import Crm
from netcrm.store.uniting import MOVED

DETAILS = ("contact_role", "contact_tag", "email", "phone", "address", "link", "position")
"""What a contact's details hold: written anew from the plan."""


def test_every_table_that_names_a_contact_is_moved_or_part_of_the_details(crm: Crm) -> None:
    database = crm._session.database
    tables = [row[0] for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    naming = {
        table for table in tables for row in database.rows(f"PRAGMA foreign_key_list({table})") if row[2] == "contact"
    }
    assert naming == {*MOVED, *DETAILS}
