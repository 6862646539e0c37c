"""A small store of invented people, built through the services, and screens over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from netcrm.clock import Clock
from netcrm.domain.cadence import CadenceScope, parse_cadence
from netcrm.domain.contact import Details, Email, Phone, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.values import Origin
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.app import NetcrmApp
from netcrm.tui.config import Config
from netcrm.tui.jobs import ACTS
from tests.stores import empty_store

TODAY = date(2026, 11, 23)
"""A Monday."""

OpenScreens = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
Settle = Callable[[Pilot[None]], Awaitable[None]]


def person(given: str, family: str, organisation: str = "", *roles: Role, **more: object) -> Details:
    """Return the details of an invented person."""
    return Details(
        name=Name(f"{given} {family}".strip(), given=given, family=family),
        roles=roles,
        positions=(Position(organisation, is_primary=True),) if organisation else (),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture(autouse=True)
def no_files_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))


@pytest.fixture
def empty_crm(tmp_path: Path) -> Iterator[Crm]:
    with Crm.open(empty_store(tmp_path / "store.db"), clock=Clock(TODAY), origin=Origin.SCREENS) as crm:
        yield crm


@pytest.fixture
def crm(empty_crm: Crm) -> Crm:
    """Four people: Ana is late, Bea promised something for today, Chidi awaits nothing, Dao is not yet contacted."""
    crm = empty_crm
    ana = person(
        "Ana", "Lima", "St Mary's", Role.PRINCIPAL_INVESTIGATOR, emails=(Email("ana@example.org"),), tier=Tier.A
    )
    bea = person("Bea", "Okafor", "Northwind CRO", Role.RESEARCH_ASSOCIATE, phones=(Phone("+1 617 555 0101"),))
    ids = [crm.contacts.add(details).contact_ids[0] for details in (ana, bea)]
    ids.append(crm.contacts.add(person("Chidi", "Eze", "Harbour University", Role.MENTOR)).contact_ids[0])
    ids.append(crm.contacts.add(person("Dao", "Nguyen", "", Role.RESEARCH_COORDINATOR)).contact_ids[0])
    crm.cadences.set(CadenceScope.TIER, "A", parse_cadence("2 weeks"))
    crm.cadences.set(CadenceScope.CONTACT, str(ids[3]), parse_cadence("1 month"))
    crm.interactions.log(InteractionDraft((ids[0],), Channel.CALL, TODAY - timedelta(days=20), summary="Her protocol"))
    crm.follow_ups.add(FollowUpDraft(ids[1], "Send her my CV", TODAY))
    return crm


@pytest.fixture
def screens() -> OpenScreens:
    """Open the screens over a store in a terminal of a size."""

    @asynccontextmanager
    async def opened(
        crm: Crm, *, size: tuple[int, int] = (120, 40), config: Config | None = None
    ) -> AsyncIterator[Pilot[None]]:
        app = NetcrmApp(crm, config=config)
        app.animation_level = "none"  # a scroll that glides is waited for at each key
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                yield pilot
        finally:
            app.threads.close()

    return opened


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is being read, written or drawn any more, and no key is on its way.

    `pause` looks at how busy the processor is, and on a busy machine takes a process that has to wait for an idle one:
    so the keyboard, and what was handed to the application, are waited for by name.
    """
    await _handed_on(pilot)
    while _is_busy(pilot):
        await _handed_on(pilot)
    await _handed_on(pilot)


def _is_busy(pilot: Pilot[None]) -> bool:
    """Whether something is under way; an act that has opened a dialog waits for its answer, and is not."""
    typed_ahead = getattr(pilot.app, "typed_ahead", None)
    asks = not isinstance(pilot.app.screen, FrameScreen)
    working = any(not (worker.is_finished or (asks and worker.group == ACTS)) for worker in pilot.app.workers)
    return working or (typed_ahead is not None and typed_ahead.is_held)


async def _handed_on(pilot: Pilot[None]) -> None:
    """Wait until a key can have gone to the widget that has the focus, up to the application, and have acted there."""
    for _ in range(2):
        passed = asyncio.Event()
        pilot.app.call_later(passed.set)
        await passed.wait()
        await pilot.pause()


def said(pilot: Pilot[None]) -> str:
    """Return all that notifications have said."""
    return "\n".join(notification.message for notification in pilot.app._notifications)


def lines_of(pilot: Pilot[None]) -> list[str]:
    """Return what the terminal shows, line by line."""
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


def shown(pilot: Pilot[None]) -> str:
    """Return what the terminal shows as one text."""
    return "\n".join(lines_of(pilot))


async def go_to_ana(pilot: Pilot[None], screen: str) -> None:
    """Go from Today to Ana Lima, its first: there, in People, or on her page."""
    if screen == "people":
        await pilot.press("2", "slash", *"lima")
        await settle(pilot)
        await pilot.press("down")
    elif screen == "page":
        await pilot.press("enter")
    await settle(pilot)
