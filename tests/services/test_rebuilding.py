"""A store made again from its JSON lines is the first one: row by row, and in all that anybody sees of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcrm.domain.contact import Address, Details, Email, Link, Phone, Tier
from netcrm.domain.interaction import Channel
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.errors import NeedsDecision, UndoRefused
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind
from netcrm.services.follow_ups import FollowUpDraft
from netcrm.services.interactions import InteractionDraft
from netcrm.services.rebuilding import TypeCount
from tests.services.support import added, day, is_empty, whole_store
from tests.services.whole_stores import (
    CORPUS,
    exported,
    filled_by_hand,
    filled_from_the_corpus,
    seen,
    store,
    whole_tables,
)
from tests.store.walk import Walker, faults

Fill = Callable[[Crm], None]
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the folder shared/corpora/vcard is not beside the project"
)


@pytest.fixture(scope="module")
def full_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The JSON lines of a store that has something of everything."""
    folder = tmp_path_factory.mktemp("full")
    with store(folder) as crm:
        filled_by_hand(crm)
        crm.exports.write(ExportKind.JSONL, folder / "whole.jsonl")
    return folder / "whole.jsonl"


def without_holidays(whole: bytes) -> list[bytes]:
    """Return lines without those of holidays, which a store keeps of every country that it ever knew, and the last."""
    return [line for line in whole.splitlines() if b'{"type": "holiday"' not in line][:-1]


@pytest.mark.parametrize("fill", [filled_by_hand, pytest.param(filled_from_the_corpus, marks=needs_corpus)])
def test_a_rebuilt_store_is_equal_to_the_first(tmp_path: Path, fill: Fill) -> None:
    whole = tmp_path / "whole.jsonl"
    with store(tmp_path / "one") as one, store(tmp_path / "two") as two:
        fill(one)
        one.exports.write(ExportKind.JSONL, whole)
        two.rebuilding.rebuild(whole)
        assert exported(two) == whole.read_bytes()
        assert whole_tables(two) == whole_tables(one)
        assert two.safety.doctor(mend=False).findings == ()
        assert seen(two) == seen(one)
        assert two.contacts.add(Details(Name("New"))).contact_ids == one.contacts.add(Details(Name("New"))).contact_ids


def test_the_store_of_the_proof_has_something_in_every_table(full_file: Path, tmp_path: Path) -> None:
    with store(tmp_path) as crm:
        crm.rebuilding.rebuild(full_file)
        assert [table for table, rows in whole_tables(crm).items() if not rows] == []


@needs_corpus
def test_after_a_rebuild_the_same_files_bring_nothing_new(tmp_path: Path) -> None:
    with store(tmp_path / "one") as one, store(tmp_path / "two") as two:
        filled_from_the_corpus(one)
        one.exports.write(ExportKind.JSONL, tmp_path / "whole.jsonl")
        two.rebuilding.rebuild(tmp_path / "whole.jsonl")
        before = exported(two)
        filled_from_the_corpus(two)
        assert exported(two) == before


def test_the_plan_counts_the_lines_of_each_type(full_file: Path, crm: Crm) -> None:
    told: list[int] = []
    plan = crm.rebuilding.check(full_file, progress=told.append)
    lines = full_file.read_text(encoding="utf-8").splitlines()
    assert plan.problems == ()
    assert sum(count.lines for count in plan.counts) == len(lines) - 2
    assert TypeCount("contact", sum('{"type": "contact"' in line for line in lines)) in plan.counts
    assert told == list(range(500, len(lines) + 1, 500))
    assert is_empty(crm)


