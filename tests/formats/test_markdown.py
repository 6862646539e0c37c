from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from netcrm.domain.contact import Contact, Details, Email, Link, Phone
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.domain.text import clean_line
from netcrm.formats.exported_contact import ExportedContact
from netcrm.formats.markdown import write_people

ANA = Contact(
    id=7,
    uid="3f2a",
    details=Details(
        name=Name("Ana Lima", credentials="MD"),
        roles=(Role.PRINCIPAL_INVESTIGATOR,),
        emails=(Email("ana_lima@stmarys.example", "work"),),
        phones=(Phone("+351 22 000 0000"),),
        links=(Link("https://example.org/ana"),),
        positions=(Position("St Mary's", "Professor", "Cardiology"),),
    ),
    added_on=date(2026, 1, 2),
)


def written(*people: ExportedContact, title: str = "People") -> str:
    return b"".join(write_people(people, title=title)).decode()


def tokens_of(text: str) -> list[Token]:
    return MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text)


def test_the_list_is_readable_as_it_stands() -> None:
    person = ExportedContact(
        ANA, next_check_in=date(2026, 12, 1), last_words="call on 3 Nov 2026: asked for the *new* protocol"
    )
    assert written(person, ExportedContact(replace(ANA, details=Details(Name("Oyelaran")))), title="My site") == (
        "# My site\n"
        "\n"
        "## Ana Lima, MD\n"
        "\n"
        "- Who: Principal investigator, Professor, Cardiology, St Mary's\n"
        "- Next check-in: 1 Dec 2026\n"
        "- E-mail: ana\\_lima@stmarys.example (work)\n"
        "- Phone: +351 22 000 0000\n"
        "- Link: https://example.org/ana\n"
        "- Last: call on 3 Nov 2026: asked for the \\*new\\* protocol\n"
        "\n"
        "## Oyelaran\n"
        "\n"
    )


def test_a_list_of_nobody_says_so() -> None:
    assert written() == "# People\n\nNobody.\n"


_NASTY = [
    "[x](javascript:alert(1))", "![x](http://x.example/y.png)", "<script>alert(1)</script>", "<http://x.example>",
    "**bold** _it_ `code` ~~gone~~", "&lt;b&gt; &#65;", "one\n# two\n\n- three", "ends in \\", "| a | b |\n|---|---|",
    "A[/]B", "[@click=app.quit]x[/]", "\x1b]0;PWN\x07name", "#", "1. one", "===", "trailing ##", "[^1]: note", "***",
]  # fmt: skip


@pytest.mark.parametrize("text", _NASTY)
def test_markup_in_a_name_is_shown_as_it_was_typed(text: str) -> None:
    tokens = tokens_of(written(ExportedContact(person(text))))
    headings = [token for token in tokens if token.type == "inline" and token.level == 1]
    assert [plain(token) for token in headings] == ["People", clean_line(text)]


@given(st.lists(st.text(st.characters(), max_size=20) | st.sampled_from(_NASTY), max_size=4).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_no_text_becomes_markup_or_leaves_its_line(text: str) -> None:
    document = written(ExportedContact(person(f"x {text}"), last_words=f"x {text}"))
    tokens = tokens_of(document)
    shown = [plain(token) for token in tokens if token.type == "inline"]
    assert shown == [
        "People",
        clean_line(f"x {text}"),
        f"Who: {clean_line('x ' + text)}",
        f"Last: {clean_line('x ' + text)}",
    ]
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in tokens} == {
        "heading", "inline", "bullet_list", "list_item", "paragraph",
    }  # fmt: skip


def person(text: str) -> Contact:
    return replace(ANA, details=Details(Name(text), positions=(Position(text),)))


def plain(inline: Token) -> str:
    """Return what a reader sees of a line, which must hold nothing but text."""
    children = inline.children or []
    assert {child.type for child in children} <= {"text", "text_special"}, children
    return "".join(child.content for child in children)
