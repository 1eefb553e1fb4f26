"""The one secret of an installation, and what is derived from it.

It is made at the first start and kept beside the register, or given in SAMVERKAN_SECRET_KEY. It is never logged.
"""

import base64
import os
import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import make_url

from api.settings import DEFAULT_DATABASE, Settings
from models.errors import ServerSettingsError

FILE_NAME = "secret.key"
KEY_BYTES = 32
OWNER_ONLY = 0o600

UNREADABLE = (
    "Tjänstens hemliga nyckel går inte att läsa eller skapa ({file}). "
    "Kontrollera rättigheterna till mappen, eller sätt SAMVERKAN_SECRET_KEY."
)


class SecretKey:
    """The secret key of the installation that `settings` describe, read or made when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def make_sure(self) -> None:
        """See to it that there is a key, so that one that cannot be made is known now and not at the first sign-in.

        Raises:
            ServerSettingsError: it can be neither read nor made.
        """
        self.derive("start")

    def derive(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose; who knows those of one purpose knows nothing of the others'."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(self._key)

    def seal(self, purpose: str, text: str) -> str:
        """Return `text` encrypted and signed, for keeping where others can read."""
        return self._box(purpose).encrypt(text.encode()).decode()

    def open(self, purpose: str, sealed: str, *, age_s: int | None = None) -> str | None:
        """Return what was sealed; None when it was not by this key and purpose, or more than `age_s` seconds ago."""
        try:
            return self._box(purpose).decrypt(sealed.encode(), ttl=age_s).decode()
        except (InvalidToken, UnicodeError):
            return None

    def _box(self, purpose: str) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self.derive(purpose)))

    @cached_property
    def _key(self) -> bytes:
        given = self._settings.secret_key
        return given.get_secret_value().encode() if given else _kept(key_file(self._settings))


def key_file(settings: Settings) -> Path:
    """Return where the key is kept: beside the file of an SQLite register, else in the checkout's folder for data."""
    address = make_url(settings.database_url)
    on_sqlite = address.get_backend_name() == "sqlite" and address.database
    folder = Path(address.database).absolute().parent if on_sqlite and address.database else DEFAULT_DATABASE.parent
    return folder / FILE_NAME


def _kept(file: Path) -> bytes:
    try:
        if not file.exists():
            _make(file)
        key = file.read_bytes()
    except OSError as error:
        raise ServerSettingsError(UNREADABLE.format(file=file)) from error
    if len(key) < KEY_BYTES:
        raise ServerSettingsError(UNREADABLE.format(file=file))
    return key


def _make(file: Path) -> None:
    """Write a new key under another name and link it in place, so that of two processes one key wins, whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(secrets.token_hex(KEY_BYTES).encode())
        with suppress(FileExistsError):
            file.hardlink_to(draft)
    finally:
        draft.unlink()
