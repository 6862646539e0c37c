"""The words of the fuzzing: pieces that hurt readers, and what a card could be put together of."""

from __future__ import annotations

TOKENS = (
    b"\0", b"\x1b[31m", b"\x1b]0;title\x07", b"\x9b31m", b"\xc2\x9b31m", b"\xe2\x80\xae", b"\xe2\x80\xa8",
    b"\xc2\x85", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xed\xa0\xbd", b"\xc3", b"\xe9", b"\x83\x5c",
    b"\x1b$B$\"\x1b(B", b"\x0b", b"\x0c", b"\x1c", b"\x7f", b"\x1a", b"\r", b"\n", b"\r\n", b"\r\r\n", b"\r\n ",
    b"\r\n\t", b"=\r\n", b"=\r\n=\r\n", b"\r\n\r\n", b"\\", b"\\\\", b"\\n", b"\\,", b"\\:", b";", b";;;;;;;;",
    b";" * 1000, b",", b"," * 1000, b":", b"::::", b".", b"=", b'"', b'";', b'"' * 999, b"^", b"^n^'^^", b"%",
    b"%0a%00", b"#", b"<", b">", b"&amp;", b"=cmd|' /C calc'!A0", b"\\" * 1001, b"A" * 20_000, b"9" * 6000,
    b"(" * 400, b" " * 5000, b"a@" * 500, b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"BEGIN:VCARD\r\n" * 30,
    b"END:VCARD\r\n" * 30, b"begin : vcard\n", b"AGENT:\r\n", b"AGENT:BEGIN:VCARD\r\n", b"BEGIN:VCALENDAR\r\n",
    b"VERSION:4.0\r\n", b"VERSION:2.1\r\n", b"VERSION:9\r\n", b";ENCODING=QUOTED-PRINTABLE", b";ENCODING=BASE64",
    b";ENCODING=b", b";BASE64", b";QUOTED-PRINTABLE", b";CHARSET=UTF-16", b";CHARSET=Shift_JIS",
    b";CHARSET=unicode_escape", b";CHARSET=idna", b";CHARSET=utf-7", b";CHARSET=rot13", b";CHARSET=zlib",
    b";CHARSET=" + b"x" * 300, b";TYPE=", b';TYPE="', b";TYPE=a,b,c" * 50, b";PREF=1", b";PREF=" + b"9" * 5000,
    b";PREF=\xc2\xb2", b";VALUE=uri", b";VALUE=text", b";X-APPLE-OMIT-YEAR=1604", b";A=b" * 200, b"item1.", b"....",
    b"item" + b"1" * 500 + b".TEL:1\r\n", b"item1.X-ABLabel:_$!<Home>!$_\r\n", b"X-NETCRM-NAME:|||||||\r\n",
    b"X-NETCRM-POSITION:~1|~|||||1\r\n", b"PHOTO:data:image/png;base64,AAAA\r\n",
    b"PHOTO;ENCODING=b:AAA\r\n AAAA\r\nAAAA\r\n", b"N:;;;;\r\n", b"N:,,,\r\n", b"FN:\r\n", b"KIND:group\r\n",
    b"TEL:tel:+1-555;ext=%00;phone-context=+\r\n", b"BDAY:99999999\r\n", b"BDAY:--0230\r\n",
    b"NOTE:" + b"x\\n" * 3000 + b"\r\n", b"EMAIL:" + b"<" * 500 + b"@" + b">" * 500 + b"\r\n",
    b"X-ABSHOWAS:COMPANY\r\n", b"ORG:a;b;c;d;e;f\r\n", b"MEMBER:urn:uuid:\r\n",
)  # fmt: skip
"""Pieces that have hurt readers of cards or tables before, or might."""

CODECS = (
    "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "shift_jis", "iso2022_jp",
    "gb18030", "euc_kr", "mac-roman", "utf-8-sig", "utf-7",
)  # fmt: skip
LINE_ENDS = (b"\n", b"\r", b"\r\r\n", b"\r\n\r\n", b"\n\r")
NAMES = (
    "FN", "N", "NICKNAME", "EMAIL", "TEL", "ADR", "LABEL", "ORG", "TITLE", "ROLE", "URL", "IMPP", "X-SOCIALPROFILE",
    "BDAY", "NOTE", "PHOTO", "CATEGORIES", "UID", "KIND", "MEMBER", "LANG", "X-ABLABEL", "X-ABSHOWAS", "AGENT",
    "SORT-STRING", "X-SKYPE", "X-ANDROID-CUSTOM", "GEO", "X-NETCRM-NAME", "X-NETCRM-POSITION", "X-NETCRM-ROLE",
    "X-NETCRM-TIER", "X-MS-CARDPICTURE", "REV", "é", "", "a b", "x/y_z",
)  # fmt: skip
PARAMETERS = (
    "TYPE=home", "TYPE=WORK,pref", 'TYPE="cell,work"', "CELL", "PREF=1", "PREF=0", "PREF=101", "VALUE=uri",
    "VALUE=text", "VALUE=date", "LANGUAGE=ja", "ENCODING=QUOTED-PRINTABLE", "ENCODING=BASE64", "ENCODING=b",
    "ENCODING=8BIT", "CHARSET=UTF-8", "CHARSET=Shift_JIS", "CHARSET=none", "X-USER=ana", "SERVICE-TYPE=xmpp",
    "ALTID=1", "X-APPLE-OMIT-YEAR=1604", 'LABEL="a:b;c,d"', "X=^n^'", "=", "TYPE", '"',
)  # fmt: skip
VALUES = (
    "Ana Lima", "Lima;Ana;Rosa;Dr.;MD,PhD", "LIMA Ana, MD", "王小明", "王;小明;;;", "עדה", "ana@x.test",
    "Ana <ana@x.test>", "mailto:ana%40x.test?x", "+1 555 010 2030", "tel:+1-555-010;ext=9", "sip:ana@x.test",
    "0123p45w6",
    ";;1 High St\\nFlat 2;Leeds;;LS1;UK;;;;1;High St", "St Mary's;Trials;Unit 2", "https\\://x.test/a,b;c",
    "xmpp:ana@x.test", "19800415", "--0415", "1604-02-29", "circa 1800", "20201301", "1980-04-15T00:00:00Z", "---15",
    "group", "org", "individual", "urn:uuid:1", "=41=6E=61", "=E4=B8", "=", "J=F6rg=3BX", "QUJD",
    "data:image/png;base64,QUJD", "http://x.test/a.jpg", "one\\ntwo\\, three\\;", "_$!<Mobile>!$_",
    "vnd.android.cursor.item/nickname;Annie;1;;;", "COMPANY", "", " ", "\\", "x" * 300, "e\u0301\u202e", "👩🏽‍⚕️",
    "area/oncology,Friends",
)  # fmt: skip
