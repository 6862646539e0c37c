"""What is damaged: the corpus beside the project where it is there, our own samples, and small tables."""

from __future__ import annotations

import re
from pathlib import Path

_TESTS = Path(__file__).parents[1]
_CORPUS = _TESTS.parents[1] / "shared" / "corpora" / "vcard"
_SAMPLES = _TESTS / "formats" / "fixtures"
_LARGEST = 60_000
"""Bytes of a file that is damaged: larger ones only say the same more slowly."""

_TABLES = (
    b"Notes:\n\"When exporting your connection data, you may notice that some addresses are missing.\"\n\n"
    b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    b"Ana,Lima,https://www.linkedin.com/in/ana-lima,ana@x.test,\"St Mary's, Porto\",CRA,05 Mar 2019\n"
    b"\"Bo, Jr.\",Chen,https://www.linkedin.com/in/bo,,Harbour,Head of Trials,31 Dec 2024\n",
    b"First Name,Middle Name,Last Name,Phonetic First Name,Name Suffix,Nickname,Organization Name,"
    b"Organization Title,Birthday,Notes,Labels,"
    b"E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Street,"
    b"Address 1 - City,Website 1 - Value\n"
    b"Ana,,Lima,,MD,Annie,St Mary's,CRA,1980-04-15,\"one\ntwo\",* myContacts ::: friends,* Work,"
    b"ana@x.test ::: a@y.test,Mobile,+1 555 010,Home,1 High St,Leeds,https://x.test\n",
    b"Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,"
    b"Phone 1 - Value,Organization 1 - Name\n"
    b"Ana Lima,Ana,Lima,* My Contacts ::: area,* ,ana@x.test,Work,+1 555 010 ::: +1 555 011,Harbour\n",
    b"\"Title\",\"First Name\",\"Middle Name\",\"Last Name\",\"Suffix\",\"Company\",\"Department\","
    b"\"Job Title\",\"Business Street\",\"Business City\","
    b"\"Business Phone\",\"Mobile Phone\",\"E-mail Address\",\"E-mail Display Name\",\"Birthday\",\"Notes\","
    b"\"Categories\"\r\n"
    b"\"Dr\",\"Ana\",\"\",\"Lima\",\"\",\"Harbour\",\"Trials\",\"CRA\",\"1 High St\",\"Leeds\",\"+1 555\",\"\","
    b"\"ana@x.test\",\"Ana Lima (ana@x.test)\",\"4/15/1980\",\"\",\"A;B\"\r\n",
    b"First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Home Phone,"
    b"Mobile Number,Organization,Job Title,Notes\n"
    b"Ana,Lima,Ana Lima,Annie,ana@x.test,,+1 555,,,Harbour,CRA,\n",
    "Nom;Prénom;Société;Courriel;Téléphone\nLima;Ana;Hôpital;ana@x.test;+33 1 23\nChen;Bo;;bo@x.test;\n".encode("cp1252"),  # noqa: E501
    b"name\tmail\nAna Lima\tana@x.test\n",
)  # fmt: skip


def card_seeds() -> list[bytes]:
    """Return cards, each as the bytes from its BEGIN to the next one's."""
    files = [*(_CORPUS.rglob("*.vcf") if _CORPUS.is_dir() else ()), *_SAMPLES.rglob("*.vcf")]
    found: dict[bytes, None] = {}
    for path in sorted(files):
        data = path.read_bytes()
        if len(data) <= _LARGEST:
            parts = re.split(rb"(?i)(?<=\n)(?=BEGIN:VCARD)", data)
            found.update(dict.fromkeys(part for part in (*parts, data) if part.strip()))
    return list(found)


def table_seeds() -> list[bytes]:
    """Return tables of one or a few rows."""
    files = [path for path in sorted(_SAMPLES.rglob("*.csv")) if path.stat().st_size <= _LARGEST // 10]
    return [*_TABLES, *(path.read_bytes() for path in files)]
