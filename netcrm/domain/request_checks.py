"""What a mail that asks somebody for something is checked for: short, one question, no job talk, the connection.

The rules are those of the request for an informational interview (S. Dalton, *The 2-Hour Job Search*): it is read when
it is short, answered when it asks one thing, believed when it does not speak of jobs, and remembered when it says what
the two have in common. They are advice: nothing is held back for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netcrm.domain.days import counted
from netcrm.domain.languages import ENGLISH
from netcrm.domain.text import fold

MOST_WORDS = 74
"""A request has under 75 words, greeting and signature included."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a request: whether it holds, and what was found, in words."""

    ok: bool
    words: str
    """`62 words: under 75.`, or `94 words: take 20 out, so that it has under 75 and is read.`"""


_JOB_TALK = {
    "en": (
        "job", "jobs", "hire", "hires", "hired", "hiring", "vacancy", "vacancies", "salary", "salaries", "employment",
        "unemployed", "internship", "internships", "résumé", "my resume", "resume attached", "attached resume",
        "my cv", "cv attached", "attached cv", "cover letter", "job opening", "job openings", "any openings",
        "an opening in", "an opening on", "an opening at", "an opening for", "openings in your", "openings on your",
        "openings at", "current openings", "open position", "open positions", "open role", "open roles",
        "vacant position", "position available", "positions available", "available position", "available positions",
        "a position in", "a position at", "a position with", "a position on your", "position for me",
        "apply for a position", "apply for the position", "apply for a role", "apply for the role",
        "looking for a position", "looking for a role", "looking for a new role", "looking for work",
    ),
    "de": (
        "job", "jobs", "offene stelle", "offene stellen", "offenen stelle", "offenen stellen", "freie stelle",
        "freie stellen", "freien stellen", "eine stelle in", "eine stelle bei", "eine stelle an", "stellenangebot",
        "stellenangebote", "stellenausschreibung", "stellensuche", "vakanz", "vakanzen", "arbeitsplatz", "anstellung",
        "einstellen wurden", "bewerbung", "bewerben", "bewerbungsunterlagen", "lebenslauf", "gehalt", "praktikum",
    ),
    "fr": (
        "job", "jobs", "un emploi", "d un emploi", "offre d emploi", "offres d emploi", "recherche d emploi",
        "un poste", "poste a pourvoir", "postes a pourvoir", "poste vacant", "postes vacants", "poste ouvert",
        "postes ouverts", "candidature", "postuler", "embauche", "embaucher", "embauchez", "salaire", "mon cv",
        "cv ci joint", "curriculum vitae", "lettre de motivation", "un stage", "de stage",
    ),
    "es": (
        "un empleo", "oferta de empleo", "ofertas de empleo", "busco empleo", "buscando empleo", "un puesto",
        "puesto de trabajo", "puestos de trabajo", "busco trabajo", "buscando trabajo", "vacante", "vacantes",
        "contratar", "contratarme", "contratando", "salario", "sueldo", "mi curriculum", "mi cv", "curriculum vitae",
        "carta de presentacion", "mi candidatura", "unas practicas",
    ),
    "it": (
        "posto di lavoro", "posti di lavoro", "offerta di lavoro", "offerte di lavoro", "cerco lavoro", "un lavoro",
        "posizione aperta", "posizioni aperte", "stipendio", "mia candidatura", "mio curriculum", "mio cv",
        "curriculum vitae", "lettera di presentazione", "un tirocinio", "uno stage",
    ),
    "pt": (
        "um emprego", "emprego", "procuro trabalho", "vaga", "vagas", "salario", "contratar", "meu curriculo",
        "meu cv", "curriculum vitae", "minha candidatura", "carta de apresentacao", "um estagio em",
    ),
}  # fmt: skip
"""Words and phrases, folded but for `résumé`, which English folds into a verb.

Left out is what the field says of trials: recruiting (patients), opening (a site), *stage*, *prácticas* (GCP),
*assunzione* (of a drug), and a position on a question.
"""
_HARMLESS = {
    "en": ("your job", "good job", "great job", "excellent job", "nice job"),
    "fr": ("mode d emploi", "emploi du temps"),
}
_CONNECTIONS = {
    "en": (
        "we met", "met you", "meeting you", "i met", "introduced", "suggested", "recommended", "referred", "mentioned",
        "gave me your name", "put me in touch", "in common", "we both", "we share", "like you i", "fellow", "alumni",
        "alumnus", "alumna", "heard you", "your talk", "your paper", "your article", "i read your",
    ),
    "de": (
        "kennengelernt", "getroffen", "begegnet", "empfohlen", "vorgestellt", "geraten", "von ihnen erzahlt",
        "ihren namen genannt", "gemeinsam", "wie sie", "ihr vortrag", "ihren vortrag", "ihrem vortrag", "ihren artikel",
        "ihr artikel", "gelesen",
    ),
    "fr": (
        "rencontres", "rencontree", "rencontre", "recommande", "suggere", "conseille", "presentes", "de la part de",
        "m a parle de vous", "votre nom", "en commun", "comme vous", "votre presentation", "votre expose",
        "votre article", "j ai lu",
    ),
    "es": (
        "nos conocimos", "coincidimos", "le conoci", "la conoci", "lo conoci", "me recomendo", "me sugirio",
        "me aconsejo", "me hablo de usted", "nos presento", "de parte de", "su nombre", "en comun", "como usted",
        "su charla", "su ponencia", "su articulo", "he leido", "lei su",
    ),
    "it": (
        "ci siamo conosciuti", "ci siamo incontrati", "mi ha suggerito", "mi ha consigliato", "ci ha presentati",
        "mi ha parlato di lei", "il suo nome", "in comune", "come lei", "la sua presentazione", "il suo articolo",
        "ho letto",
    ),
    "pt": (
        "nos conhecemos", "conhecemo nos", "me sugeriu", "sugeriu me", "me recomendou", "recomendou", "nos apresentou",
        "da parte de", "em comum", "como o senhor", "como a senhora", "sua palestra", "sua apresentacao", "seu artigo",
        "li o seu",
    ),
}  # fmt: skip
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_QUESTION_MARKS = re.compile("[?？؟][?!？！؟]*")


