"""Somebody who looks after the map of Exempelkommunen, where an organisation was registered twice."""

import pytest

from tests.api.pages.editing.conftest import Writer, editor, member, nobody, reader

__all__ = ["Writer", "editor", "member", "nobody", "reader"]

TWICE = "/aktorer/ett/sla-ihop/tva?place=kn"


@pytest.fixture
def twice(editor: Writer) -> Writer:
    """The editor, once there are two records of Norra Byns Idrottsförening."""
    for values in (
        {
            "id": "ett",
            "name": "Norra Byns Idrottsförening",
            "place_id": "kn",
            "tags": ["fotboll"],
            "kind": "association",
        },
        {"id": "tva", "name": "Norra Byns IF", "place_id": "kn", "tags": ["dans"], "email": "info@forening.se"},
    ):
        sent = {"sector": "civil_society", **values}
        assert editor.client.post("/api/v1/actors", json=sent, headers=editor.headers).status_code == 201
    return editor
