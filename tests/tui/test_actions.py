"""The one table of actions is complete, consistent, and can be remapped."""

from __future__ import annotations

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from netcrm.tui.actions import (
    ACTIONS,
    BY_ID,
    SCREENS,
    Action,
    Scope,
    bindings,
    collisions,
    key_label,
    of_scope,
    on_screen,
)
from netcrm.tui.screens.calendar import CalendarScreen
from netcrm.tui.screens.conference import ConferenceScreen
from netcrm.tui.screens.contact import ContactScreen
from netcrm.tui.screens.duplicates import DuplicatesScreen
from netcrm.tui.screens.employers import EmployersScreen
from netcrm.tui.screens.event import EventScreen
from netcrm.tui.screens.events import EventsScreen
from netcrm.tui.screens.insights import InsightsScreen
from netcrm.tui.screens.interviews import InterviewsScreen
from netcrm.tui.screens.note_sheet import NoteSheetScreen
from netcrm.tui.screens.organisation import OrganisationScreen
from netcrm.tui.screens.people import PeopleScreen
from netcrm.tui.screens.sorting import SortingScreen
from netcrm.tui.screens.study import StudyScreen
from netcrm.tui.screens.sync import SyncScreen
from netcrm.tui.screens.today import TodayScreen
from netcrm.tui.virtual_list import VirtualList
from netcrm.tui.widgets.month_grid import MonthGrid
from netcrm.tui.widgets.stage_board import StageBoard

CLASSES: dict[Scope, type[DOMNode]] = {
    Scope.TODAY: TodayScreen,
    Scope.PEOPLE: PeopleScreen,
    Scope.INTERVIEWS: InterviewsScreen,
    Scope.CALENDAR: CalendarScreen,
    Scope.INSIGHTS: InsightsScreen,
    Scope.CONTACT: ContactScreen,
    Scope.STUDY: StudyScreen,
    Scope.ORGANISATION: OrganisationScreen,
    Scope.SORTING: SortingScreen,
    Scope.DUPLICATES: DuplicatesScreen,
    Scope.SYNC: SyncScreen,
    Scope.EMPLOYERS: EmployersScreen,
    Scope.EVENTS: EventsScreen,
    Scope.EVENT: EventScreen,
    Scope.MONTH: CalendarScreen,
    Scope.LIST: VirtualList,
    Scope.BOARD: StageBoard,
    Scope.SHEET: NoteSheetScreen,
    Scope.CONFERENCE: ConferenceScreen,
}


def test_no_key_means_two_things_on_one_screen() -> None:
    assert collisions({}) == []


def test_a_remapped_key_that_collides_is_named() -> None:
    found = collisions({"log": "d"})
    assert "On Today, the key d means done and log." in found


def test_the_letters_of_tiers_mean_nothing_else_where_people_are_sorted() -> None:
    keys = {action.key for action in on_screen(Scope.SORTING)}
    assert {"a", "b", "c", "d"} <= keys
    assert "add" not in {action.id for action in on_screen(Scope.SORTING)}
    assert "On Sorting, the key a means tier_a and today." in collisions({"today": "a"})


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(ACTIONS)


@pytest.mark.parametrize("scope", [*SCREENS, Scope.MONTH, Scope.LIST, Scope.BOARD, Scope.SHEET, Scope.CONFERENCE])
def test_every_action_has_an_implementation_where_it_can_be_used(scope: Scope) -> None:
    actions = of_scope(scope) if scope in (Scope.LIST, Scope.BOARD) else on_screen(scope)
    missing = [action.id for action in actions if not hasattr(CLASSES[scope], f"action_{action.id}")]
    assert missing == []


@pytest.mark.parametrize("scope", SCREENS)
def test_every_key_of_the_table_is_bound_on_its_screen(scope: Scope) -> None:
    bound = {binding.id for binding in CLASSES[scope].BINDINGS if isinstance(binding, Binding)}
    assert {action.id for action in on_screen(scope) if action.key} <= bound


def test_the_keys_of_the_month_act_on_its_screen_and_go_before_those_of_the_list() -> None:
    bound = [binding for binding in MonthGrid.BINDINGS if isinstance(binding, Binding)]
    assert {binding.id: binding.action for binding in bound} == {
        action.id: f"screen.{action.id}" for action in of_scope(Scope.MONTH)
    }
    assert "On The calendar's month, the key t means this_day and undo." in collisions({"undo": "t"})
    assert collisions({"log": "h"}) == []


def test_bindings_carry_the_ids_by_which_keys_are_remapped() -> None:
    assert all(binding.id == binding.action for binding in bindings(Scope.TODAY, Scope.EVERYWHERE))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_says_what_it_does(action: Action) -> None:
    assert action.label
    assert action.help
    assert action.scopes
    assert set(action.shown) <= {*SCREENS, Scope.MONTH, Scope.SHEET, Scope.CONFERENCE}


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        ("question_mark", "?"),
        ("slash", "/"),
        ("j,down", "j"),
        ("ctrl+p", "ctrl+p"),
        ("enter", "enter"),
        ("D,delete", "D"),
    ],
)
def test_keys_read_as_people_write_them(keys: str, label: str) -> None:
    assert key_label(keys) == label
