"""Mail signatures of invented people, with what is to be read from them.

Under `==` stands what is expected, a line for each value: `name`, `title`, `org`, `department`, `phone` (label and
number), `email`, `link`, `address`. `KEPT_ASIDE` were written before the reader was made, and it was never fitted to
them: what is found of those tells how well it reads signatures that it has not seen.
"""

from __future__ import annotations

from dataclasses import dataclass

SEEN = """
Best regards,

Ana Lima, MD, PhD
Principal Investigator
St Mary's Hospital
Department of Oncology
T: +1 617 555 0100
M: +1 617 555 0101
ana.lima@stmarys.example
https://www.stmarys.example
==
name: Ana Lima, MD, PhD
title: Principal Investigator
org: St Mary's Hospital
department: Department of Oncology
phone: work +1 617 555 0100
phone: mobile +1 617 555 0101
email: ana.lima@stmarys.example
link: https://www.stmarys.example
%%
--
Bo Chen
Senior CRA II | Northwind CRO
Mobile: 0171 555 0102 | Office: 030 555 0103
bo.chen@northwind.example
==
name: Bo Chen
title: Senior CRA II
org: Northwind CRO
phone: mobile 0171 555 0102
phone: work 030 555 0103
email: bo.chen@northwind.example
%%
Mit freundlichen Grüßen

Prof. Dr. med. Jörg Müller-Lüdenscheidt
Direktor der Klinik für Kardiologie

Universitätsklinikum Beispielstadt
Musterstraße 12
12345 Beispielstadt
Tel.: +49 30 555 0100
Fax: +49 30 555 0199
Mobil: +49 171 555 0101
E-Mail: joerg.mueller@uk-beispiel.example
www.uk-beispiel.example
==
name: Prof. Dr. med. Jörg Müller-Lüdenscheidt
title: Direktor der Klinik für Kardiologie
org: Universitätsklinikum Beispielstadt
phone: work +49 30 555 0100
phone: fax +49 30 555 0199
phone: mobile +49 171 555 0101
email: joerg.mueller@uk-beispiel.example
link: www.uk-beispiel.example
address: Musterstraße 12
address: 12345 Beispielstadt
%%
Cleo Marsh (she/her)
Clinical Research Coordinator
Cancer Center, Riverside University
c.marsh@riverside.example
Ph 555-010-0200
==
name: Cleo Marsh
title: Clinical Research Coordinator
org: Riverside University
department: Cancer Center
email: c.marsh@riverside.example
phone: work 555-010-0200
%%
Thanks!
Dev

Dev Rao, MS, CCRP
Clinical Trial Manager, Oncology
Harbor Therapeutics Inc.
100 Harbor Way, Suite 4
Boston, MA 02110
direct 617.555.0144
dev.rao@harbor.example
linkedin.com/in/dev-rao-example
==
name: Dev Rao, MS, CCRP
title: Clinical Trial Manager, Oncology
org: Harbor Therapeutics Inc.
phone: work 617.555.0144
email: dev.rao@harbor.example
link: linkedin.com/in/dev-rao-example
address: 100 Harbor Way, Suite 4
address: Boston, MA 02110
%%
Eva Klein • Study Nurse • Klinikum am See • Tel 040 555 01 20 • eva.klein@see.example
==
name: Eva Klein
title: Study Nurse
org: Klinikum am See
phone: work 040 555 01 20
email: eva.klein@see.example
%%
Fatima Al-Sayed, PharmD, BCOP
Investigational Drug Service Pharmacist
Riverside Medical Center
Office: (555) 010-0300 ext. 12
Fax: (555) 010-0301
fatima@riverside.example

CONFIDENTIALITY NOTICE: This e-mail and any attachments are for the sole use of the intended
recipient and may contain confidential information. If you received it by mistake, call +1 555 999 9999.
==
name: Fatima Al-Sayed, PharmD, BCOP
title: Investigational Drug Service Pharmacist
org: Riverside Medical Center
phone: work (555) 010-0300 ext. 12
phone: fax (555) 010-0301
email: fatima@riverside.example
%%
Gabriel García Márquez
Investigador Principal
Hospital Universitario de Ejemplo
Servicio de Neurología
Tel: +34 91 555 01 00
Móvil: +34 600 555 010
gabriel.garcia@hue.example
==
name: Gabriel García Márquez
title: Investigador Principal
org: Hospital Universitario de Ejemplo
department: Servicio de Neurología
phone: work +34 91 555 01 00
phone: mobile +34 600 555 010
email: gabriel.garcia@hue.example
%%
Cordialement,

Hélène Dupont
Attachée de recherche clinique
CHU de Exempleville
Tél. : 01 55 50 01 00
Port. : 06 55 50 01 01
helene.dupont@chu-exemple.example
==
name: Hélène Dupont
title: Attachée de recherche clinique
org: CHU de Exempleville
phone: work 01 55 50 01 00
phone: mobile 06 55 50 01 01
email: helene.dupont@chu-exemple.example
%%
Sent from my iPhone

> On 3 Mar 2026, at 10:02, Ivan Petrov <ivan@other.example> wrote:
> Dear Irene,
> T: +1 555 000 0000

Irene Novak
Regulatory Affairs Manager
Novus Pharma GmbH
+43 1 555 0100
irene.novak@novus.example
==
name: Irene Novak
title: Regulatory Affairs Manager
org: Novus Pharma GmbH
phone: +43 1 555 0100
email: irene.novak@novus.example
%%
JAMES OKORO, MBBS FRCP(C)
CONSULTANT ONCOLOGIST
EXAMPLE GENERAL HOSPITAL
P: 416-555-0100  F: 416-555-0101
E: J.OKORO@EGH.EXAMPLE
==
name: JAMES OKORO, MBBS, FRCPC
title: CONSULTANT ONCOLOGIST
org: EXAMPLE GENERAL HOSPITAL
phone: work 416-555-0100
phone: fax 416-555-0101
email: J.OKORO@EGH.EXAMPLE
%%
Kim Do, DO, FACC
Associate Professor of Medicine
Division of Cardiology
University of Exampleton School of Medicine
ORCID: https://orcid.org/0000-0002-1825-0097
kim.do@exampleton.example
==
name: Kim Do, DO, FACC
title: Associate Professor of Medicine
org: University of Exampleton School of Medicine
department: Division of Cardiology
link: https://orcid.org/0000-0002-1825-0097
email: kim.do@exampleton.example
%%
<div>Lena Vogel<br>Medical Science Liaison<br>Alpine Biotech AG<br>
<b>M</b> +41 79 555 01 00<br><a href="mailto:lena.vogel@alpine.example">lena.vogel@alpine.example</a></div>
==
name: Lena Vogel
title: Medical Science Liaison
org: Alpine Biotech AG
phone: mobile +41 79 555 01 00
email: lena.vogel@alpine.example
%%
Kind regards / Med vänlig hälsning
Mats Lindqvist
Biostatistician
Nordic Trials AB
Storgatan 5, 111 22 Exempelstad, Sweden
Mobile +46 70 555 01 00
www.nordictrials.example
==
name: Mats Lindqvist
title: Biostatistician
org: Nordic Trials AB
phone: mobile +46 70 555 01 00
link: www.nordictrials.example
address: Storgatan 5, 111 22 Exempelstad, Sweden
%%
Nadia Rahman
IRB Coordinator
Office of Human Research Protections
Lakeside University
Box 55, Lakeside Hall
nrahman@lakeside.example
Phone: 555.010.0400
Pronouns: she, her, hers
==
name: Nadia Rahman
title: IRB Coordinator
org: Lakeside University
department: Office of Human Research Protections
email: nrahman@lakeside.example
phone: work 555.010.0400
address: Box 55, Lakeside Hall
%%
Name: Oscar Diaz
Title: Clinical Data Manager
Company: DataBridge Ltd
Email: oscar@databridge.example
Cell: +44 7700 900100
Web: databridge.example
==
name: Oscar Diaz
title: Clinical Data Manager
org: DataBridge Ltd
email: oscar@databridge.example
phone: mobile +44 7700 900100
link: databridge.example
%%
Paula dos Santos
Coordenadora de Pesquisa Clínica
Instituto de Cardiologia do Exemplo
Rua das Flores, 100
Tel: (11) 5550-0100 / Cel: (11) 95550-0101
paula@ice.example
==
name: Paula dos Santos
title: Coordenadora de Pesquisa Clínica
org: Instituto de Cardiologia do Exemplo
phone: work (11) 5550-0100
phone: mobile (11) 95550-0101
email: paula@ice.example
address: Rua das Flores, 100
%%
Quinn O'Brien, RN, BSN, CCRC | Research Nurse Manager
St. Brendan's Hospital
o: 353 1 555 0100 | c: 353 87 555 0101
quinn.obrien@brendan.example | www.brendan.example
==
name: Quinn O'Brien, RN, BSN, CCRC
title: Research Nurse Manager
org: St. Brendan's Hospital
phone: work 353 1 555 0100
phone: mobile 353 87 555 0101
email: quinn.obrien@brendan.example
link: www.brendan.example
%%
Rosa Bianchi
Data Manager
Istituto Esempio di Ricerca
tel. +39 02 555 0100
rosa.bianchi@esempio.example
Please consider the environment before printing this e-mail
==
name: Rosa Bianchi
title: Data Manager
org: Istituto Esempio di Ricerca
phone: work +39 02 555 0100
email: rosa.bianchi@esempio.example
%%
Sven van der Berg
Head of Clinical Operations
Lowland Biosciences B.V.
+31 6 55501000
sven.vanderberg@lowland.example
https://www.linkedin.com/in/svenvanderberg-example
==
name: Sven van der Berg
title: Head of Clinical Operations
org: Lowland Biosciences B.V.
phone: +31 6 55501000
email: sven.vanderberg@lowland.example
link: https://www.linkedin.com/in/svenvanderberg-example
%%
Tara
==
name: Tara
%%
umar.farouk@clinic.example
==
email: umar.farouk@clinic.example
%%
Vera Horvath <vera.horvath@horvath.example>
==
name: Vera Horvath
email: vera.horvath@horvath.example
%%
王小明
临床研究协调员
电话: +86 10 5550 0100
xm.wang@example.example
==
name: 王小明
title: 临床研究协调员
phone: work +86 10 5550 0100
email: xm.wang@example.example
%%
Yours sincerely
Dr Wendy Achieng
Sub-Investigator, Paediatrics
Example Children’s Hospital
t 020 555 0100
e wendy@ech.example
w www.ech.example
==
name: Dr Wendy Achieng
title: Sub-Investigator, Paediatrics
org: Example Children’s Hospital
phone: work 020 555 0100
email: wendy@ech.example
link: www.ech.example
%%
Xavier Petit
Chef de projet
Société Exemple SAS
12 rue de la Paix
75002 Paris
France
+33 (0)1 55 50 01 00
xavier.petit@exemple.example
==
name: Xavier Petit
title: Chef de projet
org: Société Exemple SAS
phone: +33 (0)1 55 50 01 00
email: xavier.petit@exemple.example
address: 12 rue de la Paix
address: 75002 Paris
address: France
%%
Yuki Tanaka, MSc
Clinical Operations Lead, Asia-Pacific
Example Pharma K.K.
Direct: +81-3-5550-0100
yuki.tanaka@expharma.example

This message is intended only for the addressee.
==
name: Yuki Tanaka, MSc
title: Clinical Operations Lead, Asia-Pacific
org: Example Pharma K.K.
phone: work +81-3-5550-0100
email: yuki.tanaka@expharma.example
%%
Zoë Adams
Zoë Adams, MPH
Patient Advocate
Hope Foundation
zoe@hope.example
Follow us on Twitter: @hopefoundation
==
name: Zoë Adams, MPH
title: Patient Advocate
org: Hope Foundation
email: zoe@hope.example
%%
From: Alan Reed <alan.reed@site.example>
To: me@here.example
Subject: Visit on Tuesday

Hi,
see you on Tuesday at 10:00, room 204.

Best,
Alan

--
Alan Reed
Site Manager
Example Clinical Research LLC
Tel 555 010 0500
==
name: Alan Reed
title: Site Manager
org: Example Clinical Research LLC
phone: work 555 010 0500
email: alan.reed@site.example
%%
Bea Okafor	CRC	Example Clinic	+1 555 010 0600	bea@clinic.example
==
name: Bea Okafor
title: CRC
org: Example Clinic
phone: +1 555 010 0600
email: bea@clinic.example
%%
Carl Ek, Study Start-Up Specialist
Example CRO
Skype: carl.ek.example
carl.ek@cro.example
==
name: Carl Ek
title: Study Start-Up Specialist
org: Example CRO
email: carl.ek@cro.example
"""

