"""What job titles say of a role: the words of the field, in English and in the languages that its people write.

Patterns are looked for as whole words in a folded title, so they have no capitals, accents or signs.
"""

from __future__ import annotations

from netcrm.domain.roles import Role

_CLINICAL = "(?:clin|clinical)"
_TRIAL = "(?:research|rsch|trials?|study|studies)"
_HEAD = "(?:manager|mgr|lead|leader|head|director|dir|vp|vice president|supervisor)"
_SPECIALTY = (
    "(?:physician|surgeon|oncologist|cardiologist|neurologist|ha?ematologist|pa?ediatrician|psychiatrist|dermatologist"
    "|immunologist|neurosurgeon|allergist|rheumatologist|endocrinologist|gastroenterologist|hepatologist|nephrologist|pulmonologist|urologist|radiologist"
    "|pathologist|ana?esthetist|anesthesiologist|internist|hospitalist|geriatrician|ophthalmologist|gyna?ecologist)"
)
_FIELDS_OF_MEDICINE = (
    "(?:medicine|surgery|oncology|cardiology|neurology|pa?ediatrics|psychiatry|dermatology|ha?ematology|radiology"
    "|rheumatology|nephrology|urology|gastroenterology|endocrinology|neurosurgery|immunology|hepatology|pulmonology)"
)

