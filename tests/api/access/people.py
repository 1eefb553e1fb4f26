"""What the tests of accounts share: a clock that tests move, a gate that is quick, a small register with accounts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi.testclient import TestClient
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Engine

from api.access.accounts import Account, create_account
from api.access.gate import Gate
from api.access.passwords import Passwords
from api.access.roles import give_role
from api.access.secret_key import SecretKey
from api.access.viewer import HeldRole
from api.application import create_app
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import writing
from api.settings import Settings
from api.storing import store
from models.records import Actor, Place
from models.vocabulary import ChangeKind, Level, Role, Sector

PASSWORD = "gröna hästar äter soppa"
HERE = "http://127.0.0.1:8000"
SECRET = "a secret of the tests, and of nothing else"

ADMIN = HeldRole(Role.ADMIN)
EDITOR = HeldRole(Role.EDITOR, place_id="kommun")


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **time: float) -> None:
        self.at += timedelta(**time)


def cheap_passwords() -> Passwords:
    """Hash with the lowest costs that argon2id has: what is tested is not how long it takes."""
    return Passwords(Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1))


async def no_wait(seconds: float) -> None:
    """Wait for nothing."""


def make_gate(clock: Clock, **said: object) -> Gate:
    """Return a gate whose clock is `clock`, under the settings said."""
    settings = Settings(**{"secret_key": SECRET, **said})  # type: ignore[arg-type]
    return Gate(settings, SecretKey(settings), cheap_passwords(), now=clock, wait=no_wait)


def settle(engine: Engine) -> None:
    """Register a county with two municipalities, an area in the first, and an actor in each municipality."""
    places = [
        Place(id="lan", name="Länet", level=Level.REGION),
        Place(id="kommun", name="Kommunen", level=Level.MUNICIPALITY, parent_id="lan"),
        Place(id="omrade", name="Området", level=Level.AREA, parent_id="kommun"),
        Place(id="annan", name="Annan kommun", level=Level.MUNICIPALITY, parent_id="lan"),
    ]
    actors = [
        Actor(id="forening", name="Föreningen", sector=Sector.CIVIL_SOCIETY, place_id="omrade"),
        Actor(id="granne", name="Grannen", sector=Sector.CIVIL_SOCIETY, place_id="annan"),
    ]
    with writing(engine) as connection:
        hold_revision(connection)
        change_set = begin_change_set(connection, Deed(ChangeKind.IMPORT))
        store(connection, {"places": places, "actors": actors}, [], change_set)


def enrol(engine: Engine, gate: Gate, email: str, *roles: HeldRole, demo: bool = False) -> Account:
    """Make an account with the password of the tests."""
    with writing(engine) as connection:
        password_hash = gate.passwords.hash(PASSWORD)
        account = create_account(connection, email, email, gate.now(), password_hash=password_hash, demo=demo)
        for role in roles:
            give_role(connection, account.id, role)
    return account


def browser(engine: Engine, gate: Gate, address: str = HERE) -> TestClient:
    """Return a browser without cookies that asks the application over `engine`."""
    url = engine.url.render_as_string(hide_password=False)
    app = create_app(gate.settings.model_copy(update={"database_url": url, "threads": 2}))
    app.state.gate = gate
    return TestClient(
        app,
        base_url=address,
        headers={"Sec-Fetch-Site": "same-origin"},
        follow_redirects=False,
        client=("127.0.0.1", 50_000),
    )


def sign_in(client: TestClient, email: str, password: str = PASSWORD) -> int:
    """Send the form of signing in and return the status of the answer."""
    return client.post("/logga-in", data={"email": email, "password": password}).status_code
