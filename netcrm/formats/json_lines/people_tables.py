"""The lines of people and organisations: which keys stand for which columns of their tables."""

from __future__ import annotations

from collections.abc import Mapping

from netcrm.domain.contact import State, Tier
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import OrganisationKind
from netcrm.domain.profiles import profile_key
from netcrm.domain.roles import Role
from netcrm.domain.text import fold
from netcrm.formats.json_lines import values as v
from netcrm.formats.json_lines.shapes import Derived, Field, Line, Part
from netcrm.formats.json_lines.values import or_empty, or_null, word


def _folded(column: str) -> Derived:
    return Derived("folded", lambda row, _: fold(row[column]) or row[column])


def _sort_key(row: Mapping[str, str]) -> str:
    return Name(row["name"], given=row["given"], additional=row["additional"], family=row["family"]).sort_key


ID = Field("id", v.identity)
UID = Field("uid", v.text)
_WAY = (
    Field("value", v.text),
    Field("label", v.text),
    Field("preferred", v.flag),
)
_SOURCE = (
    Field("file", v.text),
    Field("format", v.text),
    Field("place", v.number),
    Field("imported_on", v.day),
    Field("uid", v.text),
    Field("line", v.number),
    Field("digest", v.text),
    Field("change_set", v.number),
)
ORGANISATION = Line(
    "organisation",
    "organisation",
    (
        ID,
        UID,
        Field("name", v.text),
        Field("kind", or_null(word(OrganisationKind))),
        Field("site_number", v.text),
        Field("city", v.text),
        Field("country", v.text),
        Field("note", v.text),
    ),
    derived=(_folded("name"),),
    parts=(Part("sources", "organisation_source", "organisation_id", _SOURCE),),
    unique=(("uid",),),
)
PERSON = Line(
    "contact",
    "contact",
    (
        ID,
        UID,
        Field("prefix", v.text),
        Field("given", v.text),
        Field("additional", v.text),
        Field("family", v.text),
        Field("suffix", v.text),
        Field("credentials", v.text),
        Field("nicknames", v.joined_lines),
        Field("state", word(State)),
        Field("tier", or_null(word(Tier))),
        Field("birthday", or_empty(v.text)),
        Field("note", v.text),
        Field("salutation", v.text),
        Field("first_names", v.flag),
        Field("formatted", v.text, "name"),
        Field("starred", v.flag),
        Field("language", v.text),
        Field("country", v.text),
        Field("added_on", v.day),
        Field("state_since", or_null(v.day)),
        Field("state_why", v.text),
        Field("photo", or_null(v.text)),
    ),
    derived=(Derived("folded", lambda row, _: fold(row["name"])), Derived("sort_key", lambda row, _: _sort_key(row))),
    told=("name", "organisation", "title", "department", "cadence"),
    parts=(
        Part(
            "roles", "contact_role", "contact_id", (Field("roles", word(Role), "role"),), "ordinal",
            unique="roles",
        ),
        Part("tags", "contact_tag", "contact_id", (Field("tags", v.text, "tag"),), unique="tags"),
        Part(
            "emails", "email", "contact_id", _WAY, "ordinal",
            (Derived("key", lambda row, _: row["value"].strip().casefold()),),
        ),
        Part("phones", "phone", "contact_id", _WAY, "ordinal", (Derived("key", lambda row, key: key(row["value"])),)),
        Part(
            "addresses", "address", "contact_id",
            tuple(Field(key, v.text) for key in ("street", "city", "region", "postal_code", "country", "label")),
            "ordinal",
            (Derived("city_key", lambda row, _: fold(row["city"])),),
        ),
        Part(
            "links", "link", "contact_id", _WAY[:2], "ordinal",
            (Derived("key", lambda row, _: profile_key(row["value"])),),
        ),
        Part(
            "positions", "position", "contact_id",
            (
                Field("title", v.text),
                Field("department", v.text),
                Field("start_on", v.text),
                Field("end_on", v.text),
                Field("primary", v.flag, "is_primary"),
                Field("organisation_id", or_null(v.identity), refers="organisation"),
            ),
            "ordinal",
            told=("organisation",),
        ),
        Part("sources", "source", "contact_id", _SOURCE),
        Part("former_uids", "former_uid", "contact_id", (Field("former_uids", v.text, "uid"),), unique="former_uids"),
        Part(
            "set_aside_on", "set_aside", "contact_id", (Field("set_aside_on", v.day),), is_one=True
        ),
    ),
    unique=(("uid",),),
)  # fmt: skip
