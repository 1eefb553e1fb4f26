"""The application as a whole: headers, health, languages, static files."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.application import create_app
from api.security import CONTENT_SECURITY_POLICY
from api.settings import Settings
from api.static_files import static_address

PAGES = ["/", "/om", "/personuppgifter", "/tillganglighet", "/platser/kn", "/platser/kn/luckor", "/aktorer/k1"]


@pytest.fixture
def empty_client(migrated_file: Path, tmp_path: Path) -> Iterator[TestClient]:
    """The application over a register without records, and a visitor of its own."""
    file = shutil.copy(migrated_file, tmp_path / "empty.db")
    with TestClient(create_app(Settings(database_url=f"sqlite:///{file}", threads=2))) as asking:
        yield asking


@pytest.fixture
def unmigrated_client(tmp_path: Path) -> Iterator[TestClient]:
    """The application over a database without tables."""
    with TestClient(create_app(Settings(database_url=f"sqlite:///{tmp_path / 'bare.db'}", threads=2))) as asking:
        yield asking


def test_every_answer_carries_the_strict_policy(client: TestClient) -> None:
    for path in ("/", "/finns-inte", "/healthz", "/static/base.css", "/api/v1/openapi.json"):
        assert client.get(path).headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_the_policy_allows_this_host_alone() -> None:
    allowed = {part.split(" ", 1)[1] for part in CONTENT_SECURITY_POLICY.split("; ")}
    assert allowed == {"'none'", "'self'"}


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_nothing_from_other_hosts_and_hold_no_inline_code(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert 'src="http' not in html
    assert 'rel="stylesheet" href="http' not in html
    assert " style=" not in html
    assert " onclick=" not in html


def test_the_process_is_healthy_without_a_database(unmigrated_client: TestClient) -> None:
    assert unmigrated_client.get("/healthz").json() == {"status": "ok"}


def test_a_database_at_head_is_ready(empty_client: TestClient) -> None:
    assert empty_client.get("/readyz").json() == {"status": "ready"}


def test_a_database_without_tables_is_not_ready(unmigrated_client: TestClient) -> None:
    answer = unmigrated_client.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Service Unavailable"
    assert "migrate" in answer.json()["detail"]


def test_the_interface_describes_itself_without_pages_from_another_host(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["info"]["title"] == "Samverkanskartan"
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_a_static_file_asked_for_by_its_content_is_kept_for_good(client: TestClient) -> None:
    answer = client.get(static_address("base.css"))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_static_file_asked_for_by_name_is_asked_for_again(client: TestClient) -> None:
    assert client.get("/static/base.css").headers["cache-control"] == "no-cache"


def test_pages_are_swedish_unless_english_is_chosen(client: TestClient) -> None:
    answer = client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="sv">' in answer.text
    assert answer.headers["content-language"] == "sv"
    assert answer.headers["vary"] == "Cookie"


def test_an_unknown_language_cookie_gives_swedish(client: TestClient) -> None:
    answer = client.get("/", headers={"Cookie": "lang=xx"})
    assert '<html lang="sv">' in answer.text


def test_choosing_english_sets_a_cookie_and_leads_back(empty_client: TestClient) -> None:
    answer = empty_client.get("/sprak?lang=en&next=/om%3Fa%3D1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/om?a=1")
    assert '<html lang="en">' in empty_client.get("/om").text


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "om", "/a\nb"]
)
def test_choosing_a_language_never_leads_to_another_host(empty_client: TestClient, address: str) -> None:
    answer = empty_client.get("/sprak", params={"lang": "en", "next": address}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_language_that_does_not_exist_is_refused(client: TestClient) -> None:
    answer = client.get("/sprak?lang=xx")
    assert answer.status_code == 400
    assert "Språket finns inte" in answer.text
