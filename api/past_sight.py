"""What a viewer may see of the register as it once was.

It follows the rules of `api.access.seen`, on records instead of rows. Beside them two more hold: what may not be seen
now is not shown as it was either, and what was deleted since is shown to those who edit the place where it lay.
"""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from api.access.openness import Places
from api.access.unseen import GROUPS
from api.queries.keys import key_text, record_key
from api.queries.past import DECIDING, Past
from graph.packages import key_of
from graph.register import Register
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES

Tables = Mapping[str, tuple[Record, ...]]
Shows = Callable[[Mapping[str, Any]], bool]


def visible_part(past: Past, once: Register) -> Register:
    """Return the part of a past register that the viewer may see."""
    lasting = _Lasting(past, once)
    tables = {file.name: tuple(filter(lasting.shows(file), once.tables()[file.name])) for file in PACKAGE_FILES}
    return Register.of(_Then(past, tables, once.tables()).tables())


class _Lasting:
    """Tells which records may still be seen, or were deleted where the viewer edits."""

    def __init__(self, past: Past, once: Register) -> None:
        self._past = past
        self._home: dict[str, dict[str, str | None]] = {
            name: {vars(record)["id"]: vars(record).get("place_id") for record in records}
            for name, records in once.tables().items()
            if FILES[name].key == ("id",)
        }

    def shows(self, file: PackageFile) -> Callable[[Record], bool]:
        """Return what tells whether a record of a file is shown."""
        past, edited = self._past, self._past.edited or frozenset()
        execute = past.connection.execute
        stored = set(execute(sa.select(record_key(file, TABLES[file.name]))).scalars())
        seen = stored
        if not past.seen.access.everything:
            seen = set(execute(sa.select(record_key(file, past.seen[file.name]))).scalars())

        def is_shown(record: Record) -> bool:
            key = key_text(key_of(file, record))
            return key in seen if key in stored else not edited.isdisjoint(self._places(file, record))

        return is_shown

    def _places(self, file: PackageFile, record: Record) -> list[str | None]:
        values = vars(record)
        if file.name == "places":
            return [values["id"]]
        own = [values.get("place_id")]
        return own + [self._home[file.references[name]].get(values[name]) for name in DECIDING if name in values]


class _Then:
    """Applies the rules of visibility to records that may still be seen.

    Args:
        past: what the viewer may see.
        records: those records.
        everything: all that was there, which tells whether anybody took part in something.
    """

    def __init__(self, past: Past, records: Tables, everything: Tables) -> None:
        self._past = past
        self._taking_part = everything
        self._access = past.seen.access
        self._records = records
        self._ids: dict[str, set[str]] = {}

    def tables(self) -> Tables:
        """Return the records that could be seen, which refer to nothing that could not."""
        places = self._access.places if not self._access.everything else None
        needs = self._access.needs if not self._access.everything else None
        kept: dict[str, tuple[Record, ...]] = {}
        kept["places"] = self._keep("places", lambda row: _within(row["id"], places))
        kept["actors"] = self._keep("actors", lambda row: self._shows_actor(row, places))
        for group, links, key in GROUPS:
            open_to = needs if group == "needs" else places
            kept[group] = self._keep(group, self._shows_group(links, key, open_to))
        for file in PACKAGE_FILES:
            if file.name not in kept:
                kept[file.name] = self._keep(file.name, self._shows_whole(file, places))
        return {name: tuple(self._mentioning(FILES[name], record) for record in kept[name]) for name in kept}

    def _keep(self, name: str, shows: Shows) -> tuple[Record, ...]:
        found = tuple(record for record in self._records[name] if shows(vars(record)))
        if FILES[name].key == ("id",):
            self._ids[name] = {vars(record)["id"] for record in found}
        return found

    def _shows_actor(self, row: Mapping[str, Any], places: Places) -> bool:
        place = row["place_id"]
        return (place is None or _within(place, places)) and self._past.shows_actor(row)

    def _shows_group(self, links: str, key: str, places: Places) -> Shows:
        """Return that a record lies in one of these places, or in none and a visible actor there takes part in it."""
        home = {row["id"]: row["place_id"] for row in map(vars, self._records["actors"])}
        taking_part = [(row[key], row["actor_id"]) for row in map(vars, self._taking_part[links])]
        taken_part_in = {group for group, _ in taking_part}
        shown = [(group, home[actor]) for group, actor in taking_part if actor in self._ids["actors"]]
        seen = {group for group, _ in shown}
        shared = {group for group, place in shown if place is None or _within(place, places)}

        def shows(row: Mapping[str, Any]) -> bool:
            if row["place_id"] is None:
                return row["id"] in shared
            return _within(row["place_id"], places) and (row["id"] in seen or row["id"] not in taken_part_in)

        return shows

    def _shows_whole(self, file: PackageFile, places: Places) -> Shows:
        """Return that a record lies in a visible place, or in none, and all that it is about may be seen."""

        def shows(row: Mapping[str, Any]) -> bool:
            if row.get("place_id") is not None and not _within(row["place_id"], places):
                return False
            return all(row[name] in self._ids[file.references[name]] for name in DECIDING if name in row)

        return shows

    def _mentioning(self, file: PackageFile, record: Record) -> Record:
        """Return a record without the mention of what may not be seen."""
        values = vars(record)
        fewer: dict[str, Any] = {}
        for column, target in file.references.items():
            held = values[column]
            if isinstance(held, tuple):
                shown = tuple(item for item in held if item in self._ids[target])
                fewer |= {column: shown} if shown != held else {}
            elif column == "parent_id" and held is not None and held not in self._ids[target]:
                fewer[column] = None
        return record.model_copy(update=fewer) if fewer else record


def _within(place: str | None, places: Places) -> bool:
    return places is None or place in places
