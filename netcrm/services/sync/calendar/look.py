"""The files of a calendar's folder beside what the ledger knows of them: what others did there, as proposals.

The ledger keeps the bytes of each file as both sides last agreed on them. A file that still holds these was changed by
nobody and is not read further; of any other it is told what was done to it since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from netcrm.domain.calendar.answers import Answer, SeenItem, answer_to
from netcrm.domain.calendar.items import CalendarItem, CalendarKind, Form, item_from_text, kind_of
from netcrm.domain.calendar.ledger import CalendarEntry, EntryState
from netcrm.domain.text import clean_line
from netcrm.errors import NetcrmError
from netcrm.formats.calendar.reading import read_item, uid_of
from netcrm.formats.calendar.writing import component, item_file
from netcrm.formats.vdir import Vdir, VdirFile, VdirProblem
from netcrm.services.calendar.standing import CalendarItems
from netcrm.services.session import Session
from netcrm.services.sync.calendar.answers import AnsweredItem, CalendarAnswers, subjects
from netcrm.services.sync.values import FolderReading, Proposed, SyncProblem


@dataclass(frozen=True, slots=True)
class FoundItem:
    """The file of an item of ours."""

    uid: str
    file: VdirFile
    data: bytes
    seen: SeenItem | None = None
    """What it says, where somebody wrote to it."""


class CalendarLook:
    """Looks at a folder; what it found stands in its attributes.

    Args:
        session: The open store.
        book: The folder's book of the ledger.
        items: Tells what stands in the calendar.
        form: As what tasks go out.
    """

    def __init__(self, session: Session, book: str, items: CalendarItems, form: Form) -> None:
        self._session = session
        self._book = book
        self._items = items
        self._form = form
        self._ledger = session.ledger.read(book)
        self._bodies = dict(session.ledger.bodies(book))
        self.found: dict[str, FoundItem] = {}
        """By UID."""
        self.missing: set[str] = set()
        """UIDs whose files are gone."""
        self.unusable: set[str] = set()
        """UIDs whose files cannot be read or stand twice, or whose changes cannot be done: they are left alone."""
        self.asked: dict[str, list[Proposed]] = {}
        """By UID."""
        self.ended: set[str] = set()
        """UIDs of what was ticked off or cancelled in its file, whether or not it is so in netcrm."""

    @property
    def is_known(self) -> bool:
        """Whether anything was ever written into the folder."""
        return bool(self._ledger)

    def look_through(self, vdir: Vdir, reading: FolderReading) -> None:
        """Find our files among those of the folder, and which are gone."""
        by_name = {entry.file: uid for uid, entry in self._ledger.items() if entry.file}
        named: dict[str, list[str]] = {}
        for file in vdir.files():
            known = by_name.get(file.name, "")
            try:
                found = self._ours(vdir, file, known)
            except NetcrmError as problem:
                name = file.name
                reading.problems.append(SyncProblem(name, str(problem)))
                if known:
                    self.unusable.add(known)
                continue
            if found:
                named.setdefault(found.uid, []).append(file.name)
                self.found[found.uid] = found
        for uid, names in named.items():
            if len(names) > 1:
                self.unusable.add(uid)
                del self.found[uid]
                why = f"{' and '.join(names)} hold the same item ({uid}): delete the one that is wrong."
                reading.problems += [SyncProblem(name, why) for name in names]
        self.missing = {uid for uid, entry in self._ledger.items() if entry.file} - self.found.keys() - self.unusable

    def _ours(self, vdir: Vdir, file: VdirFile | VdirProblem, known: str) -> FoundItem | None:
        """Return a file where it is one of ours; all else is somebody's own.

        Raises:
            NetcrmError: it cannot be read.
        """
        if isinstance(file, VdirProblem):
            raise file
        data = vdir.read(file)
        if known and data == self._bodies.get(known):
            return FoundItem(known, file, data)
        uid = uid_of(data) or read_item(data).uid
        is_ours = uid in self._ledger or (kind_of(uid) is not None and uid in self._standing_now)
        return FoundItem(uid, file, data, read_item(data)) if is_ours else None

    @cached_property
    def _standing_now(self) -> dict[str, CalendarItem]:
        """What stands in netcrm before anything of the folder is taken over."""
        return {one.item.uid: one.item for one in self._items.standing(self._ledger)}

    def ask(self, reading: FolderReading) -> None:
        """Turn what others did into proposals."""
        answered = {uid: answer for uid, found in self.found.items() if (answer := self._answer(uid, found))}
        gone = {uid for uid in self.missing if self._ledger[uid].ended_on is None}
        if not (answered or gone):
            return
        now = self._standing_now
        about = subjects(self._session, [*answered, *gone])
        done = self._items.ended([uid for uid in (*answered, *gone) if uid not in now])
        answers = CalendarAnswers(self._session, self._unwanted)
        self._tell_of_words({uid: answer for uid, answer in answered.items() if uid not in about}, reading)
        for uid in sorted({*answered, *gone} & about.keys(), key=lambda uid: (about[uid].name, uid)):
            answer = answered.get(uid, Answer())
            if (answer.is_done or answer.is_dropped) and kind_of(uid) is not CalendarKind.BIRTHDAY:
                self.ended.add(uid)
            item = AnsweredItem(
                sent=self._sent_item(uid),
                file=self.found[uid].file.name if uid in self.found else self._ledger[uid].file,
                answer=answer,
                is_deleted=uid in gone,
                now=now.get(uid),
                ended=EntryState.COMPLETED if uid in done else EntryState.CANCELLED,
            )
            try:
                self.asked[uid] = answers.proposals(item, about[uid])
            except NetcrmError as problem:
                reading.problems.append(SyncProblem(item.file, str(problem)))
                self.unusable.add(uid)
                continue
            reading.proposed += self.asked[uid]

    def _tell_of_words(self, answers: Mapping[str, Answer], reading: FolderReading) -> None:
        """Leave alone what somebody wrote to an item whose person or promise is no longer in netcrm, and say so."""
        for uid, answer in answers.items():
            if words := clean_line(" ".join((answer.title, answer.words))):
                what = f"“{self._sent_item(uid).summary}” is gone from netcrm"
                why = f"{what}, and somebody wrote “{words}” to it: delete the file once you read it."
                reading.problems.append(SyncProblem(self.found[uid].file.name, why))
                self.unusable.add(uid)

    def _answer(self, uid: str, found: FoundItem) -> Answer | None:
        """Return what was done to an item, if anything."""
        answer = answer_to(self._sent(uid), found.seen) if found.seen else Answer()
        if answer.is_nothing or found.seen is None:
            return None
        now = self._standing_now.get(uid)
        is_as_here = now is not None and answer_to(self._rendered(now), found.seen).is_nothing
        return None if is_as_here else answer

    def _sent_item(self, uid: str) -> CalendarItem:
        entry = self._ledger.get(uid)
        return item_from_text(entry.item) if entry else self._standing_now[uid]

    def _sent(self, uid: str) -> SeenItem:
        """Return the item as it was last written, read the same way as what is there now."""
        body, entry = self._bodies.get(uid), self._ledger.get(uid)
        if body is not None:
            return read_item(body)
        return self._rendered(self._sent_item(uid), entry.state if entry else EntryState.CONFIRMED)

    def _rendered(self, item: CalendarItem, state: EntryState = EntryState.CONFIRMED) -> SeenItem:
        """Return an item as its file would be written now."""
        made = CalendarEntry(item, 0, self._session.clock.now(), state)
        return read_item(item_file(component(made, self._form)))

    def _unwanted(self, uid: str) -> None:
        if entry := self._ledger.get(uid):
            unwanted = replace(entry, state=EntryState.UNWANTED, file="")
            self._session.ledger.write(self._book, [unwanted], [])
