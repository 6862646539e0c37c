"""An activity report as Markdown and as HTML: what it shows, and what a hostile name cannot do.

`NETCRM_REWRITE_GOLDEN=1 pytest tests/formats/test_report.py` writes the golden files anew; read the diff.
"""

from __future__ import annotations

import os
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from netcrm.domain.interviews.question_set import Topic
from netcrm.domain.report.activity_log import Activity
from netcrm.domain.report.activity_report import ActivityReport, Tally, activity_report
from netcrm.domain.report.facts import (
    GivenAdvice,
    GoalLine,
    HeldInterview,
    Learned,
    MadeIntroduction,
    Person,
    ReportFacts,
    Touch,
    VisitedEvent,
)
from netcrm.domain.report.templates import Template
from netcrm.domain.text import clean_line
from netcrm.formats.report_blocks import Heading, report_blocks
from netcrm.formats.report_html import report_html
from netcrm.formats.report_markdown import bar_picture, report_markdown
from tests.domain.report.report_facts import FACTS, FIRST, LAST

GOLDEN = Path(__file__).parent / "fixtures" / "report"


@pytest.mark.parametrize("template", Template)
def test_markdown_is_as_in_the_golden_file(template: Template) -> None:
    written = report_markdown(activity_report(FACTS, FIRST, LAST, template))
    golden = GOLDEN / f"{template}.md"
    if os.environ.get("NETCRM_REWRITE_GOLDEN"):
        golden.write_bytes(written)
    assert written == golden.read_bytes()


@pytest.mark.parametrize("template", Template)
def test_html_is_well_formed_and_says_what_markdown_says(template: Template) -> None:
    report = activity_report(FACTS, FIRST, LAST, template)
    page = _read(report)
    assert page.texts[0] == page.texts[len(_STYLED)] == f"{template.heading}, 1 Jun 2026 to 28 Jun 2026"
    headings = [block.text for block in report_blocks(report) if isinstance(block, Heading)]
    assert [text for tag, text in page.tagged if tag == "h2"] == headings


_STYLED = ("title", "style")


def test_nothing_in_the_page_reaches_out_or_runs() -> None:
    page = report_html(activity_report(FACTS, FIRST, LAST, Template.INTERNSHIP)).decode()
    assert "default-src 'none'" in page
    for word in ("<script", "http:", "https:", "url(", "@import", "src=", "href=", "javascript:"):
        assert word not in page
    for word in ("@media print", "prefers-color-scheme: dark", "@page"):
        assert word in page


def test_what_is_not_shareable_is_written_nowhere() -> None:
    for template in Template:
        report = activity_report(FACTS, FIRST, LAST, template)
        for written in (report_markdown(report), report_html(report)):
            assert b"leaving the company" not in written
            assert b"one manager" not in written


def test_days_without_anything_say_so() -> None:
    report = activity_report(ReportFacts(), FIRST, FIRST, Template.INTERNSHIP)
    assert report_markdown(report) == (
        b"# The internship, 1 Jun 2026\n\n## In numbers\n\nNothing is logged for these days.\n"
    )


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        ([], ()),
        ([0, 0], ("a 0", "b 0")),
        ([1, 30], ("a █ 1", f"b {'█' * 30} 30")),
        ([1, 60], ("a ▌ 1", f"b {'█' * 30} 60")),
        ([1, 12000], ("a ▏ 1", f"b {'█' * 30} 12,000")),
        ([33, 60], (f"a {'█' * 16}▌ 33", f"b {'█' * 30} 60")),
    ],
)
def test_bars_are_drawn_to_the_eighth_of_a_letter(counts: list[int], lines: tuple[str, ...]) -> None:
    assert bar_picture([Tally(label, count) for label, count in zip("ab", counts, strict=False)]) == lines


HOSTILE = (
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></td></table><h1>",
    "<!-- ",
    "&lt;b&gt;",
    "]]>",
    "| a | b |",
    "# Head",
    "- item",
    "1. one",
    "12) twelve",
    "+ plus",
    "===",
    "---",
    "> quote",
    "`code",
    "```\nfence",
    "[x](javascript:alert(1))",
    "line\nbreak\r\n\r\n# Head\u2028x",
    "\x1b[31mred\u202e",
    "\\",
)


def _hostile(text: str) -> ActivityReport:
    person = Person(1, text, None, text)
    facts = ReportFacts(
        touches=(Touch(FIRST, (person,)),),
        interviews=(HeldInterview(FIRST, person, (Learned(text, None, True), Learned(text, Topic.TRENDS, True))),),
        introductions=(MadeIntroduction(FIRST, person, person, text),),
        events=(VisitedEvent(FIRST, text, LAST, (person,)),),
        advice=(GivenAdvice(FIRST, person, text, FIRST, True),),
        activities=(Activity(FIRST, 3, text, text),),
        goals=(GoalLine(text, text, 0.5),),
    )
    return activity_report(facts, FIRST, LAST, Template.INTERNSHIP)


class _Page(HTMLParser):
    """Collects tags, attributes and text, and refuses a tag that is closed where it is not open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.shape: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.tagged: list[tuple[str, str]] = []

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.tagged]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append((tag, tuple(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.tagged.append((self.open[-1], data))


def _read(report: ActivityReport) -> _Page:
    page = _Page()
    page.feed(report_html(report).decode())
    page.close()
    assert not page.open
    return page


PLAIN = _hostile("Plain")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_stays_text_in_html(text: str) -> None:
    page = _read(_hostile(text))
    assert page.shape == _read(PLAIN).shape
    assert clean_line(text) in page.texts


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_stays_text_in_markdown(text: str) -> None:
    """Another program's parser finds the blocks of a report with a plain name, and the name in them as text."""
    shape, texts = _parsed(_hostile(text))
    assert shape == _parsed(PLAIN)[0]
    assert clean_line(text) in texts


def _parsed(report: ActivityReport) -> tuple[list[str], list[str]]:
    """Return what the Markdown of a report is made of, and the texts in it."""
    shape, texts = [], []
    for token in MarkdownIt("commonmark").enable("table").parse(report_markdown(report).decode()):
        shape.append(f"{token.type} {token.tag} {token.level}")
        shape += [child.type for child in token.children or () if child.type != "text"]
        texts.append("".join(child.content for child in token.children or ()))
    return shape, texts


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("<>&\"'`|\\\n#-1.)"), min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_no_text_changes_the_shape_of_the_page(text: str) -> None:
    person = Person(1, text, None, "x" + text)
    facts = ReportFacts(touches=(Touch(date(2026, 6, 2), (person,)),), goals=(GoalLine(text, text, 0.1),))
    plain = ReportFacts(
        touches=(Touch(date(2026, 6, 2), (Person(1, "Plain", None, "xPlain"),)),), goals=(GoalLine("a", "b", 0.1),)
    )
    shapes = [_read(activity_report(one, FIRST, LAST, Template.QUARTER)).shape for one in (facts, plain)]
    assert shapes[0] == shapes[1]
    parsed = [_parsed(activity_report(one, FIRST, LAST, Template.QUARTER))[0] for one in (facts, plain)]
    assert parsed[0] == parsed[1]
