"""The README's route to a phone, typed as it stands there, with Radicale in the place of iCloud."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from tests.interop.networks import BOLAJI, small_network
from tests.interop.programs import needs, run
from tests.interop.radicale_server import Server, running

pytestmark = needs("radicale", "vdirsyncer")

README = Path(__file__).parents[2] / "README.md"
TODAY = date(2026, 11, 23)
LONG_NAME = "0b1f6a52-4c3e-4f0e-9d7a-2f6c1f0e8a11"
"""As iCloud names a calendar."""


def of_readme(what: str) -> str:
    """Return the block of the README after a marker."""
    found = re.search(rf"<!-- {what} -->\n```\w+\n(.*?)\n```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert found, what
    return found[1]


def configuration(server: Server) -> str:
    """Return the README's configuration, for a server that lets everybody in."""
    text = re.sub(r"password\.fetch = .*", 'password = "a"', of_readme("the route to a phone"))
    assert text.count("you@icloud.com") == 2
    text = text.replace("you@icloud.com", "a")
    return text.replace("https://caldav.icloud.com/", server.url).replace("https://contacts.icloud.com/", server.url)


def make(server: Server, path: str, name: str, space: str, kind: str) -> None:
    """Make a collection on the server, as the phone has it before."""
    body = f"""<?xml version="1.0" encoding="utf-8"?><create xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:{space}"><set>
<prop><resourcetype><collection/><C:{kind}/></resourcetype><displayname>{name}</displayname></prop></set></create>"""
    assert server.ask("MKCOL", path, body.encode(), "application/xml")[0] == 201


def test_the_route_of_the_readme_brings_calendar_and_cards_to_the_server_and_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    netcrm = small_network(home, TODAY)
    calendars, people = home / "netcrm" / "calendars" / "netcrm", home / "netcrm" / "people"
    settings = home / "config" / "vdirsyncer" / "config"
    settings.parent.mkdir(parents=True)
    (tmp_path / "server").mkdir()
    with running(tmp_path / "server") as server:
        make(server, f"/a/{LONG_NAME}/", "netcrm", "caldav", "calendar")
        make(server, "/a/card/", "card", "carddav", "addressbook")
        text = configuration(server)
        settings.write_text(text, encoding="utf-8")
        listed = run(home, "vdirsyncer", "discover", "calendar", stdin="n\n" * 8, code=1)
        assert f'"{LONG_NAME}" ("netcrm")' in listed
        settings.write_text(text.replace("THE-LONG-NAME", LONG_NAME), encoding="utf-8")

        calendars.parent.mkdir(parents=True)
        netcrm("sync", str(calendars), "--contacts", str(people))
        run(home, "vdirsyncer", "discover", stdin="y\n" * 8)
        run(home, "vdirsyncer", "sync")
        _, calendar = server.ask("GET", f"/a/{LONG_NAME}/")
        assert calendar.count(b"BEGIN:VEVENT") == 2
        _, book = server.ask("GET", "/a/card/")
        assert book.count(b"BEGIN:VCARD") == 2

        (path,) = (path for path in calendars.glob("*.ics") if b"Send the synopsis" in path.read_bytes())
        path.write_bytes(path.read_bytes().replace(b"SUMMARY:Send", "SUMMARY:✓ Send".encode()))
        run(home, "vdirsyncer", "sync")
        said = netcrm.json("sync")
        assert [(one["kind"], one["contact"]["name"]) for one in said["proposals"]] == [("touch", BOLAJI)]
        run(home, "vdirsyncer", "sync")
