"""What people call the columns of their lists, for each kind of list.

The words come from the fields of Swedish association registers (FRI Webb-Förening, RBOK, Interbook Go, Actor
Smartbook, Kammarkollegiet's register of idéburna organisationer), from the package and from its English forms.
They are compared by `graph.lists.plain_words`, so that spelling, dots and spaces do not matter.
"""

from collections.abc import Mapping

from graph.lists.meanings import ListKind, Meaning

Words = tuple[str, ...]

_LAST: Mapping[Meaning, Words] = {
    Meaning.VALID_FROM: (
        *("från och med", "from och med", "fr.o.m.", "from datum", "startdatum", "start", "valid from", "gäller från"),
        *("bildad", "founded", "bildningsår", "startår", "sedan", "datum", "date", "start date", "avtalsdatum"),
        *("tecknat", "tecknad", "undertecknat", "år"),
    ),
    Meaning.VALID_TO: (
        *("till och med", "t.o.m.", "slutdatum", "slut", "gäller till", "upphör", "end date", "avtalstid till"),
        *("avslutad datum", "giltig till", "giltigt till och med"),
    ),
    Meaning.SOURCE: ("källa", "source", "uppgiftskälla", "källhänvisning"),
    Meaning.NOTE: (
        *("anteckning", "anteckningar", "anmärkning", "kommentar", "kommentarer", "note", "notes", "notering"),
        *("övrigt", "övrig information", "beskrivning", "description", "information", "public information"),
    ),
}

_ORGANISATION: Words = (
    *("namn", "name", "organisation", "organization", "förening", "föreningens namn", "föreningsnamn", "aktör"),
    *("aktörens namn", "organisationens namn", "organisationsnamn", "aktörsnamn", "company", "företag", "benämning"),
    *("association", "association name", "partner", "samarbetspartner", "verksamhetens namn", "namn på organisation"),
    *("actor", "organisation name", "name of organisation", "partnerns namn", "förening/organisation"),
)
_LADDER: Words = (
    *("nivå", "level", "samverkansnivå", "steg", "trappsteg", "nivå på samverkan", "grad av samverkan", "ladder"),
    *("samverkanstrappa", "hur nära", "samverkansgrad", "nuvarande nivå", "nivå i dag", "nivå idag"),
)
_THEMES: Words = ("sakfråga", "sakfrågor", "tema", "teman", "theme", "themes", "fokusområde", "utvecklingsområde")
_TAGS: Words = (
    *("ämnesord", "taggar", "tags", "nyckelord", "aktivitet", "aktiviteter", "activity", "verksamhet", "verksamheter"),
    *("inriktning", "operations", "verksamhetsområde", "customer occupations", "målgrupp", "målgrupper"),
    *("target groups", "aktivitetstyp", "idrott"),
)
_PLACE: Words = (
    *("kommun", "plats", "ort", "postort", "place", "municipality", "city", "stadsdel", "område", "områden"),
    *("bostadsområde", "säte", "hemort", "kommundel", "distrikt", "district names", "areas", "location", "town"),
    *("verksamhetsort", "säteskommun", "hemkommun", "stad"),
)
_CONFIRMATION: Words = ("bekräftad", "bekräftelse", "confirmation", "bekräftad av")

