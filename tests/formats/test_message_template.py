from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.languages import NAMES, written_day
from netcrm.domain.message_fields import filled_in
from netcrm.domain.request_checks import check_request
from netcrm.formats.message_template import FIELDS, LONGEST, MessageTemplate, TemplateProblem, read_template

SHIPPED = Path(__file__).parents[2] / "netcrm" / "messages"
LANGUAGES = ("en", "de", "fr", "es")
TEMPLATES = ("check-in", "interview-request", "nudge", "outreach", "reconnect", "thank-you")
REQUESTS = ("interview-request", "outreach")


def shipped(language: str, name: str) -> MessageTemplate:
    return read_template((SHIPPED / language / f"{name}.txt").read_text(encoding="utf-8"), f"{language}/{name}.txt")


def body(text: str) -> str:
    """Return a template with this text."""
    return f"Subject: Hello\n\n{text}"


def filled(text: str, **values: str) -> str:
    return read_template(body(text), "a.txt").fill(values).body


def problem_of(text: str) -> str:
    with pytest.raises(TemplateProblem, match=r"\A[^\n]+[.]\Z") as caught:
        read_template(text, "a.txt")
    return str(caught.value)


# What a template may do


def test_the_first_line_is_the_subject_and_the_rest_is_the_text() -> None:
    template = read_template(
        "Subject: To {{ name }}\nTitle: Note\nRequest: Yes\n\nDear {{ first_name }},\n\nbye\n", "a"
    )
    assert (template.title, template.is_request, template.fields) == ("Note", True, frozenset({"name", "first_name"}))
    done = template.fill({"name": "Ana Lima", "first_name": "Ana"})
    assert (done.subject, done.body) == ("To Ana Lima", "Dear Ana,\n\nbye")


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_any_line_end_will_do(ends: str) -> None:
    template = read_template(f"Subject: Hello{ends}{ends}one{ends}two{ends}", "a.txt")
    assert template.fill({}).body == "one\ntwo"


@pytest.mark.parametrize(
    ("text", "values", "result"),
    [
        ("{{ name }}!", {"name": "Ana"}, "Ana!"),
        ("{{ name }}!", {}, "!"),
        ("{% if news %}News: {{ news }}{% else %}none{% endif %}", {}, "none"),
        ("{% if not news %}none{% elif topic == 'x' and news != 'y' %}x{% endif %}", {"news": "n", "topic": "x"}, "x"),
        ("{{ name|upper }} {{ city|default('nowhere') }} {{ title|trim|capitalize }}", {"name": "ana", "title": "dr"},
         "ANA nowhere Dr"),
        ("{{ name if name else 'you' }}", {}, "you"),
        ("{{ first_name ~ ' ' ~ last_name }}", {"first_name": "Ana", "last_name": "Lima"}, "Ana Lima"),
        ("a{# a remark #}b", {}, "ab"),
        ("{% raw %}{{ name }}{% endraw %}", {"name": "Ana"}, "{{ name }}"),
        ("<b>&{{ name }}", {"name": "<i>&"}, "<b>&<i>&"),
    ],
)  # fmt: skip
def test_a_template_has_fields_choices_and_a_few_filters(text: str, values: dict[str, str], result: str) -> None:
    assert filled(text, **values) == result


def test_a_line_of_tags_alone_is_no_line_of_the_text() -> None:
    text = "one\n{% if news %}\n{{ news }}\n{% endif %}\ntwo\n\n{% if news %}\nthree\n\n{% endif %}\nfour"
    assert filled(text) == "one\ntwo\n\nfour"
    assert filled(text, news="N") == "one\nN\ntwo\n\nthree\n\nfour"


def test_a_tag_at_the_end_of_a_line_keeps_the_line_end() -> None:
    assert filled("one{% if news %} more{% endif %}\ntwo") == "one\ntwo"
    assert filled("one{% if news %} more{% endif %}  \n\ntwo", news="N") == "one more\n\ntwo"


def test_empty_parts_leave_no_empty_lines() -> None:
    assert filled("one\n\n{{ news }}\n\n\n{{ topic }}  \n\ntwo\n{{ me }}\n") == "one\n\ntwo"


