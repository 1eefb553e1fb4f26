"""The closed vocabularies of the register: codes as stored, with the Swedish word a reader sees.

The word is also the message id of the translation catalogue, so that each language says it once.
"""

from models.vocabulary.access import LinkPurpose, ReadSubject, Role, TokenScope
from models.vocabulary.actors import PUBLIC_SECTORS, ActorKind, Capacity, Entity, Level, Sector, YesNoUnknown
from models.vocabulary.answers import RegistrationState, Topic
from models.vocabulary.codes import Code
from models.vocabulary.collaboration import (
    CONFIRMED,
    AgreementKind,
    AgreementStage,
    Attendance,
    Confirmation,
    ForumKind,
    ForumRole,
    ForumStatus,
    Governance,
    GrantStatus,
    Ladder,
    TieStatus,
    TieType,
)
from models.vocabulary.history import ChangeKind, Obstacle, PersonalData
from models.vocabulary.openness import ActorVisibility, PlaceVisibility
from models.vocabulary.work import (
    ALL_RESIDENTS,
    INVENTORY_SCOPES,
    ActivityStatus,
    Direction,
    Funding,
    InventoryStatus,
    MandateKind,
    MandateStatus,
    NeedKind,
    Priority,
    ProblemLevel,
    Scope,
    Theme,
)

__all__ = [
    "ALL_RESIDENTS",
    "CONFIRMED",
    "INVENTORY_SCOPES",
    "PUBLIC_SECTORS",
    "ActivityStatus",
    "ActorKind",
    "ActorVisibility",
    "AgreementKind",
    "AgreementStage",
    "Attendance",
    "Capacity",
    "ChangeKind",
    "Code",
    "Confirmation",
    "Direction",
    "Entity",
    "ForumKind",
    "ForumRole",
    "ForumStatus",
    "Funding",
    "Governance",
    "GrantStatus",
    "InventoryStatus",
    "Ladder",
    "Level",
    "LinkPurpose",
    "MandateKind",
    "MandateStatus",
    "NeedKind",
    "Obstacle",
    "PersonalData",
    "PlaceVisibility",
    "Priority",
    "ProblemLevel",
    "ReadSubject",
    "RegistrationState",
    "Role",
    "Scope",
    "Sector",
    "Theme",
    "TieStatus",
    "TieType",
    "TokenScope",
    "Topic",
    "YesNoUnknown",
]
