"""The tables of the register.

Written in what databases store and never in the classes of models/, so that it means the same for ever.
Codes are plain text: a new code in a vocabulary changes no table. Every constraint has a name, because a
later migration can only change what it can name.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

register = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def upgrade() -> None:
    register.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    register.drop_all(op.get_bind(), checkfirst=False)


def key() -> sa.Column[str]:
    return sa.Column("id", sa.String(100), primary_key=True)


def code(name: str, *, required: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(40), nullable=not (required or key), primary_key=key)


def text(name: str, *, required: bool = False, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=not required, index=index)


def texts(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def yes_or_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=True)


def to(table: str, name: str, *, required: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(100), sa.ForeignKey(f"{table}.id"), nullable=not required, index=True)


def key_to(table: str, name: str, *, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(100), sa.ForeignKey(f"{table}.id"), primary_key=True, index=index)


def dates() -> tuple[sa.Column[Any], ...]:
    return sa.Column("valid_from", sa.Date(), nullable=True), sa.Column("valid_to", sa.Date(), nullable=True)


def sourced() -> tuple[sa.Column[Any], ...]:
    """Where the fact comes from, and what guards and dates the row itself."""
    return (
        text("source"),
        text("note"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )


def search_key() -> sa.Column[str]:
    return sa.Column("search_key", sa.String(500), nullable=False, index=True)


sa.Table(
    "places",
    register,
    key(),
    text("name", required=True),
    code("level", required=True),
    to("places", "parent_id"),
    text("code"),
    text("group"),
    search_key(),
    *sourced(),
)

sa.Table(
    "actors",
    register,
    key(),
    text("name", required=True),
    texts("aliases"),
    text("org_number", index=True),
    code("sector", required=True),
    code("kind"),
    code("entity", required=True),
    code("level"),
    to("places", "place_id"),
    to("actors", "parent_id"),
    code("capacity"),
    yes_or_no("represents_residents"),
    code("collaboration_mandate"),
    yes_or_no("mentor"),
    texts("themes"),
    texts("tags"),
    text("offers"),
    text("seeks"),
    text("website"),
    text("email"),
    *dates(),
    search_key(),
    *sourced(),
)

sa.Table(
    "actor_federations",
    register,
    key_to("actors", "actor_id"),
    key_to("actors", "federation_id", index=True),
)

sa.Table(
    "forums",
    register,
    key(),
    text("name", required=True),
    code("kind"),
    code("level"),
    to("places", "place_id"),
    code("collaboration_level", required=True),
    texts("themes"),
    texts("tags"),
    text("goal"),
    text("follow_up"),
    yes_or_no("charter"),
    code("governance"),
    code("status", required=True),
    *dates(),
    search_key(),
    *sourced(),
)

# The same actor may hold two roles, and may come back: a membership without a start has the earliest date.
sa.Table(
    "forum_members",
    register,
    key_to("forums", "forum_id"),
    key_to("actors", "actor_id", index=True),
    code("role", key=True),
    sa.Column("valid_from", sa.Date(), primary_key=True),
    sa.Column("valid_to", sa.Date(), nullable=True),
    code("attendance", required=True),
    code("confirmation", required=True),
    *sourced(),
)

sa.Table(
    "agreements",
    register,
    key(),
    text("title", required=True),
    code("kind", required=True),
    code("stage", required=True),
    to("places", "place_id"),
    texts("themes"),
    texts("tags"),
    text("purpose"),
    text("goal"),
    text("follow_up"),
    sa.Column("amount_sek", sa.BigInteger(), nullable=True),
    text("diary_number"),
    *dates(),
    search_key(),
    *sourced(),
)

sa.Table(
    "agreement_parties",
    register,
    key_to("agreements", "agreement_id"),
    key_to("actors", "actor_id", index=True),
    code("confirmation", required=True),
    *sourced(),
)

sa.Table(
    "ties",
    register,
    key(),
    to("actors", "actor_a", required=True),
    to("actors", "actor_b", required=True),
    code("type", required=True),
    code("level", required=True),
    code("desired_level"),
    to("actors", "desired_by"),
    text("what"),
    texts("themes"),
    texts("tags"),
    to("places", "place_id"),
    code("status", required=True),
    code("confirmation", required=True),
    *dates(),
    *sourced(),
)

sa.Table(
    "mandates",
    register,
    key(),
    to("actors", "actor_id", required=True),
    code("theme"),
    text("issue"),
    to("places", "place_id"),
    code("level"),
    code("kind", required=True),
    code("status", required=True),
    *sourced(),
)

sa.Table(
    "activities",
    register,
    key(),
    text("title", required=True),
    to("places", "place_id"),
    texts("themes"),
    texts("tags"),
    texts("target_groups"),
    code("direction", required=True),
    code("scope", required=True),
    yes_or_no("strategic"),
    code("funding", required=True),
    text("follow_up"),
    code("status", required=True),
    *dates(),
    search_key(),
    *sourced(),
)

sa.Table(
    "activity_counteractions",
    register,
    key_to("activities", "activity_id"),
    key_to("activities", "counteracted_id", index=True),
)

sa.Table(
    "activity_actors",
    register,
    key_to("activities", "activity_id"),
    key_to("actors", "actor_id", index=True),
    code("confirmation", required=True),
    *sourced(),
)

sa.Table(
    "needs",
    register,
    key(),
    text("title", required=True),
    code("kind"),
    code("level"),
    to("places", "place_id"),
    code("theme"),
    texts("tags"),
    code("priority", required=True),
    code("problem_level", required=True),
    texts("target_groups"),
    *dates(),
    search_key(),
    *sourced(),
)

sa.Table(
    "need_addressees",
    register,
    key_to("needs", "need_id"),
    key_to("actors", "actor_id", index=True),
)

sa.Table(
    "need_sightings",
    register,
    key_to("needs", "need_id"),
    key_to("actors", "actor_id", index=True),
    *sourced(),
)

sa.Table(
    "grants",
    register,
    key(),
    to("actors", "grantor_id", required=True),
    to("actors", "recipient_id", required=True),
    sa.Column("amount_sek", sa.BigInteger(), nullable=True),
    text("purpose"),
    text("legal_basis"),
    code("status"),
    *dates(),
    *sourced(),
)

sa.Table(
    "inventories",
    register,
    key_to("places", "place_id"),
    sa.Column("scope", sa.String(60), primary_key=True),
    sa.Column("date", sa.Date(), primary_key=True),
    code("status", required=True),
    *sourced(),
)

sa.Table(
    "completeness",
    register,
    key_to("actors", "actor_id"),
    sa.Column("date", sa.Date(), primary_key=True),
    *sourced(),
)

sa.Table(
    "collections",
    register,
    key(),
    text("title", required=True),
    text("about", required=True),
    sa.Column("fictitious", sa.Boolean(), nullable=False),
    sa.Column("observed_on", sa.Date(), nullable=False),
)

sa.Table(
    "collection_places",
    register,
    key_to("collections", "collection_id"),
    key_to("places", "place_id", index=True),
)

# One row: how many writes the register has seen.
sa.Table(
    "register_revision",
    register,
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("revision", sa.Integer(), nullable=False),
)
