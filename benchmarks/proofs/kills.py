"""kill -9 fifteen times in the middle of imports: nothing acknowledged is lost, and no import is there by half.

Run from the checkout:

    .venv/bin/python -m benchmarks.proofs.kills [--kills 15] [--actors 4000]

How long an import takes is measured first. Every second one is killed at the moment when it writes into the database,
the others somewhere in the second half of that time, in which the package is checked against the register.
"""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import sqlalchemy as sa
from sqlalchemy import Engine

from api.backups import fault_of
from api.database import reading, ready_database
from api.settings import ROOT
from benchmarks.measuring import print_machine
from benchmarks.proofs.trials import conclude
from benchmarks.serving import database_in
from graph.packages import write_folder
from graph.register import Register
from models.records import Actor, Place, Tie
from models.tables import TABLES
from models.vocabulary import ActorKind, Confirmation, Ladder, Level, Sector

WRITTEN = 100_000
"""Bytes by which the write-ahead log has grown when an import is in the middle of writing."""


def main() -> None:
    """Kill, start again, and look."""
    parser = ArgumentParser(description="kill -9 in the middle of imports.")
    parser.add_argument("--kills", type=int, default=15)
    parser.add_argument("--actors", type=int, default=4000, help="of each package; as many ties")
    asked = parser.parse_args()
    print_machine()
    with TemporaryDirectory() as name:
        folder = Path(name)
        start = perf_counter()
        assert import_of(folder, 0, asked.actors)
        usual = perf_counter() - start
        acknowledged, killed, halves, whole_unsaid, number = {0}, 0, 0, 0, 0
        engine = ready_database(database_in(folder))
        while killed < asked.kills:
            number += 1
            # Every second is killed as soon as it writes, the others somewhere in the second half of the usual time.
            limit = None if number % 2 else usual * (0.5 + 0.5 * killed / asked.kills)
            if import_of(folder, number, asked.actors, limit, kill=True):
                acknowledged.add(number)
            else:
                killed += 1
            there = rows_of(engine, number)
            halves += there not in (0, 2 * asked.actors + 1)
            whole_unsaid += number not in acknowledged and there > 0
            when = f"after {limit:.1f} s" if limit else "when it wrote"
            print(f"{number:3} {when}: {'ended' if number in acknowledged else 'killed'}, {there} rows", flush=True)
        lost = [number for number in acknowledged if rows_of(engine, number) != 2 * asked.actors + 1]
        fault = fault_of(engine)
        engine.dispose()
    print(f"an import takes {usual:.2f} s; {killed} killed, of which {whole_unsaid} had stored everything unsaid")
    print(f"{len(lost)} of {len(acknowledged)} acknowledged imports lost, {halves} halves; integrity: {fault or 'ok'}")
    conclude(not lost and not halves and fault is None)


def import_of(folder: Path, number: int, actors: int, limit: float | None = None, *, kill: bool = False) -> bool:
    """Run one import as a user does; tell whether it has said that it was done.

    It ends as it should or by the kill, else the proof would take a failure of its own for one.

    Args:
        limit: after how many seconds it is killed; None kills it when its write-ahead log grows.
        kill: whether it is killed at all.
    """
    package = folder / f"package-{number}"
    write_folder(package_of(number, actors), package)
    told = os.environ | {"SAMVERKAN_DATABASE_URL": database_in(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "import", str(package)], cwd=ROOT, env=told, stdout=subprocess.PIPE
    )
    log, start = folder / "register.db-wal", perf_counter()
    size = log.stat().st_size if log.exists() else 0
    while kill and process.poll() is None:
        writes = limit is None and log.exists() and log.stat().st_size > size + WRITTEN
        if writes or (limit is not None and perf_counter() - start > limit):
            process.kill()
        time.sleep(0.001)
    said, _ = process.communicate()
    if process.returncode not in (0, -signal.SIGKILL if kill else 0):
        raise RuntimeError(f"import {number} ended with {process.returncode}")
    return "Inläst." in said.decode()


def package_of(number: int, actors: int) -> Register:
    """Return a place of its own, its actors, and as many ties between them."""
    place, kind = f"kill-{number}", ActorKind.ASSOCIATION
    ids = [f"kill-{number}-{actor}" for actor in range(actors)]
    about = {"sector": Sector.CIVIL_SOCIETY, "kind": kind, "level": Level.MUNICIPALITY, "place_id": place}
    stated = {"level": Ladder.DIALOGUE, "place_id": place, "confirmation": Confirmation.BOTH}
    return Register(
        places=(Place(id=place, name=place, level=Level.MUNICIPALITY),),
        actors=tuple(Actor.model_validate({"id": one, "name": f"Aktör {one}", **about}) for one in ids),
        ties=tuple(
            Tie.model_validate({"id": f"tie-{one}", "actor_a": one, "actor_b": other, **stated})
            for one, other in zip(ids, [*ids[1:], ids[0]], strict=True)
        ),
    )


def rows_of(engine: Engine, number: int) -> int:
    """Return how many rows of a package the register holds."""
    places, actors, ties = TABLES["places"], TABLES["actors"], TABLES["ties"]
    place = f"kill-{number}"
    asked = [
        sa.select(sa.func.count()).where(places.c.id == place),
        sa.select(sa.func.count()).where(actors.c.place_id == place),
        sa.select(sa.func.count()).where(ties.c.place_id == place),
    ]
    with reading(engine) as connection:
        return sum(connection.execute(count).scalar_one() for count in asked)


if __name__ == "__main__":
    main()
