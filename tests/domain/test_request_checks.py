from __future__ import annotations

import pytest

from netcrm.domain.request_checks import check_request, count_words

GOOD = """Dear Dr Lima,

Maria Ortiz suggested that I write to you. I am trying to learn more about site start-up.

Could we talk for 20 minutes next week?

Kind regards,
Jo Nakamura"""


def words_of(number: int) -> str:
    return " ".join(["word"] * number)


def test_a_good_request_passes_every_check() -> None:
    checks = check_request(GOOD)
    assert [check.ok for check in checks] == [True] * 4
    assert [check.words for check in checks] == [
        "32 words: under 75.", "One question.", "No job talk.", "The connection is named.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one", 1), ("one two\nthree", 3), ("start-up it's 20", 3), ("one – two … !", 2), ("你好 世界", 2)],
)
def test_words_are_what_stands_between_spaces(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("count", "ok", "words"),
    [
        (0, True, "0 words: under 75."),
        (1, True, "1 word: under 75."),
        (74, True, "74 words: under 75."),
        (75, False, "75 words: take 1 out, so that it has under 75 and is read."),
        (1094, False, "1,094 words: take 1,020 out, so that it has under 75 and is read."),
    ],
)
def test_a_request_has_under_75_words(count: int, ok: bool, words: str) -> None:
    check = check_request(words_of(count))[0]
    assert (check.ok, check.words) == (ok, words)


@pytest.mark.parametrize(
    ("text", "ok", "begins"),
    [
        ("Could we talk?", True, "One question."),
        ("Could we talk", False, "No question"),
        ("Could we talk? Or write?", False, "2 questions"),
        ("Could we talk?!?", True, "One question."),
        ("Could we talk???", True, "One question."),
        ("¿Podríamos hablar?", True, "One question."),
        ("お話しできますか？", True, "One question."),
        ("See https://x.test/?a=1 – could we talk?", True, "One question."),
        ("See https://x.test/?a=1", False, "No question"),
    ],
)
def test_a_request_asks_exactly_one_question(text: str, ok: bool, begins: str) -> None:
    check = check_request(text)[1]
    assert check.ok is ok
    assert check.words.startswith(begins)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("I am looking for a job.", "en", "job"),
        ("Are you hiring?", "en", "hiring"),
        ("Here is my résumé.", "en", "résumé"),
        ("I attach my resume.", "en", "my resume"),
        ("Do you know of any openings?", "en", "any openings"),
        ("I would like a position on your team.", "en", "a position on your"),
        ("What is the salary?", "en", "salary"),
        ("Gibt es eine offene Stelle?", "de", "offene stelle"),
        ("Anbei mein Lebenslauf.", "de", "lebenslauf"),
        ("Do you have a Job?", "de", "job"),
        ("Je cherche un poste à pourvoir.", "fr", "poste a pourvoir"),
        ("Je vous envoie ma candidature.", "fr", "candidature"),
        ("Busco un puesto de trabajo.", "es", "puesto de trabajo"),
        ("¿Tienen vacantes?", "es", "vacantes"),
        ("Cerco lavoro.", "it", "cerco lavoro"),
        ("Há uma vaga?", "pt", "vaga"),
    ],
)
def test_job_talk_is_found(text: str, language: str, said: str) -> None:
    check = check_request(text, language=language)[2]
    assert not check.ok
    assert f"“{said}”" in check.words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is your position on decentralised trials?", "en"),
        ("Since the opening of your site you recruited 40 patients.", "en"),
        ("When will you resume the trial after the recruitment pause?", "en"),
        ("You did a great job, and your job interests me.", "en"),
        ("An dieser Stelle möchte ich danken.", "de"),
        ("Le mode d'emploi et le recrutement des patients.", "fr"),
        ("Las buenas prácticas clínicas y el reclutamiento.", "es"),
        ("L'assunzione del farmaco.", "it"),
        ("O estágio da doença.", "pt"),
        ("A jobless jobbing jobber", "en"),
    ],
)
def test_what_the_field_says_of_trials_is_no_job_talk(text: str, language: str) -> None:
    assert check_request(text, language=language)[2].ok


@pytest.mark.parametrize(
    ("text", "language", "named", "ok"),
    [
        ("I hear from María Ortiz that you run sites.", "en", ("Maria Ortiz",), True),
        ("Your work at St. Mary’s impresses me.", "en", ("", "St Mary's"), True),
        ("Your work impresses me.", "en", ("", "St Mary's"), False),
        ("Your work impresses me.", "en", ("",), False),
        ("We met at SOCRA.", "en", (), True),
        ("Wir haben uns in Wien kennengelernt.", "de", (), True),
        ("Marie Duval m’a recommandé de vous écrire.", "fr", (), True),
        ("Nos conocimos en Porto.", "es", (), True),
        ("Ci siamo conosciuti a Roma.", "it", (), True),
        ("A Rita sugeriu-me que escrevesse, em comum acordo.", "pt", (), True),
        ("Marymount is a place.", "en", ("Mary",), False),
    ],
)
def test_a_request_names_the_connection(text: str, language: str, named: tuple[str, ...], ok: bool) -> None:
    assert check_request(text, language=language, named=named)[3].ok is ok
