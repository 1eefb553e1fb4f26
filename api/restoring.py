"""Puts a backup in the place of a register: as a whole or not at all, and only where nothing is lost by it."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from api.access.secret_key import SecretKey
from api.backup_rows import clear, continue_numbers, copy_rows, count_rows
from api.backups import OWNER_ONLY, Manifest, copy_at, make_backup, mark_of_key, opened_backup, stamp
from api.database import (
    IN_USE,
    RUN_MIGRATE,
    alone,
    is_at_head,
    make_engine,
    reading,
    unhurried,
    upgrade_to_head,
    writing,
)
from graph.packages import Progress, silent
from models.dates import now
from models.errors import BackupError, DatabaseBusyError, OutdatedDatabaseError
from models.tables import TABLES

ENDED_BY_RESTORING = ("sessions", "single_use_links")
"""What would open doors that were closed after the backup was made: nobody is signed in afterwards."""

SIDE_FILES = ("", "-wal", "-shm")

NOT_EMPTY = (
    "Registret är inte tomt. Lägg till --replace för att ersätta det; det som finns där nu sparas först vid sidan om."
)
NOT_READABLE = (
    "Registrets fil {file} går inte att läsa. Lägg till --replace för att ersätta den; filen flyttas först åt sidan."
)

_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND (backend_type IS NULL OR backend_type = 'client backend')"
)


@dataclass(frozen=True)
class Restored:
    """What putting a backup back has done.

    Attributes:
        manifest: what the backup holds.
        kept: where that which was replaced is kept; None when nothing was.
        same_key: whether the installation has the secret key that the backup was made with.
    """

    manifest: Manifest
    kept: Path | None
    same_key: bool


def restore_backup(
    url: str, file: Path, key: SecretKey, *, replace: bool = False, progress: Progress = silent
) -> Restored:
    """Put a backup in the place of the register, which nobody else may have open.

    Args:
        url: the address of the register.
        file: the backup.
        key: the installation's secret key.
        replace: whether a register that is not empty may be replaced; it is kept beside.
        progress: is told the stage and how much of it is done.

    Raises:
        BackupError: the file cannot be used, or the register is not empty.
        DatabaseBusyError: somebody uses the register.
        OutdatedDatabaseError: the backup is of a newer version, or PostgreSQL is not migrated.
    """
    address = sa.make_url(url)
    on_sqlite = address.get_backend_name() == "sqlite"
    home = Path(str(address.database)).absolute().parent if on_sqlite else file.absolute().parent
    home.mkdir(parents=True, exist_ok=True)
    with opened_backup(file, home, progress) as (manifest, copy):
        _end_sessions(copy)
        if on_sqlite:
            kept = _into_sqlite(Path(str(address.database)).absolute(), copy, replace=replace)
        else:
            engine = make_engine(url, 1)
            try:
                kept = _into_postgres(engine, copy, file, key, replace=replace, progress=progress)
            finally:
                engine.dispose()
        return Restored(manifest, kept, mark_of_key(key) == manifest.key_mark)


def _end_sessions(copy: Engine) -> None:
    with writing(copy) as connection:
        for name in ENDED_BY_RESTORING:
            connection.execute(sa.delete(TABLES[name]))


def _into_sqlite(register: Path, copy: Engine, *, replace: bool) -> Path | None:
    """Copy the pages over those of the register in one transaction: a crash leaves the old or the new one."""
    engine = make_engine(f"sqlite:///{register.as_posix()}", 1)
    try:
        kept, empty = _room_in(register, engine, replace=replace)
        with alone(engine) as target, alone(copy) as source:
            if not empty:
                kept = _beside(register)
                # By SQLite itself: to open and close the file otherwise would let go of the lock on it.
                with copy_at(kept) as beside, alone(beside) as old:
                    target.backup(old)
            source.backup(target)
    finally:
        engine.dispose()
    register.chmod(OWNER_ONLY)
    return kept


def _room_in(register: Path, engine: Engine, *, replace: bool) -> tuple[Path | None, bool]:
    """Return where a file that is no register was moved to, and whether the register is empty by now."""
    try:
        empty = _is_empty(engine)
    except OperationalError as error:
        raise DatabaseBusyError(IN_USE) from error
    except DatabaseError:
        if not replace:
            raise BackupError(NOT_READABLE.format(file=register)) from None
        engine.dispose()
        kept = _moved_aside(register)
        register.touch(OWNER_ONLY)
        return kept, True
    if not empty and not replace:
        raise BackupError(NOT_EMPTY)
    return None, empty


def _into_postgres(
    engine: Engine, copy: Engine, file: Path, key: SecretKey, *, replace: bool, progress: Progress
) -> Path | None:
    """Copy the rows in one transaction, into tables that nobody else reaches meanwhile."""
    with reading(engine) as connection:
        tables_there = bool(sa.inspect(connection).get_table_names())
    if not tables_there:
        upgrade_to_head(engine)
    if not is_at_head(engine):
        raise OutdatedDatabaseError(RUN_MIGRATE)
    kept = None
    if not _is_empty(engine):
        if not replace:
            raise BackupError(NOT_EMPTY)
        kept = _beside(file)
        make_backup(engine, kept, key, progress)
    with reading(copy) as source, writing(engine) as target:
        unhurried(target)
        if target.execute(_OTHERS).scalar_one():
            raise DatabaseBusyError(IN_USE)
        clear(target)
        copy_rows(source, target, progress)
        continue_numbers(target)
    return kept


def _is_empty(engine: Engine) -> bool:
    with reading(engine) as connection:
        return not any(count_rows(connection).values())


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.stem}-ersatt-{stamp(now())}{file.suffix}")


def _moved_aside(register: Path) -> Path:
    """Move a file that is no register out of the way, with what SQLite keeps beside it."""
    kept = _beside(register)
    for ending in SIDE_FILES:
        there = register.with_name(register.name + ending)
        if there.exists():
            there.rename(kept.with_name(kept.name + ending))
    return kept
