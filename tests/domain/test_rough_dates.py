from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netcrm.domain.rough_dates import middle, rough_date


def spanned(text: str, *, day_first: bool | None = None) -> str:
    """Return a span as `first..last`, one day alone as itself, and nothing as an empty string."""
    found = rough_date(text, day_first=day_first)
    if found is None:
        return ""
    return str(found[0]) if found[0] == found[1] else f"{found[0]}..{found[1]}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-11-03", "2019-11-03"),
        ("20191103", "2019-11-03"),
        ("20191103T142210Z", "2019-11-03"),
        ("2019/11/3", "2019-11-03"),
        ("2019.11.03", "2019-11-03"),
        ("2019-11-03T14:22:10.000Z", "2019-11-03"),
        ("2019-11-03 14:22:10 UTC", "2019-11-03"),
        ("2019-11-03 14:22:10 +0100", "2019-11-03"),
        ("03 Nov 2019", "2019-11-03"),
        ("3-Nov-2019", "2019-11-03"),
        ("03-Nov-19", "2019-11-03"),
        ("03-Nov-98", "1998-11-03"),
        ("3rd of November, 2019", "2019-11-03"),
        ("the 3rd November 2019", "2019-11-03"),
        ("Nov 3, 2019", "2019-11-03"),
        ("November 3rd 2019", "2019-11-03"),
        ("Nov. 3, 2019, 2:22 PM", "2019-11-03"),
        ("on 3 Nov 2019 at 14:22", "2019-11-03"),
        ("Sun, 3 Nov 2019 14:22:10 +0000", "2019-11-03"),
        ("Sun Nov 03 2019 14:22:10 GMT+0100 (CET)", "2019-11-03"),
        ("Sun Nov  3 14:22:10 2019", "2019-11-03"),
        ("2019 Nov 3", "2019-11-03"),
        ("3. November 2019", "2019-11-03"),
        ("am 3. März 2019", "2019-03-03"),
        ("1er août 2019", "2019-08-01"),
        ("le 3 févr. 2019", "2019-02-03"),
        ("3 de abril de 2019", "2019-04-03"),
        ("3 de março de 2019", "2019-03-03"),
        ("3 ottobre 2019", "2019-10-03"),
        ("29 Feb 2020", "2020-02-29"),
        ("3.12.2019", "2019-12-03"),
        ("13/12/2019", "2019-12-13"),
        ("12/13/2019", "2019-12-13"),
        ("3/3/2019", "2019-03-03"),
        ("11/23/18, 2:22 PM", "2018-11-23"),
        (" 2019-11-03\u200b ", "2019-11-03"),
    ],
)
def test_a_day_is_itself(text: str, day: str) -> None:
    assert spanned(text) == day


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2019", "2019-01-01..2019-12-31"),
        ("in 2019", "2019-01-01..2019-12-31"),
        ("around 2019", "2019-01-01..2019-12-31"),
        ("ca. 2019", "2019-01-01..2019-12-31"),
        ("~2019", "2019-01-01..2019-12-31"),
        ("2019-04", "2019-04-01..2019-04-30"),
        ("2019/04", "2019-04-01..2019-04-30"),
        ("04/2019", "2019-04-01..2019-04-30"),
        ("4.2019", "2019-04-01..2019-04-30"),
        ("April 2019", "2019-04-01..2019-04-30"),
        ("APR 2019", "2019-04-01..2019-04-30"),
        ("Apr-2019", "2019-04-01..2019-04-30"),
        ("Apr '19", "2019-04-01..2019-04-30"),
        ("2019 April", "2019-04-01..2019-04-30"),
        ("avril 2019", "2019-04-01..2019-04-30"),
        ("abril de 2019", "2019-04-01..2019-04-30"),
        ("Mai 2019", "2019-05-01..2019-05-31"),
        ("dez. 2019", "2019-12-01..2019-12-31"),
        ("décembre 2019", "2019-12-01..2019-12-31"),
        ("gennaio 2019", "2019-01-01..2019-01-31"),
        ("February 2020", "2020-02-01..2020-02-29"),
        ("spring 2021", "2021-03-01..2021-05-31"),
        ("Spring of 2021", "2021-03-01..2021-05-31"),
        ("summer 2020", "2020-06-01..2020-08-31"),
        ("in the summer of 2020", "2020-06-01..2020-08-31"),
        ("2020 autumn", "2020-09-01..2020-11-30"),
        ("fall 2020", "2020-09-01..2020-11-30"),
        ("winter 2020", "2020-12-01..2021-02-28"),
        ("winter 2019/20", "2019-12-01..2020-02-29"),
        ("winter 2019-2020", "2019-12-01..2020-02-29"),
        ("Frühjahr 2021", "2021-03-01..2021-05-31"),
        ("été 2020", "2020-06-01..2020-08-31"),
        ("Q3 2020", "2020-07-01..2020-09-30"),
        ("2020-Q3", "2020-07-01..2020-09-30"),
        ("q1/2020", "2020-01-01..2020-03-31"),
        ("third quarter of 2020", "2020-07-01..2020-09-30"),
        ("H2 2020", "2020-07-01..2020-12-31"),
        ("first half of 2020", "2020-01-01..2020-06-30"),
    ],
)
def test_a_month_season_quarter_or_year_is_all_its_days(text: str, span: str) -> None:
    assert spanned(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("early 2020", "2020-01-01..2020-04-30"),
        ("early in 2020", "2020-01-01..2020-04-30"),
        ("mid-2019", "2019-05-01..2019-08-31"),
        ("mid 2019", "2019-05-01..2019-08-31"),
        ("the middle of 2019", "2019-05-01..2019-08-31"),
        ("late 2019", "2019-09-01..2019-12-31"),
        ("start of 2019", "2019-01-01..2019-02-28"),
        ("end of 2018", "2018-11-01..2018-12-31"),
        ("end 2018", "2018-11-01..2018-12-31"),
        ("Ende 2018", "2018-11-01..2018-12-31"),
        ("début 2019", "2019-01-01..2019-02-28"),
        ("mid-April 2019", "2019-04-11..2019-04-20"),
        ("early Feb 2020", "2020-02-01..2020-02-10"),
        ("end of February 2020", "2020-02-21..2020-02-29"),
        ("late spring 2021", "2021-05-01..2021-05-31"),
        ("mid-winter 2020", "2021-01-01..2021-01-31"),
        ("beginning of Q3 2020", "2020-07-01..2020-07-31"),
        ("late H1 2020", "2020-05-01..2020-06-30"),
    ],
)
def test_a_part_of_a_span_is_some_of_its_days(text: str, span: str) -> None:
    assert spanned(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "3/12/2019",
        "3-12-2019",
        "3 12 2019",
        "3/12/19",
        "April",
        "3 April",
        "Apr-19",
        "spring",
        "today",
        "last year",
        "14:22",
        "31 April 2019",
        "29 Feb 2019",
        "2019-13",
        "13/2019",
        "00/2019",
        "2019-00-03",
        "14/13/2019",
        "Q5 2020",
        "H3 2020",
        "winter 2019/22",
        "early 3 Nov 2019",
        "mid",
        "1066",
        "2500",
        "4711",
        "2019 2020",
        "April 2019 and later",
        "+49 30 2019",
        "0",
        "٢٠١٩",
        "2019" * 30,
        "4 7 11 2019",
    ],
)
def test_what_is_no_date_or_can_be_read_in_two_ways_is_refused(text: str) -> None:
    assert rough_date(text) is None


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("3/12/2019", True, "2019-12-03"),
        ("3/12/2019", False, "2019-03-12"),
        ("3/12/19 14:22", False, "2019-03-12"),
        ("3.12.2019", False, "2019-12-03"),
        ("12/13/2019", True, "2019-12-13"),
        ("13/12/2019", False, "2019-12-13"),
    ],
)
def test_where_the_order_is_known_both_numbers_are_read_in_it(text: str, day_first: bool, day: str) -> None:
    assert spanned(text, day_first=day_first) == day


@pytest.mark.parametrize(
    ("span", "day"),
    [
        ("2019-11-03..2019-11-03", "2019-11-03"),
        ("2019-11-03..2019-11-04", "2019-11-03"),
        ("2019-04-01..2019-04-30", "2019-04-15"),
        ("2019-01-01..2019-12-31", "2019-07-02"),
        ("2020-12-01..2021-02-28", "2021-01-14"),
    ],
)
def test_the_middle_is_the_earlier_of_two(span: str, day: str) -> None:
    first, last = span.split("..")
    assert middle((date.fromisoformat(first), date.fromisoformat(last))) == date.fromisoformat(day)


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%d.%m.%Y"])
)
@settings(max_examples=200, deadline=None)
def test_every_day_comes_back_from_each_clear_form(day: date, form: str) -> None:
    assert rough_date(day.strftime(form)) == (day, day)


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-z ./:'-]{0,30}", fullmatch=True))
@settings(max_examples=300, deadline=None)
def test_no_text_raises_and_spans_run_forward(text: str) -> None:
    found = rough_date(text)
    assert found is None or found[0] <= middle(found) <= found[1]
