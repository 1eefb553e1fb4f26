"""The records of the register: one validated class for each file of the exchange package.

A class here says what a record holds, in the order of the package's columns, and validates it at
every way in. `models.tables` stores the same fields; `graph` computes on these objects.
"""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel
from sqlmodel._compat import SQLModelConfig

from models.columns import coded, key_date, listed, referring
from models.dates import DayAfter, FirstDay, contains
from models.fields import Address, Amount, Group, InventoryScope, OwnId, RecordIds, Themes, WebAddress, Words, YesNo
from models.organisation_number import OrganisationNumber
from models.text import Name, RecordId, Text
from models.vocabulary import (
    ActivityStatus,
    ActorKind,
    ActorVisibility,
    AgreementKind,
    AgreementStage,
    Attendance,
    Capacity,
    Confirmation,
    Direction,
    Entity,
    ForumKind,
    ForumRole,
    ForumStatus,
    Funding,
    Governance,
    GrantStatus,
    InventoryStatus,
    Ladder,
    Level,
    MandateKind,
    MandateStatus,
    NeedKind,
    PlaceVisibility,
    Priority,
    ProblemLevel,
    Scope,
    Sector,
    Theme,
    TieStatus,
    TieType,
    YesNoUnknown,
)


class Record(SQLModel):
    """What every record carries beside its own fields: where the fact comes from, and a remark."""

    # What was refused may be a personal number, and errors are logged.
    model_config = SQLModelConfig(hide_input_in_errors=True)

    source: Text | None = None
    note: Text | None = None


class Dated(SQLModel):
    """A fact that holds in the half-open interval valid_from <= day < valid_to; None is an open end."""

    model_config = SQLModelConfig(hide_input_in_errors=True)

    valid_from: FirstDay | None = None
    valid_to: DayAfter | None = None

    def holds_at(self, day: date) -> bool:
        """Tell whether the fact's dates contain `day`."""
        return contains(self.valid_from, self.valid_to, day)


def _key() -> Any:
    return Field(primary_key=True, max_length=100)


class Place(Record):
    """A nation, a county, a municipality or an area; places form a tree."""

    id: OwnId = _key()
    name: Name
    level: Level = coded(Level)
    parent_id: RecordId | None = referring("places.id", None)
    code: Name | None = None
    group: Group | None = None
    visibility: PlaceVisibility | None = coded(PlaceVisibility, None)
    needs_open: YesNo | None = None


class ActorFields(Dated, Record):
    """An organisation, a named set of organisations, or one known to exist without a known name."""

    id: OwnId = _key()
    name: Name
    aliases: Words = listed()
    org_number: OrganisationNumber | None = Field(default=None, index=True)
    sector: Sector = coded(Sector)
    kind: ActorKind | None = coded(ActorKind, None)
    entity: Entity = coded(Entity, Entity.ORGANISATION)
    level: Level | None = coded(Level, None)
    place_id: RecordId | None = referring("places.id", None)
    parent_id: RecordId | None = referring("actors.id", None)
    capacity: Capacity | None = coded(Capacity, None)
    represents_residents: YesNo | None = None
    collaboration_mandate: YesNoUnknown | None = coded(YesNoUnknown, None)
    mentor: YesNo | None = None
    themes: Themes = listed(Theme)
    tags: Words = listed()
    offers: Text | None = None
    seeks: Text | None = None
    website: WebAddress | None = None
    email: Address | None = None
    visibility: ActorVisibility = coded(ActorVisibility, ActorVisibility.PUBLIC)


class Actor(ActorFields):
    """An actor with the federations it is a member of, which never make it one legal person."""

    federation_ids: RecordIds = ()


class Forum(Dated, Record):
    """A standing meeting, council, network or group in which actors meet."""

    id: OwnId = _key()
    name: Name
    kind: ForumKind | None = coded(ForumKind, None)
    level: Level | None = coded(Level, None)
    place_id: RecordId | None = referring("places.id", None)
    collaboration_level: Ladder = coded(Ladder, Ladder.UNKNOWN)
    themes: Themes = listed(Theme)
    tags: Words = listed()
    goal: Text | None = None
    follow_up: Text | None = None
    charter: YesNo | None = None
    governance: Governance | None = coded(Governance, None)
    status: ForumStatus = coded(ForumStatus, ForumStatus.ONGOING)


class Participation(Record):
    """That an actor takes part in something, and who stands behind the statement."""

    confirmation: Confirmation = coded(Confirmation, Confirmation.THIRD_PARTY)


class ForumMember(Dated, Participation):
    """That an actor is a member of a forum, in a role and during a time."""

    forum_id: RecordId = referring("forums.id", key=True)
    actor_id: RecordId = referring("actors.id", key=True, index=True)
    role: ForumRole = coded(ForumRole, ForumRole.MEMBER, primary_key=True)
    attendance: Attendance = coded(Attendance, Attendance.UNKNOWN)
    valid_from: FirstDay | None = key_date()


