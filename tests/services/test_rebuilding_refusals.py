"""Files that no store can be made from: one sentence with the line, and nothing is written."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netcrm.errors import Unreadable
from netcrm.formats.json_lines import reader as json_lines_reader
from netcrm.services.crm import Crm
from netcrm.services.exports import ExportKind, ExportOptions
from tests.services.support import is_empty
from tests.services.whole_stores import exported, filled_by_hand, store

Lines = list[dict[str, Any]]
Change = Callable[[Lines], object]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> str:
    with store(tmp_path_factory.mktemp("good")) as crm:
        filled_by_hand(crm)
        return exported(crm).decode()


@pytest.fixture(scope="module")
def good_file(good: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a file: a text so long is nothing for Hypothesis to show."""
    path = tmp_path_factory.mktemp("good") / "whole.jsonl"
    path.write_text(good, encoding="utf-8")
    return path


_INTERACTION = re.compile(r'\{"type": "interaction", "id": (\d+)')


@pytest.fixture(scope="module")
def short(good: str) -> str:
    """The same with every twentieth interaction, and those that others name: one stands for six hundred."""
    named = set(re.findall(r'"interaction": (\d+)', good))
    kept = [
        line
        for number, line in enumerate(good.splitlines(keepends=True)[:-1])
        if number % 20 == 0 or not (found := _INTERACTION.match(line)) or found[1] in named
    ]
    return "".join(kept) + f'{{"type": "end", "lines": {len(kept)}}}\n'


def first(lines: Lines, kind: str) -> dict[str, Any]:
    return next(line for line in lines if line["type"] == kind)


def put(kind: str, /, **values: object) -> Change:
    """Return the change that sets keys of the first line of a type."""
    return lambda lines: first(lines, kind).update(values)


def put_in(kind: str, part: str, /, **values: object) -> Change:
    """Return the change that sets keys of the first member of a list."""
    return lambda lines: next(line for line in lines if line["type"] == kind and line[part])[part][0].update(values)


def without(kind: str, key: str) -> Change:
    return lambda lines: first(lines, kind).pop(key)


def twice(kind: str, *keys: str) -> Change:
    """Return the change that lets the second line of a type repeat keys of the first."""

    def change(lines: Lines) -> None:
        one, other = [line for line in lines if line["type"] == kind][:2]
        other.update({key: one[key] for key in keys})

    return change


def written(folder: Path, lines: Lines) -> Path:
    path = folder / "whole.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def refused(crm: Crm, path: Path) -> str:
    """Return the sentence with which a file is refused; nothing may have been written."""
    plan = crm.rebuilding.check(path)
    with pytest.raises(Unreadable) as refusal:
        crm.rebuilding.rebuild(path)
    assert is_empty(crm)
    assert crm.history.lines() == []
    sentence = str(refusal.value)
    assert str(plan.problems[0].why) in sentence
    assert "\n" not in sentence
    return sentence


