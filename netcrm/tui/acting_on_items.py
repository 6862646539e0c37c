"""What keys do to agenda items: done, snooze, skip and drop, on one or on all that are marked, each one act.

One item is done and skipped at once, since the status line has said what that does. Several ask first, once for all.
"""

from __future__ import annotations

from netcrm.domain.interaction import Channel
from netcrm.errors import NothingToDo, UsageProblem
from netcrm.services.acting import ItemPreview
from netcrm.services.item_acts import ManyPreview
from netcrm.tui.act_line import MOST_PREVIEWED
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.interviewing import ask_afterwards
from netcrm.tui.jobs import act, told

_LOGGING = frozenset("cobw")
"""The letters of items that log an interaction when they are done: for several it is asked how one was in touch."""
_INTERVIEW = "i"
"""The letter of an interview, whose day is moved where others are snoozed."""
_LEAD = "l"
"""The letter of a lead, from which one withdraws."""
_DROPPED_SILENTLY = "a"
"""The letter of a question about an answer: letting it rest needs no reason."""


class ItemScreen(FrameScreen):
    """A screen whose keys act on agenda items."""

    def selected_item(self) -> str | None:
        """Return the key of the agenda item under the cursor: `c7`, `f7`, `a7`."""
        raise NotImplementedError

    def selected_items(self) -> tuple[str, ...]:
        """Return the keys of the agenda items that an act is for."""
        key = self.selected_item()
        return () if key is None else (key,)

    def way_to(self, what: str) -> str:
        """Return what to do first where an act finds nothing selected."""
        return f"Move to {what} first."

    def _items(self) -> tuple[str, ...]:
        keys = self.selected_items()
        if not keys:
            raise NothingToDo(f"Nothing is selected. {self.way_to('a check-in or a promise')}")
        return keys

    async def _preview_many(self, keys: tuple[str, ...]) -> ManyPreview | None:
        """Return what acts on several items would do; nothing where reckoning it would keep people waiting."""
        if len(keys) > MOST_PREVIEWED:
            return None
        return await self.app_.threads.read(self.crm.acts.preview_many, keys)

    @told
    async def action_done(self) -> None:
        """Do what the items ask for: log it for check-ins, tick promises, note answers that came."""
        keys = self._items()
        if len(keys) == 1:
            await self._do_one(await self.app_.threads.read(self.crm.acts.preview, keys[0]))
        else:
            await self._do_many(keys, await self._preview_many(keys))

    async def _do_one(self, preview: ItemPreview) -> None:
        if not preview.asks:
            done = await act(self.app_, self.crm.acts.done, preview.key)
            if done is not None and preview.key.startswith(_INTERVIEW):
                interview = await self.app_.threads.read(self.crm.interviews.get, int(preview.key[1:]))
                await ask_afterwards(self, interview, done)
            return
        from netcrm.tui.dialogs import AnsweredDialog

        answered = await self.ask(
            AnsweredDialog(
                preview.asks,
                preview.title,
                if_yes="logs the answer; the playbook ends, or goes on from there",
                if_no="the step is done: it is ticked and logged",
            )
        )
        if answered and preview.asks_about is not None:
            await act(self.app_, self.crm.playbooks.answered, preview.asks_about)
        elif answered is not None:
            await act(self.app_, self.crm.acts.done, preview.key, channel=Channel.EMAIL)

    async def _do_many(self, keys: tuple[str, ...], preview: ManyPreview | None) -> None:
        from netcrm.tui.dialogs import AnsweredDialog, DoneChoice, DoneDialog

        if preview is not None and preview.asking:
            title = f"{preview.asking} of these are steps that ask first whether an answer came."
            yes = "nothing is done: note the answers one at a time"
            answered = await self.ask(AnsweredDialog("Did any of them answer?", title, if_yes=yes, if_no="go on"))
            if answered is not False:
                return
        choice: DoneChoice | None = DoneChoice(None, "")
        if any(key[0] in _LOGGING for key in keys):
            choice = await self.ask(DoneDialog(self.crm, len(keys), preview))
        if choice is not None:
            await act(self.app_, self.crm.acts.done, *keys, channel=choice.channel, summary=choice.summary)

    @told
    async def action_snooze(self) -> None:
        """Show the items again on a day that is asked for, with the reason if one is given; move an interview."""
        from netcrm.tui.dialogs import SnoozeDialog

        keys = tuple(dict.fromkeys(_check_in_for_question(key) for key in self._items()))
        choice = await self.ask(SnoozeDialog(self.crm, keys))
        if choice is not None and len(keys) == 1 and keys[0].startswith(_INTERVIEW):
            interview = await self.app_.threads.read(self.crm.interviews.get, int(keys[0][1:]))
            await act(self.app_, self.crm.interviews.move, interview, choice.until)
        elif choice is not None:
            await act(self.app_, self.crm.acts.snooze, *keys, until=choice.until, reason=choice.reason)

    @told
    async def action_skip(self) -> None:
        """Skip: not this time. One at once; several after the reason was asked."""
        from netcrm.tui.dialogs import SkipDialog

        keys = self._items()
        reason: str | None = ""
        if len(keys) > 1:
            reason = await self.ask(SkipDialog(self.crm, len(keys), await self._preview_many(keys)))
        if reason is not None:
            await act(self.app_, self.crm.acts.skip, *keys, reason=reason)

    @told
    async def action_drop(self) -> None:
        """Give promises up and cancel interviews, with a reason; let unanswered messages rest."""
        from netcrm.tui.dialogs import ReasonDialog

        keys = self._items()
        if any(key[0] not in "afil" for key in keys):
            skip, cadence = self.app_.key_of("skip"), self.app_.key_of("cadence")
            raise UsageProblem(
                f"Only a promise, an interview or a lead can be dropped. {skip} skips a check-in,"
                f" {cadence} changes its cadence."
            )
        reason: str | None = ""
        if any(key[0] != _DROPPED_SILENTLY for key in keys):
            one = len(keys) == 1
            title = (await self.app_.threads.read(self.crm.acts.preview, keys[0])).title if one else ""
            asked = (f"Drop {len(keys)} lines", "Why do you give them up?")
            if one and keys[0].startswith(_INTERVIEW):
                asked = ("Cancel the interview", f"Why is “{title}” cancelled?")
            elif one and keys[0].startswith(_LEAD):
                asked = ("Withdraw", f"Why do you not go on with {title}?")
            elif one:
                asked = ("Drop the promise", f"Why do you give up “{title}”?")
            reason = await self.ask(ReasonDialog(*asked, required="Say why in a few words: history keeps it."))
        if reason is not None:
            await act(self.app_, self.crm.acts.drop, *keys, reason=reason)


def _check_in_for_question(key: str) -> str:
    """Return what can be snoozed: for the question about an answer, that person's check-in."""
    return f"c{key[1:]}" if key.startswith("a") else key
