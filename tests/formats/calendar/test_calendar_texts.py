from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from netcrm.domain.calendar.items import Form
from netcrm.domain.text import clean_line, clean_text
from tests.formats.calendar.calendar_samples import ENTRY, ITEM, TIMED, written

_TEXTS = st.text(st.characters(), max_size=120) | st.sampled_from(
    ["\r\nEND:VEVENT\r\n", "a\\nb\\", "\x00\x1b[31m\x9b0m", "\u202eevil", "x\ud800y", '";:,', "語" * 60, "\t tab"]
)


@given(
    summary=_TEXTS,
    description=st.lists(_TEXTS, max_size=3),
    categories=st.lists(_TEXTS, max_size=3),
    place=_TEXTS,
    url=_TEXTS,
    form=st.sampled_from(Form),
)
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_out_of_its_line_and_all_of_it_comes_back(
    summary: str, description: list[str], categories: list[str], place: str, url: str, form: Form
) -> None:
    item = replace(
        ITEM,
        summary=summary,
        description=tuple(description),
        categories=tuple(categories),
        place=place,
        url=url,
        uid=f"{summary}@x",
    )
    data = written(replace(ENTRY, item=item), TIMED, form=form)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", data)
    assert data.count(b"\n") == data.count(b"\r") == len(lines) - 1
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    first, second = calendar.events if form is Form.EVENT else calendar.todos
    assert second["UID"] == "f@netcrm"
    assert first.errors == []
    assert str(first["UID"]) == clean_line(f"{summary}@x")
    assert str(first.get("SUMMARY", "")) == clean_line(summary)
    assert str(first.get("LOCATION", "")) == clean_line(place)
    assert str(first.get("DESCRIPTION", "")) == "\n".join(clean_text(line).replace("\t", " ") for line in description)
    names = [name for name in map(clean_line, categories) if name]
    assert list(first.categories) == names
    assert (first.start if form is Form.EVENT else first.end) == ITEM.on
