"""The palette: any person, study or organisation, any action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon
from textual.content import Content

from netcrm.domain.days import counted
from netcrm.domain.organisation import OrganisationKind
from netcrm.domain.studies.reading import phase_words
from netcrm.domain.text import fold
from netcrm.services.listing import ContactRow
from netcrm.tui.acting_everywhere import FrameScreen
from netcrm.tui.actions import Action, on_screen
from netcrm.tui.app import NetcrmApp
from netcrm.tui.jobs import guarded
from netcrm.tui.opening import open_contact, open_organisation, open_study
from netcrm.tui.text import chips, one_line, plain

if TYPE_CHECKING:
    from netcrm.domain.organisation import OrganisationLine
    from netcrm.services.studies.values import StudyLine

_PEOPLE = 20
_PERSON_SCORE = 1000.0
"""Between an action whose name is typed and one whose help has the words."""

_PLACES = 8
"""Of studies, and of organisations."""
_PLACE_SCORE = 500.0
"""After the people who are called so, before those who are found by where they work."""

_LEAST_OF_HELP = 4
"""Letters of a word before it is looked for in what an action does, and not in its name only."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A study or an organisation that is found."""

    name: str
    about: str
    open: Callable[[], None]


class Palette(CommandPalette):
    """The palette of Textual, with a sign before its line that every terminal can draw."""

    DEFAULT_CSS = """
    Palette SearchIcon { color: $text-accent; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder="A person, a study, an organisation, or what you want to do")

    def on_mount(self) -> None:
        """Put the sign."""
        self.query_one(SearchIcon).icon = "›"


class PeopleAndActions(Provider):
    """Finds people by the words of their names, and the actions of the screen below."""

    @property
    def _app(self) -> NetcrmApp:
        return cast(NetcrmApp, self.app)

    def _actions(self) -> tuple[Action, ...]:
        scope = getattr(self.screen, "SCOPE", None)
        return tuple(action for action in on_screen(scope) if action.id != "find") if scope else ()

    def _run(self, action: Action) -> Callable[[], object]:
        return partial(cast(FrameScreen, self.screen).run_action, action.id)

    def _label(self, action: Action) -> str:
        keys = self._app.keys[action.id]
        return f"{action.label}  ({self._app.key_of(action.id)})" if keys else action.label

    async def discover(self) -> Hits:
        """Yield all actions, before anything is typed."""
        for action in self._actions():
            yield DiscoveryHit(
                self._content(Content(self._label(action))),
                self._run(action),
                text=action.label,
                help=self._content(Content(action.help)),
            )

    async def search(self, query: str) -> Hits:
        """Yield actions whose name is typed, people in the order in which the store finds them, other actions."""
        reading = partial(self._app.threads.read, self._app.crm.contacts.suggest, query, _PEOPLE)
        for place, row in enumerate(await guarded(self._app, reading) or ()):
            yield Hit(
                (_PERSON_SCORE if _is_named(row.name, query) else _PLACE_SCORE / 2) - place,
                self._content(plain(row.name)),
                partial(self._open, row.id),
                text=one_line(row.name),
                help=self._content(plain(_about(row))),
            )
        for place, hit in enumerate(
            await guarded(self._app, partial(self._app.threads.read, self._places, query)) or ()
        ):
            yield Hit(
                _PLACE_SCORE - place,
                self._content(plain(hit.name)),
                hit.open,
                text=one_line(hit.name),
                help=self._content(plain(hit.about)),
            )
        for action in self._actions():
            if score := _score(action, query):
                yield Hit(
                    score,
                    self._content(Content(self._label(action))),
                    self._run(action),
                    text=action.label,
                    help=self._content(Content(action.help)),
                )

    def _open(self, contact_id: int) -> None:
        open_contact(self._app, contact_id)

    def _places(self, query: str) -> list[_Place]:
        """Return the studies and organisations that are meant by what is typed."""
        crm, words = self._app.crm, query.strip()
        if not fold(words):
            return []
        studies = [
            _Place(it.study.short_name, _about_study(it), partial(open_study, self._app, it.study.id))
            for it in crm.studies.lines(words, limit=_PLACES)
        ]
        organisations = [
            _Place(it.name, _about_organisation(it), partial(open_organisation, self._app, it.id))
            for it in crm.organisations.lines(words, limit=_PLACES)
        ]
        return [*studies, *organisations]

    @staticmethod
    def _content(content: Content) -> str:
        """Return what the palette shows as it is: text handed over as `str` would be read as markup.

        The annotation of `help` in Textual says `str`; what it does with it takes `Content` as well.
        """
        return cast(str, content)


def _score(action: Action, query: str) -> float:
    """Return how well an action is meant by what is typed: beginnings of words of its name, or of what it does.

    A few letters begin too many words of what all the actions do to say which one is meant.
    """
    typed = fold(query).split()
    if _is_named(action.label, query):
        return 2 * _PERSON_SCORE
    if any(len(part) < _LEAST_OF_HELP for part in typed):
        return 0.0
    words = fold(f"{action.label} {action.help}").split()
    return float(all(any(word.startswith(part) for word in words) for part in typed))


def _is_named(name: str, query: str) -> bool:
    """Return whether each word typed begins a word of a name."""
    words = fold(name).split()
    return all(any(word.startswith(part) for word in words) for part in fold(query).split())


def _about(row: ContactRow) -> str:
    return (
        ", ".join(filter(None, (chips(row.roles, guessed=row.guessed_role), row.title, row.organisation, row.email)))
        or "open the page"
    )


def _about_study(it: StudyLine) -> str:
    study = it.study
    title = study.title if study.title != study.short_name else ""
    return ", ".join(filter(None, ("study", phase_words(study.phases), study.status.replace("-", " "), title)))


def _about_organisation(it: OrganisationLine) -> str:
    people = counted(it.people, "contact") if it.people else ""
    kind = OrganisationKind(it.kind).words if it.kind else "organisation"
    return ", ".join(filter(None, (kind, it.city, people)))
