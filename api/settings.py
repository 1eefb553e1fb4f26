"""What can be set from the environment. `docs/settings.md` lists it for those who run the service."""

import os
import re
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE = ROOT / "data" / "samverkan.db"

UNKNOWN_DATABASE = "adressen ska börja med sqlite:///, följt av en fil, eller postgresql+psycopg://"

NO_PROXY = "ska vara adresser eller nätverk, med komma mellan: 127.0.0.1, 10.0.0.0/8"
EVERYBODY = (
    "litar på alla, eller på nästan alla: vem som helst kan då säga sig komma från någon annans adress. "
    "Ange bara proxyns adress"
)
WIDEST = 7
"""The shortest prefix of a network of proxies: 10.0.0.0/8 and fc00::/7 are the widest that anybody has alone."""

NO_SENDER = "SAMVERKAN_SMTP_FROM saknas: ange den adress som breven ska komma från, till exempel karta@kommunen.se"
NOT_A_SENDER = "ska vara en e-postadress, till exempel karta@kommunen.se"
HALF_A_SIGN_IN = "SAMVERKAN_SMTP_USER och SAMVERKAN_SMTP_PASSWORD hör ihop: ange båda eller ingen"
NO_MAIL_HOST = "ska vara ett värdnamn eller en adress, utan blanksteg och utan port; porten står i SAMVERKAN_SMTP_PORT"
_SENDER = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MAIL_HOST = re.compile(r"[A-Za-z0-9._-]+|\[?[0-9A-Fa-f:.]+\]?")

UNSAFE_ISSUER = "adressen ska börja med https://"
NO_CLIENT = "SAMVERKAN_OIDC_CLIENT_ID saknas"

MOST_THREADS = 64


class LogFormat(StrEnum):
    """How the service writes its log."""

    AUTO = "auto"
    JSON = "json"
    TEXT = "text"


