"""What one may not see does not exist: every address that can be read, for every kind of viewer, at every place.

Each secret carries a word of its own. Wherever the word turns up for a viewer who may not know it, there is a leak.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
import sqlalchemy as sa
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlalchemy import Connection

from api.access.viewer import HeldRole
from api.database import writing
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.accounts import bearer

PRIVATE, SHARED, HIDDEN, PARTNER, NEED = "zprivat", "zdelad", "zgomd", "zpartner", "zbehov"

VIEWERS: Mapping[str, tuple[HeldRole, ...] | None] = {
    "nobody": None,
    "somebody": (),
    "analyst": (HeldRole(Role.ANALYST),),
    "editor elsewhere": (HeldRole(Role.EDITOR, "lulea"),),
    "reader of the private place": (HeldRole(Role.READER, "kn"),),
    "reader of the public place": (HeldRole(Role.READER, "bn"),),
    "member at the public place": (HeldRole(Role.MEMBER, actor_id="d1"),),
    "the hidden actor itself": (HeldRole(Role.MEMBER, actor_id="gomd"),),
    "administrator": (HeldRole(Role.ADMIN),),
}

KNOWN: Mapping[str, set[str]] = {
    "nobody": set(),
    "somebody": {SHARED},
    "analyst": {SHARED},
    "editor elsewhere": {SHARED},
    "reader of the private place": {SHARED, PRIVATE},
    "reader of the public place": {SHARED, HIDDEN, PARTNER, NEED},
    "member at the public place": {SHARED, PARTNER, NEED},
    "the hidden actor itself": {SHARED, HIDDEN, PARTNER, NEED},
    "administrator": {PRIVATE, SHARED, HIDDEN, PARTNER, NEED},
}

NAMES = {"places": "name", "actors": "name", "forums": "name"} | dict.fromkeys(
    ("agreements", "activities", "needs"), "title"
)


def mark(connection: Connection, place: str, word: str) -> None:
    """Let everything at a place and below carry a word."""
    for table, column in NAMES.items():
        rows = TABLES[table]
        at = rows.c.id if table == "places" else rows.c.place_id
        named = sa.update(rows).where(at.in_((place, "ng", "as") if place == "kn" else (place,)))
        connection.execute(named.values({column: word + " " + rows.c[column], "search_key": word}))
    ties = TABLES["ties"]
    home = sa.select(TABLES["actors"].c.id).where(TABLES["actors"].c.place_id.in_([place, "ng", "as"]))
    connection.execute(sa.update(ties).where(ties.c.actor_a.in_(home)).values(what=word))


@pytest.fixture
def asking(writable: TestClient) -> TestClient:
    """The demo with a private place (kn), a shared one (umea), and secrets at a public one (bn)."""
    admin = bearer(writable, "forst", HeldRole(Role.ADMIN))

    def create(table: str, **values: object) -> None:
        assert writable.post(f"/api/v1/{table}", json=values, headers=admin).status_code == 201

    for actor, visibility in (("gomd", "hidden"), ("partner", "partners")):
        create("actors", id=actor, name=f"z{actor}", sector="civil_society", place_id="bn", visibility=visibility)
    create("ties", id="gomd-d1", actor_a="gomd", actor_b="d1", what=HIDDEN, level="dialogue", place_id="bn")
    create("ties", id="partner-d1", actor_a="partner", actor_b="d1", what=PARTNER, level="dialogue", place_id="bn")
    create("needs", id="zbehov", title=NEED, theme="health", place_id="bn")
    with writing(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
        places = TABLES["places"]
        for place, values in (
            ("lan", {"visibility": "private"}),
            ("umea", {"visibility": "shared"}),
            ("bn", {"visibility": "public", "needs_open": False}),
        ):
            connection.execute(sa.update(places).where(places.c.id == place).values(values))
        mark(connection, "kn", PRIVATE)
        mark(connection, "umea", SHARED)
        connection.execute(sa.text("UPDATE register_revision SET revision = revision + 1"))
    return writable


def addresses(client: TestClient) -> Iterator[str]:
    """Yield every address that can be read, with the ids of secrets and of what is open."""
    ids = {
        "place_id": ["kn", "bn"],
        "actor_id": ["k1", "gomd", "partner"],
        "form": ["package", "xlsx", "graphml", "gexf", "kumu", "gephi"],
    }
    for route in client.app.routes:  # type: ignore[attr-defined]
        if not isinstance(route, APIRoute) or "GET" not in (route.methods or ()):
            continue
        names = re.findall(r"{(\w+)}", route.path)
        table = route.path.removeprefix("/api/v1/").split("/")[0]
        records = {
            "places": ["kn", "umea", "bn"],
            "actors": ["k1", "gomd", "partner"],
            "forums": ["f1"],
            "agreements": ["v1"],
            "ties": ["t1", "gomd-d1"],
            "needs": ["b1", "zbehov"],
        }.get(table, ["x"])
        for values in product(*(ids.get(name, records) for name in names)):
            yield route.path.format(**dict(zip(names, values, strict=True)))
    yield from ("/?q=z", "/api/v1/actors?q=z", "/api/v1/needs?q=z", "/api/v1/places?q=z", "/jamfor?place=kn&place=bn")
    yield "/api/v1/comparison?place=kn&place=bn"
    yield from (f"/api/v1/exports/{form}?place=bn" for form in ids["form"])
    yield "/platser/bn/karta?date=2026-11-01"
    # What lies below an open place is not open for that.
    yield "/platser/sverige/karta?date=2020-09-01"
    yield "/platser/umea"


@pytest.mark.parametrize("own_demo", ["sqlite"], indirect=True)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_address_shows_what_a_viewer_may_not_see(asking: TestClient, viewer: str) -> None:
    roles = VIEWERS[viewer]
    header = {} if roles is None else bearer(asking, "viewer", *roles)
    secrets = {PRIVATE, SHARED, HIDDEN, PARTNER, NEED} - KNOWN[viewer]
    leaks = []
    shown: set[str] = set()
    for address in addresses(asking):
        answer = asking.get(address, headers=header)
        assert answer.status_code < 500, address
        told = answer.text.replace(address, "")
        leaks += [(address, secret) for secret in secrets if secret in told]
        shown |= {secret for secret in KNOWN[viewer] if secret in told}
    assert leaks == []
    assert shown == KNOWN[viewer]


@pytest.mark.parametrize(
    ("viewer", "place", "status"),
    [
        ("nobody", "kn", 404),
        ("nobody", "umea", 404),
        ("somebody", "umea", 200),
        ("somebody", "kn", 404),
        ("analyst", "kn", 404),
        ("reader of the private place", "kn", 200),
        ("administrator", "kn", 200),
    ],
)
def test_a_place_that_may_not_be_seen_is_not_found(asking: TestClient, viewer: str, place: str, status: int) -> None:
    roles = VIEWERS[viewer]
    header = {} if roles is None else bearer(asking, "viewer", *roles)
    for address in (f"/platser/{place}", f"/api/v1/places/{place}", f"/api/v1/places/{place}/gaps"):
        assert asking.get(address, headers=header).status_code == status


def test_findings_about_needs_are_silent_where_needs_are_closed(asking: TestClient) -> None:
    reader = bearer(asking, "lasare", HeldRole(Role.READER, "bn"))
    day = {"date": "2026-11-01"}
    outside = asking.get("/api/v1/places/bn/gaps", params=day).json()
    inside = asking.get("/api/v1/places/bn/gaps", params=day, headers=reader).json()
    about_needs = {"G05", "G06", "G07", "G09", "G11", "G18"}
    assert (outside["needs_shown"], inside["needs_shown"]) == (False, True)
    assert about_needs & {gap["code"] for gap in outside["gaps"]} == set()
    assert about_needs & {gap["code"] for gap in inside["gaps"]} != set()


def test_a_hidden_actor_moves_no_figure(asking: TestClient) -> None:
    """What is computed of a place is computed as if the actor had never been registered."""
    reader = bearer(asking, "lasare", HeldRole(Role.READER, "bn"))
    day = {"date": "2026-11-01"}
    outside = asking.get("/api/v1/places/bn/network", params=day).json()["network"]["nodes"]
    inside = asking.get("/api/v1/places/bn/network", params=day, headers=reader).json()["network"]["nodes"]
    assert {node["id"] for node in inside} - {node["id"] for node in outside} == {"gomd", "partner"}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_what_may_not_be_seen_is_the_same_on_both_databases(asking: TestClient, viewer: str) -> None:
    header = {} if VIEWERS[viewer] is None else bearer(asking, "viewer", *VIEWERS[viewer] or ())
    told = "".join(
        asking.get(f"/api/v1/{table}", params={"limit": 1000}, headers=header).text
        for table in ("places", "actors", "forums", "agreements", "activities", "needs", "ties", "mandates", "grants")
    )
    assert {word for word in (PRIVATE, SHARED, HIDDEN, PARTNER, NEED) if word in told} == KNOWN[viewer]
