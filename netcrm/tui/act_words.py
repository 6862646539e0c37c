"""What each act would do, said before its key is pressed: for one item, and for many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from netcrm.domain.days import long_day
from netcrm.services.acting import ItemPreview
from netcrm.services.item_acts import ManyPreview
from netcrm.services.words import what_happened
from netcrm.tui.text import span

_GAP = "  "


def acts_on_one(preview: ItemPreview, today: date, key_of: Callable[[str], str]) -> str:
    """Return `d done: logs an email, next Mon 7 Dec  s back Mon 30 Nov  S skip: next Mon 7 Dec`."""
    kind = preview.key[:1]
    if kind == "a":
        return f"{key_of('done')} answered{_GAP}{key_of('log')} write again{_GAP}{key_of('drop')} let it rest"
    if kind == "i":
        then = f", next {long_day(preview.next_if_done, today)}" if preview.next_if_done else ""
        return f"{key_of('done')} held{then}{_GAP}{key_of('snooze')} move it{_GAP}{key_of('drop')} cancel it"
    if kind == "l":
        return f"{key_of('done')} applied{_GAP}{key_of('snooze')} remind on another day{_GAP}{key_of('drop')} withdraw"
    done = [f"logs {what_happened(preview.logs)}"] if preview.logs else []
    done += [f"next {long_day(preview.next_if_done, today)}"] if preview.next_if_done else []
    parts = [f"{key_of('done')} done" + (f": {', '.join(done)}" if done else "")]
    if kind == "f" or preview.can_skip:
        parts.append(f"{key_of('snooze')} back {long_day(preview.next_if_snoozed, today)}")
    if preview.can_skip and preview.next_if_skipped and preview.next_if_skipped != preview.next_if_done:
        parts.append(f"{key_of('skip')} skip: next {long_day(preview.next_if_skipped, today)}")
    elif preview.can_skip:
        parts.append(f"{key_of('skip')} skip: same")
    if kind == "f":
        parts.append(f"{key_of('drop')} drop")
    return _GAP.join(parts)


def acts_on_many(preview: ManyPreview, today: date, key_of: Callable[[str], str]) -> str:
    """Return `d done: next 2 Dec to 3 Mar  s back Mon 30 Nov  S skip: 4 can be skipped`."""
    done = span(preview.first_if_done, preview.last_if_done, today)
    parts = [
        f"{key_of('done')} done" + (f": next {done}" if done else ""),
        f"{key_of('snooze')} back {long_day(preview.next_if_snoozed, today)}",
    ]
    skipped = span(preview.first_if_skipped, preview.last_if_skipped, today)
    if preview.can_skip == preview.count:
        parts.append(f"{key_of('skip')} skip" + (f": next {skipped}" if skipped else ""))
    else:
        parts.append(
            f"{key_of('skip')} skip: " + (f"{preview.can_skip} can be skipped" if preview.can_skip else "none")
        )
    return _GAP.join(parts)