class Agreement(Dated, Record):
    """A written agreement between actors: an IOP, a compact, a contract."""

    id: OwnId = _key()
    title: Name
    kind: AgreementKind = coded(AgreementKind)
    stage: AgreementStage = coded(AgreementStage)
    place_id: RecordId | None = referring("places.id", None)
    themes: Themes = listed(Theme)
    tags: Words = listed()
    purpose: Text | None = None
    goal: Text | None = None
    follow_up: Text | None = None
    amount_sek: Amount | None = Field(default=None, sa_type=BigInteger)
    diary_number: Name | None = None


class AgreementParty(Participation):
    """That an actor is a party to an agreement."""

    agreement_id: RecordId = referring("agreements.id", key=True)
    actor_id: RecordId = referring("actors.id", key=True, index=True)


class Tie(Dated, Participation):
    """A statement that two actors collaborate, or did, or wish to, on a step of the ladder."""

    id: OwnId = _key()
    actor_a: RecordId = referring("actors.id")
    actor_b: RecordId = referring("actors.id")
    type: TieType = coded(TieType, TieType.COLLABORATION)
    level: Ladder = coded(Ladder, Ladder.UNKNOWN)
    desired_level: Ladder | None = coded(Ladder, None)
    desired_by: RecordId | None = referring("actors.id", None)
    what: Text | None = None
    themes: Themes = listed(Theme)
    tags: Words = listed()
    place_id: RecordId | None = referring("places.id", None)
    status: TieStatus = coded(TieStatus, TieStatus.ONGOING)


class Mandate(Record):
    """What an actor may or does do about a theme, in its place and all places below."""

    id: OwnId = _key()
    actor_id: RecordId = referring("actors.id")
    theme: Theme | None = coded(Theme, None)
    issue: Text | None = None
    place_id: RecordId | None = referring("places.id", None)
    level: Level | None = coded(Level, None)
    kind: MandateKind = coded(MandateKind)
    status: MandateStatus = coded(MandateStatus, MandateStatus.HELD)


class ActivityFields(Dated, Record):
    """Something that is done: a project, a service, a recurring activity."""

    id: OwnId = _key()
    title: Name
    place_id: RecordId | None = referring("places.id", None)
    themes: Themes = listed(Theme)
    tags: Words = listed()
    target_groups: Words = listed()
    direction: Direction = coded(Direction, Direction.UNKNOWN)
    scope: Scope = coded(Scope, Scope.UNKNOWN)
    strategic: YesNo | None = None
    funding: Funding = coded(Funding, Funding.UNKNOWN)
    follow_up: Text | None = None
    status: ActivityStatus = coded(ActivityStatus, ActivityStatus.UNKNOWN)


class Activity(ActivityFields):
    """An activity with those that people say it works against."""

    counteracts: RecordIds = ()


class ActivityActor(Participation):
    """That an actor runs or takes part in an activity."""

    activity_id: RecordId = referring("activities.id", key=True)
    actor_id: RecordId = referring("actors.id", key=True, index=True)


class NeedFields(Dated, Record):
    """A need that somebody has seen, of residents or of the collaboration itself."""

    id: OwnId = _key()
    title: Name
    kind: NeedKind | None = coded(NeedKind, None)
    level: Level | None = coded(Level, None)
    place_id: RecordId | None = referring("places.id", None)
    theme: Theme | None = coded(Theme, None)
    tags: Words = listed()
    priority: Priority = coded(Priority, Priority.MEDIUM)
    problem_level: ProblemLevel = coded(ProblemLevel, ProblemLevel.UNKNOWN)
    target_groups: Words = listed()


class Need(NeedFields):
    """A need with the actors it is addressed to."""

    addressed_to: RecordIds = ()


class NeedSighting(Record):
    """That an actor sees a need."""

    need_id: RecordId = referring("needs.id", key=True)
    actor_id: RecordId = referring("actors.id", key=True, index=True)


class Grant(Dated, Record):
    """Money that one actor gives, or was asked to give, to another."""

    id: OwnId = _key()
    grantor_id: RecordId = referring("actors.id")
    recipient_id: RecordId = referring("actors.id")
    amount_sek: Amount | None = Field(default=None, sa_type=BigInteger)
    purpose: Text | None = None
    legal_basis: Text | None = None
    status: GrantStatus | None = coded(GrantStatus, None)


class Inventory(Record):
    """How far the mapping of one scope of a place had come on a day."""

    place_id: RecordId = referring("places.id", key=True)
    scope: InventoryScope = Field(primary_key=True, max_length=60)
    status: InventoryStatus = coded(InventoryStatus)
    date: FirstDay | None = key_date()


class Completeness(Record):
    """That an actor said, on a day, that all its collaborations are registered."""

    actor_id: RecordId = referring("actors.id", key=True)
    date: FirstDay = Field(primary_key=True)
