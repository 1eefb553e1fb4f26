"""A backup holds all of a register and nothing else; it comes back whole or not at all, on either database."""

import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.secret_key import SecretKey
from api.backup_rows import tables
from api.backups import MANIFEST, REGISTER, Manifest, make_backup
from api.database import make_engine, reading, writing
from api.restoring import restore_backup
from api.settings import Settings
from models.errors import BackupError, DatabaseBusyError
from models.tables import TABLES

KEY = SecretKey(Settings(secret_key="k" * 32))
OTHER_KEY = SecretKey(Settings(secret_key="o" * 32))
ENDED = ("sessions", "single_use_links")


@pytest.fixture
def demo(own_demo: str) -> Iterator[Engine]:
    engine = make_engine(own_demo)
    yield engine
    engine.dispose()


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with reading(engine) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(sa.select(table))), key=repr)
            for table in tables()
            if table.name not in ENDED
        }


def rows_at(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = make_engine(url)
    found = rows(engine)
    engine.dispose()
    return found


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_what_is_restored_is_what_was_there(demo: Engine, engine: Engine, tmp_path: Path) -> None:
    """From each database into each: the fixtures make the four pairs."""
    manifest = make_backup(demo, tmp_path / "b.zip", KEY)
    engine.dispose()
    restored = restore_backup(address(engine), tmp_path / "b.zip", KEY)
    assert (restored.manifest, restored.kept, restored.same_key) == (manifest, None, True)
    assert rows_at(address(engine)) == rows(demo)
    assert manifest.counts["actors"] == len(rows(demo)["actors"]) > 0


def test_new_rows_are_numbered_from_where_the_restored_ones_end(
    demo: Engine, postgres_engine: Engine, tmp_path: Path
) -> None:
    make_backup(demo, tmp_path / "b.zip", KEY)
    restore_backup(address(postgres_engine), tmp_path / "b.zip", KEY)
    deeds = TABLES["change_sets"]
    with writing(postgres_engine) as connection:
        last = connection.execute(sa.select(sa.func.max(deeds.c.id))).scalar_one()
        added = sa.insert(deeds).values(at=sa.func.now(), kind="import").returning(deeds.c.id)
        assert connection.execute(added).scalar_one() == last + 1


@pytest.fixture
def backup(sqlite_demo: str, tmp_path: Path) -> Path:
    engine = make_engine(sqlite_demo)
    make_backup(engine, tmp_path / "demo.zip", KEY)
    engine.dispose()
    return tmp_path / "demo.zip"


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert [file.name for file in backup.parent.iterdir()] == [backup.name]


def test_a_backup_writes_over_nothing(sqlite_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(BackupError, match="finns redan"):
        make_backup(sqlite_engine, tmp_path / "b.zip", KEY)
    assert (tmp_path / "b.zip").read_text() == "mine"


def test_a_register_that_is_not_empty_is_kept_beside_when_it_is_replaced(
    sqlite_engine: Engine, backup: Path, sqlite_demo: str
) -> None:
    with writing(sqlite_engine) as connection:
        connection.execute(sa.insert(TABLES["change_sets"]).values(id=7, at=sa.func.now(), kind="import"))
    sqlite_engine.dispose()
    with pytest.raises(BackupError, match="--replace"):
        restore_backup(address(sqlite_engine), backup, KEY)
    restored = restore_backup(address(sqlite_engine), backup, OTHER_KEY, replace=True)
    assert not restored.same_key
    assert rows_at(address(sqlite_engine)) == rows_at(sqlite_demo)
    assert restored.kept is not None
    with closing(sqlite3.connect(restored.kept)) as kept:
        assert kept.execute("SELECT id FROM change_sets").fetchall() == [(7,)]


def test_a_register_that_is_in_use_is_not_replaced(engine: Engine, backup: Path) -> None:
    with reading(engine) as somebody:
        somebody.execute(sa.select(TABLES["places"].c.id)).all()
        with pytest.raises(DatabaseBusyError, match="används"):
            restore_backup(address(engine), backup, KEY)
    assert rows(engine)["places"] == []


def test_a_file_that_is_no_register_any_more_is_moved_aside(tmp_path: Path, backup: Path, sqlite_demo: str) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"not a database" * 100)
    url = f"sqlite:///{broken}"
    with pytest.raises(BackupError, match="--replace"):
        restore_backup(url, backup, KEY)
    restored = restore_backup(url, backup, KEY, replace=True)
    assert restored.kept is not None
    assert restored.kept.read_bytes() == b"not a database" * 100
    assert rows_at(url) == rows_at(sqlite_demo)


def rewritten(backup: Path, register: bytes | None = None, **changes: object) -> Path:
    """Return another backup with something changed in it."""
    out = backup.with_name("changed.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(out, "w") as new:
        manifest = Manifest.read(old.read(MANIFEST))
        import json
        from dataclasses import asdict

        new.writestr(MANIFEST, json.dumps(asdict(manifest) | changes))
        new.writestr(REGISTER, old.read(REGISTER) if register is None else register)
    return out


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"register": b"x" * 100}, "kontrollsumma"),
        ({"sha256": "0" * 64}, "kontrollsumma"),
        ({"counts": {"actors": 1}}, "rader saknas"),
        ({"schema": "0001"}, "fel version"),
        ({"format": 2}, "nyare version"),
        ({"size": "many"}, "ingen säkerhetskopia"),
    ],
)
def test_a_backup_that_was_changed_is_refused(
    backup: Path, tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(BackupError, match=said):
        restore_backup(f"sqlite:///{tmp_path / 'new.db'}", rewritten(backup, **changes), KEY)  # type: ignore[arg-type]
    assert not (tmp_path / "new.db").exists()


def test_other_files_are_no_backups(tmp_path: Path, demo_folder: Path) -> None:
    (tmp_path / "letter.txt").write_text("hej")
    for file in (tmp_path / "letter.txt", tmp_path / "missing.zip", demo_folder):
        with pytest.raises(BackupError, match=r"ingen säkerhetskopia|ingen fil"):
            restore_backup(f"sqlite:///{tmp_path / 'new.db'}", file, KEY)


def test_nobody_is_signed_in_after_a_restore(sqlite_engine: Engine, tmp_path: Path) -> None:
    moment = sa.func.now()
    with writing(sqlite_engine) as connection:
        about = {"id": "a", "email": "a@b.example", "name": "A", "demo": False, "created_at": moment}
        connection.execute(sa.insert(TABLES["accounts"]).values(**about))
        session = {"key_digest": "d", "account_id": "a", "second_factor": False}
        stamps = {"created_at": moment, "seen_at": moment, "expires_at": moment}
        connection.execute(sa.insert(TABLES["sessions"]).values(**session, **stamps))
    make_backup(sqlite_engine, tmp_path / "b.zip", KEY)
    restore_backup(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "b.zip", KEY)
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with reading(engine) as connection:
        assert connection.execute(sa.select(TABLES["accounts"].c.id)).scalars().all() == ["a"]
        assert connection.execute(sa.select(TABLES["sessions"])).all() == []
    engine.dispose()


def test_an_older_backup_is_brought_to_the_newest_tables(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from api.settings import ROOT

    older = make_engine(f"sqlite:///{tmp_path / 'older.db'}")
    config = Config(ROOT / "alembic.ini")
    config.attributes["connection"] = older
    command.upgrade(config, "0002")
    manifest = make_backup(older, tmp_path / "older.zip", KEY)
    older.dispose()
    restore_backup(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "older.zip", KEY)
    assert manifest.schema == "0002"
    assert set(rows_at(f"sqlite:///{tmp_path / 'new.db'}")) > set(manifest.counts)


def packed(backup: Path, change: Callable[[bytearray, zipfile.ZipInfo], None]) -> Path:
    """Return another backup in which the bytes of the register were changed as they lie in the archive."""
    content = bytearray(backup.read_bytes())
    with zipfile.ZipFile(backup) as archive:
        change(content, archive.getinfo(REGISTER))
    changed = backup.with_name("changed.zip")
    changed.write_bytes(content)
    return changed


def scrambled(content: bytearray, register: zipfile.ZipInfo) -> None:
    """Fill the beginning of the compressed bytes with what is no such stream."""
    start = register.header_offset + 30 + len(REGISTER)
    content[start : start + 200] = b"\xff" * 200


def locked(content: bytearray, register: zipfile.ZipInfo) -> None:
    """Say of every file in the archive that it is encrypted."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = content.find(mark)
        while found >= 0:
            content[found + at] |= 1
            found = content.find(mark, found + 1)


@pytest.mark.parametrize(("change", "said"), [(scrambled, "är skadad"), (locked, "ingen säkerhetskopia")])
def test_a_backup_that_was_damaged_or_locked_is_refused_in_a_sentence(
    backup: Path, tmp_path: Path, change: Callable[[bytearray, zipfile.ZipInfo], None], said: str
) -> None:
    with pytest.raises(BackupError, match=said):
        restore_backup(f"sqlite:///{tmp_path / 'new.db'}", packed(backup, change), KEY)


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_comes_while_a_backup_is_made_is_not_written_over(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    file = tmp_path / "b.zip"
    link = os.link

    def meanwhile(draft: Path, name: Path) -> None:
        file.write_text("mine")
        if not links:
            raise OSError("this file system gives no file a second name")
        link(draft, name)

    monkeypatch.setattr("api.backups.os.link", meanwhile)
    with pytest.raises(BackupError, match="finns redan"):
        make_backup(sqlite_engine, file, KEY)
    assert file.read_text() == "mine"


def test_a_backup_gets_its_name_where_no_file_has_two(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(draft: Path, name: Path) -> None:
        raise OSError("this file system gives no file a second name")

    monkeypatch.setattr("api.backups.os.link", refuse)
    make_backup(sqlite_engine, tmp_path / "b.zip", KEY)
    assert zipfile.is_zipfile(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


def test_what_is_kept_beside_can_be_read_by_its_owner_alone_from_its_first_byte(
    sqlite_engine: Engine, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(sqlite_engine) as connection:
        connection.execute(sa.insert(TABLES["change_sets"]).values(id=7, at=sa.func.now(), kind="import"))
    sqlite_engine.dispose()
    monkeypatch.setattr(Path, "chmod", lambda self, mode: None)
    restored = restore_backup(address(sqlite_engine), backup, KEY, replace=True)
    assert restored.kept is not None
    assert restored.kept.stat().st_mode & 0o077 == 0