# What it may not


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("{{ name.upper() }}", 3, "may not call"),
        ("{{ name.__class__ }}", 3, "may not reach for “.__class__”"),
        ("x\n{{ name['__class__'] }}", 4, "may not reach into"),
        ("{{ name|attr('__class__') }}", 3, "there is no filter “attr”"),
        ("{{ ''.__class__.__mro__ }}", 3, "may not reach for"),
        ("{{ self }}", 3, "there is no field “self”"),
        ("{{ config }}", 3, "there is no field “config”"),
        ("{{ nmae }}", 3, "near: name"),
        ("x\n\n{{ qqqq }}", 5, "known: name, first_name"),
        ("{{ range(9) }}", 3, "may not call"),
        ("{{ cycler }}", 3, "there is no field “cycler”"),
        ("{% for a in name %}{{ a }}{% endfor %}", 3, "may not loop"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", 3, "may not loop"),
        ("{% set x = name %}", 3, "may not set a variable"),
        ("{% set x %}{{ name }}{% endset %}", 3, "may not set a variable"),
        ("{% with x = name %}{% endwith %}", 3, "may not set a variable"),
        ("{% macro m() %}{% endmacro %}", 3, "may not define a macro"),
        ("{% include '/etc/passwd' %}", 3, "may not bring in another file"),
        ("{% extends 'x' %}", 3, "may not bring in another file"),
        ("{% import 'x' as y %}", 3, "may not bring in another file"),
        ("{% from 'x' import y %}", 3, "may not bring in another file"),
        ("{% block x %}{% endblock %}", 3, "may not define a block"),
        ("{% filter upper %}x{% endfilter %}", 3, "may use fields"),
        ("{% call name() %}{% endcall %}", 3, "a template may"),
        ("{{ 9 ** 9 ** 9 }}", 3, "may use fields"),
        ("{{ 'x' * 999999999 }}", 3, "may use fields"),
        ("{{ name % 3 }}", 3, "may use fields"),
        ("{{ [name] }}", 3, "may use fields"),
        ("{{ name|center(999999999) }}", 3, "there is no filter “center”"),
        ("{{ name|upper(1) }}", 3, "takes nothing in brackets"),
        ("{{ name|default }}", 3, "takes one text"),
        ("{{ name|default('x', boolean=true) }}", 3, "takes one text"),
        ("{{ 5 }}", 3, "“5” is no text"),
        ("{{ none }}", 3, "“None” is no text"),
        ("{{ name < title }}", 3, "== and != only"),
        ("{{ name in title }}", 3, "== and != only"),
        ("{{ 'x' if name }}", 3, "needs an “else”"),
        ("{{ name is defined }}", 3, "“{% if news %}”"),
        ("{{ name }", 3, "unexpected"),
        ("{{ name", 3, "unexpected"),
        ("{% if name %}", 3, "end of template"),
        ("{% endif %}", 3, "endif"),
        ("{% fro %}", 3, "fro"),
        ("{{ " + "9" * 5000 + " }}", 3, "number"),
        ("{{ " + "(" * 4000 + "name" + ")" * 4000 + " }}", 3, "nested too deeply"),
        ("{% if name %}" * 60 + "{% endif %}" * 60, 3, "nested too deeply"),
        ("{{ name " + "or name " * 60 + "}}", 3, "nested too deeply"),
    ],
)
def test_what_a_template_may_not_do_is_said_with_file_and_line(text: str, line: int, words: str) -> None:
    found = problem_of(body(text))
    assert found.startswith(f"a.txt, line {line}: ")
    assert words in found


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "a.txt, line 1", "Subject: "),
        ("Subject: x\n", "a.txt", "text belongs under"),
        ("Dear Ana,\n\nhello", "a.txt, line 1", "Subject: "),
        ("\nSubject: x\n\nhello", "a.txt, line 1", "Subject: "),
        ("Subject:\n\nhello", "a.txt, line 1", "Subject: "),
        ("Subject: x\nhello", "a.txt, line 2", "an empty line"),
        ("Subject: x\nDear Ana,\n\nhello", "a.txt, line 2", "an empty line"),
        ("Subject: x\nBcc: evil@x.test\n\nhello", "a.txt, line 2", "an empty line"),
        ("Subject: x\nSubject: y\n\nhello", "a.txt, line 2", "an empty line"),
        ("Subject: x\nRequest: perhaps\n\nhello", "a.txt, line 2", "Request is yes or no"),
        ("Subject: x\n\n \n", "a.txt", "text belongs under"),
        ("Subject: {{ x }}\n\nhello", "a.txt, line 1", "there is no field “x”"),
        ("Subject: x\n\n" + "x" * LONGEST, "a.txt", "at most 20,000 characters"),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str, place: str, words: str) -> None:
    found = problem_of(text)
    assert found.startswith(f"{place}: ")
    assert words in found


def test_more_than_a_message_may_have_is_stopped_as_it_is_made() -> None:
    template = read_template(body("{{ news }}" * 1_000), "a.txt")
    assert template.fill({"news": "x" * 10}).body == "x" * 10_000
    with pytest.raises(TemplateProblem, match=r"^a\.txt: more than 20,000 characters come out of it"):
        template.fill({"news": "x" * 100_000})


# What people are called


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ 7*7 }}",
        "{% for a in range(9) %}x{% endfor %}",
        "{# gone #}",
        "{{ name.__class__ }}",
        "%}{{",
        "${7*7} {name}",
    ],
)
def test_what_stands_in_a_field_is_never_a_template(hostile: str) -> None:
    template = read_template("Subject: To {{ name }}\n\n{% if news %}\n{{ news }}\n{% endif %}\n{{ name }}", "a.txt")
    done = template.fill({"name": hostile, "news": hostile})
    assert (done.subject, done.body) == (f"To {hostile}", f"{hostile}\n{hostile}")


