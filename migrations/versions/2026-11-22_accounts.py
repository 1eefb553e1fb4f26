"""Let people and programs sign in.

Accounts with their roles, and what opens a door for them: sessions, recovery codes, API tokens, links that work
once and identities of other providers. All of it goes with the account; a role also goes with its place or actor.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXES = (
    ("accounts", "email", True),
    ("account_roles", "account_id", False),
    ("account_roles", "place_id", False),
    ("account_roles", "actor_id", False),
    ("api_tokens", "account_id", False),
    ("api_tokens", "token_digest", True),
    ("outside_identities", "account_id", False),
    ("sessions", "account_id", False),
    ("single_use_links", "account_id", False),
    ("single_use_links", "email", False),
    ("single_use_links", "invited_by", False),
)
FOR_NOTHING = sa.text("place_id IS NULL AND actor_id IS NULL")
DEPENDENT = ("account_roles", "api_tokens", "outside_identities", "recovery_codes", "sessions", "single_use_links")


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp_secret", sa.String(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        _instant("created_at"),
        _instant("disabled_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
    )
    _create_account_roles()
    _create_doors()
    _create_links()
    for table, column, unique in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column], unique=unique)
    _hold_roles_once()


def downgrade() -> None:
    for table in DEPENDENT:
        op.drop_table(table)
    op.drop_table("accounts")


def _create_account_roles() -> None:
    op.create_table(
        "account_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        *_account("account_roles"),
        sa.Column("place_id", sa.String(100), nullable=True),
        sa.Column("actor_id", sa.String(100), nullable=True),
        _going_with("account_roles", "place_id", "places"),
        _going_with("account_roles", "actor_id", "actors"),
        sa.PrimaryKeyConstraint("id", name="pk_account_roles"),
    )


def _hold_roles_once() -> None:
    """Two rows whose places are NULL are different to both databases, so that each kind of role has its own index."""
    table, held = "account_roles", ["account_id", "role"]
    op.create_index("ix_account_roles_for_place", table, [*held, "place_id"], unique=True)
    op.create_index("ix_account_roles_for_actor", table, [*held, "actor_id"], unique=True)
    name = "ix_account_roles_national"
    op.create_index(name, table, held, unique=True, sqlite_where=FOR_NOTHING, postgresql_where=FOR_NOTHING)


def _create_doors() -> None:
    """Create what an account signs in with, and where it is signed in."""
    op.create_table(
        "sessions",
        sa.Column("key_digest", sa.String(64), nullable=False),
        *_account("sessions"),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        *map(_instant, ("created_at", "seen_at", "expires_at")),
        sa.PrimaryKeyConstraint("key_digest", name="pk_sessions"),
    )
    op.create_table(
        "recovery_codes",
        *_account("recovery_codes"),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "code_digest", name="pk_recovery_codes"),
    )
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(36), nullable=False),
        *_account("api_tokens"),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        *map(_instant, ("created_at", "expires_at")),
        _instant("used_at", nullable=True),
        _instant("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_api_tokens"),
    )
    op.create_table(
        "outside_identities",
        sa.Column("issuer", sa.String(500), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        *_account("outside_identities"),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_outside_identities"),
    )


def _create_links() -> None:
    op.create_table(
        "single_use_links",
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        *_account("single_use_links", nullable=True),
        sa.Column("email", sa.String(320), nullable=True),
        sa.Column("invited_by", sa.String(36), nullable=True),
        _going_with("single_use_links", "invited_by", "accounts"),
        sa.Column("offered", sa.JSON(), nullable=False),
        *map(_instant, ("created_at", "expires_at")),
        _instant("used_at", nullable=True),
        sa.PrimaryKeyConstraint("token_digest", name="pk_single_use_links"),
    )


def _instant(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _account(table: str, *, nullable: bool = False) -> tuple["sa.Column[str]", sa.ForeignKeyConstraint]:
    return sa.Column("account_id", sa.String(36), nullable=nullable), _going_with(table, "account_id", "accounts")


def _going_with(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}", ondelete="CASCADE")
