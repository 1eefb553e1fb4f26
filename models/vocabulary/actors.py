"""Vocabularies about who the actors are and where they work."""

from models.vocabulary.codes import Code


class Sector(Code):
    """The six sectors of society, in the order every table of sectors uses."""

    MUNICIPALITY = "municipality", "Kommun"
    REGION = "region", "Region"
    STATE = "state", "Stat"
    CIVIL_SOCIETY = "civil_society", "Civilsamhälle"
    BUSINESS = "business", "Näringsliv"
    RESEARCH = "research", "Forskning"


PUBLIC_SECTORS = frozenset({Sector.MUNICIPALITY, Sector.REGION, Sector.STATE})


class ActorKind(Code):
    """What sort of organisation an actor is."""

    MUNICIPALITY = "municipality", "kommun"
    DEPARTMENT = "department", "förvaltning"
    MUNICIPAL_COMPANY = "municipal_company", "kommunalt bolag"
    MUNICIPAL_ASSOCIATION = "municipal_association", "kommunalförbund"
    REGION = "region", "region"
    COUNTY_BOARD = "county_board", "länsstyrelse"
    AGENCY = "agency", "myndighet"
    GOVERNMENT = "government", "regering eller riksdag"
    ASSOCIATION = "association", "ideell förening"
    FOUNDATION = "foundation", "stiftelse"
    STUDY_ASSOCIATION = "study_association", "studieförbund"
    FOLK_HIGH_SCHOOL = "folk_high_school", "folkhögskola"
    FAITH_COMMUNITY = "faith_community", "trossamfund"
    NATIONAL_ORGANISATION = "national_organisation", "riksorganisation"
    UMBRELLA = "umbrella", "paraplyorganisation"
    LOCAL_BRANCH = "local_branch", "lokalavdelning"
    SOCIAL_ENTERPRISE = "social_enterprise", "socialt företag"
    UNION = "union", "fackförbund"
    INFORMAL_GROUP = "informal_group", "oformell grupp"
    COMPANY = "company", "företag"
    PROPERTY_OWNER = "property_owner", "fastighetsägare"
    UNIVERSITY = "university", "lärosäte"
    RESEARCH_GROUP = "research_group", "forskningsmiljö"
    OTHER = "other", "annat"


class Entity(Code):
    """Whether an actor is one named organisation, a named set, or known to exist without a known name."""

    ORGANISATION = "organisation", "organisation"
    COLLECTIVE = "collective", "samlingsnamn"
    UNNAMED = "unnamed", "namn inte känt"


class Level(Code):
    """The geographic level at which an actor, forum, need or mandate works, smallest first."""

    AREA = "area", "område"
    MUNICIPALITY = "municipality", "kommun"
    REGION = "region", "region"
    NATION = "nation", "riket"


class Capacity(Code):
    """An organisation's own word on its size."""

    SMALL = "small", "liten"
    MEDIUM = "medium", "medelstor"
    LARGE = "large", "stor"


class YesNoUnknown(Code):
    """An answer to a question that a source may leave open."""

    YES = "yes", "ja"
    NO = "no", "nej"
    UNKNOWN = "unknown", "okänt"
