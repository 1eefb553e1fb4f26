"""A register that is edited at random, with a snapshot after every change set, for tests of the history."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine

from api.access.seen import Seen
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, writing
from api.queries.register import load_register
from api.storing import remove, store
from graph.packages import Change, key_of
from graph.register import Register
from models.package_files import FILES
from models.records import Record
from models.vocabulary import ChangeKind
from tests.packages import register

START = datetime(2026, 3, 1, 12, tzinfo=UTC)

PLACES = "id,name,level,parent_id\nkn,Kommunen,municipality,sverige\nng,Norra,area,kn\nsverige,Sverige,nation,\n"
ACTORS = (
    "id,name,sector,place_id,federation_ids,parent_id\n"
    "a,Alfa,civil_society,kn,,\nb,Beta,civil_society,ng,a,\nc,Gamma,municipality,kn,a;b,\nd,Delta,civil_society,,,\n"
)
TIES = "id,actor_a,actor_b,level,valid_from\nt1,a,b,dialogue,2024-01-01\nt2,b,c,partnership,\n"
FORUMS = "id,name,place_id,themes\nf,Rådet,kn,health\n"
MEMBERS = "forum_id,actor_id,role,valid_from\nf,a,member,\nf,b,convenor,2025-02-03\n"
NEEDS = "id,title,place_id,addressed_to\nn,Lokal,ng,a;b\n"
SIGHTINGS = "need_id,actor_id\nn,b\n"
COMPLETENESS = "actor_id,date\na,2026-01-02\n"


def drawn_history() -> Register:
    """Return the records that the drawn registers begin with."""
    return register(
        places=PLACES,
        actors=ACTORS,
        ties=TIES,
        forums=FORUMS,
        forum_members=MEMBERS,
        needs=NEEDS,
        need_sightings=SIGHTINGS,
        completeness=COMPLETENESS,
    )


def begin(connection: Connection, number: int, kind: ChangeKind = ChangeKind.EDIT) -> int:
    """Begin a change set `number` hours after the start."""
    hold_revision(connection)
    return begin_change_set(connection, Deed(kind), START + timedelta(hours=number))


def stored(engine: Engine) -> Register:
    """Return the register as it is."""
    with reading(engine) as connection:
        return load_register(Seen(connection))


def change(table: str, before: Record, **values: object) -> Change:
    """Return a change of some fields of a record."""
    file = FILES[table]
    after = file.record.model_validate({**before.model_dump(), **values})
    return Change(table, key_of(file, before), before, after)


def edited_at_random(engine: Engine, seed: int, steps: int) -> Iterator[Register]:
    """Store the drawn records, change them at random, and yield the register after each change set."""
    draw = random.Random(seed)
    first = {name: list(records) for name, records in drawn_history().tables().items()}
    with writing(engine) as connection:
        store(connection, first, [], begin(connection, 0, ChangeKind.IMPORT))
    yield stored(engine)
    for step in range(1, steps):
        tables = stored(engine).tables()
        with writing(engine) as connection:
            change_set = begin(connection, step)
            for table in draw.sample(["actors", "ties", "forum_members", "needs", "completeness"], 2):
                _edit(connection, draw, table, {key_of(FILES[table], r): r for r in tables[table]}, first, change_set)
        yield stored(engine)


def _edit(
    connection: Connection,
    draw: random.Random,
    table: str,
    now: dict[tuple[str, ...], Record],
    first: dict[str, list[Record]],
    change_set: int,
) -> None:
    """Change one record, delete one to which nobody refers, and bring back those that were deleted."""
    file = FILES[table]
    gone = [record for record in first[table] if key_of(file, record) not in now]
    if gone:
        store(connection, {table: gone}, [], change_set)
    elif table in ("ties", "forum_members", "completeness") and draw.random() < 0.5:
        remove(connection, {table: [draw.choice(list(now.values()))]}, change_set)
    else:
        record = draw.choice(list(now.values()))
        values: dict[str, object] = {"note": f"{draw.random()}"}
        if table == "actors":
            values["federation_ids"] = draw.sample(["a", "b", "c", "d"], draw.randrange(3))
        store(connection, {}, [change(table, record, **values)], change_set)
