"""Sixty pairs made by hand: thirty that are one person, thirty that are two, each with why.

A person is written `name | e-mails | phones | organisation | more`; more is `nick=`, `born=`, `in=` (a profile) or a
word such as `archived`. Nobody here is real.
"""

from __future__ import annotations

from typing import NamedTuple


class Two(NamedTuple):
    """Two contacts, and why they are one or not."""

    why: str
    first: str
    second: str


ONE_PERSON = (
    Two("the same mail address", "Ana Lima | ana.lima@stmarys.test", "Ana Lima, MD, PhD | ana.lima@stmarys.test"),
    Two("Bob is Robert", "Bob Keller | | | Harbour CRO", "Robert Keller | | | Harbour CRO"),
    Two("Liz is Elizabeth", "Liz Okonjo | | +1 617 555 0142", "Elizabeth Okonjo, RN | | +1 617 555 0142"),
    Two("Kate is Katherine", "Kate Brandt, CCRC | kate@b.test", "Katherine Brandt | kate@b.test | | North Site"),
    Two("Bill is William, at one site", "Bill Ferrer | | | Site 1204", "William Ferrer | w@x.test | | Site 1204"),
    Two("an initial, same mail address", "A. Lima | a.lima@stmarys.test", "Ana Lima | a.lima@stmarys.test"),
    Two("an initial, same site", "R. Venkataraman | | | Apollo Trials", "Ramesh Venkataraman | | | Apollo Trials"),
    Two("given and family name swapped", "Lima Ana | ana@stmarys.test", "Ana Lima | ana@stmarys.test"),
    Two("swapped, same site, nothing else", "Tanaka Hiroshi | | | Sapporo CRU", "Hiroshi Tanaka | | | Sapporo CRU"),
    Two("the family name in capitals first", "LIMA Ana | | +351 912 345 678", "Ana Lima | | +351 912 345 678"),
    Two("credentials and title do not count", "Dr. Jonas Weber | | | Charité", "Jonas Weber, MD, FACC | | | Charité"),
    Two("ü is ue", "Jürgen Müller | | | Klinikum Nord", "Juergen Mueller | | | Klinikum Nord"),
    Two("ß is ss, ö is oe", "Jörg Groß | jg@kn.test", "Joerg Gross | jg@kn.test"),
    Two("ł is l", "Łukasz Wójcik | | | Site Kraków", "Lukasz Wojcik | lw@krk.test | | Site Kraków"),
    Two("ø is oe", "Søren Kjær | | | Aarhus Trials", "Soeren Kjaer | | | Aarhus Trials"),
    Two("in Cyrillic letters", "Сергей Кузнецов | sk@biolab.test", "Sergey Kuznetsov | sk@biolab.test"),
    Two("a slip in the family name", "Priya Ramakrishnan | | | Site 77", "Priya Ramakrishan | | | Site 77"),
    Two("a slip in the given name", "Jonathan Mbeki | j@mb.test", "Jonahtan Mbeki | j@mb.test"),
    Two("one of two family names", "María García López | mg@hosp.test", "María García | mg@hosp.test"),
    Two("hyphenated after marriage", "Anna Nowak-Lis | a@n.test", "Anna Nowak | a@n.test | | Site 5"),
    Two("another family name since marriage", "Emily Carter | | | | in=emcarter", "Emily Boyd | | | | in=emcarter"),
    Two("one name only, same mail address", "Suresh | suresh@apollo.test", "Suresh Iyer | suresh@apollo.test"),
    Two("goes by the second name", "J. Robert Hale | r@hale.test", "Robert Hale | r@hale.test"),
    Two("middle name left out", "Thandiwe Grace Ndlovu | | | Durban CRU", "Thandiwe Ndlovu | | | Durban CRU"),
    Two("spaces in a Korean name", "Min-jun Park | | | Seoul Site", "Minjun Park | mj@seoul.test | | Seoul Site"),
    Two("the phone with its country or without", "Olu Adeyemi | | +44 20 7946 0018", "Olu Adeyemi | | 020 7946 0018"),
    Two("Chinese characters without a space", "王小明 | wang@x.test", "王 小明 | wang@x.test"),
    Two("a nickname of theirs", "Guadalupe Ríos | | | Site 9 | nick=Lupe", "Lupe Rios | lupe@s9.test | | Site 9"),
    Two("the organisation written otherwise", "Ngozi Eze | | | St Mary's Hospital", "Ngozi Eze | | | Saint Mary's"),
    Two("nothing but the name, on one side", "Xiomara Quispe", "Xiomara Quispe | xq@lima.test | | Hospital Rebagliati"),
)

