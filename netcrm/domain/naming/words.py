"""Words that are known in names: titles, suffixes, particles, and what tells the order of the parts."""

from __future__ import annotations

TITLES = frozenset({
    "dr", "drs", "prof", "professor", "profesor", "profesora", "professora", "doctor", "mr", "mrs", "ms", "mx", "miss",
    "sir", "dame", "lady", "lord", "rev", "reverend", "hon", "sra", "srta", "dra", "prof a", "dott", "dott ssa",
    "dottssa", "dr ssa", "herr", "frau", "mme", "mlle", "pr", "pd", "priv", "doz", "univ", "dipl", "sig", "sig ra",
    "dhr", "mevr", "monsieur", "madame", "senor", "senora", "apl", "privatdozent", "privatdozentin", "h c", "prof ssa",
})  # fmt: skip
"""Folded words that open a name and are no part of it."""
LATER_TITLES = frozenset({
    "med", "dent", "vet", "phil", "rer", "nat", "habil", "h", "c", "mult", "oec", "troph", "jur", "iur", "pharm",
    "theol", "ing", "pol", "sc", "hum", "biol", "chem", "phys", "psych", "inf", "ssa", "doz", "ra", "a", "em", "emer",
})  # fmt: skip
"""Folded words that go on with a title: `Dr. rer. nat.`, `Dr. h.c. mult.`."""
DOTTED_TITLES = frozenset({
    "sr", "ing", "ir", "mag", "doc", "mgr", "mudr", "rndr", "phdr", "judr", "col", "gen", "lt", "capt", "maj", "sgt",
    "cdr", "fr", "assoc", "asst", "adj",
})  # fmt: skip
"""Folded words that are a title where a point follows them, and a name without: `Ing. Jan Novák`, `Mag. Eva Huber`."""
ALWAYS_GIVEN = frozenset({"sir", "dame"})
"""Titles after which a single name is the given one."""
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "jnr", "snr", "esq", "esquire", "junior"})
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "jnr", "snr", "junior"})
"""Suffixes that tell two people apart."""

PARTICLES = frozenset({
    "da", "das", "de", "dei", "del", "dela", "della", "der", "di", "dos", "du", "el", "al", "la", "las", "le", "les",
    "los", "van", "von", "vom", "zum", "zur", "ter", "bin", "ibn", "bint", "binti", "ben", "abu", "st", "ste", "san",
    "santa", "t", "d", "ul", "ur",
})  # fmt: skip
"""Folded words with which a family name begins, however they are written."""
LOWER_PARTICLES = frozenset({"den", "do", "lo", "zu", "ten", "te", "af", "av", "und", "in", "op", "aan", "het", "e"})
"""Those that begin one where they are written small; else they may be names: `Kim Do Young`."""
JOINERS = frozenset({"y", "e", "i"})
"""Small letters that join two family names: `Ortega y Gasset`, `Costa e Silva`."""
PATRONYMICS = frozenset({"bin", "ibn", "bint", "binti", "ben"})
AFTER_FAMILY = frozenset({"filho", "filha", "neto", "neta", "sobrinho"})
"""Portuguese words that follow the family name under which somebody is looked up: `Pereira Filho`."""

