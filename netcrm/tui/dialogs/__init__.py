"""The questions that the screens ask: each dialog gives back a value, or None when it was left."""

from netcrm.tui.dialogs.asking import AnsweredDialog, ConfirmDialog, PickPersonDialog, ReasonDialog
from netcrm.tui.dialogs.cadence import CadenceChoice, CadenceDialog
from netcrm.tui.dialogs.column_mapping import ColumnMappingScreen
from netcrm.tui.dialogs.contact import ContactDialog
from netcrm.tui.dialogs.export import ExportChoice, ExportDialog
from netcrm.tui.dialogs.follow_up import FollowUpDialog
from netcrm.tui.dialogs.import_files import ImportDialog
from netcrm.tui.dialogs.import_options import ImportOptionsDialog, Offered
from netcrm.tui.dialogs.import_preview import ImportPreviewScreen
from netcrm.tui.dialogs.import_report import ImportReportDialog
from netcrm.tui.dialogs.import_rows import GoBack, ImportChoice
from netcrm.tui.dialogs.log import LogDialog
from netcrm.tui.dialogs.many import DoneChoice, DoneDialog, SkipDialog
from netcrm.tui.dialogs.marks import TagChoice, TagDialog, TierChoice, TierDialog
from netcrm.tui.dialogs.message import MessageDialog, SentMessage
from netcrm.tui.dialogs.playbook import PlaybookDialog
from netcrm.tui.dialogs.playbook_choice import PlaybookStart, PlaybookStop
from netcrm.tui.dialogs.putting_off import PauseChoice, PauseDialog, SnoozeChoice, SnoozeDialog
from netcrm.tui.dialogs.telling import BugDialog

__all__ = [
    "AnsweredDialog",
    "BugDialog",
    "CadenceChoice",
    "CadenceDialog",
    "ColumnMappingScreen",
    "ConfirmDialog",
    "ContactDialog",
    "DoneChoice",
    "DoneDialog",
    "ExportChoice",
    "ExportDialog",
    "FollowUpDialog",
    "GoBack",
    "ImportChoice",
    "ImportDialog",
    "ImportOptionsDialog",
    "ImportPreviewScreen",
    "ImportReportDialog",
    "LogDialog",
    "MessageDialog",
    "Offered",
    "PauseChoice",
    "PauseDialog",
    "PickPersonDialog",
    "PlaybookDialog",
    "PlaybookStart",
    "PlaybookStop",
    "ReasonDialog",
    "SentMessage",
    "SkipDialog",
    "SnoozeChoice",
    "SnoozeDialog",
    "TagChoice",
    "TagDialog",
    "TierChoice",
    "TierDialog",
]
