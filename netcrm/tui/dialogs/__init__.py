"""The questions that the screens ask: each dialog gives back a value, or None when it was left."""

from netcrm.tui.dialogs.asking import ConfirmDialog, PickPersonDialog, ReasonDialog
from netcrm.tui.dialogs.cadence import CadenceChoice, CadenceDialog
from netcrm.tui.dialogs.contact import ContactDialog
from netcrm.tui.dialogs.export import ExportChoice, ExportDialog
from netcrm.tui.dialogs.follow_up import FollowUpDialog
from netcrm.tui.dialogs.import_files import ImportDialog
from netcrm.tui.dialogs.import_preview import ImportPreviewScreen
from netcrm.tui.dialogs.log import LogDialog
from netcrm.tui.dialogs.marks import TagChoice, TagDialog, TierChoice, TierDialog
from netcrm.tui.dialogs.putting_off import PauseChoice, PauseDialog, SnoozeDialog
from netcrm.tui.dialogs.telling import BugDialog, ImportReportDialog

__all__ = [
    "BugDialog",
    "CadenceChoice",
    "CadenceDialog",
    "ConfirmDialog",
    "ContactDialog",
    "ExportChoice",
    "ExportDialog",
    "FollowUpDialog",
    "ImportDialog",
    "ImportPreviewScreen",
    "ImportReportDialog",
    "LogDialog",
    "PauseChoice",
    "PauseDialog",
    "PickPersonDialog",
    "ReasonDialog",
    "SnoozeDialog",
    "TagChoice",
    "TagDialog",
    "TierChoice",
    "TierDialog",
]
