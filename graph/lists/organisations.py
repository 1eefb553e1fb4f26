"""Guesses what sort of organisation somebody is by its name, or by what a register calls its type."""

import re
from functools import lru_cache
from typing import NamedTuple

from graph.lists.plain_words import plain
from graph.lists.word_lists import REGISTER_TYPES
from models.vocabulary import ActorKind, Sector


class Sort(NamedTuple):
    """A sector, and a kind where more can be told."""

    sector: Sector
    kind: ActorKind | None


SECTOR_OF: dict[ActorKind, Sector] = {
    ActorKind.MUNICIPALITY: Sector.MUNICIPALITY,
    ActorKind.DEPARTMENT: Sector.MUNICIPALITY,
    ActorKind.MUNICIPAL_COMPANY: Sector.MUNICIPALITY,
    ActorKind.MUNICIPAL_ASSOCIATION: Sector.MUNICIPALITY,
    ActorKind.REGION: Sector.REGION,
    ActorKind.COUNTY_BOARD: Sector.STATE,
    ActorKind.AGENCY: Sector.STATE,
    ActorKind.GOVERNMENT: Sector.STATE,
    ActorKind.ASSOCIATION: Sector.CIVIL_SOCIETY,
    ActorKind.FOUNDATION: Sector.CIVIL_SOCIETY,
    ActorKind.STUDY_ASSOCIATION: Sector.CIVIL_SOCIETY,
    ActorKind.FOLK_HIGH_SCHOOL: Sector.CIVIL_SOCIETY,
    ActorKind.FAITH_COMMUNITY: Sector.CIVIL_SOCIETY,
    ActorKind.NATIONAL_ORGANISATION: Sector.CIVIL_SOCIETY,
    ActorKind.UMBRELLA: Sector.CIVIL_SOCIETY,
    ActorKind.LOCAL_BRANCH: Sector.CIVIL_SOCIETY,
    ActorKind.SOCIAL_ENTERPRISE: Sector.CIVIL_SOCIETY,
    ActorKind.UNION: Sector.CIVIL_SOCIETY,
    ActorKind.INFORMAL_GROUP: Sector.CIVIL_SOCIETY,
    ActorKind.COMPANY: Sector.BUSINESS,
    ActorKind.PROPERTY_OWNER: Sector.BUSINESS,
    ActorKind.UNIVERSITY: Sector.RESEARCH,
    ActorKind.RESEARCH_GROUP: Sector.RESEARCH,
}
"""The sector in which a kind of actor usually is; `other` is in any."""

_NAMES: tuple[tuple[str, ActorKind], ...] = (
    # The first that fits counts: what looks like something else in a part of the name comes before it.
    (r"\bfolkhogskol\w*", ActorKind.FOLK_HIGH_SCHOOL),
    (r"\w*studieforbund\w*|^abf\b|^studieframjandet|medborgarskolan|vuxenskolan|^folkuniversitetet|^sensus\b|^nbv\b"
     r"|ibn rushd|^bilda\b", ActorKind.STUDY_ASSOCIATION),
    (r"^lansstyrelsen", ActorKind.COUNTY_BOARD),
    (r"^region (?!\w*forening)\w+|^regionen\b|\w*landsting", ActorKind.REGION),
    (r"\w*kommunalforbund|raddningstjanstforbund|samordningsforbund\w*|^kommunforbundet",
     ActorKind.MUNICIPAL_ASSOCIATION),
    (r"\b(ideell forening|forening uppa)\b", ActorKind.ASSOCIATION),
    (r"\bbrf\b|bostadsrattsforening\w*|\w*fastighet(er|sagare|sbolag)\w*", ActorKind.PROPERTY_OWNER),
    (r"\b(ab|aktiebolag(et)?|hb|kb|handelsbolag|kommanditbolag|ltd|inc|gmbh|ekonomisk forening|ek for)\b",
     ActorKind.COMPANY),
    (r"\w*(forvaltning(en)?|namnd(en)?|kontoret|stadsledningskontor)$|^socialtjansten", ActorKind.DEPARTMENT),
    (r"^\w+(?: \w+)? (kommun|stad|stads kommun)$", ActorKind.MUNICIPALITY),
    (r"\w*(regeringen|riksdagen|departementet|regeringskansliet)$", ActorKind.GOVERNMENT),
    (r"\w*(myndighet(en)?|polisen|inspektionen|domstol(en)?|arbetsformedlingen|forsakringskassan)\b|\w{4,}verket\b"
     r"|^kriminalvarden|^polismyndigheten|^socialstyrelsen", ActorKind.AGENCY),
    (r"\w*universitet(et)?\b|\w*hogskola(n)?\b", ActorKind.UNIVERSITY),
    (r"\w*(forskargrupp|forskningscentrum|forskningsinstitut)\w*", ActorKind.RESEARCH_GROUP),
    (r"^stiftelsen\b|\w*stiftelse(n)?$", ActorKind.FOUNDATION),
    (r"\w*(kyrkan?|forsamling(en)?|moske(n)?|synagoga(n)?|trossamfund|pastorat|pingst|fralsningsarmen)\b",
     ActorKind.FAITH_COMMUNITY),
    (r"\w*fackforbund\w*|^kommunal\b|^unionen\b|^vision\b", ActorKind.UNION),
    (r"\w*riksforbund\w*|\w*riksorganisation\w*", ActorKind.NATIONAL_ORGANISATION),
    (r"\w*(lokalavdelning|lokalforening|krets|kretsen)\b", ActorKind.LOCAL_BRANCH),
    (r"\w*(forening(en|ar|arna)?|klubb(en)?|sallskap(et)?|byalag|scoutkar|hembygdsgille)\b"
     r"|\b(if|ik|bk|ff|sk|gf|fk|hk|bif|ifk|gif|aik|pro|spf|hso|dhr|rfsl|kfum|ksc)\b"
     r"|\w*(stadsmission(en)?|roda korset|radda barnen|hembygds\w*|folkets hus|kvinnojour\w*|tjejjour\w*|scout\w*)",
     ActorKind.ASSOCIATION),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), kind) for pattern, kind in _NAMES)
_TYPES = frozenset(map(plain, REGISTER_TYPES))


def sort_by_name(name: str) -> Sort | None:
    """Return the sort of organisation that a name tells of; None when it does not tell.

    >>> sort_by_name("Umeå kommun"), sort_by_name("Ekens Sport och Media AB")
    (Sort(sector=<Sector.MUNICIPALITY: 'municipality'>, kind=<ActorKind.MUNICIPALITY: 'municipality'>),
     Sort(sector=<Sector.BUSINESS: 'business'>, kind=<ActorKind.COMPANY: 'company'>))
    """
    words = plain(name)
    for pattern, kind in _PATTERNS:
        if pattern.search(words):
            return Sort(SECTOR_OF[kind], kind)
    return None


@lru_cache(maxsize=5_000)
def sort_by_type(word: str) -> Sort | None:
    """Return the sort of organisation that a register's type tells of: `Idrottsförening`, `Kultur`.

    >>> sort_by_type("Idrottsföreningar")
    Sort(sector=<Sector.CIVIL_SOCIETY: 'civil_society'>, kind=<ActorKind.ASSOCIATION: 'association'>)
    """
    words = plain(word)
    bare = re.sub(r"s? ?(forening|foreningar|organisation|organisationer|klubb|klubbar|verksamhet)$", "", words)
    if {words, bare, bare.removesuffix("s"), bare.removesuffix("e")} & _TYPES:
        return Sort(Sector.CIVIL_SOCIETY, ActorKind.ASSOCIATION)
    return sort_by_name(word)
