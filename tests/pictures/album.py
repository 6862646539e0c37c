"""The pictures: of which screen, in which size and colours, and what is pressed to get there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from netcrm.domain.contact import Details
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position
from netcrm.domain.proposals import ProposalKind
from netcrm.services.imports.values import ImportOptions, OnDuplicate
from netcrm.tui.agenda_list import AgendaList
from netcrm.tui.app import NetcrmApp
from netcrm.tui.dialogs import ColumnMappingScreen, ImportPreviewScreen, ImportReportDialog
from netcrm.tui.dialogs.kept_file import KeptFileDialog
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.screens.employers import EmployersScreen
from netcrm.tui.screens.organisation import OrganisationScreen
from netcrm.tui.screens.study import StudyScreen
from netcrm.tui.screens.sync import SyncList, SyncScreen
from netcrm.tui.widgets.stage_board import StageBoard
from tests.pictures.others import work_of_others

ADDRESS_BOOK = Path(__file__).with_name("address_book.vcf")
_MEMBERS = Path(__file__).with_name("guild_members.csv")
_OLD_PHONE = Path(__file__).with_name("old_phone.vcf")
_STUDIES = Path(__file__).with_name("study_records.json")
_SPRING = Path(__file__).with_name("connections_spring.csv")
_AUTUMN = Path(__file__).with_name("connections_autumn.csv")
_DESIGN_SIZE = (120, 40)
_SMALL = (80, 24)
_TALL = (120, 74)
"""Room for all groups of Today at once."""
_LIGHT = "textual-light"


class Hand:
    """Goes through the screens as a user does: by the keys of the actions."""

    def __init__(self, pilot: Pilot[None], app: NetcrmApp) -> None:
        self.pilot = pilot
        self.app = app

    async def do(self, *action_ids: str) -> None:
        """Press the keys of actions, one after another."""
        for action_id in action_ids:
            await self.press(self.app.keys[action_id].split(",")[0])

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)
        await settled(self.pilot)

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def open(self, name: str) -> None:
        """Open somebody's page."""
        self.app.push_screen(ContactScreen(self.app.crm, self.app.crm.contacts.resolve(name)))
        await settled(self.pilot)

    async def down_to(self, name: str) -> None:
        """Go down Today to the next line about somebody."""
        agenda = self.app.screen.query_one(AgendaList)
        down = self.app.keys["cursor_down"].split(",")[0]
        for _ in range(agenda.line_count()):
            if agenda.item is not None and name in agenda.item.name:
                break
            await self.pilot.press(down)
        else:
            raise LookupError(f"Today has no line about {name}.")
        await settled(self.pilot)

    async def down_to_stage(self, title: str) -> None:
        """Go to the column of the board of interviews that is called so."""
        board = self.app.screen.query_one(StageBoard)
        for _ in board._columns:
            if board._columns[board._column].title == title:
                break
            await self.press("right")
        else:
            raise LookupError(f"The board has no stage {title}.")

    async def choose_playbook(self, name: str) -> None:
        """Open the dialog of playbooks, and go to one in its list; those that run with somebody stand before all."""
        await self.do("playbook")
        names = [line.name for line in self.app.crm.playbooks.lines()]
        running = self.app.screen.query_one(OptionList).option_count - len(names)
        await self.press(*["down"] * (running + names.index(name)))

    async def write(self) -> None:
        """Open the dialog of messages as somebody who has set a name to sign with."""
        self.app.crm.settings.set("name", "Robin Ashdown")
        await self.do("message")

    async def choose_template(self, name: str) -> None:
        """Open the dialog of messages, and go to a template in its list."""
        await self.write()
        templates = self.app.screen.query_one(OptionList)
        steps = templates.get_option_index(name) - (templates.highlighted or 0)
        await self.press(*["down" if steps > 0 else "up"] * abs(steps))


Way = Callable[[Hand], Awaitable[None]]


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the terminal has shown the same for a while: previews are reckoned a moment after the last key."""
    before, same = "", 0
    while same < 3:
        await pilot.pause(0.12)
        now = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        before, same = now, same + 1 if now == before else 0


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture."""

    name: str
    way: Way
    size: tuple[int, int] = _DESIGN_SIZE
    theme: str = ""


