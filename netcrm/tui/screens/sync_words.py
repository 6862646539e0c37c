"""What the sync screen says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from textual.content import Content

from netcrm.domain.days import counted
from netcrm.domain.proposals import Decision, Proposal, ProposalKind
from netcrm.services.sync.values import SyncProblem, SyncRequest
from netcrm.tui.text import plain
from netcrm.tui.widgets.hanging import Paragraph

KINDS = {
    ProposalKind.TOUCH: "touch",
    ProposalKind.SNOOZE: "snooze",
    ProposalKind.DROP: "drop",
    ProposalKind.UPDATE: "update",
    ProposalKind.NEW: "new",
    ProposalKind.ARCHIVE: "archive",
    ProposalKind.CONFLICT: "conflict",
}
SIGNS = {Decision.TAKE: "[x]", Decision.LEAVE: "[ ]", Decision.REFUSE: "[-]"}
_MEANS = {
    Decision.TAKE: "[x] is done when you apply",
    Decision.LEAVE: "[ ] is left: you are asked again next time",
    Decision.REFUSE: "[-] is refused: netcrm writes its own over it",
}
_MEANS_IN_CONFLICT = {
    Decision.TAKE: "[x] lets the file hold",
    Decision.LEAVE: "[ ] is left: both stay as they are, and you are asked again next time",
    Decision.REFUSE: "[-] lets netcrm hold: it writes its own over the file",
}
_LABEL = 14
_LONGEST_NAME = 28


def head_words(proposals: Sequence[Proposal], problems: int, taken: int, requests: Sequence[SyncRequest]) -> Content:
    """Return ` Sync: 3 proposals, 2 ticked, 1 problem · /home/ana/calendar`."""
    words = f" Sync: {counted(len(proposals), 'proposal')}, {taken:,} ticked"
    if problems:
        words += f", {counted(problems, 'problem')}"
    places = [place for it in requests for place in (it.folder, it.cards, it.inbox) if place is not None]
    return Content.assemble(words, *(part for place in places for part in (" · ", plain(_short(place)))))


def _short(place: Path) -> str:
    """Return a path as people write it: `~/calendar`."""
    home = Path.home()
    return f"~/{place.relative_to(home)}" if place.is_relative_to(home) else str(place)


def hint(key_of: Callable[[str], str]) -> str:
    """Return which keys decide."""
    refuse, apply = key_of("refuse"), key_of("apply_sync")
    return f" {key_of('mark')} ticks · {refuse} refuses · {apply} does what is ticked, and writes the folders"


def nothing(key_of: Callable[[str], str]) -> str:
    """Return what is said where there is nothing to decide."""
    return f"Nobody did anything here that netcrm does not know. {key_of('apply_sync')} writes the folders."


def say(proposal: Proposal) -> str:
    """Return a proposal as its line says it: a conflict with both values before all, since lines are cut."""
    if proposal.kind is not ProposalKind.CONFLICT:
        return proposal.what
    return f"netcrm: {proposal.ours or 'nothing'} / file: {proposal.theirs or 'nothing'} · {proposal.what}"


def say_problem(problem: SyncProblem) -> str:
    """Return a problem as its line says it: a long name of a file is cut, so that the reason is seen."""
    return f"{problem.file}: {problem.why}".replace(problem.file, short_name(problem.file))


def short_name(name: str) -> str:
    """Return `checkin-1478bed7-f04e….ics`: how a long name of a file begins, and its ending."""
    stem, dot, suffix = name.rpartition(".")
    return name if len(name) <= _LONGEST_NAME else f"{stem[: _LONGEST_NAME - len(suffix) - 2]}…{dot}{suffix}"


def describe(proposal: Proposal, decision: Decision) -> Iterator[Paragraph]:
    """Yield what is known of a proposal, and what its decision means."""
    yield Paragraph(plain(proposal.what, "bold"))
    yield Paragraph(Content.assemble(("in ", "dim"), plain(proposal.file, "dim")))
    is_conflict = proposal.kind is ProposalKind.CONFLICT
    if is_conflict or proposal.ours or proposal.theirs:
        for label, value in (("netcrm holds", proposal.ours), ("the file", proposal.theirs)):
            words = plain(value) if value else Content.styled("nothing", "dim")
            yield Paragraph(Content.assemble((label.ljust(_LABEL), "$text-accent"), words), _LABEL)
    yield Paragraph(Content((_MEANS_IN_CONFLICT if is_conflict else _MEANS)[decision]), 4)


def describe_problem(problem: SyncProblem) -> Iterator[Paragraph]:
    """Yield what is known of a file that could not be used."""
    yield Paragraph(plain(problem.file, "bold"))
    yield Paragraph(Content.assemble("✗ ", plain(problem.why)), 2)
    yield Paragraph(Content("It is left as it is; all else goes on."))
