"""Titles of columns in English, German, French and Spanish, and what they mean.

A title is compared folded. One that is not in the list as it stands is read in parts: words such as `work` or `privat`
are its label, digits its number, and what is left is looked up again.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from netcrm.domain.columns import Column, Target
from netcrm.domain.text import fold

_LONGEST = 80
"""Characters: a longer text is no title."""

_TITLES = """
name = name; full name; fullname; display name; contact; contact name; person; kontakt; anzeigename; nom complet;
  vollstandiger name; vollstandige name; nom et prenom; nombre completo; nombre y apellidos; apellidos y nombre;
  nome completo; name surname; name vorname; nom prenom; person name; formatted name; 氏名; 名前; 姓名
prefix = prefix; name prefix; salutation; honorific; anrede; academic title; akademischer titel; civilite;
  tratamiento; prefixe; prefijo; honorific prefix
given = first name; firstname; given name; givenname; forename; christian name; vorname; rufname; prenom; nombre;
  nombre de pila; primer nombre; fname; first
additional = middle name; middle names; middlename; additional name; additional names; weitere vornamen; mittelname;
  zweiter vorname; deuxieme prenom; autres prenoms; segundo nombre; middle initial; middle
family = last name; lastname; surname; family name; familyname; nachname; familienname; zuname; nom; nom de famille;
  apellido; apellidos; cognome; sobrenome; lname; last; primer apellido
suffix = suffix; name suffix; namenszusatz; suffixe; sufijo; generation; honorific suffix
credentials = credentials; credential; degree; degrees; qualifications; abschluss; abschlusse; diplomes; titulaciones
nickname = nickname; nicknames; alias; short name; known as; spitzname; surnom; apodo; preferred name
email = email; e mail; mail; email address; e mail address; mail address; emails; e mails; e mail adresse;
  email adresse; mailadresse; mail adresse; emailadresse; courriel; adresse e mail; adresse mail; adresse email; mel;
  adresse electronique; adresse de messagerie; adresse de courrier; correo; correo electronico; direccion de correo;
  direccion de correo electronico; electronic mail; primary email; e mail primary; email id; email addresses; メール;
  メールアドレス; 电子邮件
phone = phone; phone number; phone numbers; phones; telephone; telephone number; tel; tel no; tel nr; telefon;
  telefonnummer; telefon nr; rufnummer; telefono; numero de telephone; numero de telefono; contact number; phone no;
  tel number; telefonnr; festnetz; landline; 電話番号; 电话
phone/mobile = mobile; mobile phone; mobile number; mobile no; mobil; mobiltelefon; mobilnummer; handy; handynummer;
  cell; cell phone; cellphone; cell number; cellular; portable; telephone portable; telephone mobile; tel mobile;
  tel portable; movil; telefono movil; celular; gsm; mobil tel nr; mobilfunk
phone/fax = fax; fax number; telefax; faxnummer; fax nummer; telecopie; fax no; fax nr
phone/pager = pager; pager number
link = url; website; websites; web site; web page; webpage; homepage; home page; web; link; links; webseite;
  internetseite; site web; site internet; page web; sitio web; pagina web; profile; profile url; webseite url; webs
link/linkedin = linkedin; linkedin url; linkedin profile; linkedin profile url; profil linkedin; perfil de linkedin
link/orcid = orcid; orcid id
link/xing = xing; xing profile; xing profil
link/twitter = twitter; twitter handle
link/github = github
link/researchgate = researchgate
organisation = company; company name; organisation; organization; organisation name; organization name; employer;
  institution; institute; affiliation; hospital; sponsor; cro; site name; current company; firma; firmenname;
  unternehmen; arbeitgeber; societe; entreprise; etablissement; employeur; empresa; organizacion; compania; institucion;
  firm; account name; einrichtung; klinik; azienda; organisations; 会社名; 所属; 公司