async def today(hand: Hand) -> None:
    """Stay where the program begins."""


async def people(hand: Hand) -> None:
    await hand.do("people")


async def calendar(hand: Hand) -> None:
    await hand.do("calendar", "week_on")


async def calendar_list(hand: Hand) -> None:
    await hand.do("calendar", "into_day", "cursor_down")


async def calendar_month(hand: Hand) -> None:
    """December with holidays, days off and a pause of everybody."""
    crm = hand.app.crm
    crm.settings.set("region", "US")
    crm.settings.set("days-off", "2026-12-28..2026-12-31 Between the years")
    crm.pauses.pause(None, date(2026, 12, 9), date(2026, 12, 11), "Guild congress")
    hand.app.store_changed()
    await hand.do("calendar", "month_on", "day_on", "into_day")


async def calendar_carry(hand: Hand) -> None:
    await hand.do("calendar", "into_day", "carry", "week_on", "day_on")


async def search(hand: Hand) -> None:
    await hand.do("people", "search")
    await hand.type("tag:area/respiratory -role:pi")


async def contact(hand: Hand) -> None:
    await hand.open("Carvalho")


async def log(hand: Hand) -> None:
    await hand.open("Deshmukh")
    await hand.do("log")
    await hand.press("c")
    await hand.type("Extension synopsis sent, she decides this week")


async def add(hand: Hand) -> None:
    await hand.do("add")
    await hand.type("Dr Noor Haddad-Lindgren, MD")


async def edit(hand: Hand) -> None:
    await hand.open("Carvalho")
    await hand.do("edit")


async def cadence(hand: Hand) -> None:
    await hand.open("Otieno-Lindholm")
    await hand.do("cadence")
    await hand.type("3 weeks")


async def follow_up(hand: Hand) -> None:
    await hand.open("Carvalho")
    await hand.do("follow_up")
    await hand.type("Send the agenda of the board meeting")
    await hand.press("tab")
    await hand.type("next tue 14:00")


async def snooze(hand: Hand) -> None:
    await hand.open("Lindqvist")
    await hand.do("snooze")


async def sorting(hand: Hand) -> None:
    await hand.do("sort_people", "tier_b", "later", "tier_c")


async def duplicates(hand: Hand) -> None:
    """Beside the pair of the sample network, those whom an old address book brings in once more."""
    hand.app.crm.imports.bring_in([_OLD_PHONE], ImportOptions(on_duplicate=OnDuplicate.NEW))
    await hand.do("people", "duplicates", "cursor_down")


async def merge(hand: Hand) -> None:
    await hand.do("people", "duplicates", "merge_pair")


async def where_from(hand: Hand) -> None:
    await hand.open("Haugland")
    await hand.do("where_from")
    await hand.press("down", "down", "down")


async def contact_news(hand: Hand) -> None:
    await hand.open("Haugland")


async def today_news(hand: Hand) -> None:
    await hand.down_to("Haugland")


async def done_many(hand: Hand) -> None:
    await hand.do("mark", "mark", "mark", "mark", "done")


async def pause(hand: Hand) -> None:
    await hand.open("Lindqvist")
    await hand.do("pause")
    await hand.press("tab")
    await hand.type("4 jan")
    await hand.press("tab")
    await hand.type("Parental leave")


async def follow_up_again(hand: Hand) -> None:
    await hand.open("Carvalho")
    await hand.do("follow_up")
    await hand.type("Pay the association dues")
    await hand.press("tab")
    await hand.type("31 jan")
    await hand.press("tab", "tab")
    await hand.type("1 year")


async def cadence_many(hand: Hand) -> None:
    await hand.do("people", "mark", "mark", "mark", "mark", "mark", "mark", "mark", "mark", "cadence")
    await hand.type("1 month")


async def skip_many(hand: Hand) -> None:
    await hand.down_to("Barzani")
    await hand.do("mark", "mark", "mark", "mark", "skip")
    await hand.type("Away at the investigator meeting")