BAD_LINES: list[tuple[Change, str]] = [
    (put("contact", id=True), "“id” is no id"),
    (put("contact", id=0), "“id” is no id"),
    (put("contact", id=10**30), "“id” is no id"),
    (put("contact", id=1.0), "“id” is no id"),
    (put("contact", given=7), "“given” is no text"),
    (put("contact", note="a\0b"), "“note” holds the character NUL"),
    (put("contact", tier="E"), "“tier” is none of A, B, C, D"),
    (put("contact", state="gone"), "“state” is none of"),
    (put("contact", starred=1), "“starred” is neither true nor false"),
    (put("contact", added_on="2026-13-01"), "“added_on” is no date"),
    (put("contact", added_on="20261101"), "“added_on” is no date"),
    (put("contact", nicknames="Bo"), "“nicknames” is no list"),
    (put("contact", roles=["wizard"]), "in “roles” something is none of"),
    (put("contact", roles=["mentor", "mentor"]), "“roles” holds something twice"),
    (put("contact", tags=["a", "a"]), "“tags” holds something twice"),
    (put("contact", emails=["a@x.test"]), "“emails” holds something that is no object"),
    (put("contact", emails={}), "“emails” is no list"),
    (put_in("contact", "emails", label=None), "“label” in “emails” is no text"),
    (put_in("contact", "emails", colour="red"), "“colour” in “emails” is unknown"),
    (put_in("contact", "positions", organisation_id=999), "“positions” names organisation 999"),
    (put("contact", colour="red"), "“colour” is unknown; a newer netcrm may have written it"),
    (without("contact", "family"), "there is no “family”"),
    (without("contact", "phones"), "there is no “phones”"),
    (twice("contact", "id"), "there is a contact 1 before it"),
    (twice("contact", "uid"), "it repeats what line"),
    (put("organisation", kind="zoo"), "“kind” is none of"),
    (put("interaction", happened_on="yesterday"), "“happened_on” is no date"),
    (put("interaction", channel="pigeon"), "“channel” is none of"),
    (put("interaction", counts=0), "“counts” is neither true nor false"),
    (put("interaction", participants=[1, 1]), "“participants” holds something twice"),
    (put("interaction", participants=[4711]), "“participants” names contact 4711, which no line before it is"),
    (twice("interaction", "uid"), "it repeats what line"),
    (put("follow-up", contact=4711), "“contact” names contact 4711"),
    (put("follow-up", contact=None), "“contact” is no id"),
    (put("follow-up", run=4711), "“run” names playbook-run 4711"),
    (put("follow-up", due_at="2026-11-27T09:00:00"), "“due_at” is no moment"),
    (put("follow-up", due_at="noon"), "“due_at” is no moment"),
    (put("follow-up", every="2 weeks"), "stand together or not at all"),
    (put("follow-up", every="often"), "“every” is no interval"),
    (put("playbook-run", definition="title = "), "“definition” is no playbook"),
    (put("cadence", interval="sometimes"), "“interval” is no interval"),
    (put("cadence", scope="contact", contact=None, name="A"), "a cadence of a contact names its contact alone"),
    (put("cadence", scope="tier", name="Z"), "“Z” is no tier"),
    (put("cadence", scope="role", name="wizard"), "“wizard” is no role"),
    (put("cadence", interval="1 month", latest="2 weeks"), "The latest interval (2 weeks) is shorter"),
    (twice("cadence", "scope", "contact", "organisation", "name"), "it repeats what line"),
    (put("snooze", contact=None), "it is about one contact or one organisation"),
    (put("pause", start_on="2026-12-01", end_on="2026-11-01"), "it ends before it begins"),
    (put("not-same", first=2, second=1), "“first” is the lower id of the two"),
    (put("raw", content={"base64": "***"}), "“content” is neither a text nor base64"),
    (put("raw", content={"text": "\ud83d"}), "“content” is neither a text nor base64"),
    (put("raw", content={}), "“content” is neither a text nor base64"),
    (twice("raw", "digest"), "it repeats what line"),
    (put("setting", key="region", value="Atlantis"), "“Atlantis” is no value of the setting region"),
    (put("setting", key="daily-cap", value="-3"), "“-3” is no value of the setting daily-cap"),
    (put("setting", key="weekend", value="sun sat"), "“sun sat” is no value of the setting weekend"),
    (put("calendar-entry", sequence=-1), "“sequence” is no number"),
    (put("interaction", type="wish"), "“wish” is a type of line that this netcrm does not know"),
    (put("interaction", type=None), "“None” is a type of line"),
    (put("interaction", type=["contact"]), "is a type of line that this netcrm does not know"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "why"), BAD_LINES, ids=[why for _, why in BAD_LINES])
def test_a_line_that_no_store_could_have_written(
    crm: Crm, short: str, tmp_path: Path, change: Change, why: str
) -> None:
    before, lines = ([json.loads(line) for line in short.splitlines()] for _ in range(2))
    change(lines)
    changed = next(n for n, (one, other) in enumerate(zip(before, lines, strict=True), 1) if repr(one) != repr(other))
    sentence = refused(crm, written(tmp_path, lines))
    assert why in sentence
    assert f"whole.jsonl, line {changed}: " in sentence
    assert "Nothing was written" in sentence


def cut(number: int) -> Callable[[str], str]:
    return lambda text: "".join(text.splitlines(keepends=True)[:number])


def header(**values: object) -> Callable[[str], str]:
    def change(text: str) -> str:
        head, _, rest = text.partition("\n")
        return json.dumps({**json.loads(head), **values}) + "\n" + rest

    return change


