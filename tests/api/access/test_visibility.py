"""What one may not see does not exist: every address that can be read, for every kind of viewer, at every place.

Each secret carries a word of its own. Wherever the word turns up for a viewer who may not know it, there is a leak.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlalchemy import Connection

from api.access.accounts import create_account
from api.access.cookies import PLAIN_NAME
from api.access.roles import give_role
from api.access.sessions import start_session
from api.access.viewer import HeldRole
from api.application import create_app
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, writing
from api.settings import Settings
from api.storing import store
from models.records import Activity, Agreement, Forum, Need, Record
from models.tables import TABLES
from models.vocabulary import AgreementKind, AgreementStage, ChangeKind, Role
from tests.api.accounts import bearer
from tests.api.copies import copied_demo

PRIVATE, SHARED, HIDDEN, PARTNER, NEED = "zprivatord", "zdelatord", "zgomtord", "zpartnerord", "zbehovsord"
LOOSE = "zlostord"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
SECRETS = {PRIVATE, SHARED, HIDDEN, PARTNER, NEED, LOOSE}

VIEWERS: Mapping[str, tuple[HeldRole, ...] | None] = {
    "nobody": None,
    "somebody": (),
    "analyst": (HeldRole(Role.ANALYST),),
    "editor elsewhere": (HeldRole(Role.EDITOR, "lulea"),),
    "reader of the private place": (HeldRole(Role.READER, "kn"),),
    "reader of the public place": (HeldRole(Role.READER, "bn"),),
    "editor of the public place": (HeldRole(Role.EDITOR, "bn"),),
    "member of the county": (HeldRole(Role.MEMBER, actor_id="r1"),),
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
    "reader of the public place": {SHARED, PARTNER, NEED},
    "editor of the public place": {SHARED, HIDDEN, PARTNER, NEED},
    "member of the county": {SHARED},
    "member at the public place": {SHARED, PARTNER, NEED},
    "the hidden actor itself": {SHARED, HIDDEN, PARTNER, NEED},
    "administrator": SECRETS,
}

NAMES = {"places": "name", "actors": "name", "forums": "name"} | dict.fromkeys(
    ("agreements", "activities", "needs"), "title"
)

IDS: Mapping[str, list[str]] = {
    "places": ["kn", "umea", "bn"],
    "actors": ["k1", "gomd", "partner", "d1"],
    "forums": ["f1", "gomt-forum"],
    "agreements": ["v1", "v2", "gomt-avtal"],
    "ties": ["t1", "gomt-band", "partner-band"],
    "mandates": ["m1", "gomt-mandat"],
    "activities": ["x1", "gomd-insats"],
    "needs": ["b1", "slutet"],
    "grants": ["g01", "gomt-bidrag"],
}
"""What addresses are asked for: secrets, and what is open."""

ON_PAGES = {"aktorer": "actors", "samarbeten": "ties", "forum": "forums", "avtal": "agreements"}

ANSWERS_NOBODY = {
    "/logga-in/kod": "waits for a password",
    "/logga-in/extern": "leads to a provider that is not set",
    "/logga-in/extern/svar": "comes from a provider",
    "/inbjudan/{token}": "needs a link that works once",
    "/losenord/{token}": "needs a link that works once",
    "/sprak": "leads back",
    "/logga-in": "leads on whoever has signed in",
    "/metrics": "is told to this machine alone",
}
"""Routes that show nothing to anybody here, and why."""


def mark(connection: Connection, places: tuple[str, ...], word: str) -> None:
    """Let everything at these places carry a word."""
    for table, column in NAMES.items():
        rows = TABLES[table]
        at = rows.c.id if table == "places" else rows.c.place_id
        named = sa.update(rows).where(at.in_(places))
        connection.execute(named.values({column: word + " " + rows.c[column], "search_key": word}))
    ties = TABLES["ties"]
    home = sa.select(TABLES["actors"].c.id).where(TABLES["actors"].c.place_id.in_(places))
    connection.execute(sa.update(ties).where(ties.c.actor_a.in_(home)).values(what=word))


def leave_loose(connection: Connection) -> None:
    """Register something without a place and without anybody, as an import at the command line may."""
    loose: dict[str, list[Record]] = {
        "forums": [Forum(id="losa-forum", name=LOOSE)],
        "agreements": [Agreement(id="lost-avtal", title=LOOSE, kind=AgreementKind.OTHER, stage=AgreementStage.DRAFT)],
        "activities": [Activity(id="los-insats", title=LOOSE)],
        "needs": [Need(id="lost-behov", title=LOOSE)],
    }
    hold_revision(connection)
    store(connection, loose, [], begin_change_set(connection, Deed(ChangeKind.IMPORT)))


def told(answer: Response) -> str:
    """Return all that an answer says, packed or not."""
    if not answer.content.startswith(b"PK"):
        return answer.text
    with ZipFile(BytesIO(answer.content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def close(connection: Connection) -> None:
    """Let the county and all below it be private, one municipality shared, and the needs of a public one closed."""
    places = TABLES["places"]
    for place, said in (
        ("lan", {"visibility": "private"}),
        ("umea", {"visibility": "shared"}),
        ("bn", {"visibility": "public", "needs_open": False}),
    ):
        connection.execute(sa.update(places).where(places.c.id == place).values(said))
    mark(connection, ("kn", "ng", "as"), PRIVATE)
    mark(connection, ("umea",), SHARED)
    told = TABLES["collections"]
    of_kn = sa.select(TABLES["collection_places"].c.collection_id).where(TABLES["collection_places"].c.place_id == "kn")
    connection.execute(sa.update(told).where(told.c.id.in_(of_kn)).values(title=PRIVATE))
    connection.execute(sa.text("UPDATE register_revision SET revision = revision + 1"))


def keep_secrets(client: TestClient) -> None:
    """Register at the public place (bn) an actor that is hidden, one for partners, and a need."""
    admin = bearer(client, "forst", HeldRole(Role.ADMIN))

    def create(table: str, **values: object) -> None:
        assert client.post(f"/api/v1/{table}", json=values, headers=admin).status_code == 201

    def link(address: str, *actors: str) -> None:
        known = client.get(address, headers=admin).json()["mark"]
        rows = {"mark": known, "items": [{"actor_id": actor} for actor in actors]}
        assert client.put(address, json=rows, headers=admin).status_code == 200

    for actor, visibility, word in (("gomd", "hidden", HIDDEN), ("partner", "partners", PARTNER)):
        create("actors", id=actor, name=word, sector="civil_society", place_id="bn", visibility=visibility)
    for tie, actor, word in (("gomt-band", "gomd", HIDDEN), ("partner-band", "partner", PARTNER)):
        create("ties", id=tie, actor_a=actor, actor_b="d1", what=word, level="dialogue", place_id="bn")
    create("ties", id="borta", actor_a="gomd", actor_b="k1", what=HIDDEN, place_id="bn")
    assert client.delete("/api/v1/ties/borta?version=1", headers=admin).status_code == 204
    create("mandates", id="gomt-mandat", actor_id="gomd", kind="decides", issue=HIDDEN, place_id="bn")
    create("grants", id="gomt-bidrag", grantor_id="kb", recipient_id="gomd", purpose=HIDDEN)
    create("needs", id="slutet", title=NEED, theme="health", place_id="bn")
    for table, group, links in (
        ("activities", "gomd-insats", "actors"),
        ("forums", "gomt-forum", "members"),
        ("agreements", "gomt-avtal", "parties"),
    ):
        named = {"name": HIDDEN} if table == "forums" else {"title": HIDDEN}
        said = {"kind": "assignment", "stage": "in_force"} if table == "agreements" else {}
        create(table, id=group, place_id="bn", **named, **said)
        link(f"/api/v1/{table}/{group}/{links}", "gomd")


class ClosedDemo:
    """The demo with a private place (kn), a shared one (umea), and secrets at a public one (bn); all who ask it."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.engine = client.app.state.engine  # type: ignore[attr-defined]
        keep_secrets(client)
        with writing(self.engine) as connection:
            leave_loose(connection)
            close(connection)
        self._keys = {viewer: self._key(viewer, roles) for viewer, roles in VIEWERS.items() if roles is not None}

    def _key(self, viewer: str, roles: tuple[HeldRole, ...]) -> str:
        gate = self._client.app.state.gate  # type: ignore[attr-defined]
        with writing(self.engine) as connection:
            account = create_account(connection, f"{viewer.replace(' ', '-')}@forening.example", viewer, gate.now())
            for role in roles:
                give_role(connection, account.id, role)
            return start_session(connection, gate, account.id, waits_for_code=False, coded=False)

    def as_seen_by(self, viewer: str) -> TestClient:
        """Return a browser in which a kind of viewer is signed in."""
        self._client.cookies.clear()
        if viewer in self._keys:
            self._client.cookies.set(PLAIN_NAME, self._keys[viewer])
        return self._client


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClosedDemo]:
    with (
        copied_demo(request, request.param, tmp_path_factory.mktemp("closed")) as url,
        TestClient(create_app(Settings(database_url=url, secret_key="x" * 32))) as client,
    ):
        yield ClosedDemo(client)


