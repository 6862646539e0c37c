"""A large network for the measurements: generated people with their history, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from netcrm.domain.cadence import CadenceRule, CadenceScope, parse_cadence
from netcrm.domain.contact import Address, Details, Email, Phone, Tier
from netcrm.domain.follow_up import FollowUp, Owner
from netcrm.domain.interaction import Channel, Direction, Interaction
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position
from netcrm.domain.roles import Role
from netcrm.services.crm import Crm
from netcrm.services.network import Member, Network

_SEED = 1_000_003
_INTERACTIONS_AT_ONCE = 50_000
"""About how many are held in memory; each portion is an act of its own."""
_YEARS = 4
_DUE = 0.03
_NEW = 0.005
_AWAITING = 0.003
_PROMISED = 0.01
_PEOPLE_IN_AN_ORGANISATION = 40


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_GIVEN = _words("""
    Adaeze Aisha Alba Amara Anders Anjali Arjun Astrid Ayşe Baraka Beatriz Carmen Chidi Claire Dalia Daniela Diego
    Elena Emeka Emre Fatima Femke Giulia Grace Hana Hassan Helena Hiroshi Ines Ingrid Ivan Jamal Jana Joana José
    Julia Kaisa Karim Kenji Lars Laura Leila Lin Lucía Magda Malik María Marta Mei Mihai Mina Nadia Ngozi Nikolai
    Noor Olga Omar Paula Pedro Priya Rafael Rania Rosa Sana Sanjay Sarah Selin Sofia Søren Tariq Thandi Tomás Uma
    Viktor Wei Xiomara Yara Yusuf Zainab Zoë
""")
_FAMILY = _words("""
    Abebe Achebe Almeida Andersen Aziz Bakker Barros Bauer Becker Berg Blanc Bose Carvalho Castillo Chen Costa
    Dalgaard Delgado Demir Diallo Dubois Eriksen Farouk Fernandes Fischer Fontaine García Ghosh Goldberg Gupta
    Haddad Hansen Hoang Horváth Ibrahim Ito Jansen Jensen Kapoor Kaya Khan Kim Kowalski Kuznetsov Larsen Leclerc
    Lima Lindgren Lopes Mahlangu Marino Mbeki Mehta Meyer Moreau Mori Müller Mwangi Nakamura Ndlovu Nguyen Novák
    Nowak Obi Okafor Olsen Ortiz Osei Park Patel Pereira Petrov Popescu Quispe Rahman Ramos Reyes Ricci Rossi Rojas
    Saito Salazar Santos Schmidt Sharma Silva Singh Suzuki Tanaka Torres Traoré Tran Vargas Virtanen Vos Wagner Wang
    Weber Yamada Yılmaz Zhang Zimmermann
""")
_CITIES = _words("""
    Boston Chicago Denver Dublin Galway Leeds Lyon Milan Nairobi Oslo Porto Raleigh Sapporo Toronto Vienna
""")
_PLACES = ("Hospital", "Medical Center", "Clinical Trials", "Research Institute", "Therapeutics", "University")
_TITLES = (
    "Investigator",
    "Clinical Research Coordinator",
    "Clinical Trial Manager",
    "Senior CRA",
    "Director",
    "Fellow",
)
_TAGS = (
    "area/oncology", "area/oncology/lung", "area/cardiology", "area/neurology", "area/respiratory", "phase/1",
    "phase/2", "phase/3", "met/congress", "study/alpha", "study/beta", "study/gamma",
)  # fmt: skip
_CREDENTIALS = ("", "", "", "MD", "PhD", "MD, PhD", "RN", "CCRC", "PharmD")
_SUBJECTS = (
    "enrolment", "the consent form", "the monitoring visit", "the budget", "site selection", "the amendment",
    "lab kits",
)  # fmt: skip
_WORDS = (
    "Talked about {}", "Sent the papers on {}", "Asked for news of {}", "Agreed on the next steps for {}",
    "Questions about {}, answered within the day", "Went through {} line by line",
)  # fmt: skip
_CADENCES = {Tier.A: (91, "3 months"), Tier.B: (182, "6 months"), Tier.C: (365, "1 year"), Tier.D: (730, "2 years")}
"""The days and the words of each tier's cadence."""
_TALKS = (Channel.CALL, Channel.VIDEO, Channel.MEETING, Channel.SITE_VISIT, Channel.COFFEE)
_HOW = (*_TALKS, Channel.EMAIL, Channel.EMAIL, Channel.MESSAGE, Channel.NOTE)