class TestUndo:
    def test_leaves_an_empty_store_and_redo_brings_all_back(self, full_file: Path, crm: Crm) -> None:
        crm.rebuilding.rebuild(full_file)
        rebuilt = whole_store(crm)
        assert [line.label for line in crm.history.lines()] == ["rebuild from whole.jsonl"]
        crm.history.undo()
        assert is_empty(crm)
        crm.history.redo()
        assert whole_store(crm) == rebuilt
        assert crm.safety.doctor(mend=False).findings == ()

    def test_brings_back_what_was_set_before(self, full_file: Path, crm: Crm) -> None:
        crm.settings.set("region", "FR")
        crm.settings.set("daily-cap", "3")
        crm.rebuilding.rebuild(full_file)
        assert (crm.settings.get("region"), crm.settings.get("daily-cap")) == ("US", "5")
        assert without_holidays(exported(crm)) == without_holidays(full_file.read_bytes())
        crm.history.undo()
        assert (crm.settings.get("region"), crm.settings.get("daily-cap")) == ("FR", "3")
        assert crm.safety.doctor(mend=False).findings == ()

    def test_works_in_a_store_that_held_others_before(self, full_file: Path, crm: Crm) -> None:
        ids = [added(crm, f"Person {number}", "2 weeks") for number in range(3)]
        crm.interactions.log(InteractionDraft(tuple(ids), Channel.CALL, day("2026-11-20"), summary="hello"))
        former = whole_store(crm)
        crm.contacts.delete(ids)
        emptied = whole_store(crm)
        done = crm.rebuilding.rebuild(full_file)
        assert exported(crm) == full_file.read_bytes()
        with pytest.raises(UndoRefused, match="rebuild from"):
            crm.history.undo((done.change_set or 0) - 1)
        crm.history.undo()
        assert whole_store(crm) == emptied
        crm.history.undo()
        assert whole_store(crm) == former

    def test_and_rebuilding_again_leads_to_the_same(self, full_file: Path, crm: Crm) -> None:
        crm.rebuilding.rebuild(full_file)
        crm.history.undo()
        crm.rebuilding.rebuild(full_file)
        assert exported(crm) == full_file.read_bytes()
        crm.history.undo()
        assert is_empty(crm)


def test_a_store_with_people_is_refused(full_file: Path, crm: Crm) -> None:
    added(crm, "Ana Lima")
    before = whole_store(crm)
    with pytest.raises(NeedsDecision, match="Name a new one for it"):
        crm.rebuilding.rebuild(full_file)
    assert whole_store(crm) == before


def test_ids_that_were_given_once_are_not_given_again(tmp_path: Path) -> None:
    with store(tmp_path / "one") as one, store(tmp_path / "two") as two:
        added(one, "Ana Lima")
        gone = added(one, "Bo Chen")
        one.follow_ups.delete(one.follow_ups.add(FollowUpDraft(1, "send it", day("2026-12-01"))).contact_ids[0])
        one.contacts.delete([gone])
        one.exports.write(ExportKind.JSONL, tmp_path / "whole.jsonl")
        two.rebuilding.rebuild(tmp_path / "whole.jsonl")
        assert added(two, "Wei Zhang") == gone + 1
        two.follow_ups.add(FollowUpDraft(1, "send it", day("2026-12-01")))
        assert [one.id for one in two._session.follow_ups.all()] == [2]


def test_a_file_of_before_the_ledger_had_books_comes_in_too(full_file: Path, crm: Crm, tmp_path: Path) -> None:
    former, sent = tmp_path / "former.jsonl", {}
    lines = [json.loads(line) for line in full_file.read_bytes().splitlines()]
    for line in lines:
        if line["type"] == "calendar-entry":
            assert (line.pop("book"), line.pop("file")) == ("event-brief", "")
            line["type"], line["cancelled_on"] = "calendar-item", line.pop("ended_on")
            sent[line["uid"]] = line["sequence"]
    assert sent
    kept = [line for line in lines if line["type"] != "calendar-book"]
    kept[-1]["lines"] = len(kept) - 1
    former.write_text("".join(json.dumps(line) + "\n" for line in kept))
    crm.rebuilding.rebuild(former)
    assert {uid: entry.sequence for uid, entry in crm._session.ledger.read("event-brief").items()} == sent


def test_an_import_after_it_is_told_from_those_before(tmp_path: Path) -> None:
    with store(tmp_path / "one") as one, store(tmp_path / "two") as two:
        filled_by_hand(one)
        imports = {row[0] for row in one._session.database.rows("SELECT DISTINCT change_set FROM source")}
        one.exports.write(ExportKind.JSONL, tmp_path / "whole.jsonl")
        two.rebuilding.rebuild(tmp_path / "whole.jsonl")
        assert {n: list(two.search.ids(f"import:{n}")) for n in imports} == {
            n: list(one.search.ids(f"import:{n}")) for n in imports
        }
        assert (two.contacts.add(Details(Name("Later"))).change_set or 0) > max(imports)


