"""What an import's preview says about a line, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from netcrm.domain.merging import Change
from netcrm.services.imports.values import Answer, Decision, ImportProblem, PlannedCard, Vanished, Verdict
from netcrm.tui.dialogs.import_rows import ADD, SKIP, Kind, Row, decisions_for
from netcrm.tui.text import plain
from netcrm.tui.widgets.hanging import Paragraph

VERDICTS = {
    Verdict.NEW: "new",
    Verdict.UPDATED: "updated",
    Verdict.UNCHANGED: "unchanged",
    Verdict.LEFT: "left out before",
    Verdict.PROBLEM: "cannot be read",
}
"""What an import makes of a card, in words."""

KINDS = {
    Kind.ALL: "all",
    Kind.NEW: "new",
    Kind.UPDATED: "updated",
    Kind.UNCHANGED: "unchanged",
    Kind.LEFT: "left before",
    Kind.PROBLEM: "unreadable",
    Kind.PERHAPS: "perhaps the same",
    Kind.WARNINGS: "warnings",
    Kind.MOVED: "moved",
    Kind.VANISHED: "vanished",
}
"""The filters, in words."""

MOST_CHARACTERS = 600
"""How much of a value is shown: a note may have millions of characters."""
_MOST_CHANGES = 60
_PART = " / "
"""What stands between the parts of a name that changed."""
_NAME_PARTS = ("prefix", "given name", "additional name", "family name", "suffix")
_CARDS = (".vcf", ".vcard")
_OPTION_SIGNS = ("▸ ", "  ")
"""What stands before the decision that is taken, and before the others."""


_PLURALS = {"person": "people", "study": "studies", "new study": "new studies"}


def many(count: int, thing: str) -> str:
    """Return `1 card` or `12,000 cards`."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {_PLURALS.get(thing, f'{thing}s')}"


def clipped(text: str, most: int = MOST_CHARACTERS) -> str:
    """Return the beginning of a text, and how much follows."""
    return text if len(text) <= most else f"{text[:most]} … and {many(len(text) - most, 'character')} more"


def key_lines(keys: Sequence[tuple[str, str, str]], width: int) -> Content:
    """Return keys, what they do, and the actions that a click on them runs.

    The lines of `width` cells end between two keys and never within one.
    """
    lines: list[Content] = []
    for key, does, action in keys:
        words = Content.assemble((key, "bold $text-accent"), f" {does}  ")
        if action:
            words = words.stylize(Style.from_meta({"@click": action}))
        if lines and lines[-1].cell_length + words.cell_length - 2 <= width:
            lines[-1] += words
        else:
            lines.append(words)
    return Content("\n").join(lines)


def preview_keys(*, decides: bool, moved: bool, maps: bool) -> list[tuple[str, str, str]]:
    """Return the keys of the preview: some are of use only where there are doubts, changes of employer or columns."""
    keys = [
        ("enter", "import", "screen.take"),
        ("esc", "cancel", "screen.cancel"),
        ("space", "tick", "screen.tick_line"),
        ("a", "all", "screen.tick(True)"),
        ("n", "none", "screen.tick(False)"),
        ("f", "kind", "screen.next_filter"),
        ("/", "find", "screen.find"),
    ]
    keys += [("d", "decide", "screen.decide")] if decides else []
    keys += [("c", "congratulate", "screen.congratulate")] if moved else []
    keys.append(("r", "raw text", "screen.raw"))
    keys += [("m", "columns", "screen.go_back('columns')")] if maps else []
    return [*keys, ("o", "options", "screen.go_back('options')"), ("[ ]", "scroll", "")]


def name_of(row: Row) -> str:
    """Return what a line is called."""
    return problem_place(row) if isinstance(row, ImportProblem) else row.name[:MOST_CHARACTERS]


def problem_place(problem: ImportProblem) -> str:
    """Return `contacts.vcf, card 9, line 100`."""
    return f"{PurePath(problem.file).name}, {problem.where}, line {problem.line}"[:MOST_CHARACTERS]


def about(row: Row, width: int) -> str:
    """Return what stands beside the name: the organisation, the change of employer, or why it cannot be read.

    Where a change of employer does not fit into `width` cells, the new one alone stands there.
    """
    if isinstance(row, ImportProblem):
        return row.why[:MOST_CHARACTERS]
    if isinstance(row, PlannedCard) and row.moved:
        after = f"→ {row.moved.after[:MOST_CHARACTERS]}"
        both = f"{row.moved.before[:MOST_CHARACTERS]} {after}"
        return both if cell_len(both) <= width else after
    return row.organisation[:MOST_CHARACTERS]


def say_decision(card: PlannedCard, decision: Decision) -> str:
    """Return `add as somebody new`, `update Ana Lima (7)` or `skip`."""
    if decision == ADD:
        return "add as somebody new"
    if decision == SKIP:
        return "skip"
    name = next((other.name for other in card.perhaps if other.contact_id == decision.contact_id), "")
    return f"update {name[:MOST_CHARACTERS]} ({decision.contact_id})"


