"""A second agenda: its lines and their order, from what follows from the raw acts, by the words of the design.

Everything is made anew each morning; nothing is read from the store, and nothing shared with the program's agenda.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tests.journeys.naive_acts import Paused, RawAct
from tests.journeys.naive_world import CheckIn, Person, Promise, World, back, is_paused, late_days, walked, working

GROUPS = ("late", "today", "week", "later", "awaiting", "theirs", "new")


@dataclass(frozen=True, slots=True)
class Line:
    """What the agenda says in one line, as far as it is compared."""

    key: str
    group: str
    due_on: date
    due_at: datetime | None = None
    days_late: int = 0
    standing: str = ""
    waits: bool = False
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line with what it is sorted by."""

    line: Line
    person: int
    """0 for an organisation."""
    rank: tuple[int, float]
    """Items with an hour, then others by date, then check-ins by ratio."""
    tie: tuple[str, str, str, int]
    """Tier, name, kind and id."""

    @property
    def is_capped(self) -> bool:
        return self.rank[0] == 2

    @property
    def is_now(self) -> bool:
        return self.line.group in ("late", "today")

    @property
    def order(self) -> tuple[object, ...]:
        day = self.line.due_on.toordinal() if self.line.group in ("week", "later") else 0
        return GROUPS.index(self.line.group), day, self.rank, self.tie


def naive_agenda(acts: Iterable[RawAct], today: date, until: date) -> list[Line]:
    """Return the agenda of a morning, with all those not yet contacted."""
    return Morning(World.after(acts), today, until).lines()


