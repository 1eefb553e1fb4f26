"""Keep the lists that somebody is reading in, so that what cannot be stored yet is not lost."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "list_drafts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(100), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_list_drafts"),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_list_drafts_place_id_places", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_list_drafts_account_id_accounts", ondelete="CASCADE"
        ),
    )
    for column in ("place_id", "account_id", "changed_at"):
        op.create_index(f"ix_list_drafts_{column}", "list_drafts", [column])


def downgrade() -> None:
    op.drop_table("list_drafts")