def check_request(body: str, *, language: str = ENGLISH, named: Sequence[str] = ()) -> tuple[Check, ...]:
    """Return the four checks of a request's body.

    `named` are words by which the reader would know the connection: what the user said of it, who introduced them,
    their organisation. A phrase that tells of one (`we met`, `suggested`) does as well. Lists of words are those of
    `language` and of English.
    """
    return _length(body), _questions(body), _job_talk(body, language), _connection(body, language, named)


def count_words(text: str) -> int:
    """Return how many words a text has: what stands between spaces and holds a letter or digit."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def _length(body: str) -> Check:
    count = count_words(body)
    if count <= MOST_WORDS:
        return Check(True, f"{counted(count, 'word')}: under {MOST_WORDS + 1}.")
    over = count - MOST_WORDS
    return Check(False, f"{count:,} words: take {over:,} out, so that it has under {MOST_WORDS + 1} and is read.")


def _questions(body: str) -> Check:
    count = len(_QUESTION_MARKS.findall(_ADDRESS.sub("", body)))
    if count == 1:
        return Check(True, "One question.")
    if count == 0:
        return Check(False, "No question: ask for one thing, so that they can say yes.")
    return Check(False, f"{count} questions: ask one, the others keep for when you talk.")


def _job_talk(body: str, language: str) -> Check:
    lists = dict.fromkeys((ENGLISH, language))
    text = f" {fold(body)} "
    for phrase in (phrase for code in lists for phrase in _HARMLESS.get(code, ())):
        text = text.replace(f" {phrase} ", "  ")
    words = (phrase for code in lists for phrase in _JOB_TALK.get(code, ()))
    found = [phrase for phrase in words if f" {phrase} " in text or (phrase == "résumé" and phrase in body.casefold())]
    if not found:
        return Check(True, "No job talk.")
    said = ", ".join(f"“{phrase}”" for phrase in _longest(found))
    return Check(False, f"Job talk: {said}. Ask for their advice; jobs come up by themselves.")


def _longest(phrases: Sequence[str]) -> Iterable[str]:
    """Return the phrases that are no part of another one found."""
    return (one for one in dict.fromkeys(phrases) if not any(one != other and one in other for other in phrases))


def _connection(body: str, language: str, named: Sequence[str]) -> Check:
    text = f" {fold(body)} "
    for words in named:
        if len(fold(words)) > 1 and f" {fold(words)} " in text:
            return Check(True, f"The connection is named: {words.rstrip('.')}.")
    for code in dict.fromkeys((language, ENGLISH)):
        if any(f" {phrase} " in text for phrase in _CONNECTIONS.get(code, ())):
            return Check(True, "The connection is named.")
    return Check(False, "Nothing says what connects you: name who introduced you, where you met, or what you share.")
