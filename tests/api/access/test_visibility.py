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

from api.access.viewer import OPERATOR
from api.application import create_app
from api.database import reading, writing
from api.exports import FORMATS
from api.lists.drafts import DRAFTS
from api.self_service.rounds import NewRound, open_round
from api.settings import Settings
from models.tables import TABLES
from models.vocabulary import Topic
from tests.api.access.closed_demo import (
    DRAFT,
    KNOWN,
    SAME_SITE,
    SECRETS,
    VIEWERS,
    ClosedDemo,
)
from tests.api.copies import copied_demo

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
    "/svar/{token}/andra": "is asked about a record of the link's own",
    "/anslut/{token}": "needs a place's link",
    "/anslut/anmald/{token}": "needs the link of a registration",
    "/platser/{place_id}/anmalningar/{registration_id}/ratta": "needs a registration that waits",
    "/sprak": "leads back",
    "/platser/{place_id}/svar/brev": "leads to where actors are chosen",
    "/logga-in": "leads on whoever has signed in",
    "/metrics": "is told to this machine alone",
}
"""Routes that show nothing to anybody here, and why."""


def told(answer: Response) -> str:
    """Return all that an answer says, packed or not."""
    if not answer.content.startswith(b"PK"):
        return answer.text
    with ZipFile(BytesIO(answer.content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClosedDemo]:
    with (
        copied_demo(request, request.param, tmp_path_factory.mktemp("closed")) as url,
        TestClient(create_app(Settings(database_url=url, secret_key="x" * 32))) as client,
    ):
        closed = ClosedDemo(client)
        ask_all(client)
        yield closed


def ask_all(client: TestClient) -> None:
    """Open a survey round in a closed place and in an open one, so that its pages have something to show."""
    state = client.app.state  # type: ignore[attr-defined]
    with writing(state.engine) as connection:
        for place, actors in (("kn", ["k1", "c1"]), ("bn", ["gomd"])):
            new = NewRound(f"omgang-{place}", "Omgång", "", (Topic.TIES,), state.today())
            open_round(connection, state.gate, OPERATOR, place, new, actors, None)


def addresses(client: TestClient, links: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the pattern of every route that can be read, with each address of it.

    Args:
        links: what stands at the end of links that let somebody in.
    """
    with reading(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        sets = connection.execute(sa.select(TABLES["history"].c.change_set_id).distinct()).scalars().all()
        drafts = connection.execute(sa.select(DRAFTS.c.id)).scalars().all()
        accounts = connection.execute(sa.select(TABLES["accounts"].c.id).limit(2)).scalars().all()
    ids = {
        "place_id": ["kn", "bn"],
        "actor_id": ["k1", "gomd", "partner"],
        "form": list(FORMATS),
        "change_set_id": [str(each) for each in sets],
        "account_id": list(accounts),
        "draft_id": list(drafts),
        "table": ["actors"],
        "token": ["x", *links],
        "mark": ["1"],
        "round_id": ["omgang-kn", "omgang-bn"],
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
    *(f"/api/v1/exports/{form}?place=bn" for form in FORMATS),
    *(f"/api/v1/exports/{form}" for form in FORMATS),
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
    # An administrator stands in for whoever has a link: nothing that it shows is more than an administrator sees.
    links = tuple(demo.link_of("d1").split("/")[-1:]) if viewer == "administrator" else ()
    for route, address in [*addresses(asking, links), *(("", asked) for asked in ALSO)]:
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
    assert {word for word in SECRETS if word in listed} == KNOWN[viewer] - {DRAFT}


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


@pytest.mark.parametrize(("actor", "member"), [("d1", "member at the public place"), ("r1", "member of the county"),
                                               ("gomd", "the hidden actor itself")])  # fmt: skip
def test_a_link_shows_what_a_member_of_its_actor_may_see(demo: ClosedDemo, actor: str, member: str) -> None:
    """Whoever has the link is nobody in particular otherwise, and sees through it no more and no less."""
    asking, link = demo.as_seen_by("nobody"), demo.link_of(actor)
    said = "".join(told(asking.get(link + part)) for part in ("", "/tack", "/nytt", "/uppgifter", "/inte-med"))
    shown = {secret for secret in SECRETS if secret in said}
    assert shown <= KNOWN[member]
    own = told(demo.as_seen_by(member).get(f"/aktorer/{actor}"))
    assert {secret for secret in SECRETS if secret in own} <= shown


def test_a_link_opens_nothing_but_its_own_pages(demo: ClosedDemo) -> None:
    asking = demo.as_seen_by("nobody")
    assert asking.get(demo.link_of("gomd")).status_code == 200
    assert asking.get("/aktorer/gomd").status_code == 404
    assert asking.get("/konto", follow_redirects=False).status_code == 303
