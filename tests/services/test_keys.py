"""What phone numbers are compared by."""

from __future__ import annotations

import subprocess
import sys

import pytest

from netcrm.domain.contact import Details, Phone
from netcrm.domain.naming.name import Name
from netcrm.services.crm import Crm
from netcrm.services.keys import phone_key_for


@pytest.mark.parametrize(
    ("region", "written", "key"),
    [
        # With a +, the region does not matter.
        ("", "+442079460000", "+442079460000"),
        ("US", "+44 20 7946 0000", "+442079460000"),
        ("", "+44 (0)20 7946 0000", "+442079460000"),
        ("", "+44 020 7946 0000", "+442079460000"),
        ("", "+44-020-7946-0000", "+442079460000"),
        ("", "+1 205 555 0143", "+12055550143"),
        ("FR", "+1.202.555.0143", "+12025550143"),
        ("", "+39 06 1234 5678", "+390612345678"),  # Italy dials its 0 from abroad too
        ("", "tel:+1-202-555-0143", "+12025550143"),
        ("", "+٤٤٢٠٧٩٤٦٠٠٠٠", "+442079460000"),
        # Without one, it does.
        ("US", "(202) 555-0143", "+12025550143"),
        ("US-CA", "202.555.0143", "+12025550143"),
        ("us", "1 202 555 0143", "+12025550143"),
        ("GB", "020 7946 0000", "+442079460000"),
        ("GB", "0044 20 7946 0000", "+442079460000"),
        ("US", "011 44 20 7946 0000", "+442079460000"),
        ("DE-BY", "089 123456", "+4989123456"),
        ("FR", "01 99 00 12 34", "+33199001234"),
        # An extension is part of the switchboard's number.
        ("US", "202-555-0143 ext. 12", "+12025550143"),
        # What cannot be told is its digits.
        ("", "(202) 555-0143", "2025550143"),
        ("", "020 7946 0000", "02079460000"),
        ("XX", "020 7946 0000", "02079460000"),
        ("GB", "4411", "4411"),
        ("GB", "ext. 12", "12"),
        ("", "١٢٣٤", "1234"),
        ("GB", "call me", ""),
        ("GB", "", ""),
        ("GB", "+", ""),
        ("GB", "20 79", "2079"),
    ],
)
def test_a_phone_number_has_one_key_however_it_is_written(region: str, written: str, key: str) -> None:
    assert phone_key_for(region)(written) == key


def test_plain_international_numbers_need_no_library() -> None:
    script = (
        "import sys; from netcrm.services.keys import phone_key_for;"
        "assert phone_key_for('US')('+44 20 7946 0000') == '+442079460000'; assert 'phonenumbers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def _keys(crm: Crm) -> list[str]:
    return [row[0] for row in crm._session.database.rows("SELECT key FROM phone ORDER BY id")]


def test_a_new_region_makes_the_keys_anew_and_undo_brings_the_old_ones_back(crm: Crm) -> None:
    phones = (Phone("020 7946 0000"), Phone("+1 202 555 0143"), Phone("4411"))
    crm.contacts.add(Details(Name("Ana Lima"), phones=phones))
    assert _keys(crm) == ["02079460000", "+12025550143", "4411"]
    crm.settings.set("region", "GB")
    assert _keys(crm) == ["+442079460000", "+12025550143", "4411"]
    crm.history.undo()
    assert _keys(crm) == ["02079460000", "+12025550143", "4411"]
    crm.history.redo()
    crm.settings.set("region", "default")
    assert _keys(crm) == ["02079460000", "+12025550143", "4411"]
