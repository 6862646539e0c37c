"""The titles of Outlook (desktop and web; English, German, French) and Thunderbird (English, German): what they mean.

Google's "Outlook CSV" and LinkedIn's exports of old have Outlook's titles too. What is not listed (mileage, the kind of
an address, how private an entry is) stays with the source.
"""

from __future__ import annotations

OUTLOOK_TELLING = frozenset({
    "e mail 2 address", "e mail display name", "business street", "business phone", "home street", "business fax",
    "company main phone", "assistant s phone", "other street", "e mail 2 adresse", "e mail angezeigter name",
    "strasse geschaftlich", "telefon geschaftlich", "strasse privat", "weitere strasse", "telefon firma",
    "telefon assistent", "rue bureau", "telephone bureau", "rue domicile", "telecopie bureau", "telephone societe",
    "adresse de messagerie 2", "adresse de courrier 2",
})  # fmt: skip
"""Titles, folded, of which two tell that a table is Outlook's."""

OUTLOOK = """
prefix = title; anrede
given = first name; vorname; prenom
additional = middle name; weitere vornamen; deuxieme prenom
family = last name; nachname; nom
suffix = suffix; suffixe
nickname = nickname; spitzname; surnom
organisation = company; firma; societe
department = department; abteilung; service
title = job title; position; titre; fonction; titre1
note/Office = office location; buro; bureau; emplacement bureau
email = e mail address; e mail adresse; adresse de messagerie; adresse de courrier; email address; e mail
email//2 = e mail 2 address; e mail 2 adresse; adresse de messagerie 2; adresse de courrier 2
email//3 = e mail 3 address; e mail 3 adresse; adresse de messagerie 3; adresse de courrier 3
phone/work = business phone; telefon geschaftlich; telephone bureau
phone/work/2 = business phone 2; telefon geschaftlich 2; telephone 2 bureau; telephone bureau 2
phone/home = home phone; telefon privat; telephone domicile
phone/home/2 = home phone 2; telefon privat 2; telephone 2 domicile; telephone domicile 2
phone/mobile = mobile phone; mobiltelefon; tel mobile; telephone mobile
phone/mobile/2 = mobile phone 2; mobiltelefon 2
phone = primary phone; haupttelefon; telephone principal
phone/other = other phone; weiteres telefon; telephone autre
phone/car = car phone; autotelefon; telephone voiture
phone/work main = company main phone; telefon firma; telephone societe
phone/work fax = business fax; fax geschaftlich; telecopie bureau
phone/home fax = home fax; fax privat; telecopie domicile
phone/other fax = other fax; weiteres fax; telecopie autre
phone/pager = pager; recepteur de radiomessagerie; radiomessagerie
phone/assistant = assistant s phone; telefon assistent; telephone de l assistant e
phone/callback = callback; ruckmeldung; rappel
phone/radio = radio phone; funktelefon; radio telephone
phone/isdn = isdn; rnis
phone/telex = telex
phone/tty = tty tdd phone; telefon fur horbehinderte; telephone tdd tty; teletype
street/work = business street; business street 2; business street 3; business address po box; strasse geschaftlich;
  strasse geschaftlich 2; strasse geschaftlich 3; postfach geschaftlich; rue bureau; rue bureau 2; rue bureau 3;
  bureau boite postale; bp professionnelle
city/work = business city; ort geschaftlich; ville bureau
region/work = business state; region geschaftlich; bundesland kanton geschaftlich; dep region bureau
postal-code/work = business postal code; postleitzahl geschaftlich; code postal bureau
country/work = business country region; business country; land region geschaftlich; land geschaftlich;
  pays region bureau; pays bureau
address/work = business address
street/home = home street; home street 2; home street 3; home address po box; strasse privat; strasse privat 2;
  strasse privat 3; postfach privat; rue domicile; rue domicile 2; rue domicile 3
city/home = home city; ort privat; ville domicile
region/home = home state; bundesland kanton privat; region privat; dep region domicile
postal-code/home = home postal code; postleitzahl privat; code postal domicile
country/home = home country region; home country; land region privat; land privat; pays region domicile; pays domicile
address/home = home address
street/other = other street; other street 2; other street 3; other address po box; weitere strasse; weitere strasse 2;
  weitere strasse 3; weiteres postfach; rue autre; rue autre 2; rue autre 3
city/other = other city; weiterer ort; ville autre
region/other = other state; weiteres r bundesland kanton; weitere region; dep region autre
postal-code/other = other postal code; weitere postleitzahl; code postal autre
country/other = other country region; other country; weiteres e land region; weiteres land; pays region autre;
  pays autre
address/other = other address
link = web page; webseite; page web
link//2 = personal web page; private webseite; page web personnelle
link/messages = imaddress; im address; sofortnachrichtenadresse
birthday = birthday; geburtstag; anniversaire
note = notes; notizen
note/Anniversary = anniversary; jahrestag; anniversaire de mariage ou fete
note/Spouse = spouse; partner; conjoint e
note/Children = children; kinder; enfants
note/Manager = manager s name; name des der vorgesetzten; responsable
note/Assistant = assistant s name; name assistent; nom de l assistant e
note/Profession = profession; beruf
note/Hobby = hobby; hobbys; passe temps
note/Referred by = referred by; empfohlen von; recommande par
note/User 1 = user 1; benutzer 1; utilisateur 1
note/User 2 = user 2; benutzer 2; utilisateur 2
note/User 3 = user 3; benutzer 3; utilisateur 3
note/User 4 = user 4; benutzer 4; utilisateur 4
note/Schools = schools
tags = categories; kategorien
language = language; sprache; langue
"""

THUNDERBIRD_TELLING = frozenset({"primary email", "primare e mail adresse"})
"""Titles, folded, of which one tells that a table is Thunderbird's."""

THUNDERBIRD = """
given = first name; vorname
family = last name; nachname
name = display name; anzeigename
nickname = nickname; spitzname
email = primary email; primare e mail adresse
email//2 = secondary email; sekundare e mail adresse
link/messages = screen name; messenger name
phone/work = work phone; tel dienstlich; telefon dienstlich
phone/home = home phone; tel privat; telefon privat
phone/fax = fax number; fax nummer
phone/pager = pager number; pager nummer
phone/mobile = mobile number; mobil tel nr
street/home = home address; home address 2; home address2; privat adresse; privat adresse 2
city/home = home city; privat ort
region/home = home state; home county; privat bundesland
postal-code/home = home zipcode; home zip; home post code; privat plz
country/home = home country; privat land
street/work = work address; work address 2; work address2; dienstlich adresse; dienstlich adresse 2
city/work = work city; dienstlich ort
region/work = work state; work county; dienstlich bundesland
postal-code/work = work zipcode; work zip; work post code; dienstlich plz
country/work = work country; dienstlich land
title = job title; arbeitstitel
department = department; abteilung
organisation = organization; organisation
link/work = web page 1; webseite 1
link/home/2 = web page 2; webseite 2
birthday/year = birth year; geburtsjahr
birthday/month = birth month; geburtsmonat
birthday/day = birth day; geburtstag
note/Custom 1 = custom 1; benutzerdef 1
note/Custom 2 = custom 2; benutzerdef 2
note/Custom 3 = custom 3; benutzerdef 3
note/Custom 4 = custom 4; benutzerdef 4
note = notes; notizen
"""