TWO_PEOPLE = (
    Two(
        "colleagues at one switchboard",
        "Ana Lima | | +1 617 555 0100 | St Mary's",
        "Bo Chen | | +1 617 555 0100 | St Mary's",
    ),
    Two("a mailbox of the team", "Ana Lima | research@stmarys.test", "Ben Cole | research@stmarys.test"),
    Two("a mailbox of the team and one given name", "Ana Lima | research@s.test", "Ana Ruiz | research@s.test"),
    Two(
        "namesakes elsewhere",
        "Wei Zhang | wz@a.test | +86 10 5550 1111 | Site A",
        "Wei Zhang | wei@b.test | +86 21 5550 2222 | Site B",
    ),
    Two(
        "namesakes with other ways",
        "John Smith | js@a.test | +1 212 555 0101",
        "John Smith | john@b.test | +1 415 555 0199",
    ),
    Two("father and son", "James Hart Jr. | | +1 617 555 0177", "James Hart Sr. | | +1 617 555 0177"),
    Two("a couple with one mailbox", "Maria Silva | silva@casa.test", "João Silva | silva@casa.test"),
    Two("a couple with one phone", "Piotr Kowalski | | +48 22 555 01 02", "Anna Kowalska | | +48 22 555 01 02"),
    Two("Daniel and Daniela", "Daniel Rossi | | | Site Milano", "Daniela Rossi | | | Site Milano"),
    Two("Mario and Maria", "Mario Costa | | | Site Porto", "Maria Costa | | | Site Porto"),
    Two("Jan and Jana", "Jan Novák | | | Site Praha", "Jana Nováková | | | Site Praha"),
    Two("Lin and Ling", "Lin Chen | | | Harbour CRO", "Ling Chen | | | Harbour CRO"),
    Two("siblings at one site", "Amara Okafor | | | Lagos CRU", "Chidi Okafor | | | Lagos CRU"),
    Two("one initial, another name", "A. Lima | | | St Mary's", "Carla Lima | | | St Mary's"),
    Two("an initial and nothing else", "A. Lima", "Ana Lima | ana@stmarys.test"),
    Two("two middle names", "John A. Miller | | | Site 3", "John B. Miller | | | Site 3"),
    Two(
        "born on other days",
        "Fatima Khan | | | Site 12 | born=1980-02-03",
        "Fatima Khan | | | Site 12 | born=1991-07-30",
    ),
    Two("Alexander and Alexandra", "Alexander Popov | | | Site 8", "Alexandra Popova | | | Site 8"),
    Two("given name alone, elsewhere", "Suresh | | | Site A", "Suresh Iyer | si@b.test | | Site B"),
    Two("family name alone", "Okafor | o@lagos.test", "Chidi Okafor | | | Lagos CRU"),
    Two("both archived", "Ana Lima | ana@x.test | | | archived", "Ana Lima | ana@x.test | | | archived"),
    Two("Hansen and Jansen", "Peter Hansen | | | Site Oslo", "Petra Jansen | | | Site Oslo"),
    Two("the same given name at one site", "Yuki Sato | | | Osaka CRU", "Yuki Ito | | | Osaka CRU"),
    Two(
        "other mailboxes of one house",
        "Maria Garcia | maria.garcia@bigco.test | +1 555 010 1111 | Big Co | born=1970-01-01",
        "Maria Garcia | maria.garcia2@bigco.test | +1 555 010 2222 | Big Co | born=1985-05-05",
    ),
    Two("an initial of another site", "M. Haddad | | | Site Beirut", "Malik Haddad | | | Site Amman"),
    Two("Eric and Erica", "Eric Lund | | +46 8 555 0101", "Erica Lund | | +46 8 555 0101"),
    Two("swapped, but others", "Thomas James | tj@a.test | | Site A", "James Thomas | jt@b.test | | Site B"),
    Two("similar words, other names", "Mei Lin Tan | | | Singapore CRU", "Mei Ling Teo | | | Singapore CRU"),
    Two("in Greek, another name", "Νίκος Παπαδόπουλος | | | Site Athens", "Eleni Papadaki | | | Site Athens"),
    Two(
        "a phone for the ward",
        "Dr. Ruth Adler | | +49 30 555 0199 | Charité",
        "Dr. Rolf Adler | | +49 30 555 0199 | Charité",
    ),
)