def describe(row: Row, decision: Decision | None) -> list[Paragraph]:
    """Return all that is known of a line: where it stands, who it may be, what was odd, what changes.

    `decision` is what happens to one that is perhaps somebody who is there.
    """
    if isinstance(row, ImportProblem):
        parts = [plain(name_of(row), "bold"), Content.assemble("✗ ", plain(clipped(row.why)))]
        if row.raw:
            parts.append(Content("r shows the text as it stands in the file"))
    elif isinstance(row, Vanished):
        parts = [plain(name_of(row), "bold"), *([plain(clipped(row.organisation))] if row.organisation else [])]
        parts.append(Content("Was in this source's earlier export, and is not in this one. Nothing is changed."))
    else:
        parts = list(_card_lines(row, decision))
    return [Paragraph(part, 4 if part.plain.startswith(_OPTION_SIGNS) else 2) for part in parts]


def _card_lines(card: PlannedCard, decision: Decision | None) -> Iterator[Content]:
    yield plain(name_of(card), "bold")
    guessed_from = "the papers" if card.papers else "the title"
    guess = Content.assemble(plain(f"{card.guessed_role}?", "bold"), f" is guessed from {guessed_from}")
    beside = [plain(clipped(card.organisation))] if card.organisation else []
    beside += [guess] if card.guessed_role else []
    if beside:
        yield Content(" · ").join(beside)
    kind = card.kind or ("card" if PurePath(card.file).suffix.casefold() in _CARDS else "row")
    where = f"{PurePath(card.file).name}, {kind} {card.place}, line {card.line}"
    yield plain(f"{VERDICTS[card.verdict]} · {where}", "dim")
    for way in card.ways:
        yield plain(clipped(way))
    for link in card.links:
        yield Content.assemble(("· ", "$text-accent"), plain(clipped(link)))
    yield from _doubts(card, decision)
    if card.moved:
        title = f", {clipped(card.moved.title)}" if card.moved.title else ""
        words = f"{clipped(card.moved.before)} → {clipped(card.moved.after)}{title}"
        yield Content.assemble(("moved: ", "bold $text-accent"), plain(words))
    if card.touches:
        whose = "its" if card.touches == 1 else "their"
        yield Content(f"With {many(card.touches, 'dated interaction')}, without {whose} text")
    for warning in card.warnings:
        yield Content.assemble(("! ", "$text-warning"), plain(clipped(warning)))
    for change in [part for it in card.changes[:_MOST_CHANGES] for part in _parts(it)]:
        before = Content.assemble(plain(clipped(change.before)), (" → ", "bold")) if change.before else Content("")
        after = plain(clipped(change.after)) if change.after else Content("nothing")
        yield Content.assemble(plain(f"{clipped(change.field)}: ", "bold"), before, after)
    if len(card.changes) > _MOST_CHANGES:
        yield Content(f"and {len(card.changes) - _MOST_CHANGES} more")
    if card.verdict is Verdict.UNCHANGED:
        yield Content("Nothing in it is new.")
    if card.verdict is Verdict.LEFT:
        yield Content("You left this out before; tick it to bring it in.")


def _parts(change: Change) -> Iterator[Change]:
    """Yield a change; of the parts of a name only those that differ, each by what it is called."""
    before, after = change.before.split(_PART), change.after.split(_PART)
    if change.field != "name parts" or not len(before) == len(after) == len(_NAME_PARTS):
        yield change
        return
    for part, old, new in zip(_NAME_PARTS, before, after, strict=True):
        if old != new:
            yield Change(part, old, new)


def _doubts(card: PlannedCard, decision: Decision | None) -> Iterator[Content]:
    """Yield whom a card may be and why, as decisions with a sign before the one that is taken."""
    options = decisions_for(card)
    reasons = {other.contact_id: other.reason for other in reversed(card.perhaps)}
    for other in card.perhaps:
        if not options or other.contact_id is None:
            yield Content.assemble(("? ", "$text-warning"), "Perhaps the same as ", plain(clipped(str(other))))
    if not options:
        return
    keys = (("d", "bold $text-accent"), " decides, ", ("D", "bold $text-accent"), " for all shown")
    yield Content.assemble(("? ", "$text-warning"), "Perhaps somebody who is there; ", *keys)
    for option in options:
        reason = reasons.get(option.contact_id, "") if option.answer is Answer.UPDATE else ""
        words = f"{say_decision(card, option)}{reason and ': '}{clipped(reason)}"
        yield Content.assemble(_OPTION_SIGNS[option != decision], plain(words, "bold" if option == decision else ""))


def verdict_of(card: PlannedCard, decision: Decision | None) -> Verdict:
    """Return what happens to a card as it is decided."""
    return Verdict.UPDATED if decision is not None and decision.answer is Answer.UPDATE else card.verdict
