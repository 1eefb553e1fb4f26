"""Copies of the whole register in one file, made while others write, and put back again.

A backup is an archive of an SQLite file at a known revision and a manifest that says what it holds. It is the same
for both databases, so that a register can move between them, and an older one is migrated like any register.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from api.access.secret_key import SecretKey
from api.backup_rows import copy_rows, count_rows
from api.database import alone, make_engine, reading, revision_of, unhurried, upgrade_to_head, writing
from api.queries.revision import current_revision
from graph.packages import Progress, silent
from models.dates import now
from models.errors import BackupError

FORMAT = 1
REGISTER, MANIFEST = "register.db", "manifest.json"
LARGEST_MANIFEST = 1_000_000
PIECE = 1_000_000
PAGES_AT_A_TIME = 2_000
OWNER_ONLY = 0o600
KEY_PURPOSE = "mark of backups"

NOT_ARCHIVES = (OSError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)

TAKEN = "{file} finns redan. Välj ett annat namn: en säkerhetskopia skriver aldrig över något."
NO_FOLDER = "Mappen {folder} finns inte. Skapa den och försök igen."
DAMAGED_COPY = "Kopian klarade inte kontrollen och har inte sparats: {what}. Kontrollera disken och registret."
NO_FILE = "Det finns ingen fil {file}."
NO_BACKUP = "{file} är ingen säkerhetskopia av Samverkanskartan."
DAMAGED = "Säkerhetskopian {file} är skadad ({what}). Använd en annan."
TOO_NEW = "Säkerhetskopian {file} hör till en nyare version av programmet. Uppdatera programmet först."


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Attributes:
        format: of the archive itself.
        made_at: when, in UTC.
        database: which kind of database it was made from.
        schema: the revision of the tables.
        revision: how many writes the register had seen.
        counts: rows by table.
        size, sha256: of the SQLite file in the archive.
        key_mark: tells whether two installations have the same secret key, and nothing else of it.
    """

    format: int
    made_at: str
    database: str
    schema: str
    revision: int
    counts: dict[str, int]
    size: int
    sha256: str
    key_mark: str

    @classmethod
    def read(cls, text: bytes) -> Self:
        """Read a manifest; raise ValueError when it is none."""
        values = json.loads(text)
        if not isinstance(values, dict) or set(values) != set(cls.__dataclass_fields__):
            raise ValueError("not a manifest")
        kinds = {name: field.type for name, field in cls.__dataclass_fields__.items()}
        if any(type(value) is not (dict if name == "counts" else kinds[name]) for name, value in values.items()):
            raise ValueError("not a manifest")
        return cls(**values)


def make_backup(engine: Engine, file: Path, key: SecretKey, progress: Progress = silent) -> Manifest:
    """Write all of the register, as it is at one moment, into a file that only its owner may read.

    The copy is checked before the file gets its name, so that a file with that name is whole.

    Args:
        engine: the register; others may go on writing.
        file: where; it must not exist yet.
        key: the installation's secret, which is not part of the backup.
        progress: is told the stage and how much of it is done.

    Raises:
        BackupError: the file exists, its folder does not, or the copy is damaged.
    """
    if file.exists():
        raise BackupError(TAKEN.format(file=file))
    if not file.absolute().parent.is_dir():
        raise BackupError(NO_FOLDER.format(folder=file.absolute().parent))
    with TemporaryDirectory(prefix=".samverkan-", dir=file.absolute().parent) as folder:
        with copy_at(Path(folder) / REGISTER) as copy:
            with reading(engine) as source:
                unhurried(source)
                revision, schema = current_revision(source), revision_of(source)
                _copy_register(source, copy, progress)
            if fault := fault_of(copy):
                raise BackupError(DAMAGED_COPY.format(what=fault))
            with reading(copy) as connection:
                counts = count_rows(connection)
            with alone(copy):  # From here on the file itself holds everything.
                pass
        packed = Path(folder) / REGISTER
        manifest = Manifest(
            FORMAT,
            now().isoformat(timespec="seconds"),
            engine.dialect.name,
            schema,
            revision,
            counts,
            packed.stat().st_size,
            _digest(packed, progress),
            mark_of_key(key),
        )
        draft = Path(folder) / "backup.zip"
        _pack(packed, manifest, draft)
        _give_name(draft, file)
    return manifest


@contextmanager
def opened_backup(file: Path, folder: Path, progress: Progress = silent) -> Iterator[tuple[Manifest, Engine]]:
    """Unpack a backup, check all of it, and give its register at the newest revision of the tables.

    Args:
        file: the backup.
        folder: where there is room for the unpacked register.

    Raises:
        BackupError: the file is no backup, is damaged, or is of a newer version of the program.
        OutdatedDatabaseError: its tables are of a newer version.
    """
    with TemporaryDirectory(prefix=".samverkan-", dir=folder) as scratch:
        register = Path(scratch) / REGISTER
        manifest = _unpack(file, register, progress)
        with copy_at(register) as copy:
            try:
                if fault := fault_of(copy) or _unlike(copy, manifest):
                    raise BackupError(DAMAGED.format(file=file, what=fault))
                upgrade_to_head(copy)
            except DatabaseError as error:
                raise BackupError(DAMAGED.format(file=file, what="registret går inte att läsa")) from error
            yield manifest, copy