title = title; titel; titles; job title; jobtitle; job; position; current position; function; designation; occupation;
  berufsbezeichnung; funktion; stellung; stelle; poste; fonction; titre; intitule du poste; cargo; puesto; titulo;
  position title; profession; profesion; beruf; arbeitstitel; job role; work title; job function
department = department; dept; division; abteilung; service; departement; departamento; unit
address = address; full address; postal address; mailing address; adresse; anschrift; adresse postale; direccion;
  direccion postal; addresses
street = street; street address; address line; address line 1; address 1; street 1; strasse; rue; calle; hausnummer;
  strasse und hausnummer; strasse hausnummer; address line 2; address line 3; address 2; address 3; street 2; street 3;
  adresszusatz; complement d adresse; po box; postfach; boite postale; adresse 2; rue 2; rue 3; strasse 2; strasse 3
city = city; town; ort; stadt; wohnort; ville; ciudad; localidad; poblacion; locality; city town; location; city state
region = state; region; province; county; state province; bundesland; kanton; provincia; estado; canton;
  state region; comunidad autonoma
postal-code = zip; zip code; zipcode; postal code; postcode; post code; plz; postleitzahl; code postal; codigo postal;
  cp; zip postal code
country = country; country region; nation; land; land region; pays; pays region; pais; paese; country name;
  country of residence
birthday = birthday; birth date; birthdate; date of birth; dob; geburtstag; geburtsdatum; date de naissance;
  anniversaire; fecha de nacimiento; cumpleanos; geb datum
note = note; notes; comment; comments; remark; remarks; notiz; notizen; bemerkung; bemerkungen; anmerkung;
  anmerkungen; kommentar; kommentare; remarque; remarques; commentaire; commentaires; nota; notas; observaciones;
  comentario; comentarios; memo; description
tags = tags; tag; labels; groups; group; categories; category; group membership; kategorie; kategorien; gruppe;
  gruppen; schlagworte; stichworte; categorie; groupes; groupe; etiquettes; etiqueta; etiquetas; categoria; categorias;
  grupo; grupos; keywords; therapeutic area; therapeutic areas
role = role; roles; rolle; rollen; rol; study role; role in study
language = language; preferred language; sprache; langue; idioma; lengua; korrespondenzsprache
uid = uid; uuid; unique id; guid
connected-on = connected on; connection date; date connected; connected since; verbunden am; verbunden seit;
  vernetzt am; vernetzt seit; connecte le; en relation depuis; date de connexion; conectado el; fecha de conexion;
  conexion desde; contactado el; collegato il; conectado em
last-contact = last contact; last contacted; last contacted on; last contact date; last contact on; last touch;
  date of last contact; last interaction; last spoke; last met; last touchpoint; letzter kontakt; zuletzt kontaktiert;
  letzter kontakt am; letzte kontaktaufnahme; dernier contact; date du dernier contact; derniere interaction;
  ultimo contacto; fecha de ultimo contacto; ultima interaccion; last contacted at
