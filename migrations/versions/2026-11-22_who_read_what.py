"""Remember who has read what is not for everybody.

Actors that are hidden or for partners, places that are not open to all and needs that are closed: the actor that was
mapped and those who keep the map of its place may see who has read of it. Once for an account, an object and an hour.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("account_id", sa.String(36), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.String(100), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "subject", "subject_id", "hour", name="pk_access_log"),
    )
    op.create_index("ix_access_log_subject", "access_log", ["subject", "subject_id", "hour"])
    op.create_index("ix_access_log_hour", "access_log", ["hour"])


def downgrade() -> None:
    op.drop_table("access_log")
