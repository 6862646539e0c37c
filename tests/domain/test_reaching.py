from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.contact import Email, Link
from netcrm.domain.reaching import is_address, mail_address, mailto, profile_page


@pytest.mark.parametrize(
    "text",
    [
        "ana@stmarys.test",
        "ana.lima+crm@st-marys.co.uk",
        "o'brien@x.test",
        "100%@x.test",
        "zoë@møbel.test",
        "a&b@x.test",
    ],
)
def test_a_plain_mailbox_is_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "ana", "@x.test", "ana@", "a@b@c", "ana@x.test,evil@y.test", "ana@x.test;evil@y.test", "ana@x.test evil",
        "ana@x.test\r\nBcc: evil@y.test", "ana@x.test\n", "Ana <ana@x.test>", "ana@x.test?bcc=evil@y.test",
        "ana@x.test&bcc=evil", "mailto:ana@x.test", "ana@x.test%0D%0ABcc:evil", "ana@x.test\x00", "ana\u2028@x.test",
        "a" * 250 + "@x.test",
    ],
)  # fmt: skip
def test_what_could_carry_more_than_one_reader_is_no_address(text: str) -> None:
    assert not is_address(text)
    assert mail_address([Email(text), Email("second@x.test")]) == "second@x.test"
    with pytest.raises(ValueError, match=r"^"):
        mailto(text, "s", "b")


def test_the_preferred_address_goes_first() -> None:
    assert mail_address([Email("one@x.test"), Email("two@x.test", preferred=True)]) == "two@x.test"
    assert mail_address([Email("one@x.test"), Email("nobody", preferred=True)]) == "one@x.test"
    assert mail_address([]) == ""


def test_a_link_for_the_mail_program_is_percent_encoded() -> None:
    link = mailto("o'b&c?%@x.test", "Thanks & more?", "Dear Ana,\n\nsee you = fine #1 + é\n")
    assert link == (
        "mailto:o%27b%26c%3F%25@x.test?subject=Thanks%20%26%20more%3F"
        "&body=Dear%20Ana%2C%0D%0A%0D%0Asee%20you%20%3D%20fine%20%231%20%2B%20%C3%A9"
    )


@given(st.text(), st.text())
def test_no_text_gets_out_of_its_place_in_a_link(subject: str, body: str) -> None:
    try:
        link = mailto("ana@x.test", subject, body)
    except UnicodeEncodeError:  # half a surrogate pair, which the store does not hold
        return
    assert link.isascii()
    assert not set(link) & set('\r\n\t "<>\\^`{|}#')
    parts = urlsplit(link)
    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", "ana@x.test", "")
    assert set(parse_qs(parts.query, keep_blank_values=True)) == {"subject", "body"}
    assert "\n" not in unquote(parts.query.split("&")[0])


@pytest.mark.parametrize(
    ("links", "page"),
    [
        ([], ""),
        (["https://stmarys.test/ana"], "https://stmarys.test/ana"),
        (["https://stmarys.test/ana", "https://www.linkedin.com/in/ana"], "https://www.linkedin.com/in/ana"),
        (["https://a.test", "http://b.test"], "https://a.test"),
        (["https://orcid.org/0000-0002-1825-0097"], "https://orcid.org/0000-0002-1825-0097"),
        (["linkedin.com/in/ana"], "https://linkedin.com/in/ana"),
        (["fr.linkedin.com/in/ana"], "https://fr.linkedin.com/in/ana"),
        (["https://www.linkedin.com/"], "https://www.linkedin.com/"),
        (["https://x.com/ana", "https://linkedin.com/in/ana"], "https://x.com/ana"),
        (["https://linkedin.com.evil.test/in/ana", "https://x.com/ana"], "https://x.com/ana"),
        (["https://netflix.com/ana", "https://x.com/ana"], "https://x.com/ana"),
        (["stmarys.test/ana"], ""),
        (["@ana"], ""),
        (["javascript:alert(1)"], ""),
        (["javascript://linkedin.com/in/%0Aalert(1)"], ""),
        (["file:///etc/passwd"], ""),
        (["https://linkedin.com@evil.test/in/ana"], ""),
        (["https://x.com/a b"], ""),
        (["https://x.com/a\x1b[0m"], ""),
        (["https://x.com/a`id`"], ""),
        (["https://[broken/in/ana"], ""),
        (["https://"], ""),
        (["mailto:ana@x.test"], ""),
        (["https://x.com/" + "a" * 3000], ""),
    ],
)
def test_a_profile_page_is_one_that_may_be_opened(links: list[str], page: str) -> None:
    assert profile_page([Link(link) for link in links]) == page