class MailSecurity(StrEnum):
    """How the way to the server of e-mail is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


USUAL_MAIL_PORTS = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.NONE: 25}


def named_networks(networks: str) -> list[str]:
    """Return the addresses and networks that a setting names, by commas."""
    return [network for network in map(str.strip, networks.split(",")) if network]


def default_threads() -> int:
    """Return twice the number of cores: more threads than that only wait for each other."""
    return min(MOST_THREADS, 2 * (os.cpu_count() or 1))


class Settings(BaseSettings):
    """Settings of one process, each read from the variable `SAMVERKAN_` and its name in capitals.

    Errors never repeat a value: the address of a database may hold a password.
    """

    model_config = SettingsConfigDict(env_prefix="SAMVERKAN_", frozen=True, hide_input_in_errors=True)

    database_url: str = Field(
        default=f"sqlite:///{DEFAULT_DATABASE.as_posix()}",
        repr=False,
        description="Where the register is stored: an SQLite file or a PostgreSQL database.",
    )
    host: str = Field(default="127.0.0.1", description="The address that the service listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port; 0 takes any free one.")
    threads: int = Field(
        default_factory=default_threads,
        ge=1,
        le=MOST_THREADS,
        description="How many requests are worked on at the same time.",
    )

    secret_key: SecretStr | None = Field(
        default=None, min_length=32, description="The installation's secret, instead of the file beside the register."
    )
    session_idle_hours: int = Field(default=12, ge=1, le=24 * 30, description="How long an unused session lives.")
    session_days: int = Field(default=7, ge=1, le=90, description="How long a session lives, used or not.")
    trusted_proxies: str = Field(
        default="", description="Addresses and networks, by commas, whose X-Forwarded headers are believed."
    )
    oidc_issuer: str | None = Field(default=None, description="The issuer of another provider of sign-in.")
    oidc_client_id: str | None = Field(default=None, description="What that provider calls this service.")
    oidc_client_secret: SecretStr | None = Field(default=None, description="What this service shows it.")
    oidc_name: str = Field(default="organisationens inloggning", description="What the sign-in page calls it.")

    smtp_host: str = Field(default="", description="The server that e-mail is sent by; none, and none is sent.")
    smtp_port: int | None = Field(default=None, ge=1, le=65535, description="Its port; by default the usual one.")
    smtp_security: MailSecurity = Field(default=MailSecurity.STARTTLS, description="How the way there is protected.")
    smtp_user: str = Field(default="", description="As whom this service signs in there.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="With what password.")
    smtp_from: str = Field(default="", description="The address that e-mail comes from.")

    log_format: LogFormat = Field(
        default=LogFormat.AUTO, description="Lines of JSON, or text; by default text where somebody watches."
    )
    metrics_from: str = Field(
        default="", description="Addresses and networks, by commas, that may read /metrics beside this machine."
    )
    max_requests: int = Field(default=200, ge=1, le=10_000, description="How many requests may be under way at once.")
    request_seconds: int = Field(default=60, ge=1, le=3600, description="How long a request may take.")

    controller: str = Field(default="", max_length=500, description="Who is responsible for the personal data.")
    controller_contact: str = Field(default="", max_length=500, description="How to reach them, best by a function.")
    data_protection_officer: str = Field(default="", max_length=500, description="How to reach their officer.")
    keep_access_log_days: int = Field(default=365, ge=1, le=3650, description="How long it is known who read what.")
    keep_dead_links_days: int = Field(default=30, ge=0, le=3650, description="How long links that are used up stay.")
    keep_ended_contacts_months: int = Field(
        default=24, ge=0, le=600, description="How long the contact data of an actor stays after the actor has ended."
    )

    @field_validator("trusted_proxies", "metrics_from")
    @classmethod
    def _named_networks(cls, networks: str) -> str:
        """Refuse what is neither an address nor a network, such as a name or a star."""
        for network in named_networks(networks):
            try:
                ip_network(network, strict=False)
            except ValueError:
                raise ValueError(NO_PROXY) from None
        return networks

    @field_validator("trusted_proxies")
    @classmethod
    def _some_proxies(cls, proxies: str) -> str:
        """Refuse to believe everybody: whoever can reach the service could then say to be anybody."""
        if any(ip_network(proxy, strict=False).prefixlen < WIDEST for proxy in named_networks(proxies)):
            raise ValueError(EVERYBODY)
        return proxies

    @field_validator("oidc_issuer")
    @classmethod
    def _safe_issuer(cls, issuer: str | None) -> str | None:
        """Let nobody between here and the provider say who signs in; on this machine there is nobody between."""
        if not issuer:
            return None
        address = urlsplit(issuer)
        if address.scheme != "https" and address.hostname not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError(UNSAFE_ISSUER)
        return issuer

    @model_validator(mode="after")
    def _whole_provider(self) -> Self:
        if self.oidc_issuer and not self.oidc_client_id:
            raise ValueError(NO_CLIENT)
        return self

    @field_validator("smtp_host")
    @classmethod
    def _mail_host(cls, host: str) -> str:
        host = host.strip()
        if host and not _MAIL_HOST.fullmatch(host):
            raise ValueError(NO_MAIL_HOST)
        return host.strip("[]")

    @field_validator("smtp_from")
    @classmethod
    def _sender(cls, sender: str) -> str:
        """Accept a bare address: what servers refuse should be refused before two hundred letters are written."""
        sender = sender.strip()
        if sender and not _SENDER.fullmatch(sender):
            raise ValueError(NOT_A_SENDER)
        return sender

    @model_validator(mode="after")
    def _whole_mail(self) -> Self:
        if self.smtp_host and not self.smtp_from:
            raise ValueError(NO_SENDER)
        if bool(self.smtp_user) != bool(self.smtp_password.get_secret_value()):
            raise ValueError(HALF_A_SIGN_IN)
        return self

    @property
    def sends_mail(self) -> bool:
        """Whether this installation can send e-mail by itself."""
        return bool(self.smtp_host)

    @property
    def mail_port(self) -> int:
        """The port of the server of e-mail."""
        return self.smtp_port or USUAL_MAIL_PORTS[self.smtp_security]

    @field_validator("database_url")
    @classmethod
    def _with_a_known_driver(cls, url: str) -> str:
        """Accept the short forms of a PostgreSQL address that hosting services hand out."""
        for short in ("postgres://", "postgresql://"):
            if url.startswith(short):
                return "postgresql+psycopg://" + url.removeprefix(short)
        names_a_file = url.startswith("sqlite:///") and url not in ("sqlite:///", "sqlite:///:memory:")
        if names_a_file or url.startswith("postgresql+psycopg://"):
            return url
        raise ValueError(UNKNOWN_DATABASE)
