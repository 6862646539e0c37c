"""JSON lines: one object a line, each with its `type`. Others script against it: keys may be added, never changed.

Dates are `YYYY-MM-DD`, moments ISO 8601 with their offset; unknown dates are null, unknown texts empty. The file of a
whole store begins with a line that says so and ends with one that counts the others; a store can be made again from it
(`netcrm.services.rebuilding`). What its lines carry stands in one table, `tables`.
"""

from netcrm.formats.json_lines.encoding import encoded_line, end_line, header_line, raw_line
from netcrm.formats.json_lines.people import Beside, WholeSource, contact_line, contact_object
from netcrm.formats.json_lines.records import follow_up_line, interaction_line, organisation_line

__all__ = [
    "Beside",
    "WholeSource",
    "contact_line",
    "contact_object",
    "encoded_line",
    "end_line",
    "follow_up_line",
    "header_line",
    "interaction_line",
    "organisation_line",
    "raw_line",
]