async def drop(hand: Hand) -> None:
    await hand.down_to("Yusupov")
    await hand.do("drop")
    await hand.type("The project is over")


async def answered(hand: Hand) -> None:
    await hand.down_to("Achterberg")
    await hand.do("done")


async def playbook(hand: Hand) -> None:
    await hand.open("Mabaso")
    await hand.choose_playbook("mentor")


async def playbook_second(hand: Hand) -> None:
    await hand.open("Carvalho")
    await hand.choose_playbook("outreach")


async def playbook_many(hand: Hand) -> None:
    await hand.do("people", "mark", "mark", "mark", "mark", "mark", "mark", "mark", "mark")
    await hand.choose_playbook("reconnect")
    await hand.press("tab", "tab")
    await hand.type("3")


async def playbook_running(hand: Hand) -> None:
    await hand.open("Achterberg")
    await hand.do("playbook")


async def playbook_clash(hand: Hand) -> None:
    await hand.open("Achterberg")
    await hand.choose_playbook("reconnect")
    await hand.press("enter")


async def message(hand: Hand) -> None:
    await hand.down_to("Achterberg")
    await hand.write()


async def message_request(hand: Hand) -> None:
    await hand.open("Petrescu")
    await hand.choose_template("interview-request")
    await hand.press("tab")
    await hand.type("we met at the spring meeting of the Guild")
    await hand.press("tab")
    await hand.type("data management at a vendor")


async def import_list(hand: Hand) -> None:
    await hand.do("import_files")


async def import_columns(hand: Hand) -> None:
    await hand.do("people")
    imports = hand.app.crm.imports
    view = imports.table(_MEMBERS)
    if view is None:
        raise LookupError(f"{_MEMBERS.name} is no table.")
    hand.app.push_screen(ColumnMappingScreen(view, lambda mapping: imports.example(view, mapping)))
    await settled(hand.pilot)
    await hand.press("down", "down", "enter")
    await hand.type("org")
    await hand.press("enter")


async def import_columns_choice(hand: Hand) -> None:
    await import_columns(hand)
    await hand.press("enter")
    await hand.type("ti")


async def import_preview(hand: Hand) -> None:
    await hand.do("people")
    imports = hand.app.crm.imports
    imports.bring_in([_SPRING])
    plan = imports.plan([_AUTUMN])
    hand.app.push_screen(ImportPreviewScreen(plan, raw=lambda number: imports.raw(plan, number), can_map=True))
    await settled(hand.pilot)
    await hand.press("down", "down", "down", "down")


async def study_import(hand: Hand) -> None:
    """Tick some of those whom two studies name, say who one of them is, and look at somebody who is there."""
    await hand.do("people")
    imports = hand.app.crm.imports
    plan = imports.plan([_STUDIES])
    hand.app.push_screen(ImportPreviewScreen(plan, raw=lambda number: imports.raw(plan, number)))
    await settled(hand.pilot)
    await hand.press("space", "d", "d", "down", "space")


async def import_preview_moved(hand: Hand) -> None:
    await import_preview(hand)
    await hand.press("home", "c")


async def import_raw(hand: Hand) -> None:
    await import_preview(hand)
    await hand.press("r")


async def import_report(hand: Hand) -> None:
    await hand.do("people")
    imports = hand.app.crm.imports
    imports.bring_in([_SPRING])
    report = imports.apply(imports.plan([_AUTUMN]), congratulate=True)
    hand.app.store_changed()
    hand.app.push_screen(ImportReportDialog(report))
    await settled(hand.pilot)


async def interviews(hand: Hand) -> None:
    """Stand on an interview that is agreed, with its questions beside it."""
    await hand.do("interviews")
    await hand.down_to_stage("Agreed")


async def note_sheet(hand: Hand) -> None:
    await interviews(hand)
    await hand.do("note_sheet")
    await hand.type("She says start-up is where one learns how a site thinks.")


