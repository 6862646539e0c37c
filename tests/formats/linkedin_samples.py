"""LinkedIn's exports as tests build them: rows of messages, connections, and the archive around them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

CONNECTION_TITLES = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
MESSAGE_TITLES = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT",
)  # fmt: skip
PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
)
SECRET = 'Between us: the budget, "as agreed"\nis 12,000'
"""What a message says; it must come out nowhere."""


def profile(name: str) -> str:
    """Return the address of somebody's profile: `https://www.linkedin.com/in/ana-lima`."""
    return f"https://www.linkedin.com/in/{name.casefold().replace(' ', '-')}"


def message(
    sender: str,
    recipients: str,
    sent: str,
    *,
    conversation: str = "",
    folder: str = "INBOX",
    draft: str = "No",
    links: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return one row of messages; recipients stand with commas, links are those of the names unless given."""
    known = links or {}
    told = [name.strip() for name in recipients.split(",")]
    return {
        "CONVERSATION ID": conversation or "+".join(sorted([sender, *told])),
        "FROM": sender,
        "SENDER PROFILE URL": known.get(sender, profile(sender)),
        "TO": recipients,
        "RECIPIENT PROFILE URLS": ",".join(filter(None, (known.get(name, profile(name)) for name in told))),
        "DATE": sent,
        "CONTENT": SECRET,
        "FOLDER": folder,
        "IS MESSAGE DRAFT": draft,
    }


def messages_csv(rows: Iterable[Mapping[str, str]], titles: Sequence[str] = MESSAGE_TITLES) -> bytes:
    """Return `messages.csv` with these columns."""
    return _table(titles, ([row.get(title, "") for title in titles] for row in rows))


def connections_csv(rows: Iterable[Sequence[str]], titles: Sequence[str] = CONNECTION_TITLES) -> bytes:
    """Return `Connections.csv` with the words that stand before its table."""
    return PREAMBLE.encode() + _table(titles, rows)


def connection(name: str, company: str = "", position: str = "", on: str = "05 Mar 2019") -> list[str]:
    """Return one row of connections."""
    first, _, last = name.partition(" ")
    return [first, last, profile(name), "", company, position, on]


def linkedin_zip(files: Mapping[str, bytes]) -> bytes:
    """Return the archive."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return text.getvalue().encode()
