"""What phone numbers are compared by."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_PLAIN_INTERNATIONAL = re.compile(r"\+[1-9][0-9 ./-]{6,20}")
_TRUNK_ZERO = re.compile(r"\+[0-9]{1,3}[ ./-]*0")
"""What may be the 0 that is not dialled from abroad: only the library knows the country's rule."""
_NOT_DIGIT = re.compile(r"[^0-9]+")


@lru_cache(maxsize=8)
def phone_key_for(region: str) -> Callable[[str], str]:
    """Return the function that makes a phone number's key: E.164 where it can be told, else its digits.

    It is one for a region, so that a number that was just matched is not parsed again to be written.

    Args:
        region: The user's ISO 3166 country, by which numbers without `+` are read; may be empty.
    """
    country = region.partition("-")[0].upper() or None

    @lru_cache(maxsize=4096)
    def phone_key(value: str) -> str:
        if _PLAIN_INTERNATIONAL.fullmatch(value) and not _TRUNK_ZERO.match(value):
            return "+" + _NOT_DIGIT.sub("", value)
        digits = "".join(str(int(sign)) for sign in value if sign.isdecimal())
        if len(digits) < 6:
            return digits
        # phonenumbers takes a while to load and is needed for the odd forms only.
        import phonenumbers

        try:
            parsed = phonenumbers.parse(value, country)
        except phonenumbers.NumberParseException:
            return digits
        key: str = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        return key

    return phone_key
