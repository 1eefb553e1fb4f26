"""Somebody who looks after the map of Exempelkommunen and asks its actors."""

import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.access.viewer import OPERATOR
from api.database import reading, writing
from api.self_service.answer_links import AnswerLink, every_link_of, make_links, stamp
from tests.api.pages.editing.conftest import Writer, admin, editor, member, nobody, reader

__all__ = ["Writer", "admin", "editor", "member", "nobody", "reader"]

HERE = "/platser/kn/svar"
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def same_day(writable: TestClient) -> None:
    writable.app.state.today = lambda: TODAY  # type: ignore[attr-defined]


def links(writer: Writer) -> dict[str, AnswerLink]:
    """Return the newest link of each actor."""
    with reading(writer.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        return {link.actor_id: link for link in reversed(every_link_of(connection, "kn"))}


def make(writer: Writer, *actor_ids: str, **stamps: object) -> None:
    """Make links, and write down what happened with them."""
    state = writer.client.app.state  # type: ignore[attr-defined]
    with writing(state.engine) as connection:
        for link in make_links(connection, state.gate, OPERATOR, "kn", actor_ids):
            if stamps:
                stamp(connection, link.id, **stamps)


def give_email(writer: Writer, actor_id: str, email: str) -> None:
    version = writer.record(f"actors/{actor_id}")["version"]
    sent = {"email": email, "version": version}
    assert writer.client.patch(f"/api/v1/actors/{actor_id}", json=sent, headers=writer.headers).status_code == 200


def hidden(page: str, name: str) -> str:
    """Return what a hidden field of a page holds."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', page)
    assert found, name
    return found[1]
