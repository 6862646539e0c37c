"""An intern's semester, from the first study record to the report; the report is then counted again from raw rows.

The story is told on the command line, one day after the other; the talk and the conference happen on the screens.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from netcrm.cli.main import run
from netcrm.clock import Clock
from netcrm.services.crm import Crm
from netcrm.services.values import Origin
from netcrm.tui.app import NetcrmApp
from tests.formats.linkedin_samples import CONNECTION_TITLES
from tests.stores import empty_store
from tests.tui.conftest import settle, shown

FIRST, LAST = "2026-09-07", "2026-12-11"

STUDY: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT09990001",
            "briefTitle": "Early Rehabilitation After Stroke",
            "acronym": "EARLY-R",
        },
        "statusModule": {"overallStatus": "RECRUITING", "startDateStruct": {"date": "2026-03"}},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Bayview University", "class": "OTHER"}},
        "conditionsModule": {"conditions": ["Stroke"]},
        "designModule": {"phases": ["PHASE2"]},
        "contactsLocationsModule": {
            "overallOfficials": [
                {
                    "name": "Nadia Brandt, MD",
                    "affiliation": "Bayview Hospital",
                    "role": "PRINCIPAL_INVESTIGATOR",
                }
            ],
            "centralContacts": [
                {"name": "Tomas Reyes", "role": "CONTACT", "phone": "617-555-0142", "email": "reyes@bayview.example"}
            ],
            "locations": [
                {
                    "facility": "Harbor Rehabilitation Center",
                    "city": "Boston",
                    "state": "Massachusetts",
                    "country": "United States",
                    "status": "RECRUITING",
                    "contacts": [
                        {"name": "Ines Sorel, RN", "role": "CONTACT", "email": "sorel@harbor.example"},
                        {"name": "Kofi Mensah, MD", "role": "PRINCIPAL_INVESTIGATOR"},
                    ],
                }
            ],
        },
    }
}
CONNECTIONS = (
    ("Mara", "Quist", "mara@quill.example", "Quill CRO", "Clinical Research Associate", "12 Mar 2025"),
    ("Joel", "Adeyemi", "joel@quill.example", "Quill CRO", "Senior CRA", "02 Feb 2024"),
    ("Lena", "Hofer", "lena@tarn.example", "Tarn Therapeutics", "Clinical Trial Manager", "20 May 2025"),
    ("Pia", "Lund", "pia@bayview.example", "Bayview University", "Regulatory Specialist", "01 Sep 2026"),
)
MET = (
    ("Rosa Vidal", "crc"), ("Emil Stark", "cra"), ("Hana Ito", "pi"), ("Owen Pryce", "cra"),
    ("Zuri Kamau", "data manager"), ("Marek Zelny", "cra"),
)  # fmt: skip
"""Whom the intern meets at the conference and did not know before; so is Aoife Byrne, and Mara Quist is the eighth."""


@dataclass
class Semester:
    """The intern's store, and the command line on any day."""

    store: Path
    monkeypatch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    def on(self, day: str, *words: str, code: int = 0) -> str:
        """Run a command on a day and return what it says, or the sentence of its refusal."""
        self.monkeypatch.setenv("NETCRM_TODAY", day)
        self.capture.readouterr()
        ended = run(["--db", str(self.store), *words])
        out, err = self.capture.readouterr()
        assert ended == code, f"{day}: netcrm {' '.join(words)} ended with {ended}\n{out}\n{err}"
        return out if code == 0 else out + err

    def told(self, day: str, *words: str) -> Any:
        """Run a command that lists on a day, and return its JSON."""
        return json.loads(self.on(day, *words, "--json"))

    def screens(self, day: str, *keys: str) -> str:
        """Open the screens on a day, press keys or type words, and return what then stands there."""

        async def pressed() -> str:
            clock = Clock(date.fromisoformat(day))
            with Crm.open(self.store, clock=clock, origin=Origin.SCREENS) as crm:
                app = NetcrmApp(crm)
                app.animation_level = "none"
                try:
                    async with app.run_test(size=(120, 40)) as pilot:
                        await settle(pilot)
                        for key in keys:
                            await pilot.press(
                                *(("space" if letter == " " else letter for letter in key) if " " in key else [key])
                            )
                            await settle(pilot)
                        return shown(pilot)
                finally:
                    app.threads.close()

        return asyncio.run(pressed())


