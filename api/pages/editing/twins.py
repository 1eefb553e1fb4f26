"""What is registered already, as it seems: the same name at the same place, or a tie between the same two actors."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from api.access.seen import Seen
from api.language import message
from api.pages.editing.confirmation import names_of
from api.pages.editing.draft import Draft
from api.pages.editing.faults import Fault, fault_in
from api.pages.editing.judgement import Judgement
from api.queries.register import load_table
from models.records import Record
from models.text import search_key

Columns = Any
Condition = sa.ColumnElement[bool]

MOST_TWINS = 3

SAME_NAME = message("något med samma namn är redan registrerat på samma plats")
SAME_PAIR = message("ett samarbete mellan de två är redan registrerat")


def find_twins(seen: Seen, draft: Draft, judged: Judgement) -> Iterator[Fault]:
    """Yield what is registered already, for something new and for what becomes alike by the change.

    Args:
        seen: the register as the writer sees it.
        draft: what was typed.
        judged: the same, read and without faults.
    """
    of_ties = draft.form.file.name == "ties"
    called = "title" if draft.form.field("title") else "name"
    deciding = ("actor_a", "actor_b") if of_ties else (called, "place_id")
    field = draft.form.field("actor_b" if of_ties else called)
    kept = draft.kept.record if draft.kept else None
    if field is None or (kept and all(getattr(kept, name) == judged.values.get(name) for name in deciding)):
        return
    alike = _same_pair if of_ties else _same_name
    rows = seen[draft.form.file.name].c
    found = _first(
        seen, draft, sa.and_(alike(rows, *(judged.values.get(name) for name in deciding)), _others(rows, kept))
    )
    if found:
        yield fault_in(field, SAME_PAIR if of_ties else SAME_NAME, said=tuple(names_of(found, seen)))


def _same_pair(rows: Columns, one: Any, other: Any) -> Condition:
    return sa.or_(
        sa.and_(rows.actor_a == one, rows.actor_b == other), sa.and_(rows.actor_a == other, rows.actor_b == one)
    )


def _same_name(rows: Columns, name: Any, place_id: Any) -> Condition:
    return sa.and_(rows.search_key == search_key(str(name)), rows.place_id.is_not_distinct_from(place_id))


def _others(rows: Columns, kept: Record | None) -> Condition:
    return rows.id != vars(kept)["id"] if kept else sa.true()


def _first(seen: Seen, draft: Draft, condition: Condition) -> Sequence[Record]:
    name = draft.form.file.name
    rows = seen[name].c
    ids = seen.execute(sa.select(rows.id).where(condition).order_by(rows.id).limit(MOST_TWINS)).scalars().all()
    return load_table(seen, name, {name: rows.id.in_(ids)}) if ids else ()
