"""CSV out (RFC 4180): a row for each person, in a layout of our own or in Google's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from netcrm.formats.csv.google_writer import google_cells, google_titles, google_widths
from netcrm.formats.csv.own import COLUMNS, cells_of
from netcrm.formats.csv.writing import row_writer
from netcrm.formats.exported_contact import ExportedContact

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def write_csv(people: Iterable[ExportedContact], *, byte_order_mark: bool = False) -> Iterator[bytes]:
    """Yield the bytes of a table in our own layout in UTF-8, row after row; nobody gives the header alone.

    It is read back by `CsvImporter(Layout.NETCRM)` with nothing lost of a person's details. `byte_order_mark` is for
    programs that else take UTF-8 for a code page of old.
    """
    if byte_order_mark:
        yield _BYTE_ORDER_MARK
    write = row_writer()
    yield write(COLUMNS).encode()
    for person in people:
        yield write(cells_of(person)).encode()


def write_google_csv(people: Callable[[], Iterable[ExportedContact]]) -> Iterator[bytes]:
    """Yield the bytes of a table as Google Contacts exports and imports it, in UTF-8.

    Google's layout has as many columns as somebody has mail addresses, so that `people` is asked twice.
    """
    widths = google_widths(people())
    write = row_writer()
    yield write(google_titles(widths)).encode()
    for person in people():
        yield write(google_cells(person, widths)).encode()
