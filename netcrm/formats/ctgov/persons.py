"""The people of a study: each once, however often its record names them, and as drafts for an import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from netcrm.domain.contact import Details, Email, Phone
from netcrm.domain.draft import Draft
from netcrm.domain.naming.name import Name
from netcrm.domain.naming.reading import names_agree
from netcrm.domain.organisation import Position
from netcrm.domain.studies.study import Mention, NoPerson, Site, Study, StudyPeople, StudyPerson
from netcrm.domain.tags import tag_of
from netcrm.domain.text import fold
from netcrm.formats.ctgov.miniature import record_of
from netcrm.formats.ctgov.naming import Written, read_written, why_no_person

MOST_CONDITIONS = 5
"""Conditions that become tags: a basket trial has dozens, each of which would stand on everybody."""
_MOST_NAMESAKES = 10
"""People of one name in one study with whom a further one is compared."""
_MOST_SITES = 50
"""Sites of one person whose places are looked for behind the names of organisations."""
_MOST_PLACE_WORDS = 8


@dataclass(slots=True)
class _Gathered:
    """A person while their mentions are gathered."""

    name: Name
    mentions: list[Mention] = field(default_factory=list)
    titles: dict[str, None] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    """By their folded names."""
    emails: dict[str, str] = field(default_factory=dict)
    phones: dict[str, None] = field(default_factory=dict)


def people_of(study: Study) -> StudyPeople:
    """Return whom a study's record names, each person once, and which of its mentions name nobody.

    Two mentions are one person's where the names agree and share a mail address; or where given and family name are
    the same and nothing middle contradicts, unless they stand at sites in two towns with a mail address each, or in
    two countries, and share no phone. Nobody is made out of a function (`Study Coordinator`), a desk or a company
    (`Pfizer CT.gov Call Center`), the sponsor itself, a single word, or a text with digits or an address in it.
    """
    gathered: list[_Gathered] = []
    by_key: dict[str, list[_Gathered]] = {}
    left_out: list[NoPerson] = []
    company = study.sponsor if study.sponsor_is_company else ""
    for mention in study.mentions:
        written = read_written(mention.name)
        if why := why_no_person(written, company=company):
            left_out.append(NoPerson(mention, f"“{mention.name[:80]}” {why}."))
            continue
        email = mention.email.casefold()
        keys = [name_key(written.name), *([f"@{email}"] if email else [])]
        candidates = [one for key in keys[::-1] for one in by_key.get(key, ())[:_MOST_NAMESAKES]]
        person = next((one for one in candidates if _is_same(one, written.name, mention)), None)
        if person is None:
            person = _Gathered(written.name)
            gathered.append(person)
        _add(person, written, mention)
        for key in (*keys, name_key(person.name)):
            known = by_key.setdefault(key, [])
            if not any(one is person for one in known[:_MOST_NAMESAKES]):
                known.append(person)
    names = {_words(person.name) for person in gathered}
    return StudyPeople(tuple(_person(person, names) for person in gathered), tuple(left_out))


def name_key(name: Name) -> str:
    """Return the folded given and family name, without what stands between: what people of a study are found by."""
    return fold(f"{name.given} {name.family}") if name.given and name.family else _words(name)


def _words(name: Name) -> str:
    """Return the words of a name in alphabetical order, so that `Lima, Ana` is `Ana Lima`."""
    core = f"{name.given} {name.additional} {name.family}" if name.family else name.formatted
    return " ".join(sorted(fold(core).split()))


def _is_same(person: _Gathered, name: Name, mention: Mention) -> bool:
    if not names_agree(person.name, name):
        return False
    email = mention.email.casefold()
    if email and email in person.emails:
        return True
    if name_key(person.name) != name_key(name):
        return False
    if mention.phone and mention.phone in person.phones:
        return True
    return not any(_is_elsewhere(other, mention) for other in person.mentions[:_MOST_NAMESAKES])


def _is_elsewhere(one: Mention, other: Mention) -> bool:
    """Whether two mentions of one name are at sites so far apart that they may well be two people's."""
    if one.site is None or other.site is None:
        return False
    if fold(one.site.country) != fold(other.site.country):
        return True
    both_write = bool(one.email and other.email) and one.email.casefold() != other.email.casefold()
    return both_write and fold(one.site.city) != fold(other.site.city)


