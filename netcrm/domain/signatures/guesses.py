"""What was read of somebody, each value with the line that it came from, and the details that it comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from netcrm.domain.contact import Address, Details, Email, Link, Phone
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import read_name
from netcrm.domain.organisation import Position

_POSTAL_FIRST = re.compile(r"(?P<code>(?:[A-Z]{1,2}-)?\d{4,6}|\d{3} \d{2}) (?P<city>[^\d,]{2,60})")
_POSTAL_LAST = re.compile(r"(?P<city>[^\d,]{2,60}), (?P<region>[A-Z]{2}),? (?P<code>\d{5}(?:-\d{4})?)")


@dataclass(frozen=True, slots=True)
class Guess:
    """A value that was read, and the line that it came from, counted from 1."""

    value: str
    line: int
    label: str = ""
    """Of a phone: `work`, `mobile`, `fax`, `home`."""


@dataclass(frozen=True, slots=True)
class SignatureGuess:
    """What a signature says of one person."""

    name: Guess | None = None
    """With titles and credentials, as it is shown."""
    title: Guess | None = None
    organisation: Guess | None = None
    department: Guess | None = None
    phones: tuple[Guess, ...] = ()
    emails: tuple[Guess, ...] = ()
    links: tuple[Guess, ...] = ()
    addresses: tuple[Guess, ...] = ()
    """The lines of the address."""

    def __bool__(self) -> bool:
        return any(True for _ in self.told())

    def told(self) -> Iterator[tuple[str, Guess]]:
        """Yield each value with the name of its field, in the order of a form."""
        for kind in ("name", "title", "organisation", "department"):
            guess = getattr(self, kind)
            if guess is not None:
                yield kind, guess
        for kind, guesses in (
            ("e-mail", self.emails), ("phone", self.phones), ("link", self.links), ("address", self.addresses),
        ):  # fmt: skip
            for guess in guesses:
                yield kind, guess

    def details(self) -> Details:
        """Return somebody's details as they were read; without a name, the first e-mail stands for it."""
        written = self.name.value if self.name else self.emails[0].value if self.emails else ""
        organisation, title, department = (
            guess.value if guess else "" for guess in (self.organisation, self.title, self.department)
        )
        position = Position(organisation, title, department, is_primary=True)
        return Details(
            read_name(written) if written else Name(""),
            emails=tuple(Email(guess.value) for guess in self.emails),
            phones=tuple(Phone(guess.value, guess.label) for guess in self.phones),
            links=tuple(Link(guess.value) for guess in self.links),
            addresses=(_address(self.addresses),) if self.addresses else (),
            positions=(position,) if organisation or title or department else (),
        )


def _address(lines: Sequence[Guess]) -> Address:
    """Return an address whose postal code and city are told apart where a line is plainly both."""
    address = Address()
    street: list[str] = []
    for guess in lines:
        text = guess.value
        found = _POSTAL_FIRST.fullmatch(text) or _POSTAL_LAST.fullmatch(text)
        if found and not address.city:
            parts = found.groupdict()
            address = replace(
                address, city=parts["city"].strip(), postal_code=parts["code"], region=parts.get("region") or ""
            )
        elif address.city and not any(letter.isdigit() for letter in text) and not address.country:
            address = replace(address, country=text)
        else:
            street.append(text)
    return replace(address, street="\n".join(street))
