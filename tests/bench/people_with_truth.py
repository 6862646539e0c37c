"""Generated people of whom it is known who is whom: duplicates as address books have them, namesakes, switchboards.

Seeds 1 to 3 were looked at while the rules were made; figures are told for others (11 to 13). What nobody could tell
is not asked: a second card of somebody keeps a key of their own, or else the organisation with a name that is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from netcrm.domain.contact import Details, Email, Link, Phone
from netcrm.domain.naming.name import Name
from netcrm.domain.organisation import Position


def _words(text: str) -> list[str]:
    return text.split()


_DUPLICATED = 0.08
"""How many people stand in the book twice; of these one in eight three times."""
_EACH_ORGANISATION = 25
_GIVEN = _words("""
    James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph
    Jessica Thomas Sarah Christopher Karen Daniel Nancy Matthew Lisa Anthony Betty Mark Margaret Steven Sandra
    Andrew Ashley Joshua Kimberly Kevin Emily Brian Donna Edward Michelle Ronald Carol Timothy Amanda Jason
    Melissa Jeffrey Deborah Gary Stephanie Nicholas Rebecca Eric Sharon Jonathan Laura Stephen Cynthia Larry
    Kathleen Justin Amy Scott Angela Brandon Shirley Benjamin Anna Samuel Brenda Gregory Pamela Frank Emma
    Alexander Nicole Raymond Helen Patrick Samantha Jack Katherine Dennis Christine Jerry Debra Tyler Rachel
    Aaron Carolyn Jose Janet Adam Catherine Nathan Maria Henry Heather Zachary Diane Peter Ruth Kyle Julie
    Walter Olivia Ethan Joyce Jeremy Virginia Harold Victoria Keith Kelly Christian Lauren Roger Christina Noah
    Joan Gerald Evelyn Carl Judith Terry Megan Sean Andrea Austin Cheryl Arthur Hannah Hans Jürgen Wolfgang
    Heike Sabine Ulrike Jörg Anneliese Günther Käthe Pierre Benoît Chloé Anaïs Geneviève Jean-Luc Marie-Claire
    Giulia Matteo Chiara Lorenzo Francesca Alessandro Carlos Lucía Javier María Guadalupe Francisco Álvaro
    Begoña João Inês Tiago Conceição Thiago Piotr Agnieszka Małgorzata Łukasz Katarzyna Wojciech Jiří Zdeněk
    Božena Sergei Tatiana Dmitri Svetlana Olena Mykola Oksana Ayşe Mehmet Zeynep Emre Fatma Ahmed Fatima Khalid
    Aisha Mohammed Zainab Yusuf Leila Reza Niloufar Priya Rahul Anjali Suresh Lakshmi Venkatesh Deepika Sanjay
    Kavitha Wei Xiaoming Jing Yuki Hiroshi Sakura Kenji Min-jun Seo-yeon Ji-woo Thanh Linh Chidi Ngozi Emeka
    Adaeze Kwame Akosua Tendai Thandiwe Søren Åsa Håkon Ingrid Bjørn Astrid Aino Väinö Eszter István Zsófia
    Dragan Jelena Nikolaos Eleni Moshe Shira
""")
_REAL = _words("""
    Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
    Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis
    Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera
    Campbell Mitchell Carter Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schäfer Köhler Groß
    Kowalski Nowak Wiśniewska Dąbrowski Novák Svobodová Rossi Ferrari Esposito Bianchi Dubois Lefèvre Moreau
    Silva Santos Oliveira Pereira Ferreira Patel Sharma Singh Kumar Gupta Reddy Iyer Khan Ahmed Hussain Kim Park
    Choi Wang Li Zhang Chen Liu Tanaka Suzuki Sato Yılmaz Kaya Demir Ivanov Petrova Kuznetsov Okafor Adeyemi
    Mensah Hansen Jensen Sørensen Lindqvist Virtanen Nagy García López Fernández Peña O'Brien O'Connor McDonald
    MacLeod van-der-Berg de-la-Cruz Papadopoulos Cohen Levi
""")
_STARTS = _words("""
    Ash Bar Berg Black Blom Brad Brix Cald Cast Chal Corn Crom Dal Darr Drum Eld Fair Falk Fen Gar Glen Gold
    Grim Hal Hark Haw Hol Hunt Kal Kess Kirk Lam Lang Lind Lock Lor Mar Mend Mont Nor Oak Palm Pem Quar Rad Ros
    Sand Sel Stan Strand Tal Thorn Tren Ud Val Vik Wal West Whit Wind Wol Yar Zel
""")
_MIDDLES = ["", "ing", "er", "en", "o", "i", "a", "el", "is", "an"]
_ENDS = _words("""
    berg bury by combe croft dale den ez feld field ford gate grove ham hart haus holm hurst ini ino kin land
    ley low man mann mark mere mont more ner ov owski quist ridge rod sen shaw son stad stein stone strom ton
    wald ward well wick wood
