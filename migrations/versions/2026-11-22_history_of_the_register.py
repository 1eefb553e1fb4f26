"""Remember who changed what, and what was there before.

A record's row now says in which change set it came and last changed, instead of when: what came together can
be undone together, and the moment stands in one place. The history holds what changes and deletions replaced.
Rows that are already stored get one change set for each moment at which some of them came or changed.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RECORDS = (
    "places",
    "actors",
    "forums",
    "forum_members",
    "agreements",
    "agreement_parties",
    "ties",
    "mandates",
    "activities",
    "activity_actors",
    "needs",
    "need_sightings",
    "grants",
    "inventories",
    "completeness",
)
STAMPS = (("created_at", "created_in"), ("changed_at", "changed_in"))


def upgrade() -> None:
    change_sets = op.create_table(
        "change_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("account_id", sa.String(36), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_change_sets"),
        sa.ForeignKeyConstraint(["undoes"], ["change_sets.id"], name="fk_change_sets_undoes_change_sets"),
    )
    for column in ("at", "account_id", "undoes"):
        op.create_index(f"ix_change_sets_{column}", "change_sets", [column])
    _create_history()
    _complete_websites()
    _name_the_moments(change_sets)
    for table in RECORDS:
        _refer_to_change_sets(table)


def _complete_websites() -> None:
    """Say whole addresses: what the history keeps must be readable, and a record's website is one from now on."""
    actors = sa.table("actors", sa.column("website", sa.String()))
    website = actors.c.website
    incomplete = sa.not_(sa.or_(website.like("http://%"), website.like("https://%")))
    host = sa.and_(website.like("%_.__%"), sa.not_(website.like("% %")), sa.not_(website.like("%:%")))
    op.execute(sa.update(actors).where(incomplete, host).values(website=sa.literal("https://") + website))
    op.execute(sa.update(actors).where(incomplete).values(website=None))


def downgrade() -> None:
    for table in RECORDS:
        _write_the_moments_back(table)
    op.drop_table("history")
    op.drop_table("change_sets")


def _create_history() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_set_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("record_key", sa.String(), nullable=False),
        sa.Column("created_in", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
        sa.ForeignKeyConstraint(["change_set_id"], ["change_sets.id"], name="fk_history_change_set_id_change_sets"),
        sa.ForeignKeyConstraint(["created_in"], ["change_sets.id"], name="fk_history_created_in_change_sets"),
    )
    op.create_index("ix_history_record", "history", ["table_name", "record_key"])
    op.create_index("ix_history_change_set_id", "history", ["change_set_id"])
    op.create_index("ix_history_created_in", "history", ["created_in"])


def _table(name: str, *columns: str) -> Any:
    return sa.table(name, *map(sa.column, columns))


def _name_the_moments(change_sets: sa.Table) -> None:
    """Make one change set for each moment at which a row came or last changed."""
    moments = sa.union(
        *(
            sa.select(sa.column(old, sa.DateTime(timezone=True)).label("at")).select_from(sa.table(name))
            for name in RECORDS
            for old, _ in STAMPS
        )
    ).subquery()
    named = sa.select(moments.c.at, sa.literal("import").label("kind")).order_by(moments.c.at)
    op.execute(change_sets.insert().from_select(["at", "kind"], named))


def _refer_to_change_sets(name: str) -> None:
    with op.batch_alter_table(name) as table:
        for _, new in STAMPS:
            table.add_column(sa.Column(new, sa.Integer(), nullable=True))
    change_sets, rows = _table("change_sets", "id", "at"), _table(name, *(part for pair in STAMPS for part in pair))
    for old, new in STAMPS:
        found = sa.select(change_sets.c.id).where(change_sets.c.at == rows.c[old]).scalar_subquery()
        op.execute(rows.update().values({new: found}))
    with op.batch_alter_table(name) as table:
        for old, new in STAMPS:
            table.drop_column(old)
            table.alter_column(new, existing_type=sa.Integer(), nullable=False)
            table.create_foreign_key(f"fk_{name}_{new}_change_sets", "change_sets", [new], ["id"])
        table.create_index(f"ix_{name}_created_in", ["created_in"])


def _write_the_moments_back(name: str) -> None:
    with op.batch_alter_table(name) as table:
        for old, _ in STAMPS:
            table.add_column(sa.Column(old, sa.DateTime(timezone=True), nullable=True))
    change_sets, rows = _table("change_sets", "id", "at"), _table(name, *(part for pair in STAMPS for part in pair))
    for old, new in STAMPS:
        found = sa.select(change_sets.c.at).where(change_sets.c.id == rows.c[new]).scalar_subquery()
        op.execute(rows.update().values({old: found}))
    with op.batch_alter_table(name) as table:
        table.drop_index(f"ix_{name}_created_in")
        for old, new in STAMPS:
            table.drop_constraint(f"fk_{name}_{new}_change_sets", type_="foreignkey")
            table.drop_column(new)
            table.alter_column(old, existing_type=sa.DateTime(timezone=True), nullable=False)