def _add(person: _Gathered, written: Written, mention: Mention) -> None:
    credentials = [c for c in (*person.name.credentials.split(", "), *written.name.credentials.split(", ")) if c]
    fuller = max(person.name, written.name, key=lambda name: len(name.formatted))
    person.name = replace(fuller, credentials=", ".join(dict.fromkeys(credentials)))
    person.mentions.append(mention)
    for title in filter(None, (mention.title, written.title)):
        person.titles.setdefault(title)
    for organisation in filter(None, (mention.organisation, written.organisation)):
        person.organisations.setdefault(fold(organisation), organisation)
    if mention.email:
        person.emails.setdefault(mention.email.casefold(), mention.email)
    if mention.phone:
        person.phones.setdefault(mention.phone)


def _person(person: _Gathered, names: set[str]) -> StudyPerson:
    """Return the person. An organisation called after one of the study's people is a field filled in wrongly."""
    sites = tuple(dict.fromkeys(mention.site for mention in person.mentions if mention.site))
    known = {key: house for key, house in person.organisations.items() if _words(read_written(house).name) not in names}
    houses = [house for key, house in known.items() if not _is_with_address(key, known, sites[:_MOST_SITES])]
    return StudyPerson(
        name=person.name,
        parts=tuple(dict.fromkeys(mention.part for mention in person.mentions)),
        roles=tuple(dict.fromkeys(mention.role for mention in person.mentions if mention.role)),
        organisations=tuple(houses),
        title=next(iter(person.titles), ""),
        emails=tuple(person.emails.values()),
        phones=tuple(person.phones),
        sites=sites,
        mentions=tuple(person.mentions),
    )


def _is_with_address(key: str, known: Mapping[str, str], sites: Sequence[Site]) -> bool:
    """Whether a folded organisation is another one of theirs with the towns and country of their sites behind it."""
    countries = tuple(dict.fromkeys(fold(site.country) for site in sites if site.country))
    if not key.endswith(countries):
        return False
    places = {word for site in sites for word in fold(f"{site.city} {site.region} {site.country}").split()}
    words = key.split()
    return any(
        set(words[-count:]) <= places and " ".join(words[:-count]) in known
        for count in range(1, min(len(words), _MOST_PLACE_WORDS))
    )


def tags_of(study: Study) -> tuple[str, ...]:
    """Return the tags that a study gives its people: `condition/atopic-dermatitis`, `phase/2`."""
    conditions = (tag_of(condition.replace("/", " ")) for condition in study.conditions[:MOST_CONDITIONS])
    return tuple(dict.fromkeys((*(f"condition/{tag}" for tag in conditions), *(f"phase/{p}" for p in study.phases))))


def drafts_of(study: Study, persons: Sequence[StudyPerson] | None = None) -> Iterator[Draft]:
    """Yield a draft for each person of a study, which comes in only where somebody ticks it.

    `raw` is a small record of the same form with what the registry says of this person alone, which is read again to
    the same draft; the UID is the study's number and the name, nothing for a study without a number and for a
    namesake.
    """
    tags = tags_of(study)
    given_out: set[str] = set()
    for person in people_of(study).persons if persons is None else persons:
        uid = f"{study.nct}:{tag_of(name_key(person.name))}" if study.nct else ""
        if uid in given_out:
            uid = ""
        given_out.add(uid)
        raw = record_of(study, person)
        yield Draft(
            place=study.place,
            details=_details(person, tags),
            raw=raw,
            digest=blake2b(raw, digest_size=16).hexdigest(),
            uid=uid,
            warnings=study.warnings,
            only_if_asked=True,
        )


def _details(person: StudyPerson, tags: tuple[str, ...]) -> Details:
    positions = [Position(house, is_primary=not at) for at, house in enumerate(person.organisations)]
    if person.title:
        first = positions[0] if positions else Position(is_primary=True)
        positions[:1] = [replace(first, title=person.title)]
    return Details(
        name=person.name,
        roles=person.roles,
        tags=tags,
        emails=tuple(Email(value, "work") for value in person.emails),
        phones=tuple(Phone(value, "work") for value in person.phones),
        positions=tuple(positions),
    )
