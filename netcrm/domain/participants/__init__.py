"""Free text that looks like a study participant's data: netcrm is for the people who do the work, not for these.

The guard warns beside the text. It never blocks, changes or copies it; a finding holds places in a text, no text.
"""

from netcrm.domain.participants.finding import Finding, Kind
from netcrm.domain.participants.guard import findings, told_of

__all__ = ["Finding", "Kind", "findings", "told_of"]
