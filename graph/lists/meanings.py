"""What a list can be a list of, and what its columns can mean."""

from collections.abc import Mapping

from models.vocabulary.codes import Code


class ListKind(Code):
    """What a list is a list of."""

    ACTORS = "actors", "Aktörer"
    TIES = "ties", "Samarbeten"
    MEMBERSHIPS = "memberships", "Medlemmar i forum"
    AGREEMENTS = "agreements", "Avtal"


class Meaning(Code):
    """What a column of a list means; each kind of list has some of them."""

    NAME = "name", "Namn"
    ALIASES = "aliases", "Andra namn"
    ORG_NUMBER = "org_number", "Organisationsnummer"
    SECTOR = "sector", "Samhällssektor"
    KIND = "kind", "Slag av aktör"
    ENTITY = "entity", "Vad namnet står för"
    LEVEL = "level", "Verkar på nivå"
    PLACE = "place", "Plats"
    PARENT = "parent", "Del av"
    FEDERATIONS = "federations", "Medlem i"
    CAPACITY = "capacity", "Storlek enligt aktören"
    REPRESENTS_RESIDENTS = "represents_residents", "Företräder invånare"
    COLLABORATION_MANDATE = "collaboration_mandate", "Har uppdrag att samverka"
    MENTOR = "mentor", "Kan vara mentor för andra"
    THEMES = "themes", "Sakfrågor"
    TAGS = "tags", "Ämnesord"
    OFFERS = "offers", "Erbjuder"
    SEEKS = "seeks", "Söker"
    WEBSITE = "website", "Webbplats"
    EMAIL = "email", "E-post"
    FROM = "from", "Den ena aktören"
    TO = "to", "Den andra aktören"
    LADDER = "ladder", "Hur nära samverkar de?"
    DESIRED_LADDER = "desired_ladder", "Önskad nivå"
    DESIRED_BY = "desired_by", "Vem önskar det?"
    WHAT = "what", "Vad de gör tillsammans"
    TIE_TYPE = "tie_type", "Slag av samarbete"
    TIE_STATUS = "tie_status", "Läge"
    CONFIRMATION = "confirmation", "Vem som har bekräftat"
    FORUM = "forum", "Forum"
    FORUM_KIND = "forum_kind", "Slag av forum"
    ACTOR = "actor", "Aktör"
    ROLE = "role", "Roll"
    ATTENDANCE = "attendance", "Deltar"
    TITLE = "title", "Titel"
    AGREEMENT_KIND = "agreement_kind", "Slag av avtal"
    STAGE = "stage", "Hur långt har det kommit?"
    PARTY = "party", "Part"
    PURPOSE = "purpose", "Syfte"
    GOAL = "goal", "Mål"
    FOLLOW_UP = "follow_up", "Hur det följs upp"
    AMOUNT = "amount", "Belopp i kronor"
    DIARY_NUMBER = "diary_number", "Diarienummer"
    VALID_FROM = "valid_from", "Från och med"
    VALID_TO = "valid_to", "Till och med"
    SOURCE = "source", "Källa"
    NOTE = "note", "Anteckning"


_LAST = (Meaning.VALID_FROM, Meaning.VALID_TO, Meaning.SOURCE, Meaning.NOTE)

COLUMNS: Mapping[ListKind, Mapping[Meaning, str]] = {
    ListKind.ACTORS: {
        Meaning.NAME: "name",
        Meaning.ALIASES: "aliases",
        Meaning.ORG_NUMBER: "org_number",
        Meaning.SECTOR: "sector",
        Meaning.KIND: "kind",
        Meaning.ENTITY: "entity",
        Meaning.LEVEL: "level",
        Meaning.PLACE: "place_id",
        Meaning.PARENT: "parent_id",
        Meaning.FEDERATIONS: "federation_ids",
        Meaning.CAPACITY: "capacity",
        Meaning.REPRESENTS_RESIDENTS: "represents_residents",
        Meaning.COLLABORATION_MANDATE: "collaboration_mandate",
        Meaning.MENTOR: "mentor",
        Meaning.THEMES: "themes",
        Meaning.TAGS: "tags",
        Meaning.OFFERS: "offers",
        Meaning.SEEKS: "seeks",
        Meaning.WEBSITE: "website",
        Meaning.EMAIL: "email",
        **{meaning: str(meaning) for meaning in _LAST},
    },
    ListKind.TIES: {
        Meaning.FROM: "actor_a",
        Meaning.TO: "actor_b",
        Meaning.LADDER: "level",
        Meaning.DESIRED_LADDER: "desired_level",
        Meaning.DESIRED_BY: "desired_by",
        Meaning.WHAT: "what",
        Meaning.TIE_TYPE: "type",
        Meaning.TIE_STATUS: "status",
        Meaning.THEMES: "themes",
        Meaning.TAGS: "tags",
        Meaning.PLACE: "place_id",
        Meaning.CONFIRMATION: "confirmation",
        **{meaning: str(meaning) for meaning in _LAST},
    },
    ListKind.MEMBERSHIPS: {
        Meaning.FORUM: "forum_id",
        Meaning.ACTOR: "actor_id",
        Meaning.ROLE: "role",
        Meaning.ATTENDANCE: "attendance",
        Meaning.FORUM_KIND: "kind",
        Meaning.CONFIRMATION: "confirmation",
        **{meaning: str(meaning) for meaning in _LAST},
    },
    ListKind.AGREEMENTS: {
        Meaning.TITLE: "title",
        Meaning.AGREEMENT_KIND: "kind",
        Meaning.STAGE: "stage",
        Meaning.PARTY: "actor_id",
        Meaning.PLACE: "place_id",
        Meaning.THEMES: "themes",
        Meaning.TAGS: "tags",
        Meaning.PURPOSE: "purpose",
        Meaning.GOAL: "goal",
        Meaning.FOLLOW_UP: "follow_up",
        Meaning.AMOUNT: "amount_sek",
        Meaning.DIARY_NUMBER: "diary_number",
        **{meaning: str(meaning) for meaning in _LAST},
    },
}
"""For each kind of list, what its columns can mean, and the column of the package that this becomes."""

REQUIRED: Mapping[ListKind, tuple[Meaning, ...]] = {
    ListKind.ACTORS: (Meaning.NAME,),
    ListKind.TIES: (Meaning.FROM, Meaning.TO),
    ListKind.MEMBERSHIPS: (Meaning.FORUM, Meaning.ACTOR),
    ListKind.AGREEMENTS: (Meaning.TITLE,),
}
"""Without these a list of the kind cannot be read."""

SEVERAL = frozenset({Meaning.PARTY, Meaning.PLACE, Meaning.TAGS, Meaning.THEMES, Meaning.NOTE, Meaning.ALIASES})
"""What several columns of one list may mean."""