tier = tier
"""

_LABELS = {
    "work": "work business office professional corporate company job dienstlich geschaftlich arbeit beruflich buro"
    " bureau pro professionnel professionnelle travail trabajo oficina profesional institutional klinik geschaft",
    "home": "home private personal privat privates private domicile personnel personnelle prive maison perso casa"
    " particular domicilio",
    "mobile": "mobile cell mobil portable movil handy",
    "fax": "fax telefax telecopie",
    "other": "other alternate alternative secondary sonstige sonstiges weitere weiteres weiterer autre otro otra",
    "assistant": "assistant assistent assistenz sekretariat secretariat",
    "direct": "direct direkt durchwahl directe directo",
}
_SILENT = frozenset({
    "main", "primary", "value", "default", "preferred", "haupt", "principal", "principale", "attendee", "participant",
    "delegate", "member", "registrant", "contact", "teilnehmer", "mitglied",
})  # fmt: skip
"""Words that say nothing of what a column holds: whose it is, or that it is the first of several."""
_OR = re.compile(r"\s*[/|]\s*|\s+(?:or|oder|ou|o)\s+", re.IGNORECASE)
"""What stands between two names of one thing: `Affiliation / Institution`."""
_KINDS = frozenset({"mobile", "fax"})
_PLACES = ("work", "home", "other")
_LABELLED = frozenset({
    Target.EMAIL, Target.PHONE, Target.LINK, Target.ADDRESS, Target.STREET, Target.CITY, Target.REGION,
    Target.POSTAL_CODE, Target.COUNTRY,
})  # fmt: skip
_NUMBERED = frozenset({
    Target.EMAIL, Target.PHONE, Target.LINK, Target.ORGANISATION, Target.TITLE, Target.DEPARTMENT, Target.NOTE,
    Target.TAGS, Target.ROLE, Target.NICKNAME, Target.ADDRESS,
})  # fmt: skip
_LABEL_TARGETS = {
    Target.EMAIL: Target.EMAIL_LABEL,
    Target.PHONE: Target.PHONE_LABEL,
    Target.LINK: Target.LINK_LABEL,
    Target.ADDRESS: Target.ADDRESS_LABEL,
}


def columns_in(text: str) -> dict[str, Column]:
    """Return a table of titles, written `target/label/number = title; title`, a line each or folded with spaces."""
    found: dict[str, Column] = {}
    for line in text.replace("\n  ", " ").strip().splitlines():
        slug, _, titles = line.partition(" = ")
        target, label, number = (*slug.split("/"), "", "")[:3]
        column = Column(Target(target), label, int(number or 1))
        found.update((fold(title), column) for title in titles.split(";"))
    return found


@cache
def _known() -> dict[str, Column]:
    return columns_in(_TITLES)


@cache
def _label_words() -> dict[str, str]:
    return {word: label for label, words in _LABELS.items() for word in words.split()}


@lru_cache(maxsize=8192)
def column_called(title: str) -> Column | None:
    """Return what a column of this title holds, None where the title says nothing to us."""
    if len(title) > _LONGEST:
        return None
    phrase = fold(title)
    return _known().get(phrase) or _read_in_parts(phrase.split()) or _either(title)


def _either(title: str) -> Column | None:
    """Return what a title means that says one thing twice; None where it says two things."""
    names = _OR.split(title)
    found = {column_called(name) for name in names} if len(names) == 2 else {None}
    return found.pop() if len(found) == 1 else None


def _read_in_parts(words: list[str]) -> Column | None:
    """Return what a title of several words means: `Work E-mail 2`, `Telefon (privat)`, `Phone 1 - Type`."""
    known, labels = _known(), _label_words()
    is_label = len(words) > 1 and words[-1] in ("type", "label", "typ", "art")
    if is_label:
        words = words[:-1]
    named = [labels[word] for word in words if word in labels]
    rest = [word for word in words if word not in labels and word not in _SILENT]
    if not rest and len(named) > 1 and not _KINDS.isdisjoint(named):
        rest = ["phone"]
    if not rest or len(rest) == len(words) == 1:
        return None
    column = known.get(" ".join(rest))
    number = 1
    if column is None or (column.target in _NUMBERED and any(map(str.isdecimal, rest))):
        numbers = [int(word) for word in rest if word.isdecimal() and len(word) < 3]
        column = known.get(" ".join(word for word in rest if not word.isdecimal()))
        number = numbers[0] if len(numbers) == 1 and numbers[0] else 1
    if column is None or (number > 1 and column.target not in _NUMBERED):
        return None
    if is_label:
        target = _LABEL_TARGETS.get(column.target)
        return Column(target, "", number) if target else None
    if named and column.target not in _LABELLED:
        return None
    return Column(column.target, _joined_label([*named, *column.label.split()]), number)


def _joined_label(labels: list[str]) -> str:
    """Return labels in the order that people read: the place first, then the kind."""
    words = list(dict.fromkeys(labels))
    words.sort(key=lambda word: _PLACES.index(word) if word in _PLACES else len(_PLACES))
    return " ".join(words)
