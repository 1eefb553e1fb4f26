"""The Swedish words that names of organisations are made of, and what becomes of each when names are compared.

Only what many names share stands here. What a single organisation is also called belongs to its own record,
and of bodies of the whole country to `national_bodies.py`.
"""

from enum import StrEnum


class LegalForm(StrEnum):
    """What a name says of the form of the organisation; two names that say different forms are not the same name."""

    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    FOUNDATION = "foundation"
    COMPANY = "company"


FILLERS = frozenset({"och", "i", "på", "för", "av", "till", "med", "vid", "the", "of", "and", "in"})
"""Words that are written or left out at will: ”Vän i Umeå”, ”Vän Umeå”."""

LEGAL_PHRASES: dict[tuple[str, ...], LegalForm] = {
    ("ideell", "förening"): LegalForm.ASSOCIATION,
    ("ideella", "förening"): LegalForm.ASSOCIATION,
    ("ideell", "för"): LegalForm.ASSOCIATION,
    ("id", "förening"): LegalForm.ASSOCIATION,
    ("id", "för"): LegalForm.ASSOCIATION,
    ("ekonomisk", "förening"): LegalForm.COOPERATIVE,
    ("ekonomiska", "förening"): LegalForm.COOPERATIVE,
    ("ekonomisk", "för"): LegalForm.COOPERATIVE,
    ("ek", "förening"): LegalForm.COOPERATIVE,
    ("ek", "för"): LegalForm.COOPERATIVE,
    ("aktiebolag",): LegalForm.COMPANY,
    ("ab",): LegalForm.COMPANY,
    ("publ",): LegalForm.COMPANY,
    ("svb",): LegalForm.COMPANY,
    ("handelsbolag",): LegalForm.COMPANY,
    ("kommanditbolag",): LegalForm.COMPANY,
}
"""Legal forms as names write them, as words without definite endings. They are never part of what it is called."""

FORM_WORDS = {"förening": LegalForm.ASSOCIATION, "stiftelse": LegalForm.FOUNDATION}
"""Words that say the form and may be left out where another word is left: ”Föreningen Navet”, ”Navet”."""

MUNICIPALITY = "kommun"
PLACE_WORDS = frozenset(
    {MUNICIPALITY, "stad", "region", "län", "krets", "avdelning", "lokalavdelning", "lokalförening"}
)
"""Words that say whose or which part of it, left out together with the name of the place and never alone.

So ”Socialförvaltningen, Umeå kommun” is ”Socialförvaltningen”, but ”Umeå kommun” is not ”Umeå”.
"""

BRANCH_WORDS = frozenset({"avdelning", "distrikt", "krets", "lokalavdelning", "lokalförening", "lokalgrupp"})
"""Words for a part of an association that may be left out after its name: ”Rädda Barnens lokalförening”."""

BUSINESS_WORDS = frozenset({"bostads", "bostadsbolag", "fastighets", "fastighetsbolag", "bostadsaktiebolag"})
"""What a company does, beside a name that people use alone: ”Bostads AB Poseidon”."""

HEADS = {
    "avdelningen": "avdelning",
    "bolaget": "bolag",
    "byrån": "byrå",
    "centralen": "central",
    "centret": "centrum",
    "förbundet": "förbund",
    "föreningen": "förening",
    "föreningarna": "föreningar",
    "förmedlingen": "förmedling",
    "församlingen": "församling",
    "förvaltningen": "förvaltning",
    "gruppen": "grupp",
    "högskolan": "högskola",
    "jouren": "jour",
    "klubben": "klubb",
    "kommitten": "kommitte",
    "kommunen": "kommun",
    "kontoret": "kontor",
    "kretsen": "krets",
    "kåren": "kår",
    "laget": "lag",
    "museet": "museum",
    "myndigheten": "myndighet",
    "nämnden": "nämnd",
    "nätverket": "nätverk",
    "organisationen": "organisation",
    "regionen": "region",
    "rådet": "råd",
    "samfundet": "samfund",
    "skolan": "skola",
    "stiftelsen": "stiftelse",
    "styrelsen": "styrelse",
    "sällskapet": "sällskap",
    "teatern": "teater",
    "unionen": "union",
    "universitetet": "universitet",
    "verket": "verk",
    "verksamheten": "verksamhet",
}
"""The last part of compounds, in its definite form and as it is compared."""

LAST_PARTS = frozenset({*HEADS.values(), "frågor"})
"""The last parts at which a compound is split."""

CONTRACTED_ENDINGS = {
    "fören": "förening",
    "fvn": "förvaltning",
    "förv": "förvaltning",
    "förvaltn": "förvaltning",
    "förb": "förbund",
    "församl": "församling",
}
"""How the last part of a word is cut short; alone or after a first part: ”Kulturfvn”."""

CONTRACTED_WORDS = {
    "avd": "avdelning",
    "brf": "bostadsrättsförening",
    "btk": "bordtennisklubb",
    "gbg": "göteborg",
    "ibk": "innebandyklubb",
    "lst": "länsstyrelse",
    "länsst": "länsstyrelse",
    "org": "organisation",
    "sthlm": "stockholm",
}
"""Words cut short that stand for one word only. IF or IK may be several: those are found as initials."""

DOTTED_WORDS = {"stift.": "stiftelse", "sv.": "svenska", "s:t": "sankt", "s:ta": "sankta"}
"""Cut short only where a full stop or colon says so: ”Luleå stift” is a diocese."""