def build_large(crm: Crm, contacts: int, interactions_each: int) -> None:
    """Load `contacts` people with `interactions_each` interactions, about 3 % of them due on the store's today.

    They come in portions, each an act of its own, so that memory does not grow with their number.
    """
    chance = Random(_SEED)
    today = crm.today
    rules = [
        CadenceRule(CadenceScope.TIER, tier, cadence)
        for tier, (_, words) in _CADENCES.items()
        if (cadence := parse_cadence(words, set_on=today - timedelta(days=365 * _YEARS)))
    ]
    crm.load_network(Network((), rules=rules), "cadences")
    organisations = _organisations(chance, max(contacts // _PEOPLE_IN_AN_ORGANISATION, 1))
    portion = max(_INTERACTIONS_AT_ONCE // max(interactions_each, 1), 1)
    for first in range(0, contacts, portion):
        number = min(portion, contacts - first)
        crm.load_network(
            _portion(chance, organisations, first, number, interactions_each, today), f"people {first + 1}"
        )


def _organisations(chance: Random, number: int) -> list[tuple[str, str]]:
    return [
        (f"{chance.choice(_FAMILY)} {chance.choice(_PLACES)} {place + 1}", chance.choice(_CITIES))
        for place in range(number)
    ]


def _portion(
    chance: Random, organisations: list[tuple[str, str]], first: int, number: int, interactions_each: int, today: date
) -> Network:
    members: list[Member] = []
    interactions: list[Interaction] = []
    follow_ups: list[FollowUp] = []
    for place in range(number):
        details = _details(chance, organisations, first + place)
        added_on = today - timedelta(days=365 * _YEARS)
        if interactions_each:
            interactions += _history(chance, place, details.tier, interactions_each, today)
        members.append(Member(details, added_on, _uid(chance)))
        if chance.random() < _PROMISED:
            due_on = today + timedelta(days=chance.randint(-10, 60))
            owner = chance.choice(list(Owner))
            made_on = today - timedelta(days=20)
            follow_ups.append(FollowUp(0, _uid(chance), place, "Send the papers", due_on, None, owner, made_on=made_on))
    interactions.sort(key=lambda interaction: interaction.happened_on)
    return Network(members, interactions, follow_ups)


def _uid(chance: Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def _details(chance: Random, organisations: list[tuple[str, str]], number: int) -> Details:
    given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
    organisation, city = chance.choice(organisations)
    roles = list(Role)
    return Details(
        name=Name(f"{given} {family}", given=given, family=family, credentials=chance.choice(_CREDENTIALS)),
        roles=tuple(dict.fromkeys(chance.choices(roles, k=chance.choice((1, 1, 1, 2))))),
        tags=tuple(sorted(set(chance.choices(_TAGS, k=chance.randint(0, 3))))),
        emails=(Email(f"person{number}@mail{number % 97}.example", "work"),),
        phones=(Phone(f"+1 617 555 {number:07}", "work"),),
        addresses=(Address(city=city),),
        positions=(Position(organisation, chance.choice(_TITLES), is_primary=True),),
        tier=chance.choice((*Tier, None, None)),
    )


def _history(chance: Random, place: int, tier: Tier | None, number: int, today: date) -> Iterator[Interaction]:
    lot = chance.random()
    if lot < _NEW:
        return
    interval = _CADENCES[tier][0] if tier else 365
    # Two in three have a cadence, so that their share of those due is larger by half.
    is_late = tier is not None and chance.random() < _DUE * 1.5
    last = chance.randint(interval + 3, interval + interval // 3) if is_late else chance.randint(1, interval * 9 // 10)
    for before in range(number - 1):
        days = chance.randint(last + 1, last + 365 * _YEARS)
        yield _interaction(chance, place, chance.choice(_HOW), today - timedelta(days=days), before)
    is_awaited = lot > 1 - _AWAITING
    how = Channel.EMAIL if is_awaited else chance.choice(_TALKS)
    yield _interaction(chance, place, how, today - timedelta(days=last), number)


def _interaction(chance: Random, place: int, channel: Channel, day: date, number: int) -> Interaction:
    words = chance.choice(_WORDS).format(chance.choice(_SUBJECTS))
    direction = channel.usual_direction if number % 3 else Direction.BOTH
    return Interaction(0, _uid(chance), day, channel, direction, words, (place,))
