"""The demo with secrets: a private place, a shared one, and at a public one what only some may see."""

from collections.abc import Mapping

import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy import Connection

from api.access.accounts import create_account
from api.access.cookies import PLAIN_NAME
from api.access.roles import give_role
from api.access.sessions import start_session
from api.access.viewer import OPERATOR, HeldRole
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import writing
from api.self_service.answer_links import make_links
from api.storing import store
from models.records import Activity, Agreement, Forum, Need, Record
from models.tables import TABLES
from models.vocabulary import AgreementKind, AgreementStage, ChangeKind, Role
from tests.api.accounts import bearer

PRIVATE, SHARED, HIDDEN, PARTNER, NEED = "zprivatord", "zdelatord", "zgomtord", "zpartnerord", "zbehovsord"
LOOSE, DRAFT = "zlostord", "zutkastord"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
SECRETS = {PRIVATE, SHARED, HIDDEN, PARTNER, NEED, LOOSE, DRAFT}

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


def leave_draft(client: TestClient) -> None:
    """Let somebody leave a list that is not stored; whoever else edits the place sees nothing of it."""
    # Without a file too the form is sent as one that can hold a file.
    file, pasted = {"file": ("", b"")}, {"pasted": f"Namn\nFöreningen {DRAFT}"}
    answer = client.post(
        "/platser/bn/registrera/lista", data=pasted, files=file, headers=SAME_SITE, follow_redirects=False
    )
    assert answer.status_code == 303


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
        leave_draft(self.as_seen_by("administrator"))

    def _key(self, viewer: str, roles: tuple[HeldRole, ...]) -> str:
        gate = self._client.app.state.gate  # type: ignore[attr-defined]
        with writing(self.engine) as connection:
            account = create_account(connection, f"{viewer.replace(' ', '-')}@forening.example", viewer, gate.now())
            for role in roles:
                give_role(connection, account.id, role)
            return start_session(connection, gate, account.id, waits_for_code=False, coded=False)

    def link_of(self, actor_id: str) -> str:
        """Return the address of an actor's own link, made for the public place."""
        gate = self._client.app.state.gate  # type: ignore[attr-defined]
        with writing(self.engine) as connection:
            (link,) = make_links(connection, gate, OPERATOR, "bn", [actor_id])
        return link.address(gate)

    def as_seen_by(self, viewer: str) -> TestClient:
        """Return a browser in which a kind of viewer is signed in."""
        self._client.cookies.clear()
        if viewer in self._keys:
            self._client.cookies.set(PLAIN_NAME, self._keys[viewer])
        return self._client
