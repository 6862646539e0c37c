"""What the sorting screen says: how far one is, who the person is, and what each key does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from textual.content import Content

from netcrm.domain.contact import Details, Tier
from netcrm.services.contacts import ContactView
from netcrm.services.sorting import SortingPage
from netcrm.tui.text import ago, day, paragraphs, plain
from netcrm.tui.widgets.hanging import Paragraph

_LABEL_WIDTH = 11
_GAP = 4
_QUIET = "$foreground-muted"
_KEY = "bold $text-accent"
_MOST_WAYS = 4
_MOST_NOTE = 4000


def head_words(page: SortingPage | None, later: int) -> Content:
    """Return `Sorting  212 of 2,400  ·  31 set aside`."""
    aside = f"  ·  {later:,} set aside" if later else ""
    where = f"{page.number:,} of {page.total:,}" if page else "done"
    return Content.assemble(("Sorting the unsorted", "bold"), "  ", (where, "bold $text-accent"), (aside, _QUIET))


def person_paragraphs(page: SortingPage, view: ContactView, today: date) -> Iterator[Paragraph]:
    """Yield who somebody is, where they came from, how to reach them, and the note."""
    details = view.contact.details
    yield Paragraph(plain(("★ " if details.starred else "") + view.contact.name, "bold"))
    guess = f"{view.guessed_role.label}?" if view.guessed_role else "no role yet"
    yield Paragraph(plain(", ".join(role.label for role in details.roles) or guess, "$text-accent"))
    position = details.primary_position
    where = ", ".join(filter(None, (position.title, position.department, position.organisation))) if position else ""
    yield Paragraph(plain(where or "no organisation yet"))
    if details.tags:
        yield Paragraph(plain(" ".join(f"#{tag}" for tag in details.tags), _QUIET))
    yield Paragraph(Content(""))
    yield _row("came from", page.came_from or "typed in")
    yield _row("added", f"{day(page.added_on, today)}, {ago(page.added_on, today)}")
    touched = view.standing.last_touch
    yield _row("last touch", f"{day(touched, today)}, {ago(touched, today)}" if touched else "none yet")
    yield from _ways(details)
    note = details.note.strip()
    if note:
        yield Paragraph(Content(""))
        yield Paragraph(paragraphs(note[:_MOST_NOTE] + (" …" if len(note) > _MOST_NOTE else "")))


def _ways(details: Details) -> Iterator[Paragraph]:
    ways = [
        *(("mail", it.value) for it in details.emails),
        *(("phone", it.value) for it in details.phones),
        *(("link", it.value) for it in details.links),
    ]
    yield from (_row(label, value) for label, value in ways[:_MOST_WAYS])
    if not ways:
        yield _row("to reach", "no way yet")
    elif len(ways) > _MOST_WAYS:
        yield _row("", f"and {len(ways) - _MOST_WAYS} more")


def _row(label: str, value: str) -> Paragraph:
    return Paragraph(Content.assemble((f"{label:<{_LABEL_WIDTH}}", _QUIET), plain(value)), _LABEL_WIDTH)


def choices(tiers: Mapping[Tier, str], key_of: Callable[[str], str]) -> Content:
    """Return the keys in two columns: the tiers with what each asks for, and what else there is."""
    left = [(f"tier_{tier.lower()}", f"tier {tier}   {tiers.get(tier, 'no cadence')}") for tier in Tier]
    right = [
        ("never", "never: no check-ins"),
        ("put_away", "archive"),
        ("later", "later: set aside"),
        ("open", "open the page"),
    ]
    first = [_choice(*one, key_of, 3) for one in left]
    width = max(words.cell_length for words in first) + _GAP
    return Content("\n").join(
        Content.assemble(one, " " * (width - one.cell_length), _choice(*other, key_of, 7))
        for one, other in zip(first, right, strict=True)
    )


def _choice(action_id: str, words: str, key_of: Callable[[str], str], width: int) -> Content:
    return Content.assemble((f"{key_of(action_id):<{width}}", _KEY), plain(words))


def none_left(people: int, later: int, key_of: Callable[[str], str]) -> Iterator[Paragraph]:
    """Yield what is said where nobody is left, and what to do then."""
    back = f"{key_of('back')} leads back."
    if not people:
        yield Paragraph(
            Content(
                "No people yet.",
            ).stylize("bold")
        )
        yield Paragraph(
            Content(f"\n{key_of('import_files')} imports an address book; who comes in is sorted here. {back}")
        )
        return
    if later:
        yield Paragraph(Content("All the others are sorted.").stylize("bold"))
        aside = "1 person is" if later == 1 else f"{later:,} people are"
        yield Paragraph(Content(f"\n{aside} set aside: {key_of('take_up')} takes them up again. {back}"))
        return
    yield Paragraph(Content("Everybody is sorted.").stylize("bold"))
    yield Paragraph(
        Content(f"\nWho comes in next without a tier or a cadence waits here, one person at a time. {back}")
    )
