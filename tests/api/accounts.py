"""Accounts for tests: made as an operator makes them, and asking with a real token."""

from fastapi.testclient import TestClient

from api.access.accounts import create_account
from api.access.api_tokens import create_token
from api.access.gate import Gate
from api.access.roles import give_role
from api.access.viewer import HeldRole
from api.database import writing
from models.vocabulary import TokenScope


def bearer(
    client: TestClient, name: str, *roles: HeldRole, scopes: tuple[TokenScope, ...] = tuple(TokenScope)
) -> dict[str, str]:
    """Make an account with these roles, and return the header with which it asks."""
    gate: Gate = client.app.state.gate  # type: ignore[attr-defined]
    with writing(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        account = create_account(connection, f"{name}@forening.example", name, gate.now())
        for role in roles:
            give_role(connection, account.id, role)
        token = create_token(connection, gate, account.id, "test", frozenset(scopes), 1)
    return {"Authorization": f"Bearer {token}"}
