"""Ways out of the program: an address that mail can go to, the link that opens a mail, the page of a profile.

E-mails and links come from strangers' files. What could carry a header, a second reader or a program into the mail or
browser is no address and no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from netcrm.domain.contact import Email, Link

_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f-\x9f]+@[^\s@<>()\[\]\\,;:\"/?#%&=\x00-\x1f\x7f-\x9f]+")
"""One plain mailbox (RFC 5322 3.4.1, without quoted local parts and literal domains, which people do not have)."""
_LONGEST_ADDRESS = 254
"""Characters, of RFC 5321 4.5.3.1.3."""
_LONGEST_PAGE = 2000
_PROFILE_SITES = ("linkedin.com", "orcid.org", "researchgate.net", "x.com", "twitter.com")
_UNSAFE_IN_PAGES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\"'`<>^{}|\\]")


def mail_address(emails: Iterable[Email]) -> str:
    """Return the address that mail to somebody goes to: the preferred one, else the first, that can be one at all."""
    listed = sorted(emails, key=lambda email: not email.preferred)
    return next((email.value for email in listed if is_address(email.value)), "")


def is_address(text: str) -> bool:
    """Whether a text is one mailbox and nothing else."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def mailto(address: str, subject: str, body: str) -> str:
    """Return the link that opens a mail (RFC 6068): everything but letters, digits and `-._~` percent-encoded.

    Line ends of the body are CR LF, as its section 5 asks; the subject is one line.

    Raises:
        ValueError: the address is none.
    """
    if not is_address(address):
        raise ValueError(address)
    local, _, domain = address.rpartition("@")
    lines = "\r\n".join(body.splitlines())
    fields = f"subject={quote(' '.join(subject.split()), safe='')}&body={quote(lines, safe='')}"
    return f"mailto:{quote(local, safe='')}@{quote(domain, safe='')}?{fields}"


def profile_page(links: Iterable[Link]) -> str:
    """Return the page where somebody can be written to: the first on a known site, else the first page of the web.

    A page of a known site may be written without `https://`.
    """
    pages = [page for link in links if (page := _page(link.value.strip()))]
    return next((page for page in pages if _is_profile(page)), pages[0] if pages else "")


def _page(text: str) -> str:
    """Return a link as an address of the web, or nothing where it is none that may be opened."""
    if _UNSAFE_IN_PAGES.search(text) or len(text) > _LONGEST_PAGE:
        return ""
    whole = text if "://" in text[:9] else f"https://{text}"
    try:
        parts = urlsplit(whole)
        host = parts.hostname or ""
        has_user = parts.username is not None or parts.password is not None
    except ValueError:
        return ""
    if parts.scheme.casefold() not in ("http", "https") or not host or has_user:
        return ""
    return whole if whole == text or _is_profile(whole) else ""


def _is_profile(page: str) -> bool:
    parts = urlsplit(page)
    host = (parts.hostname or "").casefold()
    return parts.path.strip("/") != "" and any(host == site or host.endswith(f".{site}") for site in _PROFILE_SITES)