def test_a_field_brings_no_line_into_the_subject_and_no_control_anywhere() -> None:
    template = read_template("Subject: To {{ name }}\n\n{{ name }}{{ '\\x1b[31m' }}", "a.txt")
    done = template.fill({"name": "Ana\r\nBcc: evil@x.test\x1b]0;owned\x07\u202e"})
    assert done.subject == "To Ana Bcc: evil@x.test"
    assert done.body == "Ana\nBcc: evil@x.test"


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=50)
def test_any_text_fills_a_field(name: str, news: str) -> None:
    done = read_template("Subject: {{ name }}\n\n{{ news|upper }}.", "a.txt").fill({"name": name, "news": news})
    assert "\n" not in done.subject
    assert done.body.endswith(".")
    assert not set(done.subject + done.body) & {"\x1b", "\r", "\x00", "\u202e"}


_PIECES = [
    "{{", "}}", "{%", "%}", "{#", "#}", " name ", " news ", "|upper", "|default", "('x')", "if", "else", "endif", "for",
    " in ", "\n", "'", '"', "~", "==", "not ", "-", "+", "(", ")", "[", "]", ".", "5", " raw ", "endraw", "x", " ",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
@settings(max_examples=150)
def test_any_text_is_a_template_that_can_be_filled_in_or_one_sentence(text: str) -> None:
    sentence = ""
    try:
        read_template(body(text), "a.txt").fill({"name": "Ana", "news": ""})
    except TemplateProblem as problem:
        sentence = str(problem)
    assert "\n" not in sentence


# The texts that come with netcrm


ALL = [(language, name) for language in LANGUAGES for name in TEMPLATES]


def test_every_template_is_there_in_every_language() -> None:
    found = sorted((path.parent.name, path.stem) for path in SHIPPED.rglob("*.txt"))
    assert found == sorted(ALL)


@pytest.mark.parametrize(("language", "name"), ALL)
def test_a_shipped_template_is_well_formed(language: str, name: str) -> None:
    template = shipped(language, name)
    assert template.is_request is (name in REQUESTS)
    assert bool(template.title) is (language == "en")
    assert {"salutation", "me", "my_institution"} <= template.fields
    assert not template.fields & {"last_words", "role"}, "the user's own notes, and words that are English only"
    assert template.fields == shipped("en", name).fields | (template.fields & {"organisation"})


USUAL = {
    "salutation": "Dear Dr Lima", "organisation": "St Mary's Hospital", "topic": "site start-up",
    "me": "Jo Nakamura", "my_institution": "Harbour Research", "last_date": "3 November",
    "connection": "Maria Ortiz suggested that I write to you.",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REQUESTS)
def test_a_shipped_request_passes_its_own_checks(language: str, name: str) -> None:
    for left_out in ("", "topic", "organisation", "my_institution"):
        values = {field: text for field, text in USUAL.items() if field != left_out}
        done = shipped(language, name).fill(values)
        checks = check_request(done.body, language=language, named=["Maria Ortiz"])
        assert [check for check in checks if not check.ok] == []


_READ = {(language, name): shipped(language, name) for language, name in ALL}
_WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäéñßŁ王-'.", min_size=1, max_size=12), max_size=4).map(" ".join)


@given(
    values=st.fixed_dictionaries(dict.fromkeys(FIELDS, _WORDS)),
    empty=st.sets(st.sampled_from([field for field in FIELDS if field != "salutation"])),
)
@settings(max_examples=60)
def test_a_shipped_template_leaves_no_hole_whatever_is_known(values: dict[str, str], empty: set[str]) -> None:
    known = {field: "" if field in empty else filled_in(field, text) for field, text in values.items()}
    known["salutation"] = f"Dear {known['name']}".strip()
    for (language, name), template in _READ.items():
        done = template.fill(known)
        text = f"{done.subject}\n\n{done.body}"
        assert done.subject, (language, name)
        made = text
        for value in sorted(filter(None, known.values()), key=len, reverse=True):
            made = made.replace(value, "X")
        for hole in ("  ", "\n\n\n", "{", "}", "None", " ,", " .", "()", "( ", "\n,", "\n "):
            assert hole not in made, (language, name, text)
        assert not any(line != line.rstrip() for line in text.split("\n"))


def test_every_language_that_a_text_is_in_has_months_and_a_name() -> None:
    from datetime import date

    for language in LANGUAGES:
        assert language in NAMES
        day = date(2026, 3, 5)
        assert language == "en" or written_day(day, day, language) != written_day(day, day, "en")


def test_jinja_is_loaded_when_a_template_is_read() -> None:
    code = (
        "import sys; from netcrm.formats.message_template import read_template; import netcrm.services.messages;"
        "assert 'jinja2' not in sys.modules; read_template('Subject: x\\n\\ny', 'a');"
        "sys.exit('jinja2' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