SPANISH = frozenset({
    "garcia", "diaz", "ruiz", "moreno", "munoz", "romero", "navarro", "torres", "ramos", "serrano", "blanco", "molina",
    "morales", "ortega", "castro", "rubio", "sanz", "iglesias", "medina", "castillo", "cortes", "guerrero", "cano",
    "prieto", "calvo", "vidal", "lozano", "herrera", "aguilar", "vargas", "rojas", "mendoza", "salazar", "soto",
    "contreras", "silva", "sepulveda", "espinoza", "reyes", "rivera", "flores", "gallardo", "carrasco", "fuentes",
    "caballero", "cabrera", "campos", "vega", "carmona", "crespo", "pastor", "soler", "gallego", "mora", "ibarra",
    "figueroa", "acosta", "pena", "marin", "salas", "rosales", "villanueva", "zapata", "zamora", "valencia", "ochoa",
    "escobar", "quintero", "restrepo", "arias", "rios", "estrada", "sandoval", "guzman", "montoya", "cardenas",
})  # fmt: skip
"""Frequent Spanish family names beside those in -ez: two of them at the end of a name are both the family name."""
VIETNAMESE = frozenset({
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong",
    "ly", "truong", "trinh", "dinh", "doan", "lam", "mai", "dao", "luong", "cao", "chau", "ta", "thai",
})  # fmt: skip
VIETNAMESE_MIDDLE = frozenset({"van", "thi"})
KOREAN = frozenset({
    "kim", "lee", "yi", "park", "pak", "choi", "choe", "jung", "jeong", "chung", "kang", "cho", "jo", "yoon", "yun",
    "jang", "chang", "lim", "im", "han", "oh", "seo", "suh", "shin", "kwon", "hwang", "ahn", "an", "song", "ryu", "yoo",
    "hong", "moon", "bae", "baek", "noh", "nam", "shim", "ha", "heo", "hur",
})  # fmt: skip
HUNGARIAN = frozenset({
    "nagy", "kovacs", "toth", "szabo", "horvath", "varga", "kiss", "molnar", "nemeth", "farkas", "balogh", "papp",
    "takacs", "juhasz", "lakatos", "meszaros", "olah", "racz", "fekete", "szilagyi", "torok", "feher", "gal", "kis",
    "szucs", "kocsis", "fodor", "pinter", "szalai", "sipos", "magyar", "lukacs", "gulyas", "biro", "kiraly", "katona",
    "boros", "fazekas", "kelemen", "somogyi", "varadi", "fulop", "orosz", "vincze", "veres", "hegedus", "deak", "budai",
    "balint", "illes", "szoke", "bognar", "vass", "bodnar", "halasz", "hajdu", "szekely", "barta", "soos", "nemes",
})  # fmt: skip
HUNGARIAN_GIVEN = frozenset({
    "janos", "istvan", "laszlo", "jozsef", "zoltan", "gabor", "peter", "attila", "tamas", "zsolt", "ferenc", "sandor",
    "mihaly", "gyorgy", "balazs", "csaba", "tibor", "imre", "lajos", "robert", "daniel", "david", "adam", "bence",
    "mate", "mark", "levente", "akos", "miklos", "karoly", "bela", "geza", "dezso", "gergely", "norbert", "krisztian",
    "katalin", "erzsebet", "eva", "maria", "anna", "zsuzsanna", "judit", "ilona", "agnes", "andrea", "eszter",
    "krisztina", "monika", "edit", "zsofia", "reka", "dora", "nora", "orsolya", "timea", "aniko", "ildiko", "zsuzsa",
    "margit", "iren", "julia", "vera", "emese", "boglarka", "viktoria", "szilvia", "beata", "tunde", "piroska",
})  # fmt: skip

ORGANISATION_WORDS = frozenset({
    "inc", "ltd", "llc", "llp", "gmbh", "corp", "corporation", "plc", "kgaa", "srl", "pty", "limited", "company",
    "hospital", "hospitals", "hopital", "hopitaux", "ospedale", "krankenhaus", "klinikum", "klinik", "clinic",
    "clinics", "clinica", "clinique", "clinical", "university", "universite", "universidad", "universidade",
    "universita", "universitat", "universitatsklinikum", "universitatsmedizin", "universiteit", "centre", "center",
    "centro", "institute", "institut", "instituto", "istituto", "pharma", "pharmaceutical", "pharmaceuticals",
    "pharmacy", "pharmacie", "apotheke", "farmacia", "laboratories", "laboratory", "labs", "biosciences",
    "therapeutics", "biotech", "department", "dept", "foundation", "fondation", "fundacion", "stiftung", "association",
    "society", "college", "school", "services", "service", "group", "groupe", "team", "office", "committee",
    "helpdesk", "hotline", "reception", "restaurant", "pizza", "pizzeria", "taxi", "hotel", "insurance", "shop",
    "research", "trials", "consulting", "solutions", "partners", "agency", "ministry", "zentrum", "praxis",
})  # fmt: skip
"""Folded words of which one tells that a name is an organisation's, and has no given and family name."""
ORGANISATION_ENDS = frozenset({"ag", "s a", "a s", "b v", "n v", "s p a", "s r l", "co", "kg", "bv", "nv", "spa"})
"""Folded last words that do so too."""