def addresses(client: TestClient) -> Iterator[tuple[str, str]]:
    """Yield the pattern of every route that can be read, with each address of it."""
    with reading(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        sets = connection.execute(sa.select(TABLES["history"].c.change_set_id).distinct()).scalars().all()
        accounts = connection.execute(sa.select(TABLES["accounts"].c.id).limit(2)).scalars().all()
    ids = {
        "place_id": ["kn", "bn"],
        "actor_id": ["k1", "gomd", "partner"],
        "form": ["package", "xlsx"],
        "change_set_id": [str(each) for each in sets],
        "account_id": list(accounts),
        "table": ["actors"],
        "token": ["x"],
    }
    for route in iter_route_contexts(client.app.routes):  # type: ignore[attr-defined]
        if "GET" not in (route.methods or ()) or route.path is None:
            continue
        first = route.path.removeprefix("/api/v1/").strip("/").split("/")[0]
        records = IDS.get(ON_PAGES.get(first, first), IDS["actors"])
        names = re.findall(r"{(\w+)}", route.path)
        for values in product(*(ids.get(name, records) for name in names)):
            yield route.path, route.path.format(**dict(zip(names, values, strict=True))) + ASKED.get(route.path, "")


ASKED = {
    "/jamfor.csv": "?place=kn&place=bn",
    "/api/v1/comparison": "?place=kn&place=bn",
    "/api/v1/places/{place_id}/as-known": "?at=2100-01-01T00:00:00Z",
}
"""What must be asked for an answer."""

ALSO = (
    *(f"/{where}?q=z" for where in ("", "api/v1/actors", "api/v1/needs", "api/v1/places", "api/v1/forums")),
    "/jamfor?place=kn&place=bn",
    "/api/v1/exports/package?place=bn",
    *(f"/api/v1/exports/{form}" for form in ("package", "xlsx")),
    "/platser/bn/karta?date=2026-11-01",
    # What lies below an open place is not open for that.
    "/platser/sverige/karta?date=2020-09-01",
    "/platser/umea",
)
"""More addresses, with questions."""


@pytest.mark.parametrize("demo", ["sqlite"], indirect=True)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_no_address_shows_what_a_viewer_may_not_see(demo: ClosedDemo, viewer: str) -> None:
    asking = demo.as_seen_by(viewer)
    leaks = []
    shown: set[str] = set()
    answered: dict[str, bool] = {}
    for route, address in [*addresses(asking), *(("", asked) for asked in ALSO)]:
        answer = asking.get(address, follow_redirects=False)
        assert answer.status_code < 500, address
        said = told(answer)
        leaks += [(address, secret) for secret in SECRETS - KNOWN[viewer] if secret in said]
        shown |= {secret for secret in KNOWN[viewer] if secret in said}
        answered[route] = answered.get(route, False) or answer.status_code == 200
    assert leaks == []
    assert shown == KNOWN[viewer]
    if viewer == "administrator":
        assert {route for route, any_answer in answered.items() if not any_answer} == set(ANSWERS_NOBODY)


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
def test_a_place_that_may_not_be_seen_is_not_found(demo: ClosedDemo, viewer: str, place: str, status: int) -> None:
    asking = demo.as_seen_by(viewer)
    for address in (f"/platser/{place}", f"/api/v1/places/{place}", f"/api/v1/places/{place}/gaps"):
        assert asking.get(address).status_code == status


def test_findings_about_needs_are_silent_where_needs_are_closed(demo: ClosedDemo) -> None:
    day = {"date": "2026-11-01"}
    outside = demo.as_seen_by("nobody").get("/api/v1/places/bn/gaps", params=day).json()
    inside = demo.as_seen_by("reader of the public place").get("/api/v1/places/bn/gaps", params=day).json()
    about_needs = {"G05", "G06", "G07", "G09", "G11", "G18"}
    assert (outside["needs_shown"], inside["needs_shown"]) == (False, True)
    assert about_needs & {gap["code"] for gap in outside["gaps"]} == set()
    assert about_needs & {gap["code"] for gap in inside["gaps"]} != set()


def test_a_hidden_actor_moves_no_figure(demo: ClosedDemo) -> None:
    """What is computed of a place is computed as if the actor had never been registered."""
    day = {"date": "2026-11-01"}
    outside = demo.as_seen_by("nobody").get("/api/v1/places/bn/network", params=day).json()["network"]["nodes"]
    inside = (
        demo.as_seen_by("editor of the public place")
        .get("/api/v1/places/bn/network", params=day)
        .json()["network"]["nodes"]
    )
    assert {node["id"] for node in inside} - {node["id"] for node in outside} == {"gomd", "partner"}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_what_may_not_be_seen_is_the_same_on_both_databases(demo: ClosedDemo, viewer: str) -> None:
    asking = demo.as_seen_by(viewer)
    listed = "".join(asking.get(f"/api/v1/{table}", params={"limit": 1000}).text for table in IDS)
    assert {word for word in SECRETS if word in listed} == KNOWN[viewer]


def test_contacts_are_found_and_records_erased_only_where_they_are_seen(demo: ClosedDemo) -> None:
    with writing(demo.engine) as connection:
        ties = TABLES["ties"]
        connection.execute(sa.update(ties).where(ties.c.id == "gomt-band").values(note="skriv till x@y.example"))
    asking = demo.as_seen_by("member at the public place")
    found = asking.post("/api/v1/contacts", json={"address": "x@y.example"}, headers=SAME_SITE)
    erased = asking.post("/api/v1/erasures/ties/gomt-band", headers=SAME_SITE)
    assert (found.status_code, "gomt-band" in found.text, erased.status_code) == (200, False, 404)
    everything = demo.as_seen_by("administrator")
    found = everything.post("/api/v1/contacts", json={"address": "x@y.example"}, headers=SAME_SITE)
    assert "gomt-band" in found.text