BAD_FILES: list[tuple[Callable[[str], str], str]] = [
    (lambda text: "", "the file is empty"),
    (lambda text: "\n\n", "the file is empty"),
    (lambda text: text.partition("\n")[2], "line 1: it does not begin as a whole store does"),
    (header(whole=False), "line 1: it does not begin as a whole store does"),
    (header(format=2), "line 1: it was written by a newer netcrm (format 2, this one knows 1). Update netcrm"),
    (header(format="1"), "line 1: it is no first line of a whole store"),
    (header(last_ids=None), "line 1: it is no first line of a whole store"),
    (header(last_ids={"contact": 1 << 62}), "line 1: “last_ids” holds 'contact'"),
    (header(last_ids={"sqlite_master": 3}), "line 1: “last_ids” holds 'sqlite_master'"),
    (cut(-1), "its last line is missing: it was cut off"),
    (cut(30), "its last line is missing: it was cut off"),
    (lambda text: text[: len(text) // 2], "the file was cut off there"),
    (lambda text: text[:-20], "the file was cut off there"),
    (lambda text: re.sub(r'\{"type": "rest".*\n', "", text), "it counts"),
    (lambda text: text + text, "something stands after the last line"),
    (lambda text: "BEGIN:VCARD\nEND:VCARD\n", "line 1: it is no JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "why"), BAD_FILES)
def test_a_file_that_is_no_whole_store(
    crm: Crm, good: str, tmp_path: Path, change: Callable[[str], str], why: str
) -> None:
    path = tmp_path / "whole.jsonl"
    path.write_text(change(good), encoding="utf-8")
    sentence = refused(crm, path)
    assert why in sentence


def test_an_export_of_some_people_is_no_whole_store(tmp_path: Path, crm: Crm) -> None:
    with store(tmp_path / "one") as one:
        filled_by_hand(one)
        one.exports.write(ExportKind.JSONL, tmp_path / "some.jsonl", ExportOptions("tier:a"))
    assert "Export all with `netcrm export jsonl`, without a query" in refused(crm, tmp_path / "some.jsonl")


def test_a_missing_file_and_a_folder_are_told_apart(crm: Crm, tmp_path: Path) -> None:
    for path, why in [(tmp_path / "none.jsonl", "There is no file"), (tmp_path, "is a folder")]:
        with pytest.raises(Unreadable, match=why):
            crm.rebuilding.check(path)
        with pytest.raises(Unreadable, match=why):
            crm.rebuilding.rebuild(path)


def test_a_line_that_never_ends_is_refused_without_being_held(
    crm: Crm, good: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines_reader, "LONGEST_LINE", 1024 * 1024)
    path = tmp_path / "whole.jsonl"
    path.write_text(good.partition("\n")[0] + '\n{"type": "contact", "note": "' + "x" * 5_000_000, encoding="utf-8")
    assert "line 2: it is longer than 1 MB" in refused(crm, path)


def test_problems_are_told_together_but_not_without_end(crm: Crm, good: str, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in good.splitlines()]
    for line in lines:
        if line["type"] == "interaction":
            line["happened_on"] = "never"
    plan = crm.rebuilding.check(written(tmp_path, lines))
    assert len(plan.problems) == 20
    assert str(plan.problems[0]).startswith(f"line {lines.index(first(lines, 'interaction')) + 1}: “happened_on”")
    assert "There are 20 such lines or more" in refused(crm, tmp_path / "whole.jsonl")


def test_a_file_that_changes_between_the_looks_writes_nothing(crm: Crm, good: str, tmp_path: Path) -> None:
    path = tmp_path / "whole.jsonl"
    path.write_text(good, encoding="utf-8")
    told: list[int] = []

    def spoil(number: int) -> None:
        told.append(number)
        if number == 1000:  # of a word as long: where the first look stands just now, lines go on as they were
            path.write_text(good.replace('"channel": "call"', '"channel": "crow"'), encoding="utf-8")

    with pytest.raises(Unreadable, match="it was changed meanwhile"):
        crm.rebuilding.rebuild(path, progress=spoil)
    assert is_empty(crm)


def mangled(text: str, dice: random.Random) -> str:
    """Return a file of which a few lines were lost, doubled or changed, and counted anew."""
    found: list[str] = []
    for line in text.splitlines(keepends=True)[:-1]:
        lot, start = dice.random() * 500, dice.randrange(len(line))
        if lot < 2:
            other = dice.choice(['"', "null", "0", "{", "2026", "\\", "é", "-1", "9" * 30, "}", ""])
            found.append(line[:start] + other + line[start + dice.randrange(3) :])
        elif lot < 3:
            found += [line, line]
        elif lot > 4:
            found.append(line)
    return "".join(found) + f'{{"type": "end", "lines": {len(found)}}}\n'


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_a_mangled_file_is_refused_or_makes_a_sound_store(
    tmp_path_factory: pytest.TempPathFactory, good_file: Path, seed: int, part: int
) -> None:
    folder = tmp_path_factory.mktemp("mangled")
    path = folder / "whole.jsonl"
    lines = good_file.read_text(encoding="utf-8").splitlines(keepends=True)
    few = "".join(line for n, line in enumerate(lines) if n % part == 0 or "interaction" not in line)
    path.write_text(mangled(few, random.Random(seed)), encoding="utf-8")
    with store(folder) as crm:
        try:
            crm.rebuilding.rebuild(path)
        except Unreadable:
            assert is_empty(crm)
        assert crm.safety.doctor(mend=False).findings == ()
        crm.agenda.build(crm.today, all_new=True)
        for kind in ExportKind:
            exported(crm, kind)
