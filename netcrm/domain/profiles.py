"""Profiles on the web as keys: one page of one person, however its address is written."""

from __future__ import annotations

import re
from urllib.parse import unquote

_PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]+\.)?(?:"
    r"(?P<linkedin>linkedin\.com)/(?:in|pub)/|(?P<orcid>orcid\.org)/|(?P<xing>xing\.com)/profile/"
    r"|(?P<researchgate>researchgate\.net)/profile/|(?P<github>github\.com)/|(?P<twitter>(?:twitter|x)\.com)/"
    r")(?P<name>[^/?#\s]+)/?(?:[?#]\S*)?",
    re.IGNORECASE,
)
"""Pages that belong to one person each. A page below one (`…/in/ana-lima/detail`) is not the profile itself."""
_LONGEST = 300
_NAMED_ALIKE = {"x.com": "twitter.com"}


def profile_key(address: str) -> str:
    """Return what two addresses of one person's profile have in common (`linkedin.com/ana-lima`), or nothing.

    The host's country, the scheme, letter case, percent signs, a trailing slash and whatever follows `?` do not count.
    """
    if len(address) > _LONGEST or not (match := _PROFILE.fullmatch(address.strip())):
        return ""
    host = next(text for site, text in match.groupdict().items() if text and site != "name").casefold()
    return f"{_NAMED_ALIKE.get(host, host)}/{unquote(match['name']).casefold()}"