@contextmanager
def copy_at(file: Path) -> Iterator[Engine]:
    """Give an engine for a file of SQLite that nobody else uses."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    os.close(descriptor)
    engine = make_engine(f"sqlite:///{file.absolute().as_posix()}", 1)
    try:
        yield engine
    finally:
        engine.dispose()


def fault_of(engine: Engine) -> str | None:
    """Return what is wrong with a file of SQLite, in a few words; None when nothing is."""
    with reading(engine) as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if found != "ok":
            return "filens innehåll hänger inte ihop"
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
    return f"en rad i {broken[0]} hänvisar till något som saknas" if broken else None


def mark_of_key(key: SecretKey) -> str:
    """Return a mark of the secret key from which nobody can find the key."""
    return key.derive(KEY_PURPOSE).hex()[:16]


def stamp(moment: datetime) -> str:
    """Return a moment as a part of a file's name, in UTC."""
    return moment.strftime("%Y-%m-%dT%H%M%SZ")


def _copy_register(source: Connection, copy: Engine, progress: Progress) -> None:
    """Copy the pages of SQLite, or the rows of PostgreSQL, as the open transaction sees them."""
    if source.dialect.name != "sqlite":
        upgrade_to_head(copy)
        with writing(copy) as target:
            copy_rows(source, target, progress)
        return
    driver: Any = source.connection.driver_connection
    with alone(copy) as target_driver:
        # The open transaction keeps its view however often others write, so no page is copied twice.
        driver.backup(
            target_driver,
            pages=PAGES_AT_A_TIME,
            progress=lambda _, left, total: progress("Kopierar", total - left, total),
        )


def _unlike(copy: Engine, manifest: Manifest) -> str | None:
    """Return how a register differs from what its manifest says."""
    with reading(copy) as connection:
        if not manifest.schema or revision_of(connection) != manifest.schema:
            return "fel version av tabellerna"
        return None if count_rows(connection) == manifest.counts else "rader saknas"


def _digest(file: Path, progress: Progress) -> str:
    digest, done, size = hashlib.sha256(), 0, file.stat().st_size
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            digest.update(piece)
            progress("Kontrollerar", done := done + len(piece), size)
    return digest.hexdigest()


def _give_name(draft: Path, file: Path) -> None:
    """Give a file its name, and never that of another: a rename would write over what came meanwhile.

    Raises:
        BackupError: there is a file of that name by now.
    """
    try:
        try:
            os.link(draft, file)
        except FileExistsError:
            raise
        except OSError:
            # Some file systems give no file a second name. Whoever makes the file first has its name there too.
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
            draft.replace(file)
    except FileExistsError:
        raise BackupError(TAKEN.format(file=file)) from None


def _pack(register: Path, manifest: Manifest, out: Path) -> None:
    with os.fdopen(os.open(out, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w+b") as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
            archive.write(register, REGISTER)
        opened.flush()
        os.fsync(opened.fileno())


def _unpack(file: Path, register: Path, progress: Progress) -> Manifest:
    if not file.is_file():
        raise BackupError(NO_FILE.format(file=file))
    try:
        with zipfile.ZipFile(file) as archive:
            if sorted(archive.namelist()) != sorted((REGISTER, MANIFEST)):
                raise BackupError(NO_BACKUP.format(file=file))
            with archive.open(MANIFEST) as opened:
                manifest = Manifest.read(opened.read(LARGEST_MANIFEST))
            if manifest.format > FORMAT:
                raise BackupError(TOO_NEW.format(file=file))
            with archive.open(REGISTER) as packed, register.open("wb") as out:
                digest = _unpack_register(packed, out, manifest.size, progress)
    except NOT_ARCHIVES as error:  # A RuntimeError is an archive that asks for a password.
        known = isinstance(error, zlib.error) or (isinstance(error, zipfile.BadZipFile) and "CRC" in str(error))
        raise BackupError((DAMAGED if known else NO_BACKUP).format(file=file, what="fel kontrollsumma")) from error
    if digest != manifest.sha256:
        raise BackupError(DAMAGED.format(file=file, what="fel kontrollsumma"))
    return manifest


def _unpack_register(packed: IO[bytes], out: IO[bytes], size: int, progress: Progress) -> str:
    """Write at most as much as the manifest says, and return its digest."""
    digest, done = hashlib.sha256(), 0
    while done <= size and (piece := packed.read(PIECE)):
        digest.update(piece)
        out.write(piece)
        progress("Packar upp", done := done + len(piece), size)
    return digest.hexdigest()
