"""The tables: the records' fields, the links between records, and what only the register itself needs.

Tables do not validate. Rows are built from validated records, and `version`, the stamps and the search
key never leave the register in a package.
"""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

import models.access_tables
import models.account_tables
import models.answer_tables
import models.history
import models.list_tables
import models.merge_tables  # noqa: F401 - all tables belong to one database
from models import records
from models.columns import referring
from models.text import LONGEST_NAME


class Stamped(SQLModel):
    """The version that guards against lost updates, and the change sets in which the row came and last changed."""

    version: int = 1
    created_in: int = Field(foreign_key="change_sets.id", index=True)
    changed_in: int = Field(foreign_key="change_sets.id")


class Searchable(Stamped):
    """A row that people look for by name: `search_key` is its name as searches compare it."""

    search_key: str = Field(max_length=LONGEST_NAME, index=True)


class PlaceRow(records.Place, Searchable, table=True):
    __tablename__ = "places"


class ActorRow(records.ActorFields, Searchable, table=True):
    __tablename__ = "actors"


class ForumRow(records.Forum, Searchable, table=True):
    __tablename__ = "forums"


class ForumMemberRow(records.ForumMember, Stamped, table=True):
    __tablename__ = "forum_members"


class AgreementRow(records.Agreement, Searchable, table=True):
    __tablename__ = "agreements"


class AgreementPartyRow(records.AgreementParty, Stamped, table=True):
    __tablename__ = "agreement_parties"


class TieRow(records.Tie, Stamped, table=True):
    __tablename__ = "ties"


class MandateRow(records.Mandate, Stamped, table=True):
    __tablename__ = "mandates"


class ActivityRow(records.ActivityFields, Searchable, table=True):
    __tablename__ = "activities"


class ActivityActorRow(records.ActivityActor, Stamped, table=True):
    __tablename__ = "activity_actors"


class NeedRow(records.NeedFields, Searchable, table=True):
    __tablename__ = "needs"


class NeedSightingRow(records.NeedSighting, Stamped, table=True):
    __tablename__ = "need_sightings"


class GrantRow(records.Grant, Stamped, table=True):
    __tablename__ = "grants"


class InventoryRow(records.Inventory, Stamped, table=True):
    __tablename__ = "inventories"


class CompletenessRow(records.Completeness, Stamped, table=True):
    __tablename__ = "completeness"


class ActorFederationRow(SQLModel, table=True):
    """That an actor is a member of a federation."""

    __tablename__ = "actor_federations"

    actor_id: str = referring("actors.id", key=True)
    federation_id: str = referring("actors.id", key=True, index=True)


class ActivityCounteractionRow(SQLModel, table=True):
    """That people say of an activity that it works against another."""

    __tablename__ = "activity_counteractions"

    activity_id: str = referring("activities.id", key=True)
    counteracted_id: str = referring("activities.id", key=True, index=True)


class NeedAddresseeRow(SQLModel, table=True):
    """That a need is addressed to an actor."""

    __tablename__ = "need_addressees"

    need_id: str = referring("needs.id", key=True)
    actor_id: str = referring("actors.id", key=True, index=True)


class CollectionRow(SQLModel, table=True):
    """A collected set of facts that describes places as they were on a day, with what a reader must know of it.

    `fictitious` marks invented places; `observed_on` is the date at which such a place opens.
    """

    __tablename__ = "collections"

    id: str = Field(primary_key=True, max_length=100)
    title: str
    about: str
    fictitious: bool
    observed_on: date


class CollectionPlaceRow(SQLModel, table=True):
    """That a collection describes a place."""

    __tablename__ = "collection_places"

    collection_id: str = referring("collections.id", key=True)
    place_id: str = referring("places.id", key=True, index=True)


class RegisterRevisionRow(SQLModel, table=True):
    """One row that counts the writes to the register, so that a computed answer knows when it is old."""

    __tablename__ = "register_revision"

    id: int = Field(default=1, primary_key=True)
    revision: int


TABLES: Mapping[str, sa.Table] = SQLModel.metadata.tables
"""Every table by its name, for queries that speak Core."""
