"""Items of the calendar move to other days in one act; what cannot says why."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from netcrm.domain.cadence import CadenceScope
from netcrm.domain.contact import Details
from netcrm.domain.interaction import Channel, Direction
from netcrm.domain.interviews.interview import Interview, Stage
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.errors import DateProblem, NetcrmError, NotFound, UsageProblem
from netcrm.services.crm import Crm
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from tests.services.support import day, every

AT = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)


@pytest.fixture
def ana(crm: Crm) -> Crm:
    """Ana has a check-in, a promise, one with an hour, an interview, a birthday, and has not answered."""
    details = Details(
        Name("Ana Lima"), positions=(Position("St Mary's", is_primary=True),), birthday="--11-25", tags=("site",)
    )
    crm.contacts.add(details)
    crm.cadences.set_many([1], every("2 weeks"))
    crm.cadences.set(CadenceScope.ORGANISATION, "St Mary's", every("1 week"))
    crm.interactions.log(
        InteractionDraft((1,), Channel.EMAIL, day("2026-10-27"), direction=Direction.OUTGOING, summary="Asked")
    )
    crm.follow_ups.add(FollowUpDraft(1, "Send it", day("2026-11-24")))
    crm.follow_ups.add(FollowUpDraft(1, "Call her", day("2026-11-25"), due_at=AT))
    with crm._session.act("interview"):
        crm._session.interviews.insert(Interview(0, "", 1, Stage.AGREED, "", day("2026-11-25"), AT))
    return crm


def places(crm: Crm) -> dict[str, date]:
    items = crm.agenda.build(day("2026-12-31")).items
    return {key: item.due_on for item in items for key in (item.key, *item.folded)}


def test_each_kind_that_can_moves_and_one_undo_takes_all_back(ana: Crm) -> None:
    before = places(ana)
    done = ana.months.move("c1", "f1", "f2", "i1", "o1", to=day("2026-12-03"))
    assert "Thu 3 Dec" in done.sentence
    assert {key: on.isoformat() for key, on in places(ana).items() if key[0] in "cfio"} == dict.fromkeys(
        ("c1", "f1", "f2", "i1", "o1"), "2026-12-03"
    )
    follow_up, interview = ana._session.follow_ups.get(2), ana._session.interviews.get(1)
    assert follow_up is not None
    assert interview is not None
    assert follow_up.due_at == interview.happens_at == AT.replace(month=12, day=3)
    assert done.change_set is not None
    ana.history.undo(done.change_set)
    assert places(ana) == before


def test_a_promise_that_moves_keeps_the_day_for_which_it_was_made(ana: Crm) -> None:
    ana.months.move("f1", to=day("2026-12-05"))
    follow_up = ana._session.follow_ups.get(1)
    assert follow_up is not None
    assert (follow_up.due_on, follow_up.snoozed_until) == (day("2026-11-24"), day("2026-12-05"))


@pytest.mark.parametrize(
    ("keys", "to", "problem", "words"),
    [
        (("b1",), "2026-12-03", UsageProblem, "Birthday of Ana Lima stays on its day of the year"),
        (("a1",), "2026-12-03", UsageProblem, "Did Ana Lima answer? That question stays until it is answered"),
        (("c1",), "2026-11-23", DateProblem, "to a day after today, not to today."),
        (("f2",), "2026-11-20", DateProblem, "not to Fri 20 Nov, which has passed."),
        (("i1",), "2026-11-20", DateProblem, "has passed"),
        (("f1", "b1"), "2026-12-03", UsageProblem, "Birthday"),
        (("f9",), "2026-12-03", NotFound, "f9"),
        (("zz",), "2026-12-03", NotFound, "zz"),
        ((), "2026-12-03", UsageProblem, "Nothing is to be moved"),
    ],
)
def test_what_cannot_move_says_why_and_nothing_moves(
    ana: Crm, keys: tuple[str, ...], to: str, problem: type[NetcrmError], words: str
) -> None:
    before = places(ana)
    with pytest.raises(problem) as told:
        ana.months.move(*keys, to=day(to))
    assert words in str(told.value)
    assert places(ana) == before


@pytest.mark.parametrize(
    ("on", "back", "wanted"),
    [
        ("2026-11-25", False, "2026-11-27"),
        ("2026-11-27", False, "2026-11-30"),
        ("2026-11-30", True, "2026-11-27"),
        ("2026-11-27", True, "2026-11-25"),
    ],
)
def test_a_day_on_or_back_is_a_working_day(crm: Crm, on: str, back: bool, wanted: str) -> None:
    crm.settings.set("region", "US")
    assert crm.months.working_day_beside(day(on), back=back) == day(wanted)


@pytest.mark.parametrize(
    ("key", "is_held_back"), [("c1", True), ("f1", True), ("f2", True), ("o1", True), ("i1", False)]
)
def test_what_is_moved_into_a_pause_says_when_it_comes_back(ana: Crm, key: str, is_held_back: bool) -> None:
    ana.pauses.pause(None, day("2026-12-01"), day("2026-12-04"), "")
    said = ana.months.move(key, to=day("2026-12-03")).sentence
    assert ("A pause holds it back until Mon 7 Dec." in said) is is_held_back, said
    assert places(ana)[key] == day("2026-12-07" if is_held_back else "2026-12-03")
