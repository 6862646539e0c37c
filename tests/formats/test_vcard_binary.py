"""Pictures, sounds and keys: marked as base64 in 3.0, data URIs in 4.0, and the same again."""

from __future__ import annotations

import pytest

from netcrm.domain.contact import Contact, Details
from netcrm.domain.naming.name import Name
from netcrm.formats.vcard.unknown import unknown_lines
from netcrm.formats.vcard.writer import CardVersion, write_card
from tests.services.support import day


@pytest.mark.parametrize(
    ("kept", "in_4"),
    [
        ("LOGO;TYPE=PNG;ENCODING=b:AAAA", "LOGO:data:image/png;base64,AAAA"),
        ("LOGO;ENCODING=b:AAAA", "LOGO:data:application/octet-stream;base64,AAAA"),
        ("LOGO;TYPE=work;ENCODING=b:AAAA", "LOGO;TYPE=work:data:application/octet-stream;base64,AAAA"),
        ("SOUND;TYPE=WAVE;ENCODING=b:AAAA", "SOUND:data:audio/wave;base64,AAAA"),
        ("KEY;TYPE=PGP;ENCODING=b:AAAA", "KEY:data:application/pgp;base64,AAAA"),
        ('item1.KEY;X-A="b:c";ENCODING=b:AAAA', 'item1.KEY;X-A="b:c":data:application/octet-stream;base64,AAAA'),
        ("KEY:https://keys.test/ana", "KEY:https://keys.test/ana"),
    ],
)
def test_data_goes_out_as_each_version_writes_it_and_is_the_same_again(kept: str, in_4: str) -> None:
    contact = Contact(1, "u-ana", Details(Name("Ana Lima")), day("2026-11-23"))
    for version, expected in ((CardVersion.V3, kept), (CardVersion.V4, in_4)):
        card = write_card(contact, uid="u-ana", version=version, extra_lines=[kept])
        assert expected in card.decode().replace("\r\n ", "").splitlines()
        assert list(unknown_lines(card)) == [kept]
