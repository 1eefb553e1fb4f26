"""Remember which actors are different although they look alike, and which have been made one.

The address of an actor that became a part of another leads on to that one, and undoing a merge gives back what went
along with it beside the register.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "different_actors",
        sa.Column("actor_a", sa.String(100), nullable=False),
        sa.Column("actor_b", sa.String(100), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(_actor(column) for column in ("actor_a", "actor_b")),
        sa.PrimaryKeyConstraint("actor_a", "actor_b", name="pk_different_actors"),
    )
    op.create_index("ix_different_actors_actor_b", "different_actors", ["actor_b"])
    op.create_table(
        "merges",
        sa.Column("change_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept_id", sa.String(100), nullable=False),
        sa.Column("dropped_id", sa.String(100), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("different", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["change_set_id"], ["change_sets.id"], name="fk_merges_change_set_id_change_sets"),
        sa.PrimaryKeyConstraint("change_set_id", name="pk_merges"),
    )
    op.create_index("ix_merges_dropped_id", "merges", ["dropped_id"])


def downgrade() -> None:
    op.drop_table("merges")
    op.drop_table("different_actors")


def _actor(column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_different_actors_{column}_actors"
    return sa.ForeignKeyConstraint([column], ["actors.id"], name=name, ondelete="CASCADE")
