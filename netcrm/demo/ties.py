"""The ties of the sample network: who is what to whom, who introduced its user to whom, and the user's mentors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from netcrm.demo.history import workday
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.moments import local_moment
from netcrm.domain.ties.advice import Advice, AdviceState
from netcrm.domain.ties.introduction import Introduction, IntroductionStage, IntroductionStep, LaidTask
from netcrm.domain.ties.mentorship import MentorGoal, MentorGoalState, Mentorship
from netcrm.domain.ties.relations import Relation, RelationKind
from netcrm.services.introductions.people import people_of
from netcrm.services.introductions.tasks import planned_tasks
from netcrm.services.network import Loaded

_ASKED, _AGREED, _MADE = IntroductionStage.ASKED, IntroductionStage.AGREED, IntroductionStage.MADE
_MET, _THANKED, _DECLINED = IntroductionStage.MET, IntroductionStage.THANKED, IntroductionStage.DECLINED
_INES, _MARCUS, _SIOBHAN = "Inês Carvalho", "Marcus Webb-Adeyemi", "Dr Siobhán Ní Dhálaigh"
_ELEANOR, _BARAKA, _ROSALIND = "Eleanor Marchetti-Boyd", "Baraka Mwangi", "Rosalind Tuttle"
_ADAEZE, _ETIENNE, _AUGUSTIN = "Prof. Adaeze Nwachukwu", "Pr Étienne Delacourt-Mbaye", "Prof. Augustin Beauregard"

_RELATIONS = (
    (_MARCUS, RelationKind.COORDINATOR, _INES, ""),
    ("Kenji Amaral", RelationKind.SUB_INVESTIGATOR, _INES, ""),
    ("Josephine Lavoie", RelationKind.SUPERVISOR, "Delphine Okonkwo-Reyes", ""),
    ("Josephine Lavoie", RelationKind.SUPERVISOR, "Hyun-woo Seo", ""),
    ("Chukwuemeka Obi", RelationKind.SUB_INVESTIGATOR, _SIOBHAN, ""),
    ("Fionnuala Brophy", RelationKind.COORDINATOR, _SIOBHAN, ""),
    ("小林翔太", RelationKind.COORDINATOR, "高橋美咲", ""),
    (_ROSALIND, RelationKind.SUPERVISOR, "Wei Zhang", ""),
    (_ROSALIND, RelationKind.FRIEND, _ELEANOR, "started in the same cohort of monitors"),
    (_BARAKA, RelationKind.MENTOR, "Priya Venkataraman", ""),
    (_ELEANOR, RelationKind.MENTOR, "Astrid Lindqvist", ""),
    (_ADAEZE, RelationKind.MENTOR, "Saoirse Lynch-Tanaka", "supervised her doctorate"),
    (_ADAEZE, RelationKind.COLLEAGUE, "Farhad Yusupov", "writes her analysis plans"),
    ("Farhad Yusupov", RelationKind.SUPERVISOR, "Samuel Abebe", ""),
    (_INES, RelationKind.FRIEND, _ADAEZE, ""),
    (_AUGUSTIN, RelationKind.MENTOR, _ETIENNE, ""),
    (_ETIENNE, RelationKind.SUCCESSOR, _AUGUSTIN, ""),
    ("Priya Venkataraman", RelationKind.COLLEAGUE, "Diego Aranguren", ""),
)
_SITES = (
    ("Priya Venkataraman", RelationKind.MONITOR, "Lakeshore Clinical Trials", "every six weeks"),
    ("Diego Aranguren", RelationKind.MONITOR, "Clínica Mar Azul", ""),
    (_MARCUS, RelationKind.COORDINATOR, "Harbor Point Medical Center", ""),
)


@dataclass(frozen=True, slots=True)
class _Introduced:
    """An introduction, with the days of its stages counted from today."""

    by: str
    to: str
    topic: str
    steps: tuple[tuple[IntroductionStage, int], ...]
    asked_by: str = ""
    reason: str = ""
    """Why it was declined."""


_INTRODUCTIONS = (
    _Introduced(_MARCUS, _INES, "an internship on her team", ((_MADE, -1180), (_MET, -1175), (_THANKED, -1174))),
    _Introduced(
        "Josephine Lavoie", "Leroy Castleberry", "how a committee reads a consent form",
        ((_ASKED, -1120), (_MADE, -1117), (_MET, -1102), (_THANKED, -1101)),
    ),
    _Introduced(_INES, _ROSALIND, "a first job as a monitor", ((_ASKED, -1010), (_MADE, -1008), (_MET, -994),
                                                               (_THANKED, -993))),
    _Introduced(_BARAKA, "Astrid Lindqvist", "", ((_MADE, -610), (_MET, -600), (_THANKED, -598))),
    _Introduced(_ELEANOR, "Theo Brannigan", "monitors who become trial managers",
                ((_ASKED, -240), (_AGREED, -238), (_MADE, -231), (_MET, -220), (_THANKED, -219))),
    _Introduced("Astrid Lindqvist", "Grace Otieno-Lindholm", "", ((_MADE, -190), (_MET, -182), (_THANKED, -181)),
                asked_by="Wei Zhang"),
    _Introduced("Clementine Roux-Harding", "Yael Ben-Ami", "from monitoring to regulatory affairs",
                ((_ASKED, -40), (_AGREED, -38), (_MADE, -33))),
    _Introduced("Nomvula Dlamini", "Caoimhe Redmond", "what inspectors look at first",
                ((_ASKED, -75), (_DECLINED, -71)), reason="inspectors do not meet monitors alone"),
    _Introduced("Grace Otieno-Lindholm", "Saoirse Lynch-Tanaka", "registry studies", ((_ASKED, -6), (_AGREED, -3))),
    _Introduced(_INES, _ADAEZE, "the steering committee of LANTERN-2", ((_ASKED, -4),)),
    _Introduced(_ROSALIND, "Ingrid Haugland", "her move to development", ((_ASKED, -21), (_MADE, -15), (_MET, 0))),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Goal:
    """A goal agreed with a mentor; its days are counted from today."""

    text: str
    agreed: int
    due: int | None = None
    state: MentorGoalState = MentorGoalState.OPEN
    closed: int | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class _Advised:
    """A piece of a mentor's advice; its days are counted from today."""

    text: str
    given: int
    state: AdviceState = AdviceState.OPEN
    closed: int | None = None
    outcome: str = ""
    is_shareable: bool = False


