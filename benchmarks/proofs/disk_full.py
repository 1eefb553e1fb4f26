"""A full disk: writes are refused in a clear sentence, reads go on, and writes resume by themselves.

Run from the checkout, on Linux:

    .venv/bin/python -m benchmarks.proofs.disk_full [--port 8151]

Without more rights than a user's, the files of the service may grow no further (RLIMIT_FSIZE). As root a small file
system of its own is filled as well (tmpfs), which is the same situation told by another error of the system.
"""

import os
import resource
import subprocess
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from api.database import ready_database
from benchmarks.measuring import print_machine
from benchmarks.proofs.trials import Client, Service, all_statuses, conclude, fill, serving
from benchmarks.proofs.writers import Writer, lost
from benchmarks.serving import database_in

FULL, TRIES = 507, 200
UNBOUNDED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
MOUNTED_BYTES = 24_000_000


def main() -> None:
    """Fill the disk in each way that this user can."""
    parser = ArgumentParser(description="A full disk.")
    parser.add_argument("--port", type=int, default=8151)
    asked = parser.parse_args()
    print_machine()
    with TemporaryDirectory() as name:
        holds = withstands("files that may not grow", Path(name), asked.port, stop_growth, let_grow)
    if os.geteuid() == 0:
        with TemporaryDirectory() as name:
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MOUNTED_BYTES}", "tmpfs", name], check=True)
            try:
                holds &= withstands("a full file system", Path(name), asked.port, fill_up, make_room)
            finally:
                subprocess.run(["umount", name], check=True)
    conclude(holds)


def withstands(
    name: str,
    folder: Path,
    port: int,
    fill_disk: Callable[[Service], None],
    free_disk: Callable[[Service], None],
) -> bool:
    """Write until it is full, read, make room, and write again without a restart."""
    token = fill(database_in(folder), folder)
    with serving(database_in(folder), port, folder / "service.log") as service:
        client = Client(port, token)
        writer = Writer(0, client)
        writer.create()
        fill_disk(service)
        refused = written_until_full(writer)
        reads = [client.ask("GET", path)[0] for path in ("/api/v1/actors", "/platser/town", "/readyz", "/healthz")]
        free_disk(service)
        before = len(writer.acknowledged)
        writer.create()
        resumed = len(writer.acknowledged) == before + 1
    engine = ready_database(database_in(folder))
    gone = lost(engine, writer.acknowledged)
    engine.dispose()
    print(f"{name}: {len(writer.acknowledged)} writes acknowledged, {len(gone)} lost; answers {all_statuses([client])}")
    print(f"  refused with: {refused}")
    print(f"  reads while it was full: {reads}; writes resumed by themselves: {resumed}")
    return bool(refused) and set(reads) == {200} and resumed and not gone and set(client.statuses) <= {200, 201, FULL}


def written_until_full(writer: Writer) -> str | None:
    """Create actors until the service says that it has no room; return what it says."""
    for number in range(TRIES):
        body = {"id": f"fill-{number}", "name": "Fyllnad", "sector": "civil_society", "kind": "association"}
        body |= {"level": "municipality", "place_id": "town", "note": "x" * 1500}
        status, said = writer.client.ask("POST", "/api/v1/actors", body)
        if status != 201:
            return str(said["detail"]) if status == FULL else None
    return None


def stop_growth(service: Service) -> None:
    """Let no file of the service grow past what the largest has now."""
    register = service.log.parent / "register.db-wal"
    resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (register.stat().st_size + 20_000, UNBOUNDED[1]))


def let_grow(service: Service) -> None:
    """Take that back."""
    resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, UNBOUNDED)


def fill_up(service: Service) -> None:
    """Take all the room but a little."""
    with (service.log.parent / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"x" * 100_000):
                pass
        except OSError:
            filler.truncate(max(0, filler.tell() - 50_000))


def make_room(service: Service) -> None:
    """Give it back."""
    (service.log.parent / "filler").unlink()


if __name__ == "__main__":
    main()