@pytest.fixture
def semester(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Semester:
    """A new store in a home of its own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NETCRM_CONFIG", str(tmp_path / "config.toml"))
    return Semester(empty_store(tmp_path / "store" / "netcrm.db"), monkeypatch, capsys)


def files(folder: Path) -> tuple[Path, Path]:
    """Write the study record and the list of connections."""
    study, connections = folder / "NCT09990001.json", folder / "Connections.csv"
    study.write_text(json.dumps(STUDY), encoding="utf-8")
    rows = [",".join(CONNECTION_TITLES)]
    rows += [f"{given},{family},https://www.linkedin.com/in/{given.lower()},{mail},{company},{job},{since}"
             for given, family, mail, company, job, since in CONNECTIONS]  # fmt: skip
    connections.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return study, connections


def test_the_intern_s_semester(semester: Semester, tmp_path: Path) -> None:
    people_come_in(semester, tmp_path)
    employers_are_ranked_and_worked(semester)
    one_answers_and_talks(semester)
    an_introduction_is_followed_through(semester)
    a_conference(semester)
    report = the_report(semester, tmp_path)
    assert report == counted_again(semester.store)


def people_come_in(semester: Semester, folder: Path) -> None:
    study, connections = files(folder)
    told = semester.on(FIRST, "import", str(study), code=5)
    assert all(name in told for name in ("Nadia Brandt", "Tomas Reyes", "Ines Sorel", "Kofi Mensah"))
    report = json.loads(semester.on(FIRST, "import", str(study), "--pick", "1,3-4", "--json"))
    assert (report["new"], report["left"]) == (3, 1)
    semester.on(FIRST, "import", str(connections))
    assert "EARLY-R" in semester.on(FIRST, "study", "show", "NCT09990001")
    for words in (
        "hold 1 interview by 30 september",
        "meet 8 people at events by 30 september",
        "get 1 introduction by 31 october",
        "talk with three CRAs by 15 december",
    ):
        semester.on(FIRST, "goal", "add", *words.split())


def employers_are_ranked_and_worked(semester: Semester) -> None:
    day = "2026-09-08"
    for name, motivation in (
        ("Tarn Therapeutics", 5),
        ("Quill CRO", 4),
        ("Bayview Hospital", 3),
        ("Bayview University", 1),
    ):
        semester.on(day, "employer", "add", name, "--motivation", str(motivation))
    semester.on(
        day, "lead", "add", "Quill CRO", "CRA trainee", "--deadline", "2026-09-18", "--told-by", "joel",
    )  # fmt: skip
    order = [line["organisation"]["name"] for line in semester.told(day, "employer", "list")]
    assert order == ["Tarn Therapeutics", "Quill CRO", "Bayview Hospital", "Bayview University"]
    semester.on(day, "employer", "start", "--top", "3", "--yes")
    assert "CRA trainee" in semester.on("2026-09-15", "due", "--until", "2026-09-18")
    semester.on("2026-09-16", "lead", "applied", semester.told("2026-09-16", "lead", "list")[0]["item"])


def one_answers_and_talks(semester: Semester) -> None:
    semester.on("2026-09-08", "interview", "ask", "lena", "--about", "trial management", "--no-log")
    semester.on("2026-09-10", "log", "lena", "email", "gladly,", "next week", "--incoming")
    semester.on("2026-09-10", "interview", "agree", "lena", "--on", "2026-09-15", "--at", "10:00", "--no-log")
    semester.on("2026-09-14", "interview", "prepare", "lena")
    refused = semester.on("2026-09-14", "interview", "thank", "lena", code=2)
    assert "was not held yet" in refused
    semester.screens("2026-09-15", "3", "n", "one page a site", "escape")
    assert "one page a site" in semester.on("2026-09-15", "interview", "sheet", "lena")
    semester.on("2026-09-15", "interview", "note", "lena", "trends", "visits move into the home", "--share")
    told = semester.on(
        "2026-09-15", "interview", "after", "lena", "--held", "2026-09-15",
        "--advice", "Read E6(R3) before the winter", "--report-back", "2026-10-12", "--share",
        "--referral", "Arun Bose, arun@tarn.example, Tarn Therapeutics, cra",
        "--introduces", "Greta Moll, greta@moss.example, Moss Research, pi", "--rating", "5",
    )  # fmt: skip
    assert "Arun Bose" in told
    thanks = [item for item in semester.told("2026-09-16", "due") if item["title"].startswith("Thank Lena")]
    assert [item["due_at"][:16] for item in thanks] == ["2026-09-16T10:30"]
    semester.on("2026-09-16", "done", thanks[0]["item"], "letter")
    (interview,) = semester.told("2026-09-16", "interview", "list")
    assert interview["stage"] == "thanked"
    advice = semester.told("2026-10-09", "advice", "list")[0]["id"]
    semester.on("2026-10-09", "advice", "followed", str(advice), "read it twice")


def an_introduction_is_followed_through(semester: Semester) -> None:
    semester.on("2026-09-21", "introduction", "made", "lena", "greta")
    semester.on("2026-09-30", "introduction", "met", "lena", "greta", "--by", "coffee")
    assert any(
        item["title"].startswith("Thank Lena Hofer and say how it went") for item in semester.told("2026-10-01", "due")
    )
    semester.on("2026-10-01", "introduction", "thank", "lena", "greta")
    assert "cannot introduce you to" in semester.on("2026-10-01", "introduction", "ask", "lena", "lena", code=2)
    way = semester.told("2026-10-02", "path", "greta")["paths"][0]
    assert way["name"].startswith(("Greta", "Lena"))


def a_conference(semester: Semester) -> None:
    semester.on(
        FIRST, "event", "add", "Northern", "Trials", "Days", "--on", "2026-09-24", "--until", "2026-09-25",
        "--zone", "America/Chicago",
    )  # fmt: skip
    semester.on("2026-09-20", "event", "want", "northern", "mara", "--session", "Home visits", "--at", "thu 14:30")
    assert "14:30" in semester.on("2026-09-23", "event", "sheet", "northern")
    semester.on("2026-09-24", "event", "met", "northern", "mara", "asked for the consent checklist")
    stand = semester.screens("2026-09-25", "E", "c", "Aoife Byrne @ Redbrook", "enter", "home visits", "enter")
    assert "Aoife Byrne" in stand
    for name, role in MET:
        semester.on("2026-09-25", "event", "met", "northern", name, "--new", "--role", role)
    semester.on("2026-09-25", "event", "after", "northern", "--yes")
    due = semester.told("2026-09-28", "due", "--until", "2026-09-30")
    whom = [item["contact"]["name"] for item in due if (item["playbook"] or "").startswith("Conf")]
    assert sorted(whom) == sorted(["Mara Quist", "Aoife Byrne", *dict(MET)])


def the_report(semester: Semester, folder: Path) -> dict[str, object]:
    for count, day in (("4", "2026-10-20"), ("3", "2026-11-03")):
        words = ("assisted", "in", "consenting", count, "participants")
        semester.on(day, "did", *words, "--skill", "informed consent")
    for who in ("joel", "mara"):
        semester.on("2026-11-10", "log", who, "call", "about the trainee year")
    goals = {line["words"]: line["state"] for line in semester.told(LAST, "goal", "list")}
    assert set(goals.values()) == {"reached"}, goals
    target = folder / "internship.md"
    semester.on(LAST, "report", "--from", FIRST, "--to", LAST, "-o", str(target), "--yes")
    text = target.read_text(encoding="utf-8")
    assert "visits move into the home" in text
    assert "Read E6(R3)" in text
    assert "one page a site" not in text
    assert "consent checklist" not in text, "a line that was never marked shareable"
    found = semester.told(LAST, "report", "--from", FIRST, "--to", LAST)
    return {
        "touches": found["touches"],
        "people": found["people"],
        "interviews": len(found["interviews"]),
        "introductions": len(found["introductions"]),
        "met_at_events": found["met_at_events"],
        "advice": list(found["advice"].values()),
        "roles": found["roles"],
        "activities": [line["count"] for line in found["activities"]],
        "weeks": {line["monday"]: line["touches"] for line in found["weeks"] if line["touches"]},
    }


def counted_again(store: Path) -> dict[str, object]:
    """Count what the report says from the rows, by nothing of the program's."""
    with closing(sqlite3.connect(store)) as database:

        def rows(sql: str) -> list[Any]:
            return database.execute(sql).fetchall()

        untouching = {"reaction", "no-show", "note"}
        touches = {
            number: date.fromisoformat(day)
            for number, day, channel, counts in rows("SELECT id, happened_on, channel, counts FROM interaction")
            if (channel not in untouching if counts is None else counts) and FIRST <= day <= LAST
        }
        people = {who for what, who in rows("SELECT interaction_id, contact_id FROM participant") if what in touches}
        main = dict(rows("SELECT contact_id, role FROM contact_role WHERE ordinal = 0"))
        from netcrm.domain.roles import Role

        roles = Counter(Role(main[who]).label if who in main else "Role not known" for who in people)
        mondays = Counter(
            datetime.fromordinal(day.toordinal() - day.weekday()).date().isoformat() for day in touches.values()
        )
        one = rows("SELECT count(*) FROM interview_step WHERE stage = 'held'")[0][0]
        made = rows("SELECT count(*) FROM introduction WHERE stage IN ('made', 'met', 'thanked')")[0][0]
        met = rows("SELECT count(DISTINCT contact_id) FROM event_person WHERE met_on IS NOT NULL")[0][0]
        given = rows("SELECT count(*) FROM advice")[0][0]
        followed = rows("SELECT count(*) FROM advice WHERE state = 'followed'")[0][0]
        done = rows("SELECT sum(count) FROM activity GROUP BY before, after ORDER BY 1 DESC")
    return {
        "touches": len(touches),
        "people": len(people),
        "interviews": one,
        "introductions": made,
        "met_at_events": met,
        "advice": [given, followed],
        "roles": dict(roles),
        "activities": [count for (count,) in done],
        "weeks": dict(mondays),
    }
