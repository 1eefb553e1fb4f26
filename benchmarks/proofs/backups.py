"""A backup taken under load restores with nothing missing, on both databases and from one to the other.

Run from the checkout:

    .venv/bin/python -m benchmarks.proofs.backups [--port 8151] [--writers 8]

Everything that was acknowledged before the command `backup` began must be in the restored register; what was written
while it ran may be or not, and the register must be whole either way.
"""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import monotonic

from api.database import make_engine, ready_database, upgrade_to_head
from api.settings import ROOT
from benchmarks.measuring import print_machine
from benchmarks.proofs.trials import Client, all_statuses, at_once, conclude, fill, serving
from benchmarks.proofs.writers import Writer, lost, until
from benchmarks.serving import database_in
from tests.postgres import Databases, find_databases, stop_server

WARM_UP_S, AFTERWARDS_S = 5.0, 2.0
KEY = "x" * 40


def main() -> None:
    """Back up from each kind of database, and restore into both."""
    parser = ArgumentParser(description="A backup taken under load.")
    parser.add_argument("--port", type=int, default=8151)
    parser.add_argument("--writers", type=int, default=8)
    asked = parser.parse_args()
    print_machine()
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as a user of its own.
        databases = find_databases(folder)
        try:
            holds = restores_whole(database_in(folder), folder / "sqlite", databases, asked.port, asked.writers)
            with databases.new() as address:
                url = migrated(address.render_as_string(hide_password=False))
                holds &= restores_whole(url, folder / "postgres-files", databases, asked.port, asked.writers)
        finally:
            stop_server(folder)
    conclude(holds)


def restores_whole(url: str, folder: Path, databases: Databases, port: int, count: int) -> bool:
    """Write, back up meanwhile, and look for every write in what is restored."""
    folder.mkdir()
    token = fill(url, folder)
    stop, file = Event(), folder / "backup.zip"
    with serving(url, port, folder / "service.log", SAMVERKAN_SECRET_KEY=KEY):
        writers = [Writer(number, Client(port, token)) for number in range(count)]
        load = Thread(target=at_once, args=([partial(writer.work, until(stop)) for writer in writers],))
        load.start()
        time.sleep(WARM_UP_S)
        begun = monotonic()
        command(url, "backup", str(file))
        took = monotonic() - begun
        time.sleep(AFTERWARDS_S)
        stop.set()
        load.join()
    writes = [write for writer in writers for write in writer.acknowledged]
    before = [write for write in writes if write[2] < begun]
    print(f"from {url.partition(':')[0]}: {len(before)} writes acknowledged before, {len(writes) - len(before)} later;")
    print(f"  backup {took:.1f} s, {file.stat().st_size} bytes; answers {all_statuses([w.client for w in writers])}")
    holds = holds_all(f"sqlite:///{folder / 'restored.db'}", file, before)
    with databases.new() as address:
        holds &= holds_all(migrated(address.render_as_string(hide_password=False)), file, before)
    return holds


def holds_all(url: str, file: Path, writes: list[tuple[str, str, float]]) -> bool:
    """Restore into an empty database and tell whether every write is there."""
    command(url, "restore", str(file))
    engine = ready_database(url)
    gone = lost(engine, writes)
    engine.dispose()
    print(f"  restored into {url.partition(':')[0]}: {len(gone)} of {len(writes)} missing")
    return not gone and bool(writes)


def migrated(url: str) -> str:
    """Bring an empty database to the newest revision and return its address."""
    engine = make_engine(url)
    upgrade_to_head(engine)
    engine.dispose()
    return url


def command(url: str, *words: str) -> None:
    """Run a command as an operator does."""
    told = os.environ | {"SAMVERKAN_DATABASE_URL": url, "SAMVERKAN_SECRET_KEY": KEY}
    subprocess.run([sys.executable, "-m", "api", *words], cwd=ROOT, env=told, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
