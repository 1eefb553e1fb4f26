"""How long a large package takes to import, and how much of that is more than the database's own work.

Run from the checkout:

    .venv/bin/python -m benchmarks.imports [--actors 100000] [--ties 300000] [--runs 3]

Goals: 100 000 actors and 300 000 ties in less than 60 s, and writing them in at most 1.8 times what bare
`sqlite3` needs for the same rows. The peer runs `executemany` on the rows of the imported register, into the
same tables with the same indexes and settings.
"""

import sqlite3
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from api.database import ready_database
from api.imports import import_package
from benchmarks.measuring import print_machine
from benchmarks.serving import database_in
from benchmarks.synthetic import Size, make_register
from graph.packages import write_folder

TABLES = ("change_sets", "places", "actors", "ties")
"""What the import writes, in an order in which every row names what is there already."""

WRITING = "Sparar"
"""How the stages begin in which rows are written."""


@dataclass
class Stages:
    """Hears the progress of an import and notes when each stage began."""

    began: dict[str, float] = field(default_factory=dict)

    def __call__(self, stage: str, done: int, of: int) -> None:
        self.began.setdefault(stage, perf_counter())

    def first_write(self) -> float:
        """Return when writing began."""
        return min(at for stage, at in self.began.items() if stage.startswith(WRITING))


@dataclass(frozen=True)
class Seconds:
    """One run: the import as a whole, its writing, and the same rows by bare sqlite3."""

    whole: float
    writing: float
    bare: float


def main() -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(description="The import of a large package, beside bare sqlite3.")
    parser.add_argument("--actors", type=int, default=100_000)
    parser.add_argument("--ties", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    print_machine()
    size = Size(asked.actors, asked.ties, forums=0, agreements=0, activities=0, needs=0, unfinished=0)
    with TemporaryDirectory() as folder:
        write_folder(make_register(size), Path(folder) / "package")
        runs = [measure(Path(folder), number) for number in range(asked.runs)]
    print(f"{asked.actors} actors, {asked.ties} ties, {asked.runs} runs{'':8}{'min s':>9} {'median':>9} {'max':>9}")
    print_seconds("import", runs, lambda run: run.whole)
    print_seconds("  of which writing", runs, lambda run: run.writing)
    print_seconds("sqlite3 executemany of the same rows", runs, lambda run: run.bare)
    print(f"writing / sqlite3 {median(run.writing / run.bare for run in runs):.2f}")


def measure(folder: Path, number: int) -> Seconds:
    """Import the package into an empty register, then the rows that it gave by bare sqlite3 into another."""
    ours, peers = folder / f"ours-{number}", folder / f"peers-{number}"
    stages = Stages()
    engine = ready_database(database_in(ours))
    start = perf_counter()
    report = import_package(engine, folder / "package", progress=stages)
    end = perf_counter()
    engine.dispose()
    if report.errors or not report.stored:
        raise RuntimeError(f"The package was not read in: {report.errors[:3]}")
    ready_database(database_in(peers)).dispose()
    bare = write_bare(ours / "register.db", peers / "register.db")
    return Seconds(end - start, end - stages.first_write(), bare)


def write_bare(source: Path, target: Path) -> float:
    """Return how long bare sqlite3 takes to write the rows of one register into another, in one transaction."""
    with sqlite3.connect(source) as read:
        rows = {table: read.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in TABLES}
    write = sqlite3.connect(target, isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        write.execute(f"PRAGMA {setting}")
    start = perf_counter()
    write.execute("BEGIN IMMEDIATE")
    for table, values in rows.items():
        write.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
    write.execute("COMMIT")
    seconds = perf_counter() - start
    write.close()
    return seconds


def print_seconds(name: str, runs: list[Seconds], part: Callable[[Seconds], float]) -> None:
    """Print the seconds of one part of every run."""
    seconds = [part(run) for run in runs]
    print(f"{name:44}{min(seconds):9.2f} {median(seconds):9.2f} {max(seconds):9.2f}")


if __name__ == "__main__":
    main()
