"""More interviews of the sample network at all stages, with their sheets and the advice that came of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from netcrm.demo.history import workday
from netcrm.domain.interaction import Channel, Interaction
from netcrm.domain.interviews.interview import Interview, InterviewStep, Stage
from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.interviews.sheet import InterviewNote
from netcrm.domain.ties.advice import Advice, AdviceState
from netcrm.services.network import Loaded

_MOST = 100
"""Interactions of one person that are looked through."""


@dataclass(frozen=True, slots=True)
class _Open:
    """An interview that was not held (yet): its stages, each with its day counted from today."""

    who: str
    topic: str
    steps: tuple[tuple[Stage, int], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Talk:
    """An interview that was held on the day of the latest talk that the history has with somebody."""

    who: str
    topic: str
    then: tuple[tuple[Stage, int], ...] = ()
    """What came after it, in days."""
    asked: int | None = 14
    """How many days before it they were asked; None where nobody asked."""
    rating: int | None = None
    next_step: str = ""


_OPEN = (
    _Open("Saoirse Lynch-Tanaka", "how she builds a registry study", ((Stage.TO_CONTACT, -20),)),
    _Open("Emre Kılıç", "the step from monitoring to trial management", ((Stage.TO_CONTACT, -6),)),
    _Open("Thandeka Mabaso", "a coordinator's first year", ((Stage.TO_CONTACT, -2),)),
    _Open("Wilhelmina Achterberg", "recruiting in a small clinic", ((Stage.TO_CONTACT, -25), (Stage.ASKED, -11))),
    _Open(
        "Mthunzi Ndlovu",
        "monitoring devices at sea",
        ((Stage.ASKED, -60), (Stage.AGREED, -52), (Stage.MOVED, -21)),
        "on a ship until the end of the expedition",
    ),
    _Open(
        "Lorenzo Bassani", "contracts, seen from the other side", ((Stage.ASKED, -130), (Stage.NO_ANSWER, -105))
    ),
    _Open(
        "Kenji Amaral", "the clinician as sub-investigator", ((Stage.ASKED, -160), (Stage.DECLINED, -155)),
        "no time before his own study closes",
    ),
)  # fmt: skip
_TALKS = (
    _Talk("Farhad Yusupov", "how an interim analysis is read", ((Stage.THANKED, 1),), rating=5),
    _Talk("Eleanor Marchetti-Boyd", "where the field goes", ((Stage.THANKED, 1), (Stage.KEPT_IN_TOUCH, 6)), rating=5),
    _Talk("Samuel Abebe", "the way from monitoring to data", ((Stage.THANKED, 1),), asked=None, rating=3),
    _Talk("Margarethe Vogelsang", "what inspectors look for", ((Stage.THANKED, 1),), rating=4),
    _Talk("Declan Fogarty", "teaching interns at a site", ((Stage.THANKED, 1), (Stage.KEPT_IN_TOUCH, 30)), rating=4),
)
_WITH_WRITER, _WITH_REGULATORY = "Clementine Roux-Harding", "Yael Ben-Ami"
_SHEETS: dict[str, tuple[tuple[Topic | None, str, str, bool], ...]] = {
    _WITH_WRITER: (
        (Topic.TRENDS, "What is different in protocols from ten years ago?",
         "Twice the procedures, and nobody took one out.", True),
        (Topic.INSIGHTS, "Where does a protocol go wrong before anybody reads it?",
         "In the schedule of assessments: she starts there, and cuts.\nThree visits fewer saved her last study a year.",
         True),
        (Topic.ADVICE, "How would a monitor begin to write?",
         "Offer to write the plain language summary; nobody fights over it.", True),
        (Topic.RESOURCES, "Whom else should I talk with?", "The guild's writing group, every other Tuesday.", False),
        (Topic.ASSIGNMENTS, "What does a beginner write in the first half-year?", "", False),
        (None, "", "Dislikes the word “leverage”.", False),
    ),
    _WITH_REGULATORY: (
        (Topic.TRENDS, "What will one application for all of Europe change for sites?", "", False),
        (Topic.INSIGHTS, "Which letter from a regulator taught you most?", "", False),
        (Topic.INSIGHTS, "What do monitors get wrong in your eyes?", "", False),
        (Topic.ADVICE, "Which certificate is worth the money for somebody who monitors?", "", False),
        (Topic.RESOURCES, "Which guidance do you read again each year?", "", False),
        (Topic.ASSIGNMENTS, "Could I draft a cover letter with you?", "", False),
    ),
    "Farhad Yusupov": (
        (Topic.TRENDS, "What has changed in how interim analyses are planned?",
         "Adaptive designs put the statistician into the first meeting.", True),
        (Topic.INSIGHTS, "Why must a monitor never see the arms?",
         "People act on what they know, and the data show it a year later.", True),
        (Topic.RESOURCES, "Where does one learn to read a closed report?", "A short course, two evenings.", False),
    ),
}  # fmt: skip
_ADVICE: tuple[tuple[str, str, AdviceState, int | None, str, bool], ...] = (
    ("Farhad Yusupov", "Take the short course on reading interim analyses.", AdviceState.OPEN, None, "", True),
    (_WITH_WRITER, "Write a plain language summary for a study you monitor.", AdviceState.OPEN, None, "", True),
    ("Eleanor Marchetti-Boyd", "Get certified before you apply for lead roles.", AdviceState.FOLLOWED, 40,
     "Passed the exam at the first try.", True),
    ("Margarethe Vogelsang", "Read three inspection reports before the next audit.", AdviceState.FOLLOWED, 21,
     "Found our own weak spot in the second one.", False),
    ("Samuel Abebe", "Learn enough SQL to question the listings.", AdviceState.DROPPED, 60, "no access to them", False),
)  # fmt: skip
"""Who, what, how it stands, since how many days after the talk, what came of it, whether it may be shared."""


def lay_interview_notes(loaded: Loaded) -> None:
    """Write the interviews, sheets and advice."""
    session, today = loaded.session, loaded.today
    for number, it in enumerate(_OPEN, 1):
        steps = [(stage, workday(today + timedelta(days=days))) for stage, days in it.steps]
        interview = Interview(0, f"demo-open-interview-{number}", loaded.ids[it.who], steps[-1][0], it.topic)
        _write(loaded, interview, steps, {}, it.reason)
    talks = {_WITH_WRITER: session.interviews.of_contact(loaded.ids[_WITH_WRITER])[0]}
    for number, talk in enumerate(_TALKS, 1):
        talks[talk.who] = _held(loaded, talk, f"demo-held-interview-{number}")
    talks[_WITH_WRITER] = replace(talks[_WITH_WRITER], rating=4, next_step="send her the synopsis to mark up")
    session.interviews.replace(talks[_WITH_WRITER])
    for who, notes in _SHEETS.items():
        interview = talks.get(who) or session.interviews.of_contact(loaded.ids[who])[0]
        rows = (InterviewNote(0, place, *note) for place, note in enumerate(notes))
        session.interview_notes.write(interview.id, rows)
    _lay_advice(loaded, talks)


def _held(loaded: Loaded, talk: _Talk, uid: str) -> Interview:
    """Write a talk on the day of the latest one that was logged, with what was logged beside it."""
    contact_id = loaded.ids[talk.who]
    logged = loaded.session.interactions.of_contact(contact_id, _MOST)
    held = next(one for one in logged if one.channel is Channel.INTERVIEW)
    on = held.happened_on
    steps = [(Stage.ASKED, workday(on - timedelta(days=talk.asked)))] if talk.asked else []
    steps.append((Stage.HELD, on))
    steps += [(stage, min(on + timedelta(days=days), loaded.today)) for stage, days in talk.then]
    interview = Interview(
        0, uid, contact_id, steps[-1][0], talk.topic, on, rating=talk.rating, next_step=talk.next_step
    )
    thanks = _thanks(logged, held)
    with_steps = {Stage.HELD: held.id} | ({Stage.THANKED: thanks.id} if thanks else {})
    return replace(interview, id=_write(loaded, interview, steps, with_steps))


def _thanks(logged: Iterable[Interaction], held: Interaction) -> Interaction | None:
    """Return the letter that followed a talk within two days."""
    late = held.happened_on + timedelta(days=2)
    letters = (one for one in logged if one.channel is Channel.LETTER)
    return next((one for one in letters if held.happened_on <= one.happened_on <= late), None)


def _write(
    loaded: Loaded,
    interview: Interview,
    steps: Sequence[tuple[Stage, date]],
    logged: dict[Stage, int],
    reason: str = "",
) -> int:
    interview_id = loaded.session.interviews.insert(interview)
    for stage, on in steps:
        why = reason if stage.is_aside else ""
        loaded.session.interviews.add_step(InterviewStep(0, interview_id, stage, on, logged.get(stage), why))
    return interview_id


def _lay_advice(loaded: Loaded, talks: dict[str, Interview]) -> None:
    session, today = loaded.session, loaded.today
    for number, (who, text, state, days, outcome, is_shareable) in enumerate(_ADVICE, 1):
        interview = talks[who]
        given_on = interview.happens_on or today
        promises = session.follow_ups.of_contact(interview.contact_id)
        report = next((it.id for it in promises if "report back" in it.title.casefold()), None)
        closed_on = None if days is None else min(workday(given_on + timedelta(days=days)), today)
        session.advice.insert(
            Advice(
                0,
                f"demo-advice-{number}",
                interview.contact_id,
                text,
                given_on,
                interview.id,
                state,
                closed_on,
                outcome,
                is_shareable,
                report if state is AdviceState.OPEN else None,
            )
        )