""")
_PLACES = ("Hospital", "Medical Center", "Clinical Trials", "Research Institute", "Therapeutics", "University", "CRO")
_CREDENTIALS = ("MD", "PhD", "MD, PhD", "RN", "CCRC", "PharmD", "MPH")
_SHORT = dict(
    pair.split("=")
    for pair in _words("""
    Robert=Bob William=Bill Elizabeth=Liz Katherine=Kate Catherine=Cathy Margaret=Meg Richard=Rick Michael=Mike
    James=Jim Thomas=Tom Jennifer=Jen Patricia=Pat Christopher=Chris Christine=Chris Daniel=Dan Anthony=Tony
    Steven=Steve Andrew=Andy Joshua=Josh Edward=Ed Timothy=Tim Jeffrey=Jeff Deborah=Deb Nicholas=Nick
    Rebecca=Becky Jonathan=Jon Stephen=Steve Benjamin=Ben Samuel=Sam Gregory=Greg Pamela=Pam Alexander=Alex
    Raymond=Ray Samantha=Sam Zachary=Zach Victoria=Vicky Francisco=Paco Katarzyna=Kasia Małgorzata=Gosia
    Tatiana=Tanya Dmitri=Dima Susan=Sue Joseph=Joe Matthew=Matt Kimberly=Kim Ronald=Ron Judith=Judy
    Alessandro=Sandro
""")
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Card:
    """An entry of the address book and whose it is."""

    person: int
    details: Details
    is_copy: bool = False
    """Whether it was made from another card of theirs."""


@dataclass(frozen=True, slots=True)
class _House:
    name: str
    domain: str
    switchboard: str


def generated(number: int, seed: int) -> list[Card]:
    """Return about `number` cards in random order."""
    chance = Random(seed)
    families, weights = _families(chance)
    houses = [_house(chance, families, n) for n in range(max(number // _EACH_ORGANISATION, 2))]
    sizes = list(accumulate(1 / (rank + 10) ** 0.7 for rank in range(len(houses))))
    cards: list[Card] = []
    person = 0
    while len(cards) < number:
        house = chance.choices(houses, cum_weights=sizes)[0]
        given, family = chance.choice(_GIVEN), chance.choices(families, cum_weights=weights)[0].replace("-", " ")
        details = _details(chance, given, family, house, person)
        cards.append(Card(person, details))
        if chance.random() < _DUPLICATED:
            copies = range(2 if chance.random() < 0.125 else 1)
            cards += [Card(person, _again(chance, details, person), is_copy=True) for _ in copies]
        person += 1
    chance.shuffle(cards)
    return cards


def _families(chance: Random) -> tuple[list[str], list[float]]:
    made = [f"{start}{middle}{end}" for start in _STARTS for middle in _MIDDLES for end in _ENDS]
    chance.shuffle(made)
    families = [*_REAL, *made[:20_000]]
    return families, list(accumulate(1 / (rank + 15) ** 0.85 for rank in range(len(families))))


def _house(chance: Random, families: list[str], number: int) -> _House:
    name = f"{families[chance.randrange(len(families))]} {chance.choice(_PLACES)}"
    if chance.random() < 0.3:
        name += f" {chance.choice(('Boston', 'Leeds', 'Lyon', 'Porto', 'Vienna', 'Oslo', 'Denver', 'Nairobi'))}"
    domain = "".join(c for c in name.lower() if c.isascii() and c.isalpha())[:18] + f"{number % 7}.example"
    return _House(name, domain, f"+1 617 {number % 900 + 100:03} {number // 900 % 10000:04}")


def _details(chance: Random, given: str, family: str, house: _House, person: int) -> Details:
    middle = chance.choice((*_GIVEN[:60], "A.", "J.", "M.")) if chance.random() < 0.12 else ""
    emails, phones, links = [], [], []
    has_house = chance.random() < 0.85
    if has_house and chance.random() < 0.7:
        emails.append(Email(_mailbox(chance, given, family) + f"@{house.domain}", "work"))
    if chance.random() < 0.3 or not has_house:
        emails.append(Email(f"{_mailbox(chance, given, family)}{person % 1000}@gmail.example", "home"))
    if has_house and chance.random() < 0.05:
        emails.append(Email(f"research@{house.domain}"))
    if chance.random() < 0.55:
        phones.append(Phone(_mobile(chance), "cell"))
    if has_house and chance.random() < 0.3:
        phones.append(Phone(house.switchboard, "work"))
    if chance.random() < 0.2:
        links.append(Link(f"https://www.linkedin.com/in/{_plain(given)}-{_plain(family)}-{person:x}"))
    return Details(
        Name(" ".join(filter(None, (given, middle, family))), given=given, additional=middle, family=family,
             credentials=chance.choice(_CREDENTIALS) if chance.random() < 0.3 else ""),
        emails=tuple(emails),
        phones=tuple(phones),
        links=tuple(links),
        positions=(Position(house.name, is_primary=True),) if has_house else (),
    )  # fmt: skip


def _mobile(chance: Random) -> str:
    return f"+1 {chance.randrange(200, 999)} {chance.randrange(200, 999)} {chance.randrange(10_000):04}"


def _plain(text: str) -> str:
    from netcrm.domain.text import fold

    return fold(text).replace(" ", "")


def _mailbox(chance: Random, given: str, family: str) -> str:
    first, last = _plain(given), _plain(family)
    return chance.choice(
        (f"{first}.{last}", f"{first[0]}{last}", f"{first}.{last}", f"{last}{first[0]}", f"{first}_{last}")
    )


def _again(chance: Random, details: Details, person: int) -> Details:
    """Return a second card of somebody."""
    own = _has_own(details.emails, details.phones, details.links)
    keeps_key = own and (not details.positions or chance.random() < 0.75)
    changed = _other_ways(chance, details, person, keeps_key=keeps_key)
    name = _other_name(chance, details.name, strong=keeps_key, placed=bool(changed.positions))
    return replace(changed, name=name)


def _is_own(email: Email) -> bool:
    return not email.value.startswith("research@")


def _has_own(emails: Sequence[Email], phones: Sequence[Phone], links: Sequence[Link]) -> bool:
    """Whether there is a key that is one person's."""
    return any(map(_is_own, emails)) or any(phone.label == "cell" for phone in phones) or bool(links)