class TestStopping:
    def test_a_wish_to_cancel_is_heard_while_writing_too(
        self, full_file: Path, crm: Crm, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crm.settings.set("region", "FR")
        before = whole_store(crm)
        told: list[int] = []
        with pytest.raises(NeedsDecision, match="cancelled"):
            crm.rebuilding.rebuild(
                full_file, progress=told.append, cancelled=lambda: len(told) > 1 and told[-1] < told[-2]
            )
        assert whole_store(crm) == before
        with pytest.raises(NeedsDecision, match="cancelled"):
            crm.rebuilding.rebuild(full_file, cancelled=lambda: True)

    @pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX systems do")
    def test_a_program_killed_half_way_leaves_the_store_as_it_was(self, full_file: Path, tmp_path: Path) -> None:
        with store(tmp_path) as crm:
            crm.settings.set("region", "FR")
            before = whole_store(crm)
            path = crm.path
        process = subprocess.Popen(
            [sys.executable, "-c", _STOP_HALF_WAY, str(path), str(full_file)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == "inside\n"
        process.kill()
        process.communicate()
        with store(tmp_path) as crm:
            assert whole_store(crm) == before
            assert crm.safety.doctor(mend=False).findings == ()
            crm.rebuilding.rebuild(full_file)
            assert without_holidays(exported(crm)) == without_holidays(full_file.read_bytes())


_STOP_HALF_WAY = """
import sys
from datetime import date
from pathlib import Path
from netcrm.clock import Clock
from netcrm.services import rebuilding
from netcrm.services.crm import Crm
rebuilding._ROWS_AT_ONCE = 100  # so that rows are written before the last line is read
told = [0]
def stop(number):
    if number < told[-1]:
        print("inside", flush=True)
        sys.stdin.readline()
    told.append(number)
Crm.open(Path(sys.argv[1]), clock=Clock(date(2026, 11, 23))).rebuilding.rebuild(Path(sys.argv[2]), progress=stop)
"""


STRANGE = st.text(max_size=30) | st.sampled_from(
    [
        "a\u2028b\u2029c\x85d", "tab\tand\\n", "\\", "\\u0041", '"', "\x1b[31mred\x1b[0m", "\x1b", "שלום (right) عليكم",
        "\u202eabc", "👩‍🔬🧪", "e\u0301", "ﬁ", "\ufeffbom", "{}[],:", "null", "\ud83d", "x" * 70_000, "ZWNJ می‌روم",
    ]
)  # fmt: skip
NAMES = st.builds(lambda text: f"N {text}", STRANGE)
PEOPLE = st.builds(
    Details,
    st.builds(Name, NAMES, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE),
    nicknames=st.lists(STRANGE, max_size=3).map(tuple),
    roles=st.lists(st.sampled_from(Role), max_size=3, unique=True).map(tuple),
    tags=st.lists(st.sampled_from(["area/oncology", "médecine", "phase/2"]), max_size=3).map(tuple),
    emails=st.lists(st.builds(Email, STRANGE, STRANGE, st.booleans()), max_size=2).map(tuple),
    phones=st.lists(st.builds(Phone, STRANGE | st.just("0171 555 0100"), STRANGE), max_size=2).map(tuple),
    addresses=st.lists(st.builds(Address, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE), max_size=2).map(tuple),
    links=st.lists(st.builds(Link, STRANGE | st.just("https://linkedin.com/in/ana"), STRANGE), max_size=2).map(tuple),
    positions=st.lists(st.builds(Position, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE), max_size=3).map(tuple),
    birthday=STRANGE,
    note=STRANGE,
    tier=st.sampled_from([None, *Tier]),
    starred=st.booleans(),
    language=STRANGE,
    salutation=STRANGE,
    first_names=st.booleans(),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large])
@given(st.lists(PEOPLE, min_size=1, max_size=3), STRANGE)
def test_strange_characters_come_through(
    tmp_path_factory: pytest.TempPathFactory, people: list[Details], words: str
) -> None:
    folder = tmp_path_factory.mktemp("strange")
    with store(folder / "one") as one, store(folder / "two") as two:
        for details in people:
            one.contacts.add(details, allow_known=True)
        one.interactions.log(InteractionDraft((1,), Channel.CALL, day("2026-11-20"), summary=words))
        one.follow_ups.add(FollowUpDraft(1, f"x{words}"[:100], day("2026-12-01")))
        one.exports.write(ExportKind.JSONL, folder / "whole.jsonl")
        whole = (folder / "whole.jsonl").read_bytes()
        assert len(whole.decode().splitlines()) == whole.count(b"\n")
        two.rebuilding.rebuild(folder / "whole.jsonl")
        assert exported(two) == whole
        assert whole_tables(two) == whole_tables(one)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_store_that_somebody_lived_with_comes_through(tmp_path: Path, seed: int) -> None:
    walker = Walker(tmp_path / "one" / "network.db", Random(seed))
    walker.walk(120)
    walker.crm.exports.write(ExportKind.JSONL, tmp_path / "whole.jsonl")
    with store(tmp_path / "two") as two:
        two.rebuilding.rebuild(tmp_path / "whole.jsonl")
        assert exported(two) == (tmp_path / "whole.jsonl").read_bytes()
        assert whole_tables(two) == whole_tables(walker.crm)
        assert faults(two._session.database) == []
    walker.close()
