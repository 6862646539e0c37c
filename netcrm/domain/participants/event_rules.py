"""What happened to one participant: adverse events, admissions, deaths and withdrawals told as a story."""

from __future__ import annotations

import re

from netcrm.domain.participants.finding import Kind, Rule, compiled
from netcrm.domain.participants.words import FAMILY, ONE, ONE_STEMS, words_of

_NEAR = 48
"""How far back a word that makes a sentence general is looked for, in characters."""
_GENERAL = frozenset(
    """
    if when whenever whether should once until every each any no how what wenn falls ob jede jeder jeden kein keine si
    quand lorsque lorsqu chaque cuando cada ningún
    """.split()  # noqa: SIM905 (so many words read better as words)
)
"""Words that make a sentence one about all participants."""
_SENTENCE_END = re.compile(r"[.;!?\n]")
_EVENTS = frozenset(
    """
    sae susar dlt ae aes adverse sepsis septic rash seizure haemorrhage hemorrhage bleed bleeding stroke infarct
    infarction embolism thrombosis pneumonia pneumonitis infection fever dyspnea dyspnoea anaphylaxis reaction toxicity
    hepatitis diarrhea diarrhoea vomiting nausea colitis syncope fracture headache dizziness arrest failure progression
    relapse overdose sue nebenwirkung ausschlag hautausschlag fieber eig indésirable éruption fièvre eag adverso
    erupción fiebre
    """.split()  # noqa: SIM905
)
_EVENT_ENDS = ("penia", "penie", "pénie", "emia", "aemia")
_GRADE = re.compile(r"\b(?:grade?|gr|grado)\.?\s?[1-5]\b|\bg[345]\b|\bchest pain\b", re.IGNORECASE)

_HAD = (
    r"(?:(?:(?:has|have)\s)?(?:had|developed|experienced|reported|suffered|presented with|came in with|got|is having"
    r"|has)|hatte|entwickelte|erlitt|meldete|a eu|a présenté|a développé|a fait|tuvo|presentó|desarrolló|sufrió"
    r"|ha tenido)"
)
_FATE = (
    r"(?:(?:(?:was|has been|had to be|got|is|wurde|a été|fue)\s(?:re-?)?)?"
    r"(?:hospitali[sz]ed|hospitalisée?|hospitalizad[oa]|admitted (?:to|with|for|on|last|yesterday|in|via)"
    r"|stationär aufgenommen|décédée?|verstorben)"
    r"|died(?! down)|passed away|deceased|verstarb|ist verstorben|ist gestorben|est décédée?|est morte?|falleció|murió"
    r"|ha fallecido|fell(?! (?:ill|flat|through|behind|apart))|fainted|collapsed"
    r"|withdrew(?:\s(?:his|her|their))?(?:\sconsent)?|(?:was\s)?discontinued (?:due|because|for|after)"
    r"|retiró|a retiré son consentement|hat (?:die )?einwilligung)\b"
)
_PLACE = r"(?:\s(?:at (?:the |our )?site(?: \d{1,5})?|at \d{2,5}|in (?:cohort|arm) \w{1,3}|on (?:cohort|arm) \w{1,3}))?"
_THIS_ONE = (
    r"(?:the|our|his|her|their|one|first|second|third|fourth|fifth|last|same|that|this|einem|einer|dem|der|le|la|el)"
)
_ENDS = r"(?=\s{0,2}(?:[,.;:)(]|$|\n|(?:at|on|in|from|who|is|was|has|had|last|yesterday|today|after)\b))"
_TOLD = r"(?=\s(?P<told>[^.;!?\n]{0,48}))"
"""What the sentence goes on with; looked at, not taken, so that the next participant in it is found too."""


def _is_one_story(match: re.Match[str]) -> bool:
    """Return whether it is told of one participant: neither a rule for all of them nor a contact's family."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    words = words_of(_SENTENCE_END.split(before)[-1])
    return _GENERAL.isdisjoint(words) and FAMILY.isdisjoint(words)


def _is_event(match: re.Match[str]) -> bool:
    told = match["told"]
    words = words_of(told)
    is_told = _GRADE.search(told) or any(word in _EVENTS or word.endswith(_EVENT_ENDS) for word in words)
    return bool(is_told) and "any" not in words and words[0] != "no" and _is_one_story(match)


def _is_named_in_event(match: re.Match[str]) -> bool:
    """Return whether the event is one participant's (`in the pt`), not any participant's (`in a patient`)."""
    is_one = ":" in match[0] or compiled(rf"\b{_THIS_ONE}\s").search(match[0])
    return bool(is_one) and _is_one_story(match)


EVENT_RULES = (
    Rule(Kind.ADVERSE_EVENT, ONE_STEMS, rf"(?<![\w-]){ONE}\.?{_PLACE}\s{{1,2}}{_FATE}", _is_one_story),
    Rule(Kind.ADVERSE_EVENT, ONE_STEMS, rf"(?<![\w-]){ONE}\.?{_PLACE}\s{{1,2}}{_HAD}{_TOLD}", _is_event),
    Rule(
        Kind.ADVERSE_EVENT,
        ("sae", "susar", "grad", "dlt", "sue", "eig", "eag"),
        r"(?<!\w)(?:sae|susar|dlt|sue|eig|eag|grade? [1-5] \w{3,20})(?:\s\([^()\n]{1,40}\))?\s?"
        rf"(?::\s?|(?:in|for|of|by|bei|chez|en)\s)(?:{_THIS_ONE}\s){{0,2}}{ONE}(?:\swith\b|{_ENDS})",
        _is_named_in_event,
    ),
)