def _other_ways(chance: Random, details: Details, person: int, *, keeps_key: bool) -> Details:
    """Return the details with fewer or other ways to reach; with `keeps_key` one of their own at least stays."""
    emails = [it for it in details.emails if chance.random() < 0.6]
    phones = [it for it in details.phones if chance.random() < 0.6]
    links = [it for it in details.links if chance.random() < 0.6]
    if keeps_key and not _has_own(emails, phones, links):
        own_emails = [it for it in details.emails if _is_own(it)]
        cells = [it for it in details.phones if it.label == "cell"]
        emails += own_emails[:1]
        phones += [] if own_emails else cells[:1]
        links = [] if own_emails or cells else list(details.links)
    if not keeps_key:
        emails = [it for it in emails if not _is_own(it)]
        phones = [it for it in phones if it.label != "cell"]
        links = []
    if chance.random() < 0.3:
        emails.append(Email(f"{_mailbox(chance, details.name.given, details.name.family)}{person % 977}@mail.example"))
    if chance.random() < 0.2:
        phones.append(Phone(_mobile(chance), "cell"))
    positions = details.positions if not keeps_key or chance.random() < 0.6 else ()
    return replace(details, emails=tuple(emails), phones=tuple(phones), links=tuple(links), positions=positions)


def _other_name(chance: Random, name: Name, *, strong: bool, placed: bool) -> Name:
    """Return the name as another hand wrote it."""
    ways: list[Callable[[Random, Name], Name]] = [_as_it_is, _as_it_is, _without_middle, _without_credentials]
    if strong or placed:
        ways += [_misspelt_given, _misspelt_family, _short, _swapped]
    if strong:
        ways += [_initial, _given_alone, _double, _without_accents]
    return chance.choice(ways)(chance, name)


def _named(name: Name, given: str, middle: str, family: str) -> Name:
    return replace(
        name, formatted=" ".join(filter(None, (given, middle, family))), given=given, additional=middle, family=family
    )


def _as_it_is(_chance: Random, name: Name) -> Name:
    return name


def _without_middle(_chance: Random, name: Name) -> Name:
    return _named(name, name.given, "", name.family)


def _without_credentials(_chance: Random, name: Name) -> Name:
    return replace(name, credentials="")


def _misspelt_given(chance: Random, name: Name) -> Name:
    return _named(name, _misspelt(chance, name.given), name.additional, name.family)


def _misspelt_family(chance: Random, name: Name) -> Name:
    return _named(name, name.given, name.additional, _misspelt(chance, name.family))


def _misspelt(chance: Random, word: str) -> str:
    """Return a word of five letters or more with one slip."""
    if len(word) < 5:
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice((
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + chance.choice(_LETTERS) + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ))  # fmt: skip


def _short(_chance: Random, name: Name) -> Name:
    return _named(name, _SHORT.get(name.given, name.given), name.additional, name.family)


def _swapped(_chance: Random, name: Name) -> Name:
    return _named(name, name.family, "", name.given)


def _initial(_chance: Random, name: Name) -> Name:
    return _named(name, f"{name.given[0]}.", "", name.family)


def _given_alone(_chance: Random, name: Name) -> Name:
    return _named(name, name.given, "", "")


def _double(chance: Random, name: Name) -> Name:
    return _named(name, name.given, "", f"{name.family}-{chance.choice(_REAL[:80])}")


def _without_accents(_chance: Random, name: Name) -> Name:
    from netcrm.domain.text import fold

    return _named(name, fold(name.given).title(), "", fold(name.family).title())


def true_pairs(cards: Sequence[Card]) -> Iterator[tuple[int, int]]:
    """Yield the places, the lower first, of each card and of one that was made from it.

    Two that were made from one have perhaps nothing in common but the first.
    """
    first = {card.person: place for place, card in enumerate(cards) if not card.is_copy}
    for place, card in enumerate(cards):
        if card.is_copy:
            one = first[card.person]
            yield (one, place) if one < place else (place, one)
