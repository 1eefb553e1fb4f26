"""What every answer tells the browser and what lies between."""

import pytest
from fastapi.testclient import TestClient

from api.application import create_app
from api.security import OF_SECRET_ADDRESSES, SECURITY_HEADERS
from api.settings import Settings

ADDRESSES = ["/", "/finns-inte", "/healthz", "/static/base.css", "/api/v1/actors", "/api/v1/actors/nobody"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_every_header(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert headers["cache-control"]
    assert headers["x-request-id"]


@pytest.mark.parametrize(
    ("proxies", "header", "said"),
    [
        ("10.0.0.1", "https", "max-age=31536000; includeSubDomains"),
        ("10.0.0.1", "http", None),
        ("10.0.0.2", "https", None),
        ("", "https", None),
    ],
)
def test_browsers_are_held_to_tls_when_a_trusted_proxy_says_they_use_it(
    sqlite_demo: str, proxies: str, header: str, said: str | None
) -> None:
    app = create_app(Settings(database_url=sqlite_demo, trusted_proxies=proxies))
    with TestClient(app, client=("10.0.0.1", 1)) as asking:
        answer = asking.get("/om", headers={"X-Forwarded-Proto": header, "X-Forwarded-For": "192.0.2.1"})
    assert answer.headers.get("strict-transport-security") == said


def test_what_a_person_is_shown_is_kept_by_nobody(client: TestClient) -> None:
    assert client.get("/api/v1/actors").headers["cache-control"] == "no-cache"
    assert client.get("/api/v1/actors", headers={"Cookie": "samverkan=x"}).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("key", ["/svar/x.y", "%2Fsvar%2Fx.y", "/anslut/x.y", "/anslut/anmald/x.y"])
def test_an_address_that_leads_back_to_a_key_is_as_secret_as_the_key(client: TestClient, key: str) -> None:
    headers = client.get(f"/sprak?lang=en&next={key}", follow_redirects=False).headers
    assert {name: headers[name] for name in OF_SECRET_ADDRESSES} == OF_SECRET_ADDRESSES


@pytest.mark.parametrize("query", ["lang=en&next=/platser/kn/svar", "lang=en", "%ff=%ff&next=%ff&&=;"])
def test_an_address_that_leads_back_to_no_key_is_as_others_are(client: TestClient, query: str) -> None:
    headers = client.get(f"/sprak?{query}", follow_redirects=False).headers
    assert (headers["referrer-policy"], "x-robots-tag" in headers) == ("same-origin", False)


def test_an_error_that_nobody_expected_carries_them_too(sqlite_demo: str) -> None:
    app = create_app(Settings(database_url=sqlite_demo))

    @app.get("/api/v1/broken")
    def broken() -> None:
        raise RuntimeError("secret")

    with TestClient(app, raise_server_exceptions=False) as asking:
        answer = asking.get("/api/v1/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS
    assert answer.headers["x-request-id"]
