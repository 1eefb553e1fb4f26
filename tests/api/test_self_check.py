"""The check refuses what is dangerous and says what to do; what is merely worth knowing is a warning."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.demo_accounts import make_demo_accounts
from api.access.roles import make_administrator
from api.commands.check import COMMAND
from api.database import make_engine, writing
from api.self_check import Verdict, check_installation
from api.settings import Settings
from models.tables import TABLES
from tests.api.access.people import Clock, make_gate
from tests.api.self_service.mail_server import PASSWORD, authenticate, post_office
from tests.server import free_port


def said(verdict: Verdict, url: str, **settings: object) -> str:
    found = check_installation(Settings(database_url=url, **{"secret_key": "x" * 32} | settings))  # type: ignore[arg-type]
    return "\n".join(finding.told for finding in found if finding.verdict is verdict)


def refused(url: str, **settings: object) -> str:
    return said(Verdict.REFUSAL, url, **settings)


@pytest.fixture
def url(sqlite_engine: Engine) -> str:
    return sqlite_engine.url.render_as_string()


def test_an_installation_that_only_this_machine_reaches_is_fine(engine: Engine) -> None:
    assert refused(engine.url.render_as_string(hide_password=False)) == ""


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"host": "0.0.0.0"}, "utan kryptering"),
        ({"trusted_proxies": "10.0.0.1"}, "Ingen har skapat ett konto"),
        ({"secret_key": None}, "saknas"),
    ],
)
def test_dangerous_settings_are_refused(url: str, settings: dict[str, object], told: str) -> None:
    assert told in refused(url, **settings)


def test_files_that_everybody_can_read_are_refused(url: str) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    file.chmod(0o644)
    assert f"chmod 600 {file}" in refused(url)
    file.chmod(0o600)
    assert refused(url) == ""


def test_a_short_key_is_refused(url: str) -> None:
    key = Path(url.removeprefix("sqlite:///")).parent / "secret.key"
    key.write_text("short")
    assert "för kort" in refused(url, secret_key=None)


def test_the_demo_may_not_be_reached_by_others(own_demo: str) -> None:
    engine = make_engine(own_demo)
    with writing(engine) as connection:
        about = {"id": "d", "email": "d@demo.example", "name": "D", "demo": True, "created_at": sa.func.now()}
        connection.execute(sa.insert(TABLES["accounts"]).values(**about))
    engine.dispose()
    assert "Demokonton finns" in refused(own_demo, trusted_proxies="10.0.0.1")
    assert "Demokonto" not in refused(own_demo)
    assert "SAMVERKAN_TRUSTED_PROXIES" in said(Verdict.WARNING, own_demo)


def test_a_demo_that_somebody_administers_may_be_reached(own_demo: str) -> None:
    gate = make_gate(Clock())
    engine = make_engine(own_demo)
    make_demo_accounts(engine, gate)
    with writing(engine) as connection:
        make_administrator(connection, "admin@a.example", "A", gate.now(), "hash")
    engine.dispose()
    if own_demo.startswith("sqlite"):
        Path(own_demo.removeprefix("sqlite:///")).chmod(0o600)  # The copy of the tests is not made by the program.
    assert refused(own_demo, trusted_proxies="10.0.0.1") == ""


@pytest.mark.parametrize(
    ("host", "warned"), [("127.0.0.1", False), ("::1", False), ("0.0.0.0", True), ("10.0.0.2", True)]
)
def test_plain_http_for_others_than_the_proxy_is_a_warning(url: str, host: str, warned: bool) -> None:
    told = said(Verdict.WARNING, url, host=host, trusted_proxies="10.0.0.1")
    assert ("utan kryptering, också för andra än proxyn" in told) == warned


def test_while_nobody_has_an_account_a_proxy_that_is_not_named_is_warned_of(url: str) -> None:
    assert "kan alla som når proxyn tas för någon vid datorn" in said(Verdict.WARNING, url)


def test_places_that_nobody_has_decided_for_are_counted(sqlite_engine: Engine, url: str) -> None:
    with writing(sqlite_engine) as connection:
        connection.execute(sa.insert(TABLES["change_sets"]).values(id=1, at=sa.func.now(), kind="import"))
        stamps = {"version": 1, "created_in": 1, "changed_in": 1, "level": "municipality"}
        for place, visibility in (("a", "public"), ("b", None)):
            values = {"id": place, "name": place, "search_key": place, "visibility": visibility}
            connection.execute(sa.insert(TABLES["places"]).values(**values, **stamps))
    assert "För 1 platser är det inte sagt" in refused(url, trusted_proxies="10.0.0.1")
    assert "inte sagt" not in refused(url)


def test_a_clock_that_is_behind_the_register_is_refused(sqlite_engine: Engine, url: str) -> None:
    with writing(sqlite_engine) as connection:
        later = sa.text("INSERT INTO change_sets (id, at, kind) VALUES (1, '2999-01-01 00:00:00', 'import')")
        connection.execute(later)
    assert "Klockan går fel" in refused(url)


def test_rows_that_refer_to_nothing_are_refused(sqlite_engine: Engine, url: str) -> None:
    with sqlite_engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        driver.execute("INSERT INTO collection_places VALUES ('none', 'none')")  # type: ignore[union-attr]
    assert "Registret är skadat: en rad i collection_places" in refused(url)


def test_a_database_that_is_not_migrated_or_no_database_is_refused(tmp_path: Path) -> None:
    assert "migrate" in refused(f"sqlite:///{tmp_path / 'new.db'}")
    (tmp_path / "letter.db").write_bytes(b"hej" * 1000)
    assert "går inte att läsa" in refused(f"sqlite:///{tmp_path / 'letter.db'}")


def test_the_command_ends_with_1_when_something_is_refused(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from argparse import Namespace

    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", url)
    monkeypatch.setenv("SAMVERKAN_SECRET_KEY", "x" * 32)
    assert COMMAND.run(Namespace(host=None, port=None)) == 0
    assert COMMAND.run(Namespace(host="0.0.0.0", port=None)) == 1
    assert "STOPP    Tjänsten lyssnar på 0.0.0.0" in capsys.readouterr().out


def test_the_mail_server_is_asked_and_its_password_never_told(url: str) -> None:
    about = {"smtp_host": "127.0.0.1", "smtp_from": "karta@kommunen.example", "smtp_security": "none"}
    signed_in = {"smtp_user": "karta", "smtp_password": PASSWORD}
    assert "E-postservern svarar inte" in refused(url, **about, smtp_port=free_port())
    with post_office(authenticator=authenticate, auth_require_tls=False) as office:
        here = {**about, "smtp_port": office.port}
        assert "tar emot brev från tjänsten" in said(Verdict.FINE, url, **here, **signed_in)
        told = refused(url, **here, smtp_user="karta", smtp_password="fel och hemligt")
        assert office.letters == []
    assert "godtar inte inloggningen" in told
    assert "fel och hemligt" not in told


def test_a_password_is_not_sent_in_the_clear_over_the_net(url: str) -> None:
    about = {"smtp_host": "post.kommunen.example", "smtp_from": "karta@kommunen.example", "smtp_security": "none"}
    assert "okrypterat över nätet" in refused(url, **about, smtp_user="karta", smtp_password="hemligt")