@dataclass(frozen=True, slots=True)
class _Mentor:
    """A mentor of the user's."""

    name: str
    began: int
    goals: tuple[_Goal, ...]
    advice: tuple[_Advised, ...] = ()
    note: str = ""
    ended: int | None = None
    meets: tuple[int, time, str] | None = None
    """The next meeting: in how many days, at what hour, and about what."""


_MENTORS = (
    _Mentor(
        _ELEANOR, -310,
        (
            _Goal("Lead one monitoring plan from draft to sign-off", -310, 40),
            _Goal("Sit in on two sponsor oversight meetings", -310, None, MentorGoalState.REACHED, -122,
                  "one for LANTERN-2, one for a device study"),
            _Goal("Say in one page where I want to be in five years", -95, 12),
        ),
        (
            _Advised("Ask to write the minutes: whoever writes them knows the study.", -200, AdviceState.FOLLOWED, -150,
                     "wrote those of four oversight meetings", is_shareable=True),
            _Advised("Apply before you feel ready; the posting lists wishes, not needs.", -33, is_shareable=True),
        ),
        "Every six weeks, by video; she wants an agenda the day before.",
        meets=(8, time(16, 0), "the five-year page"),
    ),
    _Mentor(
        _BARAKA, -760,
        (
            _Goal("Close every visit report within five working days", -500, None, MentorGoalState.REACHED, -330,
                  "for six months in a row"),
            _Goal("Coach a new monitor at a first visit", -150, 60),
        ),
        (_Advised("Read the pharmacy log before anything else on a visit.", -700, AdviceState.FOLLOWED, -690,
                  "two findings on the first try"),),
    ),
    _Mentor(
        _AUGUSTIN, -900,
        (_Goal("Present one poster", -880, None, MentorGoalState.REACHED, -420, "at a chapter meeting"),),
        ended=-232,
    ),
)  # fmt: skip


