"""Keep links with which actors answer for themselves, survey rounds, registrations and what was confirmed when."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ID = sa.String(36)


def upgrade() -> None:
    op.add_column("change_sets", sa.Column("actor_id", sa.String(100), nullable=True))
    op.add_column("merges", sa.Column("answers", sa.JSON(), nullable=False, server_default="{}"))
    _make(
        "survey_rounds",
        sa.Column("id", _ID, nullable=False),
        sa.Column("place_id", sa.String(100), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("made_by", _ID, nullable=True),
        _at("opened_at", nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        _at("closed_at"),
        sa.Column("kappa_before", sa.Float(), nullable=True),
        sa.Column("kappa_after", sa.Float(), nullable=True),
        _at("settled_at"),
        _names("survey_rounds", "place_id", "places"),
        indexed=("place_id",),
    )
    _make(
        "answer_links",
        sa.Column("id", _ID, nullable=False),
        sa.Column("place_id", sa.String(100), nullable=False),
        sa.Column("actor_id", sa.String(100), nullable=False),
        sa.Column("round_id", _ID, nullable=True),
        sa.Column("made_by", _ID, nullable=True),
        *(_at(column, nullable=False) for column in ("made_at", "expires_at")),
        *(_at(column) for column in ("revoked_at", "opened_at", "answered_at", "left_out_at", "reminded_at")),
        sa.Column("left_out_from", sa.String(40), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        _at("sent_at"),
        sa.Column("sent_to", sa.String(320), nullable=True),
        sa.Column("failure", sa.String(500), nullable=True),
        sa.Column("greeting", sa.String(), nullable=True),
        _names("answer_links", "place_id", "places"),
        _names("answer_links", "actor_id", "actors"),
        _names("answer_links", "round_id", "survey_rounds"),
        indexed=("place_id", "actor_id", "round_id"),
    )
    op.create_table(
        "confirmations",
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("record_key", sa.String(700), nullable=False),
        sa.Column("actor_id", sa.String(100), nullable=False),
        _at("at", nullable=False),
        _names("confirmations", "actor_id", "actors"),
        sa.PrimaryKeyConstraint("table_name", "record_key", "actor_id", name="pk_confirmations"),
    )
    op.create_index("ix_confirmations_actor_id", "confirmations", ["actor_id"])
    op.create_index("ix_confirmations_at", "confirmations", ["at"])
    _make(
        "registration_links",
        sa.Column("id", _ID, nullable=False),
        sa.Column("place_id", sa.String(100), nullable=False),
        sa.Column("made_by", _ID, nullable=True),
        *(_at(column, nullable=False) for column in ("made_at", "expires_at")),
        _at("revoked_at"),
        _names("registration_links", "place_id", "places"),
        indexed=("place_id",),
    )
    _make(
        "registrations",
        sa.Column("id", _ID, nullable=False),
        sa.Column("place_id", sa.String(100), nullable=False),
        sa.Column("link_id", _ID, nullable=False),
        _at("sent_at", nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        _at("decided_at"),
        sa.Column("decided_by", _ID, nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("actor_id", sa.String(100), nullable=True),
        sa.Column("given_link_id", _ID, nullable=True),
        _names("registrations", "place_id", "places"),
        _names("registrations", "link_id", "registration_links"),
        _names("registrations", "actor_id", "actors", ondelete="SET NULL"),
        _names("registrations", "given_link_id", "answer_links", ondelete="SET NULL"),
        indexed=("place_id", "link_id", "sent_at", "actor_id", "given_link_id"),
    )


def downgrade() -> None:
    for table in ("registrations", "registration_links", "confirmations", "answer_links", "survey_rounds"):
        op.drop_table(table)
    op.drop_column("merges", "answers")
    op.drop_column("change_sets", "actor_id")


def _make(table: str, *parts: Any, indexed: tuple[str, ...]) -> None:
    op.create_table(table, *parts, sa.PrimaryKeyConstraint("id", name=f"pk_{table}"))
    for column in indexed:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _at(column: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(column, sa.DateTime(timezone=True), nullable=nullable)


def _names(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)
