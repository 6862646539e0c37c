"""What the tests of playbooks share: a store whose day can be moved, and what stands in it."""

from __future__ import annotations

from datetime import date

from netcrm.clock import Clock
from netcrm.domain.contact import Details, Tier
from netcrm.domain.follow_up import FollowUpState
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.services.crm import Crm
from netcrm.services.interactions import InteractionDraft
from netcrm.services.playbooks.values import RunView
from netcrm.services.session import Session
from netcrm.store.checks import check_store

ALL = ("conference", "house", "leaving", "mentor", "outreach", "reconnect", "thank-you")
"""The seven that are shipped."""


class World:
    """A store whose day can be moved."""

    def __init__(self, crm: Crm, session: Session) -> None:
        self.crm = crm
        self.session = session

    def on(self, day: str) -> date:
        """Make it that day."""
        self.session.clock = Clock(date.fromisoformat(day))
        return self.session.today

    def add(
        self,
        name: str,
        organisation: str = "",
        *,
        tier: Tier | None = None,
        role: Role | None = None,
        country: str = "",
    ) -> int:
        given, family = name.split()
        details = Details(
            Name(name, given=given, family=family),
            roles=(role,) if role else (),
            positions=(Position(organisation),) if organisation else (),
            tier=tier,
            country=country,
        )
        return self.crm.contacts.add(details).contact_ids[0]

    def log(
        self,
        whom: int,
        channel: Channel = Channel.EMAIL,
        direction: Direction | None = Direction.INCOMING,
        on: str = "",
    ) -> str:
        day = date.fromisoformat(on) if on else self.session.today
        return self.crm.interactions.log(InteractionDraft((whom,), channel, day, direction)).sentence

    def steps(self) -> list[str]:
        """Return the open steps: day, whom, what."""
        found = [it for it in self.session.follow_ups.all() if it.state is FollowUpState.OPEN and it.run_id]
        names = self.session.contacts.load([it.contact_id for it in found])
        return sorted(f"{it.due_on} {names[it.contact_id].name}: {it.title}" for it in found)

    def closed(self) -> list[str]:
        """Return the steps that were withdrawn or dropped, and why."""
        return [it.reason for it in self.session.follow_ups.all() if it.state is FollowUpState.DROPPED]

    def key(self, step: str) -> str:
        """Return the key of the open step of that id."""
        return next(
            f"f{it.id}" for it in self.session.follow_ups.all() if it.step == step and it.state is FollowUpState.OPEN
        )

    def done(self, step: str, channel: Channel | None = None) -> str:
        return self.crm.acts.done(self.key(step), channel=channel).sentence

    def run(self, whom: int) -> RunView:
        """Return the newest run of somebody, an open one first."""
        return self.crm.playbooks.runs(whom)[0]

    def held(self, whom: int) -> str:
        return self.session.kept(whom).held_by

    def sound(self) -> bool:
        """Whether the store holds together, and its kept states are those that would be made anew."""
        return not check_store(self.session.database) and not self.session.derived.differences(self.session.policy())
