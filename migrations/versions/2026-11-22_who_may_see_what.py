"""Let every place and actor say who may see it.

A place that says nothing follows the one above it, and needs are open to outsiders only where a place says so.
Actors that were already registered could be seen by everybody, and still can.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("places", sa.Column("visibility", sa.String(40), nullable=True))
    op.add_column("places", sa.Column("needs_open", sa.Boolean(), nullable=True))
    op.add_column("actors", sa.Column("visibility", sa.String(40), nullable=True))
    op.execute("UPDATE actors SET visibility = 'public'")
    with op.batch_alter_table("actors") as actors:
        actors.alter_column("visibility", existing_type=sa.String(40), nullable=False)


def downgrade() -> None:
    for table, column in (("actors", "visibility"), ("places", "needs_open"), ("places", "visibility")):
        with op.batch_alter_table(table) as changed:
            changed.drop_column(column)