def lay_ties(loaded: Loaded) -> None:
    """Write relations, introductions and mentorships."""
    for number, (first, kind, second, note) in enumerate(_RELATIONS, 1):
        relation = Relation(0, f"demo-relation-{number}", loaded.ids[first], kind, loaded.ids[second], note)
        loaded.session.relations.insert(relation.as_kept)
    for number, (name, kind, site, note) in enumerate(_SITES, 1):
        place = loaded.organisation(site)
        loaded.session.relations.insert(
            Relation(0, f"demo-site-relation-{number}", loaded.ids[name], kind, None, note, place)
        )
    for number, it in enumerate(_INTRODUCTIONS, 1):
        _lay_introduction(loaded, it, number)
    for number, mentor in enumerate(_MENTORS, 1):
        _lay_mentor(loaded, mentor, number)


def _day(loaded: Loaded, days: int) -> date:
    return workday(loaded.today + timedelta(days=days))


def _lay_introduction(loaded: Loaded, it: _Introduced, number: int) -> None:
    session, stage = loaded.session, it.steps[-1][0]
    introduction = Introduction(
        id=0,
        uid=f"demo-introduction-{number}",
        introducer_id=loaded.ids[it.by],
        to_id=loaded.ids[it.to],
        stage=stage,
        topic=it.topic,
        asked_by_id=loaded.ids[it.asked_by] if it.asked_by else None,
    )
    introduction_id = session.introductions.insert(introduction)
    for reached, days in it.steps:
        reason = it.reason if reached is _DECLINED else ""
        session.introductions.add_step(IntroductionStep(0, introduction_id, reached, _day(loaded, days), reason=reason))
    on = _day(loaded, it.steps[-1][1])
    for place, (task, follow_up) in enumerate(
        planned_tasks(session, introduction, people_of(session, introduction), on)
    ):
        laid = replace(follow_up, uid=f"demo-introduction-{number}-{place}", made_on=on)
        session.introductions.add_task(LaidTask(introduction_id, session.follow_ups.insert(laid), task))


def _lay_mentor(loaded: Loaded, mentor: _Mentor, number: int) -> None:
    session, contact_id = loaded.session, loaded.ids[mentor.name]
    meeting_id = None
    if mentor.meets:
        days, hour, about = mentor.meets
        on = session.policy().workdays.next_workday(loaded.today + timedelta(days=days))
        meeting = FollowUp(
            id=0,
            uid=f"demo-mentor-meeting-{number}",
            contact_id=contact_id,
            title=f"Meet {mentor.name}: {about}",
            due_on=on,
            due_at=local_moment(datetime.combine(on, hour)),
            made_on=_day(loaded, -33),
        )
        meeting_id = session.follow_ups.insert(meeting)
    ended_on = None if mentor.ended is None else _day(loaded, mentor.ended)
    mentorship_id = session.mentorships.insert(
        Mentorship(
            0, f"demo-mentor-{number}", contact_id, _day(loaded, mentor.began), ended_on, mentor.note, meeting_id
        )
    )
    for place, goal in enumerate(mentor.goals, 1):
        session.mentorships.insert_goal(
            MentorGoal(
                id=0,
                uid=f"demo-mentor-goal-{number}-{place}",
                mentorship_id=mentorship_id,
                text=goal.text,
                agreed_on=_day(loaded, goal.agreed),
                due_on=None if goal.due is None else loaded.today + timedelta(days=goal.due),
                state=goal.state,
                closed_on=None if goal.closed is None else _day(loaded, goal.closed),
                outcome=goal.outcome,
            )
        )
    for place, advised in enumerate(mentor.advice, 1):
        session.advice.insert(
            Advice(
                id=0,
                uid=f"demo-mentor-advice-{number}-{place}",
                contact_id=contact_id,
                text=advised.text,
                given_on=_day(loaded, advised.given),
                state=advised.state,
                closed_on=None if advised.closed is None else _day(loaded, advised.closed),
                outcome=advised.outcome,
                is_shareable=advised.is_shareable,
            )
        )
