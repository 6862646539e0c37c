"""The pages of people, studies, organisations and events, opened from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcrm.tui.app import NetcrmApp


def open_contact(app: NetcrmApp, contact_id: int) -> None:
    """Open somebody's page."""
    from netcrm.tui.screens.contact import ContactScreen

    app.open(ContactScreen(app.crm, contact_id))


def open_study(app: NetcrmApp, study_id: int) -> None:
    """Open the page of a study."""
    from netcrm.tui.screens.study import StudyScreen

    app.open(StudyScreen(app.crm, study_id))


def open_organisation(app: NetcrmApp, organisation_id: int) -> None:
    """Open the page of an organisation."""
    from netcrm.tui.screens.organisation import OrganisationScreen

    app.open(OrganisationScreen(app.crm, organisation_id))


def open_event(app: NetcrmApp, event_id: int) -> None:
    """Open the page of an event."""
    from netcrm.tui.screens.event import EventScreen

    app.open(EventScreen(app.crm, event_id))