async def afterwards(hand: Hand) -> None:
    await hand.do("interviews")
    await hand.down_to_stage("Held")
    await hand.do("afterwards")
    await hand.type("Ask to sit in on one monitoring visit before spring")
    await hand.press("tab")
    await hand.type("Join the local chapter @ 15 dec")
    await hand.press("tab", "tab", "tab", "tab")
    await hand.type("Noor Haddad-Lindgren, CRC, Harbor Point, introduces")


async def interview(hand: Hand) -> None:
    await hand.do("interviews")
    await hand.down_to_stage("Asked")
    await hand.do("stage_on")
    await hand.press("tab")
    await hand.type("thu 15:00")


async def sync(hand: Hand) -> None:
    """Go to what netcrm moved too: a conflict."""
    work_of_others(hand.app.crm, Path.home())
    hand.app.store_changed()
    await settled(hand.pilot)
    await hand.do("sync")
    screen = hand.app.screen
    assert isinstance(screen, SyncScreen)
    shown = screen.query_one(SyncList)
    kinds = [proposal.kind for proposal in shown.proposals]
    await hand.press(*["down"] * kinds.index(ProposalKind.CONFLICT))


async def sync_folders(hand: Hand) -> None:
    await hand.do("sync")


async def employers(hand: Hand) -> None:
    """The list, on the employer with the nearest deadline."""
    hand.app.open(EmployersScreen(hand.app.crm))
    await settled(hand.pilot)
    await hand.do("cursor_down", "cursor_down")


async def employer_rank(hand: Hand) -> None:
    await employers(hand)
    await hand.do("edit_employer")


async def calendar_file(hand: Hand) -> None:
    hand.app.push_screen(KeptFileDialog(hand.app.crm))
    await settled(hand.pilot)
    await hand.press("tab", "tab")
    await hand.type("8:30")


async def export(hand: Hand) -> None:
    await hand.do("export_files")


async def insights(hand: Hand) -> None:
    await hand.do("insights")


async def goal(hand: Hand) -> None:
    await hand.do("insights", "goal_add")
    await hand.type("talk with 5 CRAs by 15 december")


async def report_dialog(hand: Hand) -> None:
    await hand.do("insights", "report")


async def report(hand: Hand) -> None:
    """All of a report, before it is written."""
    await hand.do("insights", "report")
    await hand.press("enter")


async def study(hand: Hand) -> None:
    hand.app.push_screen(StudyScreen(hand.app.crm, hand.app.crm.studies.named("LANTERN-2").id))
    await settled(hand.pilot)


async def organisation(hand: Hand) -> None:
    hand.app.push_screen(OrganisationScreen(hand.app.crm, hand.app.crm.organisations.named("St Brigid").id))
    await settled(hand.pilot)
    await hand.do("cursor_down")


async def around(hand: Hand) -> None:
    await hand.open("Carvalho")
    await hand.do("around")


def _first_morning(hand: Hand) -> None:
    """Let two people of the congress be met, one of whom nobody knew."""
    events = hand.app.crm.events
    congress, names = events.resolve("congress").id, hand.app.crm.contacts
    nia = Details(
        name=read_name("Nia Ferreira-Holt, CCRC"), positions=(Position("Riverbend Clinical", is_primary=True),)
    )
    events.met_new(congress, nia, "Opens a respiratory unit in May and looks for monitors.")
    events.met(congress, names.resolve("Fashola"), "Asked for our eConsent checklist.")
    hand.app.store_changed()


async def event(hand: Hand) -> None:
    _first_morning(hand)
    await hand.do("events", "open_event", "cursor_down")


async def conference(hand: Hand) -> None:
    """Three letters, enter, and the line of what was said."""
    _first_morning(hand)
    await hand.do("events", "conference")
    await hand.type("lin")
    await hand.press("enter")
    await hand.type("Start-up in 40 days: she sends the slides")


async def events(hand: Hand) -> None:
    await hand.do("events")


async def help_screen(hand: Hand) -> None:
    await hand.do("help")


async def palette(hand: Hand) -> None:
    await hand.do("find")
    await hand.type("mar")