KEPT_ASIDE = """
Warm regards,
Dina

Dina Abara, MPH, CCRP
Associate Director, Clinical Operations
Bright Oncology, Inc.
M 408-555-0170
dina.abara@brightonc.example
==
name: Dina Abara, MPH, CCRP
title: Associate Director, Clinical Operations
org: Bright Oncology, Inc.
phone: mobile 408-555-0170
email: dina.abara@brightonc.example
%%
Viele Grüße
Ute Brandt

Ute Brandt
Studienkoordinatorin
Klinik für Innere Medizin II
Städtisches Klinikum Neustadt
Am Ring 3 | 54321 Neustadt
Telefon +49 221 555-0130
Telefax +49 221 555-0139
ute.brandt@kl-neustadt.example
==
name: Ute Brandt
title: Studienkoordinatorin
org: Städtisches Klinikum Neustadt
department: Klinik für Innere Medizin II
phone: work +49 221 555-0130
phone: fax +49 221 555-0139
email: ute.brandt@kl-neustadt.example
address: Am Ring 3
address: 54321 Neustadt
%%
Theo Papadakis, M.D.
Assistant Professor
Department of Dermatology
Hillside Medical School
1 Hill Road
Hillside, NY 10001
Office 212-555-0142 | Cell 917-555-0143
tp1@hillside.example
==
name: Theo Papadakis, MD
title: Assistant Professor
org: Hillside Medical School
department: Department of Dermatology
phone: work 212-555-0142
phone: mobile 917-555-0143
email: tp1@hillside.example
address: 1 Hill Road
address: Hillside, NY 10001
%%
Grace Mwangi | QA Auditor | Savanna Research Services
+254 20 555 0100 | grace@savanna.example | linkedin.com/in/grace-m-example
==
name: Grace Mwangi
title: QA Auditor
org: Savanna Research Services
phone: +254 20 555 0100
email: grace@savanna.example
link: linkedin.com/in/grace-m-example
%%
Saludos cordiales,

Lucía Fernández Soto
Monitora de ensayos clínicos
Ensayos Ibéricos S.L.
Tlf. 91 555 02 00
Móvil 600 555 020
lfernandez@ensayos.example
==
name: Lucía Fernández Soto
title: Monitora de ensayos clínicos
org: Ensayos Ibéricos S.L.
phone: work 91 555 02 00
phone: mobile 600 555 020
email: lfernandez@ensayos.example
%%
Ingrid Halvorsen
Forsker / Researcher
Fjord University Hospital
Mob: +47 905 55 010
ingrid.halvorsen@fjord.example
https://orcid.org/0000-0001-5109-3700

Disclaimer: The content of this email is confidential and intended for the recipient.
==
name: Ingrid Halvorsen
title: Forsker / Researcher
org: Fjord University Hospital
phone: mobile +47 905 55 010
email: ingrid.halvorsen@fjord.example
link: https://orcid.org/0000-0001-5109-3700
%%
Respectfully,
Col. (ret.) Henry Mason, MD
Medical Monitor
Frontier Safety Partners, LLC
O: 703.555.0160
C: 703.555.0161
hmason@frontier.example
==
name: Col. (ret.) Henry Mason, MD
title: Medical Monitor
org: Frontier Safety Partners, LLC
phone: work 703.555.0160
phone: mobile 703.555.0161
email: hmason@frontier.example
%%
Priya Nair, PhD (she/her/hers)
Senior Medical Writer
WordWell Communications
priya.nair@wordwell.example
T. +44 20 5550 0170
wordwell.example
==
name: Priya Nair, PhD
title: Senior Medical Writer
org: WordWell Communications
email: priya.nair@wordwell.example
phone: work +44 20 5550 0170
link: wordwell.example
%%
Get Outlook for iOS
________________________________
Samir Haddad
Contracts & Budgets Analyst
Clinical Trials Office
Cedar Valley Health System
Phone: (319) 555-0180
samir-haddad@cvhs.example
==
name: Samir Haddad
title: Contracts & Budgets Analyst
org: Cedar Valley Health System
department: Clinical Trials Office
phone: work (319) 555-0180
email: samir-haddad@cvhs.example
%%
Dott.ssa Giulia Conti
Sperimentatore principale
U.O. Oncologia Medica
Azienda Ospedaliera Esempio
Via Roma 10, 20100 Milano
Tel. +39 02 5550 190 - Cell. +39 333 555 0191
giulia.conti@aoe.example
==
name: Dott.ssa Giulia Conti
title: Sperimentatore principale
org: Azienda Ospedaliera Esempio
department: U.O. Oncologia Medica
phone: work +39 02 5550 190
phone: mobile +39 333 555 0191
email: giulia.conti@aoe.example
address: Via Roma 10, 20100 Milano
%%
Hanna Virtanen
Research Coordinator, Neurology
Lake District Hospital
hanna.virtanen@ldh.example
tel: 040 555 0190 (Mon-Thu)
==
name: Hanna Virtanen
title: Research Coordinator, Neurology
org: Lake District Hospital
email: hanna.virtanen@ldh.example
phone: work 040 555 0190
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A signature, and the values to be read from it as (field, value)."""

    text: str
    expected: tuple[tuple[str, str], ...]


def samples(text: str) -> tuple[Sample, ...]:
    """Return the samples written in a text."""
    found = []
    for block in text.strip("\n").split("\n%%\n"):
        signature, _, expected = block.partition("\n==\n")
        lines = (line.partition(": ") for line in expected.strip().splitlines())
        found.append(Sample(signature, tuple((field, value) for field, _, value in lines)))
    return tuple(found)
