"""What is believed of a request that may change something, by the headers it comes with."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import Request

from api.access.forgery import ForgeryGuard, is_our_own

HOST = "kartan.example"
COOKIE = {"cookie": "samverkan=x"}

CASES = [
    # what comes along, and whether it is believed
    ({"sec-fetch-site": "same-origin"} | COOKIE, True),
    ({"sec-fetch-site": "none"} | COOKIE, True),
    ({"sec-fetch-site": "same-site"} | COOKIE, False),
    ({"sec-fetch-site": "cross-site"} | COOKIE, False),
    ({"sec-fetch-site": "cross-site"}, False),
    ({"sec-fetch-site": ""} | COOKIE, False),
    ({"sec-fetch-site": "cross-site", "origin": f"https://{HOST}"} | COOKIE, False),
    ({"origin": f"https://{HOST}"} | COOKIE, True),
    ({"origin": f"https://{HOST}:443"} | COOKIE, True),
    ({"origin": f"http://{HOST}"} | COOKIE, True),
    ({"origin": f"https://{HOST}:8443"} | COOKIE, False),
    ({"origin": "https://elsewhere.example"} | COOKIE, False),
    ({"origin": "https://elsewhere.example"}, False),
    ({"origin": f"https://{HOST}.elsewhere.example"} | COOKIE, False),
    ({"origin": "null"} | COOKIE, False),
    ({"origin": "https://[broken"} | COOKIE, False),
    ({"origin": ""} | COOKIE, False),
    ({"referer": f"https://{HOST}/konto"} | COOKIE, False),
    (COOKIE, False),
    ({}, True),
    ({"authorization": "Bearer smv_x", "sec-fetch-site": "cross-site"} | COOKIE, True),
    ({"authorization": "Basic eDp5"} | COOKIE, False),
]


@pytest.mark.parametrize(("headers", "believed"), CASES)
def test_a_request_is_believed_by_where_the_browser_says_it_comes_from(headers, believed):
    sent = {"host": HOST} | headers
    scope = {
        "type": "http",
        "path": "/konto",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }

    assert is_our_own(Request(scope)) is believed


@pytest.fixture
def guarded():
    app = FastAPI()
    app.state.changes = []

    @app.api_route("/konto", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    @app.api_route("/api/v1/actors", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def change(request: Request) -> str:
        app.state.changes.append(request.method)
        return "done"

    app.add_middleware(ForgeryGuard)
    return TestClient(app, base_url=f"https://{HOST}", headers=COOKIE | {"origin": "https://elsewhere.example"})


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_another_site_sent_changes_nothing_and_is_told_so(guarded, method):
    answer = guarded.request(method, "/konto")

    assert answer.status_code == 403
    assert "skickades från en annan webbplats och har inte utförts" in answer.text
    assert guarded.app.state.changes == []


def test_a_program_gets_a_problem_document(guarded):
    answer = guarded.post("/api/v1/actors")

    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


def test_reading_is_not_guarded(guarded):
    assert guarded.get("/konto").status_code == 200
    assert guarded.app.state.changes == ["GET"]


@pytest.mark.parametrize("headers", [{"origin": "null"}, {"sec-fetch-site": "cross-site"} | COOKIE])
def test_an_address_that_is_a_key_needs_no_guard(headers: dict[str, str]) -> None:
    """Its pages send no referrer, so that older browsers do not say where their own forms come from."""
    sent = [(name.encode(), said.encode()) for name, said in headers.items()]
    scope = {"type": "http", "path": "/svar/x.y", "headers": sent}
    assert is_our_own(Request(scope))
    assert not is_our_own(Request({**scope, "path": "/konto"}))