PATTERNS: tuple[tuple[Role, str, tuple[str, ...]], ...] = (
    (
        Role.SUB_INVESTIGATOR,
        "sub inv coi ste",
        (
            "sub ?(?:i|inv|investigators?)",
            "(?:co|associate|assistant) investigator",
            "(?:co ?|sub ?)(?:investigateur|investigatrice|investigador|investigadora)",
            "stellvertretende[r]? pruf(?:er|erin|arzt|arztin)",
        ),
    ),
    (
        Role.PRINCIPAL_INVESTIGATOR,
        "pi inv pru hau lkp spe hoo pes",
        (
            "(?<!raspberry )pi",
            "investigator",
            "(?:medecin )?(?:investigateur|investigatrice)(?: principale?)?",
            "(?:investigador|investigadora|pesquisador|pesquisadora) principal",
            "(?:haupt)?pruf(?:er|erin|arzt|arztin)",
            "leit(?:er|erin|ung) der klinischen prufung",
            "lkp",
            "sperimentatore principale",
            "hoofdonderzoeker",
        ),
    ),
    (
        Role.MEDICAL_SCIENCE_LIAISON,
        "msl lia fie",
        ("msls?", "(?:medical|clinical|regional) (?:sciences?|scientific) liaison", "field medical"),
    ),
    (Role.MEDICAL_MONITOR, "mon", ("medical monitor(?:ing)?",)),
    (
        Role.DRUG_SAFETY,
        "saf pha far arz stu pv",
        (
            "(?:drug|patient|product|clinical) safety",
            "(?:ph|f)armacovigil[ae]n(?:ce|cia|z)",
            "farmacovigilanza",
            "pharmakovigilanz",
            "arzneimittelsicherheit",
            "stufenplanbeauftragter?",
            "pv (?:associate|specialist|scientist|officer|manager)",
            "safety (?:scientist|physician|associate|specialist|officer)",
        ),
    ),
    (
        Role.STUDY_START_UP,
        "ssu sta act ini fea cou",
        (
            "ssu",
            f"(?:{_TRIAL}|site) (?:start ?up|activation|initiation)",
            f"start ?up (?:specialist|associate|{_HEAD})",
            f"(?:site )?feasibility (?:specialist|associate|analyst|{_HEAD})",
            "country approval (?:specialist|associate)",
        ),
    ),
    (
        Role.CONTRACTS_AND_BUDGETS,
        "con bud",
        (
            "(?:contracts?|budgets?|grants?) and (?:contracts?|budgets?)",
            "(?:contracts?|budgets?) (?:specialist|analyst|associate|negotiator|administrator|officer|manager|lead)",
        ),
    ),
    (
        Role.ETHICS_CONTACT,
        "irb iec hre reb eth com hum hrp",
        (
            "irbs?",
            "iec",
            "hrec",
            "reb",
            "(?<!business )ethics",
            "ethikkommission",
            "comit(?:e|ato) (?:de |d )?(?:etica|ethique|etico)",
            "comite de protection des personnes",
            "human (?:research|subjects?) protections?",
            "hrpp",
        ),
    ),
    (
        Role.REGULATOR,
        "gcp bim fda ema mhr bfa swi ans aem anv pmd",
        (
            "(?:gcp|bimo|fda|ema|mhra) (?:inspector|reviewer|assessor|medical officer)",
            "(?:inspector|reviewer|assessor|medical officer) (?:fda|ema|mhra|bfarm|swissmedic|ansm|aemps|anvisa|pmda)",
        ),
    ),
    (
        Role.REGULATORY_SPECIALIST,
        "reg aff asu ass zul",
        (
            "(?:regulatory|regul) (?!writ)",
            "regulatory$",
            "reg (?:affairs|ops)",
            "affaires reglementaires",
            "asuntos regulatorios",
            "assuntos regulatorios",
            "affari regolatori",
            "zulassung(?:smanager|smanagerin)?",
        ),
    ),
    (
        Role.QUALITY_ASSURANCE,
        "qua qa com aud ass cal",
        (
            "(?:gcp|gxp|clinical|quality) (?:assurance|auditor|audits?)",
            "(?<!software )qa(?! (?:engineer|tester|test|automation|developer))",
            "(?:clinical|research|gcp|trials?) (?:quality|compliance)",
            f"quality (?:specialist|officer|{_HEAD})",
            "assurance qualite",
            "(?:garantia|aseguramiento) de (?:la )?(?:calidad|qualidade)",
            "qualitatssicherung",
            "qualitatsmanagement",
        ),
    ),
    (
        Role.DATA_MANAGER,
        "dat cdm edc ges dok",
        (
            "data (?:management|managers?|coordinator|steward)",
            f"clinical data (?:associate|specialist|{_HEAD})",
            "cdm",
            "daten ?manager(?:in)?",
            "gestionnaire de donnees",
            "(?:gestor|gestora) de (?:datos|dados)",
            "medizinische[r]? dokumentar(?:in)?",
            "edc (?:specialist|programmer|developer)",
        ),
    ),
    (
        Role.STATISTICIAN,
        "sta bio",
        (
            "(?:bio)?statisticians?",
            "biostatistics",
            "statistical (?:scientist|lead|director|consultant)",
            "(?:bio)?statistiker(?:in)?",
            "biometriker(?:in)?",
            "(?:bio)?statisticien(?:ne)?",
            "bioestadistic[oa]",
            "bioestatistic[oa]",
            "biostats?",
        ),
    ),
    (
        Role.DATA_ANALYST,
        "dat pro ana bio",
        (
            "data (?:analyst|scientist)",
            "(?:statistical|sas|clinical) programmers?",
            "(?<!market )(?<!equity )research analyst",
            "bioinformatician",
        ),
    ),
    (
        Role.MEDICAL_WRITER,
        "wri edi red",
        (
            "(?:medical|scientific|regulatory|clinical) (?:writers?|writing|editor)",
            "redact(?:eur|rice) medicale?",
            "redactora? medic[oa]",
        ),
    ),
    (
        Role.INVESTIGATIONAL_PHARMACIST,
        "pha ser",
        (f"(?:investigational|{_TRIAL}) (?:drug )?(?:pharmacists?|pharmacy|service)",),
    ),
    (
        Role.RESEARCH_NURSE,
        "nur rn stu inf enf ond",
        (
            f"{_TRIAL} nurses?",
            f"nurse {_TRIAL}",
            "nurse (?:coordinator|navigator) (?:clinical )?research",
            "research rn",
            "studienschwester",
            "(?:infirmiere?|enfermer[oa]|enfermeir[oa]|infermier[ae]) (?:de |di |d )?(?:la )?"
            "(?:recherche|investigacion|ensayos|pesquisa|ricerca|etudes?)",
            "onderzoeksverpleegkundige",
        ),
    ),
    (
        Role.RESEARCH_COORDINATOR,
        "crc scr coo co stu tec",
        (
            "s?crcs?",
            f"(?:{_TRIAL}|site) (?:site )?co ?ord(?:inators?)?",
            f"{_CLINICAL} co ?ord(?:inators?)?",
            f"co ?ordinator (?:of )?(?:clinical )?{_TRIAL}",
            "studienkoordinator(?:in)?",
            "(?:technicienn?e?) d (?:etudes?|essais) cliniques?",
            "coordinat(?:eur|rice) (?:de |d )?(?:la )?(?:etudes?|essais|recherches?)(?: cliniques?)?",
            "coordinador[a]? de (?:ensayos|estudios|investigacion)",
            "coordenador[a]? de (?:estudos|pesquisa|ensaios)",
            "coordinat(?:ore|rice) (?:di |della )?(?:ricerca|studi)",
        ),
    ),
    (
        Role.TRIAL_ASSISTANT,
        "cta ass adm tmf etm pro",
        (
            "cta",
            "(?:trials?|study|project) (?:assistant|asst|administrator)",
            f"{_CLINICAL} (?:trials?|study) (?:associates?|assoc)",
            "e?tmf (?:specialist|associate|lead|manager)",
            "projektassisten(?:t|tin|z)",
        ),
    ),
    (
        Role.RESEARCH_ASSISTANT,
        "ass aid tec stu aux",
        (
            "(?<!market )research (?:assistant|asst|aide|technician)",
            "studienassisten(?:t|tin|z)",
            "assistente? de pesquisa",
            "auxiliar de investigacion",
        ),
    ),
    (
        Role.RESEARCH_ASSOCIATE,
        "cra src scr ass mon att arc",
        (
            "(?:sr|s)?cras?",
            f"{_CLINICAL} {_TRIAL} (?:associates?|assoc|monitor)",
            "(?:site|clinical|field|central|remote|study|trial) monitor",
            "monitoring associate",
            "klinische[r]? monitor(?:in)?",
            "attachee? de recherches? cliniques?",
            "arc (?:moniteur|monitrice|promoteur|hospitalier|senior|junior|confirmee?)",
            "^arc$",
            "monitor[a]? (?:de |di )?(?:ensayos|estudios|estudos|pesquisa|investigacion|studi)",
            "monitor[a]? clinic[oa]",
        ),
    ),
    (
        Role.SITE_MANAGER,
        "sit res rsc tri stu",
        (
            f"(?:{_TRIAL} )?(?<!web )site (?:administrator|{_HEAD})",
            f"{_HEAD} (?:of )?(?:the )?(?:{_CLINICAL} )?trials? (?:unit|office|center|centre)",
            f"{_CLINICAL} research {_HEAD}",
            f"{_HEAD} (?:of )?{_CLINICAL} (?:research|trials office)",
            "research (?:operations|programme?) manager",
        ),
    ),
    (
        Role.CLINICAL_OPERATIONS_HEAD,
        "cli",
        (
            f"{_HEAD} (?:of )?(?:global )?(?:{_CLINICAL} (?:operations|ops|development)|clinops)",
            f"(?:{_CLINICAL} (?:operations|ops)|clinops) {_HEAD}",
        ),
    ),
    (
        Role.TRIAL_MANAGER,
        "ctm tri stu",
        ("ctms?", f"(?:trials?|study) {_HEAD}", "studienleit(?:er|erin|ung)", "studienmanager(?:in)?"),
    ),
    (
        Role.PROJECT_MANAGER,
        "pro",
        (
            f"(?:project|program|programme) {_HEAD}",
            "projektleit(?:er|erin|ung)",
            "projektmanager(?:in)?",
            "chef(?:fe)? de projets?",
            "jef[ea] de proyectos?",
            "gerente de projetos?",
        ),
    ),
    (Role.PRECEPTOR, "pre", ("preceptors?",)),
    (Role.PATIENT_ADVOCATE, "adv amb", ("(?:patient|community|research) (?:advocates?|advocacy|ambassador)",)),
    (
        Role.RECRUITER,
        "rec tal hea",
        (
            "(?<!patient )(?<!participant )(?<!subject )recruiters?",
            "talent (?:acquisition|partner|scout)",
            "headhunter",
        ),
    ),
    (Role.HIRING_MANAGER, "hir", ("hiring manager",)),
    (
        Role.STUDENT,
        "stu phd doc int tra und dok pra sta est",
        (
            "students?(?! (?:affairs|services|life|union|success|counsel))",
            "(?:phd|doctoral) candidate",
            "interns?",
            "trainee",
            "undergraduate",
            "doktorand(?:in)?",
            "praktikant(?:in)?",
            "doctorante?",
            "stagiaire",
            "doctorand[oa]",
            "estagiari[oa]",
        ),
    ),
    (Role.KEY_OPINION_LEADER, "kol lea", ("kol", "(?:key opinion|thought) leader")),
    (
        Role.LABORATORY,
        "lab spe bio phl tec",
        (
            f"(?:lab|laboratory|specimen|biobank) (?:technician|scientist|technologist|assistant|{_HEAD})",
            "phlebotomist",
            "medical technologist",
        ),
    ),
    (
        Role.RESEARCHER,
        "sci fel pro res pos epi wis che",
        (
            "(?:research|staff|clinical) (?:scientist|fellow|professor)",
            "(?<!market )(?<!user )(?<!ux )researcher",
            "wissenschaftliche[r]? (?:mitarbeiter|mitarbeiterin|assistent|assistentin)",
            "chercheu(?:r|se)",
            "post ?doc(?:toral)?",
            "epidemiologist",
        ),
    ),
    (
        Role.CLINICIAN,
        (
            "all ana ane ass car cha che chi der end fac gas gen ger gyn hae ham hau hem hep hos imm int kar lei "
            "med nep neu nur obe onc onk oph pae pat ped phy pra pro psy pu pul rad res reu rhe rhu sta sur uro"
        ),
        (
            f"(?<!tree )(?<!plant )(?<!speech )(?<!language ){_SPECIALTY}",
            "(?:ober|fach|chef|assistenz|stations|leitender ?)arzt(?:in)?",
            "hausarzt(?:in)?",
            "praticien hospitalier",
            "pu ph",
            "chef de clinique",
            "medico (?:adjunto|especialista|residente|assistente)",
            "medica (?:adjunta|especialista|residente|assistente)",
            "(?:onco|cardio|neuro|hemato|dermato|rhumato|reumato)log(?:ue|o|a|in|e)",
            "(?:onkolog|kardiolog|neurolog|hamatolog|internist)(?:e|in)?",
            f"(?:chief|chair(?:man|woman)?) (?:of )?(?:the )?(?:(?:department|division) of )?{_FIELDS_OF_MEDICINE}",
            "general practitioner",
            "nurse practitioner",
            "medical resident",
            f"prof(?:essor)? (?:of|in) (?:clinical )?{_FIELDS_OF_MEDICINE}",
        ),
    ),
)
"""For each role the beginnings of words of which a title must have one, and patterns of whole words.

The first pattern that is found in the title decides: the particular ones stand before the general ones. The beginnings
(three letters, or a whole word of two) only save the work: most titles of an address book have none of them.
"""
