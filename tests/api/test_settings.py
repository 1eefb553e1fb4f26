"""What can be set, and what the documents say can be set."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import DEFAULT_DATABASE, ROOT, Settings

DOCUMENT = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SAMVERKAN_{name.upper()}", raising=False)


def test_nothing_has_to_be_set():
    settings = Settings()

    assert Path(settings.database_url.removeprefix("sqlite:///")) == DEFAULT_DATABASE
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_a_setting_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("SAMVERKAN_PORT", "9000")

    assert Settings().port == 9000


@pytest.mark.parametrize("short", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_a_postgresql_address_may_leave_out_the_driver(short):
    assert Settings(database_url=f"{short}host/register").database_url == "postgresql+psycopg://host/register"


@pytest.mark.parametrize("url", ["mysql://host/register", "sqlite://", "sqlite:///", "sqlite:///:memory:", "", "x"])
def test_a_database_that_cannot_hold_the_register_is_refused(url):
    with pytest.raises(ValidationError, match="sqlite:///, följt av en fil"):
        Settings(database_url=url)


def test_the_password_of_a_database_is_never_repeated():
    with pytest.raises(ValidationError) as refusal:
        Settings(database_url="mysql://name:hemligt@host/register")

    assert "hemligt" not in str(refusal.value)
    assert "hemligt" not in repr(Settings(database_url="postgresql://name:hemligt@host/register"))


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_documents_list_every_setting(name):
    assert f"| `SAMVERKAN_{name.upper()}` |" in DOCUMENT


def test_a_machine_of_many_cores_can_be_served_from(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 128)

    assert Settings().threads == 64


@pytest.mark.parametrize("proxies", ["*", "proxy.example", "10.0.0.0/33", "127.0.0.1, everybody"])
def test_nobody_is_trusted_as_a_proxy_who_is_not_named_by_address(proxies):
    with pytest.raises(ValidationError, match="adresser eller nätverk"):
        Settings(trusted_proxies=proxies)


@pytest.mark.parametrize("proxies", ["0.0.0.0/0", "::/0", "127.0.0.1, 0.0.0.0/0", "0.0.0.0/1, 128.0.0.0/1", "2000::/3"])
def test_not_everybody_is_trusted_as_a_proxy(proxies):
    with pytest.raises(ValidationError, match="litar på alla"):
        Settings(trusted_proxies=proxies)
    assert Settings(metrics_from=proxies).metrics_from == proxies


@pytest.mark.parametrize("proxies", ["", "127.0.0.1", "127.0.0.1, 10.0.0.0/8, ::1"])
def test_proxies_are_named_by_address_or_network(proxies):
    assert Settings(trusted_proxies=proxies).trusted_proxies == proxies


def test_a_secret_key_that_is_short_is_refused_and_not_repeated():
    with pytest.raises(ValidationError) as refusal:
        Settings(secret_key="hemligt")

    assert "hemligt" not in str(refusal.value)


def test_a_provider_is_reached_over_tls_unless_it_is_on_this_machine():
    with pytest.raises(ValidationError, match="https://"):
        Settings(oidc_issuer="http://provider.example", oidc_client_id="x")
    assert Settings(oidc_issuer="http://127.0.0.1:9", oidc_client_id="x").oidc_issuer == "http://127.0.0.1:9"


def test_a_provider_is_told_who_asks():
    with pytest.raises(ValidationError, match="SAMVERKAN_OIDC_CLIENT_ID"):
        Settings(oidc_issuer="https://provider.example")


def mail(**settings: object) -> Settings:
    return Settings(smtp_host="post.kommunen.example", smtp_from="karta@kommunen.example", **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_of_the_mail_server_is_the_usual_one_of_its_security(security: str, port: int) -> None:
    assert mail(smtp_security=security).mail_port == port
    assert mail(smtp_security=security, smtp_port=2525).mail_port == 2525


def test_nobody_sends_mail_without_a_server() -> None:
    assert (Settings().sends_mail, mail().sends_mail) == (False, True)


def test_a_mail_server_without_a_sender_is_refused() -> None:
    with pytest.raises(ValidationError, match="SAMVERKAN_SMTP_FROM saknas"):
        Settings(smtp_host="post.kommunen.example")


@pytest.mark.parametrize(
    "sender", ["karta", "a@b", "a b@c.example", "Kartan <a@b.example>", "a@b.example\nBcc: c@d.example"]
)
def test_a_sender_that_is_no_bare_address_is_refused(sender: str) -> None:
    with pytest.raises(ValidationError, match="ska vara en e-postadress"):
        Settings(smtp_from=sender)


@pytest.mark.parametrize("host", ["post:587", "smtp://post", "po st", "post\nx"])
def test_a_mail_server_is_named_without_port_and_scheme(host: str) -> None:
    with pytest.raises(ValidationError, match="SAMVERKAN_SMTP_PORT"):
        Settings(smtp_host=host, smtp_from="karta@kommunen.example")


@pytest.mark.parametrize("half", [{"smtp_user": "karta"}, {"smtp_password": "hemligt-ord"}])
def test_half_a_sign_in_at_the_mail_server_is_refused_and_the_password_not_repeated(half: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="hör ihop") as refused:
        mail(**half)
    assert "hemligt-ord" not in str(refused.value)
    assert "hemligt-ord" not in repr(mail(smtp_user="karta", smtp_password="hemligt-ord"))