HEADING_WORDS: Mapping[ListKind, Mapping[Meaning, Words]] = {
    ListKind.ACTORS: {
        Meaning.NAME: _ORGANISATION,
        Meaning.ALIASES: (
            *("andra namn", "alias", "aliases", "kallas", "kallas även", "kortnamn", "förkortning", "smeknamn"),
            *("alternativt namn", "även känd som", "alternate name", "short name"),
        ),
        Meaning.ORG_NUMBER: (
            *("organisationsnummer", "orgnr", "org nummer", "orgnummer", "organisationsnr", "org no", "org number"),
            *("organisation number", "organization number", "registration number", "org id"),
        ),
        Meaning.SECTOR: ("sektor", "sector", "samhällssektor", "samhällsektor"),
        Meaning.KIND: (
            *("typ", "type", "kategori", "category", "kind", "slag", "slag av aktör", "föreningstyp", "aktörstyp"),
            *("organisationsform", "associationsform", "juridisk form", "organisationstyp", "föreningskategori"),
            *("association category name", "legal status", "form", "bolagsform", "typ av organisation"),
        ),
        Meaning.ENTITY: ("entity", "vad namnet står för"),
        Meaning.LEVEL: ("verkar på nivå", "nivå", "level", "geografisk nivå"),
        Meaning.PLACE: _PLACE,
        Meaning.PARENT: (
            "del av",
            "tillhör",
            "parent",
            "överordnad",
            "moderorganisation",
            "huvudman",
            "parent organisation",
        ),
        Meaning.FEDERATIONS: (
            *("medlem i", "riksorganisation", "federation", "förbund", "ansluten till", "tillhör riksorganisation"),
            *("riks eller distriktsorganisation", "specialförbund", "distriktsförbund", "paraplyorganisation"),
        ),
        Meaning.CAPACITY: (
            "storlek",
            "capacity",
            "kapacitet",
            "storlek enligt aktören",
            "storlek enligt aktören själv",
            "size",
        ),
        Meaning.REPRESENTS_RESIDENTS: ("företräder invånare", "represents residents"),
        Meaning.COLLABORATION_MANDATE: (
            *("har uppdrag att samverka", "mandat att samverka", "collaboration mandate", "samverkansuppdrag"),
        ),
        Meaning.MENTOR: ("mentor", "kan vara mentor", "kan vara mentor för andra"),
        Meaning.THEMES: _THEMES,
        Meaning.TAGS: _TAGS,
        Meaning.OFFERS: ("erbjuder", "offers", "kan erbjuda", "bidrar med", "vad ni erbjuder"),
        Meaning.SEEKS: ("söker", "seeks", "behöver", "vill ha", "önskar", "vad ni söker"),
        Meaning.WEBSITE: (
            *(
                "webbplats",
                "hemsida",
                "website",
                "web site",
                "webb",
                "webbsida",
                "homepage",
                "url",
                "webbadress",
                "www",
            ),
            *("länk", "web", "internetadress"),
        ),
        Meaning.EMAIL: (
            "e-post",
            "epost",
            "mejl",
            "mail",
            "email",
            "e-mail",
            "e-postadress",
            "mejladress",
            "mailadress",
        ),
        **_LAST,
    },
    ListKind.TIES: {
        Meaning.FROM: (
            *("från", "from", "den ena", "den ena aktören", "aktör a", "aktör 1", "part 1", "part a", "source"),
            *("actor a", "organisation 1", "organisation a", "förening 1", "vem", *_ORGANISATION),
        ),
        Meaning.TO: (
            *("till", "to", "den andra", "den andra aktören", "aktör b", "aktör 2", "part 2", "part b", "target"),
            *("samverkar med", "samarbetar med", "med", "med vem", "collaborates with", "actor b", "organisation 2"),
            *("organisation b", "förening 2", "samverkanspart", "samverkanspartner", "samarbetspartner", "motpart"),
        ),
        Meaning.LADDER: _LADDER,
        Meaning.DESIRED_LADDER: (
            *("önskad nivå", "desired level", "önskat steg", "önskad samverkansnivå", "önskan", "målnivå"),
        ),
        Meaning.DESIRED_BY: ("vem önskar det", "önskas av", "desired by", "önskad av"),
        Meaning.WHAT: (
            *("vad", "what", "om vad", "innehåll", "samverkan om", "vad de gör tillsammans", "aktivitet", "verksamhet"),
            *("samverkan kring", "beskrivning", "description", "ämne", "gör tillsammans"),
        ),
        Meaning.TIE_TYPE: ("slag av samarbete", "typ", "type", "typ av samverkan", "samverkanstyp", "relationstyp"),
        Meaning.TIE_STATUS: ("status", "hur står det till", "läge", "pågår"),
        Meaning.THEMES: _THEMES,
        Meaning.TAGS: ("ämnesord", "taggar", "tags", "nyckelord"),
        Meaning.PLACE: _PLACE,
        Meaning.CONFIRMATION: _CONFIRMATION,
        **_LAST,
    },
    ListKind.MEMBERSHIPS: {
        Meaning.FORUM: (
            *("forum", "nätverk", "råd", "grupp", "arbetsgrupp", "network", "group", "forumets namn", "mötesplats"),
            *("samverkansforum", "forum/nätverk", "deltar i", "medlem i", "forum name"),
        ),
        Meaning.FORUM_KIND: ("slag av forum", "typ av forum", "forumtyp", "forum kind"),
        Meaning.ACTOR: (
            "medlem",
            "medlemmar",
            "member",
            "deltagare",
            "deltagande organisation",
            "part",
            *_ORGANISATION,
        ),
        Meaning.ROLE: ("roll", "role", "funktion", "uppdrag i forumet"),
        Meaning.ATTENDANCE: ("deltar", "attendance", "närvaro", "aktivt deltagande"),
        Meaning.CONFIRMATION: _CONFIRMATION,
        **_LAST,
    },
    ListKind.AGREEMENTS: {
        Meaning.TITLE: (
            *("titel", "title", "avtal", "avtalets namn", "avtalsnamn", "överenskommelse", "agreement"),
            *("rubrik", "partnerskap", "avtalstitel", "iop", "namn på avtalet"),
        ),
        Meaning.AGREEMENT_KIND: (
            "slag av avtal",
            "avtalstyp",
            "typ",
            "type",
            "kind",
            "typ av avtal",
            "avtalsform",
            "form",
        ),
        Meaning.STAGE: ("hur långt har det kommit", "stage", "status", "skede", "läge", "fas"),
        Meaning.PARTY: (
            *("part", "parter", "parties", "party", "avtalspart", "avtalsparter", "avtalsslutande parter", "mellan"),
            *("part 1", "part 2", "part 3", "part 4", "part a", "part b", "organisation", "organisationer", "motpart"),
            *("kommun", "förening", "region", "aktör", "aktörer", "offentlig part", "idéburen part", "samverkanspart"),
        ),
        Meaning.PLACE: ("plats", "place", "område", "stadsdel", "ort"),
        Meaning.THEMES: _THEMES,
        Meaning.TAGS: ("ämnesord", "taggar", "tags", "nyckelord", "målgrupp", "verksamhet", "verksamhetsområde"),
        Meaning.PURPOSE: ("syfte", "purpose", "ändamål", "avser", "innehåll"),
        Meaning.GOAL: ("mål", "goal", "målsättning"),
        Meaning.FOLLOW_UP: ("hur det följs upp", "uppföljning", "follow up", "följs upp"),
        Meaning.AMOUNT: (
            "belopp",
            "belopp i kronor",
            "amount",
            "summa",
            "ersättning",
            "kronor",
            "kr",
            "sek",
            "amount sek",
        ),
        Meaning.DIARY_NUMBER: ("diarienummer", "diarienr", "dnr", "diary number", "ärendenummer"),
        **_LAST,
    },
}
