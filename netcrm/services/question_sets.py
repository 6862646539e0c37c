"""Question sets: those that come with netcrm, and the user's own in the config folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from netcrm.domain.interviews.question_set import QuestionSet, sets_in_order
from netcrm.domain.roles import Role
from netcrm.errors import NotFound
from netcrm.formats.question_file import QuestionProblem, read_question_set
from netcrm.services.session import Session
from netcrm.services.toml_files import TomlFile, read_text, toml_files

_SHIPPED = Path(__file__).parents[1] / "questions"


@dataclass(frozen=True, slots=True)
class QuestionSets:
    """What there is to prepare interviews with."""

    sets: tuple[QuestionSet, ...]
    problems: tuple[str, ...]
    """What is wrong with files of the user's own, each in a sentence."""


class QuestionService:
    """Reads question sets."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> QuestionSets:
        """Return all sets by name; a file that cannot be used is a problem and costs only itself."""
        return question_sets()

    def get(self, name: str) -> QuestionSet:
        """Return a set by its name or its title.

        Raises:
            NotFound: there is none; the known ones are listed.
            QuestionProblem: its file cannot be used: the sentence names file, line and key.
        """
        return find_set(name)

    def for_contact(self, contact_id: int) -> QuestionSets:
        """Return all sets, the best for somebody first."""
        found = question_sets()
        return QuestionSets(sets_in_order(found.sets, roles_of(self._session, contact_id)), found.problems)


def question_sets() -> QuestionSets:
    """Return all sets by name; one of the user's stands for the shipped one of the same name."""
    sets, problems = [], []
    for name, file in _files().items():
        try:
            text = read_text(file, "question set", QuestionProblem)
            sets.append(read_question_set(text, name, file.shown, is_own=file.is_own))
        except QuestionProblem as problem:
            problems.append(str(problem))
    return QuestionSets(tuple(sets), tuple(problems))


def find_set(name: str) -> QuestionSet:
    """Return a set by its name or its title, whatever the case.

    Raises:
        NotFound: There is none; the known ones are listed.
        QuestionProblem: Its file cannot be used.
    """
    wanted = " ".join(name.casefold().split())
    files = _files()
    for known, file in files.items():
        if known.casefold() == wanted:
            text = read_text(file, "question set", QuestionProblem)
            return read_question_set(text, known, file.shown, is_own=file.is_own)
    for one in question_sets().sets:
        if one.title.casefold() == wanted:
            return one
    from difflib import get_close_matches

    near = get_close_matches(wanted, files, n=3, cutoff=0.5)
    raise NotFound("question set", name, near, advice=f"Known: {', '.join(files)}.")


def roles_of(session: Session, contact_id: int) -> Sequence[Role]:
    """Return what somebody is, the main role first; without any, what their title says."""
    from netcrm.services.listing import guessed_role

    details = session.contacts.load([contact_id])[contact_id].details
    job = details.primary_position
    guessed = guessed_role(details.roles, job.title if job else "")
    return details.roles or ((guessed,) if guessed else ())


def _files() -> dict[str, TomlFile]:
    from netcrm.paths import question_folder

    return toml_files(_SHIPPED, question_folder())
