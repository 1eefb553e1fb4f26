"""What the words of other tools for sorts of organisations say about the sector."""

from typing import NamedTuple

from graph.exchange.tables import plain
from models.vocabulary import ActorKind, Sector


class Sort(NamedTuple):
    """What sort of actor a word stands for; None where the word leaves it open."""

    sector: Sector | None
    kind: ActorKind | None


_SECTOR_OF = {
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
    ActorKind.FOLK_HIGH_SCHOOL: None,  # regions run some of them, movements the others
    ActorKind.FAITH_COMMUNITY: Sector.CIVIL_SOCIETY,
    ActorKind.NATIONAL_ORGANISATION: Sector.CIVIL_SOCIETY,
    ActorKind.UMBRELLA: Sector.CIVIL_SOCIETY,
    ActorKind.LOCAL_BRANCH: Sector.CIVIL_SOCIETY,
    ActorKind.SOCIAL_ENTERPRISE: None,
    ActorKind.UNION: Sector.CIVIL_SOCIETY,
    ActorKind.INFORMAL_GROUP: Sector.CIVIL_SOCIETY,
    ActorKind.COMPANY: Sector.BUSINESS,
    ActorKind.PROPERTY_OWNER: Sector.BUSINESS,
    ActorKind.UNIVERSITY: Sector.RESEARCH,
    ActorKind.RESEARCH_GROUP: Sector.RESEARCH,
}

_AMBIGUOUS = ("government", "agency", "department", "other", "annat")
"""Codes that are also everyday words of other tools, where they mean something wider."""

_CIVIL, _BUSINESS = Sort(Sector.CIVIL_SOCIETY, None), Sort(Sector.BUSINESS, None)
_OTHER_WORDS = {
    "nonprofit": _CIVIL,
    "non-profit": _CIVIL,
    "non profit": _CIVIL,
    "nonprofit organization": _CIVIL,
    "not-for-profit": _CIVIL,
    "ngo": _CIVIL,
    "charity": _CIVIL,
    "registered charity": _CIVIL,
    "community group": _CIVIL,
    "community organization": _CIVIL,
    "community-based organization": _CIVIL,
    "civil society": _CIVIL,
    "civilsamhället": _CIVIL,
    "idéburen": _CIVIL,
    "ideell sektor": _CIVIL,
    "förening": Sort(Sector.CIVIL_SOCIETY, ActorKind.ASSOCIATION),
    "club": _CIVIL,
    "faith-based": Sort(Sector.CIVIL_SOCIETY, ActorKind.FAITH_COMMUNITY),
    "faith-based organization": Sort(Sector.CIVIL_SOCIETY, ActorKind.FAITH_COMMUNITY),
    "church": Sort(Sector.CIVIL_SOCIETY, ActorKind.FAITH_COMMUNITY),
    "church / parish": Sort(Sector.CIVIL_SOCIETY, ActorKind.FAITH_COMMUNITY),
    "labor union": Sort(Sector.CIVIL_SOCIETY, ActorKind.UNION),
    "for-profit": _BUSINESS,
    "for profit": _BUSINESS,
    "private": _BUSINESS,
    "private sector": _BUSINESS,
    "private company": _BUSINESS,
    "limited company": _BUSINESS,
    "registered company": _BUSINESS,
    "corporation": _BUSINESS,
    "business": _BUSINESS,
    "aktiebolag": Sort(Sector.BUSINESS, ActorKind.COMPANY),
    "näringslivet": _BUSINESS,
    "local government": Sort(Sector.MUNICIPALITY, None),
    "city government": Sort(Sector.MUNICIPALITY, None),
    "local authority": Sort(Sector.MUNICIPALITY, None),
    "kommunen": Sort(Sector.MUNICIPALITY, None),
    "regional government": Sort(Sector.REGION, None),
    "national government": Sort(Sector.STATE, None),
    "central government": Sort(Sector.STATE, None),
    "statlig myndighet": Sort(Sector.STATE, ActorKind.AGENCY),
    "staten": Sort(Sector.STATE, None),
    "academia": Sort(Sector.RESEARCH, None),
    "academic": Sort(Sector.RESEARCH, None),
    "higher education": Sort(Sector.RESEARCH, ActorKind.UNIVERSITY),
    "högskola": Sort(Sector.RESEARCH, ActorKind.UNIVERSITY),
    "universitet": Sort(Sector.RESEARCH, ActorKind.UNIVERSITY),
    "akademin": Sort(Sector.RESEARCH, None),
}


def _own_words() -> dict[str, Sort]:
    """Return the register's own codes and words."""
    kinds = {word: Sort(_SECTOR_OF.get(kind), kind) for kind in ActorKind for word in (str(kind), kind.label)}
    sectors = {word: Sort(sector, None) for sector in Sector for word in (str(sector), sector.label)}
    # "Kommun" is a sector and a kind; departments and companies of the municipality are often called so too.
    words = {plain(word): sort for word, sort in {**kinds, **sectors}.items()}
    return {word: sort for word, sort in words.items() if word not in _AMBIGUOUS}


_WORDS = _OTHER_WORDS | _own_words()
_PEOPLE = frozenset({"person", "persons", "people", "individual", "individuals", "personer", "individ", "privatperson"})


def sort_of(word: str) -> Sort | None:
    """Return what sort of actor a word stands for; None for a word that is not known.

    >>> sort_of("Nonprofit").sector, sort_of("Statlig myndighet").kind, sort_of("Government")
    (<Sector.CIVIL_SOCIETY: 'civil_society'>, <ActorKind.AGENCY: 'agency'>, None)
    """
    return _WORDS.get(plain(word))


def is_person(word: str) -> bool:
    """Tell whether a word stands for people."""
    return plain(word) in _PEOPLE


def sort_in_name(name: str) -> Sort | None:
    """Return what a name says by itself, where Swedish names leave no doubt.

    >>> sort_in_name("Nacka kommun").sector, sort_in_name("Föreningen Bron")
    (<Sector.MUNICIPALITY: 'municipality'>, None)
    """
    text = plain(name)
    if text.endswith(" kommun"):
        return Sort(Sector.MUNICIPALITY, ActorKind.MUNICIPALITY)
    if text.startswith("länsstyrelsen"):
        return Sort(Sector.STATE, ActorKind.COUNTY_BOARD)
    if text.endswith((" universitet", " högskola")):
        return Sort(Sector.RESEARCH, ActorKind.UNIVERSITY)
    return None
