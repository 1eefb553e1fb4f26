"""Looks for what makes an installation dangerous, and says what to do about each."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from ipaddress import ip_network
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from api.access.claim import any_account
from api.access.demo_accounts import has_demo_accounts
from api.access.networks import is_loopback
from api.access.openness import access_of
from api.access.secret_key import KEY_BYTES, key_file
from api.access.viewer import Viewer
from api.backups import fault_of
from api.database import RUN_MIGRATE, UNREACHABLE, is_at_head, make_engine, reading
from api.restoring import SIDE_FILES
from api.self_service.mail import fault_of_server
from api.settings import MailSecurity, Settings, named_networks
from models.dates import now
from models.tables import TABLES

_PLACES, _CHANGE_SETS = TABLES["places"], TABLES["change_sets"]

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right shows an earlier moment to this version of the program."""

SLACK = timedelta(minutes=5)
UNSEEN_PROXY = (
    "Står en proxy framför tjänsten måste den anges i SAMVERKAN_TRUSTED_PROXIES; annars kan alla som når proxyn "
    "tas för någon vid datorn."
)
LEAST_FREE, LITTLE_FREE = 200_000_000, 2_000_000_000


class Verdict(Enum):
    """How a check ended, as its line begins."""

    FINE = "OK"
    WARNING = "VARNING"
    REFUSAL = "STOPP"


@dataclass(frozen=True)
class Finding:
    """What a check found, and what to do where something is wrong."""

    verdict: Verdict
    told: str

    def __str__(self) -> str:
        return f"{self.verdict.value:8} {self.told}"


def fine(told: str) -> Finding:
    """Return that a check found nothing wrong."""
    return Finding(Verdict.FINE, told)


def warning(told: str) -> Finding:
    """Return that a check found what is worth knowing."""
    return Finding(Verdict.WARNING, told)


def refusal(told: str) -> Finding:
    """Return that a check found what the service should not run with."""
    return Finding(Verdict.REFUSAL, told)


def check_installation(settings: Settings) -> Iterator[Finding]:
    """Yield what each check of an installation finds; none of them changes anything but an empty database."""
    for check in CHECKS_OF_SETTINGS:
        yield from check(settings)
    engine = make_engine(settings.database_url, 1)
    try:
        at_head = is_at_head(engine)
        yield from _tables(at_head)
        for check_database in CHECKS_OF_DATABASE if at_head else ():
            yield from check_database(settings, engine)
    except OperationalError:
        yield refusal(UNREACHABLE)
    except DatabaseError:
        yield refusal("Databasen går inte att läsa. Lägg tillbaka en säkerhetskopia: restore FIL --replace.")
    finally:
        engine.dispose()


def is_reachable(settings: Settings) -> bool:
    """Tell whether others than this machine can reach the service, directly or through a proxy."""
    return bool(settings.trusted_proxies) or not is_loopback(settings.host)


def _address(settings: Settings) -> Iterator[Finding]:
    if not is_reachable(settings):
        yield fine(f"Tjänsten lyssnar på {settings.host} och nås bara från den här datorn.")
    elif not settings.trusted_proxies:
        yield refusal(
            f"Tjänsten lyssnar på {settings.host} utan kryptering. Låt den lyssna på 127.0.0.1, sätt en proxy med TLS "
            "framför och ange proxyns adress i SAMVERKAN_TRUSTED_PROXIES."
        )
    else:
        yield fine("Tjänsten nås genom de proxyer som anges i SAMVERKAN_TRUSTED_PROXIES.")
    if settings.trusted_proxies and not is_loopback(settings.host):
        yield warning(
            f"Tjänsten lyssnar på {settings.host} utan kryptering, också för andra än proxyn. Låt den lyssna på "
            "127.0.0.1 om proxyn finns på samma dator; annars låt brandväggen släppa fram bara proxyn."
        )


def _believed(settings: Settings) -> Iterator[Finding]:
    if _names_everybody(settings.metrics_from):
        yield warning("SAMVERKAN_METRICS_FROM visar mätvärdena för alla. Ange bara den dator som hämtar dem.")


def _names_everybody(networks: str) -> bool:
    return any(ip_network(network, strict=False).prefixlen == 0 for network in named_networks(networks))


def _secret(settings: Settings) -> Iterator[Finding]:
    if settings.secret_key:
        yield fine("Den hemliga nyckeln ges i SAMVERKAN_SECRET_KEY.")
        return
    file = key_file(settings)
    if not file.is_file():
        yield refusal(f"Den hemliga nyckeln {file} saknas. Starta tjänsten en gång, eller lägg tillbaka filen.")
    elif file.stat().st_size < KEY_BYTES:
        yield refusal(f"Den hemliga nyckeln {file} är för kort. Ta bort den och starta tjänsten, så görs en ny.")
    else:
        yield from _closed_to_others(file, "Den hemliga nyckeln")


def _files(settings: Settings) -> Iterator[Finding]:
    register = _register_file(settings)
    if register is None:
        return
    for ending in SIDE_FILES:
        file = register.with_name(register.name + ending)
        if file.is_file():
            yield from _closed_to_others(file, "Registrets fil")


def _closed_to_others(file: Path, what: str) -> Iterator[Finding]:
    """Windows answers in other words, which this does not read."""
    mode = stat.S_IMODE(file.stat().st_mode)
    if os.name == "posix" and mode & stat.S_IRWXO:
        yield refusal(f"{what} {file} kan läsas av alla på datorn. Kör: chmod 600 {file}")
    elif os.name == "posix" and mode & stat.S_IRWXG:
        yield warning(f"{what} {file} kan läsas av filens grupp. Är det meningen? Annars: chmod 600 {file}")
    else:
        yield fine(f"{what} {file} kan bara läsas av tjänsten.")