@dataclass(frozen=True, slots=True)
class Morning:
    """A day on which the agenda is read."""

    world: World
    today: date
    until: date

    def lines(self) -> list[Line]:
        people = [person for person in self.world.people.values() if person.is_active]
        check_ins = [row for person in people for row in self.check_in(person)]
        newcomers = [row for row in check_ins if row.line.group == "new"]
        dated = [row for row in check_ins if row.line.group != "new"] + self.organisations()
        promises = [row for promise in self.world.promises.values() for row in self.promise(promise)]
        questions = [row for person in people for row in self.question(person)]
        newcomers.sort(key=lambda row: (self.world.people[row.person].added, row.tie))
        in_order = [*sorted_rows(promises), *sorted_rows(dated), *sorted_rows(questions), *newcomers]
        rows = self.folded(in_order)
        rows = self.held_back(sorted_rows(row for row in rows if row.line.group != "new")) + [
            row for row in rows if row.line.group == "new"
        ]
        return [row.line for row in self.spread(rows)]

    def back(self, day: date, pauses: list[Paused]) -> date:
        """Return the day on which something shows: nothing shows on a day of a pause."""
        day = max(day, self.today) if is_paused(self.today, pauses) else day
        return back(day, pauses, "")

    def group(self, day: date) -> str:
        if day < self.today:
            return "late"
        if day == self.today:
            return "today"
        return "week" if day <= self.today + timedelta(days=7) else "later"

    def standing(self, due: date, late: int, *, paused: bool, snoozed: bool) -> str:
        if paused:
            return "paused"
        if due > self.today:
            return "snoozed" if snoozed else "fresh"
        return "late" if late else "due"

    def asked(self, key: str, check_in: CheckIn, person: Person | None, tie: tuple[str, str]) -> list[Row]:
        """Return the row of a check-in that stands on the page."""
        pauses = self.world.pauses_of(key)
        paused = is_paused(self.today, pauses)
        day = self.back(check_in.due, pauses)
        late = 0 if check_in.is_new else late_days(check_in.due, self.today, pauses)
        standing = self.standing(check_in.due, late, paused=paused, snoozed=check_in.is_snoozed)
        if check_in.is_new and standing not in ("paused", "snoozed"):
            standing, day = "new", day if person else max(day, self.today)
        elif standing == "late" and (
            late > check_in.length / 2 or (check_in.latest is not None and self.today > check_in.latest)
        ):
            standing = "overdue"
        group = "new" if standing == "new" and person else self.group(day)
        if day > self.until and group != "new":
            return []
        line = Line(key, group, day, None, late, standing)
        kind = "check-in" if person else "organisation"
        ratio = late / check_in.length
        return [Row(line, person.id if person else 0, (2, -ratio), (*tie, kind, int(key[1:])))]

    def check_in(self, person: Person) -> list[Row]:
        cadence = self.world.cadence(person)
        if cadence is None or cadence.is_never:
            return []
        key = f"c{person.id}"
        found = self.world.check_in(key, cadence, person.added, person.country)
        return self.asked(key, found, person, tie_of(person))

    def organisations(self) -> list[Row]:
        rows = []
        for (scope, subject), cadence in self.world.cadences.items():
            if scope == "organisation" and not cadence.is_never:
                key = f"o{subject}"
                found = self.world.check_in(key, cadence, cadence.set_on, "")
                rows += self.asked(key, found, None, ("~", f"site {int(subject):02}"))
        return rows

    def promise(self, promise: Promise) -> list[Row]:
        person = self.world.people[promise.contact]
        pauses = self.world.pauses_of(f"c{person.id}")
        shows = promise.snoozed or promise.due_on
        day = self.back(shows, pauses)
        if not person.is_active or day > self.until:
            return []
        late = late_days(day, self.today, pauses)
        paused = is_paused(self.today, pauses)
        standing = self.standing(day, late, paused=paused, snoozed=promise.snoozed is not None)
        timed = promise.due_at if day == promise.due_on else None
        line = Line(f"f{promise.id}", "theirs" if promise.theirs else self.group(day), day, timed, late, standing)
        rank = (0, timed.timestamp()) if timed else (1, float(day.toordinal()))
        return [Row(line, person.id, rank, (*tie_of(person), "follow-up", promise.id))]

    def question(self, person: Person) -> list[Row]:
        since = self.world.awaiting_since(person)
        if since is None or is_paused(self.today, self.world.pauses_of(f"c{person.id}")):
            return []
        asks_on = walked(since, "10 business days", "")
        if asks_on > self.today:
            return []
        line = Line(f"a{person.id}", "awaiting", asks_on)
        return [Row(line, person.id, (1, float(asks_on.toordinal())), (*tie_of(person), "awaiting", person.id))]

    def folded(self, rows: list[Row]) -> list[Row]:
        """Let one person stand once a day: in the first row of that day; every promise keeps its own."""
        kept: list[Row] = []
        for row in rows:
            hosts = [n for n, other in enumerate(kept) if row.person and self.page(other) == self.page(row)]
            if not hosts or (row.rank[0] < 2 and row.line.key[0] == "f"):
                kept.append(row)
            else:
                host = kept[hosts[0]]
                folded = (*host.line.folded, row.line.key)
                kept[hosts[0]] = replace(host, line=replace(host.line, folded=folded))
        return kept

    def page(self, row: Row) -> tuple[int, date]:
        return row.person, self.today if row.line.group == "new" else max(row.line.due_on, self.today)

    def held_back(self, rows: list[Row]) -> list[Row]:
        """Mark the check-ins of today's page that lie beyond the cap."""
        left = self.places
        marked = []
        for row in rows:
            if row.is_capped and row.is_now and left is not None:
                waits = left <= 0
                left -= 1
                row = replace(row, line=replace(row.line, waits=waits))
            marked.append(row)
        return marked

    @property
    def places(self) -> int | None:
        return None if self.world.cap is None else max(self.world.cap - self.world.acted_on(self.today), 0)

    def free(self, wanted: date) -> date:
        """Return the day on which somebody stands whom no cap holds back."""
        return wanted if wanted >= self.today else working(self.today, "")

    def spread(self, rows: list[Row]) -> list[Row]:
        """Give those not yet contacted the places that others leave free, oldest first, on working days."""
        cap = self.world.cap
        taken = {self.today: self.world.acted_on(self.today)}

        def place(wanted: date) -> date:
            day = self.free(wanted)
            while cap is not None and taken.get(day, 0) >= cap:
                day = working(day + timedelta(days=1), "")
            taken[day] = taken.get(day, 0) + 1
            return day

        spread = []
        for row in rows:
            if row.is_capped and row.is_now:
                place(row.line.due_on)
            if row.line.group == "new":
                wanted = row.line.due_on
                day = place(wanted)
                row = replace(
                    row, line=replace(row.line, due_on=day, waits=wanted <= self.today and day > self.free(wanted))
                )
            spread.append(row)
        return spread


def tie_of(person: Person) -> tuple[str, str]:
    return person.tier or "~", person.family.casefold()


def sorted_rows(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.order)
