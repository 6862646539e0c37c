"""Playbooks as files: what is read, and each mistake with its file, line and key."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.interval import Interval, Unit
from netcrm.domain.playbooks.playbook import Offset, OffsetUnit, Part, Playbook, Step, StopRule, When
from netcrm.domain.text import clean_line
from netcrm.formats.playbook_file import PlaybookProblem, playbook_text, read_playbook
from netcrm.formats.toml_lines import key_lines, line_of

WHOLE = """\
# A playbook with everything in it.
title = "All of it"
summary = "What there is."
stop = ["met"]
inside = "house"
then_cadence = "3 months"

[[step]]
id = "first"
after = "0 days"
title = "Write to {name}"
message = "outreach"
rolls = false

[[step]]
id = "second"
after = "3 business days"
since = "first"
when = "unanswered"
to = "second"
title = "Write to {first_name} at {organisation}"
otherwise = "Go by {organisation} for {first}"

[[step]]
id = "third"
after = "1 day"
when = "answered"
title = "Call {name}"

[[step]]
id = "fourth"
after = "-2 weeks"
title = "Ask {name}"
only = 2
"""


def test_a_whole_playbook_is_read() -> None:
    found = read_playbook(WHOLE, "all", "all.toml")
    assert found == Playbook(
        name="all",
        title="All of it",
        summary="What there is.",
        stop=frozenset({StopRule.MET}),
        inside="house",
        then_cadence=Interval(3, Unit.MONTH),
        steps=(
            Step("first", "Write to {name}", Offset(0, OffsetUnit.DAY), message="outreach", rolls=False),
            Step(
                "second",
                "Write to {first_name} at {organisation}",
                Offset(3, OffsetUnit.BUSINESS_DAY),
                since="first",
                when=When.UNANSWERED,
                to=Part.SECOND,
                otherwise="Go by {organisation} for {first}",
            ),
            Step("third", "Call {name}", Offset(1, OffsetUnit.DAY), when=When.ANSWERED),
            Step("fourth", "Ask {name}", Offset(-2, OffsetUnit.WEEK), only=2),
        ),
    )
    assert read_playbook(playbook_text(found), "all", "run") == found


SMALL = 'title = "T"\nsummary = "S"\n[[step]]\nid = "a"\nafter = "1 day"\ntitle = "A"\n'


def _with(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


STEP_B = '[[step]]\nid = "b"\nafter = "1 day"\ntitle = "B"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        # No TOML.
        ("title = ", "p.toml, line 1: this is no TOML: invalid value."),
        ('title = "T"\ntitle = "T"\n', "p.toml, line 2: this is no TOML: cannot overwrite a value."),
        ('title = "T\n', "p.toml, line 1: this is no TOML: illegal character '\\n'."),
        # Keys.
        ("", "p.toml, line 1: the key “title” is missing."),
        ('title = "T"\n', "p.toml, line 1: the key “summary” is missing."),
        ('title = "T"\nsummary = "S"\n', "p.toml, line 1: “T” has no step. Write one under a line [[step]]."),
        (
            'colour = "red"\n' + SMALL,
            "p.toml, line 1, “colour”: this key is not known here. Known: title, summary, stop,",
        ),
        (SMALL + 'colour = "red"\n', "p.toml, line 7, “colour”: this key is not known here. Known: id, after, since,"),
        (SMALL + "[extra]\n", "p.toml, line 7, “extra”: this key is not known here."),
        (_with('title = "T"', "title = 3"), "p.toml, line 1, “title”: this is a text and stands in quotation marks."),
        (_with('title = "T"', 'title = " "'), "p.toml, line 1, “title”: this needs some words."),
        (_with('summary = "S"', 'summary = ""'), "p.toml, line 2, “summary”: this needs some words."),
        (
            _with("[[step]]", "[step]"),
            "p.toml, line 3, “step”: steps are written as tables, each under a line [[step]].",
        ),
        ('title = "T"\nsummary = "S"\nstep = [1]\n', "p.toml, line 3, “step”: steps are written as tables"),
        # Ends.
        (_with("[[step]]", 'stop = "answered"\n[[step]]'), "p.toml, line 3, “stop”: this is a list of what ends a run"),
        (_with("[[step]]", 'stop = ["late"]\n[[step]]'), "p.toml, line 3, “stop”: “late” is none of answered, met."),
        (_with("[[step]]", "stop = [1]\n[[step]]"), "p.toml, line 3, “stop”: this is a list"),
        (
            _with("[[step]]", 'inside = "My House"\n[[step]]'),
            "p.toml, line 3, “inside”: this is the name of a playbook",
        ),
        (_with("[[step]]", 'inside = "p"\n[[step]]'), "p.toml, line 3, “inside”: a playbook cannot propose itself."),
        (
            _with("[[step]]", 'then_cadence = "often"\n[[step]]'),
            "p.toml, line 3, “then_cadence”: “often” is no interval.",
        ),
        (
            _with("[[step]]", 'then_cadence = "0 days"\n[[step]]'),
            "p.toml, line 3, “then_cadence”: An interval is at least",
        ),
        (_with("[[step]]", "then_cadence = 3\n[[step]]"), "p.toml, line 3, “then_cadence”: this is a text"),
        # A step.
        (_with('id = "a"\n', ""), "p.toml, line 3, “step”: the key “id” is missing."),
        (_with('id = "a"', 'id = "A b"'), "p.toml, line 4, “id”: this is a name such as “second”, in small letters"),
        (_with('id = "a"', 'id = "start"'), "p.toml, line 4, “id”: “start” is the day of the start."),
        (SMALL + STEP_B.replace('"b"', '"a"'), "p.toml, line 8, “id”: there are two steps “a”."),
        (_with('after = "1 day"\n', ""), "p.toml, line 3, “step”: the key “after” is missing."),
        (_with('"1 day"', '"soon"'), "p.toml, line 5, “after”: “soon” is no offset. Write it like 3 business days"),
        (_with('"1 day"', "3"), "p.toml, line 5, “after”: this is a text"),
        (_with('"1 day"', '"20 years"'), "p.toml, line 5, “after”: “20 years” is no offset."),
        (_with('"1 day"', '"-5 hours"'), "p.toml, line 5, “after”: hours count onward only."),
        (_with('title = "A"', 'title = ""'), "p.toml, line 6, “title”: this needs some words."),
        (
            _with('title = "A"', 'title = "To {who}"'),
            "p.toml, line 6, “title”: {who} is no field. Use {name}, {first_name},",
        ),
        (_with('title = "A"', 'title = "To {"'), "p.toml, line 6, “title”: { is no field."),
        (_with('title = "A"', 'title = "To {}"'), "p.toml, line 6, “title”: {} is no field."),
        (SMALL + 'since = "z"\n', "p.toml, line 7, “since”: there is no step “z”. Known: start, a."),
        (SMALL + "since = 1\n", "p.toml, line 7, “since”: this is a text"),
        (SMALL + 'when = "never"\n', "p.toml, line 7, “when”: “never” is none of always, unanswered, answered, met."),
        (SMALL + 'to = "third"\n', "p.toml, line 7, “to”: “third” is none of first, second."),
        (
            SMALL + 'to = "second"\n',
            "p.toml, line 7, “to”: say in “otherwise” what to do where there is no second person.",
        ),
        (SMALL + 'otherwise = "B"\n', 'p.toml, line 7, “otherwise”: this is for steps with to = "second".'),
        (SMALL + 'to = "second"\notherwise = "{x}"\n', "p.toml, line 8, “otherwise”: {x} is no field."),
        (SMALL + 'message = "My text"\n', "p.toml, line 7, “message”: this is the name of a message template"),
        (SMALL + "only = 0\n", "p.toml, line 7, “only”: this is how many of the people started together it is for"),
        (SMALL + "only = true\n", "p.toml, line 7, “only”: this is how many"),
        (SMALL + 'only = "2"\n', "p.toml, line 7, “only”: this is how many"),
        (SMALL + 'rolls = "no"\n', "p.toml, line 7, “rolls”: this is true or false."),
        # Steps that never come.
        (SMALL + 'since = "a"\n', "p.toml, line 7, “since”: the steps before “a” go round in a circle and never come."),
        (
            SMALL + 'since = "b"\n' + STEP_B + 'since = "a"\n',
            "p.toml, line 7, “since”: the steps before “a” go round in a circle and never come.",
        ),
        (
            SMALL + 'when = "answered"\nsince = "start"\n',
            "p.toml, line 8, “since”: a step that is laid down when answered",
        ),
        (SMALL + 'when = "answered"\n', "p.toml, line 3, “step”: no step counts from the start"),
        (
            _with("[[step]]", 'stop = ["answered"]\n[[step]]') + STEP_B + 'when = "answered"\n',
            "p.toml, line 12, “when”: this step never comes: an answer ends the playbook (stop).",
        ),
        (
            _with("[[step]]", 'stop = ["answered"]\n[[step]]') + STEP_B + 'when = "met"\n',
            "p.toml, line 12, “when”: this step never comes: an answer ends the playbook (stop).",
        ),
        (
            _with("[[step]]", 'stop = ["met"]\n[[step]]') + STEP_B + 'when = "met"\n',
            "p.toml, line 12, “when”: this step never comes: a meeting ends the playbook (stop).",
        ),
        (
            SMALL
            + STEP_B
            + 'when = "answered"\n'
            + STEP_B.replace('"b"', '"c"')
            + 'since = "b"\nwhen = "unanswered"\n',
            "p.toml, line 17, “when”: this step never comes: an answer has come before it.",
        ),
        (
            SMALL + "only = 1\n" + STEP_B + 'since = "a"\n',
            "p.toml, line 7, “only”: the step “b” counts from this one, so it is for everybody.",
        ),
        (
            SMALL + STEP_B.replace("1 day", "-1 day") + 'since = "a"\n',
            "p.toml, line 9, “after”: only a step that counts from the start may count back.",
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_file_line_and_key(text: str, sentence: str) -> None:
    with pytest.raises(PlaybookProblem) as problem:
        read_playbook(text, "p", "p.toml")
    assert str(problem.value).startswith(sentence.removesuffix("."))
    assert "\n" not in str(problem.value)
    assert problem.value.exit_code == 4


def test_control_characters_in_titles_never_come_in() -> None:
    found = read_playbook(_with('title = "A"', r'title = "A\u001b[31m\u202E  B"'), "p", "p.toml")
    assert found.steps[0].title == "A B"


def test_brackets_that_stand_too_deep_are_one_sentence() -> None:
    with pytest.raises(PlaybookProblem, match=r"p\.toml, line 1"):
        read_playbook("a = " + "[" * 100_000, "p", "p.toml")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("b",), 3),
        (("long",), 4),
        (("raw",), 7),
        (("list",), 10),
        (("quoted key",), 14),
        (("step", 0), 15),
        (("step", 0, "x"), 16),
        (("step", 1), 18),
        (("step", 1, "x"), 19),
        (("other", "x"), 21),
        (("other", "y", "z"), 22),
        (("step", 1, "missing"), 18),
        (("nowhere",), 1),
    ],
)
def test_each_key_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    text = '''# a = 0
a = "b = 1 # \\" [[x]]"
b = 2 # c = 3
long = """
a = 5
[[step]]\\""""
raw = \'\'\'
[[step]]
\'\'\'
list = [ # ]
  "]",
  \'[\',
]
"quoted key" = { x = 1, y = [2] }
[[step]]
x = 1

[[step]] # the second
x = 2
[other]
x = 1
y.z = 2
'''
    assert line_of(text, path) == line


_WORDS = st.text(max_size=12).map(clean_line).filter(lambda text: text and "{" not in text and "}" not in text)
_OFFSETS = st.builds(Offset, st.integers(0, 300), st.sampled_from(OffsetUnit)).filter(
    lambda offset: not (offset.unit is OffsetUnit.MONTH and offset.count > 110)
)


@st.composite
def _playbooks(draw: st.DrawFn) -> Playbook:
    names = draw(st.lists(st.from_regex(r"[a-z][a-z0-9]{0,4}", fullmatch=True), min_size=1, max_size=5, unique=True))
    names = [f"x{name}" for name in names]
    steps = []
    for number, name in enumerate(names):
        second = draw(st.booleans())
        steps.append(
            Step(
                id=name,
                title=draw(_WORDS),
                after=draw(_OFFSETS),
                since=draw(st.sampled_from(["start", *names[:number]])),
                when=draw(st.sampled_from([When.ALWAYS, When.UNANSWERED])),
                to=Part.SECOND if second else Part.FIRST,
                otherwise=draw(_WORDS) if second else "",
                message=draw(st.sampled_from(["", "nudge"])),
                rolls=draw(st.booleans()),
            )
        )
    stop = draw(st.frozensets(st.sampled_from(StopRule)))
    return Playbook("x", draw(_WORDS), draw(_WORDS), tuple(steps), stop, draw(st.sampled_from(["", "house"])))


@given(_playbooks())
@settings(max_examples=60)
def test_what_is_written_reads_back_the_same(playbook: Playbook) -> None:
    text = playbook_text(playbook)
    assert read_playbook(text, "x", "run") == playbook
    assert line_of(text, ("step", len(playbook.steps) - 1)) <= text.count("\n")
    assert len([path for path in key_lines(text) if len(path) == 2]) == len(playbook.steps)


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_no_file_is_a_bug(text: str) -> None:
    with pytest.raises(PlaybookProblem, match=r"^x\.toml, line \d+"):
        read_playbook(text, "x", "x.toml")
