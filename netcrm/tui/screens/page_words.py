"""Words that the pages of studies and organisations have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from netcrm.domain.days import long_day, short_day
from netcrm.domain.follow_up import Owner
from netcrm.services.listing import ContactRow
from netcrm.services.page_parts import LastTouch, PagePromise
from netcrm.services.timeline import CHANNEL_LABELS
from netcrm.tui.text import ago, plain
from netcrm.tui.widgets.page_list import PageRow

QUIET = "$foreground-muted"


def headed(name: str, facts: Sequence[str]) -> Content:
    """Return the first line of a page: a name, and facts as chips beside it."""
    chips = [plain(f" {fact} ", "$text-primary on $primary-muted") for fact in facts if fact]
    return Content("  ").join([plain(name, "bold"), *chips])


def last_words(last: LastTouch | None, today: date) -> Content:
    """Return when one was last in touch with anyone: `Last touch: Lima by email Tue 3 Nov, 3 weeks ago: …`."""
    if last is None:
        return plain("No touch with anyone here yet.", QUIET)
    how = CHANNEL_LABELS[last.channel].lower()
    when = f"{long_day(last.on, today)}, {ago(last.on, today)}"
    said = f": {last.summary}" if last.summary else ""
    return Content.assemble("Last touch: ", plain(f"{last.names} by {how} {when}", "bold"), plain(said, QUIET))


def promise_rows(promises: Sequence[PagePromise], today: date) -> list[PageRow]:
    """Return open promises as lines, by day."""
    return [
        PageRow(
            key=f"f{it.follow_up.id}",
            label=long_day(it.follow_up.shows_on, today),
            name=it.name,
            words=("theirs: " if it.follow_up.owner is Owner.THEIRS else "") + it.follow_up.title,
            right=ago(it.follow_up.shows_on, today) if it.follow_up.shows_on < today else "",
            part="late",
            contact_id=it.follow_up.contact_id,
            item=f"f{it.follow_up.id}",
        )
        for it in promises
    ]


def touch_words(row: ContactRow, today: date) -> str:
    """Return when one was last in touch with somebody: `last 3 Nov`, `no touch yet`."""
    return f"last {short_day(row.last_touch, today)}" if row.last_touch else "no touch yet"
