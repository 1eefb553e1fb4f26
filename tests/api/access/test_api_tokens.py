"""API tokens as their owner makes and revokes them, on both databases."""

import pytest

from api.access.api_tokens import create_token, list_tokens, revoke_token
from api.access.tokens import API_TOKEN_MARK
from api.database import writing
from models.errors import InvalidRequestError, NotFoundError
from models.vocabulary import TokenScope
from tests.api.access.people import enrol


def test_tokens_that_work_are_listed_and_others_are_not(engine, gate, clock):
    account = enrol(engine, gate, "kansli@a.example")
    with writing(engine) as connection:
        create_token(connection, gate, account.id, "Kort", [TokenScope.READ], 1)
        clock.forward(hours=1)
        secret = create_token(connection, gate, account.id, "Lång ", [TokenScope.WRITE, TokenScope.READ], 366)
        assert secret.startswith(API_TOKEN_MARK)
        assert [token.name for token in list_tokens(connection, gate, account.id)] == ["Lång", "Kort"]
        clock.forward(days=1)
        (token,) = list_tokens(connection, gate, account.id)
        assert token.scopes == (TokenScope.READ, TokenScope.WRITE)
        revoke_token(connection, gate, account.id, token.id)
        assert list_tokens(connection, gate, account.id) == ()


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [("", [TokenScope.READ], 1), ("x", [], 1), ("x", [TokenScope.READ], 0), ("x", [TokenScope.READ], 367)],
)
def test_a_token_has_a_name_a_scope_and_an_end(sqlite_engine, gate, name, scopes, days):
    account = enrol(sqlite_engine, gate, "kansli@a.example")

    with pytest.raises(InvalidRequestError), writing(sqlite_engine) as connection:
        create_token(connection, gate, account.id, name, scopes, days)


def test_nobody_revokes_somebody_elses_token(engine, gate):
    account, another = enrol(engine, gate, "kansli@a.example"), enrol(engine, gate, "annan@a.example")
    with writing(engine) as connection:
        create_token(connection, gate, account.id, "x", [TokenScope.READ], 1)
        (token,) = list_tokens(connection, gate, account.id)
    with pytest.raises(NotFoundError), writing(engine) as connection:
        revoke_token(connection, gate, another.id, token.id)
