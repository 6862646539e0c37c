"""What the list of employers says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from netcrm.domain.days import counted, long_day, short_day
from netcrm.domain.employers.employer import MOTIVATION_WORDS, Insider, Rated
from netcrm.domain.paths.warmth import warmth_words
from netcrm.services.employer_lines import EmployerLine
from netcrm.services.employer_start import EmployersStart
from netcrm.services.leads import LeadLine
from netcrm.services.playbooks.values import PersonStart
from netcrm.services.words import listed
from netcrm.tui.text import one_line, paragraphs, plain
from netcrm.tui.widgets.hanging import Paragraph

_LABEL = 12
_MOST_PEOPLE = 5


def head_words(lines: Sequence[EmployerLine]) -> Content:
    """Return ` Employers: 12, 3 begun with, 4 open leads`, and what the columns are."""
    leads = sum(len(line.leads) for line in lines)
    begun = sum(bool(line.worked) for line in lines)
    words = f" {counted(len(lines), 'employer')}, {begun or 'none'} begun with, {counted(leads, 'open lead')}"
    return Content(f"{words} · by motivation, posting, advocacy")


def nothing(key_of: Callable[[str], str]) -> str:
    """Return what an empty list says."""
    return (
        "No employer is on the list yet.\n\n"
        f"{key_of('new_employer')} puts an organisation on it, with how gladly you would work there;"
        f" {key_of('new_lead')} keeps a job opening. {key_of('start_employers')} then writes to the best person at each"
        " of the first five: the outreach playbook."
    )


def who_words(line: EmployerLine, room: int) -> str:
    """Return whom to write to first, and how warm they are where there is room for that: `Ana Lima, warm`."""
    if not line.insiders:
        return "nobody known there"
    name = one_line(line.insiders[0].name)
    words = f"{name}, {warmth_words(line.rank.warmth)}"
    return words if cell_len(words) <= room else name


def about_employer(line: EmployerLine, today: date) -> Iterator[Paragraph]:
    """Yield what is known of an employer."""
    rank = line.rank
    city = f" · {line.city}" if line.city else ""
    yield Paragraph(Content.assemble((f"{line.place}. ", "bold $text-accent"), plain(line.name, "bold"), plain(city)))
    motivation = "not rated" if rank.motivation is None else f"{rank.motivation}, {MOTIVATION_WORDS[rank.motivation]}"
    posting = _rated(rank.posting, str(rank.posting.value))
    advocacy = _rated(rank.advocacy, "yes" if rank.advocacy.value else "no")
    yield _labelled("Rated", f"motivation {motivation} · posting {posting} · advocacy {advocacy}")
    if line.worked:
        yield _labelled("Running", line.worked)
    people = [_insider(one, today) for one in line.insiders[:_MOST_PEOPLE]]
    more = len(line.insiders) - len(people)
    people += [f"and {more} more"] if more else []
    yield _labelled("There", "; ".join(people) or "nobody is known there yet: add whom you find")
    if line.employer.note:
        yield Paragraph(Content.assemble(_label("Note"), paragraphs(line.employer.note)), _LABEL)


def about_lead(line: LeadLine, today: date) -> Iterator[Paragraph]:
    """Yield what is known of a job opening."""
    lead = line.lead
    yield Paragraph(Content.assemble(plain(lead.title, "bold"), plain(f" · {line.organisation}")))
    yield _labelled("Where it is", line.lead.state_words(today))
    yield _labelled("Found", long_day(lead.found_on, today) + (f", told by {line.told_by}" if line.told_by else ""))
    if lead.link:
        yield _labelled("Link", lead.link)
    if lead.note:
        yield Paragraph(Content.assemble(_label("Note"), paragraphs(lead.note)), _LABEL)


def start_words(plan: EmployersStart, today: date) -> str:
    """Return with whom the outreach begins where and when, and where it does not, a line each."""
    people = {it.contact_id: it for it in plan.preview.people} if plan.preview else {}
    days = {it: _days(one, today) for it, one in people.items()}
    are_same = len(set(days.values())) == 1
    lines = []
    for it in plan.begun:
        person = people[it.contact_id or 0]
        second = f", then {person.second_name}" if person.second_name else ""
        when = "" if are_same else f" · {days[it.contact_id or 0]}"
        inside = f" (your own institution: “{person.inside}” is meant for it)" if person.inside else ""
        lines.append(f"{it.organisation}: {it.name}{second}{when}{inside}")
    lines += [f"If nobody answers, on {next(iter(days.values()))}."] if are_same else []
    lines += [f"Not {it.organisation}: {it.why_not}." for it in plan.left]
    return "\n".join(lines)


def _days(person: PersonStart, today: date) -> str:
    """Return the days of the steps that come as long as nobody answers: `23 Nov, 26 Nov and 2 Dec`."""
    return listed(short_day(step.on, today) for step in person.steps if step.on)


def _insider(one: Insider, today: date) -> str:
    last = f", last {short_day(one.last_touch, today)}" if one.last_touch else ", not yet contacted"
    return f"{one.name} ({warmth_words(one.closeness(today))}{last})"


def _rated(rated: Rated, value: str) -> str:
    return f"{value} ({rated.why})" if rated.is_derived else f"{value}, as you say"


def _label(label: str) -> Content:
    return Content.styled(f"{label:<{_LABEL}}", "$text-accent")


def _labelled(label: str, words: str) -> Paragraph:
    return Paragraph(Content.assemble(_label(label), plain(words)), _LABEL)
