"""The corpus of other people's cards beside the project: every card accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from netcrm.domain.draft import Draft, Problem
from netcrm.formats.vcard.reader import VcardImporter

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "vcard"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder shared/corpora/vcard is not beside the project")

UNREADABLE = {"v21_android_custom_prop.vcf", "issue64.vcf"}
"""Of the first only Android's own properties are there, of the second only a photo: nothing tells whose."""


@pytest.fixture(scope="module")
def outcomes() -> list[Draft | Problem]:
    found: list[Draft | Problem] = []
    for path in sorted(CORPUS.rglob("*.vcf")):
        with path.open("rb") as stream:
            found += VcardImporter().read(stream, path.name)
    return found


def details_by_file(outcomes: list[Draft | Problem], file: str) -> list[Draft]:
    return [outcome for outcome in outcomes if outcome.place.file == file and isinstance(outcome, Draft)]


def test_all_134_outermost_cards_of_97_files_are_accounted_for(outcomes: list[Draft | Problem]) -> None:
    assert len(list(CORPUS.rglob("*.vcf"))) == 97
    assert len(outcomes) == 134


def test_only_cards_that_say_nothing_are_problems(outcomes: list[Draft | Problem]) -> None:
    assert {outcome.place.file for outcome in outcomes if isinstance(outcome, Problem)} == UNREADABLE
    assert sum(isinstance(outcome, Draft) for outcome in outcomes) == 132


def test_every_draft_has_a_name(outcomes: list[Draft | Problem]) -> None:
    assert all(outcome.details.name.formatted for outcome in outcomes if isinstance(outcome, Draft))


def test_nested_cards_count_with_their_outer_one(outcomes: list[Draft | Problem]) -> None:
    (draft,) = details_by_file(outcomes, "v21_nest.vcf")
    assert draft.details.name.formatted == "parent"
    assert [phone.value for phone in draft.details.phones] == ["1"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("v21_japanese_1.vcf", "安藤ロイド"),
        ("v21_japanese_3.vcf", "伊能 圭一 伊予"),
        ("vcard-quoted-printable1.vcf", "黄世勇"),
        ("korean-c.vcf", "최유림"),
        ("4b62872a-849-0.vcf", "Branntwein"),
        ("broken-vcard.vcf", "test-misses-N-or-FN@example.com"),
        ("unparsable.vcf", "second contact with minimal Vcard"),
        ("vcard-dirk-whitespaceafterbegin.vcf", "Dirk"),
    ],
)
def test_names_are_read(outcomes: list[Draft | Problem], file: str, name: str) -> None:
    (draft,) = details_by_file(outcomes, file)
    assert name in draft.details.name.formatted


def test_old_apple_cards_are_read_as_macroman(outcomes: list[Draft | Problem]) -> None:
    names = {draft.details.name.formatted for draft in details_by_file(outcomes, "vcard-vCards-SAP.vcf")}
    assert {"Günther Blümchen", "Berit Müller", "Ingrid Spaßlund", "Frida Töcken"} <= names


@pytest.mark.parametrize(
    ("file", "length"),
    [
        ("v21_base64_no_2_crlf.vcf", 3888),
        ("v30_ios_613_multiline.vcf", 5165),
        ("photov4.vcf", 123),
        ("contact_photo_with_data_uri.vcf", 72),
        ("issue153.vcf", 19685),
        ("vcard-antoni-cardpicture.vcf", 19583),
    ],
)
def test_photos_are_kept(outcomes: list[Draft | Problem], file: str, length: int) -> None:
    (draft,) = details_by_file(outcomes, file)
    assert draft.photo is not None
    assert len(draft.photo) == length


@pytest.mark.parametrize(
    ("file", "birthday"),
    [
        ("vcard-antoni-kontact.vcf", "1985-01-28"),
        ("vcard-antoni-outlook2003.vcf", "1980-01-18"),
        ("contact4-with-bday-no-year.vcf", "--01-01"),
        ("text-bday.vcf", "circa 1800"),
    ],
)
def test_birthdays_are_read(outcomes: list[Draft | Problem], file: str, birthday: str) -> None:
    (draft,) = details_by_file(outcomes, file)
    assert draft.details.birthday == birthday
