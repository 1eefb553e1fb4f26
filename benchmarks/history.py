"""How long it takes to read the history of a large register, to undo a change, and to look for a contact in all of it.

Run from the checkout:

    .venv/bin/python -m benchmarks.history [--actors 30000] [--ties 90000] [--edits 300] [--runs 5]

Goals, for 30 000 actors and 90 000 ties of one place in SQLite, as its editor: the history of the place, the plan of
undoing one change and the search for a contact in less than 1 s each. There is no peer: each question is asked beside
the plainest query that could answer it, a walk through every row that it may concern.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.viewer import ANYBODY, HeldRole, Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.contacts import find_contact
from api.database import reading, ready_database, writing
from api.editing import editing
from api.past_register import register_at
from api.queries.history import at_place, list_change_sets
from api.queries.keys import CHANGE_SETS
from api.queries.past import past_of
from api.storing import store
from api.undo_plan import plan_undo
from api.undoing import undo
from benchmarks.measuring import print_machine
from benchmarks.serving import database_in
from benchmarks.synthetic import PLACE, Size, make_register
from models.dates import now
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ChangeKind, Role

EDITOR = Viewer("editor", frozenset({HeldRole(Role.EDITOR, PLACE)}))
ADDRESS = "nobody@example.org"

Question = Callable[[Connection], object]


def main() -> None:
    """Measure what the command line asks for."""
    parser = ArgumentParser(description="The history of a large register.")
    parser.add_argument("--actors", type=int, default=30_000)
    parser.add_argument("--ties", type=int, default=90_000)
    parser.add_argument("--edits", type=int, default=300, help="changes of one actor each, after the import")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print_machine()
    with TemporaryDirectory() as folder:
        engine = ready_database(database_in(Path(folder)))
        last = fill(engine, Size(asked.actors, asked.ties), asked.edits)
        print(f"\n{rows(engine):,} records, {last:,} change sets; seconds: minimum, median, maximum of {asked.runs}")
        for told, question in questions(last).items():
            print_times(told, [seconds(engine, question) for _ in range(asked.runs)])
        taken = [undoing(engine, edit) for edit in range(last, last - asked.runs, -1)]
        print_times("undo of one change, written", taken)
        engine.dispose()


def questions(last: int) -> dict[str, Question]:
    """Return what is asked, by what it is called."""
    return {
        "history of the place, as its editor": lambda connection: history(connection, EDITOR),
        "history of the place, as anybody": lambda connection: history(connection, ANYBODY),
        "plan of undoing one change": lambda connection: plan_undo(connection, EDITOR, last),
        "search for a contact": lambda connection: find_contact(connection, EDITOR, ADDRESS),
        "the register of a moment, as its editor": lambda connection: register_at(past_of(connection, EDITOR), now()),
        "a walk through every row": walk,
    }


def history(connection: Connection, viewer: Viewer) -> object:
    """Return the first part of the history of the place."""
    past = past_of(connection, viewer)
    return list_change_sets(past, at_place(past, PLACE))


def walk(connection: Connection) -> int:
    """Fetch every record as it is stored, and every state that the history keeps."""
    names = (*FILES, "history")
    return sum(len(connection.execute(sa.select(TABLES[name])).all()) for name in names)


def fill(engine: Engine, size: Size, edits: int) -> int:
    """Store the register in one change set and change actors one at a time; return the last change set."""
    tables = make_register(size).tables()
    with writing(engine) as connection:
        hold_revision(connection)
        store(connection, tables, [], begin_change_set(connection, Deed(ChangeKind.IMPORT)))
        opened = sa.update(TABLES["places"]).where(TABLES["places"].c.id == PLACE)
        connection.execute(opened.values(visibility="public"))
        # With one actor hidden elsewhere nobody but administrators sees everything, as in any register in use.
        away = sa.update(TABLES["actors"]).where(TABLES["actors"].c.id == vars(tables["actors"][-1])["id"])
        connection.execute(away.values(place_id=None, visibility="hidden"))
    for actor in tables["actors"][:edits]:
        with editing(engine, EDITOR) as edit:
            edit.change(FILES["actors"], [vars(actor)["id"]], 1, {"note": "edited"}, whole=False)
    with reading(engine) as connection:
        return int(connection.execute(sa.select(sa.func.max(CHANGE_SETS.c.id))).scalar_one())


def rows(engine: Engine) -> int:
    """Count the records."""
    with reading(engine) as connection:
        counts = (sa.select(sa.func.count()).select_from(TABLES[name]) for name in FILES)
        return sum(connection.execute(count).scalar_one() for count in counts)


def seconds(engine: Engine, question: Question) -> float:
    """Return how long a question takes over a connection of its own."""
    with reading(engine) as connection:
        began = perf_counter()
        question(connection)
        return perf_counter() - began


def undoing(engine: Engine, change_set: int) -> float:
    """Return how long it takes to take a change set back."""
    began = perf_counter()
    undo(engine, EDITOR, change_set)
    return perf_counter() - began


def print_times(told: str, times: list[float]) -> None:
    """Print the times of one question."""
    print(f"{told:<42} {min(times):8.3f} {median(times):8.3f} {max(times):8.3f}", flush=True)


if __name__ == "__main__":
    main()
