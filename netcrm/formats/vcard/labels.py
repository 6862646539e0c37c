"""Types of a property to the label that people read: `TYPE=CELL,VOICE,WORK` is a "work mobile"."""

from __future__ import annotations

import re
from functools import lru_cache

from netcrm.domain.text import clean_line

MESSENGERS = {
    "X-AIM": "aim",
    "X-FACEBOOK": "facebook",
    "X-GADUGADU": "gadugadu",
    "X-GADU-GADU": "gadugadu",
    "X-GOOGLE-TALK": "google talk",
    "X-GOOGLE TALK": "google talk",
    "X-GROUPWISE": "groupwise",
    "X-GTALK": "google talk",
    "X-ICQ": "icq",
    "X-INSTAGRAM": "instagram",
    "X-JABBER": "xmpp",
    "X-KADDRESSBOOK-X-IMADDRESS": "messages",
    "X-LINKEDIN": "linkedin",
    "X-MASTODON": "mastodon",
    "X-MATRIX": "matrix",
    "X-MESSAGING/GADU-ALL": "gadugadu",
    "X-MESSAGING/SKYPE-ALL": "skype",
    "X-MESSAGING/XMPP-ALL": "xmpp",
    "X-MSN": "msn",
    "X-MS-IMADDRESS": "messages",
    "X-QQ": "qq",
    "X-SIGNAL": "signal",
    "X-SIP": "sip",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-TELEGRAM": "telegram",
    "X-TWITTER": "twitter",
    "X-WECHAT": "wechat",
    "X-WHATSAPP": "whatsapp",
    "X-YAHOO": "yahoo",
}
"""Properties of programs for messengers and profiles, and what to call them."""

LINKS = frozenset({"URL", "IMPP", "X-SOCIALPROFILE", "SOCIALPROFILE", *MESSENGERS})
"""Properties that are links."""

_SILENT = frozenset(
    {"voice", "internet", "pref", "msg", "text", "postal", "parcel", "dom", "intl", "x400", "video", "uri", "textphone"}
)
"""Types that every number or address has, or that say nothing to a person."""

_WORDS = {"cell": "mobile", "pcs": "mobile", "homepage": "home page", "home_page": "home page", "business": "work"}
_PLACES = ("work", "home", "other")
_APPLE = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=1024)
def label_of(types: tuple[str, ...], group: str = "") -> str:
    """Return the label that `types` make: the place first, then the kind, then whatever else was written.

    A `group` that is called for a place (`WORK.TEL`) counts as that type.
    """
    words = [_WORDS.get(kind, kind.removeprefix("x-")) for kind in types if kind not in _SILENT]
    if group.lower() in _PLACES:
        words.append(group.lower())
    words = list(dict.fromkeys(words))
    words.sort(key=lambda word: _PLACES.index(word) if word in _PLACES else len(_PLACES))
    return clean_line(" ".join(words))


def apple_label(value: str) -> str:
    """Return the label of an X-ABLabel: `_$!<HomeFAX>!$_` is "home fax", a person's own words stay as they are."""
    label = clean_line(value)
    match = _APPLE.fullmatch(label)
    return clean_line(_HUMP.sub(" ", match[1]).lower()) if match else label