PICTURES = (
    Picture("today", today),
    Picture("today-all", today, size=_TALL),
    Picture("people", people),
    Picture("search", search),
    Picture("calendar", calendar),
    Picture("calendar-list", calendar_list),
    Picture("calendar-month", calendar_month),
    Picture("calendar-carry", calendar_carry),
    Picture("contact", contact),
    Picture("log", log),
    Picture("add", add),
    Picture("edit", edit),
    Picture("cadence", cadence),
    Picture("follow-up", follow_up),
    Picture("snooze", snooze),
    Picture("sorting", sorting),
    Picture("duplicates", duplicates),
    Picture("merge", merge),
    Picture("where-from", where_from),
    Picture("done-many", done_many),
    Picture("pause", pause),
    Picture("follow-up-again", follow_up_again),
    Picture("cadence-many", cadence_many),
    Picture("skip-many", skip_many),
    Picture("drop", drop),
    Picture("answered", answered),
    Picture("playbook", playbook),
    Picture("playbook-second", playbook_second),
    Picture("playbook-many", playbook_many),
    Picture("playbook-running", playbook_running),
    Picture("playbook-clash", playbook_clash),
    Picture("message", message),
    Picture("message-request", message_request),
    Picture("import-list", import_list),
    Picture("import-columns", import_columns),
    Picture("import-columns-choice", import_columns_choice),
    Picture("study-import", study_import),
    Picture("import-preview", import_preview),
    Picture("import-preview-moved", import_preview_moved),
    Picture("import-raw", import_raw),
    Picture("import-report", import_report),
    Picture("interviews", interviews),
    Picture("interview", interview),
    Picture("note-sheet", note_sheet),
    Picture("afterwards", afterwards),
    Picture("sync", sync),
    Picture("sync-folders", sync_folders),
    Picture("employers", employers),
    Picture("employer-rank", employer_rank),
    Picture("calendar-file", calendar_file),
    Picture("study", study),
    Picture("organisation", organisation),
    Picture("around", around),
    Picture("events", events),
    Picture("event", event),
    Picture("conference", conference),
    Picture("export", export),
    Picture("insights", insights),
    Picture("goal", goal),
    Picture("report-dialog", report_dialog),
    Picture("report", report),
    Picture("help", help_screen),
    Picture("palette", palette),
    Picture("today-light", today, theme=_LIGHT),
    Picture("contact-light", contact, theme=_LIGHT),
    Picture("calendar-light", calendar_list, theme=_LIGHT),
    Picture("interviews-light", interviews, theme=_LIGHT),
    Picture("today-80x24", today, size=_SMALL),
    Picture("calendar-80x24", calendar_list, size=_SMALL),
    Picture("calendar-light-80x24", calendar, size=_SMALL, theme=_LIGHT),
    Picture("sorting-80x24", sorting, size=_SMALL),
    Picture("duplicates-80x24", duplicates, size=_SMALL),
    Picture("merge-80x24", merge, size=_SMALL),
    Picture("contact-news-80x24", contact_news, size=_SMALL),
    Picture("today-news-80x24", today_news, size=_SMALL),
    Picture("playbook-80x24", playbook_second, size=_SMALL),
    Picture("message-request-80x24", message_request, size=_SMALL),
    Picture("people-80x24", people, size=_SMALL),
    Picture("insights-80x24", insights, size=_SMALL),
    Picture("report-80x24", report, size=_SMALL),
    Picture("contact-80x24", contact, size=_SMALL),
    Picture("import-columns-80x24", import_columns, size=_SMALL),
    Picture("import-preview-80x24", import_preview, size=_SMALL),
    Picture("interviews-80x24", interviews, size=_SMALL),
    Picture("note-sheet-80x24", note_sheet, size=_SMALL),
    Picture("afterwards-80x24", afterwards, size=_SMALL),
    Picture("sync-80x24", sync, size=_SMALL),
    Picture("employers-80x24", employers, size=_SMALL),
    Picture("study-80x24", study, size=_SMALL),
    Picture("organisation-80x24", organisation, size=_SMALL),
    Picture("event-80x24", event, size=_SMALL),
    Picture("conference-80x24", conference, size=_SMALL),
    Picture("import-report-80x24", import_report, size=_SMALL),
)