def _room(settings: Settings) -> Iterator[Finding]:
    folder = (_register_file(settings) or key_file(settings)).parent
    free = shutil.disk_usage(folder if folder.exists() else Path.cwd()).free
    told = f"Disken har {free / 1e9:.1f} GB kvar"
    if free < LEAST_FREE:
        yield refusal(f"{told}. Frigör plats innan tjänsten startas.")
    elif free < LITTLE_FREE:
        yield warning(f"{told}. Frigör plats snart.")
    else:
        yield fine(f"{told}.")


def _who_runs(_settings: Settings) -> Iterator[Finding]:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield warning("Tjänsten körs som root. Skapa en egen användare för den.")


def _mail(settings: Settings) -> Iterator[Finding]:
    """Sign in at the server of e-mail and leave again; no letter is sent."""
    if not settings.sends_mail:
        return
    if settings.smtp_user and settings.smtp_security is MailSecurity.NONE and not is_loopback(settings.smtp_host):
        yield refusal(
            "Lösenordet till e-postservern skulle gå okrypterat över nätet. Sätt SAMVERKAN_SMTP_SECURITY till starttls "
            "eller tls."
        )
        return
    fault = fault_of_server(settings)
    yield refusal(fault) if fault else fine(f"E-postservern {settings.smtp_host} tar emot brev från tjänsten.")


def _register_file(settings: Settings) -> Path | None:
    address = make_url(settings.database_url)
    return Path(str(address.database)).absolute() if address.get_backend_name() == "sqlite" else None


def _tables(at_head: bool) -> Iterator[Finding]:
    yield fine("Tabellerna hör till den här versionen av programmet.") if at_head else refusal(RUN_MIGRATE)


def _soundness(settings: Settings, engine: Engine) -> Iterator[Finding]:
    if engine.dialect.name == "sqlite":
        fault = fault_of(engine)
        yield (
            refusal(f"Registret är skadat: {fault}. Lägg tillbaka en säkerhetskopia: restore FIL --replace.")
            if fault
            else fine("Registret är helt, och allt som hänvisas till finns.")
        )
        return
    with reading(engine) as connection:
        if connection.exec_driver_sql("SHOW data_checksums").scalar() != "on":
            yield warning("PostgreSQL kontrollerar inte sina sidor. Slå på kontrollsummor med pg_checksums.")
    host = make_url(settings.database_url).host
    safe = make_url(settings.database_url).query.get("sslmode") in ("verify-ca", "verify-full")
    if host and not host.startswith("/") and not is_loopback(host) and not safe:
        yield refusal("Vägen till PostgreSQL är inte skyddad. Lägg till ?sslmode=verify-full i SAMVERKAN_DATABASE_URL.")


def _clock(_settings: Settings, engine: Engine) -> Iterator[Finding]:
    with reading(engine) as connection:
        last = connection.execute(sa.select(sa.func.max(_CHANGE_SETS.c.at))).scalar()
    if now() < BUILT or (last and last > now() + SLACK):
        yield refusal(f"Klockan går fel: den visar {now():%Y-%m-%d %H:%M} UTC. Ställ den, helst med NTP.")
    else:
        yield fine("Klockan stämmer med det som står i registret.")


def _accounts(settings: Settings, engine: Engine) -> Iterator[Finding]:
    with reading(engine) as connection:
        anybody, demo = any_account(connection), has_demo_accounts(connection)
    if demo and is_reachable(settings):
        yield refusal(
            "Demokonton finns i ett register som andra kan nå. De försvinner när en administratör skapas: "
            "account create --admin --email ADRESS"
        )
    elif demo:
        yield warning(f"Demokonton finns; de fungerar bara på den här datorn. {UNSEEN_PROXY}")
    if not anybody and is_reachable(settings):
        yield refusal("Ingen har skapat ett konto. Kör: account create --admin --email ADRESS")
    elif not anybody:
        yield warning(
            "Ingen har skapat ett konto. Den som sitter vid datorn ser allt som det inte är sagt vem som får se. "
            f"{UNSEEN_PROXY}"
        )


def _openness(settings: Settings, engine: Engine) -> Iterator[Finding]:
    """Tell of places that nobody has decided for: they stay closed, which may not be what is wanted."""
    if not is_reachable(settings):
        return
    with reading(engine) as connection:
        somebody, at_home = access_of(connection, Viewer()), access_of(connection, Viewer(at_home=True))
        every = set(connection.execute(sa.select(_PLACES.c.id)).scalars())
        said = set(connection.execute(sa.select(_PLACES.c.id).where(_PLACES.c.visibility.is_not(None))).scalars())
    unsaid = (at_home.places if at_home.places is not None else every) - (
        somebody.places if somebody.places is not None else every
    )
    if count := len(unsaid - said):
        yield refusal(
            f"För {count} platser är det inte sagt vem som får se dem, så de är stängda. "
            "Välj på varje plats, eller på den överordnade: privat, delad eller öppen."
        )
    else:
        yield fine("För alla platser är det sagt vem som får se dem.")


CHECKS_OF_SETTINGS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    _address,
    _believed,
    _who_runs,
    _secret,
    _files,
    _room,
    _mail,
)
CHECKS_OF_DATABASE: tuple[Callable[[Settings, Engine], Iterator[Finding]], ...] = (
    _soundness,
    _clock,
    _accounts,
    _openness,
)
