"""What phone numbers are compared by."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_PLAIN_INTERNATIONAL = re.compile(r"\+[1-9][\d\s./-]{6,20}")
_NOT_DIGIT = re.compile(r"\D+")


def phone_key_for(region: str) -> Callable[[str], str]:
    """Return the function that makes a phone number's key: E.164 where it can be told, else its digits.

    Args:
        region: The user's ISO 3166 country, by which numbers without `+` are read; may be empty.
    """
    country = region.partition("-")[0].upper() or None

    @lru_cache(maxsize=4096)
    def phone_key(value: str) -> str:
        if _PLAIN_INTERNATIONAL.fullmatch(value):
            return "+" + _NOT_DIGIT.sub("", value)
        digits = _NOT_DIGIT.sub("", value)
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
