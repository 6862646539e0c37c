"""Countries as people and files write them: a code, the English name, or the name at home."""

from __future__ import annotations

from functools import cache

from netcrm.domain.text import fold

_COUNTRIES = """
AD=Andorra; AE=United Arab Emirates=UAE; AF=Afghanistan; AG=Antigua and Barbuda; AI=Anguilla; AL=Albania; AM=Armenia;
AO=Angola; AQ=Antarctica; AR=Argentina; AS=American Samoa; AT=Austria=Österreich; AU=Australia; AW=Aruba; AX=Åland
Islands; AZ=Azerbaijan; BA=Bosnia and Herzegovina; BB=Barbados; BD=Bangladesh; BE=Belgium=België=Belgique; BF=Burkina
Faso; BG=Bulgaria=България; BH=Bahrain; BI=Burundi; BJ=Benin; BL=Saint Barthélemy; BM=Bermuda; BN=Brunei; BO=Bolivia;
BQ=Bonaire, Sint Eustatius and Saba; BR=Brazil=Brasil; BS=Bahamas; BT=Bhutan; BV=Bouvet Island; BW=Botswana;
BY=Belarus; BZ=Belize; CA=Canada; CC=Cocos Islands; CD=Democratic Republic of the Congo=DR Congo; CF=Central African
Republic; CG=Congo; CH=Switzerland=Schweiz=Suisse=Svizzera; CI=Côte d'Ivoire=Ivory Coast; CK=Cook Islands; CL=Chile;
CM=Cameroon; CN=China=中国; CO=Colombia; CR=Costa Rica; CU=Cuba; CV=Cape Verde=Cabo Verde; CW=Curaçao; CX=Christmas
Island; CY=Cyprus; CZ=Czech Republic=Czechia=Česko; DE=Germany=Deutschland=Allemagne; DJ=Djibouti; DK=Denmark=Danmark;
DM=Dominica; DO=Dominican Republic; DZ=Algeria; EC=Ecuador; EE=Estonia=Eesti; EG=Egypt; EH=Western Sahara; ER=Eritrea;
ES=Spain=España; ET=Ethiopia; FI=Finland=Suomi; FJ=Fiji; FK=Falkland Islands; FM=Micronesia; FO=Faroe Islands;
FR=France; GA=Gabon; GB=United Kingdom=UK=Great Britain=England=Scotland=Wales=Northern Ireland; GD=Grenada;
GE=Georgia; GF=French Guiana; GG=Guernsey; GH=Ghana; GI=Gibraltar; GL=Greenland; GM=Gambia; GN=Guinea; GP=Guadeloupe;
GQ=Equatorial Guinea; GR=Greece=Ελλάδα=Hellas; GS=South Georgia and The South Sandwich Islands; GT=Guatemala; GU=Guam;
GW=Guinea-Bissau; GY=Guyana; HK=Hong Kong; HM=Heard Island and McDonald Islands; HN=Honduras; HR=Croatia=Hrvatska;
HT=Haiti; HU=Hungary=Magyarország; ID=Indonesia; IE=Ireland=Éire=Republic of Ireland; IL=Israel; IM=Isle of Man;
IN=India=Bharat; IO=British Indian Ocean Territory; IQ=Iraq; IR=Iran=Islamic Republic of Iran; IS=Iceland=Ísland;
IT=Italy=Italia; JE=Jersey; JM=Jamaica; JO=Jordan; JP=Japan=日本; KE=Kenya; KG=Kyrgyzstan; KH=Cambodia; KI=Kiribati;
KM=Comoros; KN=Saint Kitts and Nevis; KP=North Korea; KR=South Korea=대한민국=Korea=Republic of Korea; KW=Kuwait;
KY=Cayman Islands; KZ=Kazakhstan; LA=Laos; LB=Lebanon; LC=Saint Lucia; LI=Liechtenstein; LK=Sri Lanka; LR=Liberia;
LS=Lesotho; LT=Lithuania=Lietuva; LU=Luxembourg; LV=Latvia=Latvija; LY=Libya; MA=Morocco; MC=Monaco; MD=Moldova;
ME=Montenegro; MF=Saint Martin; MG=Madagascar; MH=Marshall Islands; MK=Macedonia=North Macedonia; ML=Mali;
MM=Myanmar=Burma; MN=Mongolia; MO=Macao; MP=Northern Mariana Islands; MQ=Martinique; MR=Mauritania; MS=Montserrat;
MT=Malta; MU=Mauritius; MV=Maldives; MW=Malawi; MX=Mexico=México; MY=Malaysia; MZ=Mozambique; NA=Namibia; NC=New
Caledonia; NE=Niger; NF=Norfolk Island; NG=Nigeria; NI=Nicaragua; NL=Netherlands=Nederland=The Netherlands=Holland;
NO=Norway=Norge; NP=Nepal; NR=Nauru; NU=Niue; NZ=New Zealand; OM=Oman; PA=Panama; PE=Peru; PF=French Polynesia;
PG=Papua New Guinea; PH=Philippines; PK=Pakistan; PL=Poland=Polska; PM=Saint Pierre and Miquelon; PN=Pitcairn;
PR=Puerto Rico; PS=Palestine; PT=Portugal; PW=Palau; PY=Paraguay; QA=Qatar; RE=Reunion; RO=Romania=România;
RS=Serbia=Srbija; RU=Russia=Россия=Russian Federation; RW=Rwanda; SA=Saudi Arabia; SB=Solomon Islands; SC=Seychelles;
SD=Sudan; SE=Sweden=Sverige; SG=Singapore; SH=Saint Helena; SI=Slovenia=Slovenija; SJ=Svalbard and Jan Mayen;
SK=Slovakia=Slovensko; SL=Sierra Leone; SM=San Marino; SN=Senegal; SO=Somalia; SR=Suriname; SS=South Sudan; ST=Sao
Tome and Principe; SV=El Salvador; SX=Sint Maarten; SY=Syria; SZ=Swaziland=Eswatini; TC=Turks and Caicos Islands;
TD=Chad; TF=French Southern Territories; TG=Togo; TH=Thailand; TJ=Tajikistan; TK=Tokelau; TL=Timor-Leste=East Timor;
TM=Turkmenistan; TN=Tunisia; TO=Tonga; TR=Turkey=Türkiye; TT=Trinidad and Tobago; TV=Tuvalu; TW=Taiwan=台灣;
TZ=Tanzania; UA=Ukraine=Україна; UG=Uganda; UM=United States Minor Outlying Islands; US=United States=USA=United
States of America=Estados Unidos; UY=Uruguay; UZ=Uzbekistan; VA=Vatican City; VC=Saint Vincent and The Grenadines;
VE=Venezuela; VG=British Virgin Islands; VI=US Virgin Islands; VN=Vietnam=Viet Nam; VU=Vanuatu; WF=Wallis and Futuna;
WS=Samoa; YE=Yemen; YT=Mayotte; ZA=South Africa; ZM=Zambia; ZW=Zimbabwe
"""
"""ISO 3166 code and names of each country."""


@cache
def _by_form() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in " ".join(_COUNTRIES.split()).split("; "):
        forms = frozenset(fold(form) for form in line.split("="))
        found.update(dict.fromkeys(forms, forms))
    return found


def country_forms(text: str) -> frozenset[str]:
    """Return all the folded ways to write the country of `text`; that of `text` alone where it is none we know.

    >>> sorted(country_forms("Schweiz"))
    ['ch', 'schweiz', 'suisse', 'svizzera', 'switzerland']
    """
    folded = fold(text)
    return _by_form().get(folded, frozenset({folded}))
